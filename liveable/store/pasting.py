"""What a block of a spreadsheet means when it is pasted into the table of cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from liveable.store.cases import AttributeRow, CaseRow


class Cell(NamedTuple):
    """What one cell is to say: an attribute of a case, or with no attribute the case's name.

    ``case`` is a case's uid, or a number standing for a case yet to be made.
    """

    case: str | int
    attribute: str | None
    value: str


class Pasting(NamedTuple):
    """The cells to be filled in, and how many of the block's rows found no place."""

    cells: list[Cell]
    left_out: int


def understand(
    block: Sequence[Sequence[str]],
    cases: Sequence[CaseRow],
    attributes: Sequence[AttributeRow],
    row: int,
    column: int,
) -> Pasting:
    """Lay a block into the table from a row and a column on (0: the names of cases).

    A block that begins with the names goes to the cases of these names, wherever they stand, and
    makes those that are not there; any other goes down from the row, no further than the last case.
    A first row that repeats the heads of the table is passed over.
    """
    heads: list[str | None] = [None, *(a.uid for a in attributes)]
    columns = heads[column : column + max(map(len, block), default=0)]
    rows = [[cell.strip() for cell in line] for line in block]
    if rows and _repeats_heads(rows[0], attributes, column):
        rows = rows[1:]
    if column > 0:
        pairs = zip(rows, cases[row:], strict=False)
        cells = [
            Cell(case.uid, attribute, cell)
            for line, case in pairs
            for cell, attribute in zip(line, columns, strict=False)
        ]
        return Pasting(cells, max(0, len(rows) - len(cases[row:])))
    return _by_name(rows, cases, columns)


def _by_name(
    rows: list[list[str]], cases: Sequence[CaseRow], columns: Sequence[str | None]
) -> Pasting:
    known: dict[str, str | int] = {case.name.casefold(): case.uid for case in cases}
    cells: list[Cell] = []
    nameless = 0
    for number, (name, *values) in enumerate(rows):
        name = " ".join(name.split())
        if not name:
            nameless += any(values)
            continue
        case = known.setdefault(name.casefold(), number)
        if case == number:
            cells.append(Cell(number, None, name))
        cells += [Cell(case, a, v) for v, a in zip(values, columns[1:], strict=False)]
    return Pasting(cells, nameless)


def _repeats_heads(line: list[str], attributes: Sequence[AttributeRow], column: int) -> bool:
    names = [attribute.name.casefold() for attribute in attributes]
    said = [cell.casefold() for cell in (line[1:] if column == 0 else line)]
    wanted = names[max(0, column - 1) :]
    return bool(said) and said == wanted[: len(said)]
