#include "regex_syntax.h"

#include "base/utf8.h"
#include "regex.h"

#include <string.h>

enum {
    MOST_SETS = 8,
    MOST_DEPTH = 50,      /* parentheses inside one another */
    CLASS_CHARACTERS = 4, /* a class of more is just any character */
};

/* What is known of a part of the expression. */
struct part {
    bool exact; /* it matches a string of `strings`, maybe an
                                 empty one, and nothing else */
    struct string_set strings;
    struct string_set needs[MOST_SETS]; /* else: a string of each */
    size_t need_count;
};

struct parser {
    struct slice source;
    size_t at;
    struct arena *arena;
    int depth;
    bool gave_up; /* for good: what follows may mean anything */
};

static struct part parse_alternatives(struct parser *parser);

static struct part exactly(struct arena *arena, struct slice string)
{
    return (struct part){ .exact = true,
                          .strings = string_set_of(arena, string) };
}

/* The part needs one of these, too. The sets that tell most are kept. */
static void add_need(struct part *part, const struct string_set *set)
{
    size_t weakest = 0;

    if (set->count == 0 || string_set_shortest(set) == 0)
        return;
    if (part->need_count < MOST_SETS) {
        part->needs[part->need_count++] = *set;
        return;
    }
    for (size_t i = 1; i < part->need_count; i++)
        if (string_set_shortest(&part->needs[i]) <
            string_set_shortest(&part->needs[weakest]))
            weakest = i;
    if (string_set_shortest(set) > string_set_shortest(&part->needs[weakest]))
        part->needs[weakest] = *set;
}

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

static struct part give_up(struct parser *parser)
{
    parser->gave_up = true;
    return (struct part){ .exact = false };
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

static const struct part anything = { .exact = false };

/* Behind a backslash. */
static struct part parse_escape(struct parser *parser)
{
    struct slice character;
    char c;

    if (at_end(parser))
        return give_up(parser);
    character = take_character(parser);
    c = character.ptr[0];
    if (!ascii_is_alpha(c) && !ascii_is_digit(c))
        return exactly(parser->arena, character);
    if (strchr("bBAzZGK", c))
        return exactly(parser->arena, SLICE(""));
    if (strchr("dDwWsShHvVRXntrfae", c))
        return anything;
    if (strchr("pPx", c)) {
        if (take(parser, "{"))
            skip_behind(parser, '}');
        else if (c == 'x')
            skip_all(parser, "0123456789abcdefABCDEF");
        else if (!at_end(parser))
            take_character(parser);
        return anything;
    }
    if (ascii_is_digit(c)) {
        skip_all(parser, "0123456789");
        return anything;
    }
    return give_up(parser);
}

/*
 * Behind a [. A class of a few plain characters is one of them; others are any
 * character, as long as it is certain where they end.
 */
static struct part parse_class(struct parser *parser)
{
    struct part part = { .exact = true };
    bool first = true;

    part.strings.items = arena_array(parser->arena, CLASS_CHARACTERS,
                                     sizeof(*part.strings.items));
    if (take(parser, "^"))
        part.exact = false;
    for (; !at_end(parser) && (first || !next_is(parser, "]")); first = false) {
        struct slice character = take_character(parser);

        if (character.ptr[0] == '[')
            return give_up(parser);
        if (character.ptr[0] == '\\') {
            if (at_end(parser) || strchr("QEc", take_character(parser).ptr[0]))
                return give_up(parser);
            part.exact = false;
        }
        if (character.ptr[0] == '-' || part.strings.count == CLASS_CHARACTERS)
            part.exact = false;
        if (part.exact)
            part.strings.items[part.strings.count++] = character;
    }
    if (!take(parser, "]"))
        return give_up(parser);
    return part.exact ? part : anything;
}

/* The rest of a group, behind what opens it. */
static struct part parse_group_body(struct parser *parser)
{
    struct part part;

    if (parser->depth == MOST_DEPTH)
        return give_up(parser);
    parser->depth++;
    part = parse_alternatives(parser);
    parser->depth--;
    return take(parser, ")") ? part : give_up(parser);
}

/* Behind "(?": options alone, or options for a group. */
static struct part parse_options(struct parser *parser)
{
    skip_all(parser, "imsnJU-");
    if (take(parser, ")"))
        return exactly(parser->arena, SLICE(""));
    return take(parser, ":") ? parse_group_body(parser) : give_up(parser);
}

/* Behind a (. */
static struct part parse_group(struct parser *parser)
{
    static const char *const looks[] = { "?=", "?!", "?<=", "?<!" };

    if (next_is(parser, "*"))
        return give_up(parser);
    if (!next_is(parser, "?"))
        return parse_group_body(parser);
    for (size_t i = 0; i < sizeof(looks) / sizeof(*looks); i++)
        if (take(parser, looks[i])) {
            parse_group_body(parser);
            return exactly(parser->arena, SLICE(""));
        }
    if (take(parser, "?#")) {
        skip_behind(parser, ')');
        return exactly(parser->arena, SLICE(""));
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

static struct part parse_atom(struct parser *parser)
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
        return anything;
    case '^':
    case '$':
        return exactly(parser->arena, SLICE(""));
    case '*':
    case '+':
    case '?':
    case '{': /* what it is depends on the version of PCRE2 */
        return give_up(parser);
    default:
        return exactly(parser->arena, character);
    }
}

/* ---- how often ---- */

struct repeats {
    int64_t least, most;
};

/* Behind a {: "3}", "3,}" or "3,5}". */
static bool take_bounds(struct parser *parser, struct repeats *ret)
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

static struct repeats take_repeats(struct parser *parser)
{
    struct repeats repeats = { 1, 1 };

    if (at_end(parser))
        return repeats;
    if (take(parser, "*"))
        repeats = (struct repeats){ 0, INT64_MAX };
    else if (take(parser, "+"))
        repeats = (struct repeats){ 1, INT64_MAX };
    else if (take(parser, "?"))
        repeats = (struct repeats){ 0, 1 };
    else if (!take(parser, "{"))
        return repeats;
    else if (!take_bounds(parser, &repeats))
        give_up(parser);
    /* Lazy or possessive: matches less, or the same elsewhere. */
    if (!take(parser, "?"))
        take(parser, "+");
    return repeats;
}

/* The part, so many times in a row. */
static struct part repeat(struct parser *parser, const struct part *part,
                          struct repeats repeats)
{
    struct string_set empty = string_set_of(parser->arena, SLICE(""));
    struct part out = *part;

    if (repeats.least == 1 && repeats.most == 1)
        return out;
    if (repeats.least == 0) {
        if (!part->exact || repeats.most != 1 ||
            part->strings.count == STRING_SET_MAX)
            return anything;
        out.strings = string_set_join(parser->arena, &part->strings, &empty);
        return out;
    }
    if (part->exact && repeats.most == repeats.least) {
        out.strings =
            string_set_power(parser->arena, &part->strings, repeats.most);
        if (out.strings.count)
            return out;
    }
    /* Once or more: what one needs. */
    out.exact = false;
    if (part->exact)
        add_need(&out, &part->strings);
    return out;
}

/* ---- sequences and alternatives ---- */

/* A sequence while it is read: what it needs, and the strings that its last
 * parts make together. */
struct sequence {
    struct part part;
    struct string_set run;
};

/* Ends the run: what follows does not stand right behind it, or not certainly. */
static void end_run(struct sequence *sequence, const struct string_set *next)
{
    add_need(&sequence->part, &sequence->run);
    sequence->part.exact = false;
    sequence->run = *next;
}

static void append(struct parser *parser, struct sequence *sequence,
                   const struct part *part)
{
    struct string_set empty = string_set_of(parser->arena, SLICE(""));

    if (!part->exact) {
        end_run(sequence, &empty);
        for (size_t i = 0; i < part->need_count; i++)
            add_need(&sequence->part, &part->needs[i]);
    } else if (string_set_product_fits(&sequence->run, &part->strings)) {
        sequence->run =
            string_set_product(parser->arena, &sequence->run, &part->strings);
    } else {
        end_run(sequence, &part->strings);
    }
}

static struct part parse_sequence(struct parser *parser)
{
    struct string_set empty = string_set_of(parser->arena, SLICE(""));
    struct sequence sequence = { .part = { .exact = true }, .run = empty };

    while (!at_end(parser) && !next_is(parser, "|") && !next_is(parser, ")")) {
        struct part part = parse_atom(parser);

        part = repeat(parser, &part, take_repeats(parser));
        append(parser, &sequence, &part);
    }
    if (sequence.part.exact)
        sequence.part.strings = sequence.run;
    else
        end_run(&sequence, &empty);
    return sequence.part;
}

/* The set that tells most of what a part needs; empty if there is none. */
static struct string_set best_need(const struct part *part)
{
    struct part all = *part;
    struct string_set best = { NULL, 0 };

    if (part->exact)
        add_need(&all, &part->strings);
    for (size_t i = 0; i < all.need_count; i++)
        if (best.count == 0 ||
            string_set_shortest(&all.needs[i]) > string_set_shortest(&best))
            best = all.needs[i];
    return best;
}

/* One or the other. */
static struct part either(struct parser *parser, const struct part *a,
                          const struct part *b)
{
    struct part out = { .exact = a->exact && b->exact };
    struct string_set need_a, need_b;

    if (out.exact && a->strings.count + b->strings.count <= STRING_SET_MAX) {
        out.strings = string_set_join(parser->arena, &a->strings, &b->strings);
        return out;
    }
    out.exact = false;
    need_a = best_need(a);
    need_b = best_need(b);
    if (need_a.count && need_b.count &&
        need_a.count + need_b.count <= STRING_SET_MAX) {
        out.needs[0] = string_set_join(parser->arena, &need_a, &need_b);
        out.need_count = 1;
    }
    return out;
}

/* Recursion is no deeper than MOST_DEPTH parentheses. */
static struct part parse_alternatives(struct parser *parser)
{
    struct part part = parse_sequence(parser);

    while (!at_end(parser) && take(parser, "|")) {
        struct part other = parse_sequence(parser);

        part = either(parser, &part, &other);
    }
    return part;
}

void regex_required_strings(struct slice source, unsigned flags,
                            struct arena *arena, struct string_set **ret_sets,
                            size_t *ret_count)
{
    struct parser parser = { .source = source, .arena = arena };
    struct part part = { .exact = false };

    /* With x, blanks and comments are not what they are elsewhere. */
    if (!(flags & REGEX_EXTENDED))
        part = parse_alternatives(&parser);
    if (parser.gave_up || parser.at < source.len)
        part = (struct part){ .exact = false };
    if (part.exact)
        add_need(&part, &part.strings);
    *ret_count = part.need_count;
    *ret_sets = arena_array(arena, part.need_count, sizeof(**ret_sets));
    memcpy(*ret_sets, part.needs, part.need_count * sizeof(**ret_sets));
}
