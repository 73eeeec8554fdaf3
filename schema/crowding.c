#include "crowding.h"

#include "base/utf8.h"

static bool has_space(struct slice gap)
{
    size_t len;

    for (size_t at = 0; at < gap.len; at += len) {
        int32_t code = (unsigned char)gap.ptr[at];

        len = 1;
        if (code >= 0x80)
            len = utf8_decode(slice_from(gap, at), &code);
        if (utf8_is_space(code))
            return true;
    }
    return false;
}

/* Whether white space is between two tokens, which may be of one character. */
static bool are_parted(const char *text, const struct token *left,
                       const struct token *right)
{
    if (right->from_byte <= left->to_byte)
        return false;
    if (text[left->to_byte] == ' ') /* mostly */
        return true;
    return has_space((struct slice){ text + left->to_byte,
                                     right->from_byte - left->to_byte });
}

/* The token begins a chunk: no window has more tokens to a chunk than before. */
static void begin_chunk(struct crowding *crowding)
{
    crowding->starts[crowding->chunks++ % CROWDING_CHUNKS] = crowding->tokens++;
}

/* The token is a further one of the last chunk. */
static void add_to_chunk(struct crowding *crowding)
{
    uint32_t chunks = CROWDING_CHUNKS, first, crowd;

    if (crowding->chunks < CROWDING_CHUNKS) {
        chunks = (uint32_t)crowding->chunks;
        first = 0;
    } else {
        first = crowding->starts[crowding->chunks % CROWDING_CHUNKS];
    }
    crowd = ++crowding->tokens - first - chunks;
    if (crowd > crowding->most)
        crowding->most = crowd;
}

void crowding_add(struct crowding *crowding, const struct token *tokens,
                  size_t count, const char *text, bool parted)
{
    for (size_t i = 0; i < count; i++)
        if (i ? are_parted(text, &tokens[i - 1], &tokens[i])
              : parted || crowding->tokens == 0)
            begin_chunk(crowding);
        else
            add_to_chunk(crowding);
}

uint32_t crowding_span(uint32_t crowding, uint32_t blanks)
{
    uint64_t windows = blanks / CROWDING_CHUNKS + 1;
    uint64_t span = blanks + windows * crowding;

    if (crowding == CROWDING_UNKNOWN || span > UINT32_MAX)
        return CROWDING_UNKNOWN;
    return (uint32_t)span;
}
