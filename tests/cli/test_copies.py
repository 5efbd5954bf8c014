"""Copies on the command line: handing them out, listing them, and who one is in them."""

from __future__ import annotations

import pytest

from liveable import settings
from tests.cli.conftest import INTERVIEW, Shell
from tests.conftest import BEN


@pytest.fixture
def ben(study: Shell) -> settings.Settings:
    """What Ben's settings say; call ``settings.save`` to sit at his machine."""
    return settings.Settings(person_uid=BEN.uid, person_name="Ben")


def test_a_copy_is_handed_out_and_listed(study: Shell) -> None:
    """In one line, and as JSON with all its fields; its coder joins by name."""
    (study.folder / "M02.txt").write_text("Ann: Another one.\n", encoding="utf-8")
    study("import", "p", "M02.txt")
    study("code", "p", "M01", "Not overstepping", "--quote", "never asked", "--memo", "why?")
    assert study("copies", "p") == "p.liveable: no copy was handed out yet.\n"
    said = study("copy", "p", "ben.liveable", "--coder", "Ben", "--document", "M01", "--blind")
    assert said == (
        "ben.liveable: a copy for Ben with 1 document; left out: 1 document, 1 coding and 1 memo.\n"
    )
    assert "New coder: Ben." in study.err
    assert study("copy", "p", "ann.liveable", "--coder", "ann") == (
        "ann.liveable: a copy for Ann with 2 documents.\n"
    )
    study("read", "p", "M01", "--coder", "Ben")
    bens, anns = study.json("copies", "p")
    (document,) = (d["uid"] for d in study.json("documents", "p") if d["name"] == "M01")
    assert list(bens) == [
        "copy", "coder", "coder_name", "file", "at", "documents", "blind", "returned", "merges",
        "read", "documents_done", "documents_total",
    ]  # fmt: skip
    assert (bens["coder_name"], bens["file"], bens["blind"]) == ("Ben", "ben.liveable", True)
    assert (bens["documents"], anns["documents"]) == ([document], None)
    assert (bens["read"], bens["documents_done"], bens["documents_total"]) == (1, 1, 1)
    assert (bens["returned"], bens["merges"]) == (None, 0)
    listed = study("copies", "p").splitlines()
    assert listed[0].endswith(
        "  Ben: ben.liveable; blind, M01; 1 of 1 document read; not merged yet"
    )
    assert listed[1].endswith(
        "  Ann: ann.liveable; everything; 0 of 2 documents read; not merged yet"
    )
    assert [d["name"] for d in study.json("documents", "ben")] == ["M01"]
    assert study("text", "ben", "M01") == INTERVIEW
    assert study.json("codings", "ben") == []
    study("check", "ben")
    assert study.json("history", "ben")[-1]["label"] == "Hand out a copy to Ben"


def test_what_is_refused_leaves_nobody_behind(study: Shell) -> None:
    """A copy that cannot be made brings no coder into the project."""
    for words in (("p.liveable",), ("out.txt",), ("ben.liveable", "--document", "M09")):
        study("copy", "p", words[0], "--coder", "Ben", *words[1:], code=1)
        assert len(study.err.splitlines()) == 1
    study("copy", "p", "ben.liveable", code=2)
    assert "Ben" not in study("history", "p")


def test_a_copy_is_claimed_by_who_is_called_so(study: Shell, ben: settings.Settings) -> None:
    """Ben acts as the Ben the lead knows, though she made up his uid."""
    study("copy", "p", "ben.liveable", "--coder", "BEN")
    settings.save(ben)
    study("code", "ben", "M01", "Not overstepping", "--quote", "never asked")
    assert study.err == ""
    study("suggest", "ben")
    assert study("undo", "ben") == "Undone: Code ‘Not overstepping’.\n"
    assert {act["coder"] for act in study.json("history", "ben")} == {"Ann", "BEN"}
    study("check", "ben")


def test_undo_is_who_is_called_so_too(study: Shell, ben: settings.Settings) -> None:
    """Though the first thing they ask for is to take something back."""
    study("copy", "p", "ben.liveable", "--coder", "Ben")
    study("code", "ben", "M01", "Not overstepping", "--quote", "never asked", "--coder", "Ben")
    settings.save(ben)
    assert study("undo", "ben") == "Undone: Code ‘Not overstepping’.\n"


def test_anybody_else_joins_and_is_told_whom_it_is_for(
    study: Shell, ben: settings.Settings
) -> None:
    """Once: after that they are in it as themselves. The lead is in it anyway."""
    study("copy", "p", "cem.liveable", "--coder", "Cem")
    study("read", "cem", "M01")
    assert study.err == ""
    settings.save(ben)
    study("read", "cem", "M01")
    assert study.err.splitlines() == [
        "This copy was handed out to Cem, and you are Ben in it; if you are Cem, add "
        '--coder "Cem".',
        "New coder: Ben.",
    ]
    study("read", "cem", "M01")
    assert study.err == ""
    study("read", "cem", "M01", "--coder", "Cem")
    assert study.err == ""
