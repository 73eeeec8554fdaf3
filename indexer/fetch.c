#include "fetch.h"

#include "base/buf.h"
#include "base/limits.h"
#include "fetch_say.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

enum {
    AT_ONCE = 8,          /* addresses */
    AT_ONCE_PER_HOST = 2, /* of these */
    REDIRECTS = 5,
    HEADER_BYTES = 256 << 10,
    HEAD_BYTES = 4096, /* that tell what it is */
    STALLED_BYTES_PER_SECOND = 30,
    WAIT_MS = 100, /* between two looks at the flag of interruption */
    RETRY_AFTER_MOST = 30 * 24 * 3600,
};

static const char protocols[] = "http,https";

/* One address on its way. */
struct transfer {
    struct fetch *fetch;
    struct batch *batch;
    CURL *easy;
    struct curl_slist *headers;
    FILE *file;
    XXH3_state_t *hash;
    size_t header_bytes;
    struct buf head; /* what came first, until it was looked at */
    bool looked;
    bool moved_for_good; /* every redirect so far was permanent */
    struct slice host;   /* NUL-terminated */
};

struct batch {
    struct fetch *list;
    struct slice *hosts; /* parallel to it */
    size_t count;
    const struct fetch_options *options;
    struct arena *arena;
    CURLM *multi;
    struct transfer running[AT_ONCE]; /* easy == NULL: free */
    size_t running_count;
};

/* ---- addresses ---- */

/* The part of an address; empty if it has none. In `arena`. */
static struct slice url_part(CURLU *url, CURLUPart part, struct arena *arena)
{
    char *text = NULL;
    struct slice copy = SLICE("");

    if (!curl_url_get(url, part, &text, 0))
        copy = arena_copy(arena, slice_of(text));
    curl_free(text);
    return copy;
}

static bool is_ours(struct slice scheme)
{
    return slice_equal(scheme, SLICE("http")) ||
           slice_equal(scheme, SLICE("https"));
}

struct slice fetch_address(struct slice base, struct slice reference,
                           struct arena *arena)
{
    CURLU *url = curl_url();
    struct slice address = SLICE("");

    reference = slice_trim(reference);
    if (url && reference.len &&
        (base.len == 0 ||
         !curl_url_set(url, CURLUPART_URL, arena_string(arena, base), 0)) &&
        !curl_url_set(url, CURLUPART_URL, arena_string(arena, reference),
                      CURLU_URLENCODE) &&
        is_ours(url_part(url, CURLUPART_SCHEME, arena))) {
        curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0);
        address = url_part(url, CURLUPART_URL, arena);
    }
    curl_url_cleanup(url);
    return address;
}

static struct slice host_of(struct slice address, struct arena *arena)
{
    CURLU *url = curl_url();
    struct slice host = SLICE("");

    if (url && !curl_url_set(url, CURLUPART_URL, address.ptr, 0))
        host = url_part(url, CURLUPART_HOST, arena);
    curl_url_cleanup(url);
    return host;
}

/* ---- what comes ---- */

/* The value of a header line called `name` (with its colon). */
static bool header_value(struct slice line, struct slice name,
                         struct slice *ret_value)
{
    if (!slice_starts_with_nocase(line, name))
        return false;
    *ret_value = slice_trim(slice_from(line, name.len));
    return true;
}

static int64_t max_age(struct slice value)
{
    struct slice part;
    int64_t seconds = 0;

    while (slice_next_part(&value, ',', &part)) {
        part = slice_trim(part);
        if (slice_starts_with_nocase(part, SLICE("max-age="))) {
            part = slice_from(part, sizeof("max-age=") - 1);
            slice_take_number(&part, INT32_MAX, &seconds);
        } else if (slice_starts_with_nocase(part, SLICE("no-"))) {
            return 0; /* no-cache, no-store */
        }
    }
    return seconds;
}

/* "application/json; charset=utf-8" -> "application/json" */
static struct slice media_type(struct slice value, struct arena *arena)
{
    struct slice type = SLICE("");

    slice_next_part(&value, ';', &type);
    return arena_lower(arena, slice_trim(type));
}

/* A line "HTTP/1.1 302 Found": the headers of another answer begin. */
static void begin_answer(struct transfer *transfer, struct slice line)
{
    struct fetch *fetch = transfer->fetch;
    int64_t code = 0;

    line = slice_trim(slice_from(line, slice_find_char(line, ' ')));
    slice_take_number(&line, 999, &code);
    fetch->new_etag = fetch->new_last_modified = fetch->media_type = SLICE("");
    fetch->max_age_seconds = 0;
    if (code >= 300 && code < 400 && code != 301 && code != 308 && code != 304)
        transfer->moved_for_good = false;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    struct fetch *fetch = transfer->fetch;
    struct arena *arena = transfer->batch->arena;
    struct slice line = { bytes, size * count }, value;

    transfer->header_bytes += line.len;
    if (transfer->header_bytes > HEADER_BYTES) {
        error_set(&fetch->error, STATUS_LIMIT,
                  "its headers are longer than %d kB", HEADER_BYTES >> 10);
        return 0;
    }
    if (slice_starts_with(line, SLICE("HTTP/")))
        begin_answer(transfer, line);
    else if (header_value(line, SLICE("ETag:"), &value))
        fetch->new_etag = arena_copy(arena, value);
    else if (header_value(line, SLICE("Last-Modified:"), &value))
        fetch->new_last_modified = arena_copy(arena, value);
    else if (header_value(line, SLICE("Content-Type:"), &value))
        fetch->media_type = media_type(value, arena);
    else if (header_value(line, SLICE("Cache-Control:"), &value))
        fetch->max_age_seconds = max_age(value);
    return line.len;
}

/* Looks at how it begins, once that is there. */
static bool look(struct transfer *transfer)
{
    struct fetch *fetch = transfer->fetch;

    if (transfer->looked)
        return true;
    transfer->looked = true;
    return !fetch->wanted ||
           fetch->wanted(buf_view(&transfer->head), &fetch->error);
}

static bool answer_is_wanted(CURL *easy)
{
    long code = 0;

    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code);
    return code >= 200 && code < 300;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    struct fetch *fetch = transfer->fetch;
    size_t len = size * count;

    if (!answer_is_wanted(transfer->easy))
        return len; /* the page of an error */
    fetch->size += (int64_t)len;
    if ((size_t)fetch->size > LIMIT_DOWNLOAD_BYTES) {
        error_set(&fetch->error, STATUS_LIMIT, "it is larger than %zu MB",
                  LIMIT_DOWNLOAD_BYTES >> 20);
        return 0;
    }
    if (!transfer->looked) {
        buf_append(&transfer->head, bytes, len);
        if (transfer->head.len >= HEAD_BYTES && !look(transfer))
            return 0;
    }
    if (!transfer->file)
        transfer->file = fopen(fetch->file, "wbe");
    if (!transfer->file || fwrite(bytes, 1, len, transfer->file) < len) {
        error_set(&fetch->error, STATUS_IO, "cannot write %s: %s", fetch->file,
                  strerror(errno));
        return 0;
    }
    XXH3_64bits_update(transfer->hash, bytes, len);
    return len;
}

/* ---- asking ---- */

static void add_header(struct transfer *transfer, const char *name,
                       struct slice value)
{
    struct slice line;

    if (value.len == 0)
        return;
    line = arena_printf(transfer->batch->arena, "%s: %.*s", name,
                        SLICE_ARG(value));
    transfer->headers = curl_slist_append(transfer->headers, line.ptr);
}

static void add_headers(struct transfer *transfer)
{
    const struct fetch *fetch = transfer->fetch;

    add_header(transfer, "If-None-Match", fetch->etag);
    add_header(transfer, "If-Modified-Since", fetch->last_modified);
    if (fetch->accept)
        add_header(transfer, "Accept", slice_of(fetch->accept));
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
}

static void set_login(struct transfer *transfer)
{
    const struct fetch_options *options = transfer->batch->options;

    if (options->netrc)
        curl_easy_setopt(transfer->easy, CURLOPT_NETRC,
                         (long)CURL_NETRC_OPTIONAL);
    for (size_t i = 0; i < options->login_count; i++)
        if (slice_equal_nocase(transfer->host,
                               slice_of(options->logins[i].host)))
            curl_easy_setopt(transfer->easy, CURLOPT_USERPWD,
                             options->logins[i].login);
}

static void set_limits(CURL *easy, const struct fetch_options *options)
{
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, (long)REDIRECTS);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT,
                     (long)options->connect_seconds);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)options->total_seconds);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT,
                     (long)STALLED_BYTES_PER_SECOND);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME,
                     (long)options->stalled_seconds);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

static void set_up(struct transfer *transfer)
{
    CURL *easy = transfer->easy;

    curl_easy_setopt(easy, CURLOPT_URL, transfer->fetch->url.ptr);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "quoth/" QUOTH_VERSION);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, ""); /* all it can undo */
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    set_limits(easy, transfer->batch->options);
    set_login(transfer);
    add_headers(transfer);
}

static void transfer_end(struct transfer *transfer)
{
    struct batch *batch = transfer->batch;

    curl_multi_remove_handle(batch->multi, transfer->easy);
    curl_easy_cleanup(transfer->easy);
    curl_slist_free_all(transfer->headers);
    XXH3_freeState(transfer->hash);
    buf_release(&transfer->head);
    if (transfer->file)
        fclose(transfer->file);
    *transfer = (struct transfer){ 0 };
    batch->running_count--;
}

static void begin(struct batch *batch, size_t index)
{
    struct transfer *transfer = batch->running;

    while (transfer->easy)
        transfer++;
    *transfer = (struct transfer){
        .fetch = &batch->list[index],
        .batch = batch,
        .host = batch->hosts[index],
        .easy = curl_easy_init(),
        .hash = XXH3_createState(),
        .moved_for_good = true,
    };
    batch->running_count++;
    transfer->fetch->outcome = FETCH_FAILED; /* until it has come */
    transfer->fetch->error = (struct error){ .status = STATUS_OK };
    if (transfer->easy && transfer->hash) {
        XXH3_64bits_reset(transfer->hash);
        set_up(transfer);
        curl_multi_add_handle(batch->multi, transfer->easy);
    } else {
        error_set(&transfer->fetch->error, STATUS_IO, "no memory to fetch it");
        transfer_end(transfer);
    }
}

/* ---- what became of it ---- */

static void take_retry_after(struct transfer *transfer)
{
    curl_off_t seconds = 0;

    curl_easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &seconds);
    if (seconds > RETRY_AFTER_MOST)
        seconds = RETRY_AFTER_MOST;
    transfer->fetch->retry_after_seconds = seconds;
}

static void take_move(struct transfer *transfer)
{
    char *effective = NULL;
    long redirects = 0;

    curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_COUNT, &redirects);
    curl_easy_getinfo(transfer->easy, CURLINFO_EFFECTIVE_URL, &effective);
    if (redirects && transfer->moved_for_good && effective)
        transfer->fetch->moved_to = fetch_address(
            SLICE(""), slice_of(effective), transfer->batch->arena);
}

/* Makes sure that what came is on disk, an empty file too. */
static bool finish_file(struct transfer *transfer)
{
    struct fetch *fetch = transfer->fetch;
    bool failed;

    if (!transfer->file)
        transfer->file = fopen(fetch->file, "wbe");
    failed = !transfer->file || fclose(transfer->file);
    transfer->file = NULL;
    if (failed)
        error_set(&fetch->error, STATUS_IO, "cannot write %s: %s", fetch->file,
                  strerror(errno));
    return !failed;
}

static void settle(struct transfer *transfer, CURLcode code)
{
    struct fetch *fetch = transfer->fetch;

    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &fetch->code);
    take_retry_after(transfer);
    if (code == CURLE_OPERATION_TIMEDOUT) {
        fetch_say_timeout(fetch, transfer->easy, transfer->batch->options);
    } else if (code) {
        fetch_say_failure(fetch, code);
    } else if (fetch->code == 304) {
        fetch->outcome = FETCH_UNCHANGED;
    } else if (fetch->code < 200 || fetch->code >= 300) {
        fetch_say_code(fetch);
    } else if (look(transfer) && finish_file(transfer)) {
        fetch->outcome = FETCH_CAME;
        fetch->hash = XXH3_64bits_digest(transfer->hash);
        take_move(transfer);
    }
    if (fetch->outcome == FETCH_FAILED && transfer->file)
        remove(fetch->file);
}

/* ---- all of them ---- */

static size_t running_on(const struct batch *batch, struct slice host)
{
    size_t count = 0;

    for (size_t i = 0; i < AT_ONCE; i++)
        count +=
            batch->running[i].easy && slice_equal(batch->running[i].host, host);
    return count;
}

static void begin_what_may(struct batch *batch)
{
    for (size_t i = 0; i < batch->count && batch->running_count < AT_ONCE; i++)
        if (batch->list[i].outcome == FETCH_WAITING &&
            running_on(batch, batch->hosts[i]) < AT_ONCE_PER_HOST)
            begin(batch, i);
}

/* A host that asks for peace has it, from all that was not asked yet. */
static void leave_in_peace(struct batch *batch, const struct transfer *transfer)
{
    const struct fetch *asked = transfer->fetch;

    if (asked->code != 429 &&
        !(asked->code == 503 && asked->retry_after_seconds))
        return;
    for (size_t i = 0; i < batch->count; i++) {
        struct fetch *fetch = &batch->list[i];

        if (fetch->outcome != FETCH_WAITING ||
            !slice_equal(batch->hosts[i], transfer->host))
            continue;
        fetch->outcome = FETCH_POSTPONED;
        fetch->error = asked->error;
        fetch->retry_after_seconds = asked->retry_after_seconds;
    }
}

static void take_finished(struct batch *batch)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(batch->multi, &left))) {
        struct transfer *transfer;
        char *context = NULL;

        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &context);
        transfer = (void *)context;
        settle(transfer, message->data.result);
        leave_in_peace(batch, transfer);
        transfer_end(transfer);
    }
}

static enum status run_batch(struct batch *batch, struct error *err)
{
    const struct fetch_options *options = batch->options;

    for (;;) {
        int running;

        begin_what_may(batch);
        if (batch->running_count == 0)
            return STATUS_OK;
        if (curl_multi_perform(batch->multi, &running) ||
            curl_multi_poll(batch->multi, NULL, 0, WAIT_MS, NULL))
            return error_set(err, STATUS_IO, "the network cannot be used");
        take_finished(batch);
        if (options->interrupted && options->interrupted(options->context))
            return error_set(err, STATUS_INTERRUPTED, "%s", "");
    }
}

/* Ends what is running: it counts as not asked for. */
static void batch_release(struct batch *batch)
{
    for (size_t i = 0; i < AT_ONCE; i++) {
        struct transfer *transfer = &batch->running[i];

        if (!transfer->easy)
            continue;
        if (transfer->file)
            remove(transfer->fetch->file);
        transfer->fetch->outcome = FETCH_WAITING;
        transfer_end(transfer);
    }
    curl_multi_cleanup(batch->multi);
}

enum status fetch_all(struct fetch *list, size_t count,
                      const struct fetch_options *options, struct arena *arena,
                      struct error *err)
{
    struct batch batch = {
        .list = list,
        .hosts = arena_array(arena, count, sizeof(struct slice)),
        .count = count,
        .options = options,
        .arena = arena,
    };
    enum status status;

    if (curl_global_init(CURL_GLOBAL_DEFAULT))
        return error_set(err, STATUS_IO, "the network cannot be used");
    batch.multi = curl_multi_init();
    for (size_t i = 0; i < count; i++)
        batch.hosts[i] = host_of(list[i].url, arena);
    status = batch.multi ? run_batch(&batch, err)
                         : error_set(err, STATUS_IO, "no memory to fetch");
    batch_release(&batch);
    curl_global_cleanup();
    return status;
}
