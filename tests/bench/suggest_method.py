"""The suggester as ``bench.py`` of the suggestion benchmark asks it: through ``learn.learn``, as
the program does, each of the benchmark's passages being one sentence.

    python bench.py --module tests.bench.suggest_method --methods liveable,liveable_definitions

``liveable_encoder`` wants the folder of a sentence encoder in LIVEABLE_ENCODER.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from liveable.core.codebook import Cues
from liveable.core.learning import Described, Example, Heard, Material, Stretch
from liveable.core.spans import Span
from liveable.suggest.arrays import Floats
from liveable.suggest.features import Encode, Features, Vectors
from liveable.suggest.learn import learn
from liveable.suggest.passages import passages

Passage = Any  # bench.Passage: a str with doc, speaker and its place in the set
Entry = dict[str, Any]  # a code of the benchmark's codebook
READER = "reader"

_F: dict[tuple[str, ...], Features] = {}  # bench.py empties it after each set


class Liveable:
    """By default: names, definitions and cues, no encoder."""

    cues: ClassVar[bool] = True
    encoded: ClassVar[bool] = False

    def prepare(self, corpus: Sequence[Passage]) -> None:
        """All passages of the project, uncoded."""
        self.heard = _heard(corpus)
        self.row = {id(passage): row for row, passage in enumerate(corpus)}
        key = (*corpus, *map(str, (p.doc for p in corpus)), str(self.encoded))
        if key not in _F:
            found = passages(self.heard, divide=_whole)
            encode = _encoder() if self.encoded else None
            vectors = Vectors(encode(found.texts), encode) if encode else None
            _F[key] = Features(found, vectors)
        self.features = _F[key]

    def fit(self, texts: Sequence[Passage], labels: Sequence[set[str]], book: list[Entry]) -> None:
        """The passages read, with their codes."""
        known = self.features.passages
        read: dict[int, list[Span]] = {}
        examples = []
        for text, codes in zip(texts, labels, strict=True):
            row = self.row[id(text)]
            document, span = int(known.document[row]), known.span(row)
            read.setdefault(document, []).append(span)
            uid = known.documents[document]
            examples += [Example(uid, span, code, READER) for code in sorted(codes)]
        heard = tuple(replace(h, read=tuple(read.get(n, ()))) for n, h in enumerate(self.heard))
        described = tuple(self._described(entry) for entry in book)
        material = Material(heard, described, tuple(examples), coders=(READER,))
        self.learned = learn(material, features=self.features)

    def score(self, texts: Sequence[Passage]) -> Floats:
        """Passages x codes; higher is more likely."""
        return self.learned.scores[[self.row[id(text)] for text in texts]]

    def _described(self, entry: Entry) -> Described:
        cues = Cues(tuple(entry["cues"])) if self.cues else Cues()
        return Described(entry["name"], entry["name"], entry["definition"], cues)


class Definitions(Liveable):
    """No cues: what the names and definitions say."""

    cues = False


class Encoded(Liveable):
    """With a sentence encoder."""

    encoded = True


METHODS = {"liveable": Liveable, "liveable_definitions": Definitions, "liveable_encoder": Encoded}


def _heard(corpus: Sequence[Passage]) -> list[Heard]:
    """The corpus as documents: a new one wherever the benchmark says that nothing goes before."""
    heard = []
    for number, line in enumerate(corpus):
        if line.prev is None:
            heard.append((f"{line.doc} {number}", list[str](), list[Stretch]()))
        _, lines, stretches = heard[-1]
        start = stretches[-1].span.stop + 1 if stretches else 0
        speaker = str(line.speaker) if line.speaker else None
        lines.append(str(line))
        stretches.append(Stretch(Span(start, start + len(line)), speaker, str(line.doc), True))
    return [Heard(uid, "\n".join(lines), tuple(parts)) for uid, lines, parts in heard]


def _whole(text: str) -> Iterable[Span]:
    return [Span(0, len(text))]


def _encoder() -> Encode:
    from liveable.suggest.encoder import encoder

    return encoder(os.environ["LIVEABLE_ENCODER"]).encode
