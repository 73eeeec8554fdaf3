#include "judge.h"

#include "known_as.h"

#include <string.h>

enum {
    GAP_LEAST = 4,         /* words left out in a row that are no slip */
    MARKED_GAP_MOST = 900, /* words that "…" may stand for: six minutes */
    TIME_TOLERANCE_MS = 10000,
};

/* Less than this of a quote, and it is not that passage. */
#define SAME_WORTH_LEAST 0.4
#define SAME_WORDS_LEAST 0.5

/* ---- text ---- */

/* Signs that belong to the number beside them: $100, 5%. */
static size_t sign_len(struct slice text)
{
    static const char *const signs[] = { "$", "%", "#", "+", "&",
                                         "@", "€", "£", "¥", "°" };

    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
        if (slice_starts_with(text, slice_of(signs[i])))
            return strlen(signs[i]);
    return 0;
}

/* The text of tokens [from, to) of a list, with the signs at its ends. */
static struct slice token_range(struct slice text,
                                const struct token_list *tokens, size_t from,
                                size_t to)
{
    size_t start = tokens->tokens[from].from_byte;
    size_t end = tokens->tokens[to - 1].to_byte;

    for (size_t back = 1; back <= 3 && back <= start; back++)
        if (sign_len(slice_from(text, start - back)) == back) {
            start -= back;
            break;
        }
    end += sign_len(slice_from(text, end));
    return slice_range(text, start, end);
}

static struct slice said_text(const struct hearing *hearing, uint32_t from,
                              uint32_t to)
{
    const struct extract *extract = &hearing->extract;

    return token_range(extract->text, &extract->tokens,
                       from - extract->first_token, to - extract->first_token);
}

/* ---- words ---- */

/* How many words are not as they were said, and how. */
struct tally {
    size_t changed; /* changed, added or left out, one by one */
    size_t gaps;    /* more left out, without a mark, or in disorder */
    size_t marked_gaps;
    size_t speakers; /* known ones, that said it */
};

/* Steps [from, to) of a part, and the words that they are of. */
struct run {
    size_t from, to;
    size_t quote_from, quote_to;
    uint32_t said_from, said_to;
};

/* Takes the next run of words that are all the same, or all not. */
static bool next_run(const struct laid_part *part, struct run *run)
{
    bool same;

    run->from = run->to;
    run->quote_from = run->quote_to;
    run->said_from = run->said_to;
    if (run->from == part->step_count)
        return false;
    same = part->steps[run->from] == ALIGN_SAME;
    while (run->to < part->step_count &&
           (part->steps[run->to] == ALIGN_SAME) == same) {
        run->quote_to += part->steps[run->to] != ALIGN_MISSING;
        run->said_to += part->steps[run->to] != ALIGN_ADDED;
        run->to++;
    }
    return true;
}

static struct run first_run(const struct laid_part *part)
{
    return (struct run){ .quote_to = part->from, .said_to = part->said_from };
}

/* The letters of tokens [from, to), whatever parts them. */
static void put_letters(struct buf *out, const struct token_list *tokens,
                        size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        buf_slice(out, token_text(tokens, i));
}

/* Is it only written together here and apart there: 10,417 and 10417? */
static bool has_same_letters(const struct hearing *hearing,
                             const struct quoted *quoted, const struct run *run)
{
    const struct extract *extract = &hearing->extract;
    struct buf said = BUF_INIT, written = BUF_INIT;
    bool same;

    put_letters(&written, &quoted->tokens, run->quote_from, run->quote_to);
    put_letters(&said, &extract->tokens, run->said_from - extract->first_token,
                run->said_to - extract->first_token);
    same = slice_equal(buf_view(&said), buf_view(&written));
    buf_release(&said);
    buf_release(&written);
    return same;
}

static void tally_steps(const struct hearing *hearing,
                        const struct quoted *quoted,
                        const struct laid_part *part, struct tally *tally)
{
    struct run run = first_run(part);

    while (next_run(part, &run)) {
        if (part->steps[run.from] == ALIGN_SAME)
            continue;
        if (run.quote_to == run.quote_from &&
            run.said_to - run.said_from >= GAP_LEAST)
            tally->gaps++;
        else if (!has_same_letters(hearing, quoted, &run))
            tally->changed += run.to - run.from;
    }
}

static void tally_gap(const struct laid_part *before,
                      const struct laid_part *part, struct tally *tally)
{
    int64_t gap = (int64_t)part->said_from - before->said_to;

    tally->changed += part->from - before->to;
    if (gap == 0)
        return;
    if (part->marked && gap > 0 && gap <= MARKED_GAP_MOST)
        tally->marked_gaps++;
    else if (!part->marked && gap > 0 && gap < GAP_LEAST)
        tally->changed += (size_t)gap;
    else
        tally->gaps++;
}

/* Counts the different speakers of the parts; *ret_first is the first. */
static size_t count_speakers(const struct hearing *hearing,
                             const struct laid *laid, struct slice *ret_first)
{
    const struct extract *extract = &hearing->extract;
    size_t count = 0;

    *ret_first = (struct slice){ 0 };
    for (size_t i = 0; i < laid->count; i++)
        for (uint32_t at = laid->parts[i].said_from;
             at < laid->parts[i].said_to; at++) {
            struct slice name;

            if (at > laid->parts[i].said_from &&
                !extract_begins_turn(extract, at))
                continue;
            name = extract_speaker(extract, at);
            if (name.len && !slice_equal(name, *ret_first)) {
                count++;
                if (count == 1)
                    *ret_first = name;
            }
        }
    return count;
}

static struct tally take_tally(const struct hearing *hearing,
                               const struct quoted *quoted,
                               const struct laid *laid)
{
    struct tally tally = { 0 };
    struct slice name;

    for (size_t i = 0; i < laid->count; i++) {
        tally_steps(hearing, quoted, &laid->parts[i], &tally);
        if (i > 0)
            tally_gap(&laid->parts[i - 1], &laid->parts[i], &tally);
    }
    tally.changed += laid->parts[0].from;
    tally.changed += quoted->count - laid->parts[laid->count - 1].to;
    tally.speakers = count_speakers(hearing, laid, &name);
    return tally;
}

static bool is_exact(const struct hearing *hearing, const struct quoted *quoted,
                     const struct laid *laid)
{
    for (size_t i = 0; i < laid->count; i++) {
        const struct laid_part *part = &laid->parts[i];

        if (!slice_equal(token_range(quoted->text, &quoted->tokens, part->from,
                                     part->to),
                         said_text(hearing, part->said_from, part->said_to)))
            return false;
    }
    return true;
}

static enum verdict_kind judge_words(const struct hearing *hearing,
                                     const struct quoted *quoted,
                                     const struct laid *laid)
{
    struct tally tally;

    if (laid->count == 0)
        return VERDICT_NOT_FOUND;
    tally = take_tally(hearing, quoted, laid);
    if (tally.changed &&
        (laid->worth < SAME_WORTH_LEAST ||
         (double)laid->same < SAME_WORDS_LEAST * (double)quoted->count))
        return VERDICT_NOT_FOUND;
    if (tally.changed)
        return VERDICT_EDITED;
    if (tally.gaps)
        return VERDICT_STITCHED;
    if (tally.speakers > 1)
        return VERDICT_ACROSS_SPEAKERS;
    if (tally.marked_gaps)
        return VERDICT_ELIDED;
    return is_exact(hearing, quoted, laid) ? VERDICT_EXACT : VERDICT_SAME_WORDS;
}

/* ---- who ---- */

/* Is each word of a name in the other, or an initial of one there? */
static bool has_names(const struct token_list *some,
                      const struct token_list *all)
{
    for (size_t i = 0; i < some->count; i++) {
        struct slice word = token_text(some, i);
        bool found = false;

        for (size_t k = 0; k < all->count && !found; k++) {
            struct slice other = token_text(all, k);

            found = slice_equal(word, other) ||
                    (word.len == 1 && slice_starts_with(other, word)) ||
                    (other.len == 1 && slice_starts_with(word, other));
        }
        if (!found)
            return false;
    }
    return some->count > 0;
}

bool judge_same_person(struct slice a, struct slice b)
{
    struct token_list first, second;
    bool same;

    token_list_init(&first);
    token_list_init(&second);
    tokenize(&first, a, 0);
    tokenize(&second, b, 0);
    same = has_names(&first, &second) || has_names(&second, &first);
    token_list_release(&first);
    token_list_release(&second);
    return same;
}

/* Somebody else than who was named; nobody, where that is not known. */
static bool is_somebody_else(struct slice named, struct slice spoken)
{
    return named.len && spoken.len && name_is_personal(spoken) &&
           !judge_same_person(named, spoken);
}

/* ---- when ---- */

/* The span that times a token: of the word itself, or of its cue. */
static const struct axis_anchor *span_of(const struct axis *axis,
                                         uint32_t token)
{
    return &axis->anchors[axis_anchor_of(axis, token)];
}

/*
 * Is the quote said when the draft says? No better than the transcript's times
 * tell. A single time may be that of the segment, which is what search prints;
 * a range holds the quote's start.
 */
static bool is_in_time(const struct hearing *hearing, const struct claim *claim,
                       const struct laid *laid)
{
    const struct axis *axis = &hearing->axis;
    const struct laid_part *last = &laid->parts[laid->count - 1];
    uint32_t token = laid->parts[0].said_from;
    const struct axis_anchor *span;
    int64_t from_ms, to_ms, segment_ms;

    if (axis->anchor_count == 0 || claim->start_ms == TIME_NONE)
        return true;
    span = span_of(axis, token);
    from_ms = span->start_ms - TIME_TOLERANCE_MS;
    to_ms = span->end_ms + TIME_TOLERANCE_MS;
    if (claim->end_ms != TIME_NONE)
        return claim->start_ms <= to_ms && claim->end_ms >= from_ms;
    segment_ms =
        axis_time_of(axis, axis->segments[axis_segment_of(axis, token)].token)
            .start_ms -
        TIME_TOLERANCE_MS;
    if (segment_ms < from_ms)
        from_ms = segment_ms;
    if (last->said_to > token)
        to_ms = span_of(axis, last->said_to - 1)->end_ms + TIME_TOLERANCE_MS;
    return claim->start_ms >= from_ms && claim->start_ms <= to_ms;
}

/* ---- all of it ---- */

struct judgement judge(const struct hearing *hearing, const struct claim *claim,
                       const struct laid *laid)
{
    struct judgement judgement = {
        .kind = judge_words(hearing, claim->quoted, laid),
        .worth = laid->worth,
        .strays = claim->quoted->count - laid->same,
    };
    struct slice speaker;

    if (judgement.kind == VERDICT_NOT_FOUND)
        return judgement;
    count_speakers(hearing, laid, &speaker);
    judgement.wrong_speaker = is_somebody_else(claim->speaker, speaker);
    judgement.wrong_time =
        (claim->episode && claim->episode != hearing->info.episode) ||
        !is_in_time(hearing, claim, laid);
    if (!verdict_holds(judgement.kind))
        return judgement;
    if (judgement.wrong_speaker)
        judgement.kind = VERDICT_WRONG_SPEAKER;
    else if (judgement.wrong_time)
        judgement.kind = VERDICT_WRONG_TIME;
    return judgement;
}

/* ---- the difference ---- */

struct diff {
    struct verdict *verdict;
    struct arena *arena;
    size_t capacity;
};

static void add_diff(struct diff *diff, enum align_step step, struct slice text,
                     int64_t words)
{
    struct verdict *verdict = diff->verdict;

    verdict->parts =
        arena_grow(diff->arena, verdict->parts, &diff->capacity,
                   verdict->part_count + 1, sizeof(*verdict->parts));
    verdict->parts[verdict->part_count++] =
        (struct diff_part){ step, arena_copy(diff->arena, text), words };
}

static void add_quoted(struct diff *diff, enum align_step step,
                       const struct quoted *quoted, size_t from, size_t to)
{
    if (from < to)
        add_diff(diff, step,
                 token_range(quoted->text, &quoted->tokens, from, to),
                 (int64_t)(to - from));
}

static void add_said(struct diff *diff, const struct hearing *hearing,
                     uint32_t from, uint32_t to)
{
    if (to - from >= GAP_LEAST)
        add_diff(diff, ALIGN_MISSING, SLICE(""), to - from);
    else if (from < to)
        add_diff(diff, ALIGN_MISSING, said_text(hearing, from, to), to - from);
}

/* The runs of one part: what was said first, then what the quote has for it. */
static void diff_part(struct diff *diff, const struct hearing *hearing,
                      const struct quoted *quoted, const struct laid_part *part)
{
    struct run run = first_run(part);

    while (next_run(part, &run)) {
        bool same = part->steps[run.from] == ALIGN_SAME;

        if (!same)
            add_said(diff, hearing, run.said_from, run.said_to);
        add_quoted(diff, same ? ALIGN_SAME : ALIGN_ADDED, quoted,
                   run.quote_from, run.quote_to);
    }
}

static void describe_difference(const struct hearing *hearing,
                                const struct quoted *quoted,
                                const struct laid *laid,
                                struct verdict *verdict, struct arena *arena)
{
    struct diff diff = { verdict, arena, 0 };
    size_t word = 0;

    for (size_t i = 0; i < laid->count; i++) {
        const struct laid_part *part = &laid->parts[i];

        if (i > 0 && part->said_from != part[-1].said_to) {
            int64_t gap = (int64_t)part->said_from - part[-1].said_to;

            if (gap > 0 && gap < GAP_LEAST)
                add_said(&diff, hearing, part[-1].said_to, part->said_from);
            else
                add_diff(&diff, ALIGN_MISSING, SLICE(""), gap);
        }
        add_quoted(&diff, ALIGN_ADDED, quoted, word, part->from);
        diff_part(&diff, hearing, quoted, part);
        word = part->to;
    }
    add_quoted(&diff, ALIGN_ADDED, quoted, word, quoted->count);
}

static bool is_in_one_piece(const struct laid *laid)
{
    for (size_t i = 1; i < laid->count; i++)
        if (laid->parts[i].said_from != laid->parts[i - 1].said_to)
            return false;
    return true;
}

static void fill_times(const struct hearing *hearing, const struct laid *laid,
                       struct verdict *verdict)
{
    const struct laid_part *last = &laid->parts[laid->count - 1];
    struct axis_time start =
        axis_time_of(&hearing->axis, laid->parts[0].said_from);

    if (start.timing == TIMING_NONE)
        return;
    verdict->start_ms = start.start_ms;
    verdict->within_ms = start.within_ms;
    verdict->end_ms =
        axis_time_of(&hearing->axis, last->said_to > last->said_from
                                         ? last->said_to - 1
                                         : last->said_from)
            .end_ms;
}

struct verdict judge_describe(const struct hearing *hearing,
                              const struct claim *claim,
                              const struct laid *laid,
                              const struct judgement *judgement,
                              struct arena *arena)
{
    const struct laid_part *last = &laid->parts[laid->count - 1];
    uint32_t first = laid->parts[0].said_from;
    struct verdict verdict = {
        .kind = judgement->kind,
        .wrong_speaker = judgement->wrong_speaker,
        .wrong_time = judgement->wrong_time,
        .episode = hearing->info.episode,
        .start_ms = TIME_NONE,
        .end_ms = TIME_NONE,
    };
    struct buf ref = BUF_INIT;

    ref_print(&ref, verdict.episode, &hearing->clock,
              axis_segment_of(&hearing->axis, first));
    verdict.ref = arena_copy(arena, buf_view(&ref));
    buf_release(&ref);
    count_speakers(hearing, laid, &verdict.speaker);
    verdict.speaker = arena_copy(arena, verdict.speaker);
    fill_times(hearing, laid, &verdict);
    if (is_in_one_piece(laid) && last->said_to > first)
        verdict.said =
            arena_copy(arena, said_text(hearing, first, last->said_to));
    if (judgement->kind == VERDICT_EDITED ||
        judgement->kind == VERDICT_STITCHED || !verdict.said.len)
        describe_difference(hearing, claim->quoted, laid, &verdict, arena);
    return verdict;
}
