#ifndef QUOTH_FACET_H
#define QUOTH_FACET_H

/*
 * How the answers are spread: over shows, speakers and years.
 */

#include "passage.h"
#include "rank.h"

/*
 * Counts all answers of `ranking` by what is shown of them. Fills
 * totals->facets, each with its most frequent values first.
 */
enum status facets_count(const struct plan *plan, const struct ranking *ranking,
                         struct search_totals *totals, struct error *err);

#endif
