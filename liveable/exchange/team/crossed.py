"""What a copy has from here: it took in the project itself, or a copy that came here as well.

Such rows are in its history as if it had made them. Set against what they were here, only what was
done to them there counts, so that nothing comes back that was deleted here, and nobody is asked
about words that only one side changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from liveable.exchange.team.merging import Merging, Place
from liveable.exchange.team.rows import SHAPES
from liveable.exchange.team.sides import NO_UNDONE_MERGE, Side, Touched
from liveable.store.schema import HISTORICAL

_OWN = ("coder", "project")  # a person has the same uid wherever they join by themselves


def crossed(m: Merging) -> None:
    """Give rows that the copy has from here the base that both sides know."""
    rows = m.touched.items()
    taken = [(t, u) for t, xs in rows for u, x in xs.items() if t not in _OWN and x.base is None]
    found = dict(_first(m.ours, taken))
    if known := _known(m.ours, m.theirs):
        touched = [(t, u) for t, xs in rows for u in xs if t not in _OWN]
        found |= dict(_images(m.ours, touched, f"operation <= {known}"))
    for (tbl, uid), image in found.items():
        x = m.touched[tbl][uid]
        (base,) = SHAPES[tbl].rows([image])
        m.touched[tbl][uid] = Touched(base, x.theirs, x.seq)


def _known(ours: Side, theirs: Side) -> int:
    """The number of our latest operation that the copy took in by a merge; 0 for none."""
    heads = theirs.cursor.execute(
        "SELECT m.head, o.digest FROM merged m JOIN their_operation o ON o.uid = m.head"
    ).fetchall()
    known = 0
    for head, digest in heads:
        found = ours.one("SELECT seq FROM operation WHERE uid = ? AND digest = ?", head, digest)
        if found is not None and isinstance(found[0], int):
            known = max(known, found[0])
    return known


def _first(ours: Side, places: list[Place]) -> Iterator[tuple[Place, str]]:
    """Rows as they first were here, but for those that left again because a merge was undone."""
    found = dict(reversed(list(_images(ours, places, '"before" IS NULL'))))
    gone = [place for place in found if not ours.rows(place[0], [place[1]])]
    meant = dict(_changes(ours, gone, f'"after" IS NULL AND {NO_UNDONE_MERGE}'))
    for place, last in _changes(ours, gone, '"after" IS NULL'):
        if meant.get(place, (0, None))[0] < last[0]:
            found.pop(place, None)
    yield from found.items()


def _images(ours: Side, places: list[Place], where: str) -> Iterator[tuple[Place, str]]:
    """What rows became by the changes here for which something holds, in their order."""
    for place, (_, image) in _changes(ours, places, where):
        if image is not None:
            yield place, image


def _changes(
    ours: Side, places: list[Place], where: str
) -> Iterator[tuple[Place, tuple[int, str | None]]]:
    if not places:
        return
    wanted = set(places)
    rows = ours.cursor.execute(
        'SELECT tbl, "row", seq, "after" FROM change WHERE "row" IN '
        f"(SELECT value FROM json_each(?)) AND {where} ORDER BY seq",
        (json.dumps([uid for _, uid in places]),),
    ).fetchall()
    for tbl, uid, seq, image in rows:
        if tbl in HISTORICAL and (tbl, uid) in wanted:
            yield (tbl, uid), (seq, image)
