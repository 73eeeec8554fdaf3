#include "command.h"
#include "date_text.h"
#include "language.h"
#include "name.h"
#include "ref.h"
#include "store.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

/* ---- what can be said of an episode ---- */

/* The value as it is kept, in `arena`; empty if it is none of the kind. */
typedef struct slice keep(struct slice value, struct arena *arena);

static struct slice keep_text(struct slice value, struct arena *arena)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.ptr[i] < ' ')
            return (struct slice){ NULL, 0 };
    if (utf8_valid_prefix(value) < value.len)
        return (struct slice){ NULL, 0 };
    return arena_copy(arena, value);
}

static struct slice keep_link(struct slice value, struct arena *arena)
{
    if (!slice_starts_with(value, SLICE("https://")) &&
        !slice_starts_with(value, SLICE("http://")))
        return (struct slice){ NULL, 0 };
    return keep_text(value, arena);
}

/* What is said of the words of an episode, not only of the episode. */
#define LANGUAGE_KEY "lang"

struct key {
    const char *name;
    keep *keep;
    const char *kind; /* "a date: 2025-11-02, …" */
};

static const struct key keys[] = {
    { "title", keep_text, "a text of one line" },
    { "date", date_normalize, "a date: 2025-11-02, 2025-11 or 2025" },
    { "show", keep_text, "a text of one line" },
    { "number", keep_text, "a text of one line" },
    { LANGUAGE_KEY, language_normalize, "a language: en or pt-BR" },
    { "people", keep_text, "names, separated by commas" },
    { "link", keep_link, "an address: https://…" },
    { "media", keep_link, "an address: https://…" },
    { .name = NULL },
};

static const struct key *key_by_name(struct slice name)
{
    for (const struct key *key = keys; key->name; key++)
        if (slice_equal(slice_of(key->name), name))
            return key;
    return NULL;
}

/* One argument: "date=2025-11-02". */
struct assignment {
    const struct key *key;
    struct slice value; /* empty: taken back */
};

/* Splits "KEY=VALUE"; both parts live in `arena`. */
static enum status split(const char *argument, struct arena *arena,
                         struct slice *ret_key, struct slice *ret_value,
                         struct error *err)
{
    struct slice text = slice_of(argument);
    size_t equals = slice_find_char(text, '=');

    if (equals == SLICE_NOT_FOUND || equals == 0)
        return error_set(err, STATUS_USAGE,
                         "\"%s\" is not KEY=VALUE, as in date=2025-11-02",
                         argument);
    *ret_key = arena_copy(arena, slice_trim(slice_range(text, 0, equals)));
    *ret_value = arena_copy(arena, slice_trim(slice_from(text, equals + 1)));
    return STATUS_OK;
}

static enum status unknown_key(struct slice name, struct error *err)
{
    const char *names[sizeof(keys) / sizeof(*keys)];
    struct buf list = BUF_INIT;
    const char *meant;

    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        names[i] = keys[i].name;
        if (names[i])
            buf_printf(&list, "%s%s", i ? ", " : "", names[i]);
    }
    meant = nearest_name(name.ptr, names);
    if (meant)
        error_set(err, STATUS_USAGE,
                  "episodes have no \"%.*s\"; did you mean %s?",
                  SLICE_ARG(name), meant);
    else
        error_set(err, STATUS_USAGE, "episodes have no \"%.*s\", but %s",
                  SLICE_ARG(name), list.ptr);
    buf_release(&list);
    return err->status;
}

static enum status parse_assignment(const char *argument, struct arena *arena,
                                    struct assignment *ret_assignment,
                                    struct error *err)
{
    struct assignment assignment;
    struct slice name, value;
    enum status status = split(argument, arena, &name, &value, err);

    if (status)
        return status;
    assignment.key = key_by_name(name);
    if (!assignment.key)
        return unknown_key(name, err);
    assignment.value = value;
    if (value.len)
        assignment.value = assignment.key->keep(value, arena);
    if (value.len && assignment.value.len == 0)
        return error_set(err, STATUS_USAGE, "%s is %s, not \"%.*s\"",
                         assignment.key->name, assignment.key->kind,
                         SLICE_ARG(value));
    *ret_assignment = assignment;
    return STATUS_OK;
}

/* ---- episodes ---- */

static enum status assign(struct context *context, int64_t episode,
                          const struct assignment *assignment,
                          struct arena *arena, struct error *err)
{
    struct slice target = arena_printf(arena, "episode:%" PRId64, episode);
    struct slice key = slice_of(assignment->key->name);
    bool is_taken_back = assignment->value.len == 0;
    enum status status =
        is_taken_back ? store_drop_correction(context->store, episode, key, err)
                      : store_put_correction(context->store, target, key,
                                             assignment->value, err);

    if (status)
        return status;
    buf_printf(&context->out, "episode %" PRId64 ": %.*s ", episode,
               SLICE_ARG(key));
    if (is_taken_back) {
        buf_string(&context->out,
                   "will be what the file says, when it is indexed again\n");
    } else {
        buf_string(&context->out, "is ");
        present_safe(&context->out, assignment->value);
        buf_char(&context->out, '\n');
    }
    /* Its words are counted and stemmed by language: they are read anew. */
    return slice_equal(key, SLICE(LANGUAGE_KEY))
               ? store_reread_episode(context->store, episode, err)
               : STATUS_OK;
}

static enum status set_episode(struct context *context, int argc, char **argv,
                               struct arena *arena, struct error *err)
{
    struct assignment *assignments =
        arena_array(arena, (size_t)argc, sizeof(*assignments));
    struct episode_meta nothing_new;
    int64_t episode;
    enum status status =
        ref_episode(context->store, slice_of(argv[1]), &episode, err);

    for (int i = 2; !status && i < argc; i++)
        status = parse_assignment(argv[i], arena, &assignments[i], err);
    for (int i = 2; !status && i < argc; i++)
        status = assign(context, episode, &assignments[i], arena, err);
    if (status)
        return status;
    /* Lays the corrections over what is stored. */
    meta_init(&nothing_new);
    return store_put_episode(context->store, &nothing_new, NULL, 0,
                             EPISODE_FILL, &episode, err);
}

/* ---- shows ---- */

/* The stored name of the one show that fits what was typed best. */
static enum status find_show(struct store *store, struct slice text,
                             struct arena *arena, struct slice *ret_name,
                             struct error *err)
{
    struct name_pattern pattern;
    enum name_fit best = NAME_NO;
    struct slice *names;
    size_t count, fitting = 0;
    enum status status =
        store_names(store, NAMES_SHOWS, arena, &names, &count, err);

    if (status)
        return status;
    name_pattern_init(&pattern, text);
    for (size_t i = 0; i < count; i++) {
        enum name_fit fit = name_fit(&pattern, names[i]);
        bool is_it = slice_equal(names[i], text);

        if (!is_it && (fit == NAME_NO || fit < best))
            continue;
        fitting = is_it || fit > best ? 1 : fitting + 1;
        best = fit;
        *ret_name = names[i];
        if (is_it)
            break;
    }
    name_pattern_release(&pattern);
    if (fitting == 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "no show is called \"%.*s\"; quoth list shows names "
                         "them",
                         SLICE_ARG(text));
    if (fitting > 1)
        return error_set(err, STATUS_USAGE,
                         "\"%.*s\" fits %zu shows; quoth list shows names "
                         "them",
                         SLICE_ARG(text), fitting);
    return STATUS_OK;
}

static enum status set_show(struct context *context, struct slice text,
                            int argc, char **argv, struct arena *arena,
                            struct error *err)
{
    struct buf *out = &context->out;
    struct slice key, new_name, name;
    enum status status = find_show(context->store, text, arena, &name, err);

    if (!status)
        status = split(argv[2], arena, &key, &new_name, err);
    if (!status && (argc > 3 || !slice_equal(key, SLICE("name"))))
        return error_set(err, STATUS_USAGE,
                         "all that can be set of a show is its name: "
                         "name=NEW");
    if (!status)
        status = store_rename_show(context->store, name, new_name, err);
    if (status)
        return status;
    buf_string(out, "show ");
    present_safe(out, name);
    if (new_name.len) {
        buf_string(out, " is now ");
        present_safe(out, new_name);
        buf_char(out, '\n');
    } else {
        buf_string(out, " will be called what its files say, when they are "
                        "indexed again\n");
    }
    return STATUS_OK;
}

/* ---- the command ---- */

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    struct slice target = slice_of(argc > 1 ? argv[1] : "");
    struct arena arena;
    enum status status;

    (void)values;
    if (argc < 3)
        return error_set(err, STATUS_USAGE,
                         "set what? quoth set 12 date=2025-11-02, or "
                         "quoth set show:OLD name=NEW");
    arena_init(&arena);
    if (slice_starts_with(target, SLICE("show:")))
        status = set_show(context, slice_from(target, SLICE("show:").len), argc,
                          argv, &arena, err);
    else
        status = set_episode(context, argc, argv, &arena, err);
    arena_release(&arena);
    return status;
}

const struct command cmd_set = {
    .name = "set",
    .summary = "correct what is known of an episode, or rename a show",
    .usage = "EPISODE|show:NAME KEY=VALUE…",
    .details =
        "What is set stays, also when files are read again. Of an episode: "
        "title,\n"
        "date, show, number, lang (counts from the next index on), people "
        "(names\n"
        "with commas between them), link (page or video), media (the audio or\n"
        "video file). Of a show: name. KEY= without a value takes it back.\n"
        "\n"
        "Examples:\n"
        "    quoth set 12 date=2025-11-02 people='Dana Reyes, Sam Okafor'\n"
        "    quoth set 12 date=\n"
        "    quoth set show:fieldnotes name='Field Notes'\n"
        "    quoth list settings",
    .options = NULL,
    .options_size = 0,
    .needs = NEEDS_WRITER,
    .run = run,
};
