#ifndef QUOTH_NAME_LIST_H
#define QUOTH_NAME_LIST_H

/*
 * Several people in one text: "Ana Lima, Ph.D., Bo Tran and Cy Dale".
 */

#include "base/slice.h"

/*
 * Takes the first name, with what belongs to it behind a comma, and the
 * separator behind it off the front of *rest. May be empty where separators
 * touch; *rest gets shorter unless it is empty.
 */
struct slice name_list_take(struct slice *rest);

#endif
