/*
 * The report of verify for people: a line for each quote, as compilers write
 * them, and below it what is different.
 */
#include "base/utf8.h"
#include "styled.h"
#include "verify_report.h"

#include <inttypes.h>

enum {
    VERDICT_COLUMNS = 15, /* "across speakers" */
    REF_COLUMNS = 12,
    QUOTE_COLUMNS = 60, /* of a quote that holds */
    INDENT = 4,
};

/* The quote, or as much of it as tells which one it is. */
static void put_quote(struct buf *out, struct slice text)
{
    struct slice shown = utf8_fit(text, QUOTE_COLUMNS);

    buf_string(out, "“");
    present_safe(out, shown);
    buf_string(out, shown.len < text.len ? "…”" : "”");
}

static void put_difference(struct buf *line, const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->part_count; i++) {
        const struct diff_part *part = &verdict->parts[i];

        if (i > 0)
            buf_char(line, ' ');
        if (part->step == ALIGN_SAME)
            buf_slice(line, part->text);
        else if (part->step == ALIGN_ADDED)
            buf_printf(line, "{+%.*s+}", SLICE_ARG(part->text));
        else if (part->text.len)
            buf_printf(line, "[-%.*s-]", SLICE_ARG(part->text));
        else if (part->words > 0)
            buf_printf(line, "[%" PRId64 " words]", part->words);
        else
            buf_printf(line, "[%" PRId64 " words back]", -part->words);
    }
}

static void put_more(struct buf *out, const struct present_style *style,
                     const char *label, struct slice text)
{
    struct buf line = BUF_INIT;

    buf_printf(&line, "%s%.*s", label, SLICE_ARG(text));
    buf_string(out, "    ");
    styled_line(out, style, NULL, INDENT, buf_view(&line));
    buf_release(&line);
}

static void put_details(struct buf *out, const struct present_style *style,
                        const struct checked *checked)
{
    const struct verdict *verdict = &checked->verdict;
    struct buf difference = BUF_INIT;

    if (verdict->wrong_speaker) {
        struct buf who = BUF_INIT;

        buf_printf(&who, "%.*s, not %.*s", SLICE_ARG(verdict->speaker),
                   SLICE_ARG(checked->item->speaker));
        put_more(out, style, "said by ", buf_view(&who));
        buf_release(&who);
    }
    if (verdict->part_count) {
        put_difference(&difference, verdict);
        put_more(out, style, "", buf_view(&difference));
    } else if (verdict->said.len && verdict->kind != VERDICT_EXACT) {
        put_more(out, style, "as said: ", verdict->said);
    }
    if (verdict->note.len)
        put_more(out, style, "", verdict->note);
    buf_release(&difference);
}

static void put_checked(const struct verify_result *result,
                        const struct checked *checked,
                        const struct present_style *style, struct buf *out)
{
    const struct verdict *verdict = &checked->verdict;
    const struct draft_item *item = checked->item;

    present_safe(out, result->name);
    buf_printf(out, ":%" PRIu32 ": ", item->line);
    if (style->color && !verdict_holds(verdict->kind))
        buf_string(out, SGR_MATCH);
    present_aligned(out, slice_of(verdict_name(verdict->kind)), VERDICT_COLUMNS,
                    false);
    if (style->color && !verdict_holds(verdict->kind))
        buf_string(out, SGR_OFF);
    buf_string(out, "  ");
    present_aligned(out, verdict->ref.len ? verdict->ref : SLICE("-"),
                    REF_COLUMNS, false);
    buf_string(out, "  ");
    if (item->time.start_ms != TIME_NONE && item->kind != DRAFT_QUOTE) {
        timecode_print_clock(out, item->time.start_ms);
        buf_string(out, item->text.len ? " " : "");
    }
    if (item->text.len)
        put_quote(out, item->text);
    buf_char(out, '\n');
    if (!verdict_holds(verdict->kind) || verdict->kind == VERDICT_SAME_WORDS ||
        verdict->kind == VERDICT_ELIDED)
        put_details(out, style, checked);
}

static void print(const struct verify_result *result,
                  const struct present_style *style, struct buf *out)
{
    size_t counts[VERDICT_NOT_FOUND + 1];
    bool first = true;

    for (size_t i = 0; i < result->count; i++)
        if (result->list[i].verdict.kind != VERDICT_IN_TIME)
            put_checked(result, &result->list[i], style, out);
    verify_count(result, counts);
    present_count(out, result->count);
    buf_string(out, " checked");
    for (size_t i = 0; i <= VERDICT_NOT_FOUND; i++) {
        if (!counts[i])
            continue;
        buf_string(out, first ? ": " : ", ");
        present_count(out, counts[i]);
        buf_printf(out, " %s", verdict_name((enum verdict_kind)i));
        first = false;
    }
    buf_char(out, '\n');
}

const struct verify_report verify_text = {
    .name = "text",
    .print = print,
};
