#ifndef QUOTH_FEED_INTERNAL_H
#define QUOTH_FEED_INTERNAL_H

/*
 * What the files of feed_read share. feed.c follows the document, feed_element.c
 * knows what its elements mean, feed_item.c makes episodes of items.
 */

#include "base/buf.h"
#include "feed.h"
#include "xml.h"

enum { FEED_NOWHERE = -1 };

/* How surely an address is that of the recording; the best is taken. */
enum feed_media {
    FEED_MEDIA_NONE,
    FEED_MEDIA_OTHER,     /* an enclosure that is a picture or a document */
    FEED_MEDIA_CONTENT,   /* media:content that can be played */
    FEED_MEDIA_UNKNOWN,   /* an enclosure of no stated type */
    FEED_MEDIA_ENCLOSURE, /* one that can be played */
};

/* An xml:base, which holds for what is in the element at that depth. */
struct feed_base {
    int depth;
    struct slice url;
};

/* What an item says that is no part of its episode. */
struct feed_item_notes {
    struct slice season, number;
    struct slice updated; /* a date, where no better one is given */
    struct slice about;   /* what RSS 1.0 has for a guid */
    enum feed_media media;
    bool guid_is_link;
};

struct feed_reader {
    struct feed *feed;
    struct slice url; /* of the feed */
    struct arena *arena;
    struct feed_base *bases;
    size_t base_count, base_capacity;
    int depth;         /* elements that are open */
    int channel_depth; /* depth of what is in the channel; or FEED_NOWHERE */
    int item_depth;    /* likewise, of what is in the item */
    int skip_depth;    /* likewise, of an element that is passed over */
    bool in_group;     /* media:group, whose elements are the item's */
    struct feed_item *item;
    struct feed_item_notes notes; /* of the item */
    struct buf text;     /* of the element of a channel or item that is open */
    struct slice role;   /* of the person */
    struct people hosts; /* of the channel */
    bool full;
};

/* ---- feed_element.c: what begins, and what has been said at its end ---- */

void feed_open_in_channel(struct feed_reader *reader,
                          const struct xml_element *element);
void feed_open_in_item(struct feed_reader *reader,
                       const struct xml_element *element);
void feed_take_chapter(struct feed_reader *reader,
                       const struct xml_element *element);
void feed_close_in_channel(struct feed_reader *reader, struct slice name,
                           struct slice text);
void feed_close_in_item(struct feed_reader *reader, struct slice name,
                        struct slice text);
/* An hour or a day of skipHours and skipDays. */
void feed_close_in_skipped(struct feed_reader *reader, struct slice name,
                           struct slice text);

/* A trimmed attribute; empty if it is not there. */
struct slice feed_attribute(const struct feed_reader *reader,
                            const struct xml_element *element,
                            const char *name);

/* An address in the feed, made absolute. */
struct slice feed_address(const struct feed_reader *reader, struct slice text);

/* ---- feed_item.c ---- */

void feed_begin_item(struct feed_reader *reader,
                     const struct xml_element *element);
void feed_end_item(struct feed_reader *reader);

/* What the feed says of all its episodes. */
void feed_fill_items(struct feed_reader *reader);

#endif
