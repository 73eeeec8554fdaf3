#include "wrap.h"

#include "base/utf8.h"

void wrap_break(struct wrap *wrap)
{
    buf_printf(wrap->out, "\n%*s", (int)wrap->indent, "");
    wrap->column = wrap->indent;
}

static void put(struct wrap *wrap, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == WRAP_MARK_ON)
            buf_string(wrap->out, wrap->mark_on);
        else if (text.ptr[i] == WRAP_MARK_OFF)
            buf_string(wrap->out, wrap->mark_off);
        else
            buf_char(wrap->out, text.ptr[i]);
    }
    wrap->column += utf8_width(text);
}

static size_t room(const struct wrap *wrap)
{
    return wrap->width > wrap->column ? wrap->width - wrap->column : 0;
}

/* Breaks a word that no line holds: Chinese, Thai, an address. */
static void put_long_word(struct wrap *wrap, struct slice word)
{
    while (utf8_width(word) > room(wrap)) {
        struct slice fit = utf8_fit(word, room(wrap));

        if (fit.len == 0 && wrap->column <= wrap->indent)
            break;
        put(wrap, fit);
        wrap_break(wrap);
        word = slice_from(word, fit.len);
    }
    put(wrap, word);
}

void wrap_text(struct wrap *wrap, struct slice text)
{
    struct slice word;
    bool first = true;

    if (wrap->width == 0) {
        put(wrap, text);
        return;
    }
    while (slice_next_part(&text, ' ', &word)) {
        size_t needed = utf8_width(word) + !first;

        if (needed <= room(wrap)) {
            if (!first)
                put(wrap, SLICE(" "));
            put(wrap, word);
        } else if (utf8_width(word) + wrap->indent <= wrap->width) {
            wrap_break(wrap);
            put(wrap, word);
        } else {
            /* Behind the blank there must be room for a wide character. */
            if (!first && room(wrap) < 3)
                wrap_break(wrap);
            else if (!first)
                put(wrap, SLICE(" "));
            put_long_word(wrap, word);
        }
        first = false;
    }
}
