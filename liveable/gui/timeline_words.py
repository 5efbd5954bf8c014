"""What the timeline says of its pieces, on paper and to a screen reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from liveable.core.timeline import Line, Piece
from liveable.core.transcript import Kind
from liveable.gui import import_words
from liveable.gui.words import MONTHS, counted, full_day, said_date, tr
from liveable.store.queries import CodeRow

_OPENING = 240  # code points of the first words
_ONE_CALENDAR = 1924  # until then a weekday depends on where people were
_MONTH, _YEAR = 30.44, 365.25  # days
_LONG, _VERY_LONG = 60, 730  # days from which months, then years, say more


def when(piece: Piece) -> str:
    """The date of a piece as exactly as it is known: "Thursday, 6 March 2025", "3–9 March 2025"."""
    if piece.date is None:
        return tr("No date")
    if piece.precision == "week":
        said = import_words.day(piece.date, piece.precision)
    elif (
        piece.days is not None
        and len(piece.date) == len("2025-03-06")
        and int(piece.date[:4]) >= _ONE_CALENDAR
    ):
        return full_day(datetime.fromordinal(piece.days.first))
    else:
        said = said_date(piece.date)
    if not piece.date.startswith("--"):
        return said
    if piece.days is None:
        return tr("{date}, no year", date=said)
    year = datetime.fromordinal(piece.days.first).year
    return tr("{date}, taken for {year}", date=said, year=year)


def counts(line: Line) -> str:
    """How much there is on a line: "13 entries · 1 interview"."""
    entries = sum(1 for piece in line.pieces if piece.entry)
    others = Counter(piece.kind for piece in line.pieces if not piece.entry)
    found = [counted(entries, "entry", "entries")] if entries else []
    found += [counted(number, *_KINDS[kind]) for kind, number in others.items()]
    return said(found)


_KINDS: dict[Kind, tuple[str, str]] = {
    "interview": ("interview", "interviews"),
    "diary": ("diary", "diaries"),
    "focus-group": ("group", "groups"),
    "field-notes": ("note", "notes"),
    "survey": ("survey", "surveys"),
}


def length(days: int) -> str:
    """How long so many days are, roughly: "3 days", "5 months", "12 years"."""
    if days < _LONG:
        return counted(days, "day", "days")
    if days < _VERY_LONG:
        return counted(round(days / _MONTH), "month", "months")
    return counted(round(days / _YEAR), "year", "years")


def gap_forms(days: int) -> tuple[str, ...]:
    """What may be written on a gap, the longest first."""
    return length(days), tr("{n} d", n=f"{days:,}"), f"{days:,}"


def gap(days: int | None) -> str:
    """What a gap before something says."""
    if not days:
        return ""
    return tr("after a gap of {days}", days=counted(days, "day", "days"))


def coded(codes: Mapping[str, int], rows: Mapping[str, CodeRow], most: int = 8) -> str:
    """Codes with how often each is there, where that is more than once; so many of them at most."""
    names = [
        f"{rows[uid].name} {count:,}" if count > 1 else rows[uid].name
        for uid, count in codes.items()
        if uid in rows
    ]
    if len(names) > most + 1:
        names[most:] = [tr("{n} more", n=len(names) - most)]
    return ", ".join(names)


def opening(piece: Piece, body: str) -> str:
    """The first words of a piece, without its date."""
    words = body[piece.start : min(piece.stop, piece.start + len(piece.label) + _OPENING)]
    words = words.lstrip("#* \t").removeprefix(piece.label).lstrip("*_:. \t\n")
    return " ".join(words.split())


def beginning(body: str, start: int, stop: int) -> str:
    """The first words of a passage."""
    return " ".join(body[start : min(stop, start + _OPENING)].split())


def said(parts: Iterable[str]) -> str:
    """Facts as one line says them."""
    return " · ".join(part for part in parts if part)


def short_month(number: int) -> str:
    """A month by three letters."""
    return tr(MONTHS[number - 1])[:3]
