#ifndef QUOTH_TEST_HOSTILE_H
#define QUOTH_TEST_HOSTILE_H

/*
 * Texts that one language or another would take for its own: what is written
 * must hold them, and stay what it is. Ended by NULL.
 */
static const char *const hostile_texts[] = {
    "plain words",
    "*bold* _under_ `code` ~~gone~~ [a](https://b.example) ![i](j)",
    "# heading",
    "1. item",
    "12) item",
    "- item",
    "+ plus",
    "=== rule",
    "> quote",
    "a * b * c __x__ \\* &amp; &lt; <b>x</b> <!-- y --> &#65;",
    "]]> <![CDATA[ x ]]> <?php ?> </title><script>alert(1)</script>",
    "\" onload=\"x\" 'y'",
    "{ } }} {{ \\input{x} $x^2$ % comment ~ # & _ ^",
    "@misc{evil, title = {x}}",
    "ER  - ",
    "TY  - BOOK",
    "=1+1",
    "|C:ResolveColorRed |M:x |D:9",
    "%5%abc,;start=1",
    "$(rm -rf x) `ls` ; | & > < ' \" \\",
    "--> 00:01 NOTE WEBVTT",
    "[…] … “ ” ’ ä 日本 \xF0\x9F\x98\x80",
    "(00:10) 1:02:03 12:30",
    "[CHAPTER] ;x #y =z",
    NULL,
};

/* And these have ends of lines and control characters in them. */
static const char *const hostile_lines[] = {
    "a\nER  - \nTY  - BOOK", "a\r\nb\tc", "a\x1B[31mb\x07 c\x7F",
    "x\xE2\x80\xAEy",        "\n\n",      NULL,
};

#endif
