/*
 * https://www.rssboard.org/rss-specification, RFC 4287 (Atom), RFC 5005 (pages),
 * https://github.com/Podcastindex-org/podcast-namespace, and
 * https://podlove.org/simple-chapters. What elements mean is told by their local
 * names, since prefixes are often not declared and namespaces written in several
 * ways; where two vocabularies share a name ("title", "chapters"), the first
 * that has something in it counts, or attributes tell.
 */
#include "feed.h"

#include "base/limits.h"
#include "chapter.h"
#include "date_text.h"
#include "decode.h"
#include "feed_notes.h"
#include "fetch.h"
#include "language.h"
#include "url.h"
#include "xml.h"

#include <string.h>
#include <xxhash.h>

enum {
    GUID_ALONE = 12, /* shorter ones are numbers: of this feed alone */
    NOWHERE = -1,
};

/* What is read. */
struct reader {
    struct feed *feed;
    struct slice url; /* of the feed */
    struct arena *arena;
    int depth;         /* elements that are open */
    int channel_depth; /* depth of what is in the channel; NOWHERE */
    int item_depth;    /* depth of what is in the item; NOWHERE */
    int skip_depth;    /* in an element that is passed over; NOWHERE */
    struct feed_item *item;
    struct buf text;   /* of the element of a channel or item that is open */
    struct slice role; /* of the person */
    struct slice season, number; /* of the item */
    struct people hosts;         /* of the channel */
    bool full;
};

bool feed_is(struct slice text)
{
    return xml_root_is(text, "rss") || xml_root_is(text, "feed") ||
           xml_root_is(text, "RDF");
}

/* ---- links ---- */

static const struct {
    const char *type, *extension;
    int rank;
} link_kinds[] = {
    { "application/json", "json", 0 },
    { "text/vtt", "vtt", 1 },
    { "application/x-subrip", "srt", 2 },
    { "application/srt", "srt", 2 },
    { "text/srt", "srt", 2 },
    { "application/x-srt", "srt", 2 },
    { "text/html", "html", 3 },
    { "text/plain", "txt", 4 },
};

enum { RANK_UNKNOWN = 5 };

static bool has_extension(struct slice url, const char *extension)
{
    struct slice path = url;
    size_t end = slice_find_char(url, '?');

    if (end != SLICE_NOT_FOUND)
        path = slice_range(url, 0, end);
    end = strlen(extension);
    return path.len > end + 1 && path.ptr[path.len - end - 1] == '.' &&
           slice_equal_nocase(slice_from(path, path.len - end),
                              slice_of(extension));
}

/* Types are often wrong; an extension is more often right. */
int feed_link_rank(const struct feed_link *link)
{
    size_t count = sizeof(link_kinds) / sizeof(*link_kinds);

    for (size_t i = 0; i < count; i++)
        if (has_extension(link->url, link_kinds[i].extension))
            return link_kinds[i].rank;
    for (size_t i = 0; i < count; i++)
        if (slice_equal(link->type, slice_of(link_kinds[i].type)))
            return link_kinds[i].rank;
    return RANK_UNKNOWN;
}

static struct slice attribute(const struct reader *reader,
                              const struct xml_element *element,
                              const char *name)
{
    struct slice value;

    if (!xml_attribute(element, name, reader->arena, &value))
        return SLICE("");
    return slice_trim(
        decode_clean(arena_copy(reader->arena, value), reader->arena));
}

static struct slice address(const struct reader *reader, struct slice text)
{
    return fetch_address(reader->url, text, reader->arena);
}

static struct feed_link read_link(const struct reader *reader,
                                  const struct xml_element *element)
{
    struct slice parameters = attribute(reader, element, "type");
    struct slice type = SLICE("");

    slice_next_part(&parameters, ';', &type);
    return (struct feed_link){
        .url = address(reader, attribute(reader, element, "url")),
        .type = arena_lower(reader->arena, slice_trim(type)),
        .language = language_normalize(attribute(reader, element, "language"),
                                       reader->arena),
    };
}

static void add_transcript(struct reader *reader, struct feed_link link)
{
    struct feed_item *item = reader->item;

    if (link.url.len == 0)
        return;
    item->transcripts =
        arena_grow(reader->arena, item->transcripts, &item->transcript_capacity,
                   item->transcript_count + 1, sizeof(*item->transcripts));
    item->transcripts[item->transcript_count++] = link;
}

/* ---- elements that say it in attributes ---- */

/* <enclosure>, and Atom's <link rel="enclosure">. */
static void take_media(struct reader *reader, struct slice url)
{
    if (reader->item && reader->item->meta.media.len == 0)
        reader->item->meta.media = address(reader, url);
}

/* Atom's <link rel href>, also in RSS. */
static void take_atom_link(struct reader *reader,
                           const struct xml_element *element)
{
    struct slice rel = attribute(reader, element, "rel");
    struct slice href = attribute(reader, element, "href");

    if (href.len == 0)
        return;
    if (reader->item && slice_equal(rel, SLICE("enclosure")))
        take_media(reader, href);
    else if (reader->item &&
             (rel.len == 0 || slice_equal(rel, SLICE("alternate"))) &&
             reader->item->meta.link.len == 0)
        reader->item->meta.link = address(reader, href);
    else if (!reader->item && slice_equal(rel, SLICE("next")))
        reader->feed->next_page = address(reader, href);
}

/* <podcast:chapters url type>; Podlove's has its chapters inside. */
static void take_chapters(struct reader *reader,
                          const struct xml_element *element)
{
    struct feed_link link = read_link(reader, element);

    if (link.url.len && reader->item->chapters.url.len == 0)
        reader->item->chapters = link;
}

/* <psc:chapter start title> */
static void take_chapter(struct reader *reader,
                         const struct xml_element *element)
{
    struct slice start = attribute(reader, element, "start");
    struct slice title = attribute(reader, element, "title");
    int64_t start_ms;

    if (timecode_take_loose(&start, &start_ms))
        chapter_append(&reader->item->inline_chapters, start_ms, TIME_NONE,
                       title);
}

/* ---- elements that say it in their text ---- */

static void fill(struct slice *field, struct slice text)
{
    if (field->len == 0)
        *field = text;
}

/* On one line, whatever references were escaped twice decoded. */
static struct slice one_line(const struct reader *reader, struct slice text)
{
    return cue_text_line(feed_notes_read(text, reader->arena), reader->arena);
}

static void take_duration(struct reader *reader, struct slice text)
{
    struct episode_meta *meta = &reader->item->meta;
    int64_t ms;

    text = slice_trim(text);
    if (meta->duration_ms == TIME_NONE && timecode_take_loose(&text, &ms) &&
        text.len == 0 && ms > 0)
        meta->duration_ms = ms;
}

/* Of several forms of the show notes the longest. */
static void take_notes(struct reader *reader, struct slice text)
{
    struct slice notes = feed_notes_read(text, reader->arena);

    if (notes.len > reader->item->meta.description.len)
        reader->item->meta.description = notes;
}

static void take_person(struct reader *reader, struct slice text)
{
    struct people *people =
        reader->item ? &reader->item->meta.people : &reader->hosts;
    struct slice name = one_line(reader, text);

    if (name.len)
        people_add(people, reader->arena, name,
                   reader->role.len ? reader->role : SLICE("host"));
}

static void take_item_text(struct reader *reader, struct slice name,
                           struct slice text)
{
    struct episode_meta *meta = &reader->item->meta;
    struct slice line;

    if (slice_equal(name, SLICE("description")) ||
        slice_equal(name, SLICE("encoded")) ||
        slice_equal(name, SLICE("content")) ||
        slice_equal(name, SLICE("summary"))) {
        take_notes(reader, text);
        return;
    }
    line = one_line(reader, text);
    if (slice_equal(name, SLICE("title")))
        fill(&meta->title, line);
    else if (slice_equal(name, SLICE("guid")) || slice_equal(name, SLICE("id")))
        fill(&meta->guid, line);
    else if (slice_equal(name, SLICE("link")) && line.len)
        fill(&meta->link, address(reader, line));
    else if (slice_equal(name, SLICE("pubDate")) ||
             slice_equal(name, SLICE("published")) ||
             slice_equal(name, SLICE("date")))
        fill(&meta->date, date_normalize(line, reader->arena));
    else if (slice_equal(name, SLICE("episode")))
        fill(&reader->number, line);
    else if (slice_equal(name, SLICE("season")))
        fill(&reader->season, line);
    else if (slice_equal(name, SLICE("duration")))
        take_duration(reader, line);
    else if (slice_equal(name, SLICE("person")))
        take_person(reader, line);
}

static void take_channel_text(struct reader *reader, struct slice name,
                              struct slice text)
{
    struct feed *feed = reader->feed;
    struct slice line = one_line(reader, text);

    if (slice_equal(name, SLICE("title")))
        fill(&feed->title, line);
    else if (slice_equal(name, SLICE("language")))
        fill(&feed->language, language_normalize(line, reader->arena));
    else if (slice_equal(name, SLICE("guid")))
        fill(&feed->guid, line);
    else if (slice_equal(name, SLICE("new-feed-url")))
        fill(&feed->new_url, address(reader, line));
    else if (slice_equal(name, SLICE("person")))
        take_person(reader, line);
}

/* ---- items ---- */

static void begin_item(struct reader *reader)
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
    reader->season = reader->number = SLICE("");
}

/* "7", or "S02E07" with a season. */
static struct slice full_number(const struct reader *reader)
{
    struct slice season = reader->season, number = reader->number;
    int64_t s, n;

    if (number.len == 0 || !slice_take_number(&season, 9999, &s) ||
        season.len || !slice_take_number(&number, 99999, &n) || number.len)
        return reader->number;
    return arena_printf(reader->arena, "S%02dE%02d", (int)s, (int)n);
}

/*
 * A guid that is nothing but a number is one of this feed alone. An item without
 * any is known by its media, its page or its title.
 */
static struct slice full_guid(const struct reader *reader)
{
    const struct episode_meta *meta = &reader->item->meta;

    if (meta->guid.len >= GUID_ALONE)
        return meta->guid;
    if (meta->guid.len)
        return arena_printf(reader->arena, "%.*s %.*s",
                            SLICE_ARG(url_public(reader->url, reader->arena)),
                            SLICE_ARG(meta->guid));
    if (meta->media.len)
        return url_public(meta->media, reader->arena);
    return meta->link.len ? meta->link : meta->title;
}

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

static void end_item(struct reader *reader)
{
    struct feed_item *item = reader->item;

    item->meta.number = full_number(reader);
    item->meta.guid = full_guid(reader);
    if (item->meta.guid.len)
        reader->feed->item_count++;
    reader->full = reader->feed->item_count == LIMIT_FEED_ITEMS;
    reader->item = NULL;
    reader->item_depth = NOWHERE;
}

/* ---- the stream ---- */

static void open_in_channel(struct reader *reader,
                            const struct xml_element *element)
{
    if (slice_equal(element->name, SLICE("item")) ||
        slice_equal(element->name, SLICE("entry"))) {
        begin_item(reader);
        reader->item_depth = element->depth + 1;
    } else if (slice_equal(element->name, SLICE("liveItem"))) {
        reader->feed->live_count++;
        reader->skip_depth = element->depth;
    } else if (slice_equal(element->name, SLICE("link"))) {
        take_atom_link(reader, element);
    } else if (slice_equal(element->name, SLICE("person"))) {
        reader->role =
            arena_lower(reader->arena, attribute(reader, element, "role"));
    }
    buf_clear(&reader->text);
}

static void open_in_item(struct reader *reader,
                         const struct xml_element *element)
{
    if (slice_equal(element->name, SLICE("enclosure")))
        take_media(reader, attribute(reader, element, "url"));
    else if (slice_equal(element->name, SLICE("transcript")))
        add_transcript(reader, read_link(reader, element));
    else if (slice_equal(element->name, SLICE("chapters")))
        take_chapters(reader, element);
    else if (slice_equal(element->name, SLICE("link")))
        take_atom_link(reader, element);
    else if (slice_equal(element->name, SLICE("person")))
        reader->role =
            arena_lower(reader->arena, attribute(reader, element, "role"));
    buf_clear(&reader->text);
}

static bool open_element(void *context, const struct xml_element *element)
{
    struct reader *reader = context;

    reader->depth = element->depth + 1;
    if (reader->skip_depth != NOWHERE)
        return true;
    if (slice_equal(element->name, SLICE("channel")) ||
        (element->depth == 0 && slice_equal(element->name, SLICE("feed"))))
        reader->channel_depth = element->depth + 1;
    else if (element->depth == reader->item_depth)
        open_in_item(reader, element);
    else if (reader->item && slice_equal(element->name, SLICE("chapter")))
        take_chapter(reader, element);
    else if (!reader->item && (element->depth == reader->channel_depth ||
                               slice_equal(element->name, SLICE("item"))))
        open_in_channel(reader, element);
    return !reader->full;
}

static void close_element(void *context, struct slice name)
{
    struct reader *reader = context;
    int depth = --reader->depth;

    if (reader->skip_depth != NOWHERE) {
        if (depth == reader->skip_depth)
            reader->skip_depth = NOWHERE;
        return;
    }
    if (reader->item && depth == reader->item_depth)
        take_item_text(reader, name, buf_view(&reader->text));
    else if (reader->item && depth == reader->item_depth - 1)
        end_item(reader);
    else if (!reader->item && depth == reader->channel_depth)
        take_channel_text(reader, name, buf_view(&reader->text));
    else
        return; /* what is deeper belongs to what it is in */
    buf_clear(&reader->text);
}

static void take_text(void *context, struct slice piece)
{
    struct reader *reader = context;

    if (reader->skip_depth == NOWHERE)
        buf_slice(&reader->text, piece);
}

/* What the feed says of all its episodes. */
static void fill_items(struct reader *reader)
{
    struct feed *feed = reader->feed;

    for (size_t i = 0; i < feed->item_count; i++) {
        struct feed_item *item = &feed->items[i];

        item->meta.show = feed->title;
        item->meta.language = feed->language;
        if (item->meta.people.count == 0)
            item->meta.people = reader->hosts;
        chapters_tidy(&item->inline_chapters);
        item->hash = hash_item(item, reader->arena);
    }
}

enum status feed_read(struct slice text, struct slice url, struct arena *arena,
                      struct feed *ret, struct diag *diag, struct error *err)
{
    static const struct xml_handler handler = { open_element, close_element,
                                                take_text };
    struct reader reader = {
        .feed = ret,
        .url = url,
        .arena = arena,
        .channel_depth = NOWHERE,
        .item_depth = NOWHERE,
        .skip_depth = NOWHERE,
    };
    enum status status;

    *ret = (struct feed){ 0 };
    if (!feed_is(text))
        return error_set(err, STATUS_BAD_INPUT, "it is no feed");
    status = xml_parse(text, 1, &handler, &reader, diag, err);
    buf_release(&reader.text);
    if (!status && reader.full)
        status = error_set(err, STATUS_LIMIT, "it has more than %zu items",
                           LIMIT_FEED_ITEMS - 1);
    if (!status)
        fill_items(&reader);
    return status;
}
