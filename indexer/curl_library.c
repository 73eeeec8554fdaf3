#include "curl_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

struct curl_library curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static enum status loaded;
static struct error reason;

/* POSIX: what dlsym finds may be a function, which C does not know of. */
static void find(void *library, const char *name, void *ret_function)
{
    void *function = dlsym(library, name);

    if (!function && !loaded)
        loaded = error_set(&reason, STATUS_IO, "libcurl has no %s", name);
    memcpy(ret_function, &function, sizeof(function));
}

static void load(void)
{
    void *library = dlopen(CURL_SONAME, RTLD_LAZY | RTLD_LOCAL);

    if (!library) {
        loaded = error_set(&reason, STATUS_IO,
                           "libcurl, which fetches from the network, cannot be "
                           "loaded: %s",
                           dlerror());
        return;
    }
#define CURL_FIND(name) find(library, "curl_" #name, &curl.name);
    CURL_FUNCTIONS(CURL_FIND)
}

enum status curl_load(struct error *err)
{
    pthread_once(&once, load);
    if (loaded)
        *err = reason;
    return loaded;
}
