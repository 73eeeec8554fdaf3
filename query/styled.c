#include "styled.h"

#include "wrap.h"

void styled_put(struct buf *out, const struct present_style *style,
                const char *sgr, struct slice text)
{
    if (style->color)
        buf_string(out, sgr);
    present_safe(out, text);
    if (style->color)
        buf_string(out, SGR_OFF);
}

void styled_line(struct buf *out, const struct present_style *style,
                 const char *sgr, size_t indent, struct slice text)
{
    struct wrap wrap = { .out = out, .width = style->width, .indent = indent };
    struct buf safe = BUF_INIT;
    bool colored = sgr && style->color;

    present_safe(&safe, text);
    if (colored)
        buf_string(out, sgr);
    wrap_text(&wrap, buf_view(&safe));
    buf_string(out, colored ? SGR_OFF "\n" : "\n");
    buf_release(&safe);
}
