#include "run.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is known ---- */

static int by_transcript(const void *left, const void *right)
{
    const struct location_record *const *a = left, *const *b = right;

    return ((*a)->transcript > (*b)->transcript) -
           ((*a)->transcript < (*b)->transcript);
}

enum status run_load_known(struct run *run, struct error *err)
{
    enum status status = store_load_locations(
        run->store, run->arena, &run->known, &run->known_count, err);

    if (status)
        return status;
    run->seen = arena_array(run->arena, run->known_count, sizeof(bool));
    run->by_transcript =
        arena_array(run->arena, run->known_count, sizeof(*run->by_transcript));
    for (size_t i = 0; i < run->known_count; i++)
        if (run->known[i].transcript)
            run->by_transcript[run->by_transcript_count++] = &run->known[i];
    qsort(run->by_transcript, run->by_transcript_count,
          sizeof(*run->by_transcript), by_transcript);
    return STATUS_OK;
}

struct location_record *run_find_known(const struct run *run, struct slice path)
{
    size_t low = 0, high = run->known_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(run->known[middle].path, path);

        if (order == 0)
            return &run->known[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

void run_mark_seen(struct run *run, const struct location_record *known)
{
    run->seen[known - run->known] = true;
}

/* The first of the known locations of a transcript, and how many there are. */
struct location_record **run_locations_of(const struct run *run,
                                          int64_t transcript, size_t *ret_count)
{
    size_t low = 0, high = run->by_transcript_count, end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (run->by_transcript[middle]->transcript < transcript)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < run->by_transcript_count &&
                    run->by_transcript[end]->transcript == transcript;
         end++)
        ;
    *ret_count = end - low;
    return run->by_transcript + low;
}

size_t run_add_root(struct run *run, struct slice path)
{
    struct root *roots =
        arena_array(run->arena, run->root_count + 1, sizeof(*roots));

    memcpy(roots, run->roots, run->root_count * sizeof(*roots));
    run->roots = roots;
    roots[run->root_count].path = path;
    return run->root_count++;
}

/* ---- telling ---- */

static void count(struct run_counts *counts, enum ingest_outcome outcome)
{
    switch (outcome) {
    case INGEST_ADDED:
        counts->added++;
        break;
    case INGEST_CHANGED:
        counts->changed++;
        break;
    case INGEST_MOVED:
        counts->moved++;
        break;
    case INGEST_UNCHANGED:
        counts->unchanged++;
        break;
    case INGEST_FAILED:
        counts->failed++;
        break;
    case INGEST_STILL_FAILING:
        counts->still_failing++;
        break;
    case INGEST_NOT_OURS:
        break;
    case INGEST_VANISHED:
        counts->vanished++;
        break;
    case INGEST_REMOVED:
        counts->removed++;
        break;
    }
}

void run_tell(struct run *run, const struct ingest_event *event)
{
    count(&run->report->counts, event->outcome);
    if (run->options->event)
        run->options->event(run->options->context, event);
}

/* Tells what happened to a file of which there is no more to say. */
void run_tell_path(struct run *run, enum ingest_outcome outcome,
                   struct slice path, struct slice reason)
{
    run_tell(run, &(struct ingest_event){
                      .outcome = outcome, .path = path, .reason = reason });
}
