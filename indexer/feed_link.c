#include "feed.h"

#include <string.h>

static const struct {
    const char *type, *extension;
    int rank;
} kinds[] = {
    { "application/json", "json", 0 },
    { "text/vtt", "vtt", 1 },
    { "application/x-subrip", "srt", 2 },
    { "application/srt", "srt", 2 },
    { "text/srt", "srt", 2 },
    { "application/x-srt", "srt", 2 },
    { "text/html", "html", 3 },
    { "text/plain", "txt", 4 },
};

enum { RANK_UNKNOWN = 5, KINDS = sizeof(kinds) / sizeof(*kinds) };

static bool has_extension(struct slice url, const char *extension)
{
    struct slice path = slice_range(url, 0, slice_find_char(url, '?'));
    size_t len = strlen(extension);

    return path.len > len + 1 && path.ptr[path.len - len - 1] == '.' &&
           slice_equal_nocase(slice_from(path, path.len - len),
                              slice_of(extension));
}

/* Types are often wrong; an extension is more often right. */
int feed_link_rank(const struct feed_link *link)
{
    for (size_t i = 0; i < KINDS; i++)
        if (has_extension(link->url, kinds[i].extension))
            return kinds[i].rank;
    for (size_t i = 0; i < KINDS; i++)
        if (slice_equal(link->type, slice_of(kinds[i].type)))
            return kinds[i].rank;
    return RANK_UNKNOWN;
}
