-- What a person told quoth. Never overwritten by reading files again.

CREATE TABLE source (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL,            -- folder, file
    path     TEXT NOT NULL UNIQUE,     -- absolute
    show     TEXT,                     -- the options it was indexed with
    lang     TEXT,
    format   TEXT,
    encoding TEXT,
    exclude  TEXT,                     -- globs, one a line
    remembered INTEGER NOT NULL,       -- 1: later runs visit it again
    added_ms INTEGER NOT NULL          -- since 1970, as all *_ms of a clock
);

CREATE TABLE correction (
    target TEXT NOT NULL,              -- episode:12, show:Field Notes
    key    TEXT NOT NULL,              -- title, date, number, …
    value  TEXT NOT NULL,
    at_ms  INTEGER NOT NULL,
    PRIMARY KEY (target, key)
) WITHOUT ROWID;

CREATE TABLE exclusion (
    path  TEXT PRIMARY KEY,            -- not to be indexed again
    at_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- What was read. All of it can be made again from the files and the above.

CREATE TABLE show (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE episode (
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- the 12 of 12@11:15
    show        INTEGER NOT NULL REFERENCES show,
    key         TEXT NOT NULL,         -- the strongest of its keys when it came
    number      TEXT,
    title       TEXT,
    date        TEXT,                  -- 2025-11-02, 2025-11 or 2025
    link        TEXT,
    media       TEXT,
    guid        TEXT,
    platform_id TEXT,
    description TEXT,
    duration_ms INTEGER,
    added_ms    INTEGER NOT NULL
);
CREATE INDEX episode_show ON episode (show);

-- All that an episode is recognised by: guid:…, youtube:…, link:…,
-- number:SHOW/N, title:SHOW/TITLE, stem:FOLDER/NAME.
CREATE TABLE episode_key (
    key     TEXT PRIMARY KEY,
    episode INTEGER NOT NULL REFERENCES episode
) WITHOUT ROWID;
CREATE INDEX episode_key_episode ON episode_key (episode);

-- Pairs that have a key in common and contradict each other otherwise.
CREATE TABLE doubt (
    episode INTEGER NOT NULL REFERENCES episode,
    other   INTEGER NOT NULL REFERENCES episode,
    key     TEXT NOT NULL,
    reason  TEXT NOT NULL,
    PRIMARY KEY (episode, other)
) WITHOUT ROWID;

CREATE TABLE person (
    episode INTEGER NOT NULL REFERENCES episode,
    place   INTEGER NOT NULL,          -- in the order given, from 0
    name    TEXT NOT NULL,
    role    TEXT,                      -- host, guest, speaker
    PRIMARY KEY (episode, place)
) WITHOUT ROWID;

CREATE TABLE speaker (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE transcript (
    id               INTEGER PRIMARY KEY AUTOINCREMENT, -- rowid of speech
    episode          INTEGER NOT NULL REFERENCES episode,
    kind             TEXT NOT NULL,    -- speech, chapters
    parent           INTEGER,          -- chapters: of which transcript
    chosen           INTEGER NOT NULL, -- 1: the one that is searched
    language         TEXT,
    language_guessed INTEGER NOT NULL,
    format           TEXT NOT NULL,
    encoding         TEXT NOT NULL,
    made_by          TEXT,             -- person, machine
    timing           TEXT NOT NULL,    -- word, cue, none
    grain_ms         INTEGER,          -- of its timed spans, on average
    content_hash     INTEGER NOT NULL, -- of the file's bytes
    stream_hash      INTEGER NOT NULL, -- of its tokens: see axis
    tokens           INTEGER NOT NULL,
    segments         INTEGER NOT NULL,
    text_bytes       INTEGER NOT NULL,
    duration_ms      INTEGER,          -- end of the last cue
    surely_close     INTEGER NOT NULL, -- spans up to so many tokens last <= 30 s
    maybe_close      INTEGER NOT NULL  -- longer ones never do
);
CREATE INDEX transcript_episode ON transcript (episode);
CREATE INDEX transcript_parent ON transcript (parent)
    WHERE parent IS NOT NULL;
CREATE INDEX transcript_hash ON transcript (content_hash);
-- What is counted at every search, without a look at the rows.
CREATE INDEX transcript_counts ON transcript (kind, chosen, segments);
CREATE INDEX transcript_unchosen ON transcript (id) WHERE chosen = 0;

-- Cue times, segment starts and speakers by token: see schema/axis.h.
CREATE TABLE axis (
    transcript INTEGER PRIMARY KEY REFERENCES transcript,
    track      BLOB NOT NULL
);

CREATE TABLE segment (
    id       INTEGER PRIMARY KEY,      -- transcript << 24 | first token
    speaker  INTEGER REFERENCES speaker,
    start_ms INTEGER,                  -- null without times
    end_ms   INTEGER,
    line     INTEGER,                  -- in the file
    text     TEXT NOT NULL
);

CREATE TABLE chapter (
    transcript INTEGER NOT NULL REFERENCES transcript,
    token      INTEGER NOT NULL,       -- where it begins
    place      INTEGER NOT NULL,       -- in order, from 0
    start_ms   INTEGER,
    end_ms     INTEGER,
    title      TEXT NOT NULL,
    PRIMARY KEY (transcript, place)
) WITHOUT ROWID;

CREATE TABLE location (
    id         INTEGER PRIMARY KEY,
    source     INTEGER NOT NULL REFERENCES source,
    path       TEXT NOT NULL UNIQUE,   -- absolute
    state      TEXT NOT NULL,          -- indexed, other, failed, vanished
    size       INTEGER NOT NULL,
    mtime_ns   INTEGER NOT NULL,
    transcript INTEGER REFERENCES transcript,
    reader     INTEGER NOT NULL        -- version of the code that read it
);
CREATE INDEX location_transcript ON location (transcript);
CREATE INDEX location_source ON location (source);

CREATE TABLE failure (
    location INTEGER PRIMARY KEY REFERENCES location,
    reason   TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    last_ms  INTEGER NOT NULL
);

CREATE TABLE run (
    id          INTEGER PRIMARY KEY,
    command     TEXT NOT NULL,
    started_ms  INTEGER NOT NULL,
    finished_ms INTEGER,
    checked     INTEGER,
    added       INTEGER,
    changed     INTEGER,
    moved       INTEGER,
    vanished    INTEGER,
    removed     INTEGER,
    unchanged   INTEGER,
    failed      INTEGER,
    still_failing INTEGER
);

-- The vocabulary: what a query's words are widened over.
CREATE TABLE term (
    term     TEXT NOT NULL,
    language TEXT NOT NULL,            -- '' when not known
    count    INTEGER NOT NULL,         -- occurrences in transcripts
    stem     TEXT,                     -- null where it is the term itself
    PRIMARY KEY (term, language)
) WITHOUT ROWID;
CREATE INDEX term_stem ON term (stem, language) WHERE stem IS NOT NULL;

CREATE TABLE language (
    tag TEXT PRIMARY KEY               -- primary tags of transcripts: en, de
) WITHOUT ROWID;

-- One row per transcript: the position of a word in it is the token axis.
-- Nothing else may mention this table: a browser without our tokenizer can
-- then still use all the others.
CREATE VIRTUAL TABLE speech USING fts5 (
    text, content = '', columnsize = 0, tokenize = 'quoth'
);

CREATE VIEW episode_list AS
    SELECT episode.id, show.name AS show, number, title, date, link,
           (SELECT group_concat(name, ', ') FROM person
             WHERE person.episode = episode.id) AS people
      FROM episode JOIN show ON show.id = episode.show;

CREATE VIEW passage AS
    SELECT episode.id AS episode, show.name AS show, episode.title,
           speaker.name AS speaker, segment.start_ms, segment.end_ms,
           segment.text
      FROM segment
      JOIN transcript ON transcript.id = segment.id >> 24
      JOIN episode ON episode.id = transcript.episode
      JOIN show ON show.id = episode.show
      LEFT JOIN speaker ON speaker.id = segment.speaker
     WHERE transcript.chosen;
