"""What people type in their first hour: names half known, files in folders, slips of all kinds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from liveable import settings
from liveable.cli import common
from tests.cli.conftest import INTERVIEW, Shell


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (["new", ""], "The name of a file is empty."),
        (["new", "."], ". is a folder; a project needs a name of its own."),
        (["new", "adir.liveable"], "adir.liveable: there is a folder of that name already."),
        (["new", "x", "--coder", " "], "A coder needs a name."),
        (["documents", ""], "The name of a file is empty."),
        (["documents", "."], ". is a folder, not a project."),
        (["import", "p.liveable", ""], "The name of a file is empty."),
        (["import", "p.liveable", "adir.liveable"], "There is no file to import there."),
        (["read", "p.liveable", "M01", "--coder", ""], "A coder needs a name."),
        (["report", "p.liveable", "no/r.md"], "r.md: cannot be written: there is no folder no"),
        (["codebook", "p.liveable", "--to", "no/b.csv"], "there is no folder no"),
        (["codebook", "p.liveable", "--to", ""], "The name of a file is empty."),
        (["codebook", "p.liveable", "--from", ""], "The name of a file is empty."),
        (["demo", ""], "The name of a file is empty."),
        (["undo", "p.liveable", "--coder", ""], "Say which coder: its name is empty."),
        (["suggest", "p.liveable", "--coder", ""], "Say which coder: its name is empty."),
        (["restore", "p.liveable", "M01.txt"], "M01.txt is not a snapshot."),
        (["text", "p.liveable", ""], "Say which document: its name is empty."),
    ],
)
def test_what_cannot_be_is_said_plainly(study: Shell, words: list[str], cause: str) -> None:
    """One sentence that names the thing, and nothing is made."""
    (study.folder / "adir.liveable").mkdir()
    study(*words, code=1)
    assert cause in study.err
    assert not (study.folder / "x.liveable").exists()
    assert {r["coder"] for r in study.json("history", "p.liveable")} == {"Ann"}


def test_a_project_is_found_without_its_ending(study: Shell) -> None:
    """As `new` adds it; also beside a folder of that name."""
    assert len(study.json("documents", "p")) == 1
    (study.folder / "p").mkdir()
    assert len(study.json("documents", "p")) == 1
    study("documents", "q", code=1)
    assert study.err == "q: there is no such file.\n"


def test_wrong_words_are_answered_with_the_right_ones(study: Shell) -> None:
    """A plain sentence, whichever option it was."""
    study("report", "p", "r.md", "--group-by", "speaker", code=2)
    assert "Error: There is no grouping ‘speaker’; choose code, case or document." in study.err
    study("import", "p", "M01.txt", "--kind", "poem", code=2)
    assert "Error: There is no kind ‘poem’; choose auto, interview" in study.err
    study("search", "p", "x", "--in", "memos", code=2)
    assert "Error: There is no place to search ‘memos’; choose texts or notes." in study.err


def test_coders_are_found_however_they_are_typed(study: Shell) -> None:
    """A new one is announced; a known one is not made again."""
    study("read", "p", "M01", "--coder", "Zoë Reid")
    assert study.err == "New coder: Zoë Reid.\n"
    study("read", "p", "M01", "--coder", "zoe  reid")
    assert study.err == ""


def test_nobody_is_called_by_their_account_unawares(sh: Shell) -> None:
    """Whoever never said their name learns where to write it, and nobody else does."""
    sh("new", "a")
    assert f"write your name as person_name in {settings.file()}." in sh.err
    sh("new", "b", "--coder", "Moira")
    assert sh.err == ""
    sh("codebook", "a", "--from", "liveable_lives")
    assert sh.err == ""


def test_a_reading_mark_is_taken_off_by_not(study: Shell) -> None:
    """Undo passes it over, and does not take the coder away either."""
    study("read", "p", "M01", "--coder", "Ben")
    study("undo", "p", "--coder", "Ben", code=1)
    assert study.json("documents", "p")[0]["read"] is True
    assert study("read", "p", "M01", "--coder", "ben", "--not") == "M01: not read.\n"
    assert study.json("documents", "p")[0]["read"] is False
    assert study("undo", "p", "--coder", "Ann") == "Undone: Import ‘M01’.\n"


def test_a_quote_found_twice_is_shown_with_its_surroundings(study: Shell) -> None:
    """Enough words to choose by, and the option to choose with."""
    study("code", "p", "M01", "Not overstepping", "--quote", "ot my place", code=1)
    first, *places = study.err.splitlines()
    assert first == "‘M01’ says “ot my place” 2 times; say which with --span:"
    assert [p.split("  … ")[1] for p in places] == [
        "stair 👩‍👩‍👧. M01: It's just n[ot my place]. You chap the door and away …",
        "the landing never asked. “N[ot my place],” he says, “but here.” INT: …",
    ]
    start, stop = places[1].split()[1].split(":")
    assert INTERVIEW[int(start) : int(stop)] == "ot my place"


def test_queries_that_begin_with_a_minus_or_an_or(study: Shell) -> None:
    """Are queries; options stand before or after them as well."""
    hits = study.json("search", "p", "-chap place")
    assert [hit["text"] for hit in hits] == ["place"]
    assert study.json("search", "p", "--in=texts", "-chap place") == hits
    assert study("search", "p", "--in", "texts", "--", "-chap place").startswith("M01 ")
    assert len(study.json("search", "p", "OR landing")) == 1
    assert "Usage: liveable search" in study("search", "--help")


@pytest.mark.parametrize("query", ["", " ", "*", '"', "“”", "OR", "-landing"])
def test_a_query_without_a_word_is_refused(study: Shell, query: str) -> None:
    """It is not the same as a word that does not occur."""
    for where in ("texts", "notes"):
        study("search", "p", query, "--in", where, code=1)
        assert study.err.startswith(f"There is nothing to look for in ‘{query}’")
    assert study("search", "p", "nowhere") == "Not found.\n"


def test_folders_become_folders(study: Shell) -> None:
    """Each file once, in the folder it lay in; what is Liveable's own or hidden stays out."""
    deep = study.folder / "wave" / "deep"
    deep.mkdir(parents=True)
    (study.folder / "wave" / "a.txt").write_text("A plain note about the stair.")
    (deep / "a.txt").write_text("Another note about the door.")
    (study.folder / "top.txt").write_text("A note on its own.")
    (study.folder / ".hidden").mkdir()
    (study.folder / ".hidden" / "b.txt").write_text("no")
    for name in ("wave/p.liveable", "wave/p.liveable-wal", "deep.snapshot"):
        (study.folder / name).write_bytes((study.folder / "p.liveable").read_bytes())
    told = study.json("import", "p", "wave", "wave/a.txt", "p.liveable", "top.txt")
    assert [(Path(t["file"]).as_posix(), t["new"]) for t in told] == [
        ("wave/a.txt", True),
        ("wave/deep/a.txt", True),
        ("top.txt", True),
    ]
    placed = {(d["folder"], d["name"]) for d in study.json("documents", "p")}
    assert placed == {("", "M01"), ("wave", "a"), ("wave/deep", "a"), ("", "top")}
    assert study("text", "p", "deep/a").startswith("Another")
    told = study.json("import", "p", ".")
    assert not any(t["new"] for t in told if "wave" in t["file"])
    assert not any(".liveable" in t["file"] or ".snapshot" in t["file"] for t in told)


def test_the_same_file_again_is_no_success(study: Shell) -> None:
    """One line says so, and no other says it was imported."""
    line = "M01.txt: The same file is in the project already, as ‘M01’.\n"
    assert study("import", "p", "M01.txt") == line


def test_a_table_among_documents_names_the_option(study: Shell) -> None:
    """So that nobody has to look it up."""
    (study.folder / "people.csv").write_text("Case,Age\nM01,71\nM02,38\n")
    study("import", "p", "people.csv", code=1)
    assert "import it as a sheet of attributes (--kind attributes)" in study.err
    out = study("import", "p", "people.csv", "--kind", "attributes")
    assert out.splitlines() == [
        "people.csv: 2 cases, by the column ‘Case’, with 1 attribute",
        "  1 case is kept that no document or speaker is called after: M02.",
    ]


def test_suggestions_put_off_and_settled(study: Shell) -> None:
    """Put off, they wait for --later; settled, they say so. Short verdicts will do."""
    first, second = study.json("suggest", "p")
    places = [f"{s['start']}:{s['end']}" for s in (first, second)]
    code = "not overstepping"
    study("judge", "p", "M01", places[0], code, "later")
    assert study.json("suggest", "p") == [second]
    assert study.json("suggest", "p", "--later") == [first, second]
    study("judge", "p", "M01", places[0], code, "accept")
    study("judge", "p", "M01", places[1], code, "reject")
    assert study.json("suggest", "p", "--later") == []
    for place, said in zip(places, ("accepted", "rejected"), strict=True):
        study("judge", "p", "M01", place, code, "reject", code=1)
        assert study.err.endswith(f"The suggestion of this code at {place} is {said} already.\n")
    study("judge", "p", "M01", places[0], code, "perhaps", code=2)
    assert "choose accepted, rejected or later" in study.err


def test_one_is_not_many(study: Shell) -> None:
    """Counts and their nouns agree."""
    study("code", "p", "M01", "Not overstepping", "--quote", "never asked")
    assert study("documents", "p").split()[1:4] == ["words", "1", "coding"]
    (study.folder / "one.csv").write_text("name\nHelping\n")
    assert study("new", "one", "--codebook", "one.csv") == "one.liveable: made, with 1 code.\n"
    assert study.err == ""


def test_progress_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole lines where it is kept in a file; on a terminal, a line that is wiped."""
    times = iter(range(10))
    tell = common.terminal_progress(lambda: float(next(times)))
    tell.step(0, 2, "a.txt")
    tell.step(1, 2, "b.txt")
    tell.step(2, 2)  # which has nothing to say
    assert capsys.readouterr().err == "0/2 a.txt\n1/2 b.txt\n"
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    tell = common.terminal_progress(lambda: 0.0)
    tell.step(0, 2, "a.txt")
    tell.step(2, 2)
    common.note("done")
    assert capsys.readouterr().err.endswith(f"\r{'':78}\rdone\n")


def test_a_damaged_snapshot_is_still_called_damaged(study: Shell) -> None:
    """Unlike a file that never was one."""
    (snapshot,) = study.json("snapshots", "p")
    data = bytearray(Path(snapshot["file"]).read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    Path(snapshot["file"]).write_bytes(data)
    study("restore", "p", snapshot["file"], code=1)
    assert "is damaged; choose another snapshot" in study.err
    with sqlite3.connect(study.folder / "other.db") as db:
        db.execute("CREATE TABLE x (y)")
    db.close()
    study("restore", "p", "other.db", code=1)
    assert study.err == "other.db is not a snapshot.\n"
