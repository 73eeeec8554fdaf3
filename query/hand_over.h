#ifndef QUOTH_HAND_OVER_H
#define QUOTH_HAND_OVER_H

/*
 * quoth is installed as two programs of the same source. The small one, which
 * people call, answers what is asked often and must answer at once: searching
 * and reading. For all else it becomes the complete one, which also carries
 * the libraries for XML and charsets: loading those costs more than starting
 * does.
 */

#include "base/error.h"

/* The complete program, for the small one; NULL in the complete one itself. */
extern const char *const complete_program;

/*
 * Runs `program`, which is installed beside this one or in the libexec folder
 * next to its own, in place of this one, with the same arguments. Comes back
 * only when that fails: STATUS_IO with the places that were tried.
 */
enum status hand_over(const char *program, char **argv, struct error *err);

#endif
