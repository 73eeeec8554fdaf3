#include "sentence.h"

#include "base/utf8.h"

bool sentence_is_mark(int32_t code)
{
    return code == '.' || code == '?' || code == '!' || code == 0x2026 ||
           code == 0x3002 || code == 0xff01 || code == 0xff1f ||
           code == 0x061f || code == 0x0964;
}

bool sentence_is_wide_mark(int32_t code)
{
    return code == 0x3002 || code == 0xff01 || code == 0xff1f;
}

bool sentence_is_abbreviation(struct slice word)
{
    static const struct slice list[] = {
        SLICE_INIT("mr"), SLICE_INIT("mrs"),  SLICE_INIT("ms"),
        SLICE_INIT("dr"), SLICE_INIT("prof"), SLICE_INIT("st"),
        SLICE_INIT("vs"), SLICE_INIT("etc"),  SLICE_INIT("jr"),
        SLICE_INIT("sr"), SLICE_INIT("eg"),   SLICE_INIT("ie"),
        SLICE_INIT("no"), SLICE_INIT("sra"),
    };

    enum { LONGEST = 4 };

    if (word.len == 1)
        return word.ptr[0] != 'i' && ascii_is_alpha(word.ptr[0]);
    if (word.len > LONGEST)
        return false;
    for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
        if (slice_equal(word, list[i]))
            return true;
    return false;
}

bool sentence_ends_before(struct slice text, const struct token_list *tokens,
                          size_t index)
{
    size_t at = tokens->tokens[index - 1].to_byte;
    size_t end = tokens->tokens[index].from_byte;
    bool mark = false;

    while (at < end && text.ptr[at] != ' ') {
        int32_t code;

        at += utf8_decode(slice_range(text, at, end), &code);
        if (sentence_is_wide_mark(code))
            return true;
        mark = mark || sentence_is_mark(code);
    }
    return mark && at < end &&
           !sentence_is_abbreviation(token_text(tokens, index - 1));
}
