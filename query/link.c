#include "link.h"

enum { MOST_LINKS = 3 };

static struct slice youtube_link(struct slice id, int64_t seconds,
                                 struct arena *arena)
{
    if (seconds < 0)
        return arena_printf(arena, "https://youtu.be/%.*s", SLICE_ARG(id));
    return arena_printf(arena, "https://youtu.be/%.*s?t=%lld", SLICE_ARG(id),
                        (long long)seconds);
}

static struct slice media_link(struct slice url, int64_t seconds,
                               struct arena *arena)
{
    size_t fragment = slice_find_char(url, '#');

    if (seconds < 0 || fragment != SLICE_NOT_FOUND)
        return url;
    return arena_printf(arena, "%.*s#t=%lld", SLICE_ARG(url),
                        (long long)seconds);
}

void links_make(const struct episode_meta *meta, int64_t start_ms,
                struct arena *arena, struct passage *passage)
{
    const struct slice youtube = SLICE("youtube:");
    struct link *links = arena_array(arena, MOST_LINKS, sizeof(*links));
    int64_t seconds = start_ms == TIME_NONE ? -1
                      : start_ms < 0        ? 0
                                            : start_ms / 1000;
    struct slice id = youtube_id(meta->link);
    size_t count = 0;

    if (slice_starts_with(meta->platform_id, youtube))
        id = slice_from(meta->platform_id, youtube.len);
    if (id.len)
        links[count++] =
            (struct link){ "youtube", youtube_link(id, seconds, arena) };
    if (meta->media.len)
        links[count++] =
            (struct link){ "audio", media_link(meta->media, seconds, arena) };
    if (meta->link.len && !youtube_id(meta->link).len)
        links[count++] = (struct link){ "page", meta->link };
    passage->links = links;
    passage->link_count = count;
    passage->link = count ? links[0].url : SLICE("");
}
