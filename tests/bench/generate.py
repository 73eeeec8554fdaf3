#!/usr/bin/env python3
"""Makes a corpus of transcripts: invented talk, or more of a real folder.

The same options give the same files.
"""

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from perturb import RARE, count_words, plan_copies, write_copies
from transcript import transcript_files
from vocabulary import Vocabulary, build_vocabulary

PROCESSES = 2
WORD_MS = 375
PAUSE_MS = 800
CUE_WORDS = 10
EPISODE_WORDS = 10_400
# Lengths are spread log-normally; this makes EPISODE_WORDS their mean.
LENGTH_SIGMA = 0.5
LENGTH_FACTOR = math.exp(-(LENGTH_SIGMA**2) / 2)
TOPIC_WORDS = 40
TOPIC_SHARE = 0.02
SPEAKERS = (
    "Dana Reyes", "Sam Okafor", "Mira Lindqvist", "Tom Achterberg", "Ines Duarte",
    "Kofi Mensah", "Yuki Arai", "Paul Brandt", "Leila Haddad", "Ruth Calloway",
)  # fmt: skip


class Turn(NamedTuple):
    """What one person says at a stretch, word by word."""

    speaker: str
    start_ms: int
    words: list[str]


class Episode(NamedTuple):
    """An invented conversation."""

    number: int
    title: str
    turns: list[Turn]


class Cue(NamedTuple):
    """A span of at most CUE_WORDS words."""

    start_ms: int
    words: list[str]

    @property
    def end_ms(self) -> int:
        """When the last word ends."""
        return self.start_ms + WORD_MS * len(self.words)


def make_episode(vocabulary: Vocabulary, number: int, seed: int) -> Episode:
    """Invents the episode of that number."""
    generator = random.Random(f"{seed}:{number}")
    scale = EPISODE_WORDS * LENGTH_FACTOR
    wanted = round(generator.lognormvariate(0, LENGTH_SIGMA) * scale)
    topics = generator.sample(vocabulary.tail, TOPIC_WORDS)
    speakers = generator.sample(SPEAKERS, 2)
    turns: list[Turn] = []
    start_ms = 1000
    while wanted > 0:
        words = make_turn(vocabulary, topics, generator)
        turns.append(Turn(speakers[len(turns) % 2], start_ms, words))
        start_ms += WORD_MS * len(words) + PAUSE_MS
        wanted -= len(words)
    return Episode(number, " ".join(topics[:4]).capitalize(), turns)


def make_turn(
    vocabulary: Vocabulary, topics: list[str], generator: random.Random
) -> list[str]:
    """Whole sentences, often one, sometimes twenty."""
    words: list[str] = []
    for _ in range(1 + int(generator.expovariate(0.25))):
        length = 1 + round(generator.lognormvariate(2.3, 0.7))
        units = generator.choices(
            vocabulary.units, cum_weights=vocabulary.cumulative, k=length
        )
        for at in range(length):
            if generator.random() < TOPIC_SHARE:
                units[at] = generator.choice(topics)
        words += punctuate(" ".join(units).split(), generator)
    return words


def punctuate(words: list[str], generator: random.Random) -> list[str]:
    """The words as a sentence, with a comma if it is long."""
    if len(words) > 12:
        words[generator.randrange(3, len(words) - 3)] += ","
    words[0] = words[0][0].upper() + words[0][1:]
    words[-1] += generator.choice(".....?")
    return words


def cues(episode: Episode) -> Iterator[Cue]:
    """The episode cut the way recognisers cut it."""
    for turn in episode.turns:
        for first in range(0, len(turn.words), CUE_WORDS):
            words = turn.words[first : first + CUE_WORDS]
            yield Cue(turn.start_ms + WORD_MS * first, words)


def clock(milliseconds: int, mark: str = ".") -> str:
    """01:02:03.456, or without the fraction if `mark` is empty."""
    seconds, fraction = divmod(milliseconds, 1000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}{mark}{fraction:03}" if mark else text


def write_vtt(episode: Episode) -> str:
    """WebVTT, a cue per ten words."""
    parts = ["WEBVTT\n"]
    for cue in cues(episode):
        times = f"{clock(cue.start_ms)} --> {clock(cue.end_ms)}"
        parts.append(f"{times}\n{' '.join(cue.words)}\n")
    return "\n".join(parts)


def write_rolling(episode: Episode) -> str:
    """WebVTT as live captions roll: two lines, the lower one word by word."""
    settings = "align:start position:0%"
    parts = ["WEBVTT\nKind: captions\nLanguage: en\n"]
    above = " "
    for cue in cues(episode):
        end_ms = cue.end_ms - 10
        times = f"{clock(cue.start_ms)} --> {clock(end_ms)}"
        rest = "".join(
            f"<{clock(cue.start_ms + WORD_MS * at)}><c> {word}</c>"
            for at, word in enumerate(cue.words[1:], start=1)
        )
        parts.append(f"{times} {settings}\n{above}\n{cue.words[0]}{rest}\n")
        above = " ".join(cue.words)
        times = f"{clock(end_ms)} --> {clock(cue.end_ms)}"
        parts.append(f"{times} {settings}\n{above}\n \n")
    return "\n".join(parts)


def write_srt(episode: Episode) -> str:
    """SubRip, a cue per ten words."""
    return "\n".join(
        f"{number}\n{clock(cue.start_ms, ',')} --> {clock(cue.end_ms, ',')}\n"
        f"{' '.join(cue.words)}\n"
        for number, cue in enumerate(cues(episode), start=1)
    )


def write_whisper(episode: Episode) -> str:
    """Whisper's JSON with word times, on one line."""
    segments = [
        {
            "id": number,
            "start": cue.start_ms / 1000,
            "end": cue.end_ms / 1000,
            "text": " " + " ".join(cue.words),
            "words": [
                {
                    "word": " " + word,
                    "start": (cue.start_ms + WORD_MS * at) / 1000,
                    "end": (cue.start_ms + WORD_MS * (at + 1)) / 1000,
                    "probability": 0.98,
                }
                for at, word in enumerate(cue.words)
            ],
        }
        for number, cue in enumerate(cues(episode))
    ]
    text = "".join(" " + " ".join(cue.words) for cue in cues(episode))
    return json.dumps({"text": text, "segments": segments, "language": "en"})


def write_stamped(episode: Episode) -> str:
    """Markdown with front matter and `Name (HH:MM:SS):` turns."""
    guest = episode.turns[-1].speaker
    parts = [f"---\nguest: {guest}\ntitle: {episode.title}\n---\n"]
    for turn in episode.turns:
        stamp = clock(turn.start_ms, "")
        parts.append(f"{turn.speaker} ({stamp}):\n{' '.join(turn.words)}\n")
    return "\n".join(parts)


def write_bold(episode: Episode) -> str:
    """Markdown with `**Name:**` turns and no times."""
    return "\n".join(
        f"**{turn.speaker}:** {' '.join(turn.words)}\n" for turn in episode.turns
    )


class Layout(NamedTuple):
    """A way to write an episode down."""

    suffix: str
    write: Callable[[Episode], str]


LAYOUTS = {
    "vtt": Layout(".vtt", write_vtt),
    "rolling": Layout(".vtt", write_rolling),
    "srt": Layout(".srt", write_srt),
    "whisper": Layout(".json", write_whisper),
    "stamped": Layout(".md", write_stamped),
    "bold": Layout(".md", write_bold),
}


def write_episodes(target: Path, layouts: list[str], numbers: range, seed: int) -> None:
    """Invents episodes and writes them, in each layout by turns."""
    vocabulary = build_vocabulary()
    for number in numbers:
        name = layouts[number % len(layouts)]
        episode = make_episode(vocabulary, number, seed)
        path = (
            target / f"{name}-talk" / f"{name}-talk-{number:05}{LAYOUTS[name].suffix}"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LAYOUTS[name].write(episode), encoding="utf-8")


def invent(target: Path, layouts: list[str], words: int, seed: int) -> None:
    """Writes about `words` words of invented episodes."""
    episodes = math.ceil(words / EPISODE_WORDS)
    with ProcessPoolExecutor(PROCESSES) as pool:
        step = math.ceil(episodes / PROCESSES)
        shares = [
            range(first, min(first + step, episodes))
            for first in range(0, episodes, step)
        ]
        jobs = [pool.submit(write_episodes, target, layouts, s, seed) for s in shares]
        for job in jobs:
            job.result()


def multiply(root: Path, target: Path, words: int, seed: int) -> None:
    """Writes copies of the transcripts below `root` until `words` are reached."""
    files = [path for path in transcript_files(root) if path.suffix != ".json"]
    plan = plan_copies(files, words, seed)
    with ProcessPoolExecutor(PROCESSES) as pool:
        parts = [files[first::PROCESSES] for first in range(PROCESSES)]
        counts = sum(pool.map(count_words, parts), Counter())
        rare = sorted(word for word, count in counts.items() if count <= RARE)
        shares = [plan[first::PROCESSES] for first in range(PROCESSES)]
        jobs = [pool.submit(write_copies, s, root, target, rare, seed) for s in shares]
        for job in jobs:
            job.result()


def layout_list(text: str) -> list[str]:
    """The layouts in a list separated by commas."""
    names = text.split(",")
    unknown = set(names) - set(LAYOUTS)
    if unknown:
        raise argparse.ArgumentTypeError(
            f"no such layout: {', '.join(sorted(unknown))}"
        )
    return names


def main() -> None:
    """Writes a corpus into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path, help="a folder that is new or empty")
    parser.add_argument("--from", dest="root", type=Path, help="multiply this folder")
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument(
        "--layouts", type=layout_list, default=list(LAYOUTS), help=",".join(LAYOUTS)
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.target.exists() and any(options.target.iterdir()):
        parser.error(f"{options.target} is not empty")
    if options.root:
        multiply(options.root, options.target, options.words, options.seed)
    else:
        invent(options.target, options.layouts, options.words, options.seed)


if __name__ == "__main__":
    main()
