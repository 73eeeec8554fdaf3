#include "regex_part.h"

#include "base/utf8.h"

/* ---- reach ---- */

static uint32_t at_most_far(uint64_t blanks)
{
    return blanks < REGEX_REACH_FAR ? (uint32_t)blanks : REGEX_REACH_FAR;
}

static uint32_t reach_repeated(const struct regex_part *part, int64_t most)
{
    if (part->is_blank || part->reach == 0)
        return part->reach;
    if (most > REGEX_REACH_FAR)
        most = REGEX_REACH_FAR;
    return at_most_far(part->reach * (uint64_t)most);
}

/* ---- the smallest parts ---- */

struct regex_part regex_part_exactly(struct arena *arena, struct slice string)
{
    struct regex_part part = { .exact = true,
                               .strings = string_set_of(arena, string) };
    int32_t code;

    if (!string.len)
        return part;
    utf8_decode(string, &code);
    part.is_blank = utf8_is_space(code);
    part.reach = part.is_blank;
    return part;
}

struct regex_part regex_part_blank(void)
{
    return (struct regex_part){ .reach = 1, .is_blank = true };
}

struct regex_part regex_part_character(void)
{
    return (struct regex_part){ .reach = 1 };
}

struct regex_part regex_part_of_word(void)
{
    return (struct regex_part){ .exact = false };
}

struct regex_part regex_part_unknown(void)
{
    return (struct regex_part){ .reach = REGEX_REACH_FAR };
}

struct regex_part regex_part_look(struct arena *arena,
                                  const struct regex_part *part)
{
    struct regex_part look = regex_part_exactly(arena, SLICE(""));

    look.reach = part->reach;
    return look;
}

/* ---- what is needed ---- */

void regex_part_add_need(struct regex_part *part, const struct string_set *set)
{
    size_t weakest = 0;

    if (set->count == 0 || string_set_shortest(set) == 0)
        return;
    if (part->need_count < REGEX_MOST_SETS) {
        part->needs[part->need_count++] = *set;
        return;
    }
    for (size_t i = 1; i < part->need_count; i++)
        if (string_set_shortest(&part->needs[i]) <
            string_set_shortest(&part->needs[weakest]))
            weakest = i;
    if (string_set_shortest(set) > string_set_shortest(&part->needs[weakest]))
        part->needs[weakest] = *set;
}

/* ---- parts put together ---- */

/* What is known of the strings of a part that is there so often. */
static struct regex_part repeat_strings(struct arena *arena,
                                        const struct regex_part *part,
                                        struct regex_repeats repeats)
{
    struct string_set empty = string_set_of(arena, SLICE(""));
    struct regex_part out = *part;

    if (repeats.least == 0) {
        if (!part->exact || repeats.most != 1 ||
            part->strings.count == STRING_SET_MAX)
            return regex_part_of_word();
        out.strings = string_set_join(arena, &part->strings, &empty);
        return out;
    }
    if (part->exact && repeats.most == repeats.least) {
        out.strings = string_set_power(arena, &part->strings, repeats.most);
        if (out.strings.count)
            return out;
    }
    /* Once or more: what one needs. */
    out.exact = false;
    if (part->exact)
        regex_part_add_need(&out, &part->strings);
    return out;
}

struct regex_part regex_part_repeat(struct arena *arena,
                                    const struct regex_part *part,
                                    struct regex_repeats repeats)
{
    struct regex_part out = *part;

    if (repeats.least == 1 && repeats.most == 1)
        return out;
    out = repeat_strings(arena, part, repeats);
    out.reach = reach_repeated(part, repeats.most);
    out.is_blank = false;
    return out;
}

struct regex_sequence regex_sequence_begin(struct arena *arena)
{
    return (struct regex_sequence){ .part = { .exact = true },
                                    .run = string_set_of(arena, SLICE("")) };
}

/* Ends the run: what follows does not stand right behind it, or not certainly. */
static void end_run(struct regex_sequence *sequence,
                    const struct string_set *next)
{
    regex_part_add_need(&sequence->part, &sequence->run);
    sequence->part.exact = false;
    sequence->run = *next;
}

void regex_sequence_append(struct arena *arena, struct regex_sequence *sequence,
                           const struct regex_part *part)
{
    struct string_set empty = string_set_of(arena, SLICE(""));

    sequence->part.reach =
        at_most_far((uint64_t)sequence->part.reach + part->reach);
    if (!part->exact) {
        end_run(sequence, &empty);
        for (size_t i = 0; i < part->need_count; i++)
            regex_part_add_need(&sequence->part, &part->needs[i]);
    } else if (string_set_product_fits(&sequence->run, &part->strings)) {
        sequence->run =
            string_set_product(arena, &sequence->run, &part->strings);
    } else {
        end_run(sequence, &part->strings);
    }
}

struct regex_part regex_sequence_end(struct arena *arena,
                                     struct regex_sequence *sequence)
{
    struct string_set empty = string_set_of(arena, SLICE(""));

    if (sequence->part.exact)
        sequence->part.strings = sequence->run;
    else
        end_run(sequence, &empty);
    return sequence->part;
}

/* The set that tells most of what a part needs; empty if there is none. */
static struct string_set best_need(const struct regex_part *part)
{
    struct regex_part all = *part;
    struct string_set best = { NULL, 0 };

    if (part->exact)
        regex_part_add_need(&all, &part->strings);
    for (size_t i = 0; i < all.need_count; i++)
        if (best.count == 0 ||
            string_set_shortest(&all.needs[i]) > string_set_shortest(&best))
            best = all.needs[i];
    return best;
}

struct regex_part regex_part_either(struct arena *arena,
                                    const struct regex_part *a,
                                    const struct regex_part *b)
{
    struct regex_part out = { .exact = a->exact && b->exact,
                              .reach =
                                  a->reach > b->reach ? a->reach : b->reach };
    struct string_set need_a, need_b;

    if (out.exact && a->strings.count + b->strings.count <= STRING_SET_MAX) {
        out.strings = string_set_join(arena, &a->strings, &b->strings);
        return out;
    }
    out.exact = false;
    need_a = best_need(a);
    need_b = best_need(b);
    if (need_a.count && need_b.count &&
        need_a.count + need_b.count <= STRING_SET_MAX) {
        out.needs[0] = string_set_join(arena, &need_a, &need_b);
        out.need_count = 1;
    }
    return out;
}
