#include "segment.h"

#include "titles.h"

/* All titles, a line each: what the language is guessed from. */
static struct slice join_titles(const struct cue_list *list,
                                struct arena *arena)
{
    struct buf text = BUF_INIT;
    struct slice copy;

    for (size_t i = 0; i < list->chapter_count; i++) {
        buf_slice(&text, list->chapters[i].title);
        buf_char(&text, '\n');
    }
    copy = arena_copy(arena, buf_view(&text));
    buf_release(&text);
    return copy;
}

/* A chapter lasts until the next one, unless it says so itself. */
static struct chapter_record *record_chapters(const struct cue_list *list,
                                              struct arena *arena)
{
    struct chapter_record *records =
        arena_array(arena, list->chapter_count, sizeof(*records));

    for (size_t i = 0; i < list->chapter_count; i++) {
        const struct cue_chapter *chapter = &list->chapters[i];

        records[i] = (struct chapter_record){
            .start_ms = chapter->start_ms,
            .end_ms = chapter->end_ms,
            .title = chapter->title,
        };
        if (i && records[i - 1].end_ms == TIME_NONE)
            records[i - 1].end_ms = records[i].start_ms;
    }
    return records;
}

void segment_titles(const struct cue_list *list, struct arena *arena,
                    struct token_list *tokens, struct segmented *ret_segmented)
{
    struct chapter_record *chapters = record_chapters(list, arena);
    struct titles titles;

    titles_lay_out(chapters, list->chapter_count, arena, tokens, &titles);
    titles_place(&titles, chapters, list->chapter_count);
    *ret_segmented = (struct segmented){
        .text = join_titles(list, arena),
        .axis = titles.axis,
        .segments = titles.segments,
        .chapters = chapters,
        .chapter_count = list->chapter_count,
        .timing = titles.timing,
        .surely_close = titles.surely_close,
        .maybe_close = titles.maybe_close,
        .crowding = titles.crowding,
        .duration_ms = TIME_NONE,
    };
}
