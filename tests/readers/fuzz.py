"""``python -m tests.readers.fuzz --minutes 60 --seed N``: spoilt files of every format, given to
the readers for as long as one likes, each in a process with its time and memory bounded (Linux).

A find is anything but a whole transcript or a refusal with a cause: an error that no reader
foresaw, more than 10 seconds of computing, more than 400 MB. Every kind of find is shown once, its
bytes kept in ``--keep``. What is found becomes a test with bytes of our own.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from liveable.core.worker import Failed, Lost
from tests.readers.measured import Asked, Reader
from tests.readers.mutations import Seed, others, our_own, spoilt

_ALLOWED = 1_500_000_000  # bytes of address space


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
    begun, number, reader = time.monotonic(), first, Reader(_ALLOWED)
    while time.monotonic() - begun < seconds:
        seed = spoilt(seeds, Random(number))
        for table in (False, True):
            fault = ""
            try:
                seen = reader.look(Asked(seed.name, seed.data, table))
                fault = seen.fault
                slowest = max(slowest, (seen.seconds, f"{number} {seed.name}"))
                largest = max(largest, (float(seen.megabytes), f"{number} {seed.name}"))
            except (Lost, Failed) as error:
                kind = seed.name.rpartition(".")[2]
                fault = f"lost its reader: {kind} {str(error).strip().rpartition(chr(10))[2]}"
                reader.end()
                reader = Reader(_ALLOWED)
            if fault:
                if fault not in found:
                    digest = hashlib.sha256(seed.data).hexdigest()[:8]
                    (keep / f"{number} {digest} {seed.name}").write_bytes(seed.data)
                    _say(f"FOUND in {number} ({seed.name}, {len(seed.data):,} bytes): {fault}")
                found[fault] = found.get(fault, 0) + 1
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
