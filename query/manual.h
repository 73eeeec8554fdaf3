#ifndef QUOTH_MANUAL_H
#define QUOTH_MANUAL_H

#include "base/buf.h"

/* Appends the manual page in roff (man(7)), from the tables that help uses. */
void manual_print(struct buf *out);

#endif
