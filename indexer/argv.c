#include "argv.h"

#include "base/buf.h"

/* A relative path that begins with a dash is no option. */
static void put_path(struct buf *out, struct slice path)
{
    if (slice_starts_with(path, SLICE("-")))
        buf_string(out, "./");
    buf_slice(out, path);
}

/* The place that comes first in `text`, or NULL; *ret_at is where. */
static const struct argv_place *next_place(struct slice text,
                                           const struct argv_place *places,
                                           size_t count, size_t *ret_at)
{
    const struct argv_place *first = NULL;

    for (size_t i = 0; i < count; i++) {
        size_t at = slice_find(text, places[i].name);

        if (at == SLICE_NOT_FOUND || (first && at >= *ret_at))
            continue;
        first = &places[i];
        *ret_at = at;
    }
    return first;
}

static const char *fill_word(const char *word, const struct argv_place *places,
                             size_t count, struct arena *arena)
{
    struct slice rest = slice_of(word);
    struct buf filled = BUF_INIT;
    const struct argv_place *place;
    const char *copy;
    size_t at;

    while ((place = next_place(rest, places, count, &at))) {
        buf_slice(&filled, slice_range(rest, 0, at));
        put_path(&filled, place->path);
        rest = slice_from(rest, at + place->name.len);
    }
    buf_slice(&filled, rest);
    copy = arena_string(arena, buf_view(&filled));
    buf_release(&filled);
    return copy;
}

const char **argv_fill(const char *const *argv, const struct argv_place *places,
                       size_t count, struct arena *arena)
{
    size_t words = 0;
    const char **filled;

    while (argv[words])
        words++;
    filled = arena_array(arena, words + 1, sizeof(*filled));
    for (size_t i = 0; i < words; i++)
        filled[i] = fill_word(argv[i], places, count, arena);
    return filled;
}

bool argv_names(const char *const *argv, struct slice name)
{
    for (size_t i = 1; argv[0] && argv[i]; i++)
        if (slice_find(slice_of(argv[i]), name) != SLICE_NOT_FOUND)
            return true;
    return false;
}
