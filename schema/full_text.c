#include "full_text.h"

#include "base/alloc.h"
#include "base/bisect.h"
#include "base/utf8.h"
#include "crowding.h"
#include "store_internal.h"
#include "tokenizer.h"

#include <stdlib.h>

enum {
    /* To look up a segment costs as much as to step over so many. */
    LOOK_UP_SEGMENTS = 4,
    SEGMENT_BLANKS = 32, /* in most */
};

/* A transcript while it is read. */
struct reading {
    struct full_text *full;
    struct store *store;
    int64_t transcript;
    enum full_text_joint joint;
    struct axis_segment *segments; /* all of the transcript */
    size_t count;
    struct slice *texts; /* parallel; NULL where not read yet */
    uint32_t crowding;   /* crowding.h */
};

void full_text_init(struct full_text *full)
{
    *full = (struct full_text){ .text = BUF_INIT };
    arena_init(&full->scratch);
    token_list_init(&full->tokens);
}

void full_text_release(struct full_text *full)
{
    buf_release(&full->text);
    free(full->segments);
    free(full->pieces);
    arena_release(&full->scratch);
    token_list_release(&full->tokens);
}

static void clear(struct full_text *full)
{
    buf_clear(&full->text);
    full->count = full->piece_count = 0;
    arena_clear(&full->scratch);
}

/* How the transcript is put together. */
static enum status load_joints(struct reading *reading, struct error *err)
{
    struct full_text *full = reading->full;
    sqlite3_stmt *get = store_statement_of(reading->store, GET_FULL_TEXT,
                                           reading->transcript, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    status = store_step(reading->store, get, &row, err);
    if (!status && !row)
        return error_set(err, STATUS_NOT_FOUND, "there is no transcript %lld",
                         (long long)reading->transcript);
    if (status)
        return status;
    full->stream_hash = (uint64_t)sqlite3_column_int64(get, 0);
    status = axis_unpack_joints(column_blob(get, 1), &full->scratch,
                                &reading->segments, &reading->count, err);
    reading->crowding = column_crowding(get, 2);
    sqlite3_reset(get);
    return status;
}

static enum status begin(struct reading *reading, struct error *err)
{
    clear(reading->full);
    return load_joints(reading, err);
}

/* Is there anything between a segment and the one before? */
static bool is_glued(const struct reading *reading, size_t segment)
{
    return reading->joint == FULL_TEXT_BLANKS && segment < reading->count &&
           reading->segments[segment].glued;
}

/* ---- putting the text together ---- */

static void begin_piece(struct full_text *full)
{
    uint32_t at = (uint32_t)full->text.len;

    full->pieces = mem_grow(full->pieces, &full->piece_capacity,
                            full->piece_count + 1, sizeof(*full->pieces));
    full->pieces[full->piece_count++] = (struct full_text_piece){ at, at };
}

/* Adds segment number `index` of the transcript to the last piece. */
static void add_segment(const struct reading *reading, size_t index,
                        bool is_first, uint32_t token, struct slice text)
{
    struct full_text *full = reading->full;
    struct full_text_piece *piece = &full->pieces[full->piece_count - 1];
    struct full_text_segment *segment;

    full->segments = mem_grow(full->segments, &full->capacity, full->count + 1,
                              sizeof(*full->segments));
    if (!is_first && !is_glued(reading, index))
        buf_char(&full->text, reading->joint == FULL_TEXT_LINES ? '\n' : ' ');
    segment = &full->segments[full->count++];
    segment->token = token;
    segment->from_byte = (uint32_t)full->text.len;
    buf_slice(&full->text, text);
    segment->to_byte = (uint32_t)full->text.len;
    piece->to_byte = segment->to_byte;
}

static enum status damaged(const struct reading *reading, struct error *err)
{
    return error_set(err, STATUS_STORE,
                     "the index is damaged (text of transcript %lld)",
                     (long long)reading->transcript);
}

static enum status check(const struct reading *reading, struct error *err)
{
    struct slice text = buf_view(&reading->full->text);

    return utf8_valid_prefix(text) < text.len ? damaged(reading, err)
                                              : STATUS_OK;
}

/* ---- all of it ---- */

static enum status load_all(struct reading *reading, struct error *err)
{
    sqlite3_stmt *get = store_statement_of(reading->store, SEGMENT_PLACES,
                                           reading->transcript, err);
    enum status status;
    bool row;

    if (!get)
        return err->status;
    begin_piece(reading->full);
    while (!(status = store_step(reading->store, get, &row, err)) && row)
        add_segment(reading, reading->full->count, reading->full->count == 0,
                    (uint32_t)sqlite3_column_int64(get, 0),
                    column_view(get, 1));
    return status ? status : check(reading, err);
}

enum status full_text_load(struct full_text *full, struct store *store,
                           int64_t transcript, enum full_text_joint joint,
                           struct error *err)
{
    struct reading reading = {
        .full = full, .store = store, .transcript = transcript, .joint = joint
    };
    enum status status = begin(&reading, err);

    return status ? status : load_all(&reading, err);
}

/* ---- what is near ---- */

static enum status read_segment(struct reading *reading, size_t segment,
                                struct error *err)
{
    int64_t id = reading->transcript << 24 | reading->segments[segment].token;
    sqlite3_stmt *get;
    enum status status;
    bool row;

    if (reading->texts[segment].ptr)
        return STATUS_OK;
    get = store_statement_of(reading->store, SEGMENT_TEXT, id, err);
    if (!get)
        return err->status;
    status = store_step(reading->store, get, &row, err);
    if (!status && row)
        reading->texts[segment] =
            arena_copy(&reading->full->scratch, column_view(get, 0));
    else if (!status)
        status = damaged(reading, err);
    sqlite3_reset(get);
    return status;
}

/*
 * Whether the character at `at` is white space. The Mongolian vowel separator,
 * which is for \s in a regular expression, but vanishes from words, neither
 * begins a chunk nor ends one.
 */
static bool is_space_at(struct slice text, size_t at, bool in_chunk,
                        size_t *ret_len)
{
    int32_t code = (unsigned char)text.ptr[at];

    *ret_len = 1;
    if (code >= 0x80)
        *ret_len = utf8_decode(slice_from(text, at), &code);
    return code == 0x180E ? !in_chunk : utf8_is_space(code);
}

/*
 * Steps over the first chunks of a text, which white space parts. Returns the
 * bytes up to the end of the last, and takes those that were there from *count.
 */
static size_t step_over_chunks(struct slice text, uint32_t *count)
{
    bool in_chunk = false;
    size_t at = 0, len;

    for (; at < text.len; at += len) {
        bool is_space = is_space_at(text, at, in_chunk, &len);

        if (is_space && in_chunk && --*count == 0)
            return at;
        in_chunk = !is_space;
    }
    *count -= in_chunk;
    return at;
}

/* The bytes before the last `count` chunks of a text; 0 if it has no more. */
static size_t before_last_chunks(struct slice text, uint32_t count)
{
    bool in_chunk = false;
    size_t at = text.len, behind, len;

    while (at > 0) {
        bool is_space;

        behind = at;
        do
            at--;
        while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
        is_space = is_space_at(text, at, in_chunk, &len);
        if (is_space && in_chunk && --count == 0)
            return behind;
        in_chunk = !is_space;
    }
    return 0;
}

/*
 * Goes from *segment over as many more as it takes to have so many chunks of
 * them that are not that of a word in it.
 */
static enum status reach_out(struct reading *reading, uint32_t chunks, int step,
                             size_t *segment, struct error *err)
{
    enum status status = STATUS_OK;

    while (!status && chunks > 0 &&
           *segment != (step < 0 ? 0 : reading->count - 1)) {
        size_t right = step < 0 ? *segment : *segment + 1;

        *segment = right - (step < 0);
        /* A chunk may go on from one segment to the next. */
        chunks += is_glued(reading, right);
        status = read_segment(reading, *segment, err);
        if (!status)
            step_over_chunks(reading->texts[*segment], &chunks);
    }
    return status;
}

static size_t count_tokens(struct reading *reading, struct slice text)
{
    struct token_list *tokens = &reading->full->tokens;

    token_list_clear(tokens);
    tokenize(tokens, text, 0);
    return tokens->count;
}

/* Whether a segment's first `chunks` chunks end before its token `index`. */
static bool has_before(struct reading *reading, size_t segment, size_t index,
                       uint32_t chunks)
{
    struct slice text = reading->texts[segment];
    size_t end = step_over_chunks(text, &chunks);

    return index >= count_tokens(reading, slice_range(text, 0, end));
}

/* Whether its last ones, if it is not the last segment, begin behind that. */
static bool has_behind(struct reading *reading, size_t segment, size_t index,
                       uint32_t chunks)
{
    const struct axis_segment *segments = reading->segments;
    struct slice text = reading->texts[segment];
    size_t from = before_last_chunks(text, chunks);

    return from > 0 && segments[segment].token + index +
                               count_tokens(reading, slice_from(text, from)) <
                           segments[segment + 1].token;
}

static void add_piece(struct reading *reading, size_t first, size_t last)
{
    begin_piece(reading->full);
    for (size_t i = first; i <= last; i++)
        add_segment(reading, i, i == first, reading->segments[i].token,
                    reading->texts[i]);
}

static size_t segment_of(const struct reading *reading, uint32_t token)
{
    return last_not_above(reading->segments, sizeof(*reading->segments),
                          offsetof(struct axis_segment, token), reading->count,
                          token);
}

/* The segments [*ret_first, *ret_last] that a token wants. */
static enum status reach_around(struct reading *reading,
                                const struct full_text_near *near,
                                uint32_t token, size_t *ret_first,
                                size_t *ret_last, struct error *err)
{
    size_t segment = segment_of(reading, token);
    size_t index = token - reading->segments[segment].token;
    uint32_t before = near->blanks_before + 1, behind = near->blanks_after + 1;
    enum status status = read_segment(reading, segment, err);

    *ret_first = *ret_last = segment;
    if (!status && segment > 0 && !has_before(reading, segment, index, before))
        status = reach_out(reading, before, -1, ret_first, err);
    if (!status && segment + 1 < reading->count &&
        !has_behind(reading, segment, index, behind))
        status = reach_out(reading, behind, 1, ret_last, err);
    return status;
}

static enum status load_pieces(struct reading *reading,
                               const struct full_text_near *near,
                               struct error *err)
{
    size_t first = 0, last = 0, next_first, next_last;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < near->count && !status; i++) {
        status = reach_around(reading, near, near->tokens[i], &next_first,
                              &next_last, err);
        if (status)
            break;
        if (i > 0 && next_first > last + 1)
            add_piece(reading, first, last);
        if (i == 0 || next_first > last + 1)
            first = next_first;
        last = i > 0 && last > next_last ? last : next_last;
    }
    if (!status && near->count)
        add_piece(reading, first, last);
    return status ? status : check(reading, err);
}

/* The wanted tokens that have one of the others within their span. */
static struct full_text_near leave_out_lonely(struct reading *reading,
                                              const struct full_text_near *near)
{
    int64_t span = crowding_span(reading->crowding, near->blanks_between);
    uint32_t *kept;
    struct full_text_near left = *near;
    size_t other = 0;

    if (!near->others || span == CROWDING_UNKNOWN)
        return left;
    kept = arena_array(&reading->full->scratch, near->count, sizeof(*kept));
    left.tokens = kept;
    left.count = 0;
    for (size_t i = 0; i < near->count; i++) {
        int64_t token = near->tokens[i];

        while (other < near->other_count && near->others[other] + span < token)
            other++;
        if (other < near->other_count && near->others[other] <= token + span)
            kept[left.count++] = near->tokens[i];
    }
    return left;
}

static bool is_all_cheaper(const struct reading *reading,
                           const struct full_text_near *near)
{
    size_t segments =
        1 + (near->blanks_before + near->blanks_after) / SEGMENT_BLANKS;

    return near->count * segments * LOOK_UP_SEGMENTS >= reading->count;
}

enum status full_text_load_near(struct full_text *full, struct store *store,
                                int64_t transcript, enum full_text_joint joint,
                                const struct full_text_near *near,
                                struct error *err)
{
    struct reading reading = {
        .full = full, .store = store, .transcript = transcript, .joint = joint
    };
    struct full_text_near left;
    enum status status = begin(&reading, err);

    if (status)
        return status;
    left = leave_out_lonely(&reading, near);
    if (is_all_cheaper(&reading, &left))
        return load_all(&reading, err);
    reading.texts =
        arena_array(&full->scratch, reading.count, sizeof(*reading.texts));
    return load_pieces(&reading, &left, err);
}

/* ---- segments ---- */

size_t full_text_segment_at(const struct full_text *full, size_t byte)
{
    return last_not_above(full->segments, sizeof(*full->segments),
                          offsetof(struct full_text_segment, from_byte),
                          full->count, (uint32_t)byte);
}

struct slice full_text_segment_text(const struct full_text *full,
                                    size_t segment)
{
    return slice_range(buf_view(&full->text), full->segments[segment].from_byte,
                       full->segments[segment].to_byte);
}
