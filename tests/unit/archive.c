#include "archive.h"

#include "base/alloc.h"
#include "crowding.h"
#include "term_counts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define NAME "/quoth.db"

/* ---- the file ---- */

char *archive_path(void)
{
    char folder[] = "/tmp/quoth-test-XXXXXX";
    char *path;

    assert_non_null(mkdtemp(folder));
    path = mem_alloc(sizeof(folder) + sizeof(NAME));
    strcpy(path, folder);
    strcat(path, NAME);
    return path;
}

void archive_remove(char *path)
{
    static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
    char name[128];

    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
        snprintf(name, sizeof(name), "%s%s", path, suffixes[i]);
        unlink(name);
    }
    path[strlen(path) - strlen(NAME)] = '\0';
    assert_int_equal(rmdir(path), 0);
    free(path);
}

static void assert_ok(enum status status, const struct error *err)
{
    if (status)
        fail_msg("%s", err->text);
}

struct store *archive_write(const char *path)
{
    struct store *store = NULL;
    struct error err;

    assert_ok(store_open_writer(path, &store, &err), &err);
    return store;
}

struct store *archive_read(const char *path)
{
    struct store *store = NULL;
    struct error err;

    assert_ok(store_open_reader(path, &store, &err), &err);
    return store;
}

void archive_close(struct store *store)
{
    struct error err;

    assert_ok(store_close(store, &err), &err);
}

/* ---- what is in it ---- */

static size_t count_said(const struct said *said)
{
    size_t count = 0;

    while (said[count].text)
        count++;
    return count;
}

/* The number of the speaker in the list of names, which it joins if new. */
static uint32_t speaker_number(struct slice *names, size_t *count,
                               const char *speaker)
{
    uint32_t number = 0;

    if (!speaker)
        return AXIS_NO_SPEAKER;
    while (number < *count && !slice_equal(names[number], slice_of(speaker)))
        number++;
    if (number == *count)
        names[(*count)++] = slice_of(speaker);
    return number;
}

static void lay_out(const struct told *told, struct arena *arena,
                    struct token_list *tokens, struct transcript_record *record)
{
    size_t count = count_said(told->said);
    struct crowding crowding = { 0 };
    struct axis *axis = &record->axis;
    struct slice *names = arena_array(arena, count, sizeof(*names));
    struct segment_record *segments =
        arena_array(arena, count, sizeof(*segments));
    struct chapter_record *chapters =
        arena_array(arena, count, sizeof(*chapters));

    axis->segments = arena_array(arena, count, sizeof(*axis->segments));
    axis->anchors = arena_array(arena, count, sizeof(*axis->anchors));
    axis->segment_count = count;
    for (size_t i = 0; i < count; i++) {
        const struct said *said = &told->said[i];
        uint32_t token = (uint32_t)tokens->count;

        axis->segments[i] = (struct axis_segment){
            token,
            speaker_number(names, &record->speaker_count, said->speaker),
            told->glued && told->glued[i],
        };
        if (said->start_ms != TIME_NONE)
            axis->anchors[axis->anchor_count++] =
                (struct axis_anchor){ token, false, said->start_ms,
                                      said->end_ms };
        if (said->chapter)
            chapters[record->chapter_count++] =
                (struct chapter_record){ token, said->start_ms, TIME_NONE,
                                         slice_of(said->chapter) };
        segments[i] = (struct segment_record){
            .text = slice_of(said->text),
            .speaker = slice_of(said->speaker),
            .start_ms = said->start_ms,
            .end_ms = said->end_ms,
            .line = (uint32_t)i + 1,
        };
        tokenize(tokens, slice_of(said->text), 0);
        crowding_add(&crowding, tokens->tokens + token, tokens->count - token,
                     said->text, !axis->segments[i].glued);
    }
    record->crowding = crowding.most;
    axis->token_count = (uint32_t)tokens->count;
    record->timing = axis->anchor_count ? TIMING_CUE : TIMING_NONE;
    record->duration_ms = count ? told->said[count - 1].end_ms : TIME_NONE;
    record->speaker_names = names;
    record->segments = segments;
    record->chapters = chapters;
}

static int64_t put_episode(struct store *store, const struct told *told,
                           struct arena *arena)
{
    struct slice key = slice_of(told->key);
    struct episode_meta meta;
    struct error err;
    int64_t episode;
    size_t which;

    meta_init(&meta);
    meta.show = slice_of(told->show);
    meta.number = slice_of(told->number);
    meta.title = slice_of(told->title);
    meta.date = slice_of(told->date);
    meta.link = slice_of(told->link);
    if (told->guest)
        people_add(&meta.people, arena, slice_of(told->guest), SLICE("guest"));
    assert_ok(store_find_episode(store, &key, 1, &episode, &which, &err), &err);
    assert_ok(
        store_put_episode(store, &meta, &key, 1, EPISODE_FILL, &episode, &err),
        &err);
    return episode;
}

static void put_location(struct store *store, const struct told *told,
                         int64_t transcript)
{
    struct source_record source = { .kind = SLICE("folder"),
                                    .remembered = true,
                                    .path = SLICE("/podcasts") };
    struct location_record location = { .path = slice_of(told->path),
                                        .state = LOCATION_INDEXED,
                                        .transcript = transcript };
    struct error err;
    int64_t id;

    assert_ok(store_put_source(store, &source, &location.source, &err), &err);
    assert_ok(store_put_location(store, &location, &id, &err), &err);
}

int64_t archive_add(struct store *store, const struct told *told)
{
    struct transcript_record record = { .kind = "speech",
                                        .language = slice_of(told->language),
                                        .format = SLICE("vtt"),
                                        .encoding = SLICE("UTF-8") };
    struct term_counts *terms = term_counts_new();
    struct token_list tokens;
    struct arena arena;
    struct error err;
    int64_t transcript;

    arena_init(&arena);
    token_list_init(&tokens);
    lay_out(told, &arena, &tokens, &record);
    axis_closeness_bounds(&record.axis, axis_token_starts(&record.axis, &arena),
                          &record.surely_close, &record.maybe_close);
    term_counts_add(terms, &tokens, record.language, 1);
    record.tokens = &tokens;
    record.terms = terms;
    record.stream_hash = token_list_hash(&tokens);
    record.content_hash = record.stream_hash;
    record.episode = put_episode(store, told, &arena);
    assert_ok(store_put_transcript(store, &record, &transcript, &err), &err);
    assert_ok(store_choose_transcripts(store, record.episode, &err), &err);
    put_location(store, told, transcript);
    term_counts_free(terms);
    token_list_release(&tokens);
    arena_release(&arena);
    return record.episode;
}

char *archive_of(const struct told *tolds, size_t count)
{
    char *path = archive_path();
    struct store *store = archive_write(path);

    for (size_t i = 0; i < count; i++)
        archive_add(store, &tolds[i]);
    archive_close(store);
    return path;
}
