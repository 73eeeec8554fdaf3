#include "cue.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "speaker.h"

#include <stdlib.h>
#include <utf8proc.h>

enum {
    BRIDGE_MAX_MS = 20, /* YouTube's bridges between two captions last 10 ms */
};

void cue_list_init(struct cue_list *list, struct arena *arena)
{
    *list = (struct cue_list){ .arena = arena };
    meta_init(&list->meta);
}

struct cue *cue_list_append(struct cue_list *list)
{
    struct cue *cue;

    list->cues = arena_grow(list->arena, list->cues, &list->capacity,
                            list->count + 1, sizeof(*list->cues));
    cue = &list->cues[list->count++];
    *cue = (struct cue){ .start_ms = TIME_NONE, .end_ms = TIME_NONE };
    return cue;
}

struct cue_chapter *cue_list_append_chapter(struct cue_list *list)
{
    struct cue_chapter *chapter;

    list->chapters =
        arena_grow(list->arena, list->chapters, &list->chapter_capacity,
                   list->chapter_count + 1, sizeof(*list->chapters));
    chapter = &list->chapters[list->chapter_count++];
    *chapter = (struct cue_chapter){
        .start_ms = TIME_NONE,
        .end_ms = TIME_NONE,
        .first_cue = list->count,
    };
    return chapter;
}

/* White space */

static bool is_wide_space(struct slice text)
{
    int32_t code;

    utf8_decode(text, &code);
    switch (code) {
    case -1:
        return false;
    case 0x85:   /* next line */
    case 0x200B: /* zero width space */
    case 0xFEFF: /* zero width no-break space: BOMs of joined files */
        return true;
    default:
        switch (utf8proc_category(code)) {
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return true;
        default:
            return false;
        }
    }
}

/* Bytes of the white-space character at `at`; 0 if there is none. */
static size_t white_space_at(struct slice text, size_t at)
{
    if (at >= text.len)
        return 0;
    switch ((unsigned char)text.ptr[at]) {
    case 0xC2: /* Unicode's spaces beyond ASCII begin with one of these */
        return is_wide_space(slice_from(text, at)) ? 2 : 0;
    case 0xE1:
    case 0xE2:
    case 0xE3:
    case 0xEF:
        return is_wide_space(slice_from(text, at)) ? 3 : 0;
    default:
        return ascii_is_space(text.ptr[at]);
    }
}

/* Bytes from `at` on in which white space is single blanks between words. */
static size_t clean_run(struct slice text, size_t at)
{
    size_t from = at;

    for (; at < text.len; at++) {
        if (text.ptr[at] == ' ' && at > from && at + 1 < text.len &&
            !white_space_at(text, at + 1))
            continue;
        if (white_space_at(text, at))
            break;
    }
    return at - from;
}

/* The ends of the words of a cue, one after the other: they never go back. */
static uint32_t *word_bound(struct cue_word *words, size_t index)
{
    struct cue_word *word = &words[index / 2];

    return index % 2 ? &word->to_byte : &word->from_byte;
}

/* As cue_text_squeeze; moves the words' byte offsets along. */
static void squeeze(struct buf *out, struct slice text, struct cue_word *words,
                    size_t word_count)
{
    size_t at = 0, bound = 0;

    while (at < text.len) {
        size_t gap = at, end = out->len, run, space;

        while ((space = white_space_at(text, at)))
            at += space;
        run = clean_run(text, at);
        if (run && at > gap && out->len)
            buf_char(out, ' ');
        for (; bound < 2 * word_count; bound++) {
            uint32_t *byte = word_bound(words, bound);

            if (*byte > at + run)
                break;
            *byte = (uint32_t)(*byte < at ? end : out->len + (*byte - at));
        }
        buf_append(out, text.ptr + at, run);
        at += run;
    }
}

void cue_text_squeeze(struct buf *out, struct slice text)
{
    squeeze(out, text, NULL, 0);
}

/* Words */

static bool word_fits(const struct cue_word *word, const struct cue_word *last,
                      size_t text_len)
{
    return word->start_ms >= 0 && word->from_byte < word->to_byte &&
           word->to_byte <= text_len &&
           (!last || (word->from_byte >= last->to_byte &&
                      word->start_ms >= last->start_ms));
}

/* Drops words that do not lie in the text, one behind the other. */
static void drop_stray_words(struct cue *cue)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < cue->word_count; i++)
        if (word_fits(&cue->words[i], kept ? &cue->words[kept - 1] : NULL,
                      cue->text.len))
            cue->words[kept++] = cue->words[i];
    cue->word_count = kept;
}

/* Blanks around a word are not part of it. */
static void trim_words(struct cue *cue)
{
    for (uint32_t i = 0; i < cue->word_count; i++) {
        struct cue_word *word = &cue->words[i];

        while (word->from_byte < word->to_byte &&
               ascii_is_space(cue->text.ptr[word->from_byte]))
            word->from_byte++;
        while (word->from_byte < word->to_byte &&
               ascii_is_space(cue->text.ptr[word->to_byte - 1]))
            word->to_byte--;
    }
}

void cue_cut(struct cue *cue, size_t from, size_t to)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < cue->word_count; i++) {
        struct cue_word word = cue->words[i];

        if (word.to_byte <= from || word.from_byte >= to)
            continue;
        word.from_byte -=
            (uint32_t)(word.from_byte < from ? word.from_byte : from);
        word.to_byte =
            (uint32_t)((word.to_byte < to ? word.to_byte : to) - from);
        cue->words[kept++] = word;
    }
    cue->word_count = kept;
    cue->text = slice_range(cue->text, from, to);
}

/* Whether a text is ASCII with single blanks between words: most are. */
static bool is_plain(struct slice text)
{
    unsigned char before = ' ', odd = 0;

    /* No branches, for on words of all lengths they are guessed wrong. */
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        odd |= (c < ' ') | (c > '~') | ((c == ' ') & (before == ' '));
        before = c;
    }
    return !odd && before != ' ';
}

static void squeeze_text(struct cue *cue, struct arena *arena,
                         struct buf *scratch)
{
    struct slice trimmed = slice_trim(cue->text);
    size_t from = trimmed.len ? (size_t)(trimmed.ptr - cue->text.ptr) : 0;

    cue_cut(cue, from, from + trimmed.len);
    if (clean_run(cue->text, 0) == cue->text.len)
        return;
    buf_clear(scratch);
    squeeze(scratch, cue->text, cue->words, cue->word_count);
    cue->text = arena_copy(arena, buf_view(scratch));
}

static void squeeze_cue(struct cue *cue, struct arena *arena,
                        struct buf *scratch)
{
    drop_stray_words(cue);
    if (!is_plain(cue->text))
        squeeze_text(cue, arena, scratch);
    trim_words(cue);
    drop_stray_words(cue);
}

/* Order and number of the cues */

/*
 * Chapters name their first cue by its index. A step that moves cues notes in
 * `moved`, for each old index and for the end, the new one.
 */
static size_t *moved_new(const struct cue_list *list)
{
    if (list->chapter_count == 0)
        return NULL;
    return arena_array(list->arena, list->count + 1, sizeof(size_t));
}

static void moved_apply(struct cue_list *list, const size_t *moved,
                        size_t old_count)
{
    for (size_t i = 0; i < list->chapter_count; i++) {
        struct cue_chapter *chapter = &list->chapters[i];

        chapter->first_cue = chapter->first_cue < old_count
                                 ? moved[chapter->first_cue]
                                 : list->count;
    }
}

/* Returns how many were dropped. */
static size_t drop_empty_cues(struct cue_list *list)
{
    size_t *moved = moved_new(list);
    size_t old_count = list->count, kept = 0;

    for (size_t i = 0; i < old_count; i++) {
        if (moved)
            moved[i] = kept;
        if (list->cues[i].text.len) {
            if (kept < i)
                list->cues[kept] = list->cues[i];
            kept++;
        }
    }
    list->count = kept;
    moved_apply(list, moved, old_count);
    return old_count - kept;
}

struct sort_key {
    int64_t start_ms;
    size_t index;
};

static int compare_keys(const void *left, const void *right)
{
    const struct sort_key *a = left, *b = right;

    if (a->start_ms != b->start_ms)
        return a->start_ms < b->start_ms ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static bool is_sorted(const struct cue_list *list)
{
    int64_t latest = TIME_NONE;

    for (size_t i = 0; i < list->count; i++) {
        int64_t start_ms = list->cues[i].start_ms;

        if (start_ms == TIME_NONE)
            continue;
        if (start_ms < latest)
            return false;
        latest = start_ms;
    }
    return true;
}

/* Sorts by start. A cue without one stays behind the cue before it. */
static void sort_cues(struct cue_list *list)
{
    struct arena *arena = list->arena;
    size_t *moved = moved_new(list);
    struct sort_key *keys;
    struct cue *sorted;
    int64_t latest = TIME_NONE;

    if (is_sorted(list))
        return;
    keys = arena_array(arena, list->count, sizeof(*keys));
    sorted = arena_array(arena, list->count, sizeof(*sorted));
    for (size_t i = 0; i < list->count; i++) {
        if (list->cues[i].start_ms != TIME_NONE)
            latest = list->cues[i].start_ms;
        keys[i] = (struct sort_key){ latest, i };
    }
    qsort(keys, list->count, sizeof(*keys), compare_keys);
    for (size_t i = 0; i < list->count; i++) {
        sorted[i] = list->cues[keys[i].index];
        if (moved)
            moved[keys[i].index] = i;
    }
    list->cues = sorted;
    list->capacity = list->count;
    moved_apply(list, moved, list->count);
}

/* Rolling captions */

static struct slice first_line(struct slice text)
{
    struct slice line = { NULL, 0 };

    slice_next_line(&text, &line);
    return slice_trim(line);
}

static struct slice last_line(struct slice text)
{
    size_t end;

    text = slice_trim(text);
    while ((end = slice_find_char(text, '\n')) != SLICE_NOT_FOUND)
        text = slice_from(text, end + 1);
    return slice_trim(text);
}

static struct slice behind_first_line(struct slice text)
{
    size_t end = slice_find_char(text, '\n');

    return end == SLICE_NOT_FOUND ? slice_from(text, text.len)
                                  : slice_from(text, end + 1);
}

/* A line with times of its own in it is being said, not left standing. */
static bool first_line_is_timed(const struct cue *cue)
{
    size_t end = cue->text.len - behind_first_line(cue->text).len;

    for (uint32_t i = 0; i < cue->word_count; i++)
        if (cue->words[i].start_ms > cue->start_ms)
            return cue->words[i].from_byte < end;
    return false;
}

static bool repeats_line(const struct cue *cue, struct slice line)
{
    return line.len && slice_equal(first_line(cue->text), line) &&
           !first_line_is_timed(cue);
}

/*
 * Whether a cue that begins with the last line of `before` does so as rolling
 * captions do, and not because somebody said a thing twice.
 */
static bool rolls(const struct cue *cue, const struct cue *before)
{
    bool adds = slice_trim(behind_first_line(cue->text)).len > 0;
    bool lost_times = before->word_count && !cue->word_count;
    bool bridge = cue->start_ms >= 0 && cue->start_ms == before->end_ms &&
                  cue->end_ms >= cue->start_ms &&
                  cue->end_ms - cue->start_ms <= BRIDGE_MAX_MS;

    return adds || lost_times || bridge;
}

/* Rolling captions show themselves by most cues repeating the line before. */
static bool is_rolling(const struct cue_list *list)
{
    size_t repeats = 0, rolling = 0;
    bool timed = false;

    for (size_t i = 1; i < list->count; i++) {
        const struct cue *cue = &list->cues[i], *before = cue - 1;

        timed = timed || before->word_count;
        if (!repeats_line(cue, last_line(before->text)))
            continue;
        repeats++;
        if (rolls(cue, before))
            rolling++;
    }
    return 2 * repeats > list->count - 1 && rolling >= (timed ? 1 : 2);
}

/*
 * YouTube's automatic captions show two lines: the one before and the one now
 * spoken, and between two such cues a bridge with the finished line alone. So
 * a first line that equals the last line kept goes; what the cue adds stays,
 * with the cue's start. Bridges add nothing. Returns how many cues are emptied.
 */
static size_t unroll(struct cue_list *list, struct diag *diag)
{
    struct slice kept = { NULL, 0 };
    size_t dropped = 0, emptied = 0;

    if (!is_rolling(list))
        return 0;
    for (size_t i = 0; i < list->count; i++) {
        struct cue *cue = &list->cues[i];
        struct slice rest = behind_first_line(cue->text);

        if (repeats_line(cue, kept)) {
            cue_cut(cue, cue->text.len - rest.len, cue->text.len);
            dropped++;
        }
        if (slice_trim(cue->text).len)
            kept = last_line(cue->text);
        else
            emptied++;
    }
    diag_add(diag, DIAG_NOTE, 0, "rolling captions: %zu repeated lines dropped",
             dropped);
    return emptied;
}

/* Turns */

/* Which marks begin a turn in the middle of a line, too. */
struct turn_marks {
    bool arrows, dashes;
};

static bool has_arrows(struct slice line)
{
    return slice_starts_with(line, SLICE(">>"));
}

static bool has_dash(struct slice line)
{
    return slice_starts_with(line, SLICE("- "));
}

static bool has_label(struct slice line)
{
    struct slice name, rest;

    return (slice_starts_with(line, SLICE("[")) ||
            slice_find_char(line, ':') != SLICE_NOT_FOUND) &&
           speaker_take_label(line, &name, &rest);
}

/* A mark with which several cues of a file begin is one inside lines, too. */
static struct turn_marks find_turn_marks(const struct cue_list *list)
{
    size_t arrows = 0, dashes = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (has_arrows(list->cues[i].text))
            arrows++;
        else if (has_dash(list->cues[i].text))
            dashes++;
    }
    return (struct turn_marks){ arrows > 1, dashes > 1 };
}

/* "How are you? >> Good.", "How are you? - Good." and "But-- - Good." */
static bool turns_in_line(struct slice text, size_t at,
                          const struct turn_marks *marks)
{
    struct slice rest = slice_from(text, at);

    if (at < 2 || text.ptr[at - 1] != ' ')
        return false;
    if (marks->arrows && has_arrows(rest))
        return true;
    return marks->dashes && has_dash(rest) &&
           slice_find_char(SLICE(".?!-"), text.ptr[at - 2]) != SLICE_NOT_FOUND;
}

/*
 * A label counts only in a cue that begins with one, for "Remember: …" in the
 * middle of a sentence looks the same.
 */
static bool turns_at_line(struct slice line, bool labelled)
{
    return has_arrows(line) || has_dash(line) || (labelled && has_label(line));
}

/* Where behind `at` the text changes to another turn, or its length. */
static size_t next_turn(struct slice text, size_t at,
                        const struct turn_marks *marks, bool labelled)
{
    bool begun = false, line_start = false;

    for (; at < text.len; at++) {
        char c = text.ptr[at];

        if (c == '\n')
            line_start = true;
        if (ascii_is_space(c))
            continue;
        if (begun && line_start &&
            turns_at_line(first_line(slice_from(text, at)), labelled))
            return at;
        if (begun && (c == '>' || c == '-') && turns_in_line(text, at, marks))
            return at;
        begun = true;
        line_start = false;
    }
    return at;
}

/* Most cues have one turn, and nothing in them that could begin another. */
static bool may_turn(struct slice text, const struct turn_marks *marks)
{
    return slice_find_char(text, '\n') != SLICE_NOT_FOUND ||
           (marks->arrows && slice_find_char(text, '>') != SLICE_NOT_FOUND) ||
           (marks->dashes && slice_find_char(text, '-') != SLICE_NOT_FOUND);
}

/* Appends the turns of a cue as cues of their own, with the same times. */
static void append_turns(struct cue_list *out, const struct cue *cue,
                         const struct turn_marks *marks)
{
    bool labelled = has_label(first_line(cue->text));
    size_t from = 0;

    do {
        size_t to = next_turn(cue->text, from, marks, labelled);
        struct cue *turn = cue_list_append(out);

        *turn = *cue;
        turn->paragraph = turn->paragraph || from > 0;
        turn->words =
            arena_array(out->arena, cue->word_count, sizeof(*cue->words));
        for (uint32_t i = 0; i < cue->word_count; i++)
            turn->words[i] = cue->words[i];
        cue_cut(turn, from, to);
        from = to;
    } while (from < cue->text.len);
}

static bool has_turns(const struct cue *cue, const struct turn_marks *marks)
{
    bool labelled;

    if (!may_turn(cue->text, marks))
        return false;
    labelled = has_label(first_line(cue->text));
    return next_turn(cue->text, 0, marks, labelled) < cue->text.len;
}

/* Captions that show several speakers at once become a cue for each. */
static void split_turns(struct cue_list *list)
{
    struct turn_marks marks = find_turn_marks(list);
    size_t *moved = moved_new(list);
    struct cue_list out = *list;
    size_t first = 0;

    while (first < list->count && !has_turns(&list->cues[first], &marks))
        first++;
    if (first == list->count)
        return;
    out.cues = NULL;
    out.count = out.capacity = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (moved)
            moved[i] = out.count;
        if (i >= first && has_turns(&list->cues[i], &marks))
            append_turns(&out, &list->cues[i], &marks);
        else
            *cue_list_append(&out) = list->cues[i];
    }
    moved_apply(&out, moved, list->count);
    *list = out;
}

/* Ends */

static void fill_ends(struct cue_list *list)
{
    int64_t next_ms = TIME_NONE;  /* the next cue's start */
    int64_t later_ms = TIME_NONE; /* the next start that is really later */

    for (size_t i = list->count; i-- > 0;) {
        struct cue *cue = &list->cues[i];

        if (cue->start_ms == TIME_NONE)
            continue;
        if (next_ms > cue->start_ms)
            later_ms = next_ms;
        if (cue->end_ms == TIME_NONE || cue->end_ms < cue->start_ms)
            cue->end_ms = later_ms > cue->start_ms ? later_ms : TIME_NONE;
        next_ms = cue->start_ms;
    }
}

static void clamp_starts(struct cue_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->cues[i].start_ms != TIME_NONE && list->cues[i].start_ms < 0)
            list->cues[i].start_ms = 0;
}

enum status cue_list_tidy(struct cue_list *list, struct diag *diag,
                          struct error *err)
{
    struct buf scratch = BUF_INIT;
    size_t emptied = 0, dropped;

    if (list->count > LIMIT_CUES)
        return error_set(err, STATUS_LIMIT, "more than %zu cues", LIMIT_CUES);
    clamp_starts(list);
    if (list->order == CUE_ORDER_TIME) {
        sort_cues(list);
        emptied = unroll(list, diag);
        split_turns(list);
    }
    for (size_t i = 0; i < list->count; i++)
        squeeze_cue(&list->cues[i], list->arena, &scratch);
    buf_release(&scratch);
    dropped = drop_empty_cues(list) - emptied;
    if (list->order == CUE_ORDER_TIME) {
        speaker_labels_apply(list);
        dropped += drop_empty_cues(list);
    }
    fill_ends(list);
    if (dropped)
        diag_add(diag, DIAG_NOTE, 0, "%zu cue%s without text dropped", dropped,
                 dropped == 1 ? "" : "s");
    return STATUS_OK;
}
