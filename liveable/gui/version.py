"""One version of a text on a card: who made it and when, and what is different in it."""

from __future__ import annotations

from itertools import groupby
from typing import Literal, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from liveable.core.textdiff import changes, differences
from liveable.gui.parts import Elided, label
from liveable.gui.theme import Theme
from liveable.gui.words import tr

_AROUND = 160  # characters of what stayed the same that are shown beside a difference
_COMPARED = 20_000  # characters; longer texts are shown from their beginning
_LONGEST = 6_000  # characters of a version that are shown at all


Mark = Literal["same", "new", "gone"]


class Piece(NamedTuple):
    """A stretch of a version: the same as before, new in it, or gone from it."""

    mark: Mark
    text: str


def pieces(old: str | None, new: str) -> list[Piece]:
    """A version as it is shown beside the one before it (None: there is none to compare with).

    What is new is told apart; what is gone only where nothing is new. Of a long text the
    surroundings of its differences are shown.
    """
    if old is None or len(old) + len(new) > _COMPARED:
        return _within([Piece("same", new)])
    found = [
        piece for stretch in differences(old, new) for piece in _bare(stretch.kind, stretch.text)
    ]
    if any(piece.mark == "new" for piece in found):
        found = [piece for piece in found if piece.mark != "gone"]
    return _within(_shortened(_joined(found)))


def beginning(base: str, *made: str | None) -> list[Piece]:
    """What there was before either change; of a long text the surroundings of what was changed."""
    if len(base) <= 6 * _AROUND:
        return [Piece("same", base)]
    if sum(len(text or "") for text in (base, *made)) > _COMPARED:
        return _within([Piece("same", base)])
    found = sorted(
        change.old for text in made if text is not None for change in changes(base, text)
    )
    parts: list[Piece] = []
    done = 0
    for start, stop in found:
        if done < start:
            parts.append(Piece("same", base[done:start]))
        if done < stop:
            parts.append(Piece("gone", base[max(done, start) : stop]))
        done = max(done, stop)
    shown = _shortened([*parts, Piece("same", base[done:])])
    return _within([Piece("same", "".join(piece.text for piece in shown))])


def _bare(mark: Mark, text: str) -> list[Piece]:
    """A stretch, the spaces at its ends left out of what is marked."""
    words = text.strip(" ")
    if mark == "same" or not words:
        return [Piece(mark, text)]
    start = text.index(words)
    ends = (text[:start], text[start + len(words) :])
    around = [Piece("same" if mark == "new" else mark, end) for end in ends]
    return [piece for piece in (around[0], Piece(mark, words), around[1]) if piece.text]


def _joined(found: list[Piece]) -> list[Piece]:
    runs = groupby(found, lambda piece: piece.mark)
    return [Piece(mark, "".join(piece.text for piece in run)) for mark, run in runs]


def _shortened(found: list[Piece]) -> list[Piece]:
    if sum(len(piece.text) for piece in found) <= 6 * _AROUND:
        return found
    last = len(found) - 1
    shown = []
    for number, piece in enumerate(found):
        text = piece.text
        if piece.mark == "same" and last and len(text) > 2 * _AROUND + 40:
            head = "" if number == 0 else text[:_AROUND].rpartition(" ")[0]
            tail = "" if number == last else text[-_AROUND:].partition(" ")[2]
            text = f"{head} … {tail}"
        shown.append(Piece(piece.mark, text))
    return shown


def _within(found: list[Piece]) -> list[Piece]:
    room, shown = _LONGEST, []
    for piece in found:
        if len(piece.text) > room:
            shown.append(Piece(piece.mark, piece.text[:room] + " …"))
            break
        shown.append(piece)
        room -= len(piece.text)
    return shown


def _spoken(text: str) -> str:
    """Words without the signs around them, which would be read out one by one."""
    return " ".join(text.split()).strip(" .,;:!?–—-…()[]\"“”‘’'")


class Words(QTextEdit):
    """Words in the reading face, as tall as they are; what lies around them scrolls. ``apart``
    logical pixels lie between paragraphs.
    """

    def __init__(self, theme: Theme, name: str, apart: int = 0) -> None:
        super().__init__()
        self._theme, self._apart = theme, apart
        self.found: list[Piece] = []  # what is shown
        self.setReadOnly(True)
        self.setProperty("passage", "1")
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(name)
        self.document().setDocumentMargin(0)
        theme.changed.connect(self._write)

    def show_pieces(self, found: list[Piece]) -> None:
        """Show these, and tell who cannot see them what is marked."""
        self.found = found
        said = []
        for mark, words in (("new", tr("New: {words}")), ("gone", tr("Gone: {words}"))):
            marked = [_spoken(p.text) for p in found if p.mark == mark and _spoken(p.text)]
            if marked:
                said.append(words.format(words="; ".join(marked)))
        self.setAccessibleDescription(". ".join(said))
        self._write()

    def _write(self) -> None:
        theme = self._theme
        self.clear()
        cursor = QTextCursor(self.document())
        shape = QTextBlockFormat()
        shape.setLineHeight(self._line(), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        shape.setBottomMargin(theme.px(self._apart))
        cursor.setBlockFormat(shape)
        for piece in self.found:
            form = QTextCharFormat()
            form.setFont(theme.font("excerpt", reading=True))
            form.setForeground(theme["ink"])
            if piece.mark == "new":
                form.setFontUnderline(True)
                form.setBackground(theme["select"])
            elif piece.mark == "gone":
                form.setFontStrikeOut(True)
                form.setForeground(theme["ink3"])
            cursor.insertText(piece.text, form)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _line(self) -> int:
        return self._theme.px(26)

    def _fit(self) -> None:
        tall = max(round(self.document().size().height()), self._line()) + 4
        if tall != self.height() or tall != self.minimumHeight():
            self.setFixedHeight(tall)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # for what lies around


class Version(QWidget):
    """A card with a version on it, or with a word on why there is none. ``apart`` logical pixels
    lie between its paragraphs.
    """

    def __init__(self, theme: Theme, title: str, apart: int = 0) -> None:
        super().__init__()
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("box", "card")
        self.title = label(title, "strong")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.who = Elided("", "small")
        self.words = Words(theme, title, apart)
        self.nothing = label("", "quiet", wrap=True)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addWidget(self.title)
        self._head.addWidget(self.who)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._head)
        self._box.addWidget(self.words)
        self._box.addWidget(self.nothing)
        self._box.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    def call(self, title: str) -> None:
        """Give it another title."""
        self.title.setText(title)
        self.words.setAccessibleName(title)

    def show_pieces(self, found: list[Piece], who: str = "") -> None:
        """Show the words of a version, and who made it and when."""
        self._show_who(who)
        empty = not "".join(piece.text for piece in found).strip()
        self.words.show_pieces(found)
        self.words.setVisible(not empty)
        self.nothing.setText(tr("Empty"))
        self.nothing.setVisible(empty)

    def show_state(self, state: str, who: str = "") -> None:
        """Show what became of it, where that is no text."""
        self._show_who(who)
        self.words.hide()
        self.nothing.setText(state[:1].upper() + state[1:])
        self.nothing.show()

    def _show_who(self, who: str) -> None:
        self.who.set_text(who)
        self.setAccessibleName(", ".join(part for part in (self.title.text(), who) if part))
        self._fit_head()

    def _fit(self) -> None:
        px = self._theme.px
        self._box.setContentsMargins(px(18), px(12), px(18), px(12))
        self._box.setSpacing(px(6))
        self._fit_head()

    def _fit_head(self) -> None:
        """Put who made it below the title where there is no room for it beside that."""
        px = self._theme.px
        wide = self.title.sizeHint().width() + self.who.sizeHint().width() + px(8)
        room = wide <= self.width() - px(36)
        ways, sides = QBoxLayout.Direction, Qt.AlignmentFlag
        self._head.setDirection(ways.LeftToRight if room else ways.TopToBottom)
        self._head.setSpacing(px(8 if room else 2))
        self.who.setAlignment(sides.AlignRight if room else sides.AlignLeft)
        self.who.setVisible(room or bool(self.who.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()
