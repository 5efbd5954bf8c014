"""From decisions to rows: everything the copy brings without a question, with what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from liveable.core.diff3 import cycles
from liveable.core.uid import mint
from liveable.exchange.team.deleted import told
from liveable.exchange.team.merging import Merging, Place
from liveable.exchange.team.rows import CASCADES, REFS, USERS, Effect, Lost
from liveable.exchange.team.texts import anchors, carried, moved_coding
from liveable.exchange.team.values import Conflict, Decision, Decisions, Moved, Row
from liveable.store.schema import PLACED

_HARD = {("code", "parent")}  # a reference without which a row does not make sense
_SMALL = ("project", "code", "document", "case", "folder", "attribute", "coder", "speaker")
_KEYS = {"value": ("attribute", "case", "document"), "reading": ("document", "coder")}


@dataclass(slots=True)
class Writes:
    """What is written: in this order updates, deletions, additions. ``dropped`` says what was not
    taken, ``joins`` which rows became one.
    """

    inserts: dict[str, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))
    updates: dict[str, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))
    deletes: list[Place] = field(default_factory=list)
    cascade: set[Place] = field(default_factory=set)  # all rows that go
    joins: list[tuple[str, str, str]] = field(default_factory=list)
    memos: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)  # codings that moved with an edited text
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # new ones, and ours before


def decided(conflict: Conflict, decisions: Decisions) -> Decision:
    """How a conflict is settled: as somebody decided, else as it is proposed."""
    found = decisions.get(conflict.key)
    names = {option.name for option in conflict.options}
    if found is None or found.option not in names:
        return Decision(conflict.proposed)
    return found


def assemble(m: Merging, decisions: Decisions, coder: str, at: str) -> Writes:
    """All rows to write. ``coder`` and ``at`` sign the memos that keep what lost."""
    effects = _chosen(m, decisions)
    joins = _joins(m, effects)
    effects = [e for e in effects if e.given is None or joins.get(e.given[:2]) == e.given[2]]
    writes = Writes(joins=[(tbl, gone, kept) for (tbl, gone), kept in joins.items()
                           if (tbl, gone) not in m.alias])  # fmt: skip
    _inserts(m, writes, effects, joins)
    _updates(m, writes, effects, joins)
    writes.deletes = [place for effect in effects for place in effect.deletes]
    _place_in(m, writes, dict(e.text for e in effects if e.text))
    writes.cascade = _cascade(m, writes)
    _come_out(m, writes)
    lost = [lost for effect in effects for lost in effect.lost]
    lost += _collisions(m, writes)
    _keep_whole(m, writes)
    _no_circles(m, writes)
    writes.memos = [_memo(m, writes, one, joins, coder, at) for one in lost]
    return writes


def _chosen(m: Merging, decisions: Decisions) -> list[Effect]:
    found = [m.clean]
    for key, conflict in m.conflicts.items():
        decision = decided(conflict, decisions)
        effect = m.effects[key][decision.option]
        if decision.option == "written":
            effect = _written(effect, conflict.field, decision.text or "")
        found.append(effect)
    return found


def _written(effect: Effect, column: str, text: str) -> Effect:
    """The effect with the words somebody wrote where it leaves room for them."""
    updates = [
        (tbl, uid, {n: text if n == column and not v else v for n, v in row.items()})
        for tbl, uid, row in effect.updates
    ]
    return Effect(effect.inserts, updates, effect.deletes, effect.drops, effect.joins, effect.lost)


def _joins(m: Merging, effects: Iterable[Effect]) -> dict[Place, str]:
    joins = dict(m.alias)
    waiting = list(effects)
    for effect in waiting:
        if effect.given is None:
            joins.update(((tbl, gone), kept) for tbl, gone, kept in effect.joins)
    for effect in waiting:
        if effect.given is not None and joins.get(effect.given[:2]) == effect.given[2]:
            joins.update(((tbl, gone), kept) for tbl, gone, kept in effect.joins)
    for place, kept in joins.items():  # what was joined with what was joined in its turn
        seen = {place[1]}
        while (place[0], kept) in joins and kept not in seen:
            seen.add(kept)
            kept = joins[(place[0], kept)]
        joins[place] = kept
    return joins


def _translated(tbl: str, row: Row, joins: dict[Place, str]) -> Row:
    if not joins:
        return row
    changed = {
        column: joins[(target, row[column])]
        for column, target in REFS[tbl].items()
        if (target, row.get(column)) in joins
    }
    return row | changed if changed else row


def _inserts(m: Merging, writes: Writes, effects: list[Effect], joins: dict[Place, str]) -> None:
    drops = {place for effect in effects for place in effect.drops}
    for tbl, rows in m.new.items():
        if joins or drops:
            writes.inserts[tbl] = {
                uid: _translated(tbl, row, joins)
                for uid, row in rows.items()
                if (tbl, uid) not in joins and (tbl, uid) not in drops
            }
        else:
            writes.inserts[tbl] = dict(rows)
    for effect in effects:
        for tbl, row in effect.inserts:
            if (tbl, row["uid"]) not in joins and (tbl, row["uid"]) not in drops:
                writes.inserts[tbl][row["uid"]] = _translated(tbl, row, joins)
    _drop(writes, drops)


def _drop(writes: Writes, gone: set[Place]) -> None:
    """Leave out additions that hang on what is left out."""
    while gone:
        fresh: set[Place] = set()
        for tbl, rows in writes.inserts.items():
            hard = [(c, t) for c, t in REFS[tbl].items()
                    if (tbl, c) in CASCADES or (tbl, c) in _HARD]  # fmt: skip
            if not hard:
                continue
            for uid in [u for u, r in rows.items() if any((t, r[c]) in gone for c, t in hard)]:
                del rows[uid]
                fresh.add((tbl, uid))
        gone = fresh


def _updates(m: Merging, writes: Writes, effects: list[Effect], joins: dict[Place, str]) -> None:
    todo = [(tbl, uid, row) for (tbl, uid), row in m.updates.items()]
    todo += [update for effect in effects for update in effect.updates]
    for tbl, uid, row in todo:
        uid = joins.get((tbl, uid), uid)
        row = _translated(tbl, row, joins)
        if uid in writes.inserts[tbl]:
            writes.inserts[tbl][uid] = writes.inserts[tbl][uid] | row
        else:
            writes.updates[tbl][uid] = writes.updates[tbl].get(uid, {}) | row


def _place_in(m: Merging, writes: Writes, chosen: dict[str, str]) -> None:
    """Where somebody chose the other text of a document, carry everything on it over to that; and
    what is added to a document that comes back, to the text that this has.
    """
    chosen = {d: sha for d, sha in chosen.items() if sha != m.texts[d].stands}
    drafts = m.names.drafts
    writes.texts = {s: (drafts[s], m.texts[d].ours) for d, s in chosen.items() if s in drafts}
    writes.moved = [moved for document, moved in m.moved if document not in chosen]
    for document, sha in chosen.items():
        for tbl in PLACED:
            ours = m.ours.rows(tbl, [document], "document")
            for uid, row in ours.items():
                place = m.places.get((tbl, uid), (row["text_sha"], row["start"], row["stop"]))
                moved = carried(m, row, place, sha)
                now = {n: v for n, v in writes.updates[tbl].get(uid, {}).items()
                       if n not in moved}  # fmt: skip
                writes.updates[tbl][uid] = now | {n: v for n, v in moved.items() if v != row[n]}
                if tbl == "coding":  # told by what it covered here, whoever's place it takes
                    here = (row["text_sha"], row["start"], row["stop"])
                    writes.moved.append(moved_coding(m, here, row | moved))
    stand = {d: row["text_sha"] for d, row in writes.inserts["document"].items()} | chosen
    for tbl in PLACED if stand else ():
        for uid, row in writes.inserts[tbl].items():
            sha = stand.get(row["document"]) or row["text_sha"]
            if sha == row["text_sha"]:
                continue
            place = m.places.get((tbl, uid), (row["text_sha"], row["start"], row["stop"]))
            writes.inserts[tbl][uid] = row | carried(m, row, place, sha)
            if tbl == "coding" and place[0] != sha:
                writes.moved.append(moved_coding(m, place, writes.inserts[tbl][uid]))
    _place_marks_of_reading(m, writes, chosen)


def _place_marks_of_reading(m: Merging, writes: Writes, chosen: dict[str, str]) -> None:
    """The same for how far coders have read."""

    def there(old: str, new: str, mark: Row) -> Row:
        if old == new:
            return mark
        way = anchors(m, old, new)
        point = way.point(min(mark["up_to"], len(way.old)))
        if mark["done"] and not way.new[point:].strip():
            point = len(way.new)
        return {"up_to": point, "done": int(point == len(way.new))}

    for document, text in m.texts.items():
        sha = chosen.get(document, text.stands)
        for uid, row in m.ours.rows("reading", [document], "document").items():
            ours = there(text.ours, sha, {n: row[n] for n in ("up_to", "done")})
            if theirs := writes.updates["reading"].get(uid, {}):
                theirs = there(text.theirs, sha, {n: row[n] for n in ours} | theirs)
            most = {n: max(value, theirs.get(n, value)) for n, value in ours.items()}
            writes.updates["reading"][uid] = most
        for uid, row in writes.inserts["reading"].items():
            if row["document"] == document:
                mark = {n: row[n] for n in ("up_to", "done")}
                writes.inserts["reading"][uid] = row | there(text.theirs, sha, mark)


def _cascade(m: Merging, writes: Writes) -> set[Place]:
    """All rows of ours that go with the deletions, once the updates are made."""
    gone = set(writes.deletes)
    todo: dict[str, list[str]] = defaultdict(list)
    for tbl, uid in writes.deletes:
        todo[tbl].append(uid)
    while todo:
        following: dict[str, list[str]] = defaultdict(list)
        for tbl, uids in todo.items():
            for user, column in USERS[tbl]:
                if (user, column) not in CASCADES:
                    continue
                for uid, row in m.ours.rows(user, uids, column).items():
                    now = writes.updates[user].get(uid, {}).get(column, row[column])
                    if (user, uid) not in gone and now == row[column]:
                        gone.add((user, uid))
                        following[user].append(uid)
        todo = following
    return gone


def _come_out(m: Merging, writes: Writes) -> None:
    """Take what stays out of folders that go: the database would not."""
    gone = [uid for tbl, uid in writes.cascade if tbl == "folder"]
    for tbl, column in USERS["folder"] if gone else ():
        for uid in m.ours.rows(tbl, gone, column):
            changed = writes.updates[tbl].get(uid, {})
            if (tbl, uid) not in writes.cascade and column not in changed:
                writes.updates[tbl][uid] = changed | {column: None}


def _collisions(m: Merging, writes: Writes) -> list[Lost]:
    """Where a join leaves two values of one attribute, or two reading marks: ours stays."""
    lost = []
    for tbl, columns in _KEYS.items():
        rows = writes.inserts.get(tbl, {})
        wanted = {row[columns[0]] for row in rows.values()}
        ours = {
            tuple(row[c] for c in columns): row
            for row in m.ours.rows(tbl, wanted, columns[0]).values()
            if (tbl, row["uid"]) not in writes.cascade
        }
        for uid, row in list(rows.items()):
            key = tuple(row[c] for c in columns)
            twin = ours.setdefault(key, row)
            if twin is row:
                continue
            del rows[uid]
            writes.joins.append((tbl, uid, twin["uid"]))
            if tbl == "value" and row["value"] != twin["value"]:
                what = m.names.of("value", twin)
                lost.append(Lost(tbl, twin["uid"], f"{what} in {m.copy.name}'s copy", row["value"]))
            elif tbl == "reading":
                most = {n: max(row[n], twin[n]) for n in ("up_to", "done")}
                writes.updates[tbl][twin["uid"]] = most
    return lost


def _keep_whole(m: Merging, writes: Writes) -> None:
    """Take out what would refer to nothing, and changes of what is not there."""
    present = {tbl: {uid for (uid,) in m.ours.cursor.execute(f'SELECT uid FROM "{tbl}"')}
               for tbl in _SMALL}  # fmt: skip
    for tbl in ("coding", "memo"):
        named = {
            row[c]
            for user, rows in writes.inserts.items()
            for c, t in REFS[user].items()
            if t == tbl
            for row in rows.values()
            if row[c] is not None
        }
        present[tbl] = set(m.ours.rows(tbl, named))
    for tbl, uid in writes.cascade:
        present.get(tbl, set()).discard(uid)
    for tbl, rows in writes.inserts.items():
        if tbl in present and rows:  # what comes back but is here still
            for uid in rows.keys() & m.ours.rows(tbl, rows).keys():
                if (tbl, uid) not in writes.cascade:
                    del rows[uid]
        if tbl in present:
            present[tbl].update(rows)
    dropped: list[tuple[str, Row]] = []
    while fresh := list(_hanging_in_the_air(writes, present)):
        dropped += fresh
    if dropped:
        writes.notes.append(f"Not taken, for what they belong to is deleted: {told(dropped)}.")
    for tbl, changes in writes.updates.items():
        here = m.ours.rows(tbl, changes)
        for uid, row in list(changes.items()):
            kept = {
                n: v for n, v in row.items()
                if uid in here and v != here[uid].get(n, v) and n != "uid"
                and not _dangles(tbl, n, v, present)
            }  # fmt: skip
            if kept and (tbl, uid) not in writes.cascade:
                changes[uid] = kept
            else:
                del changes[uid]


def _hanging_in_the_air(writes: Writes, present: dict[str, set[str]]) -> Iterator[tuple[str, Row]]:
    """Take out additions that refer to nothing and make no sense without it; what refers to them
    may be the next to go.
    """
    for tbl, rows in writes.inserts.items():
        refs = [(c, t) for c, t in REFS[tbl].items() if t in present]
        for uid, row in list(rows.items()):
            for column, target in refs:
                if row[column] is None or row[column] in present[target]:
                    continue
                if (tbl, column) in CASCADES or (tbl, column) in _HARD:
                    yield tbl, rows.pop(uid)
                    present.get(tbl, set()).discard(uid)
                    break
                row[column] = None


def _no_circles(m: Merging, writes: Writes) -> None:
    """Put codes at the top that several moves together would put inside themselves."""
    codes = m.ours.all("code")
    parents = {uid: row["parent"] for uid, row in codes.items()}
    for rows in (writes.updates["code"], writes.inserts["code"]):
        parents |= {uid: row["parent"] for uid, row in rows.items() if "parent" in row}
    while circle := cycles(parents):
        touched = circle & (writes.inserts["code"].keys() | writes.updates["code"].keys())
        uid = min(touched)
        rows = writes.inserts if uid in writes.inserts["code"] else writes.updates
        rows["code"][uid]["parent"] = parents[uid] = None
        writes.notes.append(
            f"‘{m.names.code(uid)}’ is at the top of the codebook: where it was to go is under it."
        )


def _dangles(tbl: str, column: str, value: object, present: dict[str, set[str]]) -> bool:
    target = REFS[tbl].get(column)
    return target in _SMALL and value is not None and value not in present[str(target)]


def _memo(
    m: Merging, writes: Writes, lost: Lost, joins: dict[Place, str], coder: str, at: str
) -> Row:
    """A memo with words that lost, on what they were written for (on the project, if that went)."""
    uid = joins.get((lost.tbl, lost.uid), lost.uid)
    target: Row = dict.fromkeys(("document", "code", "coding", "case"))
    row: Row | None = None
    if (lost.tbl, uid) not in writes.cascade:
        row = writes.inserts[lost.tbl].get(uid) or m.ours.rows(lost.tbl, [uid]).get(uid)
    if row is not None and lost.tbl in target:
        target[lost.tbl] = uid
    elif row is not None and lost.tbl in ("memo", "value", "speaker", "entry"):
        target |= {n: row[n] for n in target if row.get(n)}
    title = lost.title if row is not None else f"{lost.title} ({lost.tbl})"
    return {
        "uid": mint(),
        "kind": "merge",
        "text": f"{title}:\n{lost.text}",
        "coder": coder,
        "created": at,
        **target,
    }
