#include "draft_who.h"

#include "base/utf8.h"
#include "draft_block.h"
#include "draft_mark.h"
#include "speaker.h"
#include "speaker_name.h"

#include <string.h>

enum { NAME_WORDS_MAX = 5 };

/* Verbs that stand between a quote and who said it. */
static const char *const verbs[] = {
    "says",     "said",      "adds",      "added",     "asks",      "asked",
    "argues",   "argued",    "explains",  "explained", "notes",     "noted",
    "recalls",  "recalled",  "replies",   "replied",   "answers",   "answered",
    "tells",    "told",      "puts",      "put",       "thinks",    "thought",
    "insists",  "insisted",  "admits",    "admitted",  "warns",     "warned",
    "claims",   "claimed",   "remarks",   "remarked",  "continues", "continued",
    "observes", "observed",  "concludes", "concluded", "jokes",     "joked",
    "suggests", "suggested", "sagt",      "sagte",     "fragt",     "fragte",
    "meint",    "meinte",    "erklärt",   "erklärte",  "dit",       "explique",
    "demande",  "dice",      "dijo",      "explica",   "pregunta",  "diz",
    "disse",    "spiega",
};

/* Capitalised at the front of a sentence, but nobody's name. */
static const char *const not_names[] = {
    "he",  "she",  "they",  "it",    "i",    "we",  "you",     "the",  "a",
    "an",  "this", "that",  "who",   "then", "and", "but",     "as",   "when",
    "so",  "here", "there", "er",    "sie",  "es",  "il",      "elle", "on",
    "our", "his",  "her",   "their", "my",   "one", "someone",
};

static bool is_in(struct slice word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal_nocase(word, slice_of(list[i])))
            return true;
    return false;
}

static bool is_verb(struct slice word)
{
    return is_in(word, verbs, sizeof(verbs) / sizeof(*verbs));
}

static bool is_name(struct slice name)
{
    struct slice first = name;

    first.len = slice_find_char(name, ' ') == SLICE_NOT_FOUND
                    ? name.len
                    : slice_find_char(name, ' ');
    return name.len &&
           !is_in(first, not_names, sizeof(not_names) / sizeof(*not_names)) &&
           speaker_is_name(name) && speaker_is_proper_name(name);
}

/* ---- words ---- */

/* The end of the word that begins at the front of `text`. */
static size_t word_len(struct slice text)
{
    size_t at = 0;

    while (at < text.len) {
        int32_t code;
        size_t len = utf8_decode(slice_from(text, at), &code);

        if (!utf8_is_word(code) && code != '\'' && code != 0x2019 &&
            code != '-')
            break;
        at += len;
    }
    /* An initial keeps its stop. */
    if (at == 1 && text.len > 1 && text.ptr[1] == '.')
        at = 2;
    return at;
}

static size_t word_start(struct slice text)
{
    size_t at = text.len;

    while (at > 0) {
        size_t before = at - 1;
        int32_t code;

        while (before > 0 && ((unsigned char)text.ptr[before] & 0xC0) == 0x80)
            before--;
        utf8_decode(slice_from(text, before), &code);
        if (!utf8_is_word(code) && code != '\'' && code != 0x2019 &&
            code != '-' &&
            !(code == '.' && before > 0 &&
              ascii_is_alpha(text.ptr[before - 1]) &&
              (before == 1 || text.ptr[before - 2] == ' ')))
            break;
        at = before;
    }
    return at;
}

/* The longest name at the front of `text`. */
static struct slice name_in_front(struct slice text)
{
    struct slice best = { 0 };
    size_t end = 0;

    for (int words = 0; words < NAME_WORDS_MAX; words++) {
        size_t len = word_len(slice_from(text, end));

        if (len == 0)
            break;
        end += len;
        if (is_name(slice_range(text, 0, end)))
            best = slice_range(text, 0, end);
        if (end >= text.len || text.ptr[end] != ' ')
            break;
        end++;
    }
    return best;
}

/* The longest name at the end of `text`. */
static struct slice name_at_end(struct slice text)
{
    struct slice best = { 0 };
    size_t from = text.len;

    for (int words = 0; words < NAME_WORDS_MAX; words++) {
        size_t start = word_start(slice_range(text, 0, from));

        if (start == from)
            break;
        from = start;
        if (is_name(slice_from(text, from)))
            best = slice_from(text, from);
        if (from == 0 || text.ptr[from - 1] != ' ')
            break;
        from--;
    }
    return best;
}

static struct slice trim_marks(struct slice text, const char *marks)
{
    text = slice_trim(text);
    while (text.len && strchr(marks, text.ptr[text.len - 1]))
        text = slice_trim(slice_range(text, 0, text.len - 1));
    return text;
}

/* ---- beside a quote ---- */

/* "… as Dana Reyes said", without its verb; false if it ends in none. */
static bool drop_verb(struct slice *text)
{
    size_t start = word_start(*text);

    if (!is_verb(slice_from(*text, start)))
        return false;
    *text = slice_trim(slice_range(*text, 0, start));
    return true;
}

struct who who_before(struct slice text)
{
    struct who who = { 0 };
    bool colon, verb;

    text = slice_trim(text);
    colon = text.len && text.ptr[text.len - 1] == ':';
    text = trim_marks(text, ":,");
    verb = drop_verb(&text);
    if (!verb && !colon)
        return who;
    who.name = name_at_end(text);
    who.unsure = !verb;
    /* A label is all that its sentence has before the quote. */
    if (!verb && who.name.len) {
        struct slice rest =
            slice_trim(slice_range(text, 0, (size_t)(who.name.ptr - text.ptr)));

        if (rest.len && !strchr(".!?*)-]", rest.ptr[rest.len - 1]))
            who.name.len = 0;
    }
    return who;
}

struct who who_cited(struct slice text)
{
    while (text.len && strchr("*_~ ", text.ptr[0]))
        text = slice_from(text, 1);
    return (struct who){ .name = name_in_front(text) };
}

struct who who_behind(struct slice text)
{
    struct who who = { 0 };
    struct slice rest;
    size_t len;

    bool ended = false; /* with the sentence, what names somebody */

    while (text.len && strchr(" ,.;!?)*_", text.ptr[0])) {
        ended = ended || strchr(".!?", text.ptr[0]);
        text = slice_from(text, 1);
    }
    if (draft_take_dash(&text))
        return who_cited(text);
    if (ended)
        return who;
    if (slice_take_char(&text, '(')) {
        who.name = name_in_front(text);
        rest = slice_from(text, who.name.len);
        if (rest.len == 0 || !strchr(",)", rest.ptr[0]))
            who.name.len = 0;
        who.unsure = true;
        return who;
    }
    len = word_len(text);
    if (is_verb(slice_range(text, 0, len))) {
        who.name = name_in_front(slice_trim_left(slice_from(text, len)));
        return who;
    }
    who.name = name_in_front(text);
    rest = slice_trim_left(slice_from(text, who.name.len));
    if (!is_verb(slice_range(rest, 0, word_len(rest))))
        who.name.len = 0;
    return who;
}

struct who who_take_label(struct slice *text)
{
    struct who who = { .unsure = true };
    struct slice name, rest;

    if (speaker_take_label(*text, &name, &rest) && is_name(name)) {
        who.name = name;
        *text = slice_trim(rest);
    }
    return who;
}
