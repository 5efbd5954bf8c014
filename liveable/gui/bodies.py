"""Texts kept at hand for lists that show pieces of them as they scroll."""

from __future__ import annotations

from collections import OrderedDict

from liveable.gui.work import Work
from liveable.store import queries

_MOST = 20_000_000  # characters kept


class Bodies:
    """Canonical texts by their hash; those not asked for lately are let go."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._size = 0

    def of(self, sha: str) -> str:
        """A text."""
        body = self._kept.get(sha)
        if body is None:
            body = self._kept[sha] = self._work.look(queries.text_body, sha)
            self._size += len(body)
            while self._size > _MOST and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1])
        else:
            self._kept.move_to_end(sha)
        return body
