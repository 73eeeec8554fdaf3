#include "list_filter.h"

#include "field.h"
#include "parse.h"
#include "window.h"

#include <string.h>

/* The filters of a line, while transcripts are tried. */
struct conditions {
    struct query query;
    struct plan plan;
    struct evaluator *evaluator;
    struct window window;
    bool are_of_episodes; /* the same at every word of a transcript */
};

static bool is_name_part(const struct lexeme *lexeme)
{
    return lexeme->kind < LEX_FILTER;
}

/*
 * Parts the line: `ret_name` is what is no filter, `ret_filters` the line with
 * blanks in its place, so that errors point where they should. False if there
 * is no filter.
 */
static bool part_line(struct slice line, const struct lexeme *lexemes,
                      struct arena *arena, struct slice *ret_name,
                      struct slice *ret_filters)
{
    char *filters = arena_string(arena, line);
    struct buf name = BUF_INIT;
    bool any = false;

    for (; lexemes->kind != LEX_END; lexemes++) {
        size_t from = (size_t)lexemes->from, to = (size_t)lexemes->to;

        any = any || lexemes->kind == LEX_FILTER;
        if (!is_name_part(lexemes))
            continue;
        buf_string(&name, name.len ? " " : "");
        buf_slice(&name, lexemes->text);
        memset(filters + from, ' ', to - from);
    }
    *ret_name = arena_copy(arena, buf_view(&name));
    *ret_filters = (struct slice){ filters, line.len };
    buf_release(&name);
    return any;
}

static bool of_episodes(const struct node *node)
{
    if (node->kind == NODE_FILTER)
        return node->field->scope == FIELD_OF_EPISODE;
    for (size_t i = 0; i < node->child_count; i++)
        if (!of_episodes(node->children[i]))
            return false;
    return true;
}

/* What is the same everywhere is asked once, without a look at the segments. */
static const uint32_t *first_token(void *context, size_t *ret_count)
{
    static const uint32_t first = 0;

    (void)context;
    *ret_count = 1;
    return &first;
}

static bool holds_in(struct conditions *conditions, int64_t transcript)
{
    struct eval_source source = {
        .context = &conditions->window,
        .filter = window_filter,
        .segment_starts =
            conditions->are_of_episodes ? first_token : window_segment_starts,
        .clock = { window_lasts, &conditions->window },
    };

    window_enter(&conditions->window, transcript);
    return evaluate(conditions->evaluator, &source)->count > 0;
}

static enum status collect(struct conditions *conditions,
                           const struct transcript_place *places, size_t count,
                           struct arena *arena, struct id_set *ret_set,
                           struct error *err)
{
    struct id_set set = { .limit =
                              count ? places[count - 1].transcript + 1 : 0 };

    set.bits = arena_alloc(arena, (size_t)set.limit / 8 + 1);
    for (size_t i = 0; i < count; i++) {
        int64_t id = places[i].transcript;

        if (holds_in(conditions, id))
            set.bits[id >> 3] |= (uint8_t)(1 << (id & 7));
        if (conditions->window.status) {
            *err = conditions->window.error;
            return conditions->window.status;
        }
    }
    *ret_set = set;
    return STATUS_OK;
}

static enum status try_transcripts(struct conditions *conditions,
                                   struct store *store, struct arena *arena,
                                   struct id_set *ret_set, struct error *err)
{
    struct transcript_place *places;
    size_t count;
    enum status status =
        store_transcript_places(store, arena, &places, &count, err);

    if (status)
        return status;
    conditions->are_of_episodes = of_episodes(conditions->query.root);
    conditions->evaluator = evaluator_new(&conditions->query);
    window_init(&conditions->window, &conditions->plan);
    status = collect(conditions, places, count, arena, ret_set, err);
    window_release(&conditions->window);
    evaluator_free(conditions->evaluator);
    return status;
}

/*
 * Is the line id: with the number of an episode that is only announced? Filters
 * hold in transcripts, and it has none.
 */
static enum status names_announced(struct store *store,
                                   const struct lexeme *lexemes,
                                   struct arena *arena, bool *ret_is,
                                   struct error *err)
{
    struct slice digits = lexemes->text, key;
    struct episode_meta meta;
    int64_t episode, *transcripts;
    size_t count;
    enum status status;

    *ret_is = false;
    if (lexemes[0].kind != LEX_FILTER || lexemes[0].field->id != FIELD_ID ||
        lexemes[1].kind != LEX_END ||
        !slice_take_number(&digits, INT64_MAX, &episode) || digits.len)
        return STATUS_OK;
    status = store_episode_transcripts(store, episode, arena, &transcripts,
                                       &count, err);
    if (status || count)
        return status;
    status = store_get_episode(store, episode, arena, &meta, &key, err);
    *ret_is = !status;
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status list_filter_make(struct store *store, struct slice line,
                             struct arena *arena, struct row_filter *ret_filter,
                             struct error *err)
{
    struct conditions conditions = { .are_of_episodes = false };
    struct slice name, filters;
    struct lexeme *lexemes;
    size_t count;
    bool is_announced;
    enum status status = query_lex(line, arena, &lexemes, &count, err);

    *ret_filter = (struct row_filter){ .name = line };
    if (status || !part_line(line, lexemes, arena, &name, &filters))
        return status;
    status = names_announced(store, lexemes, arena, &is_announced, err);
    ret_filter->name = is_announced ? lexemes->text : name;
    if (status || is_announced)
        return status;
    status = query_parse(filters, arena, &conditions.query, err);
    if (!status && conditions.query.leaf_count)
        status = error_at(err, conditions.query.leaves[0]->from,
                          conditions.query.leaves[0]->to,
                          "list takes filters; for words, use search");
    if (!status)
        status =
            plan_make(store, &conditions.query, arena, &conditions.plan, err);
    if (!status)
        status = try_transcripts(&conditions, store, arena,
                                 &ret_filter->transcripts, err);
    plan_release(&conditions.plan);
    return status;
}
