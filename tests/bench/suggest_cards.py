"""Whether what a code's card says of its suggestions holds on text that nobody read, on the sets of
the suggestion benchmark.

    LIVEABLE_SHARED=... python -m tests.bench.suggest_cards [SET...]

For every code that is ready when so many passages are coded: precision and recall as the card has
them and as they are found in the unread documents, how often what is found lies in the card's
interval, how often below it; and how often it is under the threshold.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from liveable.core.learned import Share
from liveable.suggest.measure import measures, probabilities
from tests.bench.suggest_told import SETS, Session, benchmark, session_of, taught

CODED = (50, 100, 200, 400)
SEEDS = (0, 1, 2)


class Card(NamedTuple):
    """What the card of one code says, and what was found."""

    precision: Share
    found: float
    recall: Share
    recalled: float
    threshold: float


def main(names: Sequence[str]) -> None:
    """Print a line for each set, one for each number of coded passages, and one for all."""
    bench = benchmark()
    cards: list[tuple[str, int, Card]] = []
    print(f"{'':10}{'codes':>7}{'card':>7}{'found':>7}{'inside':>8}{'below':>7}{'weak':>7}", end="")
    print(f"{'recall':>8}{'found':>7}{'inside':>8}")
    for name in names or SETS:
        for coded in CODED:
            for seed in SEEDS:
                session = session_of(bench, name, coded, seed)
                cards += [(name, coded, card) for card in _cards(session)]
        _line(name, [card for of, _, card in cards if of == name])
    for coded in CODED:
        _line(f"K = {coded}", [card for _, of, card in cards if of == coded])
    _line("all", [card for *_, card in cards])


def _cards(session: Session) -> Iterator[Card]:
    learned = taught(session, session.book)
    given = probabilities(learned)[session.unread]
    for column, code in enumerate(measures(learned)):
        carry = np.array([code.code in session.codes[row] for row in session.unread])
        shown = given[:, column] >= np.float32(code.cutoff or 2)
        if code.measured and code.measured.precision and code.measured.recall and shown.any():
            right = float((shown & carry).sum())
            yield Card(
                code.measured.precision,
                right / shown.sum(),
                code.measured.recall,
                right / max(carry.sum(), 1),
                learned.material.threshold,
            )


def _line(name: str, cards: Sequence[Card]) -> None:
    if not cards:
        print(f"{name:10}{0:7}", flush=True)
        return
    figures = np.mean(
        [
            (
                card.precision.value,
                card.found,
                card.precision.low <= card.found <= card.precision.high,
                card.found < card.precision.low,
                card.found < card.threshold,
                card.recall.value,
                card.recalled,
                card.recall.low <= card.recalled <= card.recall.high,
            )
            for card in cards
        ],
        axis=0,
    )
    widths = (7, 7, 8, 7, 7, 8, 7, 8)
    said = "".join(f"{figure:{width}.3f}" for figure, width in zip(figures, widths, strict=True))
    print(f"{name:10}{len(cards):7}{said}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
