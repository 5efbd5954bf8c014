"""What a merge would bring in as a whole: counts in plain words, whose they are, and notes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from liveable.exchange.team.values import MergePlan
from liveable.gui import merge_words as words
from liveable.gui.parts import L, Pouring, Sign, clear, column, label
from liveable.gui.theme import Theme
from liveable.gui.words import counted, tr

_NOTES = 100  # shown; the report has all
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Summary(QScrollArea):
    """The middle: a table of what is added, changed and removed, and the notes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll it
        self.setAccessibleName(tr("What comes in"))
        self.setProperty("ground", "paper")
        content = Pouring()
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        content.setProperty("ground", "paper")
        self.setWidget(content)
        self._title = label(tr("What comes in"), "title")
        self._about = label("", "quiet", wrap=True)
        self._counts = QWidget()
        self._counts.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._counts.setProperty("box", "card")
        self._grid = QGridLayout(self._counts)
        self._notes_head = label(tr("To know"), "head")
        self._notes = QWidget()
        self._lines = QVBoxLayout(self._notes)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._box = QVBoxLayout(content)
        for part in (self._title, self._about, self._counts, self._notes_head, self._notes):
            self._box.addWidget(part)
        self._box.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    def show_plan(self, plan: MergePlan) -> None:
        """Show what a plan would do."""
        said = self._show_counts(plan)
        undecided = len(plan.conflicts)
        about = tr("This is added, changed and removed when you merge.")
        if undecided:
            about += " " + tr("What needs a decision is counted as it is proposed.")
        elif not said:
            about = tr("Nothing that is not here already.")
        self._about.setText(about)
        clear(self._lines)
        shown = plan.notes[:_NOTES]
        for note in shown:
            line = label(note, wrap=True)
            line.setMinimumWidth(1)
            one = QHBoxLayout()
            one.setSpacing(self._theme.px(8))
            one.addWidget(Sign(self._theme, "memo"), 0, Qt.AlignmentFlag.AlignTop)
            one.addWidget(line, 1)
            whole = QWidget()
            whole.setLayout(one)
            one.setContentsMargins(0, 0, 0, 0)
            self._lines.addWidget(whole)
        if len(plan.notes) > _NOTES:
            more = len(plan.notes) - _NOTES
            said_more = tr("and {n} more, all in the report", n=f"{more:,}")
            self._lines.addWidget(label(said_more, "small"))
        self._notes_head.setVisible(bool(shown))
        self.setAccessibleDescription(" ".join((about, ". ".join(said), *shown)))

    def _show_counts(self, plan: MergePlan) -> list[str]:
        """Fill the table; its rows in words."""
        clear(self._grid)
        kinds = (plan.added, plan.changed, plan.deleted)
        found = words.tables(*kinds)
        heads = (tr("Added"), tr("Changed"), tr("Removed"))
        for place, head in enumerate(heads, 1):
            self._put(label(head, "cap"), 0, place, right=True)
        said = []
        for line, tbl in enumerate(found, 1):
            name = words.table(tbl)
            name = name[:1].upper() + name[1:]
            self._put(label(name), line, 0)
            numbers = [each.get(tbl, 0) for each in kinds]
            for place, number in enumerate(numbers, 1):
                self._put(label(f"{number:,}" if number else "–", "strong" if number else "small"),
                          line, place, right=True)  # fmt: skip
            parts = [f"{n:,} {head.lower()}" for n, head in zip(numbers, heads, strict=True) if n]
            said.append(f"{name}: {', '.join(parts)}")
        self._counts.setVisible(bool(found))
        self._grid.setColumnStretch(0, 1)
        return said

    def _put(self, cell: QLabel, line: int, place: int, *, right: bool = False) -> None:
        if right:
            cell.setAlignment(_RIGHT)
            cell.setMinimumWidth(self._theme.px(72))
        self._grid.addWidget(cell, line, place)

    def _fit(self) -> None:
        px = self._theme.px
        self._box.setContentsMargins(px(28), px(20), px(28), px(20))
        self._box.setSpacing(px(12))
        self._grid.setContentsMargins(px(18), px(12), px(18), px(14))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        self._lines.setSpacing(px(8))


class CopyFactsList(QWidget):
    """The left: which copy it is, whose, since when, and how much was done in it."""

    def __init__(self, plan: MergePlan) -> None:
        super().__init__()
        copy = plan.copy
        facts = [
            (tr("File"), copy.path.name),
            (tr("In the folder"), str(copy.path.parent)),
            (tr("By"), ", ".join(copy.coders)),
            (tr("Done there since"), counted(copy.acts, "act", "acts")),
            (tr("Last common step"), words.minute(copy.since) if copy.shared else tr("none")),
            (tr("Taken in before"), tr("yes; only what is new since then comes in")),
        ]
        if not copy.again:
            facts.pop()
        lines = []
        for name, value in facts:
            if value:
                said = label(value, wrap=True)
                said.setMinimumWidth(1)
                lines += [column(label(name, "small"), said, space=1)]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(column(*lines, None, space=L, edges=(18, L, 18, L)))
