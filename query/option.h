#ifndef QUOTH_OPTION_H
#define QUOTH_OPTION_H

/*
 * Options of a command as an array of descriptors: parsing, `help` and the man
 * page come from it. Options may stand anywhere among the arguments; "--" ends
 * them. Long options take their value as --name=value or --name value; short
 * ones as -nVALUE or -n VALUE. An unambiguous beginning of a long name is not
 * accepted: scripts would break when options are added.
 */

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option_kind {
    OPTION_FLAG,     /* bool */
    OPTION_TEXT,     /* const char *: borrowed from argv */
    OPTION_NUMBER,   /* int64_t, not negative */
    OPTION_LIST,     /* struct option_list: may be given several times */
    OPTION_OPTIONAL, /* const char *: value only as --name=value; "" without */
};

struct option_list {
    const char **values;
    size_t count, capacity;
};

struct option {
    enum option_kind kind;
    char letter;         /* 0 = none */
    const char *name;    /* without the dashes */
    const char *value;   /* what help calls the value: "FILE"; NULL for flags */
    const char *summary; /* one line of help, lower case, no full stop; NULL:
                            not for users, help leaves it out */
    size_t offset;       /* of the variable in the command's options struct */
};

/*
 * Reads argv[1] … argv[argc-1] by `options` (ended by one without name) into
 * `values`; non-options are gathered, in order, at argv[1] … and *ret_argc says
 * how many argv members are left, argv[0] counted. On an unknown option the
 * error says which one was probably meant. STATUS_USAGE.
 */
enum status options_parse(const struct option *options, void *values, int argc,
                          char **argv, int *ret_argc, struct error *err);

/*
 * The same, but stops at the first argument that is no option; it and all that
 * follow are left as they are.
 */
enum status options_parse_leading(const struct option *options, void *values,
                                  int argc, char **argv, int *ret_argc,
                                  struct error *err);

/* Frees the lists in `values`. */
void options_release(const struct option *options, void *values);

/* Appends "-n, --limit N" as help shows it. */
void option_print(struct buf *out, const struct option *option);

/* Columns that the left side of options_print needs for all of `options`. */
size_t options_width(const struct option *options);

/* Appends a line for each option, the summaries behind `width` columns. */
void options_print(struct buf *out, const struct option *options, size_t width);

#endif
