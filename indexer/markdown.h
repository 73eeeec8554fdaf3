#ifndef QUOTH_MARKDOWN_H
#define QUOTH_MARKDOWN_H

/*
 * Inline Markdown -> plain text (CommonMark, with ~~ of GitHub and simple
 * HTML). Where markup and speech disagree the words are kept: a mark without
 * its partner stays, so does a tag that HTML does not know.
 */

#include "base/buf.h"
#include "base/slice.h"

/*
 * True if `text`, one paragraph, is plain already: nothing that may be markup,
 * one line, single blanks. Then it need not be copied.
 */
bool markdown_is_plain(struct slice text);

/*
 * Appends the plain text of one paragraph: emphasis marks, link targets,
 * backslash escapes, code quotes and tags taken off, entities decoded, line
 * ends and the quote marks behind them made blanks.
 */
void markdown_append_plain(struct buf *out, struct slice text);

/* Advances past a link target, "(https://…)", at the front of *text. */
bool markdown_take_target(struct slice *text);

/* True if `inside`, what stands between "<" and ">", is an HTML tag. */
bool markdown_is_tag(struct slice inside);

#endif
