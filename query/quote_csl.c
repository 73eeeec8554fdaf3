/*
 * CSL-JSON (citationstyles.org, csl-data.json), an item a quote. An episode is
 * of the type "broadcast".
 */
#include "citation.h"
#include "json_write.h"
#include "quote_form.h"

#include <inttypes.h>

struct array_state {
    bool any;
};

static void add_text(struct json_object *object, const char *key,
                     struct slice text)
{
    if (text.len)
        json_object_object_add(object, key, json_new_text(text));
}

static struct json_object *authors(const struct passage *passage,
                                   struct arena *arena)
{
    struct citation_people people = citation_speakers(passage, arena);
    struct json_object *array = json_object_new_array();

    for (size_t i = 0; i < people.count; i++) {
        struct json_object *name = json_object_new_object();
        struct slice family, given;

        citation_part_name(people.list[i], &family, &given);
        add_text(name, given.len ? "family" : "literal", family);
        add_text(name, "given", given);
        json_object_array_add(array, name);
    }
    return array;
}

static void add_date(struct json_object *item, struct slice date)
{
    int64_t parts[3];
    size_t count = citation_date(date, parts);
    struct json_object *issued, *list, *numbers;

    if (count == 0)
        return;
    numbers = json_object_new_array();
    for (size_t i = 0; i < count; i++)
        json_object_array_add(numbers, json_object_new_int64(parts[i]));
    list = json_object_new_array();
    json_object_array_add(list, numbers);
    issued = json_object_new_object();
    json_object_object_add(issued, "date-parts", list);
    json_object_object_add(item, "issued", issued);
}

static struct json_object *make_item(const struct passage *passage,
                                     struct arena *arena)
{
    const struct passage_episode *episode = passage->episode;
    struct json_object *item = json_object_new_object();
    struct buf time = BUF_INIT, words = BUF_INIT;

    add_text(item, "id",
             arena_printf(arena, "%" PRId64 "-%" PRIu32 "-%" PRIu32,
                          passage->transcript, passage->first_token,
                          passage->end_token));
    add_text(item, "type", SLICE("broadcast"));
    json_object_object_add(item, "author", authors(passage, arena));
    add_text(item, "title", episode->title);
    add_text(item, "container-title", episode->show);
    add_text(item, "number", episode->number);
    add_date(item, episode->date);
    add_text(item, "URL", passage->link);
    citation_put_time(&time, passage);
    add_text(item, "note", buf_view(&time));
    citation_put_words(&words, passage);
    add_text(item, "abstract", buf_view(&words));
    buf_release(&words);
    buf_release(&time);
    return item;
}

static void begin(void *state, const struct present_style *style,
                  struct buf *out)
{
    (void)state;
    (void)style;
    buf_char(out, '[');
}

static void put_item(void *state, const struct present_style *style,
                     const struct passage *passage, struct buf *out)
{
    struct array_state *array = state;
    struct arena arena;

    (void)style;
    arena_init(&arena);
    buf_string(out, array->any ? ",\n" : "\n");
    array->any = true;
    json_put(out, make_item(passage, &arena));
    arena_release(&arena);
}

static void end(void *state, const struct present_style *style,
                const struct search_totals *totals, struct buf *out)
{
    (void)state;
    (void)style;
    (void)totals;
    buf_string(out, "]\n");
}

const struct presenter quote_csl = {
    .name = "csl",
    .summary = "CSL-JSON, an item a quote",
    .extension = NULL,
    .state_size = sizeof(struct array_state),
    .begin = begin,
    .passage = put_item,
    .end = end,
};
