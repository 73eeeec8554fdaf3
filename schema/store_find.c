/*
 * From what a person types to the rows that it names.
 */
#include "store_internal.h"

#include "name.h"

#include <string.h>

/* ---- sets of transcripts ---- */

/* A transcript may have come since the set was made, and ids of a damaged
 * archive may be any number: there is no room for those. */
static bool has_room(const struct id_set *set, int64_t id)
{
    return id >= 0 && id < set->limit;
}

static void id_set_add(struct id_set *set, int64_t id)
{
    if (has_room(set, id))
        set->bits[id >> 3] |= (uint8_t)(1 << (id & 7));
}

static void id_set_remove(struct id_set *set, int64_t id)
{
    if (has_room(set, id))
        set->bits[id >> 3] &= (uint8_t) ~(1 << (id & 7));
}

/* A set with room for every transcript that there is, each bit as `filled`. */
static enum status id_set_make(struct store *store, struct arena *arena,
                               bool filled, struct id_set *ret_set,
                               struct error *err)
{
    sqlite3_stmt *last = store_statement(store, LAST_TRANSCRIPT, err);
    struct id_set set;
    size_t bytes;
    enum status status;

    if (!last)
        return err->status;
    status = store_number(store, last, 0, &set.limit, err);
    if (status)
        return status;
    set.limit++;
    bytes = (size_t)(set.limit >> 3) + 1;
    set.bits = arena_alloc(arena, bytes);
    memset(set.bits, filled ? 0xff : 0, bytes);
    *ret_set = set;
    return STATUS_OK;
}

enum status store_chosen_transcripts(struct store *store, bool with_notes,
                                     struct arena *arena,
                                     struct id_set *ret_set, struct error *err)
{
    sqlite3_stmt *get =
        store_statement(store, with_notes ? UNCHOSEN : UNCHOSEN_OR_NOTES, err);
    struct id_set set = { NULL, INT64_MAX };
    int64_t *others;
    size_t count;
    enum status status;

    if (!get)
        return err->status;
    status = store_ids(store, get, arena, &others, &count, err);
    if (!status && count)
        status = id_set_make(store, arena, true, &set, err);
    if (status)
        return status;
    for (size_t i = 0; i < count; i++)
        id_set_remove(&set, others[i]);
    *ret_set = set;
    return STATUS_OK;
}

/* ---- conditions ---- */

struct test {
    enum episode_condition condition;
    struct slice text;
    enum name_fit least_fit;
    struct name_pattern pattern; /* of `text` */
};

static struct slice without_zeros(struct slice number)
{
    while (number.len && number.ptr[0] == '0')
        number = slice_from(number, 1);
    return number;
}

/*
 * Compares dates as far as both are known: "2025" and "2025-06" are equal, as
 * some day is in both.
 */
static int compare_known(struct slice a, struct slice b)
{
    size_t len = a.len < b.len ? a.len : b.len;

    return slice_compare(slice_range(a, 0, len), slice_range(b, 0, len));
}

/* Is `tag` that language, or a variety of it? */
static bool has_tag(struct slice tag, struct slice language)
{
    return slice_starts_with_nocase(tag, language) &&
           (tag.len == language.len || tag.ptr[language.len] == '-');
}

static int64_t number_of(struct slice digits)
{
    int64_t number = 0;

    slice_take_number(&digits, INT64_MAX, &number);
    return number;
}

static bool holds(struct test *test, struct slice value)
{
    if (test->condition == WHERE_NO_DATE)
        return value.len == 0;
    if (value.len == 0)
        return false;
    switch (test->condition) {
    case WHERE_NUMBER:
    case WHERE_ID:
        return slice_equal_nocase(without_zeros(value),
                                  without_zeros(test->text));
    case WHERE_DATE_FROM:
        return compare_known(value, test->text) >= 0;
    case WHERE_DATE_TO:
        return compare_known(value, test->text) <= 0;
    case WHERE_LANGUAGE:
        return has_tag(value, test->text);
    case WHERE_PATH:
        return slice_find_nocase(value, test->text) != SLICE_NOT_FOUND;
    case WHERE_ADDED:
        return number_of(value) >= number_of(test->text);
    case WHERE_KIND:
        return slice_equal(value, test->text);
    default:
        return name_fit(&test->pattern, value) >= test->least_fit;
    }
}

static bool is_about_dates(enum episode_condition condition)
{
    return condition == WHERE_DATE_FROM || condition == WHERE_DATE_TO;
}

/* Steps through the rows of one of the EACH_… statements. */
static enum status collect(struct store *store, sqlite3_stmt *each,
                           struct test *test, struct id_set *set,
                           size_t *episodes, size_t *unknown, struct error *err)
{
    int64_t owner = 0, looked_at = 0, counted = 0;
    bool in = false, row;
    enum status status;

    while (!(status = store_step(store, each, &row, err)) && row) {
        int64_t episode = sqlite3_column_int64(each, 2);

        if (sqlite3_column_int64(each, 0) != owner)
            in = holds(test, column_view(each, 1));
        owner = sqlite3_column_int64(each, 0);
        if (in)
            id_set_add(set, sqlite3_column_int64(each, 3));
        if (in && episode != counted) {
            counted = episode;
            ++*episodes;
        } else if (episode != looked_at && is_about_dates(test->condition) &&
                   sqlite3_column_type(each, 1) == SQLITE_NULL) {
            ++*unknown;
        }
        looked_at = episode;
    }
    return status;
}

enum status store_transcripts_where(struct store *store,
                                    enum episode_condition condition,
                                    struct slice text, bool exact,
                                    struct arena *arena, struct id_set *ret_set,
                                    size_t *ret_episodes, size_t *ret_unknown,
                                    struct error *err)
{
    static const enum statement each[] = {
        [WHERE_SHOW] = EACH_SHOW,         [WHERE_TITLE] = EACH_TITLE,
        [WHERE_NUMBER] = EACH_NUMBER,     [WHERE_ID] = EACH_ID,
        [WHERE_DATE_FROM] = EACH_DATE,    [WHERE_DATE_TO] = EACH_DATE,
        [WHERE_NO_DATE] = EACH_DATE,      [WHERE_GUEST] = EACH_GUEST,
        [WHERE_LANGUAGE] = EACH_LANGUAGE, [WHERE_PATH] = EACH_PATH,
        [WHERE_KIND] = EACH_KIND,         [WHERE_ADDED] = EACH_ADDED,
    };

    sqlite3_stmt *rows = store_statement(store, each[condition], err);
    struct test test = { .condition = condition,
                         .text = text,
                         .least_fit = exact ? NAME_SAME : NAME_RUN };
    struct id_set set;
    size_t episodes = 0, unknown = 0;
    enum status status;

    if (!rows)
        return err->status;
    status = id_set_make(store, arena, false, &set, err);
    if (status)
        return status;
    name_pattern_init(&test.pattern, text);
    status = collect(store, rows, &test, &set, &episodes, &unknown, err);
    name_pattern_release(&test.pattern);
    if (status)
        return status;
    *ret_set = set;
    *ret_episodes = episodes;
    *ret_unknown = unknown;
    return STATUS_OK;
}

/* ---- names ---- */

static void take_speaker(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct speaker_name *speaker = ret_item;

    *speaker = (struct speaker_name){ sqlite3_column_int64(row, 0),
                                      column_text(row, 1, arena) };
}

enum status store_speaker_names(struct store *store, struct arena *arena,
                                struct speaker_name **ret_list,
                                size_t *ret_count, struct error *err)
{
    struct row_list rows;
    enum status status =
        store_rows(store, store_statement(store, SPEAKERS_SHOWN, err),
                   take_speaker, sizeof(**ret_list), arena, &rows, err);

    *ret_list = rows.items;
    *ret_count = rows.count;
    return status;
}

/* A chapter ends where the next one of its transcript begins. */
static void end_span(struct token_span *open, int64_t transcript,
                     uint32_t token)
{
    if (open && open->end == UINT32_MAX && open->transcript == transcript)
        open->end = token;
}

enum status store_chapters_named(struct store *store, struct slice text,
                                 bool exact, struct arena *arena,
                                 struct token_span **ret_spans,
                                 size_t *ret_count, struct error *err)
{
    sqlite3_stmt *each = store_statement(store, EACH_CHAPTER, err);
    enum name_fit least_fit = exact ? NAME_SAME : NAME_RUN;
    struct name_pattern pattern;
    struct token_span *spans = NULL;
    size_t count = 0, capacity = 0;
    enum status status;
    bool row;

    if (!each)
        return err->status;
    name_pattern_init(&pattern, text);
    while (!(status = store_step(store, each, &row, err)) && row) {
        int64_t transcript = sqlite3_column_int64(each, 0);
        uint32_t token = (uint32_t)sqlite3_column_int64(each, 1);

        end_span(count ? &spans[count - 1] : NULL, transcript, token);
        if (name_fit(&pattern, column_view(each, 2)) < least_fit)
            continue;
        spans = arena_grow(arena, spans, &capacity, count + 1, sizeof(*spans));
        spans[count++] = (struct token_span){ transcript, token, UINT32_MAX };
    }
    name_pattern_release(&pattern);
    if (status)
        return status;
    *ret_spans = spans;
    *ret_count = count;
    return STATUS_OK;
}

enum status store_names(struct store *store, enum name_kind kind,
                        struct arena *arena, struct slice **ret_names,
                        size_t *ret_count, struct error *err)
{
    static const enum statement all[] = {
        [NAMES_SHOWS] = ALL_SHOWS,
        [NAMES_SPEAKERS] = ALL_SPEAKERS,
        [NAMES_GUESTS] = ALL_GUESTS,
        [NAMES_CHAPTERS] = ALL_CHAPTERS,
    };

    sqlite3_stmt *get = store_statement(store, all[kind], err);

    if (!get)
        return err->status;
    return store_texts(store, get, arena, ret_names, ret_count, err);
}

/* ---- episodes ---- */

/* The ids that `which` finds for the text; its second parameter is the limit. */
static enum status episodes_by(struct store *store, enum statement which,
                               struct slice text, size_t limit,
                               struct arena *arena, int64_t **ret_ids,
                               size_t *ret_count, struct error *err)
{
    sqlite3_stmt *find = store_statement(store, which, err);

    if (!find)
        return err->status;
    bind_text(find, 1, text);
    bind_int(find, 2, (int64_t)limit);
    return store_ids(store, find, arena, ret_ids, ret_count, err);
}

/* The best fit that an episode's name is of, while rows are looked at. */
struct best_names {
    struct arena *arena;
    struct name_pattern pattern;
    enum name_fit fit;
    int64_t *ids;
    size_t count, capacity;
};

/*
 * How well the title fits; or, as people name episodes by show and number too,
 * whether all the words are in one of show, number and title.
 */
static enum name_fit episode_fit(struct name_pattern *pattern,
                                 struct slice title, struct slice full_name)
{
    enum name_fit fit = name_fit(pattern, title);

    if (fit == NAME_NO && name_fit(pattern, full_name) != NAME_NO)
        fit = NAME_WORDS;
    return fit;
}

static void keep_if_best(struct best_names *best, int64_t id, enum name_fit fit,
                         size_t limit)
{
    if (fit == NAME_NO || fit < best->fit)
        return;
    if (fit > best->fit)
        best->count = 0;
    best->fit = fit;
    if (best->count == limit)
        return;
    best->ids = arena_grow(best->arena, best->ids, &best->capacity,
                           best->count + 1, sizeof(*best->ids));
    best->ids[best->count++] = id;
}

static enum status episodes_by_name(struct store *store, struct slice text,
                                    size_t limit, struct arena *arena,
                                    int64_t **ret_ids, size_t *ret_count,
                                    struct error *err)
{
    sqlite3_stmt *each = store_statement(store, EACH_EPISODE_NAME, err);
    struct best_names best = { .arena = arena, .fit = NAME_NO };
    enum status status;
    bool row;

    if (!each)
        return err->status;
    name_pattern_init(&best.pattern, text);
    while (!(status = store_step(store, each, &row, err)) && row)
        keep_if_best(&best, sqlite3_column_int64(each, 0),
                     episode_fit(&best.pattern, column_view(each, 1),
                                 column_view(each, 2)),
                     limit);
    name_pattern_release(&best.pattern);
    if (status)
        return status;
    *ret_ids = best.ids;
    *ret_count = best.count;
    return STATUS_OK;
}

enum status store_match_episodes(struct store *store, struct slice text,
                                 size_t limit, struct arena *arena,
                                 int64_t **ret_ids, size_t *ret_count,
                                 struct error *err)
{
    static const enum statement ways[] = { EPISODE_LATEST, EPISODE_BY_ID,
                                           EPISODES_BY_KEY };
    struct slice video = youtube_id(text);
    enum status status = STATUS_OK;

    *ret_count = 0;
    if (text.len == 0)
        return STATUS_OK;
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        status = episodes_by(store, ways[i], text, limit, arena, ret_ids,
                             ret_count, err);
        if (status || *ret_count)
            return status;
    }
    if (video.len)
        status = episodes_by(store, EPISODES_BY_KEY, video, limit, arena,
                             ret_ids, ret_count, err);
    if (status || *ret_count)
        return status;
    return episodes_by_name(store, text, limit, arena, ret_ids, ret_count, err);
}
