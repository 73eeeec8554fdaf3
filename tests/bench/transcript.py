"""The text of a transcript file, read the way a short script reads it.

What the usual way needs and no more: captions line by line, Whisper's JSON by
its segments, prose by its paragraphs. Rolling captions are undone with the
usual trick, a line that repeats the line before it is left out.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SUFFIXES = (".vtt", ".srt", ".json", ".md", ".txt")


class Unit(NamedTuple):
    """A cue, a segment or a paragraph: one row of the usual way."""

    start: str
    text: str


def transcript_files(root: Path) -> list[Path]:
    """All transcript files below `root`, in a fixed order."""
    return sorted(
        path
        for path in root.rglob("*")
        if path.suffix in SUFFIXES and path.stem != "README" and path.is_file()
    )


def read_units(path: Path) -> list[Unit]:
    """The rows of one file."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in (".vtt", ".srt"):
        return list(caption_units(text))
    if path.suffix == ".json":
        return whisper_units(text)
    return paragraph_units(text)


def caption_units(text: str) -> Iterator[Unit]:
    """Cues of a WebVTT or SRT text."""
    start = previous = ""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if "-->" in line:
            start = line.split("-->")[0].strip()
        elif start and line.strip():
            said = strip_tags(line).strip()
            if said and said != previous:
                lines.append(said)
                previous = said
        else:
            if lines:
                yield Unit(start, " ".join(lines))
            start, lines = "", []


def strip_tags(line: str) -> str:
    """The line without anything between < and >."""
    if "<" not in line:
        return line
    first, *others = line.split("<")
    return first + "".join(part.partition(">")[2] for part in others)


def whisper_units(text: str) -> list[Unit]:
    """Segments of Whisper's JSON."""
    return [
        Unit(str(segment["start"]), segment["text"].strip())
        for segment in json.loads(text)["segments"]
    ]


def paragraph_units(text: str) -> list[Unit]:
    """Paragraphs of a text or Markdown file, without its front matter."""
    if text.startswith("---\n"):
        text = text[4:].partition("\n---\n")[2]
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return [Unit("", paragraph) for paragraph in paragraphs if paragraph]
