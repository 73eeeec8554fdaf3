#ifndef QUOTH_HTML_TAG_H
#define QUOTH_HTML_TAG_H

/* HTML's tags: what they do to the text around them, and how they look. */

#include "html.h"

/* What an element does to the text in it. */
struct html_tag {
    const char *name;
    bool is_block;
    bool is_dropped;
    enum html_block block; /* HTML_PARAGRAPH = that of what is around it */
    int level;
    unsigned inside;
};

/* `name` is in lower case. Never NULL: most tags change nothing. */
const struct html_tag *html_tag_of(const char *name);

/*
 * The number of attributes of the tag in `text` that has most of them. For
 * libxml2, which compares each attribute of a tag with all others.
 */
size_t html_max_attributes(struct slice text);

#endif
