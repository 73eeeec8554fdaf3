#include "base/timecode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { NO = -1 };

/* A text, what is read at its front, and what is left behind it. */
struct take_case {
    const char *text;
    int64_t ms; /* NO = not a time */
    const char *rest;
};

/* Reads a case with `take`; the text must stay as it was on a failure. */
static void check_take(const struct take_case *one,
                       bool (*take)(struct slice *, int64_t *))
{
    struct slice rest = slice_of(one->text);
    int64_t ms = NO;
    bool taken = take(&rest, &ms);

    if (taken != (one->ms != NO) || ms != one->ms)
        fail_msg("'%s': %lld instead of %lld", one->text, (long long)ms,
                 (long long)one->ms);
    if (!slice_equal(rest, slice_of(taken ? one->rest : one->text)))
        fail_msg("'%s': '%.*s' is left", one->text, SLICE_ARG(rest));
}

static void vtt_follows_the_standard(void **state)
{
    static const struct take_case cases[] = {
        { "00:00:01.500", 1500, "" },
        { "00:01.500 x", 1500, " x" },
        { "01:02:03.004-->", 3723004, "-->" },
        { "59:59.999", 3599999, "" },
        { "1:00:00.000", 3600000, "" },
        { "100:00:00.000", 360000000, "" },
        { "60:00:00.000", 216000000, "" },
        { "1000:00:00.000", 3600000000, "" },
        { "60:00.000", NO, "" },
        { "1:00.000", NO, "" },
        { "00:60.000", NO, "" },
        { "00:60:00.000", NO, "" },
        { "00:00:60.000", NO, "" },
        { "00:1.000", NO, "" },
        { "00:001.000", NO, "" },
        { "00:01,000", NO, "" },
        { "00:01.00", NO, "" },
        { "00:01.0000", NO, "" },
        { "00:00:01.0000", NO, "" },
        { "00:01", NO, "" },
        { "01.000", NO, "" },
        { ":01.000", NO, "" },
        { " 00:01.000", NO, "" },
        { "-00:01.000", NO, "" },
        { "1000:00:00.001", NO, "" },
        { "99999999999999999999:00:00.000", NO, "" },
        { "", NO, "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check_take(&cases[i], timecode_take_vtt);
}

static void loose_takes_what_is_meant(void **state)
{
    static const struct take_case cases[] = {
        { "00:00:01,500 -->", 1500, " -->" },
        { "00:00:01.500-->", 1500, "-->" },
        { "00:00:01:500", 1500, "" },
        { "00:00:01,5", 1500, "" },
        { "00:00:01,46", 1460, "" },
        { "00:00:01,046", 1046, "" },
        { "00:00:01,5009", 1500, "" },
        { "00:00:01", 1000, "" },
        { "0:00:01", 1000, "" },
        { "1:02", 62000, "" },
        { "61:02,5", 3662500, "" },
        { "00:99:99.000", 6039000, "" },
        { "00:00:65,000", 65000, "" },
        { "95", 95000, "" },
        { "0.860 -->", 860, " -->" },
        { "100:00:00,000", 360000000, "" },
        { "00 : 00 : 01 , 500 x", 1500, " x" },
        { "00\xEF\xBC\x9A"
          "00\xEF\xBC\x9A"
          "01\xEF\xBC\x8C"
          "500",
          1500, "" },
        { "00\xE2\x88\xB6"
          "01\xEF\xBC\x8E"
          "5",
          1500, "" },
        { "-00:00:01,500", 0, "" },
        { "-5", 0, "" },
        { "1, and", 1000, ", and" },
        { "1:2:3:4:5", 3723400, ":5" },
        { "1000:00:00,000", 3600000000, "" },
        { "1000:00:00,001", NO, "" },
        { "3600001", NO, "" },
        { "99999999999999999999", NO, "" },
        { "00:99999999999999999999", NO, "" },
        { "- 5", NO, "" },
        { ":05", NO, "" },
        { "x", NO, "" },
        { "", NO, "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check_take(&cases[i], timecode_take_loose);
}

static bool take_stamp(struct slice *s, int64_t *ret_ms)
{
    return timecode_take_stamp(s, 0, ret_ms);
}

static void stamps_are_strict(void **state)
{
    static const struct take_case cases[] = {
        { "12:34", 754000, "" },
        { "1:05 text", 65000, " text" },
        { "00:12:34):", 754000, "):" },
        { "1:02:03:", 3723000, ":" },
        { "100:08", 6008000, "" },
        { "123:00:00", 442800000, "" },
        { "12:34.5", 754500, "" },
        { "12:34,500", 754500, "" },
        { "12:34. Then", 754000, ". Then" },
        { "12:34, then", 754000, ", then" },
        { "01:02:03.04", 3723040, "" },
        { "01:02:03:04", 3723000, ":04" },
        { "16:9", NO, "" },
        { "3:1", NO, "" },
        { "12:60", NO, "" },
        { "12:345", NO, "" },
        { "1234:00", NO, "" },
        { "1:60:00", NO, "" },
        { "00:27:4", NO, "" },
        { "12", NO, "" },
        { "103.06", NO, "" },
        { " 12:34", NO, "" },
        { "", NO, "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check_take(&cases[i], take_stamp);
}

static bool take_stamp_30(struct slice *s, int64_t *ret_ms)
{
    return timecode_take_stamp(s, 30, ret_ms);
}

static void two_digits_behind_a_dot_may_be_frames(void **state)
{
    static const struct take_case cases[] = {
        { "01:02:03.15", 3723500, "" }, { "12:34.29", 754966, "" },
        { "12:34.00", 754000, "" },     { "12:34.5", 754500, "" },
        { "12:34.150", 754150, "" },    { "12:34,15", 754150, "" },
        { "12:34.30", 754300, "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check_take(&cases[i], take_stamp_30);
}

static void users_type_times(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        { "11:15", 675000 },
        { "1:02:03.5", 3723500 },
        { "90s", 90000 },
        { "2m", 120000 },
        { "1h2m3s", 3723000 },
        { "1h3s", 3603000 },
        { "1.5h", 5400000 },
        { "0.5s", 500 },
        { "675", 675000 },
        { "675.25", 675250 },
        { "90:00", 5400000 },
        { "0", 0 },
        { "1000h", 3600000000 },
        { "1001h", NO },
        { "1h1h", NO },
        { "3s1m", NO },
        { "1h30", NO },
        { "2x", NO },
        { "s", NO },
        { "11:75", NO },
        { "11:15x", NO },
        { "11:15 ", NO },
        { " 11:15", NO },
        { "11:", NO },
        { ".5", NO },
        { "5.", NO },
        { "-5", NO },
        { "", NO },
        { "99999999999999999999", NO },
        { "99999999999999999999h", NO },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t ms = NO;

        timecode_parse_user(slice_of(cases[i].text), &ms);
        if (ms != cases[i].ms)
            fail_msg("'%s': %lld instead of %lld", cases[i].text, (long long)ms,
                     (long long)cases[i].ms);
    }
}

static void times_are_printed(void **state)
{
    static const struct {
        int64_t ms;
        const char *clock, *tenths, *vtt, *srt;
    } cases[] = {
        { 0, "0:00", "0:00", "00:00:00.000", "00:00:00,000" },
        { 5049, "0:05", "0:05", "00:00:05.049", "00:00:05,049" },
        { 675200, "11:15", "11:15.2", "00:11:15.200", "00:11:15,200" },
        { 675999, "11:15", "11:15.9", "00:11:15.999", "00:11:15,999" },
        { 3599999, "59:59", "59:59.9", "00:59:59.999", "00:59:59,999" },
        { 3723004, "1:02:03", "1:02:03", "01:02:03.004", "01:02:03,004" },
        { 360000000, "100:00:00", "100:00:00", "100:00:00.000",
          "100:00:00,000" },
        { -5, "0:00", "0:00", "00:00:00.000", "00:00:00,000" },
    };
    struct buf out = BUF_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        buf_clear(&out);
        timecode_print_clock(&out, cases[i].ms);
        assert_string_equal(out.ptr, cases[i].clock);
        buf_clear(&out);
        timecode_print_tenths(&out, cases[i].ms);
        assert_string_equal(out.ptr, cases[i].tenths);
        buf_clear(&out);
        timecode_print_vtt(&out, cases[i].ms);
        assert_string_equal(out.ptr, cases[i].vtt);
        buf_clear(&out);
        timecode_print_srt(&out, cases[i].ms);
        assert_string_equal(out.ptr, cases[i].srt);
    }
    buf_release(&out);
}

static void printed_times_are_read_back(void **state)
{
    struct buf out = BUF_INIT;

    (void)state;
    for (int64_t ms = 0; ms <= TIME_MAX; ms += 7919 * 61) {
        struct slice vtt, loose;
        int64_t got;

        buf_clear(&out);
        timecode_print_vtt(&out, ms);
        vtt = loose = buf_view(&out);
        assert_true(timecode_take_vtt(&vtt, &got));
        assert_int_equal(got, ms);
        assert_true(timecode_take_loose(&loose, &got));
        assert_int_equal(got, ms);
    }
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vtt_follows_the_standard),
        cmocka_unit_test(loose_takes_what_is_meant),
        cmocka_unit_test(stamps_are_strict),
        cmocka_unit_test(two_digits_behind_a_dot_may_be_frames),
        cmocka_unit_test(users_type_times),
        cmocka_unit_test(times_are_printed),
        cmocka_unit_test(printed_times_are_read_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
