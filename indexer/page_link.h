#ifndef QUOTH_PAGE_LINK_H
#define QUOTH_PAGE_LINK_H

/*
 * The addresses on a page, and which of them lead to its episode: on YouTube,
 * Apple Podcasts, Spotify and the like, or to the recording itself.
 */

#include "base/arena.h"
#include "record.h"

/* How an address stands on the page. */
enum page_url_place {
    PAGE_URL_LINK,
    PAGE_URL_PLAYER, /* it is played there: of this episode */
};

struct page_url {
    struct slice url;
    enum page_url_place place;
};

struct page_urls {
    struct page_url *list;
    size_t count, capacity;
};

/* Adds an address, copied to `arena`. */
void page_urls_add(struct page_urls *urls, struct arena *arena,
                   struct slice url, enum page_url_place place);

/* Adds every http and https address that is written in `text`. */
void page_urls_find(struct page_urls *urls, struct arena *arena,
                    struct slice text);

/*
 * Fills in links, media and platform id from the addresses. Of several videos
 * it is the one that is played or linked to most, if there is one such.
 */
void page_links_fill(const struct page_urls *urls, struct arena *arena,
                     struct episode_meta *meta);

/* Do the words of the line only say where the episode can be had? */
bool page_link_is_label(struct slice text);

#endif
