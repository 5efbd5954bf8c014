"""Who asks and who answers, by what the labels say and, failing that, by who asks the questions."""

from __future__ import annotations

from dataclasses import dataclass

from liveable.core import labels
from liveable.core.transcript import Role

_QUESTION = ("?", "？", "؟", "か。", "吗。", "呢。", "까.")
_CLOSING = " \n\t\"'”’»)]"


@dataclass(slots=True)
class Share:
    """What one speaker has of a conversation: turns, words, question marks, turns ending in one."""

    turns: int = 0
    words: int = 0
    marks: int = 0
    ending: int = 0

    def add(self, speech: str) -> None:
        """Count one turn."""
        self.turns += 1
        self.words += speech.count(" ") + 1
        self.marks += sum(map(speech.count, _QUESTION))
        self.ending += speech.rstrip(_CLOSING).endswith(_QUESTION)


def roles_of(shares: dict[str, Share]) -> dict[str, Role | None]:
    """A role for every speaker, None where neither label nor questions tell.

    A single letter (``I``, ``P``, ``A``) says something only when its partner is there too, and
    nothing against the questions: in Spanish ``P`` asks and ``R`` answers.
    """
    said = {label: labels.role(label) for label in shares}
    for label in filter(labels.asks_or_answers, shares):
        if "interviewer" in said.values():
            said[label] = "participant"
        elif "participant" in said.values():
            said[label] = "interviewer"
    if len(set(said.values()) - {None}) < 2:
        said = {
            label: role if len(labels.plain(label)) > 1 else None for label, role in said.items()
        }
    if all(len(labels.plain(label)) == 1 for label, role in said.items() if role):
        asker = _asker(shares, shares)
        if asker is not None and said[asker] == "participant":
            said = dict.fromkeys(said)
    if "interviewer" not in said.values():
        asker = _asker(
            {label: share for label, share in shares.items() if said[label] is None}, shares
        )
        if asker is None:
            return said
        said[asker] = "interviewer"
    return {label: role or "participant" for label, role in said.items()}


def _asker(candidates: dict[str, Share], shares: dict[str, Share]) -> str | None:
    """The one who, for a good part of the turns and without the most words, asks at least twice as
    often as anyone else who speaks much: twice the turns ending in a question, twice the question
    marks to the word.
    """
    turns = sum(share.turns for share in shares.values())
    words = sum(share.words for share in shares.values())
    main = [label for label, share in shares.items() if share.turns * 10 >= turns]
    for label, share in candidates.items():
        others = [shares[other] for other in main if other != label]
        enough = share.turns * 5 >= turns and share.turns >= 5 and share.words * 20 <= words * 11
        if enough and others and all(_asks_twice(share, other) for other in others):
            return label
    return None


def _asks_twice(one: Share, other: Share) -> bool:
    endings = one.ending * other.turns, other.ending * one.turns
    marks = one.marks * other.words, other.marks * one.words
    return (
        one.ending * 10 >= one.turns
        and endings[0] >= 1.9 * endings[1]
        and marks[0] >= 1.8 * marks[1]
    )
