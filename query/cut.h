#ifndef QUOTH_CUT_H
#define QUOTH_CUT_H

/*
 * Cut lists: stretches of recordings, one after the other, for editors and
 * players. One file each form, one line each in the table.
 *
 * To add one: write query/cut_NAME.c ending in `const struct cut_form
 * cut_NAME`, declare it here, add its line to cut_forms[] in cut.c and to
 * query/CMakeLists.txt, and a case under tests/cli/clip/.
 */

#include "frame.h"
#include "quotation.h"

/* A recording. */
struct cut_source {
    struct slice media; /* path or address; empty = not known */
    struct slice name;  /* of the file, or what it may be called */
    bool is_video;
    int64_t episode;
    int64_t end_ms; /* of the last cut: it is at least so long */
};

struct cut {
    size_t source;
    int64_t in_ms, out_ms; /* of the recording; in < out */
    struct slice name;     /* who and the first words, one line */
    struct slice text;     /* all that is said */
    const struct spoken_line *lines;
    size_t line_count;
    int64_t shift_ms; /* lines' times + this are the recording's */
    bool approximate; /* known no better than to WITHIN_APPROXIMATE_MS */
};

struct cut_list {
    struct slice title;
    struct cut_source *sources;
    size_t source_count;
    struct cut *cuts;
    size_t count;
    struct frame_rate rate;
    int64_t start_frame; /* timecode at which the recordings start */
    bool start_given;    /* by the user: else what is usual for the form */
    struct slice folder; /* for the files that are cut; empty = the working
                             one */
};

/* What a form has to know of where recordings are. */
enum cut_media {
    CUT_MEDIA_UNUSED,
    CUT_MEDIA_WANTED, /* editors ask for what they do not find */
    CUT_MEDIA_NEEDED, /* a cut of nowhere has no place in it */
};

struct cut_form {
    const char *name; /* as given to --format */
    const char *extension;
    const char *summary;
    bool one_source; /* its times are those of one recording */
    enum cut_media media;
    /* Appends the whole file. The list has at least one cut. */
    void (*write)(const struct cut_list *list, struct buf *out);
};

/* The forms, the default first; ended by NULL. */
extern const struct cut_form *const cut_forms[];

extern const struct cut_form cut_edl;
extern const struct cut_form cut_resolve;
extern const struct cut_form cut_premiere;
extern const struct cut_form cut_fcpxml;
extern const struct cut_form cut_otio;
extern const struct cut_form cut_audacity;
extern const struct cut_form cut_mpv;
extern const struct cut_form cut_m3u;
extern const struct cut_form cut_srt;
extern const struct cut_form cut_vtt;
extern const struct cut_form cut_ffmpeg;

/* A cut in frames: of its recording, from its start, and of the sequence. */
struct cut_frames {
    int64_t in, out;    /* [in, out) */
    int64_t start, end; /* likewise; the first cut starts at 0 */
};

/* The frames of cut `index`; `start` is where the one before it ended. */
struct cut_frames cut_frames_of(const struct cut_list *list, size_t index,
                                int64_t start);

/* Are there pictures in any of the recordings? */
bool cut_list_has_video(const struct cut_list *list);

/* So many frames are an hour of timecode, where sequences begin. */
int64_t cut_hour(const struct frame_rate *rate);

/* Appends seconds: "675.200". */
void cut_put_seconds(struct buf *out, int64_t ms);

#endif
