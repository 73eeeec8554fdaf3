#include "report.h"

#include "base/utf8.h"
#include "present.h"

/* A query line is shown as far as it fits on a line of a terminal. */
enum { SHOWN_COLUMNS = 72, SHOWN_BEFORE_COLUMNS = 36 };

enum exit_code exit_code_of(const struct error *err)
{
    switch (err->status) {
    case STATUS_OK:
        return EXIT_FOUND;
    case STATUS_NOT_FOUND:
        return EXIT_NOT_FOUND;
    case STATUS_USAGE:
    case STATUS_BAD_QUERY:
        return EXIT_WRONG_USE;
    case STATUS_LIMIT:
        return err->from >= 0 ? EXIT_WRONG_USE : EXIT_INPUT_FAILED;
    case STATUS_BAD_INPUT:
    case STATUS_NOT_OURS:
        return EXIT_INPUT_FAILED;
    case STATUS_IO:
    case STATUS_STORE:
        break;
    case STATUS_BUSY:
        return EXIT_BUSY;
    case STATUS_INTERRUPTED:
        return EXIT_INTERRUPTED;
    }
    return EXIT_FATAL;
}

/* The part of a long line before the fault that is shown: its end. */
static struct slice shown_before(struct slice before)
{
    while (utf8_width(before) > SHOWN_BEFORE_COLUMNS) {
        int32_t code;

        before = slice_from(before, utf8_decode(before, &code));
    }
    return before;
}

static void append_marks(struct buf *out, size_t columns)
{
    do
        buf_char(out, '^');
    while (columns-- > 1);
    buf_char(out, '\n');
}

static void append_place(struct buf *out, struct slice line, size_t from,
                         size_t to)
{
    struct slice before = slice_range(line, 0, from);
    struct slice fault = slice_range(line, from, to);
    struct buf shown = BUF_INIT;
    size_t start, columns;

    if (utf8_width(before) > SHOWN_BEFORE_COLUMNS) {
        before = shown_before(before);
        buf_string(&shown, "…");
    }
    present_tsv_field(&shown, before);
    start = utf8_width(buf_view(&shown));
    present_tsv_field(&shown, slice_from(line, from));
    fault = utf8_fit(fault, SHOWN_COLUMNS - start);
    columns = utf8_width(fault);
    buf_printf(out, "  %.*s\n  %*s",
               SLICE_ARG(utf8_fit(buf_view(&shown), SHOWN_COLUMNS)), (int)start,
               "");
    append_marks(out, columns);
    buf_release(&shown);
}

void report_error(struct buf *out, const struct error *err,
                  struct slice query_line)
{
    if (!err->text[0])
        return;
    buf_string(out, "quoth: ");
    present_safe(out, slice_of(err->text));
    buf_char(out, '\n');
    if (err->from >= 0 && query_line.len)
        append_place(out, query_line, (size_t)err->from, (size_t)err->to);
}
