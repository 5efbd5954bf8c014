"""Things by the names people use: a document, code, coder, folder, case or attribute by name, path
or uid.

Case, accents, spaces and the form of apostrophes count only between names that are else the same. A
name that fits several things is refused with the choices, one that fits none with the names that
begin so or come nearest.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.folding import alike
from liveable.errors import Ambiguous, NotFound
from liveable.store import queries

_SHOWN = 5


def _near(name: str) -> str:
    return re.sub(r"\s*/\s*", "/", alike(name))


_SAME: tuple[Callable[[str], str], ...] = (str, _near)  # what makes two names one, strictest first


def document(session: Session, name: str) -> str:
    """The uid of a document by its name, the end of its path with folders, its file's name (alone
    or with folders), or its uid.
    """
    rows = session.execute(text("SELECT uid, name, file, folder FROM document")).all()
    folders = queries.folder_paths(session)
    paths = {r.uid: "/".join((*folders.get(r.folder, ()), r.name)) for r in rows}
    by_name = [(r.uid, _ends((*folders.get(r.folder, ()), r.name))) for r in rows]
    by_file = [(r.uid, _ends((*folders.get(r.folder, ()), r.file))) for r in rows]
    return _one("document", name, [by_name, by_file], paths)


def code(session: Session, name: str) -> str:
    """The uid of a code by its name, the end of its path (``Parent/Child``), its short name, or its
    uid.
    """
    rows = queries.codes(session)
    paths = {r.uid: "/".join(r.path) for r in rows}
    by_name = [(r.uid, (r.name, r.short)) for r in rows]
    by_path = [(r.uid, _ends(r.path)) for r in rows]
    return _one("code", name, [by_name, by_path], paths)


def coder(session: Session, name: str) -> str:
    """The uid of a coder by name or uid."""
    return _named(session, "coder", name)


def coders(session: Session, name: str) -> list[str]:
    """The uids of all coders a name fits; none where nobody is called so."""
    rows = session.execute(text("SELECT uid, name FROM coder")).all()
    for same in _SAME:
        found = [r.uid for r in rows if r.uid == name or same(r.name) == same(name)]
        if found:
            return found
    return []


def folder(session: Session, name: str) -> str:
    """The uid of a folder by name, path or uid."""
    paths = queries.folder_paths(session)
    names = [(uid, _ends(path)) for uid, path in paths.items()]
    return _one("folder", name, [names], {uid: "/".join(path) for uid, path in paths.items()})


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


def _ends(path: Sequence[str]) -> tuple[str, ...]:
    """All of a path, and what is left of it without its first, second … part."""
    return tuple("/".join(path[i:]) for i in range(len(path)))


def _one(what: str, wanted: str, tiers: Sequence[Names], shown: Mapping[str, str]) -> str:
    """The one thing called so: exactly in the first tier that knows it, else nearly."""
    if wanted in shown:
        return wanted
    if not wanted.strip():
        raise NotFound(f"Say which {what}: its name is empty.")
    for same in _SAME:
        for names in tiers:
            found = [uid for uid, called in names if same(wanted) in map(same, called)]
            if len(found) == 1:
                return found[0]
            if found:
                raise Ambiguous(_choices(what, wanted, found, shown))
    raise NotFound(f"There is no {what} called ‘{wanted}’{_perhaps(wanted, tiers, shown)}.")


def _choices(what: str, wanted: str, found: Sequence[str], shown: Mapping[str, str]) -> str:
    choices = "; ".join(f"{shown[uid]} ({uid})" for uid in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    paths = [shown[uid] for uid in found]
    telling = next((p for p in paths if "/" in p and paths.count(p) == 1), None)
    how = f"its path, like ‘{telling}’, or by its uid" if telling else "its uid"
    return f"There are {len(found)} {what}s called ‘{wanted}’: {choices}{more}. Say which by {how}."


def _perhaps(wanted: str, tiers: Sequence[Names], shown: Mapping[str, str]) -> str:
    """What begins with the name or, failing that, comes near it."""
    known = {_near(name): shown[uid] for names in tiers for uid, called in names for name in called}
    begun = [path for name, path in known.items() if name.startswith(_near(wanted))]
    close = begun or [known[n] for n in difflib.get_close_matches(_near(wanted), known, n=3)]
    names = [f"‘{path}’" for path in dict.fromkeys(close)]
    if len(names) > _SHOWN:
        names = [*names[:_SHOWN], f"{len(names) - _SHOWN} more"]
    return f"; perhaps {' or '.join(names)}" if names else ""
