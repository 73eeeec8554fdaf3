#ifndef QUOTH_HTML_FACT_H
#define QUOTH_HTML_FACT_H

#include "base/arena.h"
#include "record.h"

/*
 * Takes over what a page says of its episode, as html_handler.fact is told it:
 * og:title before title, the site's name for the show's unless many shows are
 * there, the language, the canonical link. Copies to `arena`.
 */
void html_fact_add(struct episode_meta *meta, struct slice name,
                   struct slice value, struct arena *arena);

#endif
