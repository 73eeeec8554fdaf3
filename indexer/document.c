#include "document.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "chapter.h"
#include "decode.h"
#include "front_matter.h"
#include "path.h"
#include "pattern.h"

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
    struct pattern *pattern;
    struct decoded decoded;
    struct arena arena;
    struct diag diag;
    enum status status = STATUS_OK;

    if (options->format.len)
        status = named_format(options->format, &format, err);
    if (!status && options->format.len && options->pattern.len)
        status = error_set(err, STATUS_USAGE,
                           "--pattern says how to read it, so --from cannot");
    if (!status && options->pattern.len) {
        status = pattern_compile(options->pattern, &pattern, err);
        if (!status)
            pattern_free(pattern);
    }
    if (status || options->encoding.len == 0)
        return status;
    arena_init(&arena);
    diag_init(&diag, &arena);
    /* Any text tells whether the encoding is known. */
    status =
        decode(SLICE("text"), options->encoding, &arena, &decoded, &diag, err);
    arena_release(&arena);
    return status == STATUS_USAGE ? status : STATUS_OK;
}

/*
 * Finds the format, by name or from the content. Captions that nothing reads
 * are told first: to the readers of prose they may look like prose with times.
 */
static enum status choose_format(const struct document_options *options,
                                 struct document *document, struct error *err)
{
    const struct format_input *input = &document->input;

    if (slice_trim(input->text).len == 0)
        return error_set(err, STATUS_NOT_OURS, "it is empty");
    if (input->pattern.len) {
        document->why = "--pattern describes it";
        document->format = &format_pattern;
        return STATUS_OK;
    }
    if (options->format.len) {
        document->why = "it was asked for";
        return named_format(options->format, &document->format, err);
    }
    document->kind = kind_of_text(input->text);
    if (document->kind)
        return kind_refuse(document->kind, err);
    document->format = format_detect(input, &document->why);
    if (document->format)
        return STATUS_OK;
    return error_set(err, STATUS_NOT_OURS,
                     "no transcript: it has neither times nor turns of "
                     "speakers that quoth knows (--from names a format)");
}

/* Bytes -> text, and what stands before it. */
static enum status read_front(struct slice bytes,
                              const struct document_options *options,
                              struct arena *arena, struct document *document,
                              struct error *err)
{
    struct format_input *input = &document->input;
    struct decoded decoded;
    enum status status;

    if (!options->encoding.len)
        document->kind = kind_of_bytes(bytes);
    if (document->kind)
        return kind_refuse(document->kind, err);
    status =
        decode(bytes, options->encoding, arena, &decoded, &document->diag, err);
    if (status)
        return status;
    document->encoding = decoded.encoding;
    document->encoding_why = decoded.why;
    front_matter_split(decoded.text, arena, &document->cues.meta, &input->text,
                       &input->first_line, &input->front_matter,
                       &document->diag);
    return STATUS_OK;
}

enum status document_read(struct slice bytes, struct slice name,
                          const struct document_options *options,
                          struct arena *arena, struct document *ret_document,
                          struct error *err)
{
    struct document *document = ret_document;
    struct format_input *input = &document->input;
    enum status status;

    *document = (struct document){ 0 };
    input->extension = path_extension(name, arena);
    input->first_line = 1;
    input->chapters = chapter_is_named(name);
    input->pattern = options->pattern;
    /* Data is not prose, unless the user says so. */
    input->forced =
        options->format.len ||
        (options->forced && !slice_equal(input->extension, SLICE("json")));
    diag_init(&document->diag, arena);
    cue_list_init(&document->cues, arena);
    status = read_front(bytes, options, arena, document, err);
    if (!status)
        status = choose_format(options, document, err);
    if (!status)
        status = document->format->read(input, &document->cues, &document->diag,
                                        err);
    document->cues_read = document->cues.count;
    if (!status)
        status = cue_list_tidy(&document->cues, &document->diag, err);
    if (!status && input->chapters)
        chapters_from_cues(&document->cues);
    if (!status && document->cues.count == 0)
        chapters_tidy(&document->cues);
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
