-- When a transcript came, since 1970: kept when the same bytes are read again.

ALTER TABLE transcript ADD COLUMN added_ms INTEGER NOT NULL DEFAULT 0;
UPDATE transcript SET added_ms =
    (SELECT added_ms FROM episode WHERE episode.id = transcript.episode);

-- Queries that a person gave a name.

CREATE TABLE saved (
    name     TEXT PRIMARY KEY,
    query    TEXT NOT NULL,
    since_ms INTEGER NOT NULL
) WITHOUT ROWID;
