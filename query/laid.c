#include "laid.h"

enum {
    MARGIN = 40,    /* words looked at on either side of a quote */
    REACH = 900,    /* … of one with something left out: six minutes */
    RUN_LEAST = 4,  /* words that tell a place by themselves */
    ALIKE = 1,      /* quarters of what it could score, for a part to be one */
    ALIKE_FAR = 3,  /* … that is looked for far and wide */
    EDGE = 2,       /* words looked at beyond those that do not fit */
    TRIES_MAX = 16, /* runs looked for in all of a transcript */
};

void hearing_init(struct hearing *hearing, struct store *store)
{
    *hearing = (struct hearing){ .store = store };
    arena_init(&hearing->arena);
    arena_init(&hearing->scratch);
}

static void drop_extract(struct hearing *hearing)
{
    if (hearing->has_extract)
        extract_release(&hearing->extract);
    hearing->has_extract = false;
    arena_clear(&hearing->scratch);
}

void hearing_release(struct hearing *hearing)
{
    drop_extract(hearing);
    arena_release(&hearing->arena);
    arena_release(&hearing->scratch);
}

/* ---- what was said ---- */

static enum status enter(struct hearing *hearing, int64_t transcript,
                         struct error *err)
{
    struct slice packed;
    enum status status;

    if (hearing->info.id == transcript)
        return STATUS_OK;
    drop_extract(hearing);
    arena_clear(&hearing->arena);
    status = store_get_transcript(hearing->store, transcript, &hearing->arena,
                                  &hearing->info, err);
    if (!status)
        status = store_get_axis(hearing->store, transcript, &hearing->arena,
                                &packed, err);
    if (!status)
        status = axis_unpack(packed, &hearing->arena, &hearing->axis, err);
    if (status)
        hearing->info.id = 0;
    else
        ref_clock_init(&hearing->clock, &hearing->axis, &hearing->arena);
    return status;
}

/* Loads at least tokens [from, to), as far as there are so many. */
static enum status listen(struct hearing *hearing, const struct quoted *quoted,
                          uint32_t from, uint32_t to, struct error *err)
{
    const struct axis *axis = &hearing->axis;
    struct extract *extract = &hearing->extract;
    enum status status;
    size_t count;

    drop_extract(hearing);
    if (axis->token_count == 0)
        return error_set(err, STATUS_STORE, "a transcript has no words");
    status = extract_load(
        hearing->store, hearing->info.id, axis, axis_segment_of(axis, from),
        axis_segment_of(axis, to) + 1, &hearing->scratch, extract, err);
    if (status)
        return status;
    hearing->has_extract = true;
    count = extract->tokens.count;
    hearing->numbers =
        arena_array(&hearing->scratch, count, sizeof(*hearing->numbers));
    for (size_t i = 0; i < count; i++)
        hearing->numbers[i] =
            quoted_number(quoted, token_text(&extract->tokens, i));
    return STATUS_OK;
}

/* ---- parts ---- */

/*
 * A layout under construction. Places of what was said count from the extract's
 * first token until it is complete.
 */
struct layout {
    struct hearing *hearing;
    const struct quoted *quoted;
    struct arena *arena;
    struct laid_part *parts;
    size_t count, capacity;
};

/* Adds a part in its place. */
static void add_part(struct layout *layout, const struct laid_part *part)
{
    size_t at = layout->count;

    layout->parts = arena_grow(layout->arena, layout->parts, &layout->capacity,
                               layout->count + 1, sizeof(*layout->parts));
    for (; at > 0 && layout->parts[at - 1].from > part->from; at--)
        layout->parts[at] = layout->parts[at - 1];
    layout->parts[at] = *part;
    layout->count++;
}

/*
 * Looks for words [from, to) of the quote in [said_from, said_to). Only a run
 * that is long, or all of what is looked for, and so much alike, is a find.
 */
static bool find_part(struct layout *layout, size_t from, size_t to,
                      size_t said_from, size_t said_to, size_t alike,
                      struct laid_part *ret_part)
{
    struct aligned found;
    size_t len;

    if (from >= to || said_from >= said_to)
        return false;
    found =
        align_find(layout->quoted->numbers + from, to - from,
                   layout->hearing->numbers + said_from, said_to - said_from);
    len = found.quote_to - found.quote_from;
    if (found.score == 0 || (len < RUN_LEAST && len < to - from) ||
        (size_t)found.score * 4 < len * ALIGN_GAIN * alike)
        return false;
    *ret_part = (struct laid_part){
        .from = from + found.quote_from,
        .to = from + found.quote_to,
        .said_from = (uint32_t)(said_from + found.said_from),
        .said_to = (uint32_t)(said_from + found.said_to),
        .score = found.score,
    };
    return true;
}

/* The pieces before and behind the one that is laid out. */
static void find_neighbours(struct layout *layout, size_t piece)
{
    const struct quoted *quoted = layout->quoted;
    size_t said_count = layout->hearing->extract.tokens.count;
    struct laid_part anchor = layout->parts[0], part;
    size_t said_to = anchor.said_from, said_from = anchor.said_to;

    for (size_t i = piece; i-- > 0;)
        if (find_part(layout, quoted->pieces[i].from, quoted->pieces[i].to, 0,
                      said_to, ALIKE_FAR, &part)) {
            add_part(layout, &part);
            said_to = part.said_from;
        }
    for (size_t i = piece + 1; i < quoted->piece_count; i++)
        if (find_part(layout, quoted->pieces[i].from, quoted->pieces[i].to,
                      said_from, said_count, ALIKE_FAR, &part)) {
            add_part(layout, &part);
            said_from = part.said_to;
        }
}

/* The words before part number `at` that no part has. */
static size_t gap_before(const struct layout *layout, size_t at,
                         size_t *ret_from)
{
    *ret_from = at ? layout->parts[at - 1].to : 0;
    return (at < layout->count ? layout->parts[at].from
                               : layout->quoted->count) -
           *ret_from;
}

/* Looks for the runs that have no place yet in all that was said. */
static void find_elsewhere(struct layout *layout)
{
    size_t said_count = layout->hearing->extract.tokens.count;
    size_t tries = 0;

    for (size_t at = 0; at <= layout->count && tries < TRIES_MAX;) {
        struct laid_part part;
        size_t from, len = gap_before(layout, at, &from);

        if (len > ALIGN_WORDS_MAX)
            len = ALIGN_WORDS_MAX;
        tries += len >= RUN_LEAST;
        if (len >= RUN_LEAST && find_part(layout, from, from + len, 0,
                                          said_count, ALIKE_FAR, &part))
            add_part(layout, &part);
        else
            at++;
    }
}

/* ---- the steps ---- */

/* Is there a cut of the author's between two words of the quote? */
static bool is_marked(const struct quoted *quoted, size_t from, size_t to)
{
    for (size_t i = 0; i < quoted->piece_count; i++)
        if (quoted->pieces[i].marked && quoted->pieces[i].from > from &&
            quoted->pieces[i].from <= to)
            return true;
    return false;
}

/*
 * Gives words that have no place to the part beside them; but not so many that
 * they would be a part of their own.
 */
static void give_away_rest(struct layout *layout, size_t *before,
                           size_t *behind)
{
    for (size_t at = 0; at <= layout->count; at++) {
        size_t from, len = gap_before(layout, at, &from);

        if (len == 0 || len > ALIGN_WORDS_MAX)
            continue;
        if (at == 0) {
            layout->parts[0].from = 0;
            before[0] = len;
        } else {
            layout->parts[at - 1].to += len;
            behind[at - 1] = len;
        }
    }
}

/*
 * Walks a part's words, which may have grown by some at its ends; what was said
 * there then counts, too, but for what other parts have.
 */
static void trace_part(struct layout *layout, size_t number, size_t before,
                       size_t behind)
{
    const struct hearing *hearing = layout->hearing;
    struct laid_part *part = &layout->parts[number];
    size_t from = part->said_from, to = part->said_to;
    size_t least = 0, most = hearing->extract.tokens.count;
    struct aligned aligned;

    if (number > 0 && part[-1].said_to <= from)
        least = part[-1].said_to;
    if (number + 1 < layout->count && part[1].said_from >= to)
        most = part[1].said_from;
    if (before)
        from = from - least > before + EDGE ? from - before - EDGE : least;
    if (behind)
        to = most - to > behind + EDGE ? to + behind + EDGE : most;
    part->steps = arena_alloc(layout->arena, part->to - part->from + to - from);
    part->step_count =
        align_trace(layout->quoted->numbers + part->from, part->to - part->from,
                    hearing->numbers + from, to - from, part->steps, &aligned);
    part->said_from = (uint32_t)(from + aligned.said_from);
    part->said_to = (uint32_t)(from + aligned.said_to);
}

static void count_same(const struct quoted *quoted, struct laid *laid)
{
    for (size_t i = 0; i < laid->count; i++) {
        const struct laid_part *part = &laid->parts[i];
        size_t word = part->from;

        for (size_t k = 0; k < part->step_count; k++) {
            if (part->steps[k] == ALIGN_SAME) {
                laid->same++;
                laid->worth += quoted_worth(quoted, word, word + 1);
            }
            word += part->steps[k] != ALIGN_MISSING;
        }
    }
    laid->worth /= quoted->worth;
}

/* Two parts that one more than touch in what was said are one. */
static void join_parts(struct layout *layout)
{
    size_t kept = 0;

    for (size_t i = 1; i < layout->count; i++) {
        struct laid_part *last = &layout->parts[kept],
                         *part = &layout->parts[i];

        if (part->from == last->to && part->said_from == last->said_to &&
            part->to - last->from <= ALIGN_WORDS_MAX)
            *last = (struct laid_part){ .from = last->from,
                                        .to = part->to,
                                        .said_from = last->said_from,
                                        .said_to = part->said_to,
                                        .score = last->score + part->score };
        else
            layout->parts[++kept] = *part;
    }
    if (layout->count)
        layout->count = kept + 1;
}

/* How many words before the part were said right before it, too. */
static size_t words_before(const struct layout *layout,
                           const struct laid_part *part, size_t least)
{
    const uint32_t *quote = layout->quoted->numbers + part->from;
    const uint32_t *said = layout->hearing->numbers + part->said_from;
    size_t count = 0;

    while (part->from - count > least && part->said_from > count &&
           quote[-(ptrdiff_t)count - 1] == said[-(ptrdiff_t)count - 1])
        count++;
    return count;
}

/* How many words behind the part were said right behind it, too. */
static size_t words_behind(const struct layout *layout,
                           const struct laid_part *part, size_t most)
{
    const uint32_t *quote = layout->quoted->numbers + part->to;
    const uint32_t *said = layout->hearing->numbers + part->said_to;
    size_t said_left = layout->hearing->extract.tokens.count - part->said_to;
    size_t count = 0;

    while (part->to + count < most && count < said_left &&
           quote[count] == said[count])
        count++;
    return count;
}

/* What a part is of words [from, to) alone. False if little is left. */
static bool shorten(struct layout *layout, const struct laid_part *part,
                    size_t from, size_t to, struct laid_part *ret_part)
{
    *ret_part = *part;
    if (part->from >= from && part->to <= to)
        return true;
    return find_part(layout, from > part->from ? from : part->from,
                     to < part->to ? to : part->to, part->said_from,
                     part->said_to, ALIKE, ret_part);
}

/*
 * Either of two parts may have taken words at their border that fit the other
 * better, as "and" in "… and" [gap] "and …": they go to where the two fit best.
 */
static void settle_border(struct layout *layout, size_t number)
{
    struct laid_part *part = &layout->parts[number], *before = part - 1;
    struct laid_part shorter;
    int score = before->score + part->score;
    size_t back, on;

    if (part->said_from == before->said_to ||
        is_marked(layout->quoted, before->from, part->from))
        return;
    back = words_before(layout, part, before->from + 1);
    on = words_behind(layout, before, part->to - 1);
    if (back &&
        shorten(layout, before, before->from, part->from - back, &shorter) &&
        shorter.score + part->score + ALIGN_GAIN * (int)back > score) {
        *before = shorter;
        part->from -= back;
        part->said_from -= (uint32_t)back;
    } else if (on &&
               shorten(layout, part, before->to + on, part->to, &shorter) &&
               before->score + shorter.score + ALIGN_GAIN * (int)on > score) {
        *part = shorter;
        before->to += on;
        before->said_to += (uint32_t)on;
    }
}

static void finish(struct layout *layout, struct laid *ret_laid)
{
    size_t *before, *behind;

    join_parts(layout);
    before = arena_array(layout->arena, layout->count + 1, sizeof(*before));
    behind = arena_array(layout->arena, layout->count + 1, sizeof(*behind));
    for (size_t i = 1; i < layout->count; i++)
        settle_border(layout, i);
    if (layout->count)
        give_away_rest(layout, before, behind);
    for (size_t i = 0; i < layout->count; i++) {
        struct laid_part *part = &layout->parts[i];

        part->marked =
            i > 0 && is_marked(layout->quoted, part[-1].from, part->from);
        trace_part(layout, i, before[i], behind[i]);
    }
    for (size_t i = 0; i < layout->count; i++) {
        layout->parts[i].said_from += layout->hearing->extract.first_token;
        layout->parts[i].said_to += layout->hearing->extract.first_token;
    }
    *ret_laid = (struct laid){ .parts = layout->parts, .count = layout->count };
    count_same(layout->quoted, ret_laid);
}

/* The tokens around `token` that the quote may stand in, all of it. */
static void reach_of(const struct hearing *hearing, const struct quoted *quoted,
                     size_t piece, uint32_t token, bool all, uint32_t *ret_from,
                     uint32_t *ret_to)
{
    size_t count = quoted->count;
    size_t margin = quoted->piece_count > 1 ? REACH + count : MARGIN;
    size_t before = margin + quoted->pieces[piece].from;
    size_t last = hearing->axis.token_count ? hearing->axis.token_count - 1 : 0;

    *ret_from = all || token < before ? 0 : token - (uint32_t)before;
    *ret_to = all || last - token < count + margin || token > last
                  ? (uint32_t)last
                  : token + (uint32_t)(count + margin);
}

/* Looks for a piece that may begin at `token`, give or take `margin` words. */
static bool find_near(struct layout *layout, const struct quoted_piece *piece,
                      uint32_t token, size_t margin, struct laid_part *ret_part)
{
    const struct extract *extract = &layout->hearing->extract;
    size_t at = token > extract->first_token ? token - extract->first_token : 0;
    size_t to = at + piece->to - piece->from + margin;

    return find_part(layout, piece->from, piece->to,
                     at > margin ? at - margin : 0,
                     to < extract->tokens.count ? to : extract->tokens.count,
                     ALIKE, ret_part);
}

/* The same words may come again close by: those right there go before. */
static bool find_anchor(struct layout *layout, const struct quoted_piece *piece,
                        uint32_t token, struct laid_part *ret_part)
{
    struct laid_part wide;

    if (!find_near(layout, piece, token, 0, ret_part))
        return find_near(layout, piece, token, MARGIN, ret_part);
    if (find_near(layout, piece, token, MARGIN, &wide) &&
        wide.score > ret_part->score)
        *ret_part = wide;
    return true;
}

enum status lay_out(struct hearing *hearing, const struct quoted *quoted,
                    size_t piece, int64_t transcript, uint32_t token, bool all,
                    struct arena *arena, struct laid *ret_laid,
                    struct error *err)
{
    struct layout layout = { hearing, quoted, arena, NULL, 0, 0 };
    const struct quoted_piece *anchor = &quoted->pieces[piece];
    uint32_t from = 0, to = 0;
    struct laid_part part;
    enum status status = enter(hearing, transcript, err);

    *ret_laid = (struct laid){ 0 };
    if (!status) {
        reach_of(hearing, quoted, piece, token, all, &from, &to);
        status = listen(hearing, quoted, from, to, err);
    }
    if (status)
        return status;
    if (!find_anchor(&layout, anchor, token, &part))
        return STATUS_OK;
    add_part(&layout, &part);
    find_neighbours(&layout, piece);
    if (all)
        find_elsewhere(&layout);
    finish(&layout, ret_laid);
    return STATUS_OK;
}
