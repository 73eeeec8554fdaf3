#include "json.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cue.h"
#include "decode.h"

#include <math.h>
#include <string.h>
#include <json-c/json.h>

/* `text`, or a copy in `clean` with U+FFFD for what is not UTF-8. */
static struct slice replace_invalid(struct slice text, struct buf *clean)
{
    size_t valid = utf8_valid_prefix(text);

    if (valid == text.len)
        return text;
    while (text.len) {
        buf_slice(clean, slice_range(text, 0, valid));
        text = slice_from(text, valid);
        if (text.len) {
            buf_string(clean, "\xef\xbf\xbd");
            text = slice_from(text, 1);
        }
        valid = utf8_valid_prefix(text);
    }
    return buf_view(clean);
}

static unsigned long line_at(struct slice text, size_t offset)
{
    struct slice before = slice_range(text, 0, offset);
    unsigned long line = 1;
    size_t end;

    while ((end = slice_find_char(before, '\n')) != SLICE_NOT_FOUND) {
        before = slice_from(before, end + 1);
        line++;
    }
    return line;
}

/*
 * Takes the next value off the front of text[*at]; `ret_value` is NULL for a
 * JSON null too.
 */
static enum status take_value(struct json_tokener *tokener, struct slice text,
                              size_t *at, struct json_object **ret_value,
                              struct error *err)
{
    struct slice rest = slice_from(text, *at);
    enum json_tokener_error reason;

    json_tokener_reset(tokener);
    *ret_value = json_tokener_parse_ex(tokener, rest.ptr, (int)rest.len);
    *at += json_tokener_get_parse_end(tokener);
    reason = json_tokener_get_error(tokener);
    if (reason == json_tokener_success)
        return STATUS_OK;
    if (reason == json_tokener_error_depth)
        return error_set(err, STATUS_LIMIT,
                         "line %lu: JSON nested deeper than %d levels",
                         line_at(text, *at), LIMIT_NESTING);
    return error_set(
        err, STATUS_BAD_INPUT, "line %lu: not JSON: %s", line_at(text, *at),
        reason == json_tokener_continue ? "it ends in the middle"
                                        : json_tokener_error_desc(reason));
}

static size_t skip_space(struct slice text, size_t at)
{
    while (at < text.len && ascii_is_space(text.ptr[at]))
        at++;
    return at;
}

/* Parses one value, or the array of all that stand one after the other. */
static enum status parse_all(struct json_tokener *tokener, struct slice text,
                             struct json_object **ret_value, struct error *err)
{
    struct json_object *value, *lines = NULL;
    size_t at = 0;
    enum status status = take_value(tokener, text, &at, &value, err);

    *ret_value = value;
    while (!status && (at = skip_space(text, at)) < text.len) {
        if (!lines) {
            *ret_value = lines = json_object_new_array();
            json_object_array_add(lines, value);
        }
        status = take_value(tokener, text, &at, &value, err);
        if (!status)
            json_object_array_add(lines, value);
    }
    if (status) {
        json_object_put(*ret_value);
        *ret_value = NULL;
    }
    return status;
}

enum status json_parse(struct slice text, struct json_object **ret_value,
                       struct error *err)
{
    struct json_tokener *tokener;
    struct buf clean = BUF_INIT;
    enum status status;

    *ret_value = NULL;
    if (text.len > LIMIT_JSON_BYTES)
        return error_set(err, STATUS_LIMIT, "a JSON document above %zu MB",
                         LIMIT_JSON_BYTES >> 20);
    if (slice_starts_with(text, SLICE("\xef\xbb\xbf")))
        text = slice_from(text, 3);
    tokener = json_tokener_new_ex(LIMIT_NESTING);
    if (!tokener)
        return error_set(err, STATUS_IO, "no memory for reading JSON");
    status = parse_all(tokener, replace_invalid(text, &clean), ret_value, err);
    json_tokener_free(tokener);
    buf_release(&clean);
    return status;
}

bool json_has_key(struct slice text, const char *key)
{
    size_t len = strlen(key), at;

    while ((at = slice_find(text, slice_of(key))) != SLICE_NOT_FOUND) {
        bool opened = at > 0 && text.ptr[at - 1] == '"';
        struct slice rest = slice_from(text, at + len);

        text = rest;
        if (!opened || !slice_take_char(&rest, '"'))
            continue;
        rest = slice_trim_left(rest);
        if (slice_take_char(&rest, ':'))
            return true;
    }
    return false;
}

void json_release(struct json_object *value)
{
    json_object_put(value);
}

struct json_object *json_get(struct json_object *object, const char *key)
{
    struct json_object *value = NULL;

    if (json_is_object(object))
        json_object_object_get_ex(object, key, &value);
    return value;
}

struct json_object *json_path(struct json_object *object, const char *path)
{
    struct slice rest = slice_of(path), key;
    char name[64];

    while (slice_next_part(&rest, '.', &key)) {
        if (key.len >= sizeof(name))
            return NULL;
        memcpy(name, key.ptr, key.len);
        name[key.len] = '\0';
        object = json_get(object, name);
    }
    return object;
}

bool json_is_object(struct json_object *value)
{
    return json_object_is_type(value, json_type_object);
}

bool json_is_array(struct json_object *value)
{
    return json_object_is_type(value, json_type_array);
}

bool json_is_string(struct json_object *value)
{
    return json_object_is_type(value, json_type_string);
}

bool json_is_true(struct json_object *value)
{
    return json_object_is_type(value, json_type_boolean) &&
           json_object_get_boolean(value);
}

bool json_is_false(struct json_object *value)
{
    return json_object_is_type(value, json_type_boolean) &&
           !json_object_get_boolean(value);
}

size_t json_count(struct json_object *array)
{
    return json_is_array(array) ? json_object_array_length(array) : 0;
}

struct json_object *json_at(struct json_object *array, size_t index)
{
    return index < json_count(array) ? json_object_array_get_idx(array, index)
                                     : NULL;
}

/* A string's bytes as they are; empty for anything else. */
static struct slice raw_string(struct json_object *value)
{
    if (!json_object_is_type(value, json_type_string))
        return (struct slice){ 0 };
    return (struct slice){ json_object_get_string(value),
                           (size_t)json_object_get_string_len(value) };
}

struct slice json_text(struct json_object *value, struct arena *arena)
{
    switch (json_object_get_type(value)) {
    case json_type_string:
        return decode_clean(raw_string(value), arena);
    case json_type_int:
    case json_type_double:
        return arena_copy(arena, slice_of(json_object_to_json_string_ext(
                                     value, JSON_C_TO_STRING_PLAIN)));
    default:
        return (struct slice){ 0 };
    }
}

struct slice json_line(struct json_object *value, struct arena *arena)
{
    struct slice text = json_text(value, arena);

    return text.len ? cue_text_line(text, arena) : text;
}

/* A number as JSON writes it. strtod(3) would follow the locale. */
static struct json_object *number_in(struct slice text)
{
    struct json_tokener *tokener = json_tokener_new_ex(1);
    struct json_object *value = NULL;
    char copy[40] = { 0 };

    if (!tokener)
        return NULL;
    text = slice_trim(text);
    if (text.len && text.len < sizeof(copy)) {
        memcpy(copy, text.ptr, text.len);
        value = json_tokener_parse_ex(tokener, copy, (int)text.len + 1);
        if (value && json_tokener_get_parse_end(tokener) < text.len) {
            json_object_put(value);
            value = NULL;
        }
    }
    json_tokener_free(tokener);
    return value;
}

bool json_number(struct json_object *value, double *ret_number)
{
    struct json_object *parsed = NULL;
    double number = 0;
    bool found;

    if (json_object_is_type(value, json_type_string))
        value = parsed = number_in(raw_string(value));
    found = json_object_is_type(value, json_type_int) ||
            json_object_is_type(value, json_type_double);
    if (found)
        number = json_object_get_double(value);
    json_object_put(parsed);
    if (!found || !isfinite(number))
        return false;
    *ret_number = number;
    return true;
}

int64_t json_time(struct json_object *value, double unit_ms)
{
    struct slice text;
    double number;
    int64_t ms;

    if (json_number(value, &number)) {
        number *= unit_ms;
        return fabs(number) <= (double)TIME_MAX ? (int64_t)llround(number)
                                                : TIME_NONE;
    }
    text = slice_trim(raw_string(value));
    if (slice_find_char(text, ':') == SLICE_NOT_FOUND ||
        !timecode_take_loose(&text, &ms) || text.len)
        return TIME_NONE;
    return ms;
}
