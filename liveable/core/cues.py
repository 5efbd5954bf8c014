"""What can be done with the cues of a code: banned, promoted, changed, and those of two made one.

A phrase is the same whatever its case, its spaces and the form of its apostrophes, as cues are
looked for. What is banned is no cue, and a misleading word is none either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from liveable.core.codebook import Cues
from liveable.core.shadow import shadow


def tidied(phrase: str) -> str:
    """A phrase without needless spaces; "" where nothing is left."""
    return " ".join(phrase.replace("\0", " ").split())


def same(phrase: str) -> str:
    """What phrases that are one have in common."""
    return tidied(shadow(phrase, english=False).text)


def among(phrase: str, phrases: Sequence[str]) -> bool:
    """Whether a phrase is one of some."""
    return same(phrase) in set(map(same, phrases))


def settled(cues: Cues) -> Cues:
    """Cues of which none is both looked for and not to be: a ban counts, and so does a warning that
    a word misleads.
    """
    if not (cues.banned or cues.misleading):
        return cues
    out = {same(phrase) for phrase in (*cues.banned, *cues.misleading)}
    phrases, lemmas = (
        tuple(one for one in kept if same(one) not in out) for kept in (cues.phrases, cues.lemmas)
    )
    return replace(cues, phrases=phrases, lemmas=lemmas)


def ban(cues: Cues, phrase: str) -> Cues:
    """A phrase is no cue any more, and is not to become one again."""
    return settled(replace(cues, banned=_with(cues.banned, phrase)))


def unban(cues: Cues, phrase: str) -> Cues:
    """A phrase may become a cue again; it does not by this."""
    return replace(cues, banned=_without(cues.banned, phrase))


def mislead(cues: Cues, word: str) -> Cues:
    """A word weighs nothing for the code, neither as a cue nor by what is learned."""
    return settled(replace(cues, misleading=_with(cues.misleading, word)))


def unmislead(cues: Cues, word: str) -> Cues:
    """A word may weigh again what is learned of it."""
    return replace(cues, misleading=_without(cues.misleading, word))


def promote(cues: Cues, phrase: str) -> Cues:
    """A phrase points at passages alone; what spoke against it, or was lighter, goes."""
    return Cues(
        phrases=_with(cues.phrases, phrase),
        lemmas=_without(cues.lemmas, phrase),
        banned=_without(cues.banned, phrase),
        misleading=_without(cues.misleading, phrase),
    )


def change(cues: Cues, old: str, new: str) -> Cues:
    """A cue in other words, in the same place."""
    phrases = _instead(cues.phrases, old, new)
    lemmas = _instead(cues.lemmas, old, new)
    banned, misleading = _without(cues.banned, new), _without(cues.misleading, new)
    return Cues(phrases, lemmas, banned, misleading)


def edited(before: Cues, after: Cues) -> Cues:
    """Cues as somebody wrote them over ``before``: a phrase newly written as a cue is banned no
    more, and one newly banned is no cue any more.
    """
    new = [one for one in after.phrases if not among(one, before.phrases)]
    new += [one for one in after.lemmas if not among(one, before.lemmas)]
    banned, misleading = after.banned, after.misleading
    for one in new:
        banned = _without(banned, one) if among(one, before.banned) else banned
        misleading = _without(misleading, one) if among(one, before.misleading) else misleading
    return settled(replace(after, banned=banned, misleading=misleading))


def joined(kept: Cues, gone: Cues) -> Cues:
    """The cues of two codes that become one; where one bans what the other looks for, the one that
    is kept has its way.
    """
    mine = {same(phrase) for phrase in (*kept.phrases, *kept.lemmas)}
    return settled(
        Cues(
            _both(kept.phrases, gone.phrases),
            _both(kept.lemmas, gone.lemmas),
            _both(kept.banned, [one for one in gone.banned if same(one) not in mine]),
            _both(kept.misleading, [one for one in gone.misleading if same(one) not in mine]),
        )
    )


def _with(phrases: tuple[str, ...], phrase: str) -> tuple[str, ...]:
    return phrases if among(phrase, phrases) else (*phrases, tidied(phrase))


def _without(phrases: tuple[str, ...], phrase: str) -> tuple[str, ...]:
    gone = same(phrase)
    return tuple(one for one in phrases if same(one) != gone)


def _instead(phrases: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    if not among(old, phrases):
        return phrases
    kept = phrases if same(old) == same(new) else _without(phrases, new)
    return tuple(tidied(new) if same(one) == same(old) else one for one in kept)


def _both(kept: Sequence[str], gone: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*kept, *gone)))
