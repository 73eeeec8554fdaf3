#include "decode.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* A slice of a literal in a table. */
#define BYTES(literal)                 \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

struct decode_case {
    const char *name;
    struct slice bytes;
    const char *encoding; /* what the user named, or NULL */
    struct slice text;
    const char *found;
    size_t notes;
};

static const struct decode_case decode_cases[] = {
    { "empty", BYTES(""), NULL, BYTES(""), "UTF-8", 0 },
    { "only a BOM", BYTES("\xef\xbb\xbf"), NULL, BYTES(""), "UTF-8", 0 },
    { "ASCII", BYTES("a\nb\n"), NULL, BYTES("a\nb\n"), "UTF-8", 0 },
    { "UTF-8", BYTES("na\xc3\xafve"), NULL, BYTES("naïve"), "UTF-8", 0 },
    { "BOM", BYTES("\xef\xbb\xbfone"), NULL, BYTES("one"), "UTF-8", 0 },
    { "BOM of a joined file", BYTES("one\n\xef\xbb\xbftwo"), NULL,
      BYTES("one\ntwo"), "UTF-8", 0 },
    { "CRLF, CR and LF", BYTES("a\r\nb\rc\nd\r\r\ne\r"), NULL,
      BYTES("a\nb\nc\nd\n\ne\n"), "UTF-8", 0 },
    { "NUL", BYTES("a line\0of text"), NULL, BYTES("a line\xef\xbf\xbdof text"),
      "UTF-8", 0 },
    { "UTF-16LE with BOM", BYTES("\xff\xfeH\0\xe9\0\r\0\n\0\x3d\xd8\x00\xde"),
      NULL, BYTES("H\xc3\xa9\n\xf0\x9f\x98\x80"), "UTF-16LE", 0 },
    { "UTF-16BE with BOM", BYTES("\xfe\xff\0H\0i"), NULL, BYTES("Hi"),
      "UTF-16BE", 0 },
    { "UTF-16LE without BOM", BYTES("H\0e\0l\0l\0o\0 \0y\0o\0u\0"), NULL,
      BYTES("Hello you"), "UTF-16LE", 0 },
    { "UTF-16BE without BOM", BYTES("\0H\0e\0l\0l\0o\0 \0y\0o\0u"), NULL,
      BYTES("Hello you"), "UTF-16BE", 0 },
    { "UTF-16LE without BOM, Han with line ends",
      BYTES("\x60\x4f\x7d\x59\n\0\x60\x4f\x7d\x59\n\0\x31\0\n\0"), NULL,
      BYTES("\xe4\xbd\xa0\xe5\xa5\xbd\n\xe4\xbd\xa0\xe5\xa5\xbd\n1\n"),
      "UTF-16LE", 0 },
    { "a lone surrogate, and half a unit at the end",
      BYTES("\xff\xfe"
            "a\0\x00\xd8"
            "b\0c"),
      NULL,
      BYTES("a\xef\xbf\xbd"
            "b\xef\xbf\xbd"),
      "UTF-16LE", 0 },
    { "UTF-32LE with BOM", BYTES("\xff\xfe\0\0H\0\0\0i\0\0\0"), NULL,
      BYTES("Hi"), "UTF-32LE", 0 },
    { "UTF-32BE without BOM", BYTES("\0\0\0H\0\0\0i\0\0\0!"), NULL,
      BYTES("Hi!"), "UTF-32BE", 0 },
    { "windows-1252", BYTES("It\x92s a caf\xe9 \x96 \x93really\x94"), NULL,
      BYTES("It’s a café – “really”"), "windows-1252", 1 },
    { "bytes that windows-1252 leaves undefined", BYTES("x\x81y caf\xe9"), NULL,
      BYTES("x\xc2\x81y café"), "windows-1252", 1 },
    { "mostly UTF-8",
      BYTES("na\xc3\xafve\nIt\x92s\n\xe2\x82\xac 5\ncaf\xe9 \xc3\xa9\n"), NULL,
      BYTES("naïve\nIt’s\n€ 5\ncafé é\n"), "UTF-8", 1 },
    { "JSON is UTF-8, whatever whisper.cpp cuts",
      BYTES("{\"a\":\"\xe5\x8d\x83\",\n\"t\":\"\xe5\x8d\",\n\"u\":\"\x83\"}"),
      NULL,
      BYTES("{\"a\":\"\xe5\x8d\x83\",\n\"t\":\"\xef\xbf\xbd\xef\xbf\xbd\",\n"
            "\"u\":\"\xef\xbf\xbd\"}"),
      "UTF-8", 1 },
    { "a time in brackets is no JSON",
      BYTES("[00:12] caf\xc3\xa9\n[00:14] caf\xe9\n"), NULL,
      BYTES("[00:12] café\n[00:14] café\n"), "UTF-8", 1 },
    { "encoded twice",
      BYTES("caf\xc3\x83\xc2\xa9 \xc3\xa2\xe2\x82\xac\xe2\x80\x9cno\n"), NULL,
      BYTES("café –no\n"), "UTF-8", 1 },
    { "encoded twice, but not all of it",
      BYTES("caf\xc3\x83\xc2\xa9 \xc3\x83\xc2\xa9 na\xc3\xafve"), NULL,
      BYTES("caf\xc3\x83\xc2\xa9 \xc3\x83\xc2\xa9 na\xc3\xafve"), "UTF-8", 0 },
    { "Russian encoded twice", BYTES("\xc3\x90\xc2\x94\xc3\x90\xc2\xb0"), NULL,
      BYTES("\xd0\x94\xd0\xb0"), "UTF-8", 1 },
    { "accents in normal words are no double encoding",
      BYTES("\xc3\xa9t\xc3\xa9 \xc3\x80 \xc2\xab"), NULL,
      BYTES("\xc3\xa9t\xc3\xa9 \xc3\x80 \xc2\xab"), "UTF-8", 0 },
    { "a file joined from UTF-8 and more of windows-1252",
      BYTES("na\xc3\xafve\n\xe9t\xe9 \xe0 la pl\xe2ge\nd\xe9j\xe0\n"), NULL,
      BYTES("naïve\nété à la plâge\ndéjà\n"), "UTF-8", 1 },
    { "UTF-16BE with an odd byte and a lone surrogate",
      BYTES("\xfe\xff\0a\xdc\0\0b\0"), NULL,
      BYTES("a\xef\xbf\xbd"
            "b\xef\xbf\xbd"),
      "UTF-16BE", 0 },
    { "one quotation of what was encoded twice is left alone",
      BYTES("caf\xc3\x83\xc2\xa9"), NULL, BYTES("caf\xc3\x83\xc2\xa9"), "UTF-8",
      0 },
    { "normal form C", BYTES("cafe\xcc\x81\nplain\nA\xcc\x8a \xe2\x84\xab\n"),
      NULL, BYTES("caf\xc3\xa9\nplain\n\xc3\x85 \xc3\x85\n"), "UTF-8", 0 },
    { "Hangul out of its parts", BYTES("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"),
      NULL, BYTES("\xed\x95\x9c"), "UTF-8", 0 },
    { "normal form C after a conversion",
      BYTES("\xff\xfe"
            "e\0\x01\x03"),
      NULL, BYTES("\xc3\xa9"), "UTF-16LE", 0 },
    { "the user's word counts", BYTES("\xcf\xf0\xe8"), "windows-1251",
      BYTES("\xd0\x9f\xd1\x80\xd0\xb8"), "windows-1251", 0 },
    { "nobody means Latin-1", BYTES("It\x92s"), "latin1", BYTES("It’s"),
      "windows-1252", 0 },
    { "Russian in windows-1251",
      BYTES(
          "\xd1\xe5\xe3\xee\xe4\xed\xff \xec\xfb \xe3\xee\xe2\xee\xf0\xe8\xec "
          "\xee \xf2\xee\xec, \xea\xe0\xea \xf3\xf1\xf2\xf0\xee\xe5\xed\xe0 "
          "\xef\xe0\xec\xff\xf2\xfc \xf7\xe5\xeb\xee\xe2\xe5\xea\xe0"),
      NULL, BYTES("Сегодня мы говорим о том, как устроена память человека"),
      "WINDOWS-1251", 1 },
};

static void test_decode(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(decode_cases) / sizeof(decode_cases[0]);
         i++) {
        const struct decode_case *c = &decode_cases[i];
        struct arena arena;
        struct diag diag;
        struct decoded decoded;
        struct error err;

        arena_init(&arena);
        diag_init(&diag, &arena);
        if (decode(c->bytes, slice_of(c->encoding), &arena, &decoded, &diag,
                   &err))
            fail_msg("%s: %s", c->name, err.text);
        if (!slice_equal(decoded.text, c->text))
            fail_msg("%s: got \"%.*s\"", c->name, SLICE_ARG(decoded.text));
        if (strcmp(decoded.encoding, c->found) != 0)
            fail_msg("%s: found %s", c->name, decoded.encoding);
        if (diag.count != c->notes)
            fail_msg("%s: %zu notes", c->name, diag.count);
        arena_release(&arena);
    }
}

static void test_no_copy(void **state)
{
    static const struct slice texts[] = {
        BYTES("plain\n"), BYTES("\xef\xbb\xbfwith a BOM"),
        BYTES("¿Qué pasó, señor?\n"),
        BYTES("สวัสดี\n"), /* marks, but in their normal order */
    };
    struct arena arena;
    struct diag diag;

    (void)state;
    arena_init(&arena);
    diag_init(&diag, &arena);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct decoded decoded;
        struct error err;

        assert_int_equal(decode(texts[i], (struct slice){ 0 }, &arena, &decoded,
                                &diag, &err),
                         STATUS_OK);
        assert_ptr_equal(decoded.text.ptr + decoded.text.len,
                         texts[i].ptr + texts[i].len);
    }
    arena_release(&arena);
}

static void test_note_names_line(void **state)
{
    struct arena arena;
    struct diag diag;
    struct decoded decoded;
    struct error err;

    (void)state;
    arena_init(&arena);
    diag_init(&diag, &arena);
    assert_int_equal(decode(SLICE("é é é é é\nfine\na\x92 b\x92\nok\nc\x92\n"),
                            (struct slice){ 0 }, &arena, &decoded, &diag, &err),
                     STATUS_OK);
    assert_int_equal(diag.count, 1);
    assert_int_equal(diag.entries[0].line, 3);
    assert_int_equal(diag.entries[0].severity, DIAG_NOTE);
    assert_string_equal(diag.entries[0].text,
                        "not UTF-8 here, read as windows-1252 (lines: 2)");
    arena_release(&arena);
}

static enum status decode_status(struct slice bytes, struct slice encoding,
                                 struct error *err)
{
    struct arena arena;
    struct diag diag;
    struct decoded decoded;
    enum status status;

    arena_init(&arena);
    diag_init(&diag, &arena);
    status = decode(bytes, encoding, &arena, &decoded, &diag, err);
    arena_release(&arena);
    return status;
}

static void test_failures(void **state)
{
    struct error err;
    size_t length = LIMIT_LINE_BYTES + 2;
    char *line = malloc(length);

    (void)state;
    assert_int_equal(decode_status(SLICE("x"), SLICE("no-such-set"), &err),
                     STATUS_USAGE);
    assert_non_null(line);
    memset(line, 'a', length);
    assert_int_equal(
        decode_status((struct slice){ line, length }, SLICE(""), &err),
        STATUS_LIMIT);
    memcpy(line, "[{\"", 3);
    assert_int_equal(
        decode_status((struct slice){ line, length }, SLICE(""), &err),
        STATUS_OK);
    free(line);
}

static void test_clean(void **state)
{
    struct arena arena;
    struct slice same = SLICE("as it is");

    (void)state;
    arena_init(&arena);
    assert_true(
        slice_equal(decode_clean(SLICE("e\xcc\x81\r\n\0\xef\xbb\xbf"), &arena),
                    SLICE("\xc3\xa9\n\xef\xbf\xbd")));
    assert_ptr_equal(decode_clean(same, &arena).ptr, same.ptr);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode),          cmocka_unit_test(test_no_copy),
        cmocka_unit_test(test_note_names_line), cmocka_unit_test(test_failures),
        cmocka_unit_test(test_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
