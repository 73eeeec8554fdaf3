#include "command.h"
#include "store.h"

struct backup_options {
    bool force;
};

static const struct option options[] = {
    { OPTION_FLAG, 0, "force", NULL, "replace a file that is there",
      offsetof(struct backup_options, force) },
    { .name = NULL },
};

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct backup_options *given = values;
    enum status status;

    if (argc != 2)
        return error_set(err, STATUS_USAGE, "write: quoth backup FILE");
    status =
        store_backup(context->store, argv[1], given->force, interrupted, err);
    if (status || context->quiet)
        return status;
    buf_string(&context->out, "the archive is copied to ");
    present_safe(&context->out, slice_of(argv[1]));
    buf_char(&context->out, '\n');
    return STATUS_OK;
}

static const char details[] =
    "Copies the archive to FILE, as it is at one moment, also while an update\n"
    "is at work. The copy is checked before it is put in place. It is an\n"
    "archive itself: quoth --db FILE reads it; to go back to it, put it where\n"
    "the archive was. What was downloaded (fetched/) is not in it.\n"
    "\n"
    "  quoth backup /mnt/backup/quoth-$(date +%F).db";

const struct command cmd_backup = {
    .name = "backup",
    .summary = "copy the archive while it is in use",
    .usage = "[--force] FILE",
    .details = details,
    .options = options,
    .options_size = sizeof(struct backup_options),
    .needs = NEEDS_READER,
    .run = run,
};
