#include "speaker_name.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "word_table.h"

enum {
    LABEL_CHARACTERS = 40,
    LABEL_WORDS = 5,
    STAMPED_CHARACTERS = 60,
    STAMPED_WORDS = 8,
};

/* clang-format off */

/*
 * The tables are sorted: they are searched for every label of a file.
 *
 * Words before a colon that are no speakers, however often they come.
 */
static const char *const not_names[] = {
    "added", "agenda", "aka", "allow", "also", "answer", "article", "author",
    "bcc", "beispiel", "blog", "cc", "changed", "code", "comment",
    "content-disposition", "content-id", "content-transfer-encoding",
    "content-type", "copyright", "date", "debug", "delivered-to", "deprecated",
    "description", "disallow", "disclaimer", "duration", "ejemplo", "email",
    "end time", "episode", "error", "example", "examples", "fecha", "files",
    "fix", "fixed", "format", "from", "ftp", "github", "hinweis", "http",
    "https", "important", "info", "language", "length", "license", "link",
    "links", "location", "mailto", "message-id", "mime-version", "name",
    "nota", "note", "notes", "paper", "podcast", "ps", "question", "questions",
    "received", "recorded", "reference", "references", "removed", "reply-to",
    "resources", "return-path", "running time", "see", "see also", "sitemap",
    "slides", "source", "sources", "start time", "step", "subject", "summary",
    "tags", "tema", "time", "tip", "title", "to", "todo", "topic", "topics",
    "transcribed by", "transcript", "transcript by", "transcription",
    "translation by", "tweet", "upstream-contact", "upstream-name", "url",
    "usage", "user-agent", "value of", "video", "warning", "website",
    "x-mailer",
};

/* Sounds that transcripts label as if they were people. */
static const char *const sounds[] = {
    "ad", "ad break", "ads", "advertisement", "applause", "audio",
    "background noise", "break", "cheering", "clapping", "clip", "commercial",
    "commercial break", "extract begins", "extract ends", "intro",
    "intro music", "jingle", "laughing", "laughs", "laughter", "movie extract",
    "music", "noise", "outro", "outro music", "pause", "remix", "sample",
    "sighs", "silence", "song", "song extract", "sound effect",
    "sponsor break", "theme music",
};

/* Labels of speech that say no more than that nobody knows whose it is. */
static const char *const unknowns[] = {
    "crosstalk", "inaudible", "multiple speakers", "n/a", "none",
    "unidentified", "unidentified speaker", "unintelligible", "unknown",
    "unknown speaker",
};

/* First words of speakers who have a number instead of a name. */
static const char *const numbered[] = {
    "caller", "guest", "participant", "person", "speaker", "spk", "unknown",
    "user", "voice",
};

/* Lower-case words inside names. */
static const char *const particles[] = {
    "al", "and", "bin", "da", "das", "de", "del", "den", "der", "di", "do",
    "dos", "du", "e", "el", "ibn", "la", "le", "of", "ten", "ter", "the",
    "van", "von", "y", "zu",
};

/* clang-format on */

/* A letter that may begin a name: a capital, or of a script without case. */
static bool is_initial(int32_t code)
{
    utf8proc_category_t category;

    if (code < 0)
        return false;
    category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_LU ||
           category == UTF8PROC_CATEGORY_LT || category == UTF8PROC_CATEGORY_LO;
}

static bool is_name_character(int32_t code)
{
    switch (code) {
    case ' ':
    case 0xA0:
    case 0x2010: /* hyphen */
    case 0x2013: /* en dash */
    case 0x2018: /* quotes around a nickname */
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0xFF08: /* full-width parentheses */
    case 0xFF09:
    case 0x30FB: /* the dot between Japanese names */
        return true;
    default:
        return code > 0 && code < 0x80 ? strchr(".'\"-,()&/_@#+|", code) ||
                                             ascii_is_alpha((char)code) ||
                                             ascii_is_digit((char)code)
                                       : utf8_is_word(code);
    }
}

/* Takes the next word off *rest; false when there is none. */
static bool next_word(struct slice *rest, struct slice *word)
{
    size_t end = 0;

    *rest = slice_trim_left(*rest);
    while (end < rest->len && !ascii_is_space(rest->ptr[end]))
        end++;
    *word = slice_range(*rest, 0, end);
    *rest = slice_from(*rest, end);
    return end > 0;
}

static size_t count_words(struct slice name)
{
    struct slice word;
    size_t count = 0;

    while (next_word(&name, &word))
        count++;
    return count;
}

/* Only characters of names, and at most so many characters and words. */
static bool is_name_like(struct slice name, size_t characters, size_t words)
{
    struct slice rest = name;
    size_t count = 0;
    int32_t code;

    if (name.len == 0 || name.len > 4 * characters)
        return false;
    while (rest.len) {
        rest = slice_from(rest, utf8_decode(rest, &code));
        if (!is_name_character(code) || ++count > characters)
            return false;
    }
    return count_words(name) <= words && !WORD_TABLE_HAS(not_names, name);
}

bool speaker_is_numbered(struct slice name)
{
    size_t letters = 0;
    struct slice tail;

    while (letters < name.len && ascii_is_alpha(name.ptr[letters]))
        letters++;
    tail = slice_from(name, letters);
    while (tail.len && strchr(" _-#", tail.ptr[0]))
        tail = slice_from(tail, 1);
    return tail.len && ascii_is_digit(tail.ptr[0]) &&
           WORD_TABLE_HAS(numbered, slice_range(name, 0, letters));
}

/* "sam@example.org", as tools call guests who gave no name. */
static bool is_mail_address(struct slice name)
{
    size_t at = slice_find_char(name, '@');
    struct slice host = slice_from(name, at == SLICE_NOT_FOUND ? name.len : at);

    return at && slice_find_char(host, '.') != SLICE_NOT_FOUND &&
           slice_find_char(name, ' ') == SLICE_NOT_FOUND;
}

/* "1415***2671", as meetings call who joined by telephone. */
static bool is_masked_number(struct slice name)
{
    const struct slice mask = SLICE("***");
    int64_t digits;

    if (!slice_take_number(&name, INT64_MAX, &digits) ||
        !slice_starts_with(name, mask))
        return false;
    name = slice_from(name, mask.len);
    return slice_take_number(&name, INT64_MAX, &digits) && name.len == 0;
}

bool speaker_is_name(struct slice name)
{
    int32_t first;

    if (is_masked_number(name))
        return true;
    if (!is_name_like(name, LABEL_CHARACTERS, LABEL_WORDS))
        return false;
    utf8_decode(name, &first);
    return is_initial(first) || speaker_is_numbered(name) ||
           is_mail_address(name);
}

bool speaker_is_stamped_name(struct slice name)
{
    int32_t first;

    if (!is_name_like(name, STAMPED_CHARACTERS, STAMPED_WORDS))
        return false;
    utf8_decode(name, &first);
    return utf8_is_word(first);
}

bool speaker_is_proper_name(struct slice name)
{
    struct slice rest = name, word;
    int32_t first;

    if (!speaker_is_name(name))
        return false;
    while (next_word(&rest, &word)) {
        while (word.len && strchr("(\"'#&", word.ptr[0]))
            word = slice_from(word, 1);
        if (word.len == 0 || ascii_is_digit(word.ptr[0]) ||
            WORD_TABLE_HAS(particles, word))
            continue;
        utf8_decode(word, &first);
        if (utf8_is_word(first) && !is_initial(first) &&
            !speaker_is_numbered(name))
            return false;
    }
    return true;
}

bool speaker_is_single_label(struct slice name, struct slice text)
{
    bool goes_on = text.len && text.ptr[0] >= 'a' && text.ptr[0] <= 'z';

    return !goes_on && speaker_is_proper_name(name);
}

bool speaker_is_sound(struct slice name)
{
    return WORD_TABLE_HAS(sounds, name);
}

bool speaker_is_nobody(struct slice name)
{
    return speaker_is_sound(name) || WORD_TABLE_HAS(unknowns, name);
}
