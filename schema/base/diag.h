#ifndef QUOTH_DIAG_H
#define QUOTH_DIAG_H

/*
 * Complaints about one input: what a reader could not understand, by line. A
 * complaint costs its cue at most, never the file; a failure is a struct error.
 */

#include "base/arena.h"

#include <stdint.h>

enum diag_severity {
    DIAG_NOTE,    /* worth knowing: a repeat dropped, an encoding guessed */
    DIAG_WARNING, /* something was not understood */
};

struct diag_entry {
    enum diag_severity severity;
    uint32_t line; /* from 1; 0 = the file as a whole */
    const char *text;
};

struct diag {
    struct arena *arena; /* owns the texts */
    struct diag_entry *entries;
    size_t count, capacity;
    size_t dropped; /* beyond DIAG_MAX, counted only */
};

enum { DIAG_MAX = 100 };

/* Nothing to tell yet. */
void diag_init(struct diag *diag, struct arena *arena);
/* Adds a sentence of that severity, on `line` of the file or 0. */
void diag_add(struct diag *diag, enum diag_severity severity, uint32_t line,
              const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
