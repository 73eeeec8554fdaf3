/*
 * Any bytes as a query line: parsed, printed, freed. An error must point into
 * the line.
 */
#include "check.h"
#include "parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice line = { (const char *)data, size };
    struct arena arena;
    struct buf printed = BUF_INIT;
    struct query query;
    struct error err = { 0 };

    arena_init(&arena);
    if (query_parse(line, &arena, &query, &err)) {
        CHECK(err.from >= 0);
        CHECK(err.to > err.from);
        CHECK((size_t)err.to <= size);
    } else if (query.root) {
        tree_print(&printed, query.root);
    }
    buf_release(&printed);
    arena_release(&arena);
    return 0;
}
