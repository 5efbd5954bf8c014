"""A plain text field that stands in for the document view where coding is tested alone."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from liveable.core.index import Lines
from liveable.core.query import Query
from liveable.core.spans import Span, trimmed
from liveable.core.stretches import Stretches
from liveable.gui.commands import Doers
from liveable.gui.work import Work
from liveable.store import queries, reading
from liveable.store.queries import CodingRow


class PlainView(QTextEdit):
    """The text of the document shown, by code points."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.body = ""
        self.stretches = Stretches(Lines(""))
        self.setReadOnly(True)
        work.document_shown.connect(self._show)

    def _show(self, document: str) -> None:
        opened = self._work.look(reading.opened, document)
        assert opened is not None
        self.body = opened.body
        self.stretches = Stretches(opened.lines, opened.turns)
        self.setPlainText(self.body)

    def select(self, span: Span) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._units(span.start))
        cursor.setPosition(self._units(span.stop), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def selection(self) -> Span | None:
        cursor = self.textCursor()
        span = Span(self._points(cursor.selectionStart()), self._points(cursor.selectionEnd()))
        return trimmed(span, self.body) if span.of(self.body).strip() else None

    def caret(self) -> int:
        return self._points(self.textCursor().position())

    def coding_here(self) -> CodingRow | None:
        rows = self._work.look(queries.codings, Query(documents=frozenset({self._work.document})))
        here = [row for row in rows if row.start <= self.caret() <= row.stop]
        chosen = [row for row in here if row.uid == self._work.coding]
        return min(chosen or here, key=lambda row: row.stop - row.start, default=None)

    def place_below(self, span: Span) -> QPoint:
        cursor = self.textCursor()
        cursor.setPosition(self._units(span.stop))
        return self.viewport().mapToGlobal(self.cursorRect(cursor).bottomLeft())

    def keys_at(self) -> QWidget:
        return self

    def doers(self) -> Doers:
        return {"find.sentence": self._sentence}

    def _sentence(self) -> None:
        start = self.body.rfind(".", 0, self.caret()) + 1
        self.select(trimmed(Span(start, self.body.index(".", self.caret()) + 1), self.body))

    def _units(self, points: int) -> int:
        return len(self.body[:points].encode("utf-16-le")) // 2

    def _points(self, units: int) -> int:
        return len(self.body.encode("utf-16-le")[: 2 * units].decode("utf-16-le"))
