"""Writes down talk of which the file itself says who speaks when: captions, tables of turns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from liveable.core import timestamps
from liveable.core.roles import Share, roles_of
from liveable.core.transcript import Speaker, Turn
from liveable.core.turns import Conversation
from liveable.readers.body import Draft


@dataclass(slots=True)
class Said:
    """What one speaker says without a break: paragraphs, each with its time as written or None."""

    speaker: str | None
    paragraphs: list[tuple[str | None, str]] = field(default_factory=list)

    @property
    def time(self) -> str | None:
        """When it begins, as written."""
        return self.paragraphs[0][0]


def write(said: Iterable[Said]) -> tuple[str, Conversation]:
    """The text, ``[0:30] Name: words`` and further paragraphs as ``[0:45] words``, and its turns.

    A time in the middle of a turn is written where it was, for there is no other place for it.
    """
    draft = Draft()
    turns: list[Turn] = []
    shares: dict[str, Share] = defaultdict(Share)
    for one in said:
        start = draft.length
        draft.write(f"[{one.time}] " if one.time else "")
        draft.write(f"{one.speaker}: " if one.speaker else "")
        speech = draft.length
        for number, (time, words) in enumerate(one.paragraphs):
            if number:
                draft.write(f"\n[{time}] " if time else "\n")
            draft.write(words)
        value = timestamps.milliseconds(one.time) if one.time else None
        turns.append(Turn(start, speech, draft.length, one.speaker, one.time, value))
        if one.speaker:
            shares[one.speaker].add(" ".join(words for _, words in one.paragraphs))
        draft.write("\n")
    roles = roles_of(shares)
    speakers = (Speaker(name, share.turns, roles[name]) for name, share in shares.items())
    return draft.text(), Conversation(tuple(speakers), tuple(turns))
