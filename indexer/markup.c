#include "markup.h"

void markup_escape(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '&':
            buf_string(out, "&amp;");
            break;
        case '<':
            buf_string(out, "&lt;");
            break;
        case '>':
            buf_string(out, "&gt;");
            break;
        default:
            buf_char(out, text.ptr[i]);
            break;
        }
    }
}
