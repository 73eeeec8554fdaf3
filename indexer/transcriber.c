#include "transcriber.h"

#include "argv.h"
#include "base/buf.h"
#include "base/limits.h"
#include "child.h"
#include "path.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* File descriptors that a walk over the folder may take. */
enum { WALK_FILES = 8 };

/* ---- the folder ---- */

static int remove_entry(const char *path, const struct stat *about, int kind,
                        struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    remove(path);
    return 0;
}

void transcriber_close(struct slice folder)
{
    nftw(folder.ptr, remove_entry, WALK_FILES, FTW_DEPTH | FTW_PHYS);
}

enum status transcriber_open(struct slice folder, struct error *err)
{
    transcriber_close(folder);
    if (mkdir(folder.ptr, 0700))
        return error_set(err, STATUS_IO, "cannot make the folder %s: %s",
                         folder.ptr, strerror(errno));
    return STATUS_OK;
}

/* ---- what came of it ---- */

/* How much a file tells, by its name: 0 is most. */
static size_t rank_of(struct slice name)
{
    static const char *const extensions[] = { ".json", ".vtt", ".srt", ".tsv",
                                              ".txt" };

    enum { COUNT = sizeof(extensions) / sizeof(*extensions) };

    size_t rank = 0;

    while (rank < COUNT && !slice_ends_with(name, slice_of(extensions[rank])))
        rank++;
    return rank;
}

/* Programs that write several forms say the same in all of them. */
static struct slice find_written(struct slice folder, struct slice audio,
                                 struct arena *arena)
{
    DIR *listing = opendir(folder.ptr);
    struct slice best = SLICE("");
    const struct dirent *entry;

    if (!listing)
        return best;
    while ((entry = readdir(listing))) {
        struct slice path =
            arena_printf(arena, "%s/%s", folder.ptr, entry->d_name);
        struct stat about;

        if (lstat(path.ptr, &about) || !S_ISREG(about.st_mode) ||
            about.st_size == 0 || slice_equal(path, audio))
            continue;
        if (best.len == 0 || rank_of(path) < rank_of(best))
            best = path;
    }
    closedir(listing);
    return best;
}

static enum status write_printed(struct slice path, const struct buf *printed,
                                 struct error *err)
{
    FILE *file = fopen(path.ptr, "wbe");
    bool failed = !file;

    if (file)
        failed = fwrite(printed->ptr, 1, printed->len, file) < printed->len;
    if (file && fclose(file))
        failed = true;
    if (failed)
        return error_set(err, STATUS_IO, "cannot write %s: %s", path.ptr,
                         strerror(errno));
    return STATUS_OK;
}

/* ---- the program ---- */

static enum status run(const struct transcriber *transcriber,
                       struct slice folder, struct slice audio,
                       struct slice output, struct buf *printed,
                       struct error *err)
{
    const struct child_limits limits = {
        .seconds = transcriber->seconds,
        .bytes = LIMIT_FILE_BYTES,
        .interrupted = transcriber->interrupted,
        .context = transcriber->context,
    };
    const struct argv_place places[] = {
        { TRANSCRIBER_AUDIO, audio },
        { TRANSCRIBER_OUTPUT, output },
        { TRANSCRIBER_FOLDER, folder },
    };
    struct arena arena;
    enum status status;

    arena_init(&arena);
    status = child_run(argv_fill(transcriber->argv, places,
                                 sizeof(places) / sizeof(*places), &arena),
                       &limits, SLICE(""), printed, err);
    arena_release(&arena);
    return status;
}

enum status transcriber_run(const struct transcriber *transcriber,
                            struct slice folder, struct slice audio,
                            struct arena *arena, struct slice *ret_path,
                            struct error *err)
{
    struct slice output = arena_printf(arena, "%s/transcript", folder.ptr);
    struct buf printed = BUF_INIT;
    enum status status = run(transcriber, folder, audio, output, &printed, err);

    *ret_path = SLICE("");
    if (!status)
        *ret_path = find_written(folder, audio, arena);
    if (!status && ret_path->len == 0 && printed.len == 0)
        status = error_set(err, STATUS_BAD_INPUT, "%s wrote nothing",
                           transcriber->argv[0]);
    if (!status && ret_path->len == 0) {
        *ret_path = output;
        status = write_printed(output, &printed, err);
    }
    buf_release(&printed);
    return status;
}
