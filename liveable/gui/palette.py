"""One field for everything: a command, a code, a document, or words somebody said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from liveable.core import fuzzy
from liveable.core.fuzzy import Name
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.gui.chooser import Chooser, foot
from liveable.gui.commands import COMMANDS, Command
from liveable.gui.keys import shown
from liveable.gui.lines import Line
from liveable.gui.parts import Icon, label, rule
from liveable.gui.pick import beside, by_use, parent_name, said_of
from liveable.gui.tasks import Task
from liveable.gui.theme import Theme
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store import queries, search
from liveable.store.queries import CodeRow, DocumentRow
from liveable.store.search import Hit

_WIDE, _AIR = 640, 28  # of the card, and of the shadow around it
_ROWS = 14
_EACH = 8  # of a kind, once letters are typed
_RECENT = 5
_LETTERS, _HITS = 3, 20
_PAUSE = 60  # ms without a letter before the texts are searched
_BEFORE = 24  # characters of a text's words before those found
_KINDS = ("interview", "diary", "focus-group", "field-notes", "survey")
Kind = Literal["command", "code", "document"]


@dataclass(frozen=True, slots=True)
class _Head:
    text: str


_Thing = Command | CodeRow | DocumentRow
_Item = _Head | tuple[_Thing, tuple[int, ...]] | Hit


class Palette(QDialog):
    """Finds things by letters typed; Enter does, chooses, opens or shows what is highlighted."""

    def __init__(
        self,
        work: Work | None,
        actions: Mapping[str, QAction],
        parent: QWidget,
        theme: Theme | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setStyleSheet("Palette { background: transparent; }")
        self.setAccessibleName(tr("Find a text, a code or a command"))
        self.setWindowTitle(tr("Find a text, a code or a command"))
        self._work, self._actions = work, actions
        self._theme = theme or (work.theme if work else _theme_of(parent))
        self._read()
        self._hits: list[Hit] = []
        self._sought = ""  # what the hits were found for
        self._search: Task[tuple[str, list[Hit]]] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._search_texts)
        self.chooser = Chooser(
            self._theme,
            tr("Find a text, a code or a command"),
            tr("Find a text, a code or a command"),
            most=_ROWS,
        )
        self.chooser.typed.connect(self._find)
        self.chooser.chosen.connect(self._do)
        self._nothing = label(tr("Nothing of this name."), "quiet")
        self._nothing.setContentsMargins(16, 8, 16, 12)
        self._lay_out(parent)
        self._find("")
        self.chooser.field.setFocus()

    def _lay_out(self, parent: QWidget) -> None:
        theme, air = self._theme, self._theme.px(_AIR)
        card = QFrame()
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card.setProperty("box", "popup")
        shadow = QGraphicsDropShadowEffect(card)
        shadow.setBlurRadius(air)
        shadow.setOffset(0, air / 4)
        shadow.setColor(theme["shadow"])
        card.setGraphicsEffect(shadow)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.chooser)
        inside.addWidget(self._nothing)
        inside.addWidget(rule())
        inside.addWidget(foot(("Enter", tr("go")), ("↑ ↓", tr("choose"))))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(air, air, air, air)
        whole.addWidget(card)
        whole.addStretch(1)
        window = parent.window()
        width = min(theme.px(_WIDE) + 2 * air, window.width())
        self.setFixedWidth(width)
        most = (window.height() - 2 * air - theme.px(170)) // theme.px(30)
        self.chooser.set_most(max(4, min(_ROWS, most)))
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, theme.px(12))))

    # --- what there is

    def _read(self) -> None:
        able = [c for c in COMMANDS if self._is_able(c)]
        unable = [c for c in COMMANDS if not self._is_able(c) and self._is_seen(c)]
        self._commands: list[Command] = [*able, *unable]
        work = self._work
        self._codes = [work.codes[uid] for uid in by_use(work)] if work else []
        self._documents = work.look(queries.documents) if work else []
        self._folders = work.look(queries.folder_paths) if work else {}
        self._names: dict[Kind, list[Name]] = {
            "command": fuzzy.prepare((tr(c.text), tr(c.menu or "")) for c in self._commands),
            "code": fuzzy.prepare((c.name, beside(c)) for c in self._codes),
            "document": fuzzy.prepare((d.name, self._place(d)) for d in self._documents),
        }

    def _is_able(self, command: Command) -> bool:
        action = self._actions.get(command.name)
        return action is not None and action.isEnabled() and command.name != "find.command"

    def _is_seen(self, command: Command) -> bool:
        action = self._actions.get(command.name)
        return action is not None and action.isVisible()

    def _place(self, document: DocumentRow) -> str:
        return " / ".join(self._folders.get(document.folder or "", ()))

    # --- finding

    def _find(self, typed: str) -> None:
        if typed.strip() != self._sought:
            self._hits = []
        self._pause.stop()
        if self._work is not None and len(typed.strip()) >= _LETTERS:
            self._pause.start()
        self._show(typed)

    def _show(self, typed: str, at: int = 0) -> None:
        items = self._matching(typed) if typed.strip() else self._at_first()
        self.chooser.show_items(items, self._line, at=max(at, 0))
        self._nothing.setVisible(not items and not self._pause.isActive() and not self._search)
        self._settle()

    def _settle(self) -> None:
        self.chooser.updateGeometry()
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), self.sizeHint().height())

    def _at_first(self) -> list[_Item]:
        recent = {uid for uid in (self._work.recent if self._work else ())}
        used = [code for code in self._codes if code.uid in recent][:_RECENT]
        return [
            *_group(tr("Codes used last"), [(code, ()) for code in used]),
            *_group(tr("Commands"), [(command, ()) for command in self._commands]),
        ]

    def _matching(self, typed: str) -> list[_Item]:
        """The groups, that with the best match first; what cannot be done now, and texts, last."""
        found = {kind: fuzzy.find(names, typed) for kind, names in self._names.items()}
        things: dict[Kind, Sequence[_Thing]] = {
            "command": self._commands,
            "code": self._codes,
            "document": self._documents,
        }
        titles: tuple[tuple[Kind, str], ...] = (
            ("command", tr("Commands")),
            ("code", tr("Codes")),
            ("document", tr("Documents")),
        )
        groups = []
        for place, (kind, title) in enumerate(titles):
            best = [(things[kind][f.which], f.places, f.rank) for f in found[kind]]
            best.sort(key=lambda row: self._is_off(row[0]))
            if best:
                rank = 99 if self._is_off(best[0][0]) else best[0][2]
                rows = [(thing, places) for thing, places, _ in best[:_EACH]]
                groups.append((rank, place, _group(title, rows)))
        items = [item for _, _, group in sorted(groups, key=lambda g: g[:2]) for item in group]
        return items + _group(tr("In the texts"), self._hits)

    def _is_off(self, thing: _Thing) -> bool:
        return isinstance(thing, Command) and not self._is_able(thing)

    def _search_texts(self) -> None:
        if self._work is None:
            return
        if self._search is not None:
            self._search.cancel()
        typed, project = self.chooser.field.text().strip(), self._work.project

        def job(progress: Progress) -> tuple[str, list[Hit]]:
            progress.step(0, 1)
            with project.reading() as session:
                return typed, search.search(session, typed, limit=_HITS, typing=True)

        self._search = self._work.glance(job, self._found)

    def _found(self, answer: tuple[str, list[Hit]]) -> None:
        """Put hits below the rest, unless something else was typed meanwhile."""
        typed, hits = answer
        if typed != self.chooser.field.text().strip():
            return
        self._search = None
        self._sought, self._hits = typed, hits
        self._show(self.chooser.field.text(), at=self.chooser.row())

    # --- how it looks

    def _line(self, item: _Item) -> Line:
        if isinstance(item, _Head):
            return Line(item.text, item.text, head=True)
        if isinstance(item, Hit):
            return _hit_line(item)
        thing, places = item
        if isinstance(thing, Command):
            return self._command_line(thing, places)
        if isinstance(thing, CodeRow):
            look = self._theme.code(thing.colour)
            return Line(thing.name, said_of(thing), look, parent_name(thing), marks=places)
        place = self._place(thing)
        read = tr("read") if thing.read else ""
        said = ", ".join(filter(None, (thing.name, place, counted(thing.words, "word", "words"))))
        return Line(thing.name, said, _icon(thing.kind), place or read, marks=places)

    def _command_line(self, command: Command, places: tuple[int, ...]) -> Line:
        action = self._actions[command.name]
        first, *more = [shown(key) for key in action.shortcuts()] or [""]
        able = self._is_able(command)
        text, menu = tr(command.text), tr(command.menu or "")
        said = ", ".join(filter(None, (text, first, "" if able else tr("not now"))))
        return Line(text, said, "", menu, first, more=tuple(more[:1]), marks=places, off=not able)

    # --- doing

    def done(self, result: int) -> None:
        """Close; nothing is searched for any more."""
        self._pause.stop()
        if self._search is not None:
            self._search.cancel()
        super().done(result)

    def _do(self, item: _Item) -> None:
        """Close, and once the window has the keyboard again, do it."""
        self.accept()
        work = self._work
        if isinstance(item, Hit) and work:
            work.reveal(item.document, Span(item.start, item.stop))
        elif isinstance(item, tuple) and not isinstance(item, Hit):
            thing = item[0]
            if isinstance(thing, Command):
                QTimer.singleShot(0, self._actions[thing.name].trigger)
            elif isinstance(thing, CodeRow) and work:
                work.choose_code(thing.uid)
            elif isinstance(thing, DocumentRow) and work:
                work.show_document(thing.uid)


def _theme_of(parent: QWidget) -> Theme:
    theme = getattr(parent, "theme", None)
    return theme if isinstance(theme, Theme) else Theme()


def _icon(kind: str) -> Icon:
    return kind if kind in _KINDS else "interview"  # type: ignore[return-value]


def _group(title: str, rows: Sequence[_Item]) -> list[_Item]:
    return [_Head(title), *rows] if rows else []


def _hit_line(hit: Hit) -> Line:
    """A hit with some words before it, so that it is in sight however short the row is."""
    at = min(hit.start, search.CONTEXT)
    start = max(0, at - _BEFORE)
    if start:
        space = hit.context.find(" ", start, at)
        start = space + 1 if space >= 0 else start
    text = ("… " if start else "") + hit.context[start:]
    first = at - start + (2 if start else 0)
    marks = tuple(range(first, first + len(hit.text)))
    return Line(text, f"{text}, {hit.document_name}", "find", hit.document_name, marks=marks)
