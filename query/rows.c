#include "rows.h"

#include <inttypes.h>

enum status rows_begin(struct context *context, const char *format,
                       const char *const *columns, const char *const *hidden,
                       struct table **ret_table, struct error *err)
{
    static const char *const forms[] = { "text", "json", "jsonl",
                                         "csv",  "tsv",  NULL };
    struct table *table =
        table_begin(format ? slice_of(format) : SLICE("text"), columns, hidden,
                    &context->style, &context->out);

    if (!table)
        return nearest_refuse("--format", format, forms, err);
    *ret_table = table;
    return STATUS_OK;
}

struct cell cell_text(struct slice text)
{
    return (struct cell){ text.len ? CELL_TEXT : CELL_NULL, text };
}

struct cell cell_number(struct arena *arena, int64_t number)
{
    return (struct cell){ CELL_NUMBER,
                          arena_printf(arena, "%" PRId64, number) };
}

struct cell cell_time(struct arena *arena, int64_t ms)
{
    if (ms == TIME_NONE)
        return (struct cell){ .kind = CELL_NULL };
    return cell_number(arena, ms);
}
