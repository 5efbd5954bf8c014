"""The history page by page, and back to a point of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from liveable.core.merging import MergeReport
from liveable.core.progress import Cancelled, Progress
from liveable.core.spans import Span
from liveable.ops import codebook, coders, codings, documents
from liveable.store import queries, trail
from liveable.store.merges import Brought
from liveable.store.project import Project
from liveable.store.spots import Target
from liveable.store.trail import TrailRow
from tests import acts
from tests.conftest import ANN, BEN, Add
from tests.merged import copied, taken_in


def page(project: Project, limit: int = 1000, **how: object) -> list[TrailRow]:
    with project.reading() as session:
        return trail.page(session, limit, **how)  # type: ignore[arg-type]


def test_pages_follow_each_other_and_say_what_the_history_says(project: Project) -> None:
    """Page after page is the whole history; filters choose from it."""
    chance = random.Random(3)
    coders.present(project, BEN)
    for _ in range(120):
        name = chance.choice(list(acts.ACTS))
        acts.act(project, name, chance.getrandbits(32), chance.choice([ANN, BEN]).uid)
    with project.reading() as session:
        every = queries.history(session)
    found: list[TrailRow] = []
    while rows := page(project, 7, before=found[-1].seq if found else None):
        found += rows
    assert [(r.seq, r.uid, r.label, r.coder_name, r.tables) for r in found] == [
        (r.seq, r.uid, r.label, r.coder_name, r.tables) for r in every
    ]
    assert page(project, coder=BEN.uid) == [r for r in found if r.coder == BEN.uid]
    some = {"coding", "memo"}
    assert page(project, tables=some) == [r for r in found if some & r.tables.keys()]
    assert (
        page(project, 3, before=50, tables={"code"})
        == [r for r in found if r.seq < 50 and "code" in r.tables][:3]
    )
    picked = [row.uid for row in found[::5]]
    assert page(project, among=picked) == [r for r in found if r.uid in picked]


def test_what_was_undone_is_marked_until_it_is_done_again(project: Project) -> None:
    """An act is undone while its undo stands, and an undo while its redo does."""
    codebook.create(project, "A", ANN.uid)

    def undone() -> dict[str, bool]:
        return {row.kind: row.undone for row in page(project, 3)}

    project.undo(ANN.uid)
    assert undone() == {"undo": False, "act": True, "create": False}
    project.redo(ANN.uid)
    assert undone() == {"redo": False, "undo": True, "act": False}


def test_what_an_act_touched_is_found_while_it_is_there(project: Project, add: Add) -> None:
    """A coding taken off still shows its passage; a deleted document shows nothing."""
    document = add("M01", "Ann: Aye.")
    code = codebook.create(project, "A", ANN.uid)
    coding = codings.code_passage(project, document, Span(5, 9), code, ANN.uid)
    seqs = {row.label.split()[0]: row.seq for row in page(project)}

    def shown(seq: int) -> Target | None:
        with project.reading() as session:
            return trail.touched(session, seq)

    last = max(seqs.values())
    assert shown(last) == Target(document, Span(5, 9), code, coding)
    assert shown(last - 1) == Target(code=code)
    assert shown(last - 2) == Target(document)
    codings.uncode(project, [coding], ANN.uid)
    assert shown(last) == shown(last + 1) == Target(document, Span(5, 9))
    documents.delete(project, [document], ANN.uid)
    assert shown(last) is shown(last - 2) is None


def names(project: Project) -> list[str]:
    with project.reading() as session:
        return [code.name for code in queries.codes(session)]


def test_going_back_undoes_each_act_down_to_one(project: Project) -> None:
    """Each by its own undo, so that redo brings them back one after the other."""
    for name in "ABC":
        codebook.create(project, name, ANN.uid)
    second = page(project)[1].seq
    assert trail.undo_to(project, second, ANN.uid) == (2, "")
    assert names(project) == ["A"]
    assert trail.undo_to(project, second, ANN.uid) == (0, "")
    project.redo(ANN.uid)
    assert names(project) == ["A", "B"]


def test_going_back_leaves_what_others_did(project: Project) -> None:
    """Another's act in between stays; one's own before it goes."""
    coders.present(project, BEN)
    for name, who in (("A", ANN), ("B", BEN), ("C", ANN)):
        codebook.create(project, name, who.uid)
    assert trail.undo_to(project, page(project)[2].seq, ANN.uid) == (2, "")
    assert names(project) == ["B"]


def test_kinds_are_left_out_of_a_page(project: Project) -> None:
    """As many rows as asked for are there all the same."""
    for name in "ABC":
        codebook.create(project, name, ANN.uid)
        project.undo(ANN.uid)
        project.redo(ANN.uid)
    with project.reading() as session:
        found = trail.page(session, 3, without=("undo", "redo"))
    assert [(row.kind, row.undone) for row in found] == [("act", False)] * 3


def test_going_back_stops_where_work_was_built_on_an_act(project: Project) -> None:
    """A conflict is said in its own words, and what was undone before it counts."""
    code = codebook.create(project, "A", ANN.uid)
    with project.operation("Bring up to date", ANN.uid, "migration") as session:
        codebook.get(session, code).name = "C"
    codebook.create(project, "B", ANN.uid)
    went = trail.undo_to(project, 1, ANN.uid)
    assert went.acts == 1
    assert "cannot be taken back" in went.stopped
    assert names(project) == ["C"]


def test_going_back_can_be_cancelled_between_two_acts(project: Project) -> None:
    """What was undone by then stays undone."""
    for name in "ABC":
        codebook.create(project, name, ANN.uid)
    progress = Progress(lambda done, total, note: progress.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        trail.undo_to(project, 1, ANN.uid, progress)
    assert names(project) == ["A"]


def test_a_merge_says_whose_acts_came_with_it(project: Project, tmp_path: Path) -> None:
    """No other act says so."""
    report = MergeReport("Kindness", "Ben", "", "Ann", "", "", 2)
    with copied(project, tmp_path / "copy.liveable", BEN) as copy:
        coders.present(copy, BEN)
        codebook.create(copy, "Theirs", BEN.uid)
        merge = taken_in(project, copy, ANN.uid, report)
    codebook.create(project, "Ours", ANN.uid)
    assert [row.uid for row in page(project) if row.merged] == [merge]
    assert page(project, among=[merge])[0].merged == (Brought("Ben", 2),)
