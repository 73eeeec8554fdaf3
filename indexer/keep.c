#include "keep.h"

#include "match.h"
#include "part.h"
#include "path.h"
#include "remote_file.h"

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
    static const char *const captions[] = { "vtt",  "srt",  "json3",
                                            "srv1", "srv2", "srv3" };
    struct arena arena;
    struct slice extension;
    bool caption = false;

    if (file->named || file->remote || prepared->document.format ||
        prepared->status == STATUS_IO)
        return true;
    if (prepared->document.kind && prepared->document.kind->captions)
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
    bool is_asked = file->named && !run->options->revisit;
    int64_t id;
    enum status status = STATUS_OK;

    /* Nothing in a file tells when it can be opened; so the next run tries. */
    if (prepared->status == STATUS_IO)
        location.mtime_ns = 0;
    if (run->store) {
        const struct location_record *known = run_find_known(run, file->path);

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
        const struct kind *kind = prepared->document.kind;

        walk_count_kind(&run->walk, slice_of(kind ? kind->label : "other"));
        run_tell_path(run, INGEST_NOT_OURS, file->path, reason);
    } else {
        run_tell_path(run,
                      known_reason && !is_asked ? INGEST_STILL_FAILING
                                                : INGEST_FAILED,
                      file->path, reason);
    }
    return STATUS_OK;
}

/* Words said; titles are none. */
static void count_words(struct run *run, const struct prepared *prepared)
{
    if (slice_equal(slice_of(prepared->kind), SLICE(KIND_SPEECH)))
        run->report->tokens += (int64_t)prepared->tokens.count;
}

/* A language that a person said goes before what was read or guessed. */
static enum status correct_language(struct run *run, struct prepared *prepared,
                                    int64_t episode, struct error *err)
{
    struct slice said;
    enum status status =
        store_said_language(run->store, episode, &run->scratch, &said, err);

    if (status || !said.len || slice_equal(said, prepared->meta.language))
        return status;
    prepared->meta.language = said;
    prepared->meta.language_guessed = false;
    term_counts_clear(prepared->terms);
    term_counts_add(prepared->terms, &prepared->tokens, said, 1);
    term_counts_clear(prepared->notes.terms);
    term_counts_add(prepared->notes.terms, &prepared->notes.tokens, said, 1);
    return STATUS_OK;
}

/* The notes of a page beside its chapters, or none any more. */
static enum status put_notes(struct run *run, const struct prepared *prepared,
                             int64_t episode, int64_t parent, struct error *err)
{
    const struct segmented *segmented = &prepared->notes.segmented;
    struct transcript_record record = {
        .episode = episode,
        .kind = KIND_NOTES,
        .language = prepared->meta.language,
        .language_guessed = prepared->meta.language_guessed,
        .format = slice_of(prepared->document.format->name),
        .encoding = slice_of(prepared->document.encoding),
        .timing = segmented->timing,
        .content_hash = prepared->content_hash,
        .duration_ms = TIME_NONE,
        .tokens = &prepared->notes.tokens,
        .terms = prepared->notes.terms,
        .stream_hash = token_list_hash(&prepared->notes.tokens),
        .axis = segmented->axis,
        .segments = segmented->segments,
        .sections = segmented->sections,
        .section_count = segmented->section_count,
        .partial = prepared->meta.partial,
        .surely_close = segmented->surely_close,
        .maybe_close = segmented->maybe_close,
        .crowding = segmented->crowding,
    };

    return store_put_notes(run->store, parent,
                           prepared->notes.any ? &record : NULL, err);
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
        .kind = prepared->kind,
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
        .chapters_guessed = prepared->chapters_guessed,
        .sections = segmented->sections,
        .section_count = segmented->section_count,
        .partial = prepared->meta.partial,
        .surely_close = segmented->surely_close,
        .maybe_close = segmented->maybe_close,
        .crowding = segmented->crowding,
    };
    enum status status =
        store_put_transcript(run->store, &record, transcript, err);

    if (!status && !slice_equal(slice_of(prepared->kind), SLICE(KIND_SPEECH)))
        status = put_notes(run, prepared, episode, *transcript, err);
    if (!status)
        status = store_choose_transcripts(run->store, episode, err);
    return status;
}

/* Is the file as it was, and read once more? */
static bool is_read_again(const struct location_record *known,
                          const struct prepared *prepared)
{
    return known && known->transcript &&
           known->content_hash == prepared->content_hash;
}

static bool is_gone(const struct run *run,
                    const struct location_record *location)
{
    return !run->seen[location - run->known] && path_is_missing(location->path);
}

/* Of copies, the one that was met first says what their transcript is. */
static bool is_first_copy(const struct run *run,
                          const struct location_record *known)
{
    size_t count;
    struct location_record **copies =
        run_locations_of(run, known->transcript, &count);

    for (size_t i = 0; i < count; i++)
        if (copies[i]->id < known->id &&
            copies[i]->content_hash == known->content_hash &&
            !is_gone(run, copies[i]))
            return false;
    return true;
}

/*
 * The transcript that the file's new content takes the place of; 0 = none. One
 * that other files have, too, stays as it is.
 */
static enum status find_replaceable(struct run *run,
                                    const struct walk_file *file,
                                    const struct prepared *prepared,
                                    int64_t *ret_transcript, struct error *err)
{
    const struct location_record *known = run_find_known(run, file->path);
    int64_t locations = 0;
    enum status status;

    *ret_transcript = 0;
    if (!known || !known->transcript)
        return STATUS_OK;
    /* Another copy may have changed in this run. */
    status =
        store_count_locations(run->store, known->transcript, &locations, err);
    if (!status && locations > 1 && !is_read_again(known, prepared))
        return part_from_copies(run, file, prepared, known->transcript, err);
    if (!status)
        *ret_transcript = known->transcript;
    return status;
}

/* The new transcript, or the known one anew, and where it is. */
static enum status put_located(struct run *run, const struct walk_file *file,
                               const struct prepared *prepared, int64_t episode,
                               int64_t transcript, struct error *err)
{
    struct location_record location;
    int64_t id;
    enum status status =
        put_transcript(run, prepared, episode, &transcript, err);

    if (status)
        return status;
    location = new_location(run, file, LOCATION_INDEXED, transcript);
    return store_put_location(run->store, &location, &id, err);
}

/*
 * What became of the episode. A reader that reads a file better than before is
 * no news of it; that a person asked for it, or gave other options, is.
 */
static enum ingest_outcome outcome_of(const struct run *run,
                                      const struct walk_file *file,
                                      const struct prepared *prepared,
                                      int64_t replaced)
{
    bool asked = run->options->force || run->roots[file->root_index].reread;

    if (!replaced)
        return INGEST_ADDED;
    if (is_read_again(run_find_known(run, file->path), prepared) && !asked)
        return INGEST_UNCHANGED;
    return INGEST_CHANGED;
}

static enum status write_new(struct run *run, const struct walk_file *file,
                             struct prepared *prepared, struct error *err)
{
    int64_t replaced, episode;
    bool new_episode = false;
    enum status status = find_replaceable(run, file, prepared, &replaced, err);

    if (!status)
        status = match_episode(run, file, prepared, replaced, &episode,
                               &new_episode, err);
    if (!status)
        status = correct_language(run, prepared, episode, err);
    if (!status)
        status = put_located(run, file, prepared, episode, replaced, err);
    if (status)
        return status;
    run->uncommitted++;
    count_words(run, prepared);
    run->report->input_bytes += (int64_t)prepared->size;
    /* The chapters of an episode that has just come are no news. */
    if (file->remote && file->remote->copy.len == 0 && !new_episode)
        return STATUS_OK;
    run_tell(run, &(struct ingest_event){
                      .outcome = outcome_of(run, file, prepared, replaced),
                      .path = file->path,
                      .episode = episode,
                      .new_episode = new_episode,
                      .prepared = prepared,
                  });
    return STATUS_OK;
}

/* A feed knows of an episode that has neither transcript nor chapters. */
static enum status write_episode(struct run *run, const struct walk_file *file,
                                 const struct prepared *prepared,
                                 struct error *err)
{
    int64_t episode;
    bool new_episode;
    enum status status =
        match_episode(run, file, prepared, 0, &episode, &new_episode, err);

    run->uncommitted++;
    if (!status && new_episode)
        run_tell(run, &(struct ingest_event){
                          .outcome = INGEST_ADDED,
                          .path = file->path,
                          .episode = episode,
                          .new_episode = true,
                          .prepared = prepared,
                      });
    return status;
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
        store_get_transcript(run->store, transcript, &run->scratch, &info, err);

    if (status)
        return status;
    olds = run_locations_of(run, transcript, &count);
    for (size_t i = 0; i < count; i++) {
        if (!is_gone(run, olds[i]))
            continue;
        run_mark_seen(run, olds[i]);
        status = store_move_location(run->store, olds[i]->id, &location, err);
        if (!status)
            status = match_episode(run, file, prepared, transcript,
                                   &info.episode, &new_episode, err);
        if (!status)
            run_tell_path(run, INGEST_MOVED, file->path, olds[i]->path);
        return status;
    }
    status = store_put_location(run->store, &location, &id, err);
    if (!status)
        run_tell_path(run, INGEST_UNCHANGED, file->path, SLICE(""));
    return status;
}

/* Only the file's date or place changed: note that. */
enum status keep_unchanged(struct run *run, const struct walk_file *file,
                           const struct location_record *known,
                           struct error *err)
{
    struct location_record location = new_location(
        run, file, known->transcript ? LOCATION_INDEXED : known->state,
        known->transcript);
    int64_t id;
    enum status status = store_put_location(run->store, &location, &id, err);

    if (!status)
        run_tell_path(run, INGEST_UNCHANGED, file->path, SLICE(""));
    return status;
}

enum status keep_result(struct run *run, const struct walk_file *file,
                        struct prepared *prepared, struct error *err)
{
    const struct location_record *known = run_find_known(run, file->path);
    int64_t transcript = 0;
    enum status status = STATUS_OK;

    run->report->counts.checked++;
    if (prepared->status)
        return write_failure(run, file, prepared, err);
    if (!run->store) {
        count_words(run, prepared);
        run_tell(run, &(struct ingest_event){ .outcome = INGEST_ADDED,
                                              .path = file->path,
                                              .prepared = prepared });
        return STATUS_OK;
    }
    if (prepared->unchanged ||
        (is_read_again(known, prepared) && !is_first_copy(run, known)))
        return keep_unchanged(run, file, known, err);
    if (file->remote && prepared->tokens.count == 0)
        return write_episode(run, file, prepared, err);
    if (prepared->tokens.count && !(known && known->transcript))
        status = store_find_content(run->store, prepared->content_hash,
                                    &transcript, err);
    if (status)
        return status;
    if (transcript)
        return write_known_content(run, file, prepared, transcript, err);
    return write_new(run, file, prepared, err);
}

/* A folder that could not be looked into is a failure like an unreadable file. */
enum status keep_walk_failure(struct run *run,
                              const struct walk_failure *failure,
                              struct error *err)
{
    const struct location_record *known = run_find_known(run, failure->path);
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
        run_mark_seen(run, known);
    if (run->store)
        status = store_put_location(run->store, &location, &id, err);
    if (!status && run->store)
        status = store_put_failure(run->store, id, failure->reason,
                                   &known_reason, err);
    if (!status)
        run_tell_path(run, known_reason ? INGEST_STILL_FAILING : INGEST_FAILED,
                      failure->path, failure->reason);
    return status;
}
