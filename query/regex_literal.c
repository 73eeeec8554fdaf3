#include "regex_literal.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "regex_syntax.h"
#include "tokenizer.h"

#include <utf8proc.h>

enum {
    OPEN_BYTES = 3,     /* a shorter part of a word is in too many words */
    LITERAL_TOKENS = 6, /* a longer phrase tells no more */
    NEEDED_BYTES = 3    /* a shorter string is everywhere */
};

/* ---- what a character does to the words around it ---- */

enum role {
    ROLE_UNSURE,    /* it depends on what stands around it */
    ROLE_SEPARATES, /* no word goes over it */
    ROLE_LETTER,    /* of a word, whatever stands around it */
    ROLE_STEADY,    /* the same, if a letter or separator follows */
    ROLE_APOSTROPHE /* of a word between letters */
};

/* Vowels and final consonants that join the syllable before them. */
static bool is_conjoining(int32_t code)
{
    return (code >= 0x1100 && code <= 0x11FF) ||
           (code >= 0xA960 && code <= 0xA97F) ||
           (code >= 0xD7B0 && code <= 0xD7FF);
}

static bool is_letter(int32_t code)
{
    utf8proc_category_t category = utf8proc_category(code);

    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

static bool is_ascii(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    return true;
}

/*
 * Letters that fold to plain ones shed all marks that follow. Others may be
 * composed with a mark that follows, but with nothing that stands before them.
 */
static enum role role_beyond_ascii(struct slice character, int32_t code)
{
    struct token_list list;
    enum role role = ROLE_UNSURE;
    int32_t folded;

    if (code < 0 || !is_letter(code) || is_conjoining(code))
        return ROLE_UNSURE;
    token_list_init(&list);
    tokenize(&list, character, 0);
    if (list.count == 1) {
        struct slice token = token_text(&list, 0);

        if (is_ascii(token))
            role = ROLE_LETTER;
        else if (utf8_decode(token, &folded) == token.len &&
                 is_letter(folded) && !is_conjoining(folded))
            role = ROLE_STEADY;
    }
    token_list_release(&list);
    return role;
}

static enum role role_of(struct slice character, int32_t code)
{
    if (code >= 0x80 || code < 0)
        return role_beyond_ascii(character, code);
    if (ascii_is_alpha((char)code) || ascii_is_digit((char)code))
        return ROLE_LETTER;
    if (code == '\'')
        return ROLE_APOSTROPHE;
    /* C++, F# */
    return code == '+' || code == '#' ? ROLE_UNSURE : ROLE_SEPARATES;
}

/* ---- strings to literals ---- */

/* Part of a string in which all words are certain, but for its two ends. */
struct run {
    size_t from, to;
};

/* The role of the character at `at`, and its length. */
static enum role role_at(struct slice text, size_t at, size_t *ret_len)
{
    struct slice rest = slice_from(text, at);
    int32_t code;

    *ret_len = utf8_decode(rest, &code);
    return role_of(slice_range(rest, 0, *ret_len), code);
}

/* The next run from `at` on; empty at the end of the text. */
static struct run next_run(struct slice text, size_t at)
{
    struct run run = { at, at };
    enum role last = ROLE_UNSURE;
    size_t len, last_len = 0;

    for (; run.to < text.len; run.to += len) {
        enum role role = role_at(text, run.to, &len);

        if (role == ROLE_UNSURE && run.from < run.to)
            break;
        if (role == ROLE_UNSURE ||
            (role == ROLE_APOSTROPHE && run.from == run.to))
            run.from = run.to + len;
        last = role;
        last_len = len;
    }
    if (run.from < run.to && (last == ROLE_STEADY || last == ROLE_APOSTROPHE))
        run.to -= last_len;
    return run;
}

/* Where the run's text ends that was looked at, what was left off included. */
static size_t behind_run(struct slice text, struct run run)
{
    size_t at = run.to, len;

    while (at < text.len && role_at(text, at, &len) != ROLE_UNSURE)
        at += len;
    return at;
}

static void drop_first(struct regex_literal *literal)
{
    literal->tokens++;
    literal->token_count--;
    literal->open_left = false;
}

static void drop_last(struct regex_literal *literal)
{
    literal->token_count--;
    literal->open_right = false;
}

/* Takes off what is too short to tell, or too much; false if nothing is left. */
static bool trim(struct regex_literal *literal)
{
    while (literal->token_count > LITERAL_TOKENS)
        drop_last(literal);
    if (literal->token_count > 1 && literal->open_left &&
        literal->tokens[0].len < OPEN_BYTES)
        drop_first(literal);
    if (literal->token_count > 1 && literal->open_right &&
        literal->tokens[literal->token_count - 1].len < OPEN_BYTES)
        drop_last(literal);
    if (literal->token_count == 1 &&
        (literal->open_left || literal->open_right))
        return literal->tokens[0].len >= OPEN_BYTES;
    return literal->token_count > 0;
}

static bool literal_of_run(struct slice run, struct arena *arena,
                           struct regex_literal *ret)
{
    struct token_list list;
    bool is_sure = true;

    token_list_init(&list);
    tokenize(&list, run, 0);
    *ret = (struct regex_literal){
        .tokens = arena_array(arena, list.count, sizeof(*ret->tokens)),
        .token_count = list.count,
    };
    for (size_t i = 0; i < list.count; i++) {
        ret->tokens[i] = arena_copy(arena, token_text(&list, i));
        is_sure = is_sure && !regex_literal_may_be_cut(ret->tokens[i]);
    }
    if (list.count) {
        ret->open_left = list.tokens[0].from_byte == 0;
        ret->open_right = list.tokens[list.count - 1].to_byte == run.len;
    }
    token_list_release(&list);
    return is_sure && trim(ret);
}

static size_t bytes_of(const struct regex_literal *literal)
{
    size_t bytes = 0;

    for (size_t i = 0; i < literal->token_count; i++)
        bytes += literal->tokens[i].len;
    return bytes;
}

/* The most telling literal of a string. */
static bool literal_of(struct slice string, struct arena *arena,
                       struct regex_literal *ret)
{
    bool found = false;

    for (size_t at = 0; at < string.len;) {
        struct run run = next_run(string, at);
        struct regex_literal literal;

        if (literal_of_run(slice_range(string, run.from, run.to), arena,
                           &literal) &&
            (!found || bytes_of(&literal) > bytes_of(ret))) {
            *ret = literal;
            found = true;
        }
        at = behind_run(string, run);
    }
    return found;
}

static bool literals_of(const struct string_set *strings, struct arena *arena,
                        struct regex_literal_set *ret)
{
    ret->items = arena_array(arena, strings->count, sizeof(*ret->items));
    ret->count = strings->count;
    for (size_t i = 0; i < strings->count; i++)
        if (!literal_of(strings->items[i], arena, &ret->items[i]))
            return false;
    return true;
}

/* The longest string that is needed, whatever else is. */
static struct slice longest_needed(const struct regex_part *part)
{
    struct slice longest = SLICE("");

    for (size_t i = 0; i < part->need_count; i++) {
        struct slice shared = string_set_shared(&part->needs[i]);

        if (shared.len >= NEEDED_BYTES && shared.len > longest.len)
            longest = shared;
    }
    return longest;
}

void regex_literals(struct slice source, unsigned flags, struct arena *arena,
                    struct regex_needs *ret)
{
    bool any_case;
    struct regex_part part = regex_parse(source, flags, arena, &any_case);

    ret->needed = any_case ? SLICE("") : longest_needed(&part);
    ret->sets = arena_array(arena, part.need_count, sizeof(*ret->sets));
    ret->count = 0;
    ret->reach = part.reach;
    for (size_t i = 0; i < part.need_count; i++)
        if (literals_of(&part.needs[i], arena, &ret->sets[ret->count]))
            ret->count++;
}

/* ---- literals and words ---- */

/*
 * A word is cut when the next character's folding would make it too long; a
 * folding has at most 32 bytes, and normal form C is no less than half as long
 * as what it was composed of.
 */
bool regex_literal_may_be_cut(struct slice term)
{
    return term.len >= LIMIT_TOKEN_BYTES / 4;
}

bool regex_literal_fits(const struct regex_literal *literal, struct slice term)
{
    struct slice token = literal->tokens[0];
    bool open_right = literal->token_count == 1 && literal->open_right;

    if (literal->open_left && regex_literal_may_be_cut(term))
        return true;
    if (literal->open_left)
        return open_right ? slice_find(term, token) != SLICE_NOT_FOUND
                          : slice_ends_with(term, token);
    return open_right ? slice_starts_with(term, token)
                      : slice_equal(term, token);
}
