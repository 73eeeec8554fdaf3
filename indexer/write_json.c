/*
 * Our own JSON, which holds all that a cue list does: an object a line, or all
 * in one. format_cues.c reads it back.
 */
#include "cue_span.h"
#include "cue_write.h"
#include "json_build.h"

enum { JSON_VERSION = 1 };

static struct json_object *new_words(const struct cue *cue)
{
    struct json_object *words = json_object_new_array();

    for (uint32_t i = 0; i < cue->word_count; i++) {
        const struct cue_word *word = &cue->words[i];
        struct json_object *object = json_object_new_object();

        json_add_ms(object, "start_ms", word->start_ms);
        json_add_ms(object, "end_ms", cue_word_end(cue, i));
        json_add_text(object, "text",
                      slice_range(cue->text, word->from_byte, word->to_byte));
        json_object_array_add(words, object);
    }
    return words;
}

static struct json_object *new_cue(const struct cue *cue, bool words)
{
    struct json_object *object = json_object_new_object();

    json_add_ms(object, "start_ms", cue->start_ms);
    json_add_ms(object, "end_ms", cue->end_ms);
    json_add_text_or_null(object, "speaker", cue->speaker);
    json_add_text(object, "text", cue->text);
    if (words && cue->word_count)
        json_object_object_add(object, "words", new_words(cue));
    return object;
}

/* The cue and, of notes, the section that it stands in: advances *section. */
static struct json_object *new_entry(const struct cue_list *list, size_t index,
                                     bool words, size_t *section)
{
    struct json_object *object = new_cue(&list->cues[index], words);

    if (!list->notes)
        return object;
    while (*section + 1 < list->section_count &&
           list->sections[*section + 1].first_cue <= index)
        ++*section;
    if (*section < list->section_count) {
        json_add_text(object, "note", slice_of(list->sections[*section].kind));
        json_add_text_or_null(object, "heading",
                              list->sections[*section].heading);
    }
    return object;
}

static void add_chapter_fields(struct json_object *object,
                               const struct cue_chapter *chapter)
{
    json_add_ms(object, "start_ms", chapter->start_ms);
    json_add_ms(object, "end_ms", chapter->end_ms);
    json_add_text(object, "title", chapter->title);
}

static void put_chapter(struct buf *out, const struct cue_chapter *chapter)
{
    struct json_object *object = json_object_new_object();

    json_object_object_add(object, "chapter", json_object_new_boolean(true));
    add_chapter_fields(object, chapter);
    json_append_line(out, object);
}

static void write_jsonl(const struct cue_list *list, bool words,
                        struct buf *out)
{
    size_t chapter = 0, section = 0;

    for (size_t i = 0; i <= list->count; i++) {
        for (; chapter < list->chapter_count &&
               (i == list->count || list->chapters[chapter].first_cue <= i);
             chapter++)
            put_chapter(out, &list->chapters[chapter]);
        if (i < list->count)
            json_append_line(out, new_entry(list, i, words, &section));
    }
}

/* The number of its first cue says where an untimed chapter begins. */
static struct json_object *new_chapters(const struct cue_list *list)
{
    struct json_object *chapters = json_object_new_array();

    for (size_t i = 0; i < list->chapter_count; i++) {
        struct json_object *object = json_object_new_object();

        add_chapter_fields(object, &list->chapters[i]);
        json_object_object_add(
            object, "first_cue",
            json_object_new_int64((int64_t)list->chapters[i].first_cue));
        json_object_array_add(chapters, object);
    }
    return chapters;
}

static void write_json(const struct cue_list *list, bool words, struct buf *out)
{
    struct json_object *object = json_object_new_object();
    struct json_object *cues = json_object_new_array();
    size_t section = 0;

    for (size_t i = 0; i < list->count; i++)
        json_object_array_add(cues, new_entry(list, i, words, &section));
    json_object_object_add(object, "version",
                           json_object_new_int(JSON_VERSION));
    json_add_text_or_null(object, "title", list->meta.title);
    json_add_text_or_null(object, "language", list->meta.language);
    json_object_object_add(object, "chapters", new_chapters(list));
    json_object_object_add(object, "cues", cues);
    json_append_line(out, object);
}

enum {
    HOLDS_ALL = HOLDS_WORDS | HOLDS_SPEAKERS | HOLDS_CHAPTERS | HOLDS_ENDS |
                HOLDS_MS | HOLDS_UNTIMED
};

const struct cue_writer writer_jsonl = {
    .name = "jsonl",
    .extension = "jsonl",
    .summary = "JSON, an object on a line for each cue and chapter",
    .holds = HOLDS_ALL,
    .is_json = true,
    .write = write_jsonl,
};

const struct cue_writer writer_json = {
    .name = "json",
    .extension = "json",
    .summary = "the same in one JSON object, with title and language",
    .holds = HOLDS_ALL,
    .is_json = true,
    .write = write_json,
};
