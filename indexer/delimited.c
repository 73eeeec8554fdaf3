#include "delimited.h"

#include "base/buf.h"

/* Does a field, or in the last column the row, end at the front of `rest`? */
static bool ends_field(const struct delimited *text, struct slice rest,
                       bool last)
{
    while (rest.len && rest.ptr[0] == ' ')
        rest = slice_from(rest, 1);
    return rest.len == 0 || rest.ptr[0] == '\n' ||
           (!last && rest.ptr[0] == text->separator);
}

/*
 * Does the quote open a field of a later row? Then the field before it was
 * never closed. What is before `from` was looked at: *lines is what was found.
 */
static bool opens_field(const struct delimited *text, struct slice inside,
                        size_t from, size_t quote, bool *lines)
{
    struct slice between = slice_range(inside, from, quote);

    *lines = *lines || slice_find_char(between, '\n') != SLICE_NOT_FOUND;
    return *lines && quote && inside.ptr[quote - 1] == text->separator;
}

static bool is_escaped(struct slice inside, size_t quote)
{
    size_t backslashes = 0;

    while (backslashes < quote && inside.ptr[quote - 1 - backslashes] == '\\')
        backslashes++;
    return backslashes % 2 == 1;
}

/*
 * The offset of the quote that ends the field whose inside begins with
 * `inside`; SLICE_NOT_FOUND if there is none.
 */
static size_t find_closing(const struct delimited *text, struct slice inside,
                           bool last)
{
    size_t at = 0;
    bool lines = false; /* a line end was passed */

    for (;;) {
        size_t found = slice_find_char(slice_from(inside, at), '"');
        size_t quote = at + found;
        bool pair;

        if (found == SLICE_NOT_FOUND)
            return SLICE_NOT_FOUND;
        pair = quote + 1 < inside.len && inside.ptr[quote + 1] == '"';
        if (pair && is_escaped(inside, quote) &&
            ends_field(text, slice_from(inside, quote + 2), last))
            return quote + 1;
        if (!pair && ends_field(text, slice_from(inside, quote + 1), last))
            return quote;
        if (opens_field(text, inside, at, quote, &lines) && !pair)
            return SLICE_NOT_FOUND;
        at = quote + 1 + pair;
    }
}

/* What stands between the quotes, with "" and \" for a quote. */
static struct slice unquote(struct arena *arena, struct slice inside)
{
    bool escapes = slice_find(inside, SLICE("\\\"")) != SLICE_NOT_FOUND;
    struct buf plain = BUF_INIT;
    struct slice copy;

    if (slice_find_char(inside, '"') == SLICE_NOT_FOUND)
        return inside;
    for (size_t i = 0; i < inside.len; i++) {
        char c = inside.ptr[i];
        char next = i + 1 < inside.len ? inside.ptr[i + 1] : '\0';

        if ((c == '"' && next == '"') ||
            (escapes && c == '\\' && (next == '"' || next == '\\')))
            c = inside.ptr[++i];
        buf_char(&plain, c);
    }
    copy = arena_copy(arena, buf_view(&plain));
    buf_release(&plain);
    return copy;
}

static uint32_t count_line_ends(struct slice text)
{
    uint32_t count = 0;
    size_t end;

    while ((end = slice_find_char(text, '\n')) != SLICE_NOT_FOUND) {
        text = slice_from(text, end + 1);
        count++;
    }
    return count;
}

/* Takes a field in quotes, up to what ends it; false if it is not one. */
static bool take_quoted(struct delimited *text, bool last, struct slice *ret)
{
    struct slice inside = text->rest;
    size_t closing;

    while (inside.len && inside.ptr[0] == ' ')
        inside = slice_from(inside, 1);
    if (text->verbatim || !slice_take_char(&inside, '"'))
        return false;
    if (text->unclosed)
        inside = slice_range(inside, 0, slice_find_char(inside, '\n'));
    closing = find_closing(text, inside, last);
    if (closing == SLICE_NOT_FOUND) {
        text->unclosed = true;
        return false;
    }
    *ret = unquote(text->arena, slice_range(inside, 0, closing));
    text->line += count_line_ends(slice_range(inside, 0, closing));
    closing += (size_t)(inside.ptr - text->rest.ptr) + 1;
    text->rest = slice_from(text->rest, closing);
    while (text->rest.len && text->rest.ptr[0] == ' ')
        text->rest = slice_from(text->rest, 1);
    return true;
}

/* Takes a field as it stands, up to what ends it. */
static struct slice take_bare(struct delimited *text, bool last)
{
    struct slice rest = text->rest;
    size_t end = 0;

    while (end < rest.len && rest.ptr[end] != '\n' &&
           (last || rest.ptr[end] != text->separator))
        end++;
    text->rest = slice_from(rest, end);
    return slice_range(rest, 0, end);
}

static void take_row(struct delimited *text, struct delimited_row *row)
{
    row->count = 0;
    row->line = text->line++;
    do {
        bool last = row->count + 1 == text->columns ||
                    row->count + 1 == DELIMITED_FIELDS_MAX;
        struct slice field;

        if (!take_quoted(text, last, &field))
            field = take_bare(text, last);
        row->fields[row->count++] = field;
    } while (slice_take_char(&text->rest, text->separator));
    slice_take_char(&text->rest, '\n');
}

bool delimited_next(struct delimited *text, struct delimited_row *ret)
{
    while (text->rest.len) {
        take_row(text, ret);
        if (ret->count > 1 || slice_trim(ret->fields[0]).len)
            return true;
    }
    return false;
}
