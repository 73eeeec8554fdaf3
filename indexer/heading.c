#include "heading.h"

bool heading_is_transcript(struct slice title)
{
    static const char *const words[] = { "transcript", "full transcript",
                                         "transcription" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_equal_nocase(title, slice_of(words[i])))
            return true;
    return false;
}

void heading_drop_empty_chapters(struct cue_list *list)
{
    while (list->chapter_count &&
           list->chapters[list->chapter_count - 1].first_cue == list->count)
        list->chapter_count--;
}
