"""Finding a passage by its words, forgiving what copying changes: white space, quotation marks,
dashes.
"""

from __future__ import annotations

import re
from functools import reduce

from liveable.core.spans import Span

# Characters that word processors and web pages put in each other's place.
_ALIKE = ("'’‘ʼ`´", '"“”„«»', "-‐‑‒–—")


def find(text: str, quote: str) -> list[Span]:
    """Every place where ``text`` says ``quote``, in order, overlaps included.

    Exactly the same words come first; only where there are none, white space of any length and
    kind, quotation marks and dashes of any form count as the same.
    """
    if not quote.strip():
        return []
    return _exact(text, quote) or _exact(text, quote.strip()) or _loose(text, quote)


def _exact(text: str, quote: str) -> list[Span]:
    found, start = [], text.find(quote)
    while start >= 0:
        found.append(Span(start, start + len(quote)))
        start = text.find(quote, start + 1)
    return found


def _loose(text: str, quote: str) -> list[Span]:
    words = (reduce(_any_of, _ALIKE, re.escape(word)) for word in quote.split())
    pattern = re.compile(r"\s+".join(words))
    return [Span(*m.span()) for m in pattern.finditer(text)]


def _any_of(pattern: str, alike: str) -> str:
    return re.sub(rf"\\?[{re.escape(alike)}]", lambda _: f"[{re.escape(alike)}]", pattern)
