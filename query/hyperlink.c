#include "hyperlink.h"

#include "escape.h"

void hyperlink_html(struct buf *out, struct slice label, struct slice url)
{
    if (url.len) {
        buf_string(out, "<a href=\"");
        escape_url(out, url);
        buf_string(out, "\">");
    }
    escape_xml(out, label);
    if (url.len)
        buf_string(out, "</a>");
}

void hyperlink_markdown(struct buf *out, struct slice label, struct slice url)
{
    if (url.len == 0) {
        buf_slice(out, label);
        return;
    }
    buf_char(out, '[');
    buf_slice(out, label);
    buf_string(out, "](");
    escape_url(out, url);
    buf_char(out, ')');
}
