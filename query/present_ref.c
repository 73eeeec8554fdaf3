/* The handle of each passage and its words, for fzf and for commands that take
 * refs. The smallest presenter: one to copy. */
#include "present.h"

static void put_passage(void *state, const struct present_style *style,
                        const struct passage *passage, struct buf *out)
{
    (void)state;
    (void)style;
    present_tsv_field(out, passage->ref);
    buf_char(out, '\t');
    present_tsv_field(out, passage->text);
    buf_char(out, '\n');
}

const struct presenter present_ref = {
    .name = "ref",
    .summary = "handle, tab and text of each passage, for other commands",
    .passage = put_passage,
};
