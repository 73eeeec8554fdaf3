#ifndef QUOTH_ORIGINALS_H
#define QUOTH_ORIGINALS_H

/*
 * What came over the network, kept as it came: in a folder a subfolder for each
 * address, in it the last three versions. So that they can be read again
 * without the network, and are not lost when they are withdrawn.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

struct originals {
    struct arena *arena; /* of all paths */
    struct slice folder;
    bool keep;      /* beyond this run */
    bool shared;    /* the files' group may read them, too */
    bool temporary; /* the folder, too, is of this run alone */
};

/*
 * Makes the folder. NULL stands for one of this run alone. With `shared`, the
 * files' group may read what is kept. STATUS_IO.
 */
enum status originals_open(struct originals *originals, const char *folder,
                           bool keep, bool shared, struct arena *arena,
                           struct error *err);

/* Takes away what is not to be kept. */
void originals_close(struct originals *originals);

/* The path of a file, number `index`, that may be written at this moment. */
struct slice originals_part(const struct originals *originals, size_t index);

/*
 * Keeps the file `part` as the newest version of `url`. *ret_path is where it
 * is now.
 */
enum status originals_put(const struct originals *originals, struct slice url,
                          struct slice part, int64_t now_ms,
                          struct slice *ret_path, struct error *err);

/* The newest version of `url`; empty if none is kept. */
struct slice originals_newest(const struct originals *originals,
                              struct slice url);

/*
 * Lets the files' group read what `folder` keeps, from before the archive was
 * shared. What is another user's, or not there, stays as it is.
 */
void originals_share(struct slice folder, struct arena *arena);

/* Takes away all that `folder` keeps of `url`. */
void originals_forget(struct slice folder, struct slice url,
                      struct arena *arena);

#endif
