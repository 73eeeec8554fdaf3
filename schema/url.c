#include "url.h"

#include "record.h"

#include <string.h>

/* Bytes before the first of `stops`, all if there is none. */
static size_t length_until(struct slice text, const char *stops)
{
    size_t len = 0;

    while (len < text.len && !strchr(stops, text.ptr[len]))
        len++;
    return len;
}

/* Bytes up to the last "@" of an authority: users may have one in them. */
static size_t userinfo_length(struct slice authority)
{
    size_t len = authority.len;

    while (len > 0 && authority.ptr[len - 1] != '@')
        len--;
    return len;
}

struct slice url_public(struct slice url, struct arena *arena)
{
    size_t colon = slice_find(url, SLICE("://"));
    struct slice scheme, rest, authority, video, path, fragment;
    size_t query;

    if (colon == SLICE_NOT_FOUND || length_until(url, "/?#") < colon)
        return url;
    scheme = slice_range(url, 0, colon + 3);
    rest = slice_from(url, scheme.len);
    authority = slice_range(rest, 0, length_until(rest, "/?#"));
    rest = slice_from(rest, authority.len);
    authority = slice_from(authority, userinfo_length(authority));
    query = length_until(rest, "?#");
    path = slice_range(rest, 0, query);
    rest = slice_from(rest, query);
    fragment = slice_from(rest, length_until(rest, "#"));
    if (authority.len + path.len + fragment.len + scheme.len == url.len)
        return url;
    video = youtube_id(url);
    if (video.len)
        return arena_printf(arena, "https://youtu.be/%.*s", SLICE_ARG(video));
    return arena_printf(arena, "%.*s%.*s%.*s%.*s", SLICE_ARG(scheme),
                        SLICE_ARG(authority), SLICE_ARG(path),
                        SLICE_ARG(fragment));
}
