/*
 * The JSON of whisper and of the programs around it, by the keys that are in
 * it. whisper_read.c says which there are.
 */

#include "whisper_read.h"

#include <string.h>

enum { LOOK_BYTES = 65536 }; /* at either end of the text */

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
    KEY_LANGUAGE = 1 << 13,
    KEY_TIMESTAMPS = 1 << 14,
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
    { "timestamps", KEY_TIMESTAMPS },
    { "words", KEY_WORDS },
    { "word", KEY_WORD },
    { "duration", KEY_DURATION },
    { "language", KEY_LANGUAGE },
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

/* Does the document begin {"text": "…, or with another name for that? */
static bool begins_with_text(struct slice text)
{
    static const char *const names[] = { "\"text\"", "\"transcript\"",
                                         "\"transcription\"" };

    slice_take_char(&text, '{');
    text = slice_trim_left(text);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct slice rest = slice_from(text, strlen(names[i]));

        if (!slice_starts_with(text, slice_of(names[i])))
            continue;
        rest = slice_trim_left(rest);
        if (!slice_take_char(&rest, ':'))
            return false;
        rest = slice_trim_left(rest);
        return slice_take_char(&rest, '"');
    }
    return false;
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
    if ((keys & KEY_TRANSCRIPTION) && (keys & (KEY_OFFSETS | KEY_TIMESTAMPS)))
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
    if ((keys & (KEY_WORDS | KEY_WHISPER)) &&
        has_all(keys, KEY_WORD | KEY_START | KEY_END))
        return PROBE_LIKELY;
    *ret_why = "JSON objects with start, end and text";
    if (has_all(find_keys(flat_part(text)), timed))
        return PROBE_LIKELY;
    *ret_why = "JSON with a \"text\" and no times";
    if (has_all(find_keys(flat_part(text)), KEY_LANGUAGE | KEY_TEXT))
        return PROBE_LIKELY;
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

/*
 * Inside a list, is the next thing a list of two numbers or more and a text?
 * Lists around that list do not matter.
 */
static bool begins_with_tuple(struct slice text)
{
    size_t numbers = 0;

    text = slice_range(text, 0, LOOK_BYTES);
    if (!slice_take_char(&text, '['))
        return false;
    while (text.len && text.ptr[0] != '"') {
        char c = text.ptr[0];

        if (!ascii_is_digit(c) && !ascii_is_space(c) &&
            slice_find_char(SLICE("[,.+-eE"), c) == SLICE_NOT_FOUND)
            return false;
        numbers += c == ',';
        text = slice_from(text, 1);
    }
    return text.len && numbers >= 2;
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
    if (slice_take_char(&rest, '{'))
        return probe_array(keys, ret_why);
    *ret_why = "JSON lists of a start, an end and a text";
    return begins_with_tuple(rest) ? PROBE_LIKELY : PROBE_NO;
}

const struct format format_whisper = {
    .name = "whisper",
    .summary = "JSON of whisper, whisper.cpp, faster-whisper, WhisperX, OpenAI",
    .probe = probe,
    .read = whisper_read,
};
