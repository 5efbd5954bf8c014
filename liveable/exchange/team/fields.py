"""Rows that both sides have: which fields the copy changed, and which both did."""

from __future__ import annotations

from liveable.core.diff3 import Together, three_way
from liveable.exchange.team.merging import Merging, options
from liveable.exchange.team.names import field_name
from liveable.exchange.team.rows import REFS, SETTLED, TOGETHER, WORDS, Effect, Lost
from liveable.exchange.team.sides import Touched
from liveable.exchange.team.values import Kind, Row


def translate(m: Merging) -> None:
    """Call the rows that earlier merges joined by the names they have here."""
    for tbl, rows in m.since.touched.items():
        if not m.alias:
            m.touched[tbl] = rows
            continue
        m.touched[tbl] = {}
        for uid, x in rows.items():
            kept = m.kept(tbl, uid)
            base, theirs = (
                None if row is None else m.translated(tbl, row) | {"uid": kept}
                for row in (x.base, x.theirs)
            )
            m.touched[tbl].setdefault(kept, Touched(base, theirs, x.seq))


def fetch(m: Merging) -> None:
    """Look up what became here of the rows that the copy touched."""
    for tbl, rows in m.touched.items():
        m.here[tbl] = m.ours.rows(tbl, rows)


def sort(m: Merging) -> None:
    """Sort what the copy did into additions, changes, deletions, and changes of what is gone."""
    for tbl, rows in m.touched.items():
        here = m.here[tbl]
        for uid, x in rows.items():
            ours = here.get(uid)
            if x.theirs is None:
                if x.base is not None and ours is not None:
                    m.gone[(tbl, uid)] = x
            elif ours is not None:
                if x.theirs not in (x.base, ours):
                    _compare(m, tbl, uid, x.base, ours, x.theirs, x.seq)
            elif x.base is None:
                m.new.setdefault(tbl, {})[uid] = x.theirs
            elif x.base != x.theirs:
                m.lost[(tbl, uid)] = x


def _compare(
    m: Merging, tbl: str, uid: str, base: Row | None, ours: Row, theirs: Row, seq: int
) -> None:
    outcome = three_way(base, ours, theirs, TOGETHER.get(tbl, ()), SETTLED.get(tbl))
    changed = {name: value for name, value in outcome.row.items() if value != ours[name]}
    if changed:
        m.updates[(tbl, uid)] = changed
    for names in outcome.clashes:
        clash(m, tbl, uid, names, base, ours, theirs, seq)


def clash(
    m: Merging,
    tbl: str,
    uid: str,
    names: Together,
    base: Row | None,
    ours: Row,
    theirs: Row,
    seq: int,
) -> None:
    """Note that both sides changed a field: ours stays unless somebody decides otherwise."""
    name = names[0]
    if tbl in ("turn", "entry", "handout", "merged", "alias"):
        return  # ours stays: these follow the text, or say what happened here
    what = m.names.of(tbl, ours)
    called = field_name(tbl, name)
    told = {side: _told(m, tbl, names, row) for side, row in
            (("base", base), ("ours", ours), ("theirs", theirs))}  # fmt: skip
    worded = name in WORDS.get(tbl, ())
    copy = m.copy.name
    taken = Effect(updates=[(tbl, uid, {n: theirs[n] for n in names})])
    left = Effect()
    if worded:
        left.lost = _words(tbl, uid, f"{called.capitalize()} in {copy}'s copy", theirs[name])
        taken.lost = _words(tbl, uid, f"{called.capitalize()} before the merge", ours[name])
    memo = worded and bool(left.lost or taken.lost)
    choices = options(
        ours=("Keep yours", "Theirs becomes a memo" if memo else "Theirs is not taken", left),
        theirs=("Keep theirs", "Yours becomes a memo" if memo else "Yours is replaced", taken),
    )
    writable = worded and tbl != "query"
    if writable:
        both = Effect(
            updates=[(tbl, uid, {name: ""})],  # the text that is written goes in there
            lost=taken.lost + left.lost,
        )
        choices |= options(written=("Write one from both", "Both are kept as memos", both))
    m.conflict(
        _kind(tbl, name),
        tbl,
        uid,
        choices,
        "ours",
        _sentence(m, tbl, name, called, base is not None),
        what=what,
        field=name,
        base=told["base"],
        ours=told["ours"],
        theirs=told["theirs"],
        seq=seq,
        writable=writable,
        code=uid if tbl == "code" else (ours.get("code") if tbl in ("coding", "memo") else None),
    )


def joined(m: Merging) -> None:
    """Drop what is no question any more: both sides gave a row the same thing (its case, folder or
    code), which each had made for itself.
    """
    for key, conflict in list(m.conflicts.items()):
        if conflict.kind not in ("edited-twice", "moved-twice"):
            continue
        updates = m.effects[key]["theirs"].updates
        if not updates:
            continue
        tbl, uid, row = updates[0]  # what follows from it (the colours of a branch) comes after
        targets = REFS.get(tbl, {})
        if any(name in targets for name in row) and all(
            (m.kept(targets[name], value) if name in targets and value else value)
            == m.here[tbl][uid][name]
            for name, value in row.items()
            if name != "code_version"  # it follows the code
        ):
            del m.conflicts[key], m.effects[key], m.about[key]


def _kind(tbl: str, name: str) -> Kind:
    if tbl == "code" and name == "parent":
        return "moved-twice"
    if tbl == "value":
        return "value"
    if tbl == "document" and name == "text_sha":
        return "text-edited-twice"
    if name == "name":
        return "renamed-twice"
    return "edited-twice"


def _told(m: Merging, tbl: str, names: Together, row: Row | None) -> str | None:
    if row is None:
        return None
    if tbl == "coding" and "start" in names:
        return m.names.quote(row, 400)
    return m.names.value(tbl, names[0], row[names[0]])


def _words(tbl: str, uid: str, title: str, text: str) -> list[Lost]:
    return [Lost(tbl, uid, title, text)] if text else []


def _sentence(m: Merging, tbl: str, name: str, called: str, common: bool) -> str:
    copy = m.copy.name
    if not common:
        return f"The {called} here is not the one in {copy}'s copy."
    if tbl == "code" and name == "parent":
        return f"You and {copy} put this code in different places."
    if name == "name":
        return f"You and {copy} both gave this another name."
    return f"You and {copy} both changed the {called}."
