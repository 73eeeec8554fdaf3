#include "front_matter.h"

#include "base/limits.h"
#include "meta_key.h"

#include <yaml.h>

/* The closing line must come within so many bytes. */
enum { FRONT_MATTER_BYTES = 1 << 18 };

/* A mapping or a list that is open. */
struct level {
    bool mapping;
    bool key_next; /* of a mapping: a key comes next, not a value */
    struct slice key;
};

struct yaml_walk {
    struct meta_reader *reader;
    uint32_t first_line; /* of the YAML, in its file */
    struct level levels[LIMIT_NESTING];
    size_t depth;
    struct meta_value value; /* of the key at the top */
    uint32_t key_line;       /* where that key stands; 0 = none is open */
};

/* Notes a scalar if it lies where a value, a list's item or a name does. */
static void collect(struct yaml_walk *walk, struct slice text)
{
    const struct level *level = &walk->levels[walk->depth - 1];
    struct meta_value *value = &walk->value;
    bool named = walk->depth > 1 && level->mapping;
    bool role = named && slice_equal_nocase(level->key, SLICE("role"));

    if (walk->depth > 3 || (walk->depth == 3 && !named) ||
        (named && !role && !slice_equal_nocase(level->key, SLICE("name"))))
        return;
    if (role) {
        if (value->count)
            value->items[value->count - 1].role = text;
        return;
    }
    if (text.len == 0)
        return;
    value->items =
        arena_grow(walk->reader->arena, value->items, &value->capacity,
                   value->count + 1, sizeof(*value->items));
    value->items[value->count++] = (struct meta_item){ .text = text };
}

/* A value of whatever kind has ended at the present level. */
static void value_ended(struct yaml_walk *walk)
{
    if (walk->depth && walk->levels[walk->depth - 1].mapping)
        walk->levels[walk->depth - 1].key_next = true;
}

/*
 * Hands on the value of the last key at the top. Not before the next key has
 * come: of a faulty "title: One: two" libyaml gives the "One" first.
 */
static void key_ended(struct yaml_walk *walk)
{
    if (walk->key_line)
        meta_reader_take(walk->reader, walk->levels[0].key, &walk->value,
                         walk->key_line);
    walk->value = (struct meta_value){ 0 };
    walk->key_line = 0;
}

static void scalar_met(struct yaml_walk *walk, struct slice text, size_t line)
{
    struct level *level = &walk->levels[walk->depth - 1];

    if (level->mapping && level->key_next) {
        if (walk->depth == 1)
            key_ended(walk);
        level->key = text;
        level->key_next = false;
        if (walk->depth == 1)
            walk->key_line = walk->first_line + (uint32_t)line;
        return;
    }
    collect(walk, text);
    value_ended(walk);
}

static bool level_opened(struct yaml_walk *walk, bool mapping)
{
    if (walk->depth == LIMIT_NESTING)
        return false;
    if (walk->depth == 1 && !mapping)
        walk->value.list = true;
    walk->levels[walk->depth++] =
        (struct level){ .mapping = mapping, .key_next = mapping };
    return true;
}

/* A scalar's text in the arena; empty for YAML's ways to write null. */
static struct slice scalar_text(struct meta_reader *reader,
                                const yaml_event_t *event)
{
    struct slice text = { (const char *)event->data.scalar.value,
                          event->data.scalar.length };

    if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
        (slice_equal(text, SLICE("~")) ||
         slice_equal_nocase(text, SLICE("null"))))
        text.len = 0;
    return arena_copy(reader->arena, text);
}

/* False, with *ret_problem, if the document cannot be what we want. */
static bool event_met(struct yaml_walk *walk, const yaml_event_t *event,
                      const char **ret_problem)
{
    bool opened = true;

    *ret_problem = "not a mapping of keys to values";
    switch (event->type) {
    case YAML_MAPPING_START_EVENT:
        opened = level_opened(walk, true);
        break;
    case YAML_SEQUENCE_START_EVENT:
        if (walk->depth == 0)
            return false;
        opened = level_opened(walk, false);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        if (walk->depth == 1)
            key_ended(walk);
        walk->depth--;
        value_ended(walk);
        break;
    case YAML_SCALAR_EVENT:
        if (walk->depth == 0)
            return false;
        scalar_met(walk, scalar_text(walk->reader, event),
                   event->start_mark.line);
        break;
    case YAML_ALIAS_EVENT: /* nobody needs them here */
        if (walk->depth)
            scalar_met(walk, (struct slice){ 0 }, event->start_mark.line);
        break;
    default:
        break;
    }
    if (!opened)
        *ret_problem = "nested too deeply";
    return opened;
}

/*
 * Reads the first document of `yaml`. False, with *ret_problem and *ret_line
 * (from 1), at the first fault; what was read before it stays.
 */
static bool read_yaml(struct meta_reader *reader, struct slice yaml,
                      uint32_t first_line, const char **ret_problem,
                      uint32_t *ret_line)
{
    struct yaml_walk walk = { .reader = reader, .first_line = first_line };
    yaml_parser_t parser;
    bool good = true, done = false;

    if (!yaml_parser_initialize(&parser)) {
        *ret_problem = "no memory for reading YAML";
        *ret_line = first_line;
        return false;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml.ptr,
                                 yaml.len);
    while (good && !done) {
        yaml_event_t event;

        if (!yaml_parser_parse(&parser, &event)) {
            *ret_problem = arena_string(
                reader->arena,
                slice_of(parser.problem ? parser.problem : "not YAML"));
            *ret_line = first_line + (uint32_t)parser.problem_mark.line;
            good = false;
            break;
        }
        good = event_met(&walk, &event, ret_problem);
        *ret_line = first_line + (uint32_t)event.start_mark.line;
        done = event.type == YAML_DOCUMENT_END_EVENT ||
               event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return good;
}

/* ---- faulty front matter, key by key ---- */

/* A line that begins a key of the outermost mapping. */
static bool is_key_line(struct slice line)
{
    size_t colon = slice_find_char(line, ':');

    if (colon == SLICE_NOT_FOUND || colon == 0 || colon > 40 ||
        !ascii_is_alpha(line.ptr[0]))
        return false;
    for (size_t i = 0; i < colon; i++)
        if (!ascii_is_alpha(line.ptr[i]) && !ascii_is_digit(line.ptr[i]) &&
            line.ptr[i] != '_' && line.ptr[i] != '-' && line.ptr[i] != ' ')
            return false;
    return colon + 1 == line.len || ascii_is_space(line.ptr[colon + 1]);
}

/* Takes a key with its value, over all its lines, off the front of *rest. */
static bool take_entry(struct slice *rest, struct slice *ret_entry)
{
    struct slice line, left = *rest;

    if (!slice_next_line(&left, &line))
        return false;
    for (;;) {
        struct slice next = left;

        if (!slice_next_line(&next, &line) || is_key_line(line))
            break;
        left = next;
    }
    *ret_entry = slice_range(*rest, 0, rest->len - left.len);
    *rest = left;
    return true;
}

/* "title: Agents: what now?" is no YAML, but clear enough. */
static void read_raw_entry(struct meta_reader *reader, struct slice entry,
                           uint32_t line_number)
{
    struct slice line;
    struct meta_item item = { 0 };
    struct meta_value value = { .items = &item, .count = 1 };
    size_t colon;

    if (!slice_next_line(&entry, &line) || !is_key_line(line) ||
        slice_trim(entry).len)
        return;
    colon = slice_find_char(line, ':');
    item.text = slice_trim(slice_from(line, colon + 1));
    if (item.text.len > 1 &&
        (item.text.ptr[0] == '"' || item.text.ptr[0] == '\'') &&
        item.text.ptr[item.text.len - 1] == item.text.ptr[0])
        item.text = slice_range(item.text, 1, item.text.len - 1);
    if (item.text.len)
        meta_reader_take(reader, slice_range(line, 0, colon), &value,
                         line_number);
}

static void read_by_entry(struct meta_reader *reader, struct slice yaml,
                          uint32_t first_line)
{
    struct slice entry, line;

    while (take_entry(&yaml, &entry)) {
        const char *problem;
        uint32_t problem_line;

        if (!read_yaml(reader, entry, first_line, &problem, &problem_line))
            read_raw_entry(reader, entry, first_line);
        while (slice_next_line(&entry, &line))
            first_line++;
    }
}

/* ---- splitting ---- */

static bool is_rule(struct slice line, const char *rule)
{
    struct slice expected = slice_of(rule);

    return slice_starts_with(line, expected) &&
           slice_trim(slice_from(line, expected.len)).len == 0;
}

/* A key, and not the label of a speaker below a rule at the top of prose. */
static bool begins_front_matter(struct slice line)
{
    return is_key_line(line) &&
           (line.ptr[0] == ascii_lower(line.ptr[0]) ||
            meta_key_known(slice_range(line, 0, slice_find_char(line, ':'))));
}

/*
 * Finds the YAML between the two rules: *ret_yaml, and what is behind. A rule
 * at the top of prose is told by what follows it, which is no key.
 */
static bool find_front_matter(struct slice text, struct slice *ret_yaml,
                              struct slice *ret_body, uint32_t *ret_line)
{
    struct slice rest = text, line, yaml;
    bool key = false, other = false;

    *ret_line = 1;
    if (!slice_next_line(&rest, &line) || !is_rule(line, "---"))
        return false;
    yaml = rest;
    while (yaml.len - rest.len < FRONT_MATTER_BYTES &&
           slice_next_line(&rest, &line)) {
        struct slice trimmed = slice_trim(line);

        ++*ret_line;
        if (is_rule(line, "---") || is_rule(line, "...")) {
            size_t end = (size_t)(line.ptr - yaml.ptr);

            *ret_yaml = slice_range(yaml, 0, end);
            *ret_body = rest;
            ++*ret_line;
            return true;
        }
        if (!key && !other && trimmed.len && trimmed.ptr[0] != '#') {
            key = begins_front_matter(trimmed);
            other = !key;
        }
        if (other)
            return false;
    }
    return false;
}

bool front_matter_split(struct slice text, struct arena *arena,
                        struct episode_meta *meta, struct slice *ret_body,
                        uint32_t *ret_line, bool *ret_transcript,
                        struct diag *diag)
{
    struct meta_reader reader = { .arena = arena, .meta = meta, .diag = diag };
    struct slice yaml;
    const char *problem;
    uint32_t line;

    *ret_body = text;
    *ret_transcript = false;
    if (!find_front_matter(text, &yaml, ret_body, ret_line)) {
        *ret_line = 1;
        return false;
    }
    if (!read_yaml(&reader, yaml, 2, &problem, &line)) {
        diag_add(diag, DIAG_WARNING, line, "front matter: %s", problem);
        read_by_entry(&reader, yaml, 2);
    }
    meta_reader_settle(&reader);
    *ret_transcript = reader.transcript;
    return true;
}

enum status meta_yaml_read(struct slice yaml, struct arena *arena,
                           struct episode_meta *meta, struct diag *diag,
                           struct error *err)
{
    struct meta_reader reader = {
        .arena = arena, .meta = meta, .diag = diag, .warn_unknown = true
    };
    const char *problem;
    uint32_t line;

    if (!read_yaml(&reader, yaml, 1, &problem, &line))
        return error_set(err, STATUS_BAD_INPUT, "line %lu: %s",
                         (unsigned long)line, problem);
    meta_reader_settle(&reader);
    return STATUS_OK;
}
