#include "file_filter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void filter_is_found_by_name(void **state)
{
    struct file_filter list[] = { { .glob = "*.pdf" },
                                  { .glob = "talk-*.Bin" } };
    const struct file_filters filters = { .list = list, .count = 2 };

    (void)state;
    assert_ptr_equal(file_filter_for(&filters, SLICE("a.pdf")), &list[0]);
    assert_ptr_equal(file_filter_for(&filters, SLICE("A.PDF")), &list[0]);
    assert_ptr_equal(file_filter_for(&filters, SLICE("talk-1.bin")), &list[1]);
    assert_null(file_filter_for(&filters, SLICE("a.pdf.txt")));
    assert_null(file_filter_for(NULL, SLICE("a.pdf")));
}

static void filter_gets_the_path(void **state)
{
    const char *argv[] = { "echo", "-n", "<{}>", "{}{}", NULL };
    struct file_filter list[] = { { .glob = "*", .argv = argv } };
    const struct file_filters filters = { .list = list,
                                          .count = 1,
                                          .seconds = 20 };
    struct slice name;
    struct error err;
    char *bytes;
    size_t size;

    (void)state;
    assert_int_equal(file_load(&filters, SLICE("a b/-x $y.vtt.gz"), &bytes,
                               &size, &name, &err),
                     STATUS_OK);
    assert_string_equal(bytes, "<a b/-x $y.vtt.gz> "
                               "a b/-x $y.vtt.gza b/-x $y.vtt.gz");
    assert_int_equal(size, strlen(bytes));
    assert_true(slice_equal(name, SLICE("a b/-x $y.vtt")));
    free(bytes);
    assert_int_equal(
        file_load(&filters, SLICE("-x"), &bytes, &size, &name, &err),
        STATUS_OK);
    assert_string_equal(bytes, "<./-x> ./-x./-x");
    assert_true(slice_equal(name, SLICE("-x")));
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filter_is_found_by_name),
        cmocka_unit_test(filter_gets_the_path),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
