#include "config.h"

#include "base/limits.h"
#include "document.h"
#include "nearest.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

enum {
    SECONDS_MOST = 24 * 3600,
    CONNECT_SECONDS = 30,
    STALLED_SECONDS = 30,
    DOWNLOAD_SECONDS = 30 * 60,
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

/* ---- filters ---- */

static const char filter_form[] =
    "a filter is a list of words, with '{}' for the file: "
    "[pdftotext, -layout, '{}', '-']";

static enum status take_argv(struct reader *reader, const yaml_node_t *list,
                             const char ***ret_argv)
{
    const yaml_node_item_t *items = list->data.sequence.items.start;
    size_t count;
    bool placed = false;
    const char **argv;

    if (list->type != YAML_SEQUENCE_NODE)
        return wrong(reader, list, filter_form);
    count = (size_t)(list->data.sequence.items.top - items);
    argv = arena_array(reader->arena, count + 1, sizeof(*argv));
    for (size_t i = 0; i < count; i++) {
        const char *word = text_of(node_of(reader, items[i]));

        if (!word)
            return wrong(reader, list, filter_form);
        argv[i] = arena_string(reader->arena, slice_of(word));
        placed = placed || (i > 0 && strstr(word, "{}"));
    }
    if (!placed)
        return wrong(reader, list, filter_form);
    *ret_argv = argv;
    return STATUS_OK;
}

static enum status take_filter(struct reader *reader, const yaml_node_t *key,
                               yaml_node_t *value)
{
    struct file_filters *filters = &reader->config->filters;
    struct file_filter filter = {
        .glob = arena_string(reader->arena, slice_of(text_of(key))),
    };
    enum status status = take_argv(reader, value, &filter.argv);

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

/* ---- numbers and words ---- */

static enum status take_seconds(struct reader *reader, const char *key,
                                yaml_node_t *value, int64_t *ret_seconds)
{
    struct slice text = slice_of(text_of(value));
    int64_t seconds;

    if (!slice_take_number(&text, SECONDS_MOST, &seconds) || text.len ||
        seconds == 0)
        return wrong(
            reader, value,
            arena_printf(reader->arena, "%s needs whole seconds", key).ptr);
    *ret_seconds = seconds;
    return STATUS_OK;
}

static enum status take_filter_seconds(struct reader *reader,
                                       yaml_node_t *value)
{
    return take_seconds(reader, "filter_seconds", value,
                        &reader->config->filters.seconds);
}

static enum status take_connect_seconds(struct reader *reader,
                                        yaml_node_t *value)
{
    return take_seconds(reader, "connect_seconds", value,
                        &reader->config->network.fetch.connect_seconds);
}

static enum status take_stalled_seconds(struct reader *reader,
                                        yaml_node_t *value)
{
    return take_seconds(reader, "stalled_seconds", value,
                        &reader->config->network.fetch.stalled_seconds);
}

static enum status take_download_seconds(struct reader *reader,
                                         yaml_node_t *value)
{
    return take_seconds(reader, "download_seconds", value,
                        &reader->config->network.fetch.total_seconds);
}

static enum status take_retry_seconds(struct reader *reader, yaml_node_t *value)
{
    return take_seconds(reader, "retry_seconds", value,
                        &reader->config->network.retry_seconds);
}

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

static const struct key {
    struct config_key shown;
    enum status (*take)(struct reader *reader, yaml_node_t *value);
} keys[] = {
    { { "filters", "programs that make text of files by name" }, take_filters },
    { { "filter_seconds", "how long one of them may take (120)" },
      take_filter_seconds },
    { { "connect_seconds", "until a host has to answer (30)" },
      take_connect_seconds },
    { { "stalled_seconds", "that hardly anything may come (30)" },
      take_stalled_seconds },
    { { "download_seconds", "that one download may take (1800)" },
      take_download_seconds },
    { { "retry_seconds", "until a failed download is tried again (18000)" },
      take_retry_seconds },
    { { "logins", "names and passwords by host" }, take_logins },
    { { "netrc", "yes: logins may be in ~/.netrc, too (no)" }, take_netrc },
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
                              text_of(node), meant ? "; did you mean " : "",
                              meant ? meant : "", meant ? "?" : "")
                     .ptr);
}

static enum status take_key(struct reader *reader, const yaml_node_t *key,
                            yaml_node_t *value)
{
    for (size_t i = 0; i < KEYS; i++)
        if (!strcmp(text_of(key), keys[i].shown.name))
            return keys[i].take(reader, value);
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

    *ret = (struct config){
        .filters.seconds = LIMIT_FILTER_SECONDS,
        .network = { .fetch = { .connect_seconds = CONNECT_SECONDS,
                                .stalled_seconds = STALLED_SECONDS,
                                .total_seconds = DOWNLOAD_SECONDS },
                     .retry_seconds = RETRY_SECONDS },
    };
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
