"""What kind of document a text is, by who speaks in it and how it is dated."""

from __future__ import annotations

from collections.abc import Sequence

from liveable.core.transcript import Entry, Kind, Speaker


def kind_of(speakers: Sequence[Speaker], entries: Sequence[Entry]) -> Kind:
    """A focus group when three or more talk besides whoever asks, an interview when fewer do, a
    diary when nobody speaks and entries are dated, field notes otherwise.

    Someone with a single turn, or fewer than one in thirty, is passing through. Where nobody is
    known to ask, one of those who talk may be the one who does.
    """
    if not speakers:
        return "diary" if entries else "field-notes"
    turns = sum(speaker.turns for speaker in speakers)
    asking = sum(speaker.role == "interviewer" for speaker in speakers)
    others = sum(
        speaker.role != "interviewer" and speaker.turns > 1 and speaker.turns * 30 >= turns
        for speaker in speakers
    )
    return "focus-group" if others - (not asking) >= 3 else "interview"
