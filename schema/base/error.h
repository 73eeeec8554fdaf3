#ifndef QUOTH_ERROR_H
#define QUOTH_ERROR_H

/*
 * What a function that can fail returns, and the words that go with it. The
 * caller owns the struct error; it is written where the fault is found, and
 * callers may put context before it. Nothing below query/ prints or exits.
 */

#include <stdarg.h>

enum status {
    STATUS_OK = 0,
    STATUS_NOT_FOUND,   /* what was asked for is not there */
    STATUS_USAGE,       /* wrong use of the command line */
    STATUS_BAD_QUERY,   /* the query line cannot be understood */
    STATUS_BAD_INPUT,   /* a file that is not what it claims to be */
    STATUS_NOT_OURS,    /* not a transcript, and nothing wrong with that */
    STATUS_LIMIT,       /* one of the limits of limits.h */
    STATUS_IO,          /* reading or writing failed */
    STATUS_STORE,       /* the database failed, or is not one of ours */
    STATUS_BUSY,        /* another run holds the lock */
    STATUS_INTERRUPTED, /* the user asked us to stop */
};

struct error {
    enum status status;
    char text[512]; /* one line of UTF-8, no newline at its end */
    long from, to;  /* STATUS_BAD_QUERY: byte range of the fault; else -1 */
};

/* Writes the error and returns `status`, for `return error_set(...)`. */
enum status error_set(struct error *err, enum status status, const char *format,
                      ...) __attribute__((format(printf, 3, 4)));

/* The same with the byte range [from, to) of the query line that is at fault. */
enum status error_at(struct error *err, long from, long to, const char *format,
                     ...) __attribute__((format(printf, 4, 5)));

/* Puts "context: " before the text. Returns err->status. */
enum status error_prefix(struct error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
