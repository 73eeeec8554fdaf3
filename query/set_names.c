#include "set.h"

#include "known_as.h"
#include "link.h"
#include "name.h"
#include "store.h"

#include "base/utf8.h"

/* ---- arguments ---- */

enum status set_split(const char *argument, struct arena *arena,
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

struct slice set_keep_line(struct slice value, struct arena *arena)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.ptr[i] < ' ')
            return (struct slice){ NULL, 0 };
    if (utf8_valid_prefix(value) < value.len)
        return (struct slice){ NULL, 0 };
    return arena_copy(arena, value);
}

/* ---- names ---- */

/* The stored name of the one show or speaker that fits what was typed best. */
static enum status find_name(struct store *store, enum name_kind kind,
                             struct slice text, struct arena *arena,
                             struct slice *ret_name, struct error *err)
{
    const char *noun = kind == NAMES_SHOWS ? "show" : "speaker";
    struct name_pattern pattern;
    enum name_fit best = NAME_NO;
    struct slice *names;
    size_t count, fitting = 0;
    enum status status = store_names(store, kind, arena, &names, &count, err);

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
                         "no %s is called \"%.*s\"; quoth list %ss names "
                         "them",
                         noun, SLICE_ARG(text), noun);
    if (fitting > 1)
        return error_set(err, STATUS_USAGE,
                         "\"%.*s\" fits %zu %ss; quoth list %ss names "
                         "them",
                         SLICE_ARG(text), fitting, noun, noun);
    return STATUS_OK;
}

/* A template stays with a show that gets another name. */
static enum status carry_template(struct store *store, struct slice name,
                                  struct slice new_name, struct arena *arena,
                                  struct error *err)
{
    struct slice from = arena_printf(arena, "show:%.*s", SLICE_ARG(name));
    struct slice to = arena_printf(arena, "show:%.*s", SLICE_ARG(new_name));
    struct slice template;
    enum status status = store_get_correction(
        store, from, SLICE(LINK_TEMPLATE_KEY), arena, &template, err);

    if (status || template.len == 0 || new_name.len == 0)
        return status;
    status = store_put_correction(store, to, SLICE(LINK_TEMPLATE_KEY), template,
                                  err);
    if (!status)
        status = store_put_correction(store, from, SLICE(LINK_TEMPLATE_KEY),
                                      SLICE(""), err);
    return status;
}

static enum status rename_show(struct context *context, struct slice name,
                               struct slice new_name, struct arena *arena,
                               struct error *err)
{
    struct buf *out = &context->out;
    enum status status =
        carry_template(context->store, name, new_name, arena, err);

    if (!status)
        status = store_rename_show(context->store, name, new_name, err);
    if (!status)
        status = store_name_speakers(context->store, err);
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

static enum status link_show(struct context *context, struct slice name,
                             struct slice template, struct arena *arena,
                             struct error *err)
{
    struct buf *out = &context->out;
    enum status status;

    if (template.len && !link_template_is_valid(template))
        return error_set(err, STATUS_USAGE,
                         "link is an address with fields such as "
                         "https://example.org/{number}?t={seconds}, of {url}, "
                         "{id}, {number}, {seconds}, {hh}, {mm} and {ss}");
    status = store_put_correction(
        context->store, arena_printf(arena, "show:%.*s", SLICE_ARG(name)),
        SLICE(LINK_TEMPLATE_KEY), template, err);
    if (status)
        return status;
    buf_string(out, "show ");
    present_safe(out, name);
    buf_string(out,
               template.len ? ": links are " : ": links as they are known");
    present_safe(out, template);
    buf_char(out, '\n');
    return STATUS_OK;
}

enum status set_show(struct context *context, struct slice text, int argc,
                     char **argv, struct arena *arena, struct error *err)
{
    struct slice key, value, name;
    enum status status =
        find_name(context->store, NAMES_SHOWS, text, arena, &name, err);

    if (!status)
        status = set_split(argv[0], arena, &key, &value, err);
    if (status)
        return status;
    if (argc == 1 && slice_equal(key, SLICE("name")))
        return rename_show(context, name, value, arena, err);
    if (argc == 1 && slice_equal(key, SLICE("link")))
        return link_show(context, name, value, arena, err);
    return error_set(err, STATUS_USAGE,
                     "all that can be set of a show is its name, name=NEW, or "
                     "how its links are made, link=TEMPLATE");
}

enum status set_speaker(struct context *context, struct slice text, int argc,
                        char **argv, struct arena *arena, struct error *err)
{
    struct buf *out = &context->out;
    struct slice key, value, alias = SLICE(""), name;
    enum status status =
        find_name(context->store, NAMES_SPEAKERS, text, arena, &name, err);

    if (!status)
        status = set_split(argv[0], arena, &key, &value, err);
    if (status)
        return status;
    if (argc > 1 || !slice_equal(key, SLICE("alias")))
        return error_set(err, STATUS_USAGE,
                         "all that can be set of a speaker is another name: "
                         "alias=NAME");
    if (!name_is_personal(name))
        return error_set(err, STATUS_USAGE,
                         "\"%.*s\" is somebody else in each episode: quoth "
                         "set EPISODE 'speaker:%.*s=NAME'",
                         SLICE_ARG(name), SLICE_ARG(name));
    if (value.len)
        alias = set_keep_line(value, arena);
    if (value.len && alias.len == 0)
        return error_set(err, STATUS_USAGE, "alias is a name of one line");
    status = store_put_correction(
        context->store, arena_printf(arena, "speaker:%.*s", SLICE_ARG(name)),
        key, alias, err);
    if (!status)
        status = store_name_speakers(context->store, err);
    if (status)
        return status;
    buf_string(out, "speaker ");
    present_safe(out, name);
    buf_string(out, alias.len ? " is " : " is who quoth takes them for again");
    present_safe(out, alias);
    buf_char(out, '\n');
    return STATUS_OK;
}
