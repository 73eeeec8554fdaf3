#!/usr/bin/env python3
"""The usual way to make transcripts searchable, for comparison.

Python's sqlite3, an FTS5 table with its default tokenizer, one row per cue (or
per paragraph), default pragmas, a commit per file.
"""

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

from transcript import read_units, transcript_files

SCHEMA = """
CREATE VIRTUAL TABLE cue USING fts5(
    text, episode UNINDEXED, start UNINDEXED)
"""


def load(root: Path, database: Path) -> int:
    """Loads all transcripts below `root`; returns the number of rows."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(SCHEMA)
        for path in transcript_files(root):
            episode = str(path.relative_to(root))
            with connection:
                connection.executemany(
                    "INSERT INTO cue(text, episode, start) VALUES (?, ?, ?)",
                    [(unit.text, episode, unit.start) for unit in read_units(path)],
                )
        return int(connection.execute("SELECT count(*) FROM cue").fetchone()[0])


def main() -> None:
    """Loads a folder into a new database."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("database", type=Path, help="must not exist yet")
    options = parser.parse_args()
    if options.database.exists():
        parser.error(f"{options.database} exists")
    print(f"{load(options.folder, options.database)} rows")


if __name__ == "__main__":
    main()
