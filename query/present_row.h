#ifndef QUOTH_PRESENT_ROW_H
#define QUOTH_PRESENT_ROW_H

/*
 * What CSV and TSV share: lines of fields. They differ in the separator and in
 * how a field is escaped.
 */

#include "present.h"

struct row_form {
    char separator;
    void (*field)(struct buf *out, struct slice text);
};

extern const struct row_form row_form_csv;
extern const struct row_form row_form_tsv;

/* Appends the line of column names of passages, and the line of one passage. */
void row_passage_header(const struct row_form *form, struct buf *out);
void row_passage(const struct row_form *form, const struct passage *passage,
                 struct buf *out);

#endif
