#!/usr/bin/env python3
"""Alters quotes in known ways and looks whether verify notices.

    tests/altered/altered.py QUOTH SAMPLES

Sentences of the samples are quoted in a draft: as they are, and with one thing
changed. Of each way to change them at least LEAST must get the right verdict,
and what nobody said must never pass.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile

LEAST = 0.98
ROUNDS = 40
SEED = 20240312

OTHER_WORDS = ("pelican", "marmalade", "quietly", "seventeen", "sideways",
               "lantern", "almost", "never")


def run(quoth, *arguments):
    done = subprocess.run([quoth, *arguments], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"quoth {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def read_segments(quoth):
    """All that is said in the archive, an episode after the other."""
    listing = run(quoth, "list", "episodes", "--format", "jsonl")
    for line in listing.splitlines():
        rows = run(quoth, "read", str(json.loads(line)["id"]),
                   "--format", "jsonl")
        segments = [json.loads(row) for row in rows.splitlines()]
        if len(segments) > 8:
            yield segments


def sentence(text):
    """The first sentence that is long enough and has no marks of its own."""
    for part in re.split(r"(?<=[.?!])\s+", text):
        if 9 <= len(part.split()) <= 40 and not re.search(
                r"[\[\]…“”\"<>*_`]|\.\.\.|--", part):
            return part
    return None


def inner(words):
    """The place of a word that is neither the first nor the last."""
    while True:
        place = random.randrange(1, len(words) - 2)
        if re.search(r"\w", words[place]) and len(
                {re.sub(r"\W", "", word).lower()
                 for word in words[place - 1:place + 2]}) == 3:
            return place


def change_word(text):
    words = text.split()
    words[inner(words)] = random.choice(OTHER_WORDS)
    return " ".join(words)


def drop_word(text):
    words = text.split()
    del words[inner(words)]
    return " ".join(words)


def swap_words(text):
    words = text.split()
    place = inner(words)
    words[place], words[place + 1] = words[place + 1], words[place]
    return " ".join(words)


def other_glyphs(text):
    return text.replace("'", "\N{MODIFIER LETTER APOSTROPHE}").replace(
        "’", "'").replace(",", " -").replace("-", "\N{EN DASH}")


def clock(milliseconds):
    seconds = milliseconds // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


def by_another(said, segments):
    """Who else speaks there, under a full name."""
    others = {s["speaker"] for s in segments
              if s["speaker"] and s["speaker"] != said["speaker"] and
              " " in s["speaker"] and
              not set(s["speaker"].split()) & set(said["speaker"].split())}
    return random.choice(sorted(others)) if others else None


def two_sentences(said, segments, mark):
    """Two sentences of one speaker with something between them."""
    place = segments.index(said)
    later = segments[place + 2:place + 4]
    first = sentence(said["text"])
    for segment in later:
        second = sentence(segment["text"])
        if first and second and segment["speaker"] == said["speaker"]:
            return f"“{first}{mark}{second}”"
    return None


def quoted(text, behind=""):
    return f"“{text}”{behind}" if text else None


def make(way, said, segments):
    """A line of a draft with that segment's sentence altered, or None."""
    text = sentence(said["text"])
    if way in ("stitched", "elided"):
        return two_sentences(said, segments,
                             " " if way == "stitched" else " […] ")
    if not text:
        return None
    if way in ("speaker", "right") and said["speaker"]:
        who = (by_another(said, segments) if way == "speaker"
               else said["speaker"])
        return quoted(text, f" says {who}") if who and " " in who else None
    if way in ("time", "in time") and said["start_ms"] is not None:
        shift = 120000 if way == "time" else 0
        return quoted(text, f" ({clock(said['start_ms'] + shift)})")
    if way in ALTERATIONS:
        return quoted(ALTERATIONS[way](text))
    return None


def invent(segments):
    """Words of the archive in an order in which nobody said them."""
    words = " ".join(s["text"] for s in segments).split()
    return quoted(re.sub(r"[^\w' ]", "", " ".join(random.sample(words, 14))))


ALTERATIONS = {
    "as it is": lambda text: text,
    "glyphs": other_glyphs,
    "case": str.upper,
    "changed": change_word,
    "dropped": drop_word,
    "swapped": swap_words,
}

EXPECTED = {
    "as it is": {"exact"},
    "glyphs": {"same words", "exact"},
    "case": {"same words"},
    "changed": {"edited"},
    "dropped": {"edited"},
    "swapped": {"edited"},
    "stitched": {"stitched"},
    "elided": {"elided"},
    "speaker": {"wrong speaker"},
    "right": {"exact"},
    "time": {"wrong time"},
    "in time": {"exact"},
    "invented": {"not found", "edited", "stitched"},
}


def make_draft(episodes):
    """The lines, and the way in which each was altered."""
    lines, ways = [], []
    for way in EXPECTED:
        made = tried = 0
        while made < ROUNDS and tried < ROUNDS * 60:
            tried += 1
            segments = random.choice(episodes)
            line = (invent(segments) if way == "invented" else
                    make(way, random.choice(segments[1:-4]), segments))
            if line:
                lines.append(line)
                ways.append(way)
                made += 1
    return lines, ways


def judge(items, ways):
    """Prints how many were judged right; whether they are enough."""
    good = True
    for way, expected in EXPECTED.items():
        mine = [item for item, w in zip(items, ways) if w == way]
        wrong = [item for item in mine if item["verdict"] not in expected]
        least = 1 if way == "invented" else LEAST
        share = 1 - len(wrong) / len(mine) if mine else 0
        print(f"{way:10} {len(mine):4} {share:7.1%}")
        for item in wrong[:2]:
            print(f"    {item['verdict']}: {item['text']}")
        good = good and share >= least
    return good


def main():
    quoth, samples = os.path.abspath(sys.argv[1]), sys.argv[2]
    random.seed(SEED)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QUOTH_DB"] = os.path.join(folder, "quoth.db")
        os.environ["HOME"] = folder
        run(quoth, "index", samples, "-q")
        lines, ways = make_draft(list(read_segments(quoth)))
        draft = os.path.join(folder, "draft.md")
        with open(draft, "w", encoding="utf-8") as file:
            file.write("\n\n".join(lines))
        report = json.loads(run(quoth, "verify", draft, "--format", "json"))
    items = [item for item in report["items"] if item["kind"] == "quote"]
    if len(items) != len(ways):
        sys.exit(f"{len(items)} quotes were read, not {len(ways)}")
    return 0 if judge(items, ways) else 1


if __name__ == "__main__":
    sys.exit(main())
