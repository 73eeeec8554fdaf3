#include "facet.h"

#include "window.h"

#include <stdlib.h>
#include <string.h>

/* No more values of a facet are told; what is behind them is rare. */
enum { FACET_VALUES = 10 };

/* Length of the year that a date begins with. */
enum { YEAR_CHARS = 4 };

/* A value with its count: one per transcript or speaker, until merged. */
struct tally {
    struct facet_value *list;
    size_t count, capacity;
};

struct counting {
    const struct plan *plan;
    struct arena *arena;
    struct transcript_place *places; /* by transcript */
    struct speaker_name *speakers;   /* by id */
    size_t place_count, speaker_count;
    size_t *by_speaker;                 /* parallel to `speakers` */
    const struct speaker_name *speaker; /* that was counted last, or NULL */
    struct tally shows, years;
};

static void tally_add(struct tally *tally, struct arena *arena,
                      struct slice value, size_t count)
{
    if (value.len == 0 || count == 0)
        return;
    tally->list = arena_grow(arena, tally->list, &tally->capacity,
                             tally->count + 1, sizeof(*tally->list));
    tally->list[tally->count++] = (struct facet_value){ value, count };
}

static int by_value(const void *left, const void *right)
{
    const struct facet_value *a = left, *b = right;

    return slice_compare(a->value, b->value);
}

static int most_first(const void *left, const void *right)
{
    const struct facet_value *a = left, *b = right;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return by_value(left, right);
}

/* Equal values become one, the most frequent first. */
static struct facet tally_facet(struct tally *tally, const char *name)
{
    struct facet_value *list = tally->list;
    size_t kept = 0;

    if (tally->count)
        qsort(list, tally->count, sizeof(*list), by_value);
    for (size_t i = 0; i < tally->count; i++)
        if (kept && slice_equal(list[kept - 1].value, list[i].value))
            list[kept - 1].count += list[i].count;
        else
            list[kept++] = list[i];
    if (kept)
        qsort(list, kept, sizeof(*list), most_first);
    return (struct facet){
        .name = name,
        .values = list,
        .count = kept < FACET_VALUES ? kept : FACET_VALUES,
        .more = kept < FACET_VALUES ? 0 : kept - FACET_VALUES,
    };
}

static int compare_speaker(const void *key, const void *item)
{
    int64_t id = *(const int64_t *)key;
    const struct speaker_name *speaker = item;

    return (id > speaker->id) - (id < speaker->id);
}

/* Most answers are by who gave the one before. */
static void count_speaker(struct counting *counting, int64_t id)
{
    if (counting->speaker_count == 0)
        return;
    if (!counting->speaker || counting->speaker->id != id)
        counting->speaker =
            bsearch(&id, counting->speakers, counting->speaker_count,
                    sizeof(*counting->speakers), compare_speaker);
    if (counting->speaker)
        counting->by_speaker[counting->speaker - counting->speakers]++;
}

/* Counts `count` answers, all of one transcript. */
static void count_transcript(struct counting *counting, struct window *window,
                             const struct answer_place *list, size_t count)
{
    const struct transcript_place *place = transcript_place_find(
        counting->places, counting->place_count, list[0].transcript);
    size_t segment = 0;

    if (place) {
        tally_add(&counting->shows, counting->arena, place->show, count);
        tally_add(&counting->years, counting->arena,
                  slice_range(place->date, 0, YEAR_CHARS), count);
    }
    window_enter(window, list[0].transcript);
    window_speaker_of(window, 0); /* loads all */
    for (size_t i = 0; i < count && !window->status; i++) {
        window_move_to(window, list[i].first_token, &segment);
        count_speaker(counting, window_speaker_of(window, segment));
    }
}

static enum status count_all(struct counting *counting,
                             const struct ranking *ranking, struct error *err)
{
    const struct answer_place *list = ranking->answers;
    size_t count = ranking->answer_count;
    struct window window;
    enum status status;

    window_init(&window, counting->plan);
    for (size_t i = 0; i < count && !window.status;) {
        size_t end = i + 1;

        while (end < count && list[end].transcript == list[i].transcript)
            end++;
        count_transcript(counting, &window, &list[i], end - i);
        i = end;
    }
    status = window.status;
    if (status)
        *err = window.error;
    window_release(&window);
    return status;
}

enum status facets_count(const struct plan *plan, const struct ranking *ranking,
                         struct search_totals *totals, struct error *err)
{
    struct counting counting = { .plan = plan, .arena = plan->arena };
    struct tally speakers = { 0 };
    struct facet *facets;
    enum status status = store_transcript_places(
        plan->store, plan->arena, &counting.places, &counting.place_count, err);

    if (!status)
        status =
            store_speaker_names(plan->store, plan->arena, &counting.speakers,
                                &counting.speaker_count, err);
    counting.by_speaker = arena_array(plan->arena, counting.speaker_count,
                                      sizeof(*counting.by_speaker));
    if (!status)
        status = count_all(&counting, ranking, err);
    if (status)
        return status;
    for (size_t i = 0; i < counting.speaker_count; i++)
        tally_add(&speakers, plan->arena, counting.speakers[i].name,
                  counting.by_speaker[i]);
    facets = arena_array(plan->arena, 3, sizeof(*facets));
    facets[0] = tally_facet(&counting.shows, "show");
    facets[1] = tally_facet(&speakers, "speaker");
    facets[2] = tally_facet(&counting.years, "year");
    totals->facets = facets;
    totals->facet_count = 3;
    return STATUS_OK;
}
