#include "fetch_say.h"

const char fetch_broke_off[] = "it broke off before its end";
const char fetch_compression_is_damaged[] = "its compression is damaged";

/* Of certificates, libcurl says more than its code does. */
static bool has_details(CURLcode code)
{
    return code == CURLE_PEER_FAILED_VERIFICATION ||
           code == CURLE_SSL_CACERT_BADFILE;
}

/* What is no HTTP has the code of addresses that cannot be asked for. */
static bool is_no_http(CURLcode code, const char *details)
{
    return code == CURLE_UNSUPPORTED_PROTOCOL &&
           slice_starts_with(slice_of(details), SLICE("Received HTTP/0.9"));
}

/* Our words for what libcurl says. */
void fetch_say_failure(struct fetch *fetch, CURLcode code, const char *details)
{
    static const struct {
        CURLcode code;
        const char *words;
    } known[] = {
        { CURLE_COULDNT_RESOLVE_HOST, "its host is not known" },
        { CURLE_COULDNT_RESOLVE_PROXY, "the proxy's host is not known" },
        { CURLE_COULDNT_CONNECT, "its host does not answer" },
        { CURLE_TOO_MANY_REDIRECTS, "it redirects more than 5 times" },
        { CURLE_UNSUPPORTED_PROTOCOL,
          "it leads to an address that is neither http nor https" },
        { CURLE_URL_MALFORMAT, "it leads to an address that is none" },
        { CURLE_PARTIAL_FILE, fetch_broke_off },
        { CURLE_RECV_ERROR, "the connection broke off" },
        { CURLE_SEND_ERROR, "the connection broke off" },
        { CURLE_HTTP2_STREAM, "the connection broke off" },
        { CURLE_GOT_NOTHING, "its host answers with nothing" },
        { CURLE_BAD_CONTENT_ENCODING, fetch_compression_is_damaged },
        { CURLE_PEER_FAILED_VERIFICATION,
          "the certificate of its host cannot be trusted" },
        { CURLE_SSL_CACERT_BADFILE, "the ca_file cannot be used" },
        { CURLE_SSL_CONNECT_ERROR, "no secure connection to its host" },
        { CURLE_WEIRD_SERVER_REPLY, "its host does not speak HTTP" },
        /* Its limit for one header has this code, too. */
        { CURLE_OUT_OF_MEMORY,
          "one of its headers is too long, or memory is short" },
    };
    struct error *err = &fetch->error;

    if (code == CURLE_WRITE_ERROR && err->status != STATUS_OK)
        return; /* our own callbacks have said why */
    if (is_no_http(code, details))
        code = CURLE_WEIRD_SERVER_REPLY;
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (known[i].code == code) {
            error_set(err, STATUS_IO,
                      has_details(code) && *details ? "%s: %s" : "%s",
                      known[i].words, details);
            return;
        }
    error_set(err, STATUS_IO, "%s", curl.easy_strerror(code));
}

void fetch_say_timeout(struct fetch *fetch, CURL *easy,
                       const struct fetch_options *options)
{
    struct error *err = &fetch->error;
    curl_off_t total_us = 0, asked_us = 0;

    curl.easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &total_us);
    /* Not the time of connecting: a connection may be an old one. */
    curl.easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &asked_us);
    if (total_us / 1000000 >= options->total_seconds)
        error_set(err, STATUS_IO, "it was not there after %lld seconds",
                  (long long)options->total_seconds);
    else if (asked_us == 0)
        error_set(err, STATUS_IO, "its host does not answer");
    else
        error_set(err, STATUS_IO, "hardly anything came for %lld seconds",
                  (long long)options->stalled_seconds);
}

void fetch_say_code(struct fetch *fetch)
{
    static const struct {
        long code;
        const char *words;
    } known[] = {
        { 304, "its host says that it is unchanged, unasked" },
        { 401, "it wants a name and a password" },
        { 403, "its host refuses it" },
        { 404, "it is not there" },
        { 410, "it is gone for good" },
        { 429, "its host is asked too often" },
        { 503, "its host is too busy" },
    };

    const char *words = "its host refuses it";

    if (fetch->code >= 500)
        words = "its host has a fault";
    else if (fetch->code < 400)
        words = "it redirects to nowhere";
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (known[i].code == fetch->code)
            words = known[i].words;
    error_set(&fetch->error, STATUS_IO, "%s (HTTP %ld)", words, fetch->code);
}
