#include "evidence.h"

#include "quoted.h"
#include "search.h"

enum { QUERY_WORDS_MAX = 40 };

/* A passage with less of what a sentence tells is about something else. */
#define WORTH_LEAST 0.4

struct taking {
    struct evidence *evidence;
    const struct quoted *sentence;
    struct arena *arena;
    size_t capacity;
};

/* How much of what the sentence's words tell the passage has: 0 to 1. */
static double share_of(const struct quoted *sentence,
                       const struct passage *passage)
{
    double missing = 0;

    for (size_t i = 0; i < passage->without_count; i++) {
        uint32_t number = quoted_number(sentence, passage->without[i]);

        for (size_t k = 0; k < sentence->count && number; k++)
            if (sentence->numbers[k] == number)
                missing += quoted_worth(sentence, k, k + 1);
    }
    return sentence->worth > 0 ? 1 - missing / sentence->worth : 0;
}

static void take(void *context, const struct passage *passage)
{
    struct taking *taking = context;
    struct evidence *evidence = taking->evidence;

    if (share_of(taking->sentence, passage) < WORTH_LEAST)
        return;
    evidence->list =
        arena_grow(taking->arena, evidence->list, &taking->capacity,
                   evidence->count + 1, sizeof(*evidence->list));
    evidence->list[evidence->count++] = *passage;
}

/* The sentence's words as a query: folded, none is an operator or a filter. */
static void write_query(const struct quoted *sentence, struct buf *out)
{
    for (size_t i = 0; i < sentence->count && i < QUERY_WORDS_MAX; i++) {
        if (i > 0)
            buf_char(out, ' ');
        buf_slice(out, token_text(&sentence->tokens, i));
    }
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
    struct quoted words;
    struct taking taking = { ret_evidence, &words, arena, 0 };
    struct search_totals totals;
    struct buf line = BUF_INIT;
    enum status status = quoted_read(store, sentence, arena, &words, err);

    *ret_evidence = (struct evidence){ 0 };
    if (status)
        return status;
    write_query(&words, &line);
    if (line.len)
        status = search(store, arena_copy(arena, buf_view(&line)), &options,
                        arena, take, &taking, &totals, err);
    buf_release(&line);
    quoted_release(&words);
    return status;
}

int64_t evidence_time(const struct passage *passage)
{
    return passage->hit_count ? passage->hits[0].start_ms : passage->start_ms;
}
