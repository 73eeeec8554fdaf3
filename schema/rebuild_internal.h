#ifndef QUOTH_REBUILD_INTERNAL_H
#define QUOTH_REBUILD_INTERNAL_H

/*
 * The steps of store_rebuild. Included by schema/ alone.
 */

#include "rebuild.h"
#include "store_internal.h"

/* So many tables are emptied and filled again. */
enum { REBUILD_TABLES = 4 };

/* A rebuild at work. */
struct rebuilding {
    struct store *store;
    const struct rebuild_options *options;
    struct rebuild_report *report;
    bool same_rules; /* the archive was indexed by the rules of this program */
    bool damaged[REBUILD_TABLES]; /* they have to be replaced */
    bool leaks; /* pages of a damaged table are lost: VACUUM finds them */
    struct token_list tokens; /* of the transcript at hand, as its arena */
    struct arena arena;
};

/* Tells what was mended. */
void rebuild_tell(const struct rebuilding *rebuilding, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- rebuild_transcript.c ---- */

/* Counts the words of a transcript, moves what has moved, and indexes it. */
enum status rebuild_transcript(struct rebuilding *rebuilding, int64_t id,
                               struct error *err);

/* ---- rebuild_orphans.c ---- */

/* Takes away rows that belong to others which are not there. */
enum status rebuild_drop_orphans(struct rebuilding *rebuilding,
                                 struct error *err);
/* Lets every episode have a transcript that is searched. */
enum status rebuild_choose(struct rebuilding *rebuilding, struct error *err);

#endif
