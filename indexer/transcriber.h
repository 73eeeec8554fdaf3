#ifndef QUOTH_TRANSCRIBER_H
#define QUOTH_TRANSCRIBER_H

/*
 * A recording -> a file with what is said in it, by a program that the user's
 * config names: [whisper-cli, -f, '{audio}', -oj, -of, '{output}'].
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

#define TRANSCRIBER_AUDIO  SLICE("{audio}")  /* the recording */
#define TRANSCRIBER_OUTPUT SLICE("{output}") /* a path without an extension */
#define TRANSCRIBER_FOLDER SLICE("{folder}") /* where that is */

/* Folders and files are NUL-terminated below. */

struct transcriber {
    const char **argv; /* NULL-ended; NULL = there is none */
    int64_t days;      /* that a feed has to offer a transcript itself */
    int64_t episodes;  /* at most, in one run */
    int64_t seconds;   /* for one episode */
    int64_t megabytes; /* of one recording */
    /* See struct child_limits. */
    bool (*interrupted)(void *context);
    void *context;
};

/*
 * Makes `folder` an empty one that nobody else may look into; one that a killed
 * run left is emptied. STATUS_IO.
 */
enum status transcriber_open(struct slice folder, struct error *err);

/* Removes the folder with all that is in it. */
void transcriber_close(struct slice folder);

/*
 * Runs the program on the file `audio` in `folder`. *ret_path is what it wrote
 * into the folder or, if that is nothing, a file of what it printed. In
 * `arena`, NUL-terminated. STATUS_BAD_INPUT if it fails or has nothing to say,
 * STATUS_INTERRUPTED, STATUS_IO, STATUS_LIMIT.
 */
enum status transcriber_run(const struct transcriber *transcriber,
                            struct slice folder, struct slice audio,
                            struct arena *arena, struct slice *ret_path,
                            struct error *err);

#endif
