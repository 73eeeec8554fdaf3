#include "update_report.h"

#include "base/clock.h"
#include "base/date.h"
#include "json_write.h"
#include "url.h"

#include <time.h>

/* ---- gathering ---- */

/* The beginning of an episode, as commands that read take it. */
static struct slice ref_of(const struct ingest_event *event,
                           struct arena *arena)
{
    bool untimed =
        event->prepared && event->prepared->segmented.timing == TIMING_NONE;

    return arena_printf(arena, "%lld@%s", (long long)event->episode,
                        untimed ? "w0" : "0:00");
}

static void add_ref(struct update_report *report,
                    const struct ingest_event *event, struct slice **list,
                    size_t *count, size_t *capacity)
{
    struct arena *arena = report->telling.arena;

    *list = arena_grow(arena, *list, capacity, *count + 1, sizeof(**list));
    (*list)[(*count)++] = ref_of(event, arena);
}

/* An episode of which there is nothing to read: a ref would lead nowhere. */
static bool is_announced(const struct ingest_event *event)
{
    return event->prepared && event->prepared->tokens.count == 0;
}

static void add_announced(struct update_report *report, int64_t episode)
{
    report->announced = arena_grow(
        report->telling.arena, report->announced, &report->announced_capacity,
        report->announced_count + 1, sizeof(*report->announced));
    report->announced[report->announced_count++] = episode;
}

static void add_failure(struct update_report *report,
                        const struct ingest_event *event)
{
    struct arena *arena = report->telling.arena;

    report->failures =
        arena_grow(arena, report->failures, &report->failure_capacity,
                   report->failure_count + 1, sizeof(*report->failures));
    report->failures[report->failure_count++] = (struct update_failure){
        .path = arena_copy(arena, event->path),
        .source = arena_copy(arena, url_public(event->path, arena)),
        .error = arena_copy(arena, event->reason),
    };
}

void update_take_event(void *context, const struct ingest_event *event)
{
    struct update_report *report = context;

    telling_take_event(&report->telling, event);
    if (event->outcome == INGEST_ADDED && is_announced(event))
        add_announced(report, event->episode);
    else if (event->outcome == INGEST_ADDED)
        add_ref(report, event, &report->added, &report->added_count,
                &report->added_capacity);
    else if (event->outcome == INGEST_CHANGED)
        add_ref(report, event, &report->changed, &report->changed_count,
                &report->changed_capacity);
    else if (event->outcome == INGEST_FAILED)
        add_failure(report, event);
}

enum status update_find_retries(struct update_report *report,
                                struct store *store, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < report->failure_count && !status; i++)
        status = store_retry_ms(store, report->failures[i].path,
                                &report->failures[i].retry_ms, err);
    return status;
}

bool update_has_matches(const struct update_report *report)
{
    for (size_t i = 0; i < report->match_count; i++)
        if (report->matches[i].count)
            return true;
    return false;
}

/* ---- printing ---- */

/* 2026-01-31T02:00:00Z */
static struct json_object *json_instant(int64_t ms)
{
    time_t seconds = (time_t)(ms / 1000);
    char text[32];
    struct tm utc;

    gmtime_r(&seconds, &utc);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return json_object_new_string(text);
}

static struct json_object *json_counts(const struct update_report *report)
{
    const struct run_counts *counts = &report->report.counts;

    const struct {
        const char *name;
        int64_t value;
    } members[] = {
        { "sources", (int64_t)report->sources },
        { "checked", counts->checked },
        { "added", counts->added },
        { "changed", counts->changed },
        { "moved", counts->moved },
        { "vanished", counts->vanished },
        { "removed", counts->removed },
        { "unchanged", counts->unchanged },
        { "failed", counts->failed },
        { "still_failing", counts->still_failing },
        { "postponed", report->report.postponed },
        { "resting", report->report.resting },
        { "rechecked", report->report.rechecked },
    };
    struct json_object *object = json_object_new_object();

    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
        json_object_object_add(object, members[i].name,
                               json_object_new_int64(members[i].value));
    return object;
}

static struct json_object *json_refs(const struct slice *refs, size_t count)
{
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < count; i++)
        json_object_array_add(array, json_new_text(refs[i]));
    return array;
}

static struct json_object *json_failure(struct slice source,
                                        struct slice reason)
{
    struct json_object *object = json_object_new_object();

    json_object_object_add(object, "source", json_new_text(source));
    json_object_object_add(object, "error", json_new_text(reason));
    return object;
}

static struct json_object *json_failures(const struct update_report *report)
{
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < report->failure_count; i++) {
        const struct update_failure *failure = &report->failures[i];
        struct json_object *object =
            json_failure(failure->source, failure->error);

        json_object_object_add(
            object, "retry_after",
            failure->retry_ms ? json_instant(failure->retry_ms) : NULL);
        json_object_array_add(array, object);
    }
    return array;
}

static struct json_object *json_unavailable(const struct ingest_report *report)
{
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < report->unavailable_count; i++)
        json_object_array_add(array,
                              json_failure(report->unavailable[i],
                                           report->unavailable_reasons[i]));
    return array;
}

static struct json_object *json_matches(const struct update_report *report)
{
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < report->match_count; i++) {
        const struct new_match *match = &report->matches[i];
        struct json_object *object = json_object_new_object();

        json_object_object_add(object, "name", json_new_text(match->name));
        json_object_object_add(object, "query", json_new_text(match->query));
        json_object_object_add(object, "count",
                               json_object_new_int64((int64_t)match->count));
        json_object_object_add(object, "refs",
                               json_refs(match->refs, match->ref_count));
        json_object_object_add(object, "error", json_new_text(match->failure));
        json_object_array_add(array, object);
    }
    return array;
}

void update_put_matches(const struct update_report *report, struct buf *out)
{
    for (size_t i = 0; i < report->match_count; i++) {
        const struct new_match *match = &report->matches[i];

        present_safe(out, match->name);
        if (match->failure.len) {
            buf_string(out, ": ");
            present_safe(out, match->failure);
        } else {
            buf_string(out, ": ");
            present_counted(out, match->count, "new passage");
        }
        for (size_t j = 0; j < match->ref_count; j++)
            buf_printf(out, "%s%.*s", j ? " " : "   ",
                       SLICE_ARG(match->refs[j]));
        buf_char(out, '\n');
    }
}

static struct json_object *json_announced(const struct update_report *report)
{
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < report->announced_count; i++)
        json_object_array_add(array,
                              json_object_new_int64(report->announced[i]));
    return array;
}

void update_put_json(const struct update_report *report, struct buf *out)
{
    struct json_object *object = json_object_new_object();

    json_object_object_add(object, "version", json_object_new_int(1));
    json_object_object_add(object, "started", json_instant(report->started_ms));
    json_object_object_add(object, "finished",
                           json_instant(report->finished_ms));
    json_object_object_add(
        object, "complete",
        json_object_new_boolean(!report->report.was_interrupted));
    json_object_object_add(object, "counts", json_counts(report));
    json_object_object_add(object, "added",
                           json_refs(report->added, report->added_count));
    json_object_object_add(object, "announced", json_announced(report));
    json_object_object_add(object, "changed",
                           json_refs(report->changed, report->changed_count));
    json_object_object_add(object, "failed", json_failures(report));
    json_object_object_add(object, "unavailable",
                           json_unavailable(&report->report));
    json_object_object_add(object, "new_matches", json_matches(report));
    json_put(out, object);
    buf_char(out, '\n');
}
