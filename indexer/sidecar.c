#include "sidecar.h"

#include "date_text.h"
#include "decode.h"
#include "front_matter.h"
#include "json.h"
#include "language.h"

/* ---- names ---- */

#define INFO_JSON SLICE(".info.json")
#define META_YAML SLICE(".meta.yaml")

bool sidecar_is(struct slice filename, enum sidecar_kind *ret_kind)
{
    if (slice_equal(filename, SLICE("quoth.yaml")))
        *ret_kind = SIDECAR_FOLDER;
    else if (slice_ends_with(filename, INFO_JSON))
        *ret_kind = SIDECAR_INFO_JSON;
    else if (slice_ends_with(filename, META_YAML))
        *ret_kind = SIDECAR_META_YAML;
    else
        return false;
    return true;
}

/* Without what is behind the last dot; empty if there is no dot. */
static struct slice without_suffix(struct slice name)
{
    size_t dot = name.len;

    while (dot > 0 && name.ptr[dot - 1] != '.')
        dot--;
    return slice_range(name, 0, dot ? dot - 1 : 0);
}

size_t sidecar_names(struct slice filename, struct arena *arena,
                     struct slice names[SIDECAR_NAMES_MAX])
{
    struct slice stem = filename;
    size_t count = 0;

    /* ".en.forced.vtt" is the longest tail that is usual. */
    while (stem.len && count < SIDECAR_NAMES_MAX) {
        names[count++] = arena_printf(arena, "%.*s.meta.yaml", SLICE_ARG(stem));
        names[count++] = arena_printf(arena, "%.*s.info.json", SLICE_ARG(stem));
        stem = without_suffix(stem);
    }
    return count;
}

struct slice sidecar_id(struct slice filename)
{
    size_t open = filename.len, close;
    struct slice id;

    while (open > 0 && filename.ptr[open - 1] != '[')
        open--;
    if (open == 0)
        return (struct slice){ 0 };
    id = slice_from(filename, open);
    close = slice_find_char(id, ']');
    if (close == SLICE_NOT_FOUND ||
        slice_find_char(id, ' ') < close) /* "[live in Paris]" */
        return (struct slice){ 0 };
    return slice_range(id, 0, close);
}

/* yt-dlp's .info.json. */

static void set(struct slice *field, struct slice text)
{
    if (field->len == 0)
        *field = text;
}

/* The first of these members that says something. */
static struct slice first_line(struct json_object *info,
                               const char *const *keys, struct arena *arena)
{
    struct slice text = { 0 };

    for (; *keys && text.len == 0; keys++)
        text = json_line(json_get(info, *keys), arena);
    return text;
}

static void read_identity(struct json_object *info, struct arena *arena,
                          struct episode_meta *meta)
{
    struct slice id = json_line(json_get(info, "id"), arena);
    struct slice extractor = json_line(json_get(info, "extractor"), arena);

    set(&meta->link, json_line(json_get(info, "webpage_url"), arena));
    if (slice_starts_with_nocase(extractor, SLICE("youtube")) && id.len)
        set(&meta->platform_id,
            arena_printf(arena, "youtube:%.*s", SLICE_ARG(id)));
}

static void read_episode(struct json_object *info, struct arena *arena,
                         struct episode_meta *meta)
{
    static const char *const show[] = { "series", "channel", "uploader", NULL };
    static const char *const number[] = { "episode_number", NULL };
    static const char *const title[] = { "title", "fulltitle", NULL };
    static const char *const date[] = { "release_date", "upload_date", NULL };
    int64_t duration = json_time(json_get(info, "duration"), JSON_SECONDS);

    set(&meta->show, first_line(info, show, arena));
    set(&meta->number, first_line(info, number, arena));
    set(&meta->title, first_line(info, title, arena));
    set(&meta->date, date_normalize(first_line(info, date, arena), arena));
    set(&meta->language,
        language_normalize(json_line(json_get(info, "language"), arena),
                           arena));
    set(&meta->description,
        slice_trim(json_text(json_get(info, "description"), arena)));
    /* What json_text gives may be borrowed from the document. */
    meta->description = arena_copy(arena, meta->description);
    if (meta->duration_ms == TIME_NONE)
        meta->duration_ms = duration;
}

static void read_chapters(struct json_object *info, struct arena *arena,
                          struct cue_list *list)
{
    struct json_object *chapters = json_get(info, "chapters");

    for (size_t i = 0; i < json_count(chapters); i++) {
        struct json_object *one = json_at(chapters, i);
        struct slice title = json_line(json_get(one, "title"), arena);
        struct cue_chapter *chapter;

        if (title.len == 0)
            continue;
        chapter = cue_list_append_chapter(list);
        chapter->title = title;
        chapter->start_ms =
            json_time(json_get(one, "start_time"), JSON_SECONDS);
        chapter->end_ms = json_time(json_get(one, "end_time"), JSON_SECONDS);
    }
}

/* The "en-orig" of "Title [id].en-orig.vtt"; empty if there is none. */
static struct slice track_of(struct slice filename)
{
    struct slice stem = without_suffix(filename), before = without_suffix(stem);

    return slice_from(stem, before.len ? before.len + 1 : stem.len);
}

/* Who made the captions: a person's are listed apart from YouTube's own. */
static void read_maker(struct json_object *info, struct slice filename,
                       struct arena *arena, struct episode_meta *meta)
{
    const char *track = arena_string(arena, track_of(filename));

    if (json_get(json_get(info, "subtitles"), track))
        set(&meta->made_by, SLICE("person"));
    else if (json_get(json_get(info, "automatic_captions"), track))
        set(&meta->made_by, SLICE("machine"));
}

static enum status read_info_json(struct slice text, struct slice filename,
                                  struct arena *arena,
                                  struct episode_meta *meta,
                                  struct cue_list *chapters, struct error *err)
{
    struct json_object *info;
    enum status status = json_parse(text, &info, err);

    if (status)
        return status;
    if (json_is_object(info)) {
        read_identity(info, arena, meta);
        read_episode(info, arena, meta);
        read_maker(info, filename, arena, meta);
        if (chapters && chapters->chapter_count == 0)
            read_chapters(info, arena, chapters);
    } else {
        status = error_set(err, STATUS_BAD_INPUT, "not a JSON object");
    }
    json_release(info);
    return status;
}

enum status sidecar_read(enum sidecar_kind kind, struct slice bytes,
                         struct slice filename, struct arena *arena,
                         struct episode_meta *meta, struct cue_list *chapters,
                         struct diag *diag, struct error *err)
{
    struct decoded decoded;
    enum status status =
        decode(bytes, (struct slice){ 0 }, arena, &decoded, diag, err);

    if (status)
        return status;
    if (kind == SIDECAR_INFO_JSON)
        return read_info_json(decoded.text, filename, arena, meta, chapters,
                              err);
    return meta_yaml_read(decoded.text, arena, meta, diag, err);
}
