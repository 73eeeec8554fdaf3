#include "page_fact.h"

#include "cue.h"
#include "date_text.h"
#include "decode.h"
#include "json.h"
#include "language.h"

#include <stddef.h>

enum { NODES_MAX = 200 }; /* of JSON-LD that are looked at */

void page_facts_init(struct page_facts *facts)
{
    *facts = (struct page_facts){ .duration_ms = TIME_NONE };
}

static struct slice one_line(struct arena *arena, struct slice text)
{
    struct buf line = BUF_INIT;
    struct slice copy;

    cue_text_squeeze(&line, decode_clean(text, arena));
    copy = arena_copy(arena, buf_view(&line));
    buf_release(&line);
    return copy;
}

static void set(struct slice *field, struct slice value)
{
    if (field->len == 0)
        *field = value;
}

/* ---- schema.org ---- */

static bool is_type(struct json_object *node, struct arena *arena,
                    const char *type)
{
    struct json_object *types = json_get(node, "@type");

    if (!json_is_array(types))
        return slice_equal(json_text(types, arena), slice_of(type));
    for (size_t i = 0; i < json_count(types); i++)
        if (slice_equal(json_text(json_at(types, i), arena), slice_of(type)))
            return true;
    return false;
}

/* The name of a person or thing, or of the first of several. */
static struct slice name_of(struct json_object *value, struct arena *arena)
{
    if (json_is_array(value))
        value = json_at(value, 0);
    if (json_is_object(value))
        value = json_get(value, "name");
    return json_line(value, arena);
}

static int64_t iso_duration(struct slice text)
{
    char lower[32];
    int64_t ms;

    if (!slice_starts_with_nocase(text, SLICE("PT")) ||
        text.len - 2 > sizeof(lower))
        return TIME_NONE;
    text = slice_from(text, 2);
    for (size_t i = 0; i < text.len; i++)
        lower[i] = ascii_lower(text.ptr[i]);
    return timecode_parse_user((struct slice){ lower, text.len }, &ms)
               ? ms
               : TIME_NONE;
}

static void take_work(struct page_facts *facts, struct json_object *node,
                      bool is_episode, struct arena *arena)
{
    struct json_object *media = json_get(node, "associatedMedia");

    if (json_is_array(media))
        media = json_at(media, 0);
    set(&facts->ld_title, json_line(json_get(node, "headline"), arena));
    set(&facts->ld_title, json_line(json_get(node, "name"), arena));
    set(&facts->ld_show, name_of(json_get(node, "partOfSeries"), arena));
    if (!is_episode)
        set(&facts->ld_show, name_of(json_get(node, "publisher"), arena));
    set(&facts->ld_date,
        date_normalize(json_line(json_get(node, "datePublished"), arena),
                       arena));
    set(&facts->ld_date,
        date_normalize(json_line(json_get(node, "uploadDate"), arena), arena));
    set(&facts->ld_description,
        json_line(json_get(node, "description"), arena));
    set(&facts->ld_author, name_of(json_get(node, "author"), arena));
    set(&facts->ld_number, json_line(json_get(node, "episodeNumber"), arena));
    set(&facts->media, json_line(json_get(media, "contentUrl"), arena));
    if (facts->duration_ms == TIME_NONE)
        facts->duration_ms =
            iso_duration(json_line(json_get(node, "duration"), arena));
    if (facts->duration_ms == TIME_NONE)
        facts->duration_ms =
            iso_duration(json_line(json_get(node, "timeRequired"), arena));
    facts->is_episode |= is_episode;
}

/* What is described: an episode goes before an article about it. */
static bool take_types(struct page_facts *facts, struct json_object *node,
                       bool episodes, struct arena *arena)
{
    static const char *const works[] = { "NewsArticle", "Article",
                                         "BlogPosting", "VideoObject",
                                         "AudioObject", "SocialMediaPosting" };
    static const char *const parts[] = { "PodcastEpisode", "RadioEpisode",
                                         "Episode" };
    const char *const *types = episodes ? parts : works;
    size_t count = episodes ? sizeof(parts) / sizeof(*parts)
                            : sizeof(works) / sizeof(*works);

    for (size_t i = 0; i < count; i++)
        if (is_type(node, arena, types[i])) {
            take_work(facts, node, episodes, arena);
            return true;
        }
    return false;
}

/* An object, a list of them, or a graph of them. */
static void take_nodes(struct page_facts *facts, struct json_object *document,
                       bool episodes, struct arena *arena)
{
    struct json_object *graph = json_get(document, "@graph");
    struct json_object *nodes = graph ? graph : document;

    if (!json_is_array(nodes)) {
        take_types(facts, nodes, episodes, arena);
        return;
    }
    for (size_t i = 0; i < json_count(nodes) && i < NODES_MAX; i++)
        if (take_types(facts, json_at(nodes, i), episodes, arena))
            return;
}

static void take_json_ld(struct page_facts *facts, struct arena *arena,
                         struct slice text)
{
    struct json_object *document;
    struct error err;

    if (json_parse(text, &document, &err))
        return; /* what nobody sees, nobody mends */
    take_nodes(facts, document, true, arena);
    take_nodes(facts, document, false, arena);
    json_release(document);
}

/* ---- elements ---- */

#define FACT(field) offsetof(struct page_facts, field)

static const struct {
    const char *name;
    size_t field;
    bool is_date;
} elements[] = {
    { "og:title", FACT(og_title), false },
    { "twitter:title", FACT(title), false },
    { "title", FACT(title), false },
    { "og:site_name", FACT(site_name), false },
    { "application-name", FACT(site_name), false },
    { "og:description", FACT(description), false },
    { "description", FACT(description), false },
    { "twitter:description", FACT(description), false },
    { "article:published_time", FACT(date), true },
    { "music:release_date", FACT(date), true },
    { "date", FACT(date), true },
    { "datetime", FACT(date), true },
    { "dc.date", FACT(date), true },
    { "canonical", FACT(link), false },
    { "og:audio", FACT(media), false },
    { "twitter:player:stream", FACT(media), false },
};

void page_facts_add(struct page_facts *facts, struct arena *arena,
                    struct slice name, struct slice value)
{
    struct slice text;

    if (slice_equal(name, SLICE("ld+json"))) {
        take_json_ld(facts, arena, value);
        return;
    }
    if (slice_equal(name, SLICE("lang")))
        set(&facts->language, language_normalize(slice_trim(value), arena));
    if (slice_equal_nocase(name, SLICE("og:type")) &&
        slice_find(value, SLICE("episode")) != SLICE_NOT_FOUND)
        facts->is_episode = true;
    for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++) {
        if (!slice_equal_nocase(name, slice_of(elements[i].name)))
            continue;
        text = one_line(arena, value);
        if (elements[i].is_date)
            text = date_normalize(text, arena);
        set((struct slice *)((char *)facts + elements[i].field), text);
    }
}

bool page_fact_is_platform(struct slice name)
{
    static const char *const names[] = {
        "Acast",
        "Anchor",
        "Apple Podcasts",
        "Audioboom",
        "Buzzsprout",
        "Castbox",
        "Facebook",
        "Ghost",
        "Google Podcasts",
        "Libsyn",
        "Megaphone",
        "Omny.fm",
        "Overcast",
        "Patreon",
        "Pocket Casts",
        "Podbean",
        "RedCircle",
        "Simplecast",
        "SoundCloud",
        "Spotify",
        "Spotify for Creators",
        "Spotify for Podcasters",
        "Spreaker",
        "Substack",
        "Transistor",
        "Vimeo",
        "WordPress",
        "YouTube",
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (slice_equal_nocase(name, slice_of(names[i])))
            return true;
    return false;
}
