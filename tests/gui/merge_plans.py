"""Plans of merges that nobody made: conflicts of every kind, as many as one likes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

from liveable.core.merging import Moved
from liveable.exchange.team.values import Conflict, CopyFacts, Kind, MergePlan, Option, Side

ANN, BEN = Side("Ann", "2026-03-09T10:00:00Z", "Edit"), Side("Ben", "2026-03-11T10:00:00Z", "Edit")
BEFORE = "Keeping help light; privacy; fear of interfering."
OURS = "Keeping help light: privacy, and fear of interfering or getting too involved."
THEIRS = "Keeping help light; privacy; a line either side would not cross; fear of interfering."
BLUE = "#2b6cb0"


def _options(*texts: tuple[str, str, str]) -> tuple[Option, ...]:
    return tuple(Option(*each) for each in texts)


SIDES = _options(
    ("ours", "Keep yours", "Theirs is not taken"), ("theirs", "Keep theirs", "Yours is replaced")
)
WORDS = _options(
    ("ours", "Keep yours", "Theirs becomes a memo"),
    ("theirs", "Keep theirs", "Yours becomes a memo"),
    ("written", "Write one from both", "Both are kept as memos"),
)
APART = _options(
    ("join", "Make them one", "Your wording stays"),
    ("theirs", "Make them one, in their words", "Your wording becomes a memo"),
    ("both", "Keep both", "Theirs is called ‘Middle layer (Ben)’"),
    ("written", "Keep both, with a name of yours", "Theirs gets the name you write"),
)
ONE = _options(("join", "They are one", "It is called ‘M07’"), ("both", "They are two", ""))
USED = _options(
    ("ours", "Keep the code", "Ben's deletion is not taken"), ("theirs", "Delete the code", "")
)
GONE = _options(
    ("ours", "Leave it deleted", ""), ("theirs", "Bring the code back", "With what went with it")
)
TEXT = _options(("theirs", "Take the edited text", ""), ("ours", "Keep your text", ""))


def conflict(
    kind: Kind,
    tbl: str,
    what: str,
    sides: tuple[str | None, str | None, str | None],
    options: tuple[Option, ...] = SIDES,
    *,
    field: str = "",
    code: bool = False,
) -> Conflict:
    """A conflict of a kind, with what there was before, yours and theirs."""
    before, ours, theirs = sides
    return Conflict(
        key=f"{kind}:{tbl}:{what}:{field}",
        kind=kind,
        tbl=tbl,
        what=what,
        sentence=f"You and Ben did this to ‘{what}’.",
        options=options,
        proposed=options[0].name,
        field=field,
        base=before,
        ours=ours,
        theirs=theirs,
        our_side=ANN,
        their_side=BEN,
        writable=any(option.name == "written" for option in options),
        code="c" if code else None,
        colour=BLUE if code else "",
    )


DEFINITION = conflict(
    "edited-twice", "code", "Not overstepping", (BEFORE, OURS, THEIRS), WORDS,
    field="definition", code=True,
)  # fmt: skip
WHOLE = "every word of it " * 400
EVERY_KIND = (
    DEFINITION,
    conflict("renamed-twice", "code", "Stairs", ("Stairs", "Steps", "Doors"), WORDS,
             field="name", code=True),
    conflict("moved-twice", "code", "Care / Noticing", ("Care", "Ties", "Kin"), field="parent"),
    conflict("moved-into-itself", "code", "Ties", ("Care", "Ties / Kin", "Kin"), field="parent"),
    conflict("deleted-but-edited", "code", "Risk", (None, "deleted", "edited"), GONE, code=True),
    conflict("deleted-but-used", "code", "Civility", (None, "6 codings", "deleted"), USED),
    conflict("re-created", "code", "Giving back", (None, "Old", "New"), APART, field="name"),
    conflict("same-name", "code", "Ties / Middle layer", (None, "Between", "Amid"), APART,
             field="name", code=True),
    conflict("text-edited-twice", "document", "M05", (WHOLE, WHOLE + "mine", "theirs " + WHOLE),
             field="text_sha"),
    conflict("text-against-coding", "document", "M05", (None, "I had", "I'd"), TEXT),
    conflict("value", "value", "Moira: age", ("63", "64", "65"), field="value"),
    conflict("same-document", "document", "M07", (None, "M07", "M07_final"), ONE),
    conflict("same-case", "case", "Moira", (None, "Moira", "Moira"), ONE),
    conflict("same-person", "coder", "Ben", (None, "Ben", "Ben"), ONE),
    conflict("two-people", "coder", "Admin", (None, "Admin", "Admin"), ONE),
    conflict("same-coding", "coding", "Noticing", (None, "come in", "come in"), ONE),
    conflict("matched", "document", "H02", (None, "H02", "Grace diary"), ONE),
)  # fmt: skip
assert {each.kind for each in EVERY_KIND} == set(get_args(Kind))

MOVED = Moved("m1", "M05", "Noticing", "Ben", "She said come in.", "She said to come in.")
STAYED = Moved("m2", "M05", "Care", "Ben", "We never agreed it.", "We never agreed it.")


def plan(
    *conflicts: Conflict, doubtful: int = 0, reanchored: int = 0, name: str = "Ben"
) -> MergePlan:
    """A plan with these conflicts, and with codings that go in without a question."""
    return MergePlan(
        copy=CopyFacts(
            Path("/somewhere/Everyday help Ben.liveable"), name, "u", "h", "2026-02-02T16:40:00Z",
            True, 431, ("Ben", "Tom"), True,
        ),
        added={"coding": 412, "code": 6, "memo": 11, "turn": 90},
        changed={"coding": 18},
        deleted={"coding": 3},
        conflicts=list(conflicts),
        reanchored=[replace(STAYED, coding=f"s{n}") for n in range(reanchored)],
        doubtful=[replace(MOVED, coding=f"d{n}") for n in range(doubtful)],
        notes=["A cue that both added stands once."],
    )  # fmt: skip


def many(number: int) -> list[Conflict]:
    """So many conflicts: every third the definition of another code, the others of every kind."""
    return [
        replace(each, key=f"{number}:{at}", what=f"{each.what} {at}")
        for at in range(number)
        for each in [EVERY_KIND[at // 3 % len(EVERY_KIND)] if at % 3 else DEFINITION]
    ]
