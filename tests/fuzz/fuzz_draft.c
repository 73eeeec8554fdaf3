/*
 * The reader of drafts. The first byte chooses between text and HTML, and what
 * is read of it. Items keep what draft.h promises.
 */
#include "check.h"
#include "decode.h"
#include "draft.h"

static void check_items(const struct draft *draft)
{
    for (size_t i = 0; i < draft->count; i++) {
        const struct draft_item *item = &draft->list[i];

        CHECK(item->line > 0);
        CHECK(item->kind != DRAFT_STAMP || item->time.start_ms != TIME_NONE ||
              item->time.source_ms != TIME_NONE);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned how = size ? data[0] : 0;
    const struct draft_options options = {
        .html = how & 1,
        .all_sentences = how & 2,
        .chapters = how & 4,
    };
    struct slice *lines;
    size_t count;
    struct decoded decoded;
    struct draft draft;
    struct arena arena;
    struct diag diag;
    struct error err;

    arena_init(&arena);
    diag_init(&diag, &arena);
    if (!decode((struct slice){ (const char *)data, size }, SLICE(""), &arena,
                &decoded, &diag, &err)) {
        if (!draft_read(decoded.text, &options, &arena, &draft, &err))
            check_items(&draft);
        draft_read_lines(decoded.text, options.html, &arena, &lines, &count,
                         &err);
    }
    arena_release(&arena);
    return 0;
}
