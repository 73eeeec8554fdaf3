#include "recount.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* A transcript as other rules for words laid it out, and as it is now. */
struct recount_case {
    const char *about;
    const char *texts[4]; /* ended by NULL */
    uint32_t tokens[4];   /* the first of each, as it was */
    uint32_t token_count; /* as it was; 0 = the axis is lost */
    struct axis_anchor anchors[4];
    size_t anchor_count;
    size_t segment_count; /* now, as all below */
    uint32_t starts[4];
    uint32_t anchor_tokens[4];
    size_t anchors_now;
    bool moved, estimated;
};

static const struct recount_case cases[] = {
    { .about = "nothing changes",
      .texts = { "one two", "three" },
      .tokens = { 0, 2 },
      .token_count = 3,
      .anchors = { { 0, false, 0, 10 }, { 1, false, 10, 20 } },
      .anchor_count = 2,
      .segment_count = 2,
      .starts = { 0, 2 },
      .anchor_tokens = { 0, 1 },
      .anchors_now = 2 },
    { .about = "two words were one; the segment behind moves, exactly",
      .texts = { "one-way door", "a b c" },
      .tokens = { 0, 2 },
      .token_count = 5,
      .anchors = { { 0, false, 0, 10 },
                   { 2, false, 10, 20 },
                   { 4, false, 20, 30 } },
      .anchor_count = 3,
      .segment_count = 2,
      .starts = { 0, 3 },
      .anchor_tokens = { 0, 3, 5 },
      .anchors_now = 3,
      .moved = true },
    { .about = "a time inside a segment that has more words is a share",
      .texts = { "a-b c-d" },
      .tokens = { 0 },
      .token_count = 2,
      .anchors = { { 0, false, 0, 10 }, { 1, false, 10, 20 } },
      .anchor_count = 2,
      .segment_count = 1,
      .starts = { 0 },
      .anchor_tokens = { 0, 2 },
      .anchors_now = 2,
      .moved = true,
      .estimated = true },
    { .about = "what has no word any more joins the segment before",
      .texts = { "one", "...", "two" },
      .tokens = { 0, 1, 2 },
      .token_count = 3,
      .anchors = { { 0, false, 0, 10 },
                   { 1, false, 10, 20 },
                   { 2, false, 20, 30 } },
      .anchor_count = 3,
      .segment_count = 2,
      .starts = { 0, 1 },
      .anchor_tokens = { 0, 1 },
      .anchors_now = 2,
      .moved = true },
    { .about = "… the one behind, if it is the first",
      .texts = { "...", "two" },
      .tokens = { 0, 1 },
      .token_count = 2,
      .segment_count = 1,
      .starts = { 0 },
      .moved = true },
    { .about = "a lost axis is made of the segments' times",
      .texts = { "one two", "three" },
      .tokens = { 0, 2 },
      .segment_count = 2,
      .starts = { 0, 2 },
      .anchor_tokens = { 0, 2 },
      .anchors_now = 2,
      .moved = true,
      .estimated = true },
};

static size_t fill(const struct recount_case *c, struct stored_segment *stored,
                   struct axis_segment *places)
{
    size_t count = 0;

    for (; count < 4 && c->texts[count]; count++) {
        stored[count] = (struct stored_segment){
            .token = c->tokens[count],
            .speaker = 7,
            .record = { .text = slice_of(c->texts[count]),
                        .start_ms = (int64_t)count * 1000,
                        .end_ms = (int64_t)count * 1000 + 900 },
        };
        places[count] = (struct axis_segment){ c->tokens[count], 0, false };
    }
    return count;
}

static void check_case(const struct recount_case *c)
{
    struct stored_segment stored[4];
    struct axis_segment places[4];
    struct axis axis = { .token_count = c->token_count,
                         .anchors = (struct axis_anchor *)c->anchors,
                         .anchor_count = c->anchor_count,
                         .segments = places };
    struct recounted now;
    struct token_list tokens;
    struct arena arena;

    arena_init(&arena);
    token_list_init(&tokens);
    axis.segment_count = fill(c, stored, places);
    recount(stored, axis.segment_count, c->token_count ? &axis : NULL, &arena,
            &tokens, &now);
    if (now.axis.segment_count != c->segment_count ||
        now.axis.anchor_count != c->anchors_now || now.moved != c->moved ||
        now.estimated != c->estimated)
        fail_msg("%s: %zu segments, %zu anchors, %d, %d", c->about,
                 now.axis.segment_count, now.axis.anchor_count, now.moved,
                 now.estimated);
    for (size_t i = 0; i < c->segment_count; i++)
        if (now.axis.segments[i].token != c->starts[i])
            fail_msg("%s: segment %zu at %u", c->about, i,
                     now.axis.segments[i].token);
    for (size_t i = 0; i < c->anchors_now; i++)
        if (now.axis.anchors[i].token != c->anchor_tokens[i])
            fail_msg("%s: anchor %zu at %u", c->about, i,
                     now.axis.anchors[i].token);
    assert_int_equal(now.axis.token_count, tokens.count);
    token_list_release(&tokens);
    arena_release(&arena);
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        check_case(&cases[i]);
}

static void test_too_many_words_are_cut(void **state)
{
    struct stored_segment stored = { .record = { .start_ms = 0,
                                                 .end_ms = 100000 } };
    struct axis_segment place = { 0, AXIS_NO_SPEAKER, false };
    struct axis_anchor anchor = { 0, false, 0, 100000 };
    struct axis axis = { 50, &anchor, 1, &place, 1, NULL, 0 };
    struct recounted now;
    struct token_list tokens;
    struct arena arena;
    struct buf text = BUF_INIT;

    (void)state;
    for (int i = 0; i < 50; i++)
        buf_string(&text, i ? " a-b" : "a-b");
    stored.record.text = buf_view(&text);
    arena_init(&arena);
    token_list_init(&tokens);
    recount(&stored, 1, &axis, &arena, &tokens, &now);
    assert_int_equal(tokens.count, 100);
    assert_int_equal(now.axis.segment_count, 2);
    assert_int_equal(now.axis.segments[1].token, 72);
    assert_int_equal(now.segments[1].start_ms, 72000);
    assert_int_equal(now.segments[0].end_ms, 72000);
    assert_int_equal(now.segments[0].text.len, 36 * 4 - 1);
    assert_int_equal(now.segments[1].text.len, 14 * 4 - 1);
    token_list_release(&tokens);
    arena_release(&arena);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_too_many_words_are_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
