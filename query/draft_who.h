#ifndef QUOTH_DRAFT_WHO_H
#define QUOTH_DRAFT_WHO_H

/* Who a draft says said something: names beside a quote. */

#include "base/slice.h"

#include <stdbool.h>

struct who {
    struct slice name; /* empty = nobody is named */
    bool unsure;       /* a label, which need not be a name */
};

/* By what stands before a quote: "Dana Reyes says:", "Dana Reyes:". */
struct who who_before(struct slice text);

/* By what follows it: "says Dana Reyes", "Dana Reyes says", "— Dana Reyes". */
struct who who_behind(struct slice text);

/* By a line that names a source, without its dash. */
struct who who_cited(struct slice text);

/* Takes a label off the front of a quoted paragraph: "Dana Reyes: …". */
struct who who_take_label(struct slice *text);

#endif
