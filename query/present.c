#include "present.h"

#include "base/utf8.h"

#include <inttypes.h>

const struct presenter *const presenters[] = {
    &present_text, &present_json, &present_jsonl, &present_csv,
    &present_tsv,  &present_ref,  NULL,
};

const struct presenter *presenter_by_name(struct slice name)
{
    for (size_t i = 0; presenters[i]; i++)
        if (slice_equal(slice_of(presenters[i]->name), name))
            return presenters[i];
    return NULL;
}

const struct presenter *presenter_by_extension(struct slice path)
{
    for (size_t i = 0; presenters[i]; i++) {
        struct slice extension = slice_of(presenters[i]->extension);
        struct slice stem;

        if (extension.len == 0 || path.len <= extension.len)
            continue;
        stem = slice_range(path, 0, path.len - extension.len);
        if (stem.ptr[stem.len - 1] == '.' &&
            slice_equal_nocase(slice_from(path, stem.len), extension))
            return presenters[i];
    }
    return NULL;
}

/*
 * Characters that make a terminal do something else than show them: C0 and C1
 * controls, and those that reverse the order of the text around them.
 */
static bool is_control(int32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x061C ||
           code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

/* The bytes at the front of `text`, not empty, that can be shown as they are. */
static size_t safe_prefix(struct slice text, size_t *ret_unsafe)
{
    size_t at = 0;

    *ret_unsafe = 0;
    while (at < text.len) {
        int32_t code;
        size_t taken = utf8_decode(slice_from(text, at), &code);

        if (is_control(code)) {
            *ret_unsafe = taken;
            break;
        }
        at += taken;
    }
    return at;
}

void present_safe(struct buf *out, struct slice text)
{
    while (text.len) {
        size_t unsafe, safe = safe_prefix(text, &unsafe);

        buf_append(out, text.ptr, safe);
        if (unsafe)
            buf_string(out, "\uFFFD");
        text = slice_from(text, safe + unsafe);
    }
}

void present_json_safe(struct buf *out, struct slice json)
{
    while (json.len) {
        size_t unsafe, safe = safe_prefix(json, &unsafe);

        buf_append(out, json.ptr, safe);
        if (unsafe) {
            int32_t code;

            utf8_decode(slice_from(json, safe), &code);
            buf_printf(out, "\\u%04" PRIx32,
                       (uint32_t)(code < 0 ? 0xFFFD : code));
        }
        json = slice_from(json, safe + unsafe);
    }
}

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

static bool needs_csv_quotes(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == ',' || text.ptr[i] == '"' || text.ptr[i] == '\n' ||
            text.ptr[i] == '\r')
            return true;
    return false;
}

/* Text inside a CSV field; line ends and tabs are data there. */
static void append_csv_text(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.len;) {
        char c = text.ptr[i];
        int32_t code;
        size_t taken = utf8_decode(slice_from(text, i), &code);

        if (c == '"')
            buf_string(out, "\"\"");
        else if (c == '\n' || c == '\r' || c == '\t')
            buf_char(out, c);
        else
            present_safe(out, slice_range(text, i, i + taken));
        i += taken;
    }
}

void present_csv_field(struct buf *out, struct slice text)
{
    bool quoted = needs_csv_quotes(text);

    if (quoted)
        buf_char(out, '"');
    if (looks_like_formula(text))
        buf_char(out, '\'');
    append_csv_text(out, text);
    if (quoted)
        buf_char(out, '"');
}

void present_tsv_field(struct buf *out, struct slice text)
{
    while (text.len) {
        size_t unsafe, safe = safe_prefix(text, &unsafe);

        buf_append(out, text.ptr, safe);
        if (unsafe && ascii_is_space(text.ptr[safe]))
            buf_char(out, ' ');
        else if (unsafe)
            buf_string(out, "\uFFFD");
        text = slice_from(text, safe + unsafe);
    }
}

void present_count(struct buf *out, size_t count)
{
    if (count >= 1000) {
        present_count(out, count / 1000);
        buf_printf(out, ",%03zu", count % 1000);
    } else {
        buf_printf(out, "%zu", count);
    }
}

void present_elapsed(struct buf *out, int64_t elapsed_ms)
{
    if (elapsed_ms < 1000)
        buf_printf(out, "%" PRId64 " ms", elapsed_ms);
    else
        buf_printf(out, "%" PRId64 ".%" PRId64 " s", elapsed_ms / 1000,
                   elapsed_ms % 1000 / 100);
}
