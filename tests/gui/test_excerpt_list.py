"""Reading the excerpts of a code, and doing things to many of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.gui import excerpt_list, excerpting
from liveable.gui.excerpt_list import ExcerptList
from liveable.gui.work import Work
from liveable.ops import codings, documents
from liveable.store import queries
from liveable.store.queries import CodingRow
from tests.gui.hands import shown

Key, Mod = Qt.Key, Qt.KeyboardModifier


def uid_of(work: Work, name: str) -> str:
    return next(code.uid for code in work.codes.values() if code.name == name)


@pytest.fixture
def listed(qtbot: QtBot, work: Work) -> Iterator[ExcerptList]:
    """The excerpts of 'Boundaries and risk' and the codes below it."""
    panel = ExcerptList(work)
    window = shown(qtbot, work, panel)
    work.choose_code(uid_of(work, "Boundaries and risk"))
    idle(qtbot, work)
    qtbot.keyClick(window, Key.Key_E, Mod.ControlModifier | Mod.ShiftModifier)
    yield panel
    window.close()


def idle(qtbot: QtBot, work: Work) -> None:
    qtbot.waitUntil(lambda: not work.tasks.running)


def rows(panel: ExcerptList) -> list[CodingRow]:
    return panel.list.rows.grouped.items()


def heads(panel: ExcerptList) -> list[str]:
    grouped = panel.list.rows.grouped
    return [grouped.at(row)[1] for row in grouped.heads()]


def test_the_whole_branch_is_listed_by_document(listed: ExcerptList, work: Work) -> None:
    """Rows are the query's, heads are the documents, the title has the count."""
    query = Query(codes=frozenset({work.code}))
    assert rows(listed) == work.look(queries.codings, query)
    assert heads(listed) == list(dict.fromkeys(r.document_name for r in rows(listed)))
    assert listed.title() == f"Excerpts {work.codes[work.code].subtree_codings}"
    index = listed.list.currentIndex()
    first = rows(listed)[0]
    body = work.look(queries.document_text, first.document)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert body[first.start : first.stop] in said
    assert work.codes[first.code].name in said
    assert first.coder_name in said


def test_enter_jumps_into_the_text(qtbot: QtBot, listed: ExcerptList, work: Work) -> None:
    """The second excerpt is shown in its document, and is the active coding."""
    qtbot.keyClick(listed.list, Key.Key_Down)
    with qtbot.waitSignal(work.revealed) as heard:
        qtbot.keyClick(listed.list, Key.Key_Return)
    row = rows(listed)[1]
    assert heard.args == [row.document, Span(row.start, row.stop)]
    assert (work.document, work.coding) == (row.document, row.uid)


def test_a_double_click_jumps_too(qtbot: QtBot, listed: ExcerptList, work: Work) -> None:
    """Where the mouse is, not where the keys were."""
    at = listed.list.visualRect(listed.list.rows.index(2)).center()
    with qtbot.waitSignal(work.revealed):
        qtbot.mouseDClick(listed.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    assert work.coding == rows(listed)[1].uid


@pytest.mark.parametrize(("number", "by"), list(enumerate(("document", "code", "case", "coder"))))
def test_excerpts_are_grouped_anew(
    qtbot: QtBot, listed: ExcerptList, work: Work, number: int, by: excerpting.By
) -> None:
    """Every grouping holds all excerpts; the sizes under the heads add up."""
    before = {row.uid for row in rows(listed)}
    listed.choice.by.setCurrentIndex(number)
    idle(qtbot, work)
    grouped = listed.list.rows.grouped
    assert {row.uid for row in rows(listed)} == before
    assert sum(grouped.at(row).size for row in grouped.heads()) == len(before)
    if by == "code":
        assert heads(listed)[0].startswith("Unobligated help / Boundaries and risk")


def test_newest_and_longest_come_first(qtbot: QtBot, listed: ExcerptList, work: Work) -> None:
    """Within each head."""
    keys: tuple[Callable[[CodingRow], Any], ...] = (
        lambda row: row.created,
        lambda row: row.stop - row.start,
    )
    for number, key in enumerate(keys, 1):
        listed.choice.order.setCurrentIndex(number)
        idle(qtbot, work)
        for name in heads(listed):
            found = [key(row) for row in rows(listed) if row.document_name == name]
            assert found == sorted(found, reverse=True)


def test_typing_filters_by_words(qtbot: QtBot, listed: ExcerptList, work: Work) -> None:
    """From the list / leads to the field, Enter back; Escape empties it."""
    whole = len(rows(listed))
    qtbot.keyClick(listed.list, Key.Key_Slash)
    qtbot.keyClicks(listed.choice.field, "door")
    qtbot.waitUntil(lambda: 0 < len(rows(listed)) < whole)
    for row in rows(listed):
        body = work.look(queries.document_text, row.document)
        assert "door" in body[row.start : row.stop].casefold()
    qtbot.keyClick(listed.choice.field, Key.Key_Return)
    assert listed.list.hasFocus()
    listed.choice.field.setFocus()
    qtbot.keyClicks(listed.choice.field, "xyzzy")
    qtbot.waitUntil(lambda: not rows(listed))
    assert "passes the filters" in listed.list.accessibleDescription()
    qtbot.keyClick(listed.choice.field, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(rows(listed)) == whole)


def test_filters_narrow_and_are_taken_off(qtbot: QtBot, listed: ExcerptList, work: Work) -> None:
    """By coder and star, and without the codes below; 'No filters' brings all back."""
    whole = rows(listed)
    coder = whole[0].coder
    menu = listed.choice._coders.menu
    next(a for a in menu.actions() if a.data() == coder).trigger()
    idle(qtbot, work)
    assert rows(listed) == [r for r in whole if r.coder == coder]
    listed.choice.starred.trigger()
    idle(qtbot, work)
    assert rows(listed) == [r for r in whole if r.coder == coder and r.star]
    assert listed.choice.filters.text() == "Filters: 2"
    listed.choice.clear()
    idle(qtbot, work)
    assert rows(listed) == whole
    listed.choice.below.trigger()
    idle(qtbot, work)
    assert rows(listed) == [r for r in whole if r.code == work.code]


def test_many_are_removed_starred_and_brought_back(
    qtbot: QtBot, listed: ExcerptList, work: Work
) -> None:
    """Shift chooses more; each act is one undo."""
    whole = rows(listed)
    qtbot.keyClick(listed.list, Key.Key_Down, Mod.ShiftModifier)
    qtbot.keyClick(listed.list, Key.Key_Down, Mod.ShiftModifier)
    chosen = [row.uid for row in listed.list.chosen()]
    assert chosen == [row.uid for row in whole[:3]]
    assert listed.acts.text().endswith("3")
    qtbot.keyClick(listed.list, Key.Key_S)
    assert all(row.star for row in rows(listed)[:3])
    qtbot.keyClick(listed.list, Key.Key_S)
    assert not any(row.star for row in rows(listed)[:3])
    assert [row.uid for row in listed.list.chosen()] == chosen
    with qtbot.waitSignal(work.said) as said:
        qtbot.keyClick(listed.list, Key.Key_Delete)
    assert said.args[0].undo
    assert [row.uid for row in rows(listed)] == [row.uid for row in whole[3:]]
    work.project.undo(work.coder)
    assert [row.uid for row in rows(listed)] == [row.uid for row in whole]


def test_another_code_is_given_to_the_chosen(
    qtbot: QtBot, listed: ExcerptList, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code that is picked; what leaves the branch leaves the list."""
    other, first = uid_of(work, "Practical help"), rows(listed)[0]
    monkeypatch.setattr(excerpt_list, "pick_code", lambda w, p, t, done, **how: done(other))
    qtbot.keyClick(listed.list, Key.Key_C, Mod.ShiftModifier)
    assert first.uid not in {row.uid for row in rows(listed)}
    found = work.look(queries.codings, Query(), [first.uid])
    assert [row.code for row in found] == [other]


def test_copying_says_whose_words_they_are(qtbot: QtBot, listed: ExcerptList, work: Work) -> None:
    """The clipboard has the exact words and the attribution of a report."""
    row = rows(listed)[0]
    body = work.look(queries.document_text, row.document)
    qtbot.keyClick(listed.list, Key.Key_C, Mod.ControlModifier)
    idle(qtbot, work)
    text = QApplication.clipboard().text()
    assert body[row.start : row.stop] in text
    assert row.document_name in text


def test_one_coding_does_not_make_the_list_anew(
    qtbot: QtBot, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With 5,000 excerpts open, coding one asks for that one, and reads no other's words."""
    code = uid_of(work, "Not overstepping")
    document = work.look(queries.documents)[3].uid
    length = len(work.look(queries.document_text, document))
    chance = random.Random(1)
    starts = [chance.randrange(length - 90) for _ in range(5_000)]
    passages = [codings.Passage(document, Span(s, s + chance.randint(5, 80)), code) for s in starts]
    codings.code_passages(work.project, passages, work.coder)
    panel = ExcerptList(work)
    shown(qtbot, work, panel)
    work.choose_code(code)
    idle(qtbot, work)
    assert len(rows(panel)) > 4_800
    looked: list[int] = []
    ask = queries.codings

    def counted(*args: object) -> list[CodingRow]:
        found: list[CodingRow] = ask(*args)  # type: ignore[arg-type]
        looked.append(len(found))
        return found

    monkeypatch.setattr(queries, "codings", counted)
    uid = codings.code_passage(work.project, document, Span(0, 9), code, work.coder)
    assert looked == [1]
    assert panel.list.rows.grouped.row(uid) is not None
    assert panel.title() == f"Excerpts {len(rows(panel)):,}"
    codings.uncode(work.project, [uid], work.coder)
    assert looked == [1, 0]
    assert not work.tasks.running


def test_a_hidden_list_reads_nothing_until_it_is_seen(qtbot: QtBot, work: Work) -> None:
    """Its title still counts; when shown, it has what happened meanwhile."""
    panel = ExcerptList(work)
    window = shown(qtbot, work, panel)
    window.hide()
    code = uid_of(work, "Not overstepping")
    work.choose_code(code)
    document = work.look(queries.documents)[0].uid
    codings.code_passage(work.project, document, Span(0, 9), code, work.coder)
    assert not work.tasks.running
    assert (rows(panel), panel.title()) == ([], "Excerpts 21")
    window.show()
    qtbot.waitUntil(lambda: len(rows(panel)) == 21)


def test_what_happens_while_the_list_is_made_is_in_it(qtbot: QtBot, work: Work) -> None:
    """A coding made after the list was asked for and before it came is not lost."""
    panel = ExcerptList(work)
    shown(qtbot, work, panel)
    code = uid_of(work, "Not overstepping")
    work.choose_code(code)
    document = work.look(queries.documents)[0].uid
    uid = codings.code_passage(work.project, document, Span(0, 9), code, work.coder)
    idle(qtbot, work)
    assert panel.list.rows.grouped.row(uid) is not None


def test_deleting_a_document_takes_its_excerpts_along(
    qtbot: QtBot, listed: ExcerptList, work: Work
) -> None:
    """Heads and rows go; undo brings them back."""
    before = rows(listed)
    documents.delete(work.project, [before[0].document], work.coder)
    idle(qtbot, work)
    assert rows(listed) == [r for r in before if r.document != before[0].document]
    work.project.undo(work.coder)
    idle(qtbot, work)
    assert rows(listed) == before


def test_without_a_code_the_list_says_what_to_do(qtbot: QtBot, work: Work) -> None:
    """And with one that was never used, how to begin."""
    panel = ExcerptList(work)
    shown(qtbot, work, panel)
    assert "Choose a code" in panel.list.accessibleDescription()
    unused = next(c.uid for c in work.codes.values() if not c.subtree_codings)
    work.choose_code(unused)
    idle(qtbot, work)
    assert "Select words" in panel.list.accessibleDescription()
