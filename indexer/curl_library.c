#include "curl_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct curl_library curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void give_up(void)
{
    fprintf(stderr,
            "quoth: libcurl, which fetches from the network, cannot be loaded: "
            "%s\n",
            dlerror());
    _Exit(4); /* as without memory */
}

/* POSIX: what dlsym finds may be a function, which C does not know of. */
static void find(void *library, const char *name, void *ret_function)
{
    void *function = dlsym(library, name);

    if (!function)
        give_up();
    memcpy(ret_function, &function, sizeof(function));
}

static void load(void)
{
    void *library = dlopen(CURL_SONAME, RTLD_LAZY | RTLD_LOCAL);

    if (!library)
        give_up();
#define CURL_FIND(name) find(library, "curl_" #name, &curl.name);
    CURL_FUNCTIONS(CURL_FIND)
}

void curl_load(void)
{
    pthread_once(&once, load);
}
