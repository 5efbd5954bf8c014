"""Places in documents, put into words."""

from __future__ import annotations

import re

from liveable.gui.words import MONTHS, tr
from liveable.store.spots import Spot

_DATE = re.compile(r"(?:(\d{4})|-)-(\d\d)(?:-(\d\d))?")


def place(spot: Spot) -> str:
    """Where in its document something stands: "9 March" in a diary, else "¶ 31"."""
    said = day(spot.date) if spot.date else ""
    return said or (spot.label or "").strip() or paragraph(spot.paragraph)


def paragraph(number: int) -> str:
    """A paragraph by its number; before the first there is none to name."""
    return f"¶ {number}" if number else tr("¶ –")


def where(spot: Spot) -> str:
    """A place with its document: "H02 diary · 9 March"."""
    return f"{spot.document_name} · {place(spot)}"


def after(name: str, spot: Spot) -> tuple[str, str]:
    """The facts of a row: a name and, after it, the document, which gives way first; the place."""
    return " · ".join(filter(None, (name, spot.document_name))), place(spot)


def day(date: str) -> str:
    """An entry's date as far as it is known (see ``core.transcript.Entry``), without the year."""
    found = _DATE.fullmatch(date)
    if found is None or not 1 <= int(found[2]) <= 12:
        return ""
    month = tr(MONTHS[int(found[2]) - 1])
    return f"{int(found[3])} {month}" if found[3] else month
