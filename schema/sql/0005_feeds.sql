-- What came over the network: feeds, what a feed says of an episode, files.

CREATE TABLE remote (
    url     TEXT PRIMARY KEY,          -- of an item of a feed: FEED#GUID
    source  INTEGER NOT NULL REFERENCES source,
    hash    INTEGER,                   -- of what came last; null = nothing yet
    etag    TEXT,                      -- validators of that
    last_modified TEXT,
    reader  INTEGER NOT NULL,          -- version of the code that read it
    got_ms  INTEGER,                   -- when it last came as a whole
    next_ms INTEGER NOT NULL,          -- it is not asked for before
    tries   INTEGER NOT NULL           -- that failed, since it last came
) WITHOUT ROWID;
CREATE INDEX remote_source ON remote (source, tries);

-- How much of a feed is taken, where that was said.
ALTER TABLE source ADD COLUMN after TEXT;     -- --after: a date
ALTER TABLE source ADD COLUMN latest INTEGER; -- --latest: so many episodes
