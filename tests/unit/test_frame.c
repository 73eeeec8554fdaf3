#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "frame.h"

static struct frame_rate rate_of(const char *name)
{
    struct frame_rate rate;

    assert_true(frame_rate_parse(slice_of(name), &rate));
    return rate;
}

static void test_rates(void **state)
{
    static const char *const bad[] = { "", "0", "31", "29.970", "25 ", "ndf" };
    struct frame_rate rate;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        assert_false(frame_rate_parse(slice_of(bad[i]), &rate));
    assert_true(rate_of("29.97").drop);
    assert_false(rate_of("29.97ndf").drop);
    assert_true(rate_of("23.976").ntsc);
}

/* SMPTE 12M: numbers 0 and 1 are left out at each minute but every tenth. */
static void test_timecode(void **state)
{
    static const struct {
        const char *rate;
        int64_t frame;
        const char *timecode;
    } cases[] = {
        { "25", 0, "00:00:00:00" },
        { "25", 90000, "01:00:00:00" },
        { "24", 86399 * 24 + 23, "23:59:59:23" },
        { "24", 86400 * 24, "00:00:00:00" },
        { "29.97", 1799, "00:00:59;29" },
        { "29.97", 1800, "00:01:00;02" },
        { "29.97", 3597, "00:01:59;29" },
        { "29.97", 3598, "00:02:00;02" },
        { "29.97", 17981, "00:09:59;29" },
        { "29.97", 17982, "00:10:00;00" },
        { "29.97", 107892, "01:00:00;00" },
        { "29.97", 2589407, "23:59:59;29" },
        { "29.97", 2589408, "00:00:00;00" },
        { "59.94", 3599, "00:00:59;59" },
        { "59.94", 3600, "00:01:00;04" },
        { "59.94", 35964, "00:10:00;00" },
        { "29.97ndf", 1800, "00:01:00:00" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct frame_rate rate = rate_of(cases[i].rate);
        struct buf out = BUF_INIT;

        frame_put_timecode(&out, &rate, cases[i].frame);
        assert_string_equal(out.ptr, cases[i].timecode);
        buf_release(&out);
    }
}

/* What is printed is read back, for every frame around the borders. */
static void test_back(void **state)
{
    static const char *const rates[] = { "24", "25", "29.97", "59.94",
                                         "23.976" };

    (void)state;
    for (size_t i = 0; i < sizeof(rates) / sizeof(*rates); i++) {
        struct frame_rate rate = rate_of(rates[i]);

        for (int64_t frame = 0; frame < 80000; frame++) {
            struct buf out = BUF_INIT;
            int64_t back = -1;

            frame_put_timecode(&out, &rate, frame);
            assert_true(frame_parse_timecode(buf_view(&out), &rate, &back));
            assert_int_equal(back, frame);
            buf_release(&out);
        }
    }
}

static void test_bad_timecode(void **state)
{
    static const char *const bad[] = { "",
                                       "01:00:00",
                                       "24:00:00:00",
                                       "00:60:00:00",
                                       "00:00:00:30",
                                       "00:01:00;01",
                                       "00:00:00:00x",
                                       "00;00:00:00" };
    struct frame_rate rate = rate_of("29.97");
    int64_t frame;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        assert_false(frame_parse_timecode(slice_of(bad[i]), &rate, &frame));
}

/* No word is cut: in before, out behind. */
static void test_frames(void **state)
{
    struct frame_rate ntsc = rate_of("29.97"), pal = rate_of("25");

    (void)state;
    assert_int_equal(frame_before(&pal, 1039), 25);
    assert_int_equal(frame_behind(&pal, 1041), 27);
    assert_int_equal(frame_behind(&pal, 1040), 26);
    assert_int_equal(frame_before(&ntsc, 1001), 30);
    assert_int_equal(frame_before(&ntsc, 1000), 29);
    assert_int_equal(frame_behind(&ntsc, 1001), 30);
    assert_int_equal(frame_before(&ntsc, INT64_C(3600000000)), 107892107);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rates),  cmocka_unit_test(test_timecode),
        cmocka_unit_test(test_back),   cmocka_unit_test(test_bad_timecode),
        cmocka_unit_test(test_frames),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
