"""Times of a recording, as written and in milliseconds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import timestamps


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [
        ("0:30", 30_000),
        ("14:05", 845_000),
        ("00:12:05", 725_000),
        ("1:02:03.4", 3_723_400),
        ("0:1:42.3", 102_300),
        ("00:00:12,250", 12_250),
        ("00:00:12-5", 12_500),
        ("-00:00:00:03", -3_000),
        ("01:00:00:00", 86_400_000),
        ("0:1:42.3 --> 0:1:44.7", 102_300),
        ("12:75", None),
        ("1:75:00", None),
        ("12/05/24, 14:05", None),
        ("noon", None),
    ],
)
def test_times_are_valued_from_the_start(written: str, milliseconds: int | None) -> None:
    """Two numbers are minutes and seconds, three have hours, four days; a date's time is none."""
    assert timestamps.milliseconds(written) == milliseconds


@given(st.integers(0, 99 * 3600 - 1), st.integers(0, 999))
def test_every_time_written_comes_back(seconds: int, rest: int) -> None:
    """Hours, minutes, seconds and thousandths are worth what they say."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    written = f"{hours:02}:{minute:02}:{second:02}.{rest:03}"
    assert timestamps.milliseconds(written) == seconds * 1000 + rest


@pytest.mark.parametrize(
    ("head", "time"),
    [
        ("[00:12] Well", "00:12"),
        ("(1:02:03) Well", "1:02:03"),
        (r"\[04:09\] Well", "04:09"),
        ("#00:00:12-5# Well", "00:00:12-5"),
        ("00:00:41 This", "00:00:41"),
        ("[12/05/24, 14:05:11] Ana", "12/05/24, 14:05:11"),
        ("0:1:42.3 --> 0:1:44.7", "0:1:42.3 --> 0:1:44.7"),
    ],
)
def test_a_time_at_the_head_of_a_line_is_seen(head: str, time: str) -> None:
    """In any of the brackets transcripts use, or in none."""
    found = re.match(timestamps.leading("t"), head)
    assert found is not None
    assert (found["t"] or found["t_"]) == time


@pytest.mark.parametrize(
    "head", ["12 o'clock", "3:4", "10:301", "[laughs]", "1/2 cup", "Mark 4:12"]
)
def test_other_numbers_are_no_times(head: str) -> None:
    """Chapter and verse, fractions and sounds."""
    assert re.match(timestamps.leading("t"), head) is None
