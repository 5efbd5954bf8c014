"""A new project with its codebook, made in one step or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.errors import FileRefused, NotFound, Refused
from liveable.exchange.new_project import file_name, make_project, why_not
from liveable.store import queries
from liveable.store.project import SUFFIX, open_project
from tests.conftest import ANN

_BOOK = "schema: liveable-codebook/1\nname: Mine\ncodes:\n  - name: Soup\n  - name: Bread\n"


def test_a_project_is_made_with_a_ready_made_codebook_and_closed_again(tmp_path: Path) -> None:
    path = tmp_path / "study.liveable"
    make_project(path, "A study", ANN, "liveable_lives")
    with open_project(path, ANN) as project, project.reading() as session:
        assert len(queries.codes(session)) == 78
        assert queries.coder_name(session, ANN.uid) == "Ann"
    assert [p.name for p in tmp_path.iterdir()] == ["study.liveable"]


def test_a_codebook_may_come_from_a_file_or_be_left_out(tmp_path: Path) -> None:
    book = tmp_path / "mine.yaml"
    book.write_text(_BOOK, encoding="utf-8")
    for codebook, names in ((book, ["Soup", "Bread"]), (None, [])):
        path = tmp_path / f"{bool(codebook)}.liveable"
        make_project(path, "A study", ANN, codebook)
        with open_project(path, ANN) as project, project.reading() as session:
            assert [row.name for row in queries.codes(session)] == names


def test_a_codebook_that_cannot_be_read_leaves_no_project(tmp_path: Path) -> None:
    path = tmp_path / "study.liveable"
    (tmp_path / "bad.yaml").write_text("schema: liveable-codebook/1\ncodes: 7\n", encoding="utf-8")
    for codebook in (tmp_path / "bad.yaml", tmp_path / "gone.yaml", tmp_path):
        with pytest.raises(FileRefused):
            make_project(path, "A study", ANN, codebook)
    with pytest.raises(NotFound):
        make_project(path, "A study", ANN, "no_such_book")
    assert not path.exists()


def test_a_failure_while_the_codebook_is_brought_in_leaves_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("on the way")

    monkeypatch.setattr("liveable.ops.whole_codebook.apply", broken)
    with pytest.raises(RuntimeError):
        make_project(tmp_path / "study.liveable", "A study", ANN, "liveable_lives")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "study.liveable"
    path.write_text("mine")
    assert "already" in why_not(path)
    with pytest.raises(Refused):
        make_project(path, "A study", ANN, None)
    assert path.read_text() == "mine"


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "no folder" in why_not(tmp_path / "nowhere" / "study.liveable")
    assert why_not(tmp_path / "study.liveable") == ""


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Everyday help, three areas", "Everyday help, three areas.liveable"),
        ("  wave 2: pilot/final? ", "wave 2 pilot final.liveable"),
        ("עזרה", "עזרה.liveable"),
        ("a\u2028b", "a b.liveable"),
        ("...", ""),
        ("", ""),
    ],
)
def test_the_file_is_called_as_the_project_is(name: str, made: str) -> None:
    assert file_name(name) == made


@given(st.text())
def test_a_file_name_can_be_used_on_every_system(name: str) -> None:
    made = file_name(name)
    if made:
        stem = made.removesuffix(SUFFIX)
        assert not set(stem) & set('<>:"/\\|?*\n\r\t\0')
        assert stem == stem.strip(" .")
        assert file_name(stem) == made
        made.encode()
