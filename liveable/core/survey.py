"""A table of answers: which columns are open questions, and what each respondent wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from liveable.core import language, sheet_columns
from liveable.core.folding import fold
from liveable.core.text import canonical
from liveable.core.transcript import Mark, Questions, Sheet, Speaker, Transcript, Turn


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_RESPONDENT = _words(
    "respondent respondents respondentin befragte befragter participant case id code pseudonym "
    "number nr no response encuestado répondant"
)
_WHEN = _words("timestamp date submitted zeitstempel datum fecha submitdate")
_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<one>\d{1,2})(?P<sign>[./])(?P<two>\d{1,2})[./](?P<year_>\d{4})"
)
_CHOICES = re.compile(r"[,;|\n]")
_UNSPACED = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_CLAUSE, _FEW = 8, 3  # words; twice as many signs where words are not divided
_GOOD_PART = 0.15  # of the answers to an open question run to a clause or more
_DIFFERENT = 0.5  # of them are unlike each other, and so are the pieces that commas divide
_ASKED = 4  # words of a heading that is more than a name
_MARKS = ("?", "？", "؟")
_SAMPLE = 100_000


class Answers(NamedTuple):
    """What one row holds; ``transcript`` is None where none of the questions was answered."""

    name: str
    transcript: Transcript | None


def choose(sheet: Sheet, asked: Sequence[int] = (), *, sure: bool = False) -> Questions | None:
    """The open questions, ``asked`` or found: answers often run to a clause and hardly repeat each
    other, also in what their commas divide. All other columns are attributes. None: no such column.

    With ``sure`` somebody has said that there are some; where none runs on, a few words will do.
    """
    columns = list(zip(*sheet.rows, strict=True)) or [() for _ in sheet.header]
    heads = [set(fold(head).split()) for head in sheet.header]
    opened = tuple(asked) or tuple(n for n, cells in enumerate(columns) if _is_open(cells, _CLAUSE))
    if sure and not opened:
        opened = tuple(n for n, cells in enumerate(columns) if _is_open(cells, _FEW))
    if not opened:
        return None
    others = [n for n in range(len(columns)) if n not in opened and any(columns[n])]
    respondent = next((n for n in others if _names(sheet.header[n], columns[n])), None)
    return Questions(
        respondent,
        opened,
        tuple(n for n in others if n != respondent),
        next((n for n in others if heads[n] & _WHEN and any(map(_DAY.match, columns[n]))), None),
    )


def is_plain(sheet: Sheet, questions: Questions) -> bool:
    """Whether a table is a survey though nobody said so: open columns are headed by questions."""
    heads = [sheet.header[number] for number in questions.open]
    return any(len(head.split()) >= _ASKED or head.rstrip().endswith(_MARKS) for head in heads)


def _is_open(cells: Sequence[str], clause: int) -> bool:
    filled = [cell for cell in cells if cell]
    long = sum(_runs_on(cell, clause) for cell in filled)
    if not filled or long < _GOOD_PART * len(filled):
        return False
    pieces = Counter(piece.strip().casefold() for cell in filled for piece in _CHOICES.split(cell))
    del pieces[""]
    repeated = sum(count for count in pieces.values() if count > 1)
    different = len(set(filled)) >= _DIFFERENT * len(filled)
    return different and repeated < (1 - _DIFFERENT) * max(1, pieces.total())


def _runs_on(cell: str, clause: int) -> bool:
    """Whether a cell is as long as a clause of so many words."""
    return len(cell.split()) >= clause or len(_UNSPACED.findall(cell[:500])) >= 2 * clause


def _names(head: str, cells: Sequence[str]) -> bool:
    """Whether a column tells who answers: by its heading, with (nearly) as many names as rows."""
    said = fold(head.replace("_", " ")).split()
    here = [cell for cell in cells if sheet_columns.names_somebody(cell)]
    short = all(len(cell) <= 60 for cell in here)
    enough = len(here) >= 0.9 * len(cells) and len(set(here)) * 2 > len(here)
    return len(said) <= 3 and bool(set(said) & _RESPONDENT) and short and enough


def find_question(sheet: Sheet, written: str) -> int | None:
    """The number of the column called so: by its heading, the only one that begins so, or by its
    place counted from 1.
    """
    wanted = fold(written).split()
    heads = [fold(head).split() for head in sheet.header]
    if wanted in heads:
        return heads.index(wanted)
    begin = [n for n, head in enumerate(heads) if wanted and head[: len(wanted)] == wanted]
    if len(begin) == 1:
        return begin[0]
    place = int(written) if written.strip().isdecimal() and len(written) < 6 else 0
    return place - 1 if 0 < place <= len(heads) else None


def answers(sheet: Sheet, questions: Questions, title: str) -> Iterator[Answers]:
    """What each row holds, in order. Without a column of names they are called ``title 01``."""
    width = len(str(len(sheet.rows)))
    opened = (row[n] for row in sheet.rows for n in questions.open)
    spoken = language.guess("\n".join(opened)[:_SAMPLE])
    months_first = questions.date is not None and _months_first(sheet, questions.date)
    for number, row in enumerate(sheet.rows, 1):
        name = "" if questions.respondent is None else " ".join(row[questions.respondent].split())
        if not sheet_columns.names_somebody(name):
            name = f"{title} {number:0{width}}"
        day = None if questions.date is None else _day(row[questions.date], months_first)
        yield Answers(name, _transcript(sheet, questions, row, name, spoken, day))


def _transcript(
    sheet: Sheet,
    questions: Questions,
    row: Sequence[str],
    name: str,
    spoken: str | None,
    day: str | None,
) -> Transcript | None:
    """Each answer under its question: the question is a heading, and the head of a turn."""
    text = ""
    turns: list[Turn] = []
    marks: list[Mark] = []
    for number in questions.open:
        answer = canonical(row[number]).strip()
        if answer:
            start = len(text)
            question = " ".join(canonical(sheet.header[number]).split())
            marks.append(Mark(start, start + len(question), "heading", 1))
            text += f"{question}\n{answer}\n\n"
            speech = start + len(question) + 1
            turns.append(Turn(start, speech, speech + len(answer), name))
    if not turns:
        return None
    return Transcript(
        text=text.rstrip("\n") + "\n",
        format=sheet.format,
        kind="survey",
        encoding=sheet.encoding,
        language=spoken,
        date=day,
        speakers=(Speaker(name, len(turns), "participant"),),
        turns=tuple(turns),
        marks=tuple(marks),
        rows=len(sheet.rows),
    )


def _months_first(sheet: Sheet, column: int) -> bool:
    """Whether the column's dates are written 4/22/2016: some second number is no month."""
    found = [_DAY.match(row[column]) for row in sheet.rows]
    return any(day and day["two"] and int(day["two"]) > 12 for day in found)


def _day(cell: str, months_first: bool) -> str | None:
    """A cell's date; None where day and month cannot be told apart."""
    found = _DAY.match(cell)
    if found is None:
        return None
    if found["year"]:
        return found.group()
    one, two = int(found["one"]), int(found["two"])
    day, month = (two, one) if months_first else (one, two)
    if not months_first and found["sign"] == "/" and one <= 12 and one != two:
        return None
    ok = 0 < month <= 12 and 0 < day <= 31
    return f"{found['year_']}-{month:02}-{day:02}" if ok else None
