#include "feed_internal.h"

#include "base/limits.h"
#include "chapter.h"
#include "url.h"

#include <xxhash.h>

enum { GUID_ALONE = 12 }; /* shorter ones are numbers: of this feed alone */

void feed_begin_item(struct feed_reader *reader,
                     const struct xml_element *element)
{
    struct feed *feed = reader->feed;
    struct feed_item *item;

    feed->items = arena_grow(reader->arena, feed->items, &feed->item_capacity,
                             feed->item_count + 1, sizeof(*feed->items));
    item = &feed->items[feed->item_count];
    *item = (struct feed_item){ 0 };
    meta_init(&item->meta);
    cue_list_init(&item->inline_chapters, reader->arena);
    reader->item = item;
    reader->item_depth = element->depth + 1;
    reader->in_group = false;
    reader->notes = (struct feed_item_notes){
        .about = feed_attribute(reader, element, "about"),
    };
}

/* "7", or "S02E07" with a season. */
static struct slice full_number(const struct feed_reader *reader)
{
    struct slice season = reader->notes.season, number = reader->notes.number;
    int64_t s, n;

    if (number.len == 0 || !slice_take_number(&season, 9999, &s) ||
        season.len || !slice_take_number(&number, 99999, &n) || number.len)
        return reader->notes.number;
    return arena_printf(reader->arena, "S%02dE%02d", (int)s, (int)n);
}

/*
 * A guid that is nothing but a number is one of this feed alone. An item without
 * any is known by its media, its page or its title.
 */
static struct slice full_guid(const struct feed_reader *reader)
{
    const struct episode_meta *meta = &reader->item->meta;

    if (meta->guid.len >= GUID_ALONE)
        return meta->guid;
    if (meta->guid.len)
        return arena_printf(reader->arena, "%.*s %.*s",
                            SLICE_ARG(url_public(reader->url, reader->arena)),
                            SLICE_ARG(meta->guid));
    if (reader->notes.about.len)
        return reader->notes.about;
    if (meta->media.len)
        return url_public(meta->media, reader->arena);
    return meta->link.len ? meta->link : meta->title;
}

static bool is_address(struct slice text)
{
    return slice_starts_with_nocase(text, SLICE("http://")) ||
           slice_starts_with_nocase(text, SLICE("https://"));
}

void feed_end_item(struct feed_reader *reader)
{
    struct episode_meta *meta = &reader->item->meta;

    if (meta->link.len == 0 && reader->notes.guid_is_link &&
        is_address(meta->guid))
        meta->link = feed_address(reader, meta->guid);
    if (meta->date.len == 0)
        meta->date = reader->notes.updated;
    meta->number = full_number(reader);
    meta->guid = full_guid(reader);
    if (meta->guid.len)
        reader->feed->item_count++;
    reader->full = reader->feed->item_count == LIMIT_FEED_ITEMS;
    reader->item = NULL;
    reader->item_depth = FEED_NOWHERE;
}

/* ---- of all items ---- */

static void put_text(struct buf *out, struct slice text)
{
    buf_printf(out, "%zu:", text.len);
    buf_slice(out, text);
}

/* Private feeds sign addresses anew every day: that is no change. */
static uint64_t hash_item(const struct feed_item *item, struct arena *arena)
{
    const struct episode_meta *meta = &item->meta;
    const struct slice texts[] = {
        meta->show,
        meta->number,
        meta->title,
        meta->date,
        meta->guid,
        meta->language,
        meta->description,
        url_public(meta->link, arena),
        url_public(meta->media, arena),
    };
    struct buf said = BUF_INIT;
    uint64_t hash;

    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        put_text(&said, texts[i]);
    buf_printf(&said, "%lld", (long long)meta->duration_ms);
    for (size_t i = 0; i < meta->people.count; i++) {
        put_text(&said, meta->people.list[i].name);
        put_text(&said, meta->people.list[i].role);
    }
    for (size_t i = 0; i < item->inline_chapters.chapter_count; i++) {
        const struct cue_chapter *chapter = &item->inline_chapters.chapters[i];

        buf_printf(&said, "%lld", (long long)chapter->start_ms);
        put_text(&said, chapter->title);
    }
    hash = XXH3_64bits(said.ptr, said.len);
    buf_release(&said);
    return hash ? hash : 1;
}

void feed_fill_items(struct feed_reader *reader)
{
    struct feed *feed = reader->feed;

    for (size_t i = 0; i < feed->item_count; i++) {
        struct feed_item *item = &feed->items[i];

        item->meta.show = feed->title;
        if (item->meta.language.len == 0)
            item->meta.language = feed->language;
        if (item->meta.people.count == 0)
            item->meta.people = reader->hosts;
        chapters_tidy(&item->inline_chapters);
        item->hash = hash_item(item, reader->arena);
    }
}
