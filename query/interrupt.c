#include "command.h"

#include <signal.h>

static volatile sig_atomic_t stop_asked;

static void ask_to_stop(int signal_number)
{
    (void)signal_number;
    stop_asked = 1;
}

/* What the caller ignores (nohup, a job in the background) stays ignored. */
static void catch_unless_ignored(int signal_number)
{
    struct sigaction action = { .sa_handler = ask_to_stop,
                                .sa_flags = (int)SA_RESETHAND };
    struct sigaction before;

    sigemptyset(&action.sa_mask);
    if (!sigaction(signal_number, NULL, &before) &&
        before.sa_handler != SIG_IGN)
        sigaction(signal_number, &action, NULL);
}

void interrupt_catch(void)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN };

    sigemptyset(&ignore.sa_mask);
    catch_unless_ignored(SIGINT);
    catch_unless_ignored(SIGTERM);
    /* A reader that goes away is met as EPIPE, where the archive can still be
     * closed in order. */
    sigaction(SIGPIPE, &ignore, NULL);
    /* So is a limit on the size of files, as EFBIG. */
    sigaction(SIGXFSZ, &ignore, NULL);
}

bool interrupted(void)
{
    return stop_asked != 0;
}

bool ask_interrupted(void *context)
{
    (void)context;
    return interrupted();
}
