#ifndef QUOTH_MOJIBAKE_H
#define QUOTH_MOJIBAKE_H

#include "base/buf.h"

/*
 * Text that went through UTF-8 twice, as windows-1252 in between: "cafÃ©". If
 * all of `text` (valid UTF-8) beyond ASCII is such, and there is enough of it
 * to be no accident, appends the text that was meant and returns true. False
 * otherwise, with anything in `out`.
 */
bool mojibake_undo(struct slice text, struct buf *out);

#endif
