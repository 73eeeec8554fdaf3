/*
 * Chapters as OGM tools and Vorbis comments have them, in pairs of lines:
 *
 *   CHAPTER01=00:00:00.000
 *   CHAPTER01NAME=Title
 *
 * with two digits or three, in any order, other comments between them.
 */

#include "chapter.h"
#include "format.h"

enum { LOOK_BYTES = 4096, MAX_NUMBER = 999 };

#define CHAPTER SLICE("CHAPTER")

/* A line "CHAPTERnn…=value": its number, what is behind that, and the value. */
struct pair {
    int64_t number;
    struct slice field; /* "", "NAME", "URL" */
    struct slice value;
};

static bool read_pair(struct slice line, struct pair *ret)
{
    line = slice_trim(line);
    if (!slice_starts_with_nocase(line, CHAPTER))
        return false;
    line = slice_from(line, CHAPTER.len);
    if (!slice_take_number(&line, MAX_NUMBER, &ret->number) ||
        slice_find_char(line, '=') == SLICE_NOT_FOUND)
        return false;
    slice_next_part(&line, '=', &ret->field);
    ret->value = line;
    return true;
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice rest = slice_range(input->text, 0, LOOK_BYTES), line;
    struct pair pair;

    while (slice_next_line(&rest, &line))
        if (read_pair(line, &pair) && pair.field.len == 0) {
            *ret_why = "lines like \"CHAPTER01=\"";
            return PROBE_LIKELY;
        }
    return PROBE_NO;
}

/* A chapter as far as its lines were met; the place is its number. */
struct named {
    struct slice title;
    int64_t start_ms;
    bool timed;
};

static void take_pair(struct named *chapters, const struct pair *pair,
                      uint32_t line, struct diag *diag)
{
    struct named *named = &chapters[pair->number];
    struct slice value = slice_trim(pair->value);

    if (slice_equal_nocase(pair->field, SLICE("NAME"))) {
        named->title = value;
    } else if (pair->field.len == 0) {
        named->timed =
            timecode_take_loose(&value, &named->start_ms) && !value.len;
        if (!named->timed)
            diag_add(diag, DIAG_WARNING, line, "not a time: %.*s",
                     SLICE_ARG(slice_range(pair->value, 0, 40)));
    }
}

static enum status read_chapters(const struct format_input *input,
                                 struct cue_list *list, struct diag *diag,
                                 struct error *err)
{
    struct slice rest = input->text, line;
    struct named *chapters;
    struct arena scratch;
    struct pair pair;

    arena_init(&scratch);
    chapters = arena_array(&scratch, MAX_NUMBER + 1, sizeof(*chapters));
    for (uint32_t number = input->first_line; slice_next_line(&rest, &line);
         number++)
        if (read_pair(line, &pair))
            take_pair(chapters, &pair, number, diag);
    for (size_t i = 0; i <= MAX_NUMBER; i++)
        if (chapters[i].timed)
            chapter_append(list, chapters[i].start_ms, TIME_NONE,
                           chapters[i].title);
    arena_release(&scratch);
    if (list->chapter_count)
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT, "no chapter with a time in it");
}

const struct format format_chapters_ogm = {
    .name = "chapters-ogm",
    .summary = "chapters: OGM and Vorbis, CHAPTER01=…",
    .probe = probe,
    .read = read_chapters,
};
