#include "axis.h"

#include "dice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum {
    ROUNDS = 400,
    TOKENS_MAX = 150,
    SPEAKERS = 3,
};

/* A made-up axis, and what it is made with. */
struct world {
    struct arena arena;
    struct buf packed;
    struct axis axis;
    struct dice dice;
};

static void make_segments(struct world *world)
{
    struct axis *axis = &world->axis;

    axis->segments =
        arena_array(&world->arena, TOKENS_MAX, sizeof(*axis->segments));
    axis->segment_count = 0;
    for (uint32_t token = 0; token < axis->token_count; token++)
        if (token == 0 || dice_below(&world->dice, 9) == 0)
            axis->segments[axis->segment_count++] = (struct axis_segment){
                .token = token,
                .speaker = axis->speaker_count && dice_below(&world->dice, 4)
                               ? dice_below(&world->dice, SPEAKERS)
                               : AXIS_NO_SPEAKER,
                .glued = token && dice_below(&world->dice, 5) == 0,
            };
}

/* Spans that follow one another, with gaps; now and then time steps back. */
static void make_anchors(struct world *world, bool steps_back)
{
    struct axis *axis = &world->axis;
    uint32_t density = 1 + dice_below(&world->dice, 20);
    int64_t at_ms = dice_below(&world->dice, 5000);

    axis->anchors =
        arena_array(&world->arena, TOKENS_MAX, sizeof(*axis->anchors));
    axis->anchor_count = 0;
    for (uint32_t token = 0; token < axis->token_count; token++) {
        struct axis_anchor *anchor = &axis->anchors[axis->anchor_count];

        if (token && dice_below(&world->dice, density))
            continue;
        *anchor =
            (struct axis_anchor){ token, dice_below(&world->dice, 2), at_ms,
                                  at_ms + dice_below(&world->dice, 12000) };
        at_ms = anchor->end_ms +
                dice_below(&world->dice, 3) * dice_below(&world->dice, 9000);
        if (steps_back && at_ms > 20000 && dice_below(&world->dice, 6) == 0) {
            anchor->end_ms = anchor->start_ms;
            at_ms = dice_below(&world->dice, 20000);
        }
        axis->anchor_count++;
    }
}

static void make_axis(struct world *world, int round)
{
    static int64_t speakers[SPEAKERS] = { 7, 1, 300 };

    arena_clear(&world->arena);
    world->axis = (struct axis){
        .token_count = dice_below(&world->dice, TOKENS_MAX),
        .speakers = speakers,
        .speaker_count = dice_below(&world->dice, 3) ? SPEAKERS : 0,
    };
    make_segments(world);
    if (round % 4)
        make_anchors(world, round % 2);
    buf_clear(&world->packed);
    axis_pack(&world->axis, &world->packed);
}

static struct world *world_new(void)
{
    struct world *world = calloc(1, sizeof(*world));

    assert_non_null(world);
    arena_init(&world->arena);
    world->dice.state = 20240517;
    return world;
}

static void world_free(struct world *world)
{
    arena_release(&world->arena);
    buf_release(&world->packed);
    free(world);
}

/* ---- packing ---- */

static void assert_same_axis(const struct axis *a, const struct axis *b)
{
    assert_int_equal(a->token_count, b->token_count);
    assert_int_equal(a->speaker_count, b->speaker_count);
    assert_int_equal(a->segment_count, b->segment_count);
    assert_int_equal(a->anchor_count, b->anchor_count);
    for (size_t i = 0; i < a->speaker_count; i++)
        assert_int_equal(a->speakers[i], b->speakers[i]);
    for (size_t i = 0; i < a->segment_count; i++) {
        assert_int_equal(a->segments[i].token, b->segments[i].token);
        assert_int_equal(a->segments[i].speaker, b->segments[i].speaker);
        assert_int_equal(a->segments[i].glued, b->segments[i].glued);
    }
    for (size_t i = 0; i < a->anchor_count; i++) {
        assert_int_equal(a->anchors[i].token, b->anchors[i].token);
        assert_int_equal(a->anchors[i].word, b->anchors[i].word);
        assert_int_equal(a->anchors[i].start_ms, b->anchors[i].start_ms);
        assert_int_equal(a->anchors[i].end_ms, b->anchors[i].end_ms);
    }
}

static void assert_same_segments(struct world *world)
{
    const struct axis *axis = &world->axis;
    int64_t *speakers;
    uint32_t *starts;
    size_t count;
    struct error err;

    assert_int_equal(axis_unpack_segments(buf_view(&world->packed),
                                          &world->arena, &starts, &count,
                                          &speakers, &err),
                     STATUS_OK);
    assert_int_equal(count, axis->segment_count);
    for (size_t i = 0; i < count; i++) {
        uint32_t speaker = axis->segments[i].speaker;

        assert_int_equal(starts[i], axis->segments[i].token);
        assert_int_equal(speakers[i], speaker == AXIS_NO_SPEAKER
                                          ? 0
                                          : axis->speakers[speaker]);
    }
    assert_int_equal(axis_unpack_segments(buf_view(&world->packed),
                                          &world->arena, &starts, &count, NULL,
                                          &err),
                     STATUS_OK);
}

static void test_packed_is_the_same(void **state)
{
    struct world *world = world_new();

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct axis axis;
        struct error err;

        make_axis(world, round);
        assert_int_equal(
            axis_unpack(buf_view(&world->packed), &world->arena, &axis, &err),
            STATUS_OK);
        assert_same_axis(&axis, &world->axis);
        assert_same_segments(world);
    }
    world_free(world);
}

/* Reads bytes that have nothing behind them, so that a sanitizer sees it if
 * more is read. Returns what reading the whole axis came to. */
static enum status read_bytes(struct world *world, const char *bytes,
                              size_t count)
{
    char *copy = malloc(count + !count);
    struct slice packed = { copy, count };
    int64_t *speakers;
    uint32_t *starts;
    size_t segments;
    struct axis axis;
    struct error err;
    enum status status;

    assert_non_null(copy);
    memcpy(copy, bytes, count);
    axis_unpack_segments(packed, &world->arena, &starts, &segments, &speakers,
                         &err);
    status = axis_unpack(packed, &world->arena, &axis, &err);
    if (status)
        assert_int_equal(status, STATUS_STORE);
    else
        for (uint32_t token = 0; token < 2 * TOKENS_MAX; token++)
            axis_time_of(&axis, token);
    free(copy);
    return status;
}

static void test_cut_off(void **state)
{
    struct world *world = world_new();

    (void)state;
    for (int round = 0; round < ROUNDS / 4; round++) {
        make_axis(world, round);
        for (size_t length = 0; length < world->packed.len; length++)
            assert_int_equal(read_bytes(world, world->packed.ptr, length),
                             STATUS_STORE);
    }
    world_free(world);
}

/* Damage is seen, or makes another axis; it never leads astray. */
static void test_damaged(void **state)
{
    static const unsigned char values[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };

    struct world *world = world_new();
    int seen = 0;

    (void)state;
    for (int round = 0; round < ROUNDS / 20; round++) {
        make_axis(world, round);
        for (size_t at = 0; at < world->packed.len; at++)
            for (size_t i = 0; i < sizeof(values); i++) {
                char before = world->packed.ptr[at];

                world->packed.ptr[at] = (char)values[i];
                seen += read_bytes(world, world->packed.ptr,
                                   world->packed.len) != STATUS_OK;
                world->packed.ptr[at] = before;
            }
    }
    assert_true(seen > 0);
    world_free(world);
}

/* A varint of ten bytes: more than any time can be. */
static void test_times_out_of_range(void **state)
{
    static const char huge[] = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01";

    struct world *world = world_new();
    struct buf packed = BUF_INIT;

    (void)state;
    /* format 1, 1 token, 0 speakers, 1 segment, 1 anchor with an end */
    for (int which = 0; which < 2; which++) {
        buf_clear(&packed);
        buf_append(&packed, "\1\1\0\1\0\1\1", 7);
        if (which)
            buf_char(&packed, 0);
        buf_append(&packed, huge, sizeof(huge) - 1);
        if (!which)
            buf_char(&packed, 0);
        assert_int_equal(read_bytes(world, packed.ptr, packed.len),
                         STATUS_STORE);
    }
    buf_release(&packed);
    world_free(world);
}

/* ---- times ---- */

/* A token's time by the definition: its share of the way to the anchor's end. */
static struct axis_time time_by_hand(const struct axis *axis, uint32_t token)
{
    struct axis_time time = { (int64_t)token * 400, (int64_t)token * 400 + 400,
                              TIMING_NONE, TIME_NONE };

    for (size_t i = 0; i < axis->anchor_count; i++) {
        const struct axis_anchor *anchor = &axis->anchors[i];
        int64_t end =
            i + 1 < axis->anchor_count ? anchor[1].token : axis->token_count;
        int64_t share = anchor->end_ms - anchor->start_ms;

        if (token < anchor->token || token >= end)
            continue;
        time = (struct axis_time){
            anchor->start_ms +
                share * (token - anchor->token) / (end - anchor->token),
            anchor->start_ms +
                share * (token - anchor->token + 1) / (end - anchor->token),
            anchor->word ? TIMING_WORD : TIMING_CUE, anchor->word ? 0 : share
        };
    }
    return time;
}

static void compare_times(struct world *world)
{
    const struct axis *axis = &world->axis;
    const int64_t *starts = axis_token_starts(axis, &world->arena);
    const int64_t *segment_starts = axis_segment_starts(axis, &world->arena);

    for (uint32_t token = 0; token < axis->token_count; token++) {
        struct axis_time expected = time_by_hand(axis, token);
        struct axis_time time = axis_time_of(axis, token);

        assert_int_equal(time.start_ms, expected.start_ms);
        assert_int_equal(time.end_ms, expected.end_ms);
        assert_int_equal(time.timing, expected.timing);
        assert_int_equal(time.within_ms, expected.within_ms);
        assert_int_equal(starts[token], expected.start_ms);
    }
    for (size_t i = 0; i < axis->segment_count; i++)
        assert_int_equal(segment_starts[i],
                         axis_time_of(axis, axis->segments[i].token).start_ms);
    if (axis->token_count)
        assert_int_equal(axis_time_of(axis, UINT32_MAX).start_ms,
                         time_by_hand(axis, axis->token_count - 1).start_ms);
}

static void test_times(void **state)
{
    struct world *world = world_new();

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        make_axis(world, round);
        compare_times(world);
    }
    world_free(world);
}

/* Every span: how long it is, and what the bounds say of it. */
static void compare_spans(struct world *world)
{
    const struct axis *axis = &world->axis;
    const int64_t *starts = axis_token_starts(axis, &world->arena);
    uint32_t surely, maybe, longest_close = 0, shortest_far = UINT32_MAX;

    axis_closeness_bounds(axis, starts, &surely, &maybe);
    for (uint32_t first = 0; first < axis->token_count; first++) {
        int64_t span_ms = 0;

        for (uint32_t last = first; last < axis->token_count; last++) {
            uint32_t length = last - first;

            if (last > first && starts[last] > starts[last - 1])
                span_ms += starts[last] - starts[last - 1];
            assert_int_equal(axis_span_ms(axis, first, last), span_ms);
            if (span_ms <= AXIS_CLOSE_MS && length > longest_close)
                longest_close = length;
            if (span_ms > AXIS_CLOSE_MS && length < shortest_far)
                shortest_far = length;
        }
    }
    assert_int_equal(maybe, longest_close);
    assert_int_equal(surely, shortest_far == UINT32_MAX ? UINT32_MAX
                                                        : shortest_far - 1);
}

static void test_closeness(void **state)
{
    struct world *world = world_new();

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        make_axis(world, round);
        compare_spans(world);
    }
    world_free(world);
}

/* ---- segments ---- */

static void compare_segments(struct world *world)
{
    const struct axis *axis = &world->axis;

    for (uint32_t token = 0; token < axis->token_count; token++) {
        size_t segment = axis_segment_of(axis, token);

        assert_true(axis->segments[segment].token <= token);
        if (segment + 1 < axis->segment_count)
            assert_true(axis->segments[segment + 1].token > token);
    }
    for (int i = 0; i < 20; i++) {
        int64_t ms = dice_below(&world->dice, 200000);
        size_t expected = 0;

        for (size_t k = 0; k < axis->segment_count; k++)
            if (time_by_hand(axis, axis->segments[k].token).start_ms <= ms)
                expected = k;
        assert_int_equal(axis_segment_at(axis, ms), expected);
    }
}

static void test_segments(void **state)
{
    struct world *world = world_new();

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        make_axis(world, round);
        compare_segments(world);
    }
    world_free(world);
}

static void test_timing_names(void **state)
{
    (void)state;
    for (int timing = TIMING_NONE; timing <= TIMING_WORD; timing++)
        assert_int_equal(
            timing_by_name(slice_of(timing_name((enum timing)timing))), timing);
    assert_int_equal(timing_by_name(SLICE("minute")), TIMING_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_packed_is_the_same),
        cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_times_out_of_range),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_closeness),
        cmocka_unit_test(test_segments),
        cmocka_unit_test(test_timing_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
