-- How much is searched, which every search has to know. One row, written with
-- whatever changes it.

CREATE TABLE total (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    segments INTEGER NOT NULL, -- of chosen transcripts of speech
    episodes INTEGER NOT NULL  -- all of them
);
INSERT INTO total SELECT 1, (SELECT ifnull(sum(segments), 0) FROM transcript
     WHERE kind = 'speech' AND chosen = 1), (SELECT count(*) FROM episode);
