#include "ingest.h"

#include "base/alloc.h"
#include "likeness.h"
#include "path.h"
#include "pipeline.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Commit after so many transcripts, or so much time. */
enum {
    COMMIT_TRANSCRIPTS = 300,
    COMMIT_MS = 2000,
};

/* Forgetting more than this share of a source, and that many, is suspicious. */
enum {
    PRUNE_PERCENT = 10,
    PRUNE_LEAST = 20,
};

/* A path that the user gave. */
struct root {
    struct slice path; /* absolute */
    int64_t source;    /* its id; 0 in a dry run */
    bool available;
    struct source_options options; /* given now, or else remembered */
    struct slice *exclude;         /* likewise; NUL-terminated globs */
    size_t exclude_count;
    bool reread; /* other options were given than before */
};

struct run {
    struct store *store; /* NULL in a dry run */
    const struct ingest_options *options;
    struct arena *arena;
    struct ingest_report *report;
    struct walk walk;
    struct root *roots;
    size_t root_count;
    struct location_record *known; /* by path */
    bool *seen;                    /* parallel to `known` */
    size_t known_count;
    struct location_record **by_transcript; /* those that have one */
    size_t by_transcript_count;
    struct pipeline_item *items;
    size_t item_count;
    size_t uncommitted;
    int64_t last_commit_ms;
};

static int64_t monotonic_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- roots ---- */

static bool is_below(struct slice path, struct slice root)
{
    return slice_starts_with(path, root) &&
           (path.len == root.len || path.ptr[root.len] == '/' ||
            (root.len && root.ptr[root.len - 1] == '/'));
}

static bool has_known_below(const struct run *run, struct slice root)
{
    for (size_t i = 0; i < run->known_count; i++)
        if (is_below(run->known[i].path, root))
            return true;
    return false;
}

/* Takes what is remembered for what is not given. Returns whether something
 * else is given than what is remembered. */
static bool take_option(struct slice *given, struct slice remembered)
{
    bool other = given->len && !slice_equal(*given, remembered);

    if (given->len == 0)
        *given = remembered;
    return other;
}

static void take_excludes(struct run *run, struct root *root,
                          struct slice remembered)
{
    const struct ingest_options *options = run->options;
    struct slice glob;

    root->exclude = (struct slice *)options->exclude;
    root->exclude_count = options->exclude_count;
    if (root->exclude_count)
        return;
    root->exclude =
        arena_array(run->arena, remembered.len + 1, sizeof(struct slice));
    while (slice_next_line(&remembered, &glob))
        root->exclude[root->exclude_count++] = arena_copy(run->arena, glob);
}

/* How a root is read: as it was the last time, but for what is said now. */
static enum status choose_options(struct run *run, struct root *root,
                                  struct error *err)
{
    struct source_record source = { 0 };
    struct source_options *options = &root->options;
    enum status status = STATUS_OK;

    *options = run->options->source;
    if (run->store)
        status =
            store_get_source(run->store, root->path, run->arena, &source, err);
    if (status)
        return status;
    root->reread = take_option(&options->show, source.show);
    root->reread |= take_option(&options->lang, source.lang);
    root->reread |= take_option(&options->document.format, source.format);
    root->reread |= take_option(&options->document.encoding, source.encoding);
    take_excludes(run, root, source.exclude);
    return STATUS_OK;
}

/* A source that was there before and is not now: left as it is. */
static void add_unavailable(struct run *run, struct slice path,
                            struct slice reason)
{
    struct ingest_report *report = run->report;
    size_t index = report->unavailable_count++;

    report->unavailable[index] = path;
    report->unavailable_reasons[index] = arena_copy(run->arena, reason);
}

static enum status walk_root(struct run *run, size_t index, const char *typed,
                             struct error *err)
{
    struct root *root = &run->roots[index];
    bool empty = false;
    enum status status;

    root->path = path_absolute(run->arena, typed);
    status = choose_options(run, root, err);
    if (status)
        return status;
    status = walk_add(&run->walk, root->path, index, root->exclude,
                      root->exclude_count, &empty, err);
    if (status && has_known_below(run, root->path)) {
        add_unavailable(run, root->path, slice_of(err->text));
        return STATUS_OK;
    }
    if (!status && empty && has_known_below(run, root->path)) {
        add_unavailable(run, root->path, SLICE("the folder is empty"));
        return STATUS_OK;
    }
    root->available = !status;
    return status ? error_prefix(err, "%s", root->path.ptr) : STATUS_OK;
}

static enum status put_source(struct run *run, struct root *root,
                              struct error *err)
{
    const struct ingest_options *options = run->options;
    struct source_record source = {
        .kind = SLICE("folder"),
        .path = root->path,
        .show = root->options.show,
        .lang = root->options.lang,
        .format = root->options.document.format,
        .encoding = root->options.document.encoding,
        .remembered = !options->no_remember,
    };
    struct buf exclude = BUF_INIT;
    struct stat info;
    enum status status;

    if (!stat(root->path.ptr, &info) && !S_ISDIR(info.st_mode))
        source.kind = SLICE("file");
    for (size_t i = 0; i < root->exclude_count; i++)
        buf_printf(&exclude, "%s\n", root->exclude[i].ptr);
    source.exclude = buf_view(&exclude);
    status = store_put_source(run->store, &source, &root->source, err);
    buf_release(&exclude);
    return status;
}

/* ---- what is known ---- */

static int by_transcript(const void *left, const void *right)
{
    const struct location_record *const *a = left, *const *b = right;

    return ((*a)->transcript > (*b)->transcript) -
           ((*a)->transcript < (*b)->transcript);
}

static enum status load_known(struct run *run, struct error *err)
{
    enum status status = store_load_locations(
        run->store, run->arena, &run->known, &run->known_count, err);

    if (status)
        return status;
    run->seen = arena_array(run->arena, run->known_count, sizeof(bool));
    run->by_transcript =
        arena_array(run->arena, run->known_count, sizeof(*run->by_transcript));
    for (size_t i = 0; i < run->known_count; i++)
        if (run->known[i].transcript)
            run->by_transcript[run->by_transcript_count++] = &run->known[i];
    qsort(run->by_transcript, run->by_transcript_count,
          sizeof(*run->by_transcript), by_transcript);
    return STATUS_OK;
}

static struct location_record *find_known(const struct run *run,
                                          struct slice path)
{
    size_t low = 0, high = run->known_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(run->known[middle].path, path);

        if (order == 0)
            return &run->known[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void mark_seen(struct run *run, const struct location_record *known)
{
    run->seen[known - run->known] = true;
}

/* The first of the known locations of a transcript, and how many there are. */
static struct location_record **
locations_of(const struct run *run, int64_t transcript, size_t *ret_count)
{
    size_t low = 0, high = run->by_transcript_count, end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (run->by_transcript[middle]->transcript < transcript)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < run->by_transcript_count &&
                    run->by_transcript[end]->transcript == transcript;
         end++)
        ;
    *ret_count = end - low;
    return run->by_transcript + low;
}

/* ---- reporting ---- */

static void count(struct run_counts *counts, enum ingest_outcome outcome)
{
    switch (outcome) {
    case INGEST_ADDED:
        counts->added++;
        break;
    case INGEST_CHANGED:
        counts->changed++;
        break;
    case INGEST_MOVED:
        counts->moved++;
        break;
    case INGEST_UNCHANGED:
        counts->unchanged++;
        break;
    case INGEST_FAILED:
        counts->failed++;
        break;
    case INGEST_STILL_FAILING:
        counts->still_failing++;
        break;
    case INGEST_NOT_OURS:
        break;
    case INGEST_VANISHED:
        counts->vanished++;
        break;
    case INGEST_REMOVED:
        counts->removed++;
        break;
    }
}

static void tell(struct run *run, const struct ingest_event *event)
{
    count(&run->report->counts, event->outcome);
    if (run->options->event)
        run->options->event(run->options->context, event);
}

/* Tells what happened to a file of which there is no more to say. */
static void tell_path(struct run *run, enum ingest_outcome outcome,
                      struct slice path, struct slice reason)
{
    tell(run, &(struct ingest_event){
                  .outcome = outcome, .path = path, .reason = reason });
}

/* ---- one result into the store ---- */

static struct location_record new_location(const struct run *run,
                                           const struct walk_file *file,
                                           enum location_state state,
                                           int64_t transcript)
{
    return (struct location_record){
        .source = run->roots[file->root_index].source,
        .path = file->path,
        .state = state,
        .size = file->size,
        .mtime_ns = file->mtime_ns,
        .transcript = transcript,
    };
}

/* A caption file that cannot be read is a loss; prose that is none is not. */
static bool looked_like_ours(const struct prepared *prepared,
                             const struct walk_file *file)
{
    static const char *const captions[] = { "vtt", "srt" };
    struct arena arena;
    struct slice extension;
    bool caption = false;

    if (file->named || prepared->document.format ||
        prepared->status == STATUS_IO)
        return true;
    arena_init(&arena);
    extension = path_extension(file->path, &arena);
    for (size_t i = 0; i < sizeof(captions) / sizeof(*captions); i++)
        caption = caption || slice_equal(extension, slice_of(captions[i]));
    arena_release(&arena);
    return caption;
}

static enum status write_failure(struct run *run, const struct walk_file *file,
                                 const struct prepared *prepared,
                                 struct error *err)
{
    bool ours = looked_like_ours(prepared, file);
    struct location_record location =
        new_location(run, file, ours ? LOCATION_FAILED : LOCATION_OTHER, 0);
    struct slice reason = slice_of(prepared->error.text);
    bool known_reason = false;
    int64_t id;
    enum status status = STATUS_OK;

    if (run->store) {
        const struct location_record *known = find_known(run, file->path);

        /* What was read from it before stays searchable. */
        location.transcript = known ? known->transcript : 0;
        status = store_put_location(run->store, &location, &id, err);
        if (!status && ours)
            status =
                store_put_failure(run->store, id, reason, &known_reason, err);
    }
    if (status)
        return status;
    if (!ours) {
        walk_count_kind(&run->walk, SLICE("other"));
        tell_path(run, INGEST_NOT_OURS, file->path, reason);
    } else {
        tell_path(run, known_reason ? INGEST_STILL_FAILING : INGEST_FAILED,
                  file->path, reason);
    }
    return STATUS_OK;
}

/* An episode that has a key of the file's, but is not the file's. */
struct doubt {
    int64_t episode; /* 0 = none */
    struct slice key;
    const char *reason;
};

/* Does the file say what another transcript says, in other words or cues? */
static enum status says_the_same(struct run *run,
                                 const struct prepared *prepared,
                                 int64_t transcript, bool *ret_same,
                                 struct error *err)
{
    struct transcript_info info;
    struct token_list tokens;
    enum status status =
        store_get_transcript(run->store, transcript, run->arena, &info, err);

    *ret_same = true;
    if (status || !slice_equal(info.language, prepared->meta.language))
        return status; /* a translation has other words */
    token_list_init(&tokens);
    status = store_transcript_tokens(run->store, transcript, &tokens, err);
    if (!status)
        *ret_same = likeness(&tokens, &prepared->tokens) > LIKENESS_SAME_SPEECH;
    token_list_release(&tokens);
    return status;
}

/*
 * Is the file a transcript of `episode`, which has one of its keys? A key can be
 * wrong: archives are found that give the same video id to two conversations.
 */
static enum status fits_episode(struct run *run,
                                const struct prepared *prepared,
                                int64_t episode, enum key_trust trust,
                                const char **ret_reason, struct error *err)
{
    struct episode_meta stored;
    struct slice key;
    int64_t *transcripts;
    size_t count = 0;
    bool same = true;
    enum status status =
        store_get_episode(run->store, episode, run->arena, &stored, &key, err);

    *ret_reason = NULL;
    if (!status && !identity_compatible(&prepared->meta, &stored, trust))
        *ret_reason = "title or date differ";
    if (!status)
        status = store_episode_transcripts(run->store, episode, run->arena,
                                           &transcripts, &count, err);
    for (size_t i = 0; i < count && !status && same && !*ret_reason; i++)
        status = says_the_same(run, prepared, transcripts[i], &same, err);
    if (!same)
        *ret_reason = "what is said differs";
    return status;
}

/*
 * The episode that the file belongs to, by its strongest key that fits. Keys of
 * episodes that do not fit are dropped, and the first such is a doubt.
 */
static enum status find_episode(struct run *run,
                                const struct prepared *prepared,
                                struct identity_keys *keys,
                                int64_t *ret_episode, struct doubt *ret_doubt,
                                struct error *err)
{
    size_t kept = 0;
    enum status status = STATUS_OK;

    *ret_episode = 0;
    *ret_doubt = (struct doubt){ 0 };
    for (size_t i = 0; i < keys->count && !status; i++) {
        const char *reason = NULL;
        int64_t episode;
        size_t which;

        status = store_find_episode(run->store, &keys->keys[i], 1, &episode,
                                    &which, err);
        if (!status && episode && !*ret_episode) {
            status = fits_episode(run, prepared, episode, keys->trust[i],
                                  &reason, err);
            if (!reason)
                *ret_episode = episode;
            else if (!ret_doubt->episode)
                *ret_doubt = (struct doubt){ episode, keys->keys[i], reason };
        }
        if (!episode || episode == *ret_episode)
            keys->keys[kept++] = keys->keys[i];
    }
    keys->count = kept;
    return status;
}

/* What a file says goes before what others said if it states the title; it is
 * all that counts if the episode has no other transcript. */
static enum status choose_merge(struct run *run,
                                const struct prepared *prepared,
                                int64_t episode, int64_t transcript,
                                enum episode_merge *ret_merge,
                                struct error *err)
{
    int64_t *transcripts;
    size_t count = 0;
    enum status status = store_episode_transcripts(
        run->store, episode, run->arena, &transcripts, &count, err);

    if (transcript && count == 1)
        *ret_merge = EPISODE_REPLACE;
    else
        *ret_merge =
            transcript || prepared->said_title ? EPISODE_PREFER : EPISODE_FILL;
    return status;
}

static enum status put_episode(struct run *run, const struct walk_file *file,
                               const struct prepared *prepared,
                               int64_t transcript, int64_t *ret_episode,
                               bool *ret_new, struct error *err)
{
    struct identity_keys keys;
    struct transcript_info info;
    struct doubt doubt = { 0 };
    enum episode_merge merge = EPISODE_FILL;
    enum status status = STATUS_OK;

    identity_keys(&prepared->meta, file->path, prepared->said_title, run->arena,
                  &keys);
    *ret_episode = 0;
    if (transcript) {
        status = store_get_transcript(run->store, transcript, run->arena, &info,
                                      err);
        *ret_episode = info.episode;
    } else {
        status = find_episode(run, prepared, &keys, ret_episode, &doubt, err);
    }
    if (status)
        return status;
    *ret_new = *ret_episode == 0;
    if (!status)
        status =
            choose_merge(run, prepared, *ret_episode, transcript, &merge, err);
    if (!status)
        status = store_put_episode(run->store, &prepared->meta, keys.keys,
                                   keys.count, merge, ret_episode, err);
    if (!status && doubt.episode && doubt.episode != *ret_episode)
        status = store_put_doubt(run->store, *ret_episode, doubt.episode,
                                 doubt.key, slice_of(doubt.reason), err);
    return status;
}

/* A language that a person said goes before what was read or guessed. */
static enum status correct_language(struct run *run, struct prepared *prepared,
                                    int64_t episode, struct error *err)
{
    struct slice said;
    enum status status =
        store_said_language(run->store, episode, run->arena, &said, err);

    if (status || !said.len || slice_equal(said, prepared->meta.language))
        return status;
    prepared->meta.language = said;
    prepared->meta.language_guessed = false;
    term_counts_clear(prepared->terms);
    term_counts_add(prepared->terms, &prepared->tokens, said, 1);
    return STATUS_OK;
}

static enum status put_transcript(struct run *run,
                                  const struct prepared *prepared,
                                  int64_t episode, int64_t *transcript,
                                  struct error *err)
{
    const struct segmented *segmented = &prepared->segmented;
    struct transcript_record record = {
        .id = *transcript,
        .episode = episode,
        .kind = KIND_SPEECH,
        .language = prepared->meta.language,
        .language_guessed = prepared->meta.language_guessed,
        .format = slice_of(prepared->document.format->name),
        .encoding = slice_of(prepared->document.encoding),
        .made_by = prepared->meta.made_by,
        .timing = segmented->timing,
        .content_hash = prepared->content_hash,
        .duration_ms = segmented->duration_ms,
        .tokens = &prepared->tokens,
        .terms = prepared->terms,
        .stream_hash = prepared->stream_hash,
        .axis = segmented->axis,
        .speaker_names = segmented->speaker_names,
        .speaker_count = segmented->speaker_count,
        .segments = segmented->segments,
        .chapters = segmented->chapters,
        .chapter_count = segmented->chapter_count,
        .surely_close = segmented->surely_close,
        .maybe_close = segmented->maybe_close,
    };
    enum status status =
        store_put_transcript(run->store, &record, transcript, err);

    if (!status)
        status = store_choose_transcripts(run->store, episode, err);
    return status;
}

/* The transcript that the file's new content may replace; 0 = none. */
static int64_t replaceable(const struct run *run,
                           const struct location_record *known)
{
    size_t count;

    if (!known || !known->transcript)
        return 0;
    locations_of(run, known->transcript, &count);
    return count == 1 ? known->transcript : 0;
}

static enum status write_new(struct run *run, const struct walk_file *file,
                             struct prepared *prepared, struct error *err)
{
    const struct location_record *known = find_known(run, file->path);
    int64_t transcript = replaceable(run, known), episode, id;
    struct location_record location;
    bool new_episode = false;
    enum status status = put_episode(run, file, prepared, transcript, &episode,
                                     &new_episode, err);

    if (!status)
        status = correct_language(run, prepared, episode, err);
    if (!status)
        status = put_transcript(run, prepared, episode, &transcript, err);
    if (status)
        return status;
    location = new_location(run, file, LOCATION_INDEXED, transcript);
    status = store_put_location(run->store, &location, &id, err);
    if (status)
        return status;
    run->uncommitted++;
    run->report->tokens += (int64_t)prepared->tokens.count;
    run->report->input_bytes += (int64_t)prepared->size;
    tell(run, &(struct ingest_event){
                  .outcome = known && known->transcript ? INGEST_CHANGED
                                                        : INGEST_ADDED,
                  .path = file->path,
                  .episode = episode,
                  .new_episode = new_episode,
                  .prepared = prepared,
              });
    return STATUS_OK;
}

/* Not there, which is more than not to be seen (a folder without permission). */
static bool is_missing(struct slice path)
{
    struct stat info;

    return stat(path.ptr, &info) && (errno == ENOENT || errno == ENOTDIR);
}

static bool is_gone(const struct run *run,
                    const struct location_record *location)
{
    return !run->seen[location - run->known] && is_missing(location->path);
}

/*
 * The content is known under another path. If that path is gone, the file was
 * moved; else it is a copy, and one transcript serves both.
 */
static enum status write_known_content(struct run *run,
                                       const struct walk_file *file,
                                       const struct prepared *prepared,
                                       int64_t transcript, struct error *err)
{
    struct location_record location =
        new_location(run, file, LOCATION_INDEXED, transcript);
    struct transcript_info info;
    struct location_record **olds;
    bool new_episode;
    size_t count;
    int64_t id;
    enum status status =
        store_get_transcript(run->store, transcript, run->arena, &info, err);

    if (status)
        return status;
    olds = locations_of(run, transcript, &count);
    for (size_t i = 0; i < count; i++) {
        if (!is_gone(run, olds[i]))
            continue;
        mark_seen(run, olds[i]);
        status = store_move_location(run->store, olds[i]->id, &location, err);
        if (!status)
            status = put_episode(run, file, prepared, transcript, &info.episode,
                                 &new_episode, err);
        if (!status)
            tell_path(run, INGEST_MOVED, file->path, olds[i]->path);
        return status;
    }
    status = store_put_location(run->store, &location, &id, err);
    if (!status)
        tell_path(run, INGEST_UNCHANGED, file->path, SLICE(""));
    return status;
}

/* Only the file's date or place changed: note that. */
static enum status write_unchanged(struct run *run,
                                   const struct walk_file *file,
                                   const struct location_record *known,
                                   struct error *err)
{
    struct location_record location = new_location(
        run, file, known->transcript ? LOCATION_INDEXED : known->state,
        known->transcript);
    int64_t id;
    enum status status = store_put_location(run->store, &location, &id, err);

    if (!status)
        tell_path(run, INGEST_UNCHANGED, file->path, SLICE(""));
    return status;
}

static enum status write_result(struct run *run, const struct walk_file *file,
                                struct prepared *prepared, struct error *err)
{
    const struct location_record *known = find_known(run, file->path);
    int64_t transcript = 0;
    enum status status = STATUS_OK;

    run->report->counts.checked++;
    if (prepared->status)
        return write_failure(run, file, prepared, err);
    if (!run->store) {
        run->report->tokens += (int64_t)prepared->tokens.count;
        tell(run, &(struct ingest_event){ .outcome = INGEST_ADDED,
                                          .path = file->path,
                                          .prepared = prepared });
        return STATUS_OK;
    }
    if (prepared->unchanged)
        return write_unchanged(run, file, known, err);
    if (prepared->tokens.count && !(known && known->transcript))
        status = store_find_content(run->store, prepared->content_hash,
                                    &transcript, err);
    if (status)
        return status;
    if (transcript)
        return write_known_content(run, file, prepared, transcript, err);
    return write_new(run, file, prepared, err);
}

/* ---- what is to be done ---- */

/* Files that look as they did are not opened. Returns false for those. */
static enum status needs_reading(struct run *run, const struct walk_file *file,
                                 bool *ret_needs, struct error *err)
{
    struct location_record *known = find_known(run, file->path);
    bool excluded = false;
    enum status status = STATUS_OK;

    *ret_needs = true;
    if (!run->store)
        return STATUS_OK;
    if (!known) {
        status = store_is_excluded(run->store, file->path, &excluded, err);
        if (excluded && !file->named) {
            walk_count_kind(&run->walk, SLICE("excluded"));
            *ret_needs = false;
        }
        return status;
    }
    mark_seen(run, known);
    if (run->options->force || run->roots[file->root_index].reread ||
        known->size != file->size || known->mtime_ns != file->mtime_ns ||
        known->reader != READER_VERSION ||
        (file->named && known->state != LOCATION_INDEXED))
        return STATUS_OK;
    *ret_needs = false;
    run->report->counts.checked++;
    switch (known->state) {
    case LOCATION_INDEXED:
        run->report->counts.unchanged++;
        break;
    case LOCATION_OTHER:
        walk_count_kind(&run->walk, SLICE("other"));
        break;
    case LOCATION_FAILED:
        run->report->counts.still_failing++;
        break;
    case LOCATION_VANISHED:
        run->report->counts.checked--;
        return write_unchanged(run, file, known, err);
    }
    return STATUS_OK;
}

static enum status choose_items(struct run *run, struct error *err)
{
    enum status status = STATUS_OK;

    run->items =
        arena_array(run->arena, run->walk.file_count, sizeof(*run->items));
    for (size_t i = 0; i < run->walk.file_count && !status; i++) {
        const struct walk_file *file = &run->walk.files[i];
        const struct location_record *known;
        bool needs = false;

        status = needs_reading(run, file, &needs, err);
        if (status || !needs)
            continue;
        known = find_known(run, file->path);
        run->items[run->item_count++] = (struct pipeline_item){
            .file = file,
            .options = &run->roots[file->root_index].options,
            .known_hash = known && known->reader == READER_VERSION &&
                                  !run->options->force &&
                                  !run->roots[file->root_index].reread
                              ? known->content_hash
                              : 0,
        };
    }
    return status;
}

/* A folder that could not be looked into is a failure like an unreadable file. */
static enum status write_walk_failure(struct run *run,
                                      const struct walk_failure *failure,
                                      struct error *err)
{
    const struct location_record *known = find_known(run, failure->path);
    struct location_record location = {
        .source = run->roots[failure->root_index].source,
        .path = failure->path,
        .state = LOCATION_FAILED,
        .transcript = known ? known->transcript : 0,
    };
    bool known_reason = false;
    int64_t id;
    enum status status = STATUS_OK;

    if (known)
        mark_seen(run, known);
    if (run->store)
        status = store_put_location(run->store, &location, &id, err);
    if (!status && run->store)
        status = store_put_failure(run->store, id, failure->reason,
                                   &known_reason, err);
    if (!status)
        tell_path(run, known_reason ? INGEST_STILL_FAILING : INGEST_FAILED,
                  failure->path, failure->reason);
    return status;
}

static enum status write_walk_failures(struct run *run, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < run->walk.failure_count && !status; i++)
        status = write_walk_failure(run, &run->walk.failures[i], err);
    return status;
}

static enum status commit_if_due(struct run *run, struct error *err)
{
    int64_t now = monotonic_ms();

    if (!run->store || (run->uncommitted < COMMIT_TRANSCRIPTS &&
                        now - run->last_commit_ms < COMMIT_MS))
        return STATUS_OK;
    run->uncommitted = 0;
    run->last_commit_ms = now;
    return store_commit(run->store, err);
}

static enum status take_result(void *context, size_t index,
                               struct prepared *prepared, struct error *err)
{
    struct run *run = context;
    const struct ingest_options *options = run->options;
    enum status status =
        write_result(run, run->items[index].file, prepared, err);

    if (!status)
        status = commit_if_due(run, err);
    if (!status && options->progress)
        options->progress(options->context, index + 1, run->item_count);
    if (!status && options->interrupted &&
        options->interrupted(options->context)) {
        run->report->was_interrupted = true;
        return STATUS_INTERRUPTED;
    }
    return status;
}

static enum status read_files(struct run *run, struct error *err)
{
    struct stem_census *census = stem_census_new(&run->walk);
    const struct pipeline pipeline = {
        .items = run->items,
        .count = run->item_count,
        .jobs = run->options->jobs,
        .census = census,
        .take = take_result,
        .context = run,
    };
    enum status status;

    run->last_commit_ms = monotonic_ms();
    status = pipeline_run(&pipeline, err);
    stem_census_free(census);
    return status == STATUS_INTERRUPTED ? STATUS_OK : status;
}

/* ---- what is no longer there ---- */

static const struct root *root_of(const struct run *run, struct slice path)
{
    for (size_t i = 0; i < run->root_count; i++)
        if (run->roots[i].available && is_below(path, run->roots[i].path))
            return &run->roots[i];
    return NULL;
}

static enum status mark_vanished(struct run *run, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < run->known_count && !status; i++) {
        struct location_record *known = &run->known[i];
        int64_t id;

        if (run->seen[i] || known->state == LOCATION_VANISHED ||
            !root_of(run, known->path) ||
            (known->transcript && !is_missing(known->path)))
            continue;
        if (known->transcript == 0) {
            /* Nothing of it is kept: nothing is lost with it. */
            status = store_remove_location(run->store, known->id, err);
            continue;
        }
        known->state = LOCATION_VANISHED;
        status = store_put_location(run->store, known, &id, err);
        if (!status)
            tell_path(run, INGEST_VANISHED, known->path, SLICE(""));
    }
    return status;
}

/* How many files of the roots are gone, and of how many. */
static void count_vanished(const struct run *run, size_t *ret_vanished,
                           size_t *ret_all)
{
    *ret_vanished = *ret_all = 0;
    for (size_t i = 0; i < run->known_count; i++) {
        if (!run->known[i].transcript || !root_of(run, run->known[i].path))
            continue;
        ++*ret_all;
        *ret_vanished +=
            run->known[i].state == LOCATION_VANISHED && !run->seen[i];
    }
}

static enum status prune_vanished(struct run *run, struct error *err)
{
    size_t vanished, all;
    enum status status = STATUS_OK;

    count_vanished(run, &vanished, &all);
    if (!run->options->prune_many && vanished >= PRUNE_LEAST &&
        vanished * 100 > all * PRUNE_PERCENT) {
        run->report->refused_prune = arena_printf(
            run->arena,
            "%zu of %zu transcripts would be forgotten; --yes does it",
            vanished, all);
        return STATUS_OK;
    }
    for (size_t i = 0; i < run->known_count && !status; i++) {
        const struct location_record *known = &run->known[i];

        if (known->state != LOCATION_VANISHED || run->seen[i] ||
            !root_of(run, known->path))
            continue;
        status = store_remove_location(run->store, known->id, err);
        if (!status)
            tell_path(run, INGEST_REMOVED, known->path, SLICE(""));
    }
    return status;
}

/* ---- the run ---- */

static enum status start(struct run *run, const char *const *paths,
                         struct error *err)
{
    enum status status = STATUS_OK;

    if (run->store)
        status = load_known(run, err);
    for (size_t i = 0; i < run->root_count && !status; i++)
        status = walk_root(run, i, paths[i], err);
    for (size_t i = 0; i < run->root_count && !status; i++)
        if (run->store && run->roots[i].available)
            status = put_source(run, &run->roots[i], err);
    return status;
}

static enum status work(struct run *run, struct error *err)
{
    enum status status = choose_items(run, err);

    if (!status)
        status = write_walk_failures(run, err);
    if (!status)
        status = read_files(run, err);
    if (!status && run->store && !run->report->was_interrupted)
        status = mark_vanished(run, err);
    if (!status && run->store && run->options->prune &&
        !run->report->was_interrupted)
        status = prune_vanished(run, err);
    return status;
}

enum status ingest(struct store *store, const char *const *paths,
                   size_t path_count, const struct ingest_options *options,
                   struct arena *arena, struct ingest_report *ret_report,
                   struct error *err)
{
    struct run run = {
        .store = store,
        .options = options,
        .arena = arena,
        .report = ret_report,
        .roots = arena_array(arena, path_count, sizeof(*run.roots)),
        .root_count = path_count,
    };
    int64_t id = 0;
    enum status status;

    *ret_report = (struct ingest_report){
        .unavailable = arena_array(arena, path_count, sizeof(struct slice)),
        .unavailable_reasons =
            arena_array(arena, path_count, sizeof(struct slice)),
    };
    walk_init(&run.walk, arena);
    status = start(&run, paths, err);
    if (!status && store)
        status = store_run_begin(store, "index", &id, err);
    if (!status)
        status = work(&run, err);
    if (!status && store)
        status = store_run_end(store, id, &ret_report->counts, err);
    if (!status && store)
        status = store_commit(store, err);
    ret_report->kinds = run.walk.kinds;
    ret_report->kind_count = run.walk.kind_count;
    return status;
}
