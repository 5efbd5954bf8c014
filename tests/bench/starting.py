"""The window as a whole process: until it is shown, and the memory it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import corpora
from tests.bench.measures import Row, median

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
    return 0

QApplication.exec = staticmethod(shown)
sys.exit(app.run(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
"""


def starting(folder: Path) -> Iterator[Row]:
    """Process start to a painted window: the welcome page, and a big project in it."""
    welcome = _Start(folder, [])
    yield Row("process start to window shown", median(welcome.run, 5), 1.0)
    yield Row("  memory then, in GB", welcome.megabytes / 1024, 0.15)
    path = folder / "big.liveable"
    corpora.project(path, 1_000, 8_000, 100_000).close()
    big = _Start(folder, [str(path)])
    yield Row("process start to a big project shown", median(big.run, 3))
    yield Row("  memory then, in GB", big.megabytes / 1024, 0.3)


class _Start:
    """Starts the program over and over, and remembers what it said last."""

    def __init__(self, folder: Path, arguments: list[str]) -> None:
        self._arguments = arguments
        self._world = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "LIVEABLE_CONFIG": str(folder / "config"),
        }
        self.megabytes = 0.0

    def run(self) -> None:
        """One start; its time is taken from outside."""
        command = [sys.executable, "-c", _CHILD, *self._arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=self._world) as child:
            assert child.stdout is not None
            self.megabytes, loaded = json.loads(child.stdout.readline())
            if loaded:
                raise AssertionError(f"loaded before anybody asked: {loaded}")
