#include "command.h"

#include <signal.h>

static volatile sig_atomic_t stop_asked;

static void ask_to_stop(int signal_number)
{
    (void)signal_number;
    stop_asked = 1;
}

void interrupt_catch(void)
{
    struct sigaction action = { .sa_handler = ask_to_stop,
                                .sa_flags = (int)SA_RESETHAND };
    struct sigaction ignore = { .sa_handler = SIG_IGN };

    sigemptyset(&action.sa_mask);
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    /* A reader that goes away is met as EPIPE, where the archive can still be
     * closed in order. */
    sigaction(SIGPIPE, &ignore, NULL);
}

bool interrupted(void)
{
    return stop_asked != 0;
}
