#include "present_row.h"

#include <inttypes.h>

const struct row_form row_form_csv = { ',', present_csv_field };
const struct row_form row_form_tsv = { '\t', present_tsv_field };

/* Appends a field that needs no escaping: a number or a clock time. */
typedef void print_time(struct buf *out, int64_t ms);

static void print_ms(struct buf *out, int64_t ms)
{
    buf_printf(out, "%" PRId64, ms);
}

static void put_time(const struct row_form *form, struct buf *out,
                     print_time *print, int64_t ms)
{
    if (ms != TIME_NONE)
        print(out, ms);
    buf_char(out, form->separator);
}

static void put_text(const struct row_form *form, struct buf *out,
                     struct slice text)
{
    form->field(out, text);
    buf_char(out, form->separator);
}

void row_passage_header(const struct row_form *form, struct buf *out)
{
    static const char *const columns[] = {
        "ref",      "show",   "episode", "date",    "speaker", "start",  "end",
        "start_ms", "end_ms", "text",    "chapter", "link",    "source", "line",
    };
    size_t count = sizeof(columns) / sizeof(columns[0]);

    for (size_t i = 0; i < count; i++) {
        buf_string(out, columns[i]);
        buf_char(out, i + 1 < count ? form->separator : '\n');
    }
}

void row_passage(const struct row_form *form, const struct passage *passage,
                 struct buf *out)
{
    put_text(form, out, passage->ref);
    put_text(form, out, passage->episode->show);
    put_text(form, out, passage->episode->title);
    put_text(form, out, passage->episode->date);
    put_text(form, out, passage->speaker);
    put_time(form, out, timecode_print_clock, passage->start_ms);
    put_time(form, out, timecode_print_clock, passage->end_ms);
    put_time(form, out, print_ms, passage->start_ms);
    put_time(form, out, print_ms, passage->end_ms);
    put_text(form, out, passage->text);
    put_text(form, out, passage->chapter);
    put_text(form, out, passage->link);
    put_text(form, out, passage->source_path);
    if (passage->source_line)
        buf_printf(out, "%" PRIu32, passage->source_line);
    buf_char(out, '\n');
}
