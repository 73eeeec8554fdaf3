#include "filter.h"

#include "base/clock.h"
#include "base/date.h"
#include "field.h"
#include "nearest.h"

#include <string.h>

/* ---- dates ---- */

/* "2w", "10d", "6m", "1y": so long before today. */
static bool parse_age(struct slice text, int64_t *ret_day)
{
    static const struct {
        char unit;
        int days;
    } units[] = { { 'd', 1 }, { 'w', 7 }, { 'm', 30 }, { 'y', 365 } };

    int64_t number;

    if (!slice_take_number(&text, 100000, &number) || text.len != 1)
        return false;
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
        if (ascii_lower(text.ptr[0]) == units[i].unit) {
            *ret_day = date_today() - number * units[i].days;
            return true;
        }
    return false;
}

static bool parse_day(struct slice text, struct date_span *ret_span)
{
    if (date_parse(text, ret_span))
        return true;
    if (slice_equal_nocase(text, SLICE("today")))
        ret_span->first = ret_span->last = date_today();
    else if (slice_equal_nocase(text, SLICE("yesterday")))
        ret_span->first = ret_span->last = date_today() - 1;
    else if (parse_age(text, &ret_span->first))
        ret_span->last = ret_span->first;
    else
        return false;
    return true;
}

/* "2024-03..2025-06", open at either end; or one date. */
static bool parse_range(struct slice text, struct date_span *ret_span)
{
    size_t dots = slice_find(text, SLICE(".."));
    struct date_span from = { INT64_MIN, 0 }, to = { 0, INT64_MAX };

    if (dots == SLICE_NOT_FOUND)
        return parse_day(text, ret_span);
    if ((dots > 0 && !parse_day(slice_range(text, 0, dots), &from)) ||
        (dots + 2 < text.len && !parse_day(slice_from(text, dots + 2), &to)) ||
        text.len == 2)
        return false;
    ret_span->first = from.first;
    ret_span->last = to.last;
    return true;
}

static enum status bad_date(const struct node *node, struct error *err)
{
    return error_at(err, node->from, node->to,
                    "'%.*s' is no date; write 2025, 2025-11, 2025-11-02, "
                    "2024-03..2025-06, 2w or none",
                    SLICE_ARG(node->text));
}

/* Both of two sets. */
static struct id_set both(struct arena *arena, const struct id_set *a,
                          const struct id_set *b)
{
    struct id_set out = { .limit = a->limit };

    out.bits = arena_alloc(arena, (size_t)out.limit / 8 + 1);
    for (int64_t id = 0; id < out.limit; id++)
        if (id_set_has(a, id) && id_set_has(b, id))
            out.bits[id >> 3] |= (uint8_t)(1 << (id & 7));
    return out;
}

static enum status resolve_date(struct store *store, const struct node *node,
                                struct arena *arena, struct id_set *ret_set,
                                size_t *ret_unknown, struct error *err)
{
    struct date_span span = { INT64_MIN, INT64_MAX };
    struct id_set from = { 0 }, to = { 0 };
    size_t episodes;
    char day[11];
    enum status status = STATUS_OK;
    bool good;

    if (slice_equal_nocase(node->text, SLICE("none")) &&
        node->field->id == FIELD_DATE)
        return store_transcripts_where(store, WHERE_NO_DATE, SLICE(""), false,
                                       arena, ret_set, &episodes, ret_unknown,
                                       err);
    good = node->field->id == FIELD_DATE ? parse_range(node->text, &span)
                                         : parse_day(node->text, &span);
    if (!good)
        return bad_date(node, err);
    if (span.first > span.last)
        return error_at(err, node->from, node->to,
                        "'%.*s' ends before it begins", SLICE_ARG(node->text));
    if (node->field->id == FIELD_AFTER)
        span.last = INT64_MAX;
    if (node->field->id == FIELD_BEFORE)
        span = (struct date_span){ INT64_MIN, span.first - 1 };
    if (span.first != INT64_MIN) {
        date_print(span.first, day);
        status = store_transcripts_where(store, WHERE_DATE_FROM, slice_of(day),
                                         false, arena, &from, &episodes,
                                         ret_unknown, err);
        *ret_set = from;
    }
    if (!status && span.last != INT64_MAX) {
        date_print(span.last, day);
        status =
            store_transcripts_where(store, WHERE_DATE_TO, slice_of(day), false,
                                    arena, &to, &episodes, ret_unknown, err);
        *ret_set = span.first != INT64_MIN ? both(arena, &from, &to) : to;
    }
    return status;
}

/* The instant that an added: filter begins at, in ms since 1970. */
static enum status parse_added(struct store *store, const struct node *node,
                               int64_t *ret_ms, struct error *err)
{
    struct date_span span;

    if (slice_equal_nocase(node->text, SLICE("last-update")))
        return store_before_last_update(store, ret_ms, err);
    if (!parse_day(node->text, &span))
        return error_at(err, node->from, node->to,
                        "added: takes 1d, 2w, 2025-11-02 or last-update, not "
                        "'%.*s'",
                        SLICE_ARG(node->text));
    *ret_ms = span.first * CLOCK_DAY_MS;
    return STATUS_OK;
}

static enum status resolve_added(struct store *store, const struct node *node,
                                 struct arena *arena, struct id_set *ret_set,
                                 struct error *err)
{
    size_t episodes, unknown;
    int64_t since_ms;
    enum status status = parse_added(store, node, &since_ms, err);

    if (status)
        return status;
    return store_transcripts_where(
        store, WHERE_ADDED, arena_printf(arena, "%lld", (long long)since_ms),
        false, arena, ret_set, &episodes, &unknown, err);
}

/* ---- names ---- */

/* The name that was probably meant: near as a whole, or in one of its words. */
static const char *probable_name(const char *word, const struct slice *names,
                                 size_t count, struct arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        const char *whole[] = { arena_string(arena, names[i]), NULL };
        struct slice rest = names[i], part;

        if (nearest_name(word, whole))
            return whole[0];
        while (slice_next_part(&rest, ' ', &part)) {
            const char *one[] = { arena_string(arena, part), NULL };

            if (nearest_name(word, one))
                return whole[0];
        }
    }
    return NULL;
}

/* Says that nothing has the value, with the name that is near it. */
static enum status nothing_has(struct store *store, const struct node *node,
                               struct arena *arena, enum name_kind kind,
                               const char *noun, const char *listing,
                               struct error *err)
{
    struct slice *names;
    const char *near;
    size_t count;
    enum status status = store_names(store, kind, arena, &names, &count, err);

    if (status)
        return status;
    near = probable_name(arena_string(arena, node->text), names, count, arena);
    return error_at(err, node->from, node->to,
                    "there is no %s '%.*s'%s%s%s; quoth list %s shows all",
                    noun, SLICE_ARG(node->text), near ? " (did you mean '" : "",
                    near ? near : "", near ? "'?)" : "", listing);
}

static enum status resolve_speaker(struct store *store, const struct node *node,
                                   struct arena *arena,
                                   struct filter_plan *filter,
                                   struct error *err)
{
    enum status status =
        store_speakers_named(store, node->text, node->exact_value, arena,
                             &filter->speakers, &filter->speaker_count, err);

    if (!status && filter->speaker_count == 0)
        return nothing_has(store, node, arena, NAMES_SPEAKERS, "speaker",
                           "speakers", err);
    return status;
}

static enum status resolve_chapter(struct store *store, const struct node *node,
                                   struct arena *arena,
                                   struct filter_plan *filter,
                                   struct error *err)
{
    enum status status =
        store_chapters_named(store, node->text, node->exact_value, arena,
                             &filter->spans, &filter->span_count, err);

    if (!status && filter->span_count == 0)
        return nothing_has(store, node, arena, NAMES_CHAPTERS, "chapter",
                           "chapters", err);
    return status;
}

/* The kinds of text, as a person may call them, and as they are stored. */
static const struct {
    const char *said, *stored;
} kinds[] = {
    { "speech", "speech" },
    { "chapter", "chapters" },
    { "chapters", "chapters" },
    { "notes", "notes" },
};

static enum status find_kind(const struct node *node, struct slice *ret_kind,
                             struct error *err)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (slice_equal_nocase(node->text, slice_of(kinds[i].said))) {
            *ret_kind = slice_of(kinds[i].stored);
            return STATUS_OK;
        }
    return error_at(err, node->from, node->to,
                    "in: takes speech, chapters or notes, not '%.*s'",
                    SLICE_ARG(node->text));
}

bool filter_is_of_notes(const struct node *node)
{
    return node->field->id == FIELD_NOTES ||
           (node->field->id == FIELD_IN &&
            slice_equal_nocase(node->text, SLICE("notes")));
}

/* What a filter of an episode asks for, and how it is said that none has it. */
static const struct episode_field {
    enum field_id field;
    enum episode_condition condition;
    const char *noun;     /* NULL: it has no name that may be misspelt … */
    const char *lacking;  /* … then what is said before the value */
    const char *listing;  /* what shows them all */
    enum name_kind names; /* of that listing, if there is a noun */
} episode_fields[] = {
    { FIELD_SHOW, WHERE_SHOW, "show", NULL, "shows", NAMES_SHOWS },
    { FIELD_GUEST, WHERE_GUEST, "guest", NULL, "episodes", NAMES_GUESTS },
    { FIELD_TITLE, WHERE_TITLE, NULL, "no title has", "episodes", 0 },
    { FIELD_EPISODE, WHERE_NUMBER, NULL, "no episode has the number",
      "episodes", 0 },
    { FIELD_ID, WHERE_ID, NULL, "no episode has the id", "episodes", 0 },
    { FIELD_LANG, WHERE_LANGUAGE, NULL, "no transcript is in the language",
      "transcripts", 0 },
    { FIELD_SOURCE, WHERE_PATH, NULL, "no transcript's path has", "transcripts",
      0 },
    { FIELD_IN, WHERE_KIND, NULL, "no text is of the kind", "transcripts", 0 },
    { FIELD_NOTES, WHERE_KIND, NULL, NULL, "transcripts", 0 },
};

static enum status resolve_episode(struct store *store, const struct node *node,
                                   const struct episode_field *field,
                                   struct arena *arena,
                                   struct filter_plan *filter,
                                   struct error *err)
{
    struct slice text = node->text;
    size_t episodes, unknown;
    enum status status = STATUS_OK;

    if (field->field == FIELD_IN)
        status = find_kind(node, &text, err);
    if (field->field == FIELD_NOTES)
        text = SLICE("notes"); /* its words are a leaf beside it: see parse.c */
    if (!status)
        status = store_transcripts_where(
            store, field->condition, text, node->exact_value, arena,
            &filter->transcripts, &episodes, &unknown, err);
    if (status || episodes)
        return status;
    if (field->noun)
        return nothing_has(store, node, arena, field->names, field->noun,
                           field->listing, err);
    if (filter_is_of_notes(node))
        return error_at(err, node->from, node->to,
                        "no page with notes has been indexed");
    return error_at(err, node->from, node->to,
                    "%s '%.*s'; quoth list %s shows all", field->lacking,
                    SLICE_ARG(node->text), field->listing);
}

enum status filter_resolve(struct store *store, const struct node *node,
                           struct arena *arena, struct filter_plan *ret_filter,
                           size_t *ret_unknown, struct error *err)
{
    *ret_filter = (struct filter_plan){ .node = node };
    *ret_unknown = 0;
    for (size_t i = 0; i < sizeof(episode_fields) / sizeof(*episode_fields);
         i++)
        if (episode_fields[i].field == node->field->id)
            return resolve_episode(store, node, &episode_fields[i], arena,
                                   ret_filter, err);
    if (node->field->id == FIELD_SPEAKER)
        return resolve_speaker(store, node, arena, ret_filter, err);
    if (node->field->id == FIELD_CHAPTER)
        return resolve_chapter(store, node, arena, ret_filter, err);
    if (node->field->id == FIELD_ADDED)
        return resolve_added(store, node, arena, &ret_filter->transcripts, err);
    return resolve_date(store, node, arena, &ret_filter->transcripts,
                        ret_unknown, err);
}

void filter_print(const struct filter_plan *filter, struct buf *out)
{
    int64_t count = 0;

    for (int64_t id = 0; id < filter->transcripts.limit; id++)
        count += id_set_has(&filter->transcripts, id);
    buf_printf(out, "  %s:%.*s: ", filter->node->field->name,
               SLICE_ARG(filter->node->text));
    if (filter->node->field->id == FIELD_SPEAKER)
        buf_printf(out, "%zu speakers\n", filter->speaker_count);
    else if (filter->node->field->id == FIELD_CHAPTER)
        buf_printf(out, "%zu chapters\n", filter->span_count);
    else
        buf_printf(out, "%lld transcripts\n", (long long)count);
}
