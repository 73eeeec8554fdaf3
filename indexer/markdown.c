#include "markdown.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "charref.h"

enum {
    TARGET_MAX = 4096, /* bytes of a link's target */
    TARGET_DEPTH = 32, /* parentheses in it; with this the scan is linear */
    TAG_MAX = 1024,
    ENTITY_MAX = 32,
    LINK_DEPTH = 16, /* brackets open at a time; further ones stay */
    MARK_MAX = 3,    /* length of the longest emphasis mark */
    DROPPED = '\0'   /* text has no NUL: it marks what a closer took back */
};

/* What a byte may be the start of, besides itself. */
enum byte_class { ORDINARY = 0, MARKUP = 1, WIDE_BLANK = 2 };

static const unsigned char byte_classes[256] = {
    ['\n'] = MARKUP,     ['\t'] = MARKUP,     ['\v'] = MARKUP,
    ['\f'] = MARKUP,     ['\\'] = MARKUP,     ['*'] = MARKUP,
    ['_'] = MARKUP,      ['['] = MARKUP,      ['<'] = MARKUP,
    ['&'] = MARKUP,      ['`'] = MARKUP,      ['~'] = MARKUP,
    [0xC2] = WIDE_BLANK, [0xE1] = WIDE_BLANK, [0xE2] = WIDE_BLANK,
    [0xE3] = WIDE_BLANK, [0xEF] = WIDE_BLANK,
};

static bool is_markup(char c)
{
    return byte_classes[(unsigned char)c] == MARKUP;
}

/* True if a blank that is not ASCII, or of no width, may stand at `at`. */
static bool is_wide_blank(struct slice text, size_t at)
{
    const unsigned char *c = (const unsigned char *)text.ptr + at;

    if (text.len - at < 2)
        return false;
    if (c[0] == 0xC2)
        return c[1] == 0xA0 || c[1] == 0x85;
    if (c[0] == 0xE2 && c[1] == 0x80 && text.len - at > 2)
        return c[2] <= 0x8F || c[2] >= 0xA8;
    return (c[0] == 0xE1 && c[1] == 0x9A) || (c[0] == 0xE2 && c[1] == 0x81) ||
           (c[0] == 0xE3 && c[1] == 0x80) || (c[0] == 0xEF && c[1] == 0xBB);
}

bool markdown_is_plain(struct slice text)
{
    unsigned classes = 0;
    bool is_blank = false, was_blank, is_gap = false;

    /* Most is plain: without a branch for a byte that takes half the time. */
    for (size_t i = 0; i < text.len; i++) {
        classes |= byte_classes[(unsigned char)text.ptr[i]];
        was_blank = is_blank;
        is_blank = text.ptr[i] == ' ';
        is_gap |= is_blank & was_blank;
    }
    if (classes & MARKUP || is_gap || is_blank)
        return false;
    for (size_t i = 0; classes & WIDE_BLANK && i < text.len; i++)
        if (byte_classes[(unsigned char)text.ptr[i]] && is_wide_blank(text, i))
            return false;
    return true;
}

struct inline_text {
    struct slice text;
    size_t at;
    struct buf *out;
    size_t start;                /* where our part of `out` begins */
    size_t openers[3][MARK_MAX]; /* by mark and length: offset in `out` + 1 */
    size_t brackets[LINK_DEPTH]; /* offsets in `out` of "[" that wait */
    size_t bracket_count;
    bool no_code_end[MARK_MAX + 1]; /* no further run of so many backticks */
    bool no_comment_end;
};

static struct slice ahead(const struct inline_text *in)
{
    return slice_from(in->text, in->at);
}

static bool is_alphanumeric(char c)
{
    return ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

static bool is_punctuation(char c)
{
    return c > ' ' && c < 0x7F && !is_alphanumeric(c);
}

/* How often the byte at `at` is repeated from there on. */
static size_t run_length(struct slice text, size_t at)
{
    size_t end = at;

    while (end < text.len && text.ptr[end] == text.ptr[at])
        end++;
    return end - at;
}

static void drop(struct inline_text *in, size_t offset, size_t len)
{
    memset(in->out->ptr + offset, DROPPED, len);
}

/*
 * One run of *, _ or ~. A run opens at the front of a word and closes at the
 * end of one; when it closes, both are gone. Inside a word it is text.
 */
static void append_emphasis(struct inline_text *in)
{
    static const char marks[] = "*_~";
    char mark = in->text.ptr[in->at];
    size_t len = run_length(in->text, in->at), end = in->at + len;
    char before = in->at ? in->text.ptr[in->at - 1] : ' ';
    char after = end < in->text.len ? in->text.ptr[end] : ' ';
    size_t *opener;

    in->at = end;
    if (len <= MARK_MAX && !(mark == '~' && len != 2)) {
        opener = &in->openers[strchr(marks, mark) - marks][len - 1];
        if (*opener && !ascii_is_space(before) && !is_alphanumeric(after)) {
            drop(in, *opener - 1, len);
            *opener = 0;
            return;
        }
        if (!ascii_is_space(after) && !is_alphanumeric(before))
            *opener = in->out->len + 1;
    }
    buf_append(in->out, in->text.ptr + end - len, len);
}

/* A code span; its text is verbatim. */
static void append_code(struct inline_text *in)
{
    size_t len = run_length(in->text, in->at), start = in->at + len;

    in->at = start;
    if (len <= MARK_MAX && !in->no_code_end[len]) {
        for (size_t i = start; i < in->text.len; i++) {
            size_t run;

            if (in->text.ptr[i] != '`')
                continue;
            run = run_length(in->text, i);
            if (run == len) {
                buf_slice(in->out, slice_range(in->text, start, i));
                in->at = i + run;
                return;
            }
            i += run - 1;
        }
        in->no_code_end[len] = true;
    }
    buf_append(in->out, in->text.ptr + start - len, len);
}

/* Links without any of these are words that stand in parentheses. */
static bool is_target(struct slice target)
{
    return target.len == 0 || slice_find_char(target, '/') != SLICE_NOT_FOUND ||
           slice_find_char(target, '.') != SLICE_NOT_FOUND ||
           slice_starts_with(target, SLICE("#")) ||
           slice_starts_with_nocase(target, SLICE("mailto:"));
}

/* Behind a target: nothing, or a title in quotes. */
static bool is_title(struct slice title)
{
    title = slice_trim(title);
    return title.len == 0 || (title.len > 1 && strchr("\"'", title.ptr[0]) &&
                              title.ptr[title.len - 1] == title.ptr[0]);
}

bool markdown_take_target(struct slice *text)
{
    size_t depth = 0, blank = 0, i;

    if (!slice_starts_with(*text, SLICE("(")))
        return false;
    for (i = 0; i < text->len && i < TARGET_MAX; i++) {
        char c = text->ptr[i];

        if (c == '(' && ++depth > TARGET_DEPTH)
            return false;
        if (c == ')' && --depth == 0)
            break;
        if (!blank && ascii_is_space(c))
            blank = i;
    }
    if (depth)
        return false;
    if (!is_target(slice_range(*text, 1, blank ? blank : i)) ||
        !is_title(slice_range(*text, blank ? blank : i, i)))
        return false;
    *text = slice_from(*text, i + 1);
    return true;
}

static void append_open_bracket(struct inline_text *in)
{
    if (in->bracket_count == LINK_DEPTH) {
        memmove(in->brackets, in->brackets + 1,
                (LINK_DEPTH - 1) * sizeof *in->brackets);
        in->bracket_count--;
    }
    in->brackets[in->bracket_count++] = in->out->len;
    buf_char(in->out, '[');
    in->at++;
}

/* "]", which makes a link of what is before it when a target follows. */
static void append_close_bracket(struct inline_text *in)
{
    struct slice rest = slice_from(in->text, in->at + 1);
    size_t open;

    in->at++;
    if (in->bracket_count == 0) {
        buf_char(in->out, ']');
        return;
    }
    open = in->brackets[--in->bracket_count];
    if (!markdown_take_target(&rest)) {
        buf_char(in->out, ']');
        return;
    }
    in->at = in->text.len - rest.len;
    drop(in, open, 1);
    if (open > in->start && in->out->ptr[open - 1] == '!')
        drop(in, open - 1, 1);
}

/* <https://…>, <sam@example.org>: the inside, or empty. */
static struct slice autolink(struct slice inside)
{
    bool linked = slice_find(inside, SLICE("://")) != SLICE_NOT_FOUND ||
                  slice_find_char(inside, '@') != SLICE_NOT_FOUND ||
                  slice_starts_with_nocase(inside, SLICE("mailto:"));

    for (size_t i = 0; linked && i < inside.len; i++)
        if (ascii_is_space(inside.ptr[i]))
            return (struct slice){ 0 };
    return linked ? inside : (struct slice){ 0 };
}

/* The HTML element that the inside of <…> names; NULL: it is text. */
static const htmlElemDesc *tag_element(struct slice inside)
{
    char name[16];
    size_t len = 0;
    struct slice rest;

    slice_take_char(&inside, '/');
    while (len < inside.len && len + 1 < sizeof name &&
           (ascii_is_alpha(inside.ptr[len]) || ascii_is_digit(inside.ptr[len])))
        len++;
    memcpy(name, inside.ptr ? inside.ptr : "", len);
    name[len] = '\0';
    rest = slice_trim(slice_from(inside, len));
    /* "<a pubkey>" and the like are speech about code */
    if (len == 0 || (rest.len && !slice_equal(rest, SLICE("/")) &&
                     slice_find_char(rest, '=') == SLICE_NOT_FOUND))
        return NULL;
    return htmlTagLookup((const xmlChar *)name);
}

bool markdown_is_tag(struct slice inside)
{
    return tag_element(inside) != NULL;
}

static bool skip_comment(struct inline_text *in)
{
    size_t end;

    if (in->no_comment_end || !slice_starts_with(ahead(in), SLICE("<!--")))
        return false;
    end = slice_find(ahead(in), SLICE("-->"));
    in->no_comment_end = end == SLICE_NOT_FOUND;
    if (in->no_comment_end)
        return false;
    in->at += end + 3;
    return true;
}

static void append_angle(struct inline_text *in)
{
    struct slice head = slice_range(ahead(in), 0, TAG_MAX), inside, link;
    size_t end = slice_find_char(head, '>');
    const htmlElemDesc *element;

    if (skip_comment(in))
        return;
    if (end != SLICE_NOT_FOUND) {
        inside = slice_range(head, 1, end);
        link = autolink(inside);
        element = link.len ? NULL : tag_element(inside);
        if (link.len || element) {
            buf_slice(in->out, link);
            if (element && (!element->isinline || element->empty))
                buf_char(in->out, ' ');
            in->at += end + 1;
            return;
        }
    }
    buf_char(in->out, '<');
    in->at++;
}

/* A character reference. Unlike HTML, Markdown wants its semicolon. */
static void append_entity(struct inline_text *in)
{
    struct slice head = slice_range(ahead(in), 0, ENTITY_MAX);
    size_t end = slice_find_char(head, ';'), before = in->out->len;

    if (end != SLICE_NOT_FOUND) {
        head = slice_range(head, 0, end + 1);
        if (charref_append(in->out, head) == head.len) {
            in->at += head.len;
            return;
        }
        in->out->len = before;
    }
    buf_char(in->out, '&');
    in->at++;
}

static void append_escape(struct inline_text *in)
{
    char next = in->at + 1 < in->text.len ? in->text.ptr[in->at + 1] : '\0';

    in->at++;
    if (is_punctuation(next)) {
        buf_char(in->out, next);
        in->at++;
    } else if (next != '\n') { /* before a line end it asks for a new line */
        buf_char(in->out, '\\');
    }
}

static void append_line_end(struct inline_text *in)
{
    buf_char(in->out, ' ');
    in->at++;
    while (in->at < in->text.len &&
           (in->text.ptr[in->at] == ' ' || in->text.ptr[in->at] == '>'))
        in->at++;
}

static void append_special(struct inline_text *in)
{
    switch (in->text.ptr[in->at]) {
    case '\n':
        append_line_end(in);
        break;
    case '\\':
        append_escape(in);
        break;
    case '*':
    case '_':
    case '~':
        append_emphasis(in);
        break;
    case '`':
        append_code(in);
        break;
    case '[':
        append_open_bracket(in);
        break;
    case ']':
        append_close_bracket(in);
        break;
    case '<':
        append_angle(in);
        break;
    case '&':
        append_entity(in);
        break;
    default:
        buf_char(in->out, ' ');
        in->at++;
    }
}

/* Closes the gaps that drop() made behind `start`. */
static void compact(struct buf *out, size_t start)
{
    size_t kept = start;

    for (size_t i = start; i < out->len; i++)
        if (out->ptr[i] != DROPPED)
            out->ptr[kept++] = out->ptr[i];
    out->len = kept;
}

void markdown_append_plain(struct buf *out, struct slice text)
{
    struct inline_text in = { .text = text, .out = out, .start = out->len };

    while (in.at < text.len) {
        size_t from = in.at;

        while (in.at < text.len && text.ptr[in.at] != ']' &&
               !is_markup(text.ptr[in.at]))
            in.at++;
        buf_append(out, text.ptr + from, in.at - from);
        if (in.at < text.len)
            append_special(&in);
    }
    compact(out, in.start);
}
