"""What a reader makes of a file: plain, immutable values that can cross from a worker process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from liveable.core.values import Type

Kind = Literal["interview", "diary", "focus-group", "field-notes", "survey"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Role = Literal["interviewer", "participant"]
Precision = Literal["day", "month", "week", "unknown"]
Style = Literal["bold", "italic", "heading", "list", "cell"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch: ``[start, stop)`` with its label and time, ``[speech, stop)`` the
    words alone.

    ``speaker`` is a label of ``Transcript.speakers`` or None where only a time is given.
    ``timestamp`` is kept as written; ``milliseconds`` is its value from the start of the recording,
    where it can be told.
    """

    start: int
    speech: int
    stop: int
    speaker: str | None = None
    timestamp: str | None = None
    milliseconds: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label, how many turns carry it and, where it can be told, whether it asks or answers."""

    label: str
    turns: int
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated piece of a diary: ``[start, stop)`` from its head to the next one's.

    ``label`` is the head as written. ``date`` is ISO 8601, shortened to what is known:
    ``2024-03-05``, ``2024-03``, ``--03-05`` (no year), or None; for a week it is the first day.
    """

    start: int
    stop: int
    label: str
    date: str | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Mark:
    """Formatting kept beside the text: a style over ``[start, stop)``; ``level`` for headings and
    lists, else 0.
    """

    start: int
    stop: int
    style: Style
    level: int = 0


@dataclass(frozen=True, slots=True)
class Transcript:
    """A file's words in canonical form, with all that was found in it.

    Turns and entries are in order and do not overlap; every position is a code point of ``text``.
    ``warnings`` are sentences saying what was left out, changed or is doubtful; ``rows`` are those
    of the table it came from.
    """

    text: str
    format: str
    kind: Kind
    encoding: str | None = None
    language: str | None = None
    date: str | None = None
    speakers: tuple[Speaker, ...] = ()
    turns: tuple[Turn, ...] = ()
    entries: tuple[Entry, ...] = ()
    marks: tuple[Mark, ...] = ()
    warnings: tuple[str, ...] = ()
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Questions:
    """What a survey's columns say, by number: who answers, the open questions, attributes (with
    their types, as in ``Columns``), the date.
    """

    respondent: int | None
    open: tuple[int, ...]
    attributes: tuple[int, ...]
    date: int | None = None
    types: tuple[Type | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a participants' sheet say, by number: the cases' names, other names of
    theirs, their documents, attributes. ``types`` are those the attributes are to have, None where
    their values tell it; as many as attributes, or none at all.
    """

    case: int
    names: tuple[int, ...]
    documents: int | None
    attributes: tuple[int, ...]
    types: tuple[Type | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text: one header row, then rows padded to its length.

    ``numbers`` are the rows' numbers in the file, the header being 1 unless blank rows precede it.
    ``questions`` are there where its open answers are to become documents, ``columns`` where
    somebody said what those of a participants' sheet are.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    format: str
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    questions: Questions | None = None
    columns: Columns | None = None

    def number(self, row: int) -> int:
        """The number, in the file, of the row at an index."""
        return self.numbers[row] if self.numbers else row + 2


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came: its bytes, zlib-compressed, named by the SHA-256 of the uncompressed
    bytes.
    """

    name: str
    sha256: str
    size: int
    packed: bytes
