-- An episode's chapters may be in a file of their own, which goes before what
-- was guessed from a description. The table chapter holds those in effect.

ALTER TABLE transcript ADD COLUMN chapters_from TEXT; -- of speech: transcript,
                                                      -- description, file
UPDATE transcript SET chapters_from = 'transcript'
 WHERE id IN (SELECT transcript FROM chapter);

-- What a description lists, also while a file of chapters is in effect.
CREATE TABLE guessed_chapter (
    transcript INTEGER NOT NULL REFERENCES transcript,
    token      INTEGER NOT NULL,
    place      INTEGER NOT NULL,
    start_ms   INTEGER,
    end_ms     INTEGER,
    title      TEXT NOT NULL,
    PRIMARY KEY (transcript, place)
) WITHOUT ROWID;
