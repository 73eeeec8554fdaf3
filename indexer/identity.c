#include "identity.h"

#include "base/date.h"
#include "file_stem.h"
#include "name.h"
#include "path.h"

#include <stdlib.h>

/* A feed, a page and a file may date the same episode so far apart. */
enum { SAME_EPISODE_DAYS = 3 };

/* ---- keys ---- */

static void add_key(struct identity_keys *keys, enum key_trust trust,
                    struct slice key)
{
    keys->keys[keys->count] = key;
    keys->trust[keys->count++] = trust;
}

/* The folder of `path` without the parts that name a format or language. */
static struct slice stem_folder(struct slice path, struct arena *arena)
{
    struct slice folder = path_folder(path);

    while (folder.len && file_folder_is_neutral(path_name(folder), arena))
        folder = path_folder(folder);
    return folder;
}

struct slice identity_place_key(struct slice path, struct arena *arena)
{
    if (path_is_address(path))
        return SLICE("");
    return arena_printf(arena, "stem:%.*s/%.*s",
                        SLICE_ARG(stem_folder(path, arena)),
                        SLICE_ARG(file_stem(path, arena, NULL)));
}

void identity_keys(const struct episode_meta *meta, struct slice path,
                   bool said_title, struct arena *arena,
                   struct identity_keys *ret_keys)
{
    struct slice show = name_fold(meta->show, arena);
    struct slice title = name_fold(meta->title, arena);
    struct slice place = identity_place_key(path, arena);

    ret_keys->count = 0;
    if (meta->guid.len)
        add_key(ret_keys, KEY_SURE,
                arena_printf(arena, "guid:%.*s", SLICE_ARG(meta->guid)));
    if (meta->platform_id.len)
        add_key(ret_keys, KEY_SURE, meta->platform_id);
    if (meta->media.len)
        add_key(ret_keys, KEY_SURE,
                arena_printf(arena, "media:%.*s", SLICE_ARG(meta->media)));
    if (meta->number.len)
        add_key(ret_keys, KEY_LIKELY,
                arena_printf(arena, "number:%.*s/%.*s", SLICE_ARG(show),
                             SLICE_ARG(meta->number)));
    if (said_title && title.len)
        add_key(ret_keys, KEY_LIKELY,
                arena_printf(arena, "title:%.*s/%.*s", SLICE_ARG(show),
                             SLICE_ARG(title)));
    if (place.len)
        add_key(ret_keys, KEY_PLACE, place);
}

static bool is_full_date(struct slice date, int64_t *ret_day)
{
    struct date_span span;

    if (!date_parse(date, &span) || span.first != span.last)
        return false;
    *ret_day = span.first;
    return true;
}

static bool dates_agree(const struct episode_meta *a,
                        const struct episode_meta *b)
{
    int64_t day_a, day_b;

    return !is_full_date(a->date, &day_a) || !is_full_date(b->date, &day_b) ||
           llabs(day_a - day_b) <= SAME_EPISODE_DAYS;
}

bool identity_compatible(const struct episode_meta *a,
                         const struct episode_meta *b, enum key_trust trust)
{
    struct arena arena;
    bool same = true;

    if (trust == KEY_SURE)
        return true;
    if (!dates_agree(a, b))
        return false;
    if (trust == KEY_LIKELY && a->title.len && b->title.len) {
        arena_init(&arena);
        same = slice_equal(name_fold(a->title, &arena),
                           name_fold(b->title, &arena));
        arena_release(&arena);
    }
    return same;
}
