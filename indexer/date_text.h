#ifndef QUOTH_DATE_TEXT_H
#define QUOTH_DATE_TEXT_H

#include "base/arena.h"
#include "base/slice.h"

/*
 * A date as people and feeds write it -> "2025-11-02", or a partial "2025-11",
 * "2025". Reads ISO 8601 (a time behind it is left out), 2025/11/02, 20251102,
 * "May 17, 2026", "17 May 2026", "May 2026" and RFC 822. Empty if it is none,
 * or one that can be read in two ways (05/06/2026). In `arena`.
 */
struct slice date_normalize(struct slice text, struct arena *arena);

#endif
