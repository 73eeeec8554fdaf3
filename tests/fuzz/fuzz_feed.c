/*
 * The readers of feeds and of OPML: what comes out is what feed.h and opml.h
 * promise, and no address leads anywhere but to the web.
 */
#include "check.h"
#include "decode.h"
#include "feed.h"
#include "opml.h"

static void check_address(struct slice url)
{
    CHECK(slice_starts_with(url, SLICE("http://")) ||
          slice_starts_with(url, SLICE("https://")));
    CHECK(url.ptr[url.len] == '\0');
}

static void check_optional(struct slice url)
{
    if (url.len)
        check_address(url);
}

static void check_feed(const struct feed *feed)
{
    check_optional(feed->next_page);
    check_optional(feed->new_url);
    for (size_t i = 0; i < feed->item_count; i++) {
        const struct feed_item *item = &feed->items[i];

        CHECK(item->meta.guid.len > 0);
        CHECK(item->hash != 0);
        check_optional(item->meta.link);
        check_optional(item->meta.media);
        check_optional(item->chapters.url);
        for (size_t j = 0; j < item->transcript_count; j++)
            check_address(item->transcripts[j].url);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct decoded decoded;
    struct feed feed;
    struct slice *urls;
    size_t count;
    struct arena arena;
    struct diag diag;
    struct error err;

    arena_init(&arena);
    diag_init(&diag, &arena);
    if (!decode((struct slice){ (const char *)data, size }, SLICE(""), &arena,
                &decoded, &diag, &err)) {
        if (!feed_read(decoded.text, SLICE("https://pod.example/feed.xml"),
                       &arena, &feed, &diag, &err))
            check_feed(&feed);
        if (!opml_read(decoded.text, &arena, &urls, &count, &err))
            for (size_t i = 0; i < count; i++)
                check_address(urls[i]);
    }
    arena_release(&arena);
    return 0;
}
