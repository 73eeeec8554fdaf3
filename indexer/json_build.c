#include "json_build.h"

#include <inttypes.h>

enum { MS_PER_SECOND = 1000 };

void json_add_ms(struct json_object *object, const char *key, int64_t ms)
{
    json_object_object_add(object, key,
                           ms == TIME_NONE ? NULL : json_object_new_int64(ms));
}

/* "3.52" and "4.0", as programs print them that know no better than floats. */
static void print_seconds(struct buf *out, int64_t ms)
{
    buf_printf(out, "%" PRId64 ".%03d", ms / MS_PER_SECOND,
               (int)(ms % MS_PER_SECOND));
    while (out->ptr[out->len - 1] == '0' && out->ptr[out->len - 2] != '.')
        out->ptr[--out->len] = '\0';
}

void json_add_seconds(struct json_object *object, const char *key, int64_t ms)
{
    struct buf digits = BUF_INIT;

    print_seconds(&digits, ms);
    json_object_object_add(
        object, key,
        json_object_new_double_s((double)ms / MS_PER_SECOND, digits.ptr));
    buf_release(&digits);
}

void json_add_text(struct json_object *object, const char *key,
                   struct slice text)
{
    json_object_object_add(
        object, key,
        json_object_new_string_len(text.ptr ? text.ptr : "", (int)text.len));
}

void json_add_text_or_null(struct json_object *object, const char *key,
                           struct slice text)
{
    if (text.len)
        json_add_text(object, key, text);
    else
        json_object_object_add(object, key, NULL);
}

void json_append_line(struct buf *out, struct json_object *object)
{
    buf_string(out, json_object_to_json_string_ext(
                        object, JSON_C_TO_STRING_PLAIN |
                                    JSON_C_TO_STRING_NOSLASHESCAPE));
    buf_char(out, '\n');
    json_object_put(object);
}
