#include "opml.h"

#include "base/limits.h"
#include "fetch.h"
#include "xml.h"

struct reader {
    struct arena *arena;
    struct slice *urls;
    size_t count, capacity;
};

bool opml_is(struct slice text)
{
    return xml_root_is(text, "opml");
}

static bool is_listed(const struct reader *reader, struct slice url)
{
    for (size_t i = 0; i < reader->count; i++)
        if (slice_equal(reader->urls[i], url))
            return true;
    return false;
}

/* <outline type="rss" text="Second Draft" xmlUrl="https://…"/>, nested. */
static bool open_element(void *context, const struct xml_element *element)
{
    struct reader *reader = context;
    struct slice url;

    if (!slice_equal_nocase(element->name, SLICE("outline")) ||
        !xml_attribute(element, "xmlUrl", reader->arena, &url))
        return true;
    url = fetch_address(SLICE(""), url, reader->arena);
    if (url.len == 0 || is_listed(reader, url))
        return true;
    reader->urls = arena_grow(reader->arena, reader->urls, &reader->capacity,
                              reader->count + 1, sizeof(*reader->urls));
    reader->urls[reader->count++] = url;
    return reader->count < LIMIT_OPML_FEEDS;
}

enum status opml_read(struct slice text, struct arena *arena,
                      struct slice **ret_urls, size_t *ret_count,
                      struct error *err)
{
    static const struct xml_handler handler = { .open = open_element };
    struct reader reader = { .arena = arena };
    enum status status = xml_parse(text, 1, &handler, &reader, NULL, err);

    *ret_urls = reader.urls;
    *ret_count = reader.count;
    if (!status && reader.count == 0)
        return error_set(err, STATUS_BAD_INPUT, "the OPML lists no feeds");
    return status;
}
