#include "identity_path.h"

#include "base/alloc.h"
#include "file_stem.h"
#include "path.h"

#include <stdlib.h>
#include <string.h>

struct slice identity_language(struct slice path, struct arena *arena)
{
    struct slice language = { 0 };

    file_stem(path, arena, &language);
    return language;
}

/* ---- the census ---- */

struct census_entry {
    struct slice folder, name;
    size_t files;
};

struct stem_census {
    struct arena arena;
    struct census_entry *entries; /* sorted */
    size_t count;
};

static int by_entry(const void *left, const void *right)
{
    const struct census_entry *a = left, *b = right;
    int order = slice_compare(a->folder, b->folder);

    return order ? order : slice_compare(a->name, b->name);
}

/* Sorted entries, the same ones merged. */
static void merge_entries(struct stem_census *census)
{
    size_t kept = 0;

    qsort(census->entries, census->count, sizeof(*census->entries), by_entry);
    for (size_t i = 0; i < census->count; i++) {
        if (kept && !by_entry(&census->entries[kept - 1], &census->entries[i]))
            census->entries[kept - 1].files++;
        else
            census->entries[kept++] = census->entries[i];
    }
    census->count = kept;
}

struct stem_census *stem_census_new(const struct walk *walk)
{
    struct stem_census *census = mem_alloc(sizeof(*census));

    arena_init(&census->arena);
    census->entries = mem_alloc(walk->file_count * sizeof(*census->entries));
    for (size_t i = 0; i < walk->file_count; i++) {
        struct slice path = walk->files[i].path, name, number;

        if (file_stem_split_numbered(file_stem(path, &census->arena, NULL),
                                     &name, &number))
            census->entries[census->count++] =
                (struct census_entry){ path_folder(path), name, 1 };
    }
    merge_entries(census);
    return census;
}

void stem_census_free(struct stem_census *census)
{
    if (!census)
        return;
    arena_release(&census->arena);
    free(census->entries);
    free(census);
}

static bool is_common(const struct stem_census *census, struct slice folder,
                      struct slice name)
{
    struct census_entry wanted = { folder, name, 0 };
    const struct census_entry *found =
        census->count ? bsearch(&wanted, census->entries, census->count,
                                sizeof(wanted), by_entry)
                      : NULL;

    return found && found->files > 1;
}

/* ---- the show ---- */

/*
 * The first folder below the root that can be a show's name, else the last of
 * the root's own path that can.
 */
static struct slice show_from_folders(const struct walk_file *file,
                                      struct arena *arena)
{
    struct slice folder = path_folder(file->path), root = file->root, part;

    if (file->named)
        root = folder;
    if (folder.len > root.len) {
        struct slice below = slice_from(folder, root.len);

        while (slice_next_part(&below, '/', &part))
            if (part.len && !file_folder_is_neutral(part, arena))
                return part;
    }
    for (; root.len; root = path_folder(root)) {
        part = path_name(root);
        if (part.len && !file_folder_is_neutral(part, arena))
            return part;
    }
    return SLICE("unnamed show");
}

/* ---- together ---- */

static struct slice language_from_folders(struct slice path,
                                          struct arena *arena)
{
    return file_language_tag(path_name(path_folder(path)), arena);
}

/* Takes a number off the front of `text`, behind blanks, "#" and "episode". */
static struct slice number_in_front(struct slice text)
{
    static const char *const words[] = { "episode", "ep.", "ep", "no.", "#" };
    struct slice digits, behind;
    int64_t number;

    text = file_stem_trim(text);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (slice_starts_with_nocase(text, slice_of(words[i]))) {
            text = slice_trim_left(slice_from(text, strlen(words[i])));
            break;
        }
    digits = text;
    if (!slice_take_number(&text, 9999, &number))
        return SLICE("");
    behind = slice_trim_left(text);
    /* "Field Notes 2024 in review" has no number. */
    if (behind.len && !strchr(":-|,.", behind.ptr[0]) &&
        !slice_starts_with(behind, SLICE("–")) &&
        !slice_starts_with(behind, SLICE("—")))
        return SLICE("");
    return file_number_without_zeros(
        slice_range(digits, 0, digits.len - text.len));
}

/*
 * "Field Notes 12: Forty hives" or "#12 - Forty hives": the number that a title
 * begins with, behind the show's name or a word for it.
 */
static struct slice number_from_title(const struct episode_meta *meta)
{
    struct slice title = slice_trim(meta->title);

    if (meta->show.len && slice_starts_with_nocase(title, meta->show))
        return number_in_front(slice_from(title, meta->show.len));
    if (slice_starts_with(title, SLICE("#")) ||
        slice_starts_with_nocase(title, SLICE("episode ")) ||
        slice_starts_with_nocase(title, SLICE("ep. ")))
        return number_in_front(title);
    return SLICE("");
}

void identity_from_path(const struct walk_file *file,
                        const struct stem_census *census, struct arena *arena,
                        struct episode_meta *meta)
{
    struct episode_meta said;
    struct slice stem, name, number;

    meta_init(&said);
    stem = file_stem(file->path, arena, &said.language);
    if (said.language.len == 0)
        said.language = language_from_folders(file->path, arena);
    said.platform_id = file_stem_take_youtube_id(&stem, arena);
    said.date = file_stem_take_date(&stem, arena);
    if (file_stem_split_numbered(stem, &name, &number) &&
        is_common(census, path_folder(file->path), name)) {
        said.show = name;
        said.number = file_number_without_zeros(number);
        said.title = arena_printf(arena, "%.*s %.*s",
                                  SLICE_ARG(file_stem_title(name, arena)),
                                  SLICE_ARG(said.number));
    } else {
        struct slice rest = stem;

        said.number = file_stem_take_number(&rest);
        said.title = file_stem_title(rest.len ? rest : stem, arena);
    }
    if (said.title.len == 0)
        said.title = path_name(file->path);
    if (said.show.len == 0)
        said.show = show_from_folders(file, arena);
    meta_fill(meta, &said);
    if (meta->number.len == 0)
        meta->number = number_from_title(meta);
}
