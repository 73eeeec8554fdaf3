/*
 * Passages for programs: json is one object, jsonl a line per passage and one
 * with the summary. Fields are added freely and never renamed.
 */
#include "present_json.h"

#include "json_write.h"

enum { CONTRACT_VERSION = 1 };

static void add(struct json_object *object, const char *key,
                struct json_object *value)
{
    json_object_object_add(object, key, value);
}

static void add_count(struct json_object *object, const char *key, size_t count)
{
    add(object, key, json_object_new_int64((int64_t)count));
}

static struct json_object *people(const struct people *people)
{
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < people->count; i++) {
        struct json_object *person = json_object_new_object();

        add(person, "name", json_new_text(people->list[i].name));
        add(person, "role", json_new_text(people->list[i].role));
        if (people->list[i].guessed)
            add(person, "guessed", json_object_new_boolean(true));
        json_object_array_add(array, person);
    }
    return array;
}

/* A show's own number is a number where it is written as one; "S02E07" is not,
 * nor is "007". */
static struct json_object *number(struct slice text)
{
    struct slice rest = text;
    int64_t value;

    if (text.len && (text.len == 1 || text.ptr[0] != '0') &&
        slice_take_number(&rest, INT32_MAX, &value) && rest.len == 0)
        return json_object_new_int64(value);
    return json_new_text(text);
}

static struct json_object *episode(const struct passage_episode *from)
{
    struct json_object *object = json_object_new_object();

    add(object, "id", json_object_new_int64(from->id));
    add(object, "key", json_new_text(from->key));
    add(object, "number", number(from->number));
    add(object, "title", json_new_text(from->title));
    add(object, "date", json_new_text(from->date));
    add(object, "people", people(&from->people));
    return object;
}

static struct json_object *turns(const struct passage *passage)
{
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < passage->turn_count; i++) {
        struct json_object *turn = json_object_new_object();

        add(turn, "speaker", json_new_text(passage->turns[i].speaker));
        add(turn, "start_ms", json_new_time(passage->turns[i].start_ms));
        add(turn, "text", json_new_text(passage->turns[i].text));
        json_object_array_add(array, turn);
    }
    return array;
}

static struct json_object *hits(const struct passage *passage)
{
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < passage->hit_count; i++) {
        const struct hit *from = &passage->hits[i];
        struct json_object *hit = json_object_new_object();

        add(hit, "start_ms", json_new_time(from->start_ms));
        add(hit, "end_ms", json_new_time(from->end_ms));
        add(hit, "match", json_new_text(from->match));
        add_count(hit, "from_byte", from->from_byte);
        add_count(hit, "to_byte", from->to_byte);
        add(hit, "speaker", json_new_text(from->speaker));
        json_object_array_add(array, hit);
    }
    return array;
}

static struct json_object *texts(const struct slice *list, size_t count)
{
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < count; i++)
        json_object_array_add(array, json_new_text(list[i]));
    return array;
}

static struct json_object *links(const struct passage *passage)
{
    struct json_object *object = json_object_new_object();

    for (size_t i = 0; i < passage->link_count; i++)
        add(object, passage->links[i].platform,
            json_new_text(passage->links[i].url));
    return object;
}

static struct json_object *also(const struct passage *passage)
{
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < passage->also_count; i++) {
        const struct moment *moment = &passage->also[i];
        struct json_object *object = json_object_new_object();

        add(object, "ref", json_new_text(moment->ref));
        add(object, "start_ms", json_new_time(moment->start_ms));
        add(object, "link", json_new_text(moment->link));
        json_object_array_add(array, object);
    }
    return array;
}

static struct json_object *source(const struct passage *passage)
{
    struct json_object *object = json_object_new_object();

    add(object, "path", json_new_text(passage->source_path));
    add(object, "line",
        passage->source_line ? json_object_new_int64(passage->source_line)
                             : NULL);
    return object;
}

struct json_object *present_json_passage(const struct passage *passage)
{
    struct json_object *object = json_object_new_object();

    add(object, "type", json_object_new_string("passage"));
    add(object, "kind", json_object_new_string(passage->kind));
    add_count(object, "rank", passage->rank);
    add(object, "score", json_score(passage->score));
    add(object, "ref", json_new_text(passage->ref));
    add(object, "show", json_new_text(passage->episode->show));
    add(object, "episode", episode(passage->episode));
    add(object, "speaker", json_new_text(passage->speaker));
    add(object, "start_ms", json_new_time(passage->start_ms));
    add(object, "end_ms", json_new_time(passage->end_ms));
    add(object, "timing", json_object_new_string(timing_name(passage->timing)));
    add(object, "within_ms", json_new_time(passage->within_ms));
    add(object, "text", json_new_text(passage->text));
    add(object, "turns", turns(passage));
    add(object, "hits", hits(passage));
    add(object, "chapter", json_new_text(passage->chapter));
    if (passage->note.len)
        add(object, "note", json_new_text(passage->note));
    add(object, "without", texts(passage->without, passage->without_count));
    add(object, "link", json_new_text(passage->link));
    add(object, "links", links(passage));
    add(object, "source", source(passage));
    add(object, "also", also(passage));
    add(object, "made_by", json_new_text(passage->made_by));
    return object;
}

static struct json_object *facets(const struct search_totals *totals)
{
    struct json_object *object = json_object_new_object();

    for (size_t i = 0; i < totals->facet_count; i++) {
        const struct facet *facet = &totals->facets[i];
        struct json_object *array = json_object_new_array();

        for (size_t j = 0; j < facet->count; j++) {
            struct json_object *value = json_object_new_object();

            add(value, "value", json_new_text(facet->values[j].value));
            add_count(value, "passages", facet->values[j].count);
            json_object_array_add(array, value);
        }
        add(object, facet->name, array);
    }
    return object;
}

static struct json_object *summary_object(const struct search_totals *totals)
{
    struct json_object *object = json_object_new_object();
    struct json_object *unknown = json_object_new_object();

    add(object, "type", json_object_new_string("summary"));
    add(object, "version", json_object_new_int64(CONTRACT_VERSION));
    add_count(object, "passages", totals->passages);
    add_count(object, "folded", totals->folded);
    add_count(object, "total", totals->total);
    add(object, "total_exact", json_object_new_boolean(totals->total_exact));
    add_count(object, "episodes", totals->episodes);
    add_count(object, "of_episodes", totals->of_episodes);
    add_count(unknown, "date", totals->unknown_date);
    add(object, "unknown", unknown);
    if (totals->facets)
        add(object, "facets", facets(totals));
    add(object, "missing", texts(totals->missing, totals->missing_count));
    add(object, "suggestions",
        texts(totals->suggestions, totals->suggestion_count));
    add(object, "elapsed_ms", json_object_new_int64(totals->elapsed_ms));
    return object;
}

static void put_line(void *state, const struct present_style *style,
                     const struct passage *passage, struct buf *out)
{
    (void)state;
    (void)style;
    json_put(out, present_json_passage(passage));
    buf_char(out, '\n');
}

static void end_lines(void *state, const struct present_style *style,
                      const struct search_totals *totals, struct buf *out)
{
    (void)state;
    (void)style;
    json_put(out, summary_object(totals));
    buf_char(out, '\n');
}

/* What is kept while the array of passages is open. */
struct array_state {
    bool any;
};

static void begin_object(void *state, const struct present_style *style,
                         struct buf *out)
{
    (void)state;
    (void)style;
    buf_printf(out, "{\"version\":%d,\"passages\":[", CONTRACT_VERSION);
}

static void put_member(void *state, const struct present_style *style,
                       const struct passage *passage, struct buf *out)
{
    struct array_state *array = state;

    (void)style;
    buf_string(out, array->any ? ",\n" : "\n");
    array->any = true;
    json_put(out, present_json_passage(passage));
}

static void end_object(void *state, const struct present_style *style,
                       const struct search_totals *totals, struct buf *out)
{
    (void)state;
    (void)style;
    buf_string(out, "],\n\"summary\":");
    json_put(out, summary_object(totals));
    buf_string(out, "}\n");
}

const struct presenter present_jsonl = {
    .name = "jsonl",
    .summary = "a JSON object per line and passage, then a summary",
    .extension = "jsonl",
    .passage = put_line,
    .end = end_lines,
};

const struct presenter present_json = {
    .name = "json",
    .summary = "the same in one JSON object",
    .extension = "json",
    .state_size = sizeof(struct array_state),
    .begin = begin_object,
    .passage = put_member,
    .end = end_object,
};
