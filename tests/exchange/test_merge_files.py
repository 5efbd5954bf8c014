"""Files that come back: of an older version, in use, several at once, and those refused."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from liveable.store import check
from liveable.store.project import open_project
from tests import acts
from tests.cli.conftest import Shell
from tests.conftest import ANN, BEN
from tests.exchange.team import CEM, M03, Desk, brings, codes, copy_for, words
from tests.exchange.told import brought
from tests.store.test_migrations import VERSION_1


class Copies(NamedTuple):
    """The project, Ben's copy with a new document that he coded, and Cem's with a coding."""

    here: Path
    ben: Path
    cem: Path


@pytest.fixture
def copies(here: Path) -> Copies:
    ben = copy_for(here, BEN, brings("M03", M03), codes("wash it", "Help"))
    return Copies(here, ben, copy_for(here, CEM, codes("her bins down", "Help")))


BENS = """\
+ M03, INT: And the close?
+ M03, OLA: We take turns to wash it.
+ document M03
+ interviewer INT of M03
+ participant OLA of M03
+ “wash it” is Help (Ben)"""
CEMS = "+ “her bins down” is Help (Cem)"


def changed(*statements: str) -> Callable[[Path], None]:
    """A file that some other program wrote to."""

    def done(path: Path) -> None:
        with closing(sqlite3.connect(path)) as file:
            triggers = file.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            for (name,) in triggers.fetchall():
                file.execute(f'DROP TRIGGER "{name}"')
            for statement in statements:
                file.execute(statement)
            file.commit()

    return done


def half(path: Path) -> None:
    """A file whose transfer broke off."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def a_folder(path: Path) -> None:
    """A folder in place of a file."""
    path.unlink()
    path.mkdir()


def another_database(path: Path) -> None:
    """A database that is no project."""
    path.unlink()
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE project (uid)")


LAST = "seq = (SELECT max(seq) FROM {})"
NOT_AS_WRITTEN = (
    "its history is not as it was written; run `liveable check` on it, and ask for another copy."
)
NOT_OURS = "it is not a Liveable project."
FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "what was done is another thing": (
        changed(
            f"UPDATE change SET after = replace(after, 'a', 'b') WHERE {LAST.format('change')}"
        ),
        "an image in its history was changed; run `liveable check` on it.",
    ),
    "somebody else did it": (
        changed(f"UPDATE operation SET coder = '{ANN.uid}' WHERE {LAST.format('operation')}"),
        NOT_AS_WRITTEN,
    ),
    "an act is missing": (
        changed("DELETE FROM operation WHERE seq = (SELECT max(seq) - 1 FROM operation)"),
        NOT_AS_WRITTEN,
    ),
    "a text was changed": (
        changed("UPDATE text SET body = replace(body, 'wash', 'mend')"),
        "one of its texts is missing or was changed.",
    ),
    "an original file was changed": (
        changed("UPDATE blob SET packed = x'00'"),
        "an original file kept in it is missing or was changed.",
    ),
    "half of it": (half, "the file is damaged; ask for another copy."),
    "newer": (
        changed("PRAGMA user_version = 99"),
        "it was made by a newer Liveable (file version 99, this program knows 3); update the "
        "program to open it.",
    ),
    "text": (lambda path: path.write_text("Dear Ann, here is my copy."), NOT_OURS),
    "empty": (lambda path: path.write_bytes(b""), NOT_OURS),
    "another database": (another_database, NOT_OURS),
    "not there": (Path.unlink, "there is no such file."),
    "a folder": (a_folder, "it is a folder, not a project."),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_merged_is_refused_in_a_sentence(
    fault: str, copies: Copies, sh: Shell
) -> None:
    """Alone it changes nothing; beside another copy, that one is done."""
    here, ben, cem = copies
    spoil, cause = FAULTS[fault]
    spoil(ben)
    with open_project(here, ANN) as project:
        before = acts.rows_of(project)
    for how in (("--dry-run",), ("--decide", "theirs"), ()):
        assert sh("merge", here, ben, *how, code=1) == ""
        assert sh.err == f"ben.liveable: {cause}\n"
    with open_project(here, ANN) as project:
        assert acts.rows_of(project) == before
    assert sh("merge", here, ben, cem, "--dry-run", code=1) == (
        "cem.liveable: Cem's copy, 1 act.\n  would be added: 1 coding\n"
    )
    assert brought(here, lambda: sh("merge", here, ben, cem, code=1)) == CEMS
    assert sh.err == f"ben.liveable: {cause}\n"
    assert sh.out == "cem.liveable: Cem's copy, 1 act.\n  added: 1 coding\n"


def test_a_damaged_copy_is_not_taken_for_a_damaged_project(copies: Copies, sh: Shell) -> None:
    """Wherever in the file the damage is: either it does not matter, or the copy is refused."""
    here, ben, cem = copies
    data, page = ben.read_bytes(), 4096
    refused = 0
    for start in range(page, len(data), 9 * page):
        ben.write_bytes(data[:start] + bytes([0xA5]) * page + data[start + page :])
        out = sh.json("merge", here, cem, "--dry-run")
        for some in ((ben,), (ben, cem)):
            try:
                sh("merge", here, *some, "--dry-run")
            except AssertionError:
                assert sh.err == "ben.liveable: the file is damaged; ask for another copy.\n"
                refused += 1
        assert out["added"] == {"coding": 1}
    assert refused


def test_several_copies_are_taken_in_one_after_the_other(copies: Copies, sh: Shell) -> None:
    """Each is an act of its own; the plan counts them together, and says which is which."""
    here, ben, cem = copies
    said = sh.json("merge", here, ben, cem, ben, "--dry-run")
    assert said["added"] == {"document": 1, "speaker": 2, "turn": 2, "coding": 2}
    assert [(c["name"], c["acts"], c["coders"]) for c in said["copies"]] == [
        ("Ben", 2, ["Ben"]), ("Cem", 1, ["Cem"]),
    ]  # fmt: skip
    both = "\n".join(sorted([*BENS.splitlines(), CEMS]))
    assert brought(here, lambda: sh("merge", here, ben, cem)) == both
    assert sh.out == (
        "ben.liveable: Ben's copy, 2 acts.\n"
        "  added: 1 document, 2 speakers, 2 turns, 1 coding\n"
        "cem.liveable: Cem's copy, 1 act.\n"
        "  added: 1 coding\n"
    )
    assert sh("merge", here, ben, cem) == (
        "ben.liveable: nothing new in it.\ncem.liveable: nothing new in it.\n"
    )
    labels = [act["label"] for act in sh.json("history", here)]
    assert labels[-2:] == ["Merge Ben's copy", "Merge Cem's copy"]


def test_two_copies_that_disagree_are_asked_about_together(here: Path, sh: Shell) -> None:
    """The second against what the first would make of the project; nothing is written meanwhile."""
    ben = copy_for(here, BEN, words("Trust", definition="Counting on people."))
    cem = copy_for(here, CEM, words("Trust", definition="Being relied on."))
    (asked,) = sh.json("merge", here, ben, cem, "--dry-run")["conflicts"]
    assert (asked["copy"], asked["ours"]) == ("Cem", "Counting on people.")
    assert brought(here, lambda: sh("merge", here, ben, cem, code=1)) == ""
    assert sh.err == (
        "Nothing was written: one conflict needs a decision. Look at them with --dry-run, settle "
        "them in the window (Team, Merge a copy…), or settle all for one side with --decide ours "
        "or --decide theirs.\n"
    )
    assert brought(here, lambda: sh("merge", here, ben, cem, "--decide", "theirs")) == (
        "- Trust, definition: Relying on others.\n"
        "+ Trust, definition: Being relied on.\n"
        "+ kept by Ann on Trust: Definition before the merge: Counting on people."
    )


def test_the_project_itself_brings_nothing(here: Path, sh: Shell) -> None:
    """Nor does a file that was only copied."""
    same = shutil.copyfile(here, here.with_name("same.liveable"))
    assert brought(here, lambda: sh("merge", here, here, same)) == ""
    assert sh.out == "kindness.liveable: nothing new in it.\nsame.liveable: nothing new in it.\n"


def test_a_copy_can_be_merged_while_its_coder_works_in_it(copies: Copies, sh: Shell) -> None:
    """As far as they are; the rest comes with the next round."""
    here, _, cem = copies
    with open_project(cem, CEM) as project:
        codes("a spare key", "Trust")(Desk(project, CEM.uid))
        merged = brought(here, lambda: sh("merge", here, cem))
        assert merged == f"+ “a spare key” is Trust (Cem)\n{CEMS}"
        codes("the landing", "Trust")(Desk(project, CEM.uid))
    assert brought(here, lambda: sh("merge", here, cem)) == "+ “the landing” is Trust (Cem)"


def test_a_copy_of_an_older_version_can_be_merged(here: Path, sh: Shell) -> None:
    """MAXQDA wants the same version on both sides (A 2.2, 10). The copy stays as it is."""
    here, old = here.with_name("new.liveable"), here.with_name("old.liveable")
    script = VERSION_1.read_text(encoding="utf-8")
    for path in (here, old):
        with closing(sqlite3.connect(path)) as file:
            file.executescript(script)
    changed(  # the project is as it was before the last act in the copy
        "DELETE FROM import_rule", "DELETE FROM change WHERE operation = 28",
        "DELETE FROM operation WHERE seq = 28",
    )(here)  # fmt: skip
    data = old.read_bytes()
    with open_project(here, ANN) as project:
        assert check.check(project).faults == []
        codes("landing", "Help")(Desk(project, ANN.uid))
    said = sh.json("merge", here, old, "--dry-run")
    assert (said["added"], said["copies"][0]["acts"]) == ({"import_rule": 2}, 1)
    assert brought(here, lambda: sh("merge", here, old)) == ""
    with open_project(here, ANN) as project:
        assert len(acts.rows_of(project)["import_rule"]) == 2
    assert old.read_bytes() == data
