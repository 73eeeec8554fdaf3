/*
 * The times of cues and words, on the axis of tokens.
 */
#include "segment_internal.h"

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

/* Ends that are not given, or that overlap what follows, are the next start;
 * behind the last the recording ends, unless it is said to be over by then. */
static void close_anchors(struct cutter *cutter, int64_t media_ms)
{
    struct axis *axis = &cutter->axis;

    for (size_t i = 0; i < axis->anchor_count; i++) {
        struct axis_anchor *anchor = &axis->anchors[i];
        bool last = i + 1 == axis->anchor_count;
        int64_t next = last ? media_ms : anchor[1].start_ms;

        if (last && next <= anchor->start_ms)
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

enum timing segment_set_anchors(struct cutter *cutter, int64_t media_ms)
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
