#include "rebuilding.h"

#include "progress.h"

struct watch {
    struct context *context;
    struct progress progress;
};

static void show_progress(void *context, size_t done, size_t total)
{
    struct watch *watch = context;

    progress_show(&watch->progress, done, total, "transcripts");
}

static void put_mended(void *context, const char *text)
{
    struct watch *watch = context;

    present_safe(&watch->context->out, slice_of(text));
    buf_char(&watch->context->out, '\n');
}

enum status rebuilding_run(struct context *context, bool mend,
                           struct rebuild_report *ret_report, struct error *err)
{
    struct watch watch = { .context = context };
    const struct rebuild_options options = {
        .mend = mend,
        .context = &watch,
        .interrupted = ask_interrupted,
        .progress = show_progress,
        .tell = put_mended,
    };
    enum status status;

    progress_init(&watch.progress, context->progress);
    status = store_rebuild(context->store, &options, ret_report, err);
    progress_clear(&watch.progress);
    return status;
}

void rebuilding_put_rest(const struct rebuild_report *report, struct buf *out)
{
    int64_t gone = report->inexact - report->to_read;

    if (report->to_read) {
        present_counted(out, (size_t)report->to_read, "transcript");
        buf_string(out, report->to_read == 1 ? " is" : " are");
        buf_string(out, " not exact until quoth update has read the file "
                        "again\n");
    }
    if (gone) {
        present_counted(out, (size_t)gone, "transcript");
        buf_string(out, gone == 1 ? " stays" : " stay");
        buf_string(out, " inexact, for the file is gone\n");
    }
}
