#ifndef QUOTH_PRESENT_JSON_H
#define QUOTH_PRESENT_JSON_H

/*
 * A passage as an object of JSON, for documents that are made of them.
 */

#include "present.h"

#include <json-c/json.h>

/* Owned by the caller. */
struct json_object *present_json_passage(const struct passage *passage);

#endif
