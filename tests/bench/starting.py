"""The window as a whole process: until it is shown, and the memory it takes."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import corpora
from tests.bench.timing import Row

# The program itself, but for waiting: it says what it has once everything is painted, and ends.
_CHILD = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from liveable.gui import app

def shown():
    for _ in range(20):
        QApplication.processEvents()
    status = Path("/proc/self/status").read_text() if Path("/proc/self/status").exists() else ""
    resident = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")]
    loaded = [name for name in ("spacy", "matplotlib", "docx", "pdfminer") if name in sys.modules]
    print(json.dumps([resident[0] / 1024 if resident else 0, loaded]), flush=True)
    for window in QApplication.topLevelWidgets():
        window.close()
    return 0

QApplication.exec = staticmethod(shown)
sys.exit(app.run(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
"""


def starting(folder: Path) -> Iterator[Row]:
    """Process start to a painted window: the welcome page, and a big project in it."""
    welcome = _Start(folder, [])
    yield Row("process start to window shown", welcome.median(5), 1.0)
    yield Row("  memory then", welcome.megabytes, 150, "MB")
    path = folder / "big.liveable"
    corpora.project(path, 1_000, 8_000, 100_000).close()
    big = _Start(folder, [str(path)])
    yield Row("process start to a big project shown", big.median(3))
    yield Row("  memory then", big.megabytes, 300, "MB")


class _Start:
    """Starts the program over and over, and remembers what it said last."""

    def __init__(self, folder: Path, arguments: list[str]) -> None:
        self._arguments = arguments
        self._world = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "LIVEABLE_CONFIG": str(folder / "config"),
        }
        self.megabytes = 0.0

    def median(self, times: int) -> float:
        """The median of so many starts, in seconds."""
        return statistics.median(self._one() for _ in range(times))

    def _one(self) -> float:
        """One start, from outside: until the window says that it is painted."""
        start = time.perf_counter()
        command = [sys.executable, "-c", _CHILD, *self._arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=self._world) as child:
            assert child.stdout is not None
            said = child.stdout.readline()
            shown = time.perf_counter() - start
        self.megabytes, loaded = json.loads(said)
        if loaded:
            raise AssertionError(f"loaded before anybody asked: {loaded}")
        return shown
