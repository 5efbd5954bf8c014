"""Documents and folders together, as they are picked in the corpus tree: moving and deleting."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.errors import NotFound, Refused
from liveable.store.project import Project
from liveable.store.schema import Document, Folder


def move(
    project: Project, documents: list[str], folders: list[str], into: str | None, coder: str
) -> None:
    """Put documents and folders into a folder, or (None) at the top, as one act.

    Raises Refused where a folder would come to lie in itself.
    """
    with project.operation(_label("Move", documents, folders), coder) as session:
        above = into
        seen = set()
        while above is not None and above not in seen:
            if above in folders:
                raise Refused("A folder cannot be put into itself.")
            seen.add(above)
            above = _get(session, Folder, above).parent
        for uid in documents:
            _get(session, Document, uid).folder = into
        for uid in folders:
            _get(session, Folder, uid).parent = into


def delete(project: Project, documents: list[str], folders: list[str], coder: str) -> None:
    """Delete documents, and folders with all that is in them, as one act; undo brings all of it
    back, codings and memos too.
    """
    with project.operation(_label("Delete", documents, folders), coder) as session:
        inside = list(dict.fromkeys(folders))
        for uid in inside:
            _get(session, Folder, uid)
            below = session.scalars(select(Folder.uid).where(Folder.parent == uid))
            inside += [folder for folder in below if folder not in inside]
        held = (
            session.scalars(select(Document).where(Document.folder.in_(inside))) if inside else ()
        )
        gone = {uid: _get(session, Document, uid) for uid in documents}
        gone |= {document.uid: document for document in held}
        for document in gone.values():
            session.delete(document)
        session.flush()
        for uid in reversed(inside):
            session.delete(_get(session, Folder, uid))


def _label(verb: str, documents: list[str], folders: list[str]) -> str:
    said = [
        f"{len(uids)} {what}{'' if len(uids) == 1 else 's'}"
        for uids, what in ((documents, "document"), (folders, "folder"))
        if uids
    ]
    return f"{verb} {' and '.join(said) or 'nothing'}"


Found = TypeVar("Found", Document, Folder)


def _get(session: Session, kind: type[Found], uid: str) -> Found:
    found = session.get(kind, uid)
    if found is None:
        raise NotFound(f"There is no {kind.__name__.lower()} {uid}.")
    return found
