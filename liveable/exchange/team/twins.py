"""Things both sides made for themselves that are, or may be, one: found by name, text or place.

Where nothing speaks against it (a folder of the same name) two become one by themselves; where it
is a matter of meaning, a person is asked.
"""

from __future__ import annotations

from collections import defaultdict

from liveable.core.folding import alike
from liveable.exchange.team.fields import clash
from liveable.exchange.team.merging import Merging, options
from liveable.exchange.team.rows import SETTLED, Effect, Lost
from liveable.exchange.team.values import Kind, Row


def twins(m: Merging) -> None:
    """Find them, those first that others refer to. Codes come after (team/codes.py)."""
    _coders(m)
    _folders(m)
    _attributes(m)
    _cases(m)
    _documents(m)
    _renamed(m)


def _renamed(m: Merging) -> None:
    """Say where the copy gave a thing the name that another one got here."""
    for (tbl, uid), row in m.updates.items():
        if tbl not in ("document", "case", "attribute") or "name" not in row:
            continue
        here = m.names.ours[tbl][uid] | row
        if any(
            twin["uid"] != uid
            and alike(twin["name"]) == alike(row["name"])
            and twin.get("folder") == here.get("folder")
            for twin in _staying(m, tbl)
        ):
            m.notes.append(
                f"There will be two {tbl}s called ‘{row['name']}’: {m.copy.name} renamed one to "
                "what another is called here."
            )


def after_codes(m: Merging) -> None:
    """The same for what refers to codes, cases and documents: values, readings, codings."""
    _values(m)
    _readings(m)
    _codings(m)
    _same(m, "import_rule", ("kind", "rule"))
    _same(m, "query", ("name", "query"))


def _join(m: Merging, tbl: str, gone: str, kept: str) -> None:
    m.joins[(tbl, gone)] = kept
    m.clean.joins.append((tbl, gone, kept))


def _coders(m: Merging) -> None:
    meant = m.theirs.one("SELECT coder FROM copy")
    for uid, row in m.new.get("coder", {}).items():
        found = [
            o for o in m.names.ours["coder"].values() if alike(o["name"]) == alike(row["name"])
        ]
        if not found:
            continue
        same = next((o for o in found if meant and o["uid"] == meant[0]), None)
        twin = same or found[0]
        acts = sum(1 for act in m.since.acts.values() if act.coder == uid)
        join = Effect(joins=[("coder", uid, twin["uid"])])
        kind: Kind = "same-person" if same else "two-people"
        if same:
            m.joins[("coder", uid)] = twin["uid"]
        m.conflict(
            kind,
            "coder",
            uid,
            options(
                join=("One person", f"What they did counts as {twin['name']}'s", join),
                both=("Two people of one name", "Each keeps what they did", Effect()),
            ),
            "join" if same else "both",
            f"The copy was made for {twin['name']}; somebody of that name worked in it under "
            "another identity."
            if same
            else f"There is a coder {twin['name']} here, and somebody of that name with another "
            f"identity in {m.copy.name}'s copy.",
            what=row["name"],
            ours=twin["name"],
            theirs=f"{row['name']}, {acts} act{'s' * (acts != 1)}",
            seq=m.touched["coder"][uid].seq,
            our_row=("coder", twin["uid"]),
        )


def _staying(m: Merging, tbl: str) -> list[Row]:
    """Our rows that the copy did not delete: what it made anew in place of one is not that one."""
    return [row for uid, row in m.names.ours[tbl].items() if (tbl, uid) not in m.gone]


def _folders(m: Merging) -> None:
    ours = {(f["parent"], f["name"].casefold()): f["uid"] for f in _staying(m, "folder")}
    new = dict(m.new.get("folder", {}))
    while new:  # from the top down: a folder in a joined folder may be joined too
        level = {uid: row for uid, row in new.items() if row["parent"] not in new}
        for uid, row in (level or dict(new)).items():
            parent = m.kept("folder", row["parent"]) if row["parent"] else None
            twin = ours.get((parent, row["name"].casefold()))
            if twin is not None:
                _join(m, "folder", uid, twin)
            del new[uid]


def _attributes(m: Merging) -> None:
    for uid, row in m.new.get("attribute", {}).items():
        for twin in _staying(m, "attribute"):
            if alike(twin["name"]) != alike(row["name"]):
                continue
            if twin["type"] == row["type"]:
                _join(m, "attribute", uid, twin["uid"])
            else:
                row["name"] = f"{row['name']} ({m.copy.name})"
                m.notes.append(
                    f"The attribute ‘{twin['name']}’ is a {twin['type']} here and a {row['type']} "
                    f"in {m.copy.name}'s copy; theirs is called ‘{row['name']}’."
                )
            break


def _cases(m: Merging) -> None:
    known = m.names.theirs["case"]
    for uid, row in m.new.get("case", {}).items():
        for twin in _staying(m, "case"):
            if twin["uid"] in known or alike(twin["name"]) != alike(row["name"]):
                continue
            _one_or_two(
                m, "same-case", "case", uid, twin,
                f"You and {m.copy.name} both made a case of this name.",
            )  # fmt: skip
            break


def _documents(m: Merging) -> None:
    known = m.names.theirs["document"]
    ours = {d["text_sha"]: d for d in _staying(m, "document") if d["uid"] not in known}
    named = {(d["folder"], alike(d["name"])) for d in _staying(m, "document")}
    for uid, row in m.new.get("document", {}).items():
        twin = ours.get(row["text_sha"])
        folder = row["folder"] and m.kept("folder", row["folder"])
        if twin is not None:
            _one_or_two(
                m, "same-document", "document", uid, twin,
                f"You and {m.copy.name} both brought in this text.", _belongings(m, uid, twin),
            )  # fmt: skip
        elif (folder, alike(row["name"])) in named:
            m.notes.append(
                f"There will be two documents called ‘{row['name']}’: the one in {m.copy.name}'s "
                "copy has another text than the one here."
            )


def _belongings(m: Merging, document: str, twin: Row) -> Effect:
    """What happens to speakers, turns and entries of a document that is joined to ours: where ours
    says nothing of its case, folder or speakers, what theirs says is taken.
    """
    speakers = m.ours.rows("speaker", [twin["uid"]], "document").values()
    labels = {speaker["label"]: speaker for speaker in speakers}
    effect = Effect()
    _fill(effect, "document", m.new["document"][document], twin, ("case", "folder"))
    for tbl in ("speaker", "turn", "entry"):
        for uid, row in m.new.get(tbl, {}).items():
            if row["document"] != document:
                continue
            if tbl == "speaker" and row["label"] in labels:
                ours = labels[row["label"]]
                effect.joins.append(("speaker", uid, ours["uid"]))
                _fill(effect, "speaker", row, ours, ("case", "role"))
            else:
                effect.drops.append((tbl, uid))
    return effect


def _fill(effect: Effect, tbl: str, row: Row, twin: Row, columns: tuple[str, ...]) -> None:
    found = {n: row[n] for n in columns if twin[n] is None and row[n] is not None}
    if found:
        effect.updates.append((tbl, twin["uid"], found))


def _one_or_two(
    m: Merging, kind: Kind, tbl: str, uid: str, twin: Row, sentence: str, also: Effect | None = None
) -> None:
    row = m.new[tbl][uid]
    also = also or Effect()
    named = row["name"] != twin["name"]
    joins = [(tbl, uid, twin["uid"]), *also.joins]
    join = Effect(joins=joins, drops=also.drops, updates=also.updates)
    theirs = Effect(joins=joins, drops=also.drops)
    theirs.updates = [*also.updates, (tbl, twin["uid"], {"name": row["name"]})]
    if named:
        join.lost = [Lost(tbl, twin["uid"], f"Name in {m.copy.name}'s copy", row["name"])]
        theirs.lost = [Lost(tbl, twin["uid"], "Name before the merge", twin["name"])]
    choices = options(join=("They are one", f"It is called ‘{twin['name']}’", join))
    if named:
        choices |= options(theirs=("They are one", f"It is called ‘{row['name']}’", theirs))
    choices |= options(both=("They are two", "Both are kept", Effect()))
    m.joins[(tbl, uid)] = twin["uid"]
    m.conflict(
        "matched" if not m.copy.shared else kind,
        tbl,
        uid,
        choices,
        "join",
        sentence if m.copy.shared else _matched(m, tbl),
        what=twin["name"],
        ours=twin["name"],
        theirs=row["name"],
        seq=m.touched[tbl][uid].seq,
        our_row=(tbl, twin["uid"]),
    )


def _matched(m: Merging, tbl: str) -> str:
    by = {"document": "its text", "case": "its name", "code": "its place and name"}[tbl]
    return f"Taken for the same by {by}: the two projects have no history in common."


def _values(m: Merging) -> None:
    new = m.new.get("value", {})
    attributes = {m.kept("attribute", row["attribute"]) for row in new.values()}
    ours = {
        (v["attribute"], v["case"], v["document"]): v
        for v in m.ours.rows("value", attributes, "attribute").values()
        if ("value", v["uid"]) not in m.gone
    }
    for uid, row in list(new.items()):
        attribute = m.kept("attribute", row["attribute"])
        case = row["case"] and m.kept("case", row["case"])
        document = row["document"] and m.kept("document", row["document"])
        twin = ours.get((attribute, case, document))
        if twin is None:
            continue
        needs = next(
            ((t, row[t], str(k)) for t, k in (("case", case), ("document", document))
             if k and k != row[t]), None,
        )  # fmt: skip
        join = ("value", uid, twin["uid"])
        if row["value"] == twin["value"] and needs is None:
            _join(m, *join)
            continue
        theirs = twin | {"value": row["value"]}
        if row["value"] != twin["value"]:
            clash(
                m, "value", twin["uid"], ("value",), None, twin, theirs, m.touched["value"][uid].seq
            )
            for effect in m.effects[f"value:value:{twin['uid']}:value"].values():
                effect.joins.append(join)
                effect.given = needs


def _readings(m: Merging) -> None:
    settle = SETTLED["reading"]["up_to"]
    new = m.new.get("reading", {})
    coders = {m.kept("coder", row["coder"]) for row in new.values()}
    ours = {
        (r["document"], r["coder"]): r for r in m.ours.rows("reading", coders, "coder").values()
    }
    for uid, row in new.items():
        place = (m.kept("document", row["document"]), m.kept("coder", row["coder"]))
        twin = ours.get(place)
        if twin is not None and ("reading", twin["uid"]) not in m.gone:
            m.clean.joins.append(("reading", uid, twin["uid"]))
            most = {n: settle(None, twin[n], row[n]) for n in ("up_to", "done")}
            m.clean.updates.append(("reading", twin["uid"], most))


def _codings(m: Merging) -> None:
    new = m.new.get("coding", {})
    coders = sorted({m.kept("coder", row["coder"]) for row in new.values()})
    ours: dict[tuple[str, int, int, str, str], str] = {}
    for coder in coders:
        rows = m.ours.cursor.execute(
            "SELECT uid, document, start, stop, code, coder FROM coding WHERE coder = ?", (coder,)
        )
        ours.update({place: uid for uid, *place_ in rows for place in [tuple(place_)]})
    found = {}
    for uid, row in new.items():
        place = (
            m.kept("document", row["document"]), row["start"], row["stop"],
            m.kept("code", row["code"]), m.kept("coder", row["coder"]),
        )  # fmt: skip
        twin = ours.get(place)
        if twin is not None and ("coding", twin) not in m.gone:
            found[uid] = twin
    rows_here = m.ours.rows("coding", found.values())
    for uid, twin in found.items():
        _same_coding(m, new[uid], rows_here[twin])


_UNSET = {"weight": (None,), "star": (0,)}


def _same_coding(m: Merging, row: Row, twin: Row) -> None:
    join = ("coding", row["uid"], twin["uid"])
    theirs = {n: row[n] for n in ("weight", "star", "origin") if row[n] != twin[n]}
    more = {n: row[n] for n in ("weight", "star") if twin[n] in _UNSET[n] and row[n] != twin[n]}
    either = [("coding", twin["uid"], more)] if more else []
    m.joins[join[:2]] = twin["uid"]
    m.conflict(
        "same-coding",
        "coding",
        row["uid"],
        options(
            join=(
                "They are one",
                "Memos on either are kept, and a star or weight of either",
                Effect(joins=[join], updates=either),
            ),
            theirs=(
                "They are one, as theirs",
                "Weight, star and origin are theirs",
                Effect(joins=[join], updates=[("coding", twin["uid"], theirs)] if theirs else []),
            ),
            both=("Keep both", "The passage has the code twice", Effect()),
        ),
        "join",
        "The same coder has the same code on the same passage here and in the copy.",
        what=m.names.of("coding", row),
        ours=m.names.name("coder", twin["coder"]),
        theirs=m.names.name("coder", row["coder"]),
        seq=m.touched["coding"][row["uid"]].seq,
        our_row=("coding", twin["uid"]),
        code=twin["code"],
    )


def _same(m: Merging, tbl: str, columns: tuple[str, ...]) -> None:
    """Join rows that say the same in every respect."""
    new = m.new.get(tbl, {})
    if not new:
        return
    ours: dict[tuple[object, ...], str] = defaultdict(str)
    for uid, row in m.ours.all(tbl).items():
        ours[tuple(row[c] for c in columns)] = uid
    for uid, row in new.items():
        twin = ours.get(tuple(row[c] for c in columns))
        if twin:
            _join(m, tbl, uid, twin)
