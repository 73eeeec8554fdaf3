#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fetch.h"
#include "opml.h"
#include "remote_plan.h"
#include "signed_address.h"

#include <stdio.h>

static void assert_text(struct slice text, const char *expected)
{
    char copy[512];

    snprintf(copy, sizeof(copy), "%.*s", SLICE_ARG(text));
    assert_string_equal(copy, expected);
}

static void makes_addresses_absolute(void **state)
{
    static const struct {
        const char *base, *reference, *expected;
    } cases[] = {
        { "", "HTTP://Pod.Example", "http://Pod.Example/" },
        { "https://a.example/b/c", "../d?e=f", "https://a.example/d?e=f" },
        { "https://a.example/b", "//c.example/d#e", "https://c.example/d" },
        { "https://a.example/b", "with blank.vtt",
          "https://a.example/with%20blank.vtt" },
        { "https://a.example/b", "file:///etc/passwd", "" },
        { "https://a.example/b", "", "" },
        { "", "feed.xml", "" },
    };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_text(fetch_address(slice_of(cases[i].base),
                                  slice_of(cases[i].reference), &arena),
                    cases[i].expected);
    arena_release(&arena);
}

static void lists_each_feed_of_an_opml_once(void **state)
{
    struct arena arena;
    struct error err;
    struct slice *urls;
    size_t count;
    const struct slice text =
        SLICE("<opml version='1.0'><body><outline text='group'>"
              "<outline xmlUrl='https://a.example/f?a=1&amp;b=2'/></outline>"
              "<outline xmlUrl='https://a.example/f?a=1&amp;b=2'/>"
              "<outline xmlUrl='file:///etc/passwd'/></body></opml>");

    (void)state;
    arena_init(&arena);
    assert_true(opml_is(text));
    assert_int_equal(opml_read(text, &arena, &urls, &count, &err), STATUS_OK);
    assert_int_equal(count, 1);
    assert_text(urls[0], "https://a.example/f?a=1&b=2");
    arena_release(&arena);
}

#define FILE_URL "https://cdn.example/7/transcript.vtt"

static void knows_what_is_signed_anew(void **state)
{
    static const struct {
        const char *a, *b;
        bool resigned;
    } cases[] = {
        { FILE_URL, FILE_URL, true },
        { FILE_URL, FILE_URL "?sig=1", true },
        { FILE_URL "?Expires=1&Signature=a&Key-Pair-Id=K",
          FILE_URL "?Expires=2&Signature=b&Key-Pair-Id=K", true },
        { FILE_URL "?X-Amz-Date=1&x-amz-signature=2&v=1",
          FILE_URL "?v=1&X-Amz-Signature=3&X-Amz-Date=4", true },
        { FILE_URL "?lang=de&token=1", FILE_URL "?token=2&lang=de", true },
        { FILE_URL "?lang=de&token=1", FILE_URL "?lang=en&token=1", false },
        { FILE_URL "?token=1", FILE_URL "?token=1&v=2", false },
        { FILE_URL "?v=1", FILE_URL "?v=2", false },
        { FILE_URL "?sig=1", "https://cdn.example/8/transcript.vtt?sig=1",
          false },
        { FILE_URL "?", FILE_URL "?&&", true },
        { FILE_URL "?tokens=1", FILE_URL "?tokens=2", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct slice a = slice_of(cases[i].a), b = slice_of(cases[i].b);

        if (address_is_resigned(a, b) != cases[i].resigned ||
            address_is_resigned(b, a) != cases[i].resigned)
            fail_msg("%s %s", cases[i].a, cases[i].b);
    }
    assert_true(address_is_signed(SLICE(FILE_URL "?v=1&se=2030&sig=x")));
    assert_false(address_is_signed(SLICE(FILE_URL "?v=1&lang=sig")));
    assert_false(address_is_signed(SLICE(FILE_URL)));
    assert_int_equal(address_shared_parameters(SLICE(FILE_URL "?a=1&b=2&c"),
                                               SLICE(FILE_URL "?c&b=2&a=2")),
                     2);
}

/* A query string of any length is compared in no time. */
static void compares_long_queries(void **state)
{
    enum { BYTES = 400000 };

    static char text[BYTES + 1];
    struct slice url = { text, BYTES };

    (void)state;
    text[0] = '?';
    for (size_t i = 1; i < BYTES; i++)
        text[i] = "a&"[i % 2];
    assert_true(address_is_resigned(url, url));
    assert_false(address_is_signed(url));
    assert_int_equal(address_shared_parameters(url, url), 32);
}

static void leaves_feeds_alone_when_they_wish(void **state)
{
    const int64_t hour_ms = 3600 * 1000, day_ms = 24 * hour_ms;
    const int64_t noon_ms = 12 * hour_ms; /* of a Thursday */
    struct remote_record record = { .next_ms = noon_ms };

    (void)state;
    assert_true(remote_rests(&record, noon_ms - 1));
    assert_false(remote_rests(&record, noon_ms));
    record.skipped = FEED_SKIPS_HOUR(12);
    assert_true(remote_rests(&record, noon_ms));
    assert_false(remote_rests(&record, noon_ms + hour_ms));
    assert_true(remote_rests(&record, noon_ms + day_ms));
    assert_false(remote_rests(&record, noon_ms + 2 * day_ms));
    record.skipped = FEED_SKIPS_DAY(5) | FEED_SKIPS_DAY(6);
    assert_false(remote_rests(&record, noon_ms));
    assert_true(remote_rests(&record, noon_ms + day_ms));
    assert_true(remote_rests(&record, noon_ms + 2 * day_ms));
    assert_false(remote_rests(&record, noon_ms + 3 * day_ms));
    record.skipped = FEED_SKIPS_DAY(7) - FEED_SKIPS_DAY(0);
    assert_false(remote_rests(&record, noon_ms)); /* it cannot be meant */
    assert_int_equal(remote_rest_ms(5, 7200), 5 + 2 * hour_ms);
    assert_true(remote_rest_ms(0, 7 * 86400) < day_ms);
}

static void waits_ever_longer(void **state)
{
    const int64_t hour_ms = 3600 * 1000, day_ms = 24 * hour_ms;

    (void)state;
    assert_int_equal(remote_retry_ms(0, 1, 3600, 0), hour_ms);
    assert_int_equal(remote_retry_ms(0, 2, 3600, 0), 2 * hour_ms);
    assert_int_equal(remote_retry_ms(0, 4, 3600, 0), 8 * hour_ms);
    assert_int_equal(remote_retry_ms(0, 90, 3600, 0), 64 * hour_ms);
    assert_int_equal(remote_retry_ms(0, 90, 86400, 0), 14 * day_ms);
    assert_int_equal(remote_retry_ms(5, 1, 3600, 7200), 5 + 2 * hour_ms);
    assert_int_equal(remote_recheck_ms(day_ms, day_ms), day_ms + 20 * hour_ms);
    assert_int_equal(remote_recheck_ms(9 * day_ms, 5 * day_ms),
                     13 * day_ms - 4 * hour_ms);
    assert_int_equal(remote_recheck_ms(99 * day_ms, 0),
                     131 * day_ms - 4 * hour_ms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_addresses_absolute),
        cmocka_unit_test(lists_each_feed_of_an_opml_once),
        cmocka_unit_test(knows_what_is_signed_anew),
        cmocka_unit_test(compares_long_queries),
        cmocka_unit_test(leaves_feeds_alone_when_they_wish),
        cmocka_unit_test(waits_ever_longer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
