#include "command.h"
#include "store.h"

/* Complaints as they come. */
struct complaints {
    struct buf *out;
    size_t count;
};

static void put_complaint(void *context, const char *text)
{
    struct complaints *complaints = context;

    present_tsv_field(complaints->out, slice_of(text)); /* on one line */
    buf_char(complaints->out, '\n');
    complaints->count++;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    struct complaints complaints = { .out = &context->out };
    size_t checks;
    enum status status;

    (void)values;
    if (argc > 1)
        return error_set(err, STATUS_USAGE,
                         "check takes no argument such as \"%s\"", argv[1]);
    status =
        store_check(context->store, put_complaint, &complaints, &checks, err);
    if (status)
        return status;
    if (complaints.count == 0) {
        present_count(&context->out, checks);
        buf_string(&context->out, " checks: all is well\n");
        return STATUS_OK;
    }
    present_count(&context->out, complaints.count);
    buf_string(&context->out,
               complaints.count == 1 ? " fault in " : " faults in ");
    present_count(&context->out, checks);
    buf_printf(
        &context->out,
        " checks\nAll but what quoth set and quoth remove were told can "
        "be read again from\nthe files: put %s aside, then quoth index.\n",
        context->store_path);
    context->exit_code = 1;
    return STATUS_OK;
}

const struct command cmd_check = {
    .name = "check",
    .summary = "look for damage in the archive",
    .usage = "",
    .details =
        "Checks the file's structure, what the tables say of each other, the\n"
        "vocabulary against the index, and the text of every transcript "
        "against\n"
        "what was indexed. Says one sentence for each fault; the exit code is "
        "1 "
        "if\n"
        "there is any. Nothing is changed.\n"
        "\n"
        "Example:\n"
        "    quoth check && echo sound",
    .options = NULL,
    .options_size = 0,
    .needs = NEEDS_READER,
    .run = run,
};
