"""A merge as a report tells it, with a decision of every sort."""

from __future__ import annotations

from liveable.core.merging import Decided, MergeReport, Moved

LONG = "Trust is what people show when nobody keeps count. " * 400  # 20,000 characters
SAME = Moved("c1", "M01", "Trust / Keys", "Ana", "my spare key", "my spare key")
OTHER = Moved("c2", "M01", "Trust / Keys", "Ana", "me spare key", "my spare key")


def decided(kind: str = "edited-twice", **fields: object) -> Decided:
    """A decision between two wordings; ``fields`` says what is otherwise."""
    values: dict[str, object] = {
        "what": "Trust / Keys",
        "field": "definition",
        "base": "A key given.",
        "ours": "A key or a code given.",
        "theirs": "A key to one's home.",
        "decision": "keep ours",
        "kept": "A key or a code given.",
        "why": "",
        "proposed": False,
    }
    return Decided(kind=kind, **(values | fields))  # type: ignore[arg-type]


def merge_report(**fields: object) -> MergeReport:
    """The report of a merge of Ana's copy; ``fields`` says what is otherwise."""
    values: dict[str, object] = {
        "project": "Kindness",
        "copy": "Ana",
        "file": "Kindness for Ana.liveable",
        "by": "Moira",
        "at": "2026-03-03T14:05:09.123Z",
        "since": "2026-02-03T09:12:00.000Z",
        "acts": 36,
        "coders": {"Ben": 2, "Ana": 34},
        "added": {"memo": 2, "coding": 1112, "merged": 1, "new_table": 1},
        "changed": {"coding": 3},
        "deleted": {"coding": 1},
        "codings": [
            {"coder": "Ana", "added": 1110, "changed": 3, "deleted": 1},
            {"coder": "Ben", "added": 2, "changed": 0, "deleted": 0},
        ],
        "decisions": [
            decided("same-coding", what="Trust", field="", decision="keep one", proposed=True),
            decided(why="It is shorter."),
            decided("deleted-but-used", field="", base=None, ours=None, kept=None),
        ],
        "reanchored": [SAME, SAME],
        "doubtful": [OTHER],
        "notes": ["P10 and Interview 10 were taken as one."],
        "our_head": "a3" * 32,
        "their_head": "0f" * 32,
    }
    return MergeReport(**(values | fields))  # type: ignore[arg-type]


def empty_report() -> MergeReport:
    """A report of which nothing is known."""
    return MergeReport("", "", "", "", "", "", 0)
