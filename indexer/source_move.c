#include "source_move.h"

#include "fetch.h"
#include "identity.h"
#include "path.h"
#include "url.h"

#include <sys/stat.h>

/* A move of a folder or file, and what the archive knows. */
struct move {
    struct store *store;
    struct slice from, to;
    struct location_record *locations;
    size_t location_count;
    struct arena *arena;
};

/* Where what is at or below the old path is now. */
static struct slice path_after(const struct move *move, struct slice path)
{
    return arena_printf(move->arena, "%.*s%.*s", SLICE_ARG(move->to),
                        SLICE_ARG(slice_from(path, move->from.len)));
}

/* ---- may it be there? ---- */

static enum status check_kind(struct slice kind, struct slice to,
                              struct error *err)
{
    bool wants_folder = slice_equal(kind, SLICE("folder"));
    struct stat info;

    if (stat(to.ptr, &info))
        return error_set(err, STATUS_USAGE, "%s is not there", to.ptr);
    if (wants_folder ? !S_ISDIR(info.st_mode) : !S_ISREG(info.st_mode))
        return error_set(err, STATUS_USAGE,
                         "the source is a %.*s, and %s is none",
                         SLICE_ARG(kind), to.ptr);
    return STATUS_OK;
}

static enum status check_sources(struct move *move, struct error *err)
{
    struct slice *paths;
    size_t count;
    enum status status = store_match_sources(move->store, SLICE(""), SLICE(""),
                                             move->arena, &paths, &count, err);

    for (size_t i = 0; i < count && !status; i++) {
        if (slice_equal(paths[i], move->from) ||
            !path_is_below(move->to, paths[i]))
            continue;
        status = error_set(err, STATUS_USAGE,
                           slice_equal(move->to, paths[i])
                               ? "%.*s is a source already"
                               : "%.*s is in the source %.*s, and so visited "
                                 "already: quoth update, then quoth remove "
                                 "%.*s",
                           SLICE_ARG(move->to), SLICE_ARG(paths[i]),
                           SLICE_ARG(move->from));
    }
    return status;
}

/* Paths within each other would be renamed into each other. */
static enum status check_overlap(const struct move *move, struct error *err)
{
    if (path_is_below(move->to, move->from) ||
        path_is_below(move->from, move->to))
        return error_set(err, STATUS_USAGE,
                         "%.*s and %.*s are one within the other: quoth index "
                         "the new one, then quoth remove the old",
                         SLICE_ARG(move->from), SLICE_ARG(move->to));
    for (size_t i = 0; i < move->location_count; i++)
        if (path_is_below(move->locations[i].path, move->to))
            return error_set(err, STATUS_USAGE,
                             "files of %.*s are in the archive already; quoth "
                             "remove forgets them",
                             SLICE_ARG(move->to));
    return STATUS_OK;
}

/* Another folder, typed by mistake, would take all words for gone. */
static enum status check_files(const struct move *move,
                               struct moved_source *moved, struct error *err)
{
    for (size_t i = 0; i < move->location_count; i++) {
        const struct location_record *location = &move->locations[i];

        if (!location->transcript || !path_is_below(location->path, move->from))
            continue;
        moved->files++;
        moved->missing += path_is_missing(path_after(move, location->path));
    }
    if (moved->files && moved->missing == moved->files)
        return error_set(err, STATUS_USAGE,
                         "none of the files of %.*s is in %.*s",
                         SLICE_ARG(move->from), SLICE_ARG(move->to));
    return STATUS_OK;
}

/* ---- the move ---- */

/* Episodes that are known by their files' places are so by the new ones. */
static enum status move_keys(const struct move *move, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < move->location_count && !status; i++) {
        struct slice path = move->locations[i].path;

        if (move->locations[i].transcript && path_is_below(path, move->from))
            status = store_move_key(
                move->store, identity_place_key(path, move->arena),
                identity_place_key(path_after(move, path), move->arena), err);
    }
    return status;
}

static enum status move_folder(struct store *store,
                               const struct source_record *source,
                               const char *to, struct arena *arena,
                               struct moved_source *moved, struct error *err)
{
    struct move move = {
        .store = store,
        .from = source->path,
        .to = path_absolute(arena, to),
        .arena = arena,
    };
    enum status status;

    moved->path = move.to;
    if (path_is_address(slice_of(to)))
        return error_set(err, STATUS_USAGE,
                         "the source is a %.*s, and \"%.*s\" is none",
                         SLICE_ARG(source->kind),
                         SLICE_ARG(url_public(slice_of(to), arena)));
    status = check_kind(source->kind, move.to, err);
    if (!status)
        status = check_sources(&move, err);
    if (!status)
        status = store_load_locations(store, arena, &move.locations,
                                      &move.location_count, err);
    if (!status)
        status = check_overlap(&move, err);
    if (!status)
        status = check_files(&move, moved, err);
    if (!status)
        status = move_keys(&move, err);
    return status ? status : store_move_folder(store, move.from, move.to, err);
}

static enum status move_address(struct store *store,
                                const struct source_record *source,
                                const char *to, struct arena *arena,
                                struct moved_source *moved, struct error *err)
{
    struct source_record there;
    enum status status;

    moved->path = fetch_address(SLICE(""), slice_of(to), arena);
    if (moved->path.len == 0)
        return error_set(err, STATUS_USAGE,
                         "the source is a %.*s, and \"%.*s\" is no address of "
                         "http or https",
                         SLICE_ARG(source->kind),
                         SLICE_ARG(url_public(slice_of(to), arena)));
    status = store_get_source(store, moved->path, arena, &there, err);
    if (!status && there.id)
        return error_set(err, STATUS_USAGE, "%.*s is a source already",
                         SLICE_ARG(url_public(moved->path, arena)));
    if (!status)
        status = store_move_feed(store, source->path, moved->path, err);
    /* Validators are a host's own; what comes is compared with what came. */
    return status ? status : store_forget_validators(store, moved->path, err);
}

enum status source_move(struct store *store, const struct source_record *source,
                        const char *to, struct arena *arena,
                        struct moved_source *ret_moved, struct error *err)
{
    *ret_moved = (struct moved_source){ .path = SLICE("") };
    return path_is_address(source->path)
               ? move_address(store, source, to, arena, ret_moved, err)
               : move_folder(store, source, to, arena, ret_moved, err);
}
