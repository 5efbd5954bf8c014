"""Tables that hold a conversation: a row for each turn, with who speaks, when, and the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from liveable.core import labels, timestamps
from liveable.core.folding import fold
from liveable.core.text import canonical
from liveable.core.transcript import Sheet
from liveable.readers import talk
from liveable.readers.body import Body, Unreadable, counted

NO_TALK = "is a table, not a document; import it as a sheet of attributes"


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SPEAKER = _words(
    "speaker speakers voice sprecher sprecherin hablante orador oradora locuteur locutrice "
    "parlante falante spreker mówca спикер דובר 話者 发言人 說話者"
)
_SOMEBODY = _words(
    "who name person role participant user username author sender from"
)  # a speaker where there are times besides
_WORDS = _words(
    "words text transcript transcription utterance utterances speech content talk said message "
    "turn sentence caption aussage wortlaut texto texte testo tekst текст 発言 内容 文本"
)
_TIME = re.compile(rf"{timestamps.TIME}|{timestamps.DATED}")
_MOSTLY = 0.8


class _Columns(NamedTuple):
    """Which column says what, by number."""

    speaker: int
    words: int
    time: int | None


def read_turns(sheet: Sheet) -> Body:
    """The conversation a table holds. An empty speaker goes on; raises Unreadable where it holds
    none.
    """
    columns = _choose(sheet)
    if columns is None:
        raise Unreadable(NO_TALK)
    text, conversation = talk.write(_said(sheet, columns))
    others = [
        f"‘{head}’"
        for number, head in enumerate(sheet.header)
        if number not in columns and any(row[number] for row in sheet.rows)
    ]
    said = f"{counted(len(others), 'column was', 'columns were')} left out: {', '.join(others[:5])}"
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    return Body(
        text,
        encoding=sheet.encoding,
        warnings=(*sheet.warnings, *([f"{said}{more}."] if others else ())),
        spoken=conversation,
        rows=len(sheet.rows),
    )


def _said(sheet: Sheet, columns: _Columns) -> Iterator[talk.Said]:
    said: talk.Said | None = None
    for row in sheet.rows:
        words = canonical(row[columns.words]).strip()
        speaker = labels.tidy(canonical(row[columns.speaker]))
        time = row[columns.time] if columns.time is not None else ""
        paragraph = (time if _TIME.fullmatch(time) else None, words)
        if said is None or speaker:
            if said is not None and said.paragraphs:
                yield said
            said = talk.Said(speaker or None)
        if words:
            said.paragraphs.append(paragraph)
    if said is not None and said.paragraphs:
        yield said


def _choose(sheet: Sheet) -> _Columns | None:
    """By their headings: one of speakers, of whom some come back, and one of words."""
    heads = [set(fold(head.replace("_", " ")).split()) for head in sheet.header]
    cells = list(zip(*sheet.rows, strict=True)) or [() for _ in heads]
    timed = [n for n in range(len(heads)) if _times(cells[n])]
    likely = [n for n, head in enumerate(heads) if head & _SPEAKER]
    likely += [n for n, head in enumerate(heads) if timed and head & _SOMEBODY]
    speaker = next((n for n in likely if _come_back(cells[n])), None)
    words = [n for n, head in enumerate(heads) if head & _WORDS and n != speaker and n not in timed]
    if speaker is None or not words:
        return None
    longest = max(words, key=lambda n: sum(map(len, cells[n])))
    return _Columns(speaker, longest, next(iter(timed), None))


def _come_back(cells: tuple[str, ...]) -> bool:
    """Whether cells hold short labels, some of which stand more than once."""
    found = [cell for cell in cells if cell]
    short = sum(len(cell) <= labels.LONGEST and "\n" not in cell for cell in found)
    different = len({labels.key(cell) for cell in found})
    return 0 < different < len(found) == short and (different * 2 <= len(found) or different < 10)


def _times(cells: tuple[str, ...]) -> bool:
    """Whether (nearly) all cells hold times of a recording."""
    found = [cell for cell in cells if cell]
    return bool(found) and sum(map(bool, map(_TIME.fullmatch, found))) >= _MOSTLY * len(found)
