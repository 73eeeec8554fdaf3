#include "speaker.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum {
    LABEL_SCAN_BYTES = 120, /* how far into a text a label's colon may be */
    LABEL_CHARACTERS = 40,
    LABEL_WORDS = 5,
    STAMPED_CHARACTERS = 60,
    STAMPED_WORDS = 8,
    REPEATED = 2,     /* labels that come this often are people */
    SHARE_DIVISOR = 3 /* labels before every third cue: a dialogue */
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

static int compare_word(const void *key, const void *member)
{
    const struct slice *word = key;
    struct slice entry = slice_of(*(const char *const *)member);

    for (size_t i = 0; i < word->len && i < entry.len; i++) {
        int order = (unsigned char)ascii_lower(word->ptr[i]) -
                    (unsigned char)entry.ptr[i];

        if (order)
            return order;
    }
    return word->len < entry.len ? -1 : word->len > entry.len;
}

static bool word_in(struct slice word, const char *const *table, size_t count)
{
    return bsearch(&word, table, count, sizeof *table, compare_word);
}

#define IN(word, table) word_in(word, table, sizeof(table) / sizeof *(table))

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
        return code > 0 && code < 0x80 ? strchr(".'\"-,()&/_@#+", code) ||
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
    return count_words(name) <= words && !IN(name, not_names);
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
           IN(slice_range(name, 0, letters), numbered);
}

/* "sam@example.org", as tools call guests who gave no name. */
static bool is_mail_address(struct slice name)
{
    size_t at = slice_find_char(name, '@');
    struct slice host = slice_from(name, at == SLICE_NOT_FOUND ? name.len : at);

    return at && slice_find_char(host, '.') != SLICE_NOT_FOUND &&
           slice_find_char(name, ' ') == SLICE_NOT_FOUND;
}

bool speaker_is_name(struct slice name)
{
    int32_t first;

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
        if (word.len == 0 || ascii_is_digit(word.ptr[0]) || IN(word, particles))
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
    return IN(name, sounds);
}

void speaker_clear_nobody(struct cue_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct cue *cue = &list->cues[i];

        if (cue->speaker.len &&
            (IN(cue->speaker, sounds) || IN(cue->speaker, unknowns))) {
            cue->speaker = (struct slice){ 0 };
            cue->speaker_carried = false;
        }
    }
}

/* Takes a run of up to three like emphasis marks off the front of *text. */
static struct slice take_emphasis(struct slice *text)
{
    size_t len = 0;
    struct slice mark;

    while (len < 3 && len < text->len &&
           (text->ptr[len] == '*' || text->ptr[len] == '_') &&
           text->ptr[len] == text->ptr[0])
        len++;
    mark = slice_range(*text, 0, len);
    *text = slice_from(*text, len);
    return mark;
}

static struct slice without_suffix(struct slice text, struct slice suffix)
{
    if (suffix.len && slice_ends_with(text, suffix))
        text.len -= suffix.len;
    return text;
}

/* Advances past an ASCII or full-width colon. */
static bool take_colon(struct slice *text)
{
    struct slice wide = SLICE("\xEF\xBC\x9A");

    if (slice_take_char(text, ':'))
        return true;
    if (!slice_starts_with(*text, wide))
        return false;
    *text = slice_from(*text, wide.len);
    return true;
}

/* Where the first colon, of either width, is in the head of `text`. */
static size_t find_colon(struct slice text)
{
    struct slice head = slice_range(text, 0, LABEL_SCAN_BYTES);
    size_t colon = slice_find_char(head, ':');
    size_t wide = slice_find(head, SLICE("\xEF\xBC\x9A"));

    return colon < wide ? colon : wide; /* SLICE_NOT_FOUND is the largest */
}

/* "[Speaker 4] text", "[Audience]: text" */
static bool take_bracket_label(struct slice text, struct slice *ret_name,
                               struct slice *ret_rest)
{
    size_t end = slice_find_char(slice_range(text, 0, LABEL_SCAN_BYTES), ']');
    struct slice name, rest;

    if (end == SLICE_NOT_FOUND)
        return false;
    name = slice_trim(slice_range(text, 1, end));
    rest = slice_from(text, end + 1);
    if (!speaker_is_name(name) ||
        (!take_colon(&rest) && !speaker_is_numbered(name)))
        return false;
    *ret_name = name;
    *ret_rest = slice_trim(rest);
    return true;
}

static bool is_blank_or_end(struct slice rest)
{
    return rest.len == 0 || ascii_is_space(rest.ptr[0]) ||
           slice_starts_with(rest, SLICE("\xC2\xA0"));
}

bool speaker_take_label(struct slice text, struct slice *ret_name,
                        struct slice *ret_rest)
{
    struct slice rest = slice_trim(text), mark, name, colon, after, closing;
    bool marked;
    size_t at;

    if (rest.len && rest.ptr[0] == '[')
        return take_bracket_label(rest, ret_name, ret_rest);
    mark = take_emphasis(&rest);
    at = find_colon(rest);
    if (at == SLICE_NOT_FOUND)
        return false;
    name = slice_trim(slice_range(rest, 0, at));
    marked = mark.len && slice_ends_with(name, mark);
    name = slice_trim(without_suffix(name, mark));
    name = slice_trim(without_suffix(name, SLICE("\xE2\x80\x93")));
    colon = rest = slice_from(rest, at);
    while (take_colon(&rest))
        ;
    after = rest;
    closing = take_emphasis(&after);
    if (closing.len && !marked &&
        (slice_equal(closing, mark) || is_blank_or_end(after))) {
        rest = after;
        marked = true;
    }
    /* a full-width colon or a closing mark leave no doubt, "12:30" and
     * "https://" do */
    if ((!marked && colon.ptr[0] == ':' && !is_blank_or_end(rest)) ||
        !speaker_is_name(name))
        return false;
    if (!marked) /* the whole line was emphasised */
        rest = without_suffix(slice_trim(rest), mark);
    *ret_name = name;
    *ret_rest = slice_trim(rest);
    return true;
}

void speaker_votes_init(struct speaker_votes *votes, struct arena *arena)
{
    *votes = (struct speaker_votes){ .arena = arena };
}

void speaker_votes_add(struct speaker_votes *votes,
                       const struct speaker_vote *vote)
{
    votes->list = arena_grow(votes->arena, votes->list, &votes->capacity,
                             votes->count + 1, sizeof *votes->list);
    votes->list[votes->count++] = *vote;
}

static int compare_votes(const void *a, const void *b)
{
    const struct speaker_vote *left = a, *right = b;

    return slice_compare(left->name, right->name);
}

void speaker_votes_count(struct speaker_votes *votes)
{
    size_t kept = 0;

    if (votes->count == 0)
        return;
    qsort(votes->list, votes->count, sizeof *votes->list, compare_votes);
    for (size_t i = 1; i < votes->count; i++) {
        const struct speaker_vote *next = &votes->list[i];
        struct speaker_vote *last = &votes->list[kept];

        if (!slice_equal(next->name, last->name)) {
            votes->list[++kept] = *next;
            continue;
        }
        last->labels += next->labels;
        last->headers += next->headers;
        last->bare += next->bare;
    }
    votes->count = kept + 1;
}

const struct speaker_vote *speaker_votes_find(const struct speaker_votes *votes,
                                              struct slice name)
{
    struct speaker_vote key = { .name = name };

    if (votes->count == 0)
        return NULL;
    return bsearch(&key, votes->list, votes->count, sizeof key, compare_votes);
}

bool speaker_votes_repeated(const struct speaker_votes *votes,
                            struct slice name)
{
    const struct speaker_vote *vote = speaker_votes_find(votes, name);

    return vote && vote->labels >= REPEATED;
}

/* Bytes of a turn mark, ">> ", ">>> " or "- ", in front of a text. */
static size_t turn_mark_length(struct slice text)
{
    size_t len = 0;

    while (len < text.len && text.ptr[len] == '>')
        len++;
    if (len < 2)
        len = slice_starts_with(text, SLICE("- ")) ? 1 : 0;
    while (len && len < text.len && text.ptr[len] == ' ')
        len++;
    return len;
}

/* A label of a person in front of the text of a cue. */
static bool take_person(struct slice text, struct slice *ret_name,
                        struct slice *ret_rest)
{
    return speaker_take_label(text, ret_name, ret_rest) &&
           !speaker_is_sound(*ret_name);
}

/* Counts the labels. Returns how many cues could have one. */
static size_t count_labels(const struct cue_list *list,
                           struct speaker_votes *votes)
{
    size_t unnamed = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];
        struct speaker_vote vote = { .labels = 1 };
        struct slice text, rest;

        if (cue->speaker.len)
            continue;
        unnamed++;
        text = slice_from(cue->text, turn_mark_length(cue->text));
        if (take_person(text, &vote.name, &rest))
            speaker_votes_add(votes, &vote);
    }
    speaker_votes_count(votes);
    return unnamed;
}

/*
 * Whether the repeated labels are so many that the file is a dialogue, or every
 * cue has one.
 */
static bool is_dialogue(const struct speaker_votes *votes, size_t cues)
{
    size_t labels = 0, all = 0;

    for (size_t i = 0; i < votes->count; i++) {
        all += votes->list[i].labels;
        if (votes->list[i].labels >= REPEATED)
            labels += votes->list[i].labels;
    }
    return (labels && labels >= cues / SHARE_DIVISOR) ||
           (all == cues && all >= REPEATED);
}

/* Takes mark and label off one cue. Returns who speaks from here on. */
static struct slice apply_label(struct cue *cue, struct slice speaker,
                                const struct speaker_votes *votes,
                                bool dialogue)
{
    size_t mark = turn_mark_length(cue->text);
    struct slice name, rest;

    if (mark) {
        cue_cut(cue, mark, cue->text.len);
        cue->paragraph = true;
        speaker = (struct slice){ 0 };
    }
    if (take_person(cue->text, &name, &rest) &&
        (speaker_votes_repeated(votes, name) || speaker_is_numbered(name) ||
         (dialogue && speaker_is_single_label(name, rest)))) {
        cue_cut(cue, (size_t)(rest.ptr - cue->text.ptr), cue->text.len);
        cue->paragraph = true;
        cue->speaker = name;
        return name;
    }
    cue->speaker = speaker;
    cue->speaker_carried = speaker.len > 0;
    return speaker;
}

void speaker_labels_apply(struct cue_list *list)
{
    struct speaker_votes votes;
    struct slice speaker = { 0 };
    size_t unnamed;
    bool dialogue;

    speaker_votes_init(&votes, list->arena);
    unnamed = count_labels(list, &votes);
    dialogue = is_dialogue(&votes, unnamed);
    for (size_t i = 0; i < list->count; i++) {
        struct cue *cue = &list->cues[i];

        if (cue->speaker.len)
            speaker = (struct slice){ 0 };
        else
            speaker = apply_label(cue, speaker, &votes, dialogue);
    }
}
