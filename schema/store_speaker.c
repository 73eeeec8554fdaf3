/*
 * Speakers: the names that transcripts give them, and whose names these are.
 */
#include "store_internal.h"

#include "known_as.h"
#include "name.h"

#include <stdlib.h>

/* An alias may be another's alias; further it is not followed. */
enum { ALIAS_STEPS = 4 };

/* How a name came to be known as another's. */
#define KNOWN_BY_SET "set"

/* ---- names in transcripts ---- */

enum status store_put_speaker(struct store *store, int64_t episode,
                              struct slice name, int64_t *ret_id,
                              struct error *err)
{
    sqlite3_stmt *statement =
        store_statement_of(store, GET_SPEAKER, episode, err);
    enum status status;

    if (!statement)
        return err->status;
    bind_text(statement, 2, name);
    status = store_number(store, statement, 0, ret_id, err);
    if (status || *ret_id)
        return status;
    statement = store_statement_of(store, PUT_SPEAKER, episode, err);
    if (!statement)
        return err->status;
    bind_text(statement, 2, name);
    bind_int(statement, 3, name_is_personal(name));
    status = store_run(store, statement, err);
    if (!status)
        *ret_id = sqlite3_last_insert_rowid(store->db);
    return status;
}

enum status store_episode_speakers(struct store *store, int64_t episode,
                                   struct arena *arena,
                                   struct slice **ret_names, size_t *ret_count,
                                   struct error *err)
{
    return store_texts(
        store, store_statement_of(store, EPISODE_SPEAKERS, episode, err), arena,
        ret_names, ret_count, err);
}

/* ---- what a person said ---- */

/* "Dana", in one episode or (0) in all, is Dana Reyes. */
struct alias {
    int64_t episode;
    struct slice key; /* the folded name */
    struct slice value;
};

struct aliases {
    struct alias *list; /* sorted */
    size_t count;
};

static int compare_aliases(const void *left, const void *right)
{
    const struct alias *a = left, *b = right;

    if (a->episode != b->episode)
        return a->episode < b->episode ? -1 : 1;
    return slice_compare(a->key, b->key);
}

/* Targets are "speaker:Dana", or "episode:12" with the key "speaker:Dana". */
static void take_alias(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    const struct slice speaker = SLICE("speaker:"), episode = SLICE("episode:");
    struct slice target = column_view(row, 0), key = column_view(row, 1);
    struct alias *alias = ret_item;

    *alias = (struct alias){ .value = column_text(row, 2, arena) };
    if (slice_starts_with(target, speaker)) {
        alias->key = name_fold(slice_from(target, speaker.len), arena);
        return;
    }
    target = slice_from(target, episode.len);
    slice_take_number(&target, INT64_MAX, &alias->episode);
    alias->key = name_fold(slice_from(key, speaker.len), arena);
}

static enum status load_aliases(struct store *store, struct arena *arena,
                                struct aliases *ret_aliases, struct error *err)
{
    struct row_list rows;
    enum status status =
        store_rows(store, store_statement(store, GET_ALIASES, err), take_alias,
                   sizeof(*ret_aliases->list), arena, &rows, err);

    if (rows.count)
        qsort(rows.items, rows.count, sizeof(*ret_aliases->list),
              compare_aliases);
    *ret_aliases = (struct aliases){ rows.items, rows.count };
    return status;
}

static const struct alias *find_alias(const struct aliases *aliases,
                                      int64_t episode, struct slice key)
{
    struct alias wanted = { .episode = episode, .key = key };

    if (aliases->count == 0)
        return NULL;
    return bsearch(&wanted, aliases->list, aliases->count,
                   sizeof(*aliases->list), compare_aliases);
}

/* ---- who is who ---- */

struct speaker {
    int64_t id, episode;
    struct slice name, known_as, known_by;
    bool personal;
};

struct cast {
    struct arena *arena;
    struct speaker *speakers; /* of one show */
    size_t count, capacity;
    struct known_names names;
};

/*
 * What a person said of the speaker's name goes first, of this episode before
 * all; then the rules. Whoever that is may have an alias, too.
 */
static void resolve(const struct cast *cast, const struct aliases *aliases,
                    struct speaker *speaker)
{
    struct slice key = name_fold(speaker->name, cast->arena);
    const struct alias *alias = find_alias(aliases, speaker->episode, key);
    const char *how = KNOWN_BY_SET;

    if (!alias && speaker->personal)
        alias = find_alias(aliases, 0, key);
    speaker->known_as = alias ? alias->value : SLICE("");
    if (!alias && speaker->personal)
        speaker->known_as = known_names_find(&cast->names, speaker->episode,
                                             speaker->name, &how);
    for (int i = 0; i < ALIAS_STEPS && speaker->known_as.len; i++) {
        alias =
            find_alias(aliases, 0, name_fold(speaker->known_as, cast->arena));
        if (!alias || slice_equal(alias->value, speaker->known_as))
            break;
        speaker->known_as = alias->value;
        how = KNOWN_BY_SET;
    }
    if (slice_equal(speaker->known_as, speaker->name))
        speaker->known_as = SLICE("");
    speaker->known_by = slice_of(speaker->known_as.len ? how : NULL);
}

static enum status load_cast(struct store *store, int64_t show,
                             struct cast *cast, struct error *err)
{
    sqlite3_stmt *get = store_statement_of(store, SPEAKERS_OF_SHOW, show, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    while (!(status = store_step(store, get, &row, err)) && row) {
        struct speaker *speaker;

        cast->speakers =
            arena_grow(cast->arena, cast->speakers, &cast->capacity,
                       cast->count + 1, sizeof(*cast->speakers));
        speaker = &cast->speakers[cast->count++];
        *speaker = (struct speaker){
            .id = sqlite3_column_int64(get, 0),
            .episode = sqlite3_column_int64(get, 1),
            .name = column_text(get, 2, cast->arena),
            .personal = sqlite3_column_int(get, 3),
            .known_as = column_text(get, 4, cast->arena),
            .known_by = column_text(get, 5, cast->arena),
        };
        if (speaker->personal)
            known_names_add(&cast->names, speaker->episode, speaker->name);
    }
    return status;
}

/* Guests and hosts may be named in full nowhere but in what a file says. */
static enum status load_people(struct store *store, int64_t show,
                               struct cast *cast, struct error *err)
{
    sqlite3_stmt *get = store_statement_of(store, PEOPLE_OF_SHOW, show, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    while (!(status = store_step(store, get, &row, err)) && row)
        known_names_add(&cast->names, sqlite3_column_int64(get, 0),
                        column_text(get, 1, cast->arena));
    return status;
}

static enum status put_known_as(struct store *store,
                                const struct speaker *speaker,
                                struct error *err)
{
    sqlite3_stmt *put =
        store_statement_of(store, PUT_KNOWN_AS, speaker->id, err);

    if (!put)
        return err->status;
    bind_text(put, 2, speaker->known_as);
    bind_text(put, 3, speaker->known_by);
    return store_run(store, put, err);
}

static enum status name_cast(struct store *store, int64_t show,
                             const struct aliases *aliases, struct arena *arena,
                             struct error *err)
{
    struct cast cast = { .arena = arena };
    enum status status;

    known_names_init(&cast.names, arena);
    status = load_cast(store, show, &cast, err);
    if (!status)
        status = load_people(store, show, &cast, err);
    if (!status)
        known_names_sort(&cast.names);
    for (size_t i = 0; i < cast.count && !status; i++) {
        struct speaker before = cast.speakers[i];

        resolve(&cast, aliases, &cast.speakers[i]);
        if (!slice_equal(before.known_as, cast.speakers[i].known_as) ||
            !slice_equal(before.known_by, cast.speakers[i].known_by))
            status = put_known_as(store, &cast.speakers[i], err);
    }
    return status;
}

enum status store_name_speakers(struct store *store, struct error *err)
{
    sqlite3_stmt *shows;
    struct aliases aliases;
    struct arena lasting, arena;
    int64_t *ids;
    size_t count = 0;
    enum status status = store_write_begin(store, err);

    arena_init(&lasting);
    arena_init(&arena);
    if (!status)
        status = load_aliases(store, &lasting, &aliases, err);
    shows = status ? NULL : store_statement(store, SHOW_IDS, err);
    if (shows)
        status = store_ids(store, shows, &lasting, &ids, &count, err);
    else if (!status)
        status = err->status;
    for (size_t i = 0; i < count && !status; i++) {
        arena_clear(&arena);
        status = name_cast(store, ids[i], &aliases, &arena, err);
    }
    arena_release(&arena);
    arena_release(&lasting);
    return status;
}

/* ---- names in queries ---- */

struct found {
    struct arena *arena;
    int64_t *ids;
    size_t count, capacity;
    struct slice *known_as; /* whom those that fit are known as */
    size_t known_count, known_capacity;
};

static void add_id(struct found *found, int64_t id)
{
    found->ids = arena_grow(found->arena, found->ids, &found->capacity,
                            found->count + 1, sizeof(*found->ids));
    found->ids[found->count++] = id;
}

static void add_known_as(struct found *found, struct slice known_as)
{
    for (size_t i = 0; i < found->known_count; i++)
        if (slice_equal(found->known_as[i], known_as))
            return;
    found->known_as =
        arena_grow(found->arena, found->known_as, &found->known_capacity,
                   found->known_count + 1, sizeof(*found->known_as));
    found->known_as[found->known_count++] = known_as;
}

/* Those whose name, or who they are known as, fits what was typed. */
static enum status find_fitting(struct store *store, struct slice text,
                                enum name_fit least_fit, struct found *found,
                                struct error *err)
{
    sqlite3_stmt *each = store_statement(store, EACH_SPEAKER, err);
    struct slice name = { 0 }, known_as = { 0 };
    struct name_pattern pattern;
    bool fits = false, row;
    enum status status;

    if (!each)
        return err->status;
    name_pattern_init(&pattern, text);
    while (!(status = store_step(store, each, &row, err)) && row) {
        /* The rows of one name stand together. */
        if (!slice_equal(column_view(each, 1), name) ||
            !slice_equal(column_view(each, 2), known_as)) {
            name = column_text(each, 1, found->arena);
            known_as = column_text(each, 2, found->arena);
            fits = name_fit(&pattern, name) >= least_fit ||
                   name_fit(&pattern, known_as) >= least_fit;
            if (fits && known_as.len)
                add_known_as(found, known_as);
        }
        if (fits)
            add_id(found, sqlite3_column_int64(each, 0));
    }
    name_pattern_release(&pattern);
    return status;
}

static int compare_ids(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return a < b ? -1 : a > b;
}

static void sort_ids(struct found *found)
{
    size_t kept = 0;

    if (found->count == 0)
        return;
    qsort(found->ids, found->count, sizeof(*found->ids), compare_ids);
    for (size_t i = 0; i < found->count; i++)
        if (i == 0 || found->ids[i] != found->ids[kept - 1])
            found->ids[kept++] = found->ids[i];
    found->count = kept;
}

enum status store_speakers_named(struct store *store, struct slice text,
                                 bool exact, struct arena *arena,
                                 int64_t **ret_ids, size_t *ret_count,
                                 struct error *err)
{
    struct found found = { .arena = arena };
    enum status status =
        find_fitting(store, text, exact ? NAME_SAME : NAME_RUN, &found, err);

    for (size_t i = 0; i < found.known_count && !status; i++) {
        sqlite3_stmt *same = store_statement(store, SPEAKERS_KNOWN_AS, err);
        int64_t *ids;
        size_t count = 0;

        if (!same)
            return err->status;
        bind_text(same, 1, found.known_as[i]);
        status = store_ids(store, same, arena, &ids, &count, err);
        for (size_t k = 0; k < count && !status; k++)
            add_id(&found, ids[k]);
    }
    if (status)
        return status;
    sort_ids(&found);
    *ret_ids = found.ids;
    *ret_count = found.count;
    return STATUS_OK;
}
