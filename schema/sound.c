#include "sound.h"

#include <string.h>

/* ---- letters around a place ---- */

struct speller {
    struct slice word;
    size_t at;
    struct sound *sound;
};

/* The letter `offset` from the place; NUL outside of the word. */
static char letter(const struct speller *speller, int offset)
{
    size_t at = speller->at + (size_t)offset;

    if (offset < 0 && speller->at < (size_t)-offset)
        return '\0';
    return at < speller->word.len ? speller->word.ptr[at] : '\0';
}

static bool is_vowel(char c)
{
    return c == 'y' || sound_is_vowel(c);
}

/* Makes c and g soft. */
static bool is_front(char c)
{
    return c == 'e' || c == 'i' || c == 'y';
}

static bool next_is(const struct speller *speller, const char *letters)
{
    struct slice rest = slice_from(speller->word, speller->at + 1);

    return slice_starts_with(rest, slice_of(letters));
}

static void put(struct speller *speller, char code)
{
    struct sound *sound = speller->sound;

    if (sound->count < SOUND_MAX)
        sound->codes[sound->count++] = code;
}

static bool has_vowel(const struct sound *sound)
{
    for (size_t i = 0; i < sound->count; i++)
        if (sound_is_vowel(sound->codes[i]))
            return true;
    return false;
}

/* ---- one letter each: how many letters the sound takes ---- */

/* Of a run of vowels the first is kept. */
static size_t take_vowel(struct speller *speller)
{
    struct sound *sound = speller->sound;
    char vowel = letter(speller, 0);

    if (vowel == 'e' && letter(speller, 1) == '\0' && has_vowel(sound))
        return 1; /* silent: Claude */
    if (sound->count == 0 || !sound_is_vowel(sound->codes[sound->count - 1]))
        put(speller, vowel == 'y' ? 'i' : vowel);
    return 1;
}

static size_t take_c(struct speller *speller)
{
    if (next_is(speller, "k") || next_is(speller, "q"))
        return 1;
    if (next_is(speller, "h")) {
        put(speller,
            next_is(speller, "hr") || next_is(speller, "hl") ? 'K' : 'X');
        return 2;
    }
    if (next_is(speller, "ia") || next_is(speller, "io")) {
        put(speller, 'X');
        return 1;
    }
    if (!is_front(letter(speller, 1)))
        put(speller, 'K');
    else if (letter(speller, -1) != 's')
        put(speller, 'S');
    return 1;
}

static size_t take_d(struct speller *speller)
{
    if (letter(speller, 1) == 'g' && is_front(letter(speller, 2))) {
        put(speller, 'J');
        return 2;
    }
    if (!next_is(speller, "t"))
        put(speller, 'D');
    return 1;
}

static size_t take_g(struct speller *speller)
{
    if (next_is(speller, "h")) {
        if (is_vowel(letter(speller, 2))) /* ghost, not night */
            put(speller, 'G');
        return 2;
    }
    if (letter(speller, 1) == 'n' && letter(speller, 2) == '\0')
        return 1;
    put(speller,
        is_front(letter(speller, 1)) && letter(speller, -1) != 'g' ? 'J' : 'G');
    return 1;
}

static size_t take_p(struct speller *speller)
{
    put(speller, next_is(speller, "h") ? 'F' : 'P');
    return next_is(speller, "h") ? 2 : 1;
}

static size_t take_q(struct speller *speller)
{
    put(speller, 'K');
    return next_is(speller, "u") ? 2 : 1;
}

static size_t take_s(struct speller *speller)
{
    bool sch = next_is(speller, "ch");

    if (sch && !is_vowel(letter(speller, 3))) { /* Schmidt, not school */
        put(speller, 'X');
        return 3;
    }
    if (sch) {
        put(speller, 'S');
        put(speller, 'K');
        return 3;
    }
    if (next_is(speller, "h") || next_is(speller, "io") ||
        next_is(speller, "ia")) {
        put(speller, 'X');
        return next_is(speller, "h") ? 2 : 1;
    }
    put(speller, 'S');
    return 1;
}

static size_t take_t(struct speller *speller)
{
    if (next_is(speller, "h")) {
        put(speller, '0');
        return 2;
    }
    if (next_is(speller, "ch"))
        return 1;
    put(speller, next_is(speller, "ia") || next_is(speller, "io") ? 'X' : 'T');
    return 1;
}

static size_t take_x(struct speller *speller)
{
    if (speller->at > 0)
        put(speller, 'K');
    put(speller, 'S');
    return 1;
}

static size_t take_letter(struct speller *speller)
{
    char c = letter(speller, 0);

    switch (c) {
    case 'c':
        return take_c(speller);
    case 'd':
        return take_d(speller);
    case 'g':
        return take_g(speller);
    case 'p':
        return take_p(speller);
    case 'q':
        return take_q(speller);
    case 's':
        return take_s(speller);
    case 't':
        return take_t(speller);
    case 'x':
        return take_x(speller);
    case 'h': /* breath alone */
        return 1;
    case 'w':
        if (speller->at == 0 && !next_is(speller, "r"))
            put(speller, 'u');
        return 1;
    case 'b':
        if (letter(speller, -1) == 'm' && letter(speller, 1) == '\0')
            return 1; /* climb */
        break;
    default:
        if (is_vowel(c))
            return take_vowel(speller);
        break;
    }
    put(speller, (char)(c - 'a' + 'A'));
    return 1;
}

/* Words whose first letter is silent: knee, gnome, pneumatic, wrong, psalm. */
static bool starts_silent(struct slice word)
{
    static const char *const starts[] = { "kn", "gn", "pn", "wr", "ps" };

    for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
        if (slice_starts_with(word, slice_of(starts[i])))
            return true;
    return false;
}

static bool is_latin(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!ascii_is_alpha(word.ptr[i]) && word.ptr[i] != '\'')
            return false;
    return true;
}

void sound_of(struct slice word, struct sound *ret_sound)
{
    struct speller speller = { .word = word, .sound = ret_sound };

    ret_sound->count = 0;
    if (!is_latin(word))
        return;
    speller.at = starts_silent(word);
    while (speller.at < word.len) {
        char c = letter(&speller, 0);

        if (c == '\'' || (c != 'c' && c == letter(&speller, -1)))
            speller.at++; /* a doubled letter is one sound */
        else
            speller.at += take_letter(&speller);
    }
}

/* ---- classes ---- */

enum sound_class {
    CLASS_NONE,
    CLASS_VOWEL,
    CLASS_LIPS,
    CLASS_LIP_BREATH,
    CLASS_TONGUE,
    CLASS_THROAT,
    CLASS_HISS,
    CLASS_HUSH,
    CLASS_L,
    CLASS_R,
    CLASS_M,
    CLASS_N,
};

/* Consonants that differ in the voice alone, or hardly, are of one class. */
static enum sound_class class_of(char code)
{
    switch (code) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
        return CLASS_VOWEL;
    case 'B':
    case 'P':
        return CLASS_LIPS;
    case 'F':
    case 'V':
        return CLASS_LIP_BREATH;
    case 'D':
    case 'T':
    case '0':
        return CLASS_TONGUE;
    case 'G':
    case 'K':
        return CLASS_THROAT;
    case 'S':
    case 'Z':
        return CLASS_HISS;
    case 'J':
    case 'X':
        return CLASS_HUSH;
    case 'L':
        return CLASS_L;
    case 'R':
        return CLASS_R;
    case 'M':
        return CLASS_M;
    case 'N':
        return CLASS_N;
    default:
        return CLASS_NONE;
    }
}

bool sound_is_vowel(char code)
{
    return class_of(code) == CLASS_VOWEL;
}

bool sound_is_near(char a, char b)
{
    static const char *const further[] = { "MN", "0F", "KX", "SX", "LR", "BV" };

    if (class_of(a) == class_of(b))
        return true;
    for (size_t i = 0; i < sizeof(further) / sizeof(*further); i++)
        if (strchr(further[i], a) && strchr(further[i], b))
            return true;
    return false;
}

uint32_t sound_key(const struct sound *sound, size_t from, size_t to)
{
    enum { CLASS_BITS = 4, KEY_BITS = 32 };

    uint32_t key = 0;
    int shift = 0;

    for (size_t i = from; i < to && shift < KEY_BITS; i++) {
        if (i > from && sound_is_vowel(sound->codes[i]))
            continue;
        key |= (uint32_t)class_of(sound->codes[i]) << shift;
        shift += CLASS_BITS;
    }
    return key;
}
