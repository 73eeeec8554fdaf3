#include "spoken_mark.h"

#include "base/utf8.h"

/* A word with more marks behind it than this is none. */
enum { MARKED_BYTES = 256 };

/* Marks that stand behind a word without a blank. */
static const char closing[] = ".,?!:;%)]}…’”»。、，？！：；";

static bool is_closing_mark(struct slice text)
{
    int32_t code;

    if (text.len == 0)
        return false;
    while (text.len) {
        size_t len = utf8_decode(text, &code);

        if (slice_find(SLICE(closing), slice_range(text, 0, len)) ==
            SLICE_NOT_FOUND)
            return false;
        text = slice_from(text, len);
    }
    return true;
}

static struct slice join(struct arena *arena, struct slice first,
                         struct slice second)
{
    return arena_printf(arena, "%.*s%.*s", SLICE_ARG(first), SLICE_ARG(second));
}

void spoken_list_join_marks(struct spoken_list *list)
{
    size_t kept = 0;
    bool blank = false;

    for (size_t i = 0; i < list->count; i++) {
        struct spoken_word word = list->words[i];
        struct slice bare = slice_trim(word.text);

        if (bare.len == 0) {
            blank |= word.text.len > 0;
            continue;
        }
        if (kept && !blank && is_closing_mark(word.text) &&
            list->words[kept - 1].text.len < MARKED_BYTES) {
            struct spoken_word *last = &list->words[kept - 1];

            last->text = join(list->arena, last->text, bare);
            if (word.end_ms != TIME_NONE)
                last->end_ms = word.end_ms;
            continue;
        }
        if (blank && !ascii_is_space(word.text.ptr[0]))
            word.text = join(list->arena, SLICE(" "), word.text);
        blank = false;
        list->words[kept++] = word;
    }
    list->count = kept;
}
