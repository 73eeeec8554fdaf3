/*
 * The verdict on a quote: which place of the archive speaks best for it.
 */
#include "check_internal.h"
#include "judge.h"
#include "locate.h"
#include "name.h"
#include "passage.h"

enum {
    PLACES = 128,      /* looked at while the words fit, but not who or when */
    PLACES_SAME = 8,   /* … while there may be a better text */
    PLACES_OTHER = 12, /* … while the words do not fit */
    WHOLE_TRANSCRIPTS = 6, /* searched for pieces that are said far apart */
    STRAYS_LEAST = 4,      /* words that may be such a piece */
    QUOTE_WORDS_MAX = 5000,
};

/* Places that promise less than this of what the best one does do not count. */
#define SHARE_LEAST 0.6

/* Places that promise as much as this cannot be told from the best. */
#define SHARE_SAME 0.999

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
    if (judgement.kind != VERDICT_NOT_FOUND)
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

    for (size_t i = 0; i < state->place_count && !status; i++) {
        double share = state->places[i].share / state->places[0].share;

        if (state->best.kind == VERDICT_EXACT || share < SHARE_LEAST ||
            (i >= places_wanted(state->best.kind) && share < SHARE_SAME))
            break;
        status = look_at(checker, state, &state->places[i], false, err);
    }
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
         i < state->place_count && count < WHOLE_TRANSCRIPTS && !status &&
         state->best.kind > VERDICT_STITCHED &&
         state->places[i].share >= SHARE_LEAST * state->places[0].share;
         i++) {
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
    if (!status && state->best.kind > VERDICT_STITCHED &&
        state->best.strays >= STRAYS_LEAST)
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
    if (check_link_differs(&item->time, offset_ms)) {
        verdict->wrong_time = true;
        verdict->note = check_clock_note(checker->arena, "the link leads to ",
                                         item->time.source_ms);
        if (verdict_holds(verdict->kind))
            verdict->kind = VERDICT_WRONG_TIME;
    } else if (verdict->wrong_time && claim->episode &&
               claim->episode != verdict->episode) {
        verdict->note = SLICE("the link leads to another episode");
    } else if (!verdict->wrong_time &&
               verdict->within_ms >= WITHIN_APPROXIMATE_MS &&
               claim->start_ms != TIME_NONE) {
        verdict->note = SLICE("its time is known only about");
    } else if (verdict->wrong_time && verdict->start_ms != TIME_NONE) {
        verdict->note =
            check_clock_note(checker->arena, "said at ", verdict->start_ms);
    }
}

static enum status make_claim(struct checker *checker,
                              const struct draft_item *item,
                              struct claim *claim, int64_t *ret_offset_ms,
                              struct error *err)
{
    enum status status =
        check_episode(checker, &item->time, &claim->episode, err);

    claim->start_ms = item->time.start_ms;
    claim->end_ms = item->time.end_ms;
    if (!status)
        status = check_offset(checker, claim->episode, ret_offset_ms, err);
    if (claim->start_ms == TIME_NONE && item->time.source_ms != TIME_NONE)
        claim->start_ms = item->time.source_ms - *ret_offset_ms;
    if (!status)
        status = speaker_of(checker, item, &claim->speaker, err);
    return status;
}

static void judge_short(struct verdict *verdict)
{
    if (verdict->kind == VERDICT_NOT_FOUND || verdict->kind >= VERDICT_STITCHED)
        *verdict = verdict_nowhere;
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
        .best = { .kind = VERDICT_NOT_FOUND, .strays = quoted->count },
        .verdict = verdict_nowhere,
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
    *verdict = title ? verdict_nowhere : state.verdict;
    if (title)
        verdict->kind = VERDICT_TITLE;
    else if (quoted->count < checker->options->min_words)
        judge_short(verdict);
    else
        add_notes(checker, item, &state.claim, offset_ms, verdict);
    return status;
}

enum status check_quote(struct checker *checker, const struct draft_item *item,
                        struct verdict *verdict, struct error *err)
{
    struct quoted quoted;
    enum status status =
        quoted_read(checker->store, item->text, &checker->work, &quoted, err);

    *verdict = verdict_nowhere;
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
