#include "name.h"

#include "base/buf.h"

struct slice name_fold(struct slice name, struct arena *arena)
{
    struct token_list tokens;
    struct buf out = BUF_INIT;
    struct slice folded;

    token_list_init(&tokens);
    tokenize(&tokens, name, 0);
    for (size_t i = 0; i < tokens.count; i++) {
        if (i)
            buf_char(&out, ' ');
        buf_slice(&out, token_text(&tokens, i));
    }
    folded = arena_copy(arena, buf_view(&out));
    buf_release(&out);
    token_list_release(&tokens);
    return folded;
}

void name_pattern_init(struct name_pattern *pattern, struct slice text)
{
    token_list_init(&pattern->words);
    token_list_init(&pattern->scratch);
    tokenize(&pattern->words, text, 0);
}

void name_pattern_release(struct name_pattern *pattern)
{
    token_list_release(&pattern->words);
    token_list_release(&pattern->scratch);
}

/* Do the words stand in `name` from token `at` on? The last one may go on. */
static bool run_at(const struct token_list *words,
                   const struct token_list *name, size_t at)
{
    for (size_t i = 0; i + 1 < words->count; i++)
        if (!slice_equal(token_text(words, i), token_text(name, at + i)))
            return false;
    at += words->count - 1;
    return slice_starts_with(token_text(name, at),
                             token_text(words, words->count - 1));
}

static bool has_run(const struct token_list *words,
                    const struct token_list *name)
{
    for (size_t at = 0; at + words->count <= name->count; at++)
        if (run_at(words, name, at))
            return true;
    return false;
}

static bool has_word(const struct token_list *name, struct slice word)
{
    for (size_t i = 0; i < name->count; i++)
        if (slice_starts_with(token_text(name, i), word))
            return true;
    return false;
}

static bool has_words(const struct token_list *words,
                      const struct token_list *name)
{
    for (size_t i = 0; i < words->count; i++)
        if (!has_word(name, token_text(words, i)))
            return false;
    return true;
}

static bool is_same(const struct token_list *words,
                    const struct token_list *name)
{
    if (words->count != name->count)
        return false;
    for (size_t i = 0; i < words->count; i++)
        if (!slice_equal(token_text(words, i), token_text(name, i)))
            return false;
    return true;
}

enum name_fit name_fit(struct name_pattern *pattern, struct slice name)
{
    const struct token_list *words = &pattern->words;

    if (words->count == 0)
        return NAME_NO;
    token_list_clear(&pattern->scratch);
    tokenize(&pattern->scratch, name, 0);
    if (is_same(words, &pattern->scratch))
        return NAME_SAME;
    if (has_run(words, &pattern->scratch))
        return NAME_RUN;
    return has_words(words, &pattern->scratch) ? NAME_WORDS : NAME_NO;
}
