#include "line_scan.h"

size_t line_take_any(struct slice *text, const struct slice *table,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_starts_with(*text, table[i])) {
            *text = slice_from(*text, table[i].len);
            return i;
        }
    }
    return count;
}

void line_skip_blanks(struct slice *text)
{
    const struct slice nbsp = SLICE("\xC2\xA0");

    *text = slice_trim_left(*text);
    while (slice_starts_with(*text, nbsp))
        *text = slice_trim_left(slice_from(*text, nbsp.len));
}

bool line_starts_with_digit(struct slice text)
{
    return text.len && ascii_is_digit(text.ptr[0]);
}

size_t line_count_char(struct slice text, char c)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == c;
    return count;
}
