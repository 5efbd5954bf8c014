"""The codebook of a merge: codes of one name made on both sides, and a tree both moved about in."""

from __future__ import annotations

from collections import defaultdict

from liveable.core.diff3 import cycles
from liveable.core.folding import alike
from liveable.exchange.team.merging import Merging, Place, options
from liveable.exchange.team.rows import SETTLED, Effect, Lost
from liveable.exchange.team.values import Row
from liveable.ops.codebook import WORDING

_WORDS = WORDING[1:]  # all but the name


def codes(m: Merging) -> None:
    """Ask about codes of one name in one place, and about codes that came to lie in themselves."""
    _moved_into_itself(m)
    for place, _ in list(m.about.values()):
        if place and (effects := m.effects.get(f"moved-twice:code:{place[1]}:parent")):
            effects["theirs"].updates += _hues(m, place[1])
    ours = _by_name(m)
    _new(m, ours)
    _renamed(m, ours)


def _by_name(m: Merging) -> dict[tuple[str | None, str], str]:
    """Our codes as they will be, by parent and name."""
    found = {}
    gone = {uid for tbl, uid in m.clean.deletes if tbl == "code"}
    for uid, row in m.names.ours["code"].items():
        if uid not in gone:
            if m.updates.get(("code", uid), {}).keys() & {"name", "parent"}:
                continue  # renamed or moved by them: see _renamed
            found[(row["parent"], alike(row["name"]))] = uid
    return found


def _new(m: Merging, ours: dict[tuple[str | None, str], str]) -> None:
    new = m.new.get("code", {})
    children: dict[str | None, list[str]] = defaultdict(list)
    for uid, row in new.items():
        children[row["parent"]].append(uid)
    tops = [uid for uid, row in new.items() if row["parent"] not in new]
    while tops:
        uid = tops.pop(0)
        row = new[uid]
        parent = m.kept("code", row["parent"]) if row["parent"] else None
        twin = ours.get((parent, alike(row["name"])))
        if twin is None:
            ours[(parent, alike(row["name"]))] = uid
            tops += children[uid]
        elif twin not in new:
            _same_name(m, row, m.names.ours["code"][twin], ours, children)


def _same_name(
    m: Merging,
    row: Row,
    twin: Row,
    ours: dict[tuple[str | None, str], str],
    children: dict[str | None, list[str]],
) -> None:
    join, theirs = Effect(), Effect()
    below = 0
    pairs = [(row, twin)]
    for one, other in pairs:  # grows as codes under the two are found to be one as well
        _joined(m, one, other, join, theirs)
        for child in children[one["uid"]]:
            name = alike(m.new["code"][child]["name"])
            match = ours.get((other["uid"], name))
            if match is not None and match not in m.new["code"]:
                pairs.append((m.new["code"][child], m.names.ours["code"][match]))
                below += 1
    name = free_name(m, f"{row['name']} ({m.copy.name})", twin["parent"])
    both = Effect(updates=[("code", row["uid"], {"name": name})])
    distinct = twin["uid"] in m.names.theirs["code"]  # a code of both, that was renamed here
    same = not _differs(row, twin)
    deletion = f"deleted-but-used:code:{twin['uid']}"
    again = deletion in m.conflicts  # they deleted it and made it anew; here it was used
    if again:
        theirs = m.effects[deletion]["theirs"]
        del m.conflicts[deletion], m.effects[deletion], m.about[deletion]
    go = "goes one code" if below == 1 else f"go {below} codes"
    more = f" With it {go} under it." if below else ""
    if again:
        sentence = f"{m.copy.name} deleted this code and made it again; here it was used since."
    elif not m.copy.shared:
        sentence = (
            "Taken for the same by its place and name: the two projects have no history in "
            f"common.{more}"
        )
    elif distinct:
        sentence = f"{m.copy.name} made a code of this name; here another code was given it."
    else:
        sentence = f"You and {m.copy.name} both made a code of this name.{more}"
    m.conflict(
        "re-created" if again else ("same-name" if m.copy.shared else "matched"),
        "code",
        row["uid"],
        options(
            join=("Make them one", _together(pairs), join),
            theirs=("Take the new one", "The old one goes, with its codings", theirs)
            if again
            else ("Make them one, in their words", "Your wording becomes a memo", theirs),
            both=("Keep both", f"Theirs is called ‘{name}’", both),
            written=("Keep both, with a name of yours", "Theirs gets the name you write",
                     Effect(updates=[("code", row["uid"], {"name": ""})])),
        ),
        "join" if again or not m.copy.shared or (same and not distinct) else "both",
        sentence,
        what=m.names.code(twin["uid"]),
        field="name",
        ours=wording(twin) or twin["name"],
        theirs=wording(row) or row["name"],
        seq=m.touched["code"][row["uid"]].seq,
        our_row=("code", twin["uid"]),
        writable=True,
        code=twin["uid"],
    )  # fmt: skip
    if m.conflicts[f"{'re-created' if again else 'same-name' if m.copy.shared else 'matched'}"
                   f":code:{row['uid']}:name"].proposed == "join":  # fmt: skip
        m.joins.update({("code", one["uid"]): other["uid"] for one, other in pairs})


def _together(pairs: list[tuple[Row, Row]]) -> str:
    """What becomes of the wordings where codes of both are one."""
    if any(_differs(one, other) for one, other in pairs):
        return "Your wording stays, theirs becomes a memo"
    if any(one[n] != other[n] for one, other in pairs for n in _WORDS):
        return "What only one of them says is taken"
    return "They say the same"


def _joined(m: Merging, row: Row, twin: Row, join: Effect, theirs: Effect) -> None:
    """Make a code of theirs one with one of ours: in our wording (join), or in theirs."""
    both = ("code", row["uid"], twin["uid"])
    join.joins.append(both)
    theirs.joins.append(both)
    cues = SETTLED["code"]["cues"]("{}", twin["cues"], row["cues"])
    if cues != twin["cues"]:
        join.updates.append(("code", twin["uid"], {"cues": cues}))
        theirs.updates.append(("code", twin["uid"], {"cues": cues}))
    if _differs(row, twin):
        words = {n: row[n] for n in _WORDS if row[n]}
        theirs.updates.append(("code", twin["uid"], words))
        copy = m.copy.name
        if text := wording(row):
            join.lost.append(Lost("code", twin["uid"], f"Wording in {copy}'s copy", text))
        if text := wording(twin):
            theirs.lost.append(Lost("code", twin["uid"], "Wording before the merge", text))
    elif missing := {n: row[n] for n in (*_WORDS, "short") if row[n] and not twin[n]}:
        join.updates.append(("code", twin["uid"], missing))
        theirs.updates.append(("code", twin["uid"], missing))


def _differs(row: Row, twin: Row) -> bool:
    """Whether two codes may mean different things: both are worded, and say nothing in common or
    something different.
    """
    if not all(any(code[n] for n in _WORDS) for code in (row, twin)):
        return False
    both = [n for n in _WORDS if row[n] and twin[n]]
    return not both or any(row[n] != twin[n] for n in both)


def wording(code: Row) -> str:
    """A code's wording but for its name, field by field; empty where it has none."""
    return "\n".join(f"{n.replace('_', ' ').capitalize()}: {code[n]}" for n in _WORDS if code[n])


def free_name(m: Merging, wanted: str, parent: str | None) -> str:
    """A name that no code under ``parent`` has on either side."""
    taken = {
        alike(row["name"])
        for rows in (m.names.ours["code"], m.names.theirs["code"])
        for row in rows.values()
        if row["parent"] == parent
    }
    name, number = wanted, 1
    while alike(name) in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name


def _renamed(m: Merging, ours: dict[tuple[str | None, str], str]) -> None:
    """Codes that both sides have, and that the copy renamed or moved beside one of that name."""
    for (tbl, uid), changed in list(m.updates.items()):
        if tbl != "code":
            continue
        row = m.names.ours["code"][uid] | changed
        place = (row["parent"], alike(row["name"]))
        twin = ours.setdefault(place, uid)
        if twin == uid or not changed.keys() & {"name", "parent"}:
            continue
        taken: Row = {n: changed.pop(n) for n in ("name", "parent") if n in changed}
        if not changed:
            del m.updates[(tbl, uid)]
        name = free_name(m, f"{row['name']} ({m.copy.name})", row["parent"])
        m.conflict(
            "same-name",
            "code",
            uid,
            options(
                both=("Keep both", f"Theirs is called ‘{name}’",
                      Effect(updates=[("code", uid, taken | {"name": name})])),
                ours=("Leave it as it is here", "Their renaming is not taken", Effect()),
                written=("Keep both, with a name of yours", "Theirs gets the name you write",
                         Effect(updates=[("code", uid, taken), ("code", uid, {"name": ""})])),
            ),
            "both",
            f"{m.copy.name} renamed or moved this code to where there is one of that name.",
            what=m.names.code(uid),
            field="name",
            ours=m.names.code(twin),
            theirs=row["name"],
            seq=m.touched["code"][uid].seq,
            our_row=("code", twin),
            writable=True,
            code=uid,
        )  # fmt: skip


def _moved_into_itself(m: Merging) -> None:
    """Take moves of theirs back out that, with moves of ours, would close a circle."""
    parents = {uid: row["parent"] for uid, row in m.names.ours["code"].items()}
    parents |= {uid: row["parent"] for uid, row in m.new.get("code", {}).items()}
    moves: dict[Place, str | None] = {
        place: row["parent"]
        for place, row in m.updates.items()
        if place[0] == "code" and "parent" in row
    }
    for (_, uid), parent in moves.items():
        before = parents.get(uid)
        parents[uid] = parent
        circle = cycles(parents)
        if not circle:
            continue
        there = {code: _their_parent(m, code) for code in circle - {uid}}
        ours = {
            code: parent
            for code, parent in there.items()
            if code in m.names.theirs["code"] and parent != parents[code]
        }
        parents[uid] = before
        changed = m.updates[("code", uid)]
        taken: Row = {n: changed.pop(n) for n in ("parent", "position") if n in changed}
        if not changed:
            del m.updates[("code", uid)]
        others = ", ".join(m.names.code(code) for code in ours)
        m.conflict(
            "moved-into-itself",
            "code",
            uid,
            options(
                ours=("Leave it as it is here", f"{m.copy.name}'s move is not taken", Effect()),
                theirs=(
                    "Move it as they did",
                    f"Your move of {others} is taken back" if others else "",
                    Effect(
                        updates=[
                            ("code", uid, taken),
                            *_hues(m, uid),
                            *(("code", code, {"parent": p}) for code, p in ours.items()),
                        ]
                    ),
                ),
            ),
            "ours",
            f"You put {others or 'a code'} under this code, and {m.copy.name} put this code under "
            "it or one below: both together would put it inside itself.",
            what=m.names.code(uid),
            field="parent",
            ours=m.names.code(before),
            theirs=m.names.code(parent),
            seq=m.touched["code"][uid].seq,
            our_row=("code", next(iter(ours), uid)),
            code=uid,
        )


def _hues(m: Merging, moved: str) -> list[tuple[str, str, Row]]:
    """The colours that a code and those under it took from where the copy moved it: they go with
    the move, and are no question of their own.
    """
    found: list[tuple[str, str, Row]] = []
    branch = [moved]
    for uid in branch:  # grows as the codes under it are found
        branch += [u for u, row in m.names.theirs["code"].items() if row["parent"] == uid]
        key = f"edited-twice:code:{uid}:colour"
        if key in m.conflicts:
            found += m.effects[key]["theirs"].updates
            del m.conflicts[key], m.effects[key], m.about[key]
        changed = m.updates.get(("code", uid), {})
        if "colour" in changed:
            found.append(("code", uid, {"colour": changed.pop("colour")}))
            if not changed:
                del m.updates[("code", uid)]
    return found


def _their_parent(m: Merging, code: str) -> str | None:
    row = m.names.theirs["code"].get(code)
    return m.kept("code", row["parent"]) if row and row["parent"] else None
