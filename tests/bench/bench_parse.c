/*
 * How fast transcripts are parsed: reads files into memory, then decodes, reads
 * and tidies them again and again, format by format.
 *
 *     bench_parse SECONDS FILE...
 *
 * Prints one line per format met: name, files, bytes and MB/s, between tabs; of
 * all passes the fastest counts, for others may be at work on the machine.
 */

#include "base/alloc.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/error.h"
#include "base/slice.h"
#include "cue.h"
#include "decode.h"
#include "format.h"
#include "front_matter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct document {
    struct slice bytes, extension;
    const struct format *format; /* as found on the first pass */
};

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The whole file in memory of its own; ends the program if it has none. */
static struct slice read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t len = 0, capacity = 0, got;

    if (!file) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    do {
        bytes = mem_grow(bytes, &capacity, len + 65536, 1);
        got = fread(bytes + len, 1, capacity - len, file);
        len += got;
    } while (got > 0);
    fclose(file);
    return (struct slice){ bytes, len };
}

static struct slice path_extension(const char *path)
{
    const char *dot = strrchr(path, '.');

    return slice_of(dot ? dot + 1 : NULL);
}

/*
 * Takes the document from bytes to tidy cues. Finds its format if it has none
 * yet. Returns false if it is no transcript.
 */
static bool parse(struct document *document, struct arena *arena)
{
    struct format_input input = { .extension = document->extension };
    struct decoded decoded;
    struct cue_list list;
    struct diag diag;
    struct error err;
    const char *why;

    diag_init(&diag, arena);
    cue_list_init(&list, arena);
    if (decode(document->bytes, (struct slice){ 0 }, arena, &decoded, &diag,
               &err))
        return false;
    front_matter_split(decoded.text, arena, &list.meta, &input.text,
                       &input.first_line, &input.front_matter, &diag);
    if (!document->format)
        document->format = format_detect(&input, &why);
    return document->format &&
           document->format->read(&input, &list, &diag, &err) == STATUS_OK &&
           cue_list_tidy(&list, &diag, &err) == STATUS_OK;
}

/* Parses the documents of one format once. Returns how long it took. */
static double parse_all(const struct format *format, struct document *documents,
                        size_t count, struct arena *arena)
{
    double start = seconds_now();

    for (size_t i = 0; i < count; i++) {
        if (documents[i].format == format) {
            parse(&documents[i], arena);
            arena_clear(arena);
        }
    }
    return seconds_now() - start;
}

/* Parses them for about `seconds`; prints the speed. */
static void bench_format(const struct format *format,
                         struct document *documents, size_t count,
                         double seconds, struct arena *arena)
{
    double start = seconds_now(), best = 0;
    size_t files = 0, bytes = 0;

    for (size_t i = 0; i < count; i++) {
        if (documents[i].format == format) {
            files++;
            bytes += documents[i].bytes.len;
        }
    }
    if (files == 0)
        return;
    do {
        double elapsed = parse_all(format, documents, count, arena);

        if (best == 0 || elapsed < best)
            best = elapsed;
    } while (seconds_now() - start < seconds);
    printf("%s\t%zu\t%zu\t%.1f\n", format->name, files, bytes,
           (double)bytes / best / 1e6);
}

int main(int argc, char **argv)
{
    double seconds = argc > 2 ? strtod(argv[1], NULL) : 0;
    size_t count = argc > 2 ? (size_t)argc - 2 : 0;
    struct document *documents;
    struct arena arena;

    if (count == 0 || seconds <= 0) {
        fputs("usage: bench_parse SECONDS FILE...\n", stderr);
        return EXIT_FAILURE;
    }
    arena_init(&arena);
    documents = mem_alloc(count * sizeof(*documents));
    for (size_t i = 0; i < count; i++) {
        documents[i].bytes = read_file(argv[i + 2]);
        documents[i].extension = path_extension(argv[i + 2]);
        if (!parse(&documents[i], &arena)) {
            documents[i].format = NULL;
            fprintf(stderr, "%s: not a transcript\n", argv[i + 2]);
        }
        arena_clear(&arena);
    }
    for (size_t f = 0; formats[f]; f++)
        bench_format(formats[f], documents, count, seconds, &arena);
    for (size_t i = 0; i < count; i++)
        free((void *)documents[i].bytes.ptr);
    free(documents);
    arena_release(&arena);
    return EXIT_SUCCESS;
}
