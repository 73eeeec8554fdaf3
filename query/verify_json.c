/*
 * The report of verify for programs: one object.
 */
#include "json_write.h"
#include "verify_report.h"

static const char *step_name(enum align_step step)
{
    if (step == ALIGN_SAME)
        return "same";
    return step == ALIGN_ADDED ? "added" : "missing";
}

static struct json_object *difference(const struct verdict *verdict)
{
    struct json_object *list = json_object_new_array();

    for (size_t i = 0; i < verdict->part_count; i++) {
        const struct diff_part *part = &verdict->parts[i];
        struct json_object *object = json_object_new_object();

        json_object_object_add(object, "op",
                               json_object_new_string(step_name(part->step)));
        json_object_object_add(object, "text", json_new_text(part->text));
        json_object_object_add(object, "words",
                               json_object_new_int64(part->words));
        json_object_array_add(list, object);
    }
    return list;
}

/* What the draft says. */
static void add_claim(struct json_object *object, const struct draft_item *item)
{
    struct json_object *claim = json_object_new_object();

    json_object_object_add(object, "line", json_object_new_int64(item->line));
    json_object_object_add(
        object, "kind", json_object_new_string(verify_kind_name(item->kind)));
    json_object_object_add(object, "text", json_new_text(item->text));
    json_object_object_add(claim, "speaker", json_new_text(item->speaker));
    json_object_object_add(claim, "start_ms",
                           json_new_time(item->time.start_ms));
    json_object_object_add(claim, "end_ms", json_new_time(item->time.end_ms));
    json_object_object_add(claim, "link", json_new_text(item->time.source));
    json_object_object_add(object, "claim", claim);
}

static struct json_object *checked_object(const struct checked *checked)
{
    const struct verdict *verdict = &checked->verdict;
    struct json_object *object = json_object_new_object();

    add_claim(object, checked->item);
    json_object_object_add(object, "verdict",
                           json_object_new_string(verdict_name(verdict->kind)));
    json_object_object_add(
        object, "holds", json_object_new_boolean(verdict_holds(verdict->kind)));
    json_object_object_add(object, "wrong_speaker",
                           json_object_new_boolean(verdict->wrong_speaker));
    json_object_object_add(object, "wrong_time",
                           json_object_new_boolean(verdict->wrong_time));
    json_object_object_add(object, "ref", json_new_text(verdict->ref));
    json_object_object_add(
        object, "episode",
        verdict->episode ? json_object_new_int64(verdict->episode) : NULL);
    json_object_object_add(object, "speaker", json_new_text(verdict->speaker));
    json_object_object_add(object, "start_ms",
                           json_new_time(verdict->start_ms));
    json_object_object_add(object, "end_ms", json_new_time(verdict->end_ms));
    json_object_object_add(object, "within_ms",
                           verdict->start_ms == TIME_NONE
                               ? NULL
                               : json_object_new_int64(verdict->within_ms));
    json_object_object_add(object, "said", json_new_text(verdict->said));
    json_object_object_add(object, "difference", difference(verdict));
    json_object_object_add(object, "note", json_new_text(verdict->note));
    return object;
}

static void print(const struct verify_result *result,
                  const struct present_style *style, struct buf *out)
{
    struct json_object *root = json_object_new_object();
    struct json_object *items = json_object_new_array();
    struct json_object *counts = json_object_new_object();
    size_t numbers[VERDICT_NOT_FOUND + 1];

    (void)style;
    for (size_t i = 0; i < result->count; i++)
        json_object_array_add(items, checked_object(&result->list[i]));
    verify_count(result, numbers);
    for (size_t i = 0; i <= VERDICT_NOT_FOUND; i++)
        if (numbers[i])
            json_object_object_add(counts, verdict_name((enum verdict_kind)i),
                                   json_object_new_int64((int64_t)numbers[i]));
    json_object_object_add(root, "version", json_object_new_int(1));
    json_object_object_add(root, "file", json_new_text(result->name));
    json_object_object_add(root, "holds",
                           json_object_new_boolean(result->failed == 0));
    json_object_object_add(root, "counts", counts);
    json_object_object_add(root, "items", items);
    json_put(out, root);
    buf_char(out, '\n');
}

const struct verify_report verify_json = {
    .name = "json",
    .extension = "json",
    .print = print,
};
