#ifndef QUOTH_CSV_H
#define QUOTH_CSV_H

#include "base/buf.h"

/*
 * A field of CSV: quoted where RFC 4180 asks for it, and guarded against
 * formulas: a leading = + @ TAB CR, or - before a non-blank, gets a ' before
 * it.
 */
void csv_append_field(struct buf *out, struct slice text);

#endif
