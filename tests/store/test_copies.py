"""The copies that are out, and which copy a file is."""

from __future__ import annotations

from pathlib import Path

from liveable.exchange.handout import hand_out
from liveable.ops import coders, documents
from liveable.store.copies import CopyOut, copies_out, this_copy
from liveable.store.project import Project, open_project
from liveable.store.team_tables import Merged
from tests.conftest import ANN, BEN, Add


def out(project: Project) -> list[CopyOut]:
    """The copies that are out."""
    with project.reading() as session:
        return copies_out(session)


def test_copies_out_tell_for_whom_and_how_far(project: Project, add: Add, tmp_path: Path) -> None:
    """What is in each, how much of its text its coder has read, and what came after."""
    assert out(project) == []
    first, second, third = (
        add(name, "x" * size) for name, size in (("A", 60), ("B", 30), ("C", 9))
    )
    coders.present(project, BEN)
    whole = hand_out(project, tmp_path / "ann.liveable", ANN.uid, ANN.uid)
    some = hand_out(project, tmp_path / "ben.liveable", BEN.uid, ANN.uid,
                    documents=[third, first, second], blind=True)  # fmt: skip
    add("D", "Nobody's copy has this.")
    documents.mark_read(project, first, BEN.uid, 45)
    documents.mark_read(project, second, BEN.uid)
    documents.delete(project, [third], ANN.uid)
    anns, bens = out(project)
    assert (anns.copy, anns.coder, anns.coder_name) == (whole.copy, ANN.uid, "Ann")
    assert (anns.documents, anns.names, anns.blind) == (None, (), False)
    assert (anns.read, anns.documents_done, anns.documents_total) == (0, 0, 2)
    assert (bens.copy, bens.coder_name, bens.file, bens.blind) == (
        some.copy, "Ben", "ben.liveable", True
    )  # fmt: skip
    assert (bens.documents, bens.names) == ((first, second), ("A", "B"))
    assert (bens.read, bens.documents_done, bens.documents_total) == (75 / 90, 1, 2)
    assert anns.at <= bens.at
    assert (bens.returned, bens.merges) == (None, 0)
    documents.delete(project, [first, second], ANN.uid)
    assert (out(project)[1].read, out(project)[1].documents) == (0, ())


def test_a_copy_has_returned_when_it_was_merged(project: Project, tmp_path: Path) -> None:
    """The latest merge counts, and one that was undone does not."""
    copy = hand_out(project, tmp_path / "ann.liveable", ANN.uid, ANN.uid).copy
    hand_out(project, tmp_path / "other.liveable", ANN.uid, ANN.uid)
    times = []
    for uid in ("first", "second"):
        with project.operation("Merge", ANN.uid, "merge") as session:
            act = session.connection().exec_driver_sql(
                "SELECT uid, at FROM operation WHERE digest IS NULL"
            )
            operation, at = act.one()
            session.add(Merged(uid=uid, copy=copy, head="theirs", operation=operation))
        times.append(at)
    assert [(c.merges, c.returned) for c in out(project)] == [(2, times[1]), (0, None)]
    project.undo(ANN.uid)
    assert [(c.merges, c.returned) for c in out(project)] == [(1, times[0]), (0, None)]


def test_a_copy_knows_what_it_is(project: Project, add: Add, tmp_path: Path) -> None:
    """For whom, with what in it; a project that is nobody's copy says so."""
    add("A", "Some words.")
    second = add("B", "Other words.")
    coders.present(project, BEN)
    made = hand_out(project, tmp_path / "c.liveable", BEN.uid, ANN.uid, documents=[second])
    with project.reading() as session:
        assert this_copy(session) is None
    with open_project(made.path, ANN) as copy, copy.reading() as session:
        known = this_copy(session)
    (listed,) = out(project)
    assert known is not None
    assert (known.copy, known.coder, known.coder_name) == (made.copy, BEN.uid, "Ben")
    assert (known.blind, known.documents, known.at) == (False, (second,), listed.at)
    assert known.person is None


def test_a_copy_lists_only_what_was_handed_out_from_it(project: Project, tmp_path: Path) -> None:
    """Not itself, nor those before it, which are the lead's to ask back."""
    ben = coders.present(project, BEN)
    hand_out(project, tmp_path / "one.liveable", ANN.uid, ANN.uid)
    hand_out(project, tmp_path / "two.liveable", ben, ANN.uid)
    with open_project(tmp_path / "two.liveable", BEN) as copy:
        assert out(copy) == []
        made = hand_out(copy, tmp_path / "three.liveable", ben, ben)
        assert [row.copy for row in out(copy)] == [made.copy]
    assert len(out(project)) == 2
