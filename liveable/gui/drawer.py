"""The lists below the text, one at a time: suggestions, excerpts, search, memos, cases, history,
copies out.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from liveable.gui.parts import rule
from liveable.gui.words import tr

_SHARE = 0.55  # of the height, that the drawer may be given


@runtime_checkable
class Titled(Protocol):
    """A panel that names its own tab, with a count perhaps."""

    title_changed: SignalInstance

    def title(self) -> str:
        """The words of its tab."""
        ...


class _Pages(QStackedWidget):
    """Panels of which only the one in front claims room."""

    def minimumSizeHint(self) -> QSize:
        front = self.currentWidget()
        return front.minimumSizeHint() if front is not None else QSize()


class Drawer(QWidget):
    """A row of tabs over the chosen panel. A panel with ``title()`` names its own tab."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = QTabBar()
        self.bar.setAccessibleName(tr("Lists below the text"))
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self._pages = _Pages()
        self._withheld: tuple[QWidget, QWidget] | None = None  # and what stands there instead
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (rule(), self.bar, rule(), self._pages):
            box.addWidget(part)
        box.setStretch(3, 1)
        self.bar.currentChanged.connect(self._show)

    def add(self, panel: QWidget, name: str) -> None:
        """Put a panel at the end of the row."""
        index = self.bar.addTab(name)
        self._pages.addWidget(panel)
        if isinstance(panel, Titled):
            panel.title_changed.connect(lambda: self.bar.setTabText(index, panel.title()))
            self.bar.setTabText(index, panel.title())

    def offer(self, panel: QWidget, offered: bool) -> None:
        """Show the tab of a panel, or leave it out unless it is in front: not everybody needs all
        of them. What was withheld while it was in front comes back there.
        """
        if offered and self._withheld == (panel, self.panel):
            self.bar.setTabVisible(self._pages.indexOf(panel), True)
            self.bar.setCurrentIndex(self._pages.indexOf(panel))
            self._withheld = None
        self.bar.setTabVisible(self._pages.indexOf(panel), offered or panel is self.panel)

    def withhold(self, panel: QWidget, instead: QWidget) -> None:
        """Leave the tab of a panel out, also where it is in front: another comes there."""
        if panel is self.panel:
            self.bar.setCurrentIndex(self._pages.indexOf(instead))
            self._withheld = panel, instead
        self.bar.setTabVisible(self._pages.indexOf(panel), False)

    def show_panel(self, panel: QWidget) -> None:
        """Bring a panel to the front."""
        self.bar.setTabVisible(self._pages.indexOf(panel), True)
        self.bar.setCurrentIndex(self._pages.indexOf(panel))
        self.show()

    def give_room(self, tall: int) -> None:
        """Be at least so tall, but leave nearly half of the height to what is above."""
        split = self.parentWidget()
        if isinstance(split, QSplitter):
            *above, own = split.sizes()
            wanted = min(tall, round(_SHARE * (sum(above) + own)))
            if own < wanted and above:
                above[0] -= wanted - own
                split.setSizes([*above, wanted])

    @property
    def panel(self) -> QWidget | None:
        """The panel in front."""
        return self._pages.currentWidget()

    def _show(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self._pages.updateGeometry()
        self.chosen.emit(self._pages.currentWidget())
