#include "kind.h"

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

struct kind_case {
    struct slice bytes;
    const char *kind; /* NULL = may be text */
};

static const struct kind_case kind_cases[] = {
    { BYTES(""), NULL },
    { BYTES("WEBVTT\n"), NULL },
    { BYTES("ID3 tags are what we talk about"), NULL },
    { BYTES("RIFFs and solos"), NULL },
    { BYTES("\xff\xfeH\0i\0"), NULL },
    { BYTES("H\0e\0l\0l\0o\0 \0t\0h\0"), NULL },
    { BYTES("one\0NUL in a longer line of text"), NULL },
    { BYTES("PK\3\4\x14\0\6\0"), "a zip archive" },
    { BYTES("PK\3\4\x14\0\6\0\0\0\0\0_rels/word/document.xml"),
      "a Word document (docx)" },
    { BYTES("{\\rtf1\\ansi"), "an RTF document" },
    { BYTES("ID3\3\0\0\0\0\0\0"), "an MP3 file" },
    { BYTES("\xff\xfb\x90\x64"), "an MP3 file" },
    { BYTES("\0\0\0\x20"
            "ftypisom"),
      "an MP4 file" },
    { BYTES("\0\0\0\x20"
            "ftypM4A "),
      "an MPEG-4 audio file" },
    { BYTES("\x1a\x45\xdf\xa3\x01\0\0\0"), "a Matroska file" },
    { BYTES("RIFF\x24\0\0\0WAVEfmt "), "a WAV file" },
    { BYTES("OggS\0\2"), "an Ogg file" },
    { BYTES("fLaC\0\0\0\x22"), "a FLAC file" },
    { BYTES("\x1f\x8b\x08\0"), "gzip data" },
    { BYTES("\x89PNG\r\n\x1a\n\0"), "a PNG picture" },
    { BYTES("\xff\xd8\xff\xe0"), "a JPEG picture" },
    { BYTES("GIF89a"), "a GIF picture" },
    { BYTES("SQLite format 3\0\x10"), "an SQLite database" },
    { BYTES("\x7f"
            "ELF\2\1\1"),
      "a program (ELF)" },
    { BYTES("\0\0\0\x18"
            "ftypqt  "),
      "a QuickTime movie" },
    { BYTES("%PDF-1.7\n"), "a PDF document" },
    { BYTES("850STL25.01"
            "1"),
      "EBU subtitles (STL)" },
    { BYTES("The STL25.01 header"), NULL },
    { BYTES("PK\3\4\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.text"),
      "an OpenDocument file" },
    { BYTES("\1\2\3\4\5\6\7\x0e\x0f\x10"), "binary data" },
};

static void test_kind_of_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(kind_cases) / sizeof(kind_cases[0]); i++) {
        const struct kind *found = kind_of_bytes(kind_cases[i].bytes);
        const char *kind = found ? found->name : NULL;

        if (!kind || !kind_cases[i].kind) {
            if (kind != kind_cases[i].kind)
                fail_msg("case %zu: %s", i, kind ? kind : "(text)");
        } else {
            assert_string_equal(kind, kind_cases[i].kind);
        }
    }
}

/* Beginnings of text files, and what kind_of_text says of them. */
static const struct kind_case text_cases[] = {
    { BYTES(""), NULL },
    { BYTES("WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n"), NULL },
    { BYTES("Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9420\n"),
      "Scenarist captions (SCC)" },
    { BYTES("\n[Script Info]\nTitle: x\n"), NULL },
    { BYTES("[Speaker 1] [00:12] Hello\n"), NULL },
    { BYTES("<SAMI>\n<HEAD>"), "SAMI captions" },
    { BYTES("<?xml version=\"1.0\"?>\n<!-- <tt> -->\n<SAMI lang=\"en\">"),
      "SAMI captions" },
    { BYTES("<s:sami xmlns:s=\"urn:example\">"), "SAMI captions" },
    { BYTES("<!DOCTYPE html><html><body><tt>"), NULL },
    { BYTES("<?xml never ends"), NULL },
    { BYTES("<transcript><text start=\"0\">"), NULL },
    { BYTES("{0}{25}A gate.\n{30}{50}Opens.\n"), "MicroDVD subtitles" },
    { BYTES("{\"text\": \"hello\"}"), NULL },
    { BYTES("[0][25]A gate.\n"), "MPL2 subtitles" },
    { BYTES("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">"), "a feed" },
    { BYTES("[0, 25] and so on\n"), NULL },
    { BYTES("0:00:01.000,0:00:03.500\nA gate.\n"), NULL },
    { BYTES("[ti:A song]\n[00:01.00]La\n"), NULL },
    { BYTES("[00:01.00]La\n"), NULL },
    { BYTES("// a comment\n$FontName = Arial\n"), "Spruce subtitles (STL)" },
    { BYTES("11:20:49 From Ana Lima to Everyone: Morning\n"
            "11:21:07 From Bo Ek to Ana Lima (Direct Message): thanks\n"),
      "a Zoom chat (written, not said)" },
    { BYTES("11:20:49\t From  Ana Lima : Morning\n"
            "11:21:07\t From  Bo Ek : +1 to that\n"),
      "a Zoom chat (written, not said)" },
    { BYTES("2025-11-21 11:50:27 From Ana Lima to Everyone:\n\tMorning\n"),
      "a Zoom chat (written, not said)" },
    { BYTES("00:05:11\tAna Lima:\tMorning\n\nand a second line\n"
            "00:05:40\tBo Ek:\tReacted to \"Morning\"\n"),
      "a Zoom chat (written, not said)" },
    { BYTES("11:20:49 From Ana Lima to Everyone: Morning\n"
            "11:21:07 Then she closed the door.\n"),
      NULL },
    { BYTES("00:00:01 From the quay to the crane it is a mile.\n"), NULL },
    { BYTES("00:00:01\tWe start.\n"), NULL },
    { BYTES("The chat:\n11:20:49 From Ana Lima to Everyone: Hi\n"), NULL },
    { BYTES("# VobSub index file, v7\n"),
      "the index of VobSub subtitles, which are pictures" },
};

static void test_kind_of_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(text_cases) / sizeof(text_cases[0]); i++) {
        const struct kind *found = kind_of_text(text_cases[i].bytes);

        if (!found || !text_cases[i].kind) {
            if (found || text_cases[i].kind)
                fail_msg("case %zu: %s", i, found ? found->name : "(none)");
        } else {
            assert_string_equal(found->name, text_cases[i].kind);
        }
    }
}

static void test_refuse(void **state)
{
    struct error err;

    (void)state;
    assert_int_equal(kind_refuse(kind_of_text(SLICE("<sami>")), &err),
                     STATUS_BAD_INPUT);
    assert_string_equal(err.text,
                        "SAMI captions, which quoth does not read; convert it "
                        "first: ffmpeg -i FILE FILE.srt");
    assert_int_equal(kind_refuse(kind_of_bytes(SLICE("GIF89a")), &err),
                     STATUS_NOT_OURS);
    assert_string_equal(err.text, "a GIF picture, which quoth does not read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kind_of_bytes),
        cmocka_unit_test(test_kind_of_text),
        cmocka_unit_test(test_refuse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
