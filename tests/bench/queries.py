"""The searches of the benchmark, their words picked from the corpus by frequency."""

import sqlite3
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

SAMPLED_ROWS = 20_000
RARE_HITS = 17
# Shares of all words; of 40 million they make 400,000, 150,000, 200,000, 160,000
# and 6,000.
COMMONEST, COMMON, CROWDED, PHRASE, TOPIC = 0.01, 0.00375, 0.005, 0.004, 0.00015


class Query(NamedTuple):
    """A search in both query languages."""

    name: str
    quoth: str
    fts5: str


class Expression(NamedTuple):
    """A regular expression."""

    name: str
    pattern: str


def pick_queries(database: Path) -> list[Query]:
    """The mix, picked from a database of passages.py."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, speech, row)"
        )
        total = connection.execute("SELECT sum(cnt) FROM vocabulary").fetchone()[0]
        words, phrases = sample(connection)
        counts = exact_counts(connection, words)
        rare = rare_word(connection)
    commonest = nearest(counts, COMMONEST * total, 2)
    common = nearest(counts, COMMON * total, 2)
    crowd = nearest(counts, CROWDED * total, 5)
    topics = nearest(counts, TOPIC * total, 2)
    share = PHRASE * words.total()
    phrase = min(phrases, key=lambda pair: (abs(phrases[pair] - share), pair))
    question = f"what do people think about the {topics[0]} and the {topics[1]}"
    crowded = f"what do you {crowd[0]} {common[0]} really know about their own work"
    stop_words = "the OR and OR of OR to OR a"
    lacking = "why do so many people think that they need more time"
    title = f"how to get better at {crowd[0]} with the {topics[0]}"
    return [
        Query("rare word", rare, rare),
        Query("topic", topics[0], topics[0]),
        Query("common word", common[0], common[0]),
        Query("the", "the", "the"),
        Query("prefix", "th*", "th*"),
        Query("topics ANDed", " AND ".join(topics), " AND ".join(topics)),
        Query("two ANDed", " AND ".join(common), " AND ".join(common)),
        Query("two commonest ANDed", " AND ".join(commonest), " AND ".join(commonest)),
        Query("phrase", f'"{phrase}"', f'"{phrase}"'),
        Query("five ORed", " OR ".join(crowd), " OR ".join(crowd)),
        Query("the commonest ORed", stop_words, stop_words),
        Query("title", title, " OR ".join(title.split())),
        Query("question", question, " OR ".join(question.split())),
        Query("common question", crowded, " OR ".join(crowded.split())),
        Query("lacking question", lacking, " OR ".join(lacking.split())),
    ]


def pick_expressions(database: Path) -> list[Expression]:
    """Regular expressions with words that the index helps with, and without."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, speech, row)"
        )
        total = connection.execute("SELECT sum(cnt) FROM vocabulary").fetchone()[0]
        counts = exact_counts(connection, sample(connection)[0])
    topic = nearest(counts, TOPIC * total, 1)[0]
    common = nearest(counts, COMMON * total, 2)
    return [
        Expression("a topic", rf"{topic}\w*"),
        Expression("common words", rf"{common[0]} (\w+) {common[1]}"),
        Expression("no word", r"[0-9]{3}-[0-9]{4}"),
    ]


def sample(connection: sqlite3.Connection) -> tuple[Counter[str], Counter[str]]:
    """Words and two-word phrases of rows from all over the table, with counts."""
    last = connection.execute("SELECT max(id) FROM passage").fetchone()[0]
    words: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    for number in range(1, last + 1, max(1, last // SAMPLED_ROWS)):
        row = connection.execute("SELECT text FROM passage WHERE id = ?", (number,))
        said = row.fetchone()[0].lower().split()
        words.update(word for word in said if word.isascii() and word.isalpha())
        phrases.update(
            f"{first} {second}"
            for first, second in pairwise(said)
            if first.isalpha() and second.isalpha() and "the" not in (first, second)
        )
    return words, phrases


def exact_counts(connection: sqlite3.Connection, words: Counter[str]) -> dict[str, int]:
    """How often the sampled words of five letters or more occur in all."""
    lookup = "SELECT cnt FROM vocabulary WHERE term = ?"
    counts = {}
    for word in words:
        found = connection.execute(lookup, (word,)).fetchone()
        if found and len(word) >= 5:
            counts[word] = found[0]
    return counts


def nearest(counts: dict[str, int], wanted: float, number: int) -> list[str]:
    """The words whose counts are nearest to `wanted`."""
    return sorted(counts, key=lambda word: (abs(counts[word] - wanted), word))[:number]


def rare_word(connection: sqlite3.Connection) -> str:
    """A word of six letters or more with about RARE_HITS hits."""
    found = connection.execute(
        "SELECT term FROM vocabulary "
        "WHERE length(term) > 5 AND term NOT GLOB '*[^a-z]*' "
        "ORDER BY abs(cnt - ?), term LIMIT 1",
        (RARE_HITS,),
    )
    return str(found.fetchone()[0])
