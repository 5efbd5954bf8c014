"""``python -m tests.readers.fuzz --minutes 60 --seed N``: spoilt files of every format, given to
the readers for as long as one likes, each in a process with its time and memory bounded (Linux).

A find is anything but a whole transcript or a refusal with a cause: an error that no reader
foresaw, more than 10 seconds of computing, more than 400 MB. Every kind of find is shown once, its
bytes kept in ``--keep``. What is found becomes a test with bytes of our own.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import re
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random
from typing import NamedTuple

from liveable.core import worker
from liveable.core.transcript import Transcript
from liveable.errors import FileRefused
from liveable.readers import log, read, read_sheet
from tests.readers.facts import whole
from tests.readers.mutations import Seed, others, our_own, spoilt

SECONDS, MEGABYTES = 10.0, 400
_ALLOWED = 1_500_000_000  # bytes of address space
_UNFORESEEN = "damaged or unknown"  # what a refusal says that no reader meant
_START = "from tests.readers.fuzz import serve; serve()"


class Outcome(NamedTuple):
    """What came of a file: what was wrong, where in the code, and what it cost."""

    fault: str = ""
    seconds: float = 0.0
    megabytes: int = 0


def serve() -> None:
    """In a worker: read what is sent, both ways, and answer with the outcome."""
    resource.setrlimit(resource.RLIMIT_AS, (_ALLOWED, _ALLOWED))
    log.setLevel(logging.DEBUG)
    worker.serve(lambda seed, _: _outcome(seed))


def _outcome(seed: Seed) -> Outcome:
    Path("/proc/self/clear_refs").write_text("5")  # measure the most memory from here
    begun = time.process_time()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(begun + 2 * SECONDS) + 1, hard))
    told = _Told()
    log.addHandler(told)
    faults = []
    for act in (read, read_sheet):
        try:
            found = act(seed.data, seed.name)
            if isinstance(found, Transcript):
                whole(found)
        except FileRefused as refused:
            if "\n" in str(refused) or _UNFORESEEN in refused.cause:
                faults.append(f"{refused.cause} {told.where}")
        except BaseException as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            faults.append(f"{type(error).__name__} at {where.filename}:{where.lineno}")
    log.removeHandler(told)
    seconds = time.process_time() - begun
    status = Path("/proc/self/status").read_text()
    megabytes = int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) // 1024
    if seconds > SECONDS:
        faults.append(f"slow: {seed.name.rpartition('.')[2]}")
    if megabytes > MEGABYTES:
        faults.append(f"large: {seed.name.rpartition('.')[2]}")
    return Outcome(" | ".join(faults), seconds, megabytes)


class _Told(logging.Handler):
    """Keeps where the last error that was logged came from."""

    where = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Note the last place of the traceback, and the last of ours."""
        if record.exc_info and record.exc_info[2]:
            places = traceback.extract_tb(record.exc_info[2])
            ours = [place for place in places if "liveable" in place.filename]
            self.where = " < ".join(
                f"{Path(place.filename).name}:{place.lineno}" for place in (places[-1], ours[-1])
            )


def main(arguments: list[str]) -> int:
    """Spoil and read until the time is over; returns 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.readers.fuzz")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="folder for the bytes of what is found")
    asked = parser.parse_args(arguments)
    keep = asked.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    seeds = list(our_own())
    if shared := os.environ.get("LIVEABLE_SHARED"):
        seeds += [seed for name in ("bad", "dev") for seed in others(Path(shared, "corpus", name))]
    return 1 if _run(seeds, asked.seed, asked.minutes * 60, keep) else 0


def _run(seeds: list[Seed], first: int, seconds: float, keep: Path) -> int:
    found: dict[str, int] = {}
    slowest = largest = (0.0, "")
    begun, number, reader = time.monotonic(), first, worker.Worker(_START)
    while time.monotonic() - begun < seconds:
        seed = spoilt(seeds, Random(number))
        try:
            outcome: Outcome = reader.ask(seed)
        except (worker.Lost, worker.Failed) as error:
            kind = seed.name.rpartition(".")[2]
            outcome = Outcome(f"lost its reader: {kind} {str(error).rpartition(chr(10))[2]}")
            reader.end()
            reader = worker.Worker(_START)
        slowest = max(slowest, (outcome.seconds, f"{number} {seed.name}"))
        largest = max(largest, (float(outcome.megabytes), f"{number} {seed.name}"))
        if outcome.fault:
            if outcome.fault not in found:
                digest = hashlib.sha256(seed.data).hexdigest()[:8]
                (keep / f"{number} {digest} {seed.name}").write_bytes(seed.data)
                _say(f"FOUND in {number} ({seed.name}, {len(seed.data):,} bytes): {outcome}")
            found[outcome.fault] = found.get(outcome.fault, 0) + 1
        number += 1
        if (number - first) % 1000 == 0:
            _say(f"{number - first:,} files; slowest {slowest}; largest {largest}")
    reader.end()
    _say(f"{number - first:,} files in {seconds / 60:.0f} minutes, {len(found)} kinds of finds")
    _say(f"slowest {slowest[0]:.1f} s ({slowest[1]}); largest {largest[0]:.0f} MB ({largest[1]})")
    for fault, times in sorted(found.items(), key=lambda each: -each[1]):
        _say(f"{times:6} {fault}")
    return len(found)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
