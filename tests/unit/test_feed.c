#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "feed.h"

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

/* Half a guid would be another episode's. */
static void leaves_out_what_breaks_off(void **state)
{
    static const struct {
        const char *text;
        size_t items;
        bool broke_off;
    } cases[] = {
        { RSS_HEAD "<item><guid>pier-episode-0001</guid></item>" RSS_TAIL, 1,
          false },
        { RSS_HEAD "<item><guid>pier-episode-0001</guid></item>" RSS_TAIL
                   "<!-- <p>by a cache</p> -->",
          1, false },
        { "<a:feed xmlns:a='x'><a:entry><a:id>tag:pier,1</a:id></a:entry>"
          "</a:feed >",
          1, false },
        { RSS_HEAD "<item><guid>pier-episode-0001</guid></item></chan", 1,
          true },
        { RSS_HEAD "<item><guid>pier-episode-0001</guid></item>"
                   "<item><guid>pier-epi",
          1, true },
        { RSS_HEAD "<item><guid>pier-episode-0001</guid>", 0, true },
        { "<feed><entry><id>tag:pier,1</id></entry><entry><id>tag:pier", 1,
          true },
        { "<rss><channel><title>Ti", 0, true },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct read *read = read_feed(cases[i].text);

        assert_int_equal(read->status, STATUS_OK);
        assert_int_equal(read->feed.item_count, cases[i].items);
        assert_int_equal(read->feed.broke_off, cases[i].broke_off);
        arena_release(&read->arena);
    }
}

static void passes_over_live_items(void **state)
{
    struct read *read = read_feed(
        RSS_HEAD "<podcast:liveItem><title>Now</title><guid>live</guid>"
                 "</podcast:liveItem><item><guid>a-long-enough-guid</guid>"
                 "</item><itunes:new-feed-url>https://new.example/f"
                 "</itunes:new-feed-url>" RSS_TAIL);

    (void)state;
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

/* Whatever else is in a feed changes nothing of what is understood. */
static void reads_podcasting_2(void **state)
{
    struct read *read = read_feed(
        RSS_HEAD
        "<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>"
        "<podcast:locked owner='a@pod.example'>yes</podcast:locked>"
        "<podcast:funding url='https://x.example/'>Give</podcast:funding>"
        "<podcast:location geo='geo:1,2'>Pier</podcast:location>"
        "<podcast:medium>podcast</podcast:medium>"
        "<podcast:license>cc-by-4.0</podcast:license>"
        "<podcast:podroll><podcast:remoteItem feedGuid='1' title='Other'/>"
        "</podcast:podroll><podcast:podping usesPodping='true'/>"
        "<podcast:updateFrequency rrule='FREQ=DAILY'>daily"
        "</podcast:updateFrequency><podcast:block id='x'>yes</podcast:block>"
        "<podcast:trailer pubdate='Thu, 01 Apr 2021 08:00:00 EST'"
        " url='https://x.example/t.mp3' length='1' type='audio/mpeg'>Soon"
        "</podcast:trailer><podcast:txt purpose='verify'>abc</podcast:txt>"
        "<podcast:value type='lightning' method='keysend'>"
        "<podcast:valueRecipient name='Ann' type='node' address='1' split='9'/>"
        "</podcast:value><podcast:person role='Host' group='cast'>Bo Lund"
        "</podcast:person>"
        "<item><title>The pier</title><guid>pier-episode-0204</guid>"
        "<podcast:season name='Tides'>3</podcast:season>"
        "<podcast:episode display='Ch. 4'>204.5</podcast:episode>"
        "<podcast:soundbite startTime='73.0' duration='60.0'>Best"
        "</podcast:soundbite><podcast:person role='guest' img='a.jpg'>Ada Moor"
        "</podcast:person><podcast:person>Cy Reed</podcast:person>"
        "<podcast:person role='guest' name='Al Weir' href='https://x.example'/>"
        "<podcast:person group='writing' role='Editor'>Di Voss"
        "</podcast:person><podcast:socialInteract uri='https://x.example/1'"
        " protocol='activitypub'/><podcast:images srcset='a.jpg 1w'/>"
        "<podcast:alternateEnclosure type='audio/opus' title='Low'>"
        "<podcast:source uri='https://x.example/a.opus'/>"
        "</podcast:alternateEnclosure>"
        "<podcast:contentLink href='https://x.example/live'>Watch"
        "</podcast:contentLink>"
        "<podcast:transcript url='t' type='text/vtt' rel='captions'/>"
        "<podcast:transcript url='' type='text/vtt'/>"
        "<enclosure url='cover.jpg' type='image/jpeg'/>"
        "<enclosure url='e.mp3' type='audio/mpeg'/>"
        "<enclosure url='e.mp4' type='video/mp4'/>"
        "</item>" RSS_TAIL);
    const struct feed_item *item = &read->feed.items[0];
    const struct people *people = &item->meta.people;

    (void)state;
    assert_int_equal(read->feed.item_count, 1);
    assert_text(read->feed.title, "Tide & Time");
    assert_text(item->meta.title, "The pier");
    assert_text(item->meta.number, "204.5");
    assert_text(item->meta.media, "https://pod.example/e.mp3");
    assert_text(item->meta.description, "");
    assert_int_equal(item->transcript_count, 1);
    assert_int_equal(people->count, 4);
    assert_text(people->list[0].role, "guest");
    assert_text(people->list[1].name, "Cy Reed");
    assert_text(people->list[1].role, "host");
    assert_text(people->list[2].name, "Al Weir"); /* as early feeds have it */
    assert_text(people->list[2].role, "guest");
    assert_text(people->list[3].role, "editor");
    arena_release(&read->arena);
}

static void reads_a_channel_of_youtube(void **state)
{
    struct read *read = read_feed(
        "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='self'"
        " href='http://x.example/f'/><id>yt:channel:UCx</id><title>Kiln</title>"
        "<entry><id>yt:video:AbCdEfGhIjK</id><yt:videoId>AbCdEfGhIjK"
        "</yt:videoId><title>Firing clay</title><link rel='alternate'"
        " href='https://www.youtube.com/watch?v=AbCdEfGhIjK'/>"
        "<author><name>Kiln</name></author>"
        "<published>2024-11-05T16:00:12+00:00</published>"
        "<updated>2025-01-01T00:00:00+00:00</updated><media:group>"
        "<media:title>Firing clay again</media:title><media:content"
        " url='https://www.youtube.com/v/AbCdEfGhIjK?version=3'"
        " type='application/x-shockwave-flash'/><media:description>About clay."
        "\n00:00 Start\n02:00 Fire</media:description><media:community>"
        "<media:statistics views='9'/></media:community></media:group></entry>"
        "<entry><id>yt:video:BbCdEfGhIjK</id><title>Glaze</title>"
        "<updated>2025-02-03T00:00:00Z</updated></entry></feed>");
    const struct feed_item *item = &read->feed.items[0];

    (void)state;
    assert_int_equal(read->feed.item_count, 2);
    assert_text(item->meta.title, "Firing clay");
    assert_text(item->meta.date, "2024-11-05");
    assert_text(item->meta.link, "https://www.youtube.com/watch?v=AbCdEfGhIjK");
    assert_text(item->meta.media, "");
    assert_text(item->meta.description, "About clay.\n00:00 Start\n02:00 Fire");
    assert_text(read->feed.items[1].meta.date, "2025-02-03");
    arena_release(&read->arena);
}

static void reads_rss_1(void **state)
{
    struct read *read = read_feed(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<channel rdf:about='https://pod.example/'><title>Old</title>"
        "<dc:language>fr</dc:language><items><rdf:Seq>"
        "<rdf:li rdf:resource='https://pod.example/1'/></rdf:Seq></items>"
        "<textinput rdf:resource='x'/></channel>"
        "<image><title>A picture</title></image>"
        "<item rdf:about='https://pod.example/1'><title>One</title>"
        "<link>https://pod.example/1</link><dc:creator>Someone</dc:creator>"
        "<dc:date>2004-05-06T10:00:00+02:00</dc:date>"
        "<content:encoded>&lt;p&gt;Text&lt;/p&gt;</content:encoded></item>"
        "<textinput><title>Search</title><name>q</name></textinput></rdf:RDF>");
    const struct feed_item *item = &read->feed.items[0];

    (void)state;
    assert_int_equal(read->feed.item_count, 1);
    assert_text(read->feed.title, "Old");
    assert_text(item->meta.guid, "https://pod.example/1");
    assert_text(item->meta.language, "fr");
    assert_text(item->meta.date, "2004-05-06");
    assert_text(item->meta.description, "Text");
    assert_int_equal(item->meta.people.count, 0);
    arena_release(&read->arena);
}

static void resolves_against_the_innermost_base(void **state)
{
    struct read *read =
        read_feed("<feed xml:base='https://base.example/a/'><title>Base</title>"
                  "<entry xml:base='b/'><id>tag:base,2025:1</id>"
                  "<link rel='enclosure' type='audio/mpeg' href='1.mp3'/>"
                  "<podcast:transcript xml:base='c/' url='1.vtt'/>"
                  "<podcast:chapters url='1.json'/></entry>"
                  "<entry><id>tag:base,2025:2</id><link href='2.html'/></entry>"
                  "<link rel='prev-archive' href='old.xml'/></feed>");
    const struct feed_item *items = read->feed.items;

    (void)state;
    assert_text(items[0].meta.media, "https://base.example/a/b/1.mp3");
    assert_text(items[0].transcripts[0].url,
                "https://base.example/a/b/c/1.vtt");
    assert_text(items[0].chapters.url, "https://base.example/a/b/1.json");
    assert_text(items[1].meta.link, "https://base.example/a/2.html");
    assert_text(read->feed.next_page, "https://base.example/a/old.xml");
    arena_release(&read->arena);
}

/* What is in an element that is passed over has no bearing on what follows. */
static void forgets_the_base_of_what_it_passes_over(void **state)
{
    struct read *read = read_feed(
        RSS_HEAD "<podcast:liveItem xml:base='https://live.example/a/'>"
                 "<title>Now</title></podcast:liveItem>"
                 "<item><guid>a-long-enough-guid</guid><link>7.html</link>"
                 "<media:content xml:base='https://cdn.example/' url='7.mp3' "
                 "type='audio/mpeg'><media:title>7</media:title>"
                 "</media:content><podcast:transcript url='7.vtt'/></item>"
                 "<item><guid>another-long-guid</guid><link>8.html</link>"
                 "</item>" RSS_TAIL);
    const struct feed_item *items = read->feed.items;

    (void)state;
    assert_int_equal(read->feed.item_count, 2);
    assert_text(items[0].meta.link, "https://pod.example/7.html");
    assert_text(items[0].meta.media, "https://cdn.example/7.mp3");
    assert_text(items[0].transcripts[0].url, "https://pod.example/7.vtt");
    assert_text(items[1].meta.link, "https://pod.example/8.html");
    arena_release(&read->arena);
}

static void reads_markup_that_is_not_escaped(void **state)
{
    struct read *read = read_feed(
        "<feed><title>Moor</title><entry><id>tag:moor,2025:11</id>"
        "<title type='xhtml'><div>Peat &amp; <em>fire</em></div></title>"
        "<content type='xhtml'><div><p>On peat.</p><ul><li>00:00 Start</li>"
        "<li>04:10 Fire &lt; smoke</li></ul>End<br/>here</div></content>"
        "</entry></feed>");
    const struct feed_item *item = &read->feed.items[0];

    (void)state;
    assert_text(item->meta.title, "Peat & fire");
    assert_text(item->meta.description,
                "On peat.\n00:00 Start\n04:10 Fire < smoke\nEnd\nhere");
    arena_release(&read->arena);
}

/* The whole of an item but its guid: how it is known, and where its page is. */
static void knows_an_item_by_what_it_has(void **state)
{
    static const struct {
        const char *elements, *guid, *link;
    } cases[] = {
        { "<guid>https://pod.example/12</guid>", "https://pod.example/12",
          "https://pod.example/12" },
        { "<guid isPermaLink='false'>https://pod.example/12</guid>",
          "https://pod.example/12", "" },
        { "<guid isPermaLink='true'>https://pod.example/12</guid>"
          "<link>https://other.example/</link>",
          "https://pod.example/12", "https://other.example/" },
        { "<enclosure url='https://x.example/1.mp3?sig=1'/><link>/1</link>",
          "https://x.example/1.mp3", "https://pod.example/1" },
        { "<link>/1</link>", "https://pod.example/1", "https://pod.example/1" },
        { "<title>Only a title</title>", "Only a title", "" },
        { "<guid> 7 </guid>", "https://pod.example/feed.xml 7", "" },
        { "<guid></guid><title>Empty guid</title>", "Empty guid", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        char text[1024];
        struct read *read;

        snprintf(text, sizeof(text), RSS_HEAD "<item>%s</item>" RSS_TAIL,
                 cases[i].elements);
        read = read_feed(text);
        assert_int_equal(read->feed.item_count, 1);
        assert_text(read->feed.items[0].meta.guid, cases[i].guid);
        assert_text(read->feed.items[0].meta.link, cases[i].link);
        arena_release(&read->arena);
    }
}

static void reads_dates_and_durations(void **state)
{
    static const struct {
        const char *date, *expected;
    } dates[] = {
        { "Mon, 06 Jan 2025 07:00:00 GMT", "2025-01-06" },
        { "Fri, 6 Jan 2025 07:00 EST", "2025-01-06" }, /* it was a Monday */
        { "06 Jan 25 07:00:00 +0100", "2025-01-06" },
        { "Mon, 06 Jan 97 07:00:00 PDT", "1997-01-06" },
        { "Monday, 6 January 2025 23:59:60 Z", "2025-01-06" },
        { "Mon,06 Jan 2025 07:00:00 GMT", "2025-01-06" },
        { "2025-01-06T07:00:00.123-08:00", "2025-01-06" },
        { "2025-01-06 07:00:00", "2025-01-06" },
        { "2025-01", "2025-01" },
        { "yesterday", "" },
        { "Mon, 31 Feb 2025 07:00:00 GMT", "" },
    };

    static const struct {
        const char *duration;
        int64_t ms;
    } durations[] = {
        { "3723", 3723000 },
        { "62:03", 3723000 },
        { "1:02:03", 3723000 },
        { "01:02:03.500", 3723500 },
        { " 3723.5 ", 3723500 },
        { "0", TIME_NONE },
        { "-5", TIME_NONE },
        { "an hour", TIME_NONE },
        { "99999999999999999999", TIME_NONE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
        char text[1024];
        struct read *read;

        snprintf(text, sizeof(text),
                 RSS_HEAD
                 "<item><title>x</title><pubDate>%s</pubDate></item>" RSS_TAIL,
                 dates[i].date);
        read = read_feed(text);
        assert_text(read->feed.items[0].meta.date, dates[i].expected);
        arena_release(&read->arena);
    }
    for (size_t i = 0; i < sizeof(durations) / sizeof(*durations); i++) {
        char text[1024];
        struct read *read;

        snprintf(text, sizeof(text),
                 RSS_HEAD "<item><title>x</title><itunes:duration>%s"
                          "</itunes:duration></item>" RSS_TAIL,
                 durations[i].duration);
        read = read_feed(text);
        assert_int_equal(read->feed.items[0].meta.duration_ms, durations[i].ms);
        arena_release(&read->arena);
    }
}

static void reads_when_it_wants_to_rest(void **state)
{
    struct read *read = read_feed(
        RSS_HEAD "<ttl>90</ttl><skipHours><hour>0</hour><hour> 23 </hour>"
                 "<hour>25</hour></skipHours><skipDays><day>Saturday</day>"
                 "<day>sunday</day><day>Someday</day></skipDays>" RSS_TAIL);

    (void)state;
    assert_int_equal(read->feed.rest_seconds, 5400);
    assert_int_equal(read->feed.skipped,
                     FEED_SKIPS_HOUR(0) | FEED_SKIPS_HOUR(23) |
                         FEED_SKIPS_DAY(6) | FEED_SKIPS_DAY(0));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rss),
        cmocka_unit_test(reads_podlove_chapters_and_people_of_the_channel),
        cmocka_unit_test(leaves_out_what_breaks_off),
        cmocka_unit_test(passes_over_live_items),
        cmocka_unit_test(reads_atom),
        cmocka_unit_test(reads_podcasting_2),
        cmocka_unit_test(reads_a_channel_of_youtube),
        cmocka_unit_test(reads_rss_1),
        cmocka_unit_test(resolves_against_the_innermost_base),
        cmocka_unit_test(forgets_the_base_of_what_it_passes_over),
        cmocka_unit_test(reads_markup_that_is_not_escaped),
        cmocka_unit_test(knows_an_item_by_what_it_has),
        cmocka_unit_test(reads_dates_and_durations),
        cmocka_unit_test(reads_when_it_wants_to_rest),
        cmocka_unit_test(sees_changes_but_no_new_signatures),
        cmocka_unit_test(refuses_what_is_no_feed),
        cmocka_unit_test(ranks_links_by_extension_then_type),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
