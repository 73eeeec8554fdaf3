#ifndef QUOTH_VERIFY_REPORT_H
#define QUOTH_VERIFY_REPORT_H

/*
 * The reports of verify: one const struct each, in the table. To add one: write
 * query/verify_NAME.c, declare it here, add its line to verify_reports[] in
 * cmd_verify.c and to query/CMakeLists.txt.
 */

#include "present.h"
#include "verdict.h"

struct checked {
    const struct draft_item *item;
    struct verdict verdict;
};

struct verify_result {
    struct slice name; /* of the draft */
    const struct checked *list;
    size_t count;
    size_t failed; /* that do not hold */
};

struct verify_report {
    const char *name;      /* as given to --format */
    const char *extension; /* -o FILE.ext implies it; NULL if none */
    void (*print)(const struct verify_result *result,
                  const struct present_style *style, struct buf *out);
};

extern const struct verify_report verify_text;
extern const struct verify_report verify_json;

/* "quote", "sentence", "time", "chapter". */
const char *verify_kind_name(enum draft_kind kind);

/* How often each verdict was passed; indexed by its kind. */
void verify_count(const struct verify_result *result,
                  size_t ret_counts[static VERDICT_NOT_FOUND + 1]);

#endif
