"""``python -m tests.bench [NAME...]``: each measure in a process of its own, medians in a table."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.measures import MEASURES
from tests.bench.timing import Row


def main(arguments: list[str]) -> None:
    """Measure what is named, or everything."""
    if arguments[:1] == ["--inside"]:
        _inside(arguments[1])
        return
    print(f"{'':66} {'measured':>10} {'at most':>9}")
    for name in arguments or MEASURES:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench", "--inside", name],
            stdout=subprocess.PIPE,
            check=True,
        )
        rows, peak = json.loads(done.stdout)
        for row in map(Row._make, rows):
            most = "" if row.most is None else _said(row.most, row.unit)
            print(f"{row.what:66} {_said(row.figure, row.unit):>10} {most:>9}")
        print(f"{'  peak memory of this process and its workers':66} {peak:>7} MB")


def _inside(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = list(MEASURES[name](Path(folder)))
    peaks = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps([rows, max(peaks) // 1024]))


def _said(figure: float, unit: str) -> str:
    if unit != "s":
        return f"{figure:.0f} {unit}"
    return f"{figure:.2f} s" if figure >= 1 else f"{figure * 1000:.3g} ms"


if __name__ == "__main__":
    main(sys.argv[1:])
