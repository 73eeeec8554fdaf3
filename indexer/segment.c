#include "segment.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "sentence.h"

#include <string.h>

/* What a segment aims at. The hard maximum is LIMIT_SEGMENT_TOKENS. */
enum {
    AIM_TOKENS = 60,
    AIM_MS = 30000,
    LEAST_TOKENS = 8, /* a shorter one only where it must be cut */
    PAUSE_MS = 700,   /* as good as a sentence's end where marks are rare */
    MARKS_RARE = 60,  /* fewer sentence ends than one in so many words */
};

/* How good a place between two tokens is to cut at. */
enum cut {
    CUT_NONE,
    CUT_COMMA,
    CUT_CUE,
    CUT_PAUSE,
    CUT_SENTENCE,
    CUT_PARAGRAPH,
    CUT_MUST, /* another speaker or chapter begins, or another note */
};

/* A place where the text may be cut: before token `token`. */
struct place {
    size_t byte; /* where the part behind the cut begins */
    uint8_t cut;
    bool glued; /* no blank at the cut */
};

struct cutter {
    const struct cue_list *list;
    struct arena *arena;
    const struct token_list *tokens;
    struct slice text;
    size_t *cue_byte;     /* where each cue begins in `text`, and its end */
    uint32_t *cue_token;  /* its first token, and the token count at the end */
    struct place *places; /* by token */
    struct axis axis;
    size_t segment_capacity;
    struct segment_record *segments;
    size_t record_capacity;
    struct slice *speaker_names;
    size_t speaker_count, speaker_capacity;
};

/* ---- text and tokens ---- */

static enum status join_and_tokenize(struct cutter *cutter,
                                     struct token_list *tokens,
                                     struct error *err)
{
    const struct cue_list *list = cutter->list;
    size_t length = 0;
    char *text;

    for (size_t i = 0; i < list->count; i++)
        length += list->cues[i].text.len + 1;
    if (length > UINT32_MAX)
        return error_set(err, STATUS_LIMIT, "the text is over 4 GB long");
    text = arena_alloc(cutter->arena, length + 1);
    cutter->text = (struct slice){ text, 0 };
    for (size_t i = 0; i < list->count; i++) {
        struct slice cue = list->cues[i].text;

        if (i)
            text[cutter->text.len++] = ' ';
        cutter->cue_byte[i] = cutter->text.len;
        cutter->cue_token[i] = (uint32_t)tokens->count;
        memcpy(text + cutter->text.len, cue.ptr, cue.len);
        tokenize(tokens, cue, (uint32_t)cutter->text.len);
        cutter->text.len += cue.len;
        if (tokens->count > LIMIT_TOKENS)
            return error_set(err, STATUS_LIMIT,
                             "it has more than %zu words; split it",
                             LIMIT_TOKENS);
    }
    cutter->cue_byte[list->count] = cutter->text.len;
    cutter->cue_token[list->count] = (uint32_t)tokens->count;
    cutter->axis.token_count = (uint32_t)tokens->count;
    return STATUS_OK;
}

/* ---- times ---- */

static void add_anchor(struct cutter *cutter, size_t *capacity, uint32_t token,
                       bool word, int64_t start_ms, int64_t end_ms)
{
    struct axis *axis = &cutter->axis;

    /* Two starts at one token: the later one is what the token has. */
    if (axis->anchor_count &&
        axis->anchors[axis->anchor_count - 1].token == token)
        axis->anchor_count--;
    axis->anchors = arena_grow(cutter->arena, axis->anchors, capacity,
                               axis->anchor_count + 1, sizeof(*axis->anchors));
    axis->anchors[axis->anchor_count++] =
        (struct axis_anchor){ token, word, start_ms, end_ms };
}

/* A cue's timed words, as anchors; what precedes the first is the cue's. */
static void add_words(struct cutter *cutter, size_t *capacity, size_t index,
                      bool *ret_any)
{
    const struct cue *cue = &cutter->list->cues[index];
    uint32_t token = cutter->cue_token[index];
    uint32_t end = cutter->cue_token[index + 1];

    for (uint32_t i = 0; i < cue->word_count; i++) {
        const struct cue_word *word = &cue->words[i];
        size_t from = cutter->cue_byte[index] + word->from_byte;
        size_t to = cutter->cue_byte[index] + word->to_byte;

        while (token < end && cutter->tokens->tokens[token].from_byte < from)
            token++;
        if (token == end || cutter->tokens->tokens[token].from_byte >= to)
            continue; /* a mark that is no word */
        add_anchor(cutter, capacity, token, true, word->start_ms, word->end_ms);
        *ret_any = true;
    }
}

/* Ends that are not given, or that overlap what follows, are the next start. */
static void close_anchors(struct cutter *cutter, int64_t media_ms)
{
    struct axis *axis = &cutter->axis;

    for (size_t i = 0; i < axis->anchor_count; i++) {
        struct axis_anchor *anchor = &axis->anchors[i];
        bool last = i + 1 == axis->anchor_count;
        int64_t next = last ? media_ms : anchor[1].start_ms;

        if (last && next == TIME_NONE)
            next = anchor->end_ms != TIME_NONE
                       ? anchor->end_ms
                       : anchor->start_ms +
                             (int64_t)(axis->token_count - anchor->token) *
                                 AXIS_MS_PER_TOKEN;
        if (anchor->end_ms == TIME_NONE || anchor->end_ms > next)
            anchor->end_ms = next;
        if (anchor->end_ms < anchor->start_ms)
            anchor->end_ms = anchor->start_ms;
    }
}

/* Attaches the cues' and words' times to tokens. */
static enum timing set_anchors(struct cutter *cutter, int64_t media_ms)
{
    int64_t before_ms = TIME_NONE; /* the end of what stands before all times */
    size_t capacity = 0;
    bool words = false, cues = false;

    for (size_t i = 0; i < cutter->list->count; i++) {
        const struct cue *cue = &cutter->list->cues[i];

        if (cue->start_ms == TIME_NONE && cue->end_ms != TIME_NONE)
            before_ms = cue->end_ms;
        if (cue->start_ms == TIME_NONE ||
            cutter->cue_token[i] == cutter->cue_token[i + 1])
            continue;
        if (!cues && cutter->cue_token[i] > 0)
            add_anchor(cutter, &capacity, 0, false, 0, before_ms);
        cues = true;
        add_anchor(cutter, &capacity, cutter->cue_token[i], false,
                   cue->start_ms, cue->end_ms);
        add_words(cutter, &capacity, i, &words);
    }
    close_anchors(cutter, media_ms);
    if (words)
        return TIMING_WORD;
    return cues ? TIMING_CUE : TIMING_NONE;
}

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
    if (wide || (mark && !place.glued &&
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

static void find_places(struct cutter *cutter)
{
    uint32_t count = cutter->axis.token_count;

    cutter->places =
        arena_array(cutter->arena, (size_t)count + 1, sizeof(*cutter->places));
    for (uint32_t token = 1; token < count; token++)
        cutter->places[token] = look_between(cutter, token);
    mark_cues(cutter);
    promote_cues(cutter);
}

/* ---- chapters ---- */

/* The first token spoken at or after `ms`: that of the cue that starts then. */
static uint32_t token_at(const struct cutter *cutter, int64_t ms)
{
    for (size_t i = 0; i < cutter->list->count; i++)
        if (cutter->list->cues[i].start_ms >= ms)
            return cutter->cue_token[i];
    return cutter->axis.token_count;
}

static void set_chapters(struct cutter *cutter, struct segmented *out)
{
    const struct cue_list *list = cutter->list;
    uint32_t count = cutter->axis.token_count;

    out->chapter_count = list->chapter_count;
    out->chapters =
        arena_array(cutter->arena, out->chapter_count, sizeof(*out->chapters));
    for (size_t i = 0; i < out->chapter_count; i++) {
        const struct cue_chapter *chapter = &list->chapters[i];
        struct chapter_record *record = &out->chapters[i];

        *record = (struct chapter_record){
            .token = chapter->start_ms != TIME_NONE
                         ? token_at(cutter, chapter->start_ms)
                         : cutter->cue_token[chapter->first_cue],
            .start_ms = chapter->start_ms,
            .end_ms = chapter->end_ms,
            .title = chapter->title,
        };
        if (record->start_ms == TIME_NONE && out->timing != TIMING_NONE)
            record->start_ms =
                axis_time_of(&cutter->axis, record->token).start_ms;
        if (i && record[-1].end_ms == TIME_NONE)
            record[-1].end_ms = record->start_ms;
        if (record->token < count)
            cutter->places[record->token].cut = CUT_MUST;
    }
}

static void set_sections(struct cutter *cutter, struct segmented *out)
{
    const struct cue_list *list = cutter->list;

    out->sections =
        arena_array(cutter->arena, list->section_count, sizeof(*out->sections));
    for (size_t i = 0; i < list->section_count; i++) {
        const struct cue_section *section = &list->sections[i];
        uint32_t token = cutter->cue_token[section->first_cue];

        /* One without a word is none. */
        if (out->section_count &&
            out->sections[out->section_count - 1].token == token)
            out->section_count--;
        out->sections[out->section_count++] = (struct note_record){
            token, slice_of(section->kind), section->heading
        };
    }
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

static uint32_t next_cut(const struct cutter *cutter, const int64_t *times,
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

static uint32_t speaker_index(struct cutter *cutter, struct slice name)
{
    if (name.len == 0)
        return AXIS_NO_SPEAKER;
    for (size_t i = 0; i < cutter->speaker_count; i++)
        if (slice_equal(cutter->speaker_names[i], name))
            return (uint32_t)i;
    cutter->speaker_names = arena_grow(
        cutter->arena, cutter->speaker_names, &cutter->speaker_capacity,
        cutter->speaker_count + 1, sizeof(*cutter->speaker_names));
    cutter->speaker_names[cutter->speaker_count] = name;
    return (uint32_t)cutter->speaker_count++;
}

/* Adds the segment of tokens [start, end), whose cue is `cue`. */
static void add_segment(struct cutter *cutter, const struct cue *cue,
                        uint32_t start, uint32_t end, bool timed)
{
    struct axis *axis = &cutter->axis;
    size_t from = start ? cutter->places[start].byte : 0;
    size_t to =
        end < axis->token_count ? cutter->places[end].byte : cutter->text.len;
    struct axis_segment *place;
    struct segment_record *record;

    axis->segments =
        arena_grow(cutter->arena, axis->segments, &cutter->segment_capacity,
                   axis->segment_count + 1, sizeof(*axis->segments));
    cutter->segments =
        arena_grow(cutter->arena, cutter->segments, &cutter->record_capacity,
                   axis->segment_count + 1, sizeof(*cutter->segments));
    place = &axis->segments[axis->segment_count];
    record = &cutter->segments[axis->segment_count++];
    *place = (struct axis_segment){
        .token = start,
        .speaker = speaker_index(cutter, cue->speaker),
        .glued = start && cutter->places[start].glued,
    };
    *record = (struct segment_record){
        .text = slice_trim(slice_range(cutter->text, from, to)),
        .speaker = cue->speaker,
        .start_ms = timed ? axis_time_of(axis, start).start_ms : TIME_NONE,
        .end_ms =
            timed ? axis_time_of(axis, end ? end - 1 : 0).end_ms : TIME_NONE,
        .line = cue->line,
    };
}

static void cut_segments(struct cutter *cutter, const int64_t *times,
                         bool timed)
{
    const struct cue_list *list = cutter->list;
    uint32_t count = cutter->axis.token_count;
    size_t cue = 0;

    for (uint32_t start = 0, end; start < count; start = end) {
        end = next_cut(cutter, times, start);
        while (cue + 1 < list->count && cutter->cue_token[cue + 1] <= start)
            cue++;
        add_segment(cutter, &list->cues[cue], start, end, timed);
    }
    /* Cues without a word, only signs: their text is kept all the same. */
    if (count == 0 && cutter->text.len)
        add_segment(cutter, &list->cues[0], 0, 0, timed);
}

enum status segment_cues(const struct cue_list *list, int64_t media_ms,
                         struct arena *arena, struct token_list *tokens,
                         struct segmented *ret_segmented, struct error *err)
{
    struct cutter cutter = {
        .list = list,
        .arena = arena,
        .tokens = tokens,
        .cue_byte = arena_array(arena, list->count + 1, sizeof(size_t)),
        .cue_token = arena_array(arena, list->count + 1, sizeof(uint32_t)),
    };
    struct segmented out = { .duration_ms = media_ms };
    const int64_t *times;
    enum status status = join_and_tokenize(&cutter, tokens, err);

    if (status)
        return status;
    out.timing = set_anchors(&cutter, media_ms);
    times = axis_token_starts(&cutter.axis, arena);
    find_places(&cutter);
    set_chapters(&cutter, &out);
    set_sections(&cutter, &out);
    cut_segments(&cutter, times, out.timing != TIMING_NONE);
    axis_closeness_bounds(&cutter.axis, times, &out.surely_close,
                          &out.maybe_close);
    if (cutter.axis.anchor_count)
        out.duration_ms =
            cutter.axis.anchors[cutter.axis.anchor_count - 1].end_ms;
    out.text = cutter.text;
    out.axis = cutter.axis;
    out.segments = cutter.segments;
    out.speaker_names = cutter.speaker_names;
    out.speaker_count = cutter.speaker_count;
    *ret_segmented = out;
    return STATUS_OK;
}
