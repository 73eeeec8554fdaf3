/*
 * The filters of `verify --in`. The query's own plan cannot be used: it leaves
 * out transcripts that are not searched.
 */
#include "field.h"
#include "filter.h"
#include "parse.h"
#include "verdict.h"

#include <string.h>

struct scoping {
    struct store *store;
    struct arena *arena;
    int64_t limit; /* of all sets: above every transcript */
};

static struct id_set make_set(const struct scoping *scoping, bool filled)
{
    size_t bytes = (size_t)(scoping->limit >> 3) + 1;
    struct id_set set = { .limit = scoping->limit };

    set.bits = arena_alloc(scoping->arena, bytes);
    memset(set.bits, filled ? 0xff : 0, bytes);
    return set;
}

static void set_bit(struct id_set *set, int64_t id, bool value)
{
    uint8_t bit = (uint8_t)(1 << (id & 7));

    if (value)
        set->bits[id >> 3] |= bit;
    else
        set->bits[id >> 3] &= (uint8_t)~bit;
}

static enum status resolve(const struct scoping *scoping,
                           const struct node *node, struct id_set *ret_set,
                           struct error *err);

static enum status resolve_filter(const struct scoping *scoping,
                                  const struct node *node,
                                  struct id_set *ret_set, struct error *err)
{
    struct filter_plan filter;
    size_t unknown;
    enum status status;

    if (node->field->scope != FIELD_OF_EPISODE)
        return error_at(err, node->from, node->to,
                        "%s: tells parts of episodes; here only what tells "
                        "episodes can be used, as show: or date:",
                        node->field->name);
    status = filter_resolve(scoping->store, node, scoping->arena, &filter,
                            &unknown, err);
    if (status)
        return status;
    *ret_set = make_set(scoping, false);
    for (int64_t id = 0; id < scoping->limit; id++)
        set_bit(ret_set, id, id_set_has(&filter.transcripts, id));
    return STATUS_OK;
}

/* AND, OR or NOT of others. */
static enum status resolve_group(const struct scoping *scoping,
                                 const struct node *node,
                                 struct id_set *ret_set, struct error *err)
{
    bool any = node->kind == NODE_OR;
    enum status status = STATUS_OK;

    *ret_set = make_set(scoping, !any);
    for (size_t i = 0; i < node->child_count && !status; i++) {
        struct id_set part;

        status = resolve(scoping, node->children[i], &part, err);
        for (int64_t id = 0; id < scoping->limit && !status; id++) {
            bool has = id_set_has(&part, id);
            bool had = id_set_has(ret_set, id);

            if (node->kind == NODE_NOT)
                set_bit(ret_set, id, !has);
            else
                set_bit(ret_set, id, any ? had || has : had && has);
        }
    }
    return status;
}

static enum status resolve(const struct scoping *scoping,
                           const struct node *node, struct id_set *ret_set,
                           struct error *err)
{
    if (node->kind == NODE_FILTER)
        return resolve_filter(scoping, node, ret_set, err);
    if (!node_is_leaf(node))
        return resolve_group(scoping, node, ret_set, err);
    return error_at(err, node->from, node->to,
                    "'%.*s' is no filter; write show:NAME, episode:131, "
                    "after:2025 …",
                    SLICE_ARG(node->text));
}

/* The episode of all the transcripts in the set; 0 if they have several. */
static enum status only_episode(const struct scoping *scoping,
                                const struct id_set *set, int64_t *ret_episode,
                                struct error *err)
{
    struct transcript_place *places;
    size_t count;
    enum status status = store_transcript_places(scoping->store, scoping->arena,
                                                 &places, &count, err);

    *ret_episode = 0;
    for (size_t i = 0; i < count && !status; i++) {
        if (!id_set_has(set, places[i].transcript))
            continue;
        if (*ret_episode && places[i].episode != *ret_episode) {
            *ret_episode = 0;
            return STATUS_OK;
        }
        *ret_episode = places[i].episode;
    }
    return status;
}

enum status check_scope(struct store *store, struct slice filters,
                        struct arena *arena, struct id_set *ret_scope,
                        int64_t *ret_episode, struct error *err)
{
    struct scoping scoping = { store, arena, 0 };
    struct id_set speech, named;
    struct query query;
    size_t episodes, unknown;
    enum status status =
        store_transcripts_where(store, WHERE_KIND, SLICE(KIND_SPEECH), true,
                                arena, &speech, &episodes, &unknown, err);

    *ret_episode = 0;
    *ret_scope = speech;
    if (status || slice_trim(filters).len == 0)
        return status;
    status = query_parse(filters, arena, &query, err);
    if (status || !query.root)
        return status;
    scoping.limit = speech.limit;
    status = resolve(&scoping, query.root, &named, err);
    for (int64_t id = 0; id < speech.limit && !status; id++)
        set_bit(&named, id, id_set_has(&named, id) && id_set_has(&speech, id));
    if (status)
        return status;
    *ret_scope = named;
    return only_episode(&scoping, &named, ret_episode, err);
}
