"""An invented corpus of which it is known what every sentence is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liveable.core.learning import Described, Example, Heard, Material, Stretch
from liveable.core.spans import Span


@dataclass(frozen=True, slots=True)
class Invented:
    """Documents, one a person, of one stretch; ``carries[d][s]`` are the codes (by number) that
    sentence s of document d carries; ``spans`` are the sentences' places.
    """

    texts: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]
    carries: tuple[tuple[frozenset[int], ...], ...]
    codes: int

    def material(self, read: Sequence[int], *, coder: str = "isla", **more: object) -> Material:
        """What is there to learn from when a coder has read these documents from end to end and
        coded in them whatever is there to code.
        """
        examples = [
            Example(name(d), span, f"code{code}", coder, f"2024-01-{1 + d % 28:02}T{s:05}")
            for d in read
            for s, (span, codes) in enumerate(zip(self.spans[d], self.carries[d], strict=True))
            for code in sorted(codes)
        ]
        heard = tuple(
            Heard(
                name(d),
                text,
                (Stretch(Span(0, len(text)), None, name(d), True),),
                (Span(0, len(text)),) if d in read else (),
                "en",
            )
            for d, text in enumerate(self.texts)
        )
        codes = tuple(Described(f"code{n}", spelt("code", n)) for n in range(self.codes))
        given = {"examples": tuple(examples), "coders": (coder,), **more}
        return Material(heard, codes, **given)  # type: ignore[arg-type]


def name(document: int) -> str:
    """A document's uid, in the order of their numbers."""
    return f"doc{document:03}"


def spelt(beginning: str, number: int) -> str:
    """A word for a number, of letters alone."""
    return beginning + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def theme(code: int, number: int) -> str:
    """One of the six words of a code."""
    return spelt(spelt("theme", code) + "x", number)


def invent(
    seed: int,
    *,
    documents: int = 12,
    sentences: int = 40,
    codes: int = 4,
    rate: float = 0.12,
    told: float = 0.8,
    words: int = 400,
) -> Invented:
    """Make one up. A code's sentences have, with probability ``told`` for each of two, words of its
    own; a third of those words is used elsewhere too. People differ in what they talk about.
    """
    lot = np.random.default_rng(seed)
    common = 1 / (np.arange(words) + 5.0)
    common /= common.sum()
    texts, spans, carries = [], [], []
    for _ in range(documents):
        inclined = rate * lot.gamma(4, 1 / 4, codes)
        written, places, about, at = list[str](), list[Span](), list[frozenset[int]](), 0
        for _ in range(sentences):
            has = frozenset(np.flatnonzero(lot.random(codes) < inclined).tolist())
            said = [spelt("w", n) for n in lot.choice(words, int(lot.integers(4, 12)), p=common)]
            for code in sorted(has):
                said += [theme(code, int(lot.integers(6))) for _ in range(2) if lot.random() < told]
            if lot.random() < 0.1:
                said.append(theme(int(lot.integers(codes)), int(lot.integers(2))))
            order = lot.permutation(len(said))
            sentence = " ".join(said[n] for n in order).capitalize() + "."
            written.append(sentence)
            places.append(Span(at, at + len(sentence)))
            about.append(has)
            at += len(sentence) + 1
        texts.append(" ".join(written))
        spans.append(tuple(places))
        carries.append(tuple(about))
    return Invented(tuple(texts), tuple(spans), tuple(carries), codes)
