/*
 * truncate FILE…: reads each file as if it had been cut off after every one of
 * its bytes. Whatever comes of it, it is a transcript or an error in words, and
 * times stay in order.
 */
#include "document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t faults;

static void fault(const char *path, size_t size, const char *what)
{
    fprintf(stderr, "%s, first %zu bytes: %s\n", path, size, what);
    faults++;
}

static void check_cues(const char *path, size_t size,
                       const struct cue_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];

        if (cue->start_ms != TIME_NONE && cue->end_ms != TIME_NONE &&
            cue->end_ms < cue->start_ms)
            fault(path, size, "a cue ends before it starts");
    }
}

static void read_part(const char *path, struct slice part)
{
    const struct document_options options = { .forced = true };
    struct error error = { .text = "" };
    struct document document;
    struct arena arena;

    arena_init(&arena);
    if (!document_read(part, slice_of(path), &options, &arena, &document,
                       &error))
        check_cues(path, part.len, &document.cues);
    else if (error.text[0] == '\0')
        fault(path, part.len, "an error without a word");
    arena_release(&arena);
}

static void read_parts(const char *path, struct slice bytes)
{
    for (size_t size = 0; size <= bytes.len; size++) {
        /* In a block of its own, so that reading past its end is noticed. */
        char *copy = malloc(size ? size : 1);

        if (!copy)
            abort();
        memcpy(copy, bytes.ptr, size);
        read_part(path, (struct slice){ copy, size });
        free(copy);
    }
}

int main(int argc, char **argv)
{
    struct error error;

    for (int i = 1; i < argc; i++) {
        char *bytes;
        size_t size;

        if (file_read(argv[i], &bytes, &size, &error)) {
            fprintf(stderr, "%s: %s\n", argv[i], error.text);
            return 2;
        }
        read_parts(argv[i], (struct slice){ bytes, size });
        free(bytes);
    }
    return argc < 2 || faults > 0;
}
