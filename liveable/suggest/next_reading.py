"""What to read next: what the learner learns most from, what is unlike all that was read, and what
is drawn by lot, so that recall can be estimated.
"""

from __future__ import annotations

from hashlib import blake2b
from math import ceil
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from liveable.core.learned import Estimate, NextReading, Share, ToRead
from liveable.suggest.arrays import SLAB, Bools, Floats
from liveable.suggest.learn import Learned
from liveable.suggest.measure import measures, probabilities
from liveable.suggest.proportions import wilson

SHOWN = 10  # of what is uncertain, and of what is new
DRAWN, BATCH = 50, 10
_REPEATS = 0.8  # the cosine of topics above which a passage says what another does
_TELLING = 3  # distinct telling words that a new topic has at least
_APART = 5  # passages between two that are shown of one document
_COMPANY = 3
_LOOKED_AT = 400  # of those worth most, whose company is looked at
_READ = 1_000  # passages read that others are compared with, spread evenly, where there are more

_Rows = NDArray[np.int64]


def next_to_read(learned: Learned, *, drawn: int = DRAWN) -> NextReading:
    """What of the text that nobody read is worth reading: at most ten passages that are uncertain,
    ten that are new, and those drawn by lot that are still to be read, in this order.

    Uncertain are passages of which a code is as likely as not (4p(1-p), the largest over the codes
    that have codings), new are those furthest from all that was read (1 - the largest cosine of
    topics). Both are weighed by the mean likeness to the three passages most like them that wait to
    be read, so that odd one-offs do not win (information density, Settles & Craven 2008, but near
    by: a new topic is unlike most passages). Of one document there are two at most (of few
    documents, as many as ten need), not neighbours, and no two that say the same.

    Of the sample see ``usable``. When all of ``drawn`` passages are read, as many more follow.
    """
    offered = np.flatnonzero(learned.passages.offered)
    unread = offered[~learned.passages.read[offered]]
    order = lot(learned, offered)
    read = learned.passages.read[order]
    while drawn < len(order) and read[:drawn].all():
        drawn += DRAWN
    drawn = min(drawn, len(order))
    waiting = order[:drawn][~read[:drawn]]
    seen = probabilities(learned)
    passages = [
        *_uncertain(learned, unread, seen),
        *_new(learned, offered, unread),
        *(_to_read(learned, row, "sample", None, 1.0) for row in waiting),
    ]
    found = estimates(learned, order[: usable(read)], seen)
    return NextReading(tuple(passages), int(read[:drawn].sum()), drawn, found)


def lot(learned: Learned, offered: _Rows) -> _Rows:
    """The passages in an order that depends on nothing but each one's document, place and words: by
    a hash of them. It is one fixed shuffle of all that may be suggested.
    """
    known = learned.passages

    def drawn(row: int) -> bytes:
        place = f"{known.documents[known.document[row]]}\0{known.start[row]}\0{known.texts[row]}"
        return blake2b(place.encode("utf-8", "surrogatepass"), digest_size=8).digest()

    return np.array(sorted(offered.tolist(), key=drawn), np.int64)


def usable(read: Bools) -> int:
    """How many of the passages drawn by lot, given which of them are ``read``, in their order, say
    something of recall: all up to the first that is not read, in whole tens.

    The first n passages of one fixed shuffle are a simple random sample of all passages, whatever
    of them was read for another reason: being read did not bring them into the first n. What was
    read of a sample that is not read to its end is no sample: it speaks of the text read. How far
    it has been read without a gap also depends a little on what else was read, the less so the
    longer a gapless stretch must be to count; so tens count, and only whole.
    """
    if read.all():
        return len(read)
    gapless = int(read.argmin())
    return gapless - gapless % BATCH


def estimates(learned: Learned, sample: _Rows, seen: Floats) -> tuple[Estimate, ...]:
    """Recall of each code that is ready, from passages drawn by lot and read: of those of them that
    carry the code, the share that is at or above its cut-off, with its 95 % interval (Wilson 1927).
    Nothing without a sample.

    Probabilities (``seen``) are held out by person: as suggestions will be, not as they look after
    learning from the very passages.
    """
    known = learned.passages
    if not len(sample):
        return ()
    place = np.full(len(known), -1, np.int64)
    place[learned.rows] = np.arange(len(learned.rows))
    learnt = place[sample]
    found = []
    for column, code in enumerate(measures(learned)):
        if code.cutoff is None:
            continue
        carrying = (learnt >= 0) & (learned.labels[learnt, column] > 0)
        coded = int(carrying.sum())
        above = int((seen[sample[carrying], column] >= np.float32(code.cutoff)).sum())
        recall = Share(above / coded, *wilson(above / coded, coded)) if coded else None
        found.append(Estimate(code.code, coded, recall))
    return tuple(found)


def _uncertain(learned: Learned, unread: _Rows, seen: Floats) -> list[ToRead]:
    coded = [n for n, code in enumerate(measures(learned)) if code.examples]
    if not coded or not len(unread):
        return []
    likely = seen[unread][:, coded]
    torn = 4 * likely * (1 - likely)
    best = torn.argmax(axis=1)
    kept, worth = _in_company(learned, unread, torn[np.arange(len(unread)), best])
    codes = learned.material.codes
    return [
        _to_read(learned, unread[kept[n]], "uncertain", codes[coded[best[kept[n]]]].code, worth[n])
        for n in _spread(learned, unread[kept], worth)
    ]


def _new(learned: Learned, offered: _Rows, unread: _Rows) -> list[ToRead]:
    topics = learned.features.topics
    read = offered[learned.passages.read[offered]]
    telling = np.diff(learned.features.stem_rows.indptr)
    unread = unread[telling[unread] >= _TELLING]
    if topics is None or not len(unread) or not len(read):
        return []
    some = read[np.linspace(0, len(read) - 1, min(len(read), _READ)).astype(int)]
    nearest = np.concatenate(
        [(topics.rows[part] @ topics.rows[some].T).max(axis=1) for part in _parts(unread)]
    )
    kept, worth = _in_company(learned, unread, np.maximum(1 - nearest, 0))
    return [
        _to_read(learned, unread[kept[n]], "new", None, worth[n])
        for n in _spread(learned, unread[kept], worth)
    ]


def _in_company(learned: Learned, unread: _Rows, worth: Floats) -> tuple[_Rows, Floats]:
    """The places of those worth most, and their worth times how alike others are that wait."""
    kept = np.argsort(-worth, kind="stable")[:_LOOKED_AT]
    topics = learned.features.topics
    if topics is None or len(unread) <= _COMPANY:
        return kept, worth[kept]
    best = np.full((len(kept), 0), -1, np.float32)
    for part in _parts(unread):
        alike = topics.rows[unread[kept]] @ topics.rows[part].T
        alike[unread[kept][:, None] == part] = -1
        most = min(_COMPANY, len(part))
        nearer = np.partition(alike, len(part) - most, axis=1)[:, -most:]
        best = np.sort(np.hstack([best, nearer]), axis=1)[:, -_COMPANY:]
    return kept, worth[kept] * np.maximum(best.mean(axis=1), 0)


def _parts(rows: _Rows) -> list[_Rows]:
    """The rows, some at a time."""
    return [rows[first : first + SLAB] for first in range(0, len(rows), SLAB)]


def _spread(learned: Learned, rows: _Rows, worth: Floats) -> list[int]:
    """The places of those worth most, spread over documents, no two of them much alike."""
    known, topics = learned.passages, learned.features.topics
    most = max(2, ceil(SHOWN / max(len(np.unique(known.document[rows])), 1)))
    kept: list[int] = []
    repeats = np.zeros(len(rows), bool)
    for place in np.argsort(-worth, kind="stable").tolist():
        if len(kept) == SHOWN or worth[place] <= 0:
            break
        same = [k for k in kept if known.document[rows[k]] == known.document[rows[place]]]
        near = any(abs(rows[k] - rows[place]) <= _APART for k in same)
        if repeats[place] or near or len(same) == most:
            continue
        kept.append(place)
        if topics is not None:
            repeats |= topics.rows[rows] @ topics.rows[rows[place]] > _REPEATS
    return kept


def _to_read(
    learned: Learned,
    row: np.int64,
    kind: Literal["uncertain", "new", "sample"],
    code: str | None,
    weight: float,
) -> ToRead:
    known = learned.passages
    document = known.documents[known.document[row]]
    return ToRead(document, known.span(int(row)), kind, code, float(weight))
