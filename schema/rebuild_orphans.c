/*
 * Rows that belong to others which are not there. Only what was made of files
 * is looked at: what a person said of an episode waits until it comes back.
 */
#include "rebuild_internal.h"

#include <inttypes.h>

/* Owners before what is theirs. Where there was a file, its location goes, too:
 * the next update meets it as a new one. */
static const struct {
    const char *what, *sql;
} orphans[] = {
    { "transcripts of episodes that are not there",
      "DELETE FROM transcript WHERE episode NOT IN (SELECT id FROM episode)" },
    { "titles and notes of transcripts that are not there",
      "DELETE FROM transcript WHERE parent IS NOT NULL"
      " AND parent NOT IN (SELECT id FROM transcript)" },
    { "segments of transcripts that are not there",
      "DELETE FROM segment"
      " WHERE id >> 24 NOT IN (SELECT id FROM transcript)" },
    { "time axes of transcripts that are not there",
      "DELETE FROM axis"
      " WHERE transcript NOT IN (SELECT id FROM transcript)" },
    { "chapters of transcripts that are not there",
      "DELETE FROM chapter"
      " WHERE transcript NOT IN (SELECT id FROM transcript)" },
    { "guessed chapters of transcripts that are not there",
      "DELETE FROM guessed_chapter"
      " WHERE transcript NOT IN (SELECT id FROM transcript)" },
    { "sections of notes that are not there",
      "DELETE FROM note_section"
      " WHERE transcript NOT IN (SELECT id FROM transcript)" },
    { "files whose transcript or source is not there",
      "DELETE FROM location WHERE source NOT IN (SELECT id FROM source)"
      " OR (transcript IS NOT NULL"
      "  AND transcript NOT IN (SELECT id FROM transcript))"
      " OR (state = 'indexed' AND transcript IS NULL)" },
    { "failures of files that are not there",
      "DELETE FROM failure WHERE location NOT IN (SELECT id FROM location)" },
    { "downloads of sources that are not there",
      "DELETE FROM remote WHERE source NOT IN (SELECT id FROM source)" },
    { "keys of episodes that are not there",
      "DELETE FROM episode_key WHERE episode NOT IN (SELECT id FROM episode)" },
    { "people of episodes that are not there",
      "DELETE FROM person WHERE episode NOT IN (SELECT id FROM episode)" },
    { "links of episodes that are not there",
      "DELETE FROM episode_link"
      " WHERE episode NOT IN (SELECT id FROM episode)" },
    { "doubts about episodes that are not there",
      "DELETE FROM doubt WHERE episode NOT IN (SELECT id FROM episode)"
      " OR other NOT IN (SELECT id FROM episode)" },
    { "speakers of episodes that are not there",
      "DELETE FROM speaker WHERE episode <> 0"
      " AND episode NOT IN (SELECT id FROM episode)" },
    { "references of segments to speakers that are not there",
      "UPDATE segment SET speaker = NULL WHERE speaker IS NOT NULL"
      " AND speaker NOT IN (SELECT id FROM speaker)" },
};

enum status rebuild_drop_orphans(struct rebuilding *rebuilding,
                                 struct error *err)
{
    sqlite3 *db = rebuilding->store->db;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sizeof(orphans) / sizeof(*orphans) && !status; i++) {
        status = store_exec(rebuilding->store, orphans[i].sql, err);
        if (!status && sqlite3_changes(db))
            rebuild_tell(rebuilding, "removed: %d %s", sqlite3_changes(db),
                         orphans[i].what);
    }
    return status;
}

enum status rebuild_choose(struct rebuilding *rebuilding, struct error *err)
{
    struct store *store = rebuilding->store;
    int64_t *episodes;
    size_t count;
    enum status status;

    arena_clear(&rebuilding->arena);
    status = store_ids(store, store_statement(store, WITHOUT_CHOSEN, err),
                       &rebuilding->arena, &episodes, &count, err);
    for (size_t i = 0; i < count && !status; i++) {
        status = store_choose_transcripts(store, episodes[i], err);
        if (!status)
            rebuild_tell(rebuilding, "episode %" PRId64 " is searched again",
                         episodes[i]);
    }
    return status;
}
