"""Diaries made to measure for the tests of their heads."""

from __future__ import annotations

WORDS = (
    "Went down for the messages and met Jean on the stair. She asked after my hip and I told her "
    "it was fine, and we stood and talked for a while about nothing much at all."
)


def diary(*heads: str, sep: str = "\n", title: str = "") -> str:
    """A diary with some words under each head."""
    return title + "\n".join(f"{head}{sep}{WORDS}\n" for head in heads)
