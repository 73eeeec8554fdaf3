#include "path.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

struct slice path_name(struct slice path)
{
    size_t slash = path.len;

    while (slash > 0 && path.ptr[slash - 1] != '/')
        slash--;
    return slice_from(path, slash);
}

struct slice path_folder(struct slice path)
{
    size_t slash = path.len - path_name(path).len;

    return slice_range(path, 0, slash ? slash - 1 : 0);
}

struct slice path_extension(struct slice path, struct arena *arena)
{
    struct slice name = path_name(path);
    size_t dot = name.len;

    while (dot > 0 && name.ptr[dot - 1] != '.')
        dot--;
    if (dot == 0)
        return SLICE("");
    return arena_lower(arena, slice_trim(slice_from(name, dot)));
}

struct slice path_absolute(struct arena *arena, const char *path)
{
    char *resolved = realpath(path, NULL);
    struct slice absolute;

    if (resolved) {
        absolute = arena_copy(arena, slice_of(resolved));
    } else if (path[0] == '/') {
        absolute = arena_copy(arena, slice_of(path));
    } else {
        char *here = realpath(".", NULL);

        absolute = arena_printf(arena, "%s/%s", here ? here : "", path);
        free(here);
    }
    free(resolved);
    while (!resolved && absolute.len > 1 &&
           absolute.ptr[absolute.len - 1] == '/')
        absolute.len--;
    return absolute;
}

bool path_is_below(struct slice path, struct slice root)
{
    return slice_starts_with(path, root) &&
           (path.len == root.len || path.ptr[root.len] == '/' ||
            (root.len && root.ptr[root.len - 1] == '/'));
}

bool path_is_address(struct slice path)
{
    size_t colon = slice_find(path, SLICE("://"));

    if (colon == SLICE_NOT_FOUND || colon == 0)
        return false;
    for (size_t i = 0; i < colon; i++)
        if (!ascii_is_alpha(path.ptr[i]) && !ascii_is_digit(path.ptr[i]) &&
            path.ptr[i] != '+' && path.ptr[i] != '-' && path.ptr[i] != '.')
            return false;
    return true;
}

bool path_is_missing(struct slice path)
{
    struct stat info;

    return !path_is_address(path) && stat(path.ptr, &info) &&
           (errno == ENOENT || errno == ENOTDIR);
}
