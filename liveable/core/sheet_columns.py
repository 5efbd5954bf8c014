"""Which column of a participants' sheet says what, and what a case with documents may be called."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from liveable.core.folding import fold
from liveable.core.transcript import Columns, Sheet

Words = tuple[str, ...]

_CASE: tuple[Words, ...] = (("case",), ("participant",))  # this, perhaps with the next, settles it
_BESIDE = frozenset({"id", "name", "code", "number", "no", "label"})
_HEADS = (
    "id",
    "code",
    "respondent",
    "name",
)  # likely, unless another column fits the corpus better
_NAMES = ("pseudonym", "psedudonym", "name", "alias", "speaker")
_DOCUMENTS = ("document", "documents", "transcript", "transcripts", "file", "files")
_NOBODY: tuple[Words, ...] = ((), ("na",), ("n", "a"), ("none",), ("nil",), ("not", "applicable"))
_INNER = re.compile(r"(?<=[a-z])(?=[A-Z])")  # between the words of TranscriptName
_LONGEST_ID = 3  # words
_NEARLY = 0.9


def words(name: str) -> Words:
    """A name as names are compared here: its words, folded."""
    return tuple(fold(name).split())


def names_somebody(cell: str) -> bool:
    """Whether a cell holds a name; ``n/a`` is none."""
    return words(cell) not in _NOBODY


def owners(document: str) -> set[Words]:
    """What a case may be called to have a document of this name: its first words (or all of them)
    or, anywhere in it, words with a digit.
    """
    there = words(document)
    found = {there[:n] for n in range(1, len(there) + 1)}
    for start in range(len(there)):
        for part in (there[start : start + n] for n in range(1, _LONGEST_ID + 1)):
            if any(sign.isdigit() for word in part for sign in word):
                found.add(part)
    return found


def choose(sheet: Sheet, owned: Container[Words], labels: Container[Words]) -> Columns | None:
    """What the columns hold, by their headings and by how many of their values name somebody of the
    corpus: an owner of a document (``owned``) or a speaker (``labels``). None: no column names
    cases.
    """
    heads = [words(_INNER.sub(" ", head)) for head in sheet.header]
    named = [
        [words(row[i]) if names_somebody(row[i]) else () for row in sheet.rows]
        for i in range(len(heads))
    ]

    def known(column: int) -> int:
        return sum(w in owned or w in labels or w[:1] in labels for w in named[column])

    def merit(column: int) -> tuple[int, int, bool, int]:
        head = " ".join(heads[column])
        rank = _HEADS.index(head) if head in _HEADS else len(_HEADS)
        return -known(column), rank, not _tells_apart(named[column], 1), column

    likely = _likely(heads, named)
    if not likely:
        return None
    case = min(likely, key=merit)
    documents = _documents(heads, case, known)
    names = [i for i, head in enumerate(heads) if any(n in word for n in _NAMES for word in head)]
    return Columns(
        case=case,
        names=tuple(i for i in names if i not in (case, documents) and _tells_apart(named[i])),
        documents=documents,
        attributes=tuple(i for i, h in enumerate(heads) if h and i not in (case, documents)),
    )


def _likely(heads: list[Words], named: list[list[Words]]) -> list[int]:
    """The columns that may name the cases: those whose headings say so, else those that tell the
    rows apart.
    """
    filled = [i for i, column in enumerate(named) if any(column)]
    sure = [i for i in filled if heads[i][:1] in _CASE and {*heads[i][1:]} <= _BESIDE]
    if sure:
        return sure
    told = [i for i in filled if " ".join(heads[i]) in _HEADS]
    apart = [i for i in filled if _tells_apart(named[i]) and " ".join(heads[i]) not in _DOCUMENTS]
    return told + [i for i in apart if i not in told and not (told and _on_documents(heads[i]))]


def _tells_apart(column: list[Words], share: float = _NEARLY) -> bool:
    """Whether (nearly) every row has a name of its own there."""
    return len({*column} - {()}) >= share * len(column)


def _on_documents(head: Words) -> bool:
    return " ".join(head).startswith(_DOCUMENTS)


def _documents(heads: list[Words], case: int, known: Callable[[int], int]) -> int | None:
    """The column that lists a case's documents: by its heading, if need be with a match."""
    others = [i for i in range(len(heads)) if i != case]
    said = [i for i in others if " ".join(heads[i]) in _DOCUMENTS]
    likely = [i for i in others if _on_documents(heads[i]) and known(i)]
    return next(iter(said + likely), None)
