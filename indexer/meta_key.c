#include "meta_key.h"

#include "base/buf.h"
#include "cue.h"
#include "date_text.h"
#include "decode.h"
#include "language.h"
#include "name_list.h"

#include <stddef.h>

enum { VIDEO_ID_LENGTH = 11 }; /* of YouTube */

struct meta_key {
    const char *name;
    void (*take)(struct meta_reader *reader, const struct meta_key *key,
                 const struct meta_value *value);
    size_t field;     /* offset in struct episode_meta, for those who use it */
    const char *role; /* of people */
    bool transcript;  /* only transcripts have it */
};

/* ---- text ---- */

static struct slice squeeze(struct meta_reader *reader, struct slice text)
{
    return cue_text_line(decode_clean(text, reader->arena), reader->arena);
}

/* The same line by line: descriptions hold lists of chapters. */
static struct slice squeeze_lines(struct meta_reader *reader, struct slice text)
{
    struct buf lines = BUF_INIT;
    struct slice line, copy;

    text = decode_clean(text, reader->arena);
    while (slice_next_line(&text, &line)) {
        struct buf squeezed = BUF_INIT;

        cue_text_squeeze(&squeezed, line);
        if (squeezed.len && lines.len)
            buf_char(&lines, '\n');
        buf_slice(&lines, buf_view(&squeezed));
        buf_release(&squeezed);
    }
    copy = arena_copy(reader->arena, buf_view(&lines));
    buf_release(&lines);
    return copy;
}

static struct slice first_text(const struct meta_value *value)
{
    return value->count ? value->items[0].text : (struct slice){ 0 };
}

/* Sets what is not known yet. */
static void set(struct slice *field, struct slice text)
{
    if (field->len == 0)
        *field = text;
}

/* ---- keys ---- */

static void take_text(struct meta_reader *reader, const struct meta_key *key,
                      const struct meta_value *value)
{
    struct slice *field =
        (struct slice *)(void *)((char *)reader->meta + key->field);

    set(field, squeeze(reader, first_text(value)));
}

static void take_description(struct meta_reader *reader,
                             const struct meta_key *key,
                             const struct meta_value *value)
{
    (void)key;
    set(&reader->meta->description, squeeze_lines(reader, first_text(value)));
}

static void take_number(struct meta_reader *reader, const struct meta_key *key,
                        const struct meta_value *value)
{
    (void)key;
    set(&reader->number, squeeze(reader, first_text(value)));
}

static void take_season(struct meta_reader *reader, const struct meta_key *key,
                        const struct meta_value *value)
{
    (void)key;
    set(&reader->season, squeeze(reader, first_text(value)));
}

static void take_date(struct meta_reader *reader, const struct meta_key *key,
                      const struct meta_value *value)
{
    struct slice text = squeeze(reader, first_text(value));
    struct slice date = date_normalize(text, reader->arena);

    set(&reader->meta->date, date);
    if (text.len && !date.len)
        diag_add(reader->diag, DIAG_WARNING, reader->line,
                 "%s: \"%.*s\" is no date that can be understood", key->name,
                 SLICE_ARG(text));
}

static void take_language(struct meta_reader *reader,
                          const struct meta_key *key,
                          const struct meta_value *value)
{
    struct slice text = squeeze(reader, first_text(value));
    struct slice language = language_normalize(text, reader->arena);

    set(&reader->meta->language, language);
    if (text.len && !language.len)
        diag_add(reader->diag, DIAG_WARNING, reader->line,
                 "%s: no language \"%.*s\"", key->name, SLICE_ARG(text));
}

static void take_platform(struct meta_reader *reader,
                          const struct meta_key *key,
                          const struct meta_value *value)
{
    (void)key;
    set(&reader->platform, squeeze(reader, first_text(value)));
}

static void take_video_id(struct meta_reader *reader,
                          const struct meta_key *key,
                          const struct meta_value *value)
{
    (void)key;
    set(&reader->video_id, squeeze(reader, first_text(value)));
}

/* Sets the id if `url` is a YouTube link. */
static bool take_youtube(struct meta_reader *reader, struct slice url)
{
    struct slice id = youtube_id(url);

    if (id.len == 0)
        return false;
    set(&reader->meta->platform_id,
        arena_printf(reader->arena, "youtube:%.*s", SLICE_ARG(id)));
    return true;
}

static void take_link(struct meta_reader *reader, const struct meta_key *key,
                      const struct meta_value *value)
{
    struct slice url = squeeze(reader, first_text(value));

    (void)key;
    take_youtube(reader, url);
    set(&reader->meta->link, url);
}

static bool is_media_file(struct slice url)
{
    static const char *const endings[] = {
        ".mp3", ".m4a", ".m4b", ".mp4",  ".m4v", ".mov", ".webm", ".mkv",
        ".ogg", ".oga", ".ogv", ".opus", ".aac", ".wav", ".flac",
    };

    url = slice_range(url, 0, slice_find_char(url, '?'));
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        struct slice ending = slice_of(endings[i]);

        if (url.len > ending.len &&
            slice_equal_nocase(slice_from(url, url.len - ending.len), ending))
            return true;
    }
    return false;
}

static void take_media(struct meta_reader *reader, const struct meta_key *key,
                       const struct meta_value *value)
{
    struct slice url = squeeze(reader, first_text(value));

    (void)key;
    if (!take_youtube(reader, url) && is_media_file(url))
        set(&reader->meta->media, url);
    else
        set(&reader->meta->link, url);
}

/* "1:16:34", "4594", "4594.0", "1h16m34s", "PT1H16M34S" (ISO 8601) */
static bool parse_duration(struct slice text, int64_t *ret_ms)
{
    char lower[32];

    if (slice_starts_with_nocase(text, SLICE("PT")))
        text = slice_from(text, 2);
    if (text.len > sizeof(lower))
        return false;
    for (size_t i = 0; i < text.len; i++)
        lower[i] = ascii_lower(text.ptr[i]);
    return timecode_parse_user((struct slice){ lower, text.len }, ret_ms);
}

static void take_duration(struct meta_reader *reader,
                          const struct meta_key *key,
                          const struct meta_value *value)
{
    struct slice text = squeeze(reader, first_text(value));
    int64_t ms;

    if (text.len == 0 || reader->meta->duration_ms != TIME_NONE)
        return;
    if (parse_duration(text, &ms))
        reader->meta->duration_ms = ms;
    else
        diag_add(reader->diag, DIAG_WARNING, reader->line,
                 "%s: \"%.*s\" is no duration that can be understood",
                 key->name, SLICE_ARG(text));
}

/* ---- people ---- */

static void take_people(struct meta_reader *reader, const struct meta_key *key,
                        const struct meta_value *value)
{
    for (size_t i = 0; i < value->count; i++) {
        struct slice rest = squeeze(reader, value->items[i].text);
        struct slice role = squeeze(reader, value->items[i].role);

        if (role.len == 0)
            role = slice_of(key->role);
        while (rest.len) {
            /* A list names one in each item. */
            struct slice name = value->list ? rest : name_list_take(&rest);

            if (value->list)
                rest.len = 0;
            if (name.len)
                people_add(&reader->meta->people, reader->arena, name, role);
        }
    }
}

/* ---- who made the transcript ---- */

static bool is_machine(struct slice word)
{
    static const char *const machines[] = {
        "ai",
        "ai-generated",
        "assemblyai",
        "auto",
        "auto-generated",
        "automated",
        "automatic",
        "aws",
        "bot",
        "chatgpt",
        "claude",
        "deepgram",
        "descript",
        "elevenlabs",
        "fireflies",
        "gemini",
        "gpt",
        "machine",
        "openai",
        "otter",
        "otter.ai",
        "riverside",
        "sonix",
        "speechmatics",
        "tbtbtc",
        "trint",
        "tstbtc",
        "whisper",
        "whisper.cpp",
        "whisperx",
        "youtube",
        "zoom",
    };

    for (size_t i = 0; i < sizeof(machines) / sizeof(machines[0]); i++)
        if (slice_equal_nocase(word, slice_of(machines[i])))
            return true;
    return false;
}

static void take_maker(struct meta_reader *reader, const struct meta_key *key,
                       const struct meta_value *value)
{
    const char *maker = NULL;

    (void)key;
    for (size_t i = 0; i < value->count; i++) {
        struct slice rest = squeeze(reader, value->items[i].text), word;

        if (rest.len && !maker)
            maker = "person";
        while (slice_next_part(&rest, ' ', &word))
            if (is_machine(word))
                maker = "machine";
    }
    if (maker)
        set(&reader->meta->made_by, slice_of(maker));
}

static void take_nothing(struct meta_reader *reader, const struct meta_key *key,
                         const struct meta_value *value)
{
    (void)reader;
    (void)key;
    (void)value;
}

#define FIELD(name) offsetof(struct episode_meta, name)

/* The keys that archives use, by what they mean. */
static const struct meta_key meta_keys[] = {
    { "title", take_text, FIELD(title), NULL, false },
    { "show", take_text, FIELD(show), NULL, true },
    { "podcast", take_text, FIELD(show), NULL, true },
    { "channel", take_text, FIELD(show), NULL, true },
    { "series", take_text, FIELD(show), NULL, false },
    { "number", take_number, 0, NULL, false },
    { "episode", take_number, 0, NULL, true },
    { "episode_number", take_number, 0, NULL, true },
    { "season", take_season, 0, NULL, true },
    { "date", take_date, 0, NULL, false },
    { "pub_date", take_date, 0, NULL, true },
    { "pubdate", take_date, 0, NULL, true },
    { "publish_date", take_date, 0, NULL, false },
    { "published", take_date, 0, NULL, false },
    { "published_at", take_date, 0, NULL, false },
    { "upload_date", take_date, 0, NULL, true },
    { "release_date", take_date, 0, NULL, false },
    { "recorded", take_date, 0, NULL, true },
    { "guest", take_people, 0, "guest", true },
    { "guests", take_people, 0, "guest", true },
    { "host", take_people, 0, "host", true },
    { "hosts", take_people, 0, "host", true },
    { "speaker", take_people, 0, "speaker", true },
    { "speakers", take_people, 0, "speaker", true },
    { "participants", take_people, 0, "speaker", true },
    { "people", take_people, 0, "", true },
    { "language", take_language, 0, NULL, false },
    { "lang", take_language, 0, NULL, false },
    { "link", take_link, 0, NULL, false },
    { "url", take_link, 0, NULL, false },
    { "youtube", take_link, 0, NULL, true },
    { "youtube_url", take_link, 0, NULL, true },
    { "video_url", take_link, 0, NULL, true },
    { "webpage_url", take_link, 0, NULL, true },
    { "media", take_media, 0, NULL, true },
    { "media_url", take_media, 0, NULL, true },
    { "audio", take_media, 0, NULL, true },
    { "audio_url", take_media, 0, NULL, true },
    { "enclosure", take_media, 0, NULL, true },
    { "platform", take_platform, 0, NULL, false },
    { "video_id", take_video_id, 0, NULL, true },
    { "youtube_id", take_video_id, 0, NULL, true },
    { "guid", take_text, FIELD(guid), NULL, true },
    { "description", take_description, 0, NULL, false },
    { "summary", take_description, 0, NULL, false },
    { "duration", take_duration, 0, NULL, true },
    { "duration_seconds", take_duration, 0, NULL, true },
    { "transcript_by", take_maker, 0, NULL, true },
    { "transcribed_by", take_maker, 0, NULL, true },
    { "transcriber", take_maker, 0, NULL, true },
    { "made_by", take_maker, 0, NULL, true },
    { "additional_resources", take_nothing, 0, NULL, false },
    { "aliases", take_nothing, 0, NULL, false },
    { "categories", take_nothing, 0, NULL, false },
    { "keywords", take_nothing, 0, NULL, false },
    { "tags", take_nothing, 0, NULL, false },
    { "translation_by", take_nothing, 0, NULL, false },
    { "view_count", take_nothing, 0, NULL, false },
};

/* "Episode Number", "episode-number" and "episode_number" are the same. */
static bool key_equal(struct slice text, struct slice name)
{
    if (text.len != name.len)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = ascii_lower(text.ptr[i]);

        if ((c == '-' || c == ' ' ? '_' : c) != name.ptr[i])
            return false;
    }
    return true;
}

static const struct meta_key *key_named(struct slice name)
{
    for (size_t i = 0; i < sizeof(meta_keys) / sizeof(meta_keys[0]); i++)
        if (key_equal(name, slice_of(meta_keys[i].name)))
            return &meta_keys[i];
    return NULL;
}

bool meta_key_known(struct slice name)
{
    return key_named(name) != NULL;
}

void meta_reader_take(struct meta_reader *reader, struct slice name,
                      const struct meta_value *value, uint32_t line)
{
    const struct meta_key *key = key_named(name);

    reader->line = line;
    if (key) {
        if (key->transcript && value->count)
            reader->transcript = true;
        key->take(reader, key, value);
    } else if (reader->warn_unknown) {
        diag_add(reader->diag, DIAG_WARNING, line, "unknown key \"%.*s\"",
                 SLICE_ARG(name));
    }
}

static bool is_number(struct slice text)
{
    int64_t number;

    return slice_take_number(&text, INT32_MAX, &number) && text.len == 0;
}

static bool is_video_id(struct slice text)
{
    if (text.len != VIDEO_ID_LENGTH)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!ascii_is_alpha(text.ptr[i]) && !ascii_is_digit(text.ptr[i]) &&
            text.ptr[i] != '-' && text.ptr[i] != '_')
            return false;
    return true;
}

void meta_reader_settle(struct meta_reader *reader)
{
    struct slice number = reader->number;
    int64_t season;

    /* archives of talks give no more than these */
    if (reader->meta->title.len && reader->meta->date.len)
        reader->transcript = true;
    if (is_number(number) && is_number(reader->season)) {
        int64_t episode;

        slice_take_number(&number, INT32_MAX, &episode);
        slice_take_number(&reader->season, INT32_MAX, &season);
        number = arena_printf(reader->arena, "S%02dE%02d", (int)season,
                              (int)episode);
    }
    set(&reader->meta->number, number);
    if (is_video_id(reader->video_id) &&
        (reader->platform.len == 0 ||
         slice_equal_nocase(reader->platform, SLICE("youtube"))))
        set(&reader->meta->platform_id,
            arena_printf(reader->arena, "youtube:%.*s",
                         SLICE_ARG(reader->video_id)));
}
