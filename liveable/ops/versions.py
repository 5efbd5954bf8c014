"""A file that came again with other words: as a new version of the document it was."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core.transcript import Original, Role, Transcript
from liveable.core.versions import ENOUGH, share
from liveable.ops import documents, edition, reread, texts
from liveable.ops.documents import Known
from liveable.ops.edition import NewVersion
from liveable.store import queries
from liveable.store.project import Project
from liveable.store.schema import Document


def former(session: Session, text: str, file: str, within: Sequence[str] = ()) -> Known | None:
    """The document of which a text, read from a file of that name, is a version: one that came from
    a file called the same and has largely the same words; of several, one in the folder named by
    ``within``, or else the one most alike.
    """
    asked = select(Document.uid, Document.name, Document.folder, Document.text_sha)
    rows = session.execute(asked.where(Document.file == file)).all()
    paths = queries.folder_paths(session) if rows else {}
    found = []
    for uid, name, folder, sha in rows:
        alike = share(queries.text_body(session, sha), text)
        if alike >= ENOUGH:
            found.append((paths.get(folder or "", ()) == tuple(within), alike, uid, name))
    if not found:
        return None
    _, _, uid, name = max(found)
    return Known(uid, name)


def read_otherwise(session: Session, document: str, transcript: Transcript) -> bool:
    """Whether a document's file, read once more, was read in another encoding than it was then."""
    return session.get_one(Document, document).encoding != transcript.encoding


def bring_in(
    project: Project, document: str, transcript: Transcript, original: Original, coder: str
) -> NewVersion:
    """Give a document what was read from a file as its new version, as one act.

    Words, formatting, speakers, turns and entries become the file's, and its original is kept;
    codings, verdicts and marks of reading go where their words are. Name, kind, folder, case,
    memos, and what is known of speakers called the same, stay. Raises Refused for a text without
    words.
    """
    with project.reading() as session:
        name = documents.name_of(session, document)
    with project.operation(f"New version of ‘{name}’ from {original.name}", coder) as session:
        documents.keep_original(session, original)
        found = _known(session, document, transcript)
        if found.text == reread.as_transcript(session, document).text:
            done = NewVersion()
            reread.put_parts(session, document, found)
        else:
            planned = edition.plan(session, document, found.text, found)
            texts.keep(session, found.text, found.marks)
            edition.write(session, planned)
            done = planned.done
        row = session.get_one(Document, document)
        row.original_sha, row.file = original.sha256, original.name
        row.format, row.encoding = transcript.format, transcript.encoding
        row.language = transcript.language or row.language
        row.warnings = json.dumps(transcript.warnings, ensure_ascii=False)
    return done


def _known(session: Session, document: str, transcript: Transcript) -> Transcript:
    """A transcript whose speakers do what is known of those called the same."""
    before = reread.as_transcript(session, document).speakers
    roles: Mapping[str, Role] = {one.label: one.role for one in before if one.role}
    speakers = tuple(replace(s, role=roles.get(s.label, s.role)) for s in transcript.speakers)
    return replace(transcript, speakers=speakers)
