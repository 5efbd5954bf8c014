"""Documents whose text was edited on one side or both: all codings are brought to one text.

Positions of both sides are carried over to the text that is to stand (theirs, where only they
edited it; ours otherwise) before rows are compared. What covers other words afterwards is listed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from liveable.core import reanchor_parts
from liveable.core.from_both import together
from liveable.core.reanchor import Anchors
from liveable.core.reanchor_parts import Part
from liveable.core.spans import Span
from liveable.exchange.team.merging import Merging, Place, options
from liveable.exchange.team.rows import Effect
from liveable.exchange.team.sides import Touched
from liveable.exchange.team.values import Moved, Option, Row
from liveable.store.schema import PLACED

_APART = 40  # code points between edits of both sides, from which on both can be meant
_PLACE = ("text_sha", "start", "stop")


@dataclass(slots=True)
class Divergence:
    """A document with different texts on the two sides: which is to stand, by default."""

    document: str
    ours: str
    theirs: str
    base: str
    stands: str

    @property
    def both(self) -> bool:
        """Whether both sides edited it."""
        return self.base not in (self.ours, self.theirs)


def diverged(m: Merging) -> None:
    """Find the documents whose texts differ, and carry the copy's places over."""
    kept = {m.kept("document", uid): row for uid, row in m.names.theirs["document"].items()}
    for uid, ours in m.names.ours["document"].items():
        theirs = kept.get(uid)
        if theirs is None or theirs["text_sha"] == ours["text_sha"]:
            continue
        x = m.touched.get("document", {}).get(uid)
        base = x.base["text_sha"] if x and x.base else theirs["text_sha"]
        edited = theirs["text_sha"] != base
        stands = theirs["text_sha"] if edited and ours["text_sha"] == base else ours["text_sha"]
        m.texts[uid] = Divergence(uid, ours["text_sha"], theirs["text_sha"], base, stands)
    for tbl in PLACED if m.texts else ():
        for uid, x in m.touched.get(tbl, {}).items():
            base, theirs = _carried(m, tbl, x.base), _carried(m, tbl, x.theirs, note=True)
            if base and theirs and _only_moved(m, x):  # with a text that is not to stand
                theirs = theirs | {n: base[n] for n in (*_PLACE, "reasons") if n in base}
            m.touched[tbl][uid] = Touched(base, theirs, x.seq)
    for text in m.texts.values():
        if text.both:
            _set_turns_aside(m, text)


def _carried(m: Merging, tbl: str, row: Row | None, note: bool = False) -> Row | None:
    """A row with its place in the text that is to stand."""
    text = m.texts.get(row["document"]) if row else None
    if row is None or text is None or row["text_sha"] == text.stands:
        return row
    place = (row["text_sha"], row["start"], row["stop"])
    if note:
        m.places[(tbl, row["uid"])] = place
    return row | carried(m, row, place, text.stands)


def _only_moved(m: Merging, x: Touched) -> bool:
    """Whether a row of theirs is where their own edit of the text carried it, and no more."""
    base, theirs = x.base, x.theirs
    if base is None or theirs is None or base["text_sha"] == theirs["text_sha"]:
        return False
    place = (base["text_sha"], base["start"], base["stop"])
    return carried(m, base, place, theirs["text_sha"]).items() <= theirs.items()


def anchors(m: Merging, old: str, new: str) -> Anchors:
    """The places of one text in another."""
    found = m.anchors.get((old, new))
    if found is None:
        found = m.anchors[(old, new)] = Anchors(m.names.body(old), m.names.body(new))
    return found


def carried(m: Merging, row: Row, place: tuple[str, int, int], sha: str) -> Row:
    """What becomes of a coding or verdict at a place in one text where another text stands."""
    old, start, stop = place
    span = Span(start, stop) if old == sha else anchors(m, old, sha).of(Span(start, stop)).span
    moved: Row = {"text_sha": sha, "start": span.start, "stop": span.stop}
    if "reasons" in row and row["text_sha"] != sha:
        moved["reasons"] = _reasons(anchors(m, row["text_sha"], sha), row["reasons"])
    return moved


def _reasons(way: Anchors, written: str) -> str:
    """The reasons of a suggestion, which point at words as well; as they are, if they make no
    sense.
    """
    try:
        reasons = json.loads(written)
        for reason in reasons:
            span = Span(int(reason["start"]), int(reason["stop"]))
            reason["start"], reason["stop"] = way.of(span).span
    except (ValueError, TypeError, KeyError):
        return written
    return json.dumps(reasons, ensure_ascii=False)


def _set_turns_aside(m: Merging, text: Divergence) -> None:
    """Turns and entries follow the text: theirs are not taken where their text does not stand."""
    for tbl in ("turn", "entry"):
        rows = m.touched.get(tbl, {})
        for uid in [u for u, x in rows.items() if _of(x, text.document)]:
            del rows[uid]


def _of(x: Touched, document: str) -> bool:
    return (x.theirs or x.base or {}).get("document") == document


def bring_ours(m: Merging) -> None:
    """Our rows as they are compared: placed in the text that is to stand."""
    for tbl in PLACED if m.texts else ():
        for uid, row in m.here.get(tbl, {}).items():
            text = m.texts.get(row["document"])
            if text is None:
                continue
            place = m.before[(tbl, uid)] = (row["text_sha"], row["start"], row["stop"])
            if row["text_sha"] != text.stands:
                m.here[tbl][uid] = row | carried(m, row, place, text.stands)


def settle(m: Merging) -> None:
    """After the comparison: move what is to move, list it, and ask where words changed."""
    for text in m.texts.values():
        moved = _ours_moved(m, text) if text.stands == text.theirs else []
        listed = {place for place, *_ in moved}
        moved += [
            (place, m.before.get(place) or m.places[place], row)
            for place, row in _theirs_placed(m, text)
            if place in m.places and place not in listed
        ]
        doubtful = []
        for (tbl, _), before, row in moved:
            if tbl != "coding":
                continue
            told = moved_coding(m, before, row)
            m.moved.append((text.document, told))
            if told.before != told.after:
                doubtful.append(told)
        if text.both:
            _choose_text(m, text)
        elif doubtful:
            _ask(m, text, doubtful)


def _ours_moved(m: Merging, text: Divergence) -> list[tuple[Place, tuple[str, int, int], Row]]:
    found = []
    for tbl in PLACED:
        for uid, row in m.ours.rows(tbl, [text.document], "document").items():
            place = (tbl, uid)
            if place in m.gone or row["text_sha"] == text.stands:
                continue
            before = (row["text_sha"], row["start"], row["stop"])
            now = carried(m, row, before, text.stands) | {
                n: v for n, v in m.updates.get(place, {}).items() if n in _PLACE
            }
            if place not in m.places:
                m.places[place] = before
                found.append((place, before, row | now))
            changed = {n: v for n, v in now.items() if v != row[n]}
            m.updates[place] = m.updates.get(place, {}) | changed
    return found


def _theirs_placed(m: Merging, text: Divergence) -> list[tuple[Place, Row]]:
    found: list[tuple[Place, Row]] = []
    for tbl in PLACED:
        for uid, row in m.new.get(tbl, {}).items():
            if row["document"] == text.document:
                found.append(((tbl, uid), row))
        for (t, uid), changed in m.updates.items():
            row = m.here.get(tbl, {}).get(uid, {}) if t == tbl else {}
            if row.get("document") == text.document and changed.keys() & set(_PLACE):
                found.append(((tbl, uid), row | changed))
    return found


def moved_coding(m: Merging, before: tuple[str, int, int], row: Row) -> Moved:
    """A coding that is carried over from a place: what it covered, and what it covers now."""
    sha, start, stop = before
    return Moved(
        coding=row["uid"],
        document=m.names.name("document", row["document"]),
        code=m.names.code(row["code"]),
        coder=m.names.name("coder", row["coder"]),
        before=m.names.body(sha)[start:stop],
        after=m.names.words(row),
    )


def _choose_text(m: Merging, text: Divergence) -> None:
    """Both edited the text: whoever's text is chosen brings its turns and entries along."""
    key = f"text-edited-twice:document:{text.document}:text_sha"
    if key not in m.effects:
        return
    theirs = m.effects[key]["theirs"]
    theirs.text = (text.document, text.theirs)
    theirs.lost = []
    for tbl in ("turn", "entry"):
        here = m.ours.rows(tbl, [text.document], "document")
        rows = m.theirs.rows(tbl, [_called_there(m, text.document)], "document")
        there = {m.kept(tbl, uid): m.translated(tbl, row) for uid, row in rows.items()}
        theirs.deletes += [(tbl, uid) for uid in here if uid not in there]
        for uid, row in there.items():
            if uid not in here:
                theirs.inserts.append((tbl, row | {"uid": uid}))
            elif row | {"uid": uid} != here[uid]:
                theirs.updates.append((tbl, uid, row | {"uid": uid}))
    base, ours, other = _apart(*map(m.names.body, (text.base, text.ours, text.theirs)))
    m.conflicts[key] = replace(m.conflicts[key], base=base, ours=ours, theirs=other)
    if (both := _both(m, text)) is not None:
        m.effects[key] = {"both": both} | m.effects[key]
        option = Option("both", "Take both edits", "They changed different words")
        choices = (option, *m.conflicts[key].options)
        m.conflicts[key] = replace(m.conflicts[key], options=choices, proposed="both")


def _both(m: Merging, text: Divergence) -> Effect | None:
    """What it takes to give a document the edits of both sides, if these do not touch."""
    base, ours, theirs = map(m.names.body, (text.base, text.ours, text.theirs))
    body = together(base, ours, theirs, _APART)
    if body is None:
        return None
    sha = hashlib.sha256(body.encode()).hexdigest()
    m.names.drafts[sha] = body
    effect = Effect(text=(text.document, sha))
    effect.updates.append(("document", text.document, {"text_sha": sha}))
    way = m.anchors[(text.ours, sha)] = Anchors(ours, body)
    for tbl, names in (("turn", ("start", "speech", "stop")), ("entry", ("start", "stop"))):
        here = m.ours.rows(tbl, [text.document], "document").values()
        rows = sorted(here, key=lambda row: int(row["start"]))
        places = [[row[n] for n in names] for row in rows]
        there: Mapping[int, tuple[int, ...]]
        if tbl == "turn":
            there = reanchor_parts.turns(way, [Part(*place) for place in places])
        else:
            there = reanchor_parts.entries(way, [Span(*place) for place in places])
        for number, row in enumerate(rows):
            if number in there:
                now = dict(zip(names, there[number], strict=True))
                effect.updates.append((tbl, row["uid"], now))
            else:
                effect.deletes.append((tbl, row["uid"]))
    return effect


def _called_there(m: Merging, document: str) -> str:
    """The uid a document of ours has in the copy."""
    return next(u for u in m.names.theirs["document"] if m.kept("document", u) == document)


def _apart(*bodies: str) -> list[str]:
    """What texts do not have in common, line by line."""
    lines = [body.splitlines() for body in bodies]
    common = set(lines[0]).intersection(*lines[1:])
    return ["\n".join(line for line in some if line not in common) for some in lines]


def _ask(m: Merging, text: Divergence, doubtful: list[Moved]) -> None:
    document, copy = text.document, m.copy.name
    count = len(doubtful)
    passages = f"{count} coded passage{'s' * (count != 1)}"
    if text.stands == text.theirs:
        keep, take = Effect(text=(document, text.ours)), Effect()
        if changed := m.updates.pop(("document", document), None):
            take.updates.append(("document", document, changed))
        for place in [p for p in m.updates if p[0] in ("turn", "entry")]:
            x = m.touched[place[0]][place[1]]
            if _of(x, document):
                take.updates.append((*place, m.updates.pop(place)))
        for tbl in ("turn", "entry"):
            rows = m.new.get(tbl, {})
            for uid in [u for u, row in rows.items() if row["document"] == document]:
                take.inserts.append((tbl, rows.pop(uid)))
            for place in [p for p, x in m.gone.items() if p[0] == tbl and _of(x, document)]:
                del m.gone[place]
                take.deletes.append(place)
                if place in m.clean.deletes:
                    m.clean.deletes.remove(place)
        choices = options(
            theirs=("Take the edited text", "The passages below cover other words then", take),
            ours=("Keep your text", f"{copy}'s edit is not taken, their codings are", keep),
        )
        sentence = f"{copy} edited the text under {passages}."
    else:
        leave = Effect(drops=[("coding", told.coding) for told in doubtful])
        choices = options(
            ours=("Take their codings", "They cover the words they lie on now", Effect()),
            leave=("Leave those codings out", "They are listed in the report", leave),
        )
        sentence = f"The text was edited here under {passages} of {copy}'s."
    edit = m.touched.get("document", {}).get(document)
    m.conflict(
        "text-against-coding",
        "document",
        document,
        choices,
        "theirs" if text.stands == text.theirs else "ours",
        sentence,
        what=m.names.name("document", document),
        field="text_sha",
        ours="\n".join(told.before for told in doubtful[:20]),
        theirs="\n".join(told.after for told in doubtful[:20]),
        seq=edit.seq if edit else 0,
    )
