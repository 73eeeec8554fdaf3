#include "config.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <unistd.h>

struct fixture {
    struct arena arena;
    char path[64];
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));
    int file;

    if (!fixture)
        return -1;
    arena_init(&fixture->arena);
    strcpy(fixture->path, "/tmp/quoth-config-XXXXXX");
    file = mkstemp(fixture->path);
    if (file < 0)
        return -1;
    close(file);
    setenv("QUOTH_CONFIG", fixture->path, 1);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    unlink(fixture->path);
    unsetenv("QUOTH_CONFIG");
    arena_release(&fixture->arena);
    free(fixture);
    return 0;
}

static void write_config(const struct fixture *fixture, const char *yaml)
{
    FILE *file = fopen(fixture->path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(yaml, 1, strlen(yaml), file), strlen(yaml));
    assert_int_equal(fclose(file), 0);
}

static void filters_are_read(void **state)
{
    struct fixture *fixture = *state;
    struct config config;
    struct error err;

    write_config(fixture, "# mine\n"
                          "filters:\n"
                          "  \"*.pdf\": [pdftotext, -layout, '{}', '-']\n"
                          "  '*.gz':\n    - gzip\n    - -dc\n    - \"{}\"\n"
                          "filter_seconds: 5\n");
    assert_int_equal(config_load(&fixture->arena, &config, &err), STATUS_OK);
    assert_int_equal(config.filters.count, 2);
    assert_int_equal(config.filters.seconds, 5);
    assert_string_equal(config.filters.list[0].glob, "*.pdf");
    assert_string_equal(config.filters.list[0].argv[1], "-layout");
    assert_string_equal(config.filters.list[0].argv[3], "-");
    assert_null(config.filters.list[0].argv[4]);
    assert_string_equal(config.filters.list[1].argv[0], "gzip");
}

static void programs_are_read(void **state)
{
    struct fixture *fixture = *state;
    struct config config;
    struct error err;

    write_config(fixture, "notify: [mail, -s, news, me]\n"
                          "transcriber: [whisper, '{audio}']\n"
                          "transcriber_days: 0\n"
                          "transcriber_megabytes: 20\n");
    assert_int_equal(config_load(&fixture->arena, &config, &err), STATUS_OK);
    assert_string_equal(config.notifier.argv[2], "news");
    assert_null(config.notifier.argv[4]);
    assert_int_equal(config.notifier.seconds, 60);
    assert_string_equal(config.transcriber.argv[1], "{audio}");
    assert_int_equal(config.transcriber.days, 0);
    assert_int_equal(config.transcriber.megabytes, 20);
    assert_int_equal(config.transcriber.episodes, 10);
}

static void empty_config_is_as_usual(void **state)
{
    static const char *const empty[] = { "", "# nothing\n", "{}\n",
                                         "filters: {}\n" };
    struct fixture *fixture = *state;
    struct config config;
    struct error err;

    for (size_t i = 0; i < sizeof(empty) / sizeof(empty[0]); i++) {
        write_config(fixture, empty[i]);
        assert_int_equal(config_load(&fixture->arena, &config, &err),
                         STATUS_OK);
        assert_int_equal(config.filters.count, 0);
        assert_int_equal(config.filters.seconds, 120);
        assert_null(config.notifier.argv);
        assert_null(config.transcriber.argv);
    }
}

static const struct {
    const char *yaml, *message; /* behind the path */
} faults[] = {
    { "filter: {}\n", ":1: there is no key \"filter\"; did you mean filters?" },
    { "a: 1\n", ":1: there is no key \"a\"" },
    { "- a\n", ":1: the config is given as KEY: VALUE" },
    { "\nfilters: pdf\n",
      ":2: filters are given as GLOB: [PROGRAM, ARGUMENT…]" },
    { "filters:\n  '*.pdf': pdftotext {}\n",
      ":2: a filter is a list of words, with '{}' for the file: [pdftotext, "
      "-layout, '{}', '-']" },
    { "filters:\n  '*.pdf': [pdftotext]\n",
      ":2: a filter is a list of words, with '{}' for the file: [pdftotext, "
      "-layout, '{}', '-']" },
    { "filters:\n  '*.pdf': ['{}']\n",
      ":2: a filter is a list of words, with '{}' for the file: [pdftotext, "
      "-layout, '{}', '-']" },
    { "filters:\n  [a]: [cat, '{}']\n", ":2: a key has to be a word" },
    { "filter_seconds: soon\n",
      ":1: filter_seconds needs a whole number from 1 to 86400" },
    { "stalled_seconds: 0\n",
      ":1: stalled_seconds needs a whole number from 1 to 86400" },
    { "netrc: perhaps\n", ":1: netrc is yes or no" },
    { "logins:\n  a.example: dana\n", ":2: a login is \"NAME:PASSWORD\"" },
    { "filter_seconds: [1]\n",
      ":1: filter_seconds needs a whole number from 1 to 86400" },
    { "notify: mail\n",
      ":1: notify is a list of words: [mail, -s, quoth, me]" },
    { "notify: []\n", ":1: notify is a list of words: [mail, -s, quoth, me]" },
    { "transcriber: [whisper, '{output}']\n",
      ":1: a transcriber is a list of words, with '{audio}' for the recording: "
      "[whisper-cli, -f, '{audio}', -oj, -of, '{output}']" },
    { "transcriber_days: -1\n",
      ":1: transcriber_days needs a whole number from 0 to 36500" },
    { "filters:\n\t- a\n", ":2: found character that cannot start any token" },
};

static void faults_name_their_line(void **state)
{
    struct fixture *fixture = *state;
    struct config config;
    struct error err;

    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        size_t path_len = strlen(fixture->path);

        write_config(fixture, faults[i].yaml);
        assert_int_equal(config_load(&fixture->arena, &config, &err),
                         STATUS_USAGE);
        assert_int_equal(strncmp(err.text, fixture->path, path_len), 0);
        assert_string_equal(err.text + path_len, faults[i].message);
    }
}

static void missing_config_is_an_error_if_named(void **state)
{
    struct fixture *fixture = *state;
    struct config config;
    struct error err;

    setenv("QUOTH_CONFIG", "/nowhere/config.yaml", 1);
    assert_int_equal(config_load(&fixture->arena, &config, &err), STATUS_USAGE);
    assert_string_equal(err.text,
                        "/nowhere/config.yaml: No such file or directory");
    setenv("QUOTH_CONFIG", "", 1);
    setenv("XDG_CONFIG_HOME", "/nowhere", 1);
    assert_int_equal(config_load(&fixture->arena, &config, &err), STATUS_OK);
    assert_int_equal(config.filters.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(filters_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(programs_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(empty_config_is_as_usual, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(faults_name_their_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(missing_config_is_an_error_if_named,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
