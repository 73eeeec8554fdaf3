#include "score.h"

double score_term_value(const struct score_term *term)
{
    return term->worth * (term->said + term->close + term->around);
}

struct score_sum *score_sum_new(struct arena *arena, size_t count)
{
    struct score_sum *sum = arena_alloc(arena, sizeof(*sum));

    sum->terms = arena_array(arena, count, sizeof(*sum->terms));
    sum->count = count;
    return sum;
}

static void print_term(const struct score_term *term, struct slice text,
                       struct buf *out)
{
    const struct {
        const char *name;
        double value;
    } things[] = {
        { "said", term->said },
        { "close", term->close },
        { "around", term->around },
    };

    const char *before = "(";

    buf_printf(out, "%.*s %.2f x ", SLICE_ARG(text), term->worth);
    for (size_t i = 0; i < sizeof(things) / sizeof(*things); i++) {
        if (things[i].value <= 0)
            continue;
        buf_printf(out, "%s%.2f %s", before, things[i].value, things[i].name);
        before = " + ";
    }
    buf_char(out, ')');
}

void score_print(double score, double share, const struct score_sum *sum,
                 struct slice line, struct buf *out)
{
    const char *before = "";

    buf_printf(out, "%.2f = ", score);
    if (share < 1)
        buf_printf(out, "%.2f x (", share);
    for (size_t i = 0; i < sum->count; i++) {
        const struct score_term *term = &sum->terms[i];
        const struct node *node = term->node;

        if (score_term_value(term) <= 0)
            continue;
        buf_string(out, before);
        print_term(
            term, slice_range(line, (size_t)node->from, (size_t)node->to), out);
        before = " + ";
    }
    if (share < 1)
        buf_char(out, ')');
}
