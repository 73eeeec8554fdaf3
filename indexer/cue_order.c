#include "cue_internal.h"

#include <stdlib.h>

enum {
    TWIN_DISTANCE = 8, /* how many cues with the same start are compared */
};

size_t *cue_moved_new(const struct cue_list *list)
{
    if (list->chapter_count == 0)
        return NULL;
    return arena_array(list->arena, list->count + 1, sizeof(size_t));
}

void cue_moved_apply(struct cue_list *list, const size_t *moved,
                     size_t old_count)
{
    for (size_t i = 0; i < list->chapter_count; i++) {
        struct cue_chapter *chapter = &list->chapters[i];

        chapter->first_cue = chapter->first_cue < old_count
                                 ? moved[chapter->first_cue]
                                 : list->count;
    }
}

size_t cue_list_drop_empty(struct cue_list *list)
{
    size_t *moved = cue_moved_new(list);
    size_t old_count = list->count, kept = 0;

    for (size_t i = 0; i < old_count; i++) {
        if (moved)
            moved[i] = kept;
        if (list->cues[i].text.len) {
            if (kept < i)
                list->cues[kept] = list->cues[i];
            kept++;
        }
    }
    list->count = kept;
    cue_moved_apply(list, moved, old_count);
    return old_count - kept;
}

struct sort_key {
    int64_t start_ms;
    size_t index;
};

static int compare_keys(const void *left, const void *right)
{
    const struct sort_key *a = left, *b = right;

    if (a->start_ms != b->start_ms)
        return a->start_ms < b->start_ms ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static bool is_sorted(const struct cue_list *list)
{
    int64_t latest = TIME_NONE;

    for (size_t i = 0; i < list->count; i++) {
        int64_t start_ms = list->cues[i].start_ms;

        if (start_ms == TIME_NONE)
            continue;
        if (start_ms < latest)
            return false;
        latest = start_ms;
    }
    return true;
}

void cue_list_sort(struct cue_list *list)
{
    struct arena *arena = list->arena;
    size_t *moved = cue_moved_new(list);
    struct sort_key *keys;
    struct cue *sorted;
    int64_t latest = TIME_NONE;

    if (is_sorted(list))
        return;
    keys = arena_array(arena, list->count, sizeof(*keys));
    sorted = arena_array(arena, list->count, sizeof(*sorted));
    for (size_t i = 0; i < list->count; i++) {
        if (list->cues[i].start_ms != TIME_NONE)
            latest = list->cues[i].start_ms;
        keys[i] = (struct sort_key){ latest, i };
    }
    qsort(keys, list->count, sizeof(*keys), compare_keys);
    for (size_t i = 0; i < list->count; i++) {
        sorted[i] = list->cues[keys[i].index];
        if (moved)
            moved[keys[i].index] = i;
    }
    list->cues = sorted;
    list->capacity = list->count;
    cue_moved_apply(list, moved, list->count);
}

/*
 * The twin of a cue among the `kept` ones before it, or NULL. Cues of no length
 * have none: they are words said too fast for the clock.
 */
static struct cue *find_twin(struct cue_list *list, size_t kept,
                             const struct cue *cue)
{
    if (cue->start_ms == TIME_NONE || cue->end_ms <= cue->start_ms)
        return NULL;
    for (size_t i = 1; i <= TWIN_DISTANCE && i <= kept; i++) {
        struct cue *other = &list->cues[kept - i];

        if (other->start_ms != cue->start_ms)
            return NULL;
        if (other->end_ms == cue->end_ms &&
            slice_equal(other->speaker, cue->speaker) &&
            slice_equal(other->text, cue->text))
            return other;
    }
    return NULL;
}

size_t cue_list_drop_twins(struct cue_list *list)
{
    size_t *moved = cue_moved_new(list);
    size_t old_count = list->count, kept = 0;

    for (size_t i = 0; i < old_count; i++) {
        struct cue *cue = &list->cues[i], *twin = find_twin(list, kept, cue);

        if (moved)
            moved[i] = kept;
        if (!twin) {
            if (kept < i)
                list->cues[kept] = *cue;
            kept++;
        } else if (twin->word_count == 0) {
            twin->words = cue->words;
            twin->word_count = cue->word_count;
        }
    }
    list->count = kept;
    cue_moved_apply(list, moved, old_count);
    return old_count - kept;
}
