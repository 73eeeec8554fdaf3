
#include "command.h"
#include "path.h"
#include "ref.h"
#include "store.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

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
    struct slice path; /* of a file, or of a folder of files */
};

/* Paths that the archive has, in its order. */
struct path_list {
    struct arena *arena;
    struct slice *paths;
    size_t count, capacity;
};

/* The archive's files, and where to say what was done. */
struct removal {
    struct context *context;
    struct arena *arena;
    struct location_record *locations;
    size_t location_count;
    struct path_list sources, exclusions;
};

/* Takes a row of a listing whose first column is a path. */
static void take_path(void *context, const struct value *values, size_t count)
{
    struct path_list *list = context;

    (void)count;
    list->paths = arena_grow(list->arena, list->paths, &list->capacity,
                             list->count + 1, sizeof(*list->paths));
    list->paths[list->count++] = arena_copy(list->arena, values[0].text);
}

static enum status load_paths(struct removal *removal, const char *listing,
                              struct path_list *list, struct error *err)
{
    const struct row_filter all = { .name = SLICE("") };
    const struct listing *at = listings;

    while (strcmp(at->name, listing) != 0)
        at++;
    list->arena = removal->arena;
    return store_list(removal->context->store, at, &all, take_path, list, err);
}

static bool has_path(const struct path_list *list, struct slice path)
{
    for (size_t i = 0; i < list->count; i++)
        if (slice_equal(list->paths[i], path))
            return true;
    return false;
}

static bool is_at_or_below(struct slice path, struct slice folder)
{
    return slice_starts_with(path, folder) &&
           (path.len == folder.len || path.ptr[folder.len] == '/');
}

static bool has_files(const struct removal *removal, struct slice path)
{
    for (size_t i = 0; i < removal->location_count; i++)
        if (is_at_or_below(removal->locations[i].path, path))
            return true;
    return false;
}

static enum status find_target(struct removal *removal, const char *argument,
                               struct target *ret_target, struct error *err)
{
    struct target target = { .path = path_absolute(removal->arena, argument) };
    int64_t number;
    struct slice rest = slice_of(argument);
    bool is_number =
        slice_take_number(&rest, INT64_MAX, &number) && rest.len == 0;
    enum status status = STATUS_OK;

    if (is_number || !has_files(removal, target.path))
        status = ref_episode(removal->context->store, slice_of(argument),
                             &target.episode, err);
    if (status == STATUS_NOT_FOUND && has_path(&removal->sources, target.path))
        status = STATUS_OK; /* a source of which nothing was read */
    if (!status)
        *ret_target = target;
    return status;
}

static void say_files(struct buf *out, size_t count)
{
    present_count(out, count);
    buf_string(out, count == 1 ? " file" : " files");
}

static enum status remove_episode(struct removal *removal, int64_t episode,
                                  struct error *err)
{
    struct store *store = removal->context->store;
    struct buf *out = &removal->context->out;
    struct episode_meta meta;
    struct slice key, *paths;
    size_t count;
    enum status status =
        store_get_episode(store, episode, removal->arena, &meta, &key, err);

    if (!status)
        status = store_episode_paths(store, episode, removal->arena, &paths,
                                     &count, err);
    for (size_t i = 0; !status && i < count; i++)
        status = store_put_exclusion(store, paths[i], err);
    if (!status)
        status = store_remove_episode(store, episode, err);
    if (status)
        return status;
    buf_printf(out, "removed episode %" PRId64 ", \"", episode);
    present_safe(out, meta.title);
    buf_string(out, "\": ");
    say_files(out, count);
    buf_string(out, " will not be indexed again\n");
    return STATUS_OK;
}

/*
 * Removes the files at or below the path. Those of a whole source are not
 * excluded: forgetting the source is enough, and it can be indexed anew.
 */
static enum status remove_files(struct removal *removal, struct slice path,
                                struct error *err)
{
    struct store *store = removal->context->store;
    struct buf *out = &removal->context->out;
    bool is_source = false;
    size_t count = 0;
    enum status status = STATUS_OK;

    for (size_t i = 0; !status && i < removal->location_count; i++) {
        if (!is_at_or_below(removal->locations[i].path, path))
            continue;
        status = store_remove_location(store, removal->locations[i].id, err);
        count++;
    }
    if (!status)
        status = store_remove_source(store, path, &is_source, err);
    for (size_t i = 0; !status && !is_source && i < removal->location_count;
         i++)
        if (is_at_or_below(removal->locations[i].path, path))
            status =
                store_put_exclusion(store, removal->locations[i].path, err);
    if (status)
        return status;
    buf_string(out, is_source ? "removed the source " : "removed ");
    present_safe(out, path);
    buf_string(out, ": ");
    say_files(out, count);
    buf_string(out, is_source ? "\n" : " will not be indexed again\n");
    return STATUS_OK;
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
    return status;
}

/* Lets the files at or below the path be indexed again. */
static enum status undo_path(struct removal *removal, struct slice path,
                             struct error *err)
{
    const struct path_list *excluded = &removal->exclusions;
    struct buf *out = &removal->context->out;
    size_t count = 0;
    enum status status = STATUS_OK;

    for (size_t i = 0; !status && i < excluded->count; i++) {
        bool found;

        if (!is_at_or_below(excluded->paths[i], path))
            continue;
        status = store_drop_exclusion(removal->context->store,
                                      excluded->paths[i], &found, err);
        count++;
    }
    if (status)
        return status;
    if (count == 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "%.*s is not excluded; quoth list exclusions shows "
                         "what is",
                         SLICE_ARG(path));
    present_safe(out, path);
    buf_string(out, ": ");
    say_files(out, count);
    buf_string(out, " will be indexed again by the next run\n");
    return STATUS_OK;
}

static enum status undo(struct removal *removal, int argc, char **argv,
                        struct error *err)
{
    enum status status = STATUS_OK;

    for (int i = 1; !status && i < argc; i++)
        status =
            undo_path(removal, path_absolute(removal->arena, argv[i]), err);
    return status;
}

static enum status load_removal(struct removal *removal, struct error *err)
{
    enum status status = store_load_locations(
        removal->context->store, removal->arena, &removal->locations,
        &removal->location_count, err);

    if (!status)
        status = load_paths(removal, "sources", &removal->sources, err);
    if (!status)
        status = load_paths(removal, "exclusions", &removal->exclusions, err);
    return status;
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
                         "remove what? the number of an episode, or a path");
    arena_init(&arena);
    status = load_removal(&removal, err);
    if (!status)
        status = remove->undo ? undo(&removal, argc, argv, err)
                              : remove_targets(&removal, argc, argv, err);
    arena_release(&arena);
    return status;
}

const struct command cmd_remove = {
    .name = "remove",
    .summary = "forget episodes or files, and keep them out of the next run",
    .usage = "[OPTION…] EPISODE|PATH…",
    .details =
        "The files themselves are not touched. An EPISODE goes with all its\n"
        "transcripts; a PATH is a file, a folder, or a source, which is then "
        "no\n"
        "longer visited. What is removed stays out until --undo, or until its "
        "file\n"
        "is named to quoth index.\n"
        "\n"
        "Examples:\n"
        "    quoth remove 12\n"
        "    quoth remove ~/podcasts/old-show\n"
        "    quoth remove --undo ~/podcasts/old-show/001.vtt",
    .options = options,
    .options_size = sizeof(struct remove_options),
    .needs = NEEDS_WRITER,
    .run = run,
};
