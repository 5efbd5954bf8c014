"""A whole codebook at once: into the project as one act, and out of it as a plain value."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core import codetree
from liveable.core.codebook import CUES, STATUSES, Codebook, CodeEntry, Cues, Respelling
from liveable.core.codetree import Branch
from liveable.core.uid import mint
from liveable.ops import codebook
from liveable.ops.settings import put
from liveable.store.history import now
from liveable.store.project import Project
from liveable.store.schema import Code, Memo
from liveable.store.schema import Project as ProjectRow

NOTE = "codebook note"  # the kind of memo that carries where a code comes from


@dataclass(slots=True)
class Applied:
    """What bringing a codebook in did: uids of codes added and changed, and how many stayed as they
    were.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0


def apply(project: Project, book: Codebook, coder: str) -> Applied:
    """Bring a codebook in, as one act: new codes are added, known ones take its wording, others
    stay.

    A code is known by its short name, else by its path. What the codebook leaves empty is left as
    it is.
    """
    done = Applied()
    with project.operation(f"Bring in the codebook ‘{book.name}’", coder) as session:
        known = _Known(session)
        uids: dict[str, str] = {}
        for entry in book.codes:
            parent = uids[entry.parent] if entry.parent else None
            uid = known.find(entry, parent)
            if uid is None:
                uid = _add_entry(session, entry, parent, coder)
                done.added.append(uid)
            elif _update_entry(session, uid, entry):
                done.changed.append(uid)
            else:
                done.unchanged += 1
            known.add(uid, entry, parent)
            uids[entry.short] = uid
        _keep_dialect(session, book.dialect)
    return done


class _Known:
    """The codes that are there already, by short name and by place."""

    def __init__(self, session: Session) -> None:
        rows = session.scalars(select(Code)).all()
        self._by_short = {r.short.casefold(): r.uid for r in rows if r.short}
        self._by_place = {(r.parent, r.name.casefold()): r.uid for r in rows}

    def find(self, entry: CodeEntry, parent: str | None) -> str | None:
        place = (parent, entry.name.casefold())
        return self._by_short.get(entry.short.casefold()) or self._by_place.get(place)

    def add(self, uid: str, entry: CodeEntry, parent: str | None) -> None:
        self._by_short[entry.short.casefold()] = uid
        self._by_place[parent, entry.name.casefold()] = uid


def _entry_fields(entry: CodeEntry) -> dict[str, Any]:
    given = {
        name: getattr(entry, name) for name in (*codebook.WORDING[1:], "short", "colour", "status")
    }
    fields = {name: value for name, value in given.items() if value}
    fields["codable"] = entry.codable
    if entry.cues != Cues():
        fields["cues"] = entry.cues
    return fields


def _add_entry(session: Session, entry: CodeEntry, parent: str | None, coder: str) -> str:
    uid = mint()
    codebook.add(session, uid, entry.name, parent, _entry_fields(entry))
    if entry.note:
        session.add(Memo(kind=NOTE, text=entry.note, coder=coder, created=now(), code=uid))
    return uid


def _update_entry(session: Session, uid: str, entry: CodeEntry) -> bool:
    code = codebook.get(session, uid)
    code.name = codebook.expect_free(session, entry.name, code.parent, uid)
    fields = _entry_fields(entry)
    if "cues" in fields:
        kept = codebook.cues_of(code.cues)
        lists = (getattr(entry.cues, name) or getattr(kept, name) for name in CUES)
        fields["cues"] = Cues(*lists)
    codebook.set_fields(code, fields)
    changed = session.is_modified(code)
    session.flush()
    return changed


def _keep_dialect(session: Session, dialect: tuple[Respelling, ...]) -> None:
    """Add a codebook's respellings to those of the project."""
    if not dialect:
        return
    kept = {(r.written, r.after, r.before): r for r in (*dialect_of(session), *dialect)}
    put(session, {"dialect": [asdict(respelling) for respelling in kept.values()]})


def dialect_of(session: Session) -> tuple[Respelling, ...]:
    """The respellings cues are looked for under in this project."""
    settings = json.loads(session.scalars(select(ProjectRow.settings)).one())
    return tuple(
        Respelling(r["written"], r["standard"], tuple(r["after"]), tuple(r["before"]))
        for r in settings.get("dialect", ())
    )


def to_codebook(session: Session) -> Codebook:
    """The project's codebook as a plain value; a code without short name gets a number."""
    project = session.scalars(select(ProjectRow)).one()
    rows = {row.uid: row for row in session.scalars(select(Code))}
    tree = codetree.build(Branch(r.uid, r.parent, r.position, r.name) for r in rows.values())
    shorts = _shorts(tree.order, rows)
    notes: dict[str, list[str]] = {}
    for memo in session.scalars(select(Memo).where(Memo.kind == NOTE).order_by(Memo.created)):
        notes.setdefault(memo.code or "", []).append(memo.text)
    codes = tuple(
        _entry(rows[uid], shorts, tree.parent[uid], "\n".join(notes.get(uid, [])))
        for uid in tree.order
    )
    return Codebook(project.name, codes, dialect=dialect_of(session))


def _shorts(order: tuple[str, ...], rows: dict[str, Code]) -> dict[str, str]:
    taken: set[str] = {row.short.casefold() for row in rows.values() if row.short}
    shorts: dict[str, str] = {}
    seen: set[str] = set()
    for number, uid in enumerate(order, 1):
        short = rows[uid].short
        if not short or short.casefold() in seen:
            short = f"C{number:03}"
            while short.casefold() in taken:
                short += "x"
        seen.add(short.casefold())
        taken.add(short.casefold())
        shorts[uid] = short
    return shorts


def _entry(row: Code, shorts: dict[str, str], parent: str | None, note: str) -> CodeEntry:
    return CodeEntry(
        short=shorts[row.uid],
        name=row.name,
        parent=shorts[parent] if parent else None,
        codable=row.codable,
        brief=row.brief,
        definition=row.definition,
        use_when=row.use_when,
        not_when=row.not_when,
        example=row.example,
        colour=row.colour or None,
        status=_status(row.status),
        cues=codebook.cues_of(row.cues),
        note=note,
    )


def _status(written: str) -> Any:
    return written if written in STATUSES else "draft"
