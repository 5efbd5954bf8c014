"""The table of cases for a spreadsheet: a row a case, a column an attribute."""

from __future__ import annotations

import codecs
import csv
import io

from liveable.core.cells import guarded
from liveable.store.cases import CaseSheet


def write(sheet: CaseSheet) -> bytes:
    """The file's bytes, UTF-8 with a byte order mark: cases and attributes in their order.

    It can be brought in again as a sheet of attributes. Cells that look like formulas are guarded
    (core/cells.py).
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(guarded(head) for head in ("Case", *(a.name for a in sheet.attributes)))
    for case in sheet.cases:
        values = (case.values.get(attribute.uid, "") for attribute in sheet.attributes)
        table.writerow(guarded(cell) for cell in (case.name, *values))
    return codecs.BOM_UTF8 + out.getvalue().encode()
