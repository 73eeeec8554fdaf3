#include "lex.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "field.h"
#include "lex_char.h"
#include "nearest.h"
#include "regex.h"

struct lexer {
    struct slice line;
    size_t at;
    struct arena *arena;
    struct lexeme *lexemes;
    size_t count, capacity;
    struct error *err;
};

/* The class of the character at `at`, which is inside the line; its length. */
static enum char_class class_at(const struct lexer *lexer, size_t at,
                                size_t *ret_len)
{
    int32_t code;

    *ret_len = utf8_decode(slice_from(lexer->line, at), &code);
    return char_classify(code);
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

/* Where the first of [from, to) that is no tilde stands. */
static size_t skip_tildes(const struct lexer *lexer, size_t from, size_t to)
{
    size_t len;

    while (from < to && class_at(lexer, from, &len) == CHAR_TILDE)
        from += len;
    return from;
}

static bool is_number(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!ascii_is_digit(text.ptr[i]) && text.ptr[i] != '.')
            return false;
    return true;
}

/*
 * A word with a tilde before or behind it: that and what is like it. Others
 * write a number of edits behind it, which the word's length decides here; a
 * tilde elsewhere, as in an address, means nothing.
 */
static bool take_fuzzy(struct lexer *lexer, size_t to)
{
    size_t start = lexer->at, from = skip_tildes(lexer, start, to);
    size_t end = find_class(lexer, from, to, CHAR_TILDE);
    size_t behind = skip_tildes(lexer, end, to);
    struct slice text = slice_range(lexer->line, from, end);

    if (behind < to && !is_number(slice_range(lexer->line, behind, to)))
        return false;
    if ((from == start && end == to) || is_number(text) ||
        !has_word_character(text))
        return false;
    push(lexer, LEX_FUZZY, start, to)->text = text;
    return true;
}

/* A star ends the part of a word that is known; it stands for nothing else. */
static enum status take_plain(struct lexer *lexer, size_t to)
{
    size_t from = lexer->at;
    size_t star = find_class(lexer, from, to, CHAR_STAR);
    struct slice before = slice_range(lexer->line, from, star);
    size_t len;

    if (star == to && take_fuzzy(lexer, to))
        return STATUS_OK;
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

/* Whether what begins at the lexer has nothing right before it. */
static bool stands_free(const struct lexer *lexer)
{
    const struct lexeme *last;

    if (lexer->count == 0)
        return true;
    last = &lexer->lexemes[lexer->count - 1];
    return (size_t)last->to < lexer->at || last->kind == LEX_OPEN ||
           last->kind == LEX_NOT;
}

/* Whether flags alone stand in [from, end of the word), and where they end. */
static bool only_flags(const struct lexer *lexer, size_t from,
                       unsigned *ret_flags, size_t *ret_to)
{
    struct slice rest = slice_from(lexer->line, from);
    enum char_class class = CHAR_BLANK;
    size_t len;

    *ret_flags = regex_take_flags(&rest);
    *ret_to = lexer->line.len - rest.len;
    if (rest.len)
        class = class_at(lexer, *ret_to, &len);
    return class == CHAR_BLANK || class == CHAR_CLOSE;
}

/*
 * An expression between slashes, which begin and end what stands free: and/or,
 * 24/7, /dev/null and a lone slash are words. A slash inside that has no
 * backslash before it makes the rest a path, in which there is no blank.
 */
static bool take_regex(struct lexer *lexer)
{
    struct slice line = lexer->line;
    size_t from = lexer->at + 1, to = from, end;
    bool is_path = false;
    unsigned flags;

    if (!stands_free(lexer) || from >= line.len ||
        ascii_is_space(line.ptr[from]))
        return false;
    for (;; to++) {
        if (to >= line.len || (is_path && ascii_is_space(line.ptr[to])))
            return false;
        if (line.ptr[to] == '\\')
            to++;
        else if (line.ptr[to] == '/') {
            if (to > from && !ascii_is_space(line.ptr[to - 1]) &&
                only_flags(lexer, to + 1, &flags, &end))
                break;
            is_path = true;
        }
    }
    push(lexer, LEX_REGEX, lexer->at, end)->text = slice_range(line, from, to);
    lexer->lexemes[lexer->count - 1].regex_flags = flags;
    return true;
}

/* near/5; in any case, as nobody says that. */
static bool is_near(struct slice text)
{
    struct slice rest = slice_from(text, text.len < 5 ? text.len : 5);

    if (!slice_starts_with_nocase(text, SLICE("near/")) || !rest.len)
        return false;
    while (rest.len && ascii_is_digit(rest.ptr[0]))
        rest = slice_from(rest, 1);
    return rest.len == 0;
}

static enum status take_near(struct lexer *lexer, size_t to)
{
    struct slice text = slice_range(lexer->line, lexer->at, to);
    struct slice number = slice_from(text, sizeof("near/") - 1);
    int64_t words;

    if (!slice_take_number(&number, LIMIT_NEAR_WORDS, &words))
        return error_at(lexer->err, (long)lexer->at, (long)to,
                        "near/ takes %d words at most; for more, write "
                        "within:5m beside the words",
                        LIMIT_NEAR_WORDS);
    push(lexer, LEX_NEAR, lexer->at, to)->words = (uint32_t)words;
    return STATUS_OK;
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
    if (is_near(slice_range(lexer->line, from, to)))
        return take_near(lexer, to);
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
        if (lexer->line.ptr[lexer->at] == '/' && take_regex(lexer))
            return STATUS_OK;
        return take_word(lexer);
    }
}

static enum status check_line(struct slice line, struct error *err)
{
    size_t valid = utf8_valid_prefix(line);
    size_t nul = slice_find_char(line, '\0');

    if (line.len > LIMIT_QUERY_BYTES) {
        size_t fits =
            utf8_valid_prefix(slice_range(line, 0, LIMIT_QUERY_BYTES));

        error_at(err, (long)fits, (long)line.len,
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
    [LEX_WORD] = "word",   [LEX_PHRASE] = "phrase", [LEX_PREFIX] = "prefix",
    [LEX_FUZZY] = "fuzzy", [LEX_REGEX] = "regex",   [LEX_FILTER] = "filter",
    [LEX_NEAR] = "near",   [LEX_AND] = "and",       [LEX_OR] = "or",
    [LEX_NOT] = "not",     [LEX_OPEN] = "open",     [LEX_CLOSE] = "close",
    [LEX_END] = "end",
};

void lexemes_print(struct buf *out, const struct lexeme *lexemes)
{
    for (; lexemes->kind != LEX_END; lexemes++) {
        buf_string(out, kind_names[lexemes->kind]);
        if (lexemes->kind == LEX_FILTER)
            buf_printf(out, ":%s", lexemes->field->name);
        if (lexemes->kind == LEX_NEAR)
            buf_printf(out, ":%u", lexemes->words);
        if (lexemes->kind <= LEX_FILTER)
            buf_printf(out, ":\"%.*s\"", SLICE_ARG(lexemes->text));
        buf_char(out, ' ');
    }
    buf_string(out, kind_names[LEX_END]);
}
