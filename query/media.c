#include "media.h"

#include "path.h"
#include "url.h"

#include <sys/stat.h>

/* Recordings with pictures first: who has both cuts those. */
static const char *const video[] = { "mp4", "mkv", "mov", "webm",
                                     "m4v", "avi", "mpg" };
static const char *const audio[] = { "wav",  "flac", "mp3", "m4a",
                                     "opus", "ogg",  "aac", "aiff" };

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static bool is_in(struct slice extension, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(extension, slice_of(list[i])))
            return true;
    return false;
}

bool media_is_video(struct slice name)
{
    struct arena arena;
    bool found;

    arena_init(&arena);
    found = is_in(path_extension(name, &arena), video, COUNT(video));
    arena_release(&arena);
    return found;
}

static bool is_file(struct slice path)
{
    struct stat info;

    return !stat(path.ptr, &info) && S_ISREG(info.st_mode);
}

/* FOLDER/STEM.mp4 or the like, whichever is there. */
static struct slice with_extension(struct slice stem, const char *const *list,
                                   size_t count, struct arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        struct slice path =
            arena_printf(arena, "%.*s.%s", SLICE_ARG(stem), list[i]);

        if (is_file(path))
            return path;
    }
    return SLICE("");
}

/* The name without its last extension. */
static struct slice without_extension(struct slice name)
{
    for (size_t i = name.len; i-- > 1;)
        if (name.ptr[i] == '.')
            return slice_range(name, 0, i);
    return name;
}

/* "talk.en.vtt" is of talk.en.mp3 or of talk.mp3. */
static struct slice find_in(struct slice folder, struct slice name,
                            struct arena *arena)
{
    struct slice found = SLICE(""), stem = without_extension(name);

    while (found.len == 0) {
        struct slice path = arena_printf(arena, "%.*s/%.*s", SLICE_ARG(folder),
                                         SLICE_ARG(stem));
        struct slice shorter = without_extension(stem);

        found = with_extension(path, video, COUNT(video), arena);
        if (found.len == 0)
            found = with_extension(path, audio, COUNT(audio), arena);
        if (shorter.len == stem.len)
            break;
        stem = shorter;
    }
    return found;
}

struct slice media_find(const struct passage *passage, struct slice given,
                        struct arena *arena)
{
    struct slice name = path_name(passage->source_path);
    struct slice media = passage->episode->media, found = SLICE("");

    if (given.len) {
        given = path_absolute(arena, arena_string(arena, given));
        return is_file(given) ? given : find_in(given, name, arena);
    }
    if (passage->source_path.len && !path_is_address(passage->source_path))
        found = find_in(path_folder(passage->source_path), name, arena);
    return found.len ? found : url_public(media, arena);
}
