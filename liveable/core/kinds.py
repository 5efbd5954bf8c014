"""What kind of document a text is, by who speaks in it and how it is dated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from liveable.core.transcript import Entry, Kind, Speaker, Turn

_OF_RECORDING = re.compile(r"\d+:\d\d:\d\d(?:[.,]\d+)?|\d+:\d\d[.,]\d+")  # to the second


def kind_of(
    speakers: Sequence[Speaker], entries: Sequence[Entry], turns: Sequence[Turn] = ()
) -> Kind:
    """A focus group when three or more talk besides whoever asks, an interview when fewer do, or
    when turns of nobody known have a recording's times; a diary when nobody speaks and entries are
    dated, field notes otherwise.

    Someone with a single turn, or fewer than one in thirty, is passing through. Where nobody is
    known to ask, one of those who talk may be the one who does.
    """
    if not speakers and entries:
        return "diary"
    if not speakers:
        recorded = [_OF_RECORDING.fullmatch(turn.timestamp or "") for turn in turns]
        return "interview" if recorded and all(recorded) else "field-notes"
    total = sum(speaker.turns for speaker in speakers)
    asking = sum(speaker.role == "interviewer" for speaker in speakers)
    others = sum(
        speaker.role != "interviewer" and speaker.turns > 1 and speaker.turns * 30 >= total
        for speaker in speakers
    )
    return "focus-group" if others - (not asking) >= 3 else "interview"
