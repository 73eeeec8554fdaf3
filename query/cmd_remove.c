
#include "command.h"
#include "network.h"
#include "originals.h"
#include "path.h"
#include "ref.h"
#include "source_named.h"
#include "store.h"
#include "url.h"

#include <inttypes.h>

struct remove_options {
    bool undo;
};

static const struct option options[] = {
    {
        .kind = OPTION_FLAG,
        .name = "undo",
        .summary = "let files that were removed be indexed again",
        .offset = offsetof(struct remove_options, undo),
    },
    { .name = NULL },
};

/* What one argument names: an episode, or else files. */
struct target {
    int64_t episode;   /* 0 = files */
    struct slice path; /* of a file, or of a folder of files; an address */
};

/* What the archive has, and where to say what was done. */
struct removal {
    struct context *context;
    struct arena *arena;
    struct location_record *locations;
    size_t location_count;
    struct source_record *sources;
    size_t source_count;
    struct slice *downloads; /* addresses of what is kept for no source now */
    size_t download_count, download_capacity;
};

static enum status load_sources(struct removal *removal, struct error *err)
{
    struct store *store = removal->context->store;
    struct slice *paths;
    size_t count;
    enum status status = store_match_sources(
        store, SLICE(""), SLICE(""), removal->arena, &paths, &count, err);

    if (status)
        return status;
    removal->sources =
        arena_array(removal->arena, count, sizeof(*removal->sources));
    removal->source_count = count;
    for (size_t i = 0; i < count && !status; i++)
        status = store_get_source(store, paths[i], removal->arena,
                                  &removal->sources[i], err);
    return status;
}

/* ---- what is meant ---- */

/* An address has nothing below it: another that begins so is another's. */
static bool is_at_or_below(struct slice path, struct slice root)
{
    return path_is_address(root) ? slice_equal(path, root)
                                 : path_is_below(path, root);
}

static bool is_known(const struct removal *removal, struct slice path)
{
    for (size_t i = 0; i < removal->location_count; i++)
        if (is_at_or_below(removal->locations[i].path, path))
            return true;
    for (size_t i = 0; i < removal->source_count; i++)
        if (is_at_or_below(removal->sources[i].path, path))
            return true;
    return false;
}

static enum status find_target(struct removal *removal, const char *argument,
                               struct target *ret_target, struct error *err)
{
    struct store *store = removal->context->store;
    struct slice rest = slice_of(argument);
    struct source_record source;
    int64_t number;
    bool is_number =
        slice_take_number(&rest, INT64_MAX, &number) && rest.len == 0;
    enum status status;

    *ret_target = (struct target){ .episode = 0 };
    if (slice_starts_with(slice_of(argument), SLICE(SOURCE_PREFIX))) {
        status = source_named(store, argument, removal->arena, &source, err);
        ret_target->path = source.path;
        return status;
    }
    ret_target->path = source_path(argument, removal->arena);
    if (!is_number && is_known(removal, ret_target->path))
        return STATUS_OK;
    return ref_episode(store, slice_of(argument), &ret_target->episode, err);
}

/* ---- episodes ---- */

/* Excludes what could bring the episode back: its files, and its items in feeds,
 * which may name other files tomorrow. */
static enum status exclude_episode(struct removal *removal, int64_t episode,
                                   size_t *ret_count, struct error *err)
{
    struct store *store = removal->context->store;
    struct slice *items, *paths;
    size_t item_count, path_count;
    enum status status = store_feed_items(store, episode, removal->arena,
                                          &items, &item_count, err);

    *ret_count = 0;
    if (!status)
        status = store_episode_paths(store, episode, removal->arena, &paths,
                                     &path_count, err);
    for (size_t i = 0; !status && i < item_count; i++, ++*ret_count)
        status = store_put_exclusion(store, items[i], err);
    for (size_t i = 0; !status && i < path_count; i++) {
        if (item_count && path_is_address(paths[i]))
            continue;
        status = store_put_exclusion(store, paths[i], err);
        ++*ret_count;
    }
    return status;
}

static enum status remove_episode(struct removal *removal, int64_t episode,
                                  struct error *err)
{
    struct store *store = removal->context->store;
    struct buf *out = &removal->context->out;
    struct episode_meta meta;
    struct slice key;
    size_t count;
    enum status status =
        store_get_episode(store, episode, removal->arena, &meta, &key, err);

    if (!status)
        status = exclude_episode(removal, episode, &count, err);
    if (!status)
        status = store_remove_episode(store, episode, err);
    if (status)
        return status;
    buf_printf(out, "removed episode %" PRId64 ", \"", episode);
    present_safe(out, meta.title);
    buf_string(out, "\": ");
    present_counted(out, count, "file");
    buf_string(out, " will not be indexed again\n");
    return STATUS_OK;
}

/* ---- files and sources ---- */

static bool is_source_below(const struct removal *removal, int64_t id,
                            struct slice path)
{
    for (size_t i = 0; i < removal->source_count; i++)
        if (removal->sources[i].id == id)
            return is_at_or_below(removal->sources[i].path, path);
    return false;
}

/* Will a source that stays visit what is removed again? */
static bool is_visited(const struct removal *removal, struct slice removed)
{
    for (size_t i = 0; i < removal->source_count; i++)
        if (!is_at_or_below(removal->sources[i].path, removed) &&
            is_at_or_below(removed, removal->sources[i].path))
            return true;
    return false;
}

static size_t count_sources(const struct removal *removal, struct slice path)
{
    size_t count = 0;

    for (size_t i = 0; i < removal->source_count; i++)
        count += is_at_or_below(removal->sources[i].path, path);
    return count;
}

static enum status remove_source(struct removal *removal, int64_t id,
                                 struct error *err)
{
    struct store *store = removal->context->store;
    struct remote_record *remotes;
    size_t count;
    enum status status =
        store_load_remotes(store, id, removal->arena, &remotes, &count, err);

    if (status)
        return status;
    removal->downloads = arena_grow(
        removal->arena, removal->downloads, &removal->download_capacity,
        removal->download_count + count, sizeof(*removal->downloads));
    for (size_t i = 0; i < count; i++)
        removal->downloads[removal->download_count++] = remotes[i].url;
    return store_remove_source(store, id, err);
}

/*
 * Nobody could ask for them any more. Files do not come back if the archive
 * stays as it was after all: so it is on the disk before they go.
 */
static enum status forget_downloads(const struct removal *removal,
                                    struct error *err)
{
    struct slice folder =
        network_folder(removal->context->store_path, removal->arena);
    enum status status = STATUS_OK;

    if (removal->download_count)
        status = store_commit(removal->context->store, err);
    for (size_t i = 0; i < removal->download_count && !status; i++)
        originals_forget(folder, removal->downloads[i], removal->arena);
    return status;
}

static enum status remove_sources(struct removal *removal, struct slice path,
                                  struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; !status && i < removal->source_count; i++)
        if (is_at_or_below(removal->sources[i].path, path))
            status = remove_source(removal, removal->sources[i].id, err);
    return status;
}

/* A feed's files have addresses of their own, anywhere. */
static bool goes_with(const struct removal *removal,
                      const struct location_record *location, struct slice path)
{
    return is_at_or_below(location->path, path) ||
           (path_is_address(path) &&
            is_source_below(removal, location->source, path));
}

static void say_removed(struct removal *removal, struct slice path,
                        size_t sources, size_t files, bool excluded)
{
    struct buf *out = &removal->context->out;

    if (sources == 0)
        buf_string(out, "removed ");
    else
        buf_string(out, sources == 1 ? "removed the source "
                                     : "removed the sources in ");
    present_safe(out, url_public(path, removal->arena));
    buf_string(out, ": ");
    present_counted(out, files, "file");
    buf_string(out, excluded ? " will not be indexed again\n" : "\n");
}

/*
 * Removes the files at or below the path, and what came from the sources there,
 * which are forgotten. Files of a source are excluded only where another one
 * would find them: forgetting is enough else, and it can be indexed anew.
 */
static enum status remove_files(struct removal *removal, struct slice path,
                                struct error *err)
{
    struct store *store = removal->context->store;
    size_t files = 0, sources = count_sources(removal, path);
    bool excludes = sources == 0 || is_visited(removal, path);
    enum status status = STATUS_OK;

    for (size_t i = 0; !status && i < removal->location_count; i++) {
        const struct location_record *location = &removal->locations[i];

        if (!goes_with(removal, location, path))
            continue;
        status = store_remove_location(store, location->id, err);
        if (!status && excludes)
            status = store_put_exclusion(store, location->path, err);
        files++;
    }
    if (!status)
        status = remove_sources(removal, path, err);
    if (!status)
        say_removed(removal, path, sources, files, excludes);
    return status;
}

static enum status remove_targets(struct removal *removal, int argc,
                                  char **argv, struct error *err)
{
    struct target *targets =
        arena_array(removal->arena, (size_t)argc, sizeof(*targets));
    enum status status = STATUS_OK;

    /* Nothing is removed before all is understood. */
    for (int i = 1; !status && i < argc; i++)
        status = find_target(removal, argv[i], &targets[i], err);
    for (int i = 1; !status && i < argc; i++)
        status = targets[i].episode
                     ? remove_episode(removal, targets[i].episode, err)
                     : remove_files(removal, targets[i].path, err);
    return status ? status : forget_downloads(removal, err);
}

/* ---- undoing ---- */

/* Is the excluded path, or item of a feed, what was named, or in it? */
static bool is_meant(struct slice excluded, struct slice path,
                     const char *argument, struct arena *arena)
{
    if (!path_is_address(path))
        return path_is_below(excluded, path);
    return slice_equal(excluded, slice_of(argument)) ||
           slice_equal(url_public(excluded, arena), slice_of(argument)) ||
           slice_equal(slice_range(excluded, 0, slice_find_char(excluded, '#')),
                       path);
}

/* Lets what was named be indexed again. */
static enum status undo_one(struct removal *removal, const char *argument,
                            const struct slice *excluded, size_t excluded_count,
                            struct error *err)
{
    struct slice path = source_path(argument, removal->arena);
    struct buf *out = &removal->context->out;
    size_t count = 0;
    enum status status = STATUS_OK;

    for (size_t i = 0; !status && i < excluded_count; i++) {
        bool found;

        if (!is_meant(excluded[i], path, argument, removal->arena))
            continue;
        status = store_drop_exclusion(removal->context->store, excluded[i],
                                      &found, err);
        count++;
    }
    path = url_public(path, removal->arena);
    if (status)
        return status;
    if (count == 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "%.*s is not excluded; quoth list exclusions shows "
                         "what is",
                         SLICE_ARG(path));
    present_safe(out, path);
    buf_string(out, ": ");
    present_counted(out, count, "file");
    buf_string(out, " will be indexed again by the next run\n");
    return STATUS_OK;
}

static enum status undo(struct removal *removal, int argc, char **argv,
                        struct error *err)
{
    struct slice *excluded;
    size_t count;
    enum status status = store_load_exclusions(
        removal->context->store, removal->arena, &excluded, &count, err);

    for (int i = 1; !status && i < argc; i++)
        status = undo_one(removal, argv[i], excluded, count, err);
    return status;
}

/* ---- the command ---- */

static enum status load_removal(struct removal *removal, struct error *err)
{
    enum status status = store_load_locations(
        removal->context->store, removal->arena, &removal->locations,
        &removal->location_count, err);

    return status ? status : load_sources(removal, err);
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct remove_options *remove = values;
    struct arena arena;
    struct removal removal = { .context = context, .arena = &arena };
    enum status status;

    if (argc < 2)
        return error_set(err, STATUS_USAGE,
                         "remove what? the number of an episode, a path, or "
                         "an address");
    status = sources_refuse_empty(argc, argv, err);
    if (status)
        return status;
    arena_init(&arena);
    status = load_removal(&removal, err);
    if (!status)
        status = remove->undo ? undo(&removal, argc, argv, err)
                              : remove_targets(&removal, argc, argv, err);
    arena_release(&arena);
    return status;
}

static const char details[] =
    "The files themselves are not touched. An EPISODE goes with all its\n"
    "transcripts. A PATH is a file, or a folder with all that is in it;\n"
    "an ADDRESS is a feed, a page or a transcript. A source that is\n"
    "named, or is in that folder, goes with all that came from it, kept\n"
    "downloads too, and is no longer visited; source:NAME names one by\n"
    "its number in quoth list sources or a part of its path.\n"
    "\n"
    "What a source that stays would bring back is excluded: until --undo, or\n"
    "until the file is named to quoth index. quoth list exclusions shows what\n"
    "is.\n"
    "\n"
    "Examples:\n"
    "    quoth remove 12\n"
    "    quoth remove ~/podcasts/old-show\n"
    "    quoth remove https://example.org/feed.xml\n"
    "    quoth remove --undo ~/podcasts/old-show/001.vtt";

const struct command cmd_remove = {
    .name = "remove",
    .summary = "forget episodes, files or sources",
    .usage = "[OPTION…] EPISODE|PATH|ADDRESS|source:NAME…",
    .details = details,
    .options = options,
    .options_size = sizeof(struct remove_options),
    .needs = NEEDS_WRITER,
    .run = run,
};
