"""The tables of a project file. docs/file-format.md describes them for readers of the file.

Every row is named by a ``uid``. Tables in ``HISTORICAL`` are recorded change by change
(store/history.py); the others are derived from them or immutable. Spans are half-open, ``[start,
stop)``, in code points of a document's text. Times are ISO 8601 in UTC. References are checked at
commit, so that an undo may restore rows in any order.
"""

from __future__ import annotations

from sqlalchemy import REAL, CheckConstraint, ForeignKey, Index, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from liveable.store.columns import Row as Row
from liveable.store.columns import refers, span_check, uid_column
from liveable.store.team_tables import (
    Alias,
    Copy,
    Decided,
    Handout,
    Merged,
    TheirChange,
    TheirOperation,
)

APPLICATION_ID = 0x4C56424C  # "LVBL": how a project is told from any other SQLite file
VERSION = 3


class Project(Row):
    """One row: the project itself. ``settings`` is a JSON object."""

    __tablename__ = "project"
    uid: Mapped[str] = uid_column()
    name: Mapped[str]
    settings: Mapped[str] = mapped_column(default="{}")


class Coder(Row):
    """A person. The uid comes from their own settings, so two people of one name stay two."""

    __tablename__ = "coder"
    uid: Mapped[str] = uid_column()
    name: Mapped[str]
    colour: Mapped[str] = mapped_column(default="")


class Folder(Row):
    """A place for documents in the corpus tree."""

    __tablename__ = "folder"
    __table_args__ = (Index("folder_parent", "parent"),)
    uid: Mapped[str] = uid_column()
    parent: Mapped[str | None] = mapped_column(refers("folder.uid"))
    name: Mapped[str]


class Case(Row):
    """A participant, household or site that documents and speakers belong to."""

    __tablename__ = "case"
    uid: Mapped[str] = uid_column()
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="participant")


class Document(Row):
    """An interview, diary, focus group … Its former texts are its history.

    ``case`` is whose document it is; where several people speak, their speakers carry the cases.
    ``warnings`` is the JSON list of what its reader left out or doubted.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("document_folder", "folder"),
        Index("document_case", "case"),
        Index("document_text", "text_sha"),
        Index("document_original", "original_sha"),
    )
    uid: Mapped[str] = uid_column()
    name: Mapped[str]
    kind: Mapped[str]
    folder: Mapped[str | None] = mapped_column(refers("folder.uid"))
    case: Mapped[str | None] = mapped_column(refers("case.uid", "SET NULL"))
    text_sha: Mapped[str] = mapped_column(refers("text.sha"))
    original_sha: Mapped[str | None] = mapped_column(refers("blob.sha"))
    file: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="txt")
    encoding: Mapped[str | None]
    language: Mapped[str | None]
    date: Mapped[str | None]
    warnings: Mapped[str] = mapped_column(default="[]")


class Speaker(Row):
    """A label in one document, what it does there, and who it is."""

    __tablename__ = "speaker"
    __table_args__ = (Index("speaker_document", "document"), Index("speaker_case", "case"))
    uid: Mapped[str] = uid_column()
    document: Mapped[str] = mapped_column(refers("document.uid", "CASCADE"))
    label: Mapped[str]
    role: Mapped[str | None]
    case: Mapped[str | None] = mapped_column(refers("case.uid", "SET NULL"))


class Turn(Row):
    """One speaker's stretch; the words alone are ``[speech, stop)``."""

    __tablename__ = "turn"
    __table_args__ = (
        Index("turn_document", "document", "start"),
        Index("turn_speaker", "speaker"),
        span_check(),
    )
    uid: Mapped[str] = uid_column()
    document: Mapped[str] = mapped_column(refers("document.uid", "CASCADE"))
    start: Mapped[int]
    speech: Mapped[int]
    stop: Mapped[int]
    speaker: Mapped[str | None] = mapped_column(refers("speaker.uid", "SET NULL"))
    timestamp: Mapped[str | None]
    milliseconds: Mapped[int | None]


class Entry(Row):
    """One dated piece of a diary; ``date`` may be partial (core/transcript.py)."""

    __tablename__ = "entry"
    __table_args__ = (Index("entry_document", "document", "start"), span_check())
    uid: Mapped[str] = uid_column()
    document: Mapped[str] = mapped_column(refers("document.uid", "CASCADE"))
    start: Mapped[int]
    stop: Mapped[int]
    label: Mapped[str]
    date: Mapped[str | None]
    precision: Mapped[str]


class Reading(Row):
    """How far a coder has read a document."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("document", "coder"),)
    uid: Mapped[str] = uid_column()
    document: Mapped[str] = mapped_column(refers("document.uid", "CASCADE"))
    coder: Mapped[str] = mapped_column(refers("coder.uid"))
    up_to: Mapped[int] = mapped_column(default=0)
    done: Mapped[bool] = mapped_column(default=False)


class PassageRead(Row):
    """A passage that a coder read by itself, outside the flow of reading: one drawn by lot, say."""

    __tablename__ = "passage_read"
    __table_args__ = (Index("passage_read_document", "document", "start"), span_check())
    uid: Mapped[str] = uid_column()
    document: Mapped[str] = mapped_column(refers("document.uid", "CASCADE"))
    text_sha: Mapped[str] = mapped_column(refers("text.sha"))
    start: Mapped[int]
    stop: Mapped[int]
    coder: Mapped[str] = mapped_column(refers("coder.uid"))
    created: Mapped[str]


class ImportRule(Row):
    """A correction of speakers or dates, kept for the next files of the same kind (JSON)."""

    __tablename__ = "import_rule"
    uid: Mapped[str] = uid_column()
    kind: Mapped[str]
    rule: Mapped[str]


class Attribute(Row):
    """A fact asked of every case or document; ``type`` is text, number, boolean or date."""

    __tablename__ = "attribute"
    uid: Mapped[str] = uid_column()
    name: Mapped[str]
    type: Mapped[str] = mapped_column(default="text")
    position: Mapped[int] = mapped_column(default=0)


class Value(Row):
    """An attribute of one case or one document, written as text in the attribute's own form."""

    __tablename__ = "value"
    __table_args__ = (
        CheckConstraint('("case" IS NULL) <> (document IS NULL)'),
        UniqueConstraint("attribute", "case"),
        UniqueConstraint("attribute", "document"),
        Index("value_case", "case"),
        Index("value_document", "document"),
    )
    uid: Mapped[str] = uid_column()
    attribute: Mapped[str] = mapped_column(refers("attribute.uid", "CASCADE"))
    case: Mapped[str | None] = mapped_column(refers("case.uid", "CASCADE"))
    document: Mapped[str | None] = mapped_column(refers("document.uid", "CASCADE"))
    value: Mapped[str]


class Code(Row):
    """One code. ``short`` is the codebook's own short name, ``key`` a key of the keyboard.

    ``cues`` is a JSON object of lists: ``phrases``, ``lemmas``, ``banned`` and ``misleading``.
    """

    __tablename__ = "code"
    __table_args__ = (Index("code_parent", "parent"),)
    uid: Mapped[str] = uid_column()
    parent: Mapped[str | None] = mapped_column(refers("code.uid", "CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    short: Mapped[str] = mapped_column(default="")
    codable: Mapped[bool] = mapped_column(default=True)
    brief: Mapped[str] = mapped_column(default="")
    definition: Mapped[str] = mapped_column(default="")
    use_when: Mapped[str] = mapped_column(default="")
    not_when: Mapped[str] = mapped_column(default="")
    example: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(default="")
    key: Mapped[str] = mapped_column(default="")
    cues: Mapped[str] = mapped_column(default="{}")
    status: Mapped[str] = mapped_column(default="draft")


class Coding(Row):
    """One code on one span of one text by one coder.

    ``origin`` is hand, search, cue, learned, similar or imported. ``weight`` is 0 to 100 or unset.
    """

    __tablename__ = "coding"
    __table_args__ = (
        Index("coding_document", "document", "start"),
        Index("coding_code", "code"),
        span_check(),
    )
    uid: Mapped[str] = uid_column()
    document: Mapped[str] = mapped_column(refers("document.uid", "CASCADE"))
    text_sha: Mapped[str] = mapped_column(refers("text.sha"))
    start: Mapped[int]
    stop: Mapped[int]
    code: Mapped[str] = mapped_column(refers("code.uid", "CASCADE"))
    coder: Mapped[str] = mapped_column(refers("coder.uid"))
    created: Mapped[str]
    weight: Mapped[int | None]
    star: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[str] = mapped_column(default="hand")
    code_version: Mapped[str] = mapped_column(refers("code_version.sha"))


_TARGETS = ("document", "code", "coding", "case")


def _one_at_most(columns: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(" + ".join(f'("{c}" IS NOT NULL)' for c in columns) + " <= 1")


def _target_indexes(table: str, columns: tuple[str, ...]) -> tuple[Index, ...]:
    return tuple(Index(f"{table}_{c}", c) for c in columns)


class Memo(Row):
    """A note on a document, a code, a coding, a case or, with none of these, on the project."""

    __tablename__ = "memo"
    __table_args__ = (_one_at_most(_TARGETS), *_target_indexes("memo", _TARGETS))
    uid: Mapped[str] = uid_column()
    kind: Mapped[str] = mapped_column(default="note")
    text: Mapped[str]
    coder: Mapped[str] = mapped_column(refers("coder.uid"))
    created: Mapped[str]
    document: Mapped[str | None] = mapped_column(refers("document.uid", "CASCADE"))
    code: Mapped[str | None] = mapped_column(refers("code.uid", "CASCADE"))
    coding: Mapped[str | None] = mapped_column(refers("coding.uid", "CASCADE"))
    case: Mapped[str | None] = mapped_column(refers("case.uid", "CASCADE"))


class MemoLink(Row):
    """What else a memo speaks of."""

    __tablename__ = "memo_link"
    __table_args__ = (
        CheckConstraint(" + ".join(f'("{c}" IS NOT NULL)' for c in (*_TARGETS, "other")) + " = 1"),
        Index("memo_link_memo", "memo"),
        *_target_indexes("memo_link", (*_TARGETS, "other")),
    )
    uid: Mapped[str] = uid_column()
    memo: Mapped[str] = mapped_column(refers("memo.uid", "CASCADE"))
    document: Mapped[str | None] = mapped_column(refers("document.uid", "CASCADE"))
    code: Mapped[str | None] = mapped_column(refers("code.uid", "CASCADE"))
    coding: Mapped[str | None] = mapped_column(refers("coding.uid", "CASCADE"))
    case: Mapped[str | None] = mapped_column(refers("case.uid", "CASCADE"))
    other: Mapped[str | None] = mapped_column(refers("memo.uid", "CASCADE"))


class Verdict(Row):
    """What a person made of a suggestion; ``reasons`` is JSON, ``coding`` what an accepted one
    became.
    """

    __tablename__ = "verdict"
    __table_args__ = (
        Index("verdict_document", "document", "start"),
        Index("verdict_code", "code"),
        Index("verdict_coding", "coding"),
        span_check(),
    )
    uid: Mapped[str] = uid_column()
    document: Mapped[str] = mapped_column(refers("document.uid", "CASCADE"))
    text_sha: Mapped[str] = mapped_column(refers("text.sha"))
    start: Mapped[int]
    stop: Mapped[int]
    code: Mapped[str] = mapped_column(refers("code.uid", "CASCADE"))
    coder: Mapped[str] = mapped_column(refers("coder.uid"))
    created: Mapped[str]
    source: Mapped[str]
    score: Mapped[float] = mapped_column(REAL)
    reasons: Mapped[str] = mapped_column(default="[]")
    model: Mapped[str]
    verdict: Mapped[str]
    coding: Mapped[str | None] = mapped_column(refers("coding.uid", "SET NULL"))


class Query(Row):
    """A saved choice of codings (core/query.py as JSON)."""

    __tablename__ = "query"
    uid: Mapped[str] = uid_column()
    name: Mapped[str]
    query: Mapped[str]


# Outside the history: immutable texts and files named by hash, what is derived from them, and the
# history itself.


class Text(Row):
    """A canonical text with its counts; never changed, shared by documents that say the same."""

    __tablename__ = "text"
    sha: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    length: Mapped[int]
    words: Mapped[int]
    paragraphs: Mapped[int]


class Blob(Row):
    """A file as it came, zlib-compressed, named by the SHA-256 of what is inside."""

    __tablename__ = "blob"
    sha: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    packed: Mapped[bytes]


class Paragraph(Row):
    """A line of a text that is not blank; its id is its row in the search index."""

    __tablename__ = "paragraph"
    __table_args__ = (Index("paragraph_text", "text_sha", "start"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    text_sha: Mapped[str] = mapped_column(refers("text.sha"))
    number: Mapped[int]
    start: Mapped[int]
    stop: Mapped[int]


class Display(Row):
    """Formatting kept beside a text: bold, italic, heading, list or cell over a span."""

    __tablename__ = "display"
    __table_args__ = ({"sqlite_with_rowid": False},)
    text_sha: Mapped[str] = mapped_column(refers("text.sha"), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    stop: Mapped[int] = mapped_column(primary_key=True)
    style: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[int] = mapped_column(default=0)


class CodeVersion(Row):
    """A wording of a code under which something was coded: JSON, named by its SHA-256."""

    __tablename__ = "code_version"
    sha: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    wording: Mapped[str]


class Noted(Row):
    """Which memo or code a row of the search index of notes stands for."""

    __tablename__ = "noted"
    __table_args__ = (UniqueConstraint("tbl", "row"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    tbl: Mapped[str]
    row: Mapped[str]


class Vector(Row):
    """What a sentence encoder (``model``) made of a passage, named by the SHA-256 of its words in
    UTF-8: numbers of 16 bits, the lowest byte first. Worked out again where it is missing.
    """

    __tablename__ = "vector"
    model: Mapped[str] = mapped_column(primary_key=True)
    passage: Mapped[bytes] = mapped_column(primary_key=True)
    vector: Mapped[bytes]


class Operation(Row):
    """One act: who, when, what; ``digest`` chains it to all before it (store/history.py).

    ``digest`` is unset only while the act's transaction is open. Its changes are those from
    ``first_change`` up to the next operation's: an index on them would cost a tenth of every act.
    """

    __tablename__ = "operation"
    __table_args__ = (Index("operation_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),)
    seq: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    label: Mapped[str]
    coder: Mapped[str]
    at: Mapped[str]
    undoes: Mapped[str | None]
    first_change: Mapped[int]
    digest: Mapped[bytes | None]


class Change(Row):
    """One row before and after, as JSON by column name; a withheld image leaves its digest."""

    __tablename__ = "change"
    seq: Mapped[int] = mapped_column(primary_key=True)
    operation: Mapped[int] = mapped_column(ForeignKey("operation.seq"))
    tbl: Mapped[str]
    row: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    before_digest: Mapped[bytes | None]
    after_digest: Mapped[bytes | None]


def _table(row: type[Row]) -> Table:
    found = row.__table__
    assert isinstance(found, Table)
    return found


HISTORICAL: dict[str, Table] = {
    t.name: t
    for t in map(
        _table,
        (
            Project, Coder, Handout, Merged, Alias, Folder, Case, Document, Speaker, Turn, Entry,
            Reading, PassageRead, ImportRule, Attribute, Value, Code, Coding, Memo, MemoLink,
            Verdict, Query,
        ),
    )
}  # fmt: skip
PLACED = ("coding", "verdict", "passage_read")  # each row is a passage of one text
TEAMS = (Copy, TheirOperation, TheirChange, Decided)  # outside the history
