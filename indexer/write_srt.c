/*
 * SubRip. It has no place for speakers: as usual, their name stands before the
 * text where it changes.
 */
#include "caption.h"
#include "charref.h"
#include "cue_span.h"
#include "cue_write.h"
#include "markup.h"
#include "speaker_votes.h"

/* What readers take for a tag: "<i>", "</font>"; but not "a < b" or "<3". */
static bool opens_tag(struct slice text)
{
    return text.len > 1 && (ascii_is_alpha(text.ptr[1]) || text.ptr[1] == '/');
}

/*
 * Players show references as they stand, but readers like ours decode them. So
 * they are used only where the plain character would be taken for something
 * else: the start of one, of a tag, of an ASS override ("{\an8}").
 */
static bool needs_reference(struct slice text, struct buf *scratch)
{
    buf_clear(scratch);
    switch (text.ptr[0]) {
    case '&':
        return charref_append(scratch, text) > 0;
    case '<':
        return opens_tag(text);
    case '{':
        return text.len > 1 && text.ptr[1] == '\\';
    default:
        return false;
    }
}

static void put_reference(struct buf *out, char c)
{
    if (c == '{')
        buf_string(out, "&#123;"); /* it has no older name */
    else
        markup_escape(out, (struct slice){ &c, 1 });
}

static void put_escaped(struct buf *out, struct slice text)
{
    struct buf scratch = BUF_INIT;
    int64_t start_ms, end_ms;
    bool like_timing = caption_read_timing(text, &start_ms, &end_ms);

    for (; text.len; text = slice_from(text, 1)) {
        char c = text.ptr[0];

        if (needs_reference(text, &scratch) || (c == '>' && like_timing))
            put_reference(out, c);
        else
            buf_char(out, c);
    }
    buf_release(&scratch);
}

/* How often each speaker begins to speak. */
static void count_turns(const struct cue_list *list,
                        struct speaker_votes *votes)
{
    struct slice last = { 0 };

    for (size_t i = 0; i < list->count; i++) {
        struct slice speaker = list->cues[i].speaker;

        if (speaker.len && !slice_equal(speaker, last))
            speaker_votes_add(
                votes, &(struct speaker_vote){ .name = speaker, .labels = 1 });
        last = speaker;
    }
    speaker_votes_count(votes);
}

/*
 * A name before a colon is believed when it comes back. One that has a single
 * turn therefore stands before each of its cues.
 */
static void put_label(struct buf *out, struct slice speaker, struct slice above,
                      const struct speaker_votes *votes)
{
    bool same = slice_equal(speaker, above);

    if (speaker.len == 0 && above.len)
        buf_string(out, CUE_OTHER_SPEAKER);
    else if (speaker.len && (!same || !speaker_votes_repeated(votes, speaker)))
        buf_printf(out, "%.*s: ", SLICE_ARG(speaker));
}

static void write_srt(const struct cue_list *list, bool words, struct buf *out)
{
    struct cue_span span = cue_span_before_all;
    struct slice above = { 0 };
    struct speaker_votes votes;
    struct arena arena;

    (void)words;
    arena_init(&arena);
    speaker_votes_init(&votes, &arena);
    count_turns(list, &votes);
    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];

        span = cue_span_of(cue, span);
        buf_printf(out, "%s%zu\n", i ? "\n" : "", i + 1);
        timecode_print_srt(out, span.start_ms);
        buf_string(out, " --> ");
        timecode_print_srt(out, span.end_ms);
        buf_char(out, '\n');
        put_label(out, cue->speaker, above, &votes);
        put_escaped(out, cue->text);
        buf_char(out, '\n');
        above = cue->speaker;
    }
    arena_release(&arena);
}

const struct cue_writer writer_srt = {
    .name = "srt",
    .extension = "srt",
    .summary = "SubRip captions",
    .holds = HOLDS_SPEAKERS | HOLDS_ENDS | HOLDS_MS,
    .write = write_srt,
};
