#include "command.h"
#include "cue_write.h"
#include "format.h"
#include "list_filter.h"
#include "rows.h"
#include "store.h"

struct list_options {
    const char *format;
};

static const struct option options[] = {
    {
        .kind = OPTION_TEXT,
        .name = "format",
        .value = "FORMAT",
        .summary = ROWS_FORMAT_HELP,
        .offset = offsetof(struct list_options, format),
    },
    { .name = NULL },
};

/* More than there are lists, and more than any has columns. */
enum { NAMES_MAX = 32, COLUMNS_MAX = 32 };

/* Of transcript files: not in the archive, but in the program. */
#define FORMATS_NAME "formats"

static const struct listing *listing_by_name(const char *name)
{
    for (const struct listing *at = listings; at->name; at++)
        if (slice_equal(slice_of(at->name), slice_of(name)))
            return at;
    return NULL;
}

static enum status unknown_listing(const char *name, struct error *err)
{
    const char *names[NAMES_MAX];
    struct buf text = BUF_INIT;
    size_t count = 0;
    const char *meant;

    for (const struct listing *at = listings; at->name && count + 2 < NAMES_MAX;
         at++)
        names[count++] = at->name;
    names[count++] = FORMATS_NAME;
    names[count] = NULL;
    for (size_t i = 0; i < count; i++)
        buf_printf(&text, "%s%s",
                   i == 0          ? ""
                   : i + 1 < count ? ", "
                                   : " or ",
                   names[i]);
    meant = nearest_name(name, names);
    if (meant)
        error_set(err, STATUS_USAGE,
                  "there is no list of \"%s\"; did you mean %s?", name, meant);
    else
        error_set(err, STATUS_USAGE, "list what? %s", text.ptr);
    buf_release(&text);
    return err->status;
}

/* Rows on their way from the archive to the output. */
struct rows {
    struct table *table;
    const struct listing *listing;
    bool is_text; /* times and marks are shown as people read them */
    struct arena arena;
    size_t count;
};

static struct cell clock_cell(struct rows *rows, struct slice milliseconds)
{
    struct buf text = BUF_INIT;
    struct cell cell = { .kind = CELL_TEXT };
    int64_t ms = 0;

    slice_take_number(&milliseconds, TIME_MAX, &ms);
    timecode_print_clock(&text, ms);
    cell.text = arena_copy(&rows->arena, buf_view(&text));
    buf_release(&text);
    return cell;
}

/* Of several, the one. */
static struct cell mark_cell(struct slice number)
{
    return cell_text(slice_equal(number, SLICE("1")) ? SLICE("*") : SLICE(""));
}

static void put_row(void *context, const struct value *values, size_t count)
{
    static const enum cell_kind kinds[] = {
        [VALUE_NULL] = CELL_NULL,
        [VALUE_NUMBER] = CELL_NUMBER,
        [VALUE_TEXT] = CELL_TEXT,
        [VALUE_JSON] = CELL_JSON,
    };
    struct rows *rows = context;
    struct cell cells[COLUMNS_MAX];

    arena_clear(&rows->arena);
    for (size_t i = 0; i < count; i++) {
        struct slice column = slice_of(rows->listing->columns[i]);

        cells[i] = (struct cell){ kinds[values[i].kind], values[i].text };
        if (rows->is_text && slice_equal(column, SLICE("chosen")))
            cells[i] = mark_cell(values[i].text);
        if (rows->is_text && values[i].kind == VALUE_NUMBER &&
            slice_ends_with(column, SLICE("_ms")) &&
            !slice_equal(column, SLICE("grain_ms")))
            cells[i] = clock_cell(rows, values[i].text);
    }
    table_row(rows->table, cells);
    rows->count++;
}

static bool is_text(const char *format)
{
    return !format || slice_equal(slice_of(format), SLICE("text"));
}

static enum status list_archive(struct context *context,
                                const struct list_options *list,
                                const struct listing *listing,
                                const struct row_filter *filter,
                                struct error *err)
{
    struct rows rows = { .listing = listing, .is_text = is_text(list->format) };
    enum status status = rows_begin(context, list->format, listing->columns,
                                    listing->hidden, &rows.table, err);

    if (status)
        return status;
    arena_init(&rows.arena);
    status = store_list(context->store, listing, filter, put_row, &rows, err);
    table_end(rows.table);
    arena_release(&rows.arena);
    if (!status && rows.count == 0) {
        if (is_text(list->format))
            buf_printf(&context->out, "no %s\n", listing->name);
        /* An empty list is an answer; a filter that nothing passes is none. */
        context->exit_code =
            filter->name.len || filter->transcripts.bits ? 1 : 0;
    }
    return status;
}

/* Lists what passes the filter that `line` is. */
static enum status list_filtered(struct context *context,
                                 const struct list_options *list,
                                 const struct listing *listing,
                                 struct slice line, struct error *err)
{
    struct row_filter filter;
    struct arena arena;
    enum status status;

    arena_init(&arena);
    status = list_filter_make(context->store, line, &arena, &filter, err);
    if (!status && filter.transcripts.bits && !listing->of_transcripts)
        status = error_set(err, STATUS_USAGE,
                           "list %s takes words of a name, but no filters",
                           listing->name);
    if (!status)
        status = list_archive(context, list, listing, &filter, err);
    arena_release(&arena);
    return status;
}

static void put_writer(struct table *table, const struct cue_writer *writer)
{
    struct buf holds = BUF_INIT;

    cue_writer_print_holds(&holds, writer);
    table_row(table, (struct cell[]){
                         cell_text(SLICE("write")),
                         cell_text(slice_of(writer->name)),
                         cell_text(slice_of(writer->extension)),
                         cell_text(buf_view(&holds)),
                         cell_text(slice_of(writer->summary)),
                     });
    buf_release(&holds);
}

static enum status list_formats(struct context *context,
                                const struct list_options *list,
                                struct error *err)
{
    static const char *const columns[] = { "use",   "name",    "extension",
                                           "holds", "summary", NULL };
    struct table *table;
    enum status status =
        rows_begin(context, list->format, columns, NULL, &table, err);

    if (status)
        return status;
    for (size_t i = 0; formats[i]; i++)
        table_row(table, (struct cell[]){
                             cell_text(SLICE("read")),
                             cell_text(slice_of(formats[i]->name)),
                             cell_text(SLICE("")),
                             cell_text(SLICE("")),
                             cell_text(slice_of(formats[i]->summary)),
                         });
    for (size_t i = 0; cue_writers[i]; i++)
        put_writer(table, cue_writers[i]);
    table_end(table);
    return STATUS_OK;
}

static bool is_formats(int argc, char **argv)
{
    return argc > 1 && slice_equal(slice_of(argv[1]), SLICE(FORMATS_NAME));
}

/* The formats are in the program. */
static bool without_store(const void *values, int argc, char **argv)
{
    (void)values;
    return is_formats(argc, argv);
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct list_options *list = values;
    const char *name = argc > 1 ? argv[1] : "";
    const struct listing *listing = listing_by_name(name);
    struct slice filter;

    if (is_formats(argc, argv))
        return list_formats(context, list, err);
    if (!listing)
        return unknown_listing(name, err);
    filter = context_query(context, argc - 1, argv + 1);
    return list_filtered(context, list, listing, filter, err);
}

static const char details[] =
    "WHAT is shows, episodes, speakers, chapters, transcripts, sources,\n"
    "failures, runs, settings, exclusions or formats. With words, only rows\n"
    "whose name has them; case and accents do not count. A number is that of\n"
    "an episode. Shows, episodes, speakers, chapters and transcripts take the\n"
    "filters of queries too: those of transcripts in which the filters hold.\n"
    "\n"
    "Text output leaves some columns out; the other forms have them all.\n"
    "\n"
    "Examples:\n"
    "    quoth list episodes field notes\n"
    "    quoth list episodes speaker:dana after:2025\n"
    "    quoth list chapters 12\n"
    "    quoth list failures\n"
    "    quoth list episodes --format jsonl | jq -r '.title'";

const struct command cmd_list = {
    .name = "list",
    .summary = "what is in the archive: episodes, shows, speakers, failures, …",
    .usage = "[OPTION…] WHAT [FILTERS]",
    .details = details,
    .options = options,
    .options_size = sizeof(struct list_options),
    .needs = NEEDS_READER,
    .long_output = true,
    .without_store = without_store,
    .run = run,
};
