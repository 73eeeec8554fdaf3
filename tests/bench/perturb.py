"""More of a folder of real transcripts: copies that differ a little.

A copy keeps the layout of its original. 3% of its lower-case words are swapped
for other words of the same file, which keeps the frequencies, and a quarter of
the rare words get a new spelling, as recognisers do, so that the vocabulary
grows with the archive. Capitalised words stay, and with them speaker labels
and keywords of the formats. What would make a copy the same episode as its
original (its name, its title, its links) is changed.
"""

import random
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from transcript import read_units

RARE = 10
SWAPPED = 0.03

# A timing line in one piece, so that its settings stay, or a lower-case word.
PIECE = re.compile(r"(^.*-->.*$|(?<![\w<&/])[a-z][a-z']+)", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
IDENTITY = re.compile(
    r"^(?:video_id|youtube_url|media|link|url|guid):.*\n", re.MULTILINE
)
TITLE = re.compile(r"^(title: *['\"]?)(?=[^'\"|>\s])", re.MULTILINE)


class Copy(NamedTuple):
    """One file to write: the copy `letter` of `source`."""

    source: Path
    letter: str


def plan_copies(files: list[Path], words: int, seed: int) -> list[Copy]:
    """The copies that reach `words`; copy "a" is the original text."""
    counts = {
        path: sum(len(u.text.split()) for u in read_units(path)) for path in files
    }
    if not any(counts.values()):
        raise SystemExit("the folder holds no transcripts")
    plan: list[Copy] = []
    for number in range(26):
        order = list(files)
        random.Random(f"{seed}:{number}").shuffle(order)
        for path in order:
            if words <= 0:
                return plan
            plan.append(Copy(path, chr(ord("a") + number)))
            words -= counts[path]
    return plan


def count_words(files: Iterable[Path]) -> Counter[str]:
    """How often each word that may be changed occurs."""
    counts: Counter[str] = Counter()
    for path in files:
        counts.update(PIECE.findall(read_text(path)))
    return counts


def write_copies(
    copies: list[Copy], root: Path, target: Path, rare: list[str], seed: int
) -> None:
    """Writes the copies of files below `root` to `target`."""
    spellings = {
        letter: dict(respell(rare, letter))
        for letter in {copy.letter for copy in copies}
    }
    for copy in copies:
        text = read_text(copy.source)
        if copy.letter != "a":
            generator = random.Random(f"{seed}:{copy.letter}:{copy.source.name}")
            text = perturb(text, spellings[copy.letter], generator)
            text = change_identity(text, copy.letter)
        path = target / copy_name(copy.source.relative_to(root), copy.letter)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def read_text(path: Path) -> str:
    """The file's text; bytes that are not UTF-8 are replaced."""
    return path.read_text(encoding="utf-8", errors="replace")


def copy_name(relative: Path, letter: str) -> Path:
    """A name that makes it an episode of its own: a/b/c.vtt -> a-b-L/b-L-c.vtt."""
    folder = "-".join([*relative.parts[:-1], letter])
    parent = relative.parts[-2] if len(relative.parts) > 1 else "copy"
    return Path(folder, f"{parent}-{letter}-{relative.name}")


def respell(rare: list[str], letter: str) -> Iterator[tuple[str, str]]:
    """Pairs of a word and its spelling in this copy, for a quarter of `rare`."""
    for word in rare:
        draw = zlib.crc32(f"{letter}:{word}".encode())
        if draw % 4 == 0 and len(word) > 3:
            at = 1 + draw // 4 % (len(word) - 2)
            vowel = "aeiou"[draw // 64 % 5]
            yield word, word[:at] + vowel + word[at + 1 :]


def perturb(text: str, spelling: dict[str, str], generator: random.Random) -> str:
    """The text with rare words respelt and some words swapped."""
    front = FRONT_MATTER.match(text)
    body = front.end() if front else 0
    pieces = PIECE.split(text[body:])
    words = [spelling.get(word, word) for word in pieces[1::2]]
    for _ in range(round(len(words) * SWAPPED / 2)):
        one, other = generator.randrange(len(words)), generator.randrange(len(words))
        if "-->" not in words[one] and "-->" not in words[other]:
            words[one], words[other] = words[other], words[one]
    pieces[1::2] = words
    return text[:body] + "".join(pieces)


def change_identity(text: str, letter: str) -> str:
    """The text with front matter that names another episode."""
    front = FRONT_MATTER.match(text)
    if not front:
        return text
    changed = IDENTITY.sub("", front.group())
    changed = TITLE.sub(rf"\g<1>{letter.upper()} ", changed)
    return changed + text[front.end() :]
