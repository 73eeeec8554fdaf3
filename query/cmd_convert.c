#include "base/limits.h"
#include "command.h"
#include "cue_write.h"
#include "document.h"
#include "output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct convert_options {
    const char *from, *encoding, *format, *output;
    bool words, explain;
};

#define OFFSET(member) offsetof(struct convert_options, member)

static const struct option options[] = {
    { OPTION_TEXT, 0, "format", "FORMAT", "vtt, srt, txt or jsonl (jsonl)",
      OFFSET(format) },
    { OPTION_TEXT, 'o', "output", "FILE",
      "write to FILE; its extension implies the format", OFFSET(output) },
    { OPTION_FLAG, 0, "words", NULL, "the times of words, too", OFFSET(words) },
    { OPTION_TEXT, 0, "from", "FORMAT",
      "the format to read (quoth list formats)", OFFSET(from) },
    { OPTION_TEXT, 0, "encoding", "NAME",
      "the file's character encoding, as windows-1251", OFFSET(encoding) },
    { OPTION_FLAG, 0, "explain", NULL,
      "say which format and encoding were found, and why", OFFSET(explain) },
    { .name = NULL },
};

/* clang-format off: lines as they are printed */
static const char details[] =
    "Reads one transcript, puts its cues in order (sorted, ends filled in,\n"
    "rolling captions unrolled) and writes them in another format. Needs no\n"
    "archive. FILE may be - for standard input.\n"
    "\n"
    "What the file has and the new format cannot hold is said on stderr.\n"
    "\n"
    "  quoth convert talk.srt --format vtt\n"
    "  quoth convert episode.json --words -o episode.vtt\n"
    "  quoth convert notes.txt --explain";

/* clang-format on */

/* All of standard input. */
static enum status read_stdin(char **ret_bytes, size_t *ret_size,
                              struct error *err)
{
    struct buf all = { .max = LIMIT_FILE_BYTES + 1 };
    char part[1 << 16];
    size_t got;

    while ((got = fread(part, 1, sizeof(part), stdin)) > 0 && !all.truncated)
        buf_append(&all, part, got);
    if (ferror(stdin) || all.truncated) {
        buf_release(&all);
        return error_set(err, all.truncated ? STATUS_LIMIT : STATUS_IO,
                         "standard input cannot be read, or is too long");
    }
    buf_append(&all, "", 0);
    *ret_bytes = all.ptr;
    *ret_size = all.len;
    return STATUS_OK;
}

static enum status choose_writer(const struct convert_options *given,
                                 const struct cue_writer **ret,
                                 struct error *err)
{
    *ret = NULL;
    if (given->format)
        *ret = cue_writer_by_name(slice_of(given->format));
    else if (given->output)
        *ret = cue_writer_by_extension(slice_of(given->output));
    else
        *ret = cue_writer_by_name(SLICE("jsonl"));
    if (*ret)
        return STATUS_OK;
    return error_set(err, STATUS_USAGE,
                     "convert to what? --format vtt, srt, txt or jsonl");
}

static bool has_speakers(const struct cue_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->cues[i].speaker.len)
            return true;
    return false;
}

static bool has_words(const struct cue_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->cues[i].word_count)
            return true;
    return false;
}

static void put_note(struct buf *out, const char *path, uint32_t line,
                     const char *text)
{
    present_safe(out, slice_of(path));
    if (line)
        buf_printf(out, ":%u", line);
    buf_string(out, ": ");
    present_safe(out, slice_of(text));
    buf_char(out, '\n');
}

/* What was found, what was not understood, what gets lost. */
static void put_notes(const struct context *context,
                      const struct convert_options *given, const char *path,
                      const struct document *document,
                      const struct cue_writer *writer)
{
    struct buf text = BUF_INIT;

    if (given->explain)
        buf_printf(&text, "%s: read as %s, because %s; encoding %s\n", path,
                   document->format->name, document->why, document->encoding);
    for (size_t i = 0; i < document->diag.count; i++)
        put_note(&text, path, document->diag.entries[i].line,
                 document->diag.entries[i].text);
    if (!writer->speakers && has_speakers(&document->cues))
        buf_printf(&text, "%s cannot hold speakers: left out\n", writer->name);
    if (given->words && !writer->words && has_words(&document->cues))
        buf_printf(&text, "%s cannot hold word times: left out\n",
                   writer->name);
    if (text.len)
        output_note(context, buf_view(&text));
    buf_release(&text);
}

static enum status convert(struct context *context,
                           const struct convert_options *given,
                           const char *path, struct slice bytes,
                           struct arena *arena, struct error *err)
{
    const struct document_options wanted = {
        .format = slice_of(given->from),
        .encoding = slice_of(given->encoding),
        .forced = true,
    };
    const struct cue_writer *writer;
    struct document document;
    struct buf file = BUF_INIT;
    enum status status = choose_writer(given, &writer, err);

    if (status)
        return status;
    status =
        document_read(bytes, slice_of(path), &wanted, arena, &document, err);
    if (status) {
        if (status == STATUS_NOT_OURS)
            err->status = STATUS_BAD_INPUT;
        return error_prefix(err, "%s", path);
    }
    put_notes(context, given, path, &document, writer);
    writer->write(&document.cues, given->words,
                  given->output ? &file : &context->out);
    if (given->output)
        status = output_write(given->output, buf_view(&file), err);
    buf_release(&file);
    return status;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    struct arena arena;
    char *bytes;
    size_t size;
    enum status status;

    if (argc != 2)
        return error_set(err, STATUS_USAGE,
                         "convert one file: quoth convert FILE");
    status = strcmp(argv[1], "-") ? file_read(argv[1], &bytes, &size, err)
                                  : read_stdin(&bytes, &size, err);
    if (status == STATUS_IO)
        err->status = STATUS_BAD_INPUT;
    if (status)
        return error_prefix(err, "%s", argv[1]);
    arena_init(&arena);
    status = convert(context, values, argv[1], (struct slice){ bytes, size },
                     &arena, err);
    arena_release(&arena);
    free(bytes);
    return status;
}

const struct command cmd_convert = {
    .name = "convert",
    .summary = "write one transcript in another format",
    .usage = "[OPTION…] FILE",
    .details = details,
    .options = options,
    .options_size = sizeof(struct convert_options),
    .needs = NEEDS_NOTHING,
    .run = run,
};
