"""What the report of a merge says, part by part, for writers of every form."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from liveable.core.merging import Decided, MergeReport, Moved
from liveable.reports.wording import day, joined, lines, number

# What happened, by kind of conflict, in the order of the report.
KINDS: Mapping[str, str] = {
    "edited-twice": "Edited on both sides",
    "renamed-twice": "Renamed on both sides",
    "moved-twice": "Moved on both sides",
    "moved-into-itself": "Moved beneath each other",
    "deleted-but-edited": "Deleted on one side, edited on the other",
    "deleted-but-used": "Deleted on one side, used on the other",
    "re-created": "Deleted on both sides or one, and made again",
    "same-name": "Made on both sides under one name",
    "text-edited-twice": "Texts of documents edited on both sides",
    "text-against-coding": "Text edited on one side, coded on the other",
    "value": "Different values",
    "same-document": "The same document on both sides",
    "same-case": "The same case on both sides",
    "same-person": "One person known as two coders",
    "two-people": "Two people of one name",
    "same-coding": "The same passage coded alike on both sides",
    "matched": "Matched by what they are called or say",
}
# Rows of the project, by table.
ROWS: Mapping[str, str] = {
    "coding": "Codings",
    "code": "Codes",
    "memo": "Memos",
    "memo_link": "Links of memos",
    "document": "Documents",
    "folder": "Folders",
    "case": "Cases",
    "attribute": "Attributes",
    "value": "Values of attributes",
    "speaker": "Speakers",
    "turn": "Turns",
    "entry": "Diary entries",
    "verdict": "Judgements on suggestions",
    "reading": "Marks of reading",
    "passage_read": "Passages read by themselves",
    "query": "Saved queries",
    "import_rule": "Corrections at import",
    "coder": "Coders",
    "handout": "Copies handed out",
    "alias": "Joined with one another",
    "project": "The project's own name and settings",
}
_OWN = "merged"  # the record of the merge itself
_FIELDS: Mapping[str, str] = {
    "parent": "place in the codebook",
    "brief": "short description",
    "use_when": "use when",
    "not_when": "do not use when",
    "text_sha": "text",
    "start": "passage",
}
# Kinds that say by themselves which field it is about.
_SAID = ("renamed-twice", "moved-twice", "moved-into-itself", "same-name", "value")
_LONG = 300  # characters: more are shown in part, and in full at the end
_BEFORE = 80  # of these, before the first difference
_SHORT = 60  # characters that are said again rather than referred to
NOTHING = "–"


class Table(NamedTuple):
    """Rows under their head, the first ``words`` columns of which hold no figures.

    ``shares`` are the columns' widths in proportion; with ``total`` the last row is a sum.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    words: int = 1
    total: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (of level 1 or 2) with paragraphs and perhaps a table under it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    level: int = 1


def title(report: MergeReport) -> str:
    """What was merged into what."""
    return f"Merge of {report.whose} into {report.project or 'a project'}"


def subtitle(report: MergeReport) -> str:
    """By whom, and when."""
    return f"Merged by {report.by or 'somebody'} on {when(report.at)}"


def when(at: str) -> str:
    """An ISO 8601 time in words, to the minute: "3 March 2026 at 14:05 UTC"."""
    found = moment(at)
    return f"{day(found.isoformat())} at {found:%H:%M} UTC" if found else at or "an unknown day"


def moment(at: str) -> datetime | None:
    """An ISO 8601 time in UTC; None for what is none."""
    try:
        return datetime.fromisoformat(at).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def heading(kind: str) -> str:
    """What happened, for a kind of conflict."""
    return KINDS.get(kind) or kind.replace("-", " ").capitalize() or "Other"


def rows_name(tbl: str) -> str:
    """What the rows of a table are called."""
    return ROWS.get(tbl) or tbl.replace("_", " ").capitalize()


def field_name(column: str) -> str:
    """What a column is called."""
    return _FIELDS.get(column) or column.replace("_", " ")


def settled(decided: Decided, by: str) -> str:
    """Whether a person chose or the default was taken."""
    return "taken by default" if decided.proposed else f"chosen by {by}" if by else "chosen"


def parts(report: MergeReport) -> Iterator[Part]:
    """Everything below the title, in order."""
    texts = _Texts()
    yield Part("Summary", tuple(_summary(report)))
    yield _from_whom(report)
    yield _rows(report)
    yield from _decisions(report, texts)
    yield from _moved(report, texts)
    if report.notes:
        yield Part("Notes", tuple(report.notes))
    yield Part("How this can be checked", tuple(_proof(report)))
    yield from texts.parts()


# --- one after the other


def _summary(report: MergeReport) -> Iterator[str]:
    file = f" (the file {report.file})" if report.file else ""
    yield (
        f"{_capital(report.whose)}{file} was merged into the project "
        f"{report.project or 'without a name'} by {report.by or 'somebody'} on {when(report.at)}. "
        f"It brought {number(report.acts, 'act')}{_by_whom(report)} {_since(report)}."
    )
    changes = (report.added, report.changed, report.deleted)
    added, changed, deleted = (counts.get("coding", 0) for counts in changes)
    yield (
        f"{number(added, 'coding')} {_were(added)} added, {changed:,} changed and "
        f"{deleted:,} deleted. {_decided(report)}{_edited(report)}"
    )


def _by_whom(report: MergeReport) -> str:
    if len(report.coders) == 1:
        return f" by {joined(list(report.coders))}"
    whose = joined([f"{n:,} by {name}" for name, n in _ranked(report.coders)])
    return f" ({whose})" if whose else ""


def _since(report: MergeReport) -> str:
    if not report.since:
        return "and had no history in common with the project"
    return f"done in it since {when(report.since)}, when both were last the same"


def _decided(report: MergeReport) -> str:
    count = len(report.decisions)
    if not count:
        return "Nothing had to be decided: neither side contradicted the other."
    default = sum(decided.proposed for decided in report.decisions)
    how = [f"{count - default:,} by {report.by or 'a person'}"] if default < count else []
    how += [f"{default:,} by default"] if default else []
    return f"{number(count, 'conflict')} {_were(count)} decided, {joined(how)}."


def _edited(report: MergeReport) -> str:
    same, other = len(report.reanchored), len(report.doubtful)
    if not same and not other:
        return ""
    words = f"the words of {other:,} changed" if other else "they cover the same words as before"
    return f" {number(same + other, 'coding')} moved with edited text; {words}."


def coders(report: MergeReport) -> list[tuple[str, int, int, int, int]]:
    """Who brought what: a name, acts, and codings added, changed and deleted; most acts first."""
    codings = {str(row.get("coder", "")): row for row in report.codings}
    names = [name for name, _ in _ranked(report.coders)]
    names += [name for name in codings if name not in report.coders]
    return [(name, report.coders.get(name, 0), *_figures(codings.get(name, {}))) for name in names]


def _figures(row: Mapping[str, object]) -> tuple[int, int, int]:
    added, changed, deleted = (row.get(key, 0) for key in ("added", "changed", "deleted"))
    return _count(added), _count(changed), _count(deleted)


def _count(found: object) -> int:
    return found if isinstance(found, int) else 0


def rows(report: MergeReport) -> list[tuple[str, int, int, int]]:
    """What rows are called, and how many were added, changed and deleted."""
    changes = (report.added, report.changed, report.deleted)
    tables = [*ROWS, *sorted(set().union(*changes) - ROWS.keys() - {_OWN})]
    return [
        (rows_name(tbl), report.added.get(tbl, 0), report.changed.get(tbl, 0),
         report.deleted.get(tbl, 0))
        for tbl in tables
        if any(counts.get(tbl) for counts in changes)
    ]  # fmt: skip


def _from_whom(report: MergeReport) -> Part:
    what, found = "What came from whom", coders(report)
    if not found:
        return Part(what, ("Nobody had done anything in the copy.",))
    whole = [(name or "somebody", *_written(figures)) for name, *figures in found]
    if len(found) > 1:
        _, *columns = zip(*found, strict=True)
        whole.append(("All", *_written(map(sum, columns))))
    head = ("Coder", "Acts", "Codings added", "Codings changed", "Codings deleted")
    return Part(what, table=Table(head, tuple(whole), (3, 1, 1, 1, 1), total=len(found) > 1))


def _rows(report: MergeReport) -> Part:
    what = "What changed in the project"
    found = tuple((name, *_written(figures)) for name, *figures in rows(report))
    if not found:
        return Part(what, ("Nothing: all of it was here already.",))
    return Part(what, table=Table(("What", "Added", "Changed", "Deleted"), found, (4, 1, 1, 1)))


def _decisions(report: MergeReport, texts: _Texts) -> Iterator[Part]:
    yield Part("What was decided", (_decided(report),))
    by_kind: dict[str, list[Decided]] = {}
    for decided in report.decisions:
        by_kind.setdefault(decided.kind, []).append(decided)
    known = [kind for kind in KINDS if kind in by_kind]
    head = ("What", "In the project", "In the copy", "What stands now", "Decision")
    for kind in [*known, *sorted(by_kind.keys() - KINDS.keys())]:
        found = tuple(_decision(decided, report.by, texts) for decided in by_kind[kind])
        table = Table(head, found, (5, 5, 5, 5, 4), words=len(head))
        yield Part(f"{heading(kind)} ({len(found):,})", table=table, level=2)


def _decision(decided: Decided, by: str, texts: _Texts) -> tuple[str, ...]:
    ours, theirs, kept = decided.ours, decided.theirs, decided.kept
    at = _parting(ours or "", theirs or "")
    column = "" if decided.kind in _SAID else field_name(decided.field)
    name = ", ".join(filter(None, (decided.what, column)))
    if kept is not None and len(kept) > _SHORT and kept in (ours, theirs):
        stands = f"As in the {'project' if kept == ours else 'copy'}."
    else:
        empty = kept == "" and kept not in (ours, theirs)  # what was decided says it all
        stands = NOTHING if empty else texts.shown(kept, at, f"{name}: what stands now")
    before = ""
    if decided.base is not None:
        before = f"Before: {texts.shown(decided.base, at, f'{name}: before')}"
    why = f"Why: {texts.shown(decided.why, 0, f'{name}: why')}" if decided.why else ""
    choice = f"{_capital(decided.decision)}, {settled(decided, by)}".removeprefix(", ")
    return (
        "\n".join(filter(None, (decided.what, column, before))),
        texts.shown(ours, at, f"{name}: in the project"),
        texts.shown(theirs, at, f"{name}: in the copy"),
        stands,
        "\n".join(filter(None, (choice, why))),
    )


def _moved(report: MergeReport, texts: _Texts) -> Iterator[Part]:
    same, other = len(report.reanchored), report.doubtful
    if not same and not other:
        return
    covering = "covers" if same == 1 else "cover"
    said = f"{number(same, 'coding')} moved with edited text and {covering} the same words."
    if not other:
        yield Part("Codings on edited text", (said,))
        return
    change = f"The words of {number(len(other), 'coding')} changed, and are worth a look:"
    found = tuple(_changed(moved, texts) for moved in other)
    table = Table(("Coding", "Before", "Now"), found, (2, 3, 3), words=3)
    yield Part("Codings on edited text", (said, change) if same else (change,), table)


def _changed(moved: Moved, texts: _Texts) -> tuple[str, ...]:
    at = _parting(moved.before, moved.after)
    name = f"{moved.code} in {moved.document}"
    whose = f"by {moved.coder}" if moved.coder else ""
    return (
        "\n".join(filter(None, (moved.document, moved.code, whose))),
        texts.shown(moved.before, at, f"{name}: before"),
        texts.shown(moved.after, at, f"{name}: now"),
    )


def _proof(report: MergeReport) -> Iterator[str]:
    yield (
        "Each history is sealed by a fingerprint (SHA-256) over everything that was done in it. "
        "The command “liveable check” proves that neither the project's history nor the acts that "
        "came with the copy were altered since; the history lists them."
    )
    if report.our_head:
        yield f"The project before the merge: {report.our_head}"
    if report.their_head:
        yield f"The copy when it was merged: {report.their_head}"


@dataclass(slots=True)
class _Texts:
    """Texts too long for a cell, by number, and what each is; the same text is there once."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _names: list[str] = field(default_factory=list)

    def shown(self, text: str | None, at: int, name: str) -> str:
        """A text for a cell: the whole, or what is around place ``at`` and where the whole is."""
        if text is None:
            return NOTHING
        if len(text) <= _LONG:
            return text if text.strip() else "(empty)"
        if text not in self._numbers:
            self._numbers[text] = len(self._numbers) + 1
            self._names.append(name)
        start = min(max(at - _BEFORE, 0), len(text) - _LONG)
        stop = start + _LONG
        cut = f"{'… ' * (start > 0)}{text[start:stop].strip()}{' …' * (stop < len(text))}"
        return f"{cut}\n(in full: text {self._numbers[text]})"

    def parts(self) -> Iterator[Part]:
        """The texts in full."""
        if self._numbers:
            yield Part("Texts in full")
        for (text, n), name in zip(self._numbers.items(), self._names, strict=True):
            yield Part(f"Text {n}: {name}", tuple(lines(text)), level=2)


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _written(figures: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{n:,}" for n in figures)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _parting(one: str, other: str) -> int:
    """The first place where two texts differ."""
    places = range(min(len(one), len(other)))
    return bisect_left(places, True, key=lambda at: one[: at + 1] != other[: at + 1])
