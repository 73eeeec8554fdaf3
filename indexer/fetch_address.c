#include "fetch_internal.h"

/* The part of an address; empty if it has none. In `arena`. */
static struct slice url_part(CURLU *url, CURLUPart part, struct arena *arena)
{
    char *text = NULL;
    struct slice copy = SLICE("");

    if (!curl_url_get(url, part, &text, 0))
        copy = arena_copy(arena, slice_of(text));
    curl_free(text);
    return copy;
}

static bool is_ours(struct slice scheme)
{
    return slice_equal(scheme, SLICE("http")) ||
           slice_equal(scheme, SLICE("https"));
}

struct slice fetch_address(struct slice base, struct slice reference,
                           struct arena *arena)
{
    CURLU *url = curl_url();
    struct slice address = SLICE("");

    reference = slice_trim(reference);
    if (url && reference.len &&
        (base.len == 0 ||
         !curl_url_set(url, CURLUPART_URL, arena_string(arena, base), 0)) &&
        !curl_url_set(url, CURLUPART_URL, arena_string(arena, reference),
                      CURLU_URLENCODE) &&
        is_ours(url_part(url, CURLUPART_SCHEME, arena))) {
        curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0);
        address = url_part(url, CURLUPART_URL, arena);
    }
    curl_url_cleanup(url);
    return address;
}

struct slice fetch_host(struct slice address, struct arena *arena)
{
    CURLU *url = curl_url();
    struct slice host = SLICE("");

    if (url && !curl_url_set(url, CURLUPART_URL, address.ptr, 0))
        host = url_part(url, CURLUPART_HOST, arena);
    curl_url_cleanup(url);
    return host;
}
