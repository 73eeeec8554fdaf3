/*
 * The JSON of whisper and of the programs around it:
 *
 * - openai-whisper, whisper-timestamped, faster-whisper dumps, WhisperX and the
 *   API's verbose_json: {"segments":[{"start","end","text","words"}]}, seconds.
 *   Words stand in the segments or, from the API, beside them. WhisperX leaves
 *   out the times of words that it could not align, and puts words of several
 *   speakers in one segment.
 * - whisper.cpp: {"transcription":[{"offsets":{"from","to"},"text","tokens"}]},
 *   milliseconds; tokens are parts of words, or markers such as [_BEG_].
 * - Hugging Face pipelines: {"chunks":[{"timestamp":[from,to],"text"}]}; the
 *   last end may be null, and times of long recordings may start again.
 * - bare lists of {"start","end","text"}, also one a line, in seconds or
 *   milliseconds; with "duration" for "end" from youtube-transcript-api.
 * - tuples, as faster-whisper's segments were before they were objects, dumped
 *   alone or in a pair with what is known of the language: [[id, seek, start,
 *   end, "text", [tokens], …, [[start, end, "word", p]]]].
 * - insanely-fast-whisper: the chunks, and again with their speakers in
 *   {"speakers":[{"speaker","timestamp","text"}]}.
 * - WhisperKit leaves the markers of the model in the text: <|0.00|>.
 * - {"text"} alone: no times.
 */

#include "whisper_read.h"

#include "json.h"
#include "language.h"
#include "spoken.h"
#include "time_unit.h"

enum {
    RESTART_MS = 5000, /* times that go back further start again */
    MARKER_BYTES = 40, /* a marker of the model is shorter */
};

struct reader {
    struct cue_list *list;
    struct arena *scratch; /* until the document is read */
    struct diag *diag;
    uint32_t line;  /* of the document: JSON tells no other */
    size_t skipped; /* members that are no segments */
};

/* A speaker's name, in the arena of the list; "?" is whisper.cpp's unknown. */
static struct slice speaker_of(struct reader *reader,
                               struct json_object *object)
{
    struct slice name =
        json_line(json_get(object, "speaker"), reader->list->arena);

    return slice_equal(name, SLICE("?")) ? (struct slice){ 0 } : name;
}

static struct slice word_text(struct reader *reader, struct json_object *word)
{
    struct json_object *text = json_get(word, "word");

    return json_text(text ? text : json_get(word, "text"), reader->scratch);
}

/* Words with start and end, in seconds. */
static void collect_words(struct reader *reader, struct json_object *array,
                          struct spoken_list *words)
{
    for (size_t i = 0; i < json_count(array); i++) {
        struct json_object *one = json_at(array, i);
        struct spoken_word *word = spoken_list_append(words);

        word->text = word_text(reader, one);
        word->start_ms = json_time(json_get(one, "start"), JSON_SECONDS);
        word->end_ms = json_time(json_get(one, "end"), JSON_SECONDS);
        word->speaker = speaker_of(reader, one);
    }
}

/* [_BEG_], [_TT_500], <|endoftext|> */
static bool is_marker(struct slice token)
{
    token = slice_trim(token);
    return (slice_starts_with(token, SLICE("[_")) &&
            slice_ends_with(token, SLICE("]"))) ||
           (slice_starts_with(token, SLICE("<|")) &&
            slice_ends_with(token, SLICE("|>")));
}

/*
 * The span of whisper.cpp's segments and tokens: "offsets" in milliseconds, or
 * "timestamps" as text, which is all that versions before them have.
 */
static void read_span(struct json_object *object, int64_t *ret_start_ms,
                      int64_t *ret_end_ms)
{
    struct json_object *times = json_get(object, "offsets");

    if (!times)
        times = json_get(object, "timestamps");
    *ret_start_ms = json_time(json_get(times, "from"), JSON_MILLISECONDS);
    *ret_end_ms = json_time(json_get(times, "to"), JSON_MILLISECONDS);
}

/* whisper.cpp's tokens. */
static void collect_tokens(struct reader *reader, struct json_object *array,
                           struct spoken_list *words)
{
    for (size_t i = 0; i < json_count(array); i++) {
        struct json_object *one = json_at(array, i);
        struct slice text = json_text(json_get(one, "text"), reader->scratch);
        struct spoken_word *word;

        if (is_marker(text))
            continue;
        word = spoken_list_append(words);
        word->text = text;
        read_span(one, &word->start_ms, &word->end_ms);
    }
}

/* A text without the markers that WhisperKit leaves in it: <|0.00|>. */
static struct slice without_markers(struct slice text, struct arena *arena)
{
    struct buf plain = BUF_INIT;
    size_t open;

    if (slice_find(text, SLICE("<|")) == SLICE_NOT_FOUND)
        return text;
    while ((open = slice_find(text, SLICE("<|"))) != SLICE_NOT_FOUND) {
        struct slice inside = slice_range(text, open + 2, open + MARKER_BYTES);
        size_t close = slice_find(inside, SLICE("|>"));

        buf_slice(&plain, slice_range(text, 0, open));
        if (close == SLICE_NOT_FOUND) {
            buf_string(&plain, "<|");
            close = 0;
        } else {
            close += 2;
        }
        text = slice_from(text, open + 2 + close);
    }
    buf_slice(&plain, text);
    text = arena_copy(arena, buf_view(&plain));
    buf_release(&plain);
    return text;
}

/* A cue of the document's line, with the object's text and speaker. */
static struct cue cue_of(struct reader *reader, struct json_object *object)
{
    return (struct cue){
        .start_ms = TIME_NONE,
        .end_ms = TIME_NONE,
        .line = reader->line,
        .text = without_markers(
            json_text(json_get(object, "text"), reader->scratch),
            reader->scratch),
        .speaker = speaker_of(reader, object),
    };
}

/* Takes the words that begin before `end_ms` off the front of *rest. */
static struct spoken_list take_before(struct spoken_list *rest, int64_t end_ms)
{
    size_t count = 0;
    struct spoken_list taken;

    while (count < rest->count && rest->words[count].start_ms < end_ms)
        count++;
    taken = spoken_list_range(rest, 0, count);
    *rest = spoken_list_range(rest, count, rest->count);
    return taken;
}

/* What is said in a segment that has words alone. */
static void append_words_of(struct reader *reader, struct slice speaker,
                            struct spoken_list *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (words->words[i].speaker.len == 0)
            words->words[i].speaker = speaker;
    spoken_append_words(reader->list, words, reader->line);
}

/*
 * Segments with start and end in units of `unit_ms`; `beside` are the words
 * that the API gives beside them.
 */
static void read_segments(struct reader *reader, struct json_object *segments,
                          double unit_ms, struct spoken_list beside)
{
    size_t count = json_count(segments);

    for (size_t i = 0; i < count; i++) {
        struct json_object *segment = json_at(segments, i);
        struct spoken_list words = { .arena = reader->scratch };
        struct cue cue = cue_of(reader, segment);

        collect_words(reader, json_get(segment, "words"), &words);
        if (!json_get(segment, "text")) {
            reader->skipped += words.count == 0;
            append_words_of(reader, cue.speaker, &words);
            continue;
        }
        cue.start_ms = json_time(json_get(segment, "start"), unit_ms);
        cue.end_ms = json_time(json_get(segment, "end"), unit_ms);
        if (cue.end_ms == TIME_NONE && cue.start_ms != TIME_NONE) {
            cue.end_ms = json_time(json_get(segment, "duration"), unit_ms);
            if (cue.end_ms != TIME_NONE)
                cue.end_ms += cue.start_ms;
        }
        if (words.count == 0 && beside.count)
            words =
                take_before(&beside, i + 1 == count ? INT64_MAX : cue.end_ms);
        spoken_append_cue(reader->list, &cue, &words);
    }
}

/*
 * Where the text is in a segment that is a tuple: behind its start and its end,
 * and these behind an id and a seek or not. 0 if it is none.
 */
static size_t tuple_text_at(struct json_object *tuple)
{
    size_t at = 0;
    double number;

    while (!json_is_string(json_at(tuple, at)) &&
           json_number(json_at(tuple, at), &number))
        at++;
    return at >= 2 && json_is_string(json_at(tuple, at)) ? at : 0;
}

static bool has_tuples(struct json_object *list)
{
    return tuple_text_at(json_at(list, 0)) > 0;
}

static struct spoken_word *append_tuple(struct reader *reader,
                                        struct json_object *tuple,
                                        double unit_ms,
                                        struct spoken_list *words)
{
    size_t at = tuple_text_at(tuple);
    struct spoken_word *word = spoken_list_append(words);

    word->text = json_text(json_at(tuple, at), reader->scratch);
    word->start_ms = json_time(json_at(tuple, at - 2), unit_ms);
    word->end_ms = json_time(json_at(tuple, at - 1), unit_ms);
    return word;
}

/* The words of a segment: among its members, the list that has tuples. */
static void collect_tuples(struct reader *reader, struct json_object *segment,
                           struct spoken_list *words)
{
    struct json_object *list = NULL;

    for (size_t i = 0; i < json_count(segment) && !list; i++)
        if (has_tuples(json_at(segment, i)))
            list = json_at(segment, i);
    for (size_t i = 0; i < json_count(list); i++)
        if (tuple_text_at(json_at(list, i)))
            append_tuple(reader, json_at(list, i), JSON_SECONDS, words);
}

static double unit_of_tuples(struct json_object *list)
{
    struct time_unit unit = { 0 };

    for (size_t i = 0; i < json_count(list); i++) {
        struct json_object *tuple = json_at(list, i);
        size_t at = tuple_text_at(tuple);
        double start, end;

        if (at && json_number(json_at(tuple, at - 2), &start) &&
            json_number(json_at(tuple, at - 1), &end))
            time_unit_add(&unit, start, end);
    }
    return time_unit_ms(&unit);
}

static void read_tuples(struct reader *reader, struct json_object *list)
{
    double unit_ms = unit_of_tuples(list);

    for (size_t i = 0; i < json_count(list); i++) {
        struct json_object *tuple = json_at(list, i);
        struct spoken_list one = { .arena = reader->scratch };
        struct spoken_list words = { .arena = reader->scratch };
        struct cue cue = { .line = reader->line };
        const struct spoken_word *segment;

        if (!tuple_text_at(tuple)) {
            reader->skipped++;
            continue;
        }
        segment = append_tuple(reader, tuple, unit_ms, &one);
        cue.start_ms = segment->start_ms;
        cue.end_ms = segment->end_ms;
        cue.text = without_markers(segment->text, reader->scratch);
        collect_tuples(reader, tuple, &words);
        spoken_append_cue(reader->list, &cue, &words);
    }
}

/* whisper.cpp. */
static void read_transcription(struct reader *reader,
                               struct json_object *transcription)
{
    bool turn = false;

    for (size_t i = 0; i < json_count(transcription); i++) {
        struct json_object *segment = json_at(transcription, i);
        struct spoken_list words = { .arena = reader->scratch };
        struct cue cue = cue_of(reader, segment);

        read_span(segment, &cue.start_ms, &cue.end_ms);
        cue.paragraph = turn;
        turn = json_is_true(json_get(segment, "speaker_turn_next"));
        collect_tokens(reader, json_get(segment, "tokens"), &words);
        spoken_append_cue(reader->list, &cue, &words);
    }
}

/* Text whose times start again is in order as it stands, not by time. */
static void check_restarts(struct reader *reader,
                           const struct spoken_list *chunks)
{
    int64_t latest = 0;

    for (size_t i = 0; i < chunks->count; i++) {
        int64_t start_ms = chunks->words[i].start_ms;

        if (start_ms == TIME_NONE)
            continue;
        if (start_ms + RESTART_MS < latest) {
            reader->list->order = CUE_ORDER_WRITTEN;
            diag_add(reader->diag, DIAG_WARNING, 0,
                     "the times start again at chunk %zu: they cannot be "
                     "relied on",
                     i + 1);
            return;
        }
        latest = start_ms;
    }
}

static void read_chunks(struct reader *reader, struct json_object *array)
{
    struct spoken_list chunks = { .arena = reader->scratch };

    for (size_t i = 0; i < json_count(array); i++) {
        struct json_object *one = json_at(array, i);
        struct json_object *times = json_get(one, "timestamp");
        struct spoken_word *chunk = spoken_list_append(&chunks);

        chunk->text = json_text(json_get(one, "text"), reader->scratch);
        chunk->start_ms = json_time(json_at(times, 0), JSON_SECONDS);
        chunk->end_ms = json_time(json_at(times, 1), JSON_SECONDS);
        chunk->speaker = speaker_of(reader, one);
    }
    check_restarts(reader, &chunks);
    if (spoken_list_is_words(&chunks)) {
        spoken_append_words(reader->list, &chunks, reader->line);
        return;
    }
    for (size_t i = 0; i < chunks.count; i++) {
        struct spoken_word *chunk = &chunks.words[i];
        struct cue cue = { .start_ms = chunk->start_ms,
                           .end_ms = chunk->end_ms,
                           .text = chunk->text,
                           .speaker = chunk->speaker,
                           .line = reader->line };
        struct spoken_list none = { 0 };

        spoken_append_cue(reader->list, &cue, &none);
    }
}

static void read_text_alone(struct reader *reader, struct json_object *root)
{
    struct spoken_list none = { 0 };
    struct cue cue = cue_of(reader, root);

    if (cue.text.len == 0)
        cue.text = json_text(json_get(root, "transcript"), reader->scratch);
    if (cue.text.len == 0)
        cue.text = json_text(json_get(root, "transcription"), reader->scratch);
    if (cue.text.len)
        spoken_append_cue(reader->list, &cue, &none);
}

static void read_meta(struct reader *reader, struct json_object *root)
{
    /* "auto" in whisper.cpp's params is no language, so the order matters. */
    static const char *const places[] = { "language", "result.language",
                                          "info.language", "params.language" };
    struct episode_meta *meta = &reader->list->meta;
    struct arena *arena = reader->list->arena;

    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
        if (meta->language.len == 0)
            meta->language = language_normalize(
                json_text(json_path(root, places[i]), reader->scratch), arena);
    meta->duration_ms = json_time(json_get(root, "duration"), JSON_SECONDS);
    meta->made_by = SLICE("machine");
}

static bool has_chunks(struct json_object *root)
{
    return json_count(json_get(root, "chunks")) > 0;
}

static bool read_object(struct reader *reader, struct json_object *root)
{
    struct json_object *segments = json_get(root, "segments");
    struct json_object *aligned = json_get(root, "words");
    struct spoken_list words = { .arena = reader->scratch };

    if (!aligned)
        aligned = json_get(root, "word_segments");
    if (json_is_array(json_get(root, "transcription"))) {
        read_transcription(reader, json_get(root, "transcription"));
    } else if (has_tuples(segments)) {
        read_tuples(reader, segments);
    } else if (json_count(segments)) {
        collect_words(reader, json_get(root, "words"), &words);
        read_segments(reader, segments,
                      words.count
                          ? JSON_SECONDS
                          : time_unit_of_objects(segments, "start", "end"),
                      words);
    } else if (json_count(json_get(root, "speakers")) && has_chunks(root)) {
        read_chunks(reader, json_get(root, "speakers"));
    } else if (has_chunks(root)) {
        read_chunks(reader, json_get(root, "chunks"));
    } else if (json_count(aligned)) {
        collect_words(reader, aligned, &words);
        /* The API's have no marks. */
        spoken_take_text(&words,
                         json_text(json_get(root, "text"), reader->scratch));
        spoken_append_words(reader->list, &words, reader->line);
    } else if (json_get(root, "text") || json_get(root, "transcript") ||
               json_get(root, "transcription")) {
        read_text_alone(reader, root);
    } else {
        return json_is_array(segments);
    }
    return true;
}

static bool read_root(struct reader *reader, struct json_object *root)
{
    struct spoken_list none = { .arena = reader->scratch };

    if (json_is_object(root)) {
        read_meta(reader, root);
        return read_object(reader, root);
    }
    reader->list->meta.made_by = SLICE("machine");
    /* A pair of the segments and of what is known of the recording. */
    if (has_tuples(json_at(root, 0)))
        root = json_at(root, 0);
    if (has_tuples(root))
        read_tuples(reader, root);
    else
        read_segments(reader, root, time_unit_of_objects(root, "start", "end"),
                      none);
    return json_is_array(root);
}

enum status whisper_read(const struct format_input *input,
                         struct cue_list *list, struct diag *diag,
                         struct error *err)
{
    struct arena scratch;
    struct reader reader = { .list = list,
                             .scratch = &scratch,
                             .diag = diag,
                             .line = input->first_line };
    struct json_object *root;
    enum status status = json_parse(input->text, &root, err);

    if (status)
        return status;
    arena_init(&scratch);
    list->order = CUE_ORDER_TIME;
    if (!read_root(&reader, root))
        status = error_set(err, STATUS_BAD_INPUT,
                           "JSON, but not of whisper or one of its relatives");
    else if (reader.skipped && list->count == 0)
        status =
            error_set(err, STATUS_BAD_INPUT, "no text is in its %zu member%s",
                      reader.skipped, reader.skipped == 1 ? "" : "s");
    else if (reader.skipped)
        diag_add(diag, DIAG_WARNING, 0, "%zu member%s without text left out",
                 reader.skipped, reader.skipped == 1 ? "" : "s");
    arena_release(&scratch);
    json_release(root);
    return status;
}
