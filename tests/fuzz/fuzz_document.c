/*
 * A file's bytes through all that reads them: what kind of file it is, its
 * encoding, its front matter, its format. The text that comes out of decoding
 * must be what decode.h promises.
 */

#include "base/utf8.h"
#include "check.h"
#include "document.h"

static void check_text(struct slice text)
{
    CHECK(utf8_valid_prefix(text) == text.len);
    CHECK(slice_find_char(text, '\0') == SLICE_NOT_FOUND);
    CHECK(slice_find_char(text, '\r') == SLICE_NOT_FOUND);
    CHECK(slice_find(text, SLICE("\xef\xbb\xbf")) == SLICE_NOT_FOUND);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct document_options options = { .forced = true };
    struct document document;
    struct arena arena;
    struct error err;

    arena_init(&arena);
    document_read((struct slice){ (const char *)data, size }, SLICE("a.txt"),
                  &options, &arena, &document, &err);
    if (document.encoding)
        check_text(document.input.text);
    arena_release(&arena);
    return 0;
}
