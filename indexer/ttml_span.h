#ifndef QUOTH_TTML_SPAN_H
#define QUOTH_TTML_SPAN_H

/*
 * When the elements of a TTML document are active, from the times that they
 * and their parents give: TTML2, section 12.2.
 */

#include "xml.h"

enum ttml_element {
    TTML_OTHER,
    TTML_CONTAINER, /* body, div */
    TTML_CAPTION,   /* p */
    TTML_SPAN,
    TTML_AGENT,
};

enum ttml_element ttml_element_of(struct slice name);

/*
 * By the specification times are offsets from the parent's begin. Many writers
 * make them absolute all the same. Whether they are offsets:
 */
struct ttml_nesting {
    bool in_containers; /* in <body> and <div> */
    bool in_speech;     /* in <p> and <span> */
};

/* Finds out by a look at the whole document. */
struct ttml_nesting ttml_find_nesting(struct slice text);

/* What an element gives; TIME_NONE where it does not. */
struct ttml_given {
    int64_t begin_ms, end_ms, dur_ms;
};

struct ttml_span {
    enum ttml_element element;
    bool sequential;          /* each child begins where the last one ended */
    int64_t start_ms, end_ms; /* of the recording; TIME_NONE = not known */
    int64_t reached_ms;       /* the latest end of its children */
};

/* What no element is around. */
extern const struct ttml_span ttml_span_outside;

/* Sets the times of `span`, whose other members are set, below `parent`. */
void ttml_span_set(struct ttml_span *span, const struct ttml_span *parent,
                   struct ttml_given given, struct ttml_nesting nesting);

/* Tells the parent that `span` is over. */
void ttml_span_end(const struct ttml_span *span, struct ttml_span *parent);

/* The earlier of two times; either may be TIME_NONE. */
int64_t ttml_sooner(int64_t a_ms, int64_t b_ms);

#endif
