"""How well suggestions explain themselves, and what mined phrases are worth, on the sets of the
suggestion benchmark.

    LIVEABLE_SHARED=... python -m tests.bench.suggest_told [SET...]

Three words: of the twenty best unread passages of every code, the share of the positive evidence of
words that the three strongest carry. Right of five: of the unread passages at which each of the
first five mined phrases points, the share that carries the code (codes with three codings or more).
P@20: with names and definitions; with the first five mined phrases that a judge takes (most of what
they point at outside the unread documents carries the code); with the cues made by hand.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from liveable.suggest.explain import Told, carried
from liveable.suggest.grains import grains
from liveable.suggest.learn import Learned
from liveable.suggest.mine import mine
from tests.bench.suggest_method import Entry, Liveable, Passage

SETS = ("nhs_fft", "p4g", "casino", "cered", "pac")
ENOUGH = 3  # codings, before phrases are judged
TAKEN = 5  # phrases that the judge takes


class Session(NamedTuple):
    """A set as far as one simulated researcher has come: all passages with their codes, those read,
    and the unread ones of other documents.
    """

    corpus: list[Passage]
    codes: list[set[str]]
    book: list[Entry]
    read: tuple[list[Passage], list[set[str]]]
    unread: list[int]


def main(names: Sequence[str]) -> None:
    """Print a line for each set and number of coded passages, and the means."""
    bench = benchmark()
    print(
        f"{'set':10}{'K':>5}{'three words':>13}{'right of 5':>12}{'P@20: definitions':>19}", end=""
    )
    print(f"{'+ mined':>9}{'+ by hand':>11}")
    for coded in (50, 200):
        rows = []
        for name in names or SETS:
            found = [_measured(session_of(bench, name, coded, seed)) for seed in (0, 1, 2)]
            rows.append(np.mean(found, axis=0))
            _line(name, coded, rows[-1])
        _line("mean", coded, np.mean(rows, axis=0))


def _line(name: str, coded: int, figures: Sequence[float]) -> None:
    three, right, plain, mined, hand = figures
    print(
        f"{name:10}{coded:5}{three:13.3f}{right:12.3f}{plain:19.3f}{mined:9.3f}{hand:11.3f}",
        flush=True,
    )


def benchmark() -> Any:
    """The benchmark's own module."""
    sys.path.insert(0, str(Path(os.environ["LIVEABLE_SHARED"]) / "suggest"))
    import bench  # type: ignore[import-not-found]

    return bench


def session_of(bench: Any, name: str, coded: int, seed: int) -> Session:
    """As far as a researcher has come who has coded so many passages."""
    corpus, codes, book = bench.load(name)
    order, pool = bench.split(corpus, seed)
    book = bench.eligible(corpus, codes, book, pool)
    read = bench.read_until(corpus, codes, order, {code["name"] for code in book}, coded)
    unread = [row for row, passage in enumerate(corpus) if passage.doc in pool]
    return Session(corpus, codes, book, read, unread)


def _measured(session: Session) -> tuple[float, ...]:
    by_hand = taught(session, session.book)
    bare = [{**code, "cues": []} for code in session.book]
    plain = taught(session, bare)
    right, taken = [], []
    for code in bare:
        phrases = _mined(session, plain, code["name"])
        if phrases:
            right.append(np.mean([share for _, _, share in phrases[:TAKEN]]))
        kept = [phrase for phrase, good, _ in phrases if good][:TAKEN]
        taken.append({**code, "cues": kept})
    return (
        float(np.mean(list(_carried(session, by_hand)))),
        float(np.mean(right)) if right else np.nan,
        _p20(session, plain),
        _p20(session, taught(session, taken)),
        _p20(session, by_hand),
    )


def taught(session: Session, book: list[Entry]) -> Learned:
    """What is learned in a session, with one form of the codebook."""
    method = Liveable()
    method.prepare(session.corpus)
    method.fit(*session.read, book)
    return method.learned


def _carried(session: Session, learned: Learned) -> Iterator[float]:
    for column in range(len(session.book)):
        best = _best(session, learned, column)
        told = Told.of(learned, column, grains(learned.features, best))
        yield from (carried(told.words([row])) for row in best)


def _best(session: Session, learned: Learned, column: int) -> list[int]:
    scores = learned.scores[session.unread, column]
    return sorted(session.unread[n] for n in np.argsort(-scores, kind="stable")[:20])


def _p20(session: Session, learned: Learned) -> float:
    found = [
        np.mean([code["name"] in session.codes[row] for row in _best(session, learned, column)])
        for column, code in enumerate(session.book)
    ]
    return float(np.mean(found))


def _mined(session: Session, learned: Learned, code: str) -> list[tuple[str, bool, float]]:
    """Phrases proposed for a code, whether a judge takes each, and its precision when unread."""
    if sum(code in codes for codes in session.read[1]) < ENOUGH:
        return []
    usual = sum(code in codes for codes in session.codes) / len(session.codes)
    bar = max(0.4, min(0.6, 3 * usual))
    unread = set(session.unread)
    found = []
    for one in mine(learned, code):
        rows = set(learned.features.shadows.rows(one.phrase).tolist())
        known, new = rows - unread, rows & unread
        found.append(
            (
                one.phrase,
                _share(session, known, code, usual) >= bar,
                _share(session, new, code, usual),
            )
        )
    return found


def _share(session: Session, rows: set[int], code: str, usual: float) -> float:
    """The share of passages with a code, as if there were one more that has it as often as all."""
    return (sum(code in session.codes[row] for row in rows) + usual) / (len(rows) + 1)


if __name__ == "__main__":
    main(sys.argv[1:])
