#include "page_head.h"

#include "chapter.h"
#include "date_text.h"
#include "base/diag.h"
#include "meta_key.h"
#include "page_name.h"
#include "page_part.h"

#include <string.h>

enum {
    HEAD_LINES = 40, /* in which labels are looked for */
    TITLE_LINES = 8, /* in which a title without marks is */
    TITLE_BYTES = 160,
    LABEL_BYTES = 20,
    LABELLED_BYTES = 300,
    DATE_BYTES = 40,
    SHOW_BYTES = 60,
    DESCRIPTION_BYTES = 40, /* a shorter paragraph describes nothing */
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void set(struct slice *field, struct slice value)
{
    if (field->len == 0)
        *field = value;
}

/* ---- titles with the show in them ---- */

static const char *const title_marks[] = { " | ", " - ", " – ", " — ", " · ",
                                           " : ", ": ",  " » ", " • " };

/* What is written behind titles by the places that show them. */
static struct slice without_platform(struct slice title)
{
    static const char *const tails[] = {
        " | Podcast on Spotify", " - YouTube", " on Apple Podcasts",
        " - Apple Podcasts",     " | Spotify", " | Substack",
    };

    for (size_t i = 0; i < COUNT(tails); i++)
        if (slice_ends_with(title, slice_of(tails[i])))
            title.len -= strlen(tails[i]);
    return slice_trim(title);
}

/* The title without the show's name before or behind it. */
static struct slice without_show(struct slice title, struct slice show)
{
    const struct slice by = SLICE(" by ");

    if (show.len && title.len > show.len + by.len &&
        slice_ends_with(title, show) &&
        slice_ends_with(slice_range(title, 0, title.len - show.len), by))
        return slice_range(title, 0, title.len - show.len - by.len);
    for (size_t i = 0; show.len && i < COUNT(title_marks); i++) {
        struct slice mark = slice_of(title_marks[i]), rest = title;

        if (slice_starts_with_nocase(title, show) &&
            slice_starts_with(slice_from(title, show.len), mark))
            return slice_trim(slice_from(title, show.len + mark.len));
        if (title.len <= show.len + mark.len)
            continue;
        rest = slice_from(title, title.len - show.len - mark.len);
        if (slice_starts_with(rest, mark) &&
            slice_equal_nocase(slice_from(rest, mark.len), show))
            return slice_trim(
                slice_range(title, 0, title.len - show.len - mark.len));
    }
    return title;
}

/* "Title - by Dana Reyes - Field Notes": the author in the midst of it. */
static struct slice without_author(struct slice text, struct slice *ret_author)
{
    size_t end;

    if (!slice_starts_with(text, SLICE("by ")))
        return text;
    end = slice_find(text, SLICE(" - "));
    if (end == SLICE_NOT_FOUND)
        return text;
    *ret_author = slice_range(text, 3, end);
    return slice_from(text, end + 3);
}

/* The show, where a longer title has it behind or before `title`. */
static struct slice show_beside(struct slice longer, struct slice title,
                                struct slice *ret_author)
{
    for (size_t i = 0; title.len && i < COUNT(title_marks); i++) {
        struct slice mark = slice_of(title_marks[i]);

        if (slice_starts_with(longer, title) &&
            slice_starts_with(slice_from(longer, title.len), mark))
            return without_author(slice_from(longer, title.len + mark.len),
                                  ret_author);
        if (longer.len > title.len + mark.len &&
            slice_ends_with(longer, title) &&
            slice_ends_with(slice_range(longer, 0, longer.len - title.len),
                            mark))
            return slice_range(longer, 0, longer.len - title.len - mark.len);
    }
    if (title.len && slice_starts_with(longer, title) &&
        slice_starts_with(slice_from(longer, title.len), SLICE(" by ")))
        return slice_from(longer, title.len + 4);
    return SLICE("");
}

/* ---- facts ---- */

/* "Listen to this episode from Field Notes on Spotify. …" */
static struct slice show_of_description(struct slice text)
{
    const struct slice words = SLICE("Listen to this episode from ");
    size_t end = slice_find(text, SLICE(" on Spotify"));

    if (!slice_starts_with(text, words) || end == SLICE_NOT_FOUND)
        return SLICE("");
    return slice_range(text, words.len, end);
}

static struct slice first_heading(const struct page_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->list[i].block == TEXT_HEADING && lines->list[i].level == 1)
            return lines->list[i].text;
    return SLICE("");
}

static struct slice show_of_facts(const struct page_lines *lines,
                                  struct slice *ret_author)
{
    const struct page_facts *facts = &lines->facts;
    struct slice show = facts->ld_show, title = facts->og_title;

    *ret_author = facts->ld_author;
    if (show.len == 0 || page_fact_is_platform(show))
        show = facts->site_name;
    if (show.len == 0 || page_fact_is_platform(show))
        show = show_of_description(facts->description);
    if (show.len == 0)
        show = show_beside(without_platform(facts->title), title, ret_author);
    if (show.len == 0)
        show = show_beside(title, first_heading(lines), ret_author);
    if (show.len == 0)
        show = show_beside(without_platform(facts->title), first_heading(lines),
                           ret_author);
    return page_fact_is_platform(show) ? SLICE("") : show;
}

static struct slice title_of_facts(const struct page_lines *lines,
                                   struct slice show)
{
    const struct page_facts *facts = &lines->facts;
    struct slice title = facts->ld_title;

    set(&title, facts->og_title);
    set(&title, first_heading(lines));
    set(&title, facts->title);
    title = without_show(without_platform(title), show);
    return title.len <= TITLE_BYTES * 2 ? title : SLICE("");
}

static void take_facts(const struct page_lines *lines,
                       struct episode_meta *meta, struct slice *ret_author)
{
    const struct page_facts *facts = &lines->facts;

    set(&meta->show, show_of_facts(lines, ret_author));
    set(&meta->title, title_of_facts(lines, meta->show));
    set(&meta->date, facts->ld_date);
    set(&meta->date, facts->date);
    set(&meta->number, facts->ld_number);
    set(&meta->link, facts->link);
    set(&meta->language, facts->language);
    set(&meta->media, facts->media);
    set(&meta->description, facts->ld_description);
    set(&meta->description, facts->description);
    if (meta->duration_ms == TIME_NONE)
        meta->duration_ms = facts->duration_ms;
}

/* ---- lines ---- */

/* "Guests: Ana Lima, Bo Chen": a key that front matter may have. */
static bool take_label(struct meta_reader *reader, const struct page_line *line)
{
    size_t colon = slice_find_char(line->text, ':');
    struct slice name = slice_trim(slice_range(line->text, 0, colon));
    struct meta_item item = { { NULL, 0 }, { NULL, 0 } };
    struct meta_value value = { .items = &item, .count = 1 };

    if (colon == SLICE_NOT_FOUND || name.len > LABEL_BYTES ||
        line->text.len > LABELLED_BYTES || !meta_key_known(name) ||
        slice_equal_nocase(name, SLICE("link")) ||
        slice_equal_nocase(name, SLICE("people")))
        return false;
    item.text = slice_trim(slice_from(line->text, colon + 1));
    if (item.text.len == 0)
        return false;
    meta_reader_take(reader, name, &value, line->line);
    return true;
}

/* Labels that stand anywhere on a page. */
static bool names_people(struct slice text)
{
    static const char *const labels[] = { "guest:", "guests:", "host:",
                                          "hosts:" };

    for (size_t i = 0; i < COUNT(labels); i++)
        if (slice_starts_with_nocase(text, slice_of(labels[i])))
            return true;
    return false;
}

/* A date, with or without a word before it: "Published on May 17, 2026". */
static struct slice date_of(struct slice text, struct arena *arena)
{
    static const char *const words[] = {
        "published", "released", "posted", "aired",    "premiered",
        "updated",   "date",     "on",     "recorded", "streamed live"
    };

    for (size_t i = 0; i < COUNT(words); i++)
        if (slice_starts_with_nocase(text, slice_of(words[i]))) {
            text = slice_from(text, strlen(words[i]));
            slice_take_char(&text, ':');
            text = slice_trim_left(text);
        }
    if (text.len == 0 || text.len > DATE_BYTES)
        return SLICE("");
    return date_normalize(text, arena);
}

/* Only digits, month names and marks make a date, not a sentence with a year. */
static bool may_be_date(struct slice text)
{
    size_t words = chapter_words(text), digits = 0;

    for (size_t i = 0; i < text.len; i++)
        digits += ascii_is_digit(text.ptr[i]);
    return words <= 5 && digits >= 4;
}

/* "May 17, 2026 · 1 hr 12 min": any of the parts. */
static bool take_date(const struct page_line *line, struct arena *arena,
                      struct episode_meta *meta)
{
    struct slice rest = line->text, part;
    size_t at;

    if (rest.len > DATE_BYTES * 3)
        return false;
    while (rest.len) {
        static const char *const marks[] = { " · ", " • ", " | ", " — ",
                                             " by " };
        size_t end = rest.len, next = rest.len;

        for (size_t i = 0; i < COUNT(marks); i++) {
            at = slice_find(rest, slice_of(marks[i]));
            if (at < end) {
                end = at;
                next = at + strlen(marks[i]);
            }
        }
        part = slice_range(rest, 0, end);
        if (may_be_date(part)) {
            part = date_of(part, arena);
            if (part.len) {
                set(&meta->date, part);
                return true;
            }
        }
        rest = slice_from(rest, next);
    }
    return false;
}

/* Could the line, one of the first, be a title: short, and no sentence? */
static bool may_be_title(const struct page_line *line)
{
    struct slice text = line->text;

    return text.len <= TITLE_BYTES && line->block != TEXT_ITEM &&
           !slice_ends_with(text, SLICE(".")) &&
           !slice_ends_with(text, SLICE(":")) &&
           slice_find(text, SLICE("://")) == SLICE_NOT_FOUND &&
           page_part_of_line(text) == PAGE_PART_NONE &&
           !page_part_is_furniture(text) && !page_part_is_paywall(text) &&
           !page_link_is_label(text);
}

/*
 * Title and show of a page that marks neither: the first lines, in either
 * order; a date stands below them.
 */
static void take_first_lines(const struct page_lines *lines, size_t before,
                             size_t date_line, struct episode_meta *meta,
                             bool *is_head)
{
    size_t title = 0;

    while (title < before && title < TITLE_LINES &&
           (is_head[title] || !may_be_title(&lines->list[title])))
        title++;
    if (title == before || title >= TITLE_LINES)
        return;
    if (meta->title.len == 0) {
        meta->title = lines->list[title].text;
        is_head[title] = true;
    }
    for (size_t i = title + 1; i < date_line && meta->show.len == 0; i++)
        if (!is_head[i] && lines->list[i].text.len <= SHOW_BYTES &&
            may_be_title(&lines->list[i])) {
            meta->show = lines->list[i].text;
            is_head[i] = true;
        }
}

/* Lines that repeat what is known. */
static bool repeats(struct slice text, const struct episode_meta *meta)
{
    if (slice_starts_with_nocase(text, SLICE("by ")))
        text = slice_from(text, 3);
    for (size_t i = 0; i < meta->people.count; i++)
        if (slice_equal_nocase(text, meta->people.list[i].name))
            return true;
    return slice_equal_nocase(text, meta->title) ||
           slice_equal_nocase(text, meta->show) ||
           slice_equal_nocase(without_show(text, meta->show), meta->title);
}

static void take_lines(const struct page_lines *lines, size_t before,
                       struct arena *arena, struct episode_meta *meta,
                       bool *is_head)
{
    struct diag diag;
    struct meta_reader reader = { .arena = arena, .meta = meta, .diag = &diag };
    size_t end = before < HEAD_LINES ? before : HEAD_LINES, date_line = 0;

    diag_init(&diag, arena);
    for (size_t i = 0; i < lines->count; i++)
        is_head[i] |= (i < end || names_people(lines->list[i].text)) &&
                      take_label(&reader, &lines->list[i]);
    meta_reader_settle(&reader);
    set(&meta->title, first_heading(lines));
    for (size_t i = 0; i < end; i++) {
        if (is_head[i] || !take_date(&lines->list[i], arena, meta))
            continue;
        is_head[i] = true;
        if (!date_line)
            date_line = i;
    }
    take_first_lines(lines, before, date_line, meta, is_head);
}

/* The first paragraph that is one. */
static void take_description(const struct page_lines *lines, size_t before,
                             const bool *is_head, struct episode_meta *meta)
{
    for (size_t i = 0; i < before && meta->description.len == 0; i++) {
        const struct page_line *line = &lines->list[i];

        if (!is_head[i] && line->block == TEXT_PLAIN &&
            line->text.len >= DESCRIPTION_BYTES &&
            !page_part_is_furniture(line->text) &&
            !page_part_is_paywall(line->text) &&
            page_part_of_line(line->text) == PAGE_PART_NONE)
            meta->description = line->text;
    }
}

void page_head_read(const struct page_lines *lines, size_t before,
                    struct arena *arena, struct episode_meta *meta,
                    bool *is_head)
{
    struct slice author = SLICE("");

    take_facts(lines, meta, &author);
    take_lines(lines, before, arena, meta, is_head);
    take_description(lines, before, is_head, meta);
    page_name_guests(lines, arena, meta);
    page_name_people(lines, author, arena, meta);
    for (size_t i = 0; i < lines->count; i++)
        is_head[i] |= repeats(lines->list[i].text, meta);
}
