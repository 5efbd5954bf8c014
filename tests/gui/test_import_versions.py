"""A changed file, brought in by the window: as a new version of its document, or another one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liveable.core.spans import Span
from liveable.gui.import_dialog import ImportDialog
from liveable.ops import codebook, codings, documents
from liveable.store import check, queries
from liveable.store.project import create
from tests.conftest import ANN, original, transcript
from tests.gui.desk import Desk

BODY = "\n".join(
    f"Int: Why was that, number {n}?\nAnn: Because my neighbour {n} knocked and asked."
    for n in range(12)
)
NEW = BODY.replace("neighbour 3 knocked", "friend 3 knocked").replace("Ann:", "P1:")


@pytest.fixture
def study(desk: Desk, tmp_path: Path) -> Desk:
    """A project of one interview, coded twice, and its file again with other words."""
    with create(tmp_path / "study.liveable", "Study", ANN) as project:
        made = documents.add(
            project,
            transcript(BODY, ("Int", "interviewer"), ("Ann", "participant")),
            original("M01.txt", BODY.encode()),
            ANN.uid,
        )
        code = codebook.create(project, "Help", ANN.uid)
        for words in ("neighbour 3 knocked", "neighbour 5 knocked"):
            start = BODY.index(words)
            span = Span(start, start + len(words))
            codings.code_passage(project, made, span, code, ANN.uid)
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "M01.txt").write_text(NEW, "utf-8")
    desk.open(tmp_path / "study.liveable")
    return desk


def bringing(desk: Desk, tmp_path: Path) -> ImportDialog:
    """Ask for the changed file, and wait until it is read."""
    desk.answer_files(tmp_path / "again" / "M01.txt")
    desk.press("Ctrl+I")
    dialog = desk.dialog(ImportDialog)
    desk.until(dialog.main.isEnabled)
    return dialog


def test_a_changed_file_gives_its_document_a_new_text(study: Desk, tmp_path: Path) -> None:
    """By itself, and says so before; codings go along, and one undo takes it back."""
    dialog = bringing(study, tmp_path)
    assert dialog.listing.file(0, 4).text.startswith("Newer text of ‘M01’")
    assert dialog.preview.version.isVisible()
    assert dialog.preview.version.currentText() == "A new version of ‘M01’"
    gone = study.closed(dialog)
    study.press("Ctrl+Return")
    study.until(gone)
    study.until(lambda: not study.work.tasks.running)
    (row,) = study.documents()
    assert study.work.look(queries.document_text, row.uid) == NEW
    covered = study.work.look(lambda s: [w for _, w in queries.with_words(s, queries.codings(s))])
    assert covered == ["friend 3 knocked", "neighbour 5 knocked"]
    card = study.page.notices.card
    assert "Imported 1 new version" in card.words.text()
    assert "M01.txt: 1 coding covers other words now" in card.words.text()
    study.press("Ctrl+Z")
    study.until(lambda: study.work.look(queries.document_text, row.uid) == BODY)
    assert check.check(study.work.project).faults == []


def test_it_may_be_another_document_all_the_same(study: Desk, tmp_path: Path) -> None:
    """Chosen by keys; the document that was there keeps its text."""
    dialog = bringing(study, tmp_path)
    dialog.preview.version.setFocus()
    study.press("Down")
    assert dialog.intake.files[0].version_of is None
    assert "Newer text" not in dialog.listing.file(0, 4).text
    gone = study.closed(dialog)
    study.press("Ctrl+Return")
    study.until(gone)
    study.until(lambda: len(study.documents()) == 2)
    study.until(lambda: not study.work.tasks.running)
    names = {row.name: study.work.look(queries.document_text, row.uid) for row in study.documents()}
    assert names == {"M01": BODY, "M01 (2)": NEW}
    assert "Imported 1 document" in study.page.notices.card.words.text()


def test_a_file_read_in_a_wrong_encoding_is_put_right(desk: Desk, tmp_path: Path) -> None:
    """The file is left out as here already; Space gives its document the text as it is read now,
    and one undo takes it back.
    """
    right = "Int: Who asked?\nAnn: Zoë’s café helped us with the flood.\n" * 3
    wrong = right.encode("cp1252").decode("mac_roman")
    with create(tmp_path / "study.liveable", "Study", ANN) as project:
        source = original("K02.txt", right.encode("cp1252"))
        found = replace(transcript(wrong), encoding="mac_roman")
        made = documents.add(project, found, source, ANN.uid)
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "K02.txt").write_bytes(right.encode("cp1252"))
    desk.open(tmp_path / "study.liveable")
    desk.answer_files(tmp_path / "again" / "K02.txt")
    desk.press("Ctrl+I")
    dialog = desk.dialog(ImportDialog)
    desk.until(lambda: dialog.intake.files and not dialog.intake.files[0].reading)
    desk.until(lambda: dialog.listing.file(0, 4).text == "Left out: here already")
    said = dialog.preview._version_words
    desk.until(lambda: "came from this very file, in another encoding" in said.text())
    dialog.files.setFocus()
    desk.press("Space")
    assert dialog.listing.file(0, 4).text.startswith("‘K02’, read otherwise")
    gone = desk.closed(dialog)
    desk.press("Ctrl+Return")
    desk.until(gone)
    desk.until(lambda: desk.work.look(queries.document_text, made) == right)
    assert len(desk.documents()) == 1
    desk.press("Ctrl+Z")
    desk.until(lambda: desk.work.look(queries.document_text, made) == wrong)
