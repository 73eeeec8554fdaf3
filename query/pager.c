#include "pager.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Quits where all fits, passes colours on, leaves the text on the screen. */
#define LESS_OPTIONS "FRX"

enum { ARGUMENTS_MOST = 32 };

struct pager {
    struct buf command; /* its words, each ended by a NUL */
    char *arguments[ARGUMENTS_MOST + 1];
    size_t rows, columns;
    int descriptor; /* -1 = not started */
    pid_t process;
};

static const char *chosen_command(void)
{
    static const char *const variables[] = { "QUOTH_PAGER", "PAGER" };

    for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
        const char *command = getenv(variables[i]);

        if (command)
            return command;
    }
    return "less -" LESS_OPTIONS;
}

/* Splits the command at blanks; returns how many words it has. */
static size_t split_command(struct pager *pager, struct slice command)
{
    size_t starts[ARGUMENTS_MOST], count = 0;
    struct slice word;

    while (count < ARGUMENTS_MOST && slice_next_part(&command, ' ', &word)) {
        if (!word.len)
            continue;
        starts[count++] = pager->command.len;
        buf_slice(&pager->command, word);
        buf_char(&pager->command, '\0');
    }
    for (size_t i = 0; i < count; i++)
        pager->arguments[i] = pager->command.ptr + starts[i];
    return count;
}

struct pager *pager_new(void)
{
    struct pager *pager;

    if (!terminal_is(STDOUT_FILENO) || terminal_is_dumb())
        return NULL;
    pager = mem_alloc(sizeof(*pager));
    *pager = (struct pager){
        .rows = terminal_height(STDOUT_FILENO),
        .columns = terminal_style(STDOUT_FILENO, COLOR_AUTO).width,
        .descriptor = -1,
    };
    if (split_command(pager, slice_of(chosen_command())) == 0 ||
        !strcmp(pager->arguments[0], "cat")) {
        pager_end(pager);
        return NULL;
    }
    return pager;
}

bool pager_shows_links(const struct pager *pager)
{
    const char *slash = strrchr(pager->arguments[0], '/');

    return !strcmp(slash ? slash + 1 : pager->arguments[0], "less");
}

/* The last row is the prompt's. */
bool pager_is_needed(const struct pager *pager, struct slice text)
{
    return terminal_rows(text, pager->columns, pager->rows) >= pager->rows;
}

/* A pipe that other programs do not inherit. */
static bool make_pipe(int ends[2])
{
    if (pipe(ends))
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

/*
 * Runs the pager with `input` as its standard input, and with the signals that
 * we ignore as they were. Returns false if there is no such program.
 */
static bool spawn(struct pager *pager, int input)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    int failure;

    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigaddset(&defaults, SIGXFSZ);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    failure = posix_spawnp(&pager->process, pager->arguments[0], &files,
                           &attributes, pager->arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return !failure;
}

/* A PAGER of "less" alone gets options, and whatever the locale says, it is
 * UTF-8 that it gets. What the user has set stays. */
static void set_less(void)
{
    setenv("LESS", LESS_OPTIONS, false);
    setenv("LESSCHARSET", "utf-8", false);
}

int pager_start(struct pager *pager)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    int ends[2];

    if (pager->descriptor >= 0 || !make_pipe(ends))
        return pager->descriptor;
    set_less();
    if (spawn(pager, ends[0])) {
        pager->descriptor = ends[1];
        sigemptyset(&ignore.sa_mask);
        sigaction(SIGINT, &ignore, NULL);
        sigaction(SIGQUIT, &ignore, NULL);
    } else {
        close(ends[1]);
    }
    close(ends[0]);
    return pager->descriptor;
}

int pager_descriptor(const struct pager *pager)
{
    return pager->descriptor;
}

void pager_end(struct pager *pager)
{
    if (!pager)
        return;
    if (pager->descriptor >= 0) {
        close(pager->descriptor);
        while (waitpid(pager->process, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    buf_release(&pager->command);
    free(pager);
}
