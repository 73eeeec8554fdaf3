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

/* The format that the user named. */
static enum status named_format(struct slice name, const struct format **ret,
                                struct error *err)
{
    *ret = format_by_name(name);
    if (*ret)
        return STATUS_OK;
    return error_set(err, STATUS_USAGE,
                     "there is no format '%.*s' (quoth list formats)",
                     SLICE_ARG(name));
}

enum status document_check_options(const struct document_options *options,
                                   struct error *err)
{
    const struct format *format;
    const char *encoding;
    struct slice text;
    struct arena arena;
    struct diag diag;
    enum status status = STATUS_OK;

    if (options->format.len)
        status = named_format(options->format, &format, err);
    if (status || options->encoding.len == 0)
        return status;
    arena_init(&arena);
    diag_init(&diag, &arena);
    /* Any text tells whether the encoding is known. */
    status = decode(SLICE("text"), options->encoding, &arena, &text, &encoding,
                    &diag, err);
    arena_release(&arena);
    return status == STATUS_USAGE ? status : STATUS_OK;
}

/* Finds the format, by name or from the content. */
static enum status choose_format(const struct format_input *input,
                                 const struct document_options *options,
                                 struct document *document, struct error *err)
{
    if (slice_trim(input->text).len == 0)
        return error_set(err, STATUS_NOT_OURS, "it is empty");
    if (options->format.len) {
        document->why = "it was asked for";
        return named_format(options->format, &document->format, err);
    }
    document->format = format_detect(input, &document->why);
    if (document->format)
        return STATUS_OK;
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
    };
    struct slice text;
    enum status status;

    /* Data is not prose, unless the user says so. */
    input.forced =
        options->format.len ||
        (options->forced && !slice_equal(input.extension, SLICE("json")));
    *document = (struct document){ .encoding = "" };
    diag_init(&document->diag, arena);
    cue_list_init(&document->cues, arena);
    status = decode(bytes, options->encoding, arena, &text, &document->encoding,
                    &document->diag, err);
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
        status = error_set(err, STATUS_LIMIT, "it is larger than %zu MB",
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
