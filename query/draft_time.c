#include "draft_time.h"

#include "ref.h"

#include <string.h>

enum {
    WORD_MAX = 2048, /* bytes of an address in the text */
    LEAD_MAX = 8,    /* of marks before a time */
};

static const struct draft_time no_time = {
    TIME_NONE, TIME_NONE, { 0 }, TIME_NONE
};

/* ---- stamps ---- */

static void skip_blanks(struct slice *text)
{
    *text = slice_trim_left(*text);
}

/* What stands before a time that is a moment: "at 11:15", "~11:15". */
static void skip_lead(struct slice *text)
{
    static const char *const leads[] = { "at ",    "from ",  "around ",
                                         "about ", "circa ", "@",
                                         "~",      "≈",      "⏱" };

    skip_blanks(text);
    for (size_t i = 0; i < sizeof(leads) / sizeof(*leads); i++)
        if (slice_starts_with_nocase(*text, slice_of(leads[i]))) {
            *text = slice_from(*text, strlen(leads[i]));
            skip_blanks(text);
        }
}

/* "9:30 am" is a time of day. */
static bool is_time_of_day(struct slice behind)
{
    static const char *const marks[] = { "am",  "pm",  "a.m",
                                         "p.m", "uhr", "o'clock" };

    skip_blanks(&behind);
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
        struct slice rest = slice_from(behind, strlen(marks[i]));

        if (slice_starts_with_nocase(behind, slice_of(marks[i])) &&
            (rest.len == 0 || !ascii_is_alpha(rest.ptr[0])))
            return true;
    }
    return false;
}

static bool take_range_mark(struct slice *text)
{
    struct slice rest = slice_trim_left(*text);

    if (!draft_take_dash(&rest) && !slice_take_char(&rest, '-'))
        return false;
    *text = slice_trim_left(rest);
    return true;
}

/* Takes "11:15" or "11:15–11:28" off the front of *text. */
static bool take_stamps(struct slice *text, struct draft_time *ret_time)
{
    struct slice rest = *text, behind;

    *ret_time = no_time;
    if (!timecode_take_stamp(&rest, 0, &ret_time->start_ms) ||
        is_time_of_day(rest) ||
        (rest.len && (ascii_is_alpha(rest.ptr[0]) || rest.ptr[0] == ':')))
        return false;
    behind = rest;
    if (take_range_mark(&behind) &&
        timecode_take_stamp(&behind, 0, &ret_time->end_ms))
        rest = behind;
    else
        ret_time->end_ms = TIME_NONE;
    *text = rest;
    return true;
}

/* ---- links and refs ---- */

static bool is_address(struct slice text)
{
    return slice_starts_with_nocase(text, SLICE("http://")) ||
           slice_starts_with_nocase(text, SLICE("https://"));
}

/* Reads the moment that a link or ref leads to. False if it says none. */
static bool read_source(struct slice source, struct draft_time *time)
{
    struct ref ref;
    struct error err;

    if (ref_parse(source, &ref, &err) || ref.kind != REF_TIME)
        return false;
    time->source = source;
    time->source_ms = ref.from;
    return true;
}

/* A link is a time if its label is one, or if it says when. */
static bool read_link(struct slice label, struct slice url,
                      struct draft_time *ret_time)
{
    struct slice rest = label;
    bool stamped, timed;

    skip_lead(&rest);
    while (slice_take_char(&rest, '(') || slice_take_char(&rest, '['))
        ;
    stamped = take_stamps(&rest, ret_time);
    if (!stamped)
        *ret_time = no_time;
    timed = read_source(url, ret_time);
    if (stamped && !timed)
        ret_time->source = url;
    return stamped || timed;
}

/* The word at `at`, up to the next blank or bracket that it does not open. */
static struct slice word_at(struct slice text, size_t at)
{
    size_t end = at;

    while (end < text.len && end - at < WORD_MAX &&
           !ascii_is_space(text.ptr[end]) && !strchr("()[]<>\"", text.ptr[end]))
        end++;
    while (end > at && strchr(".,;:!?", text.ptr[end - 1]))
        end--;
    return slice_range(text, at, end);
}

/* An address in the text, or a ref: "12@11:15". */
static bool read_word(struct slice word, struct draft_time *ret_time)
{
    size_t at = slice_find_char(word, '@');

    *ret_time = no_time;
    if (is_address(word))
        return read_source(word, ret_time);
    if (at == SLICE_NOT_FOUND || at == 0)
        return false;
    for (size_t i = 0; i < at; i++)
        if (!ascii_is_digit(word.ptr[i]))
            return false;
    if (!read_source(word, ret_time))
        return false;
    ret_time->start_ms = ret_time->source_ms;
    return true;
}

/* ---- in a block ---- */

static bool ends_with_word(struct slice text, struct slice word)
{
    return slice_ends_with(text, word) && text.len > word.len &&
           !ascii_is_alpha(text.ptr[text.len - word.len - 1]);
}

/*
 * May a stamp that is no link begin at `at`? At the front of the block, in
 * brackets, or in a line that names a source: at the front of what is between
 * commas there. "(John 3:16)" is none.
 */
static bool may_begin(const struct draft_block *block, size_t at,
                      bool in_brackets)
{
    size_t before = at;

    while (before > 0 && at - before < LEAD_MAX &&
           (block->text.ptr[before - 1] == ' ' ||
            block->text.ptr[before - 1] == '~' ||
            block->text.ptr[before - 1] == '@'))
        before--;
    if (before == 0)
        return true;
    if (strchr("([", block->text.ptr[before - 1]))
        return true;
    if (!in_brackets && !block->cites)
        return false;
    return block->text.ptr[before - 1] == ',' ||
           ends_with_word(slice_range(block->text, 0, before), SLICE("at"));
}

/* Takes in the brackets around [from, to), if they hold nothing else. */
static void take_brackets(struct slice text, struct found_time *found)
{
    if (found->from > 0 && found->to < text.len &&
        strchr("([", text.ptr[found->from - 1]) &&
        strchr(")]", text.ptr[found->to])) {
        found->from--;
        found->to++;
    }
}

/* A time that is no link. */
static bool read_plain(const struct draft_block *block, size_t at,
                       bool in_brackets, struct found_time *found)
{
    struct slice rest = slice_from(block->text, at), word;

    if (at > 0 && !strchr(" ([<~@", block->text.ptr[at - 1]))
        return false;
    word = word_at(block->text, at);
    found->from = at;
    found->to = at + word.len;
    if (read_word(word, &found->time))
        return true;
    if (!may_begin(block, at, in_brackets) || !take_stamps(&rest, &found->time))
        return false;
    found->to = block->text.len - rest.len;
    return true;
}

static bool read_linked(const struct draft_block *block,
                        const struct draft_link *link, struct found_time *found)
{
    found->from = link->from;
    found->to = link->to;
    return read_link(slice_range(block->text, link->from, link->to), link->url,
                     &found->time);
}

void found_times_read(const struct draft_block *block, struct arena *arena,
                      struct found_time **ret_list, size_t *ret_count)
{
    struct found_time *list = NULL;
    size_t count = 0, capacity = 0, depth = 0, link = 0;

    for (size_t at = 0; at < block->text.len; at++) {
        struct found_time found;
        char c = block->text.ptr[at];
        bool is_time;

        while (link < block->link_count &&
               (block->links[link].from < at ||
                block->links[link].to <= block->links[link].from))
            link++;
        if (c == '(' || c == '[')
            depth++;
        else if ((c == ')' || c == ']') && depth > 0)
            depth--;
        if (link < block->link_count && block->links[link].from == at)
            is_time = read_linked(block, &block->links[link], &found);
        else
            is_time = read_plain(block, at, depth > 0, &found);
        if (!is_time)
            continue;
        at = found.to - 1;
        take_brackets(block->text, &found);
        list = arena_grow(arena, list, &capacity, count + 1, sizeof(*list));
        list[count++] = found;
    }
    *ret_list = list;
    *ret_count = count;
}
