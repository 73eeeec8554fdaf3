#include "evidence.h"

#include "search.h"
#include "tokenizer.h"

#include <string.h>

enum { QUERY_WORDS_MAX = 40 };

struct taking {
    struct evidence *evidence;
    struct arena *arena;
    size_t capacity;
};

static void take(void *context, const struct passage *passage)
{
    struct taking *taking = context;
    struct evidence *evidence = taking->evidence;

    evidence->list =
        arena_grow(taking->arena, evidence->list, &taking->capacity,
                   evidence->count + 1, sizeof(*evidence->list));
    evidence->list[evidence->count++] = *passage;
}

/* The sentence's words as a query: folded, none is an operator or a filter. */
static void write_query(struct slice sentence, struct buf *out)
{
    struct token_list tokens;

    token_list_init(&tokens);
    tokenize(&tokens, sentence, 0);
    for (size_t i = 0; i < tokens.count && i < QUERY_WORDS_MAX; i++) {
        if (i > 0)
            buf_char(out, ' ');
        buf_slice(out, token_text(&tokens, i));
    }
    token_list_release(&tokens);
}

enum status evidence_find(struct store *store, int64_t episode,
                          struct slice sentence, size_t limit,
                          struct arena *arena, struct evidence *ret_evidence,
                          struct error *err)
{
    const struct search_options options = {
        .limit = limit,
        .fold = true,
        .episode = episode,
        .only_speech = true,
    };
    struct taking taking = { ret_evidence, arena, 0 };
    struct search_totals totals;
    struct buf line = BUF_INIT;
    enum status status = STATUS_OK;

    *ret_evidence = (struct evidence){ 0 };
    write_query(sentence, &line);
    if (line.len)
        status = search(store, arena_copy(arena, buf_view(&line)), &options,
                        arena, take, &taking, &totals, err);
    buf_release(&line);
    return status;
}

int64_t evidence_time(const struct passage *passage)
{
    return passage->hit_count ? passage->hits[0].start_ms : passage->start_ms;
}
