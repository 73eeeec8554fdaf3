/*
 * The verdicts on times that belong to no quote, and on chapters.
 */
#include "check_internal.h"
#include "evidence.h"
#include "name.h"

enum {
    END_TOLERANCE_MS = 2000,
    CHAPTER_TOLERANCE_MS = 3000,
    CHAPTER_MS = 300000, /* a chapter with no end is looked at for so long */
    EVIDENCE = 10,
};

/* ---- times that stand alone ---- */

/* The latest moment of any transcript of an episode; TIME_NONE without times. */
static enum status episode_end(struct checker *checker, int64_t episode,
                               int64_t *ret_ms, struct error *err)
{
    int64_t *ids;
    size_t count;
    enum status status = store_episode_transcripts(
        checker->store, episode, &checker->work, &ids, &count, err);

    *ret_ms = TIME_NONE;
    for (size_t i = 0; i < count && !status; i++) {
        struct transcript_info info;

        status = store_get_transcript(checker->store, ids[i], &checker->work,
                                      &info, err);
        if (!status && info.duration_ms > *ret_ms)
            *ret_ms = info.duration_ms;
    }
    return status;
}

enum status check_time(struct checker *checker, const struct draft_item *item,
                       int64_t episode, struct verdict *verdict,
                       struct error *err)
{
    int64_t end_ms, offset_ms, ms = item->time.start_ms;
    enum status status = episode_end(checker, episode, &end_ms, err);

    if (!status)
        status = check_offset(checker, episode, &offset_ms, err);
    if (status)
        return status;
    if (ms == TIME_NONE)
        ms = item->time.source_ms;
    verdict->kind = VERDICT_IN_TIME;
    verdict->episode = episode;
    verdict->start_ms = ms;
    if (check_link_differs(&item->time, offset_ms)) {
        verdict->kind = VERDICT_WRONG_TIME;
        verdict->note = check_clock_note(checker->arena, "the link leads to ",
                                         item->time.source_ms);
    } else if (end_ms != TIME_NONE && ms > end_ms + END_TOLERANCE_MS) {
        verdict->kind = VERDICT_WRONG_TIME;
        verdict->note =
            check_clock_note(checker->arena, "the recording ends at ", end_ms);
    }
    verdict->wrong_time = verdict->kind == VERDICT_WRONG_TIME;
    return STATUS_OK;
}

/* ---- chapters ---- */

static int64_t distance(int64_t a, int64_t b)
{
    return a > b ? a - b : b - a;
}

/* Compares with the chapters of one transcript; keeps the better verdict. */
static enum status compare_chapters(struct checker *checker,
                                    const struct draft_item *item,
                                    int64_t transcript, struct slice folded,
                                    struct verdict *verdict, struct error *err)
{
    struct chapter_record *chapters;
    size_t count;
    enum status status = store_get_chapters(
        checker->store, transcript, &checker->work, &chapters, &count, err);

    for (size_t i = 0; i < count && !status; i++) {
        const struct chapter_record *chapter = &chapters[i];
        enum verdict_kind kind = VERDICT_WRONG_TIME;

        if (chapter->start_ms == TIME_NONE ||
            !slice_equal(folded, name_fold(chapter->title, &checker->work)))
            continue;
        if (distance(chapter->start_ms, item->time.start_ms) <=
            CHAPTER_TOLERANCE_MS)
            kind = slice_equal(chapter->title, item->text) ? VERDICT_EXACT
                                                           : VERDICT_SAME_WORDS;
        if (kind >= verdict->kind)
            continue;
        verdict->kind = kind;
        verdict->start_ms = chapter->start_ms;
        verdict->said = arena_copy(checker->arena, chapter->title);
    }
    return status;
}

/* Is most of a title said in the time of its chapter? */
static enum status find_said(struct checker *checker,
                             const struct draft_item *item, int64_t episode,
                             struct verdict *verdict, struct error *err)
{
    int64_t from = item->time.start_ms - CHAPTER_TOLERANCE_MS;
    int64_t to = item->time.end_ms != TIME_NONE
                     ? item->time.end_ms
                     : item->time.start_ms + CHAPTER_MS;
    struct evidence evidence;
    enum status status =
        evidence_find(checker->store, episode, item->text, EVIDENCE,
                      &checker->work, &evidence, err);

    for (size_t i = 0; i < evidence.count && !status; i++) {
        int64_t ms = evidence_time(&evidence.list[i]);

        if (ms == TIME_NONE || ms < from || ms > to)
            continue;
        verdict->kind = VERDICT_SAID_THERE;
        verdict->start_ms = ms;
        verdict->ref = arena_copy(checker->arena, evidence.list[i].ref);
        break;
    }
    return status;
}

enum status check_chapter(struct checker *checker,
                          const struct draft_item *item, int64_t episode,
                          struct verdict *verdict, struct error *err)
{
    struct slice folded = name_fold(item->text, &checker->work);
    int64_t *ids;
    size_t count;
    enum status status = store_episode_transcripts(
        checker->store, episode, &checker->work, &ids, &count, err);

    verdict->episode = episode;
    for (size_t i = 0; i < count && !status; i++)
        status = compare_chapters(checker, item, ids[i], folded, verdict, err);
    if (!status && verdict->kind == VERDICT_WRONG_TIME) {
        verdict->wrong_time = true;
        verdict->note = check_clock_note(
            checker->arena, "the chapter begins at ", verdict->start_ms);
    }
    if (!status && verdict->kind == VERDICT_NOT_FOUND)
        status = find_said(checker, item, episode, verdict, err);
    return status;
}
