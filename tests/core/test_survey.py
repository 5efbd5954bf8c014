"""Which columns of a table are open questions, and the documents made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import survey
from liveable.core.transcript import Questions, Sheet

HEADER = ("Timestamp", "ID", "Which tools?", "What helped\nyou most?", "Link", "Anything  else?")
TOOLS = ("paper, pencil", "paper, a computer that somebody gave to me", "pencil; paper", "paper")
MOST = (
    "My neighbour came by every day with soup.",
    "Nothing.",
    "",
    "The letters,\n\nand that people wrote them by hand at all.",
)
ROWS = tuple(
    (f"4/{n + 20}/2016 19:57", f"P{n}", TOOLS[n], MOST[n], f"https://x.org/{n}", "")
    for n in range(4)
)
SHEET = Sheet(HEADER, ROWS, "csv", "utf-8")


def test_open_questions_are_those_with_clauses_that_differ() -> None:
    """Choices, links, times and names are none."""
    assert survey.choose(SHEET) == Questions(1, (3,), (0, 2, 4), 0)
    people = Sheet(("Case", "Age"), (("M01", "71"), ("M02", "38")), "csv")
    assert survey.choose(people) is None
    assert survey.choose(people, sure=True) is None
    short = Sheet(("Nr", "Antwort"), (("1", "Gut und groß"), ("2", "Na ja.")), "csv")
    assert survey.choose(short) is None
    assert survey.choose(short, sure=True) == Questions(0, (1,), ())
    unspaced = Sheet(("Nr", "答え"), (("1", "隣の人が毎日スープを持って来てくれました。"),), "csv")
    assert survey.choose(unspaced) == Questions(0, (1,), ())


def test_a_column_of_notes_makes_no_survey() -> None:
    """Unless somebody says so; a question does."""
    people = Sheet(("Case", "Notes"), (("M01", "Met her on a rainy day in May again."),), "csv")
    for head, plain in (("Notes", False), ("Why?", True), ("Say why you came here", True)):
        sheet = Sheet(("Case", head), people.rows, "csv")
        questions = survey.choose(sheet)
        assert questions is not None
        assert survey.is_plain(sheet, questions) is plain


def test_columns_may_be_named() -> None:
    """By heading, by how it begins, by number."""
    assert survey.choose(SHEET, (2, 5)) == Questions(1, (2, 5), (0, 3, 4), 0)
    for written in ("what helped you MOST?", "What", "4"):
        assert survey.find_question(SHEET, written) == 3
    for written in ("W", "Nobody", "0", "7", "", "²"):
        assert survey.find_question(SHEET, written) is None


def test_each_answer_stands_under_its_question() -> None:
    """The question is a heading and the head of the respondent's turn; the row is dated."""
    found = list(survey.answers(SHEET, Questions(1, (3, 2), (), 0), "Letters"))
    assert [one.name for one in found] == ["P0", "P1", "P2", "P3"]
    last = found[3].transcript
    assert last is not None
    assert last.text == (
        "What helped you most?\nThe letters,\n\nand that people wrote them by hand at all.\n\n"
        "Which tools?\npaper\n"
    )
    assert [last.text[t.speech : t.stop] for t in last.turns] == [MOST[3], "paper"]
    assert [last.text[m.start : m.stop] for m in last.marks] == [
        "What helped you most?",
        "Which tools?",
    ]
    assert (last.date, last.kind, last.rows) == ("2016-04-23", "survey", 4)
    assert [(s.label, s.turns, s.role) for s in last.speakers] == [("P3", 2, "participant")]


def test_nameless_rows_are_numbered_and_silent_ones_empty() -> None:
    """After the file."""
    found = list(survey.answers(SHEET, Questions(None, (3,), ()), "Letters"))
    assert [one.name for one in found] == ["Letters 1", "Letters 2", "Letters 3", "Letters 4"]
    assert [one.transcript is None for one in found] == [False, False, True, False]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("2024-03-05 14:00",), ("2024-03-05",)),
        (("5.3.2024",), ("2024-03-05",)),
        (("3/5/2024", "3/25/2024"), ("2024-03-05", "2024-03-25")),
        (("3/5/2024", "25/3/2024"), (None, "2024-03-25")),
        (("3/3/2024", "99/99/2024", "soon"), ("2024-03-03", None, None)),
    ],
)
def test_a_date_that_can_be_read_two_ways_is_none(
    cells: tuple[str, ...], days: tuple[str | None, ...]
) -> None:
    """Other rows of the column may tell which it is."""
    sheet = Sheet(("Date", "Why?"), tuple((cell, "Because.") for cell in cells), "csv")
    found = survey.answers(sheet, Questions(None, (1,), (0,), 0), "x")
    assert tuple(one.transcript.date for one in found if one.transcript) == days


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=60)), max_size=8))
def test_turns_are_where_the_answers_are(rows: list[tuple[str, str]]) -> None:
    """Whatever the cells hold."""
    sheet = Sheet(("Name", "Why?"), tuple(rows), "csv")
    survey.choose(sheet)
    found = list(survey.answers(sheet, Questions(0, (1, 0), ()), "x"))
    assert len(found) == len(rows)
    for one in found:
        for turn in one.transcript.turns if one.transcript else ():
            assert turn.start < turn.speech < turn.stop <= len(one.transcript.text)  # type: ignore[union-attr]
