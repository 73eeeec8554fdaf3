#include "walk.h"

#include "path.h"
#include "sidecar.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { WALK_DEPTH = 64 };

/* Extensions of what is no transcript, however it is looked at. */
static const char *const foreign[] = {
    "7z",   "aac",    "aif",  "aiff", "avi",         "bin",    "bmp",
    "bz2",  "class",  "css",  "db",   "description", "doc",    "docx",
    "epub", "exe",    "fig",  "flac", "gif",         "gz",     "heic",
    "ico",  "iso",    "jpeg", "jpg",  "js",          "key",    "m3u",
    "m3u8", "m4a",    "m4b",  "m4v",  "mid",         "mkv",    "mov",
    "mp3",  "mp4",    "mpeg", "mpg",  "o",           "odt",    "oga",
    "ogg",  "ogv",    "opus", "part", "pdf",         "pickle", "png",
    "ppt",  "pptx",   "psd",  "py",   "pyc",         "rar",    "rtf",
    "so",   "sqlite", "svg",  "tar",  "tif",         "tiff",   "torrent",
    "ttf",  "wav",    "weba", "webm", "webp",        "wma",    "wmv",
    "woff", "woff2",  "xls",  "xlsx", "xz",          "zip",    "zst",
};

/* Files about a folder, not of it: never transcripts. */
static const char *const papers[] = {
    "readme",       "license", "licence",      "copying",
    "changelog.md", "authors", "contributing", "code_of_conduct",
    "makefile",     "notice",  "security.md",
};

/* Folders that have been entered, so that links cannot lead in circles. */
struct visited {
    dev_t device;
    ino_t inode;
};

struct walker {
    struct walk *walk;
    struct slice root;
    size_t root_index;
    const struct slice *exclude;
    size_t exclude_count;
    struct visited *visited;
    size_t visited_count, visited_capacity;
    bool too_deep; /* a folder was, and it was said */
};

void walk_init(struct walk *walk, struct arena *arena)
{
    *walk = (struct walk){ .arena = arena };
}

void walk_count_kind(struct walk *walk, struct slice kind)
{
    for (size_t i = 0; i < walk->kind_count; i++)
        if (slice_equal(walk->kinds[i].kind, kind)) {
            walk->kinds[i].count++;
            return;
        }
    walk->kinds = arena_grow(walk->arena, walk->kinds, &walk->kind_capacity,
                             walk->kind_count + 1, sizeof(*walk->kinds));
    walk->kinds[walk->kind_count++] =
        (struct walk_kind){ arena_copy(walk->arena, kind), 1 };
}

static void add_failure(struct walker *walker, struct slice path,
                        const char *reason)
{
    struct walk *walk = walker->walk;

    walk->failures =
        arena_grow(walk->arena, walk->failures, &walk->failure_capacity,
                   walk->failure_count + 1, sizeof(*walk->failures));
    walk->failures[walk->failure_count++] =
        (struct walk_failure){ path, arena_copy(walk->arena, slice_of(reason)),
                               walker->root_index };
}

/* Folders too deep to be entered: the first one stands for all. */
static void add_depth_failure(struct walker *walker, struct slice path)
{
    struct arena *arena = walker->walk->arena;

    if (!walker->too_deep)
        add_failure(walker, path,
                    arena_printf(arena,
                                 "folders more than %d deep are not entered",
                                 WALK_DEPTH)
                        .ptr);
    walker->too_deep = true;
}

static bool in_list(struct slice word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal_nocase(word, slice_of(list[i])))
            return true;
    return false;
}

/* "readme", and "readme.txt", but not "readmission.txt". */
static bool is_paper(struct slice name)
{
    size_t dot = slice_find_char(name, '.');
    size_t count = sizeof(papers) / sizeof(*papers);

    return in_list(name, papers, count) ||
           (dot != SLICE_NOT_FOUND &&
            in_list(slice_range(name, 0, dot), papers, count));
}

/* The kind under which a file is counted and left out; empty if it may be ours. */
static struct slice foreign_kind(struct walker *walker, struct slice name)
{
    struct slice extension = path_extension(name, walker->walk->arena);

    if (in_list(extension, foreign, sizeof(foreign) / sizeof(*foreign)))
        return extension;
    return is_paper(name) ? SLICE("other") : SLICE("");
}

static bool is_excluded(const struct walker *walker, struct slice path)
{
    const char *below = path.ptr;

    if (path.len > walker->root.len)
        below += walker->root.len + (walker->root.len > 1);
    for (size_t i = 0; i < walker->exclude_count; i++) {
        const char *glob = walker->exclude[i].ptr;

        if (!fnmatch(glob, path_name(path).ptr, FNM_PERIOD) ||
            !fnmatch(glob, below, 0))
            return true;
    }
    return false;
}

static int64_t mtime_of(const struct stat *info)
{
    return (int64_t)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

static void add_file(struct walker *walker, struct slice path,
                     const struct stat *info, const struct walk_folder *folder,
                     bool named)
{
    struct walk *walk = walker->walk;
    int64_t mtime = mtime_of(info);

    if (folder && folder->sidecar_mtime_ns > mtime)
        mtime = folder->sidecar_mtime_ns;
    walk->files = arena_grow(walk->arena, walk->files, &walk->file_capacity,
                             walk->file_count + 1, sizeof(*walk->files));
    walk->files[walk->file_count++] = (struct walk_file){
        .path = path,
        .root = walker->root,
        .root_index = walker->root_index,
        .folder = folder,
        .size = info->st_size,
        .mtime_ns = mtime,
        .named = named,
    };
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_visible(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
}

static bool enter_once(struct walker *walker, const struct stat *info)
{
    for (size_t i = 0; i < walker->visited_count; i++)
        if (walker->visited[i].device == info->st_dev &&
            walker->visited[i].inode == info->st_ino)
            return false;
    walker->visited = arena_grow(
        walker->walk->arena, walker->visited, &walker->visited_capacity,
        walker->visited_count + 1, sizeof(*walker->visited));
    walker->visited[walker->visited_count++] =
        (struct visited){ info->st_dev, info->st_ino };
    return true;
}

static struct slice join_path(struct arena *arena, struct slice folder,
                              const char *name)
{
    bool slash = folder.len && folder.ptr[folder.len - 1] == '/';

    return arena_printf(arena, "%.*s%s%s", SLICE_ARG(folder), slash ? "" : "/",
                        name);
}

/* Notes a file that describes others: the folder's, or one transcript's. */
static void add_sidecar(struct walker *walker, struct walk_folder *folder,
                        struct slice path, enum sidecar_kind kind,
                        const struct stat *info)
{
    if (mtime_of(info) > folder->sidecar_mtime_ns)
        folder->sidecar_mtime_ns = mtime_of(info);
    if (kind == SIDECAR_FOLDER) {
        folder->defaults = path;
        return;
    }
    folder->sidecars = arena_grow(
        walker->walk->arena, folder->sidecars, &folder->sidecar_capacity,
        folder->sidecar_count + 1, sizeof(*folder->sidecars));
    folder->sidecars[folder->sidecar_count++] = path_name(path);
}

static void walk_folder(struct walker *walker, struct slice path,
                        const struct walk_folder *parent, int depth,
                        bool *ret_empty);

/* Counts the file if its name says that it is not ours. */
static bool leave_foreign(struct walker *walker, struct slice name)
{
    struct slice kind = file_filter_for(walker->walk->filters, name)
                            ? SLICE("")
                            : foreign_kind(walker, name);

    if (kind.len)
        walk_count_kind(walker->walk, kind);
    return kind.len > 0;
}

/* A name met in a folder whose sidecars are known already. */
static void visit(struct walker *walker, struct slice path,
                  const struct walk_folder *folder, int depth)
{
    struct slice name = path_name(path);
    enum sidecar_kind sidecar;
    struct stat info;
    bool empty;

    if (name.ptr[0] == '.') {
        walk_count_kind(walker->walk, SLICE("hidden"));
    } else if (is_excluded(walker, path)) {
        walk_count_kind(walker->walk, SLICE("excluded"));
    } else if (stat(path.ptr, &info)) {
        int code = errno;

        /* git-annex leaves links to media that lead nowhere. */
        if (!leave_foreign(walker, name))
            add_failure(walker, path, strerror(code));
    } else if (S_ISDIR(info.st_mode)) {
        if (depth == WALK_DEPTH)
            add_depth_failure(walker, path);
        else if (enter_once(walker, &info))
            walk_folder(walker, path, folder, depth + 1, &empty);
    } else if (!S_ISREG(info.st_mode)) {
        walk_count_kind(walker->walk, SLICE("special"));
    } else if (!sidecar_is(name, &sidecar) && !leave_foreign(walker, name)) {
        add_file(walker, path, &info, folder, false);
    }
}

static void find_sidecars(struct walker *walker, struct walk_folder *folder,
                          struct dirent **entries, int count)
{
    for (int i = 0; i < count; i++) {
        enum sidecar_kind kind;
        struct slice path;
        struct stat info;

        if (!sidecar_is(slice_of(entries[i]->d_name), &kind))
            continue;
        path = join_path(walker->walk->arena, folder->path, entries[i]->d_name);
        if (!stat(path.ptr, &info) && S_ISREG(info.st_mode))
            add_sidecar(walker, folder, path, kind, &info);
    }
}

static void walk_folder(struct walker *walker, struct slice path,
                        const struct walk_folder *parent, int depth,
                        bool *ret_empty)
{
    struct walk_folder *folder =
        arena_alloc(walker->walk->arena, sizeof(*folder));
    struct dirent **entries;
    int count = scandir(path.ptr, &entries, is_visible, by_name);

    *ret_empty = count == 0;
    if (count < 0) {
        add_failure(walker, path, strerror(errno));
        return;
    }
    *folder = (struct walk_folder){
        .parent = parent,
        .path = path,
        .sidecar_mtime_ns = parent ? parent->sidecar_mtime_ns : 0,
    };
    find_sidecars(walker, folder, entries, count);
    for (int i = 0; i < count; i++) {
        visit(walker, join_path(walker->walk->arena, path, entries[i]->d_name),
              folder, depth);
        free(entries[i]);
    }
    free(entries);
}

/* The folder of a file that was named itself, with its sidecars. */
static const struct walk_folder *folder_of_file(struct walker *walker,
                                                struct slice path)
{
    struct walk_folder *folder =
        arena_alloc(walker->walk->arena, sizeof(*folder));
    size_t length = path.len - path_name(path).len;
    struct dirent **entries;
    int count;

    if (length > 1)
        length--;
    folder->path =
        arena_copy(walker->walk->arena, slice_range(path, 0, length));
    count = scandir(folder->path.ptr, &entries, is_visible, by_name);
    if (count < 0)
        return folder;
    find_sidecars(walker, folder, entries, count);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return folder;
}

enum status walk_add(struct walk *walk, struct slice root, size_t root_index,
                     const struct slice *exclude, size_t exclude_count,
                     bool *ret_empty, struct error *err)
{
    struct walker walker = {
        .walk = walk,
        .root = arena_copy(walk->arena, root),
        .root_index = root_index,
        .exclude = exclude,
        .exclude_count = exclude_count,
    };
    struct stat info;
    size_t failures = walk->failure_count;

    *ret_empty = false;
    if (stat(walker.root.ptr, &info))
        return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_IO,
                         "%s", strerror(errno));
    if (S_ISDIR(info.st_mode)) {
        enter_once(&walker, &info);
        walk_folder(&walker, walker.root, NULL, 0, ret_empty);
        if (walk->failure_count > failures &&
            slice_equal(walk->failures[failures].path, walker.root))
            return error_set(err, STATUS_IO, "%s",
                             walk->failures[failures].reason.ptr);
        return STATUS_OK;
    }
    add_file(&walker, walker.root, &info, folder_of_file(&walker, walker.root),
             true);
    return STATUS_OK;
}
