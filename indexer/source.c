#include "source.h"

#include "fetch.h"
#include "path.h"
#include "url.h"

#include <sys/stat.h>

static bool has_known_below(const struct run *run, struct slice root)
{
    for (size_t i = 0; i < run->known_count; i++)
        if (path_is_below(run->known[i].path, root))
            return true;
    return false;
}

/* Takes what is remembered for what is not given. Returns whether something
 * else is given than what is remembered. */
static bool take_option(struct slice *given, struct slice remembered)
{
    bool other = given->len && !slice_equal(*given, remembered);

    if (given->len == 0)
        *given = remembered;
    return other;
}

/* A format that is given now is in place of a pattern given before. */
static bool take_layout(struct document_options *given,
                        const struct source_record *remembered)
{
    bool named = given->format.len && given->pattern.len == 0;
    bool other = take_option(&given->format, remembered->format);

    if (named)
        return other || remembered->pattern.len;
    return take_option(&given->pattern, remembered->pattern) || other;
}

static void take_excludes(struct run *run, struct root *root,
                          struct slice remembered)
{
    const struct ingest_options *options = run->options;
    struct slice glob;

    root->exclude = (struct slice *)options->exclude;
    root->exclude_count = options->exclude_count;
    if (root->exclude_count)
        return;
    root->exclude =
        arena_array(run->arena, remembered.len + 1, sizeof(struct slice));
    while (slice_next_line(&remembered, &glob))
        root->exclude[root->exclude_count++] = arena_copy(run->arena, glob);
}

/* How a root is read: as it was the last time, but for what is said now. */
static enum status choose_options(struct run *run, struct root *root,
                                  struct error *err)
{
    struct source_record source = { 0 };
    struct source_options *options = &root->options;
    enum status status = STATUS_OK;

    *options = run->options->source;
    if (run->store)
        status =
            store_get_source(run->store, root->path, run->arena, &source, err);
    if (status)
        return status;
    root->reread = take_option(&options->show, source.show);
    root->reread |= take_option(&options->lang, source.lang);
    root->reread |= take_layout(&options->document, &source);
    root->reread |= take_option(&options->document.encoding, source.encoding);
    take_excludes(run, root, source.exclude);
    root->kind = source.kind;
    root->source = source.id;
    root->after = run->options->after;
    root->latest = run->options->latest;
    /* Where more is wanted than before, the feed is read as if it were new. */
    root->reread |= take_option(&root->after, source.after);
    if (root->latest == 0)
        root->latest = source.latest;
    else
        root->reread |= source.latest && source.latest != root->latest;
    return STATUS_OK;
}

/* A source that was there before and is not now: left as it is. */
static void add_unavailable(struct run *run, struct slice path,
                            struct slice reason)
{
    struct ingest_report *report = run->report;
    size_t index = report->unavailable_count++;

    report->unavailable[index] = path;
    report->unavailable_reasons[index] = arena_copy(run->arena, reason);
}

/* An address that a source had before it moved stands for the source. */
static enum status follow_move(struct run *run, struct root *root,
                               struct error *err)
{
    struct slice present = SLICE("");
    enum status status = STATUS_OK;

    if (run->store && !root->source)
        status = store_present_address(run->store, root->path, run->arena,
                                       &present, err);
    if (status || !present.len)
        return status;
    root->path = present;
    return choose_options(run, root, err);
}

enum status source_take_address(struct run *run, size_t index,
                                struct slice address, struct error *err)
{
    struct root *root = &run->roots[index];
    enum status status;

    root->path = fetch_address(SLICE(""), address, run->arena);
    root->is_address = true;
    if (root->path.len == 0)
        return error_set(err, STATUS_USAGE,
                         "%.*s: only http and https addresses can be indexed",
                         SLICE_ARG(url_public(address, run->arena)));
    status = choose_options(run, root, err);
    return status ? status : follow_move(run, root, err);
}

enum status source_walk(struct run *run, size_t index, const char *typed,
                        struct error *err)
{
    struct root *root = &run->roots[index];
    bool empty = false;
    enum status status;

    if (path_is_address(slice_of(typed)))
        return source_take_address(run, index, slice_of(typed), err);
    root->path = path_absolute(run->arena, typed);
    status = choose_options(run, root, err);
    if (status)
        return status;
    root->is_list =
        slice_equal(path_extension(root->path, run->arena), SLICE("opml")) &&
        !path_is_missing(root->path);
    if (root->is_list)
        return STATUS_OK;
    status = walk_add(&run->walk, root->path, index, root->exclude,
                      root->exclude_count, &empty, err);
    if (status && (run->options->revisit || has_known_below(run, root->path))) {
        add_unavailable(run, root->path, slice_of(err->text));
        return STATUS_OK;
    }
    if (!status && empty && has_known_below(run, root->path)) {
        add_unavailable(run, root->path, SLICE("the folder is empty"));
        return STATUS_OK;
    }
    root->available = !status;
    return status ? error_prefix(err, "%s", root->path.ptr) : STATUS_OK;
}

enum status source_put(struct run *run, struct root *root, struct error *err)
{
    const struct ingest_options *options = run->options;
    struct source_record source = {
        .kind = SLICE("folder"),
        .path = root->path,
        .show = root->options.show,
        .lang = root->options.lang,
        .format = root->options.document.format,
        .encoding = root->options.document.encoding,
        .pattern = root->options.document.pattern,
        .remembered = !options->no_remember,
        .after = root->after,
        .latest = root->latest,
    };
    struct buf exclude = BUF_INIT;
    struct stat info;
    enum status status;

    if (root->is_address)
        source.kind = root->kind;
    else if (!stat(root->path.ptr, &info) && !S_ISDIR(info.st_mode))
        source.kind = SLICE("file");
    for (size_t i = 0; i < root->exclude_count; i++)
        buf_printf(&exclude, "%s\n", root->exclude[i].ptr);
    source.exclude = buf_view(&exclude);
    status = store_put_source(run->store, &source, &root->source, err);
    buf_release(&exclude);
    return status;
}
