#ifndef QUOTH_JSON_BUILD_H
#define QUOTH_JSON_BUILD_H

/*
 * JSON that we write, built with json-c. What is added belongs to the object.
 */

#include "base/buf.h"
#include "base/timecode.h"

#include <json-c/json.h>

/* A member of milliseconds; null for TIME_NONE. */
void json_add_ms(struct json_object *object, const char *key, int64_t ms);

/* A member of seconds, written with all that the milliseconds say: 3.52 */
void json_add_seconds(struct json_object *object, const char *key, int64_t ms);

/* A member of text. */
void json_add_text(struct json_object *object, const char *key,
                   struct slice text);
/* The same, but null for an empty text. */
void json_add_text_or_null(struct json_object *object, const char *key,
                           struct slice text);

/* Appends the object as one line, and frees it. */
void json_append_line(struct buf *out, struct json_object *object);

#endif
