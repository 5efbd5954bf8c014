"""What kind of document a text is."""

from __future__ import annotations

import pytest

from liveable.core.kinds import kind_of
from liveable.core.transcript import Entry, Kind, Role, Speaker, Turn

ENTRY = Entry(0, 5, "3 May", "--05-03", "day")


def talkers(*of: tuple[int, Role | None]) -> list[Speaker]:
    """Speakers with these numbers of turns and roles."""
    return [Speaker(f"S{n}", turns, role) for n, (turns, role) in enumerate(of)]


@pytest.mark.parametrize(
    ("speakers", "entries", "kind"),
    [
        ([], [], "field-notes"),
        ([], [ENTRY], "diary"),
        (talkers((20, "interviewer"), (20, "participant")), [], "interview"),
        (talkers((20, "interviewer"), (20, "participant")), [ENTRY], "interview"),
        (talkers((20, "interviewer"), (20, "participant"), (9, "participant")), [], "interview"),
        (talkers((9, "interviewer"), (9, None), (9, None), (9, None)), [], "focus-group"),
        (talkers((40, "interviewer"), (40, "participant"), (1, None), (2, None)), [], "interview"),
        (talkers((9, None), (9, None), (9, None)), [], "interview"),
        (talkers((9, None), (9, None), (9, None), (9, None)), [], "focus-group"),
    ],
)
def test_kinds_are_told(speakers: list[Speaker], entries: list[Entry], kind: Kind) -> None:
    """By how many talk besides whoever asks; who only passes through does not count."""
    assert kind_of(speakers, entries) == kind


@pytest.mark.parametrize(
    ("times", "kind"),
    [
        (("00:00:05", "00:01:10"), "interview"),
        (("0:05.120", "1:10.000"), "interview"),
        (("10:15", "10:40"), "field-notes"),
        (("2024-05-12 09:00:11", "2024-05-12 09:01:11"), "field-notes"),
    ],
)
def test_times_of_a_recording_make_a_talk_of_nobody_known(
    times: tuple[str, ...], kind: Kind
) -> None:
    """Hours of the day are those of notes."""
    turns = [Turn(n, n, n + 1, None, time) for n, time in enumerate(times)]
    assert kind_of([], [], turns) == kind
    assert kind_of([], [ENTRY], turns) == "diary"
