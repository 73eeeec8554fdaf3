#include "ref_input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum status ref_input_read(FILE *input, take_ref *take, void *context,
                           struct error *err)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t len;
    enum status status = STATUS_OK;

    while (!status && (len = getline(&line, &capacity, input)) >= 0) {
        struct slice rest = { line, (size_t)len }, text = rest;

        slice_next_part(&rest, '\t', &text);
        text = slice_trim(text);
        if (text.len)
            status = take(context, text, err);
    }
    free(line);
    if (!status && ferror(input))
        status =
            error_set(err, STATUS_IO, "standard input: %s", strerror(errno));
    return status;
}
