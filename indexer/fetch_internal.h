#ifndef QUOTH_FETCH_INTERNAL_H
#define QUOTH_FETCH_INTERNAL_H

/*
 * What the files of fetch_all share. fetch.c asks, several addresses at once;
 * fetch_receive.c takes what comes; fetch_say.c has words for what does not.
 */

#include "base/buf.h"
#include "curl_library.h"
#include "fetch.h"

#include <stdio.h>
#include <xxhash.h>
#include <zlib.h>

struct batch;

/* One address on its way. */
struct transfer {
    struct fetch *fetch;
    struct batch *batch;
    struct arena *arena; /* of what the answer says */
    CURL *easy;
    struct curl_slist *headers;
    char trouble[CURL_ERROR_SIZE]; /* libcurl's own words */
    struct slice host;             /* NUL-terminated */
    bool moved_for_good;           /* every redirect so far was permanent */

    size_t header_bytes;
    FILE *file;
    XXH3_state_t *hash;
    struct buf head; /* what came first, until it was looked at */
    bool began, looked;
    z_stream gzip; /* of a file that is gzip itself */
    bool is_gzip, gzip_ended;
};

/* ---- fetch_address.c ---- */

/* The host of an address; empty if it has none. In `arena`, NUL-terminated. */
struct slice fetch_host(struct slice address, struct arena *arena);

/* ---- fetch_receive.c: callbacks of libcurl, and what follows them ---- */

/* `context` is the transfer. What is too much, or unwanted, is refused by a
 * return of 0, with the reason in fetch->error. */
size_t fetch_take_header(char *bytes, size_t size, size_t count, void *context);
size_t fetch_take_body(char *bytes, size_t size, size_t count, void *context);

/* All has come: is it whole, wanted, and on disk? Else says why not. */
bool fetch_finish(struct transfer *transfer);

/* Closes the file; what was made of it stays. */
void fetch_receive_release(struct transfer *transfer);

#endif
