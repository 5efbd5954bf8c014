"""The middle of a merge's review: one conflict, or one coding that moved with its text."""

from __future__ import annotations

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

from liveable.exchange.team.values import Conflict, Moved
from liveable.gui import merge_words as words
from liveable.gui.parts import Icon, Pouring, Sign, label
from liveable.gui.theme import CodeLook, Theme
from liveable.gui.version import Version
from liveable.gui.words import tr

_BESIDE = 520  # logical pixels: below, the two versions stand under each other
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
        self.body.addWidget(self.sentence)
        self.both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        theme.changed.connect(self._fit)

    def finish(self, *above: QWidget) -> None:
        """Put what stands over the two versions in its place, and them below."""
        for widget in above:
            self.body.addWidget(widget)
        self.body.addLayout(self.both)
        self.body.addWidget(self.legend)
        self.body.addStretch(1)
        self._fit()

    def show_head(self, sign: CodeLook | Icon, title: str, tag: str, sentence: str) -> None:
        """Show another head."""
        self.sign.set_sign(sign)
        _put(self.title, " ".join(title.split()))
        _put(self.tag, tag)
        _put(self.sentence, sentence)
        self.verticalScrollBar().setValue(0)

    def show_legend(self, new: bool, gone: bool) -> None:
        """Say how words are marked, where any are."""
        said = []
        if new:
            said.append(tr("Words that were added are underlined."))
        if gone:
            said.append(tr("Words that were taken out are struck through."))
        _put(self.legend, " ".join(said))

    def _fit(self) -> None:
        px = self.theme.px
        self.body.setContentsMargins(px(28), px(20), px(28), px(20))
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
    """What there was before either change, and what each side made of it."""

    def __init__(self, theme: Theme, me: str, since: str) -> None:
        super().__init__(theme, tr("What is to be decided"))
        self._me = me
        self._conflict: Conflict | None = None
        self._since = tr("agreed {when}", when=words.moment(since)) if since else ""
        self.before = Version(theme, tr("Before either change"))
        self.ours = Version(theme, tr("Yours"))
        self.theirs = Version(theme, tr("Theirs"))
        for version in (self.ours, self.theirs):
            self.both.addWidget(version, 1)
        self.finish(self.before)
        theme.changed.connect(self._show_sign)

    def show_conflict(self, conflict: Conflict) -> None:
        """Show another conflict."""
        self._conflict = conflict
        kind = words.kind_of(conflict)
        self.show_head(self._sign(conflict), conflict.what, kind, conflict.sentence)
        none = tr("Nothing")
        self.before.setVisible(conflict.base is not None)
        self.before.show_version(conflict.base, None, self._since, none)
        gone = tr("Deleted") if conflict.base is not None or "deleted" in conflict.kind else none
        against, mine = conflict.base, conflict.ours
        marked = []
        for version, text, side in (
            (self.ours, mine, conflict.our_side),
            (self.theirs, conflict.theirs, conflict.their_side),
        ):
            # Without a common beginning, the one on the right is set against the one on the left.
            other = against if against is not None or version is self.ours else mine
            marked += version.show_version(text, other, words.side(side, self._me), gone)
        self.show_legend(*(any(p.mark == m for p in marked) for m in ("new", "gone")))

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
        nothing = tr("Nothing is left of these words")
        self.then.show_version(moved.before, None, "", nothing)
        now = moved.after if moved.after.strip() else None
        marked = self.now.show_version(now, moved.before, "", nothing)
        self.show_legend(*(any(p.mark == m for p in marked) for m in ("new", "gone")))


def _put(line: QLabel, text: str) -> None:
    if line.text() != text:
        line.setText(text)
    line.setVisible(bool(text))
