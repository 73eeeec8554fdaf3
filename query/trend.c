#include "trend.h"

#include "base/clock.h"
#include "base/date.h"
#include "candidate.h"
#include "field.h"
#include "parse.h"
#include "progress.h"
#include "suggest.h"

#include <string.h>

/* All that is needed while answers and words are counted. */
struct counting {
    struct store *store;
    struct arena *arena;
    enum trend_by by;
    struct query query;
    struct plan plan;
    struct query conditions; /* what holds for all words; no root = nothing */

    struct spoken_transcript *places; /* by episode */
    size_t place_count;
    int64_t *mentions;  /* by place */
    uint32_t *place_of; /* by transcript id: place + 1; 0 = none */
    int64_t last_transcript;
    struct speaker_name *speakers; /* by id; only for TREND_SPEAKER */
    size_t speaker_count;

    struct trend_buckets buckets; /* keys: the places, or the speakers and
                                     behind them who is not known */
    int64_t *last_episode;        /* by bucket: the last that has words in it */
    struct trend *trend;
};

/* ---- what holds for all words ---- */

/* Those conditions have left transcripts out of the plan's scope already. */
static bool is_in_scope(const struct node *node)
{
    if (node->kind == NODE_NOT)
        node = node->children[0];
    return node->kind == NODE_FILTER && node->field->scope == FIELD_OF_EPISODE;
}

/* The conditions at the top of the query, as a query of their own. */
static void find_conditions(struct counting *counting)
{
    struct node *root = counting->query.root;
    struct node *all = arena_alloc(counting->arena, sizeof(*all));
    struct node **children = root->kind == NODE_AND ? root->children : &root;
    size_t count = root->kind == NODE_AND ? root->child_count : 1;

    all->kind = NODE_AND;
    all->children = arena_array(counting->arena, count, sizeof(*all->children));
    for (size_t i = 0; i < count; i++)
        if (node_is_condition(children[i]) && !is_in_scope(children[i]))
            all->children[all->child_count++] = children[i];
    counting->conditions = (struct query){ .line = counting->query.line };
    if (all->child_count)
        counting->conditions.root = all;
}

/* ---- buckets ---- */

/* The first `chars` of a date that has so many. */
static struct slice date_part(struct slice date, size_t chars)
{
    struct slice part = slice_range(date, 0, chars);
    struct date_span span;

    return part.len == chars && date_parse(part, &span) ? part : SLICE("");
}

static struct trend_bucket key_of_place(enum trend_by by,
                                        const struct spoken_transcript *place)
{
    enum { YEAR_CHARS = 4, MONTH_CHARS = 7 };

    switch (by) {
    case TREND_MONTH:
        return (struct trend_bucket){ .date =
                                          date_part(place->date, MONTH_CHARS) };
    case TREND_YEAR:
        return (struct trend_bucket){ .date =
                                          date_part(place->date, YEAR_CHARS) };
    case TREND_EPISODE:
        return (struct trend_bucket){ .date = place->date,
                                      .show = place->show,
                                      .name = place->title,
                                      .episode = place->episode };
    case TREND_SHOW:
        return (struct trend_bucket){ .show = place->show };
    case TREND_SPEAKER:
        break;
    }
    return (struct trend_bucket){ 0 };
}

static void make_buckets(struct counting *counting)
{
    bool by_speaker = counting->by == TREND_SPEAKER;
    size_t count =
        by_speaker ? counting->speaker_count + 1 : counting->place_count;
    struct trend_bucket *keys =
        arena_array(counting->arena, count, sizeof(*keys));

    for (size_t i = 0; i < count; i++)
        if (!by_speaker)
            keys[i] = key_of_place(counting->by, &counting->places[i]);
        else if (i < counting->speaker_count)
            keys[i].name = counting->speakers[i].name;
    trend_buckets_make(keys, count, counting->arena, &counting->buckets);
    counting->last_episode =
        arena_array(counting->arena, counting->buckets.count, sizeof(int64_t));
}

static struct trend_bucket *bucket_of_place(struct counting *counting,
                                            size_t place)
{
    return &counting->buckets.list[counting->buckets.of_key[place]];
}

static struct trend_bucket *bucket_of_speaker(struct counting *counting,
                                              int64_t id)
{
    size_t low = 0, high = counting->speaker_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (counting->speakers[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == counting->speaker_count || counting->speakers[low].id != id)
        low = counting->speaker_count;
    return &counting->buckets.list[counting->buckets.of_key[low]];
}

/* The bucket of what is said in a segment of a place. */
static struct trend_bucket *bucket_of(struct counting *counting, size_t place,
                                      struct window *window, size_t segment)
{
    if (counting->by != TREND_SPEAKER)
        return bucket_of_place(counting, place);
    return bucket_of_speaker(counting, window_speaker_of(window, segment));
}

/* ---- places ---- */

static enum status load_places(struct counting *counting, struct error *err)
{
    enum status status = store_spoken_transcripts(
        counting->store, counting->arena, &counting->places,
        &counting->place_count, err);
    size_t kept = 0;

    if (!status && counting->by == TREND_SPEAKER)
        status = store_speaker_names(counting->store, counting->arena,
                                     &counting->speakers,
                                     &counting->speaker_count, err);
    if (status)
        return status;
    for (size_t i = 0; i < counting->place_count; i++)
        if (id_set_has(&counting->plan.scope, counting->places[i].transcript))
            counting->places[kept++] = counting->places[i];
    counting->place_count = kept;
    counting->mentions = arena_array(counting->arena, kept, sizeof(int64_t));
    return STATUS_OK;
}

static void index_places(struct counting *counting)
{
    for (size_t i = 0; i < counting->place_count; i++)
        if (counting->places[i].transcript > counting->last_transcript)
            counting->last_transcript = counting->places[i].transcript;
    counting->place_of =
        arena_array(counting->arena, (size_t)counting->last_transcript + 1,
                    sizeof(*counting->place_of));
    for (size_t i = 0; i < counting->place_count; i++)
        counting->place_of[counting->places[i].transcript] = (uint32_t)i + 1;
}

/* ---- words ---- */

static void add_words(struct counting *counting, size_t place,
                      struct trend_bucket *bucket, int64_t words)
{
    int64_t episode = counting->places[place].episode;
    int64_t *last = &counting->last_episode[bucket - counting->buckets.list];

    bucket->words += words;
    counting->trend->words += words;
    if (words && *last != episode) {
        *last = episode;
        bucket->episodes++;
    }
}

/* Segment by segment: those that `answer` (NULL: all) has the beginning of. */
static void add_segments(struct counting *counting, size_t place,
                         struct window *window,
                         const struct interval_list *answer)
{
    size_t count, at = 0;
    const uint32_t *starts = window_segment_starts(window, &count);
    int64_t tokens = counting->places[place].tokens;

    for (size_t i = 0; i < count && !window->status; i++) {
        int64_t end = i + 1 < count ? starts[i + 1] : tokens;

        while (answer && at < answer->count &&
               answer->items[at].first < starts[i])
            at++;
        if (answer &&
            (at == answer->count || answer->items[at].first > starts[i]))
            continue;
        add_words(counting, place, bucket_of(counting, place, window, i),
                  end - starts[i]);
    }
}

static struct eval_source source_of(struct window *window)
{
    return (struct eval_source){
        .context = window,
        .filter = window_filter,
        .segment_starts = window_segment_starts,
        .clock = { window_lasts, window },
    };
}

static enum status count_words(struct counting *counting, struct error *err)
{
    struct evaluator *evaluator = evaluator_new(&counting->conditions);
    bool has_conditions = counting->conditions.root;
    struct window window;
    enum status status;

    window_init(&window, &counting->plan);
    for (size_t i = 0; i < counting->place_count && !window.status; i++) {
        const struct interval_list *answer = NULL;
        struct eval_source source = source_of(&window);

        if (!has_conditions && counting->by != TREND_SPEAKER) {
            add_words(counting, i, bucket_of_place(counting, i),
                      counting->places[i].tokens);
            continue;
        }
        window_enter(&window, counting->places[i].transcript);
        if (has_conditions)
            answer = evaluate(evaluator, &source);
        add_segments(counting, i, &window, answer);
    }
    status = window.status;
    if (status)
        *err = window.error;
    window_release(&window);
    evaluator_free(evaluator);
    return status;
}

/* ---- mentions ---- */

struct scan {
    struct counting *counting;
    struct candidate candidate;
    struct evaluator *evaluator;
};

static enum status visit(void *context, const struct speech_row *row)
{
    struct scan *scan = context;
    struct counting *counting = scan->counting;
    struct window *window = &scan->candidate.window;
    int64_t transcript = speech_row_transcript(row);
    const struct interval_list *answer;
    struct eval_source source;
    size_t place;

    if (transcript > counting->last_transcript ||
        !counting->place_of[transcript] ||
        !candidate_enter(&scan->candidate, row))
        return STATUS_OK;
    place = counting->place_of[transcript] - 1;
    source = candidate_source(&scan->candidate);
    answer = evaluate(scan->evaluator, &source);
    if (window->status)
        return window->status;
    counting->mentions[place] = (int64_t)answer->count;
    if (counting->by != TREND_SPEAKER)
        bucket_of_place(counting, place)->mentions += (int64_t)answer->count;
    for (size_t i = 0; counting->by == TREND_SPEAKER && i < answer->count;
         i++) {
        size_t segment = window_segment_of(window, answer->items[i].first);

        if (segment < window->segment_count)
            bucket_of(counting, place, window, segment)->mentions++;
    }
    return window->status;
}

static enum status count_mentions(struct counting *counting, struct error *err)
{
    struct scan scan = { .counting = counting,
                         .evaluator = evaluator_new(&counting->query) };
    enum status status;

    candidate_init(&scan.candidate, &counting->plan);
    status =
        speech_scan(counting->store, &counting->plan.match, visit, &scan, err);
    if (scan.candidate.window.status)
        *err = scan.candidate.window.error;
    candidate_release(&scan.candidate);
    evaluator_free(scan.evaluator);
    return status;
}

/* ---- together ---- */

static void sum_up(struct counting *counting)
{
    struct trend *trend = counting->trend;
    int64_t episode = 0, mentioned = 0;

    for (size_t i = 0; i < counting->place_count; i++) {
        int64_t of = counting->places[i].episode;

        trend->mentions += counting->mentions[i];
        trend->episodes += of != episode;
        trend->mentioned_in += counting->mentions[i] && of != mentioned;
        episode = of;
        if (counting->mentions[i])
            mentioned = of;
    }
    trend->totals.total = (size_t)trend->mentions;
    trend->totals.of_episodes = (size_t)counting->plan.episodes;
    trend->totals.unknown_date = counting->plan.unknown_date;
    trend->buckets = counting->buckets;
    trend_buckets_arrange(&trend->buckets, trend->by, counting->arena);
}

static enum status count_planned(struct counting *counting, struct error *err)
{
    enum status status = load_places(counting, err);

    if (status)
        return status;
    index_places(counting);
    make_buckets(counting);
    find_conditions(counting);
    status = count_words(counting, err);
    if (!status)
        status = count_mentions(counting, err);
    if (status)
        return status;
    sum_up(counting);
    if (counting->trend->mentions == 0)
        status = suggest(&counting->plan, &counting->trend->totals, err);
    return status;
}

enum status trend_count(struct store *store, struct slice line,
                        enum trend_by by, struct arena *arena,
                        struct trend *ret_trend, struct error *err)
{
    struct counting counting = {
        .store = store, .arena = arena, .by = by, .trend = ret_trend
    };
    int64_t start_ms = clock_monotonic_ms();
    enum status status = query_parse(line, arena, &counting.query, err);

    *ret_trend = (struct trend){ .by = by, .totals.total_exact = true };
    if (status)
        return status;
    if (!counting.query.root)
        return error_at(err, 0, 0, "nothing to search for");
    status = store_read_begin(store, err);
    if (status)
        return status;
    status = plan_make(store, &counting.query, arena, &counting.plan, err);
    if (!status)
        status = count_planned(&counting, err);
    plan_release(&counting.plan);
    store_read_end(store);
    ret_trend->totals.elapsed_ms = clock_monotonic_ms() - start_ms;
    return status;
}
