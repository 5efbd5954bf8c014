"""What all commands share: the application, opening a project as somebody, and saying things."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from liveable import __version__, settings
from liveable.core.progress import Progress
from liveable.errors import Refused
from liveable.ops import coders
from liveable.store import backup
from liveable.store.project import SUFFIX, Person, Project, open_project


class _Commands(TyperGroup):
    """The commands, with a plain word for who names a project instead of one."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0].endswith(SUFFIX):
            ctx.fail(
                f"This version has no window to open {args[0]} in; put a command before it "
                "(`liveable --help` lists them)."
            )
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _about(
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
) -> None:
    """Code interviews and diaries on your own machine: nothing leaves it."""
    if version:
        print(f"liveable {__version__}")
        raise typer.Exit


ProjectPath = Annotated[Path, typer.Argument(metavar="PROJECT", help="The project's file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")]
CoderName = Annotated[
    str | None,
    typer.Option("--coder", help="Who acts, by name; without, the person of the settings."),
]


def person() -> Person:
    """Who uses this machine, by the settings."""
    mine = settings.load()
    return Person(mine.person_uid, mine.name)


@contextmanager
def reading(path: Path, verify: bool = True) -> Iterator[Project]:
    """A project to look at; works while somebody writes to it."""
    with open_project(path, person(), write=False, verify=verify) as project:
        _say_notices(project)
        yield project


@contextmanager
def writing(path: Path) -> Iterator[Project]:
    """A project to act in; afterwards the routine snapshot is made if one is due."""
    mine = settings.load()
    with open_project(path, person(), journal=mine.journal) as project:
        _say_notices(project)
        yield from keeping_snapshots(project, mine)


def keeping_snapshots(project: Project, mine: settings.Settings) -> Iterator[Project]:
    """Hand the project on and, if anything was done in it, keep a snapshot as the settings say."""
    acts: list[object] = []
    project.changed.append(acts.append)
    try:
        yield project
    finally:
        if acts and mine.snapshots:
            try:
                backup.keep(project.path, mine.snapshot_minutes, mine.snapshot_folder)
            except Refused as refused:
                note(str(refused))


def _say_notices(project: Project) -> None:
    for sentence in project.notices:
        note(sentence)


def acting(project: Project, name: str | None) -> str:
    """The uid of the coder who acts: by name, or the person of the settings."""
    me = person()
    uid = coders.present(project, me) if name is None else coders.named(project, name, me)
    with project.reading() as session:
        if name is None and coders.namesakes(session, uid):
            note(f"There is another coder called {me.name} in this project; you are {uid}.")
    return uid


def note(sentence: str) -> None:
    """Say something beside the result, on standard error."""
    print(sentence, file=sys.stderr)


def print_json(value: Any) -> None:
    """Print one JSON value."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=_plain)
    sys.stdout.write("\n")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"{value!r} is not for JSON")


def shown(text: str, most: int = 70) -> str:
    """A passage on one line, its middle left out where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 21]} … {line[-18:]}"


def terminal_progress(seconds: Callable[[], float] = time.monotonic) -> Progress:
    """Progress on standard error: one running line on a terminal, else a line now and then."""
    live = sys.stderr.isatty()
    last = seconds()

    def report(done: int, total: int, what: str) -> None:
        nonlocal last
        if live:
            line = f"{done}/{total} {what}"[:78]
            print(f"\r{line:<78}", end="\r" if done < total else "\n", file=sys.stderr, flush=True)
        elif seconds() - last >= 1:
            last = seconds()
            print(f"{done}/{total} {what}", file=sys.stderr, flush=True)

    return Progress(report)
