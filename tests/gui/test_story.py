"""What the manual promises, from an empty desk to a report, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from liveable import paths
from liveable.core.sentences import sentences
from liveable.core.spans import Span
from liveable.gui.import_dialog import ImportDialog
from liveable.gui.new_project import NewProject
from liveable.gui.pick import Picker
from liveable.gui.report_dialog import ReportDialog
from liveable.store import check, queries
from liveable.store.project import open_project
from tests.conftest import ANN
from tests.gui.desk import Desk

TEXTS = ("M01 Moira Tennant.docx", "M03 Saima Iqbal.docx", "H02 Grace diary.txt")
CODES = (
    "Practical help", "Not overstepping", "Returning the favour", "Small civilities",
    "Asking and accepting",
)  # fmt: skip


def _new_project(desk: Desk, folder: Path) -> Path:
    """Ctrl+N, a name, a place, a codebook, Ctrl+Enter."""
    desk.press("Ctrl+N")
    dialog = desk.dialog(NewProject)
    desk.letters("Kindness")
    desk.press("Tab", "Ctrl+A")
    desk.letters(str(folder))
    _tab_to(desk, lambda name: name.startswith("Liveable Lives"))
    desk.press("Space")
    with desk.qtbot.waitSignal(desk.window.opened, timeout=20_000):
        desk.press("Ctrl+Return")
    desk.until(lambda: desk.focus.window() is desk.window)
    assert dialog is not None
    return folder / "Kindness.liveable"


def _tab_to(desk: Desk, wanted: Callable[[str], bool]) -> None:
    """Tab, and arrows within a group, until the focus says what is wanted."""
    for key in ("Tab", "Down") * 30:
        text = getattr(desk.focus, "text", lambda: "")()
        if wanted(desk.focus.accessibleName()) or wanted(text):
            return
        desk.press(key)
    raise AssertionError(f"never came there; at {desk.focus!r}")


def _import(desk: Desk) -> None:
    """Ctrl+I, names typed into the file dialog, Enter, Ctrl+Enter."""
    desk.answer_files(*(paths.resources() / "sample" / name for name in TEXTS))
    desk.press("Ctrl+I")
    dialog = desk.dialog(ImportDialog)
    desk.until(dialog.main.isEnabled)
    desk.press("Ctrl+Return")
    desk.until(lambda: len(desk.documents()) == len(TEXTS) and not desk.work.tasks.running)


def _code_sentences(desk: Desk, wanted: int) -> None:
    """Sentence after sentence: Return selects, C and letters code."""
    body = desk.page.view.body
    spans = [s for s in sentences(body) if s.stop - s.start > 40][:wanted]
    for number, span in enumerate(spans):
        desk.page.view.select(Span(span.start, span.start))
        desk.press("Return")
        desk.quick_code(CODES[number % len(CODES)])
        desk.until(lambda: desk.focus is desk.page.view.keys_at())


@pytest.mark.long
def test_from_an_empty_desk_to_a_report(desk: Desk, tmp_path: Path) -> None:
    """New project, three files, forty codings, a new code, a memo, a merge, suggestions judged,
    five undos and redos, the report.
    """
    project = _new_project(desk, tmp_path)
    _import(desk)
    page, work = desk.page, desk.work
    for name, number in (
        ("M01 Moira Tennant", 15),
        ("M03 Saima Iqbal", 15),
        ("H02 Grace diary", 10),
    ):
        desk.read(name)
        _code_sentences(desk, number)
    assert len(desk.codings()) == 40
    _new_code(desk)
    _memo(desk)
    _merge(desk)
    _judge(desk)
    before = [(c.start, c.stop, c.code) for c in desk.codings()]
    page.view.keys_at().setFocus()
    for _ in range(5):
        desk.press("Ctrl+Z")
    assert [(c.start, c.stop, c.code) for c in desk.codings()] != before
    for _ in range(5):
        desk.press("Ctrl+Shift+Z")
    assert [(c.start, c.stop, c.code) for c in desk.codings()] == before
    _report(desk, tmp_path / "quotes.docx", len(before))
    assert work.project.path == project
    desk.window.close_project()
    with open_project(project, ANN) as opened:
        assert check.check(opened).sound
        with opened.reading() as session:
            assert len(queries.codings(session)) == len(before)


def _new_code(desk: Desk) -> None:
    """A name nobody has, Shift+Enter: made and applied as one act."""
    desk.read("M01 Moira Tennant")
    span = [s for s in sentences(desk.page.view.body) if s.stop - s.start > 40][20]
    desk.page.view.select(Span(span.start, span.start))
    desk.press("Return", "C")
    desk.until(desk.page.coding.quick_code.isVisible)
    desk.letters("Doing it quietly")
    desk.press("Shift+Return")
    desk.until(lambda: any(r.name == "Doing it quietly" for r in desk.work.codes.values()))
    assert len(desk.codings()) == 41
    desk.until(lambda: desk.focus is desk.page.view.keys_at())


def _memo(desk: Desk) -> None:
    """M on the coding at the caret, words, Ctrl+Enter."""
    desk.press("M")
    desk.until(lambda: desk.focus is not desk.page.view.keys_at())
    desk.letters("Said twice, both times laughing.")
    desk.press("Ctrl+Return")
    memos = desk.work.look(queries.coding_memos)
    desk.until(lambda: desk.work.look(queries.coding_memos))
    memos = desk.work.look(queries.coding_memos)
    assert list(memos.values()) == ["Said twice, both times laughing."]


def _merge(desk: Desk) -> None:
    """The palette finds the command; the code it goes into is typed."""
    desk.page.view.keys_at().setFocus()
    desk.work.choose_code(desk.code("Doing it quietly"))
    desk.press("Ctrl+K")
    desk.letters("merge into")
    desk.press("Return")
    desk.dialog(Picker)
    desk.letters("Small civ")
    desk.press("Return")
    desk.until(lambda: all(r.name != "Doing it quietly" for r in desk.work.codes.values()))
    assert len(desk.codings()) == 41


def _judge(desk: Desk) -> None:
    """Ctrl+Shift+G; Return accepts, X rejects, L puts off."""
    desk.page.view.keys_at().setFocus()
    desk.press("Ctrl+Shift+G")
    queue = desk.page.suggestions
    desk.until(lambda: "suggestion" in queue.offers())
    queue.keys_at().setFocus()
    before = len(desk.codings())
    desk.press("Return")
    desk.until(lambda: len(desk.codings()) == before + 1)
    desk.press("X", "L")
    assert len(desk.codings()) == before + 1
    assert {c.origin for c in desk.codings()} == {"hand", "cue"}


def _report(desk: Desk, target: Path, quotes: int) -> None:
    """Ctrl+P, Ctrl+Enter, a file name, Enter."""
    desk.press("Ctrl+P")
    dialog = desk.dialog(ReportDialog)
    desk.until(dialog.main.isEnabled)
    desk.answer_files(target)
    desk.press("Ctrl+Return")
    desk.until(target.exists)
    desk.until(lambda: not desk.work.tasks.running)
    written = docx.Document(str(target))
    said = [p for p in written.paragraphs if p.style is not None and "Quote" in p.style.name]
    assert len(said) >= quotes


@pytest.mark.parametrize(
    ("before", "words", "onwards"),
    [
        ("🙂 family 👨‍👩‍👧 ", "she just", "Right"),
        ("one\u2028two\u2028", "three", "Right"),
        ("a\xa0b\xa0", "c\xa0d", "Right"),
        ("שלום עולם ", "חבר יקר", "Left"),
    ],
    ids=["emoji", "line separator", "no-break space", "Hebrew"],
)
def test_keys_select_exactly_what_is_stored(
    desk: Desk, tmp_path: Path, before: str, words: str, onwards: str
) -> None:
    """Real key presses after emoji, line separators, no-break spaces and Hebrew."""
    file = tmp_path / "text.txt"
    file.write_text(f"{before}{words} and more.\n", encoding="utf-8")
    _new_project(desk, tmp_path)
    desk.answer_files(file)
    desk.press("Ctrl+I")
    dialog = desk.dialog(ImportDialog)
    desk.until(dialog.main.isEnabled)
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.documents() and not desk.work.tasks.running)
    desk.read("text")
    span = desk.select(words, onwards)
    assert span == Span(len(before), len(before) + len(words))
    desk.quick_code("Practical help")
    desk.until(desk.codings)
    (coding,) = desk.codings()
    body = desk.work.look(queries.document_text, coding.document)
    assert body[coding.start : coding.stop] == words
