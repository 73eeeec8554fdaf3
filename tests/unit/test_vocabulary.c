#include "vocabulary.h"

#include "archive.h"
#include "sound.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* "word:count …" of packed words. */
static void print(struct slice words, struct buf *out)
{
    struct vocabulary_word word;

    buf_clear(out);
    while (vocabulary_next(&words, &word))
        buf_printf(out, "%s%.*s:%lld", out->len ? " " : "",
                   SLICE_ARG(word.term), (long long)word.count);
    assert_int_equal(words.len, 0);
}

static void merge(struct buf *words, const struct vocabulary_change *changes,
                  size_t count, const char *expected)
{
    struct buf merged = BUF_INIT, shown = BUF_INIT;

    vocabulary_merge(buf_view(words), changes, count, &merged);
    print(buf_view(&merged), &shown);
    assert_string_equal(shown.len ? shown.ptr : "", expected);
    buf_release(&shown);
    buf_release(words);
    *words = merged;
}

static void test_merging(void **state)
{
    const struct vocabulary_change first[] = {
        { SLICE("boat"), 2 },
        { SLICE("ship"), 3 },
        { SLICE("ship"), 1 }, /* of another language */
    };
    const struct vocabulary_change second[] = {
        { SLICE("anchor"), 1 },
        { SLICE("ship"), -2 },
        { SLICE("wave"), 5000000000 },
        { SLICE("wind"), -1 },
    };
    const struct vocabulary_change third[] = {
        { SLICE("boat"), -2 },
        { SLICE("sea"), 1 },
    };
    struct buf words = BUF_INIT;

    (void)state;
    merge(&words, first, 0, "");
    merge(&words, first, 3, "boat:2 ship:4");
    merge(&words, second, 4, "anchor:1 boat:2 ship:2 wave:5000000000");
    merge(&words, third, 2, "anchor:1 sea:1 ship:2 wave:5000000000");
    merge(&words, third, 0, "anchor:1 sea:1 ship:2 wave:5000000000");
    buf_release(&words);
}

static void test_damage(void **state)
{
    const struct vocabulary_change change = { SLICE("ship"), 3 };
    struct slice too_often = SLICE("\1\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\1a");
    struct buf words = BUF_INIT;
    struct vocabulary_word word;

    (void)state;
    assert_false(vocabulary_next(&too_often, &word));
    vocabulary_merge(SLICE(""), &change, 1, &words);
    for (size_t len = 0; len < words.len; len++) {
        struct slice cut = { words.ptr, len };

        assert_false(vocabulary_next(&cut, &word));
    }
    buf_release(&words);
}

static const struct said said[] = {
    { NULL, TIME_NONE, TIME_NONE, "The kubernetes ship, the ship.", NULL },
    { 0 },
};

/* What is stored follows what is added and taken away. */
static void test_stored(void **state)
{
    const struct told told = {
        .key = "a", .title = "Ships", .path = "/f/a", .said = said
    };
    char *path = archive_path();
    struct store *store = archive_write(path);
    struct vocabulary_word word;
    struct buf shown = BUF_INIT;
    struct arena arena;
    struct slice words;
    struct error err;

    (void)state;
    arena_init(&arena);
    archive_add(store, &told);
    archive_close(store);
    store = archive_read(path);
    assert_int_equal(vocabulary_load(store, &arena, &words, &err), STATUS_OK);
    print(words, &shown);
    assert_string_equal(shown.ptr, "kubernetes:1 ship:2 the:2");
    while (vocabulary_next(&words, &word)) {
        struct sound sound;

        sound_of(word.term, &sound);
        assert_int_equal(word.sound_key, sound_key(&sound, 0, sound.count));
    }
    archive_close(store);
    store = archive_write(path);
    assert_int_equal(store_remove_episode(store, 1, &err), STATUS_OK);
    archive_close(store);
    store = archive_read(path);
    assert_int_equal(vocabulary_load(store, &arena, &words, &err), STATUS_OK);
    assert_int_equal(words.len, 0);
    archive_close(store);
    buf_release(&shown);
    arena_release(&arena);
    archive_remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merging),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_stored),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
