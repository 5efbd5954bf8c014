"""What is looked for on behalf of codes, and what is made of the sentences it is found in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from liveable.core.codebook import Respelling
from liveable.core.shadow import shadow
from liveable.core.suggestion import CodeCues
from liveable.suggest.inflect import inflections
from liveable.suggest.weigh import LEMMA, strength

Words = tuple[str, ...]


class Cue(NamedTuple):
    """What is looked for: the words as they are in the shadow, and their weight by themselves."""

    kind: Literal["phrase", "lemma"]
    words: str
    weight: float

    @property
    def name(self) -> str:
        """``phrase out of the blue``: unique, and the key of matchers and counts."""
        return f"{self.kind} {self.words}"


class Hit(NamedTuple):
    """A cue (by its name) found at ``[start, stop)`` of a document's text, in code points."""

    kind: Literal["phrase", "lemma"]
    cue: str
    start: int
    stop: int
    weight: float


class Wanted(NamedTuple):
    """A cue with the codes it is looked for, in order, and the ways to spell it."""

    codes: tuple[str, ...]
    forms: frozenset[Words]


def wanted(
    cues: Sequence[CodeCues],
    dialect: Sequence[Respelling],
    english: bool,
    is_stop: Callable[[str], bool],
) -> dict[Cue, Wanted]:
    """Every cue of the codes; those whose shadow has no words are left out. ``is_stop`` tells
    the language's common words, which say less.
    """
    found: dict[Cue, tuple[dict[str, None], set[Words]]] = {}

    def add(code: str, cue: Cue, forms: Iterable[Words]) -> None:
        codes, known = found.setdefault(cue, ({}, set()))
        codes[code] = None
        known.update(forms)

    for one in cues:
        for phrase in one.cues.phrases:
            if forms := _spellings(phrase, dialect, english):
                function = sum(map(is_stop, forms[0]))
                weight = strength(len(forms[0]) - function, function)
                add(one.code, Cue("phrase", " ".join(forms[0]), weight), forms)
        for lemma in one.cues.lemmas:
            if forms := _spellings(lemma, dialect, english):
                forms.append(_words(lemma, english=english))
                add(one.code, Cue("lemma", " ".join(forms[0]), LEMMA), forms)
    return {cue: Wanted(tuple(codes), frozenset(forms)) for cue, (codes, forms) in found.items()}


def inflected(forms: Iterable[Words]) -> frozenset[Words]:
    """English words in all their forms by rule."""
    return frozenset(
        tuple(form.split()) for words in forms for form in inflections(" ".join(words))
    )


def _spellings(cue: str, dialect: Sequence[Respelling], english: bool) -> list[Words]:
    """The cue's words in the shadow: as they are, as they may be respelled among other words, and
    without their apostrophes.
    """
    found = {
        _words(cue, dialect, english=english): None,
        _words(cue, dialect, english=english, open_ends=True): None,
    }
    if english:
        found[_words(_unmarked(cue), dialect)] = None
    return [words for words in found if words]


def _words(text: str, dialect: Sequence[Respelling] = (), **how: bool) -> Words:
    seen = shadow(text, dialect, **how)
    return tuple(seen.text[a:b] for a, b in seen.words())


def _unmarked(cue: str) -> str:
    return shadow(cue, english=False).text.replace("'", "")


class Run(NamedTuple):
    """Neighbouring sentences ``first`` to ``last`` (numbers) with a code's phrases, and why."""

    first: int
    last: int
    code: str
    reasons: list[Hit]


def runs(
    found: Mapping[str, Mapping[int, Iterable[Hit]]], joined: Callable[[int, int], bool]
) -> Iterator[Run]:
    """What was found of each code, sentence by sentence, as the passages that it points at.

    ``joined``: whether of two sentences, one number apart, nothing parts the second from the first.
    A sentence without a phrase is no passage; single lemmas are only told beside one.
    """
    for code, by_sentence in found.items():
        fired = {n: _distinct(hits) for n, hits in by_sentence.items() if _has_phrase(hits)}
        for run in _together(sorted(fired), joined):
            hits = [hit for n in run for hit in fired[n]]
            yield Run(run[0], run[-1], code, _reasons(hits))


def parted(text: str, before: int, after: int) -> bool:
    """Whether a blank line is between a sentence that starts at ``before`` and the next one's
    start.
    """
    words = text[before:after]
    return words.count("\n", len(words.rstrip())) > 1


def _has_phrase(hits: Iterable[Hit]) -> bool:
    return any(hit.kind == "phrase" for hit in hits)


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    """Each cue once, without those found inside a longer one ("allowed" in "not allowed")."""
    kept: dict[str, Hit] = {}
    longest = sorted(hits, key=lambda h: (h.kind != "phrase", h.start - h.stop, h.start, h.cue))
    for hit in longest:
        within = any(k.start <= hit.start and hit.stop <= k.stop for k in kept.values())
        if not within:
            kept.setdefault(hit.cue, hit)
    return list(kept.values())


def _together(fired: Sequence[int], joined: Callable[[int, int], bool]) -> Iterator[list[int]]:
    run: list[int] = []
    for n in fired:
        if run and (n > run[-1] + 1 or not joined(run[-1], n)):
            yield run
            run = []
        run.append(n)
    if run:
        yield run


def _reasons(hits: Iterable[Hit]) -> list[Hit]:
    """Strongest first; a cue weighs where it first stands and nothing where it is repeated."""
    said: set[str] = set()
    found = []
    for hit in sorted(hits, key=lambda h: h.start):
        found.append(hit._replace(weight=0.0) if hit.cue in said else hit)
        said.add(hit.cue)
    return sorted(found, key=lambda h: (-h.weight, h.start))
