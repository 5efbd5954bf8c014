"""Writing a report from its dialog: choices, preview, file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from liveable.core.progress import Progress
from liveable.gui import report_dialog
from liveable.gui.report_dialog import ReportDialog
from liveable.gui.work import Notice, Work

_CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[[], ReportDialog]


@pytest.fixture
def open_(
    qtbot: QtBot, work: Work, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> Open:  # fmt: skip
    monkeypatch.setattr(report_dialog, "_WAIT", 1)

    def opened() -> ReportDialog:
        dialog = ReportDialog(work, parent)
        dialog.open()
        qtbot.waitUntil(lambda: "354 quotes" in dialog.preview.extent.text())
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


def _extent(qtbot: QtBot, dialog: ReportDialog, said: str) -> None:
    qtbot.waitUntil(lambda: dialog.preview.extent.text().startswith(said))


def _code(work: Work, name: str) -> str:
    return next(uid for uid, row in work.codes.items() if row.name == name)


def test_the_preview_says_how_much_and_shows_the_beginning(open_: Open) -> None:
    dialog = open_()
    assert dialog.preview.extent.text() == "354 quotes under 54 codes, from 11 documents"
    shown = dialog.preview.paper.toPlainText()
    assert shown.startswith("Unobligated help\n")
    assert "and 334 more quotes" in shown
    assert dialog.example.text().startswith("— H01")
    assert dialog.example.text() in shown


def test_codes_are_ticked_by_key_and_bring_those_below(
    qtbot: QtBot, work: Work, open_: Open
) -> None:
    dialog = open_()
    qtbot.keyClick(dialog.folds["codes"].head, Qt.Key.Key_Space)
    codes = dialog.lists["codes"]
    assert codes.isVisible()
    qtbot.keyClicks(codes.filter, "acts of")
    qtbot.keyClick(codes.view, Qt.Key.Key_Down)
    qtbot.keyClick(codes.view, Qt.Key.Key_Space)
    assert dialog.query().codes == frozenset({_code(work, "Acts of help")})
    _extent(qtbot, dialog, "57 quotes")
    assert dialog.folds["codes"].said.text() == "Acts of help"
    codes.filter.clear()
    below = next(t for t in codes.ticks.all if t.name == "Practical help")
    assert codes.ticks.state(below) == Qt.CheckState.PartiallyChecked
    qtbot.mouseClick(codes.none, Qt.MouseButton.LeftButton)
    assert dialog.query().codes is None
    _extent(qtbot, dialog, "354 quotes")


def test_a_click_ticks_a_document(qtbot: QtBot, open_: Open) -> None:
    dialog = open_()
    dialog.folds["documents"].unfold()
    documents = dialog.lists["documents"]
    spot = documents.view.visualRect(documents.ticks.index(0)).center()
    qtbot.mouseClick(documents.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert dialog.query().documents == frozenset({documents.ticks.rows[0].uid})
    qtbot.waitUntil(lambda: dialog.preview.extent.text().endswith("from 1 document"))


def test_the_chosen_code_is_offered_at_once(qtbot: QtBot, work: Work, open_: Open) -> None:
    work.choose_code(_code(work, "Acts of help"))
    dialog = open_()
    qtbot.mouseClick(dialog.only, Qt.MouseButton.LeftButton)
    _extent(qtbot, dialog, "57 quotes")


def test_conditions_on_attributes_narrow(qtbot: QtBot, open_: Open) -> None:
    dialog = open_()
    dialog.folds["tests"].unfold()
    qtbot.mouseClick(dialog.tests.add, Qt.MouseButton.LeftButton)
    line = dialog.tests.lines[0]
    assert dialog.query().attributes == ()
    line.attribute.setCurrentText("Gender")
    qtbot.keyClicks(line.value, "woman")
    test = dialog.query().attributes[0]
    assert (test.test, test.value) == ("is", "woman")
    qtbot.waitUntil(lambda: "354" not in dialog.preview.extent.text())
    line.how.setCurrentText("is known")
    assert not line.value.isVisible()
    assert dialog.query().attributes[0].test == "set"
    qtbot.mouseClick(line.away, Qt.MouseButton.LeftButton)
    assert dialog.query().attributes == ()
    _extent(qtbot, dialog, "354 quotes")


def test_the_attribution_is_shown_live_and_fields_are_put_in_by_a_click(
    qtbot: QtBot, open_: Open
) -> None:
    dialog = open_()
    dialog.template.clear()
    qtbot.keyClicks(dialog.template, "from ")
    tag = next(b for b in dialog.fields.findChildren(QPushButton) if b.text() == "{document}")
    qtbot.mouseClick(tag, Qt.MouseButton.LeftButton)
    assert dialog.template.text() == "from {document}"
    assert dialog.template.hasFocus()
    qtbot.waitUntil(lambda: dialog.example.text() == "— from H01 Tomasz Wilk")


def test_an_attribution_that_cannot_be_filled_says_why_and_keeps_from_writing(
    qtbot: QtBot, open_: Open
) -> None:
    dialog = open_()
    dialog.template.setText("{case}, {nonsense}")
    assert "nonsense" in dialog.template_problem.text()
    assert not dialog.main.isEnabled()
    qtbot.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    assert dialog.main.isEnabled()
    assert not dialog.template_problem.isVisible()


def test_grouping_changes_the_headings(qtbot: QtBot, open_: Open) -> None:
    dialog = open_()
    dialog.group_by["document"].click()
    qtbot.waitUntil(lambda: dialog.preview.paper.toPlainText().startswith("H01 Tomasz Wilk\n"))


def test_what_is_chosen_while_the_preview_is_gathered_is_gathered_next(
    qtbot: QtBot, work: Work, open_: Open
) -> None:
    dialog = open_()
    for name in ("Acts of help", "Practical help", "Small civilities"):
        dialog.lists["codes"].ticks.tick([_code(work, name)])
        dialog._gather()
    _extent(qtbot, dialog, "7 quotes")


@pytest.mark.parametrize("ending", [".docx", ".md", ".csv"])
def test_a_report_is_written_in_the_format_chosen(
    qtbot: QtBot, work: Work, open_: Open, tmp_path: Path, ending: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    dialog = open_()
    dialog.formats[ending].click()
    assert dialog.ending() == ending
    path = tmp_path / f"quotes{ending}"
    monkeypatch.setattr(dialog, "ask_file", lambda: path)
    said: list[Notice] = []
    work.said.connect(said.append)
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, _CTRL)
    assert said == [Notice(f"Wrote quotes{ending}: 354 quotes", file=path)]
    if ending == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) == 355
    else:
        assert path.stat().st_size > 10_000


def test_counts_and_codebook_can_be_left_out(
    qtbot: QtBot, open_: Open, tmp_path: Path
) -> None:  # fmt: skip
    dialog = open_()
    dialog.counts.click()
    dialog.codebook.click()
    with qtbot.waitSignal(dialog.finished):
        dialog.write(tmp_path / "quotes.md")
    written = (tmp_path / "quotes.md").read_text(encoding="utf-8")
    assert "## Counts by code" not in written
    assert "## Codebook" not in written


def test_the_attribution_written_with_is_kept(qtbot: QtBot, open_: Open, tmp_path: Path) -> None:
    dialog = open_()
    kept: list[str] = []
    dialog.template_kept.connect(kept.append)
    dialog.template.setText("{case}")
    with qtbot.waitSignal(dialog.finished):
        dialog.write(tmp_path / "quotes.md")
    assert kept == ["{case}"]


def test_a_file_that_cannot_be_written_is_said_and_the_choices_stay(
    qtbot: QtBot, open_: Open, tmp_path: Path
) -> None:
    dialog = open_()
    (tmp_path / "quotes.md").mkdir()
    dialog.write(tmp_path / "quotes.md")
    qtbot.waitUntil(lambda: "cannot be written" in dialog.note.text())
    assert dialog.isVisible()
    assert dialog.main.isEnabled()
    assert dialog.content.isEnabled()


def test_writing_can_be_cancelled(
    qtbot: QtBot, open_: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*args: object) -> int:
        progress = args[-1]
        assert isinstance(progress, Progress)
        while True:
            progress.step(1, 2, "writing")

    monkeypatch.setattr(report_dialog, "_written", endless)
    dialog = open_()
    dialog.write(tmp_path / "quotes.md")
    assert not dialog.content.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(dialog.content.isEnabled)
    assert dialog.isVisible()
    assert dialog.main.isEnabled()
    assert list(tmp_path.glob("quotes*")) == []


def test_escape_while_the_preview_is_gathered_leaves_no_trace(
    qtbot: QtBot, work: Work, parent: QWidget
) -> None:
    dialog = ReportDialog(work, parent)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not work.tasks.running)


def test_every_choice_has_a_name(open_: Open) -> None:
    dialog = open_()
    dialog.folds["tests"].unfold()
    dialog.tests.add_line()
    for part in dialog.findChildren(QWidget):
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.isVisibleTo(dialog):
            name = part.accessibleName() or getattr(part, "text", lambda: "")()
            assert name or part.parent() is dialog.area, part
