#include "term.h"

#include "stem.h"
#include "store_internal.h"

#include <libstemmer.h>
#include <stdlib.h>

struct expansion_list {
    struct arena *arena;
    struct expansion *items;
    size_t count, capacity;
};

static void add_expansion(struct expansion_list *list, struct slice term,
                          int64_t count, bool same)
{
    for (size_t i = 0; i < list->count; i++)
        if (slice_equal(list->items[i].term, term))
            return;
    list->items = arena_grow(list->arena, list->items, &list->capacity,
                             list->count + 1, sizeof(*list->items));
    list->items[list->count++] =
        (struct expansion){ arena_copy(list->arena, term), count, same };
}

static int by_use(const void *left, const void *right)
{
    const struct expansion *a = left, *b = right;

    if (a->same != b->same)
        return a->same ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return slice_compare(a->term, b->term);
}

static enum status has_term(struct store *store, struct slice word,
                            struct slice tag, bool *ret_has, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, HAS_TERM, err);
    int64_t count = 0;
    enum status status;

    if (!get)
        return err->status;
    bind_text(get, 1, word);
    bind_text(get, 2, tag);
    status = store_number(store, get, 0, &count, err);
    *ret_has = count > 0;
    return status;
}

/* Adds the terms of language `tag` that have the word's stem there, uncounted. */
static enum status add_by_stem(struct store *store, struct slice word,
                               struct slice tag, struct expansion_list *list,
                               struct error *err)
{
    struct sb_stemmer *stemmer = stemmer_for(tag);
    sqlite3_stmt *get;
    enum status status = STATUS_OK;
    bool row = true;

    if (!stemmer)
        return STATUS_OK;
    get = store_statement(store, TERMS_BY_STEM, err);
    if (!get) {
        sb_stemmer_delete(stemmer);
        return err->status;
    }
    bind_text(get, 1, stem_of(stemmer, tag, word));
    bind_text(get, 2, tag);
    while (!(status = store_step(store, get, &row, err)) && row) {
        struct slice term = column_view(get, 0);

        if (!slice_equal(term, word))
            add_expansion(list, term, 0, false);
    }
    sb_stemmer_delete(stemmer);
    return status;
}

enum status term_inflections(struct store *store, struct slice word,
                             struct arena *arena, struct expansion **ret_list,
                             size_t *ret_count, struct error *err)
{
    struct expansion_list list = { .arena = arena };
    struct slice *tags;
    size_t tag_count;
    int64_t count = 0;
    bool known = false;
    enum status status = term_count(store, word, &count, err);

    add_expansion(&list, word, count, true);
    if (!status)
        status = store_texts(store, store_statement(store, LANGUAGES, err),
                             arena, &tags, &tag_count, err);
    /* In the languages that have the word; in all if none has it as it is. */
    for (size_t i = 0; !status && i < tag_count; i++) {
        bool has = false;

        status = has_term(store, word, tags[i], &has, err);
        if (!status && has) {
            known = true;
            status = add_by_stem(store, word, tags[i], &list, err);
        }
    }
    for (size_t i = 0; !status && !known && i < tag_count; i++)
        status = add_by_stem(store, word, tags[i], &list, err);
    for (size_t i = 1; !status && i < list.count; i++)
        status =
            term_count(store, list.items[i].term, &list.items[i].count, err);
    qsort(list.items, list.count, sizeof(*list.items), by_use);
    *ret_list = list.items;
    *ret_count = list.count;
    return status;
}

/* The smallest text above all that begin with `prefix`: its last byte raised.
 * UTF-8 has no byte 0xff, so there always is one. */
static struct slice prefix_end(struct slice prefix, struct arena *arena)
{
    struct slice end = arena_copy(arena, prefix);

    ((char *)end.ptr)[end.len - 1]++;
    return end;
}

enum status term_prefixed(struct store *store, struct slice prefix,
                          size_t limit, struct arena *arena,
                          struct expansion **ret_list, size_t *ret_count,
                          int64_t *ret_occurrences, bool *ret_more,
                          struct error *err)
{
    struct expansion_list list = { .arena = arena };
    sqlite3_stmt *get = store_statement(store, TERMS_BY_PREFIX, err);
    enum status status;
    bool row;

    *ret_occurrences = 0;
    *ret_more = false;
    if (!get)
        return err->status;
    bind_text(get, 1, prefix);
    bind_text(get, 2, prefix_end(prefix, arena));
    while (!(status = store_step(store, get, &row, err)) && row) {
        struct slice term = column_view(get, 0);
        int64_t count = sqlite3_column_int64(get, 1);

        *ret_occurrences += count;
        if (list.count == limit) {
            *ret_more = true;
            continue;
        }
        list.items = arena_grow(arena, list.items, &list.capacity,
                                list.count + 1, sizeof(*list.items));
        list.items[list.count++] =
            (struct expansion){ arena_copy(arena, term), count,
                                slice_equal(term, prefix) };
    }
    *ret_list = list.items;
    *ret_count = list.count;
    return status;
}

enum status term_count(struct store *store, struct slice word,
                       int64_t *ret_count, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, TERM_COUNT, err);

    *ret_count = 0;
    if (!get)
        return err->status;
    bind_text(get, 1, word);
    return store_number(store, get, 0, ret_count, err);
}
