/*
 * YouTube's captions as JSON:
 *
 * - json3, as the player gets them: {"wireMagic":"pb3","events":[{"tStartMs",
 *   "dDurationMs","segs":[{"utf8","tOffsetMs"}]}]}. An event without segs
 *   defines a window. No specification is public.
 * - dumps of youtube-transcript-api: [{"text","start","duration"}], seconds,
 *   also as "snippets" of an object that names the video;
 * - of the JavaScript package youtube-transcript: [{"text","duration",
 *   "offset"}], in milliseconds or, by later versions, in seconds.
 */

#include "format.h"

#include "charref.h"
#include "decode.h"
#include "json.h"
#include "language.h"
#include "youtube.h"

enum {
    LOOK_BYTES = 65536,   /* of the text, for the probe */
    LONGEST_MEAN_S = 120, /* captions last seconds, or thousands of ms */
};

/* ---- probing ---- */

static bool has(struct slice text, struct slice key)
{
    return slice_find(text, key) != SLICE_NOT_FOUND;
}

static bool is_dump(struct slice text)
{
    struct slice rest = text;

    if (slice_take_char(&rest, '[')) {
        rest = slice_trim_left(rest);
        if (!slice_take_char(&rest, '{'))
            return false;
    } else if (!has(text, SLICE("\"snippets\""))) {
        return false;
    }
    return has(text, SLICE("\"text\"")) &&
           (has(text, SLICE("\"start\"")) || has(text, SLICE("\"offset\""))) &&
           has(text, SLICE("\"duration\"")) && !has(text, SLICE("\"end\""));
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice text =
        slice_range(slice_trim_left(input->text), 0, LOOK_BYTES);

    if (text.len == 0 || (text.ptr[0] != '{' && text.ptr[0] != '['))
        return PROBE_NO;
    *ret_why = "JSON with YouTube's \"events\"";
    if (text.ptr[0] == '{' && has(text, SLICE("\"events\"")) &&
        (has(text, SLICE("\"tStartMs\"")) || has(text, SLICE("\"wireMagic\""))))
        return PROBE_CERTAIN;
    *ret_why = "JSON objects with text, start and duration";
    return is_dump(text) ? PROBE_LIKELY : PROBE_NO;
}

/* ---- reading ---- */

struct reader {
    struct youtube_captions captions;
    struct arena *scratch; /* until the document is read */
    struct diag *diag;
    uint32_t line; /* of the document: JSON tells no other */
};

static bool is_set(struct json_object *flag)
{
    double number;

    return json_is_true(flag) || (json_number(flag, &number) && number > 0);
}

/* Warns of member number `index` of the document, if it has no start. */
static void check_start(struct reader *reader, size_t index, int64_t start_ms)
{
    if (start_ms == TIME_NONE)
        diag_add(reader->diag, DIAG_WARNING, 0, "caption %zu has no start",
                 index + 1);
}

static void read_event(struct reader *reader, size_t index,
                       struct json_object *event)
{
    struct json_object *segs = json_get(event, "segs");
    int64_t start_ms =
        json_time(json_get(event, "tStartMs"), JSON_MILLISECONDS);

    check_start(reader, index, start_ms);
    youtube_caption_begin(
        &reader->captions, start_ms,
        json_time(json_get(event, "dDurationMs"), JSON_MILLISECONDS),
        is_set(json_get(event, "aAppend")), reader->line);
    for (size_t i = 0; i < json_count(segs); i++) {
        struct json_object *seg = json_at(segs, i);

        youtube_caption_add(
            &reader->captions,
            json_text(json_get(seg, "utf8"), reader->scratch),
            json_time(json_get(seg, "tOffsetMs"), JSON_MILLISECONDS));
    }
    youtube_caption_end(&reader->captions);
}

static void read_events(struct reader *reader, struct json_object *events)
{
    for (size_t i = 0; i < json_count(events); i++) {
        struct json_object *event = json_at(events, i);

        if (json_is_array(json_get(event, "segs")))
            read_event(reader, i, event);
    }
}

/*
 * The unit of "offset" and "duration". Computed from seconds, milliseconds have
 * fractions, too; but no caption is so long, or so short.
 */
static double unit_of_offsets(struct json_object *snippets)
{
    double sum = 0, length;
    size_t count = 0;

    for (size_t i = 0; i < json_count(snippets); i++) {
        if (!json_number(json_get(json_at(snippets, i), "duration"), &length))
            continue;
        sum += length;
        count++;
    }
    return sum > (double)count * LONGEST_MEAN_S ? JSON_MILLISECONDS
                                                : JSON_SECONDS;
}

/* Texts with "offset" come as srv1 has them, escaped twice: "it&amp;#39;s". */
static struct slice unescape(struct slice text, struct arena *arena)
{
    for (int i = 0; i < 2 && slice_find_char(text, '&') != SLICE_NOT_FOUND;
         i++) {
        struct buf plain = BUF_INIT;

        charref_decode(&plain, text);
        text = decode_clean(arena_copy(arena, buf_view(&plain)), arena);
        buf_release(&plain);
    }
    return text;
}

static void read_snippets(struct reader *reader, struct json_object *snippets)
{
    bool offsets = json_get(json_at(snippets, 0), "offset");
    const char *start_key = offsets ? "offset" : "start";
    double unit_ms = offsets ? unit_of_offsets(snippets) : JSON_SECONDS;

    for (size_t i = 0; i < json_count(snippets); i++) {
        struct json_object *one = json_at(snippets, i);
        int64_t start_ms = json_time(json_get(one, start_key), unit_ms);
        struct slice text;

        check_start(reader, i, start_ms);
        youtube_caption_begin(&reader->captions, start_ms,
                              json_time(json_get(one, "duration"), unit_ms),
                              false, reader->line);
        text = json_text(json_get(one, "text"), reader->scratch);
        if (offsets)
            text = unescape(text, reader->scratch);
        youtube_caption_add(&reader->captions, text, TIME_NONE);
        youtube_caption_end(&reader->captions);
    }
}

/* What a dump says of its video. */
static void read_video(struct json_object *root, struct cue_list *list)
{
    struct episode_meta *meta = &list->meta;
    struct json_object *generated = json_get(root, "is_generated");
    struct slice id = json_line(json_get(root, "video_id"), list->arena);

    meta->language = language_normalize(
        json_line(json_get(root, "language_code"), list->arena), list->arena);
    if (id.len)
        meta->platform_id =
            arena_printf(list->arena, "youtube:%.*s", SLICE_ARG(id));
    if (generated)
        meta->made_by =
            json_is_true(generated) ? SLICE("machine") : SLICE("person");
}

static bool read_root(struct reader *reader, struct json_object *root)
{
    struct json_object *events = json_get(root, "events");
    struct json_object *snippets = json_get(root, "snippets");

    if (json_is_array(events)) {
        read_events(reader, events);
    } else if (json_is_array(snippets)) {
        read_video(root, reader->captions.list);
        read_snippets(reader, snippets);
    } else {
        read_snippets(reader, root);
    }
    return json_is_array(events) || json_is_array(snippets) ||
           json_is_array(root);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    struct arena scratch;
    struct reader reader = { .scratch = &scratch,
                             .diag = diag,
                             .line = input->first_line };
    struct json_object *root;
    enum status status = json_parse(input->text, &root, err);

    if (status)
        return status;
    arena_init(&scratch);
    youtube_captions_init(&reader.captions, list);
    if (!read_root(&reader, root))
        status = error_set(err, STATUS_BAD_INPUT,
                           "JSON, but without YouTube's \"events\"");
    youtube_captions_finish(&reader.captions);
    arena_release(&scratch);
    json_release(root);
    return status;
}

const struct format format_json3 = {
    .name = "json3",
    .summary = "YouTube's json3, and dumps of youtube-transcript(-api)",
    .probe = probe,
    .read = read,
};
