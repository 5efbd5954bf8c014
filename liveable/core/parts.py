"""Whether a text is a talk or a diary, and the turns or entries it is made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from liveable.core import emphasis, entries, labels, prompts, turns
from liveable.core.spans import Span
from liveable.core.transcript import Entry, Kind
from liveable.core.turns import Conversation

_LEAST = 3  # entries for which speakers are doubted, or that are believed of a diary by name
_TITLE = 80  # characters of a first line that may say what the text is
_DIARY = re.compile(
    r"(?i)(?<![^\W_])(?:diar(?:y|ies|io|ios|ium)|diário|journal|tagebuch|dagboek|dagbok|dagbog|"
    r"dziennik|pamiętnik|deník|napló|päiväkirja|günlük|дневник|щоденник|ημερολόγιο|יומן)(?![^\W_])"
    r"|日記|日记|일기|يوميات"
)


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
    named: str = "",
) -> Parts:
    """The parts of a text of a kind that someone has told, or None.

    ``bold`` and ``italic`` are where it is so, ``end`` where the running text stops, ``named`` what
    its file is called: one that calls itself a diary may be terse.
    """
    talking = kind in ("interview", "focus-group")
    spoken = turns.find(text, bold, end, sure=talking)
    dated: tuple[Entry, ...] = ()
    if kind in (None, "diary"):
        dated = entries.find(text, end, sure=kind == "diary")
    if kind is None and not dated and not spoken.turns and _is_called_diary(named, text):
        terse = entries.find(text, end, sure=True)
        dated = terse if len(terse) >= _LEAST else ()
    if not spoken.turns and not dated and (talking or kind is None):
        return Parts(emphasis.find(text, bold, italic, end=end))
    if not dated or (kind is None and spoken.speakers and not _is_diary(spoken, dated, text)):
        return Parts(spoken)
    return Parts(prompts.find(text, dated, bold), dated)


def _is_called_diary(named: str, text: str) -> bool:
    """Whether the name of a file, or the first line of its text, says so."""
    first = text.lstrip()[:_TITLE].partition("\n")[0]
    return bool(_DIARY.search(named) or _DIARY.search(first))


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
