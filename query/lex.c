#include "lex.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "field.h"
#include "nearest.h"

#include <utf8proc.h>

/*
 * What a character means to the query language. Phones, word processors and
 * East Asian keyboards put in curly and full-width forms of their own accord,
 * so these count as the ASCII ones.
 */
enum char_class {
    CHAR_WORD,
    CHAR_BLANK,
    CHAR_QUOTE,
    CHAR_OPEN,
    CHAR_CLOSE,
    CHAR_COLON,
    CHAR_STAR,
    CHAR_MINUS,
};

struct lexer {
    struct slice line;
    size_t at;
    struct arena *arena;
    struct lexeme *lexemes;
    size_t count, capacity;
    struct error *err;
};

static bool is_blank(int32_t code)
{
    utf8proc_category_t category;

    if (code < 0x80)
        return ascii_is_space((char)code);
    category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_ZS ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static enum char_class classify(int32_t code)
{
    switch (code) {
    case '"':
    case 0x00AB: /* « */
    case 0x00BB: /* » */
    case 0x201C: /* “ */
    case 0x201D: /* ” */
    case 0x201E: /* „ */
    case 0x201F: /* ‟ */
    case 0xFF02: /* ＂ */
        return CHAR_QUOTE;
    case '(':
    case 0xFF08: /* （ */
        return CHAR_OPEN;
    case ')':
    case 0xFF09: /* ） */
        return CHAR_CLOSE;
    case ':':
    case 0xFF1A: /* ： */
        return CHAR_COLON;
    case '*':
    case 0xFF0A: /* ＊ */
        return CHAR_STAR;
    case '-':
    case 0x2212: /* − */
    case 0xFF0D: /* － */
        return CHAR_MINUS;
    default:
        return is_blank(code) ? CHAR_BLANK : CHAR_WORD;
    }
}

/* The class of the character at `at`, which is inside the line; its length. */
static enum char_class class_at(const struct lexer *lexer, size_t at,
                                size_t *ret_len)
{
    int32_t code;

    *ret_len = utf8_decode(slice_from(lexer->line, at), &code);
    return classify(code);
}

/* The first character of `class` in [from, to), or `to`. */
static size_t find_class(const struct lexer *lexer, size_t from, size_t to,
                         enum char_class class)
{
    size_t len;

    for (; from < to; from += len)
        if (class_at(lexer, from, &len) == class)
            return from;
    return to;
}

static struct lexeme *push(struct lexer *lexer, enum lexeme_kind kind,
                           size_t from, size_t to)
{
    struct lexeme *lexeme;

    lexer->lexemes = arena_grow(lexer->arena, lexer->lexemes, &lexer->capacity,
                                lexer->count + 1, sizeof(*lexer->lexemes));
    lexeme = &lexer->lexemes[lexer->count++];
    *lexeme = (struct lexeme){ .kind = kind,
                               .from = (long)from,
                               .to = (long)to,
                               .text = slice_range(lexer->line, from, to) };
    lexer->at = to;
    return lexeme;
}

/*
 * The text between the quote at the lexer and the next one of any form, or the
 * end of the line: people mix “ and ", and forget the last. Ends behind it.
 */
static struct slice take_quoted(struct lexer *lexer)
{
    size_t len, from, to;

    class_at(lexer, lexer->at, &len);
    from = lexer->at + len;
    to = find_class(lexer, from, lexer->line.len, CHAR_QUOTE);
    lexer->at = to;
    if (to < lexer->line.len) {
        class_at(lexer, to, &len);
        lexer->at += len;
    }
    return slice_range(lexer->line, from, to);
}

static void take_phrase(struct lexer *lexer)
{
    size_t from = lexer->at;
    struct slice text = take_quoted(lexer);

    push(lexer, LEX_PHRASE, from, lexer->at)->text = text;
}

/* Where the run of characters that a word may have ends. */
static size_t word_end(const struct lexer *lexer)
{
    size_t at = lexer->at, len;

    for (; at < lexer->line.len; at += len) {
        enum char_class class = class_at(lexer, at, &len);

        if (class == CHAR_BLANK || class == CHAR_QUOTE || class == CHAR_OPEN ||
            class == CHAR_CLOSE)
            break;
    }
    return at;
}

/* The field whose name `name` is probably a slip of, or NULL. */
static const char *probable_field(struct slice name)
{
    enum { SHORTEST = 4, LONGEST = 12, FIELDS = 32 };

    const char *names[FIELDS] = { NULL };
    char word[LONGEST + 1] = "";

    if (name.len < SHORTEST || name.len > LONGEST)
        return NULL;
    for (size_t i = 0; i < name.len; i++) {
        if (!ascii_is_alpha(name.ptr[i]))
            return NULL;
        word[i] = ascii_lower(name.ptr[i]);
    }
    for (size_t i = 0; i < FIELDS - 1 && fields[i].name; i++)
        names[i] = fields[i].name;
    return nearest_name(word, names);
}

/* A field's name ended at a colon; its value starts at the lexer, up to `to`. */
static enum status take_filter(struct lexer *lexer, const struct field *field,
                               size_t from, size_t to)
{
    size_t len;
    bool quoted = lexer->at == to && to < lexer->line.len &&
                  class_at(lexer, to, &len) == CHAR_QUOTE;
    struct slice value = slice_range(lexer->line, lexer->at, to);
    struct lexeme *lexeme;

    if (quoted) {
        value = slice_trim(take_quoted(lexer));
        to = lexer->at;
    }
    if (value.len == 0)
        return error_at(lexer->err, (long)from, (long)to,
                        "%s: needs a value right behind it, as in %s",
                        field->name, field->example);
    lexeme = push(lexer, LEX_FILTER, from, to);
    lexeme->text = value;
    lexeme->field = field;
    lexeme->quoted = quoted;
    return STATUS_OK;
}

static bool has_word_character(struct slice text)
{
    while (text.len) {
        int32_t code;

        text = slice_from(text, utf8_decode(text, &code));
        if (utf8_is_word(code))
            return true;
    }
    return false;
}

/* A star ends the part of a word that is known; it stands for nothing else. */
static enum status take_plain(struct lexer *lexer, size_t to)
{
    size_t from = lexer->at;
    size_t star = find_class(lexer, from, to, CHAR_STAR);
    struct slice before = slice_range(lexer->line, from, star);
    size_t len;

    if (star < to && has_word_character(slice_range(lexer->line, star, to))) {
        class_at(lexer, star, &len);
        return error_at(lexer->err, (long)star, (long)(star + len),
                        "a star can only end a word, as in proto*; to search "
                        "for the word as it is written, put it in quotes");
    }
    if (star < to && has_word_character(before))
        push(lexer, LEX_PREFIX, from, to)->text = before;
    else
        push(lexer, LEX_WORD, from, to);
    return STATUS_OK;
}

static bool take_operator(struct lexer *lexer, size_t to)
{
    struct slice text = slice_range(lexer->line, lexer->at, to);
    enum lexeme_kind kind;

    if (slice_equal(text, SLICE("AND")))
        kind = LEX_AND;
    else if (slice_equal(text, SLICE("OR")))
        kind = LEX_OR;
    else if (slice_equal(text, SLICE("NOT")))
        kind = LEX_NOT;
    else
        return false;
    push(lexer, kind, lexer->at, to);
    return true;
}

static enum status take_word(struct lexer *lexer)
{
    size_t from = lexer->at, to = word_end(lexer), len;
    size_t colon = find_class(lexer, from, to, CHAR_COLON);
    struct slice name = slice_range(lexer->line, from, colon);
    const struct field *field;
    const char *probable;

    if (take_operator(lexer, to))
        return STATUS_OK;
    if (colon == to)
        return take_plain(lexer, to);
    field = field_by_name(name);
    if (field) {
        class_at(lexer, colon, &len);
        lexer->at = colon + len;
        return take_filter(lexer, field, from, to);
    }
    probable = probable_field(name);
    if (probable)
        return error_at(lexer->err, (long)from, (long)colon,
                        "no field is called \"%.*s\"; did you mean %s:? To "
                        "search for the word, put it in quotes",
                        SLICE_ARG(name), probable);
    return take_plain(lexer, to);
}

/* Whether the lexer stands right behind a word, phrase or the like. */
static bool touches_last(const struct lexer *lexer)
{
    const struct lexeme *last;

    if (lexer->count == 0)
        return false;
    last = &lexer->lexemes[lexer->count - 1];
    return (size_t)last->to == lexer->at && last->kind != LEX_OPEN;
}

/*
 * Whether the minus at the lexer says "not": nothing but a blank or a
 * parenthesis before it, and something to leave out right behind it. More than
 * one is a dash.
 */
static bool is_negation(const struct lexer *lexer, size_t minus_len)
{
    size_t next = lexer->at + minus_len, len;
    enum char_class class;

    if (touches_last(lexer) || next >= lexer->line.len)
        return false;
    class = class_at(lexer, next, &len);
    return class != CHAR_BLANK && class != CHAR_CLOSE && class != CHAR_MINUS;
}

static enum status take_lexeme(struct lexer *lexer)
{
    size_t len;

    switch (class_at(lexer, lexer->at, &len)) {
    case CHAR_BLANK:
        lexer->at += len;
        return STATUS_OK;
    case CHAR_QUOTE:
        take_phrase(lexer);
        return STATUS_OK;
    case CHAR_OPEN:
        push(lexer, LEX_OPEN, lexer->at, lexer->at + len);
        return STATUS_OK;
    case CHAR_CLOSE:
        push(lexer, LEX_CLOSE, lexer->at, lexer->at + len);
        return STATUS_OK;
    case CHAR_MINUS:
        if (is_negation(lexer, len)) {
            push(lexer, LEX_NOT, lexer->at, lexer->at + len);
            return STATUS_OK;
        }
        return take_word(lexer);
    default:
        return take_word(lexer);
    }
}

static enum status check_line(struct slice line, struct error *err)
{
    size_t valid = utf8_valid_prefix(line);
    size_t nul = slice_find_char(line, '\0');

    if (line.len > LIMIT_QUERY_BYTES) {
        error_at(err, (long)LIMIT_QUERY_BYTES, (long)line.len,
                 "the query is too long: %zu bytes, %zu are allowed", line.len,
                 LIMIT_QUERY_BYTES);
        return err->status = STATUS_LIMIT;
    }
    if (valid < line.len)
        return error_at(err, (long)valid, (long)valid + 1,
                        "this byte is not UTF-8 text");
    if (nul != SLICE_NOT_FOUND)
        return error_at(err, (long)nul, (long)nul + 1,
                        "a NUL byte is nothing to search for");
    return STATUS_OK;
}

enum status query_lex(struct slice line, struct arena *arena,
                      struct lexeme **ret_lexemes, size_t *ret_count,
                      struct error *err)
{
    struct lexer lexer = { .line = line, .arena = arena, .err = err };
    enum status status = check_line(line, err);

    while (!status && lexer.at < line.len)
        status = take_lexeme(&lexer);
    if (status)
        return status;
    push(&lexer, LEX_END, line.len, line.len);
    *ret_lexemes = lexer.lexemes;
    *ret_count = lexer.count;
    return STATUS_OK;
}

static const char *const kind_names[] = {
    [LEX_WORD] = "word",     [LEX_PHRASE] = "phrase", [LEX_PREFIX] = "prefix",
    [LEX_FILTER] = "filter", [LEX_AND] = "and",       [LEX_OR] = "or",
    [LEX_NOT] = "not",       [LEX_OPEN] = "open",     [LEX_CLOSE] = "close",
    [LEX_END] = "end",
};

void lexemes_print(struct buf *out, const struct lexeme *lexemes)
{
    for (; lexemes->kind != LEX_END; lexemes++) {
        buf_string(out, kind_names[lexemes->kind]);
        if (lexemes->kind == LEX_FILTER)
            buf_printf(out, ":%s", lexemes->field->name);
        if (lexemes->kind <= LEX_FILTER)
            buf_printf(out, ":\"%.*s\"", SLICE_ARG(lexemes->text));
        buf_char(out, ' ');
    }
    buf_string(out, kind_names[LEX_END]);
}
