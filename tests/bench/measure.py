"""Running commands as whole processes, in pairs, and comparing what they took."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

# ru_maxrss is in bytes on macOS, in KiB elsewhere.
MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024
# Keeps ratios finite where a process took no time that could be seen.
TINY = 1e-3


class Run(NamedTuple):
    """What one process took."""

    wall: float
    user: float
    system: float
    peak_bytes: float


class Field(NamedTuple):
    """A field of Run as it is printed."""

    attribute: str
    unit: str
    factor: float = 1


WALL = Field("wall", "s")
WALL_MS = Field("wall", "ms", 1e3)
USER = Field("user", "s")
SYSTEM = Field("system", "s")
PEAK = Field("peak_bytes", "MB", 1e-6)


class Figure(NamedTuple):
    """One line of the report: ours, what it is paired with, and the ratio."""

    section: str
    name: str
    unit: str
    ours: float
    paired: float
    ratio: float


Action = Callable[[], Run]
Pairs = list[tuple[Run, Run]]


def run_child(command: Sequence[str], accepted: Collection[int] = (0,)) -> Run:
    """Runs a command to its end, its output thrown away.

    The peak counts from the fork, so it is never below this process' own.
    """
    with tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in accepted:
            complaints.seek(0)
            said = complaints.read(2000).decode(errors="replace")
            raise SystemExit(f"{' '.join(command)}: exit {child.returncode}\n{said}")
    return Run(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * MAXRSS_BYTES)


def run_pairs(ours: Action, paired: Action, rounds: int) -> Pairs:
    """Runs both `rounds` times, by turns, each going first in every other round."""
    pairs: Pairs = []
    for number in range(rounds):
        if number % 2:
            second = paired()
            pairs.append((ours(), second))
        else:
            first = ours()
            pairs.append((first, paired()))
    return pairs


def median_run(runs: Iterable[Run]) -> Run:
    """The median of each figure."""
    return Run(*(statistics.median(values) for values in zip(*runs, strict=True)))


def compare(section: str, name: str, pairs: Pairs, field: Field) -> Figure:
    """Medians of one field, and of the pairs' ratios, paired over ours."""
    values = [
        tuple(getattr(run, field.attribute) * field.factor for run in pair)
        for pair in pairs
    ]
    ours, paired = (statistics.median(side) for side in zip(*values, strict=True))
    ratio = statistics.median(second / max(first, TINY) for first, second in values)
    return Figure(section, name, field.unit, ours, paired, ratio)
