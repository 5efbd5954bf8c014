"""Commands that make a project and fill it: demo, new, import, codebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from liveable import demo as sample
from liveable import settings
from liveable.cli import importing
from liveable.cli.common import (
    AsJson,
    CoderName,
    ProjectPath,
    acting,
    app,
    keeping_snapshots,
    note,
    one_of,
    path_of,
    person,
    print_json,
    reading,
    say,
    say_where_the_name_comes_from,
    terminal_progress,
    writing,
)
from liveable.core.codebook import Codebook
from liveable.core.transcript import KINDS
from liveable.errors import Refused
from liveable.exchange import codebook as codebook_file
from liveable.ops import coders, whole_codebook
from liveable.readers.one_file import read_bytes
from liveable.reports.wording import number
from liveable.store.project import SUFFIX, Person, create


@app.command()
def demo(
    folder: Annotated[Path | None, typer.Argument(help="Where to make it.", parser=path_of)] = None,
) -> None:
    """Make the sample project, coded by two people, and a Word report of its quotes."""
    made = sample.make(
        sample.free_folder(Path()) if folder is None else folder, terminal_progress(), person()
    )
    print(f"{made.project}: the sample project, an invented study of everyday help.")
    print(
        f"  {made.documents} documents, {made.words:,} words; {made.codes} codes; "
        f"{made.codings} codings by {made.coders}; {made.memos} memos."
    )
    print(f"  {made.suggestions} more passages worth a look, each with its reasons; the first:")
    for line in made.first_suggestions:
        print(f"    {line}")
    print(f"{made.report}: {made.quotes} quotes under their codes, for Word.")
    print(f"Open it in the window with: liveable {made.project}")


@app.command()
def new(
    path: Annotated[
        Path, typer.Argument(metavar="PROJECT", help="The file to make.", parser=path_of)
    ],
    codebook: Annotated[
        str | None, typer.Option(help="A ready-made codebook's name, or a .yaml or .csv file.")
    ] = None,
    coder: CoderName = None,
) -> None:
    """Make an empty project, with a codebook if you like."""
    if not path.name:
        raise Refused(f"{path} is a folder; a project needs a name of its own.")
    path = path if path.suffix else path.with_suffix(SUFFIX)
    book = _codebook(codebook) if codebook else None
    first = _first_coder(coder)
    with create(path, path.stem, first, settings.load().journal) as project:
        for opened in keeping_snapshots(project, settings.load()):
            done = whole_codebook.apply(opened, book, acting(opened, coder)) if book else None
    codes = f", with {number(len(done.added), 'code')}" if done else ""
    print(f"{path}: made{codes}.")
    say_where_the_name_comes_from(first.uid)
    for sentence in book.warnings if book else ():
        note(sentence)


def _first_coder(name: str | None) -> Person:
    """Whose project it is. On a machine that knows nobody's name yet, this is how it learns it."""
    mine = settings.load()
    name = None if name is None else coders.expect_name(name)
    if name is None or name == mine.name:
        return Person(mine.person_uid, mine.name)
    if not mine.person_name:
        mine = dataclasses.replace(mine, person_name=name)
        settings.save(mine)
        return Person(mine.person_uid, name)
    return Person(settings.Settings().person_uid, name)


def _codebook(name: str) -> Codebook:
    """A codebook by the name of a ready-made one, or from a file."""
    if name in codebook_file.shipped():
        return codebook_file.load_shipped(name)
    path = path_of(name)
    if not path.is_file():
        names = ", ".join(codebook_file.shipped())
        raise Refused(f"There is no codebook file {name}, nor a ready-made one ({names}).")
    return codebook_file.read(read_bytes(path), path.name)


@app.command("codebook")
def codebook_command(
    path: ProjectPath,
    source: Annotated[str | None, typer.Option("--from", help="Bring this one in.")] = None,
    target: Annotated[
        Path | None, typer.Option("--to", help="Write it: .yaml or .csv.", parser=path_of)
    ] = None,
    coder: CoderName = None,
) -> None:
    """Bring a codebook in, or write the project's codebook to a file."""
    if (source is None) == (target is None):
        raise typer.BadParameter("say either --from FILE or --to FILE")
    if source is not None:
        book = _codebook(source)
        with writing(path) as project:
            done = whole_codebook.apply(project, book, acting(project, coder))
        print(
            f"{number(len(done.added), 'code')} added, {len(done.changed)} changed, "
            f"{done.unchanged} as before."
        )
        for sentence in book.warnings:
            note(sentence)
    elif target is not None:
        with reading(path) as project, project.reading() as session:
            lost = codebook_file.write(whole_codebook.to_codebook(session), target)
        print(f"{target}: written.")
        for sentence in lost:
            note(sentence)


@app.command("import")
def import_(
    path: ProjectPath,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Files, or folders of them.", parser=path_of),
    ],
    kind: Annotated[
        str,
        typer.Option(help=f"auto, {', '.join(KINDS)}, or attributes for a participants' sheet."),
    ] = "auto",
    encoding: Annotated[str | None, typer.Option(help="Read text in this encoding.")] = None,
    question: Annotated[
        list[str] | None,
        typer.Option(help="A survey's column of open answers, by heading or number; repeatable."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            help='What a column of a sheet or survey becomes, as "Age=number": case, documents, '
            "alias, text, number, boolean, date, question, when or out; repeatable."
        ),
    ] = None,
    new_version: Annotated[
        bool,
        typer.Option("--new-version", help="A changed file gives its document a new text."),
    ] = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Bring transcripts, diaries, a survey's open answers or a sheet of participants' attributes
    in; folders come with theirs.
    """
    one_of("kind", kind, ("auto", *KINDS, "attributes"))
    if question and kind not in ("auto", "survey"):
        raise typer.BadParameter("--question goes with --kind survey")
    told: list[dict[str, Any]] = []
    with writing(path) as project:
        found = importing.gathered(files)
        if not found:
            raise Refused("There is no file to import there.")
        who = acting(project, coder)
        results: Iterator[importing.Told]
        if kind == "attributes":
            columns = column or ()
            results = (importing.sheet(project, file, encoding, columns, who) for file in found)
        else:
            wanted = next((k for k in KINDS if k == ("survey" if question else kind)), None)
            how = importing.How(wanted, encoding, question or (), column or (), new_version)
            results = importing.documents(project, found, how, who)
        for result in results:
            told += result.elements
            for element in result.elements:
                if "error" in element:
                    note(element["error"])
            if result.said and not as_json:
                say(result.said)
    if as_json:
        print_json(told)
    if any("error" in result for result in told):
        raise typer.Exit(1)
