"""Who speaks, from a terminal."""

from __future__ import annotations

from typing import Any

from tests.cli.conftest import INTERVIEW, Shell


def speakers(sh: Shell, *words: str) -> list[tuple[str, Any, int, Any]]:
    rows = sh.json("speakers", "p.liveable", *words)
    return [(row["label"], row["role"], row["turns"], row["case"]) for row in rows]


def test_speakers_are_listed(study: Shell) -> None:
    """Of all documents, or of one; in words and as JSON."""
    assert speakers(study) == [("M01", "participant", 3, None), ("INT", "interviewer", 3, None)]
    said = study("speakers", "p.liveable", "M01")
    assert said == "M01\n  M01: participant, 3 turns\n  INT: interviewer, 3 turns\n"
    study("speakers", "p.liveable", "M02", code=1)
    assert "no document" in study.err


def test_what_is_said_of_one_document_is_done_there_alone(study: Shell) -> None:
    """In one act, that undo takes back; codings stay as they were."""
    study("code", "p.liveable", "M01", "Not overstepping", "--quote", "not my place")
    codings = study.json("codings", "p.liveable")
    said = study("speaker", "p.liveable", "int", "--document", "M01", "--role", "participant",
                 "--case", "Isla")  # fmt: skip
    assert said == "‘int’: put right in 1 document.\n"
    assert ("INT", "participant", 3, "Isla") in speakers(study)
    assert study.json("codings", "p.liveable") == codings
    study("undo", "p.liveable")
    assert ("INT", "interviewer", 3, None) in speakers(study)
    study("speaker", "p.liveable", "INT", "--document", "M01", "--not-a-person")
    assert speakers(study) == [("M01", "participant", 3, None)]
    study("speakers", "p.liveable", "M01", "--anew")
    assert ("INT", "interviewer", 3, None) in speakers(study)


def test_what_is_said_of_all_holds_for_later_imports(study: Shell) -> None:
    """Joined, renamed, told to be a person or none: again in the next file."""
    study("speaker", "p.liveable", "INT", "--same-as", "Isla", "--role", "interviewer")
    assert ("Isla", "interviewer", 3, None) in speakers(study)
    (study.folder / "M02.txt").write_text(INTERVIEW.replace("M01", "M02") + "INT: So?\n", "utf-8")
    (told,) = study.json("import", "p.liveable", "M02.txt")
    assert [(s["label"], s["role"]) for s in told["speakers"]] == [
        ("Isla", "interviewer"), ("M02", "participant"),
    ]  # fmt: skip
    study("speaker", "p.liveable", "Cafe\u0301 שלום, she said", "--a-person", code=1)
    assert "No line of the project begins with" in study.err


def test_a_label_that_was_not_believed_is_told(study: Shell) -> None:
    """And then begins turns."""
    text = INTERVIEW.replace("M01: No.", "M01: No.\nTape: ends.\nM01: Aye.")
    (study.folder / "M04.txt").write_text(text, "utf-8")
    study("import", "p.liveable", "M04.txt")
    study("speaker", "p.liveable", "tape", "--a-person", "--case", "Nobody")
    assert ("Tape", "participant", 1, "Nobody") in speakers(study, "M04")


def test_what_makes_no_sense_is_refused(study: Shell) -> None:
    """In one sentence."""
    study("speaker", "p.liveable", "INT", code=2)
    study("speaker", "p.liveable", "INT", "--not-a-person", "--role", "none", code=2)
    study("speaker", "p.liveable", "INT", "--role", "boss", code=2)
    study("speakers", "p.liveable", "--anew", code=2)
    study("speaker", "p.liveable", "Zoë", "--role", "none", code=1)
    assert study.err.strip() == (
        "Nobody speaks as ‘Zoë’ in the project; liveable speakers lists who does."
    )


def test_where_nobody_speaks_it_is_said(study: Shell) -> None:
    """In words; a program gets an empty list."""
    (study.folder / "notes.txt").write_text("Rain all day, and nobody came.\n", "utf-8")
    study("import", "p.liveable", "notes.txt")
    assert study("speakers", "p.liveable", "notes") == "Nobody was found to speak here.\n"
    assert study.json("speakers", "p.liveable", "notes", "--anew") == []
