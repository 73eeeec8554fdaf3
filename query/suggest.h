#ifndef QUOTH_SUGGEST_H
#define QUOTH_SUGGEST_H

/*
 * What to ask instead, where nothing was found: words that are in the archive
 * for those that are not, or the query without what narrows it. Only what
 * would be found is suggested.
 */

#include "passage.h"
#include "plan.h"

/*
 * Fills totals->missing, the words of the query that nobody says, and
 * totals->suggestions, in the plan's arena. The plan's query found nothing.
 */
enum status suggest(const struct plan *plan, struct search_totals *totals,
                    struct error *err);

#endif
