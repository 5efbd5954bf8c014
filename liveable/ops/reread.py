"""What was found in a document's text, taken out as a Transcript and put back as another.

Speakers, turns and entries can be found again, or put right by hand, at any time: the text stays,
and so do all codings, which name places of the text and no turn.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core import corrections, labels
from liveable.core.intake import Rules
from liveable.core.transcript import (
    KINDS,
    Entry,
    Mark,
    Precision,
    Role,
    Speaker,
    Style,
    Transcript,
    Turn,
)
from liveable.core.uid import mint
from liveable.errors import NotFound, Refused
from liveable.ops import cases as people
from liveable.ops import import_rules
from liveable.ops.import_rules import NO_RULES
from liveable.store import schema
from liveable.store.connection import add_many, driver_cursor
from liveable.store.project import Project
from liveable.store.queries import text_body

_ROLES: tuple[Role, ...] = get_args(Role)
_PRECISIONS: tuple[Precision, ...] = get_args(Precision)
_STYLES: tuple[Style, ...] = get_args(Style)


def as_transcript(session: Session, document: str) -> Transcript:
    """A document as a reader would hand it on, with all that was put right since.

    Speakers come in order of appearance. Raises NotFound where there is no such document.
    """
    session.flush()
    cursor = driver_cursor(session.connection())
    asked = (
        "SELECT text_sha, format, kind, encoding, language, date, warnings FROM document "
        "WHERE uid = ?"
    )
    row = cursor.execute(asked, (document,)).fetchone()
    if row is None:
        raise NotFound(f"There is no document {document}.")
    sha, format, kind, encoding, language, date, warnings = row
    turns = cursor.execute(_TURNS, (document,)).fetchall()
    entries = cursor.execute(_ENTRIES, (document,)).fetchall()
    marks = cursor.execute(_MARKS, (sha,)).fetchall()
    return Transcript(
        text=text_body(session, sha),
        format=format,
        kind=_one_of(KINDS, kind) or KINDS[0],
        encoding=encoding,
        language=language,
        date=date,
        speakers=_speakers(cursor, document),
        turns=tuple(Turn(*row) for row in turns),
        entries=tuple(
            Entry(start, stop, label, day, _one_of(_PRECISIONS, precision) or "unknown")
            for start, stop, label, day, precision in entries
        ),
        marks=tuple(
            Mark(start, stop, known, level)
            for start, stop, style, level in marks
            if (known := _one_of(_STYLES, style))
        ),
        warnings=tuple(json.loads(warnings)),
    )


_TURNS = (
    "SELECT t.start, speech, stop, s.label, timestamp, milliseconds FROM turn t "
    "LEFT JOIN speaker s ON s.uid = t.speaker WHERE t.document = ? ORDER BY t.start, t.uid"
)
_ENTRIES = (
    "SELECT start, stop, label, date, precision FROM entry WHERE document = ? ORDER BY start, uid"
)
_MARKS = "SELECT start, stop, style, level FROM display WHERE text_sha = ? ORDER BY start, stop"

Word = TypeVar("Word", bound=str)


def _one_of(known: Iterable[Word], written: str | None) -> Word | None:
    """A word of a list; None for one that only another program's file could say."""
    return next((one for one in known if one == written), None)


def _speakers(cursor: sqlite3.Cursor, document: str) -> tuple[Speaker, ...]:
    """The speakers by label; where a merge brought one in twice they are one."""
    asked = (
        "SELECT label, role, (SELECT count(*) FROM turn WHERE speaker = s.uid), "
        "(SELECT min(start) FROM turn WHERE speaker = s.uid) AS first FROM speaker s "
        "WHERE document = ? ORDER BY first IS NULL, first, uid"
    )
    found: dict[str, Speaker] = {}
    for label, written, turns, _ in cursor.execute(asked, (document,)).fetchall():
        role = _one_of(_ROLES, written)
        known = found.get(label, Speaker(label, 0, role))
        found[label] = Speaker(label, known.turns + turns, known.role or role)
    return tuple(found.values())


def put_right(
    project: Project,
    document: str,
    transcript: Transcript,
    coder: str,
    *,
    cases: Mapping[str, str] | None = None,
    rules: Rules = NO_RULES,
    forgotten: Rules = NO_RULES,
) -> int:
    """Make a document's speakers, turns, entries and date those of a transcript of its text, as one
    act; no coding is touched. Returns how many documents were changed.

    ``cases`` are the names of the cases that speakers are, by label, made where there are none of
    that name, "" for nobody known. With ``rules`` the same is done in all other documents, and in
    those brought in later; those ``forgotten`` hold no more.
    """
    with project.reading() as session:
        name = _expect(session, document).name
    with project.operation(f"Put speakers and dates of ‘{name}’ right", coder) as session:
        row = _expect(session, document)
        if text_body(session, row.text_sha) != transcript.text:
            raise Refused(f"The text of ‘{name}’ was changed meanwhile; look at it once more.")
        changed = _put_right(session, document, transcript)
        if cases and _give_cases(session, document, cases):
            changed = True
        import_rules.keep_within(session, rules, forgotten)
        return changed + (_everywhere(session, rules, document) if rules else 0)


def put_speaker_right(
    project: Project,
    label: str,
    said: Rules,
    coder: str,
    *,
    documents: Sequence[str] | None = None,
    case: str | None = None,
) -> int:
    """Do what is said of one speaker in some documents; with None in all, and in those brought in
    later. One act. Returns how many documents were changed.

    ``case`` is the name of the case that the speaker is, made where there is none, "" for nobody
    known; None leaves that as it is.
    """
    keys = {labels.key(label), *(labels.key(into) for into in said.joined.values())}
    with project.operation(f"Put the speaker ‘{label}’ right", coder) as session:
        if documents is None:
            import_rules.keep_within(session, said)
            documents = session.scalars(select(schema.Document.uid)).all()
        changed = 0
        for document in documents:
            right = said.applied(as_transcript(session, document))
            other = _put_right(session, document, right)
            if case is not None:
                them = {s.label: case for s in right.speakers if labels.key(s.label) in keys}
                other = _give_cases(session, document, them) or other
            changed += other
        return changed


def find_anew(project: Project, document: str, coder: str) -> Transcript:
    """Look for speakers, turns and entries in a document again, as one act, by its kind and by what
    was said of speakers before. Returns what was found.
    """
    with project.reading() as session:
        before, rules = as_transcript(session, document), import_rules.known(session)
    found = rules.applied(corrections.found_anew(before))
    put_right(project, document, found, coder)
    return found


def settle(session: Session) -> None:
    """Make one division of each text that two people divided for themselves, within an open
    operation: rows that come from elsewhere may lie over others.
    """
    cursor = driver_cursor(session.connection())
    for (document,) in cursor.execute(_TWICE_DIVIDED).fetchall():
        put_parts(session, document, corrections.apart(as_transcript(session, document)))


_OVER = (
    "SELECT document FROM (SELECT document, stop, "
    "lead(start) OVER (PARTITION BY document ORDER BY start, uid) AS following FROM {}) "
    "WHERE following < stop"
)
_TWICE_DIVIDED = f"{_OVER.format('turn')} UNION {_OVER.format('entry')} UNION " + (
    "SELECT document FROM speaker GROUP BY document, label HAVING count(*) > 1"
)


def _expect(session: Session, document: str) -> schema.Document:
    found = session.get(schema.Document, document)
    if found is None:
        raise NotFound(f"There is no document {document}.")
    return found


def _put_right(session: Session, document: str, transcript: Transcript) -> bool:
    """Returns whether anything is another now."""
    before = as_transcript(session, document)
    same = (before.turns, before.entries, before.date) == (
        transcript.turns, transcript.entries, transcript.date,
    )  # fmt: skip
    if same and set(before.speakers) == set(transcript.speakers):
        return False
    _expect(session, document).date = transcript.date
    put_parts(session, document, transcript)
    return True


def _give_cases(session: Session, document: str, cases: Mapping[str, str]) -> bool:
    """Returns whether any speaker is somebody else now."""
    speakers = select(schema.Speaker).where(schema.Speaker.document == document)
    changed = False
    for speaker in session.scalars(speakers).all():
        if speaker.label in cases:
            name = cases[speaker.label]
            case = people.of_name(session, name) if name else None
            changed = changed or case != speaker.case
            speaker.case = case
    return changed


def _everywhere(session: Session, rules: Rules, but: str) -> int:
    """Put right in all other documents what rules say of their speakers. Returns in how many."""
    changed = 0
    for document in session.scalars(select(schema.Document.uid)).all():
        if document != but:
            found = rules.applied(as_transcript(session, document))
            changed += _put_right(session, document, found)
    return changed


def put_parts(session: Session, document: str, transcript: Transcript) -> None:
    """Make a document's speakers, turns and entries those of a transcript of its text, within an
    open operation; ``as_transcript`` then gives them back as they are there, roles and all.

    What is the same thing keeps its row, and so a speaker its case: a speaker by its label, a turn
    or an entry by the place where it begins. A row that is as it was is not written, so that the
    history holds only what changed. Nothing else of the document is touched.
    """
    session.flush()
    cursor = driver_cursor(session.connection())
    asked = "SELECT t.body FROM document d JOIN text t ON t.sha = d.text_sha WHERE d.uid = ?"
    if cursor.execute(asked, (document,)).fetchone() != (transcript.text,):
        raise ValueError("the transcript is of another text than the document has")
    speakers = {speaker.label: (speaker.label, speaker.role) for speaker in transcript.speakers}
    uids, gone = _put(session, schema.Speaker, document, _SPEAKER, speakers.values())
    turns = ((t.start, t.speech, t.stop, uids.get(t.speaker), t.timestamp, t.milliseconds)
             for t in transcript.turns)  # fmt: skip
    _drop(cursor, schema.Turn, _put(session, schema.Turn, document, _TURN, turns)[1])
    entries = ((e.start, e.stop, e.label, e.date, e.precision) for e in transcript.entries)
    _drop(cursor, schema.Entry, _put(session, schema.Entry, document, _ENTRY, entries)[1])
    _drop(cursor, schema.Speaker, gone)  # last, when no turn is theirs any more
    session.expire_all()


# What is told of each, first that by which it is the same.
_SPEAKER = ("label", "role")
_TURN = ("start", "speech", "stop", "speaker", "timestamp", "milliseconds")
_ENTRY = ("start", "stop", "label", "date", "precision")


def _put(
    session: Session,
    table: type[schema.Row],
    document: str,
    columns: Sequence[str],
    wanted: Iterable[tuple[Any, ...]],
) -> tuple[dict[Any, str], list[str]]:
    """Write the rows of one kind that are new or changed. Returns the uid of each by its first
    column, and the uids of those that nobody wants any more.
    """
    cursor = driver_cursor(session.connection())
    name = table.__tablename__
    asked = f'SELECT uid, {", ".join(columns)} FROM "{name}" WHERE document = ? ORDER BY uid'
    there: dict[Any, tuple[str, tuple[Any, ...]]] = {}
    gone, uids = [], {}
    for uid, *row in cursor.execute(asked, (document,)).fetchall():
        if there.setdefault(row[0], (uid, tuple(row)))[0] != uid:
            gone.append(uid)  # a merge brought it in twice
    new, changed = [], []
    for wants in wanted:
        uid, before = there.pop(wants[0], ("", None))
        if before is None:
            uid = mint()
            new.append(dict(zip(columns, wants, strict=True), uid=uid, document=document))
        elif before != wants:
            changed.append((*wants, uid))
        uids[wants[0]] = uid
    sets = ", ".join(f"{column} = ?" for column in columns)
    cursor.executemany(f'UPDATE "{name}" SET {sets} WHERE uid = ?', changed)
    add_many(session, table, new)
    return uids, gone + [uid for uid, _ in there.values()]


def _drop(cursor: sqlite3.Cursor, table: type[schema.Row], uids: list[str]) -> None:
    cursor.executemany(
        f'DELETE FROM "{table.__tablename__}" WHERE uid = ?', [(uid,) for uid in uids]
    )
