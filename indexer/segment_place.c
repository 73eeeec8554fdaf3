/*
 * Where to cut: what stands at every place between two words, and which place
 * is the best for a segment to end.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "segment_internal.h"
#include "sentence.h"

/* What a segment aims at. The hard maximum is LIMIT_SEGMENT_TOKENS. */
enum {
    AIM_TOKENS = 60,
    AIM_MS = 30000,
    LEAST_TOKENS = 8, /* a shorter one only where it must be cut */
    PAUSE_MS = 700,   /* as good as a sentence's end where marks are rare */
    MARKS_RARE = 60,  /* fewer sentence ends than one in so many words */
};

/* ---- places to cut ---- */

/*
 * Looks at the text between two tokens: is it the end of a sentence, and where
 * does the next part begin? Behind the first blank, else behind a wide mark,
 * else at the next token.
 */
static struct place look_between(const struct cutter *cutter, uint32_t token)
{
    const struct token *left = &cutter->tokens->tokens[token - 1];
    const struct token *right = &cutter->tokens->tokens[token];
    struct place place = { right->from_byte, CUT_NONE, true };
    bool mark = false, wide = false, comma = false;

    if (cutter->text.ptr[left->to_byte] == ' ') { /* nearly always */
        place.byte = left->to_byte + 1;
        place.glued = false;
        return place;
    }
    for (size_t at = left->to_byte; at < right->from_byte;) {
        int32_t code;

        if (cutter->text.ptr[at] == ' ') {
            place.byte = at + 1;
            place.glued = false;
            break;
        }
        at +=
            utf8_decode(slice_range(cutter->text, at, right->from_byte), &code);
        mark = mark || sentence_is_mark(code);
        comma = comma || code == ',' || code == ';' || code == ':' ||
                code == 0x3001 || code == 0xff0c;
        if (sentence_is_wide_mark(code)) {
            wide = true;
            place.byte = at;
        }
    }
    if (wide ||
        (mark && !place.glued &&
         !sentence_is_abbreviation(token_text(cutter->tokens, token - 1))))
        place.cut = CUT_SENTENCE;
    else if (comma && !place.glued)
        place.cut = CUT_COMMA;
    return place;
}

static bool same_turn(const struct cue *a, const struct cue *b)
{
    return slice_equal(a->speaker, b->speaker);
}

/* How good a place the start of a cue is, seen from the cue before. */
static enum cut cut_at_cue(const struct cutter *cutter,
                           const struct cue *before, const struct cue *cue)
{
    if (!same_turn(before, cue) || cutter->list->notes)
        return CUT_MUST;
    if (cue->paragraph)
        return CUT_PARAGRAPH;
    if (cue->start_ms != TIME_NONE && before->end_ms != TIME_NONE &&
        cue->start_ms - before->end_ms > PAUSE_MS)
        return CUT_PAUSE;
    return CUT_CUE;
}

static void mark_cues(struct cutter *cutter)
{
    const struct cue *before = NULL; /* the last one with a word */

    for (size_t i = 0; i < cutter->list->count; i++) {
        const struct cue *cue = &cutter->list->cues[i];
        uint32_t token = cutter->cue_token[i];
        struct place *place = &cutter->places[token];

        if (token == cutter->cue_token[i + 1])
            continue;
        if (before) {
            enum cut cut = cut_at_cue(cutter, before, cue);

            if (cut > place->cut)
                place->cut = (uint8_t)cut;
            place->byte = cutter->cue_byte[i];
            place->glued = false;
        }
        before = cue;
    }
}

/*
 * Where sentence marks are rare (recognisers that write none), the end of a cue
 * stands in for the end of a sentence.
 */
static void promote_cues(struct cutter *cutter)
{
    uint32_t count = cutter->axis.token_count;
    size_t ends = 0;

    for (uint32_t token = 1; token < count; token++)
        ends += cutter->places[token].cut == CUT_SENTENCE;
    if (ends >= count / MARKS_RARE)
        return;
    for (uint32_t token = 1; token < count; token++) {
        struct place *place = &cutter->places[token];

        if (place->cut == CUT_CUE || place->cut == CUT_PAUSE)
            place->cut = CUT_SENTENCE;
    }
}

void segment_find_places(struct cutter *cutter)
{
    uint32_t count = cutter->axis.token_count;

    cutter->places =
        arena_array(cutter->arena, (size_t)count + 1, sizeof(*cutter->places));
    for (uint32_t token = 1; token < count; token++)
        cutter->places[token] = look_between(cutter, token);
    mark_cues(cutter);
    promote_cues(cutter);
}

/* ---- cutting ---- */

/* The next place behind `start` at which the text must be cut. */
static uint32_t next_must(const struct cutter *cutter, uint32_t start)
{
    uint32_t token = start + 1;
    uint32_t limit = start + LIMIT_SEGMENT_TOKENS + LEAST_TOKENS;

    while (token < cutter->axis.token_count && token < limit &&
           cutter->places[token].cut != CUT_MUST)
        token++;
    return token;
}

/* How far a segment that starts at `start` aims: tokens and time. */
static uint32_t aim_end(const int64_t *times, uint32_t start, uint32_t end)
{
    uint32_t token = start + 1;

    while (
        token < end && token - start < AIM_TOKENS &&
        (token - start < LEAST_TOKENS || times[token] - times[start] <= AIM_MS))
        token++;
    return token;
}

/*
 * The best place in (start, aim]: the last paragraph in its second half, else
 * the last of the highest kind.
 */
static uint32_t best_place(const struct cutter *cutter, uint32_t start,
                           uint32_t aim)
{
    uint32_t best = 0;
    uint8_t best_cut = CUT_NONE;

    for (uint32_t token = start + LEAST_TOKENS; token <= aim; token++) {
        uint8_t cut = cutter->places[token].cut;

        if (cut == CUT_PARAGRAPH && token - start < AIM_TOKENS / 2)
            cut = CUT_SENTENCE;
        if (cut == CUT_PAUSE)
            cut = CUT_CUE;
        if (cut > CUT_NONE && cut >= best_cut) {
            best = token;
            best_cut = cut;
        }
    }
    return best_cut >= CUT_SENTENCE ? best : 0;
}

/* The last cue end or comma in (start, aim]; 0 if there is none. */
static uint32_t weaker_place(const struct cutter *cutter, uint32_t start,
                             uint32_t aim)
{
    for (int cut = CUT_PAUSE; cut > CUT_NONE; cut--)
        for (uint32_t token = aim; token >= start + LEAST_TOKENS; token--)
            if (cutter->places[token].cut == cut)
                return token;
    return 0;
}

uint32_t segment_next_cut(const struct cutter *cutter, const int64_t *times,
                          uint32_t start)
{
    uint32_t count = cutter->axis.token_count;
    uint32_t must = next_must(cutter, start);
    uint32_t aim = aim_end(times, start, must);
    uint32_t hard = start + LIMIT_SEGMENT_TOKENS;
    uint32_t cut;

    if (hard > count)
        hard = count;
    /* No crumbs: what is left of a turn behind the aim comes along. */
    if (must <= hard && must - aim < LEAST_TOKENS)
        return must;
    cut = best_place(cutter, start, aim);
    /* A long sentence may run on to its end, but not for ever. */
    for (uint32_t token = aim; !cut && token <= hard && token <= must; token++)
        if (token == must || cutter->places[token].cut >= CUT_SENTENCE)
            cut = token;
    if (!cut)
        cut = weaker_place(cutter, start, aim);
    return cut ? cut : aim;
}
