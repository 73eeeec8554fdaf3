#ifndef QUOTH_REF_INPUT_H
#define QUOTH_REF_INPUT_H

/*
 * Refs as commands are given them: as arguments, or "-" for those that
 * `--format ref` printed, a ref a line.
 */

#include "base/error.h"
#include "base/slice.h"

#include <stdio.h>

typedef enum status take_ref(void *context, struct slice ref,
                             struct error *err);

/*
 * Calls `take` for the ref of each line of `input`; what follows a tab is its
 * text, and empty lines are none.
 */
enum status ref_input_read(FILE *input, take_ref *take, void *context,
                           struct error *err);

#endif
