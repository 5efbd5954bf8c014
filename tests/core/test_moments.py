"""Times as people are told them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.moments import on_our_clock
from liveable.store.lock import Holder

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the clock cannot be moved")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the machine's time zone."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


def test_times_are_told_by_the_clock_on_the_wall(clock: Callable[[str], None]) -> None:
    """Also over midnight, and in the sentence on who has a project."""
    clock("EST5")
    assert on_our_clock("2026-11-22T03:31:59.123Z") == "2026-11-21 22:31"
    holder = Holder("Tom", "desk", "2026-11-22T08:31:00.000Z")
    assert str(holder) == "Tom on desk, since 2026-11-22 03:31"
    clock("UTC0")
    assert str(holder) == "Tom on desk, since 2026-11-22 08:31"


@given(st.text(max_size=30))
def test_what_is_no_time_is_left_as_it_is(text: str) -> None:
    """A lock file may hold anything."""
    told = on_our_clock(text)
    assert told == text or len(told) >= len("1-01-01 00:00")
