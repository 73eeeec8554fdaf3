#ifndef QUOTH_PAGE_FACT_H
#define QUOTH_PAGE_FACT_H

/*
 * What a page says of itself where nobody sees it: Open Graph and other meta
 * elements, and JSON-LD (schema.org), which is believed first.
 */

#include "base/arena.h"
#include "record.h"

struct page_facts {
    /* schema.org's: of an episode, an article or a video. */
    struct slice ld_title, ld_show, ld_date, ld_description, ld_author;
    struct slice ld_number;
    /* Other elements'. */
    struct slice og_title, site_name, title, date, description;
    struct slice link, language, media;
    int64_t duration_ms; /* TIME_NONE = not said */
    bool is_episode;     /* it says so in so many words */
};

/* Facts of which none is known. */
void page_facts_init(struct page_facts *facts);

/* Takes a fact, as html_handler.fact is told it. Copies to `arena`. */
void page_facts_add(struct page_facts *facts, struct arena *arena,
                    struct slice name, struct slice value);

/*
 * Is it the name of a place where many shows are published, not of a show:
 * "Substack", "YouTube"?
 */
bool page_fact_is_platform(struct slice name);

#endif
