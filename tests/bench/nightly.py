#!/usr/bin/env python3
"""What a night costs: an update with nothing new, and searches meanwhile.

    nightly.py --quoth build/release/query/quoth

Invents files and feeds, serves the feeds on the loopback, and prints how long
an update of all of them takes when nothing has changed, and how much longer
searches take while another update reads new transcripts.
"""

import argparse
import asyncio
import multiprocessing
import os
import random
import statistics
import subprocess
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

WORDS = (
    "harbour pilot tide lamp rope gauge ferry anchor night river water cold "
    "heron bridge the and of it was that we they said because people think"
).split()
CUE_MS = 5000
EPISODES_OF_A_FEED = 20
NICENESS = 10  # of the units in samples/nightly
QUERIES = ("heron", "night river", '"the ferry"', "pilot OR lamp", "gaug*")


def stamp(ms: int) -> str:
    """00:01:05.000"""
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}.000"


def transcript(name: str, cues: int) -> str:
    """Invented talk; the same name gives the same."""
    generator = random.Random(name)
    lines = ["WEBVTT\n"]
    for i in range(cues):
        text = " ".join(generator.choices(WORDS, k=14))
        start, end = stamp(i * CUE_MS), stamp((i + 1) * CUE_MS)
        lines.append(f"{start} --> {end}\n<v Ann>{text} {name}.\n")
    return "\n".join(lines)


def write_files(folder: Path, names: range, cues: int, word: str) -> None:
    """Transcripts, a hundred to a folder, each a show of its own."""
    for number in names:
        show = folder / f"show{number // 100}"
        show.mkdir(parents=True, exist_ok=True)
        name = f"{word}{number}"
        (show / f"{name}.vtt").write_text(transcript(name, cues))


def feed(number: int) -> bytes:
    """A feed with show notes."""
    items = "".join(
        f"<item><guid>feed-{number}-episode-{i}</guid>"
        f"<title>Episode {i}</title>"
        f"<description>{' '.join(WORDS)}</description></item>"
        for i in range(EPISODES_OF_A_FEED)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel>'
        f"<title>Feed {number}</title>{items}</channel></rss>"
    ).encode()


# ---- the server ----


# Requests that were answered with 304.
unchanged = multiprocessing.Value("q", 0)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Requests of one connection, kept open: 304 for whoever has a validator."""
    try:
        while request := await reader.readuntil(b"\r\n\r\n"):
            number = int(request.split(b" ", 2)[1].strip(b"/f"))
            tag = b'"%d"' % number
            if b"If-None-Match: " + tag in request:
                unchanged.value += 1
                writer.write(b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % tag)
                continue
            body = feed(number)
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
                b"ETag: %s\r\nContent-Length: %d\r\n\r\n" % (tag, len(body)) + body
            )
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def serve(pipe: Connection) -> None:
    """Tells its port, and goes on until the process is ended."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    pipe.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def start_server() -> tuple[multiprocessing.Process, int]:
    """A server in a process of its own, and its port."""
    ours, its = multiprocessing.Pipe()
    process = multiprocessing.Process(
        target=lambda: asyncio.run(serve(its)), daemon=True
    )
    process.start()
    return process, ours.recv()


# ---- what is measured ----


class Archive:
    """quoth, working on an archive of its own."""

    def __init__(self, quoth: str, folder: Path) -> None:
        self.quoth = quoth
        config = folder / "config.yaml"
        config.write_text("")
        self.environment = dict(
            os.environ,
            QUOTH_DB=str(folder / "quoth.db"),
            QUOTH_CONFIG=str(config),
            no_proxy="*",
        )

    def start(self, *arguments: str, niceness: int = 0) -> subprocess.Popen[bytes]:
        """Runs a command; what it prints is thrown away."""
        return subprocess.Popen(
            ["nice", f"-n{niceness}", self.quoth, *arguments],
            env=self.environment,
            stdout=subprocess.DEVNULL,
        )

    def seconds(self, *arguments: str) -> float:
        """How long a command takes."""
        begun = time.perf_counter()
        code = self.start(*arguments).wait()
        took = time.perf_counter() - begun
        if code not in (0, 1):
            raise SystemExit(f"quoth {' '.join(arguments)} ended with {code}")
        return took


def searches(archive: Archive, busy: subprocess.Popen[bytes] | None, most: int) -> list[float]:
    """Seconds of searches, one after the other, for as long as `busy` runs."""
    times: list[float] = []
    while len(times) < most and (busy is None or busy.poll() is None):
        times.append(archive.seconds("search", QUERIES[len(times) % len(QUERIES)]))
    return times


def p99(times: list[float]) -> float:
    """The 99th percentile, in milliseconds."""
    return statistics.quantiles(times, n=100)[98] * 1000


def measure_unchanged(archive: Archive, folder: Path, args: argparse.Namespace) -> None:
    """An update of files and feeds of which none has changed."""
    server, port = start_server()
    feeds = [f"http://127.0.0.1:{port}/f{i}" for i in range(args.feeds)]
    write_files(folder / "still", range(args.files), 4, "word")
    archive.seconds("index", "-q", str(folder / "still"), *feeds)
    both = [archive.seconds("update", "-q") for _ in range(args.runs)]
    files = [archive.seconds("update", "-q", "still") for _ in range(args.runs)]
    server.terminate()
    if unchanged.value != args.feeds * args.runs:
        raise SystemExit(f"the check itself: {unchanged.value} feeds were unchanged")
    print(
        f"nothing new: {args.files} files and {args.feeds} feeds in "
        f"{statistics.median(both):.2f} s (slowest {max(both):.2f}), "
        f"the files alone in {statistics.median(files):.2f} s"
    )


def measure_searches(archive: Archive, folder: Path, args: argparse.Namespace) -> None:
    """Searches while nothing happens, and while an update reads."""
    write_files(folder / "busy", range(100), 400, "old")
    archive.seconds("index", "-q", str(folder / "busy"))
    quiet: list[float] = []
    meanwhile: list[float] = []
    for turn in range(args.runs):
        quiet += searches(archive, None, args.searches)
        write_files(folder / "busy", range(args.new), 400, f"new{turn}x")
        update = archive.start(
            "update", "-q", f"--jobs={args.jobs}", "busy", niceness=NICENESS
        )
        meanwhile += searches(archive, update, args.searches)
        update.wait()
    print(
        f"searches: p99 {p99(quiet):.1f} ms of {len(quiet)} in quiet, "
        f"{p99(meanwhile):.1f} ms of {len(meanwhile)} during an update, "
        f"ratio {p99(meanwhile) / p99(quiet):.2f}; medians "
        f"{statistics.median(quiet) * 1000:.1f} and "
        f"{statistics.median(meanwhile) * 1000:.1f} ms"
    )


def main() -> None:
    """Measures both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quoth", default="build/release/query/quoth")
    parser.add_argument("--files", type=int, default=10000)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--new", type=int, default=600, help="transcripts that come")
    parser.add_argument("--jobs", type=int, default=0, help="of that update")
    parser.add_argument("--searches", type=int, default=400, help="in each turn")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    quoth = str(Path(args.quoth).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure_unchanged(Archive(quoth, folder), folder, args)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure_searches(Archive(quoth, folder), folder, args)


if __name__ == "__main__":
    main()
