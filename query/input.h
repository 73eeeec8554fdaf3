#ifndef QUOTH_INPUT_H
#define QUOTH_INPUT_H

/* A file that a command was given by name, or standard input. */

#include "base/error.h"

#include <stddef.h>

/*
 * Reads all of standard input into memory from malloc(3). STATUS_IO, or
 * STATUS_LIMIT above LIMIT_FILE_BYTES.
 */
enum status input_read_stdin(char **ret_bytes, size_t *ret_size,
                             struct error *err);

/*
 * Reads a file, or standard input if `path` is "-", likewise. STATUS_BAD_INPUT
 * with the path if that fails.
 */
enum status input_read(const char *path, char **ret_bytes, size_t *ret_size,
                       struct error *err);

#endif
