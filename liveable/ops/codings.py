"""Coding passages: applying codes, taking them off, and changing what a coding says.

A coding is changed by whoever made it, or by the lead; the act says whose it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from liveable.core.spans import Span
from liveable.core.uid import mint
from liveable.errors import NotFound, Refused
from liveable.ops import codebook, coders
from liveable.store.connection import add_many
from liveable.store.history import now
from liveable.store.project import Project
from liveable.store.schema import Coding, Memo


@dataclass(frozen=True, slots=True)
class Passage:
    """What is to be coded: a span of a document (by uid) and the code (by uid), perhaps with a
    memo.
    """

    document: str
    span: Span
    code: str
    memo: str = ""


@dataclass(slots=True)
class Coded:
    """What a batch came to: its codings' uids, in order, and the passages coded so already."""

    codings: list[str] = field(default_factory=list)
    already: list[Passage] = field(default_factory=list)


def code_passage(
    project: Project,
    document: str,
    span: Span,
    code: str,
    coder: str,
    *,
    origin: str = "hand",
    memo: str = "",
) -> str:
    """Put a code on a span of a document. Returns the coding's uid.

    Raises Refused where the span leaves the text, the code is no code to use, or the same coder has
    it there already.
    """
    with project.operation(f"Code {_codes(project, [code])}", coder) as session:
        done = code_within(session, [Passage(document, span, code, memo)], coder, origin)
        if not done.codings:
            raise Refused("This passage has that code from you already.")
    return done.codings[0]


def code_passages(
    project: Project, passages: Sequence[Passage], coder: str, *, origin: str = "hand"
) -> Coded:
    """Code many passages as one act; those coded so already are passed over and listed."""
    label = f"Code {_codes(project, [passage.code for passage in passages])}"
    with project.operation(label, coder) as session:
        return code_within(session, passages, coder, origin)


def code_within(session: Session, passages: Sequence[Passage], coder: str, origin: str) -> Coded:
    """Code passages within an open operation."""
    connection = session.connection()
    texts = {d: _text(connection, d) for d in {p.document for p in passages}}
    versions = {c: _usable(session, c) for c in {p.code for p in passages}}
    taken = _taken(connection, passages, coder)
    done, rows, memos = Coded(), [], []
    created = now()
    for passage in passages:
        sha, length = texts[passage.document]
        if not 0 <= passage.span.start < passage.span.stop <= length:
            raise Refused(f"{passage.span} is not inside the text, which has {length} characters.")
        place = _place(passage)
        if place in taken:
            done.already.append(passage)
            continue
        taken.add(place)
        uid = mint()
        done.codings.append(uid)
        rows.append(_row(uid, passage, sha, coder, created, origin, versions[passage.code]))
        if passage.memo:
            memos.append(Memo(text=passage.memo, coder=coder, created=created, coding=uid))
    add_many(session, Coding, rows)
    session.add_all(memos)
    return done


def _row(
    uid: str, passage: Passage, sha: str, coder: str, created: str, origin: str, version: str
) -> dict[str, Any]:
    return {
        "uid": uid,
        "document": passage.document,
        "text_sha": sha,
        "start": passage.span.start,
        "stop": passage.span.stop,
        "code": passage.code,
        "coder": coder,
        "created": created,
        "weight": None,
        "star": False,
        "origin": origin,
        "code_version": version,
    }


def _text(connection: Connection, document: str) -> tuple[str, int]:
    row = connection.exec_driver_sql(
        "SELECT t.sha, t.length FROM document d JOIN text t ON t.sha = d.text_sha WHERE d.uid = ?",
        (document,),
    ).first()
    if row is None:
        raise NotFound(f"There is no document {document}.")
    return row[0], row[1]


def _usable(session: Session, code: str) -> str:
    """The version of a code that may be coded with."""
    row = (
        session.connection()
        .exec_driver_sql("SELECT name, codable, status FROM code WHERE uid = ?", (code,))
        .first()
    )
    if row is None:
        raise NotFound(f"There is no code {code}.")
    if not row[1]:
        raise Refused(f"‘{row[0]}’ only holds other codes; choose one of those under it.")
    if row[2] == "retired":
        raise Refused(f"‘{row[0]}’ is retired: its codings stay, but no new ones are made.")
    return codebook.version(session, code)


_Place = tuple[str, int, int, str]  # document, start, stop, code


def _place(passage: Passage) -> _Place:
    return passage.document, passage.span.start, passage.span.stop, passage.code


def _taken(connection: Connection, passages: Sequence[Passage], coder: str) -> set[_Place]:
    """Where this coder has codings already: in all these documents, or for few passages there."""
    columns = "SELECT document, start, stop, code FROM coding WHERE coder = ? AND document = ?"
    if len(passages) > _FEW:
        documents = {passage.document for passage in passages}
        asked = [connection.exec_driver_sql(columns, (coder, uid)) for uid in documents]
    else:
        exactly = f"{columns} AND start = ? AND stop = ? AND +code = ?"  # by place, not by code
        asked = [connection.exec_driver_sql(exactly, (coder, *_place(p))) for p in passages]
    return {(row[0], row[1], row[2], row[3]) for rows in asked for row in rows}


_FEW = 20


def uncode(project: Project, codings: Sequence[str], coder: str) -> None:
    """Take codings off, with their memos."""
    what, whose = _named(project, codings, coder, "codings")
    with project.operation(f"Remove {what}{whose}", coder) as session:
        for uid in codings:
            session.delete(_get(session, uid))


def recode(project: Project, codings: Sequence[str], code: str, coder: str) -> None:
    """Give codings another code; where that coder has it there already, the two become one."""
    what, whose = _named(project, codings, coder)
    label = f"Recode {what} as {_codes(project, [code])}{whose}"
    with project.operation(label, coder) as session:
        version = _usable(session, code)
        for uid in codings:
            coding = _get(session, uid)
            twin = session.scalars(_twins(coding, code)).first()
            if twin is None:
                coding.code, coding.code_version = code, version
            elif twin != uid:
                for memo in session.scalars(select(Memo).where(Memo.coding == uid)):
                    memo.coding = twin
                session.flush()
                session.delete(coding)
            session.flush()


def _twins(coding: Coding, code: str) -> Any:
    return select(Coding.uid).where(
        Coding.document == coding.document,
        Coding.start == coding.start,
        Coding.stop == coding.stop,
        Coding.code == code,
        Coding.coder == coding.coder,
    )


def resize(project: Project, coding: str, span: Span, coder: str) -> None:
    """Move the edges of a coding."""
    what, whose = _named(project, [coding], coder)
    with project.operation(f"Move the edges of {what}{whose}", coder) as session:
        row = _get(session, coding)
        length = _text(session.connection(), row.document)[1]
        if not 0 <= span.start < span.stop <= length:
            raise Refused(f"{span} is not inside the text, which has {length} characters.")
        row.start, row.stop = span


def star(project: Project, codings: Sequence[str], starred: bool, coder: str) -> None:
    """Mark codings as worth coming back to, or no longer."""
    what, whose = _named(project, codings, coder)
    label = f"{'Star' if starred else 'Unstar'} {what}{whose}"
    with project.operation(label, coder) as session:
        for uid in codings:
            _get(session, uid).star = starred


def weigh(project: Project, coding: str, weight: int | None, coder: str) -> None:
    """Give a coding a weight from 0 to 100, or none."""
    if weight is not None and not 0 <= weight <= 100:
        raise Refused("A weight lies between 0 and 100.")
    what, whose = _named(project, [coding], coder)
    with project.operation(f"Weigh {what}{whose}", coder) as session:
        _get(session, coding).weight = weight


def _codes(project: Project, codes: Sequence[str]) -> str:
    """What was coded, for a label: one passage by its code's name, several by their number."""
    if len(codes) != 1:
        return f"{len(codes)} passages"
    with project.reading() as session:
        return f"‘{codebook.label_of(session, codes[0])}’"


def _named(
    project: Project, codings: Sequence[str], coder: str, several: str = "passages"
) -> tuple[str, str]:
    """The same for codings that are there; and whose they are, where they are not the coder's own.

    Raises Refused for others' codings, unless the coder leads the project.
    """
    with project.reading() as session:
        whose = coders.others(session, "coding", codings, coder)
        if len(codings) != 1:
            return f"{len(codings)} {several}", whose
        return f"‘{codebook.label_of(session, _get(session, codings[0]).code)}’", whose


def _get(session: Session, uid: str) -> Coding:
    found = session.get(Coding, uid)
    if found is None:
        raise NotFound(f"There is no coding {uid}.")
    return found
