#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "url.h"

static void test_public(void **state)
{
    static const struct {
        const char *url, *shown;
    } cases[] = {
        { "https://river.example/1.mp3", "https://river.example/1.mp3" },
        { "https://river.example/1.mp3?token=x",
          "https://river.example/1.mp3" },
        { "https://river.example/1.mp3?t=a/b@c#t=5",
          "https://river.example/1.mp3#t=5" },
        { "https://dana:secret@river.example/", "https://river.example/" },
        { "https://da@na:se@river.example:81/a@b",
          "https://river.example:81/a@b" },
        { "https://token@river.example?x", "https://river.example" },
        { "https://www.youtube.com/watch?v=abcdefghijk&pp=1",
          "https://youtu.be/abcdefghijk" },
        { "https://youtu.be/abcdefghijk", "https://youtu.be/abcdefghijk" },
        { "feed://u:p@h/?q", "feed://h/" },
        { "https://?", "https://" },
        { "://a@b?c", "://b" },
        { "/home/dana/what? now.txt", "/home/dana/what? now.txt" },
        { "see? https://river.example/?a", "see? https://river.example/?a" },
        { "", "" },
    };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct slice shown = url_public(slice_of(cases[i].url), &arena);

        if (!slice_equal(shown, slice_of(cases[i].shown)))
            fail_msg("%s: %.*s", cases[i].url, SLICE_ARG(shown));
    }
    arena_release(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_public) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
