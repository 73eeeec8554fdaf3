#include "language.h"

#include "base/utf8.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <textcat.h>
#include <unistd.h>

/* Where libexttextcat keeps its fingerprints, unless the build says else. */
#ifndef TEXTCAT_DATA
#define TEXTCAT_DATA "/usr/share/libexttextcat/"
#endif

enum {
    SAMPLE_BYTES = 1500, /* more costs time and does not tell more */
    SAMPLE_LETTERS = 80, /* less is too short for a guess */
    KANA_SHARE = 20,     /* one kana in so many Han characters: Japanese */
};

/* ---- guessing: what the script settles ---- */

struct script {
    int32_t first, last;  /* code points */
    const char *language; /* "" = several languages write it */
};

/*
 * Blocks of letters beyond Latin. Han is Chinese unless there is kana with it.
 */
static const struct script scripts[] = {
    { 0x0370, 0x03ff, "el" },   { 0x0400, 0x052f, "" },
    { 0x0530, 0x058f, "hy" },   { 0x0590, 0x05ff, "he" },
    { 0x0600, 0x077f, "" },     { 0x0900, 0x097f, "" },
    { 0x0980, 0x09ff, "bn" },   { 0x0a00, 0x0a7f, "pa" },
    { 0x0a80, 0x0aff, "gu" },   { 0x0b00, 0x0b7f, "or" },
    { 0x0b80, 0x0bff, "ta" },   { 0x0c00, 0x0c7f, "te" },
    { 0x0c80, 0x0cff, "kn" },   { 0x0d00, 0x0d7f, "ml" },
    { 0x0d80, 0x0dff, "si" },   { 0x0e00, 0x0e7f, "th" },
    { 0x0e80, 0x0eff, "lo" },   { 0x0f00, 0x0fff, "bo" },
    { 0x1000, 0x109f, "my" },   { 0x10a0, 0x10ff, "ka" },
    { 0x1100, 0x11ff, "ko" },   { 0x1200, 0x137f, "am" },
    { 0x1780, 0x17ff, "km" },   { 0x1f00, 0x1fff, "el" },
    { 0x3040, 0x30ff, "ja" },   { 0x3130, 0x318f, "ko" },
    { 0x31f0, 0x31ff, "ja" },   { 0x3400, 0x4dbf, "zh" },
    { 0x4e00, 0x9fff, "zh" },   { 0xac00, 0xd7af, "ko" },
    { 0xf900, 0xfaff, "zh" },   { 0xff66, 0xff9f, "ja" },
    { 0x20000, 0x3ffff, "zh" },
};

enum { SCRIPTS = sizeof(scripts) / sizeof(scripts[0]) };

/* Letters of a sample by script. */
struct tally {
    size_t latin;           /* and all that is in no block above */
    size_t script[SCRIPTS]; /* as in scripts[] */
};

static struct tally tally_letters(struct slice text)
{
    struct tally tally = { 0 };

    while (text.len) {
        int32_t code;
        size_t i = 0;

        text = slice_from(text, utf8_decode(text, &code));
        if (code < 0x80) {
            tally.latin += ascii_is_alpha((char)code);
            continue;
        }
        while (i < SCRIPTS &&
               (code < scripts[i].first || code > scripts[i].last))
            i++;
        if (i < SCRIPTS)
            tally.script[i]++;
        else if (utf8_is_word(code))
            tally.latin++;
    }
    return tally;
}

static size_t letters_of(const struct tally *tally, const char *language)
{
    size_t sum = 0;

    for (size_t i = 0; i < SCRIPTS; i++)
        if (!strcmp(scripts[i].language, language))
            sum += tally->script[i];
    return sum;
}

/*
 * The language that the script alone settles; "" if it does not. English words
 * in other scripts are common, so those need not be in the majority.
 */
static const char *language_by_script(const struct tally *tally)
{
    size_t kana = letters_of(tally, "ja"), han = letters_of(tally, "zh");
    const char *best = "";
    size_t most = 0;

    for (size_t i = 0; i < SCRIPTS; i++) {
        size_t sum = letters_of(tally, scripts[i].language);

        if (sum > most) {
            most = sum;
            best = scripts[i].language;
        }
    }
    if (most * 2 < tally->latin)
        return "";
    if (!strcmp(best, "zh") && kana * KANA_SHARE >= han)
        return "ja";
    return best;
}

/* ---- guessing: n-grams ---- */

struct fingerprint {
    const char *file, *language;
};

/*
 * The languages that are told apart. Not all that there are files for: each one
 * costs time, and the rare relatives of a common language (Scots, Asturian)
 * draw its texts to them.
 */
static const struct fingerprint fingerprints[] = {
    { "en.lm", "en" }, { "es.lm", "es" },      { "fr.lm", "fr" },
    { "de.lm", "de" }, { "pt.lm", "pt" },      { "it.lm", "it" },
    { "nl.lm", "nl" }, { "ru.lm", "ru" },      { "pl.lm", "pl" },
    { "sv.lm", "sv" }, { "da.lm", "da" },      { "nb.lm", "no" },
    { "nn.lm", "nn" }, { "fi.lm", "fi" },      { "cs.lm", "cs" },
    { "sk.lm", "sk" }, { "hu.lm", "hu" },      { "ro.lm", "ro" },
    { "tr.lm", "tr" }, { "id.lm", "id" },      { "ms.lm", "ms" },
    { "vi.lm", "vi" }, { "tl.lm", "tl" },      { "ca.lm", "ca" },
    { "gl.lm", "gl" }, { "eu.lm", "eu" },      { "hr.lm", "hr" },
    { "sl.lm", "sl" }, { "sr-Latn.lm", "sr" }, { "sr-Cyrl.lm", "sr" },
    { "uk.lm", "uk" }, { "bg.lm", "bg" },      { "mk.lm", "mk" },
    { "be.lm", "be" }, { "kk.lm", "kk" },      { "lt.lm", "lt" },
    { "lv.lm", "lv" }, { "et.lm", "et" },      { "is.lm", "is" },
    { "ga.lm", "ga" }, { "cy.lm", "cy" },      { "sq.lm", "sq" },
    { "af.lm", "af" }, { "sw.lm", "sw" },      { "eo.lm", "eo" },
    { "la.lm", "la" }, { "ar.lm", "ar" },      { "fa.lm", "fa" },
    { "ur.lm", "ur" }, { "hi.lm", "hi" },      { "mr.lm", "mr" },
    { "ne.lm", "ne" },
};

enum { FINGERPRINTS = sizeof(fingerprints) / sizeof(fingerprints[0]) };

/* Writes the list of fingerprints that are there, in textcat's own form. */
static bool write_list(FILE *file)
{
    bool any = false;

    for (size_t i = 0; i < FINGERPRINTS; i++) {
        char path[256];

        snprintf(path, sizeof(path), "%s%s", TEXTCAT_DATA,
                 fingerprints[i].file);
        if (access(path, R_OK))
            continue;
        fprintf(file, "%s %s\n", fingerprints[i].file,
                fingerprints[i].language);
        any = true;
    }
    return any;
}

/* A file that has no name any more: nothing stays of a run that is killed. */
static FILE *open_nameless(void)
{
    const char *folder = getenv("TMPDIR");
    char path[512];
    FILE *file;
    int fd;

    if (snprintf(path, sizeof(path), "%s/quoth-languages-XXXXXX",
                 folder && *folder ? folder : "/tmp") >= (int)sizeof(path))
        return NULL;
    fd = mkstemp(path);
    if (fd < 0)
        return NULL;
    unlink(path);
    file = fdopen(fd, "w+");
    if (!file)
        close(fd);
    return file;
}

/* A classifier for the languages above, or NULL. textcat wants the path of a
 * file. */
static void *classifier_new(void)
{
    FILE *file = open_nameless();
    void *classifier = NULL;
    char path[32];

    if (!file)
        return NULL;
    snprintf(path, sizeof(path), "/dev/fd/%d", fileno(file));
    if (write_list(file) && !fflush(file)) {
        rewind(file); /* where opening it again shares the offset */
        classifier = special_textcat_Init(path, TEXTCAT_DATA);
    }
    fclose(file);
    return classifier;
}

/*
 * Made by the first guess of the process and kept: 4 ms of loading. Constant
 * from then on; textcat_ClassifyFull only reads it.
 */
static pthread_once_t classifier_once = PTHREAD_ONCE_INIT;
static void *classifier;

static void make_classifier(void)
{
    classifier = classifier_new();
}

/* The literal in fingerprints[] for a name that textcat owns. */
static const char *literal_of(const char *language)
{
    for (size_t i = 0; i < FINGERPRINTS; i++)
        if (!strcmp(fingerprints[i].language, language))
            return fingerprints[i].language;
    return "";
}

struct marker {
    const char *language;
    const char *letters; /* that its text cannot do without */
};

/* What n-grams confuse, each with a letter that the others do not have. */
static const struct marker markers[] = {
    { "ru", "ы" }, { "uk", "іІ" }, { "be", "ўЎ" },
    { "bg", "ъ" }, { "mk", "јЈ" }, { "kk", "қәң" },
};

/* Is no letter missing in `text` that text in `language` would have? */
static bool has_marker(struct slice text, const char *language)
{
    struct slice letters = { 0 };

    for (size_t i = 0; i < sizeof(markers) / sizeof(markers[0]); i++)
        if (!strcmp(markers[i].language, language))
            letters = slice_of(markers[i].letters);
    if (letters.len == 0)
        return true;
    while (letters.len) {
        int32_t code;
        size_t length = utf8_decode(letters, &code);

        if (slice_find(text, slice_range(letters, 0, length)) !=
            SLICE_NOT_FOUND)
            return true;
        letters = slice_from(letters, length);
    }
    return false;
}

static const char *language_by_ngrams(struct slice sample)
{
    candidate_t *candidates;
    char text[SAMPLE_BYTES + 1]; /* textcat wants a NUL */
    const char *found = "";
    int count;

    pthread_once(&classifier_once, make_classifier);
    if (!classifier)
        return "";
    candidates = textcat_GetClassifyFullOutput(classifier);
    if (!candidates)
        return "";
    memcpy(text, sample.ptr, sample.len);
    text[sample.len] = '\0';
    count = textcat_ClassifyFull(classifier, text, sample.len, candidates);
    /* Below 0: too short; 0: too many fit. */
    for (int i = 0; i < count && !*found; i++)
        if (has_marker(sample, candidates[i].name))
            found = literal_of(candidates[i].name);
    textcat_ReleaseClassifyFullOutput(classifier, candidates);
    return found;
}

/* Whole words from the middle of `text`, SAMPLE_BYTES at most, no NUL. */
static struct slice take_sample(struct slice text)
{
    size_t from, to, nul;

    if (text.len > SAMPLE_BYTES) {
        from = (text.len - SAMPLE_BYTES) / 2;
        to = from + SAMPLE_BYTES;
        /* Scripts without blanks: a character is as good as a word. */
        while (from < to && !ascii_is_space(text.ptr[from]) &&
               ((unsigned char)text.ptr[from] & 0xc0) != 0xc0)
            from++;
        while (to > from && !ascii_is_space(text.ptr[to]) &&
               ((unsigned char)text.ptr[to] & 0xc0) != 0xc0)
            to--;
        text = slice_range(text, from, to);
    }
    nul = slice_find_char(text, '\0');
    return slice_range(text, 0, nul);
}

/* ---- guessing: words ---- */

/* Commonest words that are English and, together, nothing else. */
static const char *const english_words[] = {
    "the", "and", "that", "of", "you", "this", "with", "it", "to", "was",
};

enum {
    ENGLISH_THE = 3,      /* so many "the" at least, */
    ENGLISH_PERCENT = 14, /* and this share of all words on the list */
};

static bool take_word(struct slice *rest, struct slice *ret_word)
{
    size_t from = 0, to;

    while (from < rest->len && !ascii_is_alpha(rest->ptr[from]))
        from++;
    for (to = from; to < rest->len && ascii_is_alpha(rest->ptr[to]);)
        to++;
    *ret_word = slice_range(*rest, from, to);
    *rest = slice_from(*rest, to);
    return to > from;
}

/*
 * Most archives are English, and a page of English cannot be taken for another
 * language: a few words settle it at a tenth of what n-grams cost.
 */
static bool is_surely_english(struct slice sample)
{
    const size_t count = sizeof(english_words) / sizeof(*english_words);
    size_t words = 0, common = 0, the = 0;
    struct slice word;

    while (take_word(&sample, &word)) {
        words++;
        for (size_t i = 0; i < count; i++)
            if (slice_equal_nocase(word, slice_of(english_words[i]))) {
                common++;
                the += i == 0;
                break;
            }
    }
    return the >= ENGLISH_THE && common * 100 >= words * ENGLISH_PERCENT;
}

const char *language_guess(struct slice text)
{
    struct slice sample = take_sample(text);
    struct tally tally = tally_letters(sample);
    const char *language = language_by_script(&tally);
    size_t letters = tally.latin;

    if (*language)
        return language;
    for (size_t i = 0; i < SCRIPTS; i++)
        letters += tally.script[i];
    if (letters < SAMPLE_LETTERS)
        return "";
    return is_surely_english(sample) ? "en" : language_by_ngrams(sample);
}

/* ---- tags ---- */

struct language {
    const char *code;
    const char *other, *another; /* codes for the same; "" = none */
    const char *names;           /* in English, parted by '/' */
};

static const struct language languages[] = {
#include "language_table.inc"
};

enum { LANGUAGES = sizeof(languages) / sizeof(languages[0]) };

static bool has_code(const struct language *language, struct slice code)
{
    return slice_equal_nocase(code, slice_of(language->code)) ||
           slice_equal_nocase(code, slice_of(language->other)) ||
           slice_equal_nocase(code, slice_of(language->another));
}

static bool has_name(const struct language *language, struct slice name)
{
    struct slice rest = slice_of(language->names), one;

    while (slice_next_part(&rest, '/', &one))
        if (slice_equal_nocase(name, one))
            return true;
    return false;
}

static const char *code_of(struct slice text,
                           bool (*matches)(const struct language *,
                                           struct slice))
{
    if (text.len)
        for (size_t i = 0; i < LANGUAGES; i++)
            if (matches(&languages[i], text))
                return languages[i].code;
    return NULL;
}

/* Takes a subtag off *rest: up to a hyphen, or the underscore of a locale. */
static bool take_subtag(struct slice *rest, struct slice *subtag)
{
    size_t end = 0;

    if (rest->len == 0)
        return false;
    while (end < rest->len && rest->ptr[end] != '-' && rest->ptr[end] != '_')
        end++;
    *subtag = slice_range(*rest, 0, end);
    *rest = slice_from(*rest, end + 1);
    return true;
}

/* The scripts that tags are written with; "orig" in "en-orig" is none. */
static const char *script_of(struct slice subtag)
{
    static const char *const known[] = {
        "Hans", "Hant", "Latn", "Cyrl", "Arab",
        "Deva", "Guru", "Jpan", "Kore", "Hebr"
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (slice_equal_nocase(subtag, slice_of(known[i])))
            return known[i];
    return NULL;
}

/* "US", or the number of a part of the world, "419". */
static bool is_region(struct slice subtag)
{
    if (subtag.len == 2)
        return ascii_is_alpha(subtag.ptr[0]) && ascii_is_alpha(subtag.ptr[1]);
    return subtag.len == 3 && ascii_is_digit(subtag.ptr[0]) &&
           ascii_is_digit(subtag.ptr[1]) && ascii_is_digit(subtag.ptr[2]);
}

static char ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static struct slice tag_of(struct slice text, struct arena *arena)
{
    struct slice subtag, script = { 0 };
    char region[4] = { 0 };
    const char *code = NULL;

    if (take_subtag(&text, &subtag))
        code = code_of(subtag, has_code);
    if (!code)
        return (struct slice){ 0 };
    if (!take_subtag(&text, &subtag))
        return slice_of(code);
    script = slice_of(script_of(subtag));
    if (script.len && !take_subtag(&text, &subtag))
        subtag.len = 0;
    if (is_region(subtag))
        for (size_t i = 0; i < subtag.len; i++)
            region[i] = ascii_upper(subtag.ptr[i]);
    return arena_printf(arena, "%s%s%.*s%s%s", code, script.len ? "-" : "",
                        SLICE_ARG(script), region[0] ? "-" : "", region);
}

struct slice language_normalize(struct slice text, struct arena *arena)
{
    const char *code;

    /* "Portuguese (Brazil)", and the tails of "en_US.UTF-8", "sr@latin" */
    text = slice_range(text, 0, slice_find_char(text, '('));
    text = slice_range(text, 0, slice_find_char(text, '.'));
    text = slice_trim(slice_range(text, 0, slice_find_char(text, '@')));
    code = code_of(text, has_name);
    return code ? slice_of(code) : tag_of(text, arena);
}
