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
#include "character.h"

#include <string.h>
#include <utf8proc.h>

struct scan {
    struct token_list *list;
    struct slice text;
    uint32_t base;
};

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

/* Reads and folds the character at `at`, which is inside the text. */
static void read_character(const struct scan *scan, size_t at,
                           struct character *character)
{
    unsigned char folded = folded_at(scan, at);

    if (!is_word_byte(folded)) {
        character_read(slice_from(scan->text, at), character);
        return;
    }
    *character = (struct character){
        .kind = CHARACTER_OF_WORD,
        .source_len = 1,
        .base = folded,
        .begins_letter = is_letter_byte(folded),
        .len = 1,
        .text = { (char)folded },
    };
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
    if (character_sheds(word->base, code)) {
        word->to = to;
        return true;
    }
    if (word->len + mark->len > LIMIT_TOKEN_BYTES)
        return false;
    append(word, mark->text, mark->len, to);
    word->has_marks = true;
    return true;
}

static bool take_base(struct word *word, const struct character *next,
                      size_t at)
{
    size_t apostrophe_len = word->pending ? 1 : 0;
    bool joins = character_joins_syllable(word->base, next->base);

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
