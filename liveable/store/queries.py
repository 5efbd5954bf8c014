"""What lists and reports show: plain rows out of a project, never its live objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core import codetree, folding
from liveable.core.codetree import Branch, CodeTree
from liveable.core.query import EVERYTHING, Query
from liveable.store.inside import inside, passing


class DocumentRow(NamedTuple):
    """A document with its counts; ``read`` tells whether somebody has read it to the end."""

    uid: str
    name: str
    kind: str
    folder: str | None
    case: str | None
    text_sha: str
    language: str | None
    words: int
    paragraphs: int
    codings: int
    read: bool


class CodingRow(NamedTuple):
    """A coding as it is kept, with the names a list shows beside it.

    ``case`` is the case of the speaker at its start, else of its document; ``paragraph`` the number
    of the paragraph it starts in (0 before the first).
    """

    uid: str
    document: str
    document_name: str
    text_sha: str
    start: int
    stop: int
    code: str
    coder: str
    coder_name: str
    created: str
    origin: str
    star: bool
    weight: int | None
    case: str | None
    speaker: str | None
    paragraph: int


class Excerpt(NamedTuple):
    """A coding and its words."""

    coding: CodingRow
    text: str


class CodeRow(NamedTuple):
    """A code with its place in the tree and how often it was used, alone and with all below it."""

    uid: str
    parent: str | None
    name: str
    short: str
    path: tuple[str, ...]
    children: int
    codings: int
    subtree_codings: int
    codable: bool
    status: str
    colour: str
    key: str = ""


class HistoryRow(NamedTuple):
    """An operation with the number of rows it changed in each table."""

    seq: int
    uid: str
    kind: str
    label: str
    coder: str
    coder_name: str | None
    at: str
    undoes: str | None
    tables: dict[str, int]


def documents(session: Session) -> list[DocumentRow]:
    """All documents, by name as people count (2 before 10)."""
    rows = session.execute(
        text(
            'SELECT d.uid, d.name, d.kind, d.folder, d."case", d.text_sha, d.language, t.words, '
            "t.paragraphs, (SELECT count(*) FROM coding WHERE document = d.uid), "
            "EXISTS (SELECT 1 FROM reading WHERE document = d.uid AND done) "
            "FROM document d JOIN text t ON t.sha = d.text_sha"
        )
    )
    found = [DocumentRow._make((*row[:-1], bool(row[-1]))) for row in rows]
    return sorted(found, key=lambda d: (natural(d.name), d.uid))


def any_documents(session: Session, uid: str | None = None) -> bool:
    """Whether there is any document, or the one of a uid."""
    asked = text("SELECT EXISTS (SELECT 1 FROM document WHERE :uid IS NULL OR uid = :uid)")
    return bool(session.scalar(asked, {"uid": uid}))


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """A sorting key by which "M2" comes before "M10", and "m2" beside "M2"."""
    digits = False
    parts: list[tuple[int, int | str]] = []
    word = ""
    for character in [*folding.fold(name), ""]:
        is_digit = character.isascii() and character.isdigit()
        if word and (is_digit != digits or not character):
            parts.append((0, int(word)) if digits else (1, word))
            word = ""
        digits = is_digit
        word += character
    return tuple(parts)


def folder_paths(session: Session) -> dict[str, tuple[str, ...]]:
    """The names from the top down of every folder."""
    rows = session.execute(text("SELECT uid, parent, 0, name FROM folder"))
    return codetree.build(Branch(*row) for row in rows).path


def code_tree(session: Session) -> CodeTree:
    """The codebook's hierarchy."""
    rows = session.execute(text("SELECT uid, parent, position, name FROM code"))
    return codetree.build(Branch(*row) for row in rows)


def codes(session: Session, only: str | None = None) -> list[CodeRow]:
    """All codes in tree order; with ``only`` that coder's codings alone are counted."""
    tree = code_tree(session)
    counted = _CODE_COUNTS if only is None else _CODE_COUNTS_OF_ONE
    counts = {uid: n for uid, n in session.execute(counted, {"only": only})}
    below: dict[str, int] = {}
    for uid in reversed(tree.order):
        below[uid] = counts.get(uid, 0) + sum(below[c] for c in tree.children.get(uid, ()))
    rows = {row.uid: row for row in session.execute(_CODES)}
    return [
        CodeRow(
            uid=uid,
            parent=tree.parent[uid],
            name=rows[uid].name,
            short=rows[uid].short,
            path=tree.path[uid],
            children=len(tree.children.get(uid, ())),
            codings=counts.get(uid, 0),
            subtree_codings=below[uid],
            codable=bool(rows[uid].codable),
            status=rows[uid].status,
            colour=rows[uid].colour,
            key=rows[uid].key,
        )
        for uid in tree.order
    ]


_CODE_COUNTS = text("SELECT code, count(*) FROM coding GROUP BY code")
_CODE_COUNTS_OF_ONE = text("SELECT code, count(*) FROM coding WHERE coder = :only GROUP BY code")
_CODES = text("SELECT uid, name, short, codable, status, colour, key FROM code")


def codings(
    session: Session, query: Query = EVERYTHING, among: Iterable[str] | None = None
) -> list[CodingRow]:
    """The codings a query chooses, in order of document name, place and code; perhaps only among
    these (uids).
    """
    if query.text:
        return [excerpt.coding for excerpt in excerpts(session, query, among)]
    return _codings(session, query, among)


def excerpts(
    session: Session, query: Query = EVERYTHING, among: Iterable[str] | None = None
) -> list[Excerpt]:
    """The same with their words."""
    wanted = folding.phrase(query.text) if query.text else None
    if query.text and wanted is None:
        return []
    pattern = wanted.pattern() if wanted else None
    found = []
    for row, words in with_words(session, _codings(session, query, among)):
        if pattern is None or pattern.search(folding.fold(words)):
            found.append(Excerpt(row, words))
    return found


def with_words(session: Session, rows: Iterable[CodingRow]) -> Iterator[tuple[CodingRow, str]]:
    """Each coding with its words; a text is fetched once for codings that follow each other."""
    sha, body = None, ""
    for row in rows:
        if row.text_sha != sha:
            sha, body = row.text_sha, text_body(session, row.text_sha)
        yield row, body[row.start : row.stop]


def text_body(session: Session, sha: str) -> str:
    """A canonical text by its hash."""
    found = session.execute(text("SELECT body FROM text WHERE sha = :sha"), {"sha": sha})
    body: str = found.scalar_one()
    return body


def document_text(session: Session, document: str) -> str:
    """The canonical text of a document."""
    found = session.execute(
        text("SELECT body FROM text JOIN document d ON d.text_sha = sha WHERE d.uid = :uid"),
        {"uid": document},
    )
    body: str = found.scalar_one()
    return body


def coder_name(session: Session, uid: str) -> str | None:
    """A coder's name; None where nobody has this uid."""
    found = session.execute(text("SELECT name FROM coder WHERE uid = :uid"), {"uid": uid})
    name: str | None = found.scalar()
    return name


def _codings(session: Session, query: Query, among: Iterable[str] | None = None) -> list[CodingRow]:
    conditions, values = ["1"], {}
    if query.attributes:  # fewer to look up speakers for; documents are no way to find them by
        values["inside"] = json.dumps(sorted(inside(session, query.attributes).documents))
        conditions.append("+c.document IN (SELECT value FROM json_each(:inside))")
    few = "+" if among is not None else ""  # then no other index is worth using
    for column, chosen in (
        ("c.uid", among),
        (f"{few}c.code", _chosen_codes(session, query)),
        (f"{few}c.document", query.documents),
        ("c.coder", query.coders),
        ("c.origin", query.origins),
    ):
        if chosen is not None:
            name = column.rpartition(".")[2]
            conditions.append(f"{column} IN (SELECT value FROM json_each(:{name}))")
            values[name] = json.dumps(sorted(chosen))
    rows = session.execute(text(_CODINGS + " AND ".join(conditions) + ")"), values)
    found = [CodingRow(*row) for row in rows]
    if query.cases is not None:
        found = [row for row in found if row.case in query.cases]
    if query.attributes:
        passed = passing(session, query.attributes)
        found = [row for row in found if passed(row.case, row.document)]
    names = {d: natural(n) for d, n in {(row.document, row.document_name) for row in found}}

    def place(row: CodingRow) -> tuple[object, ...]:
        return names[row.document], row.document, row.start, row.stop, row.code, row.uid

    return sorted(found, key=place)


# Speaker and paragraph at the coding's start: the last one that begins no later.
_CODINGS = """
SELECT uid, document, document_name, text_sha, start, stop, code, coder, coder_name, created,
    origin, star, weight, coalesce(speaker_case, document_case), speaker, coalesce(paragraph, 0)
FROM (
    SELECT c.*, d.name AS document_name, d."case" AS document_case, k.name AS coder_name,
        s."case" AS speaker_case, s.label AS speaker,
        (SELECT number FROM paragraph p WHERE p.text_sha = c.text_sha AND p.start <= c.start
            ORDER BY p.start DESC LIMIT 1) AS paragraph
    FROM coding c
    JOIN document d ON d.uid = c.document
    JOIN coder k ON k.uid = c.coder
    LEFT JOIN turn t ON t.stop > c.start AND t.uid = (
        SELECT uid FROM turn WHERE document = c.document AND start <= c.start
        ORDER BY start DESC LIMIT 1)
    LEFT JOIN speaker s ON s.uid = t.speaker
    WHERE """


def _chosen_codes(session: Session, query: Query) -> frozenset[str] | None:
    if query.codes is None or not query.subtree:
        return query.codes
    tree = code_tree(session)
    return tree.within(query.codes & tree.path.keys())


def history(session: Session, limit: int | None = None) -> list[HistoryRow]:
    """Operations, latest first; at most ``limit`` of them."""
    rows = session.execute(_OPERATIONS, {"limit": limit or -1}).all()
    first = rows[-1].seq if rows else None
    tables: dict[int, dict[str, int]] = {}
    for operation, tbl, count in session.execute(_TABLES_TOUCHED, {"first": first}):
        tables.setdefault(operation, {})[tbl] = count
    return [HistoryRow._make((*row, tables.get(row.seq, {}))) for row in rows]


_OPERATIONS = text(
    "SELECT o.seq, o.uid, o.kind, o.label, o.coder, c.name, o.at, o.undoes FROM operation o "
    "LEFT JOIN coder c ON c.uid = o.coder ORDER BY o.seq DESC LIMIT :limit"
)
_TABLES_TOUCHED = text(
    'SELECT operation, tbl, count(DISTINCT "row") FROM change '
    "WHERE seq >= (SELECT first_change FROM operation WHERE seq = :first) "
    "GROUP BY operation, tbl ORDER BY operation, tbl"
)


def coding_memos(session: Session) -> dict[str, str]:
    """What the memos on each coding say, several below one another, by the coding's uid."""
    found: dict[str, list[str]] = {}
    for coding, words in session.execute(_CODING_MEMOS):
        found.setdefault(coding, []).append(words)
    return {coding: "\n".join(words) for coding, words in found.items()}


_CODING_MEMOS = text("SELECT coding, text FROM memo WHERE coding IS NOT NULL ORDER BY created, uid")


class CoderRow(NamedTuple):
    """A coder with the number of their codings."""

    uid: str
    name: str
    colour: str
    codings: int


def coders(session: Session) -> list[CoderRow]:
    """All coders, by name."""
    found = [CoderRow._make(row) for row in session.execute(_CODERS)]
    return sorted(found, key=lambda c: (natural(c.name), c.uid))


_CODERS = text(
    "SELECT k.uid, k.name, k.colour, count(c.uid) FROM coder k "
    "LEFT JOIN coding c ON c.coder = k.uid GROUP BY k.uid"
)


def coder_colours(session: Session) -> list[tuple[str, str, str]]:
    """Every coder's uid, name and stored colour, for ``core.faces``."""
    return [(row.uid, row.name, row.colour) for row in session.execute(_CODER_COLOURS)]


_CODER_COLOURS = text("SELECT uid, name, colour FROM coder")


def recent_codes(session: Session, coder: str, most: int = 9) -> list[str]:
    """The codes a coder coded with last and still may code with, latest first."""
    rows = session.execute(_RECENT_CODES, {"coder": coder, "most": most})
    return [uid for (uid,) in rows]


_RECENT_CODES = text(
    "SELECT c.code FROM coding c JOIN code k ON k.uid = c.code AND k.codable "
    "AND k.status <> 'retired' WHERE c.coder = :coder GROUP BY c.code "
    "ORDER BY max(c.created) DESC, c.code LIMIT :most"
)
