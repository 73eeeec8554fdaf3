#include "character.h"

#include "base/utf8.h"

#include <utf8proc.h>

enum {
    TATWEEL = 0x0640,
    DOTLESS_I = 0x0131,
    CYRILLIC_IE = 0x0435,
    DIAERESIS = 0x0308,
    DEVANAGARI_NUKTA = 0x093C,
    GURMUKHI_NUKTA = 0x0A3C,
    CONJOINING_VOWEL_FIRST = 0x1160,
    CONJOINING_FINAL_LAST = 0x11FF,
};

struct code_range {
    int32_t first, last;
};

/*
 * utf8proc knows no scripts, so these are blocks, which Unicode never moves.
 * The lists are sorted.
 */
static const struct code_range sheds_marks_ranges[] = {
    { 0x0001, 0x02FF },   /* Latin, and the digits */
    { 0x0370, 0x03FF },   /* Greek */
    { 0x0590, 0x06FF },   /* Hebrew, Arabic */
    { 0x0750, 0x077F },   /* Arabic Supplement */
    { 0x0870, 0x08FF },   /* Arabic Extended */
    { 0x1D00, 0x1DBF },   /* Phonetic Extensions */
    { 0x1E00, 0x1FFF },   /* Latin Additional, Greek Extended */
    { 0x2C60, 0x2C7F },   /* Latin Extended-C */
    { 0xA720, 0xA7FF },   /* Latin Extended-D */
    { 0xAB30, 0xAB6F },   /* Latin Extended-E */
    { 0xFB1D, 0xFDFF },   /* Hebrew and Arabic Presentation Forms */
    { 0xFE70, 0xFEFF },   /* Arabic Presentation Forms-B */
    { 0x10780, 0x107BF }, /* Latin Extended-F */
    { 0x10EC0, 0x10EFF }, /* Arabic Extended-C */
    { 0x1DF00, 0x1DFFF }, /* Latin Extended-G */
};

static const struct code_range solo_ranges[] = {
    { 0x0E00, 0x109F },   /* Thai, Lao, Tibetan, Burmese */
    { 0x1100, 0x11FF },   /* Hangul Jamo */
    { 0x1780, 0x17FF },   /* Khmer */
    { 0x2E80, 0x30FF },   /* Han radicals and marks, Hiragana, Katakana */
    { 0x3130, 0x318F },   /* Hangul Compatibility Jamo */
    { 0x31F0, 0x31FF },   /* Katakana Phonetic Extensions */
    { 0x3400, 0x4DBF },   /* Han Extension A */
    { 0x4E00, 0x9FFF },   /* Han */
    { 0xA960, 0xA97F },   /* Hangul Jamo Extended-A */
    { 0xA9E0, 0xA9FF },   /* Burmese Extended-B */
    { 0xAA60, 0xAA7F },   /* Burmese Extended-A */
    { 0xAC00, 0xD7FF },   /* Hangul, Jamo Extended-B */
    { 0xF900, 0xFAFF },   /* Han Compatibility */
    { 0xFF66, 0xFFDC },   /* half-width Katakana and Hangul */
    { 0x1AFF0, 0x1B16F }, /* Kana Extended */
    { 0x20000, 0x3FFFF }, /* Han Extensions B and on */
};

static const struct code_range hangul_ranges[] = {
    { 0x1100, 0x11FF }, { 0x3130, 0x318F }, { 0xA960, 0xA97F },
    { 0xAC00, 0xD7FF }, { 0xFFA0, 0xFFDC },
};

#define IN_RANGES(code, ranges) \
    in_ranges((code), (ranges), sizeof(ranges) / sizeof((ranges)[0]))

static bool in_ranges(int32_t code, const struct code_range *ranges,
                      size_t count)
{
    for (size_t i = 0; i < count && code >= ranges[i].first; i++)
        if (code <= ranges[i].last)
            return true;
    return false;
}

static bool sheds_marks(int32_t base)
{
    return IN_RANGES(base, sheds_marks_ranges);
}

static bool is_hangul(int32_t code)
{
    return IN_RANGES(code, hangul_ranges);
}

/* A vowel or final consonant that sits behind another one in its syllable. */
static bool is_conjoining(int32_t code)
{
    return (code >= CONJOINING_VOWEL_FIRST && code <= CONJOINING_FINAL_LAST) ||
           (code >= 0xD7B0 && code <= 0xD7FF);
}

static bool is_apostrophe(int32_t code)
{
    return code == '\'' || code == 0x2018 || code == 0x2019 || code == 0x02BC ||
           code == 0xFF07;
}

static bool is_letter(utf8proc_propval_t category)
{
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

static bool is_mark(utf8proc_propval_t category)
{
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

/* Letters, marks and numbers: neighbours in utf8proc's enumeration. */
static bool is_of_word(utf8proc_propval_t category)
{
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/*
 * Unicode promises that the decimal digits of a script stand in a row from 0
 * to 9, so the place in its row is a digit's value. Rows may touch.
 */
static int32_t ascii_digit(int32_t code)
{
    int32_t place = 0;

    while (utf8proc_category(code - place - 1) == UTF8PROC_CATEGORY_ND)
        place++;
    return '0' + place % 10;
}

static void character_begin(struct character *character)
{
    character->base = 0;
    character->begins_letter = false;
    character->is_solo = false;
    character->has_marks = false;
    character->len = 0;
}

static void append_code(struct character *character, int32_t code)
{
    character->len += (size_t)utf8proc_encode_char(
        code, (utf8proc_uint8_t *)character->text + character->len);
}

bool character_sheds(int32_t base, int32_t mark)
{
    return sheds_marks(base) || (base == CYRILLIC_IE && mark == DIAERESIS) ||
           mark == DEVANAGARI_NUKTA || mark == GURMUKHI_NUKTA;
}

/* Adds a mark unless the letter that it sits on sheds it. */
static void add_mark(struct character *character, int32_t code)
{
    if (character->base && character_sheds(character->base, code))
        return;
    character->has_marks = true;
    append_code(character, code);
}

/* Adds a letter or number; false if the two cannot be in one token. */
static bool add_base(struct character *character, int32_t code,
                     utf8proc_propval_t category)
{
    bool is_solo;

    if (category == UTF8PROC_CATEGORY_ND)
        code = ascii_digit(code);
    else if (code == DOTLESS_I)
        code = 'i';
    is_solo = IN_RANGES(code, solo_ranges);
    if (character->len && (is_solo || character->is_solo || !character->base))
        return false;
    if (!character->len)
        character->begins_letter = is_letter(category);
    character->is_solo = is_solo;
    character->base = code;
    append_code(character, code);
    return true;
}

/*
 * Adds one code point of a character's folding; false if the folding would no
 * longer be marks alone or (the beginning of) one token.
 */
static bool add_code(struct character *character, int32_t code,
                     const utf8proc_property_t *property)
{
    if (property->ignorable || code == TATWEEL)
        return true;
    if (!is_of_word(property->category) || is_apostrophe(code))
        return false;
    if (!is_mark(property->category))
        return add_base(character, code, property->category);
    add_mark(character, code);
    return true;
}

static bool fold_by(struct character *character, int32_t code, int options)
{
    utf8proc_int32_t codes[CHARACTER_CODES_MAX];
    utf8proc_ssize_t count = utf8proc_decompose_char(
        code, codes, CHARACTER_CODES_MAX, (utf8proc_option_t)options, NULL);

    if (count < 0 || count > CHARACTER_CODES_MAX)
        return false;
    character_begin(character);
    for (utf8proc_ssize_t i = 0; i < count; i++)
        if (!add_code(character, codes[i], utf8proc_get_property(codes[i])))
            return false;
    return true;
}

/*
 * Hangul needs no decomposition, and must not get one: a lone ㅠ, as people
 * write for tears, would join the syllable before it.
 */
static bool folds_to_itself(int32_t code, const utf8proc_property_t *property)
{
    return (property->casefold_seqindex == UINT16_MAX &&
            property->decomp_seqindex == UINT16_MAX) ||
           is_hangul(code);
}

static void fold(struct character *character, int32_t code,
                 const utf8proc_property_t *property)
{
    if (!folds_to_itself(code, property) &&
        (fold_by(character, code,
                 UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT) ||
         fold_by(character, code, UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE)))
        return;
    character_begin(character);
    add_code(character, code, property);
}

static enum character_kind kind_of(int32_t code,
                                   const utf8proc_property_t *property)
{
    if (is_apostrophe(code))
        return CHARACTER_APOSTROPHE;
    if (code == '+' || code == 0xFF0B)
        return CHARACTER_PLUS;
    if (code == '#' || code == 0xFF03)
        return CHARACTER_HASH;
    if (property->ignorable || code == TATWEEL)
        return CHARACTER_VANISHES;
    return is_of_word(property->category) ? CHARACTER_OF_WORD
                                          : CHARACTER_SEPARATES;
}

void character_read(struct slice text, struct character *character)
{
    const utf8proc_property_t *property;
    int32_t code;

    character_begin(character);
    character->source_len = utf8_decode(text, &code);
    if (code < 0) {
        character->kind = CHARACTER_SEPARATES;
        return;
    }
    property = utf8proc_get_property(code);
    character->kind = kind_of(code, property);
    if (character->kind == CHARACTER_OF_WORD)
        fold(character, code, property);
    if (character->kind == CHARACTER_OF_WORD && !character->len)
        character->kind = CHARACTER_VANISHES;
}

bool character_joins_syllable(int32_t base, int32_t next)
{
    return is_conjoining(next) && is_hangul(base);
}
