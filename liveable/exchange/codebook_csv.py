"""Codebooks as a table, one row a code (docs/codebook-format.md): for spreadsheets, and for the
lists of codes people already have.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from liveable.core.cells import guarded, unguarded
from liveable.core.codebook import CUES, Codebook, CodeEntry, Cues
from liveable.exchange.codebook_check import (
    DEEPEST,
    Draft,
    Faults,
    check_number,
    clipped,
    entries,
    refused,
    repeated_names,
)

COLUMNS = ("short", "name", "parent", "codable", "brief", "definition", "use_when", "not_when",
           "example", "colour", "status", *CUES, "note")  # fmt: skip
# What else people call the columns; of several in one file the first here is meant.
_ALSO = {
    "name": ("code", "tag", "label", "code name"),
    "short": ("id", "short name", "abbreviation", "code"),
    "parent": ("parent code",),
    "brief": ("brief definition", "short description"),
    "definition": ("full definition", "description"),
    "use_when": ("when to use", "inclusion criteria", "inclusion"),
    "not_when": ("when not to use", "exclusion criteria", "exclusion"),
    "example": ("examples",),
    "colour": ("color",),
    "note": ("notes", "memo"),
}
_DELIMITERS = (",", ";", "\t")

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows under a header with the line each begins on, and which cell holds which field."""

    rows: list[Row]
    header: list[str]
    places: Mapping[str, int]


def is_table(text: str) -> bool:
    """Whether the first line is a header that names the codes' column."""
    return any("name" in _places(_header(text, d)) for d in _DELIMITERS)


def read_csv(text: str, name: str) -> Codebook:
    """The codebook of a table; its name is the file's. Raises FileRefused naming lines and faults.

    ``Codebook.warnings`` says which columns were left out.
    """
    faults = Faults()
    table = _table(text, name)
    _check_header(table, faults)
    drafts = [d for row in table.rows if (d := _draft(row, table, faults)) is not None]
    check_number(drafts, name)
    _find_parents(drafts, faults)
    faults.refuse(name)  # the tree below needs every parent
    codes = entries(_in_tree_order(drafts, faults), faults)
    faults.refuse(name)
    return Codebook(
        name=re.sub(r"\.\w+$", "", name),
        codes=codes,
        warnings=(*_left_out(table), *repeated_names(codes)),
    )


def to_csv(codebook: Codebook) -> str:
    """The codes as a table, one row each, that reads back as the same codes.

    Cells beginning with a sign by which spreadsheets know a formula begin with an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, codebook.codes))
    return out.getvalue()


def _row(code: CodeEntry) -> list[str]:
    special = {
        "parent": code.parent or "",
        "codable": "true" if code.codable else "false",
        "colour": code.colour or "",
    }
    special |= {name: _joined(getattr(code.cues, name)) for name in CUES}
    texts = [special[c] if c in special else getattr(code, c) for c in COLUMNS]
    return list(map(guarded, texts))


def _joined(phrases: Sequence[str]) -> str:
    """The phrases divided by " | "; bars, backslashes and spaces at their ends escaped."""
    return " | ".join(re.sub(r"[|\\]|^\s|\s\Z", r"\\\g<0>", phrase) for phrase in phrases)


def _parted(cell: str) -> tuple[str, ...]:
    """The phrases of a cell, without the blank ones."""
    phrases, kept = [""], 0
    for escaped, plain in re.findall(r"\\(.)|(.)", cell + " |", re.S):
        if plain == "|":
            phrases[-1] = phrases[-1][:kept] + phrases[-1][kept:].rstrip()
            phrases.append("")
            kept = 0
        elif escaped:
            phrases[-1] += escaped
            kept = len(phrases[-1])
        elif phrases[-1] or not plain.isspace():
            phrases[-1] += plain
    return tuple(phrase for phrase in phrases if phrase)


def _table(text: str, name: str) -> _Table:
    delimiter = max(_DELIMITERS, key=lambda d: len(_places(_header(text, d))))
    header = _header(text, delimiter)
    rows: list[Row] = []
    start = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            rows.append((start, list(map(unguarded, cells))))
            start = reader.line_num + 1
    except csv.Error as error:
        raise refused(name, f"line {start}: {_said(error)}") from None
    return _Table(rows[1:], header, _places(header))


def _header(text: str, delimiter: str) -> list[str]:
    first = re.split(r"[\r\n]", text[:10_000], maxsplit=1)[0]
    return next(csv.reader([first], delimiter=delimiter), [])


def _places(header: Sequence[str]) -> dict[str, int]:
    """The cell of each field, by its own name or what else people call it."""
    found = {_plain(title): place for place, title in reversed(list(enumerate(header)))}
    places: dict[str, int] = {}
    for column in ("name", *COLUMNS):
        titles = (_plain(column), *_ALSO.get(column, ()))
        free = (found[t] for t in titles if t in found and found[t] not in places.values())
        if column not in places and (place := next(free, None)) is not None:
            places[column] = place
    return places


def _plain(title: str) -> str:
    return " ".join(title.casefold().replace("_", " ").replace("-", " ").split())


def _said(error: csv.Error) -> str:
    said = str(error)
    if "unexpected end of data" in said:
        return "a quotation mark is opened and never closed"
    if "expected after" in said:
        return "text follows a closing quotation mark; a quotation mark inside a cell is doubled"
    if "field larger" in said:
        return f"a cell holds more than {csv.field_size_limit():,} characters"
    return said


def _check_header(table: _Table, faults: Faults) -> None:
    if "name" not in table.places:
        titles = ", ".join(f"‘{clipped(title)}’" for title in table.header[:6]) or "nothing"
        faults.add(1, f"there is no column ‘name’; the first line has {titles}")
    for title in _unknown(table):
        if hint := faults.meant(title.replace(" ", "_"), COLUMNS):
            faults.add(1, f"‘{clipped(title)}’ is not a column of a codebook{hint}")


def _left_out(table: _Table) -> Iterator[str]:
    for title in _unknown(table):
        yield f"The column ‘{clipped(title)}’ was left out."


def _unknown(table: _Table) -> list[str]:
    used = set(table.places.values())
    return [t for place, t in enumerate(table.header) if place not in used and t.strip()]


def _draft(row: Row, table: _Table, faults: Faults) -> Draft | None:
    """The code of a row; None for a row with nothing in it."""
    line, cells = row
    if not any(cell.strip() for cell in cells):
        return None
    width = len(table.header)
    if any(cell.strip() for cell in cells[width:]):
        faults.add(line, f"{len(cells)} cells stand under a header of {width}")
    texts = {c: cells[place] for c, place in table.places.items() if place < len(cells)}
    cues = Cues(*(_parted(texts.pop(name, "")) for name in CUES))
    return Draft(line, texts, {}, cues)


def _find_parents(drafts: list[Draft], faults: Faults) -> None:
    """Set the parent of each draft from its column: a short name, else a name borne by one code."""
    shorts = _by(drafts, "short")
    names = _by(drafts, "name")
    for draft in drafts:
        written = draft.text("parent")
        if not written.strip():
            continue
        found = shorts.get(written) or names.get(written) or names.get(written.strip()) or []
        if len(found) == 1:
            draft.parent = found[0]
        elif found:
            faults.add(
                draft.line,
                f"{len(found)} codes are called ‘{clipped(written)}’; "
                "name the parent by its short name",
            )
        else:
            hint = faults.meant(written, [*shorts, *names])
            faults.add(draft.line, f"there is no code ‘{clipped(written)}’ to be the parent{hint}")


def _by(drafts: list[Draft], key: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        if draft.text(key).strip():
            found.setdefault(draft.text(key), []).append(index)
    return found


def _in_tree_order(drafts: list[Draft], faults: Faults) -> list[Draft]:
    """Parents before children, siblings in the order of the file; a circle is a fault."""
    children: dict[int | None, list[int]] = {}
    for index, draft in enumerate(drafts):
        children.setdefault(draft.parent, []).append(index)
    order: list[int] = []
    stack = [(index, 1) for index in reversed(children.get(None, []))]
    while stack:
        index, depth = stack.pop()
        order.append(index)
        if depth > DEEPEST:
            faults.add(drafts[index].line, f"codes go down at most {DEEPEST} levels")
        else:
            stack += [(child, depth + 1) for child in reversed(children.get(index, []))]
    if len(order) < len(drafts) and not faults.found:
        lost = min(set(range(len(drafts))) - set(order))
        faults.add(drafts[lost].line, "the parents go round in a circle and never reach the top")
    place = {index: position for position, index in enumerate(order)}
    for index in order:
        above = drafts[index].parent
        drafts[index].parent = None if above is None else place[above]
    return [drafts[index] for index in order]
