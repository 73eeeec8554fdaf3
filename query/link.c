#include "link.h"

#include "store.h"
#include "url.h"

#include <inttypes.h>
#include <string.h>

/* Links of an episode, as they are made. */
struct maker {
    const struct episode_meta *meta;
    struct arena *arena;
    int64_t seconds, end_seconds; /* -1 = none */
    struct link *links;
    size_t count, capacity;
};

/* ---- addresses ---- */

static bool is_web(struct slice url)
{
    return slice_starts_with_nocase(url, SLICE("https://")) ||
           slice_starts_with_nocase(url, SLICE("http://"));
}

/* The host, without "www.", and all that follows it. */
static struct slice behind_scheme(struct slice url)
{
    struct slice rest =
        slice_from(url, slice_find(url, SLICE("://")) + strlen("://"));

    if (slice_starts_with_nocase(rest, SLICE("www.")))
        rest = slice_from(rest, strlen("www."));
    return rest;
}

/* The address without its fragment. */
static struct slice before_fragment(struct slice url)
{
    return slice_range(url, 0, slice_find_char(url, '#'));
}

/* ---- platforms ---- */

/* The address at the moment, or an empty slice if it has no place for one. */
typedef struct slice at_moment(struct slice url, int64_t seconds,
                               struct arena *arena);

/* A share link with "t" among its parameters, all others left out. */
static struct slice with_t(struct slice url, int64_t seconds,
                           struct arena *arena)
{
    url = before_fragment(url_public(url, arena));
    return arena_printf(arena, "%.*s?t=%" PRId64, SLICE_ARG(url), seconds);
}

/* An episode is a parameter of its show's page: i=NUMBER. */
static struct slice apple(struct slice url, int64_t seconds,
                          struct arena *arena)
{
    size_t at = slice_find(url, SLICE("?i="));
    struct slice digits;
    int64_t number;

    if (at == SLICE_NOT_FOUND)
        at = slice_find(url, SLICE("&i="));
    if (at == SLICE_NOT_FOUND)
        return SLICE("");
    digits = slice_from(url, at + strlen("?i="));
    if (!slice_take_number(&digits, INT64_MAX, &number))
        return SLICE("");
    url = before_fragment(url_public(url, arena));
    if (seconds < 0)
        return arena_printf(arena, "%.*s?i=%" PRId64, SLICE_ARG(url), number);
    return arena_printf(arena, "%.*s?i=%" PRId64 "&t=%" PRId64, SLICE_ARG(url),
                        number, seconds);
}

/* overcast.fm/+ID/11:15 */
static struct slice overcast(struct slice url, int64_t seconds,
                             struct arena *arena)
{
    struct buf clock = BUF_INIT;
    size_t plus, len;

    url = before_fragment(url_public(url, arena));
    plus = slice_find_char(url, '+');
    len = slice_find_char(slice_from(url, plus), '/');
    if (len != SLICE_NOT_FOUND)
        url = slice_range(url, 0, plus + len);
    timecode_print_clock(&clock, seconds * 1000);
    url = arena_printf(arena, "%.*s/%s", SLICE_ARG(url), clock.ptr);
    buf_release(&clock);
    return url;
}

static struct slice vimeo(struct slice url, int64_t seconds,
                          struct arena *arena)
{
    url = before_fragment(url_public(url, arena));
    return arena_printf(arena, "%.*s#t=%" PRId64 "s", SLICE_ARG(url), seconds);
}

static const struct platform {
    const char *name;
    const char *start; /* of the address, host and path */
    at_moment *link;
    bool needs_query; /* without its parameters the address is another */
} platforms[] = {
    { "spotify", "open.spotify.com/episode/", with_t, false },
    { "apple", "podcasts.apple.com/", apple, true },
    { "overcast", "overcast.fm/+", overcast, false },
    { "pocketcasts", "pca.st/", with_t, false },
    { "pocketcasts", "pocketcasts.com/episode/", with_t, false },
    { "pocketcasts", "play.pocketcasts.com/", with_t, false },
    { "vimeo", "vimeo.com/", vimeo, false },
    { "vimeo", "player.vimeo.com/video/", vimeo, false },
};

static const struct platform *platform_of(struct slice url)
{
    struct slice rest = behind_scheme(url);

    for (size_t i = 0; i < sizeof(platforms) / sizeof(*platforms); i++)
        if (slice_starts_with_nocase(rest, slice_of(platforms[i].start)))
            return &platforms[i];
    return NULL;
}

/* ---- the list ---- */

static bool has_link(const struct maker *maker, const char *platform)
{
    for (size_t i = 0; i < maker->count; i++)
        if (!strcmp(maker->links[i].platform, platform))
            return true;
    return false;
}

/* Adds it unless there is one of that platform. */
static void add(struct maker *maker, const char *platform, struct slice url)
{
    if (url.len == 0 || has_link(maker, platform))
        return;
    maker->links = arena_grow(maker->arena, maker->links, &maker->capacity,
                              maker->count + 1, sizeof(*maker->links));
    maker->links[maker->count++] = (struct link){ platform, url };
}

static void add_youtube(struct maker *maker, struct slice id)
{
    struct slice url =
        arena_printf(maker->arena, "https://youtu.be/%.*s", SLICE_ARG(id));

    if (id.len == 0)
        return;
    if (maker->seconds >= 0)
        url = arena_printf(maker->arena, "%.*s?t=%" PRId64, SLICE_ARG(url),
                           maker->seconds);
    add(maker, "youtube", url);
}

static void add_platform(struct maker *maker, const struct platform *platform,
                         struct slice url)
{
    if (maker->seconds >= 0 || platform->needs_query)
        add(maker, platform->name,
            platform->link(url, maker->seconds, maker->arena));
    else
        add(maker, platform->name, url_public(url, maker->arena));
}

/* A link that names itself, or else is of the platform `name`. */
static void add_url(struct maker *maker, const char *name, struct slice url)
{
    const struct platform *platform;
    struct slice id = youtube_id(url);

    if (id.len) {
        add_youtube(maker, id);
        return;
    }
    if (!is_web(url))
        return;
    platform = platform_of(url);
    if (platform)
        add_platform(maker, platform, url);
    else
        add(maker, name, url_public(url, maker->arena));
}

static void add_media(struct maker *maker, struct slice url)
{
    struct arena *arena = maker->arena;

    url = url_public(url, arena);
    if (!is_web(url))
        return;
    if (maker->seconds >= 0 && slice_find_char(url, '#') == SLICE_NOT_FOUND) {
        url = arena_printf(arena, "%.*s#t=%" PRId64, SLICE_ARG(url),
                           maker->seconds);
        if (maker->end_seconds > maker->seconds)
            url = arena_printf(arena, "%.*s,%" PRId64, SLICE_ARG(url),
                               maker->end_seconds);
    }
    add(maker, "audio", url);
}

/* ---- templates ---- */

/* The name of the field that `text` begins with, as in "{url}"; or empty. */
static struct slice field_name(struct slice text)
{
    size_t close = slice_find_char(text, '}');

    if (text.len == 0 || text.ptr[0] != '{' || close == SLICE_NOT_FOUND)
        return SLICE("");
    return slice_range(text, 1, close);
}

/* What RFC 3986 does not reserve stays; all else is percent-encoded. */
static void append_encoded(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (ascii_is_alpha(c) || ascii_is_digit(c) || strchr("-._~", c))
            buf_char(out, c);
        else
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

static struct slice episode_id(const struct episode_meta *meta)
{
    size_t colon = slice_find_char(meta->platform_id, ':');

    if (meta->platform_id.len == 0)
        return meta->guid;
    return colon == SLICE_NOT_FOUND ? meta->platform_id
                                    : slice_from(meta->platform_id, colon + 1);
}

/* Appends a field's value. False if it is not known of the episode. */
static bool append_field(struct buf *out, const struct maker *maker,
                         struct slice name)
{
    const struct {
        const char *name;
        struct slice value;
    } texts[] = {
        { "id", episode_id(maker->meta) },
        { "number", maker->meta->number },
    };

    const struct {
        const char *name;
        int digits; /* at least */
        int64_t value;
    } times[] = {
        { "seconds", 1, maker->seconds },
        { "hh", 2, maker->seconds / 3600 },
        { "mm", 2, maker->seconds / 60 % 60 },
        { "ss", 2, maker->seconds % 60 },
    };

    for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
        if (slice_equal(name, slice_of(times[i].name))) {
            buf_printf(out, "%0*" PRId64, times[i].digits, times[i].value);
            return true;
        }
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        if (slice_equal(name, slice_of(texts[i].name))) {
            append_encoded(out, texts[i].value);
            return texts[i].value.len > 0;
        }
    buf_slice(out, url_public(maker->meta->link, maker->arena));
    return is_web(maker->meta->link);
}

static void add_template(struct maker *maker, struct slice rest)
{
    struct buf url = BUF_INIT;
    bool known = maker->seconds >= 0;

    while (rest.len && known) {
        struct slice name = field_name(rest);

        if (name.len)
            known = append_field(&url, maker, name);
        else
            buf_char(&url, rest.ptr[0]);
        rest = slice_from(rest, name.len ? name.len + 2 : 1);
    }
    if (known)
        add(maker, "site", arena_copy(maker->arena, buf_view(&url)));
    buf_release(&url);
}

static bool is_field(struct slice name)
{
    static const char *const fields[] = { "url", "id", "number", "seconds",
                                          "hh",  "mm", "ss" };

    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
        if (slice_equal(name, slice_of(fields[i])))
            return true;
    return false;
}

bool link_template_is_valid(struct slice text)
{
    if (!is_web(text) && !slice_starts_with(text, SLICE("{url}")))
        return false;
    for (; text.len; text = slice_from(text, 1)) {
        unsigned char c = (unsigned char)text.ptr[0];

        if (c <= ' ' || c == 0x7F || strchr("\"<>\\^`|", c))
            return false;
        if (c == '}')
            return false;
        if (c == '{') {
            struct slice name = field_name(text);

            if (!is_field(name))
                return false;
            text = slice_from(text, name.len + 1);
        }
    }
    return true;
}

/* ---- rules ---- */

bool link_offset_parse(struct slice text, int64_t *ret_ms)
{
    bool earlier = slice_take_char(&text, '-');

    if (!earlier)
        slice_take_char(&text, '+');
    if (text.len == 0 || text.ptr[0] == '-' ||
        !timecode_parse_user(text, ret_ms))
        return false;
    if (earlier)
        *ret_ms = -*ret_ms;
    return true;
}

enum status link_rule_load(struct store *store, int64_t episode,
                           struct slice show, struct arena *arena,
                           struct link_rule *ret_rule, struct error *err)
{
    struct slice offset;
    enum status status = store_get_correction(
        store, arena_printf(arena, "show:%.*s", SLICE_ARG(show)),
        SLICE(LINK_TEMPLATE_KEY), arena, &ret_rule->template, err);

    if (!status)
        status = store_get_correction(
            store, arena_printf(arena, "episode:%" PRId64, episode),
            SLICE(LINK_OFFSET_KEY), arena, &offset, err);
    ret_rule->offset_ms = 0;
    if (!status && offset.len &&
        !link_offset_parse(offset, &ret_rule->offset_ms))
        ret_rule->offset_ms = 0;
    return status;
}

/* ---- all of them ---- */

static int64_t published_seconds(int64_t ms, const struct link_rule *rule)
{
    if (ms == TIME_NONE)
        return -1;
    ms += rule->offset_ms;
    return ms < 0 ? 0 : ms / 1000;
}

void links_make(const struct episode_meta *meta, const struct link_rule *rule,
                int64_t start_ms, int64_t end_ms, struct arena *arena,
                struct passage *passage)
{
    const struct slice youtube = SLICE("youtube:");
    struct maker maker = {
        .meta = meta,
        .arena = arena,
        .seconds = published_seconds(start_ms, rule),
        /* The fragment's end is exclusive: the second that has begun is in. */
        .end_seconds =
            end_ms == TIME_NONE ? -1 : published_seconds(end_ms + 999, rule),
    };

    add_template(&maker, rule->template);
    if (slice_starts_with(meta->platform_id, youtube))
        add_youtube(&maker, slice_from(meta->platform_id, youtube.len));
    if (youtube_id(meta->link).len)
        add_url(&maker, "page", meta->link);
    if (meta->media.len)
        add_media(&maker, meta->media);
    if (meta->link.len)
        add_url(&maker, "page", meta->link);
    for (size_t i = 0; i < meta->links.count; i++)
        add_url(&maker, arena_string(arena, meta->links.list[i].platform),
                meta->links.list[i].url);
    passage->links = maker.links;
    passage->link_count = maker.count;
    passage->link = maker.count ? maker.links[0].url : SLICE("");
}
