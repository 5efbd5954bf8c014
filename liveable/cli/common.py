"""What all commands share: the application, opening a project as somebody, and saying things."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperGroup

from liveable import __version__, settings
from liveable.core import spans
from liveable.core.folding import alike
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.ops import coders
from liveable.reports.wording import joined
from liveable.store import backup
from liveable.store.history import Changed
from liveable.store.project import SUFFIX, Person, Project, open_project


class _Commands(TyperGroup):
    """The commands, with a plain word for who names a project instead of one."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0].endswith(SUFFIX):
            ctx.fail(
                f"`liveable {args[0]}` alone opens the window; for anything else put a command "
                "before it (`liveable --help` lists them)."
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


class WrongUsage(typer.BadParameter):
    """Words that make no command; the message is all there is to say."""

    def format_message(self) -> str:
        """The message as it is."""
        return self.message


Word = TypeVar("Word", bound=str)


def one_of(what: str, given: str, choices: Sequence[Word]) -> Word:
    """A word that must be one of a few; raises WrongUsage naming them."""
    for choice in choices:
        if choice == given:
            return choice
    raise WrongUsage(f"There is no {what} ‘{given}’; choose {joined(choices, 'or')}.")


def path_of(given: str) -> Path:
    """A file's name as it was given; raises Refused for an empty one."""
    if not given.strip():
        raise Refused("The name of a file is empty.")
    return Path(given)


def span_of(written: str) -> Span:
    """A place as it was given, START:END; raises WrongUsage."""
    try:
        return spans.parse(written)
    except ValueError as error:
        raise WrongUsage(str(error)) from error


def project_path(given: str) -> Path:
    """A project's file, its ending left out or not."""
    path = path_of(given)
    whole = path.with_name(path.name + SUFFIX) if path.name else path
    return whole if not path.is_file() and whole.is_file() else path


ProjectPath = Annotated[
    Path, typer.Argument(metavar="PROJECT", help="The project's file.", parser=project_path)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")]
Name = Annotated[str, typer.Argument(help="By name or uid.")]
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
        project.changed.append(_say_who_joined)
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


def _say_who_joined(changed: Changed) -> None:
    if changed.operation.kind == "join":
        note(f"{changed.operation.label}.")
        say_where_the_name_comes_from(changed.operation.coder)


def say_where_the_name_comes_from(uid: str) -> None:
    """Tell those who never said their name how to, when their account's name enters a project."""
    mine = settings.load()
    if uid == mine.person_uid and not mine.person_name:
        note(
            f"‘{mine.name}’ is the name of this computer's account; to be called otherwise, write "
            f"your name as person_name in {settings.file()}."
        )


def acting(project: Project, name: str | None) -> str:
    """The uid of the coder who acts: by name, or the person of the settings."""
    me = person()
    if name is not None:
        return coders.named(project, name, me)
    myself(project)
    uid = coders.present(project, me)
    with project.reading() as session:
        if coders.namesakes(session, uid):
            note(f"There is another coder called {me.name} in this project; you are {uid}.")
    return uid


def myself(project: Project) -> str:
    """The uid under which the person of the settings acts in this file.

    A copy that was handed out to somebody of their name is theirs from then on.
    """
    me = person()
    copy = coders.unclaimed(project, me)
    if copy is None or not project.writable:
        return coders.here(project, me)
    if alike(copy.coder_name) == alike(me.name):
        return coders.claim(project, me)
    note(
        f"This copy was handed out to {copy.coder_name}, and you are {me.name} in it; if you are "
        f'{copy.coder_name}, add --coder "{copy.coder_name}".'
    )
    return coders.here(project, me)


def note(sentence: str) -> None:
    """Say something beside the result, on standard error."""
    _wipe()
    print(sentence, file=sys.stderr)


def say(sentence: str) -> None:
    """Print a result while progress is being told."""
    _wipe()
    print(sentence, flush=True)


_WIDTH = 78  # of the line on which progress runs


def _wipe() -> None:
    """Take the running line of progress off a terminal."""
    if sys.stderr.isatty():
        print(f"\r{'':{_WIDTH}}", end="\r", file=sys.stderr, flush=True)


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
            line = f"{done}/{total} {what}"[:_WIDTH] if done < total else ""
            print(f"\r{line:<{_WIDTH}}", end="\r", file=sys.stderr, flush=True)
        elif what and seconds() - last >= 1:
            last = seconds()
            print(f"{done}/{total} {what}", file=sys.stderr, flush=True)

    return Progress(report)
