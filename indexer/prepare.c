#include "prepare.h"

#include "language.h"
#include "path.h"
#include "sidecar.h"

#include <stdlib.h>
#include <xxhash.h>

/* An arena that grew beyond this is given back between files. */
enum { ARENA_KEEP = 16 << 20 };

void prepared_init(struct prepared *prepared)
{
    *prepared = (struct prepared){ .terms = term_counts_new() };
    arena_init(&prepared->arena);
    token_list_init(&prepared->tokens);
}

void prepared_release(struct prepared *prepared)
{
    arena_release(&prepared->arena);
    token_list_release(&prepared->tokens);
    term_counts_free(prepared->terms);
    free(prepared->bytes);
}

static void prepared_clear(struct prepared *prepared)
{
    if (prepared->arena.total > ARENA_KEEP) {
        arena_release(&prepared->arena);
        token_list_release(&prepared->tokens);
    }
    arena_clear(&prepared->arena);
    token_list_clear(&prepared->tokens);
    term_counts_clear(prepared->terms);
    free(prepared->bytes);
    prepared->bytes = NULL;
    prepared->unchanged = false;
    prepared->document = (struct document){ 0 };
}

/* ---- what describes the file ---- */

/* A sidecar's path and bytes, in the arena or outliving it. */
struct sidecar {
    enum sidecar_kind kind;
    struct slice path, bytes;
};

/* At most the names of a file's own, and a quoth.yaml per folder above. */
enum { SIDECARS_MAX = SIDECAR_NAMES_MAX + 16 };

struct sidecars {
    struct sidecar list[SIDECARS_MAX];
    size_t count;
};

static enum status load_sidecar(struct prepared *prepared, struct slice path,
                                enum sidecar_kind kind,
                                struct sidecars *sidecars)
{
    struct error error;
    char *bytes;
    size_t size;

    if (sidecars->count == SIDECARS_MAX)
        return STATUS_OK;
    if (file_read(path.ptr, &bytes, &size, &error)) {
        return error_set(&prepared->error, error.status, "%.*s: %s",
                         SLICE_ARG(path), error.text);
    }
    sidecars->list[sidecars->count++] = (struct sidecar){
        kind, path, arena_copy(&prepared->arena, (struct slice){ bytes, size })
    };
    free(bytes);
    return STATUS_OK;
}

static bool folder_has(const struct walk_folder *folder, struct slice name)
{
    for (size_t i = 0; i < folder->sidecar_count; i++)
        if (slice_equal(folder->sidecars[i], name))
            return true;
    return false;
}

/* Another name's sidecar with the same [id], as when a title was edited. */
static struct slice sidecar_of_same_id(const struct walk_folder *folder,
                                       struct slice name)
{
    struct slice id = sidecar_id(name);

    for (size_t i = 0; id.len && i < folder->sidecar_count; i++)
        if (slice_equal(sidecar_id(folder->sidecars[i]), id))
            return folder->sidecars[i];
    return SLICE("");
}

/* All that describes the file: its own sidecars, then its folders', nearest
 * first. */
static enum status load_sidecars(struct prepared *prepared,
                                 const struct walk_file *file,
                                 struct sidecars *sidecars)
{
    struct slice names[SIDECAR_NAMES_MAX];
    const struct walk_folder *folder = file->folder;
    size_t count = 0;
    enum status status = STATUS_OK;

    if (folder && folder->sidecar_count) {
        count = sidecar_names(path_name(file->path), &prepared->arena, names);
        if (count < SIDECAR_NAMES_MAX)
            names[count++] = sidecar_of_same_id(folder, path_name(file->path));
    }
    for (size_t i = 0; i < count && !status; i++) {
        enum sidecar_kind kind;

        if (names[i].len && folder_has(folder, names[i]) &&
            sidecar_is(names[i], &kind))
            status = load_sidecar(prepared,
                                  arena_printf(&prepared->arena, "%.*s/%.*s",
                                               SLICE_ARG(folder->path),
                                               SLICE_ARG(names[i])),
                                  kind, sidecars);
    }
    for (; folder && !status; folder = folder->parent)
        if (folder->defaults.len)
            status = load_sidecar(prepared, folder->defaults, SIDECAR_FOLDER,
                                  sidecars);
    return status;
}

static uint64_t hash_content(const struct prepared *prepared,
                             const struct sidecars *sidecars)
{
    uint64_t hash = XXH3_64bits(prepared->bytes, prepared->size);

    for (size_t i = 0; i < sidecars->count; i++)
        hash = XXH3_64bits_withSeed(sidecars->list[i].bytes.ptr,
                                    sidecars->list[i].bytes.len, hash);
    return hash ? hash : 1;
}

/* Reads the sidecars that a person wrote, or those that a program did. */
static enum status read_sidecars(struct prepared *prepared,
                                 const struct sidecars *sidecars,
                                 bool by_person)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sidecars->count && !status; i++) {
        const struct sidecar *sidecar = &sidecars->list[i];

        if ((sidecar->kind != SIDECAR_INFO_JSON) != by_person)
            continue;
        status = sidecar_read(sidecar->kind, sidecar->bytes, &prepared->arena,
                              &prepared->meta, &prepared->document.cues,
                              &prepared->document.diag, &prepared->error);
        if (status)
            error_prefix(&prepared->error, "%.*s", SLICE_ARG(sidecar->path));
    }
    return status;
}

/*
 * What is known of the episode, from whom it is best known: the user's options,
 * files that a person wrote about it, the transcript itself, files that
 * programs wrote, its name and folders.
 */
static enum status identify(struct prepared *prepared,
                            const struct walk_file *file,
                            const struct source_options *options,
                            const struct stem_census *census,
                            const struct sidecars *sidecars)
{
    struct episode_meta *meta = &prepared->meta;
    enum status status;

    meta_init(meta);
    meta->show = options->show;
    meta->language = options->lang;
    status = read_sidecars(prepared, sidecars, true);
    if (status)
        return status;
    meta_fill(meta, &prepared->document.cues.meta);
    status = read_sidecars(prepared, sidecars, false);
    if (status)
        return status;
    prepared->said_title = meta->title.len > 0;
    identity_from_path(file, census, &prepared->arena, meta);
    return STATUS_OK;
}

static void guess_language(struct prepared *prepared)
{
    struct episode_meta *meta = &prepared->meta;

    if (meta->language.len)
        return;
    meta->language = slice_of(language_guess(prepared->segmented.text));
    meta->language_guessed = true;
}

/* ---- the steps, in order ---- */

static enum status prepare(struct prepared *prepared,
                           const struct walk_file *file,
                           const struct source_options *options,
                           const struct stem_census *census,
                           uint64_t known_hash)
{
    struct sidecars sidecars = { .count = 0 };
    struct error *err = &prepared->error;
    enum status status =
        file_read(file->path.ptr, &prepared->bytes, &prepared->size, err);

    if (!status)
        status = load_sidecars(prepared, file, &sidecars);
    if (status)
        return status;
    prepared->content_hash = hash_content(prepared, &sidecars);
    prepared->unchanged = prepared->content_hash == known_hash;
    if (prepared->unchanged)
        return STATUS_OK;
    status = document_read((struct slice){ prepared->bytes, prepared->size },
                           path_name(file->path), &options->document,
                           &prepared->arena, &prepared->document, err);
    if (!status)
        status = identify(prepared, file, options, census, &sidecars);
    if (!status)
        status = segment_cues(&prepared->document.cues,
                              prepared->meta.duration_ms, &prepared->arena,
                              &prepared->tokens, &prepared->segmented, err);
    if (!status) {
        prepared->stream_hash = token_list_hash(&prepared->tokens);
        guess_language(prepared);
        term_counts_add(prepared->terms, &prepared->tokens,
                        prepared->meta.language, 1);
    }
    return status;
}

void prepare_file(struct prepared *prepared, const struct walk_file *file,
                  const struct source_options *options,
                  const struct stem_census *census, uint64_t known_hash)
{
    prepared_clear(prepared);
    prepared->status = prepare(prepared, file, options, census, known_hash);
}
