#ifndef QUOTH_FETCH_H
#define QUOTH_FETCH_H

/*
 * Addresses -> files, over http and https alone, also after redirects. Several
 * are fetched at once, two from one host. What comes is written to disk as it
 * arrives, its compression undone; what is too long, too slow or unwanted is
 * given up. The only user of libcurl. Messages show no query strings and no
 * passwords.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

/* A name and password for a host. */
struct fetch_login {
    const char *host;
    const char *login; /* "user:password" */
};

struct fetch_options {
    int64_t connect_seconds; /* until a connection stands */
    int64_t stalled_seconds; /* that hardly anything may come */
    int64_t total_seconds;   /* for one address */
    bool netrc;              /* logins may be in ~/.netrc */
    const struct fetch_login *logins;
    size_t login_count;
    const char *ca_file; /* certificates to trust; NULL = the system's */
    /* The user wants to end. May be NULL. */
    bool (*interrupted)(void *context);
    void *context;
};

enum fetch_outcome {
    FETCH_WAITING,   /* not asked for yet */
    FETCH_CAME,      /* it is in the file */
    FETCH_UNCHANGED, /* since what the validators are of */
    FETCH_FAILED,
    FETCH_POSTPONED, /* not asked for: its host wants peace */
};

struct fetch {
    /* What to ask for; the caller's. */
    struct slice url;                 /* NUL-terminated */
    struct slice etag, last_modified; /* empty = come in any case */
    const char *accept;               /* media types; NULL = any */
    const char *file;                 /* is made, or written over */
    size_t most_bytes;                /* 0 = LIMIT_DOWNLOAD_BYTES */
    /* Looks at how it begins (a few kilobytes, or all): false gives it up, with
     * the reason in `err`. May be NULL. */
    bool (*wanted)(struct slice head, struct error *err);

    /* What came of it; text in the arena that was passed. */
    enum fetch_outcome outcome;
    struct error error; /* FETCH_FAILED, FETCH_POSTPONED */
    long code;          /* of HTTP; 0 = there was no answer */
    uint64_t hash;      /* of the bytes that came */
    int64_t size;
    struct slice new_etag, new_last_modified, media_type;
    struct slice moved_to;       /* it has moved for good; else empty */
    int64_t max_age_seconds;     /* it is good for so long; 0 = not said */
    int64_t retry_after_seconds; /* 0 = not said */
};

/* A host that wants peace, and what it said. */
struct fetch_pause {
    struct slice host;
    struct error error;
    int64_t retry_after_seconds; /* 0 = not said */
};

/* What the fetches of a run share. Begins with an arena and nothing else. */
struct fetch_session {
    struct arena *arena; /* of the list, and its texts */
    void *connections;   /* libcurl's: they are used again; NULL = none yet */
    struct fetch_pause *pauses; /* their hosts are not asked again */
    size_t pause_count, pause_capacity;
};

/*
 * Fetches all of `list`, but from hosts that asked for peace in this session.
 * Failures are in the list. STATUS_INTERRUPTED
 * when the user ended it (what is still FETCH_WAITING was not asked for),
 * STATUS_IO if nothing can be fetched at all.
 */
enum status fetch_all(struct fetch *list, size_t count,
                      const struct fetch_options *options,
                      struct fetch_session *session, struct arena *arena,
                      struct error *err);

/* Closes its connections. */
void fetch_session_end(struct fetch_session *session);

/*
 * An address in its normal form, made absolute against `base` unless that is
 * empty. Empty if it is none, or neither http nor https. In `arena`,
 * NUL-terminated.
 */
struct slice fetch_address(struct slice base, struct slice reference,
                           struct arena *arena);

#endif
