"""What the copy still uses or edited, and what is no longer here: stay deleted, or bring back?

What a copy never had (a document left out of it) is not missing: that is passed over with a note.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field

from liveable.core.diff3 import three_way
from liveable.core.folding import alike
from liveable.exchange.team import went_up
from liveable.exchange.team.codes import wording
from liveable.exchange.team.deleted import edited, says, told
from liveable.exchange.team.merging import Merging, Place, options
from liveable.exchange.team.names import TABLES
from liveable.exchange.team.rows import CASCADES, REFS, SETTLED, SHAPES, TOGETHER, Effect, Lost
from liveable.exchange.team.sides import NO_UNDONE_MERGE
from liveable.exchange.team.values import Row
from liveable.store.history import CHANGES

# References that may be empty, but say something that was meant.
_TELLING = {("document", "case"), ("speaker", "case"), ("document", "folder")}
_SMALL = ("code", "document", "case", "folder", "attribute", "coder", "speaker")


@dataclass(slots=True)
class _Deletions:
    """What was deleted here: by place the operation and the row as it was (None: withheld)."""

    rows: dict[Place, tuple[int, Row | None]] = field(default_factory=dict)
    children: dict[Place, list[Place]] = field(default_factory=lambda: defaultdict(list))
    present: set[Place] = field(default_factory=set)  # came back since


@dataclass(slots=True)
class _Asked:
    """What the copy brought before any of it was made to wait for a decision: a row may wait for
    two. By what has to come back for it: ``loose`` are references that stay empty unless it does,
    ``needed`` is what comes back with it for the sake of what they refer to.
    """

    new: dict[Place, Row]
    updates: dict[Place, Row]
    loose: dict[Place, list[tuple[str, str, Row]]]
    needed: dict[Place, set[Place]]


def missing(m: Merging) -> None:
    """Ask about everything of theirs that rests on what is no longer here."""
    wanting, loose = _wanting(m)
    wanted = {target for targets in wanting.values() for target in targets} | loose.keys()
    if not wanted and not m.lost:
        return
    wanted |= m.lost.keys()
    known = _deletions(m, wanted)
    while higher := _higher(m, known, wanted):  # what they hung on went by another act
        wanted |= higher
        known = _deletions(m, wanted)
    groups: dict[Place, set[Place]] = defaultdict(set)
    needed: dict[Place, set[Place]] = defaultdict(set)
    for place, target in (
        *((place, target) for place, targets in wanting.items() for target in targets),
        *((place, place) for place in m.lost),
    ):
        *above, root = _line(known, target)
        groups[root].add(place)
        needed[root] |= {root, *above}
    by_root: dict[Place, list[tuple[str, str, Row]]] = defaultdict(list)
    for target, rows in loose.items():
        *above, root = _line(known, target)
        by_root[root] += rows
        groups[root] |= set()
        needed[root] |= {root, *above}
    asked = _Asked(
        {(tbl, uid): row for tbl, rows in m.new.items() for uid, row in rows.items()},
        dict(m.updates),
        by_root,
        needed,
    )
    for root, places in sorted(groups.items()):
        gone = known.rows.get(root)
        if gone is not None and gone[1] is None:
            if places:
                _left_out(m, root, places)
        else:
            _ask(m, asked, known, root, places)


def _wanting(
    m: Merging,
) -> tuple[dict[Place, list[Place]], dict[Place, list[tuple[str, str, Row]]]]:
    """Rows of theirs that refer to what neither side has, with what they refer to; and references
    that may be empty (a document's case), by what they refer to, which are let go for now.
    """
    loose: dict[Place, list[tuple[str, str, Row]]] = defaultdict(list)
    present = {tbl: {uid for (uid,) in m.ours.cursor.execute(f'SELECT uid FROM "{tbl}"')}
               for tbl in _SMALL}  # fmt: skip
    for tbl in ("coding", "memo"):
        named = {
            row[column]
            for user, rows in m.new.items()
            for column, target in REFS[user].items()
            if target == tbl
            for row in rows.values()
            if row[column] is not None
        }
        present[tbl] = set(m.ours.rows(tbl, named))
    for tbl, rows in m.new.items():
        present.setdefault(tbl, set()).update(rows)
    gone = {(tbl, uid) for tbl, uid in m.clean.deletes}
    found: dict[Place, list[Place]] = defaultdict(list)
    theirs = [(tbl, uid, row) for tbl, rows in m.new.items() for uid, row in rows.items()]
    theirs += [(tbl, uid, row) for (tbl, uid), row in m.updates.items()]
    for tbl, uid, row in theirs:
        for column, target in REFS[tbl].items():
            to = row.get(column)
            if to is None or to in present[target] or (target, to) in gone:
                continue
            if not _loose(tbl, column):
                found[(tbl, uid)].append((target, to))
                continue
            if (tbl, column) in _TELLING:
                loose[(target, to)].append((tbl, uid, {column: to}))
            if (tbl, uid) in m.updates:
                del row[column]
            else:
                row[column] = None
    m.updates = {place: row for place, row in m.updates.items() if row}
    return found, loose


def _loose(tbl: str, column: str) -> bool:
    """Whether a row makes sense without what a column of it refers to."""
    tied = (tbl, column) in CASCADES or (tbl, column) == ("code", "parent")
    return not tied and SHAPES[tbl].nullable(column)


def _deletions(m: Merging, places: set[Place]) -> _Deletions:
    """The operations here that deleted some rows, with all that they deleted."""
    cursor = m.ours.cursor
    operations = cursor.execute(
        'SELECT DISTINCT operation FROM change WHERE "row" IN (SELECT value FROM json_each(?)) '
        f'AND "after" IS NULL AND {NO_UNDONE_MERGE} ORDER BY operation',
        (json.dumps([uid for _, uid in places]),),
    ).fetchall()
    found = _Deletions()
    for (operation,) in operations:
        images: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        rows = cursor.execute(
            f'SELECT tbl, "row", "before" FROM change WHERE {CHANGES} AND "after" IS NULL',
            (operation,),
        )
        for tbl, uid, image in rows:
            images[tbl].append((uid, image))
        for tbl, known in images.items():
            kept = [(uid, image) for uid, image in known if image is not None]
            parsed = SHAPES[tbl].rows(image for _, image in kept)
            found.rows |= {(tbl, uid): (operation, None) for uid, image in known if image is None}
            for (uid, _), row in zip(kept, parsed, strict=True):
                found.rows[(tbl, uid)] = (operation, row)
    by_table: dict[str, list[str]] = defaultdict(list)
    for tbl, uid in found.rows:
        by_table[tbl].append(uid)
    for tbl, uids in by_table.items():
        found.present |= {(tbl, uid) for uid in m.ours.rows(tbl, uids)}
    for place, (operation, gone) in found.rows.items():
        for above in _above(place[0], gone):
            if found.rows.get(above, (0, None))[0] == operation:
                found.children[above].append(place)
    return found


def _higher(m: Merging, known: _Deletions, wanted: set[Place]) -> set[Place]:
    """Rows that deleted rows hung on and that are gone as well, but not known of yet."""
    found: dict[str, set[str]] = defaultdict(set)
    for place in wanted & known.rows.keys():
        for tbl, uid in _above(place[0], known.rows[place][1]):
            if (tbl, uid) not in wanted and (tbl, uid) not in known.present:
                found[tbl].add(uid)
    return {
        (tbl, uid) for tbl, uids in found.items() for uid in uids - m.ours.rows(tbl, uids).keys()
    }


def _above(tbl: str, row: Row | None) -> list[Place]:
    if row is None:
        return []
    return [
        (target, row[column])
        for column, target in REFS[tbl].items()
        if (tbl, column) in CASCADES and row[column] is not None
    ]


def _line(known: _Deletions, place: Place) -> list[Place]:
    """A row and the deleted rows it hung on, up to the topmost: to bring it back, they have to come
    back.
    """
    line = [place]
    while place in known.rows:
        above = [p for p in _above(place[0], known.rows[place][1])
                 if p in known.rows and p not in known.present]  # fmt: skip
        if not above or above[0] in line:
            break
        place = above[0]
        line.append(place)
    return line


def _left_out(m: Merging, root: Place, places: set[Place]) -> None:
    """Pass over what belongs to something this file never had."""
    for tbl, uid in places:
        m.new.get(tbl, {}).pop(uid, None)
        m.updates.pop((tbl, uid), None)
        m.lost.pop((tbl, uid), None)
    rows = [(tbl, {"uid": uid}) for tbl, uid in places]
    m.notes.append(f"Passed over, for what they belong to was left out of this file: {told(rows)}.")


def _ask(m: Merging, asked: _Asked, known: _Deletions, root: Place, places: set[Place]) -> None:
    tbl, uid = root
    theirs = {place: asked.new[place] for place in sorted(places & asked.new.keys())}
    theirs |= _hanging(asked.new, theirs)
    back, stay = Effect(), Effect()
    for place, added in theirs.items():
        m.new[place[0]].pop(place[1], None)
        back.inserts.append((place[0], added))
    changed = sorted(places & asked.updates.keys())
    for place in changed:
        m.updates.pop(place, None)
        back.updates.append((*place, asked.updates[place]))
    restored = _restored(m, known, root, asked.needed[root], places)
    _of_one_text(m, known, root, restored, back)
    back.inserts += [(place[0], row) for place, row in restored.items()]
    edits, edit = sorted(place for place in places if place in m.lost), m.lost.get(root)
    row = known.rows.get(root, (0, None))[1] or _their_row(m, root) or {"uid": uid}
    copy, what = m.copy.name, TABLES.get(tbl, tbl)
    seqs = [m.touched[t][u].seq for t, u in places if u in m.touched.get(t, {})]
    used = [(t, r) for (t, _), r in theirs.items()] + [(t, {}) for t, _ in changed]
    back.updates += asked.loose[root] + _cut(m, known, restored)
    used += [(t, {}) for t, u, _ in asked.loose[root] if (t, u) not in theirs.keys() | changed]
    uses = told(used) if used else ""
    if used:
        sentence = f"This {what} was deleted here; {copy} used it since: {uses}."
    else:
        sentence = f"This {what} was deleted here; in {copy}'s copy {edited(root, edits)}."
    bring = (f"Bring the {what} back", "With everything that went with it", back)
    leave = f"What {copy} did with it is not taken"
    choices = options(ours=("Leave it deleted", leave, stay), theirs=bring)
    twin = _made_again(m, root, row)
    into = went_up.here(m, uid) if tbl == "code" and twin is None else None
    if kept := twin or into:
        joined = Effect(
            joins=[("code", uid, kept)],
            inserts=[(place[0], r) for place, r in theirs.items()],
            updates=back.updates,
            lost=_reworded(m, root, kept),
        )
    if twin is not None:
        choices = (
            options(join=("Use the new one", f"What {copy} coded goes to it", joined)) | choices
        )
        sentence = f"This code was deleted and made again here; {copy} went on with the old one."
    elif into is not None:
        name = m.names.code(into)
        choices = options(
            ours=(f"Use ‘{name}’ instead", f"What {copy} coded goes to it", joined),
            theirs=bring,
            leave=("Leave it out", leave, stay),
        )
        sentence = sentence.replace("was deleted here", f"was merged into ‘{name}’ here", 1)
    m.conflict(
        "re-created" if twin else ("deleted-but-used" if used else "deleted-but-edited"),
        tbl,
        uid,
        choices,
        "join" if twin else ("ours" if into else "theirs"),
        sentence,
        what=m.names.of(tbl, row),
        base=says(tbl, row) if edit else None,
        ours=f"merged into ‘{name}’" if into else "deleted",
        theirs=uses or (says(tbl, edit.theirs or row) if edit else None) or "edited",
        seq=max(seqs, default=0),
        code=uid if tbl == "code" else row.get("code"),
    )


def _reworded(m: Merging, root: Place, kept: str) -> list[Lost]:
    """What the copy made of the wording of a code that is another one now."""
    edit = m.lost.get(root)
    if edit is None or edit.base is None or edit.theirs is None:
        return []
    text = wording(edit.theirs)
    title = f"Wording of ‘{edit.theirs['name']}’ in {m.copy.name}'s copy"
    return [Lost("code", kept, title, text)] if text and text != wording(edit.base) else []


def _hanging(new: dict[Place, Row], rows: dict[Place, Row]) -> dict[Place, Row]:
    """Additions of theirs that hang on other additions: a memo on a coding."""
    found: dict[Place, Row] = {}
    more = set(rows)
    while more:
        fresh: set[Place] = set()
        for place, row in new.items():
            known = place in rows or place in found
            if not known and not more.isdisjoint(_above(place[0], row)):
                found[place] = row
                fresh.add(place)
        more = fresh
    return found


def _restored(
    m: Merging, known: _Deletions, root: Place, needed: set[Place], places: set[Place]
) -> dict[Place, Row]:
    """What comes back with a root: all that its deletion took, as it was, with their edits."""
    back: dict[Place, Row] = {}
    todo = sorted(needed)
    while todo:
        place = todo.pop()
        if place in back:
            continue
        row = known.rows.get(place, (0, None))[1] or (
            _their_row(m, place) if place == root or place in m.lost else None
        )
        if row is None:
            continue
        edit = m.lost.get(place)
        if edit is not None and edit.theirs is not None:
            row = three_way(
                edit.base, row, edit.theirs, TOGETHER.get(place[0], ()), SETTLED.get(place[0])
            ).row
        back[place] = row
        todo += known.children.get(place, ())
        if place[0] == "code" and row["parent"]:
            todo += _parents(m, known, row["parent"])
    for place in sorted(places & m.lost.keys()):
        edit = m.lost[place]
        if place not in back and edit.theirs is not None:
            back[place] = edit.theirs
    return back


def _cut(m: Merging, known: _Deletions, restored: dict[Place, Row]) -> list[tuple[str, str, Row]]:
    """References that the deletion of what comes back had emptied, and that are empty still."""
    found: list[tuple[str, str, Row]] = []
    for operation in sorted({known.rows[place][0] for place in restored if place in known.rows}):
        rows = m.ours.cursor.execute(
            f'SELECT tbl, "row", "before" FROM change WHERE {CHANGES} AND "before" IS NOT NULL '
            "AND \"after\" IS NOT NULL AND tbl IN ('document', 'folder', 'speaker', 'verdict')",
            (operation,),
        ).fetchall()
        for tbl, uid, image in rows:
            (before,) = SHAPES[tbl].rows([image])
            here = m.ours.rows(tbl, [uid]).get(uid, before)
            found += [
                (tbl, uid, {column: before[column]})
                for column, target in REFS[tbl].items()
                if (target, before[column]) in restored and here[column] is None
            ]
    return found


def _of_one_text(
    m: Merging, known: _Deletions, root: Place, restored: dict[Place, Row], back: Effect
) -> None:
    """Where both sides know another text of a document that comes back: let it have the turns and
    entries of the text it comes with.
    """
    gone, theirs = known.rows.get(root, (0, None))[1], _their_row(m, root)
    if root[0] != "document" or not gone or not theirs:
        return
    if gone["text_sha"] == theirs["text_sha"]:
        return
    follow = ("turn", "entry")
    back.inserts = [(tbl, row) for tbl, row in back.inserts if tbl not in follow]
    for place in [place for place in restored if place[0] in follow]:
        row = known.rows.get(place, (0, None))[1]
        if row is None or restored[root]["text_sha"] == theirs["text_sha"]:
            del restored[place]
        else:
            restored[place] = row
    if restored[root]["text_sha"] == theirs["text_sha"]:
        for tbl in follow:
            for uid, row in m.theirs.rows(tbl, [root[1]], "document").items():
                restored[(tbl, uid)] = m.translated(tbl, row)


def _parents(m: Merging, known: _Deletions, uid: str) -> list[Place]:
    """A code above one that comes back, where it is gone as well."""
    here = uid in m.names.ours["code"] or uid in m.new.get("code", {})
    return [] if here or ("code", uid) in known.rows else [("code", uid)]


def _their_row(m: Merging, place: Place) -> Row | None:
    tbl, uid = place
    row = m.theirs.rows(tbl, [uid]).get(uid)
    return m.translated(tbl, row) if row else None


def _made_again(m: Merging, root: Place, row: Row) -> str | None:
    """A code of ours that bears the name of a deleted one, in the same place."""
    if root[0] != "code" or "name" not in row:
        return None
    for code in m.names.ours["code"].values():
        same = alike(code["name"]) == alike(row["name"])
        if same and code["parent"] == row["parent"]:
            return str(code["uid"])
    return None
