"""The middle of a merge's review: one conflict, or one coding that moved with its text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from liveable.exchange.team.values import Conflict, Moved, Side
from liveable.gui import merge_words as words
from liveable.gui.parts import Icon, Pouring, Sign, label, say
from liveable.gui.theme import CodeLook, Theme
from liveable.gui.version import Version, Words, beginning, pieces
from liveable.gui.words import tr

_LONG_NAME = 60  # characters: beyond, a name is set smaller
_BESIDE = 520  # logical pixels: below, the two versions stand under each other
_STATES = ("deleted-but-edited", "deleted-but-used")  # what is told of the sides is no text
_ICONS: dict[str, Icon] = {  # of what a conflict is about, by its table
    "document": "interview",
    "memo": "memo",
    "folder": "folder",
    "case": "focus-group",
    "coder": "focus-group",
    "value": "survey",
    "attribute": "survey",
}


class _Page(QScrollArea):
    """What scrolls: a head with a sign, a title and a tag, a sentence, and versions below."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its room is always kept: nothing moves when more is found than fits.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setEnabled(most > 0))  # else unseen
        bar.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = Pouring()
        self.content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.content.setProperty("ground", "paper")
        self.setProperty("ground", "paper")
        self.setWidget(self.content)
        self.sign = Sign(theme, "ring", "ink2")
        self.title = label("", "title", wrap=True)
        self.title.setMinimumWidth(1)
        self.tag = label("", "tag")
        self.under = label("", "small", wrap=True)
        self.sentence = label("", "quiet", wrap=True)
        self.legend = label("", "small", wrap=True)
        self.body = QVBoxLayout(self.content)
        self.head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        named = QHBoxLayout()
        self._named = named
        self._beside = QVBoxLayout()  # at the height of the title's first line
        self._beside.addWidget(self.sign)
        self._beside.addStretch(1)
        named.addLayout(self._beside)
        named.addWidget(self.title, 1)
        self.head.addLayout(named, 1)
        self.head.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self.head)
        self.body.addWidget(self.under)
        self.body.addWidget(self.sentence)
        self.both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        theme.changed.connect(self._fit)

    def finish(self, above: Sequence[QWidget] = (), below: Sequence[QWidget] = ()) -> None:
        """Put what stands over the two versions in its place, and them and the rest below."""
        for widget in above:
            self.body.addWidget(widget)
        self.body.addLayout(self.both)
        for widget in (self.legend, *below):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        for words_ in self.content.findChildren(Words):
            words_.cursorPositionChanged.connect(self._follow)
        self._fit()

    def _follow(self) -> None:
        """Keep the caret of who reads a long version by keyboard in sight."""
        read = self.sender()
        if isinstance(read, Words) and read.hasFocus():
            at = read.viewport().mapTo(self.content, read.cursorRect().center())
            self.ensureVisible(at.x(), at.y(), 0, self.theme.px(40))

    def show_head(
        self, sign: CodeLook | Icon, title: str, tag: str, sentence: str, under: str = ""
    ) -> None:
        """Show another head."""
        self.sign.set_sign(sign)
        name = " ".join(title.split())
        part = "title" if len(name) <= _LONG_NAME else "reading"
        if part != self.title.property("t"):
            say(self.title, t=part)
        _put(self.title, name)
        _put(self.under, under)
        _put(self.tag, tag)
        _put(self.sentence, sentence)
        self.verticalScrollBar().setValue(0)

    def show_legend(self, *versions: Version, common: bool = True) -> None:
        """Say how words are marked, where any are; ``common``: against what was before both."""
        marks = {
            piece.mark for v in versions if v.words.isVisibleTo(self) for piece in v.words.found
        }
        said = []
        if "new" in marks and common:
            said.append(tr("Words that were added are underlined."))
        elif "new" in marks:
            said.append(tr("Words that yours does not have are underlined."))
        if "gone" in marks:
            said.append(tr("Words that were taken out are struck through."))
        _put(self.legend, " ".join(said))

    def _fit(self) -> None:
        px = self.theme.px
        self.body.setContentsMargins(px(28), px(20), px(16), px(20))
        self.body.setSpacing(px(12))
        self.head.setSpacing(px(6))
        self._named.setSpacing(px(10))
        line = QFontMetrics(self.theme.font("title", reading=True)).height()
        self._beside.setContentsMargins(0, max((line - px(16)) // 2, 0), 0, 0)
        self.both.setSpacing(px(16))
        room = self.viewport().width() >= px(_BESIDE)
        ways = QBoxLayout.Direction
        for box in (self.both, self.head):
            box.setDirection(ways.LeftToRight if room else ways.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class ConflictCard(_Page):
    """What there was before either change, what each side made of it, and what is ``below``."""

    def __init__(self, theme: Theme, me: str, since: str, *below: QWidget) -> None:
        super().__init__(theme, tr("What is to be decided"))
        self._me = me
        self._conflict: Conflict | None = None
        self._since = tr("agreed {when}", when=words.moment(since)) if since else ""
        self.before = Version(theme, tr("Before either change"))
        self.ours = Version(theme, tr("Yours"))
        self.theirs = Version(theme, tr("Theirs"))
        for version in (self.ours, self.theirs):
            self.both.addWidget(version, 1)
        self.finish([self.before], below)
        theme.changed.connect(self._show_sign)

    def show_conflict(self, conflict: Conflict) -> None:
        """Show another conflict."""
        self._conflict = conflict
        name, above = words.names(conflict)
        under = tr("under {codes}", codes=above) if above else ""
        kind = words.kind_of(conflict)
        self.show_head(self._sign(conflict), name, kind, conflict.sentence, under)
        self.before.setVisible(conflict.base is not None)
        self.before.show_pieces(
            beginning(conflict.base or "", conflict.ours, conflict.theirs), self._since
        )
        self._show_side(self.ours, conflict, conflict.ours, conflict.base, conflict.our_side)
        # Without a common beginning, the one on the right is set against the one on the left.
        against = conflict.ours if conflict.base is None else conflict.base
        self._show_side(self.theirs, conflict, conflict.theirs, against, conflict.their_side)
        self.show_legend(self.ours, self.theirs, common=conflict.base is not None)

    def _show_side(
        self,
        version: Version,
        conflict: Conflict,
        text: str | None,
        against: str | None,
        side: Side,
    ) -> None:
        who = words.side(side, self._me)
        if text is None or conflict.kind in _STATES:
            version.show_state(text or tr("Deleted"), who)
        else:
            version.show_pieces(pieces(against, text), who)

    def _sign(self, conflict: Conflict) -> CodeLook | Icon:
        if conflict.colour:
            return self.theme.code(conflict.colour)
        return _ICONS.get(conflict.tbl, "memo" if conflict.tbl == "memo_link" else "ring")

    def _show_sign(self) -> None:
        if self._conflict is not None:
            self.sign.set_sign(self._sign(self._conflict))


class MovedCard(_Page):
    """What a coding covered before its text was edited, and what it covers now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Moved with edited text"))
        self.then = Version(theme, tr("Before the edit"))
        self.now = Version(theme, tr("Now"))
        for version in (self.then, self.now):
            self.both.addWidget(version, 1)
        self.finish()

    def show_moved(self, moved: Moved, doubtful: bool) -> None:
        """Show another coding."""
        tag = tr("Other words") if doubtful else tr("Same words")
        said = (
            tr("The words under this coding by {coder} in ‘{document}’ were edited. Look whether "
               "the code still fits them; it can be changed in the text after the merge.")
            if doubtful
            else tr("The text of ‘{document}’ was edited elsewhere; this coding by {coder} still "
                    "covers the words it covered.")
        )  # fmt: skip
        who, where = moved.coder or tr("somebody"), " ".join(moved.document.split())
        self.show_head("alert" if doubtful else "done", moved.code, tag,
                       said.format(coder=who, document=where))  # fmt: skip
        self.then.show_pieces(pieces(None, moved.before))
        if moved.after.strip():
            self.now.show_pieces(pieces(moved.before, moved.after))
        else:
            self.now.show_state(tr("Nothing is left of these words"))
        self.show_legend(self.now)


def _put(line: QLabel, text: str) -> None:
    if line.text() != text:
        line.setText(text)
    line.setVisible(bool(text))
