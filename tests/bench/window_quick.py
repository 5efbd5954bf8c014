"""A letter in the popup that codes: from the key to the painted list, with a thousand codes."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from liveable.store.schema import Code
from tests.bench import corpora
from tests.bench.corpora import ANN, Writer
from tests.bench.timing import Row, timed


def quick_code(folder: Path) -> Iterator[Row]:
    """Letters typed one after another into quick-code, each painted before the next."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    from liveable.gui.quick_code import QuickCode
    from liveable.gui.theme import Theme
    from liveable.gui.work import Work

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme("light")
    app.setStyleSheet(theme.style_sheet())
    project = corpora.project(folder / "p.liveable", 1, 8_000, 500, 1)
    writer = Writer(3)
    names = sorted({" ".join(writer.turns(4)[0].split())[:40] for _ in range(1_000)})
    with project.operation("Many codes", ANN.uid) as session:
        session.add_all(
            Code(uid=f"code-{n}", position=n + 1, name=name, colour="#1b6491")
            for n, name in enumerate(names)
        )
    work = Work(project, ANN.uid, theme)
    window = QWidget()
    window.resize(1440, 900)
    text = QWidget(window)
    window.show()
    popup = QuickCode(work, text)

    def opened() -> None:
        popup.open_at(window.mapToGlobal(QPoint(300, 300)), 270, frozenset())
        app.processEvents()

    yield Row(f"quick-code opened, {len(names):,} codes", timed(opened), 0.1)
    times = []
    for word in ("they hav", "kind", "othe", "zzzz"):
        popup.chooser.field.clear()
        app.processEvents()
        for letter in word:
            start = time.perf_counter()
            QTest.keyClicks(popup.chooser.field, letter)
            app.processEvents()
            times.append(time.perf_counter() - start)
    yield Row("  a letter typed and painted, median", statistics.median(times), 0.016)
    yield Row("  the slowest of them", max(times), 0.016)
    popup.dismiss()
    work.close()
