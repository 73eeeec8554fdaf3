#ifndef QUOTH_REMOTE_FILE_H
#define QUOTH_REMOTE_FILE_H

/*
 * A file that came over the network, or what a feed says of an episode, in the
 * place of a file of this machine.
 */

#include "feed.h"

struct remote_file {
    struct slice url;      /* its location; of an item FEED#GUID */
    struct slice address;  /* where it is to be had now: signed anew, maybe */
    struct slice copy;     /* path of its bytes; empty: what the item says */
    struct slice name;     /* by which it is read: the extension tells */
    struct slice language; /* that its link says it is in */
    const struct feed_item *item; /* NULL: it was named itself */
    bool page_is_wrong;           /* a web page is not what it should be */
    bool taken, failed; /* set by the run: it was read, or could not be */
};

#endif
