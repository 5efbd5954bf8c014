"""Words of the interface: every one goes through ``tr``, so that they can be translated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
KINDS: Mapping[str, str] = {  # of documents
    "interview": "Interview",
    "diary": "Diary",
    "focus-group": "Focus group",
    "field-notes": "Field notes",
    "survey": "Survey answers",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def tr(text: str, **values: object) -> str:
    """A text of the interface in the user's language, its ``{names}`` filled in."""
    said = QCoreApplication.translate("Liveable", text)
    return said.format(**values) if values else said


def counted(number: int, one: str, many: str) -> str:
    """A number with its word: ``counted(2, "document", "documents")`` is "2 documents"."""
    return f"{number:,} {tr(one if number == 1 else many)}"


def said_date(written: str | None) -> str:
    """A whole or partial ISO date in words: "12 March 2024", "March 2024", "12 March"."""
    if not written:
        return ""
    year, _, rest = ("", "", written[2:]) if written.startswith("--") else written.partition("-")
    month, _, day = rest.partition("-")
    try:
        date(int(year or 2000), int(month or 1), int(day or 1))
    except ValueError:
        return written
    words = (str(int(day)) if day else "", tr(MONTHS[int(month) - 1]) if month else "", year)
    return " ".join(word for word in words if word)


def full_day(moment: datetime) -> str:
    """A day in full: "Tuesday, 3 March 2026"."""
    day = f"{moment.day} {tr(MONTHS[moment.month - 1])} {moment.year}"
    return f"{tr(DAYS[moment.weekday()])}, {day}"


def when(moment: datetime, now: datetime) -> str:
    """A past moment as people say it: "Today, 09:12", "Tuesday", "28 February", "3 May 2024"."""
    days = (now.date() - moment.date()).days
    if days == 0:
        return tr("Today, {time}", time=f"{moment:%H:%M}")
    if days == 1:
        return tr("Yesterday, {time}", time=f"{moment:%H:%M}")
    if timedelta(0) < now - moment and days < 7:
        return tr(DAYS[moment.weekday()])
    day = f"{moment.day} {tr(MONTHS[moment.month - 1])}"
    return day if moment.year == now.year else f"{day} {moment.year}"


def day(at: str, now: datetime) -> str:
    """The day of an ISO 8601 time in words: "2 February", with its year where that is another."""
    try:
        moment = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except (ValueError, OverflowError, OSError):
        return at
    said = f"{moment.day} {tr(MONTHS[moment.month - 1])}"
    return said if moment.year == now.year else f"{said} {moment.year}"
