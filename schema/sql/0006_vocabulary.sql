-- The words of `term` in one piece, to be scanned: see schema/vocabulary.h. One
-- row, which the program makes when it brings an archive here.

CREATE TABLE vocabulary (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    words BLOB NOT NULL
);
