"""Several copies at once: what they are called, what stands in their way, and what is left of a
round that was broken off.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.progress import Progress
from liveable.errors import Ambiguous, Refused
from liveable.exchange.handouts import Handed, Receiver, file_names, hand_out_all, why_not
from liveable.ops import coders
from liveable.store import queries
from liveable.store.copies import CopyOut, copies_out, this_copy
from liveable.store.project import SUFFIX, Person, Project, open_project
from tests.conftest import ANN, BEN, Add

BOTH = (Receiver("Ben", BEN.uid), Receiver("Cem"))


def out(project: Project) -> list[CopyOut]:
    with project.reading() as session:
        return copies_out(session)


def names(project: Project) -> list[str]:
    with project.reading() as session:
        return [row.name for row in queries.coders(session)]


@pytest.fixture
def study(project: Project, add: Add) -> Project:
    """Ann's project with Ben in it, and two documents."""
    coders.present(project, BEN)
    add("A", "Some words.")
    add("B", "Other words.")
    return project


def test_files_are_called_after_project_and_coder() -> None:
    """Two of one name are told apart, whatever their case; what no file name may hold is gone."""
    assert file_names("Kindness", ["Ana", "Ben"]) == [
        "Kindness – Ana.liveable", "Kindness – Ben.liveable"
    ]  # fmt: skip
    assert file_names("K", ["Ana", "ANA", " ana "]) == [
        "K – Ana.liveable", "K – ANA (2).liveable", "K – ana (3).liveable"
    ]  # fmt: skip
    assert file_names("K", ["A/B: “C”?"]) == ["K – A B “C”.liveable"]


@given(st.text(min_size=1), st.lists(st.text(min_size=1), max_size=6))
def test_every_name_makes_a_file_name(project: str, coders_: list[str]) -> None:
    """However long and odd: there is room for what is added while it is written."""
    files = file_names(project, coders_)
    assert len({file.casefold() for file in files}) == len(coders_)
    for file in files:
        assert file.endswith(SUFFIX)
        assert len(f".{file}.new-journal".encode()) < 255
        assert not set('/\\:*?"<>|\n\0') & set(file)


def test_a_coders_name_is_kept_where_the_projects_is_long() -> None:
    """It is what tells the copies apart."""
    (file,) = file_names("Everyday help in three neighbourhoods " * 5, ["Aleksandra Nowakowska"])
    assert file.endswith(" – Aleksandra Nowakowska.liveable")


def test_copies_are_made_side_by_side_and_new_coders_join(study: Project, tmp_path: Path) -> None:
    """Of the same documents, blind or not, in a folder that is made for them."""
    folder = tmp_path / "Round 1"
    with study.reading() as session:
        document = queries.documents(session)[0].uid
    done = hand_out_all(study, folder, BOTH, ANN, documents=[document], blind=True)
    files = ["kindness – Ben.liveable", "kindness – Cem.liveable"]
    assert [copy.path.name for copy in done.made] == files
    assert sorted(path.name for path in folder.iterdir()) == files
    assert (done.refused, done.stopped) == ("", False)
    assert names(study) == ["Ann", "Ben", "Cem"]
    for copy, told in zip(done.made, out(study), strict=True):
        assert (told.copy, told.documents, told.blind) == (copy.copy, (document,), True)
        with open_project(copy.path, BEN) as theirs, theirs.reading() as session:
            known = this_copy(session)
            assert known is not None
            assert known.coder_name == told.coder_name
            assert [row.uid for row in queries.documents(session)] == [document]


def test_what_stands_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    """A file that is there, several of them, no folder, a file instead of one."""
    files = ["K – Ana.liveable", "K – Ben.liveable"]
    assert why_not(tmp_path, files) == ""
    assert why_not(tmp_path / "new", files) == ""
    (tmp_path / files[1]).touch()
    assert why_not(tmp_path, files) == (
        "K – Ben.liveable is in this folder already; choose another, or write the name of a new "
        "one."
    )
    (tmp_path / files[0]).touch()
    assert why_not(tmp_path, files).startswith(
        "K – Ana.liveable and 1 more of these files are in this folder already;"
    )
    assert why_not(tmp_path / files[0], files) == "K – Ana.liveable is a file, not a folder."
    no = tmp_path / "no"
    assert why_not(no / "such", files) == f"There is no folder {no}."


def test_nothing_is_written_where_one_file_is_there(study: Project, tmp_path: Path) -> None:
    """Neither the other copies nor the new coders."""
    (tmp_path / "kindness – Cem.liveable").touch()
    with pytest.raises(Refused, match="is in this folder already"):
        hand_out_all(study, tmp_path, BOTH, ANN)
    assert out(study) == []
    assert names(study) == ["Ann", "Ben"]


def test_stopped_half_way_the_copies_made_stay(study: Project, tmp_path: Path) -> None:
    """And are told; stopped at the first, there is not even a folder."""
    seen: list[tuple[int, int, str]] = []

    def stop_in_second(*step: object) -> None:
        seen.append(step)  # type: ignore[arg-type]
        if step[0] == 1:
            progress.cancel()

    progress = Progress(stop_in_second)
    done = hand_out_all(study, tmp_path / "new", BOTH, ANN, progress=progress)
    assert [copy.path.name for copy in done.made] == ["kindness – Ben.liveable"]
    assert done.stopped
    assert [told.coder_name for told in out(study)] == ["Ben"]
    assert {(done, total) for done, total, _ in seen} == {(0, 2), (1, 2)}
    assert seen[0][2] == "kindness – Ben.liveable"
    progress.cancel()
    assert hand_out_all(study, tmp_path / "other", BOTH, ANN, progress=progress) == Handed(
        (), stopped=True
    )
    assert not (tmp_path / "other").exists()


def test_what_goes_wrong_later_leaves_the_copies_made_by_then(
    study: Project, tmp_path: Path
) -> None:
    """With the sentence; at the first, it is simply refused, and no folder is left."""
    for uid in ("1", "2"):
        coders.present(study, Person(f"00000000-0000-7000-8000-{uid:>012}", "Dee"))
    some = (Receiver("Ben", BEN.uid), Receiver("Dee"))
    done = hand_out_all(study, tmp_path, some, ANN)
    assert [copy.path.name for copy in done.made] == ["kindness – Ben.liveable"]
    assert "Dee" in done.refused
    with pytest.raises(Ambiguous):
        hand_out_all(study, tmp_path / "new", some[1:], ANN)
    assert not (tmp_path / "new").exists()


def test_how_far_a_single_copy_is_is_told(study: Project, tmp_path: Path) -> None:
    """There is nothing else to count."""
    seen: list[tuple[int, int, str]] = []
    progress = Progress(lambda done, total, note: seen.append((done, total, note)))
    hand_out_all(study, tmp_path, BOTH[:1], ANN, progress=progress)
    assert seen[-1][0] == seen[-1][1] > 10
    assert {note for _, _, note in seen} == {"kindness – Ben.liveable"}
