"""Which digit codes with which code: its own, else one that is free, by last use."""

from __future__ import annotations

from collections.abc import Iterable

DIGITS = tuple("123456789")


def digits(own: Iterable[tuple[str, str]], recent: Iterable[str]) -> dict[str, str]:
    """The digit of each code (by uid) that has one.

    ``own`` are codes and the key each was given, "" for none; where two were given the same one,
    the first has it. ``recent`` are the codes used last, latest first; those that are no more are
    passed over.
    """
    known: dict[str, str] = {}
    taken: set[str] = set()
    there = set()
    for uid, key in own:
        there.add(uid)
        if key in DIGITS and key not in taken:
            known[uid] = key
            taken.add(key)
    free = (digit for digit in DIGITS if digit not in taken)
    wanting = (uid for uid in dict.fromkeys(recent) if uid in there and uid not in known)
    known |= dict(zip(wanting, free, strict=False))
    return known
