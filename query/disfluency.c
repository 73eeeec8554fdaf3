#include "disfluency.h"

static bool is_in(struct slice word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(word, slice_of(list[i])))
            return true;
    return false;
}

#define IS_IN(word, list) is_in(word, list, sizeof(list) / sizeof(*(list)))

static bool is_filler(struct slice word)
{
    static const char *const fillers[] = { "um",  "umm", "uh", "uhh", "uhm",
                                           "erm", "er",  "hm", "hmm", "äh",
                                           "ähm", "öh",  "euh" };

    return IS_IN(word, fillers);
}

/* Said twice, it means no more than once. */
static bool is_small(struct slice word)
{
    static const char *const words[] = {
        "i",     "i'm",  "i've", "you", "he",   "she",  "it",  "it's", "we",
        "we're", "they", "the",  "a",   "an",   "and",  "but", "or",   "if",
        "to",    "of",   "in",   "on",  "for",  "with", "my",  "your", "our",
        "ich",   "wir",  "sie",  "und", "aber", "der",  "die", "das",
    };

    return IS_IN(word, words);
}

/* What stands between a token and the next: blanks, commas and dashes alone? */
static bool goes_on(const struct extract *extract, uint32_t token)
{
    size_t index = token - extract->first_token;
    const struct token *tokens = extract->tokens.tokens;
    struct slice between = slice_range(extract->text, tokens[index].to_byte,
                                       tokens[index + 1].from_byte);

    for (size_t i = 0; i < between.len; i++)
        if (between.ptr[i] != ' ' && between.ptr[i] != ',' &&
            between.ptr[i] != '-')
            return false;
    return between.len > 0;
}

static bool same_word(const struct extract *extract, uint32_t a, uint32_t b)
{
    return slice_equal(extract_word(extract, a), extract_word(extract, b));
}

/* "th- the": a hyphen with a blank behind it, and the word begins anew. */
static bool is_given_up(const struct extract *extract, uint32_t token)
{
    const struct token *own =
        &extract->tokens.tokens[token - extract->first_token];
    struct slice behind =
        slice_range(extract->text, own->to_byte, (size_t)own->to_byte + 2);

    return slice_equal(behind, SLICE("- ")) &&
           slice_starts_with(extract_word(extract, token + 1),
                             extract_word(extract, token));
}

/* How many words from `token` on are said again right behind them: 0 to 2. */
static uint32_t repeated(const struct extract *extract, uint32_t token,
                         uint32_t end)
{
    if (!is_small(extract_word(extract, token)))
        return 0;
    if (token + 1 < end && same_word(extract, token, token + 1) &&
        goes_on(extract, token))
        return 1;
    if (token + 3 < end && same_word(extract, token, token + 2) &&
        same_word(extract, token + 1, token + 3) && goes_on(extract, token) &&
        goes_on(extract, token + 1) && goes_on(extract, token + 2))
        return 2;
    return 0;
}

void disfluencies_mark(const struct extract *extract, uint32_t first,
                       uint32_t end, bool *marks)
{
    for (uint32_t token = first; token < end; token++) {
        uint32_t twice = repeated(extract, token, end);

        marks[token - first] = marks[token - first] ||
                               is_filler(extract_word(extract, token)) ||
                               (token + 1 < end && is_given_up(extract, token));
        for (uint32_t i = 0; i < twice; i++)
            marks[token + i - first] = true;
    }
}
