#include "base/clock.h"
#include "rebuilding.h"

static void put_report(const struct rebuild_report *report, int64_t elapsed_ms,
                       struct buf *out)
{
    present_counted(out, (size_t)report->transcripts, "transcript");
    buf_string(out, ", ");
    present_counted(out, (size_t)report->tokens, "word");
    buf_string(out, " said, indexed anew in ");
    present_elapsed(out, elapsed_ms);
    buf_char(out, '\n');
    if (report->recounted) {
        buf_string(out, "the rules count the words of ");
        present_counted(out, (size_t)report->recounted, "transcript");
        buf_string(out, " differently now\n");
    }
    rebuilding_put_rest(report, out);
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    int64_t start = clock_monotonic_ms();
    struct rebuild_report report;
    enum status status;

    (void)values;
    if (argc > 1)
        return error_set(err, STATUS_USAGE,
                         "reindex takes no argument such as \"%s\"", argv[1]);
    status = rebuilding_run(context, false, &report, err);
    if (!status && !context->quiet)
        put_report(&report, clock_monotonic_ms() - start, &context->out);
    return status;
}

static const char details[] =
    "Makes the full-text index and the vocabulary anew, by this quoth's rules\n"
    "for what a word is. Needed when those have changed: quoth index, update,\n"
    "set and remove then ask for it. No file is read and nothing downloaded:\n"
    "the archive has the texts. Numbers of episodes, and all that quoth was\n"
    "told, stay.\n"
    "\n"
    "Searches go on meanwhile, and find what they found before until all is\n"
    "done. If it is interrupted or killed, or the disk fills, nothing has\n"
    "changed.\n"
    "\n"
    "Where the new rules split words in another way, the time of a word\n"
    "inside a cue may be off by a few seconds until the next quoth update has\n"
    "read the file again; and a ref of the form 12@w4310 may name another\n"
    "word.\n"
    "\n"
    "  quoth reindex\n"
    "  quoth reindex --wait=600 && quoth update";

const struct command cmd_reindex = {
    .name = "reindex",
    .summary = "make the index anew from the texts in the archive",
    .usage = "[OPTION…]",
    .details = details,
    .options = NULL,
    .options_size = 0,
    .needs = NEEDS_REBUILDER,
    .run = run,
};
