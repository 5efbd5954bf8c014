"""Words of the interface: every one goes through ``tr``, so that they can be translated."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def tr(text: str, **values: object) -> str:
    """A text of the interface in the user's language, its ``{names}`` filled in."""
    said = QCoreApplication.translate("Liveable", text)
    return said.format(**values) if values else said


def counted(number: int, one: str, many: str) -> str:
    """A number with its word: ``counted(2, "document", "documents")`` is "2 documents"."""
    return f"{number:,} {tr(one if number == 1 else many)}"


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
