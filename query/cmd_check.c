#include "rebuilding.h"
#include "store.h"

struct check_options {
    bool repair;
};

static const struct option options[] = {
    { OPTION_FLAG, 0, "repair", NULL, "mend what can be mended",
      offsetof(struct check_options, repair) },
    { .name = NULL },
};

/* Only mending writes. */
static enum command_needs needs(const void *values)
{
    const struct check_options *given = values;

    return given->repair ? NEEDS_REBUILDER : NEEDS_READER;
}

/* Complaints as they come. */
struct complaints {
    struct buf *out;
    size_t count, checks;
};

static void put_complaint(void *context, const char *text)
{
    struct complaints *complaints = context;

    present_tsv_field(complaints->out, slice_of(text)); /* on one line */
    buf_char(complaints->out, '\n');
    complaints->count++;
}

static enum status check(struct context *context,
                         struct complaints *ret_complaints, struct error *err)
{
    *ret_complaints = (struct complaints){ .out = &context->out };
    return store_check(context->store, put_complaint, ret_complaints,
                       &ret_complaints->checks, err);
}

static void put_count(const struct complaints *complaints, struct buf *out)
{
    if (complaints->count)
        present_counted(out, complaints->count, "fault");
    else
        present_count(out, complaints->checks);
    if (complaints->count) {
        buf_string(out, " in ");
        present_count(out, complaints->checks);
    }
    buf_string(out, complaints->count ? " checks\n" : " checks: all is well\n");
}

static enum status repair(struct context *context, struct error *err)
{
    struct buf *out = &context->out;
    struct complaints left;
    struct rebuild_report report;
    enum status status;

    buf_string(out, "\nMended:\n");
    status = rebuilding_run(context, true, &report, err);
    if (status)
        return status == STATUS_STORE ? error_prefix(err, "nothing is mended")
                                      : status;
    buf_string(out, "the index and the vocabulary are made anew\n");
    rebuilding_put_rest(&report, out);
    buf_string(out, "\nAfterwards:\n");
    status = check(context, &left, err);
    if (status)
        return status;
    put_count(&left, out);
    if (left.count)
        buf_string(out, "Put a backup in the place of the archive if there is "
                        "one (quoth help backup).\n");
    context->exit_code = left.count ? 1 : 0;
    return STATUS_OK;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct check_options *given = values;
    struct complaints complaints;
    enum status status;

    if (argc > 1)
        return error_set(err, STATUS_USAGE,
                         "check takes no argument such as \"%s\"", argv[1]);
    status = check(context, &complaints, err);
    if (status)
        return status;
    put_count(&complaints, &context->out);
    if (complaints.count == 0)
        return STATUS_OK;
    if (given->repair)
        return repair(context, err);
    buf_string(&context->out,
               "quoth check --repair mends what is made of the texts in the "
               "archive.\n");
    context->exit_code = 1;
    return STATUS_OK;
}

static const char details[] =
    "Checks the file's structure, what the tables say of each other, the\n"
    "vocabulary against the index, and the text of every transcript against\n"
    "what was indexed. Says one sentence for each fault; the exit code is 1\n"
    "if there is any. Without --repair nothing is changed.\n"
    "\n"
    "With --repair, where there is a fault: takes away what belongs to\n"
    "nothing, makes the index and the vocabulary anew as quoth reindex does,\n"
    "lets quoth update read again the files whose texts or times are damaged,\n"
    "and checks once more. The exit code is 0 if all is well then. What quoth\n"
    "was told stays. An archive that cannot be read at all is replaced by a\n"
    "backup (quoth help backup), or put aside and indexed anew from its\n"
    "sources.\n"
    "\n"
    "Example:\n"
    "    quoth check || quoth check --repair";

const struct command cmd_check = {
    .name = "check",
    .summary = "look for damage in the archive, and mend it",
    .usage = "[--repair]",
    .details = details,
    .options = options,
    .options_size = sizeof(struct check_options),
    .needs = NEEDS_REBUILDER,
    .needs_so_called = needs,
    .run = run,
};
