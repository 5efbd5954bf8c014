"""The window of somebody from whom the lead has hidden what others coded and wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from liveable.gui.report_dialog import ReportDialog
from liveable.gui.window import Window
from liveable.gui.work import Notice
from liveable.ops import coders, memos
from liveable.store import memos as stored
from liveable.store import queries
from liveable.store.memos import Subject
from liveable.store.project import open_project
from tests.conftest import ANN
from tests.gui.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
TRUST = "Reserved and private"  # both coders use it


@pytest.fixture
def isla(sample_file: Path) -> str:
    """Isla, for whom Ann has hidden the others' codings; on one of hers Ann wrote a memo."""
    with open_project(sample_file, ANN) as project:
        with project.reading() as session:
            (uid,) = [c.uid for c in queries.coders(session) if c.name == "Isla Reid"]
            hers = next(c.uid for c in queries.codings(session) if c.coder == uid)
        memos.write(project, "Quite unheard-of", ANN.uid, coding=hers)
        coders.hide_others(project, True, ANN.uid)
    return uid


@pytest.fixture
def hers(window: Window, desk: Desk, sample_file: Path, isla: str) -> Desk:
    """The sample project on Isla's machine."""
    window.kept.change(person_uid=isla, person_name="Isla Reid")
    desk.open(sample_file)
    return desk


def mine(desk: Desk, code: str | None = None, document: str | None = None) -> int:
    """How many codings Isla has, with a code or in a document."""
    return sum(
        row.coder == desk.work.coder
        and code in (None, row.code)
        and document in (None, row.document)
        for row in desk.codings()
    )


def only(desk: Desk) -> str | None:
    """Whose work alone the window shows."""
    return desk.work.only


def test_the_text_and_all_beside_it_have_only_ones_own(hers: Desk) -> None:
    """Tints, margin, overview and what hovering says are made from one index."""
    for document in hers.documents():
        hers.work.show_document(document.uid)
        shown = list(hers.page.view.index)
        assert {row.coder for row in shown} <= {hers.work.coder}
        assert len(shown) == mine(hers, document=document.uid)
        assert hers.page.view.overview.index is hers.page.view.index
        assert hers.page.corpus.model.codings(document.uid) == len(shown)
        tips = [hers.page.view.margin.tip(row.uid) for row in shown]
        assert not any("unheard-of" in tip for tip in tips)
    assert 0 < mine(hers) < len(hers.codings())


def test_counts_and_lists_have_only_ones_own(hers: Desk) -> None:
    """The tree, the card, the excerpts, memos and their search, and the history."""
    work, page = hers.work, hers.page
    for uid, row in work.codes.items():
        assert row.codings == mine(hers, code=uid)
    code = hers.code(TRUST)
    work.choose_code(code)
    page.doers()["find.excerpts"]()
    hers.until(lambda: page.excerpts.list.rows.grouped.count == work.codes[code].subtree_codings)
    assert {row.coder for row in page.excerpts.list.rows.grouped.items()} == {work.coder}
    page.write_memo()
    page.memos.scope.show_value("all")
    page.memos.refresh()
    shown = page.memos.list.rows.grouped.items()
    assert {row.coder for row in shown} == {work.coder}
    assert len(shown) < len(work.look(stored.memos))
    page.doers()["find.all"]()
    page.search.set_query("Quite unheard-of")
    hers.until(lambda: page.search._task is None)
    assert page.search.list.rows.grouped.count == 0
    page.doers()["project.history"]()
    hers.until(lambda: page.history.list.rows.grouped.count)
    assert {row.coder for row in page.history.list.rows.grouped.items()} == {work.coder}


def test_a_report_has_only_ones_own(hers: Desk) -> None:
    """Others are not even offered."""
    dialog = ReportDialog(hers.work, hers.window)
    dialog.open()
    hers.until(lambda: dialog.lists["coders"].ticks.all)
    assert [tick.name for tick in dialog.lists["coders"].ticks.all] == ["Isla Reid"]
    with hers.work.project.reading() as session:
        made = dialog.wish().gather(session)
    quotes = [quote for group in made.groups for quote in group.quotes]
    assert {coder for quote in quotes for coder in quote.coders} == {"Isla Reid"}
    assert not any("unheard-of" in memo.text for quote in quotes for memo in quote.memos)
    dialog.reject()


def test_who_deletes_a_code_is_told_that_others_work_goes_too(hers: Desk) -> None:
    """Though it is not counted."""
    said: list[Notice] = []
    hers.work.said.connect(said.append)
    code = hers.code(TRUST)
    count = mine(hers, code=code)
    hers.work.choose_code(code)
    hers.page.doers()["code.delete"]()
    went = f"with {count} codings and whatever others coded with it."
    assert said[-1].text == f"Deleted ‘{TRUST}’, {went}"


def test_the_lead_sees_everything(sample: Desk) -> None:
    """Hiding changes nothing in the lead's own window."""
    before = dict(sample.work.codes)
    coders.hide_others(sample.work.project, True, sample.work.coder)
    assert sample.work.only is None
    assert dict(sample.work.codes) == before


def test_who_hands_on_the_lead_sees_only_their_own_at_once_and_undo_brings_it_back(
    sample: Desk, sample_file: Path
) -> None:
    """The project is opened again, so that nothing of before stays in the window."""
    document = sample.documents()[0].uid
    sample.work.show_document(document)
    sample.page.view.keys_at().setFocus()
    coders.hide_others(sample.work.project, True, sample.work.coder)
    tom = next(c.uid for c in sample.work.look(queries.coders) if c.name == "Tom Baird")
    with sample.qtbot.waitSignal(sample.window.opened, check_params_cb=lambda path: bool(path)):
        coders.make_lead(sample.work.project, tom, sample.work.coder)
    assert only(sample) == sample.work.coder
    assert sample.work.document == document
    assert len(sample.page.view.index) == 0
    assert not any(row.codings for row in sample.work.codes.values())
    with sample.qtbot.waitSignal(sample.window.opened, check_params_cb=lambda path: bool(path)):
        sample.press("Ctrl+Z")
    assert only(sample) is None
    assert len(sample.page.view.index) > 0
    assert sample.work.look(stored.count, Subject("document", document)) > 0
