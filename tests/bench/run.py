#!/usr/bin/env python3
"""Measures quoth against the usual way, in pairs, and prints the ratios."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generate import LAYOUTS, invent
from measure import (
    PEAK,
    SYSTEM,
    USER,
    WALL,
    WALL_MS,
    Figure,
    Pairs,
    Run,
    compare,
    median_run,
    run_child,
    run_pairs,
)
from passages import search_sql
from queries import pick_expressions, pick_queries
from transcript import read_units, transcript_files

HERE = Path(__file__).resolve().parent
MB = 1e6
# Exit codes of quoth that are no fault: found, nothing found, some inputs failed.
SEARCHED = (0, 1)
INDEXED = (0, 3)
PARSE_SECONDS = 2.0
PARSE_WORDS = 240_000
# Below this a time net of process start is noise.
LEAST_MS = 0.1


@dataclass(frozen=True)
class Bench:
    """What is measured, and where."""

    quoth: Path
    parser: Path
    corpus: Path
    work: Path
    rounds: int
    runs: int

    @property
    def database(self) -> Path:
        """The database that quoth makes of the whole corpus."""
        return self.work / "quoth.db"

    @property
    def naive(self) -> Path:
        """The database of naive.py."""
        return self.work / "naive.db"

    @property
    def passages(self) -> Path:
        """The database of passages.py."""
        return self.work / "passages.db"

    def command(self, *arguments: object) -> list[str]:
        """A command line of quoth on its database."""
        return [str(self.quoth), "--db", str(self.database), *map(str, arguments)]

    def index(self, corpus: Path) -> Run:
        """Indexes a folder into a new database."""
        remove_database(self.database)
        return run_child(self.command("index", corpus), INDEXED)

    def index_naively(self) -> Run:
        """Loads the corpus the usual way into a new database."""
        remove_database(self.naive)
        return run_child(python("naive.py", self.corpus, self.naive))

    def need_index(self) -> None:
        """Makes quoth's database unless it is there."""
        if not self.database.exists():
            self.index(self.corpus)

    def need_naive(self) -> None:
        """Makes naive.py's database unless it is there."""
        if not self.naive.exists():
            self.index_naively()

    def need_passages(self) -> None:
        """Makes passages.py's database unless it is there."""
        if not self.passages.exists():
            run_child(python("passages.py", "load", self.corpus, self.passages))


def python(script: str, *arguments: object) -> list[str]:
    """A command line for a script of this folder."""
    return [sys.executable, str(HERE / script), *map(str, arguments)]


def database_files(database: Path) -> list[Path]:
    """The database with what SQLite keeps beside it."""
    names = (database.name + suffix for suffix in ("", "-wal", "-shm", "-journal"))
    return [path for path in map(database.with_name, names) if path.exists()]


def remove_database(database: Path) -> None:
    """Makes place for a new one."""
    for path in database_files(database):
        path.unlink()


def database_bytes(database: Path) -> int:
    """What the database takes on disk."""
    return sum(path.stat().st_size for path in database_files(database))


def measure_index(bench: Bench) -> list[Figure]:
    """From nothing to a committed file, against naive.py."""
    pairs = run_pairs(
        lambda: bench.index(bench.corpus), bench.index_naively, bench.rounds
    )
    size = sum(path.stat().st_size for path in transcript_files(bench.corpus)) / MB
    figures = [
        compare("index", name, pairs, field)
        for name, field in (
            ("wall", WALL),
            ("user", USER),
            ("system", SYSTEM),
            ("peak memory", PEAK),
        )
    ]
    wall = figures[0]
    speed = Figure(
        "index", "speed", "MB/s", size / wall.ours, size / wall.paired, wall.ratio
    )
    return [*figures, speed]


def shell_command(bench: Bench, match: str) -> list[str]:
    """The paired search as a whole process: sqlite3's shell, else Python."""
    shell = shutil.which("sqlite3")
    if shell:
        return [shell, "-readonly", str(bench.passages), search_sql(match)]
    return python("passages.py", "search", bench.passages, match)


def shell_start() -> list[str]:
    """A process of the paired search that does nothing."""
    shell = shutil.which("sqlite3")
    return [shell, ":memory:", ""] if shell else python("passages.py", "--help")


def run_warm(bench: Bench, ours: list[str], paired: list[str]) -> Pairs:
    """Runs both searches as often as asked, after a first pair for the caches."""
    return run_pairs(
        partial(run_child, ours, SEARCHED), partial(run_child, paired), bench.runs + 1
    )[1:]


def measure_search(bench: Bench) -> list[Figure]:
    """Whole searches, warm, against ORDER BY rank over a row per 60 words."""
    bench.need_index()
    bench.need_passages()
    starts = run_warm(bench, [str(bench.quoth), "search", "--help"], shell_start())
    floors = [median_run(runs).wall for runs in zip(*starts, strict=True)]
    figures = [compare("search", "process start", starts, WALL_MS)]
    for query in pick_queries(bench.passages):
        print(f"  {query.name}: {query.quoth}", file=sys.stderr)
        ours = bench.command("search", "--format", "jsonl", "-n", 10, query.quoth)
        paired = shell_command(bench, query.fts5)
        pairs = run_warm(bench, ours, paired)
        raw = compare("search", query.name, pairs, WALL_MS)
        ours_net, paired_net = (
            max(value - 1e3 * floor, LEAST_MS)
            for value, floor in zip((raw.ours, raw.paired), floors, strict=True)
        )
        ratio = paired_net / ours_net
        net = Figure("search", f"{query.name}, net", "ms", ours_net, paired_net, ratio)
        figures += [raw, net]
    return figures


def scan_command(bench: Bench, pattern: str) -> list[str]:
    """A scan of the raw files: ripgrep, else grep."""
    if shutil.which("rg"):
        return ["rg", "--no-ignore", "--count", "--regexp", pattern, str(bench.corpus)]
    return ["grep", "-rcP", pattern, str(bench.corpus)]


def measure_regex(bench: Bench) -> list[Figure]:
    """Regular expressions, warm, against a scan of the raw files."""
    bench.need_index()
    bench.need_passages()
    figures = []
    for expression in pick_expressions(bench.passages):
        print(f"  {expression.name}: {expression.pattern}", file=sys.stderr)
        ours = bench.command(
            "search", "--format", "jsonl", "-n", 10, f"/{expression.pattern}/"
        )
        scan = scan_command(bench, expression.pattern)
        pairs = run_pairs(
            partial(run_child, ours, SEARCHED),
            partial(run_child, scan, SEARCHED),
            bench.rounds + 1,
        )[1:]
        figures.append(compare("regex", expression.name, pairs, WALL_MS))
    return figures


def measure_rerun(bench: Bench) -> list[Figure]:
    """A second run over unchanged files, against the first and against find."""
    first = bench.index(bench.corpus)
    files = len(transcript_files(bench.corpus))
    start = median_run(
        run_child([str(bench.quoth), "version"]) for _ in range(bench.rounds)
    )
    look = ["find", str(bench.corpus), "-type", "f", "-size", "+0"]
    pairs = run_pairs(
        lambda: run_child(bench.command("index", bench.corpus), INDEXED),
        lambda: run_child(look),
        max(bench.rounds, 9),
    )
    again, found = (median_run(runs) for runs in zip(*pairs, strict=True))
    net = max(again.wall - start.wall, LEAST_MS / 1e3)
    micro = 1e6 / files
    return [
        Figure(
            "rerun", "first run", "ms", net * 1e3, first.wall * 1e3, first.wall / net
        ),
        Figure(
            "rerun",
            "find, per file",
            "us",
            net * micro,
            found.wall * micro,
            found.wall / net,
        ),
    ]


def measure_memory(bench: Bench) -> list[Figure]:
    """Peak memory of indexing every tenth file, and all of them."""
    with tempfile.TemporaryDirectory(dir=bench.work) as folder:
        for path in transcript_files(bench.corpus)[::10]:
            copy = Path(folder) / path.relative_to(bench.corpus)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        pairs = run_pairs(
            lambda: bench.index(bench.corpus),
            lambda: bench.index(Path(folder)),
            bench.rounds,
        )
    bench.index(bench.corpus)
    figure = compare("memory", "all, a tenth", pairs, PEAK)
    return [figure._replace(ratio=1 / figure.ratio)]


def text_bytes(bench: Bench) -> int:
    """Bytes of plain text: as quoth counts it, else as the usual way reads it."""
    stats = subprocess.run(
        bench.command("stats", "--format", "json"), capture_output=True, check=False
    )
    if stats.returncode == 0:
        return int(json.loads(stats.stdout)["rows"][0]["text_bytes"])
    return sum(
        len(unit.text.encode())
        for path in transcript_files(bench.corpus)
        for unit in read_units(path)
    )


def measure_size(bench: Bench) -> list[Figure]:
    """Databases over the plain text in them."""
    bench.need_index()
    bench.need_naive()
    bench.need_passages()
    text = text_bytes(bench)
    ours = database_bytes(bench.database) / text
    others = {"row per cue": bench.naive, "row per 60 words": bench.passages}
    return [
        Figure("size", name, "of the text", ours, size, size / ours)
        for name, size in (
            (name, database_bytes(database) / text) for name, database in others.items()
        )
    ]


def read_naively(files: list[Path]) -> float:
    """MB/s of the usual way's reader."""
    size = sum(path.stat().st_size for path in files)
    start = time.perf_counter()
    for path in files:
        read_units(path)
    return size / (time.perf_counter() - start) / MB


def measure_parse(bench: Bench) -> list[Figure]:
    """Bytes to tidy cues in memory, by layout, against the usual way's reader."""
    if not bench.parser.exists():
        print(f"  {bench.parser} is not built: skipped", file=sys.stderr)
        return []
    figures = []
    for layout in LAYOUTS:
        with tempfile.TemporaryDirectory(dir=bench.work) as folder:
            invent(Path(folder), [layout], PARSE_WORDS, seed=1)
            files = transcript_files(Path(folder))
            ours, paired = [], []
            for _ in range(bench.rounds):
                ours.append(parse_speed(bench, files))
                paired.append(read_naively(files))
        ratio = statistics.median(o / p for o, p in zip(ours, paired, strict=True))
        speeds = (statistics.median(ours), statistics.median(paired))
        figures.append(Figure("parse", layout, "MB/s", *speeds, ratio))
    return figures


def parse_speed(bench: Bench, files: list[Path]) -> float:
    """MB/s of quoth's reader of these files, which are of one format."""
    seconds = PARSE_SECONDS / bench.rounds
    command = [str(bench.parser), str(seconds), *map(str, files)]
    lines = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    formats = [line.split("\t") for line in lines.splitlines()]
    if len(formats) != 1 or int(formats[0][1]) != len(files):
        raise SystemExit(f"{files[0].name} and its like: read as\n{lines}")
    return float(formats[0][3])


# The sections that report memory come first, while this process is small.
SECTIONS: dict[str, tuple[str, Callable[[Bench], list[Figure]]]] = {
    "index": ("quoth index | Python, a row per cue, commit per file", measure_index),
    "rerun": ("second run, net of process start | what is named", measure_rerun),
    "memory": ("peak with all files | with a tenth; ratio: growth", measure_memory),
    "size": ("quoth's database | what is named", measure_size),
    "search": ("quoth search | ORDER BY rank, a row per 60 words", measure_search),
    "regex": ("quoth search /…/ | ripgrep or grep over the files", measure_regex),
    "parse": ("quoth's readers | Python's", measure_parse),
}


def print_section(title: str, figures: list[Figure]) -> None:
    """One table."""
    print(f"\n{title}")
    for figure in figures:
        print(
            f"  {figure.name:22} {figure.ours:12.2f} {figure.paired:12.2f} "
            f"{figure.unit:12} {figure.ratio:8.2f}x"
        )
    sys.stdout.flush()


def section_list(text: str) -> list[str]:
    """The sections in a list separated by commas."""
    names = text.split(",")
    unknown = set(names) - set(SECTIONS)
    if unknown:
        raise argparse.ArgumentTypeError(
            f"no such section: {', '.join(sorted(unknown))}"
        )
    return names


@contextmanager
def work_folder(keep: Path | None) -> Iterator[Path]:
    """The folder to keep, or one that goes away."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="quoth-bench-") as folder:
            yield Path(folder)


def parse_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quoth", type=Path, required=True, help="the program")
    parser.add_argument(
        "--parser", type=Path, help="bench_parse (default: of the same build)"
    )
    parser.add_argument("--corpus", type=Path, help="a folder (default: invented)")
    parser.add_argument("--words", type=int, default=40_000_000, help="to invent")
    parser.add_argument("--keep", type=Path, help="keep databases here, and reuse them")
    parser.add_argument(
        "--only", type=section_list, default=list(SECTIONS), help=",".join(SECTIONS)
    )
    parser.add_argument("--rounds", type=int, default=3, help="of what takes long")
    parser.add_argument("--runs", type=int, default=30, help="of each search")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    return parser.parse_args()


def isolate(work: Path) -> None:
    """Keeps the user's own settings and archive out of the measurement."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(work / "home")
    os.environ.pop("QUOTH_DB", None)


def main() -> None:
    """Measures the sections asked for."""
    options = parse_options()
    quoth = options.quoth.resolve()
    parser = options.parser or quoth.parent.parent / "tests" / "bench" / "bench_parse"
    with work_folder(options.keep) as work:
        isolate(work)
        corpus = (options.corpus or work / "corpus").resolve()
        if not options.corpus and not corpus.exists():
            invent(corpus, list(LAYOUTS), options.words, seed=1)
        bench = Bench(quoth, parser, corpus, work, options.rounds, options.runs)
        figures: list[Figure] = []
        for name, (title, measure) in SECTIONS.items():
            if name not in options.only:
                continue
            print(f"{name} …", file=sys.stderr)
            section = measure(bench)
            print_section(f"{name}: {title}", section)
            figures += section
    if options.json:
        rows = [figure._asdict() for figure in figures]
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
