#ifndef QUOTH_TEST_ARCHIVE_H
#define QUOTH_TEST_ARCHIVE_H

/*
 * Small archives for tests, made through the store's own functions.
 */

#include "store.h"

/* A segment as it is said. */
struct said {
    const char *speaker;      /* NULL = not known */
    int64_t start_ms, end_ms; /* TIME_NONE without times */
    const char *text;         /* NULL ends a list */
    const char *chapter;      /* that begins with it, or NULL */
};

/* A transcript, and the episode that it is of. */
struct told {
    const char
        *key; /* the episode's; one that is there gets a transcript more */
    const char *show, *number, *title, *date, *link; /* NULL = not known */
    const char *guest;                               /* in people, or NULL */
    const char *language;                            /* or NULL */
    const char *path;                                /* of its file; not read */
    const struct said *said;
    const bool *glued; /* parallel: it follows without a blank; NULL = none */
};

/* The path of an archive in a new folder, owned by the caller. */
char *archive_path(void);
/*
 * Makes an archive of these transcripts, and returns its path, likewise. The
 * episodes get the numbers 1, 2, … in the order in which their keys come up.
 */
char *archive_of(const struct told *tolds, size_t count);
/* Removes the archive and its folder, and frees the path. */
void archive_remove(char *path);

/* Opens it for writing, or reading; failures end the test. */
struct store *archive_write(const char *path);
struct store *archive_read(const char *path);
void archive_close(struct store *store);

/* Adds the transcript. Returns the number of its episode. */
int64_t archive_add(struct store *store, const struct told *told);

#endif
