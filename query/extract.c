#include "extract.h"

#include "base/utf8.h"
#include "sentence.h"

#include <inttypes.h>

/* ---- loading ---- */

static void lay_out(struct extract *extract, const struct axis *axis,
                    size_t first, struct arena *arena)
{
    struct buf text = BUF_INIT;

    for (size_t i = 0; i < extract->segment_count; i++) {
        struct slice part = extract->segments[i].text;

        if (i > 0 && !axis->segments[first + i].glued)
            buf_char(&text, ' ');
        extract->segment_tokens[i] = axis->segments[first + i].token;
        tokenize(&extract->tokens, part, (uint32_t)text.len);
        buf_slice(&text, part);
    }
    extract->text = arena_copy(arena, buf_view(&text));
    buf_release(&text);
}

enum status extract_load(struct store *store, int64_t transcript,
                         const struct axis *axis, size_t first, size_t end,
                         struct arena *arena, struct extract *ret_extract,
                         struct error *err)
{
    struct extract extract = { .first_token = axis->segments[first].token };
    enum status status;

    extract.end_token = end < axis->segment_count ? axis->segments[end].token
                                                  : axis->token_count;
    status = store_get_segments(store, transcript, extract.first_token,
                                extract.end_token, arena, &extract.segments,
                                &extract.segment_count, err);
    if (status)
        return status;
    token_list_init(&extract.tokens);
    if (extract.segment_count == end - first) {
        extract.segment_tokens = arena_array(arena, extract.segment_count,
                                             sizeof(*extract.segment_tokens));
        lay_out(&extract, axis, first, arena);
    }
    if (extract.tokens.count != extract.end_token - extract.first_token) {
        extract_release(&extract);
        return error_set(err, STATUS_STORE,
                         "the index is damaged (segments of transcript "
                         "%" PRId64 "); quoth check tells more",
                         transcript);
    }
    *ret_extract = extract;
    return STATUS_OK;
}

void extract_release(struct extract *extract)
{
    token_list_release(&extract->tokens);
}

/* ---- looking at it ---- */

static size_t index_of(const struct extract *extract, uint32_t token)
{
    return token - extract->first_token;
}

static size_t segment_of(const struct extract *extract, uint32_t token)
{
    size_t low = 0, high = extract->segment_count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (extract->segment_tokens[middle] <= token)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct slice extract_speaker(const struct extract *extract, uint32_t token)
{
    return extract->segments[segment_of(extract, token)].speaker;
}

struct slice extract_word(const struct extract *extract, uint32_t token)
{
    return token_text(&extract->tokens, index_of(extract, token));
}

bool extract_begins_turn(const struct extract *extract, uint32_t token)
{
    size_t segment = segment_of(extract, token);

    if (token == extract->first_token)
        return true;
    return segment > 0 && extract->segment_tokens[segment] == token &&
           !slice_equal(extract->segments[segment].speaker,
                        extract->segments[segment - 1].speaker);
}

bool extract_begins_sentence(const struct extract *extract, uint32_t token)
{
    return extract_begins_turn(extract, token) ||
           sentence_ends_before(extract->text, &extract->tokens,
                                index_of(extract, token));
}

/*
 * Where the text of a token begins: behind the first blank before it, or behind
 * a mark that ends a sentence without one, or with the word.
 */
static size_t from_byte(const struct extract *extract, uint32_t token)
{
    size_t index = index_of(extract, token);
    size_t at, word = index < extract->tokens.count
                          ? extract->tokens.tokens[index].from_byte
                          : extract->text.len;
    size_t found = word;

    if (index == 0)
        return 0;
    at = extract->tokens.tokens[index - 1].to_byte;
    if (index == extract->tokens.count)
        return word;
    while (at < word) {
        int32_t code;

        if (extract->text.ptr[at] == ' ')
            return at + 1;
        at += utf8_decode(slice_range(extract->text, at, word), &code);
        if (sentence_is_wide_mark(code))
            found = at;
    }
    return found;
}

struct slice extract_text(const struct extract *extract, uint32_t first,
                          uint32_t end)
{
    return slice_trim(slice_range(extract->text, from_byte(extract, first),
                                  from_byte(extract, end)));
}
