-- Speakers are of one episode: "Speaker 1" is somebody else in each of them.

DROP VIEW passage;

CREATE TABLE speaker_of_episode (
    id       INTEGER PRIMARY KEY,
    episode  INTEGER NOT NULL,         -- 0: read before they were told apart
    name     TEXT NOT NULL,            -- as the transcripts write it
    personal INTEGER NOT NULL,         -- 0: Speaker 1, Host: a name of no one
    known_as TEXT,                     -- whose name that is; null = itself
    known_by TEXT,                     -- why: set, first name, spelling
    UNIQUE (episode, name)
);
INSERT INTO speaker_of_episode(id, episode, name, personal)
    SELECT id, 0, name, 1 FROM speaker;
DROP TABLE speaker;
ALTER TABLE speaker_of_episode RENAME TO speaker;
CREATE INDEX speaker_name ON speaker (name, known_as);
CREATE INDEX speaker_known_as ON speaker (known_as)
    WHERE known_as IS NOT NULL;

CREATE VIEW passage AS
    SELECT episode.id AS episode, show.name AS show, episode.title,
           ifnull(speaker.known_as, speaker.name) AS speaker,
           segment.start_ms, segment.end_ms, segment.text
      FROM segment
      JOIN transcript ON transcript.id = segment.id >> 24
      JOIN episode ON episode.id = transcript.episode
      JOIN show ON show.id = episode.show
      LEFT JOIN speaker ON speaker.id = segment.speaker
     WHERE transcript.chosen;
