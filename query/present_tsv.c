/* A header line and a line per passage. */
#include "present_row.h"

static void begin(void *state, const struct present_style *style,
                  struct buf *out)
{
    (void)state;
    (void)style;
    row_passage_header(&row_form_tsv, out);
}

static void put_passage(void *state, const struct present_style *style,
                        const struct passage *passage, struct buf *out)
{
    (void)state;
    (void)style;
    row_passage(&row_form_tsv, passage, out);
}

const struct presenter present_tsv = {
    .name = "tsv",
    .summary = "a line per passage, fields between tabs",
    .extension = "tsv",
    .begin = begin,
    .passage = put_passage,
};
