#include "term.h"

#include "base/alloc.h"
#include "store_internal.h"
#include "vocabulary.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
/* Inlined: the hashed words are shorter than a call is long. */
#define XXH_INLINE_ALL
#include <xxhash.h>

/* ---- counting: a hash table with linear probing ---- */

struct entry {
    uint64_t hash; /* of language and term; 0 = free */
    const char *term;
    uint32_t term_len;
    uint16_t language; /* index in term_counts.languages */
    int64_t count;
};

struct term_counts {
    struct arena arena; /* the terms' text */
    struct entry *entries;
    size_t count, room; /* room is a power of two */
    struct slice *languages;
    size_t language_count, language_capacity;
};

enum { TERM_ROOM = 4096 };

struct term_counts *term_counts_new(void)
{
    struct term_counts *counts = mem_alloc(sizeof(*counts));

    arena_init(&counts->arena);
    counts->room = TERM_ROOM;
    counts->entries = mem_alloc(counts->room * sizeof(*counts->entries));
    return counts;
}

void term_counts_free(struct term_counts *counts)
{
    if (!counts)
        return;
    arena_release(&counts->arena);
    free(counts->languages);
    free(counts->entries);
    free(counts);
}

size_t term_counts_size(const struct term_counts *counts)
{
    return counts->count;
}

void term_counts_clear(struct term_counts *counts)
{
    arena_clear(&counts->arena);
    memset(counts->entries, 0, counts->room * sizeof(*counts->entries));
    counts->count = 0;
    counts->language_count = 0;
}

static struct slice primary_tag(struct slice language)
{
    return slice_range(language, 0, slice_find_char(language, '-'));
}

static uint16_t language_index(struct term_counts *counts, struct slice tag)
{
    for (size_t i = 0; i < counts->language_count; i++)
        if (slice_equal(counts->languages[i], tag))
            return (uint16_t)i;
    counts->languages =
        mem_grow(counts->languages, &counts->language_capacity,
                 counts->language_count + 1, sizeof(*counts->languages));
    counts->languages[counts->language_count] = arena_copy(&counts->arena, tag);
    return (uint16_t)counts->language_count++;
}

/* The place of a term, or the free place where it belongs. */
static struct entry *find_place(struct entry *entries, size_t room,
                                uint64_t hash, struct slice term)
{
    size_t at = hash & (room - 1);

    while (entries[at].hash &&
           (entries[at].hash != hash || entries[at].term_len != term.len ||
            memcmp(entries[at].term, term.ptr, term.len)))
        at = (at + 1) & (room - 1);
    return &entries[at];
}

static void double_room(struct term_counts *counts)
{
    size_t room = counts->room * 2;
    struct entry *entries = mem_alloc(room * sizeof(*entries));

    for (size_t i = 0; i < counts->room; i++) {
        const struct entry *old = &counts->entries[i];

        if (old->hash)
            *find_place(entries, room, old->hash,
                        (struct slice){ old->term, old->term_len }) = *old;
    }
    free(counts->entries);
    counts->entries = entries;
    counts->room = room;
}

static void add(struct term_counts *counts, uint64_t hash, struct slice term,
                uint16_t language, int64_t count)
{
    struct entry *entry = find_place(counts->entries, counts->room, hash, term);

    if (!entry->hash) {
        *entry = (struct entry){
            .hash = hash,
            .term = arena_copy(&counts->arena, term).ptr,
            .term_len = (uint32_t)term.len,
            .language = language,
        };
        if (++counts->count > counts->room / 2) {
            double_room(counts);
            entry = find_place(counts->entries, counts->room, hash, term);
        }
    }
    entry->count += count;
}

/* The language is the seed: the same word in two languages is two entries. */
static uint64_t hash_term(struct slice term, uint64_t seed)
{
    return XXH3_64bits_withSeed(term.ptr, term.len, seed) | 1;
}

static uint64_t language_seed(struct slice tag)
{
    return XXH3_64bits(tag.ptr, tag.len);
}

void term_counts_add(struct term_counts *counts, const struct token_list *list,
                     struct slice language, int sign)
{
    struct slice tag = primary_tag(language);
    uint16_t index = language_index(counts, tag);
    uint64_t seed = language_seed(tag);

    for (size_t i = 0; i < list->count; i++) {
        struct slice term = token_text(list, i);

        add(counts, hash_term(term, seed), term, index, sign);
    }
}

void term_counts_merge(struct term_counts *counts,
                       const struct term_counts *more)
{
    for (size_t i = 0; i < more->room; i++) {
        const struct entry *entry = &more->entries[i];

        if (entry->hash)
            add(counts, entry->hash,
                (struct slice){ entry->term, entry->term_len },
                language_index(counts, more->languages[entry->language]),
                entry->count);
    }
}

/* ---- writing them ---- */

static int by_term(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = slice_compare((struct slice){ a->term, a->term_len },
                              (struct slice){ b->term, b->term_len });

    return order ? order
                 : (a->language > b->language) - (a->language < b->language);
}

/* The used entries, moved to the front and sorted: the table's own order. */
static size_t sort_entries(struct term_counts *counts)
{
    size_t used = 0;

    for (size_t i = 0; i < counts->room; i++)
        if (counts->entries[i].hash && counts->entries[i].count)
            counts->entries[used++] = counts->entries[i];
    qsort(counts->entries, used, sizeof(*counts->entries), by_term);
    return used;
}

/* What an article or the like is, before an apostrophe: "quell'". */
enum { ELISION_BYTES = 6 };

/*
 * The word without what an apostrophe joins to it, which stemmers leave there:
 * l'eau, dell'acqua; in Turkish the endings of a name, as in Ankara'da.
 */
static struct slice without_joined(struct slice word, struct slice tag)
{
    static const char *const eliding[] = { "fr", "it", "ca" };
    size_t at = slice_find_char(word, '\'');

    if (at == SLICE_NOT_FOUND)
        return word;
    if (slice_equal(tag, SLICE("tr")))
        return slice_range(word, 0, at);
    for (size_t i = 0; i < sizeof(eliding) / sizeof(*eliding); i++)
        if (slice_equal(tag, slice_of(eliding[i])) && at <= ELISION_BYTES)
            return slice_from(word, at + 1);
    return word;
}

/* The stem of a word; the word itself where the stemmer has nothing to say. */
static struct slice stem_of(struct sb_stemmer *stemmer, struct slice tag,
                            struct slice word)
{
    const sb_symbol *stem;

    if (!stemmer)
        return word;
    word = without_joined(word, tag);
    stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word.ptr, (int)word.len);
    return stem ? (struct slice){ (const char *)stem,
                                  (size_t)sb_stemmer_length(stemmer) }
                : word;
}

/* A Snowball stemmer for a language tag, or NULL if there is none. */
static struct sb_stemmer *stemmer_for(struct slice tag)
{
    char name[16];

    if (tag.len == 0 || tag.len >= sizeof(name))
        return NULL;
    memcpy(name, tag.ptr, tag.len);
    name[tag.len] = '\0';
    return sb_stemmer_new(name, NULL);
}

static enum status write_entry(struct store *store, const struct entry *entry,
                               struct slice language,
                               struct sb_stemmer *stemmer, struct error *err)
{
    struct slice term = { entry->term, entry->term_len };
    struct slice stem = stem_of(stemmer, language, term);
    sqlite3_stmt *put = store_statement(store, ADD_TERM, err);

    if (!put)
        return err->status;
    bind_text(put, 1, term);
    sqlite3_bind_text(put, 2, language.len ? language.ptr : "",
                      (int)language.len, SQLITE_STATIC);
    bind_int(put, 3, entry->count);
    if (!slice_equal(stem, term))
        bind_text(put, 4, stem);
    return store_run(store, put, err);
}

static enum status write_language(struct store *store, struct slice tag,
                                  struct error *err)
{
    sqlite3_stmt *put;

    if (tag.len == 0)
        return STATUS_OK;
    put = store_statement(store, PUT_LANGUAGE, err);
    if (!put)
        return err->status;
    bind_text(put, 1, tag);
    return store_run(store, put, err);
}

/* Brings the packed words up to the table; `count` entries are in use. */
static enum status write_vocabulary(struct store *store,
                                    const struct term_counts *counts,
                                    size_t count, struct error *err)
{
    struct vocabulary_change *changes = mem_alloc(count * sizeof(*changes));
    struct buf merged = BUF_INIT;
    struct arena arena;
    struct slice words;
    enum status status;

    for (size_t i = 0; i < count; i++)
        changes[i] = (struct vocabulary_change){
            { counts->entries[i].term, counts->entries[i].term_len },
            counts->entries[i].count,
        };
    arena_init(&arena);
    status = vocabulary_load(store, &arena, &words, err);
    if (!status) {
        vocabulary_merge(words, changes, count, &merged);
        status = vocabulary_save(store, buf_view(&merged), err);
    }
    arena_release(&arena);
    buf_release(&merged);
    free(changes);
    return status;
}

enum status term_counts_write(struct store *store, struct term_counts *counts,
                              struct error *err)
{
    size_t used = sort_entries(counts);
    struct sb_stemmer **stemmers =
        mem_alloc(counts->language_count * sizeof(*stemmers));
    enum status status = STATUS_OK;

    for (size_t i = 0; i < counts->language_count && !status; i++) {
        stemmers[i] = stemmer_for(counts->languages[i]);
        status = write_language(store, counts->languages[i], err);
    }
    for (size_t i = 0; i < used && !status; i++) {
        const struct entry *entry = &counts->entries[i];

        status = write_entry(store, entry, counts->languages[entry->language],
                             stemmers[entry->language], err);
    }
    if (!status && used)
        status = write_vocabulary(store, counts, used, err);
    for (size_t i = 0; i < counts->language_count; i++)
        sb_stemmer_delete(stemmers[i]);
    free(stemmers);
    term_counts_clear(counts);
    return status;
}

/* ---- widening ---- */

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
