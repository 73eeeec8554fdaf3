#ifndef QUOTH_CHAPTER_FORM_H
#define QUOTH_CHAPTER_FORM_H

/*
 * Lists of chapters, written. One line each form in the table; our readers
 * (indexer/format_chapters_*.c, format_vtt.c, format_ffmetadata.c) read back
 * what they write.
 *
 * To add one: write its function, declare its struct here, add it to
 * chapter_forms[] in chapter_form.c, and a case under tests/cli/chapters/.
 */

#include "base/buf.h"
#include "store.h"

/* Chapters with times, in order. */
struct chapter_output {
    const struct chapter_record *list;
    size_t count;
    int64_t duration_ms; /* TIME_NONE = not known */
    struct slice show, title;
};

struct chapter_form {
    const char *name; /* as given to --format */
    const char *extension;
    const char *summary;
    /* Appends the whole list, of at least one chapter. */
    void (*write)(const struct chapter_output *chapters, struct buf *out);
};

/* The forms, the default first; ended by NULL. */
extern const struct chapter_form *const chapter_forms[];

extern const struct chapter_form chapters_text;
extern const struct chapter_form chapters_youtube;
extern const struct chapter_form chapters_md;
extern const struct chapter_form chapters_json;
extern const struct chapter_form chapters_podlove;
extern const struct chapter_form chapters_vtt;
extern const struct chapter_form chapters_ffmetadata;

/*
 * When a chapter ends: as known, else where the next one begins, else with the
 * recording; TIME_NONE if nothing tells.
 */
int64_t chapter_end_ms(const struct chapter_output *chapters, size_t index);

#endif
