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

static enum status apply(struct store *store, int64_t version,
                         struct error *err)
{
    char pragma[96];
    enum status status = store_exec(store, "BEGIN IMMEDIATE", err);

    if (status)
        return status;
    sqlite3_snprintf(sizeof(pragma), pragma,
                     "PRAGMA application_id=%d; PRAGMA user_version=%lld",
                     APPLICATION_ID, (long long)version + 1);
    status = store_exec(store, migrations[version], err);
    if (!status)
        status = store_exec(store, pragma, err);
    if (!status)
        status = store_exec(store, "COMMIT", err);
    if (status) {
        struct error ignored;

        store_exec(store, "ROLLBACK", &ignored);
    }
    return status;
}

/*
 * An index of other rules for words must not be added to: what it holds could
 * not be taken out of it again, word by word.
 */
static enum status check_tokenizer(struct store *store, struct error *err)
{
    int64_t version;
    char insert[64];
    enum status status = pragma_number(
        store, "SELECT max(version) FROM tokenizer", &version, err);

    if (status || version == TOKENIZER_VERSION)
        return status;
    if (version)
        return error_set(err, STATUS_STORE,
                         "%s was indexed by other rules for words (%lld, this "
                         "quoth has %d); put it aside and index its sources "
                         "anew",
                         store->path, (long long)version, TOKENIZER_VERSION);
    sqlite3_snprintf(sizeof(insert), insert,
                     "INSERT INTO tokenizer(version) VALUES(%d)",
                     TOKENIZER_VERSION);
    return store_exec(store, insert, err);
}

enum status store_migrate(struct store *store, struct error *err)
{
    int64_t version;
    enum status status = read_version(store, &version, err);
    bool old = !status && version < SCHEMA_VERSION;

    for (; !status && version < SCHEMA_VERSION; version++)
        status = apply(store, version, err);
    /* What SQL alone cannot make of the tables. */
    if (!status && old)
        status = vocabulary_rebuild(store, err);
    if (!status)
        status = check_tokenizer(store, err);
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
