/*
 * What a regular expression cannot match without: some that are known, and
 * random expressions over random texts, where every match must be among what
 * the literals let through.
 */
#include "regex_literal.h"

#include "base/limits.h"
#include "made_up.h"
#include "regex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- known ones ---- */

static void print_literal(const struct regex_literal *literal, struct buf *out)
{
    buf_string(out, literal->open_left ? "*" : "");
    for (size_t i = 0; i < literal->token_count; i++) {
        buf_string(out, i ? " " : "");
        buf_slice(out, literal->tokens[i]);
    }
    buf_string(out, literal->open_right ? "*" : "");
}

/* The sets, as "a|b & c". */
static void print_literals(struct slice source, unsigned flags, struct buf *out)
{
    struct regex_needs needs;
    struct arena arena;

    arena_init(&arena);
    regex_literals(source, flags, &arena, &needs);
    buf_string(out, needs.count ? "" : "-");
    for (size_t i = 0; i < needs.count; i++) {
        buf_string(out, i ? " & " : "");
        for (size_t k = 0; k < needs.sets[i].count; k++) {
            buf_string(out, k ? "|" : "");
            print_literal(&needs.sets[i].items[k], out);
        }
    }
    arena_release(&arena);
}

static const struct {
    const char *source, *literals;
} known[] = {
    { "kubernetes", "*kubernetes*" },
    { "Kubernet\\w+", "*kubernet*" },
    { "colou?r", "*colour*|*color*" },
    { "gr[ae]y", "*gray*|*grey*" },
    { "machine\\s+learn\\w+", "*machine* & *learn*" },
    { "people (\\w+) think", "*people & think*" },
    { "one way door", "*one way door*" },
    { "one-way door", "*one way door*" },
    { " budget ", "budget" },
    { "\\bbudget\\b", "*budget*" },
    { "\\b\\d+ ?(k|thousand)\\b", "-" },
    { "(cat|dog) food", "*cat food*|*dog food*" },
    { "(cats|dogs|\\w+) food", "food*" },
    { "cats|\\d", "-" },
    { "cats|dogs", "*cats*|*dogs*" },
    { "cats|dogs\\d|x*birds", "*cats*|*dogs*|*birds*" },
    { "(cats)?", "-" },
    { "(cats)+", "*cats*" },
    { "(cats)*", "-" },
    { "(ab){3}", "*ababab*" },
    { "(abc){0,3}", "-" },
    { "a{1000}", "-" },
    { "(?=never)always", "*always*" },
    { "(?!never)always", "*always*" },
    { "(?<=never )always(?<!never)", "*always*" },
    { "(?i)Always", "*always*" },
    { "(?i:Al)ways", "*always*" },
    { "(?<name>always)\\1", "*always*" },
    { "(?P<name>al)(?'other'ways)", "*always*" },
    { "(?>always|never)", "*always*|*never*" },
    { "(?#never)always", "*always*" },
    { "always(*ACCEPT)never", "-" },
    { "(?x) al ways", "-" },
    { "(?(1)always|never)", "-" },
    { "(?R)?always", "-" },
    { "\\Qa+b\\Ealways", "-" },
    { "[[:alpha:]]always", "-" },
    { "[]always]", "-" },
    { "[^]a]always", "*always*" },
    { "[\\]]always", "*always*" },
    { "\\x{61}lways", "*lways*" },
    { "\\x61lways", "*lways*" },
    { "\\141lways", "*lways*" },
    { "\\p{Lu}lways", "*lways*" },
    { "\\pLlways", "*lways*" },
    { "always.", "*always*" },
    { "always\\.", "*always" },
    { "c\\+\\+ code", "code*" },
    { "c#", "-" },
    { "don't", "*don't*" },
    { "don't'", "*don't*" },
    { "the 'end'", "*the end*" },
    { "Z\u00fcrich", "*zurich*" },
    { "stra\u00dfe", "*strasse*" },
    { "\u043c\u0438\u0440\u043d\u044b\u0439",
      "*\u043c\u0438\u0440\u043d\u044b*" },
    { "\u4f1a\u8b70\u3092", "*\u4f1a \u8b70*" },
    { "e\u0301tude", "*tude*" },
    { "so\u00adft", "-" },
    { "\u1112\u1161\u11ab", "-" },
    { "ab", "-" },
    { "x the bull", "the bull*" },
    { "abc|de", "-" },
    { "", "-" },
};

static void finds_known_literals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
        struct buf out = BUF_INIT;

        print_literals(slice_of(known[i].source), 0, &out);
        if (strcmp(out.ptr, known[i].literals) != 0)
            fail_msg("%s: %s, not %s", known[i].source, out.ptr,
                     known[i].literals);
        buf_release(&out);
    }
}

static const struct {
    const char *source;
    unsigned flags;
    const char *needed;
} strings[] = {
    { "\\w+ing \\w+ing", 0, "ing " },
    { "\\w+ing \\w+ing", REGEX_NOCASE, "" },
    { "(?i)\\w+ing \\w+", 0, "" },
    { "\\w+(?i:ing) \\w+ here", 0, "" },
    { "(?m)\\w+ing$", 0, "ing" },
    { "\\w+ (of|in) the", 0, " the" },
    { "(under|over|sub)stand\\w*", 0, "stand" },
    { "stand(ing|s|by)\\w", 0, "stand" },
    { "(red|green) \\w+", 0, "" },
    { "of|the", 0, "" },
    { "\\w+ of a", 0, " of a" },
    { "(?=the)\\w+ of", 0, " of" },
    { "(x\u00e9b|y\u0169b)", 0, "" },
    { "(x\u00e9yb|y\u00e9yb)", 0, "\u00e9yb" },
    { "(b\u00e9y|b\u00e8y)ou", 0, "you" },
    { "(bay\u00e9|bay\u00e8)", 0, "bay" },
};

static void finds_a_needed_string(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++) {
        struct regex_needs needs;

        regex_literals(slice_of(strings[i].source), strings[i].flags, &arena,
                       &needs);
        if (!slice_equal(needs.needed, slice_of(strings[i].needed)))
            fail_msg("/%s/ needs \"%.*s\", not \"%s\"", strings[i].source,
                     SLICE_ARG(needs.needed), strings[i].needed);
    }
    arena_release(&arena);
}

static void knows_nothing_of_extended_ones(void **state)
{
    struct buf out = BUF_INIT;

    (void)state;
    print_literals(SLICE("always # never"), REGEX_EXTENDED, &out);
    assert_string_equal(out.ptr, "-");
    buf_release(&out);
}

static void a_word_that_may_be_cut_fits(void **state)
{
    char term[LIMIT_TOKEN_BYTES];
    struct slice tokens[] = { SLICE("always"), SLICE("never") };
    struct regex_literal literal = { tokens, 2, true, false };

    (void)state;
    memset(term, 'x', sizeof(term));
    assert_true(regex_literal_fits(&literal,
                                   (struct slice){ term, LIMIT_TOKEN_BYTES }));
    assert_false(regex_literal_fits(&literal, (struct slice){ term, 20 }));
    assert_true(regex_literal_fits(&literal, SLICE("nalways")));
    assert_false(regex_literal_fits(&literal, SLICE("alwaysn")));
}

/* ---- random ones ---- */

/* Letters that meet often, and all that is odd about words. */
static const char *const pieces[] = {
    "a",
    "b",
    "a",
    "b",
    "ab",
    "s",
    "k",
    "K",
    "A",
    " ",
    " ",
    "-",
    "'",
    "\u2019",
    "+",
    "#",
    "1",
    "c++",
    "\u00e4",
    "\u00df",
    "\u0301",
    "\u00ad",
    "\u0438\u0306",
    "\u0439",
    "\u0438",
    "\u4f1a",
    "\u8b70",
    "\u304b",
    "\u3099",
    "\u304c",
    "\uff76",
    "\uff9e",
    "\u1112",
    "\u1161",
    "\ud55c",
    "\u0130",
    "\u0131",
    "\u017f",
    "\u212a",
    "\ufb01",
    "fi",
    "\u0915",
    "\u093c",
    "\u0345",
    "\u03b9",
    "\u03c3",
    "\u03c2",
    "_",
};

enum { PIECES = sizeof(pieces) / sizeof(*pieces) };

/* Few kinds of pieces at a time, so that texts and expressions meet. */
struct alphabet {
    const char *list[5];
};

static void make_alphabet(struct dice *dice, struct alphabet *alphabet)
{
    for (size_t i = 0; i < 5; i++)
        alphabet->list[i] = pieces[dice_below(dice, PIECES)];
}

static void add_piece(struct dice *dice, const struct alphabet *alphabet,
                      struct buf *out)
{
    buf_string(out, alphabet->list[dice_below(dice, 5)]);
}

/* Sometimes a word that is too long, to be cut somewhere. */
static void make_text(struct dice *dice, const struct alphabet *alphabet,
                      struct buf *out)
{
    uint32_t count = 1 + dice_below(dice, 40);
    uint32_t filling = dice_below(dice, 4) ? 0 : 90 + dice_below(dice, 45);

    for (uint32_t i = 0; i < count; i++)
        add_piece(dice, alphabet, out);
    for (uint32_t i = 0; i < filling; i++)
        buf_char(out, 'x');
    for (uint32_t i = 0; i < count; i++)
        add_piece(dice, alphabet, out);
}

/* As a character of its own in an expression. */
static void add_literal(struct dice *dice, const struct alphabet *alphabet,
                        struct buf *out)
{
    const char *piece = alphabet->list[dice_below(dice, 5)];

    for (; *piece; piece++) {
        if (strchr("+'#-", *piece) && *piece != '\'')
            buf_char(out, '\\');
        buf_char(out, *piece);
    }
}

static void add_expression(struct dice *dice, const struct alphabet *alphabet,
                           int depth, struct buf *out);

static void add_atom(struct dice *dice, const struct alphabet *alphabet,
                     int depth, struct buf *out)
{
    static const char *const others[] = { ".",   "\\w",   "\\s", "\\b",
                                          "^",   "$",     "\\W", "\\d",
                                          "\\1", "[a-c]", "\\B" };
    static const char *const groups[] = { "(",   "(?:", "(?>",  "(?i:", "(?=",
                                          "(?!", "(?|", "(?s:", "(" };

    switch (dice_below(dice, depth > 0 ? 12 : 10)) {
    case 0:
        buf_string(out, others[dice_below(dice, 11)]);
        break;
    case 1:
        buf_char(out, '[');
        add_literal(dice, alphabet, out);
        add_literal(dice, alphabet, out);
        buf_char(out, ']');
        break;
    case 10:
    case 11:
        buf_string(out, groups[dice_below(dice, 9)]);
        add_expression(dice, alphabet, depth - 1, out);
        buf_char(out, ')');
        break;
    default:
        add_literal(dice, alphabet, out);
    }
}

static void add_expression(struct dice *dice, const struct alphabet *alphabet,
                           int depth, struct buf *out)
{
    static const char *const repeats[] = { "*",  "+",  "?",     "{2}", "{1,3}",
                                           "+?", "*+", "{0,1}", "{2,}" };
    uint32_t count = 1 + dice_below(dice, 6);

    for (uint32_t i = 0; i < count; i++) {
        add_atom(dice, alphabet, depth, out);
        if (dice_below(dice, 6) == 0)
            buf_string(out, repeats[dice_below(dice, 9)]);
        if (dice_below(dice, 12) == 0)
            buf_char(out, '|');
    }
}

static bool matches(struct slice source, unsigned flags, struct slice text)
{
    struct regex_matcher *matcher;
    struct regex_match match;
    struct regex *regex;
    struct error err;
    bool found;

    if (regex_compile(source, flags, 0, &regex, &err))
        return false;
    assert_int_equal(regex_matcher_new(regex, &matcher, &err), STATUS_OK);
    regex_begin_text(matcher);
    found = !regex_next(matcher, text, 0, &match, &err);
    regex_matcher_free(matcher);
    regex_free(regex);
    return found;
}

static bool stands_at(const struct regex_literal *literal,
                      const struct token_list *tokens, size_t at)
{
    if (!regex_literal_fits(literal, token_text(tokens, at)))
        return false;
    if (literal->open_left && regex_literal_may_be_cut(token_text(tokens, at)))
        return true;
    for (size_t i = 1; i < literal->token_count; i++) {
        bool open = literal->open_right && i + 1 == literal->token_count;
        struct slice token;

        if (at + i >= tokens->count)
            return false;
        token = token_text(tokens, at + i);
        if (open ? !slice_starts_with(token, literal->tokens[i])
                 : !slice_equal(token, literal->tokens[i]))
            return false;
    }
    return true;
}

static bool has_one(const struct regex_literal_set *set,
                    const struct token_list *tokens)
{
    for (size_t i = 0; i < set->count; i++)
        for (size_t at = 0; at < tokens->count; at++)
            if (stands_at(&set->items[i], tokens, at))
                return true;
    return false;
}

/* Checks one expression on one text; whether the literals had a say. */
static bool check_pair(struct slice source, unsigned flags, struct slice text)
{
    struct token_list tokens;
    struct regex_needs needs;
    struct arena arena;

    if (!matches(source, flags, text))
        return false;
    arena_init(&arena);
    token_list_init(&tokens);
    tokenize(&tokens, text, 0);
    regex_literals(source, flags, &arena, &needs);
    for (size_t i = 0; i < needs.count; i++)
        if (!has_one(&needs.sets[i], &tokens))
            fail_msg("/%.*s/%s matches \"%.*s\", but for set %zu",
                     SLICE_ARG(source), flags ? "i" : "", SLICE_ARG(text), i);
    if (slice_find(text, needs.needed) == SLICE_NOT_FOUND)
        fail_msg("/%.*s/%s matches \"%.*s\" without \"%.*s\"",
                 SLICE_ARG(source), flags ? "i" : "", SLICE_ARG(text),
                 SLICE_ARG(needs.needed));
    token_list_release(&tokens);
    arena_release(&arena);
    return needs.count > 0;
}

/* Wherever the tokenizer cuts, the word is let through. */
static void lets_cut_words_through(void **state)
{
    (void)state;
    for (int filling = 0; filling < 2 * LIMIT_TOKEN_BYTES; filling++) {
        struct buf text = BUF_INIT;

        for (int i = 0; i < filling; i++)
            buf_char(&text, 'x');
        buf_string(&text, "always never");
        assert_true(check_pair(SLICE("always"), 0, buf_view(&text)));
        assert_true(check_pair(SLICE("always never"), 0, buf_view(&text)));
        buf_release(&text);
    }
}

static void lets_every_match_through(void **state)
{
    enum { ROUNDS = 30000, TEXTS = 3, LEAST = 2000 };

    const char *seed = getenv("QUOTH_TEST_SEED");
    struct dice dice = { seed ? strtoull(seed, NULL, 10) : 20240517 };
    size_t told = 0;

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct buf source = BUF_INIT, text = BUF_INIT;
        struct alphabet alphabet;
        unsigned flags = dice_below(&dice, 2) ? REGEX_NOCASE : 0;

        make_alphabet(&dice, &alphabet);
        add_expression(&dice, &alphabet, 3, &source);
        for (int k = 0; k < TEXTS; k++) {
            buf_clear(&text);
            make_text(&dice, &alphabet, &text);
            told += check_pair(buf_view(&source), flags, buf_view(&text));
        }
        buf_release(&source);
        buf_release(&text);
    }
    assert_true(told > LEAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_known_literals),
        cmocka_unit_test(finds_a_needed_string),
        cmocka_unit_test(knows_nothing_of_extended_ones),
        cmocka_unit_test(a_word_that_may_be_cut_fits),
        cmocka_unit_test(lets_cut_words_through),
        cmocka_unit_test(lets_every_match_through),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
