#include "vocabulary.h"

#include "base/limits.h"
#include "base/varint.h"
#include "sound.h"
#include "store_internal.h"

/* What stands before a word and its count: length, key. */
enum { HEAD_BYTES = 5 };

_Static_assert(LIMIT_TOKEN_BYTES <= UINT8_MAX, "a length is one byte");

static uint32_t read_u32(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;

    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
           (uint32_t)b[3] << 24;
}

static void write_u32(char *bytes, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (char)(value >> (8 * i) & 0xFF);
}

bool vocabulary_next(struct slice *rest, struct vocabulary_word *ret_word)
{
    const char *head = rest->ptr;
    struct varint_reader reader;
    size_t length;
    uint64_t count;

    if (rest->len < HEAD_BYTES)
        return false;
    length = (unsigned char)head[0];
    reader = (struct varint_reader){
        .at = (const unsigned char *)head + HEAD_BYTES,
        .end = (const unsigned char *)head + rest->len,
    };
    count = varint_take(&reader);
    /* No word is said so often: sums of counts must stay numbers. */
    if (reader.bad || count >> 48 ||
        (size_t)(reader.end - reader.at) < length)
        return false;
    *ret_word = (struct vocabulary_word){
        .term = { (const char *)reader.at, length },
        .count = (int64_t)count,
        .sound_key = read_u32(head + 1),
    };
    rest->ptr = ret_word->term.ptr + length;
    rest->len = (size_t)(reader.end - reader.at) - length;
    return true;
}

static void put_word(struct buf *out, const struct vocabulary_word *word)
{
    char head[HEAD_BYTES];

    if (word->count <= 0)
        return;
    head[0] = (char)word->term.len;
    write_u32(head + 1, word->sound_key);
    buf_append(out, head, sizeof(head));
    varint_put(out, (uint64_t)word->count);
    buf_slice(out, word->term);
}

static uint32_t key_of(struct slice term)
{
    struct sound sound;

    sound_of(term, &sound);
    return sound_key(&sound, 0, sound.count);
}

void vocabulary_merge(struct slice words,
                      const struct vocabulary_change *changes, size_t count,
                      struct buf *out)
{
    struct vocabulary_word old;
    bool has_old = vocabulary_next(&words, &old);

    for (size_t i = 0; i < count;) {
        struct vocabulary_word word = { .term = changes[i].term };

        for (; has_old && slice_compare(old.term, word.term) < 0;
             has_old = vocabulary_next(&words, &old))
            put_word(out, &old);
        if (has_old && slice_equal(old.term, word.term)) {
            word = old;
            has_old = vocabulary_next(&words, &old);
        } else {
            word.sound_key = key_of(word.term);
        }
        for (; i < count && slice_equal(changes[i].term, word.term); i++)
            word.count += changes[i].count;
        put_word(out, &word);
    }
    for (; has_old; has_old = vocabulary_next(&words, &old))
        put_word(out, &old);
}

/* Reads it straight into the arena: a column's value would be put together in
 * memory of SQLite's first, and there are megabytes of it. */
static enum status read_words(struct store *store, int64_t row,
                              struct arena *arena, struct slice *ret_words,
                              struct error *err)
{
    sqlite3_blob *blob = NULL;
    enum status status = STATUS_OK;
    int code = sqlite3_blob_open(store->db, "main", "vocabulary", "words", row,
                                 0, &blob);

    if (code == SQLITE_OK) {
        int size = sqlite3_blob_bytes(blob);
        char *words = arena_room(arena, (size_t)size);

        code = sqlite3_blob_read(blob, words, size, 0);
        *ret_words = (struct slice){ words, (size_t)size };
    }
    if (code != SQLITE_OK)
        status = store_error(store, err);
    sqlite3_blob_close(blob);
    return status;
}

enum status vocabulary_load(struct store *store, struct arena *arena,
                            struct slice *ret_words, struct error *err)
{
    sqlite3_stmt *get = store_statement(store, GET_VOCABULARY, err);
    int64_t row;
    enum status status;

    *ret_words = SLICE("");
    if (!get)
        return err->status;
    status = store_number(store, get, 0, &row, err);
    return status || !row ? status
                          : read_words(store, row, arena, ret_words, err);
}

enum status vocabulary_save(struct store *store, struct slice words,
                            struct error *err)
{
    sqlite3_stmt *put = store_statement(store, PUT_VOCABULARY, err);

    if (!put)
        return err->status;
    sqlite3_bind_blob64(put, 1, words.ptr ? words.ptr : "", words.len,
                        SQLITE_STATIC);
    return store_run(store, put, err);
}

static void take_term(sqlite3_stmt *row, struct arena *arena, void *ret_item)
{
    struct vocabulary_change *change = ret_item;

    *change = (struct vocabulary_change){ column_text(row, 0, arena),
                                          sqlite3_column_int64(row, 1) };
}

enum status vocabulary_rebuild(struct store *store, struct error *err)
{
    struct row_list terms; /* of struct vocabulary_change, in byte order */
    struct buf words = BUF_INIT;
    struct arena arena;
    enum status status;

    arena_init(&arena);
    status =
        store_rows(store, store_statement(store, EACH_TERM, err), take_term,
                   sizeof(struct vocabulary_change), &arena, &terms, err);
    if (!status) {
        vocabulary_merge(SLICE(""), terms.items, terms.count, &words);
        status = vocabulary_save(store, buf_view(&words), err);
    }
    buf_release(&words);
    arena_release(&arena);
    return status;
}
