"""Counts, names and days in words."""

from __future__ import annotations

import pytest

from liveable.reports import wording


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 quotes"), (1, "1 quote"), (9876, "9,876 quotes")]
)
def test_number(count: int, words: str) -> None:
    """One is one, everything else is many."""
    assert wording.number(count, "quote") == words


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["Ana"], "Ana"), (["Ana", "Ben"], "Ana and Ben"), (["A", "B", "C"], "A, B and C")],
)
def test_joined(names: list[str], words: str) -> None:
    """Names are listed as a sentence lists them."""
    assert wording.joined(names) == words


def test_day() -> None:
    """A time is said as its day."""
    assert wording.day("2026-03-05T23:59:59.000Z") == "5 March 2026"


def test_path_tail() -> None:
    """Headings that go no deeper say the path from there."""
    path = ("A", "B", "C", "D")
    tails = [wording.path_tail(path[:n], 2) for n in (1, 2, 3, 4)]
    assert tails == [
        "A",
        "B",
        "B › C",
        "B › C › D",
    ]


def test_lines() -> None:
    """Every kind of line break divides paragraphs, and blank ones are none."""
    assert wording.lines("a\r\nb\rc\n\n \nd") == ["a", "b", "c", "d"]
