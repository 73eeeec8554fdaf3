#include "mention.h"

#include "base/utf8.h"
#include "name.h"
#include "term.h"

#include <math.h>
#include <stdlib.h>
#include <utf8proc.h>

enum {
    NAME_WORDS_MAX = 4,
    WORD_COUNT_LEAST = 3, /* a single word that comes less often is chance */
    WORD_BYTES_LEAST = 4,
};

/* A word that is not so much more frequent here than elsewhere is none. */
#define RATE_LEAST 4.0

/* Words [first, first + length) of the extract, one time that they are said. */
struct occurrence {
    size_t first, length;
    struct slice folded;
    bool name;
};

struct finder {
    const struct extract *extract;
    struct arena *arena;
    struct occurrence *list;
    size_t count, capacity;
};

/* ---- what may be a mention ---- */

static bool is_capital(const struct extract *extract, size_t token)
{
    int32_t code;

    utf8_decode(
        slice_from(extract->text, extract->tokens.tokens[token].from_byte),
        &code);
    return code >= 0 && utf8proc_category(code) == UTF8PROC_CATEGORY_LU;
}

/* Is there nothing but a blank between a word and the one before? */
static bool goes_on(const struct extract *extract, size_t token)
{
    const struct token *tokens = extract->tokens.tokens;

    return token > 0 &&
           slice_equal(slice_range(extract->text, tokens[token - 1].to_byte,
                                   tokens[token].from_byte),
                       SLICE(" "));
}

static bool begins_sentence(const struct extract *extract, size_t token)
{
    return extract_begins_sentence(extract,
                                   extract->first_token + (uint32_t)token);
}

static struct slice fold_run(struct finder *finder, size_t first, size_t length)
{
    const struct token *tokens = finder->extract->tokens.tokens;

    return name_fold(slice_range(finder->extract->text, tokens[first].from_byte,
                                 tokens[first + length - 1].to_byte),
                     finder->arena);
}

static void add(struct finder *finder, size_t first, size_t length, bool name)
{
    finder->list = arena_grow(finder->arena, finder->list, &finder->capacity,
                              finder->count + 1, sizeof(*finder->list));
    finder->list[finder->count++] =
        (struct occurrence){ first, length, fold_run(finder, first, length),
                             name };
}

/*
 * Runs of capitalised words. The first word of a sentence is capitalised
 * anyway, so it alone tells nothing.
 */
static void find_names(struct finder *finder)
{
    const struct extract *extract = finder->extract;

    for (size_t i = 0; i < extract->tokens.count;) {
        size_t length = 0;

        while (i + length < extract->tokens.count && length < NAME_WORDS_MAX &&
               is_capital(extract, i + length) &&
               (length == 0 || goes_on(extract, i + length)))
            length++;
        if (length > 1 || (length == 1 && !begins_sentence(extract, i)))
            add(finder, i, length, true);
        i += length ? length : 1;
    }
}

static void find_words(struct finder *finder)
{
    const struct extract *extract = finder->extract;

    for (size_t i = 0; i < extract->tokens.count; i++)
        if (token_text(&extract->tokens, i).len >= WORD_BYTES_LEAST)
            add(finder, i, 1, false);
}

/* ---- how much they stand out ---- */

static int by_text(const void *left, const void *right)
{
    const struct occurrence *a = left, *b = right;
    int order = slice_compare(a->folded, b->folded);

    if (order)
        return order;
    if (a->name != b->name)
        return a->name ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

/* Occurrences in the archive of the rarest word of a run. */
static enum status rarest_count(struct store *store,
                                const struct extract *extract,
                                const struct occurrence *occurrence,
                                int64_t *ret_count, struct error *err)
{
    enum status status = STATUS_OK;

    *ret_count = INT64_MAX;
    for (size_t i = 0; i < occurrence->length && !status; i++) {
        int64_t count;

        status = term_count(store,
                            token_text(&extract->tokens, occurrence->first + i),
                            &count, err);
        if (!status && count < *ret_count)
            *ret_count = count;
    }
    return status;
}

static enum status count_words(struct store *store, struct arena *arena,
                               double *ret_words, struct error *err)
{
    struct spoken_transcript *list;
    size_t count;
    enum status status =
        store_spoken_transcripts(store, arena, &list, &count, err);

    for (size_t i = 0; i < count && !status; i++)
        *ret_words += (double)list[i].tokens;
    return status;
}

/*
 * Dunning's log-likelihood, its first term (Comput. Linguist. 19, 1993): how
 * surprising it is to hear that so often here.
 */
static double surprise(size_t count, size_t words, int64_t all_count,
                       double all_words)
{
    double rate = (double)count / (double)words;
    double all_rate = (double)all_count / all_words;

    if (all_count <= 0 || rate < RATE_LEAST * all_rate)
        return 0;
    return (double)count * log(rate / all_rate);
}

static struct mention make_mention(const struct finder *finder,
                                   const struct occurrence *list, size_t count)
{
    const struct extract *extract = finder->extract;
    const struct token *tokens = extract->tokens.tokens;
    struct mention mention = { .count = count };

    mention.text = slice_range(extract->text, tokens[list->first].from_byte,
                               tokens[list->first + list->length - 1].to_byte);
    for (size_t i = 0; i < count && i < MENTION_TIMES; i++)
        mention.tokens[i] = extract->first_token + (uint32_t)list[i].first;
    return mention;
}

static bool is_known(struct slice folded, const struct slice *known,
                     size_t count, struct arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        struct slice name = name_fold(known[i], arena), part;

        if (slice_equal(name, folded))
            return true;
        while (slice_next_part(&name, ' ', &part))
            if (slice_equal(part, folded))
                return true;
    }
    return false;
}

struct chosen {
    struct mention *list;
    size_t count, capacity;
};

/* Occurrences of one text: a name if it mostly is one, else a word. */
static enum status weigh(struct store *store, struct finder *finder,
                         const struct occurrence *list, size_t count,
                         double all_words, struct chosen *chosen,
                         struct error *err)
{
    size_t names = 0, said;
    struct mention mention;
    int64_t all_count;
    enum status status =
        rarest_count(store, finder->extract, list, &all_count, err);

    while (names < count && list[names].name)
        names++;
    /* A single word was met twice where it is a name. */
    said = names && count > names ? count - names : count;
    if (status || (names * 2 <= said && said < WORD_COUNT_LEAST))
        return status;
    if (names && names * 2 <= said)
        list += names; /* often in small letters: a word like others */
    mention = make_mention(finder, list, names * 2 > said ? names : said);
    mention.score = surprise(mention.count, finder->extract->tokens.count,
                             all_count, all_words);
    if (mention.score <= 0)
        return STATUS_OK;
    chosen->list = arena_grow(finder->arena, chosen->list, &chosen->capacity,
                              chosen->count + 1, sizeof(*chosen->list));
    chosen->list[chosen->count++] = mention;
    return STATUS_OK;
}

static int by_score(const void *left, const void *right)
{
    const struct mention *a = left, *b = right;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return (a->tokens[0] > b->tokens[0]) - (a->tokens[0] < b->tokens[0]);
}

/* Takes out what is a part of a better one, as Kettle of Kettle Bridge. */
static void drop_parts(struct chosen *chosen)
{
    size_t kept = 0;

    for (size_t i = 0; i < chosen->count; i++) {
        struct name_pattern pattern;
        bool part = false;

        name_pattern_init(&pattern, chosen->list[i].text);
        for (size_t k = 0; k < kept && !part; k++)
            part = name_fit(&pattern, chosen->list[k].text) != NAME_NO;
        name_pattern_release(&pattern);
        if (!part)
            chosen->list[kept++] = chosen->list[i];
    }
    chosen->count = kept;
}

enum status mentions_find(struct store *store, const struct extract *extract,
                          const struct slice *known, size_t known_count,
                          size_t limit, struct arena *arena,
                          struct mention **ret_list, size_t *ret_count,
                          struct error *err)
{
    struct finder finder = { .extract = extract, .arena = arena };
    struct chosen chosen = { 0 };
    double all_words = 0;
    enum status status = count_words(store, arena, &all_words, err);

    find_names(&finder);
    find_words(&finder);
    if (finder.count)
        qsort(finder.list, finder.count, sizeof(*finder.list), by_text);
    for (size_t i = 0, end; i < finder.count && !status; i = end) {
        for (end = i; end < finder.count && slice_equal(finder.list[end].folded,
                                                        finder.list[i].folded);)
            end++;
        if (!is_known(finder.list[i].folded, known, known_count, arena))
            status = weigh(store, &finder, finder.list + i, end - i, all_words,
                           &chosen, err);
    }
    if (chosen.count)
        qsort(chosen.list, chosen.count, sizeof(*chosen.list), by_score);
    if (chosen.count > limit * 2)
        chosen.count = limit * 2;
    drop_parts(&chosen);
    *ret_list = chosen.list;
    *ret_count = chosen.count < limit ? chosen.count : limit;
    return status;
}
