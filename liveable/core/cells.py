"""Cells of tables that spreadsheets open: words that look like a formula stay words.

The rule is OWASP's for CSV injection: what begins with ``= + - @``, a tab or a line's end is given
an apostrophe in front. So is what begins with apostrophes and then one of these, so that the
apostrophe can be told and taken off again.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell, without the apostrophe that ``guarded`` put there."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
