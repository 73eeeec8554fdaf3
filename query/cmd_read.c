#include "command.h"
#include "reading.h"
#include "ref_input.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

struct read_options {
    const char *context, *format;
    int64_t version;
};

static const struct option options[] = {
    {
        .kind = OPTION_TEXT,
        .letter = 'C',
        .name = "context",
        .value = "N|TIME",
        .summary = "segments, or time as in 30s, shown before and after (2)",
        .offset = offsetof(struct read_options, context),
    },
    {
        .kind = OPTION_NUMBER,
        .name = "version",
        .value = "TRANSCRIPT",
        .summary = "that transcript of the episode, by its number",
        .offset = offsetof(struct read_options, version),
    },
    {
        .kind = OPTION_TEXT,
        .name = "format",
        .value = "FORMAT",
        .summary = ROWS_FORMAT_HELP,
        .offset = offsetof(struct read_options, format),
    },
    { .name = NULL },
};

/* The output: text is printed, all else are rows, one a segment. */
struct output {
    struct context *context;
    const struct read_options *options;
    struct reading_context around;
    struct table *table; /* NULL: text */
    int64_t episode;     /* of the last reading; 0 before the first */
};

static const char *const columns[] = {
    "type",   "ref",  "episode", "speaker", "start_ms", "end_ms",
    "timing", "text", "chapter", "source",  "line",     NULL,
};

static void put_row(const struct reading *reading, size_t index,
                    struct arena *arena, struct table *table)
{
    const struct place *place = &reading->place;
    const struct segment_record *segment = &reading->segments[index];
    const struct chapter_record *chapter = reading_chapter(reading, index);
    uint32_t token = place->axis->segments[reading->first + index].token;
    enum timing timing = axis_time_of(place->axis, token).timing;
    struct buf ref = BUF_INIT;

    ref_print(&ref, place->episode, &place->clock, reading->first + index);
    table_row(table, (struct cell[]){
                         cell_text(SLICE("segment")),
                         cell_text(buf_view(&ref)),
                         cell_number(arena, place->episode),
                         cell_text(segment->speaker),
                         cell_time(arena, segment->start_ms),
                         cell_time(arena, segment->end_ms),
                         cell_text(slice_of(timing_name(timing))),
                         cell_text(segment->text),
                         cell_text(chapter ? chapter->title : SLICE("")),
                         cell_text(place->transcript.path),
                         segment->line ? cell_number(arena, segment->line)
                                       : cell_text(SLICE("")),
                     });
    buf_release(&ref);
}

static void put_reading(struct output *output, const struct reading *reading,
                        struct arena *arena)
{
    const struct present_style *style = &output->context->style;
    struct buf *out = &output->context->out;
    bool is_another = reading->place.episode != output->episode;

    if (!output->table) {
        if (output->episode)
            buf_string(out, is_another ? "\n" : "\n…\n");
        if (is_another)
            reading_print_heading(reading, style, out);
        reading_print(reading, style, out);
    }
    for (size_t i = 0; output->table && i < reading->count; i++)
        put_row(reading, i, arena, output->table);
    output->episode = reading->place.episode;
}

static enum status read_ref(struct output *output, struct slice text,
                            struct error *err)
{
    struct context *context = output->context;
    struct reading reading;
    struct arena arena;
    struct ref ref;
    enum status status;

    /* For messages that point into it. */
    buf_clear(&context->query_line);
    buf_slice(&context->query_line, text);
    arena_init(&arena);
    status = ref_parse(text, &ref, err);
    if (!status)
        status = reading_load(context->store, &ref, output->options->version,
                              &output->around, &arena, &reading, err);
    if (!status)
        put_reading(output, &reading, &arena);
    arena_release(&arena);
    return status;
}

/* From standard input there may be many: each is shown at once. */
static enum status read_line(void *state, struct slice text, struct error *err)
{
    struct output *output = state;
    enum status status = read_ref(output, text, err);

    return status ? status : context_flush(output->context, err);
}

/* Several arguments are several refs, but "rewrites that paid off" is a title. */
static bool is_title(const char *argument)
{
    return strcspn(argument, "@/0123456789") == strlen(argument) &&
           strcmp(argument, "-") && strcmp(argument, "latest");
}

static enum status read_arguments(struct output *output, int argc, char **argv,
                                  struct error *err)
{
    enum status status = STATUS_OK;

    if (argc > 2 && is_title(argv[1])) {
        struct buf title = BUF_INIT;

        buf_slice(&title, context_query(output->context, argc, argv));
        status = read_ref(output, buf_view(&title), err);
        buf_release(&title);
        return status;
    }
    for (int i = 1; i < argc && !status; i++)
        status = strcmp(argv[i], "-")
                     ? read_ref(output, slice_of(argv[i]), err)
                     : ref_input_read(stdin, read_line, output, err);
    return status;
}

static enum status read_context(const char *text,
                                struct reading_context *around,
                                struct error *err)
{
    struct slice rest = slice_of(text);

    *around = (struct reading_context){ .segments = 2 };
    if (!text)
        return STATUS_OK;
    if (slice_take_number(&rest, INT32_MAX, &around->segments) && !rest.len)
        return STATUS_OK;
    around->segments = -1;
    if (!timecode_parse_user(slice_of(text), &around->ms))
        return error_set(err, STATUS_USAGE,
                         "--context is a number of segments or a time as in "
                         "30s, not \"%s\"",
                         text);
    return STATUS_OK;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct read_options *read = values;
    struct output output = { .context = context, .options = read };
    bool is_text = !read->format || !strcmp(read->format, "text");
    enum status status;

    if (argc < 2)
        return error_set(err, STATUS_USAGE,
                         "read what? quoth read 12, or a moment: 12@11:15");
    status = read_context(read->context, &output.around, err);
    if (!status && !is_text)
        status = rows_begin(context, read->format, columns, NULL, &output.table,
                            err);
    if (!status)
        status = read_arguments(&output, argc, argv, err);
    if (output.table)
        table_end(output.table);
    return status;
}

static const char details[] =
    "EPISODE is its number, latest, the path of its file, a link to it, its\n"
    "guid, or words of its title. TIME is 11:15, 1:02:03.5, 90s or, where a\n"
    "transcript has no times, a word: w4310. A pasted link that says when,\n"
    "https://youtu.be/ID?t=675, is EPISODE and TIME at once. With - the refs\n"
    "are read from standard input, one a line.\n"
    "\n"
    "Examples:\n"
    "    quoth read 12@11:15\n"
    "    quoth read 12@11:15 -C 5m\n"
    "    quoth read latest --format jsonl\n"
    "    quoth search 'one-way door' --format ref | quoth read -";

const struct command cmd_read = {
    .name = "read",
    .summary = "read a transcript, whole or around a moment",
    .usage = "[OPTION…] EPISODE[@TIME[-TIME]]…",
    .details = details,
    .options = options,
    .options_size = sizeof(struct read_options),
    .needs = NEEDS_READER,
    .long_output = true,
    .run = run,
};
