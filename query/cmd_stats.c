#include "command.h"
#include "rows.h"
#include "store.h"

#include <string.h>

struct stats_options {
    const char *format;
};

static const struct option options[] = {
    {
        .kind = OPTION_TEXT,
        .name = "format",
        .value = "FORMAT",
        .summary = ROWS_FORMAT_HELP,
        .offset = offsetof(struct stats_options, format),
    },
    { .name = NULL },
};

struct figure {
    const char *name;    /* in rows */
    const char *summary; /* in text */
    size_t offset;       /* in struct store_stats */
};

#define FIGURE(name, member, summary)                       \
    {                                                       \
        name, summary, offsetof(struct store_stats, member) \
    }

static const struct figure figures[] = {
    FIGURE("shows", shows, "shows"),
    FIGURE("episodes", episodes, "episodes"),
    FIGURE("speakers", speakers, "speakers"),
    FIGURE("transcripts", transcripts, "transcripts"),
    FIGURE("segments", segments, "segments"),
    FIGURE("words", tokens, "words said"),
    FIGURE("searched_words", indexed_tokens,
           "of them in transcripts that are searched"),
    FIGURE("terms", terms, "different words"),
    FIGURE("sources", sources, "sources (quoth list sources)"),
    FIGURE("failures", failures, "files that failed (quoth list failures)"),
    FIGURE("vanished", vanished, "files that vanished"),
    FIGURE("text_bytes", text_bytes, "bytes of text"),
    FIGURE("file_bytes", file_bytes, "bytes on the disk"),
};

enum {
    FIGURE_COUNT = sizeof(figures) / sizeof(*figures),
    FIGURE_COLUMNS = 15, /* of a number with its separators */
};

static int64_t value_of(const struct store_stats *stats, size_t figure)
{
    return *(const int64_t *)((const char *)stats + figures[figure].offset);
}

static void print_text(const struct store_stats *stats, struct buf *out)
{
    struct buf number = BUF_INIT;

    for (size_t i = 0; i < FIGURE_COUNT; i++) {
        buf_clear(&number);
        present_count(&number, (size_t)value_of(stats, i));
        buf_printf(out, "%*s  %s\n", FIGURE_COLUMNS, number.ptr,
                   figures[i].summary);
    }
    buf_release(&number);
}

static enum status print_row(struct context *context, const char *format,
                             const struct store_stats *stats, struct error *err)
{
    const char *columns[FIGURE_COUNT + 1] = { NULL };
    struct cell cells[FIGURE_COUNT];
    struct table *table;
    struct arena arena;
    enum status status;

    for (size_t i = 0; i < FIGURE_COUNT; i++)
        columns[i] = figures[i].name;
    status = rows_begin(context, format, columns, NULL, &table, err);
    if (status)
        return status;
    arena_init(&arena);
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        cells[i] = cell_number(&arena, value_of(stats, i));
    table_row(table, cells);
    table_end(table);
    arena_release(&arena);
    return STATUS_OK;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct stats_options *options_given = values;
    const char *format = options_given->format;
    struct store_stats stats;
    enum status status;

    if (argc > 1)
        return error_set(err, STATUS_USAGE,
                         "stats takes no argument such as \"%s\"", argv[1]);
    status = store_stats(context->store, &stats, err);
    if (status)
        return status;
    if (format && strcmp(format, "text"))
        return print_row(context, format, &stats, err);
    buf_printf(&context->out, "%s\n", context->store_path);
    print_text(&stats, &context->out);
    return STATUS_OK;
}

const struct command cmd_stats = {
    .name = "stats",
    .summary = "size and health of the archive",
    .usage = "[OPTION…]",
    .details = "Example:\n"
               "    quoth stats --format json",
    .options = options,
    .options_size = sizeof(struct stats_options),
    .needs = NEEDS_READER,
    .long_output = true,
    .run = run,
};
