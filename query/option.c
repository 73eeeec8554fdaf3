#include "option.h"

#include "base/alloc.h"
#include "nearest.h"

#include <stdlib.h>
#include <string.h>

/* The arguments while they are read. */
struct scan {
    const struct option *options;
    void *values;
    int argc, at; /* argv[at] is being read */
    char **argv;
    struct error *err;
};

static size_t option_count(const struct option *options)
{
    size_t count = 0;

    while (options[count].name)
        count++;
    return count;
}

static bool takes_value(const struct option *option)
{
    return option->kind != OPTION_FLAG && option->kind != OPTION_OPTIONAL;
}

static const struct option *option_by_name(const struct option *options,
                                           struct slice name)
{
    for (; options->name; options++)
        if (slice_equal(slice_of(options->name), name))
            return options;
    return NULL;
}

static const struct option *option_by_letter(const struct option *options,
                                             char letter)
{
    for (; options->name; options++)
        if (options->letter && options->letter == letter)
            return options;
    return NULL;
}

/* The long name that `word` was probably meant to be, or NULL. */
static const char *probable_name(const struct option *options,
                                 struct slice word)
{
    size_t count = option_count(options);
    const char **names = mem_alloc((count + 1) * sizeof(*names));
    struct buf copy = BUF_INIT;
    const char *found;

    for (size_t i = 0; i < count; i++)
        names[i] = options[i].name;
    buf_slice(&copy, word);
    found = nearest_name(buf_view(&copy).ptr, names);
    buf_release(&copy);
    free(names);
    return found;
}

static enum status unknown_option(const struct scan *scan, struct slice word)
{
    const char *argument = scan->argv[scan->at];
    const char *probable = probable_name(scan->options, word);

    if (probable)
        return error_set(scan->err, STATUS_USAGE,
                         "unknown option %s; did you mean --%s?", argument,
                         probable);
    return error_set(scan->err, STATUS_USAGE,
                     "unknown option %s; put -- before it if it is none",
                     argument);
}

static enum status read_number(const struct option *option, const char *text,
                               int64_t *value, struct error *err)
{
    struct slice rest = slice_of(text);
    int64_t number;

    if (!slice_take_number(&rest, INT64_MAX, &number) || rest.len)
        return error_set(err, STATUS_USAGE,
                         "--%s needs a whole number, not \"%s\"", option->name,
                         text);
    *value = number;
    return STATUS_OK;
}

static void list_append(struct option_list *list, const char *text)
{
    list->values = mem_grow(list->values, &list->capacity, list->count + 1,
                            sizeof(*list->values));
    list->values[list->count++] = text;
}

/* Puts the value where the option's variable is; flags have no `text`. */
static enum status set_value(const struct scan *scan,
                             const struct option *option, const char *text)
{
    void *variable = (char *)scan->values + option->offset;

    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)variable = true;
        break;
    case OPTION_TEXT:
    case OPTION_OPTIONAL:
        *(const char **)variable = text;
        break;
    case OPTION_NUMBER:
        return read_number(option, text, variable, scan->err);
    case OPTION_LIST:
        list_append(variable, text);
        break;
    }
    return STATUS_OK;
}

/* Sets the option to the argument after the one being read. */
static enum status set_from_next(struct scan *scan, const struct option *option)
{
    if (scan->at + 1 >= scan->argc)
        return error_set(scan->err, STATUS_USAGE, "--%s needs a value: --%s %s",
                         option->name, option->name, option->value);
    return set_value(scan, option, scan->argv[++scan->at]);
}

static enum status take_long(struct scan *scan)
{
    const char *argument = scan->argv[scan->at] + 2;
    const char *equals = strchr(argument, '=');
    struct slice name = slice_of(argument);
    const struct option *option;

    if (equals)
        name.len = (size_t)(equals - argument);
    option = option_by_name(scan->options, name);
    if (!option)
        return unknown_option(scan, name);
    if (equals && option->kind == OPTION_FLAG)
        return error_set(scan->err, STATUS_USAGE, "--%s takes no value",
                         option->name);
    if (equals)
        return set_value(scan, option, equals + 1);
    if (takes_value(option))
        return set_from_next(scan, option);
    return set_value(scan, option, "");
}

/* "-n5", "-n 5", "-qh": letters without a value may stand together. */
static enum status take_letters(struct scan *scan)
{
    const char *letters = scan->argv[scan->at] + 1;
    enum status status = STATUS_OK;

    for (const char *at = letters; *at && !status; at++) {
        const struct option *option = option_by_letter(scan->options, *at);

        if (!option)
            return unknown_option(scan, slice_of(letters));
        if (takes_value(option))
            return at[1] ? set_value(scan, option, at + 1)
                         : set_from_next(scan, option);
        status = set_value(scan, option, "");
    }
    return status;
}

static bool is_option(const char *argument)
{
    return argument[0] == '-' && argument[1];
}

static enum status scan_options(struct scan *scan, bool leading, int *ret_argc)
{
    int kept = 1;
    enum status status = STATUS_OK;

    for (scan->at = 1; scan->at < scan->argc && !status; scan->at++) {
        char *argument = scan->argv[scan->at];

        if (!strcmp(argument, "--")) {
            scan->at++;
            break;
        }
        if (is_option(argument))
            status = argument[1] == '-' ? take_long(scan) : take_letters(scan);
        else if (leading)
            break;
        else
            scan->argv[kept++] = argument;
    }
    if (status)
        return status;
    while (scan->at < scan->argc)
        scan->argv[kept++] = scan->argv[scan->at++];
    *ret_argc = kept;
    return STATUS_OK;
}

enum status options_parse(const struct option *options, void *values, int argc,
                          char **argv, int *ret_argc, struct error *err)
{
    struct scan scan = { options, values, argc, 1, argv, err };

    return scan_options(&scan, false, ret_argc);
}

enum status options_parse_leading(const struct option *options, void *values,
                                  int argc, char **argv, int *ret_argc,
                                  struct error *err)
{
    struct scan scan = { options, values, argc, 1, argv, err };

    return scan_options(&scan, true, ret_argc);
}

void options_release(const struct option *options, void *values)
{
    for (; options->name; options++) {
        struct option_list *list;

        if (options->kind != OPTION_LIST)
            continue;
        list = (struct option_list *)((char *)values + options->offset);
        free(list->values);
        *list = (struct option_list){ 0 };
    }
}

void option_print(struct buf *out, const struct option *option)
{
    if (option->letter)
        buf_printf(out, "-%c, ", option->letter);
    buf_printf(out, "--%s", option->name);
    if (option->kind == OPTION_OPTIONAL)
        buf_printf(out, "[=%s]", option->value);
    else if (option->value)
        buf_printf(out, " %s", option->value);
}

/* Options without a letter stand below the long names of those with one. */
static void print_left_column(struct buf *out, const struct option *option)
{
    buf_string(out, option->letter ? "  " : "      ");
    option_print(out, option);
}

size_t options_width(const struct option *options)
{
    struct buf left = BUF_INIT;
    size_t widest = 0;

    for (; options->name; options++) {
        buf_clear(&left);
        print_left_column(&left, options);
        if (options->summary && left.len > widest)
            widest = left.len;
    }
    buf_release(&left);
    return widest;
}

void options_print(struct buf *out, const struct option *options, size_t width)
{
    struct buf left = BUF_INIT;

    for (; options->name; options++) {
        if (!options->summary)
            continue;
        buf_clear(&left);
        print_left_column(&left, options);
        buf_printf(out, "%-*s  %s\n", (int)width, buf_view(&left).ptr,
                   options->summary);
    }
    buf_release(&left);
}
