#include "fetch_internal.h"

/* The part of an address; empty if it has none. In `arena`. */
static struct slice url_part(CURLU *url, CURLUPart part, struct arena *arena)
{
    char *text = NULL;
    struct slice copy = SLICE("");

    if (!curl.url_get(url, part, &text, 0))
        copy = arena_copy(arena, slice_of(text));
    curl.free(text);
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
    struct slice address = SLICE("");
    CURLU *url;

    curl_load();
    url = curl.url();
    reference = slice_trim(reference);
    if (url && reference.len &&
        (base.len == 0 ||
         !curl.url_set(url, CURLUPART_URL, arena_string(arena, base), 0)) &&
        !curl.url_set(url, CURLUPART_URL, arena_string(arena, reference),
                      CURLU_URLENCODE) &&
        is_ours(url_part(url, CURLUPART_SCHEME, arena))) {
        curl.url_set(url, CURLUPART_FRAGMENT, NULL, 0);
        address = url_part(url, CURLUPART_URL, arena);
    }
    curl.url_cleanup(url);
    return address;
}

struct slice fetch_host(struct slice address, struct arena *arena)
{
    struct slice host = SLICE("");
    CURLU *url;

    curl_load();
    url = curl.url();
    if (url && !curl.url_set(url, CURLUPART_URL, address.ptr, 0))
        host = url_part(url, CURLUPART_HOST, arena);
    curl.url_cleanup(url);
    return host;
}
