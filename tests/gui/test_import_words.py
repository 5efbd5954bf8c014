"""What the import dialog says of a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liveable.core.intake import Candidate
from liveable.core.transcript import Entry
from liveable.gui import import_words
from tests.conftest import transcript


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2014-03-03", "2014-03-09", "2 entries, 3–9 March"),
        ("2014-03-03", "2014-04-09", "2 entries, 3 March–9 April"),
        ("2014-03-03", "2014-03-03", "2 entries, 3 March"),
        ("2014-03-03", "2016-03-09", "2 entries, 3 March 2014 – 9 March 2016"),
        ("2014-03", "2014-04", "2 entries"),
    ],
)
def test_a_diarys_days_are_told_with_the_year_where_it_changes(
    first: str, last: str, said: str
) -> None:
    """So that two years are not taken for a week."""
    days = enumerate((first, last))
    entries = tuple(Entry(4 * n, 4 * n + 4, "day", each, "day") for n, each in days)
    found = replace(transcript("day\nday\n"), kind="diary", entries=entries)
    assert import_words.found(Candidate(Path("d.txt"), found=found, reading=False)) == said


def test_unreadable_letters_stand_before_other_doubts() -> None:
    """A file with some is not simply ready."""
    file = Candidate(Path("d.txt"), found=transcript("caf\ufffd"), reading=False)
    assert import_words.state(file, {"letters": 1, "year": 1}) == (
        "alert", "warn", "1 letter unreadable · no year",
    )  # fmt: skip
