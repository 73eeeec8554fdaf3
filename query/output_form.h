#ifndef QUOTH_OUTPUT_FORM_H
#define QUOTH_OUTPUT_FORM_H

/*
 * Which of its output forms a command writes: the one that --format names, else
 * the one that the extension of -o implies, else the first.
 */

#include "base/error.h"

#include <stddef.h>

struct output_form {
    const char *name;      /* as given to --format */
    const char *extension; /* without a dot; NULL = none implies it */
};

/* Form number `index` of a command's; one without a name behind the last. */
typedef struct output_form output_form_at(size_t index);

/*
 * Chooses among a command's forms. `format` and `output` are what was given, or
 * NULL. Extensions are compared whatever their case, and the longest one that
 * fits counts. STATUS_USAGE if no form is called `format`.
 */
enum status output_form_choose(output_form_at *forms, const char *format,
                               const char *output, size_t *ret_index,
                               struct error *err);

#endif
