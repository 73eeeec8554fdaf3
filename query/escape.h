#ifndef QUOTH_ESCAPE_H
#define QUOTH_ESCAPE_H

/*
 * Text from transcripts inside other languages: it is shown as it is, and
 * nothing in it takes effect. In all of them ends of lines and tabs become
 * blanks, and other control characters U+FFFD.
 */

#include "base/buf.h"

/* A line of plain text. */
void escape_line(struct buf *out, struct slice text);

/* XML and HTML, between tags and in attributes. */
void escape_xml(struct buf *out, struct slice text);

/* Inline Markdown (CommonMark, GitHub's too), also at the start of a line. */
void escape_markdown(struct buf *out, struct slice text);

/* A value between the braces of a BibTeX field. */
void escape_tex(struct buf *out, struct slice text);

/* One word of a POSIX shell, quoted where it must be. */
void escape_shell(struct buf *out, struct slice text);

/* An address inside Markdown's "(…)", HTML's quotes or a TeX \url{…}. */
void escape_url(struct buf *out, struct slice url);

/* The file: URL of a path, or the address itself if it is one already. */
void escape_file_url(struct buf *out, struct slice path);

/*
 * A part of a file's name: letters, digits and "-" of `text`, at most `most`
 * bytes, never empty.
 */
void escape_file_name(struct buf *out, struct slice text, size_t most);

#endif
