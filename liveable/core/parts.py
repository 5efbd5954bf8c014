"""Whether a text is a talk or a diary, and the turns or entries it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from liveable.core import emphasis, entries, labels, prompts, turns
from liveable.core.spans import Span
from liveable.core.transcript import Entry, Kind
from liveable.core.turns import Conversation

_LEAST = 3  # entries for which speakers are doubted


class Parts(NamedTuple):
    """Who speaks where, and what was written when. Of a diary, the speaker is who asks."""

    spoken: Conversation
    dated: tuple[Entry, ...] = ()


def find(
    text: str,
    bold: Sequence[Span],
    end: int | None,
    kind: Kind | None,
    italic: Sequence[Span] = (),
) -> Parts:
    """The parts of a text of a kind that someone has told, or None.

    ``bold`` and ``italic`` are where it is so, ``end`` where the running text stops.
    """
    talking = kind in ("interview", "focus-group")
    spoken = turns.find(text, bold, end, sure=talking)
    dated: tuple[Entry, ...] = ()
    if kind in (None, "diary"):
        dated = entries.find(text, end, sure=kind == "diary")
    if not spoken.turns and not dated and (talking or kind is None):
        return Parts(emphasis.find(text, bold, italic, end=end))
    if not dated or (kind is None and spoken.speakers and not _is_diary(spoken, dated, text)):
        return Parts(spoken)
    return Parts(prompts.find(text, dated, bold), dated)


def _is_diary(spoken: Conversation, dated: Sequence[Entry], text: str) -> bool:
    """Whether the speakers are only quoted in a diary, or are the fields of its entries: they
    hardly ever open an entry, or each of them stands once in most.
    """
    if len(dated) < _LEAST or any(turn.timestamp for turn in spoken.turns):
        return False
    starts = [turn.start for turn in spoken.turns]
    opened, fields, at = 0, Counter[str](), 0
    for entry in dated:
        head = text.find("\n", entry.start, entry.stop)
        words = text[head : entry.stop] if head >= 0 else ""
        first = head + len(words) - len(words.lstrip())
        while at < len(starts) and starts[at] < entry.start:
            at += 1
        opened += at < len(starts) and starts[at] == first
        while at < len(starts) and starts[at] < entry.stop:
            fields[spoken.turns[at].speaker or ""] += 1
            at += 1
    if any(labels.role(speaker.label) for speaker in spoken.speakers):
        return False
    once = all(0.5 * len(dated) <= count <= len(dated) for count in fields.values())
    return once or opened * 2 < len(dated)
