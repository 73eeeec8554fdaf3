#ifndef QUOTH_LIMITS_H
#define QUOTH_LIMITS_H

/*
 * Every limit on what a user, a file or the network can make grow. Each has a
 * message where it is met.
 */

#define LIMIT_FILE_BYTES    ((size_t)256 << 20)
#define LIMIT_JSON_BYTES    ((size_t)64 << 20)
#define LIMIT_LINE_BYTES    ((size_t)16 << 20)
#define LIMIT_CUES          ((size_t)2000000)
#define LIMIT_TOKENS        ((size_t)2000000) /* in one transcript */
#define LIMIT_NESTING       256               /* JSON, XML, YAML */
#define LIMIT_QUERY_BYTES   ((size_t)4096)
#define LIMIT_QUERY_DEPTH   64
#define LIMIT_QUERY_PHRASES 2000 /* after expansion */
#define LIMIT_PHRASE_TOKENS 200
#define LIMIT_SEGMENT_TOKENS \
    72                        /* hard: the ranking relies on it, and is the
                                   quicker the smaller it is */
#define LIMIT_TOKEN_BYTES 128 /* longer words are cut: nobody types them */

#endif
