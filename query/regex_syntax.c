#include "regex_syntax.h"

#include "base/utf8.h"
#include "regex.h"

#include <string.h>

enum {
    MOST_DEPTH = 50,      /* parentheses inside one another */
    CLASS_CHARACTERS = 4, /* a class of more is just any character */
};

struct parser {
    struct slice source;
    size_t at;
    struct arena *arena;
    int depth;
    bool any_case; /* at one place at least the case does not count */
    bool gave_up;  /* for good: what follows may mean anything */
};

static struct regex_part parse_alternatives(struct parser *parser);

/* ---- a character at a time ---- */

static bool at_end(const struct parser *parser)
{
    return parser->gave_up || parser->at >= parser->source.len;
}

static bool next_is(const struct parser *parser, const char *text)
{
    return slice_starts_with(slice_from(parser->source, parser->at),
                             slice_of(text));
}

static bool take(struct parser *parser, const char *text)
{
    if (!next_is(parser, text))
        return false;
    parser->at += strlen(text);
    return true;
}

static struct regex_part give_up(struct parser *parser)
{
    parser->gave_up = true;
    return regex_part_unknown();
}

/* A whole character; the parser is not at the end. */
static struct slice take_character(struct parser *parser)
{
    struct slice rest = slice_from(parser->source, parser->at);
    int32_t code;
    size_t len = utf8_decode(rest, &code);

    parser->at += len;
    return slice_range(rest, 0, len);
}

/* Steps over all that are in `characters`. */
static void skip_all(struct parser *parser, const char *characters)
{
    while (!at_end(parser) &&
           strchr(characters, parser->source.ptr[parser->at]))
        parser->at++;
}

/* Steps over what there is up to `end`, and `end`. */
static void skip_behind(struct parser *parser, char end)
{
    size_t offset =
        slice_find_char(slice_from(parser->source, parser->at), end);

    if (offset == SLICE_NOT_FOUND)
        give_up(parser);
    else
        parser->at += offset + 1;
}

/* ---- atoms ---- */

/* Behind \p or \P: a general category but Z and C has no white space. */
static struct regex_part parse_property(struct parser *parser, char escape)
{
    struct slice name;

    if (at_end(parser))
        return give_up(parser);
    name = take_character(parser);
    if (name.ptr[0] == '{') {
        size_t from = parser->at;

        skip_behind(parser, '}');
        if (parser->gave_up)
            return regex_part_unknown();
        name = slice_range(parser->source, from, parser->at - 1);
    }
    if (escape == 'p' && (name.len == 1 || name.len == 2) &&
        strchr("LMNPS", name.ptr[0]))
        return regex_part_of_word();
    return regex_part_character();
}

/* Behind \x. */
static struct regex_part parse_number(struct parser *parser)
{
    if (take(parser, "{"))
        skip_behind(parser, '}');
    else
        skip_all(parser, "0123456789abcdefABCDEF");
    return regex_part_character();
}

/* Behind a backslash. */
static struct regex_part parse_escape(struct parser *parser)
{
    struct slice character;
    char c;

    if (at_end(parser))
        return give_up(parser);
    character = take_character(parser);
    c = character.ptr[0];
    if (!ascii_is_alpha(c) && !ascii_is_digit(c))
        return regex_part_exactly(parser->arena, character);
    if (strchr("bBAzZ", c))
        return regex_part_exactly(parser->arena, SLICE(""));
    if (strchr("sRvhntrf", c))
        return regex_part_blank();
    if (strchr("wdSae", c))
        return regex_part_of_word();
    if (strchr("WDHV", c))
        return regex_part_character();
    if (strchr("pP", c))
        return parse_property(parser, c);
    if (c == 'x')
        return parse_number(parser);
    if (strchr("GK", c)) {
        struct regex_part part = regex_part_exactly(parser->arena, SLICE(""));

        part.reach = REGEX_REACH_FAR;
        return part;
    }
    if (ascii_is_digit(c)) {
        skip_all(parser, "0123456789");
        return regex_part_unknown();
    }
    return c == 'X' ? regex_part_unknown() : give_up(parser);
}

/* A class while it is read. */
struct class
{
    bool is_exact; /* one of `strings` */
    struct string_set strings;
    bool has_blank, has_other, has_both; /* items that are white space only, or
                                            none, or maybe some of it */
    bool names_space;                    /* \s is among them */
    int32_t last; /* a plain character that a range may begin with; or -1 */
    bool in_range;
};

/* A range with no white space in it, of the characters that people write. */
static bool is_range_of_words(int32_t first, int32_t last)
{
    return (first > ' ' && last < 0x85) || (first > 0xA0 && last < 0x1680);
}

static void add_to_class(struct class *class, struct slice character)
{
    int32_t code;

    utf8_decode(character, &code);
    if (class->in_range && !is_range_of_words(class->last, code))
        class->has_both = true;
    if (utf8_is_space(code))
        class->has_blank = true;
    else
        class->has_other = true;
    class->last = class->in_range ? -1 : code;
    class->in_range = false;
    if (class->strings.count == CLASS_CHARACTERS)
        class->is_exact = false;
    if (class->is_exact)
        class->strings.items[class->strings.count++] = character;
}

/* Behind a backslash. */
static void parse_class_escape(struct parser *parser, struct class *class)
{
    struct slice character;
    char c;

    class->is_exact = false;
    if (at_end(parser)) {
        give_up(parser);
        return;
    }
    character = take_character(parser);
    c = character.ptr[0];
    if (strchr("QEc", c)) {
        give_up(parser);
    } else if (!ascii_is_alpha(c) && !ascii_is_digit(c)) {
        add_to_class(class, character);
        return;
    } else if (strchr("shvtnrf", c)) {
        class->has_blank = true;
        class->names_space = class->names_space || c == 's';
    } else if (strchr("wdSaeb", c)) {
        class->has_other = true;
    } else {
        class->has_both = true;
    }
    class->has_both = class->has_both || class->in_range;
    class->in_range = false;
    class->last = -1;
}

static struct regex_part class_part(const struct class *class, bool is_negated)
{
    struct regex_part part = regex_part_character();

    if (is_negated)
        return class->names_space ? regex_part_of_word() : part;
    if (!class->has_both && !class->has_blank)
        part = regex_part_of_word();
    else if (!class->has_both && !class->has_other)
        part = regex_part_blank();
    part.exact = class->is_exact;
    part.strings = class->strings;
    return part;
}

/*
 * Behind a [. A class of a few plain characters is one of them; of others it is
 * only known whether they are white space, as long as it is certain where they
 * end.
 */
static struct regex_part parse_class(struct parser *parser)
{
    struct class class = { .is_exact = true, .last = -1 };
    bool first = true, is_negated = take(parser, "^");

    class.strings.items = arena_array(parser->arena, CLASS_CHARACTERS,
                                      sizeof(*class.strings.items));
    for (; !at_end(parser) && (first || !next_is(parser, "]")); first = false) {
        struct slice character = take_character(parser);

        if (character.ptr[0] == '[')
            return give_up(parser);
        if (character.ptr[0] == '\\') {
            parse_class_escape(parser, &class);

        } else if (character.ptr[0] == '-' && class.last >= 0 &&
                   !class.in_range && !next_is(parser, "]")) {
            class.is_exact = false;
            class.in_range = true;
        } else {
            class.is_exact = class.is_exact && character.ptr[0] != '-';
            add_to_class(&class, character);
        }
    }
    if (!take(parser, "]"))
        return give_up(parser);
    return class_part(&class, is_negated);
}

/* The rest of a group, behind what opens it. */
static struct regex_part parse_group_body(struct parser *parser)
{
    struct regex_part part;

    if (parser->depth == MOST_DEPTH)
        return give_up(parser);
    parser->depth++;
    part = parse_alternatives(parser);
    parser->depth--;
    return take(parser, ")") ? part : give_up(parser);
}

/* Behind "(?": options alone, or options for a group. */
static struct regex_part parse_options(struct parser *parser)
{
    size_t from = parser->at;
    struct slice letters;

    skip_all(parser, "imsnJU-");
    letters = slice_range(parser->source, from, parser->at);
    if (slice_find_char(letters, 'i') != SLICE_NOT_FOUND)
        parser->any_case = true;
    if (take(parser, ")"))
        return regex_part_exactly(parser->arena, SLICE(""));
    return take(parser, ":") ? parse_group_body(parser) : give_up(parser);
}

/* Behind a (. */
static struct regex_part parse_group(struct parser *parser)
{
    static const char *const looks[] = { "?=", "?!", "?<=", "?<!" };
    struct regex_part body;

    if (next_is(parser, "*"))
        return give_up(parser);
    if (!next_is(parser, "?"))
        return parse_group_body(parser);
    for (size_t i = 0; i < sizeof(looks) / sizeof(*looks); i++)
        if (take(parser, looks[i])) {
            body = parse_group_body(parser);
            return regex_part_look(parser->arena, &body);
        }
    if (take(parser, "?#")) {
        skip_behind(parser, ')');
        return regex_part_exactly(parser->arena, SLICE(""));
    }
    if (take(parser, "?<") || take(parser, "?P<")) {
        skip_behind(parser, '>');
        return parse_group_body(parser);
    }
    if (take(parser, "?'")) {
        skip_behind(parser, '\'');
        return parse_group_body(parser);
    }
    if (take(parser, "?>") || take(parser, "?|"))
        return parse_group_body(parser);
    take(parser, "?");
    return parse_options(parser);
}

static struct regex_part parse_atom(struct parser *parser)
{
    struct slice character = take_character(parser);

    switch (character.ptr[0]) {
    case '(':
        return parse_group(parser);
    case '[':
        return parse_class(parser);
    case '\\':
        return parse_escape(parser);
    case '.':
        return regex_part_character();
    case '^':
    case '$':
        return regex_part_exactly(parser->arena, SLICE(""));
    case '*':
    case '+':
    case '?':
    case '{': /* what it is depends on the version of PCRE2 */
        return give_up(parser);
    default:
        return regex_part_exactly(parser->arena, character);
    }
}

/* ---- how often ---- */

/* Behind a {: "3}", "3,}" or "3,5}". */
static bool take_bounds(struct parser *parser, struct regex_repeats *ret)
{
    struct slice rest = slice_from(parser->source, parser->at);

    if (!slice_take_number(&rest, INT32_MAX, &ret->least))
        return false;
    ret->most = ret->least;
    if (slice_take_char(&rest, ',')) {
        ret->most = INT64_MAX;
        slice_take_number(&rest, INT32_MAX, &ret->most);
    }
    if (!slice_take_char(&rest, '}'))
        return false;
    parser->at = parser->source.len - rest.len;
    return true;
}

static struct regex_repeats take_repeats(struct parser *parser)
{
    struct regex_repeats repeats = { 1, 1 };

    if (at_end(parser))
        return repeats;
    if (take(parser, "*"))
        repeats = (struct regex_repeats){ 0, INT64_MAX };
    else if (take(parser, "+"))
        repeats = (struct regex_repeats){ 1, INT64_MAX };
    else if (take(parser, "?"))
        repeats = (struct regex_repeats){ 0, 1 };
    else if (!take(parser, "{"))
        return repeats;
    else if (!take_bounds(parser, &repeats))
        give_up(parser);
    /* Lazy or possessive: matches less, or the same elsewhere. */
    if (!take(parser, "?"))
        take(parser, "+");
    return repeats;
}

/* ---- sequences and alternatives ---- */

static struct regex_part parse_sequence(struct parser *parser)
{
    struct regex_sequence sequence = regex_sequence_begin(parser->arena);

    while (!at_end(parser) && !next_is(parser, "|") && !next_is(parser, ")")) {
        struct regex_part part = parse_atom(parser);

        part = regex_part_repeat(parser->arena, &part, take_repeats(parser));
        regex_sequence_append(parser->arena, &sequence, &part);
    }
    return regex_sequence_end(parser->arena, &sequence);
}

/* Recursion is no deeper than MOST_DEPTH parentheses. */
static struct regex_part parse_alternatives(struct parser *parser)
{
    struct regex_part part = parse_sequence(parser);

    while (!at_end(parser) && take(parser, "|")) {
        struct regex_part other = parse_sequence(parser);

        part = regex_part_either(parser->arena, &part, &other);
    }
    return part;
}

struct regex_part regex_parse(struct slice source, unsigned flags,
                              struct arena *arena, bool *ret_any_case)
{
    struct parser parser = {
        .source = source,
        .arena = arena,
        .any_case = flags & REGEX_NOCASE,
    };
    struct regex_part part = regex_part_unknown();

    /* With x, blanks and comments are not what they are elsewhere. */
    if (!(flags & REGEX_EXTENDED))
        part = parse_alternatives(&parser);
    *ret_any_case = parser.any_case;
    if (parser.gave_up || parser.at < source.len)
        return regex_part_unknown();
    if (part.exact)
        regex_part_add_need(&part, &part.strings);
    return part;
}
