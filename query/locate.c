#include "locate.h"

#include "base/alloc.h"
#include "best.h"
#include "speech.h"

#include <stdlib.h>

enum {
    WORDS_MAX = 8,      /* that are looked for */
    WORDS_LEAST = 3,    /* however frequent they are */
    EVENTS_MAX = 60000, /* occurrences of all, as far as that leaves enough */
    SLACK_LEAST = 4,    /* words that may be put in or left out between two */
    SLACK_SHARE = 8,    /* … or one in so many */
    SLACK_MOST = 16,
};

/* What is as in the quote to the word counts so much more. */
#define EXACT_BONUS 0.5

/* A preferred transcript goes before others that are nearly as good. */
#define PREFERRED_BONUS 1.25

/* A word that is looked for, by where it stands in the quote. */
struct probe {
    size_t at;     /* its first place, from the first word on */
    size_t phrase; /* its number in the expression */
    int64_t count;
    double worth;
};

/* One occurrence: where the first word of the quote would then be. */
struct event {
    int64_t start; /* may lie before the transcript */
    unsigned probe;
};

struct locator {
    const struct locate_options *options;
    struct probe probes[WORDS_MAX];
    size_t probe_count;
    double worth; /* of all of them */
    int64_t slack;
    struct best best;
    struct event *events; /* of the row at hand */
    size_t event_count, event_capacity;
    uint32_t *positions; /* scratch */
    size_t position_capacity;
};

/* ---- which words ---- */

static int by_count(const void *left, const void *right)
{
    const struct probe *a = left, *b = right;

    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* The different words of [from, to) that are in the archive, rarest first. */
static struct probe *list_words(const struct quoted *quoted, size_t from,
                                size_t to, struct arena *arena,
                                size_t *ret_count)
{
    struct probe *list = arena_array(arena, to - from, sizeof(*list));
    bool *seen = arena_array(arena, quoted->word_count + 1, sizeof(*seen));
    size_t count = 0;

    for (size_t i = from; i < to; i++) {
        uint32_t word = quoted->numbers[i] - 1;

        if (!seen[word] && quoted->counts[word])
            list[count++] = (struct probe){ .at = i - from,
                                            .count = quoted->counts[word],
                                            .worth = quoted->worths[word] };
        seen[word] = true;
    }
    if (count)
        qsort(list, count, sizeof(*list), by_count);
    *ret_count = count;
    return list;
}

static void choose_probes(struct locator *locator, const struct quoted *quoted,
                          size_t from, size_t to, struct arena *arena,
                          struct match *match)
{
    size_t count;
    struct probe *words = list_words(quoted, from, to, arena, &count);
    int64_t events = 0;

    match_clause(match, false);
    for (size_t i = 0; i < count && locator->probe_count < WORDS_MAX; i++) {
        events += words[i].count;
        if (i >= WORDS_LEAST && events > EVENTS_MAX)
            break;
        words[i].phrase = match_phrase(
            match, &quoted->words[quoted->numbers[from + words[i].at] - 1], 1,
            false);
        locator->worth += words[i].worth;
        locator->probes[locator->probe_count++] = words[i];
    }
    locator->slack = (int64_t)(to - from) / SLACK_SHARE;
    if (locator->slack < SLACK_LEAST)
        locator->slack = SLACK_LEAST;
    if (locator->slack > SLACK_MOST)
        locator->slack = SLACK_MOST;
}

/* ---- places in a row ---- */

static int by_start(const void *left, const void *right)
{
    const struct event *a = left, *b = right;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->probe > b->probe) - (a->probe < b->probe);
}

/* All that the words in the row could be worth. */
static double most(const struct locator *locator, const struct speech_row *row)
{
    double worth = 0;

    for (size_t i = 0; i < locator->probe_count; i++)
        if (speech_row_has(row, locator->probes[i].phrase))
            worth += locator->probes[i].worth;
    return worth * (1 + EXACT_BONUS);
}

static void gather_events(struct locator *locator, const struct speech_row *row)
{
    locator->event_count = 0;
    for (unsigned i = 0; i < locator->probe_count; i++) {
        size_t count = 0;

        speech_row_positions(row, locator->probes[i].phrase,
                             &locator->positions, &count,
                             &locator->position_capacity);
        locator->events =
            mem_grow(locator->events, &locator->event_capacity,
                     locator->event_count + count, sizeof(*locator->events));
        for (size_t k = 0; k < count; k++)
            locator->events[locator->event_count++] = (struct event){
                (int64_t)locator->positions[k] - (int64_t)locator->probes[i].at,
                i,
            };
    }
    if (locator->event_count)
        qsort(locator->events, locator->event_count, sizeof(*locator->events),
              by_start);
}

/* What a start is worth by the words from there to `slack` behind. */
static double worth_at(const struct locator *locator, size_t first)
{
    const struct event *events = locator->events;
    unsigned seen = 0, exact = 0;
    double worth = 0;

    for (size_t i = first;
         i < locator->event_count &&
         events[i].start <= events[first].start + locator->slack;
         i++) {
        unsigned bit = 1u << events[i].probe;
        double part = locator->probes[events[i].probe].worth;

        if (!(seen & bit))
            worth += part;
        if (events[i].start == events[first].start && !(exact & bit)) {
            worth += part * EXACT_BONUS;
            exact |= bit;
        }
        seen |= bit;
    }
    return worth;
}

static void keep(struct locator *locator, int64_t transcript, int64_t start,
                 double worth)
{
    const struct ranked place = {
        .transcript = transcript,
        .first_token = start > 0 ? (uint32_t)start : 0,
        .score = worth,
    };

    if (best_wants(&locator->best, transcript, worth))
        best_add(&locator->best, &place);
}

/* The best of the starts that lie close together, all through the row. */
static void find_places(struct locator *locator, int64_t transcript,
                        double factor)
{
    double worth = 0;
    int64_t start = 0;

    for (size_t i = 0; i < locator->event_count; i++) {
        int64_t here_start = locator->events[i].start;
        double here;

        if (i > 0 && here_start == locator->events[i - 1].start)
            continue;
        here = worth_at(locator, i) * factor;
        if (worth > 0 && here_start > start + locator->slack) {
            keep(locator, transcript, start, worth);
            worth = 0;
        }
        if (here > worth) {
            worth = here;
            start = here_start;
        }
    }
    if (worth > 0)
        keep(locator, transcript, start, worth);
}

static enum status visit(void *context, const struct speech_row *row)
{
    struct locator *locator = context;
    int64_t transcript = speech_row_transcript(row);
    const struct id_set *preferred = locator->options->preferred;
    double factor =
        preferred && id_set_has(preferred, transcript) ? PREFERRED_BONUS : 1;

    if (!id_set_has(locator->options->scope, transcript) ||
        !best_wants(&locator->best, transcript, most(locator, row) * factor))
        return STATUS_OK;
    gather_events(locator, row);
    find_places(locator, transcript, factor);
    return STATUS_OK;
}

static enum status take_places(struct locator *locator, struct arena *arena,
                               struct location_found **ret_list,
                               size_t *ret_count, struct error *err)
{
    struct ranking ranking = { 0 };
    enum status status = best_take(&locator->best, arena, &ranking, err);
    struct location_found *list;

    list = arena_array(arena, ranking.count, sizeof(*list));
    for (size_t i = 0; i < ranking.count; i++)
        list[i] = (struct location_found){
            .transcript = ranking.list[i].transcript,
            .token = ranking.list[i].first_token,
            .share =
                ranking.list[i].score / (locator->worth * (1 + EXACT_BONUS)),
        };
    *ret_list = list;
    *ret_count = ranking.count;
    return status;
}

enum status locate(struct store *store, const struct quoted *quoted,
                   size_t from, size_t to, const struct locate_options *options,
                   struct arena *arena, struct location_found **ret_list,
                   size_t *ret_count, struct error *err)
{
    struct locator locator = { .options = options,
                               .best.limit = options->limit };
    struct match match;
    enum status status = STATUS_OK;

    match_init(&match);
    choose_probes(&locator, quoted, from, to, arena, &match);
    if (locator.probe_count)
        status = speech_scan(store, &match, visit, &locator, err);
    *ret_count = 0;
    if (!status)
        status = take_places(&locator, arena, ret_list, ret_count, err);
    match_release(&match);
    best_release(&locator.best);
    free(locator.events);
    free(locator.positions);
    return status;
}
