"""Another text for a document, from the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from liveable.cli import run
from tests.cli.conftest import INTERVIEW, Shell

NEW = INTERVIEW.replace("just not my place", "just not our place").replace("wee one", "wee boy")


@pytest.fixture
def coded(study: Shell) -> Shell:
    """The interview with two passages coded."""
    for quote in ("not my place. You chap", "across the landing"):
        study("code", "p.liveable", "M01", "Not overstepping", "--quote", quote)
    (study.folder / "new.txt").write_text(NEW, encoding="utf-8")
    return study


def text_of(sh: Shell) -> str:
    return sh("text", "p.liveable", "M01")


def test_a_text_is_edited(coded: Shell) -> None:
    """What changes is told, the codings whose words are others too; one undo takes it back."""
    before = text_of(coded)
    shown = coded.json("edit", "p.liveable", "M01", "new.txt", "--dry-run")
    assert text_of(coded) == before
    assert [
        [piece["text"] for piece in change["pieces"] if piece["kind"] != "same"]
        for change in shown["changes"]
    ] == [["my", "our", "one", "boy"]]
    (told,) = shown["doubtful"]
    assert (told["code"], told["coder"], told["document"]) == ("Not overstepping", "Ann", "M01")
    assert (told["before"], told["after"]) == ("not my place. You chap", "not our place. You chap")
    assert (shown["reanchored"], shown["renamed"]) == (1, {})
    said = coded("edit", "p.liveable", "M01", "new.txt", "--dry-run")
    assert "just not [-my-]{+our+} place" in said
    assert "2 words would be put in, 2 words taken out." in said
    said = coded("edit", "p", "M01", "new.txt")
    assert "words changed under Not overstepping by Ann: “not my place. You chap” is now" in said
    assert "over the same words as before: 1 coding" in said
    assert text_of(coded) == NEW
    coded("undo", "p.liveable")
    assert text_of(coded) == before


def test_an_editors_last_line_end_is_no_word(coded: Shell) -> None:
    """Nor are line ends of Windows, nor a mark of the encoding."""
    coded("edit", "p", "M01", "new.txt")
    file = coded.folder / "new.txt"
    file.write_bytes(b"\xef\xbb\xbf" + NEW.replace("\n", "\r\n").encode())
    coded("edit", "p", "M01", "new.txt", code=1)
    assert "The text of ‘M01’ is as it was." in coded.err


def test_what_cannot_be_a_text_is_refused(coded: Shell) -> None:
    """In a sentence, and nothing is written."""
    before = text_of(coded)
    (coded.folder / "empty.txt").write_text(" \n")
    (coded.folder / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    coded("edit", "p", "M01", "empty.txt", code=1)
    assert "cannot be left without words" in coded.err
    coded("edit", "p", "M01", "image.txt", code=1)
    assert "image.txt" in coded.err
    coded("edit", "p", "M01", "absent.txt", code=1)
    coded("edit", "p", "M02", "new.txt", code=1)
    assert text_of(coded) == before


def test_a_changed_file_is_told_of_and_may_be_a_new_version(coded: Shell) -> None:
    """By itself it is another document, with a warning; asked for, it gives its document its text,
    with all codings brought along.
    """
    again = coded.folder / "again"
    again.mkdir()
    (again / "M01.txt").write_text(NEW, encoding="utf-8")
    (other,) = coded.json("import", "p", "again/M01.txt")
    assert (other["document_name"], other["new"], "version_of" in other) == ("M01 (2)", True, False)
    assert other["warnings"][0].startswith("Most of it is in the project already, as ‘M01’")
    coded("undo", "p")
    (told,) = coded.json("import", "p", "again/M01.txt", "--new-version")
    assert (told["document_name"], told["new"]) == ("M01", False)
    assert told["version_of"] == told["document"]
    assert (told["reanchored"], len(told["doubtful"])) == (1, 1)
    assert text_of(coded) == NEW
    (same,) = coded.json("import", "p", "again/M01.txt", "--new-version")
    assert "The same file is in the project already" in same["warnings"][0]
    coded("check", "p")
    coded("undo", "p")
    assert text_of(coded) == INTERVIEW
    said = coded("import", "p", "again/M01.txt", "--new-version")
    assert "as a new version of ‘M01’" in said
    assert "words changed under Not overstepping" in said


def test_another_file_of_the_same_name_is_another_document(coded: Shell, tmp_path: Path) -> None:
    """Asked for new versions or not: its words are others."""
    again = coded.folder / "again"
    again.mkdir()
    (again / "M01.txt").write_text("INT: Who are you?\nK02: Nobody you know.\n" * 9)
    (told,) = coded.json("import", "p", "again/M01.txt", "--new-version")
    assert (told["new"], told["warnings"]) == (True, [])
    assert run(["check", "p.liveable"]) == 0


def test_an_encoding_said_wrongly_is_put_right(coded: Shell) -> None:
    """The same file, read in another encoding and asked for, gives its document the right text."""
    right = "INT: Who asked?\nK02: Zoë’s café, “naïve” or not, helped us with the flood.\n" * 3
    (coded.folder / "K02.txt").write_bytes(right.encode("cp1252"))
    coded("import", "p", "K02.txt", "--encoding", "mac_roman")
    coded("code", "p", "K02", "Not overstepping", "--span", "89:104")
    before = coded("text", "p", "K02")
    assert before != right
    (told,) = coded.json("import", "p", "K02.txt", "--encoding", "cp1252")
    assert (told["new"], "version_of" in told) == (False, False)
    assert "import it with --new-version to read that in this encoding" in told["warnings"][0]
    (told,) = coded.json("import", "p", "K02.txt", "--encoding", "cp1252", "--new-version")
    assert told["version_of"] == told["document"]
    assert coded("text", "p", "K02") == right
    (same,) = coded.json("import", "p", "K02.txt", "--encoding", "cp1252", "--new-version")
    assert same["warnings"] == ["The same file is in the project already, as ‘K02’."]
    coded("undo", "p")
    assert coded("text", "p", "K02") == before
    coded("check", "p")
