#include "new_match.h"

#include "search.h"

/* Passages that a saved search tells of: a report is for reading. */
enum { TOLD_MATCHES = 50 };

struct gathering {
    struct arena *arena;
    struct new_match *match;
};

static void take(void *context, const struct passage *passage)
{
    struct gathering *gathering = context;
    struct new_match *match = gathering->match;

    match->refs = arena_grow(gathering->arena, match->refs, &match->capacity,
                             match->ref_count + 1, sizeof(*match->refs));
    match->refs[match->ref_count++] =
        arena_copy(gathering->arena, passage->ref);
}

/* A search that fails, as one for a show that was removed, fails alone. */
static void find(struct store *store, struct new_match *match, int64_t since_ms,
                 struct arena *arena)
{
    const struct search_options options = { .limit = TOLD_MATCHES,
                                            .strict = true,
                                            .added_since_ms = since_ms };
    struct gathering gathering = { arena, match };
    struct search_totals totals;
    struct error err;

    if (search(store, match->query, &options, arena, take, &gathering, &totals,
               &err))
        match->failure = arena_copy(arena, slice_of(err.text));
    else
        match->count = totals.total;
}

enum status new_matches(struct store *store, struct arena *arena,
                        struct new_match **ret_list, size_t *ret_count,
                        struct error *err)
{
    struct saved_query *saved;
    size_t saved_count, count = 0;
    struct new_match *list;
    int64_t since_ms;
    enum status status =
        store_load_saved(store, arena, &saved, &saved_count, err);

    if (!status)
        status = store_before_last_update(store, &since_ms, err);
    if (status)
        return status;
    list = arena_array(arena, saved_count, sizeof(*list));
    for (size_t i = 0; i < saved_count; i++) {
        list[count] = (struct new_match){ .name = saved[i].name,
                                          .query = saved[i].query };
        find(store, &list[count], since_ms, arena);
        if (list[count].count || list[count].failure.len)
            count++;
    }
    *ret_list = list;
    *ret_count = count;
    return STATUS_OK;
}
