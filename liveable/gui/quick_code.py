"""The popup that codes a passage: type some letters of a code, Enter.

It lies below the passage, or above it, never over it. Codes used last come first, and a digit
goes to its code; what is typed can become a new code on the spot; Tab applies a code and waits for
the next.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from liveable.core import folding, fuzzy
from liveable.core.fuzzy import Found, Name
from liveable.gui.chooser import Chooser, Gist, foot
from liveable.gui.lines import Line, row_height
from liveable.gui.parts import rule
from liveable.gui.pick import beside, by_use, can_code, parent_name, said_of
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.store import code_use
from liveable.store.history import Changed
from liveable.store.queries import CodeRow

_WIDE = 384
_ROWS, _FEWEST = 8, 2  # rows shown at once
_APART = 8  # from the passage


class NewCode(NamedTuple):
    """A code that could be made: its name, what it would be under ("": nothing)."""

    name: str
    parent: str


class QuickCode(QFrame):
    """``chosen`` carries a code and whether to stay; ``made`` a new one's name and parent, and the
    same. ``closed`` says whether the person left it by keyboard.
    """

    chosen = Signal(str, bool)
    made = Signal(str, str, bool)
    closed = Signal(bool)

    def __init__(self, work: Work, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("box", "popup")
        self.setAccessibleName(tr("Code the selection"))
        self.hide()
        self._work, self._over = work, over
        self._codes: list[CodeRow] = []
        self._names: list[Name] = []
        self._prepared: dict[tuple[str, str], Name] = {}
        self._digits: dict[str, str] = {}
        self._here: frozenset[str] = frozenset()
        self._top = self._below = self._left = 0
        self._above = False
        self.chooser = Chooser(
            work.theme, tr("Code"), tr("Name of a code"), press=self._press, most=_ROWS
        )
        self.chooser.typed.connect(self._find)
        self.chooser.moved.connect(self._explain)
        self.chooser.chosen.connect(lambda item: self._take(item, stay=False))
        self.gist = Gist(work.theme, lines=2)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self.chooser)
        box.addWidget(rule())
        box.addWidget(self.gist)
        box.addWidget(rule())
        box.addWidget(foot(("Enter", tr("apply")), ("Tab", tr("apply, stay here"))))
        self._shadow = QGraphicsDropShadowEffect(self)
        self.setGraphicsEffect(self._shadow)
        work.theme.changed.connect(self._fit)
        work.changed.connect(self._renew)
        self._fit()

    # --- opening and closing

    def open_at(self, below: QPoint, top: int, here: frozenset[str], typed: str = "") -> None:
        """Open under the point ``below`` or, where there is no room, over the height ``top``, both
        of the screen. ``here`` are the codes the passage has already.
        """
        window = self._over.window()
        self.setParent(window)
        window.installEventFilter(self)
        self._over.installEventFilter(self)
        at = window.mapFromGlobal(below)
        self._left, self._below = at.x(), at.y()
        self._top = at.y() - (below.y() - top)
        self._here = here
        self._above = False
        self._read()
        field = self.chooser.field
        field.blockSignals(True)
        field.setText(typed)
        field.blockSignals(False)
        self._find(typed)
        self.show()
        self.raise_()
        field.setFocus(Qt.FocusReason.PopupFocusReason)
        _app().focusChanged.connect(self._focus_moved)

    def dismiss(self, by_hand: bool = True) -> None:
        """Go away; ``by_hand`` where the keyboard should be back with the text."""
        if self.isVisible():
            _app().focusChanged.disconnect(self._focus_moved)
            self._over.window().removeEventFilter(self)
            self._over.removeEventFilter(self)
            self.hide()
            self.setParent(self._over)  # it goes with the text it belongs to
            self.closed.emit(by_hand)

    def coded(self, code: str) -> None:
        """The passage has this code now: empty the field for the next one."""
        self._here |= {code}
        self._read()
        self.chooser.field.clear()
        self._find("")

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self.isAncestorOf(now):
            self.dismiss(by_hand=False)

    # --- what is offered

    def _read(self) -> None:
        codes = self._work.codes
        self._codes = [codes[uid] for uid in by_use(self._work) if can_code(codes[uid])]
        self._names = [self._name(code) for code in self._codes]
        self._digits = self._work.digits

    def _name(self, code: CodeRow) -> Name:
        key = (code.name, beside(code))
        name = self._prepared.get(key)
        if name is None:
            (name,) = fuzzy.prepare([key])
            self._prepared[key] = name
        return name

    def _renew(self, changed: Changed) -> None:
        if self.isVisible() and "code" in changed.rows:
            self._read()
            self._find(self.chooser.field.text())

    def _find(self, typed: str) -> None:
        place = self._place_of(typed)
        wanted = typed if place is None else ""
        self.chooser.show_items(
            fuzzy.find(self._names, wanted), self._line, self._new(typed), at=place or 0
        )
        self._explain()
        self._settle()

    def _place_of(self, digit: str) -> int | None:
        """The row of the code that has a digit. Alone it goes there; more letters make a name."""
        return next(
            (row for row, code in enumerate(self._codes) if self._digits.get(code.uid) == digit),
            None,
        )

    def _new(self, typed: str) -> list[NewCode]:
        name = " ".join(typed.split())
        if not name:
            return []
        codes = self._work.codes
        branch = codes.get(self._work.code)
        parents = [""]
        if branch and (branch.children or not branch.codable) and branch.status != "retired":
            parents.append(branch.uid)
        taken = {(row.parent or "", row.name.casefold()) for row in codes.values()}
        return [NewCode(name, p) for p in parents if (p, name.casefold()) not in taken]

    def _line(self, item: Found | NewCode) -> Line:
        if isinstance(item, NewCode):
            return self._new_line(item)
        code = self._codes[item.which]
        digit = self._digits.get(code.uid)
        here = code.uid in self._here
        said = [said_of(code)]
        if here:
            said.append(tr("this passage has it"))
        if digit:
            said.append(tr("key {key}", key=digit))
        return Line(
            code.name,
            ", ".join(said),
            self._work.theme.code(code.colour),
            parent_name(code),
            str(digit or ""),
            marks=item.places,
            done=here,
        )

    def _new_line(self, new: NewCode) -> Line:
        if new.parent:
            above = self._work.codes[new.parent].name
            text = tr("New code “{name}” under {above}", name=new.name, above=above)
        else:
            text = tr("New code “{name}”", name=new.name)
        key = self._key_of(new)
        return Line(text, f"{text}, {key}", "+", key=key)

    def _key_of(self, new: NewCode) -> str:
        return "Shift+Enter" if self.chooser.pinned.items[0] == new else "Ctrl+Shift+Enter"

    def _explain(self) -> None:
        """Say what the highlighted code means, or why what was typed is not offered."""
        self.gist.show_text(self._why_not() or self._meaning(self.chooser.current()))

    def _meaning(self, item: Found | NewCode | None) -> str:
        if item is None:
            return tr("Type a name to make the first code.") if not self._codes else ""
        if isinstance(item, NewCode):
            return tr("It gets a place in the codebook now; say what it means when you know.")
        code = self._codes[item.which]
        return self._work.look(code_use.gist, code.uid) or tr("Not defined yet.")

    def _why_not(self) -> str:
        wanted = folding.fold(self.chooser.field.text()).split()
        if not wanted:
            return ""
        for code in self._work.codes.values():
            if not can_code(code) and folding.fold(code.name).split() == wanted:
                if code.status == "retired":
                    return tr("“{name}” is retired: no new codings are made.", name=code.name)
                return tr("“{name}” only holds other codes.", name=code.name)
        return ""

    # --- taking

    def _press(self, event: QKeyEvent) -> bool:
        key, shift, control = event.key(), Qt.KeyboardModifier.ShiftModifier, _CONTROL
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key == Qt.Key.Key_Tab or (key == Qt.Key.Key_Space and held == control):
            self._take(self.chooser.current(), stay=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held in (shift, shift | control):
            wanted = int(held != shift)
            if len(self.chooser.pinned.items) > wanted:
                self._take(self.chooser.pinned.items[wanted], stay=False)
        else:
            return key == Qt.Key.Key_Backtab
        return True

    def _take(self, item: Found | NewCode | None, *, stay: bool) -> None:
        if isinstance(item, NewCode):
            if not stay:
                self.dismiss()
            self.made.emit(item.name, item.parent, stay)
        elif item is not None:
            self._give(self._codes[item.which].uid, stay=stay)

    def _give(self, code: str, *, stay: bool) -> None:
        if not stay:
            self.dismiss()
        self.chosen.emit(code, stay)

    # --- place and size

    def _fit(self) -> None:
        theme = self._work.theme
        self.setFixedWidth(theme.px(_WIDE))
        self._shadow.setBlurRadius(theme.px(28))
        self._shadow.setOffset(0, theme.px(6))
        self._shadow.setColor(theme["shadow"])
        self._settle()

    def _settle(self) -> None:
        """Take a place beside the passage; the side is chosen for the longest list, then kept."""
        window = self._over.window()
        if self.parentWidget() is not window:
            return
        shown = self.chooser.list.height() if not self.chooser.list.isHidden() else 0
        rest = self._height() - shown
        row, apart = row_height(self._work.theme), self._work.theme.px(_APART)
        whole = rest + _ROWS * row
        area = window.rect().adjusted(apart, apart, -apart, -apart)
        down, up = area.bottom() - self._below - apart, self._top - apart - area.top()
        self._above = down < whole and up > down
        room = up if self._above else down
        self.chooser.set_most(max(_FEWEST, min(_ROWS, (room - rest) // row)))
        self.setGeometry(
            placed(
                area,
                QRect(self._left, self._top - apart, 1, self._below - self._top + 2 * apart),
                QRect(0, 0, self.width(), self._height()),
                above=self._above,
            )
        )

    def _height(self) -> int:
        """The height wanted now: layouts would look again only when the events come round."""
        for widget in (self.chooser, self):
            layout = widget.layout()
            assert layout is not None
            layout.invalidate()
            widget.updateGeometry()
        return self.sizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over.window():
            self._settle()
        elif event.type() == QEvent.Type.Hide and watched is self._over:
            self.dismiss(by_hand=False)
        return False


_CONTROL = Qt.KeyboardModifier.ControlModifier


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def placed(area: QRect, passage: QRect, size: QRect, *, above: bool) -> QRect:
    """Where a popup lies: inside ``area`` if it can be, below or above a passage.

    Where it fits on neither side it goes as far right as it can, where the text ends.
    """
    box = QRect(size)
    left = max(area.left(), min(passage.left(), area.right() + 1 - box.width()))
    top = passage.top() - box.height() if above else passage.bottom() + 1
    if top < area.top() or top + box.height() > area.bottom() + 1:
        left = area.right() + 1 - box.width()
        top = max(area.top(), min(top, area.bottom() + 1 - box.height()))
    box.moveTo(left, top)
    return box
