#include "present.h"

#include "base/csv.h"
#include "base/utf8.h"

#include <inttypes.h>

const struct presenter *const presenters[] = {
    &present_text, &present_json, &present_jsonl, &present_csv,
    &present_tsv,  &present_ref,  NULL,
};

/*
 * Characters that make a terminal do something else than show them: C0 and C1
 * controls, and those that reverse the order of the text around them. And the
 * two that XML cannot hold.
 */
static bool is_control(int32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x061C ||
           code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0xFFFE ||
           code == 0xFFFF;
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

/* Line ends and tabs are data in a CSV field, and stay. */
static void append_safe_data(struct buf *out, struct slice text)
{
    while (text.len) {
        size_t unsafe, safe = safe_prefix(text, &unsafe);
        char c = unsafe ? text.ptr[safe] : '\0';

        buf_append(out, text.ptr, safe);
        if (c == '\n' || c == '\r' || c == '\t')
            buf_char(out, c);
        else if (unsafe)
            buf_string(out, "\uFFFD");
        text = slice_from(text, safe + unsafe);
    }
}

void present_csv_field(struct buf *out, struct slice text)
{
    struct buf safe = BUF_INIT;

    append_safe_data(&safe, text);
    csv_append_field(out, buf_view(&safe));
    buf_release(&safe);
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

void present_counted(struct buf *out, size_t count, const char *noun)
{
    present_count(out, count);
    buf_printf(out, " %s%s", noun, count == 1 ? "" : "s");
}

void present_aligned(struct buf *out, struct slice text, size_t columns,
                     bool right)
{
    struct slice fit = text;
    size_t own = utf8_width(text);
    int padding;

    if (own > columns) {
        fit = utf8_fit(text, columns - 1);
        own = utf8_width(fit) + 1;
    }
    padding = (int)(columns - own);
    if (right)
        buf_printf(out, "%*s", padding, "");
    buf_slice(out, fit);
    if (fit.len < text.len)
        buf_string(out, "…");
    if (!right)
        buf_printf(out, "%*s", padding, "");
}

void present_left_out(struct buf *out, const struct search_totals *totals)
{
    if (!totals->unknown_date)
        return;
    present_counted(out, totals->unknown_date, "episode");
    buf_string(out, " left out: no date known\n");
}

void present_elapsed(struct buf *out, int64_t elapsed_ms)
{
    if (elapsed_ms < 1000)
        buf_printf(out, "%" PRId64 " ms", elapsed_ms);
    else
        buf_printf(out, "%" PRId64 ".%" PRId64 " s", elapsed_ms / 1000,
                   elapsed_ms % 1000 / 100);
}
