"""The row of menus, and the field beside it that finds anything."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenuBar,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from liveable.gui.key_cap import KeyCap, Keys
from liveable.gui.parts import Elided, S, Sign
from liveable.gui.theme import Theme
from liveable.gui.words import tr

_ROOM = 640  # pixels that the menus may claim


class _Unlined(QProxyStyle):
    """Fusion without lines under the letters of menus, until Alt has put the keys into them."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_UnderlineShortcut:
            return int(widget is not None and widget.hasFocus())
        return super().styleHint(hint, option, widget, returnData)


class MenuBar(QMenuBar):
    """The menus; Alt goes into them, and shows the letter that opens each."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Menus"))
        # Of this widget alone: a style in Python for everything would be asked at every stroke.
        self._look = _Unlined("Fusion")
        self._look.setParent(self)
        self.setStyle(self._look)
        self.setStyleSheet("QMenuBar { border: 0; }")  # else the program's sheet is not for it

    def minimumSizeHint(self) -> QSize:
        """The menus stay in sight as long as there is some room: the field gives way first."""
        wanted = self.sizeHint()
        return wanted.boundedTo(QSize(_ROOM, wanted.height()))


class JumpField(QPushButton):
    """What looks like a field and opens one: pressed, it finds a text, a code or a command."""

    def __init__(self, theme: Theme, keys: Keys) -> None:
        super().__init__()
        self._theme = theme
        said = tr("Find a text, a code or a command")
        self.setProperty("field", "1")
        self.setAccessibleName(said)
        self.setAutoDefault(False)
        self._box = QHBoxLayout(self)
        self._box.setSpacing(S)
        self._box.addWidget(Sign(theme, "find"))
        self._box.addWidget(Elided(said, "small"), 1)
        self._box.addWidget(KeyCap(keys, "find.command"))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        self._box.setContentsMargins(px(10), 0, px(8), 0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(328), px(20) + S)

    def minimumSizeHint(self) -> QSize:
        inside = self._box.minimumSize().width()
        return QSize(inside, self.sizeHint().height())
