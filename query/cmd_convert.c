#include "command.h"
#include "config.h"
#include "cue_write.h"
#include "document.h"
#include "explain.h"
#include "input.h"
#include "output.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct convert_options {
    const char *from, *encoding, *pattern, *format, *output;
    bool words, explain;
};

#define OFFSET(member) offsetof(struct convert_options, member)

static const struct option options[] = {
    { OPTION_TEXT, 0, "format", "FORMAT",
      "the format to write (jsonl; quoth list formats)", OFFSET(format) },
    { OPTION_TEXT, 'o', "output", "FILE",
      "write to FILE; its extension implies the format", OFFSET(output) },
    { OPTION_FLAG, 0, "words", NULL, "the times of words, too", OFFSET(words) },
    { OPTION_TEXT, 0, "from", "FORMAT",
      "the format to read (quoth list formats)", OFFSET(from) },
    { OPTION_TEXT, 0, "pattern", "REGEX",
      "how the text is laid out (quoth help pattern)", OFFSET(pattern) },
    { OPTION_TEXT, 0, "encoding", "NAME",
      "the file's character encoding, as windows-1251", OFFSET(encoding) },
    { OPTION_FLAG, 0, "explain", NULL,
      "say what was found in the file, and why; without --format or -o "
      "instead of the cues",
      OFFSET(explain) },
    { .name = NULL },
};

static const char details[] =
    "Reads one transcript, puts its cues in order (sorted, ends filled in,\n"
    "rolling captions unrolled) and writes them in another format. Needs no\n"
    "archive. FILE may be - for standard input.\n"
    "\n"
    "What the file has and the new format cannot hold is said on stderr.\n"
    "\n"
    "  quoth convert talk.srt --format vtt\n"
    "  quoth convert episode.json --words -o episode.vtt\n"
    "  quoth convert talk.txt --pattern '^(?<start>[\\d:]+) (?<text>.*)'\n"
    "  quoth convert notes.txt --explain";

static enum status unknown_writer(const char *name, struct error *err)
{
    enum { NAMES = 64 };

    const char *names[NAMES] = { NULL };
    const char *meant;

    for (size_t i = 0; cue_writers[i] && i < NAMES - 1; i++)
        names[i] = cue_writers[i]->name;
    meant = nearest_name(name, names);
    return error_set(err, STATUS_USAGE,
                     "nothing writes the format \"%s\"%s%s%s (quoth list "
                     "formats)",
                     name, NEAREST_ARG(meant));
}

static enum status choose_writer(const struct convert_options *given,
                                 const struct cue_writer **ret,
                                 struct error *err)
{
    if (given->format) {
        *ret = cue_writer_by_name(slice_of(given->format));
        return *ret ? STATUS_OK : unknown_writer(given->format, err);
    }
    *ret = given->output ? cue_writer_by_extension(slice_of(given->output))
                         : &writer_jsonl;
    if (*ret)
        return STATUS_OK;
    return error_set(err, STATUS_USAGE,
                     "%s: its extension implies no format; name one with "
                     "--format (quoth list formats)",
                     given->output);
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

/* "talk.srt: srt keeps no word times" */
static void put_losses(struct buf *out, const struct convert_options *given,
                       const char *path, const struct document *document,
                       const struct cue_writer *writer)
{
    struct buf losses = BUF_INIT;

    cue_writer_print_losses(&losses, writer, &document->cues, given->words);
    if (losses.len) {
        present_safe(out, slice_of(given->output ? given->output : path));
        buf_printf(out, ": %s keeps %s\n", writer->name, losses.ptr);
    }
    buf_release(&losses);
}

/* The explanation is what is asked for, not the cues. */
static bool is_explain_alone(const struct convert_options *given)
{
    return given->explain && !given->format && !given->output;
}

/* What was found, what was not understood, what gets lost. */
static void put_notes(const struct context *context,
                      const struct convert_options *given, const char *path,
                      const struct document *document,
                      const struct cue_writer *writer)
{
    struct buf text = BUF_INIT;

    if (given->explain && !is_explain_alone(given))
        explain_document(&text, path, document);
    for (size_t i = 0; i < document->diag.count; i++)
        put_note(&text, path, document->diag.entries[i].line,
                 document->diag.entries[i].text);
    if (!is_explain_alone(given))
        put_losses(&text, given, path, document, writer);
    if (text.len)
        output_note(context, buf_view(&text));
    buf_release(&text);
}

/*
 * A terminal must not be made to do anything by what it shows: JSON escapes
 * the characters that could, elsewhere they are replaced. Files keep them.
 */
static void put_on_terminal(struct buf *out, const struct cue_writer *writer,
                            struct slice file)
{
    struct slice line, cell;

    while (slice_next_line(&file, &line)) {
        if (writer->is_json)
            present_json_safe(out, line);
        else
            for (bool first = true; slice_next_part(&line, '\t', &cell);
                 first = false) {
                buf_string(out, first ? "" : "\t");
                present_safe(out, cell);
            }
        buf_char(out, '\n');
    }
}

static enum status write_out(struct context *context,
                             const struct convert_options *given,
                             const struct cue_writer *writer,
                             const struct cue_list *cues, struct error *err)
{
    struct buf file = BUF_INIT;
    enum status status = STATUS_OK;

    writer->write(cues, given->words, &file);
    if (given->output)
        status = output_write(given->output, buf_view(&file), err);
    else if (terminal_is(STDOUT_FILENO))
        put_on_terminal(&context->out, writer, buf_view(&file));
    else
        buf_slice(&context->out, buf_view(&file));
    buf_release(&file);
    return status;
}

/* `name` says what the bytes may be, `path` where they are from. */
static enum status convert(struct context *context,
                           const struct convert_options *given,
                           const char *path, struct slice name,
                           struct slice bytes, struct arena *arena,
                           struct error *err)
{
    const struct document_options wanted = {
        .format = slice_of(given->from),
        .encoding = slice_of(given->encoding),
        .pattern = slice_of(given->pattern),
        .forced = true,
    };
    const struct cue_writer *writer;
    struct document document;
    enum status status = document_check_options(&wanted, err);

    if (!status)
        status = choose_writer(given, &writer, err);
    if (status)
        return status;
    status = document_read(bytes, name, &wanted, arena, &document, err);
    if (is_explain_alone(given))
        explain_document(&context->out, path, &document);
    if (status) {
        if (status == STATUS_NOT_OURS)
            err->status = STATUS_BAD_INPUT;
        return error_prefix(err, "%s", path);
    }
    put_notes(context, given, path, &document, writer);
    if (is_explain_alone(given))
        return STATUS_OK;
    return write_out(context, given, writer, &document.cues, err);
}

/* All of the file, through a filter of the config if one is for it. */
static enum status read_input(const char *path, struct arena *arena,
                              char **ret_bytes, size_t *ret_size,
                              struct slice *ret_name, struct error *err)
{
    struct config config;
    enum status status;

    *ret_name = slice_of(path);
    if (!strcmp(path, "-")) {
        status = input_read_stdin(ret_bytes, ret_size, err);
    } else {
        status = config_load(arena, &config, err);
        if (status)
            return status;
        config.filters.interrupted = ask_interrupted;
        status = file_load(&config.filters, slice_of(path), ret_bytes, ret_size,
                           ret_name, err);
    }
    if (status == STATUS_IO)
        err->status = STATUS_BAD_INPUT;
    return status ? error_prefix(err, "%s", path) : STATUS_OK;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    struct slice name;
    struct arena arena;
    char *bytes = NULL;
    size_t size;
    enum status status;

    if (argc != 2)
        return error_set(err, STATUS_USAGE,
                         "convert one file: quoth convert FILE");
    arena_init(&arena);
    status = read_input(argv[1], &arena, &bytes, &size, &name, err);
    if (!status)
        status = convert(context, values, argv[1], name,
                         (struct slice){ bytes, size }, &arena, err);
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
