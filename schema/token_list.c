#include "token_list.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <xxhash.h>

void token_list_init(struct token_list *list)
{
    *list = (struct token_list){ 0 };
}

void token_list_clear(struct token_list *list)
{
    list->count = 0;
    list->text_len = 0;
}

void token_list_cut(struct token_list *list, size_t count)
{
    if (count < list->count)
        list->text_len = list->tokens[count].text_at;
    list->count = count;
}

void token_list_release(struct token_list *list)
{
    free(list->tokens);
    free(list->text);
    token_list_init(list);
}

/* Spelled out: compilers make one store of it. */
static size_t put_length(char *out, uint32_t len)
{
    out[0] = (char)(len & 0xFF);
    out[1] = (char)(len >> 8 & 0xFF);
    out[2] = (char)(len >> 16 & 0xFF);
    out[3] = (char)(len >> 24);
    return 4;
}

uint64_t token_list_hash(const struct token_list *list)
{
    char *lengths = mem_resize(NULL, list->count * 4);
    size_t used = 0, bytes = 0;
    uint64_t hash;

    /* The texts stand one behind the other, so they are hashed in one go. */
    for (size_t i = 0; i < list->count; i++) {
        used += put_length(lengths + used, list->tokens[i].text_len);
        bytes += list->tokens[i].text_len;
    }
    hash = XXH3_64bits(lengths, used);
    free(lengths);
    return XXH3_64bits_withSeed(list->text, bytes, hash);
}
