#include "vanish.h"

#include "path.h"

/* Forgetting more than this share of a source, and that many, is suspicious. */
enum {
    PRUNE_PERCENT = 10,
    PRUNE_LEAST = 20,
};

static const struct root *root_of(const struct run *run, struct slice path)
{
    for (size_t i = 0; i < run->root_count; i++)
        if (run->roots[i].available && !run->roots[i].is_address &&
            path_is_below(path, run->roots[i].path))
            return &run->roots[i];
    return NULL;
}

enum status vanish_mark(struct run *run, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < run->known_count && !status; i++) {
        struct location_record *known = &run->known[i];
        int64_t id;

        if (run->seen[i] || known->state == LOCATION_VANISHED ||
            !root_of(run, known->path) ||
            (known->transcript && !path_is_missing(known->path)))
            continue;
        if (known->transcript == 0) {
            /* Nothing of it is kept: nothing is lost with it. */
            status = store_remove_location(run->store, known->id, err);
            continue;
        }
        known->state = LOCATION_VANISHED;
        status = store_put_location(run->store, known, &id, err);
        if (!status)
            run_tell_path(run, INGEST_VANISHED, known->path, SLICE(""));
    }
    return status;
}

/* How many files of a root are gone, and of how many. */
static void count_vanished(const struct run *run, const struct root *root,
                           size_t *ret_vanished, size_t *ret_all)
{
    *ret_vanished = *ret_all = 0;
    for (size_t i = 0; i < run->known_count; i++) {
        if (!run->known[i].transcript ||
            root_of(run, run->known[i].path) != root)
            continue;
        ++*ret_all;
        *ret_vanished +=
            run->known[i].state == LOCATION_VANISHED && !run->seen[i];
    }
}

/* Would so much of a source be forgotten that it has to be asked for? */
static bool is_too_much(struct run *run, const struct root *root)
{
    size_t vanished, all;

    count_vanished(run, root, &vanished, &all);
    if (run->options->prune_many || vanished < PRUNE_LEAST ||
        vanished * 100 <= all * PRUNE_PERCENT)
        return false;
    run->report->refused_prune = arena_printf(
        run->arena, "%zu of %zu transcripts would be forgotten; --yes does it",
        vanished, all);
    return true;
}

enum status vanish_prune(struct run *run, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < run->root_count; i++)
        if (is_too_much(run, &run->roots[i]))
            return STATUS_OK;
    for (size_t i = 0; i < run->known_count && !status; i++) {
        const struct location_record *known = &run->known[i];

        if (known->state != LOCATION_VANISHED || run->seen[i] ||
            !root_of(run, known->path))
            continue;
        status = store_remove_location(run->store, known->id, err);
        if (!status)
            run_tell_path(run, INGEST_REMOVED, known->path, SLICE(""));
    }
    return status;
}
