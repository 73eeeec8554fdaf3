#include "fold.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* As many words in a row are not said twice by chance. */
enum { SAME_WORDS = 12 };

/* A passage of the result, with the words around its first match. */
struct shown {
    struct passage *passage;
    struct token_list tokens;
    size_t hit; /* index of the first token of the first hit */
    size_t also_capacity;
    size_t before; /* number, from 1, of the one before it in the episode */
};

struct fold {
    struct arena *arena;
    struct shown *shown;
    size_t count, capacity;
    size_t *last; /* by episode: number, from 1, of its last one */
    size_t last_capacity;
};

struct fold *fold_new(struct arena *arena)
{
    struct fold *fold = mem_alloc(sizeof(*fold));

    *fold = (struct fold){ .arena = arena };
    return fold;
}

void fold_free(struct fold *fold)
{
    if (!fold)
        return;
    for (size_t i = 0; i < fold->count; i++)
        token_list_release(&fold->shown[i].tokens);
    free(fold->shown);
    free(fold->last);
    free(fold);
}

static void shown_init(struct shown *shown, struct passage *passage)
{
    const struct token_list *tokens = &shown->tokens;

    *shown = (struct shown){ .passage = passage };
    token_list_init(&shown->tokens);
    tokenize(&shown->tokens, passage->text, 0);
    while (shown->hit < tokens->count && passage->hit_count &&
           tokens->tokens[shown->hit].from_byte < passage->hits[0].from_byte)
        shown->hit++;
}

static bool same_token(const struct shown *a, size_t at, const struct shown *b,
                       size_t bt)
{
    return slice_equal(token_text(&a->tokens, at), token_text(&b->tokens, bt));
}

/* How many words are the same in a row, across the first hit of both. */
static size_t same_words(const struct shown *a, const struct shown *b)
{
    size_t before = 0, behind = 0;

    while (a->hit + behind < a->tokens.count &&
           b->hit + behind < b->tokens.count &&
           same_token(a, a->hit + behind, b, b->hit + behind))
        behind++;
    while (before < a->hit && before < b->hit &&
           same_token(a, a->hit - before - 1, b, b->hit - before - 1))
        before++;
    return behind ? before + behind : 0;
}

static void add_also(struct fold *fold, struct shown *shown,
                     const struct passage *passage)
{
    struct passage *first = shown->passage;

    first->also = arena_grow(fold->arena, first->also, &shown->also_capacity,
                             first->also_count + 1, sizeof(*first->also));
    first->also[first->also_count++] = (struct moment){
        .ref = passage->ref,
        .start_ms =
            passage->hit_count ? passage->hits[0].start_ms : passage->start_ms,
        .link = passage->link,
    };
}

static size_t *last_of_episode(struct fold *fold, int64_t episode)
{
    size_t had = fold->last_capacity;

    fold->last = mem_grow(fold->last, &fold->last_capacity, (size_t)episode + 1,
                          sizeof(*fold->last));
    memset(fold->last + had, 0,
           (fold->last_capacity - had) * sizeof(*fold->last));
    return &fold->last[episode];
}

bool fold_add(struct fold *fold, struct passage *passage)
{
    size_t *last = last_of_episode(fold, passage->episode->id);
    struct shown shown;

    shown_init(&shown, passage);
    for (size_t i = *last; i; i = fold->shown[i - 1].before)
        if (same_words(&fold->shown[i - 1], &shown) >= SAME_WORDS) {
            add_also(fold, &fold->shown[i - 1], passage);
            token_list_release(&shown.tokens);
            return true;
        }
    shown.before = *last;
    fold->shown = mem_grow(fold->shown, &fold->capacity, fold->count + 1,
                           sizeof(*fold->shown));
    fold->shown[fold->count++] = shown;
    *last = fold->count;
    return false;
}
