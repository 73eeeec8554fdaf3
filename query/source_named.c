#include "source_named.h"

#include "fetch.h"
#include "path.h"
#include "store.h"
#include "url.h"

#include <string.h>

struct slice source_path(const char *given, struct arena *arena)
{
    struct slice address = SLICE("");

    if (path_is_address(slice_of(given)))
        address = fetch_address(SLICE(""), slice_of(given), arena);
    return address.len ? address : path_absolute(arena, given);
}

enum status sources_refuse_empty(int argc, char **argv, struct error *err)
{
    for (int i = 1; i < argc; i++)
        if (!*argv[i])
            return error_set(err, STATUS_USAGE,
                             "an empty argument names nothing");
    return STATUS_OK;
}

enum status sources_named(struct store *store, const char *given,
                          struct arena *arena, struct slice **ret_paths,
                          size_t *ret_count, struct error *err)
{
    enum status status =
        store_match_sources(store, slice_of(given), source_path(given, arena),
                            arena, ret_paths, ret_count, err);

    if (!status && *ret_count == 0 && *given)
        return error_set(err, STATUS_USAGE,
                         "no source is called '%.*s'; quoth list sources shows "
                         "all",
                         SLICE_ARG(url_public(slice_of(given), arena)));
    return status;
}

/* The one of that very path goes before others that have it in theirs. */
static size_t choose(const struct slice *paths, size_t count, struct slice path)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(paths[i], path))
            return i;
    return count == 1 ? 0 : count;
}

enum status source_named(struct store *store, const char *given,
                         struct arena *arena, struct source_record *ret_source,
                         struct error *err)
{
    struct slice *paths;
    size_t count, which;
    enum status status;

    if (!strncmp(given, SOURCE_PREFIX, strlen(SOURCE_PREFIX)))
        given += strlen(SOURCE_PREFIX);
    if (!*given)
        return error_set(err, STATUS_USAGE,
                         "which source? quoth list sources numbers them");
    status = sources_named(store, given, arena, &paths, &count, err);
    if (status)
        return status;
    which = choose(paths, count, source_path(given, arena));
    if (which == count)
        return error_set(err, STATUS_USAGE,
                         "\"%.*s\" fits %zu sources; quoth list sources "
                         "numbers them",
                         SLICE_ARG(url_public(slice_of(given), arena)), count);
    return store_get_source(store, paths[which], arena, ret_source, err);
}
