"""Merges on the command line: their list, their report, and what the history says of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from liveable import settings
from liveable.ops import codebook, coders
from liveable.store.project import Person, open_project
from tests.cli.conftest import Shell
from tests.conftest import ANN, BEN
from tests.merged import copied, taken_in
from tests.reports.merge_values import merge_report


@pytest.fixture
def merged(sh: Shell, project_file: Path) -> Shell:
    """A shell beside Ann's project, in which Ben's copy was merged twice."""
    settings.save(settings.Settings(person_uid=ANN.uid, person_name=ANN.name))
    shutil.copyfile(project_file, sh.folder / "p.liveable")
    with (
        open_project(sh.folder / "p.liveable", ANN) as project,
        copied(project, sh.folder / "copy.liveable", BEN) as copy,
    ):
        coders.present(copy, BEN)
        codebook.create(copy, "Help", BEN.uid)
        coders.present(copy, Person("cem", "Cem"))
        taken_in(project, copy, ANN.uid, merge_report(copy="Ben", acts=3))
        codebook.create(copy, "Trust", BEN.uid)
        taken_in(project, copy, ANN.uid, merge_report(copy="Ben", acts=1, decisions=[], added={}))
    return sh


def test_merges_are_listed_oldest_first(merged: Shell) -> None:
    """With who, whose copy, and what came of it."""
    first, second = merged("merges", "p").splitlines()
    assert first.startswith("  1  20")
    came = "3 acts, 1,112 codings added, 1 coding deleted, 3 conflicts decided"
    assert first.endswith(f"Ann: Ben's copy  ({came})")
    came = "1 act, 0 codings added, 1 coding deleted, 0 conflicts decided"
    assert second.endswith(f"Ann: Ben's copy  ({came})")
    found = merged.json("merges", "p")
    assert [list(merge) for merge in found] == [
        [
            "merge", "operation", "seq", "at", "by", "copy", "acts", "codings", "codings_deleted",
            "conflicts",
        ]
    ] * 2  # fmt: skip
    assert [(m["merge"], m["acts"], m["codings"], m["conflicts"]) for m in found] == [
        (1, 3, 1112, 3),
        (2, 1, 0, 0),
    ]
    assert found[0]["by"] == "Ann"
    merged("undo", "p")
    assert [m["merge"] for m in merged.json("merges", "p")] == [1]


def test_a_report_is_written_of_the_latest_or_of_any_merge(merged: Shell) -> None:
    """In the form its file's ending says."""
    assert merged("merge-report", "p", "out.md") == "out.md: Ben's copy, 0 decisions.\n"
    assert "Nothing had to be decided" in (merged.folder / "out.md").read_text("utf-8")
    assert merged("merge-report", "p", "out.csv", "--merge", 1) == (
        "out.csv: Ben's copy, 3 decisions.\n"
    )
    assert "It is shorter." in (merged.folder / "out.csv").read_text("utf-8")
    merged("merge-report", "p", "out.docx", "--merge", "2")
    assert (merged.folder / "out.docx").read_bytes().startswith(b"PK")


def test_a_report_that_cannot_be_written_is_refused(merged: Shell, project_file: Path) -> None:
    """In one sentence; before anything is read where the name is wrong."""
    merged("merge-report", "nowhere", "out.pdf", code=1)
    assert merged.err == "out.pdf: the name of a merge's report ends in .docx, .md or .csv.\n"
    for n in (0, 3):
        merged("merge-report", "p", "out.md", "--merge", n, code=1)
        assert merged.err == f"There is no merge {n}; `merges` lists 2 merges.\n"
    merged("merge-report", project_file, "out.md", code=1)
    assert merged.err == f"{project_file}: nothing was merged yet.\n"
    assert not (merged.folder / "out.md").exists()
    assert merged("merges", project_file) == f"{project_file}: nothing was merged yet.\n"
    assert merged.json("merges", project_file) == []


def test_the_history_says_whose_acts_came_with_a_merge(merged: Shell) -> None:
    """Other entries stay as they are."""
    lines = merged("history", "p").splitlines()
    assert "Ann: Merge Ben's copy · 2 acts by Ben, 1 by Cem  (" in lines[-2]
    assert "Ann: Merge Ben's copy · 1 act by Ben  (" in lines[-1]
    found = merged.json("history", "p")
    fields = ["seq", "uid", "label", "coder", "at", "undoes", "tables"]
    assert [list(entry) for entry in found[:-2]] == [fields] * (len(found) - 2)
    assert [entry["merged"] for entry in found[-2:]] == [
        [{"coder": "Ben", "acts": 2}, {"coder": "Cem", "acts": 1}],
        [{"coder": "Ben", "acts": 1}],
    ]


def test_check_counts_the_acts_that_came(merged: Shell) -> None:
    """They are proved with the rest."""
    assert "4 acts of merged copies: sound." in merged("check", "p")
    assert merged.json("check", "p")["theirs"] == 4


def test_a_copy_handed_out_comes_back_with_its_report(study: Shell) -> None:
    """From the copy to the report in Word, and back again."""
    study("copy", "p", "ben.liveable", "--coder", "Ben")
    words = ["M01", "Not overstepping", "--quote", "never asked"]
    study("code", "ben", *words, "--coder", "Ben")
    study("merge", "p", "ben.liveable")
    (merge,) = study.json("merges", "p")
    assert (merge["by"], merge["copy"], merge["codings"]) == ("Ann", "Ben", 1)
    entry = study.json("history", "p")[-1]
    assert (entry["uid"], entry["label"]) == (merge["operation"], "Merge Ben's copy")
    assert entry["merged"] == [{"coder": "Ben", "acts": merge["acts"]}]
    assert study.json("check", "p")["theirs"] == merge["acts"]
    study("merge-report", "p", "out.md")
    written = (study.folder / "out.md").read_text("utf-8")
    assert "Ben's copy (the file ben.liveable) was merged into the project" in written
    study("undo", "p")
    assert study.json("merges", "p") == []
    study("check", "p")
