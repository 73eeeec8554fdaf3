/*
 * Query lines against their trees. Most cases are data: the files
 * tests/query/NAME.cases, whose folder is the program's argument. A case has
 * three lines: the query, its tree or "error FROM-TO MESSAGE", and an empty
 * one. What a line of a text file cannot hold is tested here.
 */
#include "parse.h"

#include "base/limits.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Fewer cases than there are means that files were not found. */
enum { CASES_LEAST = 250 };

static const char *cases_folder;

/* The tree, or the error, as the case files write it. */
static void parse_and_print(struct slice line, struct buf *out)
{
    struct arena arena;
    struct query query;
    struct error err = { 0 };

    arena_init(&arena);
    if (query_parse(line, &arena, &query, &err))
        buf_printf(out, "error %ld-%ld %s", err.from, err.to, err.text);
    else if (query.root)
        tree_print(out, query.root);
    else
        buf_string(out, "nothing");
    arena_release(&arena);
}

static void check_line(struct slice line, const char *expected)
{
    struct buf printed = BUF_INIT;

    parse_and_print(line, &printed);
    if (strcmp(printed.ptr, expected) != 0)
        fail_msg("%.*s\n  is       %s\n  expected %s", SLICE_ARG(line),
                 printed.ptr, expected);
    buf_release(&printed);
}

static void read_file(const char *name, struct buf *out)
{
    struct buf path = BUF_INIT;
    char piece[4096];
    size_t len;
    FILE *file;

    buf_printf(&path, "%s/%s", cases_folder, name);
    file = fopen(path.ptr, "rb");
    assert_non_null(file);
    while ((len = fread(piece, 1, sizeof(piece), file)) > 0)
        buf_append(out, piece, len);
    fclose(file);
    buf_release(&path);
}

/* Calls `check` with each case of each file; returns their number. */
static size_t for_each_case(void (*check)(struct slice query,
                                          struct slice expected))
{
    DIR *folder = opendir(cases_folder);
    struct dirent *entry;
    size_t count = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        struct buf text = BUF_INIT;
        struct slice rest, query, expected, blank;

        if (!slice_ends_with(slice_of(entry->d_name), SLICE(".cases")))
            continue;
        read_file(entry->d_name, &text);
        rest = buf_view(&text);
        while (slice_next_line(&rest, &query)) {
            assert_true(slice_next_line(&rest, &expected));
            assert_true(slice_next_line(&rest, &blank) && blank.len == 0);
            check(query, expected);
            count++;
        }
        buf_release(&text);
    }
    closedir(folder);
    return count;
}

static void check_case(struct slice query, struct slice expected)
{
    struct buf copy = BUF_INIT;

    buf_slice(&copy, expected);
    check_line(query, copy.ptr);
    buf_release(&copy);
}

static void parses_the_cases(void **state)
{
    (void)state;
    assert_true(for_each_case(check_case) >= CASES_LEAST);
}

/* Leaves are numbered as they are written, and ranges lie in the line. */
static void check_query(const struct query *query)
{
    long behind = 0;

    for (size_t i = 0; i < query->leaf_count; i++) {
        const struct node *leaf = query->leaves[i];

        assert_int_equal(leaf->leaf, i);
        assert_true(leaf->token_count > 0 || leaf->kind == NODE_REGEX);
        assert_true(leaf->from >= behind && leaf->to > leaf->from);
        behind = leaf->to;
    }
    assert_true(behind <= (long)query->line.len);
}

static void check_beginning(struct slice line)
{
    struct arena arena;
    struct query query;
    struct error err = { 0 };

    arena_init(&arena);
    if (query_parse(line, &arena, &query, &err) == STATUS_OK) {
        check_query(&query);
    } else {
        assert_true(err.from >= 0 && err.from < err.to);
        assert_true(err.to <= (long)line.len);
        assert_true(err.text[0] != '\0');
    }
    arena_release(&arena);
}

static void check_beginnings(struct slice query, struct slice expected)
{
    (void)expected;
    for (size_t len = 0; len <= query.len; len++)
        check_beginning(slice_range(query, 0, len));
}

static void every_beginning_is_a_query_or_a_pointed_error(void **state)
{
    (void)state;
    for_each_case(check_beginnings);
}

static void white_space_alone_asks_nothing(void **state)
{
    (void)state;
    check_line(SLICE(""), "nothing");
    check_line(SLICE("  \t\r\n "), "nothing");
    check_line(SLICE("\u3000\u00A0"), "nothing");
}

static void tabs_and_line_ends_are_blanks(void **state)
{
    (void)state;
    check_line(SLICE("a\tb\r\nc"), "(all word:a word:b word:c)");
    check_line(SLICE("a\nOR\tb"), "(or word:a word:b)");
}

static void fill(struct buf *line, const char *piece, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_string(line, piece);
}

static void check_status(const struct buf *line, enum status expected,
                         long expected_from)
{
    struct arena arena;
    struct query query;
    struct error err = { 0 };

    arena_init(&arena);
    assert_int_equal(query_parse(buf_view(line), &arena, &query, &err),
                     expected);
    if (expected)
        assert_int_equal(err.from, expected_from);
    arena_release(&arena);
}

static void parentheses_nest_up_to_the_limit(void **state)
{
    struct buf line = BUF_INIT;

    (void)state;
    fill(&line, "(", LIMIT_QUERY_DEPTH);
    fill(&line, "a", 1);
    fill(&line, ")", LIMIT_QUERY_DEPTH);
    check_status(&line, STATUS_OK, -1);
    buf_clear(&line);
    fill(&line, "(", LIMIT_QUERY_DEPTH + 1);
    fill(&line, "a", 1);
    fill(&line, ")", LIMIT_QUERY_DEPTH + 1);
    check_status(&line, STATUS_LIMIT, LIMIT_QUERY_DEPTH);
    buf_release(&line);
}

static void a_phrase_has_tokens_up_to_the_limit(void **state)
{
    struct buf line = BUF_INIT;

    (void)state;
    fill(&line, "\"", 1);
    fill(&line, "a ", LIMIT_PHRASE_TOKENS);
    check_status(&line, STATUS_OK, -1);
    fill(&line, "a", 1);
    check_status(&line, STATUS_LIMIT, 0);
    buf_clear(&line);
    fill(&line, "x ", 1);
    fill(&line, "a-", LIMIT_PHRASE_TOKENS + 1);
    check_status(&line, STATUS_LIMIT, 2);
    buf_release(&line);
}

static void keeps_what_was_typed(void **state)
{
    struct arena arena;
    struct query query;
    struct error err = { 0 };

    (void)state;
    arena_init(&arena);
    assert_int_equal(query_parse(SLICE("Co-Founder pro* -\"One Way\""), &arena,
                                 &query, &err),
                     STATUS_OK);
    assert_int_equal(query.leaf_count, 3);
    assert_true(slice_equal(query.leaves[0]->text, SLICE("Co-Founder")));
    assert_true(slice_equal(query.leaves[0]->tokens[1], SLICE("founder")));
    assert_true(slice_equal(query.leaves[1]->text, SLICE("pro")));
    assert_true(slice_equal(query.leaves[2]->text, SLICE("One Way")));
    assert_int_equal(query.root->children[2]->kind, NODE_NOT);
    assert_int_equal(query.root->children[2]->from, 16);
    assert_int_equal(query.root->to, 26);
    arena_release(&arena);
}

/* With its parentheses, and those inside it. */
static void a_group_is_named_as_typed(void **state)
{
    const struct slice line = SLICE("fence (wool OR (lean llamas))");
    struct arena arena;
    struct query query;
    struct error err = { 0 };
    const struct node *group;

    (void)state;
    arena_init(&arena);
    assert_int_equal(query_parse(line, &arena, &query, &err), STATUS_OK);
    group = query.root->children[1];
    assert_true(
        slice_equal(slice_range(line, (size_t)group->from, (size_t)group->to),
                    SLICE("(wool OR (lean llamas))")));
    arena_release(&arena);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_the_cases),
        cmocka_unit_test(every_beginning_is_a_query_or_a_pointed_error),
        cmocka_unit_test(white_space_alone_asks_nothing),
        cmocka_unit_test(tabs_and_line_ends_are_blanks),
        cmocka_unit_test(parentheses_nest_up_to_the_limit),
        cmocka_unit_test(a_phrase_has_tokens_up_to_the_limit),
        cmocka_unit_test(keeps_what_was_typed),
        cmocka_unit_test(a_group_is_named_as_typed),
    };

    if (argc != 2) {
        fputs("usage: test_parse FOLDER-OF-CASES\n", stderr);
        return 2;
    }
    cases_folder = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
