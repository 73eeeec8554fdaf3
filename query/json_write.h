#ifndef QUOTH_JSON_WRITE_H
#define QUOTH_JSON_WRITE_H

/*
 * JSON output, on top of json-c. NULL is json-c's null. Objects are owned by
 * the caller until they are added to another.
 */

#include "base/buf.h"

#include <json-c/json.h>
#include <stdint.h>

/* A string; null for an empty one, which means "not known". */
struct json_object *json_new_text(struct slice text);
/* Milliseconds; null for TIME_NONE. */
struct json_object *json_new_time(int64_t ms);
/* A number with two decimals; null if it is not finite. */
struct json_object *json_score(double value);

/* Appends `object` on one line, harmless for a terminal, and frees it. */
void json_put(struct buf *out, struct json_object *object);

#endif
