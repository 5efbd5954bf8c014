"""Texts: keeping one, and giving a document another version of its own.

A document's former texts stay in the project. Whatever stood on the one before is brought to where
its words are now (ops/edition.py), whoever's it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from liveable.core.edited import marks as marks_of
from liveable.core.reanchor import Anchors
from liveable.core.text import paragraphs, word_count
from liveable.core.transcript import Mark
from liveable.errors import Conflict
from liveable.ops import edition
from liveable.ops.edition import NewVersion, digest
from liveable.store import search
from liveable.store.connection import add_many, driver_cursor
from liveable.store.project import Project
from liveable.store.queries import text_body
from liveable.store.schema import Display, Text


def new_version(
    project: Project, document: str, body: str, coder: str, *, instead_of: str | None = None
) -> NewVersion:
    """Give a document an edited text and bring all that stands on it along, as one act.

    ``instead_of`` names the text (its hash) that was edited. Raises Refused where the text is blank
    or as it was, and Conflict where the document has another by now than the one that was edited.
    """
    with project.reading() as session:
        name = edition.name_of(session, document)
    with project.operation(f"Edit the text of ‘{name}’", coder) as session:
        if instead_of not in (None, edition.text_of(session, document)):
            raise Conflict(f"The text of ‘{name}’ was edited by somebody else meanwhile.")
        return edit_within(session, document, body)


def preview(session: Session, document: str, body: str) -> NewVersion:
    """What ``new_version`` would come to; nothing is written."""
    return edition.plan(session, document, body).done


def edit_within(session: Session, document: str, body: str) -> NewVersion:
    """``new_version`` within an open operation."""
    planned = edition.plan(session, document, body)
    keep(session, planned.transcript.text, planned.transcript.marks)
    edition.write(session, planned)
    return planned.done


def keep(session: Session, body: str, marks: Iterable[Mark]) -> str:
    """Keep a canonical text (once, whoever has it) with its paragraphs, its search index and its
    formatting. Returns its hash.
    """
    sha = digest(body)
    cursor = driver_cursor(session.connection())
    if cursor.execute("SELECT 1 FROM text WHERE sha = ?", (sha,)).fetchone():
        return sha
    lines = paragraphs(body)
    counts = {"length": len(body), "words": word_count(body), "paragraphs": len(lines)}
    add_many(session, Text, [{"sha": sha, "body": body} | counts])
    search.add_text(session.connection(), sha, body, lines)
    levels = {(m.start, m.stop, m.style): m.level for m in marks}
    add_many(
        session,
        Display,
        [
            {"text_sha": sha, "start": start, "stop": stop, "style": style, "level": level}
            for (start, stop, style), level in levels.items()
        ],
    )
    return sha


def keep_edited(session: Session, body: str, before: str) -> str:
    """Keep an edited text with the formatting of the one before it (its hash). Returns its hash."""
    anchors = Anchors(text_body(session, before), body)
    return keep(session, body, marks_of(edition.marks(session, before), anchors))
