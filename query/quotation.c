#include "quotation.h"

#include "base/alloc.h"
#include "disfluency.h"
#include "episode_at_hand.h"
#include "ref.h"

#include <math.h>
#include <stdlib.h>

enum { REACH_SEGMENTS = 3 }; /* so far beyond its own a sentence is followed */

struct quoter {
    struct store *store;
    const struct quotation_options *options;
    struct arena *arena;
    struct transcript_info info; /* of the last transcript; id 0 = none yet */
    struct axis axis;
    struct ref_clock clock;
    struct episode_at_hand hand;
};

/* Tokens [first, end), and whether words of their sentences are missing. */
struct extent {
    uint32_t first, end;
    bool cut_before, cut_behind;
};

struct quoter *quoter_new(struct store *store,
                          const struct quotation_options *options,
                          struct arena *arena)
{
    struct quoter *quoter = mem_alloc(sizeof(*quoter));

    quoter->store = store;
    quoter->options = options;
    quoter->arena = arena;
    return quoter;
}

void quoter_free(struct quoter *quoter)
{
    free(quoter);
}

/* ---- the transcript and its episode ---- */

static enum status enter(struct quoter *quoter, int64_t transcript,
                         struct error *err)
{
    struct slice packed;
    enum status status;

    if (quoter->info.id == transcript)
        return STATUS_OK;
    status = store_get_transcript(quoter->store, transcript, quoter->arena,
                                  &quoter->info, err);
    if (!status)
        status = store_get_axis(quoter->store, transcript, quoter->arena,
                                &packed, err);
    if (!status)
        status = axis_unpack(packed, quoter->arena, &quoter->axis, err);
    if (!status)
        status =
            episode_at_hand_enter(&quoter->hand, quoter->store,
                                  quoter->info.episode, quoter->arena, err);
    if (status) {
        quoter->info.id = 0;
        return status;
    }
    ref_clock_init(&quoter->clock, &quoter->axis, quoter->arena);
    return STATUS_OK;
}

/* ---- which words ---- */

static uint32_t segment_token(const struct axis *axis, size_t segment)
{
    return segment < axis->segment_count ? axis->segments[segment].token
                                         : axis->token_count;
}

/* The segments that hold `extent`, which grows by what is asked for around. */
static void find_segments(const struct quoter *quoter, struct extent *extent,
                          size_t *ret_first, size_t *ret_end)
{
    const struct axis *axis = &quoter->axis;
    const struct around *around = &quoter->options->around;
    size_t first = axis_segment_of(axis, extent->first);
    size_t end = axis_segment_of(axis, extent->end - 1) + 1;

    if (around->segments != 0) {
        around_widen(around, axis, quoter->clock.starts_ms, &first, &end);
        extent->first = segment_token(axis, first);
        extent->end = segment_token(axis, end);
    }
    *ret_first = first;
    *ret_end = end;
}

/* The same speaker's segments around them, in which their sentences may lie. */
static void reach_out(const struct axis *axis, size_t *first, size_t *end)
{
    for (int i = 0; i < REACH_SEGMENTS; i++) {
        if (*first > 0 && axis->segments[*first - 1].speaker ==
                              axis->segments[*first].speaker)
            --*first;
        if (*end < axis->segment_count &&
            axis->segments[*end].speaker == axis->segments[*end - 1].speaker)
            ++*end;
    }
}

/* Does the speaker of the segment before go on with the one at `token`? */
static bool is_amid_turn(const struct axis *axis, uint32_t token)
{
    size_t segment = axis_segment_of(axis, token);

    return token > 0 && token < axis->token_count &&
           axis->segments[segment].speaker ==
               axis->segments[segment - 1].speaker;
}

/*
 * Widens to whole sentences. Where none begins within reach, the segment does:
 * it was cut at the best place that there is.
 */
static void take_sentences(const struct extract *extract,
                           const struct axis *axis, struct extent *extent)
{
    uint32_t first = extent->first, end = extent->end;

    while (!extract_begins_sentence(extract, first))
        first--;
    while (end < extract->end_token && !extract_begins_sentence(extract, end))
        end++;
    if (first == extract->first_token && is_amid_turn(axis, first))
        first = segment_token(axis, axis_segment_of(axis, extent->first));
    if (end == extract->end_token && is_amid_turn(axis, end))
        end = segment_token(axis, axis_segment_of(axis, extent->end - 1) + 1);
    extent->first = first;
    extent->end = end;
}

/* The end of the sentence that `token` is in, `end` at the latest. */
static uint32_t sentence_end(const struct extract *extract, uint32_t token,
                             uint32_t end)
{
    do
        token++;
    while (token < end && !extract_begins_sentence(extract, token));
    return token;
}

static uint32_t sentence_start(const struct extract *extract, uint32_t token,
                               uint32_t first)
{
    while (token > first && !extract_begins_sentence(extract, token))
        token--;
    return token;
}

/* Part of one sentence that is too long: what comes before `focus` is short. */
static void cut_sentence(struct extent *extent, struct extent whole,
                         uint32_t focus, uint32_t words)
{
    uint32_t before = words / 4;

    extent->first = focus - whole.first > before ? focus - before : whole.first;
    if (extent->first + words > whole.end)
        extent->first = whole.end - words;
    extent->end = extent->first + words;
    extent->cut_before = extent->first > whole.first;
    extent->cut_behind = extent->end < whole.end;
}

/*
 * Keeps at most so many words: the sentence in which `focus` is said, and as
 * many behind and before it as there is room for.
 */
static void limit_words(const struct extract *extract, uint32_t focus,
                        uint32_t words, struct extent *extent)
{
    struct extent all = *extent, kept = {
        .first = sentence_start(extract, focus, all.first),
        .end = sentence_end(extract, focus, all.end),
    };

    if (all.end - all.first <= words)
        return;
    if (kept.end - kept.first > words) {
        cut_sentence(extent, kept, focus, words);
        return;
    }
    while (kept.end < all.end) {
        uint32_t end = sentence_end(extract, kept.end, all.end);

        if (end - kept.first > words)
            break;
        kept.end = end;
    }
    while (kept.first > all.first) {
        uint32_t first = sentence_start(extract, kept.first - 1, all.first);

        if (kept.end - first > words)
            break;
        kept.first = first;
    }
    *extent = kept;
}

/* ---- the text ---- */

/* Text under construction, and where in it each turn begins. */
struct writing {
    const struct extract *extract;
    const struct quotation_options *options;
    struct arena *arena;
    struct buf text;
};

static void put_part(struct buf *text, struct slice part)
{
    if (text->len && part.len)
        buf_char(text, ' ');
    buf_slice(text, part);
}

/* Words [first, end) of one turn, without the disfluencies in them. */
static void put_clean(struct writing *writing, uint32_t first, uint32_t end)
{
    bool *marks = arena_alloc(writing->arena, (end - first) * sizeof(*marks));
    uint32_t at = first;

    disfluencies_mark(writing->extract, first, end, marks);
    while (at < end) {
        uint32_t from = at;
        bool marked = marks[at - first];

        while (at < end && marks[at - first] == marked)
            at++;
        put_part(&writing->text,
                 marked ? SLICE(ELISION)
                        : extract_text(writing->extract, from, at));
    }
}

static void put_words(struct writing *writing, uint32_t first, uint32_t end)
{
    if (writing->options->clean)
        put_clean(writing, first, end);
    else
        put_part(&writing->text, extract_text(writing->extract, first, end));
}

static uint32_t turn_end(const struct extract *extract, uint32_t token,
                         uint32_t end)
{
    do
        token++;
    while (token < end && !extract_begins_turn(extract, token));
    return token;
}

/* A turn whose text is still to come. */
static struct turn turn_at(const struct quoter *quoter,
                           const struct extract *extract, uint32_t token)
{
    struct axis_time time = axis_time_of(&quoter->axis, token);

    return (struct turn){
        .speaker = extract_speaker(extract, token),
        .start_ms = time.timing == TIMING_NONE ? TIME_NONE : time.start_ms,
    };
}

static void write_turns(const struct quoter *quoter,
                        const struct extract *extract,
                        const struct extent *extent, struct passage *passage)
{
    struct writing writing = { extract, quoter->options, quoter->arena,
                               BUF_INIT };
    struct turn *turns = NULL;
    size_t *starts = NULL, count = 0, capacity = 0, start_capacity = 0;

    if (extent->cut_before)
        put_part(&writing.text, SLICE(ELISION));
    for (uint32_t at = extent->first; at < extent->end;) {
        uint32_t end = turn_end(extract, at, extent->end);

        turns = arena_grow(quoter->arena, turns, &capacity, count + 1,
                           sizeof(*turns));
        starts = arena_grow(quoter->arena, starts, &start_capacity, count + 1,
                            sizeof(*starts));
        turns[count] = turn_at(quoter, extract, at);
        starts[count] = count == 0 ? 0 : writing.text.len + 1;
        count++;
        put_words(&writing, at, end);
        at = end;
    }
    if (extent->cut_behind)
        put_part(&writing.text, SLICE(ELISION));
    passage->text = arena_copy(quoter->arena, buf_view(&writing.text));
    for (size_t i = 0; i < count; i++)
        turns[i].text =
            slice_range(passage->text, starts[i],
                        i + 1 < count ? starts[i + 1] - 1 : passage->text.len);
    passage->turns = turns;
    passage->turn_count = count;
    /* Nobody is given what another said. */
    passage->speaker = count == 1 ? turns[0].speaker : SLICE("");
    buf_release(&writing.text);
}

/* The sentences with their times. */
static void write_lines(const struct quoter *quoter,
                        const struct extract *extract,
                        const struct extent *extent,
                        struct quotation *quotation)
{
    size_t capacity = 0;

    for (uint32_t at = extent->first; at < extent->end;) {
        uint32_t end = sentence_end(extract, at, extent->end);
        struct turn turn = turn_at(quoter, extract, at);

        quotation->lines =
            arena_grow(quoter->arena, quotation->lines, &capacity,
                       quotation->line_count + 1, sizeof(*quotation->lines));
        quotation->lines[quotation->line_count++] = (struct spoken_line){
            .speaker = turn.speaker,
            .text = extract_text(extract, at, end),
            .start_ms = turn.start_ms,
            .end_ms = turn.start_ms == TIME_NONE
                          ? TIME_NONE
                          : axis_time_of(&quoter->axis, end - 1).end_ms,
        };
        at = end;
    }
}

/* ---- what stands around it ---- */

static void fill_times(const struct quoter *quoter, struct passage *passage)
{
    struct axis_time start = axis_time_of(&quoter->axis, passage->first_token);
    struct axis_time end = axis_time_of(&quoter->axis, passage->end_token - 1);
    bool timed = start.timing != TIMING_NONE;

    passage->timing = start.timing;
    passage->start_ms = timed ? start.start_ms : TIME_NONE;
    passage->end_ms = timed ? end.end_ms : TIME_NONE;
    passage->start_within_ms = timed ? start.within_ms : TIME_NONE;
    passage->within_ms = passage->start_within_ms;
    if (timed && end.within_ms > passage->within_ms)
        passage->within_ms = end.within_ms;
}

static enum status fill_context(const struct quoter *quoter,
                                struct passage *passage, struct error *err)
{
    size_t segment = axis_segment_of(&quoter->axis, passage->first_token);
    struct buf ref = BUF_INIT;

    ref_print(&ref, quoter->info.episode, &quoter->clock, segment);
    passage->ref = arena_copy(quoter->arena, buf_view(&ref));
    buf_release(&ref);
    passage->kind = "speech";
    passage->score = NAN; /* nothing ranked it */
    passage->episode = quoter->hand.episode;
    passage->transcript = quoter->info.id;
    passage->source_path = quoter->info.path;
    passage->made_by = quoter->info.made_by;
    links_make(&quoter->hand.meta, &quoter->hand.link_rule, passage->start_ms,
               passage->end_ms, quoter->arena, passage);
    return store_chapter_at(quoter->store, quoter->info.id,
                            passage->first_token, quoter->arena,
                            &passage->chapter, err);
}

static enum status quote_extent(struct quoter *quoter, uint32_t focus,
                                struct extent *extent,
                                const struct extract *extract,
                                struct quotation *quotation, struct error *err)
{
    const struct quotation_options *options = quoter->options;
    struct passage *passage = &quotation->passage;

    if (!options->exact)
        take_sentences(extract, &quoter->axis, extent);
    if (options->max_words)
        limit_words(extract, focus,
                    options->max_words < UINT32_MAX / 2
                        ? (uint32_t)options->max_words
                        : UINT32_MAX / 2,
                    extent);
    passage->first_token = extent->first;
    passage->end_token = extent->end;
    write_turns(quoter, extract, extent, passage);
    write_lines(quoter, extract, extent, quotation);
    passage->source_line =
        extract
            ->segments[axis_segment_of(&quoter->axis, extent->first) -
                       axis_segment_of(&quoter->axis, extract->first_token)]
            .line;
    quotation->offset_ms = quoter->hand.link_rule.offset_ms;
    fill_times(quoter, passage);
    return fill_context(quoter, passage, err);
}

enum status quotation_make(struct quoter *quoter, const struct token_span *span,
                           struct quotation *ret_quotation, struct error *err)
{
    struct extent extent = { .first = span->first, .end = span->end };
    struct extract extract;
    size_t first, end;
    enum status status = enter(quoter, span->transcript, err);

    *ret_quotation = (struct quotation){ 0 };
    if (status)
        return status;
    if (extent.end > quoter->axis.token_count)
        extent.end = quoter->axis.token_count;
    if (extent.first >= extent.end)
        return error_set(err, STATUS_NOT_FOUND, "nothing is said there");
    find_segments(quoter, &extent, &first, &end);
    reach_out(&quoter->axis, &first, &end);
    status = extract_load(quoter->store, span->transcript, &quoter->axis, first,
                          end, quoter->arena, &extract, err);
    if (status)
        return status;
    status = quote_extent(quoter, span->first, &extent, &extract, ret_quotation,
                          err);
    extract_release(&extract);
    return status;
}
