"""Tables as plain text: csv with whatever delimiter, and the first sheet of a workbook.

Dates come as ``2023-05-12``, with a time of day as ``2023-05-12 14:05``; times as ``14:05``, with
seconds only where there are some; true and false as ``yes`` and ``no``; whole numbers without a
decimal point. Formulas give the value that was saved with them, or nothing.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from liveable.core.transcript import Sheet
from liveable.readers.body import MAX_PARAGRAPH, Unreadable, counted
from liveable.readers.encodings import decode
from liveable.readers.package import Package

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 2_000_000
_BEYOND = f"has more than {MAX_ROWS:,} rows, {MAX_COLUMNS:,} columns or {MAX_CELLS:,} cells"
_WIDEST = 10 * MAX_CELLS  # cells of a workbook with the empty ones before the last of their rows
_LONGEST_CELL = MAX_PARAGRAPH  # of the one document it may become
_DELIMITERS = ",;\t|"
_SNIFFED = 100_000
_LINE = re.compile(r"[^\n]+\n?|\n")

csv.field_size_limit(_LONGEST_CELL)


def read_csv(data: bytes, encoding: str | None = None) -> Sheet:
    """A csv file; the delimiter is the one that divides its lines most evenly."""
    decoded = decode(data, encoding)
    delimiter = _delimiter(decoded.text)
    if decoded.text.count(delimiter) > MAX_CELLS:
        raise Unreadable(_BEYOND)
    rows = csv.reader(_lines(decoded.text), delimiter=delimiter)
    try:
        return _sheet(rows, "csv", decoded.encoding, decoded.warnings)
    except csv.Error:
        raise Unreadable("is no readable table: a cell in it never ends") from None


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, as the csv reader wants them."""
    return (line.group() for line in _LINE.finditer(text))


def looks_like_csv(data: bytes) -> bool:
    """Whether a text is divided into the same number of cells line by line."""
    try:
        text = decode(data).text
    except Unreadable:
        return False
    return _evenness(text[:_SNIFFED], _delimiter(text)) > 0


def _delimiter(text: str) -> str:
    sample = text[:_SNIFFED]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    """The share of rows that have the commonest number of cells, times that number less one."""
    try:
        widths = [len(row) for row in csv.reader(_lines(sample), delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, count = Counter(widths[:200]).most_common(1)[0]
    return min(width - 1, 20) * count / len(widths[:200])


def read_xlsx(data: bytes) -> Sheet:
    """The first visible sheet of a workbook that holds anything."""
    package = Package(data)
    for part in package.names():
        if part.startswith("xl/") and part.endswith(".xml"):
            package.refuse_entities(part)
    try:
        filled = _filled_sheets(data)
    except Unreadable:
        raise
    except Exception:  # openpyxl stumbles over damage in many ways
        raise Unreadable(
            "is a damaged workbook; open it in a spreadsheet program and save it again"
        ) from None
    if not filled:
        raise Unreadable("holds no table")
    others = [title for title, _ in filled[1:]]
    said = (f"Only the sheet {filled[0][0]!r} was read, not {_listed(others)}.",) if others else ()
    return _sheet(filled[0][1], "xlsx", None, said)


def _filled_sheets(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """The visible sheets that hold anything, by title."""
    from openpyxl import load_workbook  # slow to load, and only needed here

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    filled = []
    width = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # what the file says of its size is often wrong
        rows = []
        for row in islice(sheet.iter_rows(values_only=True), MAX_ROWS + 2):
            width += len(row)
            if width > _WIDEST:
                raise Unreadable(_BEYOND)
            rows.append([_shown(value) for value in _to_last(row)])
        if any(any(row) for row in rows):
            filled.append((sheet.title, rows))
    return filled


def _to_last(row: Sequence[object]) -> Sequence[object]:
    """A row without the empty cells at its end."""
    last = len(row)
    while last and row[last - 1] is None:
        last -= 1
    return row[:last]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:5])
    return shown + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _shown(value: object) -> str:
    """A cell's value as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return value.date().isoformat()
        return f"{value.date().isoformat()} {_clock(value.time())}"
    if isinstance(value, datetime.time):
        return _clock(value)
    return str(value)


def _clock(time: datetime.time) -> str:
    return time.strftime("%H:%M:%S" if time.second else "%H:%M")


def _sheet(
    rows: Iterable[Sequence[str]], format: str, encoding: str | None, warnings: tuple[str, ...]
) -> Sheet:
    """Header and rows, all of one width; rows without a word are left out."""
    numbers, filled = [], []
    for number, row in enumerate(rows, 1):
        stripped = [cell.strip() for cell in row]
        if any(stripped):
            numbers.append(number)
            filled.append(stripped)
        if len(filled) > MAX_ROWS:
            raise Unreadable(_BEYOND)
    if not filled:
        raise Unreadable("holds no table")
    width = max(max((n for n, cell in enumerate(row, 1) if cell), default=0) for row in filled)
    if width > MAX_COLUMNS or width * len(filled) > MAX_CELLS:
        raise Unreadable(_BEYOND)
    header = [*filled[0], *[""] * width][:width]
    named = tuple(name or f"column {n}" for n, name in enumerate(header, 1))
    uneven = sum(len(row) > len(filled[0]) for row in filled[1:])
    if uneven:
        has = "row has" if uneven == 1 else "rows have"
        warnings = (*warnings, f"{counted(uneven, has, has)} more cells than the header.")
    padded = tuple(tuple([*row, *[""] * width][:width]) for row in filled[1:])
    return Sheet(named, padded, format, encoding, warnings, tuple(numbers[1:]))
