#include "page_link.h"

#include "base/utf8.h"

enum {
    URLS_MAX = 5000,      /* on one page; more are a directory */
    VIDEOS_MAX = 64,      /* likewise */
    PLAYER_WEIGHT = 4,    /* as good as so many links */
    LABEL_WORDS_MAX = 24, /* "Listen on YouTube, Apple Podcasts, …" */
};

/* Where an episode, not a show, has its page: by host and a part of the rest. */
static const struct platform {
    const char *name, *host, *part;
} platforms[] = {
    { "apple", "podcasts.apple.com/", "i=" },
    { "spotify", "open.spotify.com/", "episode/" },
    { "spotify", "creators.spotify.com/", "/episodes/" },
    { "overcast", "overcast.fm/", "+" },
    { "pocketcasts", "pca.st/", "" },
    { "pocketcasts", "pocketcasts.com/", "episode" },
    { "amazon", "music.amazon.", "/episodes/" },
    { "castbox", "castbox.fm/", "episode/" },
    { "castro", "castro.fm/episode/", "" },
    { "deezer", "deezer.com/", "episode/" },
    { "iheart", "iheart.com/", "/episode/" },
    { "soundcloud", "soundcloud.com/", "/" },
};

static const char *const media_endings[] = { ".mp3", ".m4a", ".ogg", ".opus",
                                             ".mp4" };

/* ---- collecting ---- */

void page_urls_add(struct page_urls *urls, struct arena *arena,
                   struct slice url, enum page_url_place place)
{
    url = slice_trim(url);
    if (urls->count == URLS_MAX ||
        (!slice_starts_with_nocase(url, SLICE("https://")) &&
         !slice_starts_with_nocase(url, SLICE("http://"))))
        return;
    urls->list = arena_grow(arena, urls->list, &urls->capacity, urls->count + 1,
                            sizeof(*urls->list));
    urls->list[urls->count++] =
        (struct page_url){ arena_copy(arena, url), place };
}

/* The address at the front of `text`, as far as one goes in prose. */
static struct slice url_at(struct slice text)
{
    size_t len = 0;

    while (len < text.len && !ascii_is_space(text.ptr[len]) &&
           slice_find_char(SLICE("<>()[]\"'"), text.ptr[len]) ==
               SLICE_NOT_FOUND)
        len++;
    while (len && slice_find_char(SLICE(".,;:!?*_|"), text.ptr[len - 1]) !=
                      SLICE_NOT_FOUND)
        len--;
    return slice_range(text, 0, len);
}

void page_urls_find(struct page_urls *urls, struct arena *arena,
                    struct slice text)
{
    size_t at;

    while ((at = slice_find(text, SLICE("http"))) != SLICE_NOT_FOUND) {
        struct slice url = url_at(slice_from(text, at));

        page_urls_add(urls, arena, url, PAGE_URL_LINK);
        text = slice_from(text, at + (url.len ? url.len : 1));
    }
}

/* ---- choosing ---- */

static struct slice without_scheme(struct slice url)
{
    size_t at = slice_find(url, SLICE("://"));

    url = slice_from(url, at == SLICE_NOT_FOUND ? 0 : at + 3);
    return slice_starts_with_nocase(url, SLICE("www.")) ? slice_from(url, 4)
                                                        : url;
}

static const struct platform *platform_of(struct slice url)
{
    url = without_scheme(url);
    for (size_t i = 0; i < sizeof(platforms) / sizeof(*platforms); i++) {
        struct slice host = slice_of(platforms[i].host);

        if (slice_starts_with_nocase(url, host) && url.len > host.len &&
            slice_find(slice_from(url, host.len),
                       slice_of(platforms[i].part)) != SLICE_NOT_FOUND)
            return &platforms[i];
    }
    return NULL;
}

static bool is_media(struct slice url)
{
    size_t query = slice_find_char(url, '?');

    url = slice_range(url, 0, query);
    for (size_t i = 0; i < sizeof(media_endings) / sizeof(*media_endings); i++)
        if (slice_ends_with(url, slice_of(media_endings[i])))
            return true;
    return false;
}

/* How much on the page leads to a video. */
struct video {
    struct slice id;
    size_t weight;
};

/* Counts an address for its video; false if there are too many of these. */
static bool weigh(struct video videos[static VIDEOS_MAX], size_t *count,
                  const struct page_url *url)
{
    struct slice id = youtube_id(url->url);
    size_t i = 0;

    if (id.len == 0)
        return true;
    while (i < *count && !slice_equal(videos[i].id, id))
        i++;
    if (i == VIDEOS_MAX)
        return false;
    if (i == *count)
        videos[(*count)++] = (struct video){ id, 0 };
    videos[i].weight += url->place == PAGE_URL_PLAYER ? PLAYER_WEIGHT : 1;
    return true;
}

/* The page's video: one that outweighs all others twice. */
static struct slice main_video(const struct page_urls *urls)
{
    struct video videos[VIDEOS_MAX];
    struct video best = { { NULL, 0 }, 0 };
    size_t count = 0, next = 0;

    for (size_t i = 0; i < urls->count; i++)
        if (!weigh(videos, &count, &urls->list[i]))
            return best.id;
    for (size_t i = 0; i < count; i++) {
        if (videos[i].weight > best.weight) {
            next = best.weight;
            best = videos[i];
        } else if (videos[i].weight > next) {
            next = videos[i].weight;
        }
    }
    return slice_range(best.id, 0, best.weight >= 2 * next ? best.id.len : 0);
}

static void fill_video(const struct page_urls *urls, struct arena *arena,
                       struct episode_meta *meta)
{
    struct slice video = main_video(urls);

    if (video.len == 0)
        return;
    platform_links_add(
        &meta->links, arena, SLICE("youtube"),
        arena_printf(arena, "https://youtu.be/%.*s", SLICE_ARG(video)));
    if (meta->platform_id.len == 0)
        meta->platform_id =
            arena_printf(arena, "youtube:%.*s", SLICE_ARG(video));
}

/* Without what tells who clicked; Apple's episode is in the query, too. */
static struct slice clean(struct slice url, struct arena *arena)
{
    size_t query = slice_find_char(url, '?');
    struct slice rest = slice_from(url, query), part;

    if (query == SLICE_NOT_FOUND)
        return url;
    url = slice_range(url, 0, query);
    slice_take_char(&rest, '?');
    while (slice_next_part(&rest, '&', &part))
        if (slice_starts_with(part, SLICE("i=")))
            return arena_printf(arena, "%.*s?%.*s", SLICE_ARG(url),
                                SLICE_ARG(part));
    return url;
}

void page_links_fill(const struct page_urls *urls, struct arena *arena,
                     struct episode_meta *meta)
{
    fill_video(urls, arena, meta);
    for (size_t i = 0; i < urls->count; i++) {
        const struct page_url *url = &urls->list[i];
        const struct platform *platform = platform_of(url->url);

        if (platform)
            platform_links_add(&meta->links, arena, slice_of(platform->name),
                               clean(url->url, arena));
        if (meta->media.len == 0 && is_media(url->url))
            meta->media = url->url;
    }
}

/* ---- labels ---- */

/* What is written on links to an episode, and between them. */
static const char *const label_words[] = {
    "amazon",    "also",      "and",      "anywhere",    "app",
    "apple",     "audible",   "audio",    "available",   "castbox",
    "castro",    "deezer",    "download", "episode",     "favorite",
    "favourite", "feed",      "find",     "full",        "get",
    "google",    "here",      "iheart",   "iheartradio", "in",
    "it",        "itunes",    "link",     "links",       "listen",
    "mp3",       "music",     "now",      "of",          "on",
    "or",        "other",     "our",      "overcast",    "player",
    "platform",  "platforms", "play",     "pocket",      "pocketcasts",
    "casts",     "podcast",   "podcasts", "rss",         "soundcloud",
    "spotify",   "stitcher",  "the",      "this",        "to",
    "us",        "via",       "video",    "watch",       "you",
    "your",      "youtube",   "wherever", "subscribe",   "follow",
    "https",
};

/* Words that must be among them: they name what the link is for. */
static const char *const label_verbs[] = {
    "listen",   "watch",    "youtube", "spotify",  "apple",
    "overcast", "podcasts", "rss",     "download",
};

static bool is_one_of(struct slice word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal_nocase(word, slice_of(list[i])))
            return true;
    return false;
}

/* The next run of letters and digits; addresses are passed over. */
static bool next_word(struct slice *text, struct slice *ret_word)
{
    size_t len = 0;

    while (text->len) {
        int32_t code;
        size_t bytes;

        if (slice_starts_with_nocase(*text, SLICE("http"))) {
            *text = slice_from(*text, url_at(*text).len);
            continue;
        }
        bytes = utf8_decode(*text, &code);
        if (utf8_is_word(code))
            break;
        *text = slice_from(*text, bytes);
    }
    while (len < text->len) {
        int32_t code;
        size_t bytes = utf8_decode(slice_from(*text, len), &code);

        if (!utf8_is_word(code))
            break;
        len += bytes;
    }
    *ret_word = slice_range(*text, 0, len);
    *text = slice_from(*text, len);
    return len > 0;
}

bool page_link_is_label(struct slice text)
{
    struct slice word;
    size_t words = 0;
    bool named = false;

    while (next_word(&text, &word)) {
        if (++words > LABEL_WORDS_MAX ||
            !is_one_of(word, label_words,
                       sizeof(label_words) / sizeof(*label_words)))
            return false;
        named = named || is_one_of(word, label_verbs,
                                   sizeof(label_verbs) / sizeof(*label_verbs));
    }
    return named;
}
