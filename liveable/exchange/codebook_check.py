"""What every codebook file must satisfy, whatever its format: codes as written become CodeEntry
values, and each fault is remembered with its line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import cast

from liveable.core.codebook import STATUSES, CodeEntry, Cues, Status
from liveable.errors import FileRefused

TEXTS = ("brief", "definition", "use_when", "not_when", "example", "note")
DEEPEST = 40  # levels of codes below one another
MOST = 5_000  # codes in one book
_SHOWN, _HINTED = 3, 20
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


@dataclass(slots=True)
class Faults:
    """The faults of one file, by line; nothing is raised until all are found."""

    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, sentence: str) -> None:
        """Remember a fault of a line, counted from 1."""
        self.found.append((line, sentence))

    def meant(self, word: str, known: Iterable[str]) -> str:
        """``; did you mean ‘…’?`` when a known word is close to the one written, else nothing."""
        if len(self.found) > _HINTED:  # nobody reads so many, and looking for each takes time
            return ""
        folded = {one.casefold(): one for one in known}
        close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
        return f"; did you mean ‘{clipped(folded[close[0]])}’?" if close else ""

    def refuse(self, name: str) -> None:
        """Raise FileRefused with the first few faults and the count of the rest, if there are
        any.
        """
        if not self.found:
            return
        in_order = [f"line {line}: {sentence}" for line, sentence in sorted(self.found)]
        rest = len(in_order) - _SHOWN
        more = f"; and {rest} more fault{'s' if rest > 1 else ''}" if rest > 0 else ""
        raise refused(name, "; ".join(in_order[:_SHOWN]) + more)


def refused(file: str, cause: str) -> FileRefused:
    """The refusal of a file, its cause ended as a sentence is."""
    return FileRefused(file, cause if cause.endswith("?") else f"{cause}.")


@dataclass(slots=True)
class Draft:
    """A code as its file has it: text fields by name, the line of each, and the index of the code
    above.
    """

    line: int
    texts: dict[str, str]
    lines: Mapping[str, int]
    cues: Cues = field(default_factory=Cues)
    parent: int | None = None

    def text(self, key: str) -> str:
        """The field as written; a field left out is empty."""
        return self.texts.get(key, "")

    def at(self, key: str) -> int:
        """The line of a field, or of the code where the field was left out."""
        return self.lines.get(key, self.line)


def check_number(drafts: Sequence[Draft], file: str) -> None:
    """Raise FileRefused for more codes than a book may hold."""
    if len(drafts) > MOST:
        raise refused(file, f"holds {len(drafts):,} codes; a codebook holds at most {MOST:,}")


def entries(drafts: Sequence[Draft], faults: Faults) -> tuple[CodeEntry, ...]:
    """The codes, in the order given (parents first); every broken rule goes to ``faults``."""
    shorts = _shorts(drafts, faults)
    return tuple(_entry(draft, shorts, index, faults) for index, draft in enumerate(drafts))


def repeated_names(codes: Iterable[CodeEntry]) -> list[str]:
    """A sentence for each name that codes of the same parent share: allowed, but rarely meant."""
    counts = Counter((code.parent, code.name) for code in codes)
    return [
        f"{n} codes beside one another are called ‘{clipped(name)}’."
        for (_, name), n in counts.items()
        if n > 1
    ]


def clipped(text: str, length: int = 40) -> str:
    """The text for use in a sentence: one line, not too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def _entry(draft: Draft, shorts: list[str], index: int, faults: Faults) -> CodeEntry:
    if not draft.text("name").strip():
        faults.add(draft.at("name"), "a code has no name")
    return CodeEntry(
        short=shorts[index],
        name=draft.text("name"),
        parent=None if draft.parent is None else shorts[draft.parent],
        codable=_codable(draft, faults),
        colour=_colour(draft, faults),
        status=_status(draft, faults),
        cues=draft.cues,
        **{key: draft.text(key) for key in TEXTS},
    )


def _codable(draft: Draft, faults: Faults) -> bool:
    written = draft.text("codable").strip().casefold()
    if written in _FALSE:
        return False
    if written and written not in _TRUE:
        faults.add(draft.at("codable"), f"codable is true or false, not ‘{clipped(written)}’")
    return True


def _colour(draft: Draft, faults: Faults) -> str | None:
    written = draft.text("colour").strip()
    if written and not _COLOUR.fullmatch(written):
        faults.add(
            draft.at("colour"),
            f"‘{clipped(written)}’ is not a colour; write six hexadecimal digits after #, "
            'in quotation marks, such as "#2f6b9a"',
        )
    return written or None


def _status(draft: Draft, faults: Faults) -> Status:
    written = draft.text("status").strip().casefold() or "draft"
    if written not in STATUSES:
        faults.add(
            draft.at("status"),
            f"a status is draft, agreed or retired, not ‘{clipped(written)}’",
        )
    return cast(Status, written)


def _shorts(drafts: Sequence[Draft], faults: Faults) -> list[str]:
    """Short names as written; where there is none, one made from the name that nobody else has."""
    first: dict[str, int] = {}
    for draft in drafts:
        short = draft.text("short")
        if short.strip() and first.setdefault(short, draft.line) != draft.line:
            faults.add(
                draft.at("short"),
                f"the short name ‘{clipped(short)}’ is taken by the code on line {first[short]}",
            )
    taken = set(first)
    shorts: list[str] = []
    for draft in drafts:
        above = "" if draft.parent is None else shorts[draft.parent]
        short = draft.text("short")
        shorts.append(short if short.strip() else _made(draft.text("name"), above, taken))
    return shorts


def _made(name: str, above: str, taken: set[str]) -> str:
    plain = "-".join(re.findall(r"\w+", name.casefold())) or "code"
    tries = [plain, f"{above}.{plain}"] if above else [plain]
    numbered = (f"{tries[-1]}-{n}" for n in range(2, len(taken) + 3))
    short = next(short for short in (*tries, *numbered) if short not in taken)
    taken.add(short)
    return short
