#ifndef QUOTH_CURL_LIBRARY_H
#define QUOTH_CURL_LIBRARY_H

/*
 * libcurl, loaded when it is first needed: with it come thirty libraries more,
 * and most runs fetch nothing. Its functions have their names, without the
 * "curl_" in front.
 */

#define CURL_DISABLE_TYPECHECK /* which is done by macros of these names */
#include <curl/curl.h>

#define CURL_FUNCTIONS(X)  \
    X(easy_cleanup)        \
    X(easy_getinfo)        \
    X(easy_init)           \
    X(easy_setopt)         \
    X(easy_strerror)       \
    X(free)                \
    X(global_cleanup)      \
    X(global_init)         \
    X(multi_add_handle)    \
    X(multi_cleanup)       \
    X(multi_info_read)     \
    X(multi_init)          \
    X(multi_perform)       \
    X(multi_poll)          \
    X(multi_remove_handle) \
    X(slist_append)        \
    X(slist_free_all)      \
    X(url)                 \
    X(url_cleanup)         \
    X(url_get)             \
    X(url_set)

#define CURL_FUNCTION(name) __typeof__(curl_##name) *name;

struct curl_library {
    CURL_FUNCTIONS(CURL_FUNCTION)
};

/* Of no use before curl_load. */
extern struct curl_library curl;

/*
 * Loads it, unless that was done; of any thread. Without a library that belongs
 * to the program it does not go on, as it would not begin if it were linked.
 */
void curl_load(void);

#endif
