"""The codebook: making, wording, ordering, merging, retiring and deleting codes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from liveable.core import colours
from liveable.core.codebook import CUES, STATUSES, Cues
from liveable.core.codetree import CodeTree
from liveable.core.cues import joined, settled
from liveable.core.uid import mint
from liveable.errors import NotFound, Refused
from liveable.store.history import now
from liveable.store.project import Project
from liveable.store.queries import code_tree
from liveable.store.schema import Code, Coding, Memo, MemoLink, Verdict

WORDING = ("name", "brief", "definition", "use_when", "not_when", "example")
_LABEL = 40  # characters of a code's name in the label of an act
FIELDS = (*WORDING, "short", "codable", "colour", "key", "status")


def cues_of(written: str) -> Cues:
    """A code's cues out of their column."""
    kept = json.loads(written)
    return Cues(*(tuple(kept.get(name, ())) for name in CUES))


def written_cues(cues: Cues) -> str:
    """Cues as their column holds them."""
    kept = {name: getattr(cues, name) for name in CUES}
    return json.dumps({k: v for k, v in kept.items() if v}, ensure_ascii=False)


def create(
    project: Project, name: str, coder: str, parent: str | None = None, **fields: Any
) -> str:
    """Make a code, last among its siblings. ``fields`` are columns of a code, ``cues`` a Cues."""
    uid = mint()
    with project.operation(f"Create code ‘{name}’", coder) as session:
        add(session, uid, name, parent, fields)
    return uid


def add(session: Session, uid: str, name: str, parent: str | None, fields: dict[str, Any]) -> Code:
    """Add a code within an open operation."""
    if parent is not None:
        get(session, parent)
    code = Code(uid=uid, parent=parent, position=_next_position(session, parent))
    code.name = expect_free(session, name, parent, uid)
    code.colour = _default_colour(session, parent)
    set_fields(code, fields)
    session.add(code)
    session.flush()
    return code


def set_fields(code: Code, fields: dict[str, Any]) -> None:
    """Change fields of a code within an open operation; ``cues`` is a Cues."""
    for name, value in fields.items():
        if name == "cues":
            code.cues = written_cues(settled(value))
        elif name in FIELDS and name != "name":
            setattr(code, name, _sound(name, value))
        else:
            raise ValueError(f"{name!r} is not a field of a code")


def _sound(name: str, value: Any) -> Any:
    if name == "status" and value not in STATUSES:
        raise Refused(f"‘{value}’ is not a status; choose one of {', '.join(STATUSES)}.")
    if name == "colour" and value and not colours.is_colour(value):
        raise Refused(f"‘{value}’ is not a colour like #1b6491.")
    return value.replace("\0", " ") if isinstance(value, str) else value


def edit(project: Project, code: str, coder: str, **fields: Any) -> None:
    """Change a code's wording or its other fields (``cues`` is a Cues)."""
    with project.operation("Edit code", coder) as session:
        row = get(session, code)
        if "name" in fields:
            row.name = expect_free(session, fields.pop("name"), row.parent, code)
        set_fields(row, fields)


def rename(project: Project, code: str, name: str, coder: str) -> None:
    """Give a code another name."""
    with project.operation(f"Rename code to ‘{name}’", coder) as session:
        row = get(session, code)
        row.name = expect_free(session, name, row.parent, code)


def retire(project: Project, code: str, coder: str) -> None:
    """Keep a code and its codings, but let nobody code with it any more."""
    with project.operation("Retire code", coder) as session:
        get(session, code).status = "retired"


def use_again(project: Project, code: str, coder: str) -> None:
    """Let a retired code be coded with again; it comes back as a draft."""
    with project.operation("Use code again", coder) as session:
        row = get(session, code)
        if row.status == "retired":
            row.status = "draft"


def move(
    project: Project, code: str, parent: str | None, coder: str, position: int | None = None
) -> None:
    """Put a code under another (None: at the top), before the sibling now at ``position`` (None:
    last).

    In another branch it takes that branch's hue, if it wore its own branch's.
    """
    with project.operation("Move code", coder) as session:
        row = get(session, code)
        tree = code_tree(session)
        if parent is not None:
            get(session, parent)
            if parent in tree.subtree(code):
                raise Refused("A code cannot be put under itself.")
        expect_free(session, row.name, parent, code)
        if parent != row.parent:
            _take_hue(session, tree, code, parent)
        siblings = [c for c in _siblings(session, parent) if c.uid != code]
        at = len(siblings) if position is None else max(0, min(position, len(siblings)))
        row.parent = parent
        for number, sibling in enumerate([*siblings[:at], row, *siblings[at:]]):
            sibling.position = number


def merge(project: Project, code: str, into: str, coder: str) -> None:
    """Let one code go up in another: its codings, children, memos and cues go over, its wording
    into a memo.

    Where a coder has the same passage under both codes, one coding stays.
    """
    with project.operation("Merge codes", coder) as session:
        gone, kept = get(session, code), get(session, into)
        tree = code_tree(session)
        if into in tree.subtree(code):
            raise Refused(f"‘{gone.name}’ cannot go up in itself or in a code under it.")
        _merge_codings(session, code, into)
        children = _siblings(session, code)
        first = _next_position(session, into)
        for number, child in enumerate(children):
            _take_hue(session, tree, child.uid, into)
            child.name = _free_name(session, child.name, into)
            child.parent, child.position = into, first + number
            session.flush()
        for rows in (Memo, MemoLink, Verdict):
            session.execute(update(rows).where(rows.code == code).values(code=into))
        kept.cues = written_cues(joined(cues_of(kept.cues), cues_of(gone.cues)))
        if any(getattr(gone, name) for name in WORDING[1:]):
            session.add(
                Memo(
                    kind="merged code",
                    text=_wording_text(gone),
                    coder=coder,
                    created=now(),
                    code=into,
                )
            )
        session.flush()
        session.delete(gone)


def _merge_codings(session: Session, code: str, into: str) -> None:
    def place(coding: Coding) -> tuple[str, str, int, int, str]:
        return coding.document, coding.text_sha, coding.start, coding.stop, coding.coder

    there = {place(c): c.uid for c in session.scalars(select(Coding).where(Coding.code == into))}
    for coding in session.scalars(select(Coding).where(Coding.code == code)).all():
        twin = there.get(place(coding))
        if twin is None:
            coding.code = into
            there[place(coding)] = coding.uid
            continue
        for rows in (Memo, MemoLink, Verdict):
            session.execute(update(rows).where(rows.coding == coding.uid).values(coding=twin))
        session.delete(coding)
    session.flush()


def _wording_text(code: Code) -> str:
    lines = [(name, getattr(code, name)) for name in WORDING]
    return "\n".join(
        f"{name.replace('_', ' ').capitalize()}: {text}" for name, text in lines if text
    )


def delete(project: Project, code: str, coder: str) -> None:
    """Delete a code, all codes under it and their codings; undo brings all of it back."""
    with project.operation("Delete code", coder) as session:
        session.delete(get(session, code))


def get(session: Session, uid: str) -> Code:
    """The code of a uid; raises NotFound."""
    found = session.get(Code, uid)
    if found is None:
        raise NotFound(f"There is no code {uid}.")
    return found


def label_of(session: Session, code: str) -> str:
    """A code's name as the label of an act has it: shortened where it is long; raises NotFound."""
    name = (
        session.connection()
        .exec_driver_sql("SELECT name FROM code WHERE uid = ?", (code,))
        .scalar()
    )
    if name is None:
        raise NotFound(f"There is no code {code}.")
    return name if len(name) <= _LABEL else f"{name[: _LABEL - 1]}…"


def _siblings(session: Session, parent: str | None) -> list[Code]:
    where = select(Code).where(Code.parent.is_(parent) if parent is None else Code.parent == parent)
    return list(session.scalars(where.order_by(Code.position, Code.name)))


def _next_position(session: Session, parent: str | None) -> int:
    return max((c.position for c in _siblings(session, parent)), default=-1) + 1


def expect_free(session: Session, name: str, parent: str | None, uid: str) -> str:
    """A clean name that no other sibling has."""
    name = " ".join(name.replace("\0", " ").split())
    if not name:
        raise Refused("A code needs a name.")
    for sibling in _siblings(session, parent):
        if sibling.uid != uid and sibling.name.casefold() == name.casefold():
            raise Refused(f"There is a code ‘{sibling.name}’ here already.")
    return name


def _free_name(session: Session, name: str, parent: str) -> str:
    taken = {c.name.casefold() for c in _siblings(session, parent)}
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _default_colour(session: Session, parent: str | None) -> str:
    """A shade of the branch's hue, the next hue for a new branch."""
    tree = code_tree(session)
    if parent is None:
        return colours.for_code(len(tree.children.get(None, ())), 0)
    root = tree.root(parent)
    return colours.below(get(session, root).colour, sum(1 for _ in tree.subtree(root)))


def _take_hue(session: Session, tree: CodeTree, code: str, parent: str | None) -> None:
    """Recolour a code that goes to another branch, and those below it that share its hue."""
    old = tree.root(code)
    if parent is not None and tree.root(parent) == old:
        return
    worn = get(session, old).colour
    start = _default_colour(session, parent)
    for number, uid in enumerate(tree.subtree(code)):
        row = get(session, uid)
        if colours.same_hue(row.colour, worn):
            row.colour = colours.below(start, colours.shade(start) + number)
    session.flush()


_DIGITS = 16  # of the hash: enough for all wordings of one project, and each coding names one


def version(session: Session, code: str) -> str:
    """The hash of a code's present wording, kept for whatever is coded under it."""
    fields = ", ".join(WORDING)
    row = session.connection().exec_driver_sql(f"SELECT {fields} FROM code WHERE uid = ?", (code,))
    wording = json.dumps(dict(row.mappings().one()), ensure_ascii=False, sort_keys=True)
    sha = hashlib.sha256(f"{code}\n{wording}".encode()).hexdigest()[:_DIGITS]
    session.connection().exec_driver_sql(
        "INSERT INTO code_version (sha, code, wording) SELECT ?1, ?2, ?3 "
        "WHERE NOT EXISTS (SELECT 1 FROM code_version WHERE sha = ?1)",
        (sha, code, wording),
    )
    return sha
