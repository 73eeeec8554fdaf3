#ifndef QUOTH_FRONT_MATTER_H
#define QUOTH_FRONT_MATTER_H

/*
 * YAML front matter: a first line "---", YAML, a line "---" or "...". Also the
 * same keys in sidecar files (NAME.meta.yaml) and in quoth.yaml.
 */

#include "base/arena.h"
#include "base/diag.h"
#include "base/error.h"
#include "record.h"

/*
 * Splits front matter off `text`. Returns false, with *ret_body = text, if
 * there is none. What it says goes to `meta` (fields that are set already are
 * left alone). *ret_line is the line number of the body's first line.
 * *ret_transcript says whether it has a key that front matter of transcripts
 * has (speakers, guest, transcript_by, youtube_url, video_id, media, episode,
 * duration …), or a title and a date, so that prose behind it counts as a
 * transcript. YAML that cannot be parsed is a warning, and is still split off.
 */
bool front_matter_split(struct slice text, struct arena *arena,
                        struct episode_meta *meta, struct slice *ret_body,
                        uint32_t *ret_line, bool *ret_transcript,
                        struct diag *diag);

/*
 * Reads a YAML mapping of the same keys (a sidecar). STATUS_BAD_INPUT with the
 * line if it is not YAML or no mapping. An unknown key is a warning.
 */
enum status meta_yaml_read(struct slice yaml, struct arena *arena,
                           struct episode_meta *meta, struct diag *diag,
                           struct error *err);

#endif
