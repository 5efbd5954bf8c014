"""From codings to scores: what a project's coders have read and coded, and what follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from liveable.core.learning import Example, Material
from liveable.core.progress import SILENT, Progress
from liveable.core.spans import Span
from liveable.suggest import ridge
from liveable.suggest.arrays import Bools, Floats, Ints, give_back
from liveable.suggest.features import WEIGHTS, Features, Vectors
from liveable.suggest.passages import Passages, overlaps, passages, reading
from liveable.suggest.prior import phrases, prior
from liveable.suggest.ridge import Model
from liveable.suggest.shares import misleading

MODEL = "ridge/1"
MOST = 4_000  # passages learned from at once
MOST_TOLD = 3_600  # of them with a code or a verdict, so that there is room for others
SUGGESTED = 2.0  # the noise of what only accepted suggestions say, against what was read


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Learned:
    """What was learned from a material, and what it says of every passage.

    ``prior`` and ``scores`` are n x codes, columns as ``material.codes``; scores are after rivals
    and comparable within a code. ``rows`` are the m passages learned from, with their ``labels``
    (m x codes, 0 or 1) where ``known``, their ``noise``, how many passages read each ``stands``
    for (more than 1 where there were too many to learn from all), and ``held``: their scores
    when everything of the same person is held out; of the same document where there is but one
    person, and nan where there is but one document.
    """

    material: Material
    passages: Passages
    features: Features
    prior: Floats
    rows: Ints
    labels: Floats
    known: Bools
    noise: Floats
    stands: Floats
    groups: Ints  # with whom each of the m rows was held out; -1: nobody
    model: Model
    scores: Floats
    held: Floats
    version: str


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What is known of the passages: the rows to learn from and what is said of them."""

    rows: Ints
    labels: Floats
    known: Bools
    noise: Floats
    stands: Floats


def learn(
    material: Material,
    *,
    features: Features | None = None,
    vectors: Vectors | None = None,
    progress: Progress = SILENT,
) -> Learned:
    """Learn from the codings of ``material.coders``.

    ``features`` are those of the same texts, where they are there already; else they are made,
    with the ``vectors`` of an encoder if there are any.
    """
    if features is None:
        found = passages(material.heard, progress=progress)
        features = Features(found, vectors, dialect=material.dialect, progress=progress)
    progress.step(0, 4, "Learning from codings")
    known = reading(features.passages, material.heard)
    said = prior(features, material.codes)
    give_back()
    progress.step(1, 4, "Learning from codings")
    seen = evidence(known, material)
    with_cues = np.array([bool(phrases(code)) for code in material.codes], bool)
    fading = ridge.faded(seen.labels, with_cues)
    fitted = ridge.fit(features, seen.rows, seen.labels, seen.known, seen.noise, said, fading)
    progress.step(2, 4, "Learning from codings")
    groups = _groups(known, seen.rows)
    members = [
        np.flatnonzero(groups == one).astype(np.int32) for one in np.unique(groups[groups >= 0])
    ]
    held = ridge.held_out(fitted, members)
    fitted = replace(fitted, factor=np.zeros((0, 0), np.float32))  # large, and used up
    progress.step(3, 4, "Learning from codings")
    learned = ridge.model(features, fitted)
    scores = ridge.score(features, said, learned)
    off = misleading(features, learned, material.codes)
    if off is not None:
        scores -= off
        held -= off[seen.rows]
    held, scores = ridge.rivals(held), ridge.rivals(scores)
    progress.step(4, 4)
    return Learned(
        material,
        known,
        features,
        said,
        seen.rows,
        seen.labels,
        seen.known,
        seen.noise,
        seen.stands,
        groups,
        learned,
        scores,
        held,
        _version(material, seen),
    )


def evidence(known: Passages, material: Material) -> Evidence:
    """What the coders' codings and verdicts say of the passages.

    A passage has a code when a coding covers at least half of the shorter of the two. One that was
    read, or coded by hand, has no other; of one that was not read, an accepted or a rejected
    suggestion says something of its own code alone.
    """
    column = {code.code: number for number, code in enumerate(material.codes)}
    number = {document: row for row, document in enumerate(known.documents)}
    coders = frozenset(material.coders)
    coded = [
        one
        for one in material.examples
        if one.coder in coders and one.code in column and one.document in number
    ]
    rejected = [
        one
        for one in material.judged
        if not one.accepted
        and one.coder in coders
        and one.code in column
        and one.document in number
    ]
    row, which = covered(known, [(number[one.document], one.span) for one in coded])
    code = np.array([column[one.code] for one in coded], np.int32)[which]
    by_hand = np.array([not one.suggested for one in coded], bool)[which]
    refused, of = covered(known, [(number[one.document], one.span) for one in rejected])
    not_code = np.array([column[one.code] for one in rejected], np.int32)[of]

    read = known.read.copy()
    read[row[by_hand]] = True
    telling = np.zeros(len(known), bool)
    telling[row] = telling[refused] = True
    rows, stands = _chosen(known, read, telling, _latest(known, coded, row, which))
    place = np.full(len(known), -1, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)

    labels = np.zeros((len(rows), len(column)), np.float32)
    sure = np.repeat(read[rows][:, None], len(column), axis=1)
    by_them, theirs = place[row], place[refused]
    sure[theirs[theirs >= 0], not_code[theirs >= 0]] = True
    sure[by_them[by_them >= 0], code[by_them >= 0]] = True
    labels[by_them[by_them >= 0], code[by_them >= 0]] = 1
    only_suggested = np.zeros(len(known), bool)
    only_suggested[row] = True
    only_suggested[row[by_hand]] = False
    noise = ridge.noise_of(len(rows)) * np.where(only_suggested[rows], SUGGESTED, 1.0)
    return Evidence(rows, labels, sure, noise.astype(np.float32), stands)


def covered(known: Passages, spans: Sequence[tuple[int, Span]]) -> tuple[Ints, Ints]:
    """Passages offered, and spans that cover half of the shorter of the two: rows and numbers."""
    row, which, common = overlaps(known, spans)
    length = np.array([span.stop - span.start for _, span in spans], np.int64)
    shorter = np.minimum(known.stop[row] - known.start[row], length[which] if len(which) else 0)
    fits = (2 * common >= shorter) & known.offered[row]
    return row[fits].astype(np.int32), which[fits].astype(np.int32)


def _latest(known: Passages, coded: Sequence[Example], row: Ints, which: Ints) -> dict[int, str]:
    """When each passage was last coded; only where there are too many of them to learn from all."""
    if len(np.unique(row)) <= MOST_TOLD:
        return {}
    latest = dict[int, str]()
    for at, one in zip(row.tolist(), which.tolist(), strict=True):
        latest[at] = max(latest.get(at, ""), coded[one].created)
    return latest


def _chosen(
    known: Passages, read: Bools, telling: Bools, latest: dict[int, str]
) -> tuple[Ints, Floats]:
    """The passages learned from, and how many each stands for.

    All that carry a code or a verdict, the most recent where they alone are too many; of the others
    as many as there is room for, by a lot that stays the same for a passage.
    """
    told = np.flatnonzero(telling & known.offered)
    blank = np.flatnonzero(read & known.offered & ~telling)
    every = len(told)
    if every > MOST_TOLD:
        latest_first = sorted(
            told.tolist(), key=lambda row: (latest.get(row, ""), row), reverse=True
        )
        told = np.array(latest_first[:MOST_TOLD])
    room = MOST - len(told)
    each = len(blank) / max(min(room, len(blank)), 1)
    if len(blank) > room:
        lots = [_lot(known, row) for row in blank.tolist()]
        blank = blank[np.argsort(np.array(lots, np.uint32), kind="stable")[:room]]
    rows = np.concatenate([told, blank])
    of_told = every / max(len(told), 1)
    stands = np.concatenate([np.full(len(told), of_told), np.full(len(blank), each)])
    order = np.argsort(rows, kind="stable")
    return rows[order].astype(np.int32), stands[order].astype(np.float32)


def _lot(known: Passages, row: int) -> int:
    place = f"{known.documents[known.document[row]]} {known.start[row]} {known.texts[row]}"
    return crc32(place.encode("utf-8", "surrogatepass"))


def _groups(known: Passages, rows: Ints) -> Ints:
    """With whom each row is held out: its person, or its document where there is but one person."""
    for group in (known.person[rows], known.document[rows]):
        if len(np.unique(group)) > 1:
            return group
    return np.full(len(rows), -1, np.int32)


def _version(material: Material, seen: Evidence) -> str:
    settings = (MOST, SUGGESTED, WEIGHTS, ridge.BETA_CUES, ridge.BETA_DEFINITION, ridge.FADE)
    found = hashlib.sha256(repr((material.codes, settings)).encode("utf-8", "surrogatepass"))
    for part in (seen.rows, seen.labels, seen.known, seen.noise):
        found.update(np.ascontiguousarray(part).tobytes())
    return f"{MODEL}-{found.hexdigest()[:8]}"
