#include "draft_mark.h"

#include "base/utf8.h"

/*
 * What may close a quote, by its opening mark. Each mark is a closing one
 * somewhere: “English”, „deutsch“, ”svensk”, «français», »deutsch«.
 */
static const struct mark {
    int32_t open;
    int32_t closers[2];
} marks[] = {
    { 0x201C, { 0x201D, 0 } },      /* “ ” */
    { 0x201D, { 0x201D, 0 } },      /* ” ” */
    { 0x201E, { 0x201C, 0x201D } }, /* „ “ and „ ” */
    { 0x2018, { 0x2019, 0 } },      /* ‘ ’ */
    { 0x201A, { 0x2018, 0x2019 } }, /* ‚ ‘ */
    { 0x00AB, { 0x00BB, 0 } },      /* « » */
    { 0x00BB, { 0x00AB, 0x00BB } }, /* » « */
    { 0x2039, { 0x203A, 0 } },      /* ‹ › */
    { 0x203A, { 0x2039, 0x203A } }, /* › ‹ */
    { 0x300C, { 0x300D, 0 } },      /* 「 」 */
    { 0x300E, { 0x300F, 0 } },      /* 『 』 */
    { 0xFF02, { 0xFF02, 0 } },      /* ＂ */
    { '"', { '"', 0 } },
};

static const struct mark *mark_of(int32_t code)
{
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (marks[i].open == code)
            return &marks[i];
    return NULL;
}

static bool closes(const struct mark *mark, int32_t code)
{
    return code && (code == mark->closers[0] || code == mark->closers[1]);
}

/* Marks that are apostrophes inside and at the ends of words. */
static bool is_single(const struct mark *mark)
{
    return mark->open == 0x2018 || mark->open == 0x201A;
}

/* Is the character that ends before, or begins at, `at` part of a word? */
static bool is_word_before(struct slice text, size_t at)
{
    int32_t code;

    if (at == 0)
        return false;
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    utf8_decode(slice_from(text, at), &code);
    return utf8_is_word(code);
}

static bool is_word_at(struct slice text, size_t at)
{
    int32_t code;

    if (at >= text.len)
        return false;
    utf8_decode(slice_from(text, at), &code);
    return utf8_is_word(code);
}

/*
 * Does a mark at `at` open a quote? Straight ones and apostrophes stand behind
 * words, too: 5" and rock 'n' roll.
 */
static bool opens(struct slice text, const struct mark *mark, size_t at,
                  size_t end)
{
    bool closes_itself = closes(mark, mark->open);

    if (end >= text.len || ascii_is_space(text.ptr[end]))
        return false;
    return (!closes_itself && !is_single(mark)) || !is_word_before(text, at);
}

/*
 * The mark that closes the quote that `mark` opened, from `at` on. Quotes of
 * the same kind may stand in it; where one of them is not closed, the last mark
 * that closes any is taken.
 */
static bool find_close(struct slice text, const struct mark *mark, size_t at,
                       struct marked_quote *quote)
{
    size_t depth = 1;
    bool found = false;

    while (at < text.len && depth > 0) {
        int32_t code;
        size_t len = utf8_decode(slice_from(text, at), &code);
        bool apostrophe = is_single(mark) && is_word_at(text, at + len);

        if (closes(mark, code) && !apostrophe) {
            quote->to = at;
            quote->close = at + len;
            found = true;
            depth--;
        } else if (code == mark->open) {
            depth++;
        }
        at += len;
    }
    return found;
}

/* Of these every one opens or closes a quote: none stands for inches. */
static bool is_sure(const struct mark *mark)
{
    return !closes(mark, mark->open) && !is_single(mark);
}

bool marked_quote_next(struct slice text, size_t at,
                       struct marked_quote *ret_quote)
{
    uint32_t not_closed =
        0; /* marks, by number, that nothing closes any more */

    while (at < text.len) {
        int32_t code;
        size_t len = utf8_decode(slice_from(text, at), &code);
        const struct mark *mark = mark_of(code);
        uint32_t bit = mark ? UINT32_C(1) << (mark - marks) : 0;

        if (mark && !(not_closed & bit) && opens(text, mark, at, at + len)) {
            *ret_quote = (struct marked_quote){ .open = at, .from = at + len };
            if (find_close(text, mark, at + len, ret_quote))
                return true;
            if (at == 0 || is_sure(mark)) {
                ret_quote->to = ret_quote->close = text.len;
                return true;
            }
            not_closed |= bit;
        }
        at += len;
    }
    return false;
}
