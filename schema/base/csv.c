#include "base/csv.h"

/* What a spreadsheet would take for a formula, or strip and then take so. */
static bool looks_like_formula(struct slice text)
{
    if (text.len == 0)
        return false;
    switch (text.ptr[0]) {
    case '=':
    case '+':
    case '@':
    case '\t':
    case '\r':
        return true;
    case '-':
        return text.len > 1 && text.ptr[1] != ' ';
    default:
        return false;
    }
}

static bool needs_quotes(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == ',' || text.ptr[i] == '"' || text.ptr[i] == '\n' ||
            text.ptr[i] == '\r')
            return true;
    return false;
}

void csv_append_field(struct buf *out, struct slice text)
{
    bool quoted = needs_quotes(text);

    if (quoted)
        buf_char(out, '"');
    if (looks_like_formula(text))
        buf_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            buf_char(out, '"');
        buf_char(out, text.ptr[i]);
    }
    if (quoted)
        buf_char(out, '"');
}
