"""Documents and folders: bringing them in, naming, sorting and deleting them, and marking them
read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core import corrections
from liveable.core.spans import Span
from liveable.core.transcript import KINDS, Kind, Original, Transcript
from liveable.core.uid import mint
from liveable.errors import NotFound, Refused
from liveable.ops import texts
from liveable.store.connection import add_many, driver_cursor
from liveable.store.history import now
from liveable.store.project import Project
from liveable.store.queries import text_body
from liveable.store.schema import (
    Blob,
    Document,
    Entry,
    Folder,
    PassageRead,
    Reading,
    Speaker,
    Text,
    Turn,
)

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def add(
    project: Project,
    transcript: Transcript,
    original: Original,
    coder: str,
    *,
    name: str | None = None,
    folder: str | None = None,
    within: Sequence[str] = (),
) -> str:
    """Bring a document in, with all that was found in it. Returns its uid.

    Its name is the file's without suffix unless given, numbered where the folder has one of that
    name. ``within`` names folders from ``folder`` down to the document's; those that are not there
    yet are made with it.
    """
    wanted = _expect_name(name or original.name.rpartition(".")[0] or original.name, "document")
    with project.operation(f"Import ‘{wanted}’", coder) as session:
        return put(session, transcript, original, wanted, folder_at(session, folder, within))


def put(
    session: Session,
    transcript: Transcript,
    original: Original,
    name: str,
    folder: str | None,
    *,
    case: str | None = None,
) -> str:
    """Write a document down inside an act, with its participants' case where one is given. Returns
    its uid.
    """
    keep_original(session, original)
    row: dict[str, Any] = {
        "uid": mint(),
        "name": _free_name(session, _expect_name(name, "document"), folder),
        "kind": transcript.kind,
        "folder": folder,
        "case": case,
        "text_sha": texts.keep(session, transcript.text, transcript.marks),
        "original_sha": original.sha256,
        "file": original.name,
        "format": transcript.format,
        "encoding": transcript.encoding,
        "language": transcript.language,
        "date": transcript.date,
        "warnings": json.dumps(transcript.warnings, ensure_ascii=False),
    }
    add_many(session, Document, [row])
    _turns(session, row["uid"], transcript, case)
    _entries(session, row["uid"], transcript)
    uid: str = row["uid"]
    return uid


def folder_at(session: Session, folder: str | None, within: Sequence[str]) -> str | None:
    """The folder at the end of a path of names, made as far as it is not there."""
    for name in within:
        name = _expect_name(name, "folder")
        same = select(Folder.uid).where(Folder.parent.is_(folder), Folder.name == name)
        found = session.scalars(same).first()
        if found is None:
            found = mint()
            session.add(Folder(uid=found, parent=folder, name=name))
            session.flush()
        folder = found
    return folder


def keep_original(session: Session, original: Original) -> None:
    """Keep a file's bytes, once, whoever came from them."""
    cursor = driver_cursor(session.connection())
    asked = "SELECT 1 FROM blob WHERE sha = ?"
    if cursor.execute(asked, (original.sha256,)).fetchone() is None:
        row = {"sha": original.sha256, "size": original.size, "packed": original.packed}
        add_many(session, Blob, [row])


def _turns(session: Session, document: str, transcript: Transcript, case: str | None) -> None:
    speakers = {speaker.label: mint() for speaker in transcript.speakers}
    add_many(
        session,
        Speaker,
        [
            {
                "uid": speakers[s.label],
                "document": document,
                "label": s.label,
                "role": s.role,
                "case": case if s.role == "participant" else None,
            }
            for s in transcript.speakers
        ],
    )
    add_many(
        session,
        Turn,
        [
            {
                "uid": mint(),
                "document": document,
                "start": t.start,
                "speech": t.speech,
                "stop": t.stop,
                "speaker": speakers.get(t.speaker) if t.speaker is not None else None,
                "timestamp": t.timestamp,
                "milliseconds": t.milliseconds,
            }
            for t in transcript.turns
        ],
    )


def _entries(session: Session, document: str, transcript: Transcript) -> None:
    add_many(
        session,
        Entry,
        [
            {
                "uid": mint(),
                "document": document,
                "start": e.start,
                "stop": e.stop,
                "label": e.label,
                "date": e.date,
                "precision": e.precision,
            }
            for e in transcript.entries
        ],
    )


def _free_name(session: Session, wanted: str, folder: str | None) -> str:
    cursor = driver_cursor(session.connection())
    same = "SELECT 1 FROM document WHERE folder IS ? AND name = ?"
    name, number = wanted, 1
    while cursor.execute(same, (folder, name)).fetchone():
        number += 1
        name = f"{wanted} ({number})"
    return name


class Known(NamedTuple):
    """A document that is there already."""

    uid: str
    name: str


def with_bytes(session: Session, sha256: str) -> Known | None:
    """The document that came from the same bytes, if there is one."""
    where = select(Document.uid, Document.name).where(Document.original_sha == sha256)
    row = session.execute(where).first()
    return None if row is None else Known(*row)


def name_of(session: Session, document: str) -> str:
    """A document's name."""
    return _get(session, document).name


def rename(project: Project, document: str, name: str, coder: str) -> None:
    """Give a document another name."""
    name = _expect_name(name, "document")
    with project.operation(f"Rename document to ‘{name}’", coder) as session:
        session.get_one(Document, document).name = name


def change_kind(project: Project, document: str, kind: Kind, coder: str) -> None:
    """Say that a document is of another kind."""
    if kind not in KINDS:
        raise Refused(f"‘{kind}’ is not a kind of document; choose one of {', '.join(KINDS)}.")
    with project.operation("Change the kind of a document", coder) as session:
        session.get_one(Document, document).kind = kind


def change_date(project: Project, document: str, date: str | None, coder: str) -> None:
    """Say when a document is from: a day or a month as people write them, or (None) that it is not
    known.
    """
    iso = date
    if date is not None:
        day, month = (corrections.understand_date(date, exact) for exact in ("day", "month"))
        iso = (day or month or corrections.Dated(None, "unknown")).date
        if iso is None or iso.startswith("--"):
            said = " ".join(date.split())
            raise Refused(f"‘{said}’ is no date with its year; write 2025-03-18, or 2025-03.")
    with project.operation("Change the date of a document", coder) as session:
        _get(session, document).date = iso


def change_language(project: Project, document: str, language: str | None, coder: str) -> None:
    """Say which language a document is in, by its code (``en``), or (None) that it is not known."""
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise Refused(f"‘{language}’ is not the code of a language; write en, de, or another.")
    with project.operation("Change the language of a document", coder) as session:
        _get(session, document).language = language


def move(project: Project, documents: list[str], folder: str | None, coder: str) -> None:
    """Put documents into a folder, or (None) at the top."""
    with project.operation("Move documents", coder) as session:
        for uid in documents:
            session.get_one(Document, uid).folder = folder


def delete(project: Project, documents: list[str], coder: str) -> None:
    """Delete documents with their codings and memos; undo brings all of it back."""
    with project.operation("Delete documents", coder) as session:
        for uid in documents:
            session.delete(_get(session, uid))


def _get(session: Session, uid: str) -> Document:
    found = session.get(Document, uid)
    if found is None:
        raise NotFound(f"There is no document {uid}.")
    return found


def add_folder(project: Project, name: str, coder: str, parent: str | None = None) -> str:
    """Make a folder. Returns its uid."""
    name = _expect_name(name, "folder")
    uid = mint()
    with project.operation(f"Add folder ‘{name}’", coder) as session:
        same = select(Folder.uid).where(Folder.parent.is_(parent), Folder.name == name)
        if session.scalars(same).first() is not None:
            raise Refused(f"There is a folder ‘{name}’ here already.")
        session.add(Folder(uid=uid, parent=parent, name=name))
    return uid


def rename_folder(project: Project, folder: str, name: str, coder: str) -> None:
    """Give a folder another name."""
    name = _expect_name(name, "folder")
    with project.operation(f"Rename folder to ‘{name}’", coder) as session:
        session.get_one(Folder, folder).name = name


def move_folder(project: Project, folder: str, parent: str | None, coder: str) -> None:
    """Put a folder into another one, or (None) at the top."""
    with project.operation("Move folder", coder) as session:
        above = parent
        while above is not None:
            if above == folder:
                raise Refused("A folder cannot be put into itself.")
            above = session.get_one(Folder, above).parent
        session.get_one(Folder, folder).parent = parent


def delete_folder(project: Project, folder: str, coder: str) -> None:
    """Delete a folder with all that is in it; undo brings all of it back."""
    with project.operation("Delete folder", coder) as session:
        for inner in _within(session, folder):
            for document in session.scalars(select(Document).where(Document.folder == inner)):
                session.delete(document)
            session.delete(session.get_one(Folder, inner))


def _within(session: Session, folder: str) -> list[str]:
    inside = [folder]
    for uid in inside:
        inside += session.scalars(select(Folder.uid).where(Folder.parent == uid))
    return inside


def _expect_name(name: str, what: str) -> str:
    name = " ".join(name.replace("\0", " ").split())
    if not name:
        raise Refused(f"A {what} needs a name.")
    return name


def mark_read(project: Project, document: str, coder: str, up_to: int | None = None) -> None:
    """Record how far a coder has read: to a code point, or (None) to the end. 0 takes the mark off.

    Recorded in the history, but nothing that undo would take back.
    """
    label = "Mark as not read" if up_to == 0 else "Mark as read"
    with project.operation(label, coder, "mark") as session:
        sha = _get(session, document).text_sha
        length = session.scalars(select(Text.length).where(Text.sha == sha)).one()
        where = select(Reading).where(Reading.document == document, Reading.coder == coder)
        reading = session.scalars(where).first()
        if up_to == 0:
            if reading is not None:
                session.delete(reading)
            return
        if reading is None:
            reading = Reading(uid=mint(), document=document, coder=coder)
            session.add(reading)
        reading.up_to = length if up_to is None else max(0, min(up_to, length))
        reading.done = reading.up_to == length


def read_passage(project: Project, document: str, span: Span, coder: str) -> None:
    """Record that a coder read one passage by itself, wherever they have got to in the document;
    once is enough. Raises Refused where the span has no words of the text.
    """
    with project.operation("Read a passage", coder) as session:
        sha = _get(session, document).text_sha
        body = text_body(session, sha)
        if not (0 <= span.start < span.stop <= len(body) and span.of(body).strip()):
            raise Refused("There are no words in that passage.")
        same = select(PassageRead).where(
            PassageRead.document == document,
            PassageRead.coder == coder,
            PassageRead.start == span.start,
            PassageRead.stop == span.stop,
        )
        if session.scalars(same).first() is None:
            session.add(
                PassageRead(
                    document=document,
                    text_sha=sha,
                    start=span.start,
                    stop=span.stop,
                    coder=coder,
                    created=now(),
                )
            )
