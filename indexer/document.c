#include "document.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "decode.h"
#include "front_matter.h"
#include "path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Finds the format, by name or from the content. */
static enum status choose_format(const struct format_input *input,
                                 const struct document_options *options,
                                 struct document *document, struct error *err)
{
    if (options->format.len) {
        document->format = format_by_name(options->format);
        document->why = "it was asked for";
        if (!document->format)
            return error_set(err, STATUS_USAGE,
                             "there is no format '%.*s' (quoth list formats)",
                             SLICE_ARG(options->format));
        return STATUS_OK;
    }
    document->format = format_detect(input, &document->why);
    if (document->format)
        return STATUS_OK;
    if (slice_trim(input->text).len == 0)
        return error_set(err, STATUS_NOT_OURS, "it is empty");
    return error_set(err, STATUS_NOT_OURS,
                     "no transcript: it has neither times nor turns of "
                     "speakers that quoth knows (--from names a format)");
}

enum status document_read(struct slice bytes, struct slice name,
                          const struct document_options *options,
                          struct arena *arena, struct document *ret_document,
                          struct error *err)
{
    struct document *document = ret_document;
    struct format_input input = {
        .extension = path_extension(name, arena),
        .first_line = 1,
        .forced = options->forced || options->format.len,
    };
    struct slice text;
    enum status status;

    *document = (struct document){ .encoding = "" };
    diag_init(&document->diag, arena);
    cue_list_init(&document->cues, arena);
    status = decode(bytes, options->encoding, arena, &text,
                    &document->encoding, &document->diag, err);
    if (!status) {
        front_matter_split(text, arena, &document->cues.meta, &input.text,
                           &input.first_line, &input.front_matter,
                           &document->diag);
        status = choose_format(&input, options, document, err);
    }
    if (!status)
        status = document->format->read(&input, &document->cues,
                                        &document->diag, err);
    if (!status)
        status = cue_list_tidy(&document->cues, &document->diag, err);
    return status;
}

/* Reads until the file's end or `room` is full. */
static ssize_t read_all(int file, char *bytes, size_t room)
{
    size_t used = 0;

    while (used < room) {
        ssize_t got = read(file, bytes + used, room - used);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        used += (size_t)got;
    }
    return (ssize_t)used;
}

enum status file_read(const char *path, char **ret_bytes, size_t *ret_size,
                      struct error *err)
{
    /* O_NONBLOCK: a FIFO must not hold us up before we see that it is one. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat info;
    enum status status = STATUS_OK;
    char *bytes = NULL;
    ssize_t size = 0;

    if (file < 0)
        return error_set(err, STATUS_IO, "%s", strerror(errno));
    if (fstat(file, &info))
        status = error_set(err, STATUS_IO, "%s", strerror(errno));
    else if (!S_ISREG(info.st_mode))
        status = error_set(err, STATUS_IO, "it is not a regular file");
    else if ((uint64_t)info.st_size > LIMIT_FILE_BYTES)
        status = error_set(err, STATUS_LIMIT,
                           "it is larger than %zu MB",
                           LIMIT_FILE_BYTES >> 20);
    if (!status) {
        bytes = mem_resize(NULL, (size_t)info.st_size + 1);
        size = read_all(file, bytes, (size_t)info.st_size);
        if (size < 0)
            status = error_set(err, STATUS_IO, "%s", strerror(errno));
    }
    close(file);
    if (status) {
        free(bytes);
        return status;
    }
    *ret_bytes = bytes;
    *ret_size = (size_t)size;
    return STATUS_OK;
}
