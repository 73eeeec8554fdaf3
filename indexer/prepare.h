#ifndef QUOTH_PREPARE_H
#define QUOTH_PREPARE_H

/*
 * One file -> everything that the store needs of it: read, parsed, identified,
 * cut into segments, its words counted. Pure work on one file, done by several
 * threads at once; the store is not touched.
 */

#include "document.h"
#include "file_filter.h"
#include "identity_path.h"
#include "segment.h"
#include "term_counts.h"
#include "walk.h"

/* What the user said for all files of a source. */
struct source_options {
    struct slice show, lang; /* empty = not said */
    struct document_options document;
    const struct file_filters *filters; /* of the config; NULL = none */
};

/* The notes of a page beside its chapters. */
struct prepared_notes {
    struct token_list tokens;
    struct term_counts *terms;
    struct segmented segmented;
    bool any;
};

/* All that came of one file. Initialise once, use for many files. */
struct prepared {
    struct arena arena;
    struct token_list tokens; /* of the speech */
    uint64_t stream_hash;     /* token_list_hash of them */
    struct term_counts *terms;
    char *bytes; /* of the file; malloc(3) */
    size_t size;

    enum status status; /* of the whole; `error` has the words */
    struct error error;
    bool unchanged;        /* the bytes are those of the hash that was given */
    uint64_t content_hash; /* of the file and the files that describe it */
    struct document document;
    struct episode_meta meta;
    bool said_title;       /* the title was not made from the file's name */
    const char *kind;      /* KIND_…: of a file of chapters, KIND_CHAPTERS */
    bool chapters_guessed; /* they are from a description */
    struct segmented segmented;
    struct prepared_notes notes; /* of a page that has chapters, too */
};

/* Begins empty; it is used for one file after another. */
void prepared_init(struct prepared *prepared);
/* Frees all that is in it. */
void prepared_release(struct prepared *prepared);

/*
 * Reads and prepares `file`. With `known_hash` (not 0), nothing but the reading
 * is done if the content has that hash. What went wrong is in
 * prepared->status; what it held before is gone.
 */
void prepare_file(struct prepared *prepared, const struct walk_file *file,
                  const struct source_options *options,
                  const struct stem_census *census, uint64_t known_hash);

#endif
