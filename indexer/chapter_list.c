#include "chapter_list.h"

#include "chapter.h"
#include "chapter_line.h"
#include "markdown.h"
#include "text_line.h"

enum {
    GAP_LINES = 2,        /* with other text, within one list */
    DESCENTS_DIVISOR = 4, /* one time in four may be earlier */
    RETURN_LINES = 8,     /* within which somebody speaks again */
    RETURN_DIVISOR = 3,   /* one title in three: they are names */
    /* "09:30 Doors": read as minutes and seconds, times of day are all on such
     * a step, between six and midnight. */
    CLOCK_STEP_MS = 5000,
    CLOCK_FROM_MS = 6 * 60000,
    CLOCK_TO_MS = 24 * 60000,
};

struct entry {
    struct chapter_entry chapter;
    size_t line; /* of those with text */
};

/* Entries that stand together, [from, to). */
struct run {
    size_t from, to;
};

/* Times on lines of their own: on which side of them their titles stand. */
enum titles_stand { TITLES_BELOW, TITLES_ABOVE };

struct finder {
    struct arena arena;
    enum titles_stand lone_titles;
    struct entry *entries;
    size_t count, capacity;
    size_t lines;
};

static void add_entry(struct finder *finder,
                      const struct chapter_entry *chapter)
{
    finder->entries =
        arena_grow(&finder->arena, finder->entries, &finder->capacity,
                   finder->count + 1, sizeof(*finder->entries));
    finder->entries[finder->count++] =
        (struct entry){ *chapter, finder->lines };
}

/* ---- several in one line ---- */

/*
 * Do three or more times stand in the line, each later than the one before, and
 * in brackets or from 0:00 on?
 */
static bool is_list_in_line(struct slice line)
{
    struct slice before;
    int64_t ms, last_ms = 0;
    size_t count = 0;
    bool in_brackets, all_in_brackets = true, from_zero = false;

    while (chapter_line_next_time(&line, &before, &ms, &in_brackets)) {
        if (count && ms <= last_ms)
            return false;
        from_zero = from_zero || (count == 0 && ms == 0);
        all_in_brackets = all_in_brackets && in_brackets;
        last_ms = ms;
        count++;
    }
    return count >= CHAPTER_LIST_LEAST && (all_in_brackets || from_zero);
}

/* The last title is not ended by a time: by a dash, a bullet or a full stop. */
static struct slice cut_last_title(struct slice title)
{
    static const char *const ends[] = { " — ", " – ", " • ", ". " };

    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
        title = slice_range(title, 0, slice_find(title, slice_of(ends[i])));
    return title;
}

static void add_title(struct finder *finder, struct chapter_entry *chapter,
                      struct slice title)
{
    chapter->title = chapter_line_trim_title(title);
    if (chapter->title.len)
        add_entry(finder, chapter);
}

static void read_list_in_line(struct finder *finder, struct slice line)
{
    struct chapter_entry chapter = { .end_ms = TIME_NONE };
    struct slice title;
    int64_t ms;
    bool in_brackets;

    chapter_line_next_time(&line, &title, &chapter.start_ms, &in_brackets);
    while (chapter_line_next_time(&line, &title, &ms, &in_brackets)) {
        add_title(finder, &chapter, title);
        chapter.start_ms = ms;
    }
    add_title(finder, &chapter, cut_last_title(line));
}

/* ---- runs of lines ---- */

/* A list that ends in a time has its titles above them. */
static enum titles_stand where_titles_stand(struct slice text)
{
    enum titles_stand stand = TITLES_BELOW;
    struct text_lines lines;
    struct text_line line;
    size_t plain = 2; /* lines since the last time */
    int64_t ms;

    text_lines_init(&lines, text, 1);
    while (text_lines_next(&lines, &line)) {
        if (line.block == TEXT_BLANK)
            continue;
        if (chapter_line_lone_time(line.text, &ms)) {
            stand = TITLES_ABOVE;
            plain = 0;
        } else if (++plain == 1) {
            stand = TITLES_BELOW;
        }
    }
    return stand;
}

static void add_lone(struct finder *finder, int64_t ms, struct slice title)
{
    struct chapter_entry chapter = { .start_ms = ms, .end_ms = TIME_NONE };

    if (ms != TIME_NONE && chapter_line_is_title(title))
        add_title(finder, &chapter, title);
}

static void read_lines(struct finder *finder, struct slice text)
{
    struct text_lines lines;
    struct text_line line;
    struct chapter_entry chapter;
    struct slice above = { NULL, 0 };
    int64_t lone_ms = TIME_NONE, ms;

    finder->lone_titles = where_titles_stand(text);
    text_lines_init(&lines, text, 1);
    while (text_lines_next(&lines, &line)) {
        if (line.block == TEXT_BLANK)
            continue;
        finder->lines++;
        if (chapter_line_lone_time(line.text, &ms)) {
            lone_ms = ms;
            if (finder->lone_titles == TITLES_ABOVE)
                add_lone(finder, ms, above);
            continue;
        }
        if (is_list_in_line(line.text))
            read_list_in_line(finder, line.text);
        else if (chapter_line_read(line.text, &chapter))
            add_entry(finder, &chapter);
        else if (finder->lone_titles == TITLES_BELOW)
            add_lone(finder, lone_ms, line.text);
        above = line.text;
        lone_ms = TIME_NONE;
    }
}

static size_t run_end(const struct finder *finder, size_t from)
{
    const struct entry *entries = finder->entries;
    size_t to = from + 1;

    while (to < finder->count &&
           entries[to].line - entries[to - 1].line <= GAP_LINES + 1 &&
           entries[to].chapter.time_last == entries[from].chapter.time_last)
        to++;
    return to;
}

/* What a run is as a whole. */
struct shape {
    size_t descents, words;
    size_t returning; /* entries whose title was met shortly before */
    int64_t least_ms, most_ms;
    bool on_steps;
};

/* Titles do not come back; the names of those who speak do. */
static bool is_returning(const struct finder *finder, struct run run, size_t at)
{
    struct slice title = finder->entries[at].chapter.title;

    for (size_t back = 1; back <= RETURN_LINES && run.from + back <= at; back++)
        if (slice_equal(finder->entries[at - back].chapter.title, title))
            return true;
    return false;
}

static struct shape look_at(const struct finder *finder, struct run run)
{
    const struct chapter_entry *first = &finder->entries[run.from].chapter;
    struct shape shape = { .least_ms = first->start_ms,
                           .most_ms = first->start_ms,
                           .on_steps = true };
    int64_t last_ms = first->start_ms;

    for (size_t i = run.from; i < run.to; i++) {
        const struct chapter_entry *entry = &finder->entries[i].chapter;

        shape.descents += entry->start_ms < last_ms;
        last_ms = entry->start_ms;
        shape.returning += is_returning(finder, run, i);
        if (i + 1 < run.to) /* nothing tells how long the last one is */
            shape.words += chapter_words(entry->title);
        if (entry->start_ms < shape.least_ms)
            shape.least_ms = entry->start_ms;
        if (entry->start_ms > shape.most_ms)
            shape.most_ms = entry->start_ms;
        shape.on_steps = shape.on_steps && entry->start_ms % CLOCK_STEP_MS == 0;
    }
    return shape;
}

static bool is_list(const struct finder *finder, struct run run, size_t least)
{
    size_t count = run.to - run.from;
    struct shape shape;

    if (count < least)
        return false;
    if (count == 1)
        return true;
    shape = look_at(finder, run);
    if (shape.descents * DESCENTS_DIVISOR > count ||
        !chapter_is_sparse(shape.words, shape.most_ms - shape.least_ms))
        return false;
    if (least > 1 && shape.returning * RETURN_DIVISOR >= count)
        return false;
    if (shape.on_steps && shape.least_ms >= CLOCK_FROM_MS &&
        shape.most_ms < CLOCK_TO_MS)
        return false;
    /* "John 3:16" is written so, too. */
    return !finder->entries[run.from].chapter.time_last || shape.least_ms == 0;
}

/*
 * The longest list. One that goes on behind other text, where the times of the
 * one before it ended, is a part of that.
 */
static struct run longest_list(const struct finder *finder, size_t least)
{
    struct run best = { 0, 0 }, last = { 0, 0 };

    for (size_t from = 0; from < finder->count;) {
        struct run run = { from, run_end(finder, from) };

        from = run.to;
        if (!is_list(finder, run, least))
            continue;
        if (last.to == run.from && last.to &&
            finder->entries[last.to - 1].chapter.start_ms <
                finder->entries[run.from].chapter.start_ms)
            run.from = last.from;
        if (run.to - run.from > best.to - best.from)
            best = run;
        last = run;
    }
    return best;
}

/* ---- together ---- */

/* Without the link that mp4chaps puts behind a title: "Title <https://…>". */
static struct slice without_link(struct slice title)
{
    size_t at = slice_find(title, SLICE("<http"));

    return at != SLICE_NOT_FOUND && slice_ends_with(title, SLICE(">"))
               ? slice_trim(slice_range(title, 0, at))
               : title;
}

static void append_chapters(const struct finder *finder, struct run run,
                            struct cue_list *list)
{
    struct buf title = BUF_INIT;

    for (size_t i = run.from; i < run.to; i++) {
        const struct chapter_entry *entry = &finder->entries[i].chapter;

        buf_clear(&title);
        markdown_append_plain(&title, without_link(entry->title));
        chapter_append(list, entry->start_ms, entry->end_ms, buf_view(&title));
    }
    buf_release(&title);
    chapters_tidy(list);
}

/* ---- titles or speech ---- */

/* "Ana: Shall we?": what stands before the colon; empty if there is none. */
static struct slice label_of(struct slice title)
{
    struct slice label = title, wide = title;

    label.len = slice_find_char(title, ':');
    wide.len = slice_find(title, SLICE("\xEF\xBC\x9A"));
    if (wide.len < label.len)
        label = wide;
    return label.len == SLICE_NOT_FOUND ? (struct slice){ title.ptr, 0 }
                                        : slice_trim(label);
}

/* Titles have no full stop, but "Welcome!" and "What now?" may be some. */
static bool is_sentence(struct slice title)
{
    static const char *const ends[] = { ".", ".\"", "\xE3\x80\x82" };

    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
        if (slice_ends_with(title, slice_of(ends[i])))
            return true;
    return false;
}

/* A label that comes back within two entries is a speaker's. */
static bool has_label_before(const struct finder *finder, struct run run,
                             size_t at)
{
    struct slice label = label_of(finder->entries[at].chapter.title);

    for (size_t back = 1; back <= 2 && label.len && run.from + back <= at;
         back++)
        if (slice_equal(label_of(finder->entries[at - back].chapter.title),
                        label))
            return true;
    return false;
}

static size_t count_spoken(const struct finder *finder, struct run run)
{
    size_t spoken = 0;

    for (size_t i = run.from; i < run.to; i++)
        spoken += is_sentence(finder->entries[i].chapter.title) ||
                  has_label_before(finder, run, i);
    return spoken;
}

struct chapter_list chapter_list_read(struct slice text, size_t least,
                                      struct cue_list *list)
{
    struct finder finder = { .count = 0 };
    struct chapter_list found;
    struct run run;

    arena_init(&finder.arena);
    read_lines(&finder, text);
    run = longest_list(&finder, least);
    if (list && run.to > run.from)
        append_chapters(&finder, run, list);
    found = (struct chapter_list){ .lines = finder.lines,
                                   .entries = run.to - run.from,
                                   .spoken = count_spoken(&finder, run) };
    arena_release(&finder.arena);
    return found;
}
