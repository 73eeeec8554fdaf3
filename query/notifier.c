#include "notifier.h"

#include "child.h"
#include "command.h"

/* It has nothing to say: what comes all the same is bounded. */
enum { PRINTED_BYTES = 1 << 20 };

enum status notifier_tell(const struct notifier *notifier, struct slice report,
                          struct error *err)
{
    const struct child_limits limits = {
        .seconds = notifier->seconds,
        .bytes = PRINTED_BYTES,
        .interrupted = ask_interrupted,
    };
    struct buf printed = BUF_INIT;
    enum status status =
        child_run(notifier->argv, &limits, report, &printed, err);

    buf_release(&printed);
    return status;
}
