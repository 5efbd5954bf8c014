"""Every list narrowed to some cases, and nobody can forget that it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from liveable.core.query import AttributeTest
from liveable.gui.combo import Combo
from liveable.gui.excerpt_list import ExcerptList
from liveable.gui.only_where import OnlyWhere
from liveable.gui.report_dialog import ReportDialog
from liveable.ops import case_table, cases, memos
from liveable.store import queries
from tests.gui.desk import Desk

SAID = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def old(sample: Desk) -> AttributeTest:
    """Who is 65 or older: three of the eleven participants, who speak in four documents."""
    found = [a for a in sample.page.cases.whole.attributes if a.name == "Age"]
    return AttributeTest(found[0].uid, "at least", "65")


def test_conditions_are_set_and_let_go_by_keys(sample: Desk) -> None:
    """The bar across the window says what holds and how much passes; one key shows everything."""
    sample.press("Ctrl+Shift+W")
    dialog = sample.dialog(OnlyWhere)
    assert not dialog.main.isEnabled()
    assert dialog.tests.lines[0].attribute.hasFocus()
    sample.letters("Age")
    sample.press("Tab")
    sample.press(*["Down"] * 6)  # is at least
    sample.press("Tab")
    assert dialog.tests.lines[0].value.hasFocus()
    sample.letters("old")
    assert dialog.problem.text() == "‘old’ is not a number, as ‘Age’ asks for."
    assert not dialog.main.isEnabled()
    sample.press("Ctrl+A")
    sample.letters("65")
    sample.until(lambda: dialog.counted.text() == "3 of 11 cases, 4 of 11 documents")
    gone = sample.closed(dialog)
    sample.press("Return")
    sample.until(gone)
    bar = sample.page.where
    assert bar.isVisible()
    assert bar.words.text() == "Only where Age is at least 65"
    assert bar.counts.text() == "3 of 11 cases, 4 of 11 documents"
    sample.press("Ctrl+Shift+W")
    again = sample.dialog(OnlyWhere)
    assert again.tests.lines[0].value.hasFocus()
    assert again.tests.lines[0].value.text() == "65"
    sample.press("Escape")
    sample.until(lambda: QApplication.activeModalWidget() is None)
    sample.press("Ctrl+.")
    assert not bar.isVisible()
    assert not sample.window.actions_.by_name["view.everything"].isEnabled()


def test_tab_goes_through_each_condition_and_then_to_add_another(sample: Desk) -> None:
    """What is compared, how, with what, and away with it; the last is followed by one more."""
    sample.press("Ctrl+Shift+W")
    tests = sample.dialog(OnlyWhere).tests
    tests.add.setFocus()
    sample.press("Space")
    first, second = tests.lines
    assert second.attribute.hasFocus()
    first.attribute.setFocus()
    for field in (*first.fields[1:], *second.fields, tests.add):
        sample.press("Tab")
        assert field.hasFocus()


def test_long_names_of_attributes_are_cut_where_there_is_no_room(sample: Desk) -> None:
    """So that the conditions fit into the narrow side of the report, too."""
    long = "How long the household has lived in its present neighbourhood"
    place = next(a for a in sample.page.cases.whole.attributes if a.name == "Place")
    case_table.rename_attribute(sample.work.project, place.uid, long, sample.work.coder)
    sample.press("Ctrl+Shift+W")
    dialog = sample.dialog(OnlyWhere)
    (line,) = dialog.tests.lines
    line.attribute.setCurrentText(long)
    assert line.attribute.currentText() == long
    assert line.minimumSizeHint().width() < 320
    assert all(isinstance(choice, Combo) for choice in (line.attribute, line.how))  # with a “…”


def test_every_list_says_how_much_it_leaves_out(sample: Desk, old: AttributeTest) -> None:
    """Documents, cases, excerpts and search show what passes, of how many."""
    page, work = sample.page, sample.work
    work.choose_code(_most_used(sample))
    sample.window.actions_.by_name["find.excerpts"].trigger()
    whole = work.codes[work.code].subtree_codings
    sample.until(lambda: page.excerpts.list.rows.grouped.count == whole)
    assert page.excerpts.title() == f"Excerpts {whole}"
    work.only_where((old,))
    inside = work.inside
    assert inside is not None
    assert page.corpus.count.text() == "4 of 11"
    assert set(page.corpus.model.corpus.order) == inside.documents
    folders = [page.corpus.model.index(n, 0).data(SAID) for n in range(3)]
    assert [said.partition(", Folder, ")[2] for said in folders] == [
        "1 of 4 shown", "1 of 3 shown", "2 of 4 shown",
    ]  # fmt: skip
    assert page.cases.title() == "Cases 3 of 11"
    assert {case.uid for case in page.cases.model.cases} == inside.cases
    assert page.cases.count.text() == "3 of 11"
    sample.until(lambda: 0 < page.excerpts.list.rows.grouped.count < whole)
    _expect_excerpts_of(page.excerpts, inside.documents)
    assert page.excerpts.title() == f"Excerpts {page.excerpts.list.rows.grouped.count} of {whole}"
    sample.press("Ctrl+Shift+F")
    sample.letters("the")
    sample.until(lambda: page.search.told.text().startswith("Only in 4 of 11 documents: "))
    sample.until(lambda: page.search._answer.texts)
    found = {place.document for place in page.search._answer.places.items() if place.span}
    assert found <= inside.documents
    sample.press("Ctrl+.")
    assert page.corpus.model.index(0, 0).data(SAID) == "Harbour Rise, Folder, 0 of 4 read"
    assert page.cases.title() == "Cases 11"
    assert len(page.corpus.model.corpus.order) == 11
    sample.until(lambda: not page.search.told.text().startswith("Only"))


def test_an_open_document_that_is_left_out_says_so(sample: Desk, old: AttributeTest) -> None:
    """It stays open, for nothing is changed by looking; the list on the left has no row for it."""
    head, work = sample.page.view.head, sample.work
    sample.read("M02 Danny Kerr")
    facts = head.facts.text()
    work.only_where((old,))
    assert head.facts.text() == f"Left out by the filter · {facts}"
    sample.read("M01 Moira Tennant")
    assert "filter" not in head.facts.text()
    sample.read("M02 Danny Kerr")
    sample.press("Ctrl+.")
    assert head.facts.text() == facts


def _most_used(desk: Desk) -> str:
    return max(desk.work.codes.values(), key=lambda row: row.subtree_codings).uid


def _expect_excerpts_of(excerpts: ExcerptList, documents: frozenset[str]) -> None:
    assert {row.document for row in excerpts.list.rows.grouped.items()} <= documents


def test_suggestions_are_counted_out_of_all(sample: Desk, old: AttributeTest) -> None:
    """What waits elsewhere is not lost: it is counted, and comes back."""
    page = sample.page
    sample.press("Ctrl+Shift+G")
    queue = page.suggestions
    sample.until(lambda: queue.list.rows.grouped.count)
    all_ = queue.list.rows.grouped.count
    sample.work.only_where((old,))
    sample.until(lambda: queue.list.rows.grouped.count < all_)
    assert queue.title() == f"Suggestions {queue.list.rows.grouped.count} of {all_}"
    inside = sample.work.inside
    assert inside is not None
    shown = {item.suggestion.document for item in queue.list.rows.grouped.items()}
    assert shown <= inside.documents
    sample.press("Ctrl+.")
    sample.until(lambda: queue.list.rows.grouped.count == all_)


def test_memos_on_what_passes_are_listed(sample: Desk, old: AttributeTest) -> None:
    """Among all memos; those about what is open are all shown."""
    page, work = sample.page, sample.work
    on = [
        memos.write(work.project, "on a case", work.coder, case=case.uid)
        for case in page.cases.whole.cases
    ]
    page.drawer.show_panel(page.memos)
    sample.until(page.memos.isVisible)
    page.memos.scope.show_value("all")
    page.memos.refresh()
    all_ = page.memos.list.rows.grouped.count
    assert page.memos.title() == f"Memos {all_}"
    work.only_where((old,))
    sample.until(lambda: page.memos.list.rows.grouped.count < all_)
    listed = {memo.uid for memo in page.memos.list.rows.grouped.items()}
    assert len(listed & set(on)) == 3
    assert page.memos.title() == f"Memos {len(listed)} of {all_}"


def test_a_value_that_changes_changes_what_passes(sample: Desk, old: AttributeTest) -> None:
    """Also by undo; a condition on an attribute that is deleted goes with it, and so the bar."""
    work = sample.work
    work.only_where((old,))
    young = next(c for c in sample.page.cases.whole.cases if c.name == "H02")
    cases.set_value(work.project, old.attribute, "80", work.coder, case=young.uid)
    assert sample.page.where.counts.text().startswith("4 of 11 cases")
    sample.until(lambda: sample.page.cases.title() == "Cases 4 of 11")
    work.project.undo(work.coder)
    assert sample.page.where.counts.text().startswith("3 of 11 cases")
    cases.delete_attribute(work.project, old.attribute, work.coder)
    assert work.where == ()
    assert not sample.page.where.isVisible()
    sample.until(lambda: sample.page.cases.title() == "Cases 11")


def test_a_report_begins_with_what_holds(sample: Desk, old: AttributeTest) -> None:
    """Whoever looks at some cases reports on them, and sees the condition there."""
    sample.work.only_where((old,))
    sample.press("Ctrl+P")
    dialog = sample.dialog(ReportDialog)
    sample.until(lambda: dialog.tests.lines)
    assert dialog.query().attributes == (old,)
    assert dialog.folds["tests"].said.text() == "1 condition"
    wanted = sample.work.look(queries.codings, dialog.query())
    assert 0 < len(wanted) < len(sample.codings())
    dialog.reject()
