#include "selection.h"

#include "ref.h"
#include "ref_input.h"
#include "search.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    struct context *context;
    struct arena *arena;
    struct selection selection;
    size_t capacity;
};

static void add(struct reader *reader, const struct selected *selected)
{
    struct selection *selection = &reader->selection;

    selection->list =
        arena_grow(reader->arena, selection->list, &reader->capacity,
                   selection->count + 1, sizeof(*selection->list));
    selection->list[selection->count++] = *selected;
}

/* ---- refs ---- */

/* The first token from `first` on that is not over at `ms`, `end` if all are. */
static uint32_t token_after(const struct axis *axis, uint32_t first,
                            uint32_t end, int64_t ms)
{
    while (first < end && axis_time_of(axis, first).end_ms <= ms)
        first++;
    return first;
}

/* The first token from `first` on that begins at or after `ms`. */
static uint32_t token_from(const struct axis *axis, uint32_t first,
                           uint32_t end, int64_t ms)
{
    while (first < end && axis_time_of(axis, first).start_ms < ms)
        first++;
    return first;
}

/* The words that a ref with two ends means, among those of its segments. */
static void narrow(const struct ref *ref, const struct place *place,
                   struct token_span *span)
{
    const struct axis *axis = place->axis;
    struct token_span asked = *span;

    if (ref->kind == REF_WORD) {
        asked.first = (uint32_t)ref->from;
        if (ref->to < asked.end)
            asked.end = (uint32_t)ref->to;
    } else {
        asked.first = token_after(axis, span->first, span->end, ref->from);
        asked.end = token_from(axis, asked.first, span->end, ref->to);
    }
    if (asked.first < asked.end)
        *span = asked;
}

static enum status select_ref(struct reader *reader, const struct ref *ref,
                              struct error *err)
{
    struct selected selected = { .from_ms = TIME_NONE, .to_ms = TIME_NONE };
    struct place place;
    const struct axis *axis;
    enum status status =
        ref_resolve(reader->context->store, ref, 0, reader->arena, &place, err);

    if (status)
        return status;
    axis = place.axis;
    selected.span.transcript = place.transcript.id;
    selected.span.first = axis->segments[place.first].token;
    selected.span.end = place.end < axis->segment_count
                            ? axis->segments[place.end].token
                            : axis->token_count;
    if (ref->to >= 0 && !place.whole)
        narrow(ref, &place, &selected.span);
    if (ref->to > ref->from && ref->kind == REF_TIME) {
        selected.from_ms = ref->from;
        selected.to_ms = ref->to;
    }
    add(reader, &selected);
    return STATUS_OK;
}

static enum status take(void *context, struct slice text, struct error *err)
{
    struct reader *reader = context;
    struct buf *line = &reader->context->query_line;
    struct ref ref;
    enum status status;

    /* For messages that point into it. */
    buf_clear(line);
    buf_slice(line, text);
    status = ref_parse(arena_copy(reader->arena, text), &ref, err);
    return status ? status : select_ref(reader, &ref, err);
}

/* "12@11:15", and "12@1x:15", which is a ref gone wrong; or a link with a time. */
static bool is_ref(const char *argument)
{
    struct error err;
    struct ref ref;

    return !strcmp(argument, "-") ||
           ref_parse(slice_of(argument), &ref, &err) || ref.kind != REF_EPISODE;
}

static bool are_refs(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!is_ref(argv[i]))
            return false;
    return true;
}

static enum status read_refs(struct reader *reader, int argc, char **argv,
                             struct error *err)
{
    enum status status = STATUS_OK;

    for (int i = 1; i < argc && !status; i++)
        status = strcmp(argv[i], "-")
                     ? take(reader, slice_of(argv[i]), err)
                     : ref_input_read(stdin, take, reader, err);
    return status;
}

/* ---- a query ---- */

static void take_passage(void *context, const struct passage *passage)
{
    struct selected selected = {
        .span = { .transcript = passage->transcript,
                  .first = passage->first_token,
                  .end = passage->end_token },
        .from_ms = TIME_NONE,
        .to_ms = TIME_NONE,
    };

    add(context, &selected);
}

static enum status run_query(struct reader *reader,
                             const struct selection_options *options,
                             struct slice line, struct error *err)
{
    struct search_options wanted = {
        .limit = options->limit,
        .strict = true,
        .fold = true,
        .order = { .key = options->sort },
        .episode = options->episode,
        .only_speech = true,
    };
    struct search_totals totals;

    return search(reader->context->store, line, &wanted, reader->arena,
                  take_passage, reader, &totals, err);
}

/* ---- each once ---- */

static int compare_spans(const struct token_span *a, const struct token_span *b)
{
    if (a->transcript != b->transcript)
        return a->transcript < b->transcript ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

/* Orders pointers into one list: the same spans as they stand in it. */
static int by_span(const void *left, const void *right)
{
    struct selected *const *a = left, *const *b = right;
    int difference = compare_spans(&(*a)->span, &(*b)->span);

    return difference ? difference : (*a > *b) - (*a < *b);
}

static void drop_repeats(struct selection *selection, struct arena *arena)
{
    struct selected **sorted =
        arena_array(arena, selection->count, sizeof(*sorted));
    bool *repeats = arena_array(arena, selection->count, sizeof(*repeats));
    size_t kept = 0;

    for (size_t i = 0; i < selection->count; i++)
        sorted[i] = &selection->list[i];
    qsort(sorted, selection->count, sizeof(struct selected *), by_span);
    for (size_t i = 1; i < selection->count; i++)
        if (!compare_spans(&sorted[i - 1]->span, &sorted[i]->span))
            repeats[sorted[i] - selection->list] = true;
    for (size_t i = 0; i < selection->count; i++)
        if (!repeats[i])
            selection->list[kept++] = selection->list[i];
    selection->count = kept;
}

enum status selection_query(struct context *context, struct slice query,
                            const struct selection_options *options,
                            struct arena *arena,
                            struct selection *ret_selection, struct error *err)
{
    struct reader reader = { .context = context, .arena = arena };
    enum status status;

    buf_clear(&context->query_line);
    buf_slice(&context->query_line, query);
    status = run_query(&reader, options, buf_view(&context->query_line), err);
    *ret_selection = reader.selection;
    return status;
}

enum status selection_read(struct context *context, int argc, char **argv,
                           const struct selection_options *options,
                           struct arena *arena, struct selection *ret_selection,
                           struct error *err)
{
    struct reader reader = { .context = context, .arena = arena };
    enum status status;

    if (are_refs(argc, argv))
        status = read_refs(&reader, argc, argv, err);
    else
        status = run_query(&reader, options, context_query(context, argc, argv),
                           err);
    if (!status && reader.selection.count > 1)
        drop_repeats(&reader.selection, arena);
    *ret_selection = reader.selection;
    return status;
}
