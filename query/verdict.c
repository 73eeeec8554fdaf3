#include "verdict.h"

#include "base/alloc.h"
#include "evidence.h"
#include "judge.h"
#include "link.h"
#include "locate.h"
#include "name.h"
#include "store.h"

#include <stdlib.h>
#include <string.h>

enum {
    PLACES = 128,      /* looked at while the words fit, but not who or when */
    PLACES_SAME = 8,   /* … while there may be a better text */
    PLACES_OTHER = 12, /* … while the words do not fit */
    WHOLE_TRANSCRIPTS = 2, /* searched for pieces that are said far apart */
    QUOTE_WORDS_MAX = 5000,
    LINK_TOLERANCE_MS = 1500, /* links have whole seconds */
    END_TOLERANCE_MS = 2000,
    CHAPTER_TOLERANCE_MS = 3000,
    CHAPTER_MS = 300000, /* a chapter with no end is looked at for so long */
    EVIDENCE = 10,
};

/* Places that promise less than this of what the best one does do not count. */
#define SHARE_LEAST 0.6

static const struct {
    const char *name;
    bool holds;
} kinds[] = {
    [VERDICT_EXACT] = { "exact", true },
    [VERDICT_SAME_WORDS] = { "same words", true },
    [VERDICT_ELIDED] = { "elided", true },
    [VERDICT_TITLE] = { "title", true },
    [VERDICT_SHORT] = { "short", true },
    [VERDICT_IN_TIME] = { "time", true },
    [VERDICT_SAID_THERE] = { "said there", true },
    [VERDICT_WRONG_TIME] = { "wrong time", false },
    [VERDICT_WRONG_SPEAKER] = { "wrong speaker", false },
    [VERDICT_ACROSS_SPEAKERS] = { "across speakers", false },
    [VERDICT_STITCHED] = { "stitched", false },
    [VERDICT_EDITED] = { "edited", false },
    [VERDICT_NOT_FOUND] = { "not found", false },
};

const char *verdict_name(enum verdict_kind kind)
{
    return kinds[kind].name;
}

bool verdict_holds(enum verdict_kind kind)
{
    return kinds[kind].holds;
}

struct checker {
    struct store *store;
    const struct check_options *options;
    struct arena *arena;
    struct arena work; /* of the item at hand */
    struct hearing hearing;
};

struct checker *checker_new(struct store *store,
                            const struct check_options *options,
                            struct arena *arena)
{
    struct checker *checker = mem_alloc(sizeof(*checker));

    checker->store = store;
    checker->options = options;
    checker->arena = arena;
    arena_init(&checker->work);
    hearing_init(&checker->hearing, store);
    return checker;
}

void checker_free(struct checker *checker)
{
    if (!checker)
        return;
    hearing_release(&checker->hearing);
    arena_release(&checker->work);
    free(checker);
}

static const struct verdict nowhere = {
    .kind = VERDICT_NOT_FOUND,
    .start_ms = TIME_NONE,
    .end_ms = TIME_NONE,
};

/* ---- what a draft says of where and when ---- */

/*
 * The episode that a link or ref leads to, else the only one that is in scope;
 * 0 if that is not known.
 */
static enum status episode_of(struct checker *checker,
                              const struct draft_time *time,
                              int64_t *ret_episode, struct error *err)
{
    struct error not_found;
    struct ref ref;
    enum status status;

    *ret_episode = checker->options->episode;
    if (!time->source.len || ref_parse(time->source, &ref, &not_found))
        return STATUS_OK;
    status = ref_episode(checker->store, ref.episode, ret_episode, &not_found);
    if (status == STATUS_NOT_FOUND || status == STATUS_USAGE) {
        *ret_episode = checker->options->episode;
        return STATUS_OK;
    }
    if (status)
        *err = not_found;
    return status;
}

/* How far the published recording lies behind the transcript's times. */
static enum status offset_of(struct checker *checker, int64_t episode,
                             int64_t *ret_ms, struct error *err)
{
    struct link_rule rule = { .offset_ms = 0 };
    struct episode_meta meta;
    struct slice key;
    enum status status = STATUS_OK;

    if (episode)
        status = store_get_episode(checker->store, episode, &checker->work,
                                   &meta, &key, err);
    if (episode && !status)
        status = link_rule_load(checker->store, episode, meta.show,
                                &checker->work, &rule, err);
    *ret_ms = rule.offset_ms;
    return status;
}

static struct slice clock_note(struct arena *arena, const char *words,
                               int64_t ms)
{
    struct buf text = BUF_INIT;
    struct slice note;

    buf_string(&text, words);
    timecode_print_clock(&text, ms);
    note = arena_copy(arena, buf_view(&text));
    buf_release(&text);
    return note;
}

/* Does a link lead elsewhere than the time that stands on it says? */
static bool link_differs(const struct draft_time *time, int64_t offset_ms)
{
    int64_t from = time->start_ms - LINK_TOLERANCE_MS;
    int64_t to = time->start_ms + LINK_TOLERANCE_MS;

    if (time->start_ms == TIME_NONE || time->source_ms == TIME_NONE)
        return false;
    if (offset_ms < 0)
        from += offset_ms;
    else
        to += offset_ms;
    return time->source_ms < from || time->source_ms > to;
}

/* ---- who ---- */

/* A label may be any word; it is a name if somebody is called that. */
static enum status speaker_of(struct checker *checker,
                              const struct draft_item *item,
                              struct slice *ret_speaker, struct error *err)
{
    int64_t *ids;
    size_t count = 1;
    enum status status = STATUS_OK;

    if (item->speaker.len && item->speaker_unsure)
        status = store_speakers_named(checker->store, item->speaker, false,
                                      &checker->work, &ids, &count, err);
    *ret_speaker = count ? item->speaker : SLICE("");
    return status;
}

/* ---- quotes ---- */

/* A quote while places for it are compared. */
struct search_state {
    struct claim claim;
    size_t piece; /* that tells most */
    struct location_found *places;
    size_t place_count;
    struct judgement best;
    struct verdict verdict;
};

static size_t best_piece(const struct quoted *quoted)
{
    size_t best = 0;
    double most = 0;

    for (size_t i = 0; i < quoted->piece_count; i++) {
        double worth =
            quoted_worth(quoted, quoted->pieces[i].from, quoted->pieces[i].to);

        if (worth > most) {
            most = worth;
            best = i;
        }
    }
    return best;
}

static bool is_better(const struct judgement *a, const struct judgement *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind;
    if (a->wrong_speaker + a->wrong_time != b->wrong_speaker + b->wrong_time)
        return a->wrong_speaker + a->wrong_time <
               b->wrong_speaker + b->wrong_time;
    return a->worth > b->worth;
}

/* Looks at one place; with `all` at the whole of its transcript. */
static enum status look_at(struct checker *checker, struct search_state *state,
                           const struct location_found *place, bool all,
                           struct error *err)
{
    struct judgement judgement;
    struct laid laid;
    enum status status = lay_out(&checker->hearing, state->claim.quoted,
                                 state->piece, place->transcript, place->token,
                                 all, &checker->work, &laid, err);

    if (status || laid.count == 0)
        return status;
    judgement = judge(&checker->hearing, &state->claim, &laid);
    if (!is_better(&judgement, &state->best))
        return STATUS_OK;
    state->best = judgement;
    state->verdict = judge_describe(&checker->hearing, &state->claim, &laid,
                                    &judgement, checker->arena);
    return STATUS_OK;
}

/* How many places are worth a look, by what was found so far. */
static size_t places_wanted(enum verdict_kind best)
{
    if (best == VERDICT_EXACT)
        return 0;
    if (best <= VERDICT_ELIDED)
        return PLACES_SAME;
    return best < VERDICT_STITCHED ? PLACES : PLACES_OTHER;
}

static enum status look_around(struct checker *checker,
                               struct search_state *state, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0;
         i < state->place_count && !status &&
         i < places_wanted(state->best.kind) &&
         state->places[i].share >= SHARE_LEAST * state->places[0].share;
         i++)
        status = look_at(checker, state, &state->places[i], false, err);
    return status;
}

/* What may be stitched together is looked for in whole transcripts. */
static enum status look_everywhere(struct checker *checker,
                                   struct search_state *state,
                                   struct error *err)
{
    int64_t seen[WHOLE_TRANSCRIPTS] = { 0 };
    size_t count = 0;
    enum status status = STATUS_OK;

    for (size_t i = 0;
         i < state->place_count && count < WHOLE_TRANSCRIPTS && !status; i++) {
        bool known = false;

        for (size_t k = 0; k < count; k++)
            known = known || seen[k] == state->places[i].transcript;
        if (known)
            continue;
        seen[count++] = state->places[i].transcript;
        status = look_at(checker, state, &state->places[i], true, err);
    }
    return status;
}

static enum status find_places(struct checker *checker,
                               struct search_state *state, struct error *err)
{
    struct id_set preferred;
    struct locate_options options = {
        .scope = &checker->options->scope,
        .limit = PLACES,
    };
    const struct quoted_piece *piece =
        &state->claim.quoted->pieces[state->piece];
    size_t episodes, unknown;
    enum status status = STATUS_OK;

    if (state->claim.episode) {
        status = store_transcripts_where(
            checker->store, WHERE_ID,
            arena_printf(&checker->work, "%lld",
                         (long long)state->claim.episode),
            true, &checker->work, &preferred, &episodes, &unknown, err);
        options.preferred = &preferred;
    }
    if (!status)
        status = locate(checker->store, state->claim.quoted, piece->from,
                        piece->to, &options, &checker->work, &state->places,
                        &state->place_count, err);
    return status;
}

static enum status search_quote(struct checker *checker,
                                struct search_state *state, struct error *err)
{
    enum status status;

    state->piece = best_piece(state->claim.quoted);
    status = find_places(checker, state, err);
    if (!status)
        status = look_around(checker, state, err);
    if (!status && state->best.kind >= VERDICT_STITCHED)
        status = look_everywhere(checker, state, err);
    return status;
}

/* A title in quotation marks is no quote of anybody. */
static enum status is_title(struct checker *checker, struct slice text,
                            bool *ret_is, struct error *err)
{
    struct slice folded = name_fold(text, &checker->work), key;
    struct token_span *spans;
    struct episode_meta meta;
    int64_t *ids;
    size_t count;
    enum status status = store_chapters_named(
        checker->store, text, true, &checker->work, &spans, &count, err);

    *ret_is = count > 0;
    if (status || count)
        return status;
    status = store_match_episodes(checker->store, text, 2, &checker->work, &ids,
                                  &count, err);
    for (size_t i = 0; i < count && !status; i++) {
        status = store_get_episode(checker->store, ids[i], &checker->work,
                                   &meta, &key, err);
        if (!status)
            *ret_is |=
                slice_equal(folded, name_fold(meta.title, &checker->work));
    }
    return status;
}

/* What is said of a quote beyond its words. */
static void add_notes(struct checker *checker, const struct draft_item *item,
                      const struct claim *claim, int64_t offset_ms,
                      struct verdict *verdict)
{
    if (verdict->kind == VERDICT_NOT_FOUND)
        return;
    if (link_differs(&item->time, offset_ms)) {
        verdict->wrong_time = true;
        verdict->note = clock_note(checker->arena, "the link leads to ",
                                   item->time.source_ms);
        if (verdict_holds(verdict->kind))
            verdict->kind = VERDICT_WRONG_TIME;
    } else if (verdict->wrong_time && claim->episode &&
               claim->episode != verdict->episode) {
        verdict->note = SLICE("the link leads to another episode");
    } else if (verdict->wrong_time && verdict->start_ms != TIME_NONE) {
        verdict->note =
            clock_note(checker->arena, "said at ", verdict->start_ms);
    }
}

static enum status make_claim(struct checker *checker,
                              const struct draft_item *item,
                              struct claim *claim, int64_t *ret_offset_ms,
                              struct error *err)
{
    enum status status = episode_of(checker, &item->time, &claim->episode, err);

    claim->start_ms = item->time.start_ms;
    claim->end_ms = item->time.end_ms;
    if (!status)
        status = offset_of(checker, claim->episode, ret_offset_ms, err);
    if (claim->start_ms == TIME_NONE && item->time.source_ms != TIME_NONE)
        claim->start_ms = item->time.source_ms - *ret_offset_ms;
    if (!status)
        status = speaker_of(checker, item, &claim->speaker, err);
    return status;
}

static void judge_short(struct verdict *verdict)
{
    if (verdict->kind == VERDICT_NOT_FOUND || verdict->kind >= VERDICT_STITCHED)
        *verdict = nowhere;
    verdict->kind = VERDICT_SHORT;
    verdict->wrong_speaker = verdict->wrong_time = false;
    verdict->part_count = 0;
}

static enum status check_quoted(struct checker *checker,
                                const struct draft_item *item,
                                const struct quoted *quoted,
                                struct verdict *verdict, struct error *err)
{
    struct search_state state = {
        .claim = { .quoted = quoted },
        .best = { .kind = VERDICT_NOT_FOUND },
        .verdict = nowhere,
    };
    int64_t offset_ms = 0;
    bool title = false;
    enum status status =
        make_claim(checker, item, &state.claim, &offset_ms, err);

    if (!status)
        status = search_quote(checker, &state, err);
    if (!status && !state.claim.speaker.len &&
        state.best.kind >= VERDICT_STITCHED &&
        quoted->count >= checker->options->min_words)
        status = is_title(checker, item->text, &title, err);
    *verdict = title ? nowhere : state.verdict;
    if (title)
        verdict->kind = VERDICT_TITLE;
    else if (quoted->count < checker->options->min_words)
        judge_short(verdict);
    else
        add_notes(checker, item, &state.claim, offset_ms, verdict);
    return status;
}

static enum status check_quote(struct checker *checker,
                               const struct draft_item *item,
                               struct verdict *verdict, struct error *err)
{
    struct quoted quoted;
    enum status status =
        quoted_read(checker->store, item->text, &checker->work, &quoted, err);

    *verdict = nowhere;
    if (status)
        return status;
    if (quoted.count == 0)
        verdict->kind = VERDICT_SHORT;
    else if (quoted.count > QUOTE_WORDS_MAX)
        verdict->note = SLICE("longer than 5,000 words");
    else
        status = check_quoted(checker, item, &quoted, verdict, err);
    quoted_release(&quoted);
    return status;
}

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

static enum status check_stamp(struct checker *checker,
                               const struct draft_item *item, int64_t episode,
                               struct verdict *verdict, struct error *err)
{
    int64_t end_ms, offset_ms, ms = item->time.start_ms;
    enum status status = episode_end(checker, episode, &end_ms, err);

    if (!status)
        status = offset_of(checker, episode, &offset_ms, err);
    if (status)
        return status;
    if (ms == TIME_NONE)
        ms = item->time.source_ms;
    verdict->kind = VERDICT_IN_TIME;
    verdict->episode = episode;
    verdict->start_ms = ms;
    if (link_differs(&item->time, offset_ms)) {
        verdict->kind = VERDICT_WRONG_TIME;
        verdict->note = clock_note(checker->arena, "the link leads to ",
                                   item->time.source_ms);
    } else if (end_ms != TIME_NONE && ms > end_ms + END_TOLERANCE_MS) {
        verdict->kind = VERDICT_WRONG_TIME;
        verdict->note =
            clock_note(checker->arena, "the recording ends at ", end_ms);
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

static enum status check_chapter(struct checker *checker,
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
        verdict->note = clock_note(checker->arena, "the chapter begins at ",
                                   verdict->start_ms);
    }
    if (!status && verdict->kind == VERDICT_NOT_FOUND)
        status = find_said(checker, item, episode, verdict, err);
    return status;
}

enum status checker_check(struct checker *checker,
                          const struct draft_item *item,
                          struct verdict *ret_verdict, bool *ret_judged,
                          struct error *err)
{
    int64_t episode = 0;
    enum status status;

    arena_clear(&checker->work);
    *ret_verdict = nowhere;
    *ret_judged = true;
    if (item->kind == DRAFT_QUOTE || item->kind == DRAFT_SENTENCE) {
        status = store_read_begin(checker->store, err);
        if (!status)
            status = check_quote(checker, item, ret_verdict, err);
        store_read_end(checker->store);
        return status;
    }
    status = episode_of(checker, &item->time, &episode, err);
    *ret_judged = episode != 0;
    if (status || !episode)
        return status;
    return item->kind == DRAFT_STAMP
               ? check_stamp(checker, item, episode, ret_verdict, err)
               : check_chapter(checker, item, episode, ret_verdict, err);
}
