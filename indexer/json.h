#ifndef QUOTH_JSON_H
#define QUOTH_JSON_H

/*
 * JSON as found in the wild, read by json-c. One value, or several one after
 * the other (JSON Lines), which come as one array. Tolerated: a BOM, NaN and
 * Infinity, lone surrogates, raw control characters, and bytes that are not
 * UTF-8, for which U+FFFD stands.
 *
 * The getters take NULL, and values of another type, for "not there", so that a
 * chain of them needs no checks.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "base/timecode.h"

struct json_object;

/*
 * Parses `text`; json_release(*ret_value) when done with it. STATUS_BAD_INPUT,
 * with the line, if it is not JSON; STATUS_LIMIT above LIMIT_JSON_BYTES or
 * LIMIT_NESTING.
 */
enum status json_parse(struct slice text, struct json_object **ret_value,
                       struct error *err);
void json_release(struct json_object *value); /* NULL is fine */

/* For probes: does `text`, a part of a document, have such a key anywhere? */
bool json_has_key(struct slice text, const char *key);

/* The member `key`; NULL if there is none, or if it is null. Borrowed. */
struct json_object *json_get(struct json_object *object, const char *key);
/* The same through several objects: "result.language". */
struct json_object *json_path(struct json_object *object, const char *path);

/* What a value is. NULL, which is json-c's null, is none of these. */
bool json_is_object(struct json_object *value);
bool json_is_array(struct json_object *value);
bool json_is_string(struct json_object *value);
bool json_is_true(struct json_object *value);
bool json_is_false(struct json_object *value);
/* Members of an array, 0 for anything else, and the one at `index`. Borrowed. */
size_t json_count(struct json_object *array);
struct json_object *json_at(struct json_object *array, size_t index);

/*
 * A string's text, cleaned as by decode_clean, or a number as it prints; empty
 * for anything else. Borrowed from `value`, or in `arena`.
 */
struct slice json_text(struct json_object *value, struct arena *arena);
/* The same on one line: runs of white space made one blank. In `arena`. */
struct slice json_line(struct json_object *value, struct arena *arena);

/* A finite number, or a string that is one. */
bool json_number(struct json_object *value, double *ret_number);

/*
 * A time in units of `unit_ms`, or a string like "00:01:02.500", rounded to the
 * millisecond; TIME_NONE if it is none, or one that nobody believes.
 */
int64_t json_time(struct json_object *value, double unit_ms);
#define JSON_SECONDS      1000.0
#define JSON_MILLISECONDS 1.0

#endif
