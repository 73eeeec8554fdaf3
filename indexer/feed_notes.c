#include "feed_notes.h"

#include "base/buf.h"
#include "decode.h"
#include "html.h"

static bool take_piece(void *context, const struct html_piece *piece)
{
    struct buf *text = context;

    if (piece->starts_block && text->len)
        buf_char(text, '\n');
    buf_slice(text, piece->text);
    return true;
}

static bool has_markup(struct slice notes)
{
    return slice_find_char(notes, '<') != SLICE_NOT_FOUND ||
           slice_find_char(notes, '&') != SLICE_NOT_FOUND;
}

struct slice feed_notes_read(struct slice notes, struct arena *arena)
{
    static const struct html_handler handler = { .piece = take_piece };
    struct buf text = BUF_INIT;
    struct slice plain;
    struct error ignored;

    notes = slice_trim(notes);
    if (!has_markup(notes) || html_parse(notes, 1, &handler, &text, &ignored))
        plain = decode_clean(arena_copy(arena, notes), arena);
    else
        plain = arena_copy(arena, slice_trim(buf_view(&text)));
    buf_release(&text);
    return plain;
}
