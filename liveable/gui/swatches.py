"""Choosing a colour, each shown with its mark: the hues of the branches for a code, one apart from
all others for a coder, or one of one's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QColorDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from liveable.core import colours
from liveable.gui.parts import S, button
from liveable.gui.theme import Theme, draw_mark
from liveable.gui.words import tr

_HUES = ("Blue", "Ochre", "Plum", "Green")
_OF_CODERS = (*_HUES, "Navy", "Brick", "Violet", "Leaf green")
_CELL = 24
_TAKEN = 0.25  # how much is seen of a colour that somebody else has


class _Swatch(QAbstractButton):
    """One colour of the palette, with the mark it is drawn with."""

    def __init__(self, theme: Theme, colour: str, name: str) -> None:
        super().__init__()
        self._theme, self.colour, self.name = theme, colour, name
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setToolTip(name)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_CELL), self._theme.px(_CELL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF().adjusted(1.5, 1.5, -1.5, -1.5)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(theme["accent" if self.hasFocus() else "ink2"], 2))
            painter.setBrush(theme["chosen"] if self.isChecked() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, theme.px(5), theme.px(5))
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["hover"])
            painter.drawRoundedRect(box, theme.px(5), theme.px(5))
        painter.setOpacity(1 if self.isEnabled() else _TAKEN)
        look, middle = theme.code(self.colour), box.center()
        draw_mark(painter, look.mark, middle.x(), middle.y(), look.colour, theme.px(12))


class Swatches(QWidget):
    """The palette, and a field for a colour of one's own; ``chosen`` when another was chosen.

    For coders there are fewer colours, of which none looks like another.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, for_coders: bool = False) -> None:
        super().__init__()
        self._theme, self._colour = theme, ""
        self._rows = _of_coders() if for_coders else _of_codes()
        self._group = QButtonGroup(self)
        self.swatches: dict[str, _Swatch] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._across = 0
        for shades in self._rows:
            for shade, name in shades:
                swatch = self.swatches[shade] = _Swatch(theme, shade, name)
                self._group.addButton(swatch)
        self.field = QLineEdit()
        self.field.setMaxLength(7)
        self.field.setPlaceholderText("#rrggbb")
        self.field.setAccessibleName(tr("A colour of your own, as #rrggbb"))
        self.pick = button(tr("Pick…"))
        self.pick.setAccessibleName(tr("Pick a colour of your own"))
        self.pick.clicked.connect(self._ask)
        self._group.buttonClicked.connect(lambda swatch: self._take(swatch.colour))
        self.field.textEdited.connect(self._typed)
        own = QHBoxLayout()
        own.setSpacing(S)
        own.addWidget(self.field, 1)
        own.addWidget(self.pick)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        line = QHBoxLayout()
        line.addLayout(self._grid)
        line.addStretch(1)
        box.addLayout(line)
        box.addLayout(own)
        self._place(1)

    def _place(self, across: int) -> None:
        """Put so many branches beside one another."""
        if across == self._across:
            return
        self._across = across
        for row, shades in enumerate(self._rows):
            for n, (shade, _) in enumerate(shades):
                at = (row % across) * (len(shades) + 1) + n
                self._grid.addWidget(self.swatches[shade], row // across, at)
        self._grid.setColumnMinimumWidth(len(self._rows[0]), S if across > 1 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        many = len(self._rows) > 1 and self.width() >= 2 * self._branch()
        self._place(2 if many else 1)

    def _branch(self) -> int:
        """How wide the shades of one branch are."""
        return len(self._rows[0]) * self._theme.px(_CELL) + S

    def minimumSizeHint(self) -> QSize:
        """As narrow as one branch: in less room than two need they go below one another."""
        return QSize(self._branch(), super().minimumSizeHint().height())

    def colour(self) -> str:
        """The colour chosen, as ``#rrggbb``."""
        return self._colour

    def show_colour(self, colour: str) -> None:
        """Show this colour as the one chosen."""
        self._colour = colour.lower()
        ours = self.swatches.get(self._colour)
        self._group.setExclusive(False)
        for swatch in self.swatches.values():
            swatch.setChecked(swatch is ours)
        self._group.setExclusive(True)
        if self.field.text().lower() != self._colour:
            self.field.setText("" if ours else self._colour)

    def show_taken(self, whose: Mapping[str, str]) -> None:
        """Keep colours from being chosen that somebody has; ``whose`` names them."""
        for colour, swatch in self.swatches.items():
            owner = whose.get(colour)
            swatch.setEnabled(owner is None)
            name = swatch.name if owner is None else f"{swatch.name}: {owner}"
            swatch.setAccessibleName(name)
            swatch.setToolTip(name)

    def _take(self, colour: str) -> None:
        if colour != self._colour:
            self.show_colour(colour)
            self.chosen.emit(colour)

    def _typed(self, typed: str) -> None:
        if colours.is_colour(typed):
            self._take(typed.lower())

    def _ask(self) -> None:
        asked = QColorDialog(QColor(self._colour), self)
        asked.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setWindowTitle(tr("A colour of your own"))
        asked.colorSelected.connect(lambda colour: self._take(colour.name()))
        asked.open()


_Rows = Sequence[Sequence[tuple[str, str]]]  # colours with their names


def _of_codes() -> _Rows:
    return [
        [(shade, tr("{hue} {number}", hue=tr(hue), number=n)) for n, shade in enumerate(shades, 1)]
        for hue, shades in zip(_HUES, colours.BRANCHES, strict=True)
    ]


def _of_coders() -> _Rows:
    return [[(c, tr(name)) for c, name in zip(colours.CODERS, _OF_CODERS, strict=True)]]
