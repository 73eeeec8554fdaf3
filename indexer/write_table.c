/*
 * Tables: the TSV that whisper writes, in milliseconds, and CSV for
 * spreadsheets.
 */
#include "base/csv.h"
#include "cue_span.h"
#include "cue_write.h"

#include <inttypes.h>

/* TSV has no escapes; the text of a tidy cue has no tabs. */
static void write_tsv(const struct cue_list *list, bool words, struct buf *out)
{
    struct cue_span span = cue_span_before_all;

    (void)words;
    buf_string(out, "start\tend\ttext\n");
    for (size_t i = 0; i < list->count; i++) {
        span = cue_span_of(&list->cues[i], span);
        buf_printf(out, "%" PRId64 "\t%" PRId64 "\t", span.start_ms,
                   span.end_ms);
        buf_slice(out, list->cues[i].text);
        buf_char(out, '\n');
    }
}

static void put_time(struct buf *out, int64_t ms)
{
    if (ms != TIME_NONE)
        timecode_print_vtt(out, ms);
    buf_char(out, ',');
}

static void write_csv(const struct cue_list *list, bool words, struct buf *out)
{
    (void)words;
    buf_string(out, "start,end,speaker,text\n");
    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];

        put_time(out, cue->start_ms);
        put_time(out, cue->end_ms);
        csv_append_field(out, cue->speaker);
        buf_char(out, ',');
        csv_append_field(out, cue->text);
        buf_char(out, '\n');
    }
}

const struct cue_writer writer_tsv = {
    .name = "tsv",
    .extension = "tsv",
    .summary = "whisper's table: start and end in milliseconds, text",
    .holds = HOLDS_ENDS | HOLDS_MS,
    .write = write_tsv,
};

const struct cue_writer writer_csv = {
    .name = "csv",
    .extension = "csv",
    .summary = "a table for spreadsheets: start, end, speaker, text",
    .holds = HOLDS_SPEAKERS | HOLDS_ENDS | HOLDS_MS | HOLDS_UNTIMED,
    .write = write_csv,
};
