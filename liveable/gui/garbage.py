"""Garbage is looked for on the main thread, and nowhere else.

Python looks for objects that only hold each other in whichever thread happens to ask for memory.
Parts of a window hold each other, and one that is destroyed beside the main thread may take the
whole program with it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 500  # ms


def sweep() -> None:
    """Look for garbage as Python would have done by now."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, most) in enumerate(counts) if count > most]
    if due:
        gc.collect(due[-1])


class Sweeper(QTimer):
    """Looks for garbage in place of Python, as long as it lives; made on the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self.timeout.connect(sweep)
        self.start(_EVERY)
