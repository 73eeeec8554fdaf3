#include "prepare.h"

#include "chapter_list.h"
#include "format.h"
#include "html.h"
#include "language.h"
#include "path.h"
#include "remote_file.h"
#include "sidecar.h"
#include "url.h"

#include <stdlib.h>
#include <xxhash.h>

/* An arena that grew beyond this is given back between files. */
enum { ARENA_KEEP = 16 << 20 };

void prepared_init(struct prepared *prepared)
{
    *prepared = (struct prepared){ .terms = term_counts_new(),
                                   .notes.terms = term_counts_new() };
    arena_init(&prepared->arena);
    token_list_init(&prepared->tokens);
    token_list_init(&prepared->notes.tokens);
}

void prepared_release(struct prepared *prepared)
{
    arena_release(&prepared->arena);
    token_list_release(&prepared->tokens);
    token_list_release(&prepared->notes.tokens);
    term_counts_free(prepared->terms);
    term_counts_free(prepared->notes.terms);
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
    token_list_clear(&prepared->notes.tokens);
    term_counts_clear(prepared->terms);
    term_counts_clear(prepared->notes.terms);
    prepared->notes.any = false;
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
    struct slice filename; /* of the file that they describe */
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
                             const struct walk_file *file,
                             const struct sidecars *sidecars)
{
    uint64_t hash = XXH3_64bits(prepared->bytes, prepared->size);

    if (file->remote && file->remote->item)
        hash = XXH3_64bits_withSeed(&file->remote->item->hash,
                                    sizeof(file->remote->item->hash), hash);

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
        status = sidecar_read(sidecar->kind, sidecar->bytes, sidecars->filename,
                              &prepared->arena, &prepared->meta,
                              &prepared->document.cues,
                              &prepared->document.diag, &prepared->error);
        if (status)
            error_prefix(&prepared->error, "%.*s", SLICE_ARG(sidecar->path));
    }
    return status;
}

/* A sidecar may say who hosts a show, its page who the guest was. */
static void add_roles(struct episode_meta *meta, const struct cue_list *page,
                      struct arena *arena)
{
    size_t stated = meta->people.count;

    for (size_t i = 0; page->notes && stated && i < page->meta.people.count;
         i++) {
        const struct person *person = &page->meta.people.list[i];
        bool has_role = false;

        for (size_t j = 0; j < stated; j++)
            has_role = has_role ||
                       slice_equal(meta->people.list[j].role, person->role);
        if (!has_role)
            (person->guessed ? people_guess : people_add)(
                &meta->people, arena, person->name, person->role);
    }
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
    add_roles(meta, &prepared->document.cues, &prepared->arena);
    meta_fill(meta, &prepared->document.cues.meta);
    /* The name speaks of this file, what a program wrote of the recording. */
    if (meta->language.len == 0)
        meta->language = identity_language(file->path, &prepared->arena);
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
    struct slice text = prepared->notes.any ? prepared->notes.segmented.text
                                            : prepared->segmented.text;

    if (meta->language.len)
        return;
    meta->language = slice_of(language_guess(text));
    meta->language_guessed = true;
}

/* Chapters that nothing states may be listed in a description. */
static void guess_chapters(struct prepared *prepared)
{
    struct cue_list *list = &prepared->document.cues;

    prepared->chapters_guessed =
        list->chapter_count == 0 &&
        chapter_list_read(prepared->meta.description, CHAPTER_LIST_LEAST, list)
            .entries;
}

/* The notes of a page that has chapters: these are on an axis of their own. */
static enum status cut_notes(struct prepared *prepared)
{
    struct cue_list notes = prepared->document.cues;

    notes.chapter_count = 0;
    prepared->notes.any = true;
    return segment_cues(&notes, TIME_NONE, &prepared->arena,
                        &prepared->notes.tokens, &prepared->notes.segmented,
                        &prepared->error);
}

static enum status cut(struct prepared *prepared)
{
    struct cue_list *list = &prepared->document.cues;

    prepared->kind = list->notes ? KIND_NOTES : KIND_SPEECH;
    prepared->chapters_guessed = false;
    if (list->chapter_count && (list->count == 0 || list->notes)) {
        prepared->kind = KIND_CHAPTERS;
        segment_titles(list, &prepared->arena, &prepared->tokens,
                       &prepared->segmented);
        return list->notes ? cut_notes(prepared) : STATUS_OK;
    }
    if (!list->notes)
        guess_chapters(prepared);
    return segment_cues(list, prepared->meta.duration_ms, &prepared->arena,
                        &prepared->tokens, &prepared->segmented,
                        &prepared->error);
}

/* ---- what came over the network ---- */

/* What a feed says of an episode, without any file. */
static const struct format from_feed = { .name = "feed" };

static bool is_item(const struct walk_file *file)
{
    return file->remote && file->remote->copy.len == 0;
}

/* The chapters that an item has in itself, or lists in its notes. */
static void read_item(struct prepared *prepared, const struct feed_item *item)
{
    struct document *document = &prepared->document;
    struct cue_list *list = &document->cues;

    *document = (struct document){ .format = &from_feed, .encoding = "UTF-8" };
    diag_init(&document->diag, &prepared->arena);
    cue_list_init(list, &prepared->arena);
    for (size_t i = 0; i < item->inline_chapters.chapter_count; i++)
        *cue_list_append_chapter(list) = item->inline_chapters.chapters[i];
    if (list->chapter_count == 0 && item->chapters.url.len == 0)
        chapter_list_read(item->meta.description, CHAPTER_LIST_LEAST, list);
}

static enum status load_remote(struct prepared *prepared,
                               const struct remote_file *remote,
                               struct slice *ret_name)
{
    *ret_name = remote->name;
    if (remote->copy.len == 0)
        return STATUS_OK;
    return file_read(remote->copy.ptr, &prepared->bytes, &prepared->size,
                     &prepared->error);
}

/* A login page or the page of an error is no transcript, nor is silence. */
static enum status refuse_page(struct prepared *prepared,
                               const struct remote_file *remote,
                               enum status status)
{
    const struct cue_list *list = &prepared->document.cues;
    struct slice bytes = { prepared->bytes, prepared->size };

    if ((status || remote->page_is_wrong) && html_is_page(bytes))
        return error_set(&prepared->error, STATUS_BAD_INPUT,
                         "a web page came, and no transcript");
    if (!status && list->count == 0 && list->chapter_count == 0)
        return error_set(&prepared->error, STATUS_BAD_INPUT,
                         "it is empty: nothing is said in it");
    return status;
}

/* What an address tells of what nothing else tells about. */
static void identify_address(struct slice url, struct arena *arena,
                             struct episode_meta *meta)
{
    struct slice public = url_public(url, arena);
    struct slice rest =
        slice_from(public, slice_find(public, SLICE("://")) + 3);
    struct slice host = rest, title = path_name(rest);

    slice_next_part(&rest, '/', &host);
    if (meta->title.len == 0)
        meta->title = title.len ? title : public;
    if (meta->show.len == 0)
        meta->show = host;
    if (meta->link.len == 0)
        meta->link = public;
    /* What a query string asks for is another thing, and may be a secret. */
    meta->guid =
        public.len == url.len
            ? url
            : arena_printf(arena, "%.*s#%08llx", SLICE_ARG(public),
                           (unsigned long long)XXH3_64bits(url.ptr, url.len));
}

static void identify_remote(struct prepared *prepared,
                            const struct remote_file *remote,
                            const struct source_options *options)
{
    struct episode_meta *meta = &prepared->meta;
    const struct episode_meta *read = &prepared->document.cues.meta;

    meta_init(meta);
    meta->show = options->show;
    meta->language = options->lang.len ? options->lang : remote->language;
    if (meta->language.len == 0)
        meta->language = read->language;
    if (remote->item)
        meta_fill(meta, &remote->item->meta);
    meta_fill(meta, read);
    if (!remote->item)
        identify_address(remote->url, &prepared->arena, meta);
    prepared->said_title = meta->title.len > 0;
}

/* ---- the steps, in order ---- */

static enum status load(struct prepared *prepared, const struct walk_file *file,
                        const struct source_options *options,
                        struct sidecars *sidecars, struct slice *ret_name)
{
    enum status status;

    if (file->remote)
        return load_remote(prepared, file->remote, ret_name);
    status = file_load(options->filters, file->path, &prepared->bytes,
                       &prepared->size, ret_name, &prepared->error);
    if (!status)
        status = load_sidecars(prepared, file, sidecars);
    return status;
}

static enum status read(struct prepared *prepared, const struct walk_file *file,
                        const struct source_options *options, struct slice name)
{
    enum status status;

    if (is_item(file)) {
        read_item(prepared, file->remote->item);
        return STATUS_OK;
    }
    status = document_read((struct slice){ prepared->bytes, prepared->size },
                           name, &options->document, &prepared->arena,
                           &prepared->document, &prepared->error);
    if (file->remote)
        status = refuse_page(prepared, file->remote, status);
    return status;
}

static enum status prepare(struct prepared *prepared,
                           const struct walk_file *file,
                           const struct source_options *options,
                           const struct stem_census *census,
                           uint64_t known_hash)
{
    struct sidecars sidecars = { .filename = path_name(file->path) };
    struct slice name;
    enum status status = load(prepared, file, options, &sidecars, &name);

    if (status)
        return status;
    prepared->content_hash = hash_content(prepared, file, &sidecars);
    prepared->unchanged = prepared->content_hash == known_hash;
    if (prepared->unchanged)
        return STATUS_OK;
    status = read(prepared, file, options, name);
    if (!status && file->remote)
        identify_remote(prepared, file->remote, options);
    else if (!status)
        status = identify(prepared, file, options, census, &sidecars);
    if (!status)
        status = cut(prepared);
    if (!status) {
        prepared->stream_hash = token_list_hash(&prepared->tokens);
        guess_language(prepared);
        term_counts_add(prepared->terms, &prepared->tokens,
                        prepared->meta.language, 1);
        term_counts_add(prepared->notes.terms, &prepared->notes.tokens,
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
