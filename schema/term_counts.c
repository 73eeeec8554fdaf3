#include "term_counts.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>
/* Inlined: the hashed words are shorter than a call is long. */
#define XXH_INLINE_ALL
#include <xxhash.h>

/*
 * A hash table with linear probing. The entries stand in a row of their own, so
 * that to clear a table, or to go through it, costs what is in it.
 */

enum { NEAR_BYTES = 16 }; /* so that two entries fill a line of the cache */

struct entry {
    uint64_t hash; /* of language and term */
    int32_t count;
    uint16_t language; /* index in term_counts.languages */
    uint16_t term_len;

    union {
        char near[NEAR_BYTES]; /* the term, if it fits … */
        const char *far;       /* … else where it is, in the arena */
    };
};

_Static_assert(LIMIT_TOKEN_BYTES <= UINT16_MAX, "entry.term_len");

struct slot {
    uint32_t hash;  /* the upper half of the entry's */
    uint32_t entry; /* its number from 1; 0 = free */
};

struct term_counts {
    struct arena arena; /* the text of long terms, the languages */
    struct entry *entries;
    size_t count, capacity;
    struct slot *slots;
    size_t room; /* slots: a power of two */
    struct slice *languages;
    size_t language_count, language_capacity;
};

enum { TERM_ROOM = 4096 };

struct term_counts *term_counts_new(void)
{
    struct term_counts *counts = mem_alloc(sizeof(*counts));

    arena_init(&counts->arena);
    counts->room = TERM_ROOM;
    counts->slots = mem_alloc(counts->room * sizeof(*counts->slots));
    return counts;
}

void term_counts_free(struct term_counts *counts)
{
    if (!counts)
        return;
    arena_release(&counts->arena);
    free(counts->languages);
    free(counts->slots);
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
    memset(counts->slots, 0, counts->room * sizeof(*counts->slots));
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

static uint32_t upper_half(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

static struct slice term_of(const struct entry *entry)
{
    return (struct slice){ entry->term_len <= NEAR_BYTES ? entry->near
                                                         : entry->far,
                           entry->term_len };
}

/* The slot of a term, or the free one where it belongs. */
static struct slot *find_slot(const struct term_counts *counts, uint64_t hash,
                              struct slice term)
{
    size_t at = hash & (counts->room - 1);

    for (;; at = (at + 1) & (counts->room - 1)) {
        struct slot *slot = &counts->slots[at];
        const struct entry *entry;

        if (!slot->entry)
            return slot;
        if (slot->hash != upper_half(hash))
            continue;
        entry = &counts->entries[slot->entry - 1];
        if (entry->hash == hash && slice_equal(term_of(entry), term))
            return slot;
    }
}

static void double_room(struct term_counts *counts)
{
    counts->room *= 2;
    free(counts->slots);
    counts->slots = mem_alloc(counts->room * sizeof(*counts->slots));
    for (size_t i = 0; i < counts->count; i++) {
        const struct entry *entry = &counts->entries[i];
        size_t at = entry->hash & (counts->room - 1);

        while (counts->slots[at].entry)
            at = (at + 1) & (counts->room - 1);
        counts->slots[at] =
            (struct slot){ upper_half(entry->hash), (uint32_t)i + 1 };
    }
}

static struct entry *append_entry(struct term_counts *counts, uint64_t hash,
                                  struct slice term, uint16_t language)
{
    struct entry *entry;

    counts->entries = mem_grow(counts->entries, &counts->capacity,
                               counts->count + 1, sizeof(*counts->entries));
    entry = &counts->entries[counts->count++];
    *entry = (struct entry){
        .hash = hash,
        .language = language,
        .term_len = (uint16_t)term.len,
    };
    if (term.len <= NEAR_BYTES)
        memcpy(entry->near, term.ptr, term.len);
    else
        entry->far = arena_copy(&counts->arena, term).ptr;
    return entry;
}

static void add(struct term_counts *counts, uint64_t hash, struct slice term,
                uint16_t language, int32_t count)
{
    struct slot *slot = find_slot(counts, hash, term);
    struct entry *entry;

    if (slot->entry) {
        counts->entries[slot->entry - 1].count += count;
        return;
    }
    entry = append_entry(counts, hash, term, language);
    entry->count = count;
    *slot = (struct slot){ upper_half(hash), (uint32_t)counts->count };
    if (counts->count > counts->room / 2)
        double_room(counts);
}

/* The language is the seed: the same word in two languages is two entries. */
static uint64_t hash_term(struct slice term, uint64_t seed)
{
    return XXH3_64bits_withSeed(term.ptr, term.len, seed);
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

/*
 * Asks the memory for the slot of an entry to come, and a little later for the
 * entry that stands there: the table of an archive fits no cache.
 */
static void prefetch_slot(const struct term_counts *counts,
                          const struct entry *to_come)
{
    __builtin_prefetch(&counts->slots[to_come->hash & (counts->room - 1)]);
}

static void prefetch_entry(const struct term_counts *counts,
                           const struct entry *to_come)
{
    const struct slot *slot =
        &counts->slots[to_come->hash & (counts->room - 1)];

    if (slot->entry)
        __builtin_prefetch(&counts->entries[slot->entry - 1]);
}

/* What `more` numbers its languages, in the numbers of `counts`. */
static uint16_t *map_languages(struct term_counts *counts,
                               const struct term_counts *more)
{
    uint16_t *map = mem_alloc(more->language_count * sizeof(*map));

    for (size_t i = 0; i < more->language_count; i++)
        map[i] = language_index(counts, more->languages[i]);
    return map;
}

void term_counts_merge(struct term_counts *counts,
                       const struct term_counts *more)
{
    enum { AHEAD = 8 }; /* from one step to the next */

    uint16_t *languages = map_languages(counts, more);

    for (size_t i = 0; i < more->count; i++) {
        const struct entry *entry = &more->entries[i];

        if (i + 2 * AHEAD < more->count)
            prefetch_slot(counts, entry + 2 * AHEAD);
        if (i + AHEAD < more->count)
            prefetch_entry(counts, entry + AHEAD);
        add(counts, entry->hash, term_of(entry), languages[entry->language],
            entry->count);
    }
    free(languages);
}

/* ---- in order ---- */

static int by_term(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = slice_compare(term_of(a), term_of(b));

    return order ? order
                 : (a->language > b->language) - (a->language < b->language);
}

size_t term_counts_sort(struct term_counts *counts)
{
    size_t used = 0;

    for (size_t i = 0; i < counts->count; i++)
        if (counts->entries[i].count)
            counts->entries[used++] = counts->entries[i];
    if (used)
        qsort(counts->entries, used, sizeof(*counts->entries), by_term);
    return used;
}

struct term_count term_counts_at(const struct term_counts *counts, size_t index)
{
    const struct entry *entry = &counts->entries[index];

    return (struct term_count){ term_of(entry), entry->language, entry->count };
}

size_t term_counts_languages(const struct term_counts *counts)
{
    return counts->language_count;
}

struct slice term_counts_language(const struct term_counts *counts,
                                  size_t language)
{
    return counts->languages[language];
}
