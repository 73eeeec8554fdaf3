/*
 * Chapters in JSON:
 *
 * - Podcasting 2.0 (JSON Chapters 1.2): {"version","chapters":[{"startTime",
 *   "endTime","title","toc"}]}, seconds. No order is promised; "toc": false is
 *   not for the table of contents, an image that is shown for a while.
 * - Podlove: [{"start":"00:01:02.000","title"}], also below "chapters".
 * - ffprobe -show_chapters and yt-dlp: {"chapters":[{"start_time","end_time",
 *   "title" or "tags":{"title"}}]}, seconds, ffprobe's as strings.
 */

#include "chapter.h"
#include "format.h"
#include "json.h"

enum { LOOK_BYTES = 65536 }; /* of the text, for the probe */

/* What a chapter is called in one of the families. */
struct names {
    const char *quoted; /* as the probe finds it */
    const char *start, *end;
    const char *why;
};

static const struct names families[] = {
    { "\"startTime\"", "startTime", "endTime",
      "JSON with \"chapters\" and their \"startTime\"" },
    { "\"start_time\"", "start_time", "end_time",
      "JSON with \"chapters\" and their \"start_time\"" },
    { "\"start\"", "start", "end", "a JSON list of \"start\" and \"title\"" },
};

enum { FAMILIES = sizeof(families) / sizeof(*families) };

static bool take_mark(struct slice *text, char mark)
{
    *text = slice_trim_left(*text);
    return slice_take_char(text, mark);
}

/* The text behind `"chapters": [`; empty if there is no such thing. */
static struct slice behind_chapters(struct slice text)
{
    const struct slice key = SLICE("\"chapters\"");
    size_t at;

    while ((at = slice_find(text, key)) != SLICE_NOT_FOUND) {
        struct slice rest = slice_from(text, at + key.len);

        if (take_mark(&rest, ':') && take_mark(&rest, '['))
            return rest;
        text = slice_from(text, at + key.len);
    }
    return (struct slice){ 0 };
}

static bool has(struct slice text, const char *key)
{
    return slice_find(text, slice_of(key)) != SLICE_NOT_FOUND;
}

/* The family of the object that `text` begins with, by its keys; or NULL. */
static const struct names *family_of_text(struct slice text)
{
    if (!take_mark(&text, '{'))
        return NULL;
    text = slice_range(text, 0, slice_find_char(text, '}'));
    for (size_t i = 0; i < FAMILIES; i++)
        if (has(text, families[i].quoted))
            return i + 1 < FAMILIES ||
                           (has(text, "\"title\"") && !has(text, "\"text\""))
                       ? &families[i]
                       : NULL;
    return NULL;
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice text = slice_range(input->text, 0, LOOK_BYTES);
    const struct names *family;

    if (!take_mark(&text, '['))
        text =
            take_mark(&text, '{') ? behind_chapters(text) : (struct slice){ 0 };
    family = family_of_text(text);
    if (!family)
        return PROBE_NO;
    *ret_why = family->why;
    return PROBE_LIKELY;
}

static const struct names *family_of(struct json_object *chapter)
{
    for (size_t i = 0; i < FAMILIES; i++)
        if (json_get(chapter, families[i].start))
            return &families[i];
    return NULL;
}

static void read_chapter(struct json_object *chapter, struct cue_list *list,
                         size_t *skipped)
{
    const struct names *names = family_of(chapter);
    struct json_object *title = json_get(chapter, "title");
    int64_t start_ms;

    if (json_is_false(json_get(chapter, "toc")))
        return; /* not for people to see */
    if (!title)
        title = json_path(chapter, "tags.title");
    start_ms = names ? json_time(json_get(chapter, names->start), JSON_SECONDS)
                     : TIME_NONE;
    if (start_ms == TIME_NONE) {
        ++*skipped;
        return;
    }
    chapter_append(list, start_ms,
                   json_time(json_get(chapter, names->end), JSON_SECONDS),
                   json_line(title, list->arena));
}

static enum status read_chapters(const struct format_input *input,
                                 struct cue_list *list, struct diag *diag,
                                 struct error *err)
{
    struct json_object *document, *chapters;
    size_t skipped = 0;
    enum status status = json_parse(input->text, &document, err);

    if (status)
        return status;
    chapters =
        json_is_array(document) ? document : json_get(document, "chapters");
    for (size_t i = 0; i < json_count(chapters); i++)
        read_chapter(json_at(chapters, i), list, &skipped);
    if (!json_is_array(chapters))
        status = error_set(err, STATUS_BAD_INPUT, "JSON without chapters");
    list->meta.title = json_line(json_get(document, "title"), list->arena);
    if (skipped)
        diag_add(diag, DIAG_WARNING, 0, "%zu chapters without a time left out",
                 skipped);
    json_release(document);
    return status;
}

const struct format format_chapters_json = {
    .name = "chapters-json",
    .summary = "chapters: Podcasting 2.0, Podlove and ffprobe JSON",
    .probe = probe,
    .read = read_chapters,
};
