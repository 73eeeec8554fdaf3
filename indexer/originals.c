#include "originals.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

enum {
    VERSIONS = 3,
    PARTS = 64, /* more than are ever written at once */
};

static enum status make_folder(const char *path, bool shared, struct error *err)
{
    struct stat info;
    bool failed = mkdir(path, 0700) && errno != EEXIST;

    /* It may have been made before others were let in. */
    if (!failed && shared)
        failed = stat(path, &info) ||
                 chmod(path, (info.st_mode & 07777) | S_IRGRP | S_IXGRP);
    if (failed)
        return error_set(err, STATUS_IO, "cannot make the folder %s: %s", path,
                         strerror(errno));
    return STATUS_OK;
}

enum status originals_open(struct originals *originals, const char *folder,
                           bool keep, bool shared, struct arena *arena,
                           struct error *err)
{
    const char *temporary = getenv("TMPDIR");

    *originals = (struct originals){
        .arena = arena,
        .keep = keep && folder,
        .shared = shared,
        .temporary = !folder,
    };
    if (folder) {
        originals->folder = arena_copy(arena, slice_of(folder));
        return make_folder(folder, shared, err);
    }
    originals->folder =
        arena_printf(arena, "%s/quoth-XXXXXX",
                     temporary && temporary[0] == '/' ? temporary : "/tmp");
    if (!mkdtemp((char *)originals->folder.ptr))
        return error_set(err, STATUS_IO, "cannot make a folder: %s",
                         strerror(errno));
    return STATUS_OK;
}

struct slice originals_part(const struct originals *originals, size_t index)
{
    return arena_printf(originals->arena, "%.*s/part-%zu",
                        SLICE_ARG(originals->folder), index);
}

void originals_close(struct originals *originals)
{
    if (originals->folder.len == 0)
        return;
    for (size_t i = 0; i < PARTS; i++)
        unlink(originals_part(originals, i).ptr);
    if (!originals->keep)
        rmdir(originals->folder.ptr); /* if nothing was kept before */
}

/* The subfolder of an address. */
static struct slice folder_of(const struct originals *originals,
                              struct slice url)
{
    return arena_printf(originals->arena, "%.*s/%016llx",
                        SLICE_ARG(originals->folder),
                        (unsigned long long)XXH3_64bits(url.ptr, url.len));
}

static int is_version(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* The versions, oldest first; *ret_names from malloc(3). */
static int list_versions(struct slice folder, struct dirent ***ret_names)
{
    int count = scandir(folder.ptr, ret_names, is_version, alphasort);

    return count < 0 ? 0 : count;
}

static struct slice join(const struct originals *originals, struct slice folder,
                         const char *name)
{
    return arena_printf(originals->arena, "%.*s/%s", SLICE_ARG(folder), name);
}

static void drop_old_versions(const struct originals *originals,
                              struct slice folder)
{
    struct dirent **names = NULL;
    int count = list_versions(folder, &names);

    for (int i = 0; i < count; i++) {
        if (i < count - VERSIONS)
            unlink(join(originals, folder, names[i]->d_name).ptr);
        free(names[i]);
    }
    free(names);
}

enum status originals_put(const struct originals *originals, struct slice url,
                          struct slice part, int64_t now_ms,
                          struct slice *ret_path, struct error *err)
{
    struct slice folder = folder_of(originals, url);
    enum status status;
    char name[32];

    *ret_path = part;
    if (!originals->keep)
        return STATUS_OK;
    status = make_folder(folder.ptr, originals->shared, err);
    if (status)
        return status;
    snprintf(name, sizeof(name), "%015lld", (long long)now_ms);
    *ret_path = join(originals, folder, name);
    if (chmod(part.ptr, originals->shared ? 0640 : 0600) ||
        rename(part.ptr, ret_path->ptr))
        return error_set(err, STATUS_IO, "cannot write %s: %s", ret_path->ptr,
                         strerror(errno));
    drop_old_versions(originals, folder);
    return STATUS_OK;
}

struct slice originals_newest(const struct originals *originals,
                              struct slice url)
{
    struct slice folder = folder_of(originals, url), newest = SLICE("");
    struct dirent **names = NULL;
    int count = list_versions(folder, &names);

    if (count)
        newest = join(originals, folder, names[count - 1]->d_name);
    for (int i = 0; i < count; i++)
        free(names[i]);
    free(names);
    return newest;
}

static void share(const char *path, mode_t bits)
{
    struct stat info;

    if (!lstat(path, &info) && !S_ISLNK(info.st_mode) &&
        (info.st_mode & bits) != bits)
        chmod(path, (info.st_mode & 07777) | bits);
}

static void share_versions(const struct originals *originals,
                           struct slice folder)
{
    struct dirent **names = NULL;
    int count = list_versions(folder, &names);

    share(folder.ptr, S_IRGRP | S_IXGRP);
    for (int i = 0; i < count; i++) {
        share(join(originals, folder, names[i]->d_name).ptr, S_IRGRP);
        free(names[i]);
    }
    free(names);
}

void originals_share(struct slice folder, struct arena *arena)
{
    const struct originals originals = { .arena = arena, .folder = folder };
    struct dirent **names = NULL;
    int count = list_versions(folder, &names);

    if (count)
        share(folder.ptr, S_IRGRP | S_IXGRP);
    for (int i = 0; i < count; i++) {
        share_versions(&originals, join(&originals, folder, names[i]->d_name));
        free(names[i]);
    }
    free(names);
}

void originals_forget(struct slice folder, struct slice url,
                      struct arena *arena)
{
    const struct originals originals = { .arena = arena, .folder = folder };
    struct slice versions = folder_of(&originals, url);
    struct dirent **names = NULL;
    int count = list_versions(versions, &names);

    for (int i = 0; i < count; i++) {
        unlink(join(&originals, versions, names[i]->d_name).ptr);
        free(names[i]);
    }
    free(names);
    rmdir(versions.ptr);
}
