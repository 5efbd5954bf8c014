"""How everything looks: colours by role, type and distances, from ``resources/themes``.

Sizes are logical pixels at 100 % and grow together with the text size. A code is drawn in the hue
of its branch and with the branch's mark, so that nothing is said by colour alone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPalette,
)

from liveable import paths
from liveable.core import colours
from liveable.gui.sheet import sheet

ThemeName = Literal["light", "dark", "contrast"]
Choice = Literal["system", "light", "dark", "contrast"]
Size = Literal["tiny", "small", "body", "strong", "excerpt", "reading", "title", "display"]
Mark = Literal["square", "circle", "diamond", "triangle"]

SIZES: dict[Size, int] = {
    "tiny": 11,
    "small": 12,
    "body": 13,
    "strong": 15,
    "excerpt": 16,
    "reading": 18,
    "title": 22,
    "display": 40,
}
UI = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "DejaVu Sans")
READING = (
    "Gentium Book Plus",
    "Charis SIL",
    "Literata",
    "Georgia",
    "Noto Serif",
    "Cambria",
    "DejaVu Serif",
)
SMALLEST, LARGEST = 80, 200  # per cent


class CodeLook(NamedTuple):
    """How one code is drawn: its own colour, its label's colour, its mark, its tint's weight."""

    colour: QColor
    text: QColor
    mark: Mark
    weight: float


@dataclass(frozen=True, slots=True)
class _Branch:
    mark: Mark
    weight: float
    text: str
    codes: tuple[str, ...]


class Theme(QObject):
    """The look in force. Whoever paints asks it at paint time and listens on ``changed``."""

    changed = Signal()

    def __init__(self, choice: Choice = "system", zoom: int = 100) -> None:
        super().__init__()
        self.choice: Choice = choice
        self.zoom = zoom
        self._load()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    def choose(self, choice: Choice) -> None:
        """Take another theme, or follow the system."""
        self.choice = choice
        self._load()
        self.changed.emit()

    def set_zoom(self, percent: int) -> None:
        """Set the text size, within 80 to 200 per cent."""
        self.zoom = max(SMALLEST, min(LARGEST, percent))
        self._looks.clear()
        self.changed.emit()

    def _system_changed(self) -> None:
        if self.choice == "system":
            self.choose("system")

    def _load(self) -> None:
        self.name: ThemeName = _of_system() if self.choice == "system" else self.choice
        rows = tomllib.loads(
            (paths.resources() / "themes" / f"{self.name}.toml").read_text("utf-8")
        )
        self._colours: dict[str, str] = rows["colours"]
        self._tint: dict[str, float] = rows["tint"]
        self._branches = tuple(_branch(row) for row in rows["branch"])
        self._looks: dict[str, CodeLook] = {}

    def __getitem__(self, role: str) -> QColor:
        """The colour of a role: window, panel, paper, line, edge, hover, chosen, select, ink, …"""
        return QColor(self._colours[role])

    def px(self, pixels: float) -> int:
        """A distance that grows with the text size."""
        return round(pixels * self.zoom / 100)

    def size(self, size: Size) -> int:
        """A text size in pixels."""
        return self.px(SIZES[size])

    def font(self, size: Size = "body", *, reading: bool = False, bold: bool = False) -> QFont:
        """A font of the interface's face, or of the reading face for what people said."""
        font = QFont(family(READING if reading else UI))
        font.setPixelSize(self.size(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def code(self, colour: str) -> CodeLook:
        """How a code of a stored colour (``#rrggbb``) looks in this theme."""
        look = self._looks.get(colour)
        if look is None:
            look = self._looks[colour] = self._code(colour)
        return look

    def _code(self, colour: str) -> CodeLook:
        for branch, shades in zip(self._branches, colours.BRANCHES, strict=True):
            if colour.lower() in shades:
                shade = branch.codes[shades.index(colour.lower())]
                return CodeLook(QColor(shade), QColor(branch.text), branch.mark, branch.weight)
        chosen = QColor(colour)  # the user's own: kept, but never lost on the ground it lies on
        branch = self._branches[colours.nearest_branch(colour)]
        if self.name != "light":
            chosen = QColor.fromHslF(
                max(chosen.hslHueF(), 0.0), chosen.hslSaturationF(), max(chosen.lightnessF(), 0.62)
            )
        return CodeLook(chosen, self["ink"], branch.mark, branch.weight)

    def tint(self, colour: str, active: bool = False) -> QColor:
        """The wash of a code's colour under its words, stronger for the coding at the caret."""
        look = self.code(colour)
        wash = QColor(look.colour)
        wash.setAlphaF(min(1.0, self._tint["active" if active else "rest"] * look.weight))
        return wash

    def palette(self) -> QPalette:
        """The theme for what Qt draws itself."""
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, name in (
            (roles.Window, "window"),
            (roles.WindowText, "ink"),
            (roles.Base, "paper"),
            (roles.AlternateBase, "panel"),
            (roles.Text, "ink"),
            (roles.Button, "paper"),
            (roles.ButtonText, "ink"),
            (roles.Highlight, "select"),
            (roles.HighlightedText, "ink"),
            (roles.ToolTipBase, "paper"),
            (roles.ToolTipText, "ink"),
            (roles.PlaceholderText, "ink3"),
            (roles.Link, "accent"),
        ):
            palette.setColor(role, self[name])
        for role in (roles.Text, roles.WindowText, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self["ink3"])
        return palette

    def style_sheet(self) -> str:
        """The theme for widgets, by role: see ``sheet.py``."""
        return sheet(
            self._colours, {name: self.size(name) for name in SIZES}, family(UI), family(READING)
        )


def _branch(row: dict[str, Any]) -> _Branch:
    return _Branch(row["mark"], row["weight"], row["text"], tuple(row["codes"]))


def _of_system() -> ThemeName:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


@cache
def family(wanted: tuple[str, ...]) -> str:
    """The first of these font families that this machine has."""
    have = set(QFontDatabase.families())
    return next((name for name in wanted if name in have), wanted[-1])


def draw_mark(
    painter: QPainter, mark: Mark, x: float, y: float, colour: QColor, size: float = 9
) -> None:
    """A branch's mark, centred at (x, y)."""
    h = size / 2
    path = QPainterPath()
    if mark == "circle":
        path.addEllipse(QPointF(x, y), h, h)
    elif mark == "square":
        path.addRoundedRect(QRectF(x - h + 0.5, y - h + 0.5, size - 1, size - 1), 1.5, 1.5)
    else:
        points = {
            "diamond": ((0, -h - 0.5), (h + 0.5, 0), (0, h + 0.5), (-h - 0.5, 0)),
            "triangle": ((0, -h), (h + 0.5, h - 0.5), (-h - 0.5, h - 0.5)),
        }[mark]
        path.moveTo(x + points[0][0], y + points[0][1])
        for dx, dy in points[1:]:
            path.lineTo(x + dx, y + dy)
        path.closeSubpath()
    painter.fillPath(path, colour)
