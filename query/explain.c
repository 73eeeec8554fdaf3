#include "explain.h"

#include "language.h"
#include "present.h"

enum {
    SPEAKERS_SHOWN = 12,
    LANGUAGE_SAMPLE = 16384, /* bytes of text that tell the language */
};

/* The lines' names stand in a column of their own. */
static void put_name(struct buf *out, const char *name)
{
    buf_printf(out, "  %-13s ", name);
}

static void put_text(struct buf *out, const char *name, struct slice text)
{
    if (text.len == 0)
        return;
    put_name(out, name);
    present_safe(out, text);
    buf_char(out, '\n');
}

static void explain_bytes(struct buf *out, const struct document *document)
{
    const struct format_input *input = &document->input;

    if (document->kind) {
        put_name(out, "kind");
        buf_printf(out, "%s\n", document->kind->name);
    }
    if (!document->encoding)
        return;
    put_name(out, "encoding");
    present_safe(out, slice_of(document->encoding));
    buf_printf(out, ", because %s\n", document->encoding_why);
    put_name(out, "front matter");
    if (input->first_line > 1)
        buf_printf(out, "lines 1 to %u%s\n", (unsigned)input->first_line - 1,
                   input->front_matter ? ", as transcripts have it" : "");
    else
        buf_string(out, "none\n");
}

/* What each format says to the document, the surest answer first. */
static void explain_format(struct buf *out, const struct document *document)
{
    if (document->format) {
        put_name(out, "format");
        buf_printf(out, "%s, because %s\n", document->format->name,
                   document->why);
    }
    for (size_t i = 0; document->input.text.len && formats[i]; i++) {
        const char *why = NULL;
        int answer = formats[i]->probe(&document->input, &why);

        if (answer == PROBE_NO || formats[i] == document->format)
            continue;
        put_name(out, "not");
        buf_printf(out, "%s, though %s (%d of %d)\n", formats[i]->name,
                   why ? why : "it may be", answer, PROBE_CERTAIN);
    }
}

/* What tidying made of the cues, and which times they have. */
static void explain_cues(struct buf *out, const struct document *document)
{
    const struct cue_list *list = &document->cues;
    size_t timed = 0, ended = 0, by_word = 0;

    for (size_t i = 0; i < list->count; i++) {
        timed += list->cues[i].start_ms != TIME_NONE;
        ended += list->cues[i].end_ms != TIME_NONE;
        by_word += list->cues[i].word_count > 0;
    }
    put_name(out, "cues");
    buf_printf(out, "%zu", list->count);
    if (document->cues_read != list->count)
        buf_printf(out, " of the %zu that were read", document->cues_read);
    buf_printf(out, ", in the order %s\n",
               list->order == CUE_ORDER_TIME ? "of their times"
                                             : "in which they stand");
    put_name(out, "times");
    buf_printf(out, "%zu starts, %zu ends, words timed in %zu cues", timed,
               ended, by_word);
    if (timed) {
        buf_string(out, "; the last at ");
        for (size_t i = list->count; i-- > 0;) {
            if (list->cues[i].start_ms == TIME_NONE)
                continue;
            timecode_print_clock(out, list->cues[i].start_ms);
            break;
        }
    }
    buf_char(out, '\n');
    if (list->chapter_count) {
        put_name(out, "chapters");
        buf_printf(out, "%zu\n", list->chapter_count);
    }
}

/* A speaker and how many cues are theirs. */
struct share {
    struct slice name;
    size_t cues;
};

static void explain_speakers(struct buf *out, const struct cue_list *list)
{
    struct share shares[SPEAKERS_SHOWN];
    size_t count = 0, others = 0, nobody = 0;

    for (size_t i = 0; i < list->count; i++) {
        struct slice name = list->cues[i].speaker;
        size_t at = 0;

        while (at < count && !slice_equal(shares[at].name, name))
            at++;
        if (name.len == 0)
            nobody++;
        else if (at < count)
            shares[at].cues++;
        else if (count < SPEAKERS_SHOWN)
            shares[count++] = (struct share){ name, 1 };
        else
            others++;
    }
    put_name(out, "speakers");
    if (count == 0)
        buf_string(out, "none");
    for (size_t i = 0; i < count; i++) {
        buf_string(out, i ? ", " : "");
        present_safe(out, shares[i].name);
        buf_printf(out, " (%zu)", shares[i].cues);
    }
    if (others)
        buf_printf(out, ", others (%zu)", others);
    if (count && nobody)
        buf_printf(out, ", not known (%zu)", nobody);
    buf_char(out, '\n');
}

static void explain_language(struct buf *out, const struct cue_list *list)
{
    struct buf sample = { .max = LANGUAGE_SAMPLE };
    struct slice said = list->meta.language;
    const char *guessed;

    for (size_t i = 0; i < list->count && !sample.truncated; i++) {
        buf_slice(&sample, list->cues[i].text);
        buf_char(&sample, '\n');
    }
    guessed = language_guess(buf_view(&sample));
    buf_release(&sample);
    put_name(out, "language");
    if (said.len)
        present_safe(out, said);
    else
        buf_string(out, guessed[0] ? guessed : "not known");
    buf_printf(out, "%s\n",
               said.len || !guessed[0] ? "" : ", guessed from the text");
}

void explain_document(struct buf *out, const char *path,
                      const struct document *document)
{
    const struct episode_meta *meta = &document->cues.meta;

    present_safe(out, slice_of(path));
    buf_char(out, '\n');
    explain_bytes(out, document);
    explain_format(out, document);
    put_text(out, "show", meta->show);
    put_text(out, "title", meta->title);
    put_text(out, "date", meta->date);
    put_text(out, "link", meta->link);
    if (!document->format)
        return;
    explain_cues(out, document);
    explain_speakers(out, &document->cues);
    explain_language(out, &document->cues);
}
