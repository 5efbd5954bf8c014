"""Small made-up material to learn from, for the tests of what is learned."""

from __future__ import annotations

import random

from liveable.core.codebook import Cues
from liveable.core.learning import Described, Example, Heard, Material, Stretch
from liveable.core.spans import Span

ANN = "ann"
CODES = (
    Described("money", "Money", "Bills, wages and debts.", Cues(("pay the bills",))),
    Described("help", "Being helped", "Someone did something for them.", Cues(("gave me a hand",))),
    Described("worry", "Worry", "Being anxious about what is to come."),
)
SAID = {
    "money": (
        "I could not pay the bills",
        "the wages were late",
        "we were in debt",
        "rent is dear",
    ),
    "help": ("she gave me a hand", "he helped with the shopping", "they drove me to the clinic"),
    "worry": ("I was anxious all night", "we worried about the winter", "it frightened me a lot"),
    "": ("then we had tea", "the bus was on time", "it was a Tuesday", "he lives near the park"),
}
_TAILS = ("at the time", "that year", "with my sister", "in the village", "you know", "and so on")


def material(
    people: int = 6, sentences: int = 12, *, seed: int = 0, read: int | None = None
) -> Material:
    """A document for each person: an interviewer's question, then answers in sentences; of each
    document that is ``read`` (all but two) every sentence about a code is coded by Ann.
    """
    chance = random.Random(seed)
    heard, examples = [], []
    read = max(people - 2, 1) if read is None else read
    for person in range(people):
        uid = f"document {person}"
        text = "How was it then?\n"
        stretches = [Stretch(Span(0, len(text) - 1), "Interviewer", uid, False)]
        begin = len(text)
        for _ in range(sentences):
            code = chance.choice(["", "", *(c.code for c in CODES)])
            start = len(text)
            text += f"{chance.choice(SAID[code])} {chance.choice(_TAILS)}. "
            if code and person < read:
                span = Span(start, len(text) - 1)
                examples.append(Example(uid, span, code, ANN, f"2026-01-{person + 1:02}T10:00:00"))
        stretches.append(Stretch(Span(begin, len(text)), f"P{person}", f"person {person}", True))
        spans = (Span(0, len(text)),) if person < read else ()
        heard.append(Heard(uid, text, tuple(stretches), spans, "en"))
    return Material(tuple(heard), CODES, tuple(examples), coders=(ANN,))
