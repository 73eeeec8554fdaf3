#include "needle.h"

#include <string.h>

/* How common a byte is in what people say; 0 for those that are no letters. */
static size_t commonness(char byte)
{
    static const char rising[] = "zqjxkvbpgwyfmculdrhsnioate ";
    const char *at = byte ? strchr(rising, byte) : NULL;

    return at ? (size_t)(at - rising) + 1 : 0;
}

struct needle needle_of(struct slice text)
{
    struct needle needle = { text, 0 };

    for (size_t i = 1; i < text.len; i++)
        if (commonness(text.ptr[i]) < commonness(text.ptr[needle.rarest]))
            needle.rarest = i;
    return needle;
}

size_t needle_find(const struct needle *needle, struct slice hay, size_t from)
{
    struct slice text = needle->text;
    size_t behind = text.len - needle->rarest; /* of the needle's end */

    while (from < hay.len && hay.len - from >= text.len) {
        const char *first = hay.ptr + from + needle->rarest;
        const char *last = hay.ptr + hay.len - behind;
        const char *hit =
            memchr(first, text.ptr[needle->rarest], (size_t)(last - first) + 1);

        if (!hit)
            return SLICE_NOT_FOUND;
        hit -= needle->rarest;
        from = (size_t)(hit - hay.ptr);
        if (!memcmp(hit, text.ptr, text.len))
            return from;
        from++;
    }
    return SLICE_NOT_FOUND;
}
