#include "cue_internal.h"

#include "base/utf8.h"

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

const char *cue_section_kind(struct slice name)
{
    static const char *const kinds[] = { SECTION_NOTES, SECTION_TAKEAWAY,
                                         SECTION_SPONSOR };

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (slice_equal(name, slice_of(kinds[i])))
            return kinds[i];
    return NULL;
}

void cue_list_begin_section(struct cue_list *list, const char *kind,
                            struct slice heading)
{
    list->sections =
        arena_grow(list->arena, list->sections, &list->section_capacity,
                   list->section_count + 1, sizeof(*list->sections));
    list->sections[list->section_count++] =
        (struct cue_section){ kind, heading, list->count };
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

/* ---- white space ---- */

static bool is_wide_space(struct slice text)
{
    int32_t code;

    utf8_decode(text, &code);
    /* Of no width; the latter are the BOMs of joined files. */
    return utf8_is_space(code) || code == 0x200B || code == 0xFEFF;
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
        if (text.ptr[at] > ' ' && text.ptr[at] <= '~') /* most */
            continue;
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

struct slice cue_text_line(struct slice text, struct arena *arena)
{
    struct buf line = BUF_INIT;
    struct slice copy;

    squeeze(&line, text, NULL, 0);
    copy = arena_copy(arena, buf_view(&line));
    buf_release(&line);
    return copy;
}

/* ---- words ---- */

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

/* When a word ended that is said to have done so before it began, nobody knows. */
static void drop_wrong_ends(struct cue *cue)
{
    for (uint32_t i = 0; i < cue->word_count; i++)
        if (cue->words[i].end_ms < cue->words[i].start_ms)
            cue->words[i].end_ms = TIME_NONE;
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
    unsigned char odd = 0;

    if (text.len == 0)
        return true;
    /* No branches, so that the compiler can look at many bytes at once. */
    for (size_t i = 0; i < text.len; i++)
        odd |= (text.ptr[i] < ' ') | (text.ptr[i] > '~');
    for (size_t i = 1; i < text.len; i++)
        odd |= (text.ptr[i] == ' ') & (text.ptr[i - 1] == ' ');
    return !odd && text.ptr[0] != ' ' && text.ptr[text.len - 1] != ' ';
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

void cue_squeeze(struct cue *cue, struct arena *arena, struct buf *scratch)
{
    drop_stray_words(cue);
    if (!is_plain(cue->text))
        squeeze_text(cue, arena, scratch);
    trim_words(cue);
    drop_stray_words(cue);
    drop_wrong_ends(cue);
}

int64_t cue_starts_later(struct cue_starts *starts, const struct cue *cue)
{
    if (cue->start_ms == TIME_NONE)
        return TIME_NONE;
    if (starts->next_ms > cue->start_ms)
        starts->later_ms = starts->next_ms;
    starts->next_ms = cue->start_ms;
    return starts->later_ms > cue->start_ms ? starts->later_ms : TIME_NONE;
}
