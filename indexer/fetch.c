#include "fetch.h"

#include "fetch_internal.h"
#include "fetch_say.h"

enum {
    AT_ONCE = 8,          /* addresses */
    AT_ONCE_PER_HOST = 2, /* of these */
    REDIRECTS = 5,
    STALLED_BYTES_PER_SECOND = 30,
    WAIT_MS = 100, /* between two looks at the flag of interruption */
    RETRY_AFTER_MOST = 30 * 24 * 3600,
};

static const char protocols[] = "http,https";

struct batch {
    struct fetch *list;
    struct slice *hosts; /* parallel to it */
    size_t count;
    const struct fetch_options *options;
    struct fetch_session *session;
    struct arena *arena;
    CURLM *multi;
    struct transfer running[AT_ONCE]; /* easy == NULL: free */
    size_t running_count;
};

/* ---- asking ---- */

static void add_header(struct transfer *transfer, const char *name,
                       struct slice value)
{
    struct slice line;

    if (value.len == 0)
        return;
    line = arena_printf(transfer->arena, "%s: %.*s", name, SLICE_ARG(value));
    transfer->headers = curl.slist_append(transfer->headers, line.ptr);
}

static void add_headers(struct transfer *transfer)
{
    const struct fetch *fetch = transfer->fetch;

    add_header(transfer, "If-None-Match", fetch->etag);
    add_header(transfer, "If-Modified-Since", fetch->last_modified);
    if (fetch->accept)
        add_header(transfer, "Accept", slice_of(fetch->accept));
    curl.easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
}

static void set_login(struct transfer *transfer)
{
    const struct fetch_options *options = transfer->batch->options;

    if (options->netrc)
        curl.easy_setopt(transfer->easy, CURLOPT_NETRC,
                         (long)CURL_NETRC_OPTIONAL);
    for (size_t i = 0; i < options->login_count; i++)
        if (slice_equal_nocase(transfer->host,
                               slice_of(options->logins[i].host)))
            curl.easy_setopt(transfer->easy, CURLOPT_USERPWD,
                             options->logins[i].login);
}

static void set_limits(CURL *easy, const struct fetch_options *options)
{
    curl.easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols);
    curl.easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
    curl.easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl.easy_setopt(easy, CURLOPT_MAXREDIRS, (long)REDIRECTS);
    curl.easy_setopt(easy, CURLOPT_CONNECTTIMEOUT,
                     (long)options->connect_seconds);
    curl.easy_setopt(easy, CURLOPT_TIMEOUT, (long)options->total_seconds);
    curl.easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT,
                     (long)STALLED_BYTES_PER_SECOND);
    curl.easy_setopt(easy, CURLOPT_LOW_SPEED_TIME,
                     (long)options->stalled_seconds);
    curl.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

static void set_up(struct transfer *transfer)
{
    CURL *easy = transfer->easy;

    curl.easy_setopt(easy, CURLOPT_URL, transfer->fetch->url.ptr);
    curl.easy_setopt(easy, CURLOPT_USERAGENT, "quoth/" QUOTH_VERSION);
    curl.easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, ""); /* all it can undo */
    curl.easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl.easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->trouble);
    if (transfer->batch->options->ca_file)
        curl.easy_setopt(easy, CURLOPT_CAINFO,
                         transfer->batch->options->ca_file);
    curl.easy_setopt(easy, CURLOPT_HEADERFUNCTION, fetch_take_header);
    curl.easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, fetch_take_body);
    curl.easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    set_limits(easy, transfer->batch->options);
    set_login(transfer);
    add_headers(transfer);
}

static void transfer_end(struct transfer *transfer)
{
    struct batch *batch = transfer->batch;

    curl.multi_remove_handle(batch->multi, transfer->easy);
    curl.easy_cleanup(transfer->easy);
    curl.slist_free_all(transfer->headers);
    fetch_receive_release(transfer);
    *transfer = (struct transfer){ 0 };
    batch->running_count--;
}

/* False if there is no memory for it. */
static bool dispatch(struct transfer *transfer)
{
    if (!transfer->easy || !transfer->hash)
        return false;
    XXH3_64bits_reset(transfer->hash);
    set_up(transfer);
    return !curl.multi_add_handle(transfer->batch->multi, transfer->easy);
}

static void begin(struct batch *batch, size_t index)
{
    struct transfer *transfer = batch->running;

    while (transfer->easy)
        transfer++;
    *transfer = (struct transfer){
        .fetch = &batch->list[index],
        .batch = batch,
        .arena = batch->arena,
        .host = batch->hosts[index],
        .easy = curl.easy_init(),
        .hash = XXH3_createState(),
        .moved_for_good = true,
    };
    batch->running_count++;
    transfer->fetch->outcome = FETCH_FAILED; /* until it has come */
    transfer->fetch->error = (struct error){ .status = STATUS_OK };
    if (!dispatch(transfer)) {
        error_set(&transfer->fetch->error, STATUS_IO, "no memory to fetch it");
        transfer_end(transfer);
    }
}

/* ---- what became of it ---- */

static void take_retry_after(struct transfer *transfer)
{
    curl_off_t seconds = 0;

    curl.easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &seconds);
    if (seconds > RETRY_AFTER_MOST)
        seconds = RETRY_AFTER_MOST;
    transfer->fetch->retry_after_seconds = seconds;
}

static void take_move(struct transfer *transfer)
{
    char *effective = NULL;
    long redirects = 0;

    curl.easy_getinfo(transfer->easy, CURLINFO_REDIRECT_COUNT, &redirects);
    curl.easy_getinfo(transfer->easy, CURLINFO_EFFECTIVE_URL, &effective);
    if (redirects && transfer->moved_for_good && effective)
        transfer->fetch->moved_to =
            fetch_address(SLICE(""), slice_of(effective), transfer->arena);
}

static bool is_conditional(const struct fetch *fetch)
{
    return fetch->etag.len || fetch->last_modified.len;
}

static void settle(struct transfer *transfer, CURLcode code)
{
    struct fetch *fetch = transfer->fetch;

    curl.easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &fetch->code);
    take_retry_after(transfer);
    if (code == CURLE_OPERATION_TIMEDOUT) {
        fetch_say_timeout(fetch, transfer->easy, transfer->batch->options);
    } else if (code) {
        fetch_say_failure(fetch, code, transfer->trouble);
    } else if (fetch->code == 304 && is_conditional(fetch)) {
        fetch->outcome = FETCH_UNCHANGED;
    } else if (fetch->code < 200 || fetch->code >= 300) {
        fetch_say_code(fetch);
    } else if (fetch_finish(transfer)) {
        fetch->outcome = FETCH_CAME;
        fetch->hash = XXH3_64bits_digest(transfer->hash);
        take_move(transfer);
    }
    if (fetch->outcome == FETCH_FAILED && transfer->file)
        remove(fetch->file);
}

/*
 * What an earlier answer left in a connection, as one that is longer than it
 * says, is no answer: once more then, over a new one.
 */
static bool ask_anew(struct transfer *transfer, CURLcode code)
{
    CURLM *multi = transfer->batch->multi;
    long connections = 0;

    curl.easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connections);
    if (connections || transfer->header_bytes ||
        (code != CURLE_UNSUPPORTED_PROTOCOL &&
         code != CURLE_WEIRD_SERVER_REPLY))
        return false;
    curl.multi_remove_handle(multi, transfer->easy);
    curl.easy_setopt(transfer->easy, CURLOPT_FRESH_CONNECT, 1L);
    curl.multi_add_handle(multi, transfer->easy);
    return true;
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

static const struct fetch_pause *find_pause(const struct fetch_session *session,
                                            struct slice host)
{
    for (size_t i = 0; i < session->pause_count; i++)
        if (slice_equal(session->pauses[i].host, host))
            return &session->pauses[i];
    return NULL;
}

/* A host that asks for peace has it, from all that was not asked yet. */
static void leave_in_peace(struct batch *batch, const struct transfer *transfer)
{
    const struct fetch *asked = transfer->fetch;
    struct fetch_session *session = batch->session;

    if (asked->code != 429 &&
        !(asked->code == 503 && asked->retry_after_seconds))
        return;
    if (find_pause(session, transfer->host))
        return;
    session->pauses =
        arena_grow(session->arena, session->pauses, &session->pause_capacity,
                   session->pause_count + 1, sizeof(*session->pauses));
    session->pauses[session->pause_count++] = (struct fetch_pause){
        .host = arena_copy(session->arena, transfer->host),
        .error = asked->error,
        .retry_after_seconds = asked->retry_after_seconds,
    };
}

static void begin_what_may(struct batch *batch)
{
    for (size_t i = 0; i < batch->count && batch->running_count < AT_ONCE;
         i++) {
        struct fetch *fetch = &batch->list[i];
        const struct fetch_pause *pause =
            find_pause(batch->session, batch->hosts[i]);

        if (fetch->outcome != FETCH_WAITING)
            continue;
        if (pause) {
            fetch->outcome = FETCH_POSTPONED;
            fetch->error = pause->error;
            fetch->retry_after_seconds = pause->retry_after_seconds;
        } else if (running_on(batch, batch->hosts[i]) < AT_ONCE_PER_HOST) {
            begin(batch, i);
        }
    }
}

/* Returns whether there was any. */
static bool take_finished(struct batch *batch)
{
    CURLMsg *message;
    bool any = false;
    int left;

    while ((message = curl.multi_info_read(batch->multi, &left))) {
        struct transfer *transfer;
        char *context = NULL;

        if (message->msg != CURLMSG_DONE)
            continue;
        curl.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &context);
        transfer = (void *)context;
        any = true;
        if (ask_anew(transfer, message->data.result))
            continue;
        settle(transfer, message->data.result);
        leave_in_peace(batch, transfer);
        transfer_end(transfer);
    }
    return any;
}

/* Waits only if nothing has finished: an answer may come within the call that
 * asks for it, and then there may be nothing left to wait for. */
static enum status run_batch(struct batch *batch, struct error *err)
{
    const struct fetch_options *options = batch->options;

    for (;;) {
        int running;

        begin_what_may(batch);
        if (batch->running_count == 0)
            return STATUS_OK;
        if (curl.multi_perform(batch->multi, &running) ||
            (!take_finished(batch) &&
             curl.multi_poll(batch->multi, NULL, 0, WAIT_MS, NULL)))
            return error_set(err, STATUS_IO, "the network cannot be used");
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
}

/* NULL if there is no memory for it. */
static CURLM *connections_of(struct fetch_session *session)
{
    if (session->connections)
        return session->connections;
    if (curl.global_init(CURL_GLOBAL_DEFAULT))
        return NULL;
    session->connections = curl.multi_init();
    if (!session->connections)
        curl.global_cleanup();
    return session->connections;
}

void fetch_session_end(struct fetch_session *session)
{
    if (!session->connections)
        return;
    curl.multi_cleanup(session->connections);
    curl.global_cleanup();
    session->connections = NULL;
}

enum status fetch_all(struct fetch *list, size_t count,
                      const struct fetch_options *options,
                      struct fetch_session *session, struct arena *arena,
                      struct error *err)
{
    struct batch batch = {
        .list = list,
        .hosts = arena_array(arena, count, sizeof(struct slice)),
        .count = count,
        .options = options,
        .session = session,
        .arena = arena,
    };
    enum status status;

    curl_load();
    batch.multi = connections_of(session);
    if (!batch.multi)
        return error_set(err, STATUS_IO, "the network cannot be used");
    for (size_t i = 0; i < count; i++)
        batch.hosts[i] = fetch_host(list[i].url, arena);
    status = run_batch(&batch, err);
    batch_release(&batch);
    return status;
}
