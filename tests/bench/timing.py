"""How times are taken, and the rows of the table they make."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table: seconds, or what ``unit`` says."""

    what: str
    figure: float
    most: float | None = None
    unit: str = "s"


Measure = Callable[[Path], Iterator[Row]]


def median(act: Callable[[], object], times: int) -> float:
    """The median of so many runs."""
    return statistics.median(timed(act) for _ in range(times))


def timed(act: Callable[[], object]) -> float:
    """How long an act takes, in seconds."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
