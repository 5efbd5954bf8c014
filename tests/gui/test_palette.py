"""Finding commands, codes, documents and words from one field."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from liveable.core.spans import Span
from liveable.gui.actions import Actions
from liveable.gui.keys import keys_of
from liveable.gui.palette import Palette
from liveable.gui.theme import Theme
from liveable.gui.work import Work
from liveable.settings import Settings
from liveable.store import queries

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
Key = Qt.Key


class Window(QMainWindow):
    """A window with all actions, some of them able."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.done: list[str] = []
        self.actions_ = Actions(self, lambda command: keys_of(command, Settings(person_uid="p")))
        able = ("help.about", "view.dark", "document.import", "code.star")
        self.actions_.do({name: self._doer(name) for name in able}, {})
        self.actions_.offer(frozenset({"project"}))
        self.resize(1440, 900)

    def _doer(self, name: str) -> Callable[[], object]:
        return lambda: self.done.append(name)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Window:
    made = Window(theme)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def palette(qtbot: QtBot, work: Work, window: Window) -> Iterator[Palette]:
    made = Palette(work, window.actions_.by_name, window)
    made.open()
    yield made
    made.close()


def rows(palette: Palette) -> list[str]:
    lines = palette.chooser.lines
    return [lines.line(i).text for i in range(lines.rowCount())]


def under(palette: Palette, head: str) -> list[str]:
    """The rows of one group."""
    lines = palette.chooser.lines
    found, inside = [], False
    for i in range(lines.rowCount()):
        line = lines.line(i)
        if line.head:
            inside = line.text == head
        elif inside:
            found.append(line.text)
    return found


def test_at_first_there_are_recent_codes_and_all_commands(
    qtbot: QtBot, work: Work, window: Window
) -> None:
    """Those that cannot be done now come last, dimmed, and cannot be chosen."""
    work.recent = list(work.codes)[2:4]
    palette = Palette(work, window.actions_.by_name, window)
    qtbot.addWidget(palette)
    used = [work.codes[uid].name for uid in work.recent]
    assert under(palette, "Codes used last") == used
    commands = under(palette, "Commands")
    assert commands[:3] == ["Add documents…", "Dark", "About Liveable"]
    assert "Star" in commands[3:]  # it needs a coding
    lines = palette.chooser.lines
    star = rows(palette).index("Star")
    assert lines.line(star).off
    assert lines.line(star).said == "Star, S, not now"


def test_what_cannot_be_done_now_is_last_of_its_kind(qtbot: QtBot, palette: Palette) -> None:
    """However well it fits."""
    qtbot.keyClicks(palette.chooser.field, "doc")
    commands = under(palette, "Commands")
    assert commands.index("Add documents…") == 0
    assert "Documents" in commands[1:]


def test_a_command_is_done_once_the_palette_is_gone(
    qtbot: QtBot, palette: Palette, window: Window
) -> None:
    """Its keys are shown beside it, to be learnt."""
    qtbot.keyClicks(palette.chooser.field, "add doc")
    assert palette.chooser.line(1).key == "Ctrl+I"
    qtbot.keyClick(palette.chooser.field, Key.Key_Return)
    assert not palette.isVisible()
    qtbot.waitUntil(lambda: window.done == ["document.import"])


def test_a_code_is_chosen(qtbot: QtBot, palette: Palette, work: Work) -> None:
    """The group with the better match stands first."""
    qtbot.keyClicks(palette.chooser.field, "not overstepping")
    assert rows(palette)[:2] == ["Codes", "Not overstepping"]
    qtbot.keyClick(palette.chooser.field, Key.Key_Return)
    assert work.codes[work.code].name == "Not overstepping"


def test_a_document_is_opened(qtbot: QtBot, palette: Palette, work: Work) -> None:
    """By a part of its name."""
    document = work.look(queries.documents)[3]
    qtbot.keyClicks(palette.chooser.field, document.name)
    assert under(palette, "Documents")[0] == document.name
    assert rows(palette)[:2] == ["Documents", document.name]
    qtbot.keyClick(palette.chooser.field, Key.Key_Return)
    assert work.document == document.uid


def test_words_are_found_in_the_texts(qtbot: QtBot, palette: Palette, work: Work) -> None:
    """From three letters on, while typing; Enter brings the place into sight."""
    shown: list[tuple[str, Span]] = []
    work.revealed.connect(lambda *a: shown.append(a))
    qtbot.keyClicks(palette.chooser.field, "neighbo")
    qtbot.waitUntil(lambda: bool(under(palette, "In the texts")))
    hits = under(palette, "In the texts")
    assert len(hits) <= 20
    first = rows(palette).index(hits[0])
    line = palette.chooser.lines.line(first)
    found = "".join(line.text[i] for i in line.marks)
    assert found.lower().startswith("neighbo")
    while palette.chooser.row() != first:
        qtbot.keyClick(palette.chooser.field, Key.Key_Down)
    qtbot.keyClick(palette.chooser.field, Key.Key_Return)
    ((document, span),) = shown
    assert span.of(work.look(queries.document_text, document)) == found
    assert line.facts == next(d.name for d in work.look(queries.documents) if d.uid == document)


def test_hits_do_not_outlive_what_they_were_found_for(
    qtbot: QtBot, palette: Palette, work: Work
) -> None:
    """And the highlight does not jump when they come."""
    field = palette.chooser.field
    qtbot.keyClicks(field, "help")
    qtbot.keyClick(field, Key.Key_Down)
    before = palette.chooser.row()
    qtbot.waitUntil(lambda: bool(under(palette, "In the texts")))
    assert palette.chooser.row() == before
    qtbot.keyClicks(field, "zzz")
    assert under(palette, "In the texts") == []
    qtbot.waitUntil(lambda: not work.tasks.running and not palette._pause.isActive())
    assert rows(palette) == []
    assert palette._nothing.isVisible()
    qtbot.keyClick(field, Key.Key_Return)
    assert palette.isVisible()


def test_without_a_project_there_are_commands(qtbot: QtBot, window: Window) -> None:
    """On the welcome page, with the theme of the window."""
    palette = Palette(None, window.actions_.by_name, window)
    qtbot.addWidget(palette)
    palette.open()
    qtbot.keyClicks(palette.chooser.field, "dark")
    assert rows(palette) == ["Commands", "Dark"]
    qtbot.keyClick(palette.chooser.field, Key.Key_Return)
    qtbot.waitUntil(lambda: window.done == ["view.dark"])


def test_it_does_not_offer_itself(palette: Palette) -> None:
    """The command that opens the palette is of no use in it."""
    lines = palette.chooser.lines
    able = [lines.line(i).text for i in range(lines.rowCount()) if not lines.line(i).off]
    assert "Find a text, a code or a command" not in able
