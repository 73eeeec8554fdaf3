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
 * - {"text"} alone: no times.
 */

#include "format.h"

#include "json.h"
#include "language.h"
#include "spoken.h"

#include <math.h>

enum {
    LOOK_BYTES = 65536,   /* at either end of the text, for the probe */
    RESTART_MS = 5000,    /* times that go back further start again */
    MS_LAST = 30000,      /* a last time above is milliseconds … */
    MS_MEAN = 300,        /* … and so is a mean length above */
    WORD_CHUNK_MS = 1500, /* mean length of chunks that are single words */
};

/* Probing: which keys are there. */

enum {
    KEY_START = 1 << 0,
    KEY_END = 1 << 1,
    KEY_TEXT = 1 << 2,
    KEY_SEGMENTS = 1 << 3,
    KEY_TRANSCRIPTION = 1 << 4,
    KEY_OFFSETS = 1 << 5,
    KEY_CHUNKS = 1 << 6,
    KEY_TIMESTAMP = 1 << 7,
    KEY_WORDS = 1 << 8,
    KEY_WORD = 1 << 9,
    KEY_DURATION = 1 << 10,
    KEY_WHISPER = 1 << 11, /* one that nobody but whisper has */
    KEY_FOREIGN = 1 << 12, /* one that tells another family */
};

static const struct {
    const char *name;
    unsigned key;
} known_keys[] = {
    { "start", KEY_START },
    { "end", KEY_END },
    { "text", KEY_TEXT },
    { "segments", KEY_SEGMENTS },
    { "transcription", KEY_TRANSCRIPTION },
    { "offsets", KEY_OFFSETS },
    { "chunks", KEY_CHUNKS },
    { "timestamp", KEY_TIMESTAMP },
    { "words", KEY_WORDS },
    { "word", KEY_WORD },
    { "duration", KEY_DURATION },
    { "avg_logprob", KEY_WHISPER },
    { "no_speech_prob", KEY_WHISPER },
    { "word_segments", KEY_WHISPER },
    { "results", KEY_FOREIGN },
    { "channels", KEY_FOREIGN },
    { "utterances", KEY_FOREIGN },
    { "startTime", KEY_FOREIGN },
    { "monologues", KEY_FOREIGN },
};

static unsigned key_at(struct slice text)
{
    for (size_t i = 0; i < sizeof(known_keys) / sizeof(known_keys[0]); i++) {
        struct slice name = slice_of(known_keys[i].name);
        struct slice rest = slice_from(text, name.len);

        if (slice_starts_with(text, name) && slice_take_char(&rest, '"')) {
            rest = slice_trim_left(rest);
            return slice_take_char(&rest, ':') ? known_keys[i].key : 0;
        }
    }
    return 0;
}

/* The known keys in `text`, ORed. */
static unsigned find_keys(struct slice text)
{
    unsigned keys = 0;
    size_t quote;

    while ((quote = slice_find_char(text, '"')) != SLICE_NOT_FOUND) {
        text = slice_from(text, quote + 1);
        keys |= key_at(text);
    }
    return keys;
}

/* Does the document begin {"text": "… or {"transcript": "…? */
static bool begins_with_text(struct slice text)
{
    slice_take_char(&text, '{');
    text = slice_trim_left(text);
    if (slice_starts_with(text, SLICE("\"text\"")))
        text = slice_from(text, 6);
    else if (slice_starts_with(text, SLICE("\"transcript\"")))
        text = slice_from(text, 12);
    else
        return false;
    text = slice_trim_left(text);
    if (!slice_take_char(&text, ':'))
        return false;
    text = slice_trim_left(text);
    return slice_take_char(&text, '"');
}

/* What is in an object before anything that is nested in it. */
static struct slice flat_part(struct slice object)
{
    struct slice inside = slice_range(object, 1, LOOK_BYTES);
    size_t end = 0;

    while (end < inside.len && inside.ptr[end] != '{' && inside.ptr[end] != '[')
        end++;
    return slice_range(inside, 0, end);
}

static bool has_all(unsigned keys, unsigned wanted)
{
    return (keys & wanted) == wanted;
}

static int probe_object(struct slice text, unsigned keys, const char **ret_why)
{
    const unsigned timed = KEY_START | KEY_END | KEY_TEXT;

    *ret_why = "JSON with whisper.cpp's \"transcription\"";
    if (has_all(keys, KEY_TRANSCRIPTION | KEY_OFFSETS))
        return PROBE_CERTAIN;
    *ret_why = "JSON with \"segments\" of start, end and text";
    if (has_all(keys, timed | KEY_WHISPER))
        return PROBE_CERTAIN;
    if (has_all(keys, timed | KEY_SEGMENTS))
        return PROBE_LIKELY;
    *ret_why = "JSON with \"chunks\" and their \"timestamp\"";
    if (has_all(keys, KEY_CHUNKS | KEY_TIMESTAMP | KEY_TEXT))
        return PROBE_LIKELY;
    *ret_why = "JSON with \"words\" of start and end";
    if (has_all(keys, KEY_WORDS | KEY_WORD | KEY_START | KEY_END))
        return PROBE_LIKELY;
    *ret_why = "JSON objects with start, end and text";
    if (has_all(find_keys(flat_part(text)), timed))
        return PROBE_LIKELY;
    *ret_why = "JSON that begins with a \"text\"";
    return begins_with_text(text) ? PROBE_LIKELY : PROBE_NO;
}

static int probe_array(unsigned keys, const char **ret_why)
{
    *ret_why = "a JSON list of objects with start and text";
    return has_all(keys, KEY_START | KEY_TEXT) &&
                   (keys & (KEY_END | KEY_DURATION))
               ? PROBE_LIKELY
               : PROBE_NO;
}

static int probe(const struct format_input *input, const char **ret_why)
{
    struct slice text = slice_trim_left(input->text), rest = text;
    unsigned keys;

    if (text.len == 0 || (text.ptr[0] != '{' && text.ptr[0] != '['))
        return PROBE_NO;
    /* The whole text may come before the segments, so look at both ends. */
    keys = find_keys(slice_range(text, 0, LOOK_BYTES));
    if (text.len > LOOK_BYTES)
        keys |= find_keys(slice_from(text, text.len - LOOK_BYTES));
    if (keys & KEY_FOREIGN)
        return PROBE_NO;
    if (!slice_take_char(&rest, '['))
        return probe_object(text, keys, ret_why);
    rest = slice_trim_left(rest);
    return slice_take_char(&rest, '{') ? probe_array(keys, ret_why) : PROBE_NO;
}

/* Reading. */

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
        word->start_ms =
            json_time(json_path(one, "offsets.from"), JSON_MILLISECONDS);
        word->end_ms =
            json_time(json_path(one, "offsets.to"), JSON_MILLISECONDS);
    }
}

/* A cue of the document's line, with the object's text and speaker. */
static struct cue cue_of(struct reader *reader, struct json_object *object)
{
    return (struct cue){
        .start_ms = TIME_NONE,
        .end_ms = TIME_NONE,
        .line = reader->line,
        .text = json_text(json_get(object, "text"), reader->scratch),
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

        if (!json_get(segment, "text")) {
            reader->skipped++;
            continue;
        }
        cue.start_ms = json_time(json_get(segment, "start"), unit_ms);
        cue.end_ms = json_time(json_get(segment, "end"), unit_ms);
        if (cue.end_ms == TIME_NONE && cue.start_ms != TIME_NONE) {
            cue.end_ms = json_time(json_get(segment, "duration"), unit_ms);
            if (cue.end_ms != TIME_NONE)
                cue.end_ms += cue.start_ms;
        }
        collect_words(reader, json_get(segment, "words"), &words);
        if (words.count == 0 && beside.count)
            words =
                take_before(&beside, i + 1 == count ? INT64_MAX : cue.end_ms);
        spoken_append_cue(reader->list, &cue, &words);
    }
}

/* whisper.cpp; "timestamps" are for versions before "offsets". */
static void read_transcription(struct reader *reader,
                               struct json_object *transcription)
{
    bool turn = false;

    for (size_t i = 0; i < json_count(transcription); i++) {
        struct json_object *segment = json_at(transcription, i);
        struct json_object *times = json_get(segment, "offsets");
        struct spoken_list words = { .arena = reader->scratch };
        struct cue cue = cue_of(reader, segment);

        if (!times)
            times = json_get(segment, "timestamps");
        cue.start_ms = json_time(json_get(times, "from"), JSON_MILLISECONDS);
        cue.end_ms = json_time(json_get(times, "to"), JSON_MILLISECONDS);
        cue.paragraph = turn;
        turn = json_is_true(json_get(segment, "speaker_turn_next"));
        collect_tokens(reader, json_get(segment, "tokens"), &words);
        spoken_append_cue(reader->list, &cue, &words);
    }
}

/* Are the chunks single words, as with return_timestamps="word"? */
static bool are_words(const struct spoken_list *chunks)
{
    int64_t sum = 0;
    size_t timed = 0;

    for (size_t i = 0; i < chunks->count; i++) {
        const struct spoken_word *one = &chunks->words[i];

        if (slice_find_char(slice_trim(one->text), ' ') != SLICE_NOT_FOUND)
            return false;
        if (one->start_ms == TIME_NONE || one->end_ms == TIME_NONE)
            continue;
        sum += one->end_ms - one->start_ms;
        timed++;
    }
    return timed > 1 && sum < (int64_t)timed * WORD_CHUNK_MS;
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
    if (are_words(&chunks)) {
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

/*
 * The unit of a list that does not say it. A fraction anywhere means seconds;
 * whole numbers are milliseconds if they are too large for seconds.
 */
static double unit_of(struct json_object *list)
{
    double sum = 0, last = 0;
    size_t count = 0;

    for (size_t i = 0; i < json_count(list); i++) {
        struct json_object *one = json_at(list, i);
        double start, end;

        if (!json_number(json_get(one, "start"), &start) ||
            !json_number(json_get(one, "end"), &end))
            continue;
        if (floor(start) < start || floor(end) < end)
            return JSON_SECONDS;
        sum += end - start;
        last = end;
        count++;
    }
    return last > MS_LAST || sum > (double)count * MS_MEAN ? JSON_MILLISECONDS
                                                           : JSON_SECONDS;
}

static void read_text_alone(struct reader *reader, struct json_object *root)
{
    struct spoken_list none = { 0 };
    struct cue cue = cue_of(reader, root);

    if (cue.text.len == 0)
        cue.text = json_text(json_get(root, "transcript"), reader->scratch);
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

static bool read_object(struct reader *reader, struct json_object *root)
{
    struct json_object *segments = json_get(root, "segments");
    struct spoken_list words = { .arena = reader->scratch };

    if (json_is_array(json_get(root, "transcription"))) {
        read_transcription(reader, json_get(root, "transcription"));
    } else if (json_count(segments)) {
        collect_words(reader, json_get(root, "words"), &words);
        read_segments(reader, segments, JSON_SECONDS, words);
    } else if (json_count(json_get(root, "chunks"))) {
        read_chunks(reader, json_get(root, "chunks"));
    } else if (json_count(json_get(root, "words"))) {
        collect_words(reader, json_get(root, "words"), &words);
        spoken_append_words(reader->list, &words, reader->line);
    } else if (json_get(root, "text") || json_get(root, "transcript")) {
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
    read_segments(reader, root, unit_of(root), none);
    return json_is_array(root);
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
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
    if (reader.skipped)
        diag_add(diag, DIAG_WARNING, 0, "%zu members without text left out",
                 reader.skipped);
    arena_release(&scratch);
    json_release(root);
    return status;
}

const struct format format_whisper = {
    .name = "whisper",
    .summary = "JSON of whisper, whisper.cpp, faster-whisper, WhisperX, OpenAI",
    .probe = probe,
    .read = read,
};
