"""What is different between two texts, to be read: words put in are underlined, words taken out
struck through.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit

from liveable.core.hunks import Hunk, counts
from liveable.core.textdiff import Kind
from liveable.gui.theme import Theme
from liveable.gui.words import counted, tr

_MOST, _LONGEST = 400, 120_000  # hunks and characters that are shown at all
_STRETCH = 4_000  # characters of one stretch
_APART = "\u2009"  # what was taken out and what stands for it
_NEUTRAL = str.maketrans("\u2029\0\ufdd0\ufdd1\ufffc", "\u2028\ufffd\ufffd\ufffd\ufffd")


class DiffView(QTextEdit):
    """One hunk below the other, each under the number of its paragraph."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._hunks: Sequence[Hunk] = ()
        self._places: list[int] = []  # of the hunks, in UTF-16 units of what is shown
        self.setReadOnly(True)
        self.setProperty("passage", "1")
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(tr("What changes in the text"))
        theme.changed.connect(self._write)

    def show_hunks(self, found: Sequence[Hunk]) -> None:
        """Show these, and tell who cannot see them how much they are."""
        self._hunks = found
        self.setAccessibleDescription(told(found))
        self._write()

    def show_place(self, point: int) -> None:
        """Bring the hunk into sight in which a code point of the new text is, or the next one."""
        spans = [hunk.new for hunk in self._hunks[: len(self._places)]]
        near = next((n for n, span in enumerate(spans) if point <= span.stop), len(spans) - 1)
        if near >= 0:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._places[near])
            self.setTextCursor(cursor)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top() - self._theme.px(12))

    # --- written

    def _write(self) -> None:
        theme = self._theme
        self.clear()
        self.document().setDocumentMargin(theme.px(16))
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self._places, room = [], _LONGEST
        for hunk in self._hunks[:_MOST]:
            self._places.append(cursor.position())
            number = tr("Paragraph {number}", number=f"{hunk.paragraph:,}")
            self._line(cursor, number, first=not self._places[:-1])
            self._hunk(cursor, hunk)
            room -= sum(len(stretch.text) for stretch in hunk.stretches)
            if room < 0:
                break
        left = len(self._hunks) - len(self._places)
        if left:
            more = counted(left, "more place", "more places")
            self._line(cursor, tr("and {more}", more=more), first=False)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _line(self, cursor: QTextCursor, words: str, *, first: bool) -> None:
        """A head over what follows."""
        if not first:
            cursor.insertBlock()
        shape = QTextBlockFormat()
        shape.setTopMargin(self._theme.px(0 if first else 20))
        shape.setBottomMargin(self._theme.px(2))
        cursor.setBlockFormat(shape)
        form = QTextCharFormat()
        form.setFont(self._theme.font("small", bold=True))
        form.setForeground(self._theme["ink3"])
        cursor.insertText(words, form)

    def _hunk(self, cursor: QTextCursor, hunk: Hunk) -> None:
        shape = QTextBlockFormat()
        height = QTextBlockFormat.LineHeightTypes.FixedHeight
        shape.setLineHeight(self._theme.px(26), height.value)
        shape.setBottomMargin(self._theme.px(4))
        cursor.insertBlock(shape)
        forms = {kind: self._form(kind) for kind in ("same", "new", "gone")}
        before, after = hunk.cut
        if before:
            cursor.insertText("… ", forms["same"])
        for n, (kind, text) in enumerate(hunk.stretches):
            shown = text.translate(_NEUTRAL)
            if n == 0 and not before:
                shown = shown.lstrip("\n")
            if n == len(hunk.stretches) - 1 and not after:
                shown = shown.rstrip("\n") if kind == "same" else shown
            if len(shown) > _STRETCH:
                shown = f"{shown[:_STRETCH]} …"
            if kind == "new" and n and hunk.stretches[n - 1].kind == "gone":
                cursor.insertText(_APART, forms["same"])
            cursor.insertText(_visible(kind, shown), forms[kind])
        if after:
            cursor.insertText(" …", forms["same"])

    def _form(self, kind: str) -> QTextCharFormat:
        theme, form = self._theme, QTextCharFormat()
        form.setFont(theme.font("excerpt", reading=True))
        form.setForeground(theme["ink"])
        if kind == "new":
            form.setFontUnderline(True)
            form.setBackground(theme["select"])
        elif kind == "gone":
            form.setFontStrikeOut(True)
            form.setForeground(theme["ink3"])
        return form


def _visible(kind: Kind, text: str) -> str:
    """A stretch in which ends of lines that came or went, and blanks alone, can be seen."""
    if kind == "same":
        return text
    if not text.strip(" \u00a0\t\u202f"):
        return text.replace(" ", "␣").replace("\u00a0", "⍽").replace("\t", "⇥")
    return text.replace("\n", "↵" if kind == "gone" else "↵\n")


def told(found: Sequence[Hunk]) -> str:
    """How much is different, in words."""
    new, gone = counts(found)
    runs = (groupby(hunk.stretches, lambda stretch: stretch.kind == "same") for hunk in found)
    places = counted(sum(not same for each in runs for same, _ in each), "place", "places")
    added, removed = counted(new, "word", "words"), counted(gone, "word", "words")
    return tr("{places} changed: {added} put in, {removed} taken out",
              places=places, added=added, removed=removed)  # fmt: skip
