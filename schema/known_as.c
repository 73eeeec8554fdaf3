#include "known_as.h"

#include "name.h"

#include <stdlib.h>

enum { FULL_NAME_WORDS = 5 };

/* A name, and where it was heard. */
struct known_name {
    int64_t episode;
    struct slice text;  /* as written, without pronouns */
    struct slice key;   /* folded */
    struct slice first; /* the first word of the key */
};

/* Words that stand in for a name. Folded, sorted. */
static const char *const roles[] = {
    "a",           "audience",   "audience member",
    "both",        "caller",     "everyone",
    "female",      "guest",      "guest host",
    "host",        "i",          "interviewee",
    "interviewer", "male",       "man",
    "me",          "moderator",  "multiple",
    "operator",    "panelist",   "presenter",
    "q",           "question",   "questioner",
    "r",           "speaker",    "student",
    "them",        "translator", "user",
    "voice",       "voiceover",  "woman",
};

static int compare_role(const void *key, const void *member)
{
    return slice_compare(*(const struct slice *)key,
                         slice_of(*(const char *const *)member));
}

static bool has_digit(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (ascii_is_digit(name.ptr[i]))
            return true;
    return false;
}

static bool is_role(struct slice key)
{
    return bsearch(&key, roles, sizeof(roles) / sizeof(*roles), sizeof(*roles),
                   compare_role);
}

bool name_is_personal(struct slice name)
{
    struct arena arena;
    bool personal;

    if (has_digit(name))
        return false;
    arena_init(&arena);
    personal = !is_role(name_fold(name, &arena));
    arena_release(&arena);
    return personal;
}

/* "Kim Ode (they/them)" is Kim Ode. */
static struct slice without_pronouns(struct slice name)
{
    size_t open = slice_find(name, SLICE(" ("));
    struct slice inside;

    if (open == SLICE_NOT_FOUND || name.ptr[name.len - 1] != ')')
        return name;
    inside = slice_range(name, open + 2, name.len - 1);
    if (slice_find_char(inside, '/') == SLICE_NOT_FOUND || has_digit(inside))
        return name;
    return slice_trim(slice_range(name, 0, open));
}

static struct known_name known_name_of(int64_t episode, struct slice name,
                                       struct arena *arena)
{
    struct known_name known = { .episode = episode,
                                .text = without_pronouns(name) };

    known.key = name_fold(known.text, arena);
    known.first = slice_range(known.key, 0, slice_find_char(known.key, ' '));
    return known;
}

static bool is_single_word(const struct known_name *name)
{
    return name->key.len == name->first.len;
}

/* A person's first and last name, not "Dana & Sam" or a remark. */
static bool is_full_name(const struct known_name *name)
{
    struct slice rest = name->key, word;
    size_t words = 0;

    while (slice_next_part(&rest, ' ', &word)) {
        if (slice_equal(word, SLICE("and")))
            return false;
        words++;
    }
    return words > 1 && words <= FULL_NAME_WORDS && !has_digit(name->key) &&
           !is_role(name->first) && !is_role(name->key) &&
           slice_find_char(name->text, '&') == SLICE_NOT_FOUND &&
           slice_find_char(name->text, '/') == SLICE_NOT_FOUND;
}

void known_names_init(struct known_names *names, struct arena *arena)
{
    *names = (struct known_names){ .arena = arena };
}

void known_names_add(struct known_names *names, int64_t episode,
                     struct slice name)
{
    struct known_name known = known_name_of(episode, name, names->arena);

    if (known.key.len == 0)
        return;
    names->heard =
        arena_grow(names->arena, names->heard, &names->heard_capacity,
                   names->heard_count + 1, sizeof(*names->heard));
    names->heard[names->heard_count++] = known;
}

/* "Ana Lima" before "ANA LIMA" before "ana lima". */
static int case_rank(struct slice text)
{
    bool lower = false;

    for (size_t i = 0; i < text.len; i++)
        lower |= text.ptr[i] >= 'a' && text.ptr[i] <= 'z';
    if (!lower)
        return 1;
    return text.ptr[0] >= 'a' && text.ptr[0] <= 'z' ? 2 : 0;
}

/* The better spelling first; what is longer has its accents. */
static int compare_spelling(struct slice a, struct slice b)
{
    int rank_a = case_rank(a), rank_b = case_rank(b);

    if (rank_a != rank_b)
        return rank_a - rank_b;
    if (a.len != b.len)
        return a.len > b.len ? -1 : 1;
    return slice_compare(a, b);
}

static int by_key(const void *left, const void *right)
{
    const struct known_name *a = left, *b = right;
    int order = slice_compare(a->first, b->first);

    return order ? order : slice_compare(a->key, b->key);
}

static int by_spelling(const void *left, const void *right)
{
    const struct known_name *a = left, *b = right;
    int order = by_key(a, b);

    return order ? order : compare_spelling(a->text, b->text);
}

static int by_episode(const void *left, const void *right)
{
    const struct known_name *a = left, *b = right;
    int order = slice_compare(a->first, b->first);

    if (order)
        return order;
    if (a->episode != b->episode)
        return a->episode < b->episode ? -1 : 1;
    return slice_compare(a->key, b->key);
}

void known_names_sort(struct known_names *names)
{
    size_t count = names->heard_count;

    if (count == 0)
        return;
    qsort(names->heard, count, sizeof(*names->heard), by_spelling);
    names->names = arena_array(names->arena, count, sizeof(*names->names));
    for (size_t i = 0; i < count; i++)
        if (i == 0 || by_key(&names->heard[i - 1], &names->heard[i]))
            names->names[names->name_count++] = names->heard[i];
    qsort(names->heard, count, sizeof(*names->heard), by_episode);
}

/* How many of a sorted list come before `key`. */
static size_t lower_bound(const struct known_name *list, size_t count,
                          const struct known_name *key,
                          int (*compare)(const void *, const void *))
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare(&list[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The one full name with that first name in the show; NULL: none, or several. */
static const struct known_name *only_of_show(const struct known_names *names,
                                             struct slice first)
{
    const struct known_name start = { .first = first };
    const struct known_name *found = NULL;

    for (size_t i =
             lower_bound(names->names, names->name_count, &start, by_key);
         i < names->name_count && slice_equal(names->names[i].first, first);
         i++) {
        if (!is_full_name(&names->names[i]))
            continue;
        if (found)
            return NULL;
        found = &names->names[i];
    }
    return found;
}

/* The same of one episode. */
static const struct known_name *only_of_episode(const struct known_names *names,
                                                int64_t episode,
                                                struct slice first)
{
    const struct known_name start = { .first = first, .episode = episode };
    const struct known_name *found = NULL;

    for (size_t i =
             lower_bound(names->heard, names->heard_count, &start, by_episode);
         i < names->heard_count && names->heard[i].episode == episode &&
         slice_equal(names->heard[i].first, first);
         i++) {
        if (!is_full_name(&names->heard[i]))
            continue;
        if (found && !slice_equal(found->key, names->heard[i].key))
            return NULL;
        found = &names->heard[i];
    }
    return found;
}

/* A name in its best spelling. */
static struct slice best_spelling(const struct known_names *names,
                                  const struct known_name *name)
{
    size_t at = lower_bound(names->names, names->name_count, name, by_key);

    if (at < names->name_count && !by_key(&names->names[at], name))
        return names->names[at].text;
    return name->text;
}

struct slice known_names_find(const struct known_names *names, int64_t episode,
                              struct slice name, const char **ret_how)
{
    struct known_name known = known_name_of(episode, name, names->arena);
    const struct known_name *full = NULL;
    struct slice best;

    if (known.key.len == 0)
        return SLICE("");
    if (is_single_word(&known))
        full = only_of_episode(names, episode, known.first);
    if (!full && is_single_word(&known))
        full = only_of_show(names, known.first);
    *ret_how = full ? "first name" : "spelling";
    best = best_spelling(names, full ? full : &known);
    return slice_equal(best, name) ? SLICE("") : best;
}
