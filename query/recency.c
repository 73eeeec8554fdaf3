#include "recency.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

void recency_release(struct recency *recency)
{
    free(recency->days);
}

/* Where the day of the transcript is kept. */
static int64_t *place_of(struct recency *recency, size_t transcript)
{
    size_t had = recency->count;

    if (transcript >= had) {
        recency->count = transcript + 1;
        recency->days = mem_grow(recency->days, &recency->capacity,
                                 recency->count, sizeof(*recency->days));
        memset(recency->days + had, 0,
               (recency->count - had) * sizeof(*recency->days));
    }
    return &recency->days[transcript];
}

int64_t recency_day(struct recency *recency, int64_t transcript)
{
    int64_t *place, day = 0;

    if (!recency->store)
        return 0;
    place = place_of(recency, (size_t)transcript);
    if (*place)
        return *place - 1;
    if (!recency->status)
        recency->status = store_transcript_day(recency->store, transcript, &day,
                                               &recency->error);
    *place = day + 1;
    return day;
}
