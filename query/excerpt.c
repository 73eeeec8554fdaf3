#include "excerpt.h"

#include "base/utf8.h"

/* At least this much is shown on either side of a hit. */
enum { CONTEXT_MIN_COLUMNS = 10 };

static size_t previous_character(struct slice text, size_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return at;
}

/*
 * The start of the first whole word within `columns` before `from`. Where they
 * hold no blank (Chinese, Thai) the characters are cut as they come.
 */
static size_t reach_back(struct slice text, size_t from, size_t columns)
{
    size_t at = from, used = 0, word = SLICE_NOT_FOUND;

    while (at > 0) {
        size_t before = previous_character(text, at);

        used += utf8_width(slice_range(text, before, at));
        if (used > columns)
            break;
        if (text.ptr[before] == ' ')
            word = at;
        at = before;
    }
    if (at == 0 || text.ptr[at - 1] == ' ' || word == SLICE_NOT_FOUND)
        return at;
    return word;
}

/* The end of the last whole word within `columns` behind `at`. */
static size_t reach_on(struct slice text, size_t at, size_t columns)
{
    size_t fit = at + utf8_fit(slice_from(text, at), columns).len;
    size_t word = fit;

    if (fit == text.len || text.ptr[fit] == ' ')
        return fit;
    while (word > at && text.ptr[word] != ' ')
        word--;
    return text.ptr[word] == ' ' ? word : fit;
}

static size_t hit_width(const struct passage *passage, size_t index)
{
    const struct hit *hit = &passage->hits[index];

    return utf8_width(slice_range(passage->text, hit->from_byte, hit->to_byte));
}

/* Columns of text that each of `count` hits gets on either side. */
static size_t context_columns(const struct passage *passage, size_t count,
                              size_t columns)
{
    size_t hits = 0, context;

    for (size_t i = 0; i < count; i++)
        hits += hit_width(passage, i);
    context = hits < columns ? (columns - hits) / (2 * count) : 0;
    return context > CONTEXT_MIN_COLUMNS ? context : CONTEXT_MIN_COLUMNS;
}

/* The hit and what stands around it; of a very long hit, its beginning. */
static struct excerpt around(const struct passage *passage, size_t index,
                             size_t context, size_t columns)
{
    const struct hit *hit = &passage->hits[index];
    struct slice text = passage->text;
    struct excerpt piece = { .from =
                                 reach_back(text, hit->from_byte, context) };

    if (hit_width(passage, index) > columns)
        piece.to = reach_on(text, hit->from_byte, columns);
    else
        piece.to = reach_on(text, hit->to_byte, context);
    return piece;
}

size_t excerpt_choose(const struct passage *passage, size_t columns,
                      struct excerpt pieces[EXCERPT_MAX])
{
    struct slice text = passage->text;
    size_t hits =
        passage->hit_count < EXCERPT_MAX ? passage->hit_count : EXCERPT_MAX;
    size_t count = 0, context;

    if (utf8_width(text) <= columns || hits == 0) {
        pieces[0] = (struct excerpt){ 0, reach_on(text, 0, columns) };
        return 1;
    }
    context = context_columns(passage, hits, columns);
    for (size_t i = 0; i < hits; i++) {
        struct excerpt piece = around(passage, i, context, columns);

        if (count && piece.from <= pieces[count - 1].to + 1) {
            if (piece.to > pieces[count - 1].to)
                pieces[count - 1].to = piece.to;
        } else {
            pieces[count++] = piece;
        }
    }
    return count;
}
