#include "child.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum {
    POLL_MS = 50,             /* how soon an interruption is noticed */
    PART_BYTES = 1 << 16,     /* read at once */
    COMPLAINT_BYTES = 1 << 12 /* of standard error that is kept: the last */
};

/* A pipe's reading end, and what came through it. */
struct stream {
    int file; /* -1 = at its end */
    struct buf *to;
};

struct child {
    const char *name;
    pid_t id;
    int in;            /* -1 = it is told nothing, or nothing more */
    struct slice left; /* of what it is to be told */
    struct stream out, complaint;
    struct buf complaints;
};

/* ---- starting ---- */

enum { READING, WRITING }; /* the ends of a pipe */

/*
 * A pipe has to be marked as not to be inherited in a step of its own. A child
 * that another thread starts in between would keep it open, and we would wait
 * for the end of a file that has ended: so one starts at a time.
 */
static pthread_mutex_t starting = PTHREAD_MUTEX_INITIALIZER;

static bool open_pipe(int ends[2], int ours)
{
    if (pipe(ends)) {
        ends[0] = ends[1] = -1;
        return false;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    fcntl(ends[ours], F_SETFL, O_NONBLOCK);
    return true;
}

static void close_end(int *file)
{
    if (*file >= 0)
        close(*file);
    *file = -1;
}

/* Signals as a program expects them: what we ignore or catch, it does not. */
static void set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t usual, none;

    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGXFSZ);
    sigaddset(&usual, SIGINT);
    sigaddset(&usual, SIGTERM);
    posix_spawnattr_setsigdefault(attributes, &usual);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setpgroup(attributes, 0);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF |
                                             POSIX_SPAWN_SETSIGMASK |
                                             POSIX_SPAWN_SETPGROUP);
}

static int spawn(struct child *child, const char *const *argv, int in, int out,
                 int complaint)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int code;

    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    if (in >= 0)
        posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    else
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
                                         O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, complaint, STDERR_FILENO);
    set_attributes(&attributes);
    /* The words are not changed; POSIX leaves the const out for the sake of
     * old programs. */
    code = posix_spawnp(&child->id, argv[0], &actions, &attributes,
                        (char *const *)argv, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

static enum status start(struct child *child, const char *const *argv,
                         struct error *err)
{
    int in[2] = { -1, -1 }, out[2] = { -1, -1 }, complaint[2] = { -1, -1 };
    int code = EMFILE;

    pthread_mutex_lock(&starting);
    if ((child->left.len == 0 || open_pipe(in, WRITING)) &&
        open_pipe(out, READING) && open_pipe(complaint, READING))
        code =
            spawn(child, argv, in[READING], out[WRITING], complaint[WRITING]);
    close_end(&in[READING]);
    close_end(&out[WRITING]);
    close_end(&complaint[WRITING]);
    pthread_mutex_unlock(&starting);
    child->in = in[WRITING];
    child->out.file = out[READING];
    child->complaint.file = complaint[READING];
    if (code)
        return error_set(err, STATUS_IO, "%s does not start: %s", argv[0],
                         strerror(code));
    return STATUS_OK;
}

/* ---- telling and listening ---- */

/* A program that reads no further than it likes has not failed. */
static void tell_part(struct child *child)
{
    ssize_t told = write(child->in, child->left.ptr, child->left.len);

    if (told >= 0)
        child->left = slice_from(child->left, (size_t)told);
    if (child->left.len == 0 || (told < 0 && errno != EINTR && errno != EAGAIN))
        close_end(&child->in);
}

static void take_part(struct stream *stream)
{
    char part[PART_BYTES];
    ssize_t got = read(stream->file, part, sizeof(part));

    if (got > 0)
        buf_append(stream->to, part, (size_t)got);
    else if (got == 0 || (errno != EINTR && errno != EAGAIN))
        close_end(&stream->file);
}

/* Only the end of a long complaint is of use. */
static void forget_old(struct buf *complaints)
{
    size_t over;

    if (complaints->len <= COMPLAINT_BYTES)
        return;
    over = complaints->len - COMPLAINT_BYTES;
    memmove(complaints->ptr, complaints->ptr + over, COMPLAINT_BYTES);
    complaints->len = COMPLAINT_BYTES;
    complaints->ptr[complaints->len] = '\0';
}

/* Hands on what it takes and takes what has come, or waits a little for that.
 * Whichever of the pipes is full or empty, the others go on. */
static void exchange_once(struct child *child)
{
    struct pollfd files[] = {
        { .fd = child->out.file, .events = POLLIN },
        { .fd = child->complaint.file, .events = POLLIN },
        { .fd = child->in, .events = POLLOUT },
    };

    if (poll(files, 3, POLL_MS) <= 0)
        return;
    if (files[0].revents)
        take_part(&child->out);
    if (files[1].revents) {
        take_part(&child->complaint);
        forget_old(&child->complaints);
    }
    if (files[2].revents)
        tell_part(child);
}

/* Both streams are at their end, and so is the program. */
static bool has_ended(struct child *child, int *ret_how)
{
    pid_t ended;

    if (child->out.file >= 0 || child->complaint.file >= 0)
        return false;
    ended = waitpid(child->id, ret_how, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR))
        return false;
    if (ended < 0) /* somebody else waited for it: nobody knows how it ended */
        *ret_how = 0;
    return true;
}

/* Whoever it started goes with it. */
static void kill_group(const struct child *child)
{
    kill(-child->id, SIGKILL);
    while (waitpid(child->id, NULL, 0) < 0 && errno == EINTR)
        ;
}

static enum status attend(struct child *child,
                          const struct child_limits *limits, int *ret_how,
                          struct error *err)
{
    int64_t until_ms = clock_monotonic_ms() + limits->seconds * 1000;

    while (!has_ended(child, ret_how)) {
        enum status status = STATUS_OK;

        exchange_once(child);
        if (limits->interrupted && limits->interrupted(limits->context))
            status = error_set(err, STATUS_INTERRUPTED, "%s", "");
        else if (child->out.to->len > limits->bytes)
            status = error_set(err, STATUS_LIMIT, "%s prints more than %zu MB",
                               child->name, limits->bytes >> 20);
        else if (clock_monotonic_ms() > until_ms)
            status = error_set(err, STATUS_LIMIT, "%s takes longer than %lld s",
                               child->name, (long long)limits->seconds);
        if (status) {
            kill_group(child);
            return status;
        }
    }
    return STATUS_OK;
}

/* ---- judging ---- */

static struct slice last_line(struct slice text)
{
    size_t end;

    text = slice_trim(text);
    while ((end = slice_find_char(text, '\n')) != SLICE_NOT_FOUND)
        text = slice_from(text, end + 1);
    return text;
}

static enum status judge(const struct child *child, int how, struct error *err)
{
    struct slice complaint = last_line(buf_view(&child->complaints));

    if (WIFEXITED(how) && WEXITSTATUS(how) == 0)
        return STATUS_OK;
    if (WIFSIGNALED(how))
        return error_set(err, STATUS_BAD_INPUT, "%s was ended by signal %d",
                         child->name, WTERMSIG(how));
    if (complaint.len == 0)
        return error_set(err, STATUS_BAD_INPUT, "%s failed with exit status %d",
                         child->name, WEXITSTATUS(how));
    return error_set(err, STATUS_BAD_INPUT, "%s: %.*s (exit status %d)",
                     child->name, SLICE_ARG(complaint), WEXITSTATUS(how));
}

enum status child_run(const char *const *argv,
                      const struct child_limits *limits, struct slice input,
                      struct buf *out, struct error *err)
{
    struct child child = { .name = argv[0], .left = input };
    enum status status;
    int how = 0;

    child.out.to = out;
    child.complaint.to = &child.complaints;
    status = start(&child, argv, err);
    if (!status)
        status = attend(&child, limits, &how, err);
    if (!status)
        status = judge(&child, how, err);
    close_end(&child.in);
    close_end(&child.out.file);
    close_end(&child.complaint.file);
    buf_release(&child.complaints);
    return status;
}
