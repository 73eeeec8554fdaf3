/*
 * What elements mean is told by their local names, since prefixes are often not
 * declared and namespaces written in several ways; where two vocabularies share
 * a name ("title", "episode"), the first that has something in it counts, or
 * attributes tell.
 */
#include "feed_internal.h"

#include "chapter.h"
#include "date_text.h"
#include "decode.h"
#include "feed_notes.h"
#include "fetch.h"
#include "language.h"

enum { TTL_MINUTES_MOST = 60 * 24 * 30 };

/* What a text is taken by, where an element is called `name`. */
struct text_reader {
    const char *name;
    void (*take)(struct feed_reader *reader, struct slice text);
};

struct slice feed_attribute(const struct feed_reader *reader,
                            const struct xml_element *element, const char *name)
{
    struct slice value;

    if (!xml_attribute(element, name, reader->arena, &value))
        return SLICE("");
    return slice_trim(
        decode_clean(arena_copy(reader->arena, value), reader->arena));
}

struct slice feed_address(const struct feed_reader *reader, struct slice text)
{
    struct slice base = reader->base_count
                            ? reader->bases[reader->base_count - 1].url
                            : reader->url;

    return fetch_address(base, text, reader->arena);
}

/* ---- links to transcripts and chapters ---- */

static struct slice type_of(const struct feed_reader *reader,
                            const struct xml_element *element)
{
    struct slice parameters = feed_attribute(reader, element, "type");
    struct slice type = SLICE("");

    slice_next_part(&parameters, ';', &type);
    return arena_lower(reader->arena, slice_trim(type));
}

static struct feed_link read_link(const struct feed_reader *reader,
                                  const struct xml_element *element)
{
    return (struct feed_link){
        .url = feed_address(reader, feed_attribute(reader, element, "url")),
        .type = type_of(reader, element),
        .language = language_normalize(
            feed_attribute(reader, element, "language"), reader->arena),
    };
}

static void open_transcript(struct feed_reader *reader,
                            const struct xml_element *element)
{
    struct feed_link link = read_link(reader, element);
    struct feed_item *item = reader->item;

    if (link.url.len == 0)
        return;
    item->transcripts =
        arena_grow(reader->arena, item->transcripts, &item->transcript_capacity,
                   item->transcript_count + 1, sizeof(*item->transcripts));
    item->transcripts[item->transcript_count++] = link;
}

/* <podcast:chapters url type>; Podlove's has its chapters inside. */
static void open_chapters(struct feed_reader *reader,
                          const struct xml_element *element)
{
    struct feed_link link = read_link(reader, element);

    if (link.url.len && reader->item->chapters.url.len == 0)
        reader->item->chapters = link;
}

/* <psc:chapter start title> */
void feed_take_chapter(struct feed_reader *reader,
                       const struct xml_element *element)
{
    struct slice title = feed_attribute(reader, element, "title");
    int64_t start_ms = chapter_time(feed_attribute(reader, element, "start"));

    if (start_ms != TIME_NONE)
        chapter_append(&reader->item->inline_chapters, start_ms, TIME_NONE,
                       title);
}

/* ---- the recording ---- */

static bool can_be_played(struct slice type)
{
    return slice_starts_with(type, SLICE("audio/")) ||
           slice_starts_with(type, SLICE("video/"));
}

static void take_media(struct feed_reader *reader, struct slice url,
                       enum feed_media media)
{
    struct slice address = feed_address(reader, url);

    if (address.len == 0 || media <= reader->notes.media)
        return;
    reader->item->meta.media = address;
    reader->notes.media = media;
}

static enum feed_media enclosure_media(struct slice type)
{
    if (type.len == 0)
        return FEED_MEDIA_UNKNOWN;
    return can_be_played(type) ? FEED_MEDIA_ENCLOSURE : FEED_MEDIA_OTHER;
}

static void open_enclosure(struct feed_reader *reader,
                           const struct xml_element *element)
{
    take_media(reader, feed_attribute(reader, element, "url"),
               enclosure_media(type_of(reader, element)));
}

/* <media:content url type>; content with text is Atom's, or RSS 1.0's. */
static void open_content(struct feed_reader *reader,
                         const struct xml_element *element)
{
    struct slice url = feed_attribute(reader, element, "url");

    if (url.len == 0)
        return;
    if (can_be_played(type_of(reader, element)))
        take_media(reader, url, FEED_MEDIA_CONTENT);
    reader->skip_depth = element->depth; /* its title, its credits */
}

/* ---- other elements that say it in attributes ---- */

/* Atom's <link rel href>, also in RSS. */
static void open_link(struct feed_reader *reader,
                      const struct xml_element *element)
{
    struct slice rel = feed_attribute(reader, element, "rel");
    struct slice href = feed_attribute(reader, element, "href");
    struct episode_meta *meta = &reader->item->meta;

    if (href.len && slice_equal(rel, SLICE("enclosure")))
        take_media(reader, href, enclosure_media(type_of(reader, element)));
    else if (href.len && meta->link.len == 0 &&
             (rel.len == 0 || slice_equal(rel, SLICE("alternate"))))
        meta->link = feed_address(reader, href);
}

static void open_guid(struct feed_reader *reader,
                      const struct xml_element *element)
{
    reader->notes.guid_is_link = !slice_equal_nocase(
        feed_attribute(reader, element, "isPermaLink"), SLICE("false"));
}

static void add_person(struct feed_reader *reader, struct slice name)
{
    struct people *people =
        reader->item ? &reader->item->meta.people : &reader->hosts;

    if (name.len)
        people_add(people, reader->arena, name,
                   reader->role.len ? reader->role : SLICE("host"));
}

/* The name is the text; older feeds have it in an attribute. */
static void open_person(struct feed_reader *reader,
                        const struct xml_element *element)
{
    reader->role =
        arena_lower(reader->arena, feed_attribute(reader, element, "role"));
    add_person(reader, cue_text_line(feed_attribute(reader, element, "name"),
                                     reader->arena));
}

/* RFC 5005: the next page, or the archive with what came before. */
static void open_channel_link(struct feed_reader *reader,
                              const struct xml_element *element)
{
    struct slice rel = feed_attribute(reader, element, "rel");
    struct slice href = feed_attribute(reader, element, "href");
    struct feed *feed = reader->feed;

    if (slice_equal(rel, SLICE("next")) ||
        (slice_equal(rel, SLICE("prev-archive")) && feed->next_page.len == 0))
        feed->next_page = feed_address(reader, href);
}

void feed_open_in_channel(struct feed_reader *reader,
                          const struct xml_element *element)
{
    if (slice_equal(element->name, SLICE("item")) ||
        slice_equal(element->name, SLICE("entry")))
        feed_begin_item(reader, element);
    else if (slice_equal(element->name, SLICE("liveItem")))
        reader->skip_depth = element->depth; /* it is not recorded yet */
    else if (slice_equal(element->name, SLICE("link")))
        open_channel_link(reader, element);
    else if (slice_equal(element->name, SLICE("person")))
        open_person(reader, element);
    buf_clear(&reader->text);
}

void feed_open_in_item(struct feed_reader *reader,
                       const struct xml_element *element)
{
    static const struct {
        const char *name;
        void (*open)(struct feed_reader *reader,
                     const struct xml_element *element);
    } openers[] = {
        { "enclosure", open_enclosure },
        { "content", open_content },
        { "transcript", open_transcript },
        { "chapters", open_chapters },
        { "link", open_link },
        { "guid", open_guid },
        { "person", open_person },
    };

    for (size_t i = 0; i < sizeof(openers) / sizeof(*openers); i++)
        if (slice_equal(element->name, slice_of(openers[i].name)))
            openers[i].open(reader, element);
    if (slice_equal(element->name, SLICE("group")) && !reader->in_group) {
        reader->in_group = true;
        reader->item_depth++;
    }
    buf_clear(&reader->text);
}

/* ---- elements that say it in their text ---- */

static void fill(struct slice *field, struct slice text)
{
    if (field->len == 0)
        *field = text;
}

/* On one line, whatever references were escaped twice decoded. */
static struct slice one_line(const struct feed_reader *reader,
                             struct slice text)
{
    return cue_text_line(feed_notes_read(text, reader->arena), reader->arena);
}

static void take_title(struct feed_reader *reader, struct slice text)
{
    fill(&reader->item->meta.title, one_line(reader, text));
}

static void take_guid(struct feed_reader *reader, struct slice text)
{
    fill(&reader->item->meta.guid, one_line(reader, text));
}

static void take_link(struct feed_reader *reader, struct slice text)
{
    fill(&reader->item->meta.link,
         feed_address(reader, one_line(reader, text)));
}

static void take_date(struct feed_reader *reader, struct slice text)
{
    fill(&reader->item->meta.date, date_normalize(text, reader->arena));
}

static void take_updated(struct feed_reader *reader, struct slice text)
{
    fill(&reader->notes.updated, date_normalize(text, reader->arena));
}

static void take_number(struct feed_reader *reader, struct slice text)
{
    fill(&reader->notes.number, one_line(reader, text));
}

static void take_season(struct feed_reader *reader, struct slice text)
{
    fill(&reader->notes.season, one_line(reader, text));
}

static void take_item_language(struct feed_reader *reader, struct slice text)
{
    fill(&reader->item->meta.language,
         language_normalize(one_line(reader, text), reader->arena));
}

static void take_duration(struct feed_reader *reader, struct slice text)
{
    struct episode_meta *meta = &reader->item->meta;
    int64_t ms;

    text = slice_trim(text);
    if (meta->duration_ms == TIME_NONE && timecode_take_loose(&text, &ms) &&
        text.len == 0 && ms > 0)
        meta->duration_ms = ms;
}

/* Of several forms of the show notes the longest. */
static void take_notes(struct feed_reader *reader, struct slice text)
{
    struct slice notes = feed_notes_read(text, reader->arena);

    if (notes.len > reader->item->meta.description.len)
        reader->item->meta.description = notes;
}

static void take_person(struct feed_reader *reader, struct slice text)
{
    add_person(reader, one_line(reader, text));
}

static void take_channel_title(struct feed_reader *reader, struct slice text)
{
    fill(&reader->feed->title, one_line(reader, text));
}

static void take_channel_language(struct feed_reader *reader, struct slice text)
{
    fill(&reader->feed->language,
         language_normalize(one_line(reader, text), reader->arena));
}

static void take_new_url(struct feed_reader *reader, struct slice text)
{
    fill(&reader->feed->new_url, feed_address(reader, one_line(reader, text)));
}

/* Minutes for which the feed is good. */
static void take_ttl(struct feed_reader *reader, struct slice text)
{
    int64_t minutes;

    text = slice_trim(text);
    if (slice_take_number(&text, TTL_MINUTES_MOST, &minutes) && text.len == 0)
        reader->feed->rest_seconds = minutes * 60;
}

static void take_with(const struct text_reader *readers, size_t count,
                      struct feed_reader *reader, struct slice name,
                      struct slice text)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(name, slice_of(readers[i].name)))
            readers[i].take(reader, text);
}

void feed_close_in_item(struct feed_reader *reader, struct slice name,
                        struct slice text)
{
    static const struct text_reader readers[] = {
        { "title", take_title },
        { "guid", take_guid },
        { "id", take_guid },
        { "link", take_link },
        { "pubDate", take_date },
        { "published", take_date },
        { "issued", take_date },
        { "date", take_date },
        { "updated", take_updated },
        { "modified", take_updated },
        { "episode", take_number },
        { "season", take_season },
        { "duration", take_duration },
        { "person", take_person },
        { "description", take_notes },
        { "encoded", take_notes },
        { "content", take_notes },
        { "summary", take_notes },
        { "language", take_item_language },
    };

    take_with(readers, sizeof(readers) / sizeof(*readers), reader, name, text);
}

void feed_close_in_channel(struct feed_reader *reader, struct slice name,
                           struct slice text)
{
    static const struct text_reader readers[] = {
        { "title", take_channel_title },
        { "language", take_channel_language },
        { "new-feed-url", take_new_url },
        { "person", take_person },
        { "ttl", take_ttl },
    };

    take_with(readers, sizeof(readers) / sizeof(*readers), reader, name, text);
}

/* ---- when the feed is not asked for ---- */

/* 0 to 23, of Greenwich; some write 24 for 0, as RSS 0.91 did. */
static void take_hour(struct feed_reader *reader, struct slice text)
{
    int64_t hour;

    text = slice_trim(text);
    if (slice_take_number(&text, 24, &hour) && text.len == 0)
        reader->feed->skipped |= FEED_SKIPS_HOUR(hour % 24);
}

static void take_day(struct feed_reader *reader, struct slice text)
{
    static const char *const days[] = { "Sunday",    "Monday",   "Tuesday",
                                        "Wednesday", "Thursday", "Friday",
                                        "Saturday" };

    text = slice_trim(text);
    for (int day = 0; day < 7; day++)
        if (slice_equal_nocase(text, slice_of(days[day])))
            reader->feed->skipped |= FEED_SKIPS_DAY(day);
}

void feed_close_in_skipped(struct feed_reader *reader, struct slice name,
                           struct slice text)
{
    static const struct text_reader readers[] = {
        { "hour", take_hour },
        { "day", take_day },
    };

    take_with(readers, sizeof(readers) / sizeof(*readers), reader, name, text);
}
