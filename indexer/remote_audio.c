#include "base/clock.h"
#include "base/date.h"
#include "base/limits.h"
#include "fetch.h"
#include "html.h"
#include "path.h"
#include "remote_internal.h"
#include "url.h"

#include <sys/statvfs.h>
#include <xxhash.h>

enum { LONGEST_EXTENSION = 5 };

/* The recordings of one feed. */
struct studio {
    struct visit *visit;
    const struct transcriber *transcriber;
    struct slice folder;
    int64_t left; /* that may be transcribed in this run */
};

bool remote_is_recording(struct slice url)
{
    return slice_ends_with(url, SLICE(RECORDING_SUFFIX));
}

/* ---- the recording ---- */

/* For fetch.wanted. What cannot be heard, the transcriber finds out. */
static bool may_be_audio(struct slice head, struct error *err)
{
    if (!html_is_page(head))
        return true;
    error_set(err, STATUS_BAD_INPUT, "a web page came, and no recording");
    return false;
}

/* Some programs tell by it what a file is. Empty if it is none. */
static struct slice extension_of(struct slice url, struct arena *arena)
{
    struct slice name = path_name(url_public(url, arena));
    size_t dot = name.len;

    while (dot > 0 && name.ptr[dot - 1] != '.')
        dot--;
    name = slice_from(name, dot);
    if (dot == 0 || name.len > LONGEST_EXTENSION)
        return SLICE("");
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_alpha(name.ptr[i]) && !ascii_is_digit(name.ptr[i]))
            return SLICE("");
    return name;
}

/* Half of what is free is left to others, the transcriber among them. */
static size_t most_bytes(const struct studio *studio)
{
    struct statvfs disk;
    size_t most = (size_t)studio->transcriber->megabytes << 20;
    size_t half;

    if (statvfs(studio->folder.ptr, &disk))
        return most;
    half = (size_t)(disk.f_bavail / 2 * disk.f_frsize);
    if (half == 0)
        return 1; /* 0 would be the usual limit */
    return half < most ? half : most;
}

/* What came is in *ret_audio, which is empty if the run was interrupted. */
static enum status fetch_audio(struct studio *studio, struct slice media,
                               struct fetch *fetch, struct slice *ret_audio,
                               struct error *err)
{
    struct visit *visit = studio->visit;
    struct slice extension = extension_of(media, &visit->arena);
    enum status status;

    *ret_audio = SLICE("");
    *fetch = (struct fetch){
        .url = media,
        .file = arena_printf(&visit->arena, "%s/recording%s%.*s",
                             studio->folder.ptr, extension.len ? "." : "",
                             SLICE_ARG(extension))
                    .ptr,
        .wanted = may_be_audio,
        .most_bytes = most_bytes(studio),
    };
    status = remote_fetch(visit->visits, fetch, 1, &visit->arena, err);
    if (status || fetch->outcome == FETCH_WAITING)
        return status;
    if (fetch->outcome != FETCH_CAME) {
        *err = fetch->error;
        return STATUS_BAD_INPUT;
    }
    *ret_audio = slice_of(fetch->file);
    return STATUS_OK;
}

/* ---- what is made of it ---- */

static enum status note_refusal(struct studio *studio, struct target *target,
                                const struct fetch *fetch,
                                const struct error *reason, struct error *err)
{
    struct visit *visit = studio->visit;
    enum status status;

    remote_note_failure(visit->visits, &target->record, fetch);
    status = remote_put_record(visit, &target->record, err);
    return status
               ? status
               : remote_put_failure(visit, target->file.url, reason->text, err);
}

/* The path of a transcript, made now; empty if there is none. */
static enum status make_transcript(struct studio *studio, struct slice media,
                                   struct target *target,
                                   struct slice *ret_path, struct error *err)
{
    struct visit *visit = studio->visit;
    struct fetch fetch = { .outcome = FETCH_WAITING };
    struct slice audio = SLICE("");
    struct error reason;
    enum status status = transcriber_open(studio->folder, &reason);
    bool came;

    *ret_path = SLICE("");
    if (!status)
        status = fetch_audio(studio, media, &fetch, &audio, &reason);
    came = !status;
    if (came && audio.len)
        status = transcriber_run(studio->transcriber, studio->folder, audio,
                                 &visit->arena, ret_path, &reason);
    if (status == STATUS_INTERRUPTED)
        visit->run->report->was_interrupted = true;
    else if (status)
        return note_refusal(studio, target, came ? NULL : &fetch, &reason, err);
    return STATUS_OK;
}

/* Keeps it as what comes over the network is kept: it was dear. */
static enum status keep_transcript(struct studio *studio, struct slice media,
                                   struct target *target, struct slice path,
                                   struct error *err)
{
    const struct visits *visits = studio->visit->visits;

    target->record.hash = XXH3_64bits(media.ptr, media.len);
    target->record.got_ms = visits->now_ms;
    target->record.next_ms = visits->now_ms;
    target->record.tries = 0;
    target->file.name = path_name(path);
    return originals_put(&visits->originals, target->file.url, path,
                         visits->now_ms, &target->file.copy, err);
}

static enum status read_transcript(struct studio *studio, struct target *target,
                                   struct error *err)
{
    struct remote_work work = { .targets = { target },
                                .speech = { true },
                                .count = 1 };
    enum status status;

    remote_begin_reading(studio->visit, 1);
    remote_add_reading(studio->visit, target);
    status = run_read_items(studio->visit->run, err);
    return status ? status : remote_settle_readings(studio->visit, &work, err);
}

/*
 * What takes long begins with all that came before on the disk, and with the
 * archive free for others.
 */
static enum status transcribe(struct studio *studio, struct slice media,
                              struct target *target, struct error *err)
{
    struct slice path;
    enum status status = store_commit(studio->visit->run->store, err);

    if (!status)
        status = make_transcript(studio, media, target, &path, err);
    if (!status && path.len)
        status = keep_transcript(studio, media, target, path, err);
    if (!status && path.len)
        status = read_transcript(studio, target, err);
    transcriber_close(studio->folder);
    return status;
}

/* ---- which ---- */

static bool is_due(const struct studio *studio, const struct target *target)
{
    const struct ingest_options *options = studio->visit->run->options;

    if (options->only_failed && target->record.tries == 0)
        return false;
    return studio->left > 0 &&
           (!options->network.scheduled ||
            target->record.next_ms <= studio->visit->visits->now_ms);
}

/* What was made of it before is read again by a reader that knows more. */
static enum status reread(struct studio *studio, struct target *target,
                          const struct location_record *known,
                          struct error *err)
{
    const struct originals *originals = &studio->visit->visits->originals;

    target->file.copy = originals_newest(originals, target->file.url);
    if (known->reader == READER_VERSION || target->file.copy.len == 0)
        return STATUS_OK;
    return read_transcript(studio, target, err);
}

static enum status take_recording(struct studio *studio,
                                  const struct recording *recording,
                                  struct error *err)
{
    struct visit *visit = studio->visit;
    const struct location_record *known =
        run_find_known(visit->run, recording->url);
    struct feed_item item = { .meta = { .show = recording->show,
                                        .guid = recording->guid,
                                        .made_by = SLICE("machine"),
                                        .duration_ms = TIME_NONE } };
    struct target target = {
        .file = { .url = recording->url, .item = &item, .name = SLICE("") },
        .record = plan_record(&visit->plan, recording->url),
    };
    bool excluded;
    enum status status =
        store_is_excluded(visit->run->store, recording->url, &excluded, err);

    target.record.source = visit_root(visit)->source;
    if (known)
        run_mark_seen(visit->run, known);
    if (status || excluded)
        return status;
    if (known && known->transcript)
        return reread(studio, &target, known, err);
    if (!is_due(studio, &target))
        return STATUS_OK;
    studio->left--;
    return transcribe(studio, recording->media, &target, err);
}

static enum status take_feed(struct studio *studio, struct error *err)
{
    struct visit *visit = studio->visit;
    int64_t days = studio->transcriber->days;
    struct recording *list;
    size_t count;
    char last_date[11];
    enum status status;

    date_print(date_today() - days, last_date);
    status = store_find_recordings(visit->run->store, visit_root(visit)->source,
                                   slice_of(last_date),
                                   visit->visits->now_ms - days * CLOCK_DAY_MS,
                                   &visit->arena, &list, &count, err);
    for (size_t i = 0; i < count && !status; i++) {
        if (visit->run->report->was_interrupted)
            break;
        status = take_recording(studio, &list[i], err);
    }
    if (!status && !visit->run->report->was_interrupted)
        status = remote_forget_failures(visit, true, err);
    return status;
}

enum status remote_take_recordings(struct visits *visits, struct error *err)
{
    struct run *run = visits->run;
    struct studio studio = {
        .transcriber = run->options->network.transcriber,
        .folder = arena_printf(run->arena, "%.*s/audio",
                               SLICE_ARG(visits->originals.folder)),
        .left = run->options->network.transcriber->episodes,
    };
    enum status status = STATUS_OK;

    for (size_t i = 0; i < run->root_count && !status; i++) {
        struct visit visit;

        if (!slice_equal(run->roots[i].kind, SLICE("feed")) ||
            run->report->was_interrupted)
            continue;
        status = visit_init(&visit, visits, i, NULL, err);
        studio.visit = &visit;
        if (!status)
            status = take_feed(&studio, err);
        arena_release(&visit.arena);
    }
    return status;
}
