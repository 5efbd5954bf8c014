"""Times are kept in UTC; people are told them by the clock of the machine they sit at."""

from __future__ import annotations

from datetime import datetime


def on_our_clock(moment: str) -> str:
    """An ISO 8601 time to the minute, where this machine is; what is no time, as it is written."""
    try:
        return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):  # the last two of times before and after all time
        return moment
