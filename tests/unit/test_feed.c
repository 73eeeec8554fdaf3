#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "feed.h"
#include "fetch.h"
#include "opml.h"
#include "originals.h"
#include "remote_plan.h"

#include <stdio.h>
#include <string.h>

struct read {
    struct arena arena;
    struct diag diag;
    struct feed feed;
    struct error err;
    enum status status;
};

static struct read *read_feed(const char *text)
{
    static struct read read;

    arena_init(&read.arena);
    diag_init(&read.diag, &read.arena);
    read.status =
        feed_read(slice_of(text), SLICE("https://pod.example/feed.xml"),
                  &read.arena, &read.feed, &read.diag, &read.err);
    return &read;
}

static void assert_text(struct slice text, const char *expected)
{
    char copy[512];

    snprintf(copy, sizeof(copy), "%.*s", SLICE_ARG(text));
    assert_string_equal(copy, expected);
}

#define RSS_HEAD                                                              \
    "<?xml version='1.0'?><rss version='2.0'><channel><title>Tide &amp; Time" \
    "</title><language>EN-gb</language>"
#define RSS_TAIL "</channel></rss>"

static void reads_rss(void **state)
{
    struct read *read = read_feed(
        RSS_HEAD
        "<image><title>A picture</title></image>"
        "<item><title>The weir</title><itunes:title>Weir</itunes:title>"
        "<guid isPermaLink='false'>tide-and-time-0007</guid>"
        "<pubDate>Tue, 4 Mar 2025 06:00:00 +0000</pubDate>"
        "<link>/episodes/7</link><itunes:duration>1:02:03</itunes:duration>"
        "<itunes:episode>7</itunes:episode><itunes:season>2</itunes:season>"
        "<enclosure url='https://cdn.example/7.mp3?sig=1' type='audio/mpeg'/>"
        "<description>short</description><content:encoded><![CDATA[<p>First"
        "</p><ul><li>00:00 Start</li><li>05:00 &amp; on</li></ul>]]>"
        "</content:encoded>"
        "<podcast:person role='Guest'>Ada Moor</podcast:person>"
        "<podcast:transcript url='7.srt' type='application/srt'/>"
        "<podcast:transcript url='7.vtt' type='text/vtt; charset=utf-8'"
        " language='de'/>"
        "<podcast:chapters url='7.chapters.json'/>"
        "</item>" RSS_TAIL);
    const struct feed_item *item = &read->feed.items[0];

    (void)state;
    assert_int_equal(read->status, STATUS_OK);
    assert_text(read->feed.title, "Tide & Time");
    assert_int_equal(read->feed.item_count, 1);
    assert_text(item->meta.show, "Tide & Time");
    assert_text(item->meta.language, "en-GB");
    assert_text(item->meta.title, "The weir");
    assert_text(item->meta.guid, "tide-and-time-0007");
    assert_text(item->meta.date, "2025-03-04");
    assert_text(item->meta.number, "S02E07");
    assert_text(item->meta.link, "https://pod.example/episodes/7");
    assert_text(item->meta.media, "https://cdn.example/7.mp3?sig=1");
    assert_text(item->meta.description, "First\n00:00 Start\n05:00 & on");
    assert_int_equal(item->meta.duration_ms, 3723000);
    assert_int_equal(item->meta.people.count, 1);
    assert_text(item->meta.people.list[0].role, "guest");
    assert_int_equal(item->transcript_count, 2);
    assert_text(item->transcripts[1].url, "https://pod.example/7.vtt");
    assert_text(item->transcripts[1].type, "text/vtt");
    assert_text(item->transcripts[1].language, "de");
    assert_text(item->chapters.url, "https://pod.example/7.chapters.json");
    arena_release(&read->arena);
}

static void reads_podlove_chapters_and_people_of_the_channel(void **state)
{
    struct read *read = read_feed(
        RSS_HEAD "<podcast:person>Bo Lund</podcast:person>"
                 "<item><title>x</title><guid>12</guid>"
                 "<psc:chapters version='1.2'>"
                 "<psc:chapter start='05:00.5' title='Second'/>"
                 "<psc:chapter start='0' title='First'/></psc:chapters>"
                 "</item>" RSS_TAIL);
    const struct feed_item *item = &read->feed.items[0];

    (void)state;
    assert_int_equal(read->status, STATUS_OK);
    /* A guid that another feed may have, too. */
    assert_text(item->meta.guid, "https://pod.example/feed.xml 12");
    assert_int_equal(item->inline_chapters.chapter_count, 2);
    assert_text(item->inline_chapters.chapters[0].title, "First");
    assert_int_equal(item->inline_chapters.chapters[1].start_ms, 300500);
    assert_int_equal(item->meta.people.count, 1);
    assert_text(item->meta.people.list[0].role, "host");
    arena_release(&read->arena);
}

static void passes_over_live_items(void **state)
{
    struct read *read = read_feed(
        RSS_HEAD "<podcast:liveItem><title>Now</title><guid>live</guid>"
                 "</podcast:liveItem><item><guid>a-long-enough-guid</guid>"
                 "</item><itunes:new-feed-url>https://new.example/f"
                 "</itunes:new-feed-url>" RSS_TAIL);

    (void)state;
    assert_int_equal(read->feed.live_count, 1);
    assert_int_equal(read->feed.item_count, 1);
    assert_text(read->feed.items[0].meta.title, "");
    assert_text(read->feed.new_url, "https://new.example/f");
    arena_release(&read->arena);
}

static void reads_atom(void **state)
{
    struct read *read = read_feed(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Moor</title>"
        "<link rel='next' href='?page=2'/><entry><id>tag:moor,2025:1</id>"
        "<title type='html'>Peat &amp;amp; heather</title>"
        "<author><name>Nobody</name></author>"
        "<published>2025-05-06T07:08:09Z</published>"
        "<link href='https://moor.example/1'/>"
        "<link rel='enclosure' href='1.mp3'/>"
        "<content type='xhtml'><div>What it <b>says</b></div></content>"
        "</entry></feed>");
    const struct feed_item *item = &read->feed.items[0];

    (void)state;
    assert_int_equal(read->status, STATUS_OK);
    assert_text(read->feed.next_page, "https://pod.example/feed.xml?page=2");
    assert_text(item->meta.title, "Peat & heather");
    assert_text(item->meta.guid, "tag:moor,2025:1");
    assert_text(item->meta.date, "2025-05-06");
    assert_text(item->meta.link, "https://moor.example/1");
    assert_text(item->meta.media, "https://pod.example/1.mp3");
    assert_text(item->meta.description, "What it says");
    arena_release(&read->arena);
}

static uint64_t hash_of(const char *text)
{
    struct read *read = read_feed(text);
    uint64_t hash = read->feed.items[0].hash;

    arena_release(&read->arena);
    return hash;
}

#define ITEM(title, signature)                                                \
    RSS_HEAD "<item><guid>a-long-enough-guid</guid><title>" title             \
             "</title><enclosure url='https://x.example/1.mp3?sig=" signature \
             "'/></item>" RSS_TAIL

static void sees_changes_but_no_new_signatures(void **state)
{
    (void)state;
    assert_true(hash_of(ITEM("One", "a")) == hash_of(ITEM("One", "b")));
    assert_false(hash_of(ITEM("One", "a")) == hash_of(ITEM("Two", "a")));
}

static void refuses_what_is_no_feed(void **state)
{
    struct read *read = read_feed("<html><body>404</body></html>");

    (void)state;
    assert_int_equal(read->status, STATUS_BAD_INPUT);
    arena_release(&read->arena);
}

static void ranks_links_by_extension_then_type(void **state)
{
    static const struct {
        const char *url, *type;
        int rank;
    } cases[] = {
        { "https://x.example/t?f=1", "application/json", 0 },
        { "https://x.example/t.vtt?x", "text/plain", 1 },
        { "https://x.example/t.srt", "text/vtt", 2 },
        { "https://x.example/t", "application/srt", 2 },
        { "https://x.example/t.html", "", 3 },
        { "https://x.example/t", "text/plain", 4 },
        { "https://x.example/t", "", 5 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const struct feed_link link = { .url = slice_of(cases[i].url),
                                        .type = slice_of(cases[i].type) };

        assert_int_equal(feed_link_rank(&link), cases[i].rank);
    }
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
    assert_int_equal(remote_recheck_ms(day_ms, day_ms), 2 * day_ms);
    assert_int_equal(remote_recheck_ms(9 * day_ms, 5 * day_ms), 13 * day_ms);
    assert_int_equal(remote_recheck_ms(99 * day_ms, 0), 131 * day_ms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rss),
        cmocka_unit_test(reads_podlove_chapters_and_people_of_the_channel),
        cmocka_unit_test(passes_over_live_items),
        cmocka_unit_test(reads_atom),
        cmocka_unit_test(sees_changes_but_no_new_signatures),
        cmocka_unit_test(refuses_what_is_no_feed),
        cmocka_unit_test(ranks_links_by_extension_then_type),
        cmocka_unit_test(makes_addresses_absolute),
        cmocka_unit_test(lists_each_feed_of_an_opml_once),
        cmocka_unit_test(waits_ever_longer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
