#include "quoted.h"

#include "align.h"
#include "base/limits.h"
#include "store.h"
#include "term.h"

#include <math.h>
#include <stdlib.h>

/* ---- words ---- */

static int compare_words(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

uint32_t quoted_number(const struct quoted *quoted, struct slice word)
{
    const struct slice *found =
        quoted->word_count ? bsearch(&word, quoted->words, quoted->word_count,
                                     sizeof(word), compare_words)
                           : NULL;

    return found ? (uint32_t)(found - quoted->words) + 1 : 0;
}

static void number_words(struct quoted *quoted, struct arena *arena)
{
    quoted->words = arena_array(arena, quoted->count, sizeof(*quoted->words));
    quoted->numbers =
        arena_array(arena, quoted->count, sizeof(*quoted->numbers));
    for (size_t i = 0; i < quoted->count; i++)
        quoted->words[i] = token_text(&quoted->tokens, i);
    if (quoted->count)
        qsort(quoted->words, quoted->count, sizeof(*quoted->words),
              compare_words);
    for (size_t i = 0; i < quoted->count; i++)
        if (i == 0 || !slice_equal(quoted->words[i],
                                   quoted->words[quoted->word_count - 1]))
            quoted->words[quoted->word_count++] = quoted->words[i];
    for (size_t i = 0; i < quoted->count; i++)
        quoted->numbers[i] =
            quoted_number(quoted, token_text(&quoted->tokens, i));
}

/* How rare each word is. One that nobody ever said is as one said once. */
static enum status weigh_words(struct quoted *quoted, struct store *store,
                               struct arena *arena, struct error *err)
{
    int64_t segments, episodes;
    enum status status = store_counts(store, &segments, &episodes, err);
    double all = (double)segments * LIMIT_SEGMENT_TOKENS + 1;

    quoted->counts =
        arena_array(arena, quoted->word_count, sizeof(*quoted->counts));
    quoted->worths =
        arena_array(arena, quoted->word_count, sizeof(*quoted->worths));
    for (size_t i = 0; i < quoted->word_count && !status; i++) {
        int64_t *count = &quoted->counts[i];

        status = term_count(store, quoted->words[i], count, err);
        quoted->worths[i] = log(1 + all / (double)(*count ? *count : 1));
    }
    if (!status)
        quoted->worth = quoted_worth(quoted, 0, quoted->count);
    return status;
}

double quoted_worth(const struct quoted *quoted, size_t from, size_t to)
{
    double worth = 0;

    for (size_t i = from; i < to; i++)
        worth += quoted->worths[quoted->numbers[i] - 1];
    return worth;
}

/* ---- pieces ---- */

/* Does `text`, which stands between two words, say that some are left out? */
static bool has_elision(struct slice text)
{
    return slice_find(text, SLICE("…")) != SLICE_NOT_FOUND ||
           slice_find(text, SLICE("...")) != SLICE_NOT_FOUND ||
           slice_find(text, SLICE(". . .")) != SLICE_NOT_FOUND;
}

/*
 * Tells the words that the author put in, between square brackets, from those
 * that are quoted.
 */
struct inserts {
    struct slice text;
    size_t at;    /* everything before is looked at */
    size_t close; /* of the brackets that are open; 0 = none are */
};

/* Is the word that begins at `from` in brackets? Asked in ascending order. */
static bool is_inserted(struct inserts *inserts, size_t from)
{
    for (; inserts->at < from; inserts->at++) {
        size_t close;

        if (inserts->text.ptr[inserts->at] != '[' ||
            inserts->at < inserts->close)
            continue;
        close = slice_find_char(slice_from(inserts->text, inserts->at), ']');
        inserts->close = close == SLICE_NOT_FOUND ? 0 : inserts->at + close;
        if (close == SLICE_NOT_FOUND)
            inserts->at = inserts->text.len; /* nor is any other closed */
    }
    return from < inserts->close;
}

/* Keeps the tokens that are quoted; the others' place is marked. */
static bool *drop_inserted(struct quoted *quoted, struct arena *arena)
{
    struct token_list *list = &quoted->tokens;
    struct inserts inserts = { .text = quoted->text };
    bool *marked = arena_array(arena, list->count + 1, sizeof(*marked));
    size_t kept = 0, end = 0;

    for (size_t i = 0; i < list->count; i++) {
        struct token token = list->tokens[i];

        marked[kept] |=
            has_elision(slice_range(quoted->text, end, token.from_byte));
        end = token.to_byte;
        if (is_inserted(&inserts, token.from_byte))
            marked[kept] = true;
        else
            list->tokens[kept++] = token;
    }
    list->count = kept;
    return marked;
}

static void cut_pieces(struct quoted *quoted, const bool *marked,
                       struct arena *arena)
{
    size_t capacity = 0;

    for (size_t i = 0; i < quoted->count; i++) {
        struct quoted_piece *last =
            quoted->piece_count ? &quoted->pieces[quoted->piece_count - 1]
                                : NULL;

        if (last && (!marked[i] || i == 0) &&
            last->to - last->from < ALIGN_WORDS_MAX) {
            last->to++;
            continue;
        }
        quoted->pieces =
            arena_grow(arena, quoted->pieces, &capacity,
                       quoted->piece_count + 1, sizeof(*quoted->pieces));
        quoted->pieces[quoted->piece_count++] =
            (struct quoted_piece){ i, i + 1, i > 0 && marked[i] };
    }
}

enum status quoted_read(struct store *store, struct slice text,
                        struct arena *arena, struct quoted *ret_quoted,
                        struct error *err)
{
    struct quoted quoted = { .text = text };
    const bool *marked;
    enum status status;

    token_list_init(&quoted.tokens);
    tokenize(&quoted.tokens, text, 0);
    marked = drop_inserted(&quoted, arena);
    quoted.count = quoted.tokens.count;
    number_words(&quoted, arena);
    cut_pieces(&quoted, marked, arena);
    status = weigh_words(&quoted, store, arena, err);
    if (status)
        token_list_release(&quoted.tokens);
    else
        *ret_quoted = quoted;
    return status;
}

void quoted_release(struct quoted *quoted)
{
    token_list_release(&quoted->tokens);
}
