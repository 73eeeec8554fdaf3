#ifndef QUOTH_RECOGNIZED_H
#define QUOTH_RECOGNIZED_H

/* What the readers share of the JSON that speech recognition services give. */

#include "format.h"
#include "json.h"
#include "spoken.h"

struct recognized {
    struct cue_list *list;
    struct arena *scratch; /* until the document is read */
    uint32_t line;         /* of the document: JSON tells no other */
};

/*
 * Does the document begin as a JSON object, and its first kilobytes or its last
 * have all these keys? The list ends in NULL.
 */
bool recognized_has_keys(const struct format_input *input,
                         const char *const *keys);

/*
 * Parses the document and has `read_root` read it; if that says that it is none
 * of the service's, an error names the service.
 */
enum status recognized_read(const struct format_input *input,
                            struct cue_list *list, struct error *err,
                            bool (*read_root)(struct recognized *reader,
                                              struct json_object *root),
                            const char *service);

/* An empty list of words, in scratch memory. */
struct spoken_list recognized_words(struct recognized *reader);

/*
 * What a number, or a letter, of a speaker is called: "Speaker 0"; empty if it
 * is none. A label of more letters stays as it is.
 */
struct slice recognized_speaker(struct recognized *reader,
                                struct json_object *label);

/* Appends a text that has no words with times, and maybe none itself. */
void recognized_append_text(struct recognized *reader, struct json_object *text,
                            int64_t start_ms, int64_t end_ms,
                            struct slice speaker);

#endif
