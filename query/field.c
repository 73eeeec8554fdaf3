#include "field.h"

const struct field fields[] = {
    {
        .name = "show",
        .id = FIELD_SHOW,
        .scope = FIELD_OF_EPISODE,
        .example = "show:\"field notes\"",
        .summary = "episodes of this show",
    },
    {
        .name = "speaker",
        .id = FIELD_SPEAKER,
        .scope = FIELD_OF_SPAN,
        .example = "speaker:dana",
        .summary = "what this person said",
    },
    {
        .name = "date",
        .id = FIELD_DATE,
        .scope = FIELD_OF_EPISODE,
        .example = "date:2024-03..2025-06",
        .summary = "a day, month, year or span; date:none",
    },
    {
        .name = "after",
        .id = FIELD_AFTER,
        .scope = FIELD_OF_EPISODE,
        .example = "after:2025-01-01",
        .summary = "on that day or later",
    },
    {
        .name = "before",
        .id = FIELD_BEFORE,
        .scope = FIELD_OF_EPISODE,
        .example = "before:2w",
        .summary = "before that day, or longer ago",
    },
    {
        .name = "title",
        .id = FIELD_TITLE,
        .scope = FIELD_OF_EPISODE,
        .example = "title:rewrites",
        .summary = "words of the episode's title",
    },
    {
        .name = "episode",
        .id = FIELD_EPISODE,
        .scope = FIELD_OF_EPISODE,
        .example = "episode:131",
        .summary = "the number that the show gave it",
    },
    {
        .name = "id",
        .id = FIELD_ID,
        .scope = FIELD_OF_EPISODE,
        .example = "id:12",
        .summary = "the number that quoth gave it",
    },
    {
        .name = "guest",
        .id = FIELD_GUEST,
        .scope = FIELD_OF_EPISODE,
        .example = "guest:okafor",
        .summary = "episodes with this guest",
    },
    {
        .name = "chapter",
        .id = FIELD_CHAPTER,
        .scope = FIELD_OF_SPAN,
        .example = "chapter:decide",
        .summary = "what was said in chapters of that title",
    },
    {
        .name = "lang",
        .id = FIELD_LANG,
        .scope = FIELD_OF_EPISODE,
        .example = "lang:de",
        .summary = "transcripts in this language",
    },
    {
        .name = "source",
        .id = FIELD_SOURCE,
        .scope = FIELD_OF_EPISODE,
        .example = "source:archive/2024",
        .summary = "files whose path has this in it",
    },
    {
        .name = "in",
        .id = FIELD_IN,
        .scope = FIELD_OF_EPISODE,
        .example = "in:speech",
        .summary = "speech, chapters or notes: what kind of text",
    },
    {
        .name = "notes",
        .id = FIELD_NOTES,
        .scope = FIELD_OF_EPISODE,
        .example = "notes:pricing",
        .summary = "these words in the notes of a page",
    },
    {
        .name = "added",
        .id = FIELD_ADDED,
        .scope = FIELD_OF_EPISODE,
        .example = "added:1d",
        .summary = "what came since then; added:last-update",
    },
    {
        .name = "within",
        .id = FIELD_WITHIN,
        .scope = FIELD_OF_GROUP,
        .example = "within:5m",
        .summary = "how close the words are; within:episode",
    },
    { .name = NULL },
};

const struct field *field_by_name(struct slice name)
{
    for (const struct field *field = fields; field->name; field++)
        if (slice_equal_nocase(slice_of(field->name), name))
            return field;
    return NULL;
}
