-- Which item of a feed an address is of, so that one which is signed anew every
-- day is known again by its item and its path; and from where it came last, where
-- that is another address than the one it is kept under.

ALTER TABLE remote ADD COLUMN guid TEXT;  -- null: a feed, a page, or an item itself
ALTER TABLE remote ADD COLUMN asked TEXT; -- null: url

UPDATE remote SET guid = (SELECT episode.guid FROM location
     JOIN transcript ON transcript.id = location.transcript
     JOIN episode ON episode.id = transcript.episode
     WHERE location.path = remote.url)
 WHERE instr(url, '#') = 0
 AND NOT EXISTS (SELECT 1 FROM source WHERE source.path = remote.url);

-- Where feeds and pages were before they moved.
CREATE TABLE former_address (
    url    TEXT PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source
) WITHOUT ROWID;
CREATE INDEX former_address_source ON former_address (source);
