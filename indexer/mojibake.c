#include "mojibake.h"

#include "base/utf8.h"
#include "charset.h"

#include <iconv.h>

enum { SEQUENCES_MIN = 2 }; /* one may be a quotation */

/* The byte that `character` stood for, or -1. `to_western` converts to it. */
static int byte_of(iconv_t to_western, struct slice character, int32_t code)
{
    char *from = (char *)character.ptr; /* iconv(3) does not write there */
    size_t left = character.len, room = 1;
    char byte, *to = &byte;

    /* The bytes that windows-1252 leaves undefined come as C1 controls. */
    if (code < 0x100)
        return code;
    if (iconv(to_western, &from, &left, &to, &room) == (size_t)-1 || room)
        return -1;
    return (unsigned char)byte;
}

/* Takes the run of characters beyond ASCII off *rest, as bytes. */
static bool take_run(iconv_t to_western, struct slice *rest, struct buf *bytes)
{
    buf_clear(bytes);
    while (rest->len && ((unsigned char)rest->ptr[0] & 0x80)) {
        int32_t code;
        size_t taken = utf8_decode(*rest, &code);
        int byte = byte_of(to_western, slice_range(*rest, 0, taken), code);

        if (byte < 0)
            return false;
        buf_char(bytes, (char)byte);
        *rest = slice_from(*rest, taken);
    }
    return true;
}

/* The characters in `run` if it is UTF-8; 0 if it is not. */
static size_t count_sequences(struct slice run)
{
    size_t count = 0;

    while (run.len) {
        int32_t code;
        size_t taken = utf8_decode(run, &code);

        if (code < 0)
            return 0;
        run = slice_from(run, taken);
        count++;
    }
    return count;
}

static bool undo(iconv_t to_western, struct slice rest, struct buf *out)
{
    struct buf run = BUF_INIT;
    size_t total = 0, count = 1;

    while (rest.len && count) {
        size_t ascii = 0;

        while (ascii < rest.len && !((unsigned char)rest.ptr[ascii] & 0x80))
            ascii++;
        buf_slice(out, slice_range(rest, 0, ascii));
        rest = slice_from(rest, ascii);
        if (rest.len == 0)
            break;
        count = take_run(to_western, &rest, &run)
                    ? count_sequences(buf_view(&run))
                    : 0;
        total += count;
        buf_slice(out, buf_view(&run));
    }
    buf_release(&run);
    return count && total >= SEQUENCES_MIN;
}

bool mojibake_undo(struct slice text, struct buf *out)
{
    iconv_t to_western = iconv_open(CHARSET_WESTERN, "UTF-8");
    bool undone = false;

    if (to_western != (iconv_t)-1) {
        undone = undo(to_western, text, out);
        iconv_close(to_western);
    }
    return undone;
}
