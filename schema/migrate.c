#include "store_internal.h"

#include "tokenizer.h"
#include "vocabulary.h"

static const char *const migrations[] = {
#include "migrations.inc"
};

enum { SCHEMA_VERSION = (int)(sizeof(migrations) / sizeof(*migrations)) };

/* "quot" as a big-endian number: PRAGMA application_id, see file(1). */
#define APPLICATION_ID 0x71756f74

static enum status pragma_number(struct store *store, const char *sql,
                                 int64_t *ret_value, struct error *err)
{
    sqlite3_stmt *statement;
    enum status status;

    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return store_error(store, err);
    status = store_number(store, statement, 0, ret_value, err);
    sqlite3_finalize(statement);
    return status;
}

static enum status read_version(struct store *store, int64_t *ret_version,
                                struct error *err)
{
    int64_t application, version;
    enum status status =
        pragma_number(store, "PRAGMA application_id", &application, err);

    if (!status)
        status = pragma_number(store, "PRAGMA user_version", &version, err);
    if (status)
        return status;
    if (version != 0 && application != APPLICATION_ID)
        return error_set(err, STATUS_STORE, "%s is not a quoth archive",
                         store->path);
    if (version > SCHEMA_VERSION)
        return error_set(err, STATUS_STORE,
                         "%s was written by a newer quoth (schema %lld, this "
                         "one knows %d)",
                         store->path, (long long)version, SCHEMA_VERSION);
    *ret_version = version;
    return STATUS_OK;
}

enum status store_tokenizer_version(struct store *store, int64_t *ret_version,
                                    struct error *err)
{
    enum status status = pragma_number(
        store, "SELECT max(version) FROM tokenizer", ret_version, err);

    if (!status && *ret_version == 0)
        *ret_version = TOKENIZER_VERSION;
    return status;
}

/* Notes the rules of this program, unless others are noted. */
static enum status note_tokenizer(struct store *store, struct error *err)
{
    char sql[128];

    sqlite3_snprintf(sizeof(sql), sql,
                     "INSERT INTO tokenizer(version) SELECT %d"
                     " WHERE NOT EXISTS (SELECT 1 FROM tokenizer)",
                     TOKENIZER_VERSION);
    return store_exec(store, sql, err);
}

enum status store_put_tokenizer_version(struct store *store, struct error *err)
{
    enum status status = store_exec(store, "DELETE FROM tokenizer", err);

    return status ? status : note_tokenizer(store, err);
}

enum status store_check_tokenizer(struct store *store, struct error *err)
{
    int64_t version;
    enum status status = store_tokenizer_version(store, &version, err);

    if (status || version == TOKENIZER_VERSION)
        return status;
    return error_set(
        err, STATUS_STORE,
        "%s was indexed by other rules for words (%lld, this quoth "
        "has %d): quoth reindex brings it up to date",
        store->path, (long long)version, TOKENIZER_VERSION);
}

static enum status note_schema(struct store *store, struct error *err)
{
    char pragma[96];

    sqlite3_snprintf(sizeof(pragma), pragma,
                     "PRAGMA application_id=%d; PRAGMA user_version=%d",
                     APPLICATION_ID, SCHEMA_VERSION);
    return store_exec(store, pragma, err);
}

/* From that version to ours, with what SQL alone cannot make of the tables. */
static enum status apply(struct store *store, int64_t version,
                         struct error *err)
{
    enum status status = STATUS_OK;

    for (; !status && version < SCHEMA_VERSION; version++)
        status = store_exec(store, migrations[version], err);
    if (!status)
        status = vocabulary_rebuild(store, err);
    if (!status)
        status = note_tokenizer(store, err);
    if (!status)
        status = note_schema(store, err);
    return status;
}

enum status store_migrate(struct store *store, struct error *err)
{
    int64_t version;
    enum status status = read_version(store, &version, err);
    struct error ignored;

    if (status || version == SCHEMA_VERSION)
        return status;
    status = store_write_begin(store, err);
    if (!status)
        status = apply(store, version, err);
    if (!status)
        status = store_exec(store, "COMMIT", err);
    if (status)
        store_exec(store, "ROLLBACK", &ignored);
    store->writing = false;
    return status;
}

enum status store_check_version(struct store *store, struct error *err)
{
    int64_t version;
    enum status status = read_version(store, &version, err);

    if (!status && version < SCHEMA_VERSION)
        return error_set(err, STATUS_STORE,
                         version ? "%s is of an older version; quoth index "
                                   "brings it up to date"
                                 : "%s holds no index yet",
                         store->path);
    return status;
}
