/*
 * The JSON that convert and the writers beside it make: an object a line for
 * each cue and chapter, or {"cues":[…],"chapters":[…]}. See write_json.c.
 */
#include "format.h"
#include "json.h"
#include "spoken.h"

enum { LOOK_BYTES = 4096 };

static int probe_cues(const struct format_input *input, const char **ret_why)
{
    struct slice head =
        slice_range(slice_trim_left(input->text), 0, LOOK_BYTES);

    if (!slice_starts_with(head, SLICE("{")) ||
        slice_find(head, SLICE("\"start_ms\":")) == SLICE_NOT_FOUND ||
        slice_find(head, SLICE("\"end_ms\":")) == SLICE_NOT_FOUND ||
        slice_find(head, SLICE("\"type\":\"passage\"")) != SLICE_NOT_FOUND)
        return PROBE_NO;
    *ret_why = "JSON with \"start_ms\" and \"end_ms\"";
    return PROBE_CERTAIN;
}

static void read_chapter(struct json_object *object, struct cue_list *list)
{
    struct slice title = json_line(json_get(object, "title"), list->arena);
    int64_t first_cue =
        json_time(json_get(object, "first_cue"), JSON_MILLISECONDS);
    struct cue_chapter *chapter;

    if (title.len == 0)
        return;
    chapter = cue_list_append_chapter(list);
    chapter->title = title;
    chapter->start_ms =
        json_time(json_get(object, "start_ms"), JSON_MILLISECONDS);
    chapter->end_ms = json_time(json_get(object, "end_ms"), JSON_MILLISECONDS);
    if (first_cue >= 0 && (size_t)first_cue <= list->count)
        chapter->first_cue = (size_t)first_cue;
}

/* The words stay borrowed from the document until they are in the cue. */
static void read_words(struct json_object *array, struct spoken_list *words)
{
    for (size_t i = 0; i < json_count(array); i++) {
        struct json_object *object = json_at(array, i);
        struct spoken_word *word = spoken_list_append(words);

        word->text = json_text(json_get(object, "text"), words->arena);
        word->start_ms =
            json_time(json_get(object, "start_ms"), JSON_MILLISECONDS);
        word->end_ms = json_time(json_get(object, "end_ms"), JSON_MILLISECONDS);
    }
}

/* A cue of a page's notes: in which section it stands. */
static void read_section(struct json_object *object, struct cue_list *list)
{
    struct slice name = json_line(json_get(object, "note"), list->arena);
    struct slice heading = json_line(json_get(object, "heading"), list->arena);
    const char *kind = cue_section_kind(name);
    const struct cue_section *last =
        list->section_count ? &list->sections[list->section_count - 1] : NULL;

    if (!kind)
        return;
    list->notes = true;
    if (!last || !slice_equal(slice_of(last->kind), name) ||
        !slice_equal(last->heading, heading))
        cue_list_begin_section(list, kind, heading);
}

static void read_cue(struct json_object *object, struct cue_list *list,
                     struct spoken_list *words, uint32_t line)
{
    const struct cue cue = {
        .start_ms = json_time(json_get(object, "start_ms"), JSON_MILLISECONDS),
        .end_ms = json_time(json_get(object, "end_ms"), JSON_MILLISECONDS),
        .speaker = json_line(json_get(object, "speaker"), list->arena),
        .text = json_line(json_get(object, "text"), list->arena),
        .line = line,
    };

    read_section(object, list);
    words->count = 0;
    read_words(json_get(object, "words"), words);
    spoken_append_cue(list, &cue, words);
}

/* One member of the list, a cue or a chapter. */
static void read_entry(struct json_object *object, struct cue_list *list,
                       struct spoken_list *words, uint32_t line)
{
    if (json_is_true(json_get(object, "chapter")))
        read_chapter(object, list);
    else if (json_is_object(object))
        read_cue(object, list, words, line);
}

/* All in one object: the lines of its members are not known. */
static void read_whole(struct json_object *document,
                       const struct format_input *input, struct cue_list *list,
                       struct spoken_list *words)
{
    struct json_object *cues = json_get(document, "cues");
    struct json_object *chapters = json_get(document, "chapters");

    for (size_t i = 0; i < json_count(cues); i++)
        read_entry(json_at(cues, i), list, words, input->first_line);
    for (size_t i = 0; i < json_count(chapters); i++)
        read_chapter(json_at(chapters, i), list);
    list->meta.title = json_line(json_get(document, "title"), list->arena);
    list->meta.language =
        json_line(json_get(document, "language"), list->arena);
}

static enum status read_cues(const struct format_input *input,
                             struct cue_list *list, struct diag *diag,
                             struct error *err)
{
    struct spoken_list words = { .arena = list->arena };
    struct json_object *document;
    enum status status = json_parse(input->text, &document, err);

    (void)diag;
    if (status)
        return status;
    list->order = CUE_ORDER_WRITTEN; /* it was put in order before */
    if (json_is_array(document)) {
        for (size_t i = 0; i < json_count(document); i++)
            read_entry(json_at(document, i), list, &words,
                       input->first_line + (uint32_t)i);
    } else if (json_is_array(json_get(document, "cues"))) {
        read_whole(document, input, list, &words);
    } else {
        read_entry(document, list, &words, input->first_line);
    }
    json_release(document);
    return STATUS_OK;
}

const struct format format_cues = {
    .name = "cues",
    .summary = "the json and jsonl that convert writes",
    .probe = probe_cues,
    .read = read_cues,
};
