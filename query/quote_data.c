/*
 * Quotes for programs: JSON, an object a quote, with the fields of a passage;
 * CSV, a row a turn, so that nobody is given another's words.
 */
#include "json_write.h"
#include "present_json.h"
#include "present_row.h"
#include "quote_form.h"

enum { CONTRACT_VERSION = 1 };

static struct json_object *quote_object(const struct passage *passage)
{
    struct json_object *object = present_json_passage(passage);

    json_object_object_add(object, "type", json_object_new_string("quote"));
    return object;
}

/* What is kept while the array is open. */
struct array_state {
    bool any;
};

static void begin_json(void *state, const struct present_style *style,
                       struct buf *out)
{
    (void)state;
    (void)style;
    buf_printf(out, "{\"version\":%d,\"quotes\":[", CONTRACT_VERSION);
}

static void put_json(void *state, const struct present_style *style,
                     const struct passage *passage, struct buf *out)
{
    struct array_state *array = state;

    (void)style;
    buf_string(out, array->any ? ",\n" : "\n");
    array->any = true;
    json_put(out, quote_object(passage));
}

static void end_json(void *state, const struct present_style *style,
                     const struct search_totals *totals, struct buf *out)
{
    (void)state;
    (void)style;
    (void)totals;
    buf_string(out, "]}\n");
}

static void put_jsonl(void *state, const struct present_style *style,
                      const struct passage *passage, struct buf *out)
{
    (void)state;
    (void)style;
    json_put(out, quote_object(passage));
    buf_char(out, '\n');
}

static void begin_csv(void *state, const struct present_style *style,
                      struct buf *out)
{
    (void)state;
    (void)style;
    row_passage_header(&row_form_csv, out);
}

static void put_csv(void *state, const struct present_style *style,
                    const struct passage *passage, struct buf *out)
{
    (void)state;
    (void)style;
    for (size_t i = 0; i < passage->turn_count; i++) {
        struct passage turn = *passage;

        turn.speaker = passage->turns[i].speaker;
        turn.text = passage->turns[i].text;
        turn.start_ms = passage->turns[i].start_ms;
        if (i + 1 < passage->turn_count)
            turn.end_ms = passage->turns[i + 1].start_ms;
        row_passage(&row_form_csv, &turn, out);
    }
}

const struct presenter quote_json = {
    .name = "json",
    .summary = "one JSON object, with the fields of passages",
    .extension = "json",
    .state_size = sizeof(struct array_state),
    .begin = begin_json,
    .passage = put_json,
    .end = end_json,
};

const struct presenter quote_jsonl = {
    .name = "jsonl",
    .summary = "a JSON object a line and quote",
    .extension = "jsonl",
    .passage = put_jsonl,
};

const struct presenter quote_csv = {
    .name = "csv",
    .summary = "a row for each turn",
    .extension = "csv",
    .begin = begin_csv,
    .passage = put_csv,
};
