/* How many answers there are, where not all of them are looked at. */

#include "base/limits.h"
#include "rank_internal.h"

/* Up to so many answers are always counted exactly. */
enum { EXACT_ANSWERS = 1000 };

size_t rank_least_segments(const struct interval_list *answer, uint32_t surely)
{
    uint64_t end = 0;
    size_t count = 0;

    for (size_t i = 0; i < answer->count; i++) {
        struct interval interval = answer->items[i];

        if (interval.first < end || interval.last - interval.first > surely)
            continue;
        end = (uint64_t)interval.first + LIMIT_SEGMENT_TOKENS;
        count++;
    }
    return count;
}

size_t rank_count_segments(const struct interval_list *answer,
                           struct window *window, struct best *best)
{
    struct ranked ranked = { .transcript = window->transcript };
    size_t segment = 0, segment_count, count = 0;
    const uint32_t *starts = window_segment_starts(window, &segment_count);

    for (size_t i = 0; i < answer->count && segment_count; count++) {
        uint32_t end = window_move_to(window, answer->items[i].first, &segment);

        ranked.first_token = starts[segment];
        best_see(best, &ranked);
        while (i < answer->count && answer->items[i].first < end)
            i++;
    }
    return count;
}

bool rank_counts_all(const struct plan *plan,
                     const struct rank_options *options)
{
    return options->exact_total || options->turns ||
           plan->most_answers <= EXACT_ANSWERS;
}
