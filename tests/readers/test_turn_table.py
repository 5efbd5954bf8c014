"""Tables of turns: speaker, time and words, a row each."""

from __future__ import annotations

import pytest

from liveable.core.transcript import Transcript
from liveable.errors import FileRefused
from liveable.readers import read
from tests.readers.test_table import workbook

TALK = """speaker,timestamp,words,tags
Ann Lee,0:00,"Shall we, then?",
,,,
,0:09,It is late.,greeting
,,,
Zoë,1:04,"Yes,
indeed.",
Ann Lee,1:09,Good.,
Speaker 3,,Me too.,
"""


def said(found: Transcript) -> list[tuple[str | None, str | None, str]]:
    """Speaker, time and words of every turn."""
    return [(t.speaker, t.timestamp, found.text[t.speech : t.stop]) for t in found.turns]


def test_a_row_is_a_turn() -> None:
    """Where nobody is named, the last speaker goes on; further columns are told."""
    found = read(TALK.encode(), "talk.csv")
    assert (found.format, found.kind, found.rows) == ("csv", "interview", 5)
    assert said(found) == [
        ("Ann Lee", "0:00", "Shall we, then?\n[0:09] It is late."),
        ("Zoë", "1:04", "Yes,\nindeed."),
        ("Ann Lee", "1:09", "Good."),
        ("Speaker 3", None, "Me too."),
    ]
    assert [turn.milliseconds for turn in found.turns] == [0, 64_000, 69_000, None]
    assert [(s.label, s.turns) for s in found.speakers] == [
        ("Ann Lee", 2),
        ("Zoë", 1),
        ("Speaker 3", 1),
    ]
    assert found.warnings == ("1 column was left out: ‘tags’.",)


def test_a_workbook_and_other_headings() -> None:
    """In other words and another order; a name is a speaker where there are times."""
    found = read(
        workbook(
            [
                ["Nr", "Start", "Name", "Text"],
                [1, "00:00:01", "M01", "Ja."],
                [2, "00:00:03", "Int", "Und?"],
                [3, "00:00:09", "M01", "Nein."],
            ]
        ),
        "gespräch.xlsx",
    )
    assert found.format == "xlsx"
    assert [who for who, _, _ in said(found)] == ["M01", "Int", "M01"]


@pytest.mark.parametrize(
    "text",
    [
        "Case,Age\nM01,71\nM02,38\n",
        "Participant,Date,Text\nM01,2024-01-01,I went out.\nM01,2024-01-02,I stayed in.\n",
        "Speaker,Age,Text\nAnn,71,one\nBen,38,two\n",
        "Speaker,Age\nAnn,71\nAnn,38\n",
    ],
)
def test_other_tables_are_no_talk(text: str) -> None:
    """People, entries, speakers who never come back, or nothing said."""
    with pytest.raises(FileRefused, match="import it as a sheet of attributes"):
        read(text.encode(), "x.csv")
