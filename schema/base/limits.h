#ifndef QUOTH_LIMITS_H
#define QUOTH_LIMITS_H

/*
 * Every limit on what a user, a file or the network can make grow. Each has a
 * message where it is met.
 */

#define LIMIT_FILE_BYTES    ((size_t)256 << 20)
#define LIMIT_JSON_BYTES    ((size_t)64 << 20)
#define LIMIT_XML_BYTES     ((size_t)64 << 20)
#define LIMIT_HTML_BYTES    ((size_t)64 << 20)
#define LIMIT_ATTRIBUTES    4000 /* of one element */
#define LIMIT_LINE_BYTES    ((size_t)16 << 20)
#define LIMIT_CUES          ((size_t)2000000)
#define LIMIT_TOKENS        ((size_t)2000000) /* in one transcript */
#define LIMIT_NESTING       256               /* JSON, XML, YAML */
#define LIMIT_HTML_NESTING  512               /* as browsers have it */
#define LIMIT_QUERY_BYTES   ((size_t)4096)
#define LIMIT_QUERY_DEPTH   64
#define LIMIT_QUERY_PHRASES 2000 /* after expansion */
#define LIMIT_PHRASE_TOKENS 200
#define LIMIT_NEAR_WORDS    1000 /* between the two sides of near/N */
#define LIMIT_SEGMENT_TOKENS \
    72                            /* hard: the ranking relies on it, and is the
                                   quicker the smaller it is */
#define LIMIT_TOKEN_BYTES     128 /* longer words are cut: nobody types them */
#define LIMIT_PATTERN_BYTES   ((size_t)4096) /* --pattern */
#define LIMIT_PATTERN_STEPS   1000000 /* of PCRE2, at one place of a text */
#define LIMIT_PATTERN_SECONDS 10      /* of processor time, for one file */
#define LIMIT_REGEX_SECONDS   5       /* likewise, for one transcript */
#define LIMIT_DOWNLOAD_BYTES  ((size_t)256 << 20)
#define LIMIT_FEED_ITEMS      ((size_t)50000) /* of one page of a feed */
#define LIMIT_FEED_PAGES      100
#define LIMIT_OPML_FEEDS      ((size_t)2000)
#define LIMIT_FILTER_SECONDS  120 /* that a filter may take for one file */

#endif
