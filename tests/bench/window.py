"""The window's figures: a text opened, scrolled, coded and filtered, each until it is painted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count, cycle
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.ops import codings
from liveable.ops.coders import named
from liveable.store import queries
from liveable.store.project import Project
from tests.bench import corpora
from tests.bench.corpora import ANN
from tests.bench.timing import Row, median

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_APPLICATIONS: list[QApplication] = []  # one, alive as long as the process


def application() -> QApplication:
    """The one application of this process, off screen."""
    from PySide6.QtWidgets import QApplication

    if not _APPLICATIONS:
        _APPLICATIONS.append(QApplication([]))
    return _APPLICATIONS[0]


def painted(widget: QWidget, act: Callable[[], object]) -> Callable[[], None]:
    """Do an act and wait until what it changed is on screen."""

    def done() -> None:
        act()
        widget.repaint()  # what else was asked to be painted comes with it

    return done


def text_small(folder: Path) -> Iterator[Row]:
    """A document of 8,000 words with 200 codings."""
    yield from _text(folder, "8,000 words, 200 codings", 8_000, 200, (0.08, 0.016))


def text_large(folder: Path) -> Iterator[Row]:
    """A document of 100,000 words with 5,000 codings."""
    yield from _text(folder, "100,000 words, 5,000 codings", 100_000, 5_000, (0.25, 0.03))


def text_by_coder(folder: Path) -> Iterator[Row]:
    """The same by five coders, each with lanes of their own."""
    size = "100,000 words, 5,000 codings, 5 coders"
    yield from _text(folder, size, 100_000, 5_000, (0.25, 0.03), coders=5)


def _share(project: Project, many: int) -> None:
    """Make of one coder's codings those of several."""
    others = [named(project, f"Coder {n}", ANN) for n in range(1, many)]
    with project.operation("Share", ANN.uid) as session:
        for place, other in enumerate(others, 1):
            session.execute(_SHARED, {"other": other, "many": many, "place": place})


_SHARED = text("UPDATE coding SET coder = :other WHERE rowid % :many = :place")


def _text(
    folder: Path, size: str, words: int, coded: int, most: tuple[float, float], coders: int = 1
) -> Iterator[Row]:
    from liveable.gui.document_view import DocumentView
    from liveable.gui.theme import Theme
    from liveable.gui.work import Work

    app = application()
    theme = Theme("light")
    app.setStyleSheet(theme.style_sheet())
    project = corpora.project(folder / "p.liveable", 3, words, 3 * coded, 200)
    _share(project, coders)
    work = Work(project, ANN.uid, theme)
    view = DocumentView(work)
    view.show_by_coder(coders > 1)
    view.resize(1000, 900)
    view.show()
    app.processEvents()
    found = work.look(queries.documents)
    turn = cycle(document.uid for document in found)
    opening = painted(view, lambda: work.show_document(next(turn)))
    yield Row(f"open a document, {size}", median(opening, 9), most[0])
    codes = list(work.codes)
    bar = view.page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    app.processEvents()
    scrolled = painted(view.page.viewport(), lambda: bar.setValue(bar.value() + bar.pageStep()))
    yield Row(f"scroll a page, {size}", median(scrolled, 15), 0.016)
    start, here, made = count(view.page.top() + 200, 3), work.document, []

    def code() -> None:
        span = Span(next(start), view.page.top() + 700)
        made.append(codings.code_passage(project, here, span, codes[7], ANN.uid))

    yield Row(f"apply a code, painted, {size}", median(painted(view, code), 25), most[1])
    removing = painted(view, lambda: codings.uncode(project, [made.pop()], ANN.uid))
    yield Row(f"remove a code, painted, {size}", median(removing, 25), most[1])
    hidden = cycle([frozenset(codes[1:]), None])
    hiding = painted(view, lambda: view.hide_codes(next(hidden)))
    yield Row(f"hide a code, {size}", median(hiding, 10), 0.02)
    typed = cycle(["t", "th", "the", "they"])
    view.open_find()
    typing = painted(view, lambda: view.find_bar.line.setText(next(typed)))
    yield Row(f"find in the text, a letter, {size}", median(typing, 12), 0.05)
    read = median(lambda: work.look(queries.codings, Query(documents=frozenset({here}))), 3)
    yield Row(f"  for comparison: its codings as a list reads them, {size}", read)
    view.close()
    work.close()
