#include "fetch_internal.h"

#include "base/limits.h"
#include "fetch_say.h"

#include <errno.h>
#include <string.h>

enum {
    HEADER_BYTES = 256 << 10,
    HEAD_BYTES = 4096,          /* that tell what it is */
    GZIP_FIRST_BYTE = 0x1f,     /* no text begins with it */
    GZIP_WINDOW_BITS = 15 + 16, /* the largest, in gzip's frame */
};

/* ---- headers ---- */

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
        } else if (slice_starts_with_nocase(part, SLICE("no-cache")) ||
                   slice_starts_with_nocase(part, SLICE("no-store"))) {
            return 0;
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

size_t fetch_take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    struct fetch *fetch = transfer->fetch;
    struct arena *arena = transfer->arena;
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

/* ---- the body ---- */

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

static bool cannot_write(struct fetch *fetch)
{
    error_set(&fetch->error, STATUS_IO, "cannot write %s: %s", fetch->file,
              strerror(errno));
    return false;
}

static bool keep(struct transfer *transfer, const void *bytes, size_t len)
{
    struct fetch *fetch = transfer->fetch;
    size_t most = fetch->most_bytes ? fetch->most_bytes : LIMIT_DOWNLOAD_BYTES;

    fetch->size += (int64_t)len;
    if ((size_t)fetch->size > most) {
        error_set(&fetch->error, STATUS_LIMIT, "it is larger than %zu MB",
                  most >> 20);
        return false;
    }
    if (!transfer->looked) {
        buf_append(&transfer->head, bytes, len);
        if (transfer->head.len >= HEAD_BYTES && !look(transfer))
            return false;
    }
    if (!transfer->file)
        transfer->file = fopen(fetch->file, "wbe");
    if (!transfer->file || fwrite(bytes, 1, len, transfer->file) < len)
        return cannot_write(fetch);
    XXH3_64bits_update(transfer->hash, bytes, len);
    return true;
}

/*
 * Some hosts hand out feed.xml.gz as it is, without the header that would let
 * libcurl unpack it.
 */
static bool unpack(struct transfer *transfer, char *bytes, size_t len)
{
    z_stream *gzip = &transfer->gzip;
    unsigned char out[16384];

    gzip->next_in = (unsigned char *)bytes;
    gzip->avail_in = (unsigned)len;
    do {
        int code;

        /* A file may be several, one behind the other. */
        if (transfer->gzip_ended && gzip->avail_in)
            inflateReset(gzip);
        gzip->next_out = out;
        gzip->avail_out = sizeof(out);
        code = inflate(gzip, Z_NO_FLUSH);
        transfer->gzip_ended = code == Z_STREAM_END;
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
            error_set(&transfer->fetch->error, STATUS_IO, "%s",
                      fetch_compression_is_damaged);
            return false;
        }
        if (!keep(transfer, out, sizeof(out) - gzip->avail_out))
            return false;
    } while (gzip->avail_in || gzip->avail_out == 0);
    return true;
}

static bool begin_body(struct transfer *transfer, char first)
{
    transfer->began = true;
    if ((unsigned char)first != GZIP_FIRST_BYTE)
        return true;
    transfer->is_gzip = inflateInit2(&transfer->gzip, GZIP_WINDOW_BITS) == Z_OK;
    if (!transfer->is_gzip)
        error_set(&transfer->fetch->error, STATUS_IO, "no memory to unpack it");
    return transfer->is_gzip;
}

static bool answer_is_wanted(CURL *easy)
{
    long code = 0;

    curl.easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code);
    return code >= 200 && code < 300;
}

size_t fetch_take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t len = size * count;
    bool taken;

    if (len == 0 || !answer_is_wanted(transfer->easy))
        return len; /* the page of an error */
    if (!transfer->began && !begin_body(transfer, bytes[0]))
        return 0;
    taken = transfer->is_gzip ? unpack(transfer, bytes, len)
                              : keep(transfer, bytes, len);
    return taken ? len : 0;
}

/* ---- the end ---- */

/* Makes sure that what came is on disk, an empty file too. */
static bool finish_file(struct transfer *transfer)
{
    struct fetch *fetch = transfer->fetch;
    bool failed;

    if (!transfer->file)
        transfer->file = fopen(fetch->file, "wbe");
    failed = !transfer->file || fclose(transfer->file);
    transfer->file = NULL;
    return failed ? cannot_write(fetch) : true;
}

bool fetch_finish(struct transfer *transfer)
{
    if (transfer->is_gzip && !transfer->gzip_ended) {
        error_set(&transfer->fetch->error, STATUS_IO, "%s", fetch_broke_off);
        return false;
    }
    return look(transfer) && finish_file(transfer);
}

void fetch_receive_release(struct transfer *transfer)
{
    if (transfer->is_gzip)
        inflateEnd(&transfer->gzip);
    if (transfer->file)
        fclose(transfer->file);
    buf_release(&transfer->head);
    XXH3_freeState(transfer->hash);
}
