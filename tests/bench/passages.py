#!/usr/bin/env python3
"""Search by `ORDER BY rank` over a row per 60 words, for comparison.

Loaded with the settings that make FTS5 fastest: an external content table,
8 KiB pages, one transaction without a journal, a large hash table, and all of
its index merged into one segment at the end.
"""

import argparse
import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from transcript import read_units, transcript_files

WORDS_PER_ROW = 60

SETTINGS = """
PRAGMA page_size = 8192;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -200000;
"""

SCHEMA = """
CREATE TABLE passage(id INTEGER PRIMARY KEY, episode TEXT, text TEXT);
CREATE VIRTUAL TABLE speech USING fts5(
    text, content = 'passage', content_rowid = 'id');
INSERT INTO speech(speech, rank) VALUES ('hashsize', 67108864);
INSERT INTO speech(speech, rank) VALUES ('automerge', 0);
"""

INDEX = """
INSERT INTO speech(speech) VALUES ('rebuild');
INSERT INTO speech(speech) VALUES ('optimize');
"""

# Ranked first and fetched after, so that only ten rows are read in full.
SEARCH = """
SELECT passage.episode, passage.text
FROM (SELECT rowid AS id, rank AS score FROM speech
      WHERE speech MATCH {match} ORDER BY rank LIMIT 10) AS best
CROSS JOIN passage USING (id)
ORDER BY best.score
"""


def rows(root: Path) -> Iterator[tuple[str, str]]:
    """Episode and text of each run of 60 words below `root`."""
    for path in transcript_files(root):
        episode = str(path.relative_to(root))
        words = " ".join(unit.text for unit in read_units(path)).split()
        for first in range(0, len(words), WORDS_PER_ROW):
            yield episode, " ".join(words[first : first + WORDS_PER_ROW])


def load(root: Path, database: Path) -> None:
    """Loads all transcripts below `root` into a new database."""
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(SETTINGS + SCHEMA)
        with connection:
            connection.executemany(
                "INSERT INTO passage(episode, text) VALUES (?, ?)", rows(root)
            )
        connection.executescript(INDEX)


def search_sql(match: str) -> str:
    """The search as one SQL statement, for the sqlite3 shell."""
    quoted = match.replace("'", "''")
    return SEARCH.format(match=f"'{quoted}'")


def search(connection: sqlite3.Connection, match: str) -> list[tuple[str, str]]:
    """The ten best rows."""
    return connection.execute(SEARCH.format(match="?"), (match,)).fetchall()


def print_latencies(database: Path, matches: list[str], runs: int) -> None:
    """Prints the median time of each search, in one process, warm."""
    with closing(sqlite3.connect(database)) as connection:
        for match in matches:
            times = []
            for _ in range(runs):
                start = time.perf_counter()
                search(connection, match)
                times.append(time.perf_counter() - start)
            hits = connection.execute(
                "SELECT count(*) FROM speech WHERE speech MATCH ?", (match,)
            ).fetchone()[0]
            print(f"{1000 * statistics.median(times):9.2f} ms {hits:9} rows  {match}")


def main() -> None:
    """Loads a folder, or searches what was loaded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    loading = commands.add_parser("load", help="load a folder")
    loading.add_argument("folder", type=Path)
    loading.add_argument("database", type=Path, help="must not exist yet")
    searching = commands.add_parser("search", help="print the ten best rows")
    searching.add_argument("database", type=Path)
    searching.add_argument("match", help="an FTS5 query")
    timing = commands.add_parser("time", help="time searches")
    timing.add_argument("database", type=Path)
    timing.add_argument("match", nargs="+", help="FTS5 queries")
    timing.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    if options.command == "load":
        if options.database.exists():
            parser.error(f"{options.database} exists")
        load(options.folder, options.database)
    elif options.command == "search":
        with closing(sqlite3.connect(options.database)) as connection:
            for row in search(connection, options.match):
                print(*row, sep="\t")
    else:
        print_latencies(options.database, options.match, options.runs)


if __name__ == "__main__":
    main()
