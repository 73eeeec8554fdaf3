#include "child.h"

#include "base/buf.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <time.h>

enum { PLENTY = 1 << 20 };

struct child_case {
    const char *name;
    const char *argv[4];
    enum status status;
    const char *text; /* what is printed, or in the message */
};

static const struct child_case child_cases[] = {
    { "prints", { "printf", "a\\nb", NULL }, STATUS_OK, "a\nb" },
    { "no shell", { "echo", "$HOME;*", NULL }, STATUS_OK, "$HOME;*\n" },
    { "nothing to read", { "cat", NULL }, STATUS_OK, "" },
    { "is not there",
      { "no-such-program-here", NULL },
      STATUS_IO,
      "no-such-program-here does not start: No such file or directory" },
    { "fails with words",
      { "sh", "-c", "echo first >&2; echo last >&2; exit 3", NULL },
      STATUS_BAD_INPUT,
      "sh: last (exit status 3)" },
    { "fails without",
      { "false", NULL },
      STATUS_BAD_INPUT,
      "false failed with exit status 1" },
    { "is killed",
      { "sh", "-c", "kill -9 $$", NULL },
      STATUS_BAD_INPUT,
      "sh was ended by signal 9" },
    { "complains a lot",
      { "sh", "-c", "seq 100000 >&2; echo done", NULL },
      STATUS_OK,
      "done\n" },
};

static void child_is_run(void **state)
{
    const struct child_limits limits = { .seconds = 20, .bytes = PLENTY };

    (void)state;
    for (size_t i = 0; i < sizeof(child_cases) / sizeof(child_cases[0]); i++) {
        const struct child_case *one = &child_cases[i];
        struct buf out = BUF_INIT;
        struct error err = { 0 };
        enum status status =
            child_run(one->argv, &limits, SLICE(""), &out, &err);

        buf_append(&out, "", 0);
        if (status != one->status)
            fail_msg("%s: %d, %s", one->name, (int)status, err.text);
        assert_string_equal(status ? err.text : out.ptr, one->text);
        buf_release(&out);
    }
}

static int64_t seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static bool always(void *context)
{
    (void)context;
    return true;
}

static void child_is_stopped(void **state)
{
    static const char *const endless[] = { "sh", "-c", "sleep 100 | sleep 100",
                                           NULL };
    static const char *const flood[] = { "yes", NULL };
    const struct child_limits late = { .seconds = 1, .bytes = PLENTY };
    const struct child_limits stopped = { .seconds = 60,
                                          .bytes = PLENTY,
                                          .interrupted = always };
    int64_t begun = seconds_now();
    struct buf out = BUF_INIT;
    struct error err;

    (void)state;
    assert_int_equal(child_run(endless, &late, SLICE(""), &out, &err),
                     STATUS_LIMIT);
    assert_string_equal(err.text, "sh takes longer than 1 s");
    assert_int_equal(child_run(endless, &stopped, SLICE(""), &out, &err),
                     STATUS_INTERRUPTED);
    assert_int_equal(child_run(flood, &late, SLICE(""), &out, &err),
                     STATUS_LIMIT);
    assert_string_equal(err.text, "yes prints more than 1 MB");
    assert_true(seconds_now() - begun < 10);
    buf_release(&out);
}

/* Much more than a pipe holds, to programs that read all, some or nothing. */
static void child_is_told(void **state)
{
    static const struct {
        const char *argv[4];
        size_t bytes; /* that come back */
    } cases[] = {
        { { "cat", NULL }, PLENTY },
        { { "sh", "-c", "cat; cat >&2", NULL }, PLENTY },
        { { "sh", "-c", "head -c 10", NULL }, 10 },
        { { "true", NULL }, 0 },
        { { "sh", "-c", "exec <&-; sleep 0.2; echo", NULL }, 1 },
    };

    static char input[PLENTY];
    const struct child_limits limits = { .seconds = 20, .bytes = 2 * PLENTY };

    (void)state;
    memset(input, 'x', sizeof(input));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf out = BUF_INIT;
        struct error err = { 0 };

        assert_int_equal(child_run(cases[i].argv, &limits,
                                   (struct slice){ input, sizeof(input) }, &out,
                                   &err),
                         STATUS_OK);
        assert_int_equal(out.len, cases[i].bytes);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(child_is_run),
        cmocka_unit_test(child_is_stopped),
        cmocka_unit_test(child_is_told),
    };

    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
