#include "record.h"

void meta_init(struct episode_meta *meta)
{
    *meta = (struct episode_meta){ .duration_ms = TIME_NONE };
}

static void fill(struct slice *field, struct slice other)
{
    if (field->len == 0)
        *field = other;
}

void meta_fill(struct episode_meta *meta, const struct episode_meta *other)
{
    if (meta->language.len == 0)
        meta->language_guessed = other->language_guessed;
    fill(&meta->show, other->show);
    fill(&meta->number, other->number);
    fill(&meta->title, other->title);
    fill(&meta->date, other->date);
    fill(&meta->language, other->language);
    fill(&meta->link, other->link);
    fill(&meta->media, other->media);
    fill(&meta->guid, other->guid);
    fill(&meta->platform_id, other->platform_id);
    fill(&meta->description, other->description);
    fill(&meta->made_by, other->made_by);
    if (meta->duration_ms == TIME_NONE)
        meta->duration_ms = other->duration_ms;
    meta->partial = meta->partial || other->partial;
    if (meta->links.count == 0) {
        meta->links = other->links;
        meta->links.capacity = meta->links.count;
    }
    if (meta->people.count == 0) {
        meta->people = other->people;
        /* The list is shared: whoever adds to it gets one of his own. */
        meta->people.capacity = meta->people.count;
    }
}

enum { PEOPLE_MAX = 500 }; /* a feed that names more names nobody */

static void add_person(struct people *people, struct arena *arena,
                       const struct person *person)
{
    if (people->count == PEOPLE_MAX)
        return;
    for (size_t i = 0; i < people->count; i++)
        if (slice_equal_nocase(people->list[i].name, person->name))
            return;
    people->list = arena_grow(arena, people->list, &people->capacity,
                              people->count + 1, sizeof(*people->list));
    people->list[people->count++] = *person;
}

void people_add(struct people *people, struct arena *arena, struct slice name,
                struct slice role)
{
    add_person(people, arena, &(struct person){ name, role, false });
}

void people_guess(struct people *people, struct arena *arena, struct slice name,
                  struct slice role)
{
    add_person(people, arena, &(struct person){ name, role, true });
}

void platform_links_add(struct platform_links *links, struct arena *arena,
                        struct slice platform, struct slice url)
{
    for (size_t i = 0; i < links->count; i++)
        if (slice_equal(links->list[i].platform, platform))
            return;
    links->list = arena_grow(arena, links->list, &links->capacity,
                             links->count + 1, sizeof(*links->list));
    links->list[links->count++] = (struct platform_link){ platform, url };
}

/* The id at the front of `text`: eleven characters of URL-safe base64. */
static struct slice video_id(struct slice text)
{
    enum { VIDEO_ID_BYTES = 11 };

    size_t len = 0;

    while (len < text.len &&
           (ascii_is_alpha(text.ptr[len]) || ascii_is_digit(text.ptr[len]) ||
            text.ptr[len] == '-' || text.ptr[len] == '_'))
        len++;
    return slice_range(text, 0, len == VIDEO_ID_BYTES ? len : 0);
}

static void skip_scheme(struct slice *url)
{
    static const char *const schemes[] = { "https://", "http://", "//" };

    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        struct slice scheme = slice_of(schemes[i]);

        if (slice_starts_with_nocase(*url, scheme)) {
            *url = slice_from(*url, scheme.len);
            return;
        }
    }
}

/* Takes the host off the front of *url and leaves the path behind its '/'. */
static struct slice take_host(struct slice *url)
{
    static const char *const prefixes[] = { "www.", "m.", "music." };
    struct slice host = { NULL, 0 };

    skip_scheme(url);
    slice_next_part(url, '/', &host);
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
        if (slice_starts_with_nocase(host, slice_of(prefixes[i])))
            return slice_from(host, slice_of(prefixes[i]).len);
    return host;
}

/* The id in the query of "watch?app=desktop&v=ID#t=1". */
static struct slice watch_id(struct slice path)
{
    struct slice word, parameter;

    slice_next_part(&path, '?', &word);
    while (slice_next_part(&path, '&', &parameter))
        if (slice_starts_with(parameter, SLICE("v=")))
            return video_id(slice_from(parameter, 2));
    return (struct slice){ NULL, 0 };
}

struct slice youtube_id(struct slice url)
{
    static const char *const folders[] = { "embed/", "shorts/", "live/", "v/" };
    struct slice host = take_host(&url);

    if (slice_equal_nocase(host, SLICE("youtu.be")))
        return video_id(url);
    if (!slice_equal_nocase(host, SLICE("youtube.com")) &&
        !slice_equal_nocase(host, SLICE("youtube-nocookie.com")))
        return (struct slice){ NULL, 0 };
    if (slice_starts_with(url, SLICE("watch?")) ||
        slice_starts_with(url, SLICE("watch/?")))
        return watch_id(url);
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
        if (slice_starts_with(url, slice_of(folders[i])))
            return video_id(slice_from(url, slice_of(folders[i]).len));
    return (struct slice){ NULL, 0 };
}
