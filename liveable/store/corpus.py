"""What the corpus tree shows: folders and documents in order, how far a coder has read, and what is
known of one document.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core import codetree, folding
from liveable.core.codetree import Branch
from liveable.store.queries import natural as unremembered

# The corpus is put in order anew at every mark of reading.
natural = lru_cache(maxsize=8192)(unremembered)


class FolderRow(NamedTuple):
    """A folder as it is kept."""

    uid: str
    parent: str | None
    name: str


class CorpusRow(NamedTuple):
    """A document with how far one coder has read: to ``up_to`` of ``length``, or to the end."""

    uid: str
    name: str
    kind: str
    folder: str | None
    words: int
    length: int
    up_to: int
    done: bool

    @property
    def share(self) -> float:
        """The part of it that is read, 0 to 1."""
        return 1.0 if self.done else min(1.0, self.up_to / self.length) if self.length else 0.0


@dataclass(frozen=True, slots=True)
class Corpus:
    """Folders and documents by uid, and what lies in each folder (in None: at the top), in order.

    ``order`` names all documents as they follow each other in the tree.
    """

    folders: Mapping[str, FolderRow]
    documents: Mapping[str, CorpusRow]
    children: Mapping[str | None, tuple[str, ...]]
    order: tuple[str, ...]

    def within(self, folder: str | None) -> list[str]:
        """The documents of a folder and all below it, in order."""
        found: list[str] = []
        stack = list(reversed(self.children.get(folder, ())))
        while stack:
            uid = stack.pop()
            if uid in self.documents:
                found.append(uid)
            stack += reversed(self.children.get(uid, ()))
        return found

    def parent(self, uid: str) -> str | None:
        """The folder that a folder or document lies in."""
        folder = self.folders.get(uid)
        return folder.parent if folder is not None else self.documents[uid].folder

    def apart(self, uids: Iterable[str]) -> tuple[list[str], list[str]]:
        """The documents and the folders among these, but for those that lie in another of them."""
        chosen = {uid for uid in uids if uid in self.documents or uid in self.folders}
        outer = []
        for uid in sorted(chosen):
            above = self.parent(uid)
            while above is not None and above not in chosen:
                above = self.parent(above)
            if above is None:
                outer.append(uid)
        return (
            [uid for uid in outer if uid in self.documents],
            [uid for uid in outer if uid in self.folders],
        )

    def read(self, folder: str | None) -> tuple[int, int]:
        """How many documents of a folder and all below it are read, of how many."""
        inside = self.within(folder)
        return sum(self.documents[uid].done for uid in inside), len(inside)


def corpus(session: Session, coder: str) -> Corpus:
    """The whole corpus as one coder has read it."""
    folders = [FolderRow(*row) for row in session.execute(_FOLDERS)]
    documents = [
        CorpusRow._make((*row[:-1], bool(row[-1])))
        for row in session.execute(_DOCUMENTS, {"coder": coder})
    ]
    return arranged(folders, documents)


_FOLDERS = text("SELECT uid, parent, name FROM folder")
_DOCUMENTS = text(
    "SELECT d.uid, d.name, d.kind, d.folder, t.words, t.length, coalesce(r.up_to, 0), "
    "coalesce(r.done, 0) FROM document d JOIN text t ON t.sha = d.text_sha "
    "LEFT JOIN reading r ON r.document = d.uid AND r.coder = :coder"
)


def arranged(folders: Iterable[FolderRow], documents: Iterable[CorpusRow]) -> Corpus:
    """Put folders and documents in order: folders first, each by name as people count.

    A folder inside itself, or inside one that is missing, comes to the top, and so does a document
    whose folder is missing: nothing may fall out of sight.
    """
    by_name = sorted(folders, key=lambda row: (natural(row.name), row.uid))
    tree = codetree.build(Branch(row.uid, row.parent, n, row.name) for n, row in enumerate(by_name))
    known = {row.uid: row._replace(parent=tree.parent[row.uid]) for row in by_name}
    children: dict[str | None, list[str]] = {k: list(v) for k, v in tree.children.items()}
    rows: dict[str, CorpusRow] = {}
    for row in sorted(documents, key=lambda row: (natural(row.name), row.uid)):
        folder = row.folder if row.folder in known else None
        rows[row.uid] = row._replace(folder=folder)
        children.setdefault(folder, []).append(row.uid)
    return _ordered(known, rows, {k: tuple(v) for k, v in children.items()})


def _ordered(
    folders: Mapping[str, FolderRow],
    documents: Mapping[str, CorpusRow],
    children: Mapping[str | None, tuple[str, ...]],
) -> Corpus:
    unordered = Corpus(folders, documents, children, ())
    return Corpus(folders, documents, children, tuple(unordered.within(None)))


def narrowed(whole: Corpus, wanted: str, among: Container[str] | None = None) -> Corpus:
    """The corpus with only the documents whose name, or a folder of theirs, has all these words;
    perhaps only ``among`` these.

    A word may be part of one; folders that hold nothing found are left out, unless named so.
    """
    words = folding.fold(wanted).split()
    if not words and among is None:
        return whole
    kept: dict[str | None, list[str]] = {}

    def keep(parent: str | None, above: str) -> bool:
        """Keep what fits below a folder; says whether anything did."""
        for uid in whole.children.get(parent, ()):
            folder = whole.folders.get(uid)
            name = (folder or whole.documents[uid]).name
            said = f"{above} {folding.fold(name)}"
            fits = all(word in said for word in words)
            if among is not None:
                fits = fits and uid in among
            if (folder is not None and keep(uid, said)) or fits:
                kept.setdefault(parent, []).append(uid)
        return parent in kept

    keep(None, "")
    return _ordered(whole.folders, whole.documents, {k: tuple(v) for k, v in kept.items()})


def coding_counts(session: Session, only: str | None = None) -> dict[str, int]:
    """How many codings each coded document has, by anybody or by one coder ``only``."""
    counted = _COUNTS if only is None else _COUNTS_OF_ONE
    return {uid: n for uid, n in session.execute(counted, {"only": only})}


_COUNTS = text("SELECT document, count(*) FROM coding GROUP BY document")
_COUNTS_OF_ONE = text("SELECT document, count(*) FROM coding WHERE coder = :only GROUP BY document")


class Weight(NamedTuple):
    """What goes with documents when they are deleted."""

    documents: int
    codings: int
    rows: int


def weight(session: Session, documents: Iterable[str], folders: Iterable[str] = ()) -> Weight:
    """What deleting documents, and folders with all that is in them, would take along."""
    values = {
        "documents": json.dumps(sorted(documents)),
        "folders": json.dumps(sorted(folders)),
    }
    return Weight(*session.execute(_WEIGHT, values).one())


_WEIGHT = text(
    "WITH RECURSIVE inside(uid) AS (SELECT value FROM json_each(:folders) "
    "UNION SELECT f.uid FROM folder f JOIN inside ON f.parent = inside.uid), "
    "gone(uid) AS (SELECT value FROM json_each(:documents) "
    "UNION SELECT d.uid FROM document d JOIN inside ON d.folder = inside.uid), "
    "counted(codings, turns) AS (SELECT "
    "(SELECT count(*) FROM coding WHERE document IN (SELECT uid FROM gone)), "
    "(SELECT count(*) FROM turn WHERE document IN (SELECT uid FROM gone))) "
    "SELECT (SELECT count(*) FROM gone), codings, "
    "codings + turns + (SELECT count(*) FROM gone) FROM counted"
)


class SpeakerRow(NamedTuple):
    """A speaker of a document: the label, how many turns, what role, and who it is."""

    uid: str
    label: str
    role: str | None
    case: str | None
    case_name: str | None
    turns: int


class AttributeValue(NamedTuple):
    """An attribute with its value for a document and for the case it belongs to; empty for none.

    Where both have one the case's holds.
    """

    uid: str
    name: str
    type: str
    of_document: str
    of_case: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one document besides its text."""

    name: str
    kind: str
    case: str | None
    case_name: str | None
    language: str | None
    date: str | None
    file: str
    format: str
    encoding: str | None
    words: int
    paragraphs: int
    codings: int
    warnings: tuple[str, ...]
    speakers: tuple[SpeakerRow, ...]
    attributes: tuple[AttributeValue, ...]


def facts(session: Session, document: str, only: str | None = None) -> Facts | None:
    """What is known of a document, with the codings of one coder ``only`` counted or everybody's;
    None where there is none of that uid.
    """
    found = session.execute(_FACTS, {"document": document, "only": only}).first()
    if found is None:
        return None
    speakers = [SpeakerRow(*row) for row in session.execute(_SPEAKERS, {"document": document})]
    speakers.sort(key=lambda row: (row.role == "interviewer", natural(row.label), row.uid))
    values = session.execute(_ATTRIBUTES, {"document": document})
    row: dict[str, Any] = dict(found._mapping)
    row["warnings"] = tuple(json.loads(row["warnings"]))
    return Facts(
        **row,
        speakers=tuple(speakers),
        attributes=tuple(AttributeValue(*value) for value in values),
    )


_FACTS = text(
    'SELECT d.name, d.kind, d."case", k.name AS case_name, d.language, d.date, d.file, '
    "d.format, d.encoding, t.words, t.paragraphs, "
    "(SELECT count(*) FROM coding WHERE document = d.uid AND (:only IS NULL OR coder = :only)) "
    "AS codings, d.warnings "
    "FROM document d JOIN text t ON t.sha = d.text_sha "
    'LEFT JOIN "case" k ON k.uid = d."case" WHERE d.uid = :document'
)
_SPEAKERS = text(
    'SELECT s.uid, s.label, s.role, s."case", k.name, '
    "(SELECT count(*) FROM turn WHERE speaker = s.uid) FROM speaker s "
    'LEFT JOIN "case" k ON k.uid = s."case" WHERE s.document = :document'
)
_ATTRIBUTES = text(
    "SELECT a.uid, a.name, a.type, coalesce(v.value, ''), coalesce(w.value, '') FROM attribute a "
    "LEFT JOIN value v ON v.attribute = a.uid AND v.document = :document "
    'LEFT JOIN value w ON w.attribute = a.uid AND w."case" = '
    '(SELECT "case" FROM document WHERE uid = :document) '
    "ORDER BY a.position, a.name, a.uid"
)
