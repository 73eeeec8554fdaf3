#ifndef QUOTH_FORMAT_H
#define QUOTH_FORMAT_H

/*
 * Transcript formats: one file each, one line each in the table.
 *
 * To add a format:
 *   1. write indexer/format_NAME.c, ending in `const struct format format_NAME`;
 *   2. declare it here and add its line to formats[] in format.c: sure formats
 *      before permissive ones;
 *   3. name the file in indexer/CMakeLists.txt;
 *   4. add tests/formats/NAME/CASE/ with input.EXT and cues.expected
 *      (README.md in tests/formats says how they are made).
 */

#include "cue.h"

/* How sure a probe is. The best answer wins, an earlier line on a tie. */
enum {
    PROBE_NO = 0,
    PROBE_WEAK = 20,    /* some lines look like it */
    PROBE_LIKELY = 60,  /* most of it looks like it */
    PROBE_CERTAIN = 100 /* a signature */
};

/* What a probe and a reader see of a document. */
struct format_input {
    struct slice text;      /* the whole document behind its front matter:
                               valid UTF-8, no BOM, no NUL, lines end in '\n' */
    struct slice extension; /* of the file name, lower case, no dot: a hint */
    uint32_t first_line;    /* line number of the first line of `text` */
    bool front_matter;    /* it had front matter that a transcript would have */
    bool forced;          /* the user named the format */
    bool chapters;        /* its name says that it holds chapters */
    struct slice pattern; /* how the user describes it; empty = not at all */
};

struct format {
    const char *name;    /* as given to --from */
    const char *summary; /* one line of `list formats` */
    /* Looks at the text, cheaply: a few hundred lines at most. On a non-zero
     * answer *ret_why says what was seen, for `convert --explain`. */
    int (*probe)(const struct format_input *input, const char **ret_why);
    /*
     * Appends the document's cues to `list`, in file order, and sets
     * list->order and what list->meta can be known. Text comes out plain.
     * Complaints go to `diag`; the cue they are about is skipped or kept as
     * best it can. Returns an error only for limits and for input that is
     * broken as a whole.
     */
    enum status (*read)(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err);
};

/* The formats, ended by NULL, in the order in which they are probed. */
extern const struct format *const formats[];

extern const struct format format_vtt;
extern const struct format format_srt;
extern const struct format format_json3;
extern const struct format format_timedtext;
extern const struct format format_ttml;
extern const struct format format_ass;
extern const struct format format_sbv;
extern const struct format format_lrc;
extern const struct format format_podcast_json;
extern const struct format format_podcast_html;
extern const struct format format_page;
extern const struct format format_html;
extern const struct format format_whisper;
extern const struct format format_cues;
extern const struct format format_assemblyai;
extern const struct format format_deepgram;
extern const struct format format_aws;
extern const struct format format_rev;
extern const struct format format_google;
extern const struct format format_azure;
extern const struct format format_pattern;
extern const struct format format_ffmetadata;
extern const struct format format_chapters_xml;
extern const struct format format_chapters_json;
extern const struct format format_chapters_ogm;
extern const struct format format_audacity;
extern const struct format format_chapters_text;
extern const struct format format_console;
extern const struct format format_table;
extern const struct format format_text;

/* The format called `name`, or NULL. */
const struct format *format_by_name(struct slice name);

/*
 * The format of the document, from its content, or NULL if none claims it.
 * *ret_why is set when one does.
 */
const struct format *format_detect(const struct format_input *input,
                                   const char **ret_why);

#endif
