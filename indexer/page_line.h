#ifndef QUOTH_PAGE_LINE_H
#define QUOTH_PAGE_LINE_H

/*
 * A show-notes page as lines of plain text, whatever it is written in, with the
 * addresses and facts that stand in it. All of it lives in one arena.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "page_fact.h"
#include "page_link.h"
#include "text_line.h"

struct page_line {
    struct slice text;     /* plain, on one line, never empty */
    enum text_block block; /* TEXT_HEADING, TEXT_ITEM or TEXT_PLAIN */
    int level;             /* of a heading, from 1; 0: a line in bold */
    bool numbered;         /* an item, or a line, that has a number */
    bool goes_on;          /* the paragraph of the line before */
    uint32_t line;         /* of the document */
};

struct page_lines {
    struct arena *arena;
    struct page_line *list;
    size_t count, capacity;
    struct slice markdown; /* the same, for chapter_list_read */
    struct page_facts facts;
    struct page_urls urls;
};

/* Reads HTML, as html_parse does. */
enum status page_lines_of_html(struct slice html, uint32_t first_line,
                               struct page_lines *lines, struct error *err);

/* Reads Markdown or plain text. */
void page_lines_of_text(struct slice text, uint32_t first_line,
                        struct page_lines *lines);

/* Appends a line with this text, copied, for the rest to be filled in. */
struct page_line *page_lines_append(struct page_lines *lines,
                                    struct slice text);

#endif
