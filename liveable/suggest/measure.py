"""How good the suggestions of each code are, on text that was held out, and from where on they may
be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liveable.core.learned import CodeMeasure, Group, State
from liveable.core.learning import Material
from liveable.suggest.arrays import Bools, Floats
from liveable.suggest.calibrate import Calibration, calibrate
from liveable.suggest.features import taken
from liveable.suggest.grains import remembered
from liveable.suggest.learn import Learned
from liveable.suggest.proportions import Counts, measured, usual_effects

FEWEST = 10  # codings, below which nothing is measured
PERSONS = 2  # whose words they must be in
SHOWN = 5  # passages shown in held-out text, with fewer of which "all are right" is soon luck
FOLDS = 20  # at most: with more people, several are held out together when a cut-off is chosen
TOP = 20  # passages of a code that say where its scores come from
GROUPS, IN_GROUP = 12, 5  # values of attributes shown at most, and coded passages each must have
_SURE = 1.0  # standard errors by which precision must reach the threshold where the cut-off is set


class Ground(NamedTuple):
    """The rows that are counted, out of those learned from (m rows): text that was read whole.

    ``positive`` and ``weights`` are m x codes; a row of weight 0 does not count for that code.
    ``person`` and ``fold`` are numbers, ``names`` the persons by theirs.
    """

    positive: Bools
    weights: Floats
    person: NDArray[np.intp]
    names: tuple[str, ...]
    fold: NDArray[np.intp]


def measures(learned: Learned) -> list[CodeMeasure]:
    """What is known of each code, in the order of the codes.

    Every score is of the passage's person held out. So is the cut-off: for each person it is chosen
    on the others' scores (``cutoffs``), and right, shown and coded are counted on that person. Of
    intervals see ``proportions.measured``. A code that reaches the threshold with no cut-off is
    counted with the cut-offs of largest F1, so that one can see how weak it is.

    A code is "too few" with under 10 codings, or with passages of fewer than two people in text
    that was read and not merely coded (``ground``); "too weak" when its precision is under the
    threshold, when nothing of it would be shown, or no cut-off reaches the threshold. Of the others
    those are "ready" of which five passages are shown in held-out text; with fewer a code is "too
    few" again, measured all the same.

    Groups are the people with one value of an attribute that has several, where they have at least
    five passages with the code; the twelve of the most.
    """
    return list(remembered(learned, measures, lambda: tuple(_measures(learned))))


def too_few(material: Material) -> list[CodeMeasure] | None:
    """What is known of each code where none has codings enough to be measured, and nothing needs to
    be learned to say so; None where one has.
    """
    number = _examples(material)
    if max(number, default=0) >= FEWEST:
        return None
    pairs = zip(material.codes, number, strict=True)
    return [CodeMeasure(code.code, known, "too few", None, None, 1.0) for code, known in pairs]


def probabilities(learned: Learned) -> Floats:
    """How likely each passage is to carry each code (passages x codes, the codes in order).

    A passage learned from has the probability given to it when its person is held out.
    """
    calibration = _calibration(learned)
    found = calibration.probabilities(learned.scores)
    whole = learned.groups >= 0
    found[learned.rows[whole]] = calibration.probabilities(learned.held[whole])
    return found


def cutoffs(
    scores: Floats, positive: Bools, weights: Floats, fold: NDArray[np.intp], threshold: float
) -> NDArray[np.float64]:
    """The cut-off of one code for each fold, chosen without it, and last the one chosen on all.

    It is the score, at or above which passages are shown, of the largest F1 among those whose
    precision is above the threshold by a standard error (the lower end of Wilson's interval with
    z = 1: of the first few passages a precision is too easily reached by luck); infinite if there
    is none.
    """
    folds = int(fold.max(initial=-1)) + 1
    order = np.argsort(-scores, kind="stable")
    falling, carries, weight, of = -scores[order], positive[order], weights[order], fold[order]
    at = np.flatnonzero(carries & (weight > 0))
    if not len(at):
        return np.full(folds + 1, inf)
    upto = np.searchsorted(falling, falling[at], "right")
    shown = _above(upto, weight, of, folds)
    right = _above(upto, np.where(carries, weight, 0), of, folds)
    coded = right[:, -1:]
    share = right / np.maximum(shown, 1e-9)
    z = _SURE
    slack = z * np.sqrt(share * (1 - share) * shown + z * z / 4)
    surely = (right + z * z / 2 - slack) / (shown + z * z)
    f1 = 2 * right / np.maximum(shown + coded, 1e-9)
    own = of[at] == np.arange(folds + 1)[:, None]  # nothing of the fold itself, so not its scores
    f1[(surely < threshold) | (right <= 0) | own] = -1
    best = f1.argmax(axis=1)
    reached = f1[np.arange(folds + 1), best] > 0
    return np.where(reached, -falling[at[best]].astype(np.float64), inf)


def _above(
    upto: NDArray[np.intp], weight: Floats, of: NDArray[np.intp], folds: int
) -> NDArray[np.float64]:
    """The weight of the first ``upto`` rows, fold by fold without the fold's own, and of all."""
    width = len(upto) + 1
    bucket = np.searchsorted(upto, np.arange(len(weight)), "right")
    each = np.bincount(of * width + bucket, weight, folds * width).reshape(folds, width)
    sums = each.cumsum(axis=1)[:, :-1]
    total = sums.sum(axis=0)
    return np.vstack([total - sums, total])


def ground(learned: Learned) -> Ground:
    """What is counted: the rows that were come upon by reading and that could be held out.

    A passage that was coded, or accepted as a suggestion, amid text that nobody read was not come
    upon by reading: of such passages nearly all carry some code, of those that will be suggested
    many do not. So a passage counts when it stands in a stretch of read text with one that carries
    no code, or when its whole document was read; none does where all that was read is coded.
    """
    known, rows = learned.passages, learned.rows
    coded = np.zeros(len(known), bool)
    coded[rows] = (learned.labels > 0).any(axis=1)
    blank = known.offered & known.read & ~coded
    begins = np.diff(known.document, prepend=-1) != 0
    stretch = np.cumsum(begins | np.diff(known.read, prepend=False))
    offered, without = (np.bincount(stretch, some) for some in (known.offered, blank))
    whole = np.bincount(stretch)[stretch] == np.bincount(known.document)[known.document]
    come_upon = known.read & (whole | ((offered > 1) & (without > 0))[stretch])
    counts = come_upon[rows] & (learned.groups >= 0)
    if not blank[rows[counts]].any():
        counts[:] = False
    weights = np.where(counts, learned.stands, 0)[:, None] * learned.known
    several = len(np.unique(known.person[rows])) > 1
    groups, person = np.unique(learned.groups, return_inverse=True)
    named = known.persons if several else known.documents
    names = tuple(named[number] for number in groups)
    positive = learned.labels > 0
    return Ground(positive, np.asarray(weights, np.float32), person, names, _folds(person))


def _folds(person: NDArray[np.intp]) -> NDArray[np.intp]:
    """Everybody a fold, or, of too many, the longest first into the fold that holds least."""
    sizes = np.bincount(person)
    if len(sizes) <= FOLDS:
        return person
    fold, load = np.zeros(len(sizes), np.intp), np.zeros(FOLDS)
    for one in np.argsort(-sizes, kind="stable"):
        fold[one] = load.argmin()
        load[fold[one]] += sizes[one]
    return fold[person]


def _calibration(learned: Learned) -> Calibration:
    def make() -> Calibration:
        on = ground(learned)
        weights = on.weights if on.weights.any() else learned.stands[:, None] * learned.known
        held = learned.held if (learned.groups >= 0).any() else learned.scores[learned.rows]
        return calibrate(held, on.positive, weights)

    return remembered(learned, calibrate, make)


class _Tried(NamedTuple):
    """A code with enough codings: its cut-off (a score), and what was counted of each person."""

    cutoff: float
    counts: Counts


def _measures(learned: Learned) -> Iterator[CodeMeasure]:
    material = learned.material
    on = ground(learned)
    examples = _examples(material)
    tried = dict(_tried(learned, on, examples))
    usual = usual_effects([code.counts for code in tried.values()])
    facts = _facts(material, on.names)
    cut = dict.fromkeys(tried, inf) | {code: one.cutoff for code, one in tried.items()}
    as_probability = _as_probabilities(learned, cut)
    origin = _from_definition(learned)
    for column, code in enumerate(material.codes):
        few = column not in tried
        counts = None if few else tried[column].counts
        how = None if counts is None else measured(counts, usual, len(on.names))
        groups = () if counts is None else tuple(_groups(counts, facts, usual))
        state: State = "too few"
        if how is not None:
            good = how.precision is not None and how.precision.value >= material.threshold
            state = "too weak" if not good or cut[column] == inf else "ready"
            if state == "ready" and how.shown < SHOWN:
                state = "too few"
        yield CodeMeasure(
            code.code,
            examples[column],
            state,
            how,
            as_probability[column] if state == "ready" else None,
            float(origin[column]),
            groups,
            learned.version,
        )


def _examples(material: Material) -> list[int]:
    """The codings of each code that are learned from."""
    of = {code.code: set[object]() for code in material.codes}
    among = frozenset(material.coders)
    for example in material.examples:
        if example.coder in among and example.code in of:
            of[example.code].add((example.document, example.span))
    return [len(of[code.code]) for code in material.codes]


def _tried(learned: Learned, on: Ground, examples: list[int]) -> Iterator[tuple[int, _Tried]]:
    for column, number in enumerate(examples):
        weight, positive = on.weights[:, column], on.positive[:, column]
        carrying = positive & (weight > 0)
        if number < FEWEST or len(np.unique(on.person[carrying])) < PERSONS:
            continue
        scores = learned.held[:, column]
        ways = learned.material.threshold, 0.0
        for threshold in ways:
            cut = cutoffs(scores, positive, weight, on.fold, threshold)
            if cut[-1] < inf:
                break
        shown = weight * (scores >= cut[on.fold])
        counts = Counts(
            *(
                np.bincount(on.person, counted, len(on.names)).astype(np.float64)
                for counted in (shown * positive, shown, weight * positive)
            )
        )
        yield column, _Tried(float(cut[-1]) if threshold == ways[0] else inf, counts)


def _as_probabilities(learned: Learned, cut: dict[int, float]) -> dict[int, float]:
    """Cut-offs as the probabilities that scores become, rounded as those are."""
    scores = np.zeros((1, learned.held.shape[1]), np.float32)
    for column, score in cut.items():
        scores[0, column] = score if score < inf else 0
    found = _calibration(learned).probabilities(scores)[0]
    return {column: float(found[column]) for column in cut}


def _from_definition(learned: Learned) -> Floats:
    """How much of what is said of each code's best 20 passages comes from definition and cues: the
    mean of |d| / (|d| + |s - d|), where s is the score before rivals and d the prior's part in it.
    """
    offered = np.flatnonzero(learned.passages.offered)
    codes = np.arange(learned.scores.shape[1])
    many = min(TOP, len(offered))
    if not many:
        return np.ones(len(codes), np.float32)
    scores = learned.scores[offered]
    top = offered[np.argpartition(-scores, many - 1, axis=0)[:many]]
    rows, place = np.unique(top, return_inverse=True)
    of_rows = np.tile(learned.model.constant, (len(rows), 1))
    blocks = learned.features.blocks(learned.model.read)
    for block, weights in zip(blocks, learned.model.weights, strict=True):
        of_rows += taken(block, rows.astype(np.int32)) @ weights
    rest = np.abs(of_rows[place.reshape(top.shape), codes])
    told = np.abs(learned.prior[top, codes] * learned.model.beta)
    share = told / np.maximum(told + rest, 1e-12)
    return np.asarray(share.mean(axis=0), np.float32)


def _facts(material: Material, names: tuple[str, ...]) -> dict[tuple[str, str], Bools]:
    """Who has which value of which attribute; an attribute in which all are alike is left out."""
    found: dict[tuple[str, str], Bools] = {}
    for number, name in enumerate(names):
        for fact in sorted(material.attributes.get(name, {}).items()):
            found.setdefault(fact, np.zeros(len(names), bool))[number] = True
    several = [attribute for attribute, _ in found]
    return {fact: persons for fact, persons in sorted(found.items()) if several.count(fact[0]) > 1}


def _groups(
    counts: Counts, facts: dict[tuple[str, str], Bools], usual: tuple[float, ...]
) -> Iterator[Group]:
    coded = {fact: float(counts.coded[persons].sum()) for fact, persons in facts.items()}
    enough = [fact for fact in facts if coded[fact] >= IN_GROUP]
    kept = set(sorted(enough, key=lambda fact: (-coded[fact], fact))[:GROUPS])
    for fact, persons in facts.items():
        if fact in kept:
            group = measured(counts.of(persons), usual, int(persons.sum()))
            yield Group(*fact, group)
