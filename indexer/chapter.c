#include "chapter.h"

#include "base/alloc.h"
#include "path.h"

#include <stdlib.h>

/* What has a word in less time than this may have been said. */
enum { SPARSE_MS_PER_WORD = 2000 };

void chapter_append(struct cue_list *list, int64_t start_ms, int64_t end_ms,
                    struct slice title)
{
    struct cue_chapter *chapter = cue_list_append_chapter(list);

    chapter->title = cue_text_line(title, list->arena);
    chapter->start_ms = start_ms;
    chapter->end_ms = end_ms;
}

int64_t chapter_time(struct slice text)
{
    static const struct slice prefix = SLICE_INIT("npt:");
    int64_t ms;

    text = slice_trim(text);
    if (slice_starts_with_nocase(text, prefix))
        text = slice_from(text, prefix.len);
    return timecode_take_loose(&text, &ms) && text.len == 0 ? ms : TIME_NONE;
}

/* "chapters" at the end of a name, alone or parted from what is before it. */
static bool ends_in_chapters(struct slice stem)
{
    const struct slice word = SLICE("chapters");
    size_t before;

    if (stem.len < word.len)
        return false;
    before = stem.len - word.len;
    return slice_equal_nocase(slice_from(stem, before), word) &&
           (before == 0 ||
            slice_find_char(SLICE("._-"), stem.ptr[before - 1]) !=
                SLICE_NOT_FOUND);
}

bool chapter_is_named(struct slice path)
{
    struct slice stem = path_name(path);
    size_t dot = stem.len;

    while (dot > 0 && stem.ptr[dot - 1] != '.')
        dot--;
    if (dot)
        stem = slice_range(stem, 0, dot - 1);
    return ends_in_chapters(stem) ||
           slice_equal_nocase(path_name(path_folder(path)), SLICE("chapters"));
}

bool chapter_is_sparse(size_t words, int64_t ms)
{
    return (int64_t)words * SPARSE_MS_PER_WORD < ms;
}

size_t chapter_words(struct slice text)
{
    size_t words = 0;

    for (size_t i = 0; i < text.len; i++)
        words += !ascii_is_space(text.ptr[i]) &&
                 (i == 0 || ascii_is_space(text.ptr[i - 1]));
    return words;
}

/* From the earliest start to the latest end; 0 without times. */
static int64_t span_of(const struct cue_list *list)
{
    int64_t from_ms = TIME_MAX, to_ms = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];

        if (cue->start_ms != TIME_NONE && cue->start_ms < from_ms)
            from_ms = cue->start_ms;
        if (cue->start_ms > to_ms)
            to_ms = cue->start_ms;
        if (cue->end_ms > to_ms)
            to_ms = cue->end_ms;
    }
    return to_ms > from_ms ? to_ms - from_ms : 0;
}

static bool are_titles(const struct cue_list *list)
{
    int64_t span_ms = span_of(list);
    size_t words = 0;

    for (size_t i = 0; i < list->count; i++)
        words += chapter_words(list->cues[i].text);
    return span_ms == 0 || chapter_is_sparse(words, span_ms);
}

void chapters_from_cues(struct cue_list *list)
{
    size_t count = list->count;

    if (list->chapter_count || !are_titles(list))
        return;
    list->count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct cue *cue = &list->cues[i];

        chapter_append(list, cue->start_ms, cue->end_ms, cue->text);
    }
}

/* A chapter and where it stood, for sorting stably. */
struct placed {
    struct cue_chapter chapter;
    int64_t start_ms; /* what it is sorted by */
    size_t place;
};

static int by_start(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;

    if (a->start_ms != b->start_ms)
        return a->start_ms < b->start_ms ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

void chapters_tidy(struct cue_list *list)
{
    size_t count = list->chapter_count;
    struct placed *placed = mem_alloc((count + 1) * sizeof(*placed));
    int64_t latest_ms = TIME_NONE;

    for (size_t i = 0; i < count; i++) {
        struct cue_chapter *chapter = &list->chapters[i];

        chapter->first_cue = 0;
        if (chapter->start_ms != TIME_NONE && chapter->start_ms < 0)
            chapter->start_ms = 0;
        if (chapter->start_ms != TIME_NONE)
            latest_ms = chapter->start_ms;
        if (chapter->end_ms <= chapter->start_ms)
            chapter->end_ms = TIME_NONE;
        placed[i] = (struct placed){ *chapter, latest_ms, i };
    }
    qsort(placed, count, sizeof(*placed), by_start);
    for (size_t i = 0; i < count; i++)
        list->chapters[i] = placed[i].chapter;
    free(placed);
}
