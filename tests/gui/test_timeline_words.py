"""What the timeline says of dates, gaps, codes and words."""

from __future__ import annotations

import pytest

from liveable.core import timeline
from liveable.core.timeline import Piece
from liveable.core.transcript import Kind, Precision
from liveable.gui import timeline_words
from liveable.store.queries import CodeRow


def piece(
    written: str | None = None,
    precision: Precision = "day",
    label: str = "",
    near: str | None = None,
    entry: str = "e",
    kind: Kind = "diary",
) -> Piece:
    (days,) = timeline.spans([(written, precision)], near)
    return Piece("d", "D", kind, "", entry, 0, 99, label, written, precision, days, {})


@pytest.mark.parametrize(
    ("written", "precision", "said"),
    [
        ("2025-03-06", "day", "Thursday, 6 March 2025"),
        ("1668-05-05", "day", "5 May 1668"),
        ("2025-03-03", "week", "3–9 March 2025"),
        ("2025-03", "month", "March 2025"),
        ("2025", "unknown", "2025"),
        ("--03-06", "day", "6 March, no year"),
        (None, "unknown", "No date"),
    ],
)
def test_dates_are_as_exact_as_they_are(
    written: str | None, precision: Precision, said: str
) -> None:
    """A weekday only where the day is known, and the calendar was everywhere the same."""
    assert timeline_words.when(piece(written, precision)) == said


def test_a_year_that_was_not_written_is_said_to_be_taken() -> None:
    """It is nobody's word."""
    told = timeline_words.when(piece("--03-06", near="2025-03-01"))
    assert told == "6 March, taken for 2025"


def test_lengths_are_said_roughly() -> None:
    """In days, months or years."""
    lengths = [timeline_words.length(days) for days in (1, 3, 59, 61, 365, 800)]
    assert lengths == ["1 day", "3 days", "59 days", "2 months", "12 months", "2 years"]
    assert timeline_words.gap(None) == timeline_words.gap(0) == ""
    assert timeline_words.gap(400) == "after a gap of 400 days"


def test_what_is_on_a_line_is_counted() -> None:
    """Entries together, other documents by kind."""
    rows = [piece(), piece(), piece(entry="", kind="interview"), piece(entry="", kind="survey")]
    line = timeline.line("c", "M01", True, rows)
    assert timeline_words.counts(line) == "2 entries · 1 interview · 1 survey"


def test_codes_are_named_up_to_a_number() -> None:
    """How often only where it is more than once; one more is named rather than counted."""
    rows = {
        str(n): CodeRow(str(n), None, f"Code {n}", "", (), 0, 0, 0, True, "draft", "")
        for n in range(9)
    }
    assert timeline_words.coded({"1": 1, "2": 3, "gone": 1}, rows) == "Code 1, Code 2 3"
    assert timeline_words.coded(dict.fromkeys(rows, 1), rows).endswith("Code 8")
    few = timeline_words.coded(dict.fromkeys(rows, 1), rows, most=2)
    assert few == "Code 0, Code 1, 7 more"


def test_the_first_words_leave_the_date_out() -> None:
    """And the marks of a heading."""
    body = "## 3 March\n\nMet Jean\non the stair."
    assert timeline_words.opening(piece(label="3 March"), body) == "Met Jean on the stair."
    assert timeline_words.opening(piece(label="3 March"), "3 March. Met Jean.") == "Met Jean."
    assert timeline_words.beginning(body, 12, 20) == "Met Jean"
