"""What learning costs, part by part, in this process."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from liveable.core.codebook import Cues
from liveable.core.learning import Described, Example, Heard, Material, Stretch
from liveable.core.spans import Span
from liveable.core.suggestion import CodeCues
from tests.bench.corpora import Writer
from tests.bench.timing import Row, median, timed

WORDS, SENTENCES = 14, 500  # of a sentence, of an interview
CODES, CUES = 30, 4
CODED = 0.3  # of the sentences


def material(passages: int) -> Material:
    """So many passages, a third of which would be coded, if they were read."""
    writer = Writer(3)
    words = list(dict.fromkeys(" ".join(writer.turns(40_000)).replace(".", "").split()))
    codes = tuple(
        Described(
            f"{c}", " ".join(words[c : c + 2]), "", Cues(tuple(words[2_000 + c * 9 :][:CUES]))
        )
        for c in range(CODES)
    )
    heard, examples = [], list[Example]()
    for number in range(passages // SENTENCES):
        said = writer.turns(WORDS * SENTENCES, WORDS)
        stretches, start = [], 0
        for turn, sentence in enumerate(said):
            span = Span(start, start + len(sentence))
            stretches.append(Stretch(span, f"{turn % 2}", f"{number}", True))
            start = span.stop + 1
            if writer.chance.random() < CODED:
                code = min(int(writer.chance.expovariate(1 / 8)), CODES - 1)
                examples.append(Example(f"{number}", span, f"{code}", "ann"))
        heard.append(Heard(f"{number}", "\n".join(said), tuple(stretches), (), "en"))
    return Material(tuple(heard), codes, tuple(examples), coders=("ann",))


def read_to(found: Material, read: int) -> Material:
    """The same when its first so many passages are read."""
    heard, upto = [], dict[str, int]()
    for number, one in enumerate(found.heard):
        done = one.stretches[: max(read - number * SENTENCES, 0)]
        upto[one.document] = done[-1].span.stop if done else 0
        heard.append(replace(one, read=(Span(0, upto[one.document]),) if done else ()))
    examples = (e for e in found.examples if e.span.stop <= upto[e.document])
    return replace(found, heard=tuple(heard), examples=tuple(examples))


def suggestions(folder: Path) -> Iterator[Row]:
    """100,000 passages and 30 codes with four cues each."""
    yield from _learning(material(100_000), 2.0)


def suggestions_small(folder: Path) -> Iterator[Row]:
    """20,000 passages, as of 40 interviews."""
    yield from _learning(material(20_000), 1.0)


def suggestions_cues(folder: Path) -> Iterator[Row]:
    """Cues of 30 codes in 100,000 passages, and again when one is new."""
    from liveable.suggest import engine

    found = material(100_000)
    texts = [heard.listened for heard in found.heard]
    cues = [CodeCues(code.code, code.cues) for code in found.codes]
    yield Row("cues looked for in 100,000 passages", timed(lambda: engine.suggest(texts, cues)))
    cues[0] = CodeCues("0", Cues((*cues[0].cues.phrases, "and that was")))
    yield Row("  again, one cue new", timed(lambda: engine.suggest(texts, cues)), 1.0)


def _learning(found: Material, again: float) -> Iterator[Row]:
    from liveable.suggest.features import Features
    from liveable.suggest.learn import learn
    from liveable.suggest.passages import passages
    from liveable.suggest.prior import prior

    known = passages(found.heard)
    made: list[Features] = []
    took = timed(lambda: made.append(Features(known)))
    yield Row(f"features of {len(known):,} passages", took, 15.0)
    yield Row("  what the codebook says", timed(lambda: prior(made[0], found.codes)))
    for read in (400, 2_000, 4_000):
        some = read_to(found, read)
        more = (*some.examples, some.examples[0]._replace(code="1"))
        learn(some, features=made[0])
        act = partial(learn, replace(some, examples=more), features=made[0])
        yield Row(f"  learned again and ranked, {read:,} read", median(act, 3), again)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row("  peak memory so far", peak, 600, "MB")
