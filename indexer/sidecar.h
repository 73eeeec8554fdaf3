#ifndef QUOTH_SIDECAR_H
#define QUOTH_SIDECAR_H

/*
 * Files that lie beside transcripts and say what they are of. Nothing here
 * opens a file: names and bytes come from the caller.
 */

#include "base/error.h"
#include "cue.h"

enum sidecar_kind {
    SIDECAR_INFO_JSON, /* NAME.info.json, as yt-dlp writes it */
    SIDECAR_META_YAML, /* NAME.meta.yaml, written by a person */
    SIDECAR_FOLDER,    /* quoth.yaml: for all that is in the folder and below */
};

/* Is `filename` (no folders) the name of a sidecar? */
bool sidecar_is(struct slice filename, enum sidecar_kind *ret_kind);

/*
 * The names under which the sidecars of `filename` may lie in its folder, the
 * most special first: of "Title [id].en.vtt" they are "Title [id].en.vtt",
 * "Title [id].en" and "Title [id]", each with ".meta.yaml" and ".info.json".
 * Returns their number. In `arena`.
 */
enum { SIDECAR_NAMES_MAX = 8 };

size_t sidecar_names(struct slice filename, struct arena *arena,
                     struct slice names[SIDECAR_NAMES_MAX]);

/*
 * The id in "Title [id].en.vtt" and "Other title [id].info.json", by which a
 * sidecar is found when the titles differ; empty if there is none. Borrowed.
 */
struct slice sidecar_id(struct slice filename);

/*
 * Reads a sidecar's bytes. What it says goes to `meta`, where fields that are
 * set already are left alone, and chapters to `chapters` unless that is NULL or
 * has some. `filename` is the name of the file that it describes, for what it
 * says of that alone. Text is in `arena`. STATUS_BAD_INPUT if it is not what
 * its name says.
 */
enum status sidecar_read(enum sidecar_kind kind, struct slice bytes,
                         struct slice filename, struct arena *arena,
                         struct episode_meta *meta, struct cue_list *chapters,
                         struct diag *diag, struct error *err);

#endif
