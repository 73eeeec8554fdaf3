#ifndef QUOTH_CUE_WRITE_H
#define QUOTH_CUE_WRITE_H

/*
 * Cues -> a transcript file in another format: one file each, one line each in
 * the table.
 *
 * To add one: write indexer/write_NAME.c, ending in `const struct cue_writer
 * writer_NAME`, declare it here, add its line to cue_writers[] in cue_write.c
 * and the file to indexer/CMakeLists.txt, and give it a case under
 * tests/cli/convert/. If there is a reader of the format, tests/unit/
 * test_cue_write.c looks that what it holds comes back.
 */

#include "base/buf.h"
#include "cue.h"

/* What a format has a place for. What is not here is left out, or made up. */
enum cue_holds {
    HOLDS_WORDS = 1 << 0,    /* the times of words */
    HOLDS_SPEAKERS = 1 << 1, /* who speaks */
    HOLDS_CHAPTERS = 1 << 2, /* titles, and where they begin */
    HOLDS_ENDS = 1 << 3,     /* when a cue ends */
    HOLDS_MS = 1 << 4,       /* parts of a second */
    HOLDS_UNTIMED = 1 << 5,  /* cues without times */
};

struct cue_writer {
    const char *name;      /* as given to --format */
    const char *extension; /* -o FILE.ext implies it */
    const char *summary;
    unsigned holds; /* of enum cue_holds */
    bool is_json;   /* what is printed may be escaped as JSON allows */
    /*
     * Appends the whole file. The list is tidy; with `words`, word times are
     * wanted, too. Text that the format could take for markup is escaped.
     */
    void (*write)(const struct cue_list *list, bool words, struct buf *out);
};

/*
 * For writers that put names before the text: a mark that people put where
 * another speaks, and nobody says who.
 */
#define CUE_OTHER_SPEAKER ">> "

/* The writers, ended by NULL. Of those with one extension the first is meant. */
extern const struct cue_writer *const cue_writers[];

extern const struct cue_writer writer_vtt;
extern const struct cue_writer writer_srt;
extern const struct cue_writer writer_txt;
extern const struct cue_writer writer_md;
extern const struct cue_writer writer_tsv;
extern const struct cue_writer writer_csv;
extern const struct cue_writer writer_jsonl;
extern const struct cue_writer writer_json;
extern const struct cue_writer writer_whisper;
extern const struct cue_writer writer_podcast_json;
extern const struct cue_writer writer_podcast_html;

/* The writer of that name, or NULL. */
const struct cue_writer *cue_writer_by_name(struct slice name);
/* The writer that the extension of `path` implies, or NULL. */
const struct cue_writer *cue_writer_by_extension(struct slice path);

/* Appends "words, speakers, …": what the writer's format holds. */
void cue_writer_print_holds(struct buf *out, const struct cue_writer *writer);

/*
 * Appends what of the list the format cannot hold: "no word times, no chapters
 * (12 left out)"; nothing if all goes in.
 */
void cue_writer_print_losses(struct buf *out, const struct cue_writer *writer,
                             const struct cue_list *list, bool words);

#endif
