#include "chapter_form.h"

const struct chapter_form *const chapter_forms[] = {
    &chapters_text,    &chapters_youtube, &chapters_md,         &chapters_json,
    &chapters_podlove, &chapters_vtt,     &chapters_ffmetadata, NULL,
};

int64_t chapter_end_ms(const struct chapter_output *chapters, size_t index)
{
    const struct chapter_record *chapter = &chapters->list[index];
    bool last = index + 1 == chapters->count;
    int64_t end =
        last ? chapters->duration_ms : chapters->list[index + 1].start_ms;

    if (chapter->end_ms != TIME_NONE &&
        (last || chapter->end_ms < chapters->list[index + 1].start_ms))
        end = chapter->end_ms;
    return end != TIME_NONE && end < chapter->start_ms ? TIME_NONE : end;
}
