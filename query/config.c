#include "config.h"

#include "argv.h"
#include "base/limits.h"
#include "document.h"
#include "nearest.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

enum {
    DAY_SECONDS = 24 * 3600,
    RETRY_SECONDS = 5 * 3600, /* the nightly run after next, at the latest */
};

struct reader {
    const char *path;
    yaml_document_t document;
    struct arena *arena;
    struct config *config;
    struct error *err;
};

/* ---- YAML ---- */

static enum status wrong(struct reader *reader, const yaml_node_t *node,
                         const char *what)
{
    return error_set(reader->err, STATUS_USAGE, "%s:%zu: %s", reader->path,
                     node->start_mark.line + 1, what);
}

static yaml_node_t *node_of(struct reader *reader, int id)
{
    return yaml_document_get_node(&reader->document, id);
}

/* A scalar's text, NUL-terminated; NULL for anything else. */
static const char *text_of(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE
               ? (const char *)node->data.scalar.value
               : NULL;
}

typedef enum status take_pair(struct reader *reader, const yaml_node_t *key,
                              yaml_node_t *value);

/* Hands on the pairs of a mapping; `what` says that it should be one. */
static enum status each_pair(struct reader *reader, const yaml_node_t *mapping,
                             const char *what, take_pair *take)
{
    enum status status = STATUS_OK;

    if (mapping->type != YAML_MAPPING_NODE)
        return wrong(reader, mapping, what);
    for (const yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
         pair < mapping->data.mapping.pairs.top && !status; pair++) {
        const yaml_node_t *key = node_of(reader, pair->key);

        status = text_of(key) ? take(reader, key, node_of(reader, pair->value))
                              : wrong(reader, key, "a key has to be a word");
    }
    return status;
}

/* ---- programs ---- */

/*
 * The words of a program; `place` has to stand in one behind the first, unless
 * it is empty. `form` says how it should look.
 */
static enum status take_argv(struct reader *reader, const yaml_node_t *list,
                             struct slice place, const char *form,
                             const char ***ret_argv)
{
    const yaml_node_item_t *items = list->data.sequence.items.start;
    size_t count;
    const char **argv;

    if (list->type != YAML_SEQUENCE_NODE ||
        items == list->data.sequence.items.top)
        return wrong(reader, list, form);
    count = (size_t)(list->data.sequence.items.top - items);
    argv = arena_array(reader->arena, count + 1, sizeof(*argv));
    for (size_t i = 0; i < count; i++) {
        const char *word = text_of(node_of(reader, items[i]));

        if (!word)
            return wrong(reader, list, form);
        argv[i] = arena_string(reader->arena, slice_of(word));
    }
    if (place.len && !argv_names(argv, place))
        return wrong(reader, list, form);
    *ret_argv = argv;
    return STATUS_OK;
}

static enum status take_notify(struct reader *reader, yaml_node_t *value)
{
    return take_argv(reader, value, SLICE(""),
                     "notify is a list of words: [mail, -s, quoth, me]",
                     &reader->config->notifier.argv);
}

static enum status take_transcriber(struct reader *reader, yaml_node_t *value)
{
    return take_argv(reader, value, TRANSCRIBER_AUDIO,
                     "a transcriber is a list of words, with '{audio}' for the "
                     "recording: [whisper-cli, -f, '{audio}', -oj, -of, "
                     "'{output}']",
                     &reader->config->transcriber.argv);
}

static enum status take_filter(struct reader *reader, const yaml_node_t *key,
                               yaml_node_t *value)
{
    struct file_filters *filters = &reader->config->filters;
    struct file_filter filter = {
        .glob = arena_string(reader->arena, slice_of(text_of(key))),
    };
    enum status status =
        take_argv(reader, value, SLICE("{}"),
                  "a filter is a list of words, with '{}' for the file: "
                  "[pdftotext, -layout, '{}', '-']",
                  &filter.argv);

    if (!status)
        filters->list[filters->count++] = filter;
    return status;
}

static enum status take_filters(struct reader *reader, yaml_node_t *value)
{
    size_t count = 0;

    if (value->type == YAML_MAPPING_NODE)
        count = (size_t)(value->data.mapping.pairs.top -
                         value->data.mapping.pairs.start);
    reader->config->filters.list =
        arena_array(reader->arena, count, sizeof(struct file_filter));
    reader->config->filters.count = 0;
    return each_pair(reader, value,
                     "filters are given as GLOB: [PROGRAM, ARGUMENT…]",
                     take_filter);
}

/* ---- words ---- */

/* YAML 1.1 has more words for it; these are what people write. */
static enum status take_netrc(struct reader *reader, yaml_node_t *value)
{
    struct slice text = slice_of(text_of(value));
    bool yes = slice_equal_nocase(text, SLICE("yes")) ||
               slice_equal_nocase(text, SLICE("true"));

    if (!yes && !slice_equal_nocase(text, SLICE("no")) &&
        !slice_equal_nocase(text, SLICE("false")))
        return wrong(reader, value, "netrc is yes or no");
    reader->config->network.fetch.netrc = yes;
    return STATUS_OK;
}

static enum status take_ca_file(struct reader *reader, yaml_node_t *value)
{
    const char *path = text_of(value);

    if (!path || !*path)
        return wrong(reader, value, "ca_file is the path of a PEM file");
    reader->config->network.fetch.ca_file =
        arena_string(reader->arena, slice_of(path));
    return STATUS_OK;
}

/* ---- logins ---- */

static enum status take_login(struct reader *reader, const yaml_node_t *key,
                              yaml_node_t *value)
{
    struct fetch_options *fetch = &reader->config->network.fetch;
    struct fetch_login *logins = (struct fetch_login *)fetch->logins;
    struct slice login = slice_of(text_of(value));

    if (slice_find_char(login, ':') == SLICE_NOT_FOUND)
        return wrong(reader, value, "a login is \"NAME:PASSWORD\"");
    logins[fetch->login_count++] = (struct fetch_login){
        .host = arena_string(reader->arena, slice_of(text_of(key))),
        .login = arena_string(reader->arena, login),
    };
    return STATUS_OK;
}

static enum status take_logins(struct reader *reader, yaml_node_t *value)
{
    struct fetch_options *fetch = &reader->config->network.fetch;
    size_t count = 0;

    if (value->type == YAML_MAPPING_NODE)
        count = (size_t)(value->data.mapping.pairs.top -
                         value->data.mapping.pairs.start);
    fetch->logins =
        arena_array(reader->arena, count, sizeof(struct fetch_login));
    fetch->login_count = 0;
    return each_pair(reader, value, "logins are given as HOST: NAME:PASSWORD",
                     take_login);
}

/* ---- keys ---- */

/* Without a function, the value is a whole number: an int64_t of the config. */
struct key {
    struct config_key shown;
    enum status (*take)(struct reader *reader, yaml_node_t *value);
    size_t member;
    int64_t usual, least, most;
};

#define TAKEN(key, means, function)               \
    {                                             \
        .shown = { key, means }, .take = function \
    }
#define NUMBER(key, means, field, number, from, to)                        \
    {                                                                      \
        .shown = { key, means }, .member = offsetof(struct config, field), \
        .usual = number, .least = from, .most = to                         \
    }

static const struct key keys[] = {
    TAKEN("filters", "programs that make text of files by name", take_filters),
    NUMBER("filter_seconds", "how long one of them may take (120)",
           filters.seconds, LIMIT_FILTER_SECONDS, 1, DAY_SECONDS),
    TAKEN("notify", "a program that update --notify tells of new matches",
          take_notify),
    NUMBER("notify_seconds", "how long it may take (60)", notifier.seconds, 60,
           1, DAY_SECONDS),
    TAKEN("transcriber", "a program that makes transcripts of recordings",
          take_transcriber),
    NUMBER("transcriber_days", "that a feed has to offer one itself (7)",
           transcriber.days, 7, 0, 36500),
    NUMBER("transcriber_episodes", "how many in one update (10)",
           transcriber.episodes, 10, 1, 1000000),
    NUMBER("transcriber_seconds", "how long one may take (21600)",
           transcriber.seconds, 6 * 3600, 1, 7 * DAY_SECONDS),
    NUMBER("transcriber_megabytes", "of a recording, at most (1024)",
           transcriber.megabytes, 1024, 1, 1 << 20),
    NUMBER("connect_seconds", "until a host has to answer (30)",
           network.fetch.connect_seconds, 30, 1, DAY_SECONDS),
    NUMBER("stalled_seconds", "that hardly anything may come (30)",
           network.fetch.stalled_seconds, 30, 1, DAY_SECONDS),
    NUMBER("download_seconds", "that one download may take (1800)",
           network.fetch.total_seconds, 1800, 1, DAY_SECONDS),
    NUMBER("retry_seconds", "until a failed download is tried again (18000)",
           network.retry_seconds, RETRY_SECONDS, 1, DAY_SECONDS),
    TAKEN("logins", "names and passwords by host", take_logins),
    TAKEN("ca_file", "certificates to trust, in PEM (the system's)",
          take_ca_file),
    TAKEN("netrc", "yes: logins may be in ~/.netrc, too (no)", take_netrc),
};

enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

const struct config_key *config_key_at(size_t index)
{
    return index < KEYS ? &keys[index].shown : NULL;
}

static enum status unknown_key(struct reader *reader, const yaml_node_t *node)
{
    const char *names[KEYS + 1] = { NULL };
    const char *meant;

    for (size_t i = 0; i < KEYS; i++)
        names[i] = keys[i].shown.name;
    meant = nearest_name(text_of(node), names);
    return wrong(reader, node,
                 arena_printf(reader->arena, "there is no key \"%s\"%s%s%s",
                              text_of(node), NEAREST_ARG(meant))
                     .ptr);
}

static int64_t *number_of(struct config *config, const struct key *key)
{
    return (int64_t *)((char *)config + key->member);
}

static enum status take_number(struct reader *reader, const struct key *key,
                               const yaml_node_t *value)
{
    struct slice text = slice_of(text_of(value));
    int64_t number;

    if (!slice_take_number(&text, key->most, &number) || text.len ||
        number < key->least)
        return wrong(reader, value,
                     arena_printf(reader->arena,
                                  "%s needs a whole number from %lld to %lld",
                                  key->shown.name, (long long)key->least,
                                  (long long)key->most)
                         .ptr);
    *number_of(reader->config, key) = number;
    return STATUS_OK;
}

static enum status take_key(struct reader *reader, const yaml_node_t *key,
                            yaml_node_t *value)
{
    for (size_t i = 0; i < KEYS; i++) {
        if (strcmp(text_of(key), keys[i].shown.name) != 0)
            continue;
        return keys[i].take ? keys[i].take(reader, value)
                            : take_number(reader, &keys[i], value);
    }
    return unknown_key(reader, key);
}

/* ---- the file ---- */

/* Where it is; NULL if that cannot be told. In `arena`. */
static const char *find_path(struct arena *arena)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");

    /* XDG Base Directory Specification: a relative path counts as unset. */
    if (config && config[0] == '/')
        return arena_printf(arena, "%s/quoth/config.yaml", config).ptr;
    if (home && *home)
        return arena_printf(arena, "%s/.config/quoth/config.yaml", home).ptr;
    return NULL;
}

static enum status read_document(struct reader *reader, yaml_parser_t *parser)
{
    yaml_node_t *root;
    enum status status = STATUS_OK;

    if (!yaml_parser_load(parser, &reader->document))
        return error_set(reader->err, STATUS_USAGE, "%s:%zu: %s", reader->path,
                         parser->problem_mark.line + 1,
                         parser->problem ? parser->problem : "not YAML");
    root = yaml_document_get_root_node(&reader->document);
    if (root) /* a file of comments alone has none */
        status = each_pair(reader, root, "the config is given as KEY: VALUE",
                           take_key);
    yaml_document_delete(&reader->document);
    return status;
}

static enum status read_yaml(struct reader *reader, struct slice yaml)
{
    yaml_parser_t parser;
    enum status status;

    if (!yaml_parser_initialize(&parser))
        return error_set(reader->err, STATUS_IO, "no memory for reading YAML");
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml.ptr,
                                 yaml.len);
    status = read_document(reader, &parser);
    yaml_parser_delete(&parser);
    return status;
}

enum status config_load(struct arena *arena, struct config *ret,
                        struct error *err)
{
    const char *given = getenv("QUOTH_CONFIG");
    bool named = given && *given;
    struct reader reader = {
        .path = named ? given : find_path(arena),
        .arena = arena,
        .config = ret,
        .err = err,
    };
    enum status status;
    char *bytes;
    size_t size;

    *ret = (struct config){ .notifier.argv = NULL };
    for (size_t i = 0; i < KEYS; i++)
        if (!keys[i].take)
            *number_of(ret, &keys[i]) = keys[i].usual;
    if (!reader.path || (!named && access(reader.path, F_OK)))
        return STATUS_OK;
    if (file_read(reader.path, &bytes, &size, err)) {
        err->status = STATUS_USAGE;
        return error_prefix(err, "%s", reader.path);
    }
    status = read_yaml(&reader, (struct slice){ bytes, size });
    free(bytes);
    return status;
}
