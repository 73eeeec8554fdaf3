-- The rules by which the words in `speech` were told apart and folded: see
-- TOKENIZER_VERSION in schema/tokenizer.h. One row, which the program writes.

CREATE TABLE tokenizer (
    version INTEGER NOT NULL
);
