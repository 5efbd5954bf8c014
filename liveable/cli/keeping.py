"""Commands that go back: undo, redo, snapshots, restore."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from liveable import settings
from liveable.cli.common import (
    AsJson,
    CoderName,
    ProjectPath,
    app,
    myself,
    person,
    print_json,
    writing,
)
from liveable.errors import NotFound, Refused
from liveable.ops import coders
from liveable.store import backup, find, queries
from liveable.store.history import Act
from liveable.store.project import Project

Yes = Annotated[bool, typer.Option("--yes", help="Also if it was another coder's act.")]


@app.command()
def undo(path: ProjectPath, coder: CoderName = None, yes: Yes = False) -> None:
    """Take back your latest act; another coder's only when you say so."""
    with writing(path) as project:
        me, whose = _whose(project, coder, yes, redo=False)
        act = project.undo(me, whose)
    print(f"Undone: {act.label}.")


@app.command()
def redo(path: ProjectPath, coder: CoderName = None, yes: Yes = False) -> None:
    """Do again what you undid last."""
    with writing(path) as project:
        me, whose = _whose(project, coder, yes, redo=True)
        act = project.redo(me, whose)
    print(f"Done again: {act.label.removeprefix('Undo: ')}.")


def _whose(project: Project, name: str | None, yes: bool, redo: bool) -> tuple[str, str]:
    """Who acts, and whose act it is: one's own, else another's after asking.

    Asking only looks: neither answer, nor that there is nobody to ask, leaves a trace in the
    project.
    """
    upcoming = project.next_redo if redo else project.next_undo
    me = myself(project) if name is None else ""
    with project.reading() as session:
        mine = find.coder(session, name) if name is not None else me
        present = queries.coder_name(session, mine) is not None
    act = upcoming(mine) if present else None
    if act is None:
        act = upcoming(None)
        if act is None:
            raise NotFound(f"There is nothing to {'redo' if redo else 'undo'}.")
        _ask(project, act, yes, "redo" if redo else "undo")
    if not present:
        mine = coders.present(project, person())
    return mine, act.coder


def _ask(project: Project, act: Act, yes: bool, verb: str) -> None:
    with project.reading() as session:
        name = queries.coder_name(session, act.coder) or act.coder
    label = act.label.removeprefix("Undo: ")
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused(
            f"You have nothing of your own to {verb}; the latest act, ‘{label}’, is {name}'s. "
            f"To {verb} it all the same, add --yes."
        )
    typer.confirm(f"‘{label}’ is {name}'s act. {verb.capitalize()} it?", abort=True)


@app.command()
def snapshots(path: ProjectPath, as_json: AsJson = False) -> None:
    """List the snapshots kept of a project, latest first."""
    found = backup.snapshots(path, settings.load().snapshot_folder)
    if as_json:
        print_json([{"file": str(s.path), "at": s.at.isoformat(), "note": s.note} for s in found])
        return
    for snapshot in found:
        print(f"{snapshot.at:%Y-%m-%d %H:%M}  {snapshot.path}  {snapshot.note}")
    if not found:
        place = backup.folder(path, settings.load().snapshot_folder)
        print(f"No snapshots of {path.name} in {place}.")


@app.command()
def restore(
    path: ProjectPath,
    snapshot: Annotated[Path, typer.Argument(help="A file that `snapshots` lists.")],
) -> None:
    """Put a snapshot in the project's place; the present file is put aside first."""
    aside = backup.restore(path, snapshot, person().name, settings.load().snapshot_folder)
    print(f"{path}: restored from {snapshot.name}.")
    if aside is not None:
        print(f"What was there before is in {aside.path}.")
