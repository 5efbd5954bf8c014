"""What the copy deleted: taken over where nothing here was built on it, else a question.

Rows that went together with another (the codings of a code) are one deletion, that of the root.
"""

from __future__ import annotations

from collections import defaultdict

from liveable.exchange.team import went_up
from liveable.exchange.team.codes import wording
from liveable.exchange.team.merging import Merging, Place, options
from liveable.exchange.team.names import TABLES
from liveable.exchange.team.rows import CASCADES, REFS, SETTLED, USERS, Effect, Lost
from liveable.exchange.team.values import Row

# What comes and goes with a document or coding and is no use of it.
_NO_USE = {
    ("reading", "document"), ("passage_read", "document"),
    ("turn", "document"), ("speaker", "document"), ("entry", "document"),
    ("turn", "speaker"), ("verdict", "coding"), ("memo_link", "memo"), ("memo_link", "other"),
}  # fmt: skip
# What goes with what: all that the database deletes along, and what is in a folder.
_GOES_WITH = CASCADES | {("document", "folder"), ("folder", "parent")}


def deleted(m: Merging) -> None:
    """Settle, or ask about, everything the copy deleted."""
    roots: dict[Place, list[Place]] = defaultdict(list)
    for place in m.gone:
        roots[_root(m, place)].append(place)
    edited = {place for place in m.gone if _edited(m, place)}
    uses = _uses(m)
    for root, group in roots.items():
        used = [user for place in group for user in uses.get(place, ())]
        changed = [place for place in group if place in edited]
        others = [place for place in group if _is_anothers(m, root, place)]
        if used or changed or others:
            _ask(m, root, group, used, changed, others)
        else:
            m.clean.deletes += _to_delete(root, group)


def _is_anothers(m: Merging, root: Place, place: Place) -> bool:
    """Whether a coding or memo went that is not theirs who deleted it: only the lead may do so."""
    base, act = m.gone[place].base, m.since.acts.get(m.gone[root].seq)
    if place[0] not in ("coding", "memo") or base is None or act is None:
        return False
    who = m.kept("coder", act.coder)
    return who != m.lead and m.kept("coder", base["coder"]) != who


def _to_delete(root: Place, group: list[Place]) -> list[Place]:
    """What has to be deleted by name: the rest of the group goes with it."""
    return [place for place in group if place[0] in ("document", "folder")] or [root]


def _root(m: Merging, place: Place) -> Place:
    """The row with which a deleted row went."""
    seen = {place}
    while True:
        tbl = place[0]
        base = m.gone[place].base or {}
        above = [
            (target, base[column])
            for column, target in REFS[tbl].items()
            if (tbl, column) in _GOES_WITH and (target, base[column]) in m.gone
        ]
        if not above or above[0] in seen:
            return place
        place = above[0]
        seen.add(place)


def _edited(m: Merging, place: Place) -> bool:
    """Whether a row they deleted was changed here meanwhile."""
    tbl, uid = place
    base, ours = m.gone[place].base, m.here[tbl][uid]
    if tbl in ("turn", "entry", "reading", "passage_read") or base is None or base == ours:
        return False
    passed_over = set(SETTLED.get(tbl, ()))
    if ours.get("document") in m.texts:  # it only moved with its text
        passed_over |= {"text_sha", "start", "stop"}
    return any(ours[n] != value for n, value in base.items() if n not in passed_over)


def _uses(m: Merging) -> dict[Place, list[tuple[str, Row]]]:
    """Rows of ours that refer to rows the copy deleted, and that it did not take along itself."""
    found: dict[Place, list[tuple[str, Row]]] = defaultdict(list)
    by_table: dict[str, list[str]] = defaultdict(list)
    for tbl, uid in m.gone:
        by_table[tbl].append(uid)
    for tbl, uids in by_table.items():
        for user, column in USERS[tbl]:
            if (user, column) in _NO_USE:
                continue
            for uid, row in m.ours.rows(user, uids, column).items():
                if user == "memo" and row["kind"] == "merge":
                    continue  # words that lost in an earlier merge: nobody uses anything by them
                if (user, uid) not in m.gone and not _let_go(m, user, uid, column, row[column]):
                    found[(tbl, row[column])].append((user, row))
    return found


def _let_go(m: Merging, tbl: str, uid: str, column: str, target: str) -> bool:
    """Whether the copy itself made a row no longer refer to what it deleted."""
    x = m.touched.get(tbl, {}).get(uid)
    return (
        x is not None
        and x.base is not None
        and x.theirs is not None
        and x.base[column] == target != x.theirs[column]
        and m.updates.get((tbl, uid), {}).get(column, target) != target
    )


def _ask(
    m: Merging,
    root: Place,
    group: list[Place],
    used: list[tuple[str, Row]],
    changed: list[Place],
    others: list[Place],
) -> None:
    tbl, uid = root
    base = m.gone[root].base
    assert base is not None
    into = went_up.there(m, uid) if tbl == "code" else None
    kept, taken = Effect(), Effect(deletes=_to_delete(root, group))
    for place, row in list(m.updates.items()):  # what only followed from the deletion
        x = m.touched[place[0]][place[1]]
        follows = {
            column: row[column]
            for column, target in REFS[place[0]].items()
            if x.base and (target, x.base[column]) in group and row.get(column, "") in (None, into)
        }
        if follows:
            taken.updates.append((*place, dict(follows)))
            for column in follows:
                del row[column]
            if not row:
                del m.updates[place]
    for user, row in used:  # what is in a folder does not go with it, but comes out of it
        for column, target in (("folder", "document"), ("parent", "folder")):
            if user == target and ("folder", row[column]) in group:
                taken.updates.append((user, row["uid"], {column: None}))
    copy, what = m.copy.name, TABLES.get(tbl, tbl)
    bases = [(place[0], m.gone[place].base or {}) for place in group if place != root]
    going = [(t, row) for t, row in bases + used if t in ("coding", "memo")]
    with_it = f"With {_whose(m, going)}" if going else "With everything that hangs on it"
    take = (f"Delete the {what}", with_it, taken)
    did = f"{copy} deleted this {what}"
    if into is not None:
        name = m.names.code(into)
        did = f"{copy} merged this code into ‘{name}’"
        take = (f"Let it go up in ‘{name}’", "What has it here goes there too", taken)
        taken.updates += [
            (user, row["uid"], {column: into})
            for user, row in used
            for column, target in REFS[user].items()
            if (target, row[column]) == root
        ]
        if root in changed and (text := wording(m.here[tbl][uid])):
            taken.lost.append(Lost("code", into, f"Wording of ‘{base['name']}’ here", text))
    strange = [(place[0], m.gone[place].base or {}) for place in others]
    if used:
        sentence = f"{did}; here it is used by what that copy did not have: {_whose(m, used)}."
    elif others and not changed:
        sentence = f"{did}, and with it what others coded and wrote: {_whose(m, strange)}."
    else:
        sentence = f"{did}; here {edited(root, changed)}."
    m.conflict(
        "deleted-but-used" if used or not changed else "deleted-but-edited",
        tbl,
        uid,
        options(
            ours=(
                f"Keep the {what}",
                f"{copy}'s {'merging' if into else 'deletion'} is not taken",
                kept,
            ),
            theirs=take,
        ),
        "ours" if into is None else "theirs",
        sentence,
        what=m.names.of(tbl, base),
        base=says(tbl, base),
        ours=_whose(m, used + strange)
        if used or not changed
        else says(tbl, m.here[tbl][uid]) or "edited",
        theirs="deleted" if into is None else f"merged into ‘{name}’",
        seq=m.gone[root].seq,
        our_row=(used[-1][0], used[-1][1]["uid"]) if used else (changed or others)[0],
        code=uid if tbl == "code" else base.get("code"),
    )


def edited(root: Place, places: list[Place]) -> str:
    """That a thing, what goes with it, or both were edited since."""
    others = told([(tbl, {}) for tbl, uid in places if (tbl, uid) != root])
    if not others:
        return "it was edited since"
    if root in places:
        return f"it was edited since, and so was what goes with it ({others})"
    return f"what goes with it was edited since ({others})"


def says(tbl: str, row: Row) -> str | None:
    """What a row says, where it is all in one field."""
    column = {"value": "value", "memo": "text"}.get(tbl)
    return str(row[column]) if column else None


def told(rows: list[tuple[str, Row]]) -> str:
    """How many rows of which kind, in words."""
    counts: dict[str, int] = {}
    for tbl, _ in rows:
        counts[tbl] = counts.get(tbl, 0) + 1
    return ", ".join(counted(tbl, count) for tbl, count in counts.items())


def _whose(m: Merging, rows: list[tuple[str, Row]]) -> str:
    """How many rows of which kind, and who made those that are somebody's."""
    makers: dict[str, dict[str, int]] = {}
    for tbl, row in rows:
        if row.get("coder"):
            name = m.names.name("coder", row["coder"])
            makers.setdefault(tbl, {}).setdefault(name, 0)
            makers[tbl][name] += 1
    parts = []
    for tbl in dict.fromkeys(tbl for tbl, _ in rows):
        count = sum(1 for t, _ in rows if t == tbl)
        by = makers.get(tbl, {})
        each = [f"{n} by {name}" if len(by) > 1 else f"by {name}" for name, n in by.items()]
        parts.append(f"{counted(tbl, count)} ({', '.join(each)})" if each else counted(tbl, count))
    return ", ".join(parts)


_PLURALS = {
    "diary entry": "diary entries",
    "saved query": "saved queries",
    "verdict on a suggestion": "verdicts on suggestions",
    "copy handed out": "copies handed out",
}


def counted(tbl: str, count: int) -> str:
    """So many rows of a table, in words."""
    word = TABLES.get(tbl, tbl)
    return f"{count} {word if count == 1 else _PLURALS.get(word, word + 's')}"
