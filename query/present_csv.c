/* A header line and a line per passage. */
#include "present_row.h"

static void begin(void *state, const struct present_style *style,
                  struct buf *out)
{
    (void)state;
    (void)style;
    row_passage_header(&row_form_csv, out);
}

static void put_passage(void *state, const struct present_style *style,
                        const struct passage *passage, struct buf *out)
{
    (void)state;
    (void)style;
    row_passage(&row_form_csv, passage, out);
}

const struct presenter present_csv = {
    .name = "csv",
    .summary = "a line per passage, for spreadsheets",
    .extension = "csv",
    .begin = begin,
    .passage = put_passage,
};
