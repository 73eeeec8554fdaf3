#include "json_write.h"

#include "base/timecode.h"
#include "present.h"

#include <math.h>
#include <stdio.h>

struct json_object *json_new_text(struct slice text)
{
    if (text.len == 0)
        return NULL;
    return json_object_new_string_len(text.ptr, (int)text.len);
}

struct json_object *json_new_time(int64_t ms)
{
    return ms == TIME_NONE ? NULL : json_object_new_int64(ms);
}

struct json_object *json_score(double value)
{
    char text[32];

    if (!isfinite(value))
        return NULL;
    snprintf(text, sizeof(text), "%.2f", value);
    return json_object_new_double_s(value, text);
}

void json_put(struct buf *out, struct json_object *object)
{
    size_t len;
    const char *text = json_object_to_json_string_length(
        object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &len);

    present_json_safe(out, (struct slice){ text, len });
    json_object_put(object);
}
