"""Merging on the command line: what it says, writes and refuses."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def team(study: Shell) -> Shell:
    """The study with a code of Ann's that both she and Ben, in his copy, worded anew."""
    study("copy", "p", "ben.liveable", "--coder", "Ben")
    for project, words in (("p", "Reserve."), ("ben", "Distance.")):
        (study.folder / "new.yaml").write_text(
            "schema: liveable-codebook/1\nname: Small\ncodes:\n- name: Help\n  codable: false\n"
            f"  codes:\n  - name: Not overstepping\n    definition: {words}\n"
        )
        who = "Ann" if project == "p" else "Ben"
        study("codebook", project, "--from", "new.yaml", "--coder", who)
    return study


def test_a_conflict_is_told_before_anything_is_written(team: Shell) -> None:
    """The dry run opens the project for reading only and says what it would ask."""
    before = team.json("history", "p")
    (asked,) = team.json("merge", "p", "ben.liveable", "--dry-run")["conflicts"]
    assert (asked["kind"], asked["what"], asked["field"], asked["decision"]) == (
        "edited-twice", "Help / Not overstepping", "definition", None,
    )  # fmt: skip
    assert (asked["ours"], asked["theirs"], asked["proposed"]) == ("Reserve.", "Distance.", "ours")
    team("merge", "p", "ben.liveable", code=1)
    assert team.json("history", "p") == before
