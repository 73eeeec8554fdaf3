/*
 * Two ways through a text. Nearly every word of English is ASCII and takes the
 * first: one table look-up a byte. Whatever touches a byte beyond ASCII takes
 * the second, a character at a time, which knows all the rules; the first gives
 * a word up to it when it cannot be sure.
 */

#include "tokenizer.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
/* Inlined: the hashed words are shorter than a call is long. */
#define XXH_INLINE_ALL
#include <xxhash.h>

struct scan {
    struct token_list *list;
    struct slice text;
    uint32_t base;
};

void token_list_init(struct token_list *list)
{
    *list = (struct token_list){ 0 };
}

void token_list_clear(struct token_list *list)
{
    list->count = 0;
    list->text_len = 0;
}

void token_list_release(struct token_list *list)
{
    free(list->tokens);
    free(list->text);
    token_list_init(list);
}

/* Room for one more token's text, and for all that compose() could write. */
static char *reserve_text(struct token_list *list)
{
    const size_t room = 4 * LIMIT_TOKEN_BYTES;

    if (list->text_capacity - list->text_len < room)
        list->text = mem_grow(list->text, &list->text_capacity,
                              list->text_len + room, 1);
    return list->text + list->text_len;
}

/* Makes a token of the `len` bytes that stand in the reserved room. */
static void push_token(const struct scan *scan, size_t len, size_t from,
                       size_t to)
{
    struct token_list *list = scan->list;

    if (list->count == list->capacity)
        list->tokens = mem_grow(list->tokens, &list->capacity, list->count + 1,
                                sizeof(*list->tokens));
    list->tokens[list->count++] = (struct token){
        .text_at = (uint32_t)list->text_len,
        .text_len = (uint32_t)len,
        .from_byte = scan->base + (uint32_t)from,
        .to_byte = scan->base + (uint32_t)to,
    };
    list->text_len += len;
}

/* What a byte is, if it is not one of a word; those are at least '0'. */
enum byte_kind {
    BYTE_SEPARATES,
    BYTE_APOSTROPHE,
    BYTE_PLUS,
    BYTE_HASH,
    BYTE_BEYOND_ASCII,
};

/* Byte -> the folded byte of a word, or an enum byte_kind. */
/* clang-format off */
#define S BYTE_SEPARATES
#define A BYTE_APOSTROPHE
#define P BYTE_PLUS
#define H BYTE_HASH
#define X BYTE_BEYOND_ASCII
#define X16 X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X
static const unsigned char folded_byte[256] = {
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
    S, S, S, H, S, S, S, A, S, S, S, P, S, S, S, S,
    '0', '1', '2', '3', '4', '5', '6', '7',
    '8', '9', S, S, S, S, S, S,
    S, 'a', 'b', 'c', 'd', 'e', 'f', 'g',
    'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z', S, S, S, S, S,
    S, 'a', 'b', 'c', 'd', 'e', 'f', 'g',
    'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z', S, S, S, S, S,
    X16, X16, X16, X16, X16, X16, X16, X16,
};
#undef S
#undef A
#undef P
#undef H
#undef X
#undef X16

/* clang-format on */

static bool is_word_byte(unsigned char folded)
{
    return folded >= '0';
}

static bool is_letter_byte(unsigned char folded)
{
    return folded >= 'a';
}

/* The table's answer for the byte at `at`; behind the end, it separates. */
static unsigned char folded_at(const struct scan *scan, size_t at)
{
    if (at >= scan->text.len)
        return BYTE_SEPARATES;
    return folded_byte[(unsigned char)scan->text.ptr[at]];
}

enum character_kind {
    CHARACTER_SEPARATES,
    CHARACTER_VANISHES,
    CHARACTER_APOSTROPHE,
    CHARACTER_PLUS,
    CHARACTER_HASH,
    CHARACTER_OF_WORD,
};

enum {
    /* The longest folding to nothing but letters has 4 code points. */
    FOLDED_CODES = 8,
    TATWEEL = 0x0640,
    DOTLESS_I = 0x0131,
    CYRILLIC_IE = 0x0435,
    DIAERESIS = 0x0308,
    DEVANAGARI_NUKTA = 0x093C,
    GURMUKHI_NUKTA = 0x0A3C,
    CONJOINING_VOWEL_FIRST = 0x1160,
    CONJOINING_FINAL_LAST = 0x11FF,
};

/* One character of the source; all from `base` on is for CHARACTER_OF_WORD. */
struct character {
    enum character_kind kind;
    size_t source_len;
    int32_t base; /* last code point that is no mark; 0: all are marks */
    bool begins_letter;
    bool is_solo;   /* a token of its own, with the marks on it */
    bool has_marks; /* that remain: the token is to be composed */
    size_t len;
    char text[FOLDED_CODES * 4];
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

/*
 * Whether a mark says nothing where it sits. Russian is printed without the
 * dots of ё as often as with them, and Hindi and Punjabi without the nukta; the
 * other marks of these scripts make other letters.
 */
static bool is_shed(int32_t base, int32_t mark)
{
    return sheds_marks(base) || (base == CYRILLIC_IE && mark == DIAERESIS) ||
           mark == DEVANAGARI_NUKTA || mark == GURMUKHI_NUKTA;
}

/* Adds a mark unless the letter that it sits on sheds it. */
static void add_mark(struct character *character, int32_t code)
{
    if (character->base && is_shed(character->base, code))
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
    utf8proc_int32_t codes[FOLDED_CODES];
    utf8proc_ssize_t count = utf8proc_decompose_char(
        code, codes, FOLDED_CODES, (utf8proc_option_t)options, NULL);

    if (count < 0 || count > FOLDED_CODES)
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

/* Reads and folds the character at `at`, which is inside the text. */
static void read_character(const struct scan *scan, size_t at,
                           struct character *character)
{
    unsigned char folded = folded_at(scan, at);
    const utf8proc_property_t *property;
    int32_t code;

    character_begin(character);
    if (is_word_byte(folded)) {
        character->kind = CHARACTER_OF_WORD;
        character->source_len = 1;
        character->base = folded;
        character->begins_letter = is_letter_byte(folded);
        character->text[character->len++] = (char)folded;
        return;
    }
    character->source_len = utf8_decode(slice_from(scan->text, at), &code);
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

/* A token in the making; its text stands in the list's reserved room. */
struct word {
    char *text;
    size_t len;
    size_t from, to; /* of the source text */
    int32_t base;    /* the last letter or digit; marks sit on it */
    bool ends_letter;
    bool is_solo;
    bool has_marks;
    bool is_closed; /* by ++ or #: nothing can follow */
    char pending;   /* ' or +: the next character decides if it is part */
};

static void append(struct word *word, const char *text, size_t len, size_t to)
{
    memcpy(word->text + word->len, text, len);
    word->len += len;
    word->to = to;
}

static bool take_mark(struct word *word, const struct character *mark,
                      size_t at)
{
    size_t to = at + mark->source_len;
    int32_t code;

    if (word->pending)
        return false;
    if (!word->len)
        return true;
    utf8_decode((struct slice){ mark->text, mark->len }, &code);
    if (is_shed(word->base, code)) {
        word->to = to;
        return true;
    }
    if (word->len + mark->len > LIMIT_TOKEN_BYTES)
        return false;
    append(word, mark->text, mark->len, to);
    word->has_marks = true;
    return true;
}

static bool joins_syllable(const struct word *word,
                           const struct character *next)
{
    return is_conjoining(next->base) && is_hangul(word->base);
}

static bool take_base(struct word *word, const struct character *next,
                      size_t at)
{
    size_t apostrophe_len = word->pending ? 1 : 0;
    bool joins = joins_syllable(word, next);

    if (word->pending && !next->begins_letter)
        return false;
    if (word->len && (word->is_solo || next->is_solo) && !joins)
        return false;
    if (word->len + apostrophe_len + next->len > LIMIT_TOKEN_BYTES)
        return false;
    if (!word->len)
        word->from = at;
    append(word, &word->pending, apostrophe_len, at);
    append(word, next->text, next->len, at + next->source_len);
    word->pending = 0;
    word->base = next->base;
    word->ends_letter = next->begins_letter;
    word->is_solo = next->is_solo;
    word->has_marks = word->has_marks || next->has_marks || joins;
    return true;
}

static bool take_apostrophe(struct word *word)
{
    if (word->pending || word->is_solo || !word->ends_letter)
        return false;
    word->pending = '\'';
    return true;
}

/* A + or #, which is part of a name like C++ and F#. */
static bool take_sign(struct word *word, const struct character *sign,
                      size_t at)
{
    bool is_plus = sign->kind == CHARACTER_PLUS;

    if (word->len != 1 || !ascii_is_alpha(word->text[0]) ||
        (word->pending && !(is_plus && word->pending == '+')))
        return false;
    if (is_plus && !word->pending) {
        word->pending = '+';
        return true;
    }
    append(word, is_plus ? "++" : "#", is_plus ? 2 : 1, at + sign->source_len);
    word->is_closed = true;
    return true;
}

/* Adds the character to the word, or returns false: the word ends before it. */
static bool word_take(struct word *word, const struct character *next,
                      size_t at)
{
    if (next->kind == CHARACTER_VANISHES)
        return true;
    if (word->is_closed)
        return false;
    switch (next->kind) {
    case CHARACTER_APOSTROPHE:
        return take_apostrophe(word);
    case CHARACTER_PLUS:
    case CHARACTER_HASH:
        return take_sign(word, next, at);
    case CHARACTER_OF_WORD:
        if (word->pending == '+')
            return false;
        return next->base ? take_base(word, next, at)
                          : take_mark(word, next, at);
    default:
        return false;
    }
}

/* Puts the word's text into normal form C, which is never longer. */
static void compose(struct word *word)
{
    utf8proc_int32_t codes[LIMIT_TOKEN_BYTES];
    utf8proc_ssize_t count = utf8proc_decompose(
        (const utf8proc_uint8_t *)word->text, (utf8proc_ssize_t)word->len,
        codes, LIMIT_TOKEN_BYTES, UTF8PROC_DECOMPOSE);

    if (count < 0 || count > LIMIT_TOKEN_BYTES)
        return;
    count = utf8proc_normalize_utf32(
        codes, count, (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    word->len = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++)
        word->len += (size_t)utf8proc_encode_char(
            codes[i], (utf8proc_uint8_t *)word->text + word->len);
}

static void word_begin(struct word *word, struct token_list *list)
{
    *word = (struct word){ .text = reserve_text(list) };
}

/* Makes a token of the word, if there is one, and begins the next. */
static void word_end(struct word *word, const struct scan *scan)
{
    if (!word->len)
        return;
    if (word->has_marks)
        compose(word);
    push_token(scan, word->len, word->from, word->to);
    word_begin(word, scan->list);
}

/*
 * Scans words from `at` on, up to and with the first character that is part of
 * none. Returns where to go on.
 */
static size_t scan_words(const struct scan *scan, size_t at)
{
    struct word word;
    struct character next;
    bool taken = true;

    word_begin(&word, scan->list);
    while (taken && at < scan->text.len) {
        read_character(scan, at, &next);
        taken = word_take(&word, &next, at);
        if (!taken) {
            word_end(&word, scan);
            taken = word_take(&word, &next, at);
        }
        at += next.source_len;
    }
    word_end(&word, scan);
    return at;
}

enum joint {
    JOINT_ENDS,    /* the word */
    JOINT_GOES_ON, /* the word, behind what was added */
    JOINT_UNSURE,  /* only scan_words can tell */
};

/* A character beyond ASCII behind an ASCII word: mostly a curly quote. */
static enum joint joint_beyond_ascii(const struct scan *scan, size_t at)
{
    struct character next;

    read_character(scan, at, &next);
    return next.kind == CHARACTER_SEPARATES ? JOINT_ENDS : JOINT_UNSURE;
}

static enum joint joint_apostrophe(const struct scan *scan, size_t *at,
                                   char *text, size_t *len)
{
    unsigned char next = folded_at(scan, *at + 1);

    if (next == BYTE_BEYOND_ASCII)
        return JOINT_UNSURE;
    if (!is_letter_byte((unsigned char)text[*len - 1]) ||
        !is_letter_byte(next) || *len + 2 > LIMIT_TOKEN_BYTES)
        return JOINT_ENDS;
    text[(*len)++] = '\'';
    (*at)++;
    return JOINT_GOES_ON;
}

static enum joint joint_sign(const struct scan *scan, size_t *at, char *text,
                             size_t *len)
{
    bool is_plus = folded_at(scan, *at) == BYTE_PLUS;
    unsigned char next = folded_at(scan, *at + 1);
    size_t sign_len = is_plus ? 2 : 1;

    if (*len != 1 || !is_letter_byte((unsigned char)text[0]))
        return JOINT_ENDS;
    if (is_plus && next == BYTE_BEYOND_ASCII)
        return JOINT_UNSURE;
    if (is_plus && next != BYTE_PLUS)
        return JOINT_ENDS;
    memcpy(text + 1, is_plus ? "++" : "#", sign_len);
    *len += sign_len;
    *at += sign_len;
    return JOINT_ENDS;
}

/* Copies word bytes, folded, up to `most`; returns how many. */
static size_t copy_run(const struct scan *scan, size_t at, char *text,
                       size_t most)
{
    const unsigned char *source = (const unsigned char *)scan->text.ptr + at;
    size_t len = 0;

    if (most > scan->text.len - at)
        most = scan->text.len - at;
    while (len < most && is_word_byte(folded_byte[source[len]])) {
        text[len] = (char)folded_byte[source[len]];
        len++;
    }
    return len;
}

/* Scans the word that begins with the letter or digit of ASCII at `from`. */
static size_t scan_ascii(const struct scan *scan, size_t from)
{
    char *text = reserve_text(scan->list);
    size_t at = from, len = 0;
    enum joint joint;

    do {
        size_t run = copy_run(scan, at, text + len, LIMIT_TOKEN_BYTES - len);

        at += run;
        len += run;
        switch (folded_at(scan, at)) {
        case BYTE_APOSTROPHE:
            joint = joint_apostrophe(scan, &at, text, &len);
            break;
        case BYTE_PLUS:
        case BYTE_HASH:
            joint = joint_sign(scan, &at, text, &len);
            break;
        case BYTE_BEYOND_ASCII:
            joint = joint_beyond_ascii(scan, at);
            break;
        default:
            joint = JOINT_ENDS;
        }
    } while (joint == JOINT_GOES_ON);
    if (joint == JOINT_UNSURE)
        return scan_words(scan, from);
    push_token(scan, len, from, at);
    return at;
}

void tokenize(struct token_list *list, struct slice text, uint32_t base)
{
    struct scan scan = { list, text, base };
    size_t at = 0;

    while (at < text.len) {
        unsigned char folded = folded_byte[(unsigned char)text.ptr[at]];

        if (is_word_byte(folded))
            at = scan_ascii(&scan, at);
        else if (folded == BYTE_BEYOND_ASCII)
            at = scan_words(&scan, at);
        else
            at++;
    }
}

static size_t put_length(char *out, uint32_t len)
{
    for (size_t i = 0; i < 4; i++)
        out[i] = (char)(unsigned char)(len >> (8 * i));
    return 4;
}

uint64_t token_list_hash(const struct token_list *list)
{
    char *lengths = mem_resize(NULL, list->count * 4);
    size_t used = 0, bytes = 0;
    uint64_t hash;

    /* The texts stand one behind the other, so they are hashed in one go. */
    for (size_t i = 0; i < list->count; i++) {
        used += put_length(lengths + used, list->tokens[i].text_len);
        bytes += list->tokens[i].text_len;
    }
    hash = XXH3_64bits(lengths, used);
    free(lengths);
    return XXH3_64bits_withSeed(list->text, bytes, hash);
}
