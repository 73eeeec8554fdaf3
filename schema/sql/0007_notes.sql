-- Pages about episodes: their notes, where else an episode can be had, and what
-- about it is guessed.

-- Notes are a transcript of kind 'notes': alone, or with the file's chapters as
-- their parent. It is searched when notes are asked for, and only then.
ALTER TABLE transcript ADD COLUMN partial INTEGER NOT NULL DEFAULT 0; -- the
                                                 -- page shows a part of it
CREATE INDEX transcript_notes ON transcript (id) WHERE kind = 'notes';

CREATE TABLE note_section (
    transcript INTEGER NOT NULL REFERENCES transcript,
    token      INTEGER NOT NULL,       -- where it begins
    kind       TEXT NOT NULL,          -- notes, takeaway, sponsor
    heading    TEXT,
    PRIMARY KEY (transcript, token)
) WITHOUT ROWID;

CREATE TABLE episode_link (
    episode  INTEGER NOT NULL REFERENCES episode,
    platform TEXT NOT NULL,            -- youtube, apple, spotify, …
    url      TEXT NOT NULL,
    PRIMARY KEY (episode, platform)
) WITHOUT ROWID;

ALTER TABLE person ADD COLUMN guessed INTEGER NOT NULL DEFAULT 0;
