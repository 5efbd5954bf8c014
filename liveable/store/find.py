"""Things by the names people use: a document, code, coder, folder, case or attribute by name, path
or uid.

A name that fits several things is refused with the choices, one that fits none with the nearest
names there are.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.errors import Ambiguous, NotFound
from liveable.store import queries

_SHOWN = 5


def document(session: Session, name: str) -> str:
    """The uid of a document by its name, its path with folders, its file's name, or its uid."""
    rows = session.execute(text("SELECT uid, name, file, folder FROM document")).all()
    folders = queries.folder_paths(session)
    paths = {r.uid: "/".join((*folders.get(r.folder, ()), r.name)) for r in rows}
    by_name = [(r.uid, (r.name, paths[r.uid])) for r in rows]
    by_file = [(r.uid, (r.file,)) for r in rows]
    return _one("document", name, [by_name, by_file], paths)


def code(session: Session, name: str) -> str:
    """The uid of a code by its name, the end of its path (``Parent/Child``), its short name, or its
    uid.
    """
    rows = queries.codes(session)
    paths = {r.uid: "/".join(r.path) for r in rows}
    by_name = [(r.uid, (r.name, r.short)) for r in rows]
    by_path = [(r.uid, tuple("/".join(r.path[i:]) for i in range(len(r.path) - 1))) for r in rows]
    return _one("code", name, [by_name, by_path], paths)


def coder(session: Session, name: str) -> str:
    """The uid of a coder by name or uid."""
    return _named(session, "coder", name)


def folder(session: Session, name: str) -> str:
    """The uid of a folder by name, path or uid."""
    paths = {uid: "/".join(path) for uid, path in queries.folder_paths(session).items()}
    names = [(uid, (path, path.rpartition("/")[2])) for uid, path in paths.items()]
    return _one("folder", name, [names], paths)


def case(session: Session, name: str) -> str:
    """The uid of a case by name or uid."""
    return _named(session, "case", name)


def attribute(session: Session, name: str) -> str:
    """The uid of an attribute by name or uid."""
    return _named(session, "attribute", name)


def _named(session: Session, table: str, name: str) -> str:
    rows = session.execute(text(f'SELECT uid, name FROM "{table}"')).all()
    return _one(table, name, [[(r.uid, (r.name,)) for r in rows]], {r.uid: r.name for r in rows})


Names = Sequence[tuple[str, tuple[str, ...]]]


def _one(what: str, wanted: str, tiers: Sequence[Names], shown: Mapping[str, str]) -> str:
    """The one thing called so: exactly in the first tier that knows it, else but for case."""
    if wanted in shown:
        return wanted
    for same in (str, str.casefold):
        for names in tiers:
            found = [uid for uid, called in names if same(wanted) in map(same, called)]
            if len(found) == 1:
                return found[0]
            if found:
                choices = "; ".join(f"{shown[uid]} ({uid})" for uid in found[:_SHOWN])
                more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
                raise Ambiguous(
                    f"There are {len(found)} {what}s called ‘{wanted}’: {choices}{more}. "
                    "Say which by its uid."
                )
    raise NotFound(f"There is no {what} called ‘{wanted}’{_nearest(wanted, shown.values())}.")


def _nearest(wanted: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(wanted, list(dict.fromkeys(names)), n=3, cutoff=0.6)
    return f"; perhaps {' or '.join(f'‘{name}’' for name in close)}" if close else ""
