#ifndef QUOTH_FETCH_SAY_H
#define QUOTH_FETCH_SAY_H

/*
 * Why something could not be fetched, in our words: they go to fetch->error,
 * and are the same on every night, so that a known failure is known again.
 */

#include "fetch.h"

#include "curl_library.h"

extern const char fetch_broke_off[], fetch_compression_is_damaged[];

/* `details` is what libcurl says of it, "" if nothing. */
void fetch_say_failure(struct fetch *fetch, CURLcode code, const char *details);

/* Which of the time limits it was. */
void fetch_say_timeout(struct fetch *fetch, CURL *easy,
                       const struct fetch_options *options);

/* An answer that is none: fetch->code tells. */
void fetch_say_code(struct fetch *fetch);

#endif
