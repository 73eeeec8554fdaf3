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
    { .name = NULL },
};

const struct field *field_by_name(struct slice name)
{
    for (const struct field *field = fields; field->name; field++)
        if (slice_equal_nocase(slice_of(field->name), name))
            return field;
    return NULL;
}
