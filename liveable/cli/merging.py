"""The command that brings copies together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from liveable import settings
from liveable.cli.common import (
    AsJson,
    CoderName,
    ProjectPath,
    acting,
    app,
    note,
    one_of,
    print_json,
    project_path,
    reading,
    say,
    terminal_progress,
    writing,
)
from liveable.errors import FileRefused, Refused
from liveable.exchange.team.apply import apply
from liveable.exchange.team.deleted import counted
from liveable.exchange.team.plan import plan
from liveable.exchange.team.several import all_for, plan_all
from liveable.exchange.team.values import Conflict, Decision, Decisions, MergePlan
from liveable.store.project import Project

SIDES: tuple[Literal["ours", "theirs"], ...] = ("ours", "theirs")


@app.command()
def merge(
    path: ProjectPath,
    copies: Annotated[list[str], typer.Argument(metavar="COPY...", help="Copies that came back.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")
    ] = False,
    decide: Annotated[
        str | None,
        typer.Option(metavar="ours|theirs", help="Settle conflicts for this side."),
    ] = None,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Take in what copies of the project brought, each as one act that one undo takes back."""
    side = None if decide is None else one_of("side", decide, SIDES)
    files = list(dict.fromkeys(project_path(name) for name in copies))
    with reading(path) as project:
        found = plan_all(project, files, lambda c: _settled(c, side), terminal_progress())
    plans = [one for one in found if isinstance(one, MergePlan)]
    refused = [one for one in found if isinstance(one, FileRefused)]
    for refusal in refused:
        note(str(refusal))
    conflicts = [conflict for one in plans for conflict in one.conflicts]
    stopped = bool(conflicts) and side is None and not dry_run
    if not dry_run and not stopped and any(one.copy.acts for one in plans):
        with writing(path) as project:
            me = acting(project, coder)
            waiting, plans = plans, []
            for one in waiting:
                try:
                    plans.append(_do(project, one.copy.path, side, me))
                except FileRefused as refusal:
                    note(str(refusal))
                    refused.append(refusal)
    if as_json:
        print_json(_json(plans, side))
    else:
        for one in plans:
            _tell(one, side, done=not dry_run and not stopped)
    if stopped:
        raise Refused(
            f"Nothing was written: {counted_conflicts(len(conflicts))} a decision. Look at them "
            "with --dry-run, settle them in the window (Team, Merge a copy…), or settle all for "
            "one side with --decide ours or --decide theirs."
        )
    if refused:
        raise typer.Exit(1)


def counted_conflicts(count: int) -> str:
    """So many conflicts, with their verb."""
    return "one conflict needs" if count == 1 else f"{count} conflicts need"


def _settled(conflicts: Sequence[Conflict], side: str | None) -> Decisions:
    if side is None:
        return {conflict.key: Decision(conflict.proposed) for conflict in conflicts}
    return all_for(conflicts, side)


def _do(project: Project, path: Path, side: str | None, me: str) -> MergePlan:
    """Plan once more, for joining or the copy before may have changed the project, and apply."""
    made = plan(project, path, terminal_progress())
    if made.copy.acts:
        if made.conflicts and side is None:
            raise Refused(f"{path.name}: the project was changed meanwhile; merge again.")
        chosen = _settled(made.conflicts, side)
        folder = settings.load().snapshot_folder
        report = apply(project, made, chosen, me, terminal_progress(), snapshots=folder)
        made.added, made.changed, made.deleted = report.added, report.changed, report.deleted
        made.notes = report.notes
    return made


def _json(plans: list[MergePlan], side: str | None) -> dict[str, Any]:
    """All copies together; ``copies`` says what is which."""
    decisions = {c.key: d for p in plans for c in p.conflicts for d in [_one(c, side)]}
    return {
        **{
            name: dict(sum((Counter(getattr(p, name)) for p in plans), Counter()))
            for name in ("added", "changed", "deleted")
        },
        "conflicts": [
            {
                "kind": c.kind,
                "what": c.what,
                "field": c.field,
                "sentence": c.sentence,
                "base": c.base,
                "ours": c.ours,
                "theirs": c.theirs,
                "decision": decisions[c.key],
                "proposed": c.proposed,
                "options": [option.name for option in c.options],
                "copy": p.copy.name,
            }
            for p in plans
            for c in p.conflicts
        ],
        "reanchored": [moved for p in plans for moved in p.reanchored],
        "doubtful": [moved for p in plans for moved in p.doubtful],
        "notes": [sentence for p in plans for sentence in p.notes],
        "copies": [
            {
                "file": str(p.copy.path),
                "name": p.copy.name,
                "copy": p.copy.uid,
                "since": p.copy.since or None,
                "acts": p.copy.acts,
                "coders": list(p.copy.coders),
            }
            for p in plans
        ],
    }


def _one(conflict: Conflict, side: str | None) -> str | None:
    return None if side is None else all_for([conflict], side)[conflict.key].option


def _tell(made: MergePlan, side: str | None, done: bool) -> None:
    copy = made.copy
    if not copy.acts:
        say(f"{copy.path.name}: nothing new in it.")
        return
    say(f"{copy.path.name}: {copy.name}'s copy, {copy.acts} act{'s' * (copy.acts != 1)}.")
    if made.empty:
        say("  nothing in it that is not here already")
    for word, rows in (
        ("added", made.added),
        ("changed", made.changed),
        ("deleted", made.deleted),
    ):
        if rows:
            told = ", ".join(counted(tbl, count) for tbl, count in rows.items())
            say(f"  {word if done else f'would be {word}'}: {told}")
    for conflict in made.conflicts:
        chosen = _one(conflict, side) or f"proposed: {conflict.proposed}"
        say(f"  {conflict.kind}: {conflict.what} – {conflict.sentence} ({chosen})")
    if made.reanchored:
        count = counted("coding", len(made.reanchored))
        say(f"  moved with an edited text, over the same words: {count}")
    for moved in made.doubtful:
        say(f"  words changed under {moved.code} in {moved.document}: "
            f"“{moved.before}” is now “{moved.after}”")  # fmt: skip
    for sentence in made.notes:
        say(f"  {sentence}")
