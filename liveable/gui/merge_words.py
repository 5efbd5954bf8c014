"""How a merge is put into words: kinds of conflicts, fields, tables, decisions, moments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from liveable.exchange.team.values import (
    Conflict,
    CopyFacts,
    Counts,
    Decision,
    Kind,
    MergeReport,
    Moved,
    Side,
)
from liveable.gui.merge_choices import WRITTEN
from liveable.gui.words import MONTHS, counted, tr, when

KINDS: Mapping[Kind, str] = {
    "edited-twice": "Edited twice",
    "renamed-twice": "Renamed twice",
    "moved-twice": "Moved to two places",
    "moved-into-itself": "Moved into its own child",
    "deleted-but-edited": "Deleted, but edited",
    "deleted-but-used": "Deleted, but used",
    "re-created": "Deleted and made again",
    "same-name": "Same name, two codes",
    "text-edited-twice": "Text edited twice",
    "text-against-coding": "Text edited against coded",
    "value": "Two values",
    "same-document": "Same text, two names",
    "same-case": "Same case twice",
    "same-person": "Same person twice",
    "two-people": "Two people, one name",
    "same-coding": "Same coding twice",
    "matched": "Matched by likeness",
}
# A field as it stands within a sentence, and whether a text in it may be long.
_FIELDS: Mapping[str, tuple[str, bool]] = {
    "name": ("name", False),
    "short": ("short name", False),
    "brief": ("brief", True),
    "definition": ("definition", True),
    "use_when": ("‘use when’", True),
    "not_when": ("‘not when’", True),
    "example": ("example", True),
    "cues": ("cue phrases", False),
    "colour": ("colour", False),
    "key": ("key", False),
    "codable": ("kind", False),
    "status": ("status", False),
    "position": ("place", False),
    "parent": ("place", False),
    "text": ("text", True),
    "text_sha": ("text", True),
    "kind": ("kind", False),
    "role": ("role", False),
    "label": ("label", False),
    "speaker": ("speaker", False),
    "case": ("case", False),
    "folder": ("folder", False),
    "date": ("date", False),
    "precision": ("date", False),
    "language": ("language", False),
    "type": ("type", False),
    "value": ("value", False),
    "weight": ("weight", False),
    "star": ("star", False),
    "start": ("words", False),
    "stop": ("words", False),
    "verdict": ("verdict", False),
    "settings": ("settings", False),
    "query": ("search", False),
    "rule": ("rule", False),
}
_TABLES: Mapping[str, tuple[str, str]] = {  # in the order in which they are told
    "coding": ("coding", "codings"),
    "code": ("code", "codes"),
    "memo": ("memo", "memos"),
    "memo_link": ("link of a memo", "links of memos"),
    "document": ("document", "documents"),
    "folder": ("folder", "folders"),
    "speaker": ("speaker", "speakers"),
    "turn": ("turn", "turns"),
    "entry": ("diary entry", "diary entries"),
    "case": ("case", "cases"),
    "attribute": ("attribute", "attributes"),
    "value": ("value of an attribute", "values of attributes"),
    "verdict": ("judged suggestion", "judged suggestions"),
    "reading": ("mark of reading", "marks of reading"),
    "passage_read": ("passage read", "passages read"),
    "query": ("saved search", "saved searches"),
    "import_rule": ("rule of importing", "rules of importing"),
    "coder": ("coder", "coders"),
    "project": ("setting of the project", "settings of the project"),
    "handout": ("copy given out", "copies given out"),
    "merged": ("copy taken in", "copies taken in"),
    "alias": ("pair made one", "pairs made one"),
}
_WITHIN = frozenset(  # counted apart, or with what they belong to
    (
        "coding",
        "turn",
        "speaker",
        "entry",
        "reading",
        "passage_read",
        "memo_link",
        "alias",
        "merged",
    )
)
_DECIDED: Mapping[str, str] = {  # options by name, as they stand in the list
    "ours": "yours",
    "theirs": "theirs",
    "both": "both kept",
    "keep": "kept",
    "delete": "deleted",
    "join": "joined",
    "rename": "renamed",
    WRITTEN: "written",
}


def names(conflict: Conflict) -> tuple[str, str]:
    """What a conflict is about: its name and, of a code under others, theirs."""
    what = " ".join(conflict.what.split())
    if conflict.tbl != "code":
        return what, ""
    above, _, name = what.rpartition(" / ")
    return name, above


def kind_of(conflict: Conflict) -> str:
    """What happened, in a few words: "Definition edited twice"."""
    if conflict.kind == "edited-twice" and conflict.field in _FIELDS:
        said = tr("{field} edited twice", field=tr(field_of(conflict)))
        return said[:1].upper() + said[1:] if said[:1] != "‘" else said
    return tr(KINDS.get(conflict.kind, conflict.kind))


def field_of(conflict: Conflict) -> str:
    """The field a conflict is about, as it stands in a sentence."""
    return tr(_FIELDS.get(conflict.field, ("text", True))[0])


def is_long(conflict: Conflict) -> bool:
    """Whether what stands in the field may have several lines."""
    return _FIELDS.get(conflict.field, ("", True))[1]


def decided(conflict: Conflict, decision: Decision) -> str:
    """A decision in a word or two."""
    if decision.option in _DECIDED:
        return tr(_DECIDED[decision.option])
    return next((o.text for o in conflict.options if o.name == decision.option), decision.option)


def tables(*counts: Counts) -> list[str]:
    """The tables in which something changes, those people look for first before the others."""
    found = {tbl for each in counts for tbl, n in each.items() if n}
    order = list(_TABLES)
    return sorted(found, key=lambda tbl: (order.index(tbl) if tbl in order else 99, tbl))


def table(tbl: str, number: int = 2) -> str:
    """A table's rows in plain words."""
    one, many = _TABLES.get(tbl, (tbl, tbl))
    return tr(one if number == 1 else many)


def others(*counts: Counts) -> int:
    """How many things besides codings change, what belongs within others not counted."""
    return sum(n for each in counts for tbl, n in each.items() if tbl not in _WITHIN)


def moment(at: str) -> str:
    """A stored time as people say it; what is no time, as it is written."""
    local = _local(at)
    return _within_a_sentence(local, datetime.now()) if local else at


def minute(at: str) -> str:
    """A stored time with its day and its minute: "2 February, 16:40"."""
    local = _local(at)
    if local is None:
        return at
    now = datetime.now()
    if (now.date() - local.date()).days in (0, 1):
        return _within_a_sentence(local, now)
    year = f" {local.year}" if local.year != now.year else ""
    return f"{local.day} {tr(MONTHS[local.month - 1])}{year}, {local:%H:%M}"


def _within_a_sentence(moment: datetime, now: datetime) -> str:
    said = when(moment, now)
    lately = (now.date() - moment.date()).days in (0, 1)  # "today", but "Tuesday"
    return said[:1].lower() + said[1:] if lately else said


def _local(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at).astimezone().replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):  # the last two of times before and after all time
        return None


def side(which: Side, me: str) -> str:
    """Who last touched a thing, and when: "you, 9 March"."""
    who = tr("you") if me and which.who == me else which.who
    return ", ".join(part for part in (who, moment(which.at) if which.at else "") if part)


def called(copy: CopyFacts) -> str:
    """A copy as one speaks of it."""
    return tr("{name}'s copy", name=copy.name)


def since(copy: CopyFacts) -> str:
    """When the two last agreed, in words."""
    if not copy.shared:
        return tr("no history in common")
    return tr("last common step {when}", when=minute(copy.since)) if copy.since else ""


def moved(item: Moved, doubtful: bool) -> str:
    """A coding that moved with its text, as a screen reader says it."""
    what = tr("other words now") if doubtful else tr("the same words")
    return ", ".join(part for part in (item.code, item.document, item.coder, what) if part)


def told(report: MergeReport) -> str:
    """What a merge did, in a sentence."""
    codings = (
        (report.added, "{n} added"),
        (report.changed, "{n} changed"),
        (report.deleted, "{n} removed"),
    )
    parts: list[str] = []
    for counts, said in codings:
        if n := counts.get("coding", 0):
            number = counted(n, "coding", "codings") if not parts else f"{n:,}"
            parts.append(tr(said, n=number))
    if rest := others(report.added, report.changed, report.deleted):
        parts.append(
            counted(rest, "other change", "other changes")
            if parts
            else counted(rest, "change", "changes")
        )
    if report.decisions:
        parts.append(counted(len(report.decisions), "decision", "decisions"))
    what = ", ".join(parts) or tr("nothing that was not here already")
    return tr("Merged {copy}: {what}.", copy=report.whose, what=what)
