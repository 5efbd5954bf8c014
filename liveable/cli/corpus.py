"""Commands that make a project and fill it: demo, new, import, codebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from liveable import demo as sample
from liveable import settings
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
from liveable.core.text import paragraphs, word_count
from liveable.core.transcript import KINDS, Kind
from liveable.errors import FileRefused, Refused
from liveable.exchange import codebook as codebook_file
from liveable.ops import case_sheet, coders, documents, whole_codebook
from liveable.readers import read_sheet
from liveable.readers.gathering import MAX_FILES, gather
from liveable.readers.one_file import read_bytes
from liveable.readers.workers import ReadFile, read_files
from liveable.reports.wording import number
from liveable.store.project import SUFFIX, Person, Project, create


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
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Bring transcripts, diaries or a sheet of participants' attributes in; folders come with
    theirs.
    """
    one_of("kind", kind, ("auto", *KINDS, "attributes"))
    told = []
    with writing(path) as project:
        found = _gathered(files)
        if not found:
            raise Refused("There is no file to import there.")
        who = acting(project, coder)
        results: Iterator[dict[str, Any]]
        if kind == "attributes":
            results = (_import_sheet(project, file, encoding, who) for file in found)
        else:
            results = _import_documents(project, found, _kind(kind), encoding, who)
        for result in results:
            told.append(result)
            if "error" in result:
                note(result["error"])
            elif not as_json:
                say(_said(result))
    if as_json:
        print_json(told)
    if any("error" in result for result in told):
        raise typer.Exit(1)


def _kind(name: str) -> Kind | None:
    return next((kind for kind in KINDS if kind == name), None)


def _gathered(files: list[Path]) -> dict[Path, tuple[str, ...]]:
    """The files themselves and what lies in folders, each once and with the folders it goes to."""
    gathering = gather(files)
    if gathering.cut:
        note(f"Only the first {MAX_FILES:,} files are taken; import the rest afterwards.")
    found: dict[Path, tuple[str, ...]] = {}
    seen = set()
    for path, folders in gathering.files:
        if path.resolve() not in seen:
            seen.add(path.resolve())
            found[path] = folders
    return found


def _import_documents(
    project: Project,
    files: Mapping[Path, tuple[str, ...]],
    kind: Kind | None,
    encoding: str | None,
    coder: str,
) -> Iterator[dict[str, Any]]:
    """Read the files in worker processes and keep each in a transaction of its own, as it comes."""
    progress = terminal_progress()
    for read in read_files(list(files), kind=kind, encoding=encoding, progress=progress):
        if isinstance(read, FileRefused):
            how = " (--kind attributes)" if read.cause.endswith("sheet of attributes") else ""
            yield {"file": read.file, "error": f"{read}{how}"}
            continue
        try:
            yield _keep(project, read, files[read.path], coder)
        except Refused as refused:
            yield {"file": str(read.path), "error": f"{read.path.name}: {refused}"}


def _keep(project: Project, read: ReadFile, folders: tuple[str, ...], coder: str) -> dict[str, Any]:
    with project.reading() as session:
        twin = documents.with_bytes(session, read.original.sha256)
    warnings = list(read.transcript.warnings)
    if twin is None:
        uid = documents.add(project, read.transcript, read.original, coder, within=folders)
    else:
        uid = twin.uid
        warnings.insert(0, f"The same file is in the project already, as ‘{twin.name}’.")
    with project.reading() as session:
        name = documents.name_of(session, uid)
    known = {"file": str(read.path), "document": uid, "document_name": name, "new": twin is None}
    return known | _found(read, warnings)


def _found(read: ReadFile, warnings: list[str]) -> dict[str, Any]:
    """What the reader made of a file, in the command line's own fields."""
    transcript = read.transcript
    times = [turn.timestamp for turn in transcript.turns if turn.timestamp]
    return {
        "kind": transcript.kind,
        "format": transcript.format,
        "encoding": transcript.encoding,
        "words": word_count(transcript.text),
        "paragraphs": len(paragraphs(transcript.text)),
        "turns": len(transcript.turns),
        "speakers": [dataclasses.asdict(speaker) for speaker in transcript.speakers],
        "first_timestamp": times[0] if times else None,
        "last_timestamp": times[-1] if times else None,
        "entries": [
            {"label": e.label, "date": e.date, "precision": e.precision} for e in transcript.entries
        ],
        "rows": None,
        "warnings": warnings,
    }


def _import_sheet(project: Project, file: Path, encoding: str | None, coder: str) -> dict[str, Any]:
    try:
        sheet = read_sheet(read_bytes(file), file.name, encoding=encoding)
        done = case_sheet.bring_in(project, sheet, file.name, coder)
    except Refused as refused:
        return {"file": str(file), "error": _naming(file, refused)}
    return {
        "file": str(file),
        "cases": len(done.cases),
        "case_column": done.column,
        "attributes": len(done.attributes),
        "unmatched": done.unmatched,
        "warnings": [*sheet.warnings, *done.notes()],
    }


def _naming(file: Path, refused: Refused) -> str:
    return str(refused) if isinstance(refused, FileRefused) else f"{file.name}: {refused}"


def _said(result: dict[str, Any]) -> str:
    """One import in a line or a few."""
    if "cases" in result:
        head = (
            f"{result['file']}: {number(result['cases'], 'case')}, by the column "
            f"‘{result['case_column']}’, with {number(result['attributes'], 'attribute')}"
        )
    elif result["new"]:
        head = f"{result['file']} as ‘{result['document_name']}’: {_facts(result)}"
    else:
        return f"{result['file']}: {result['warnings'][0]}"
    return "\n".join([head, *(f"  {sentence}" for sentence in result["warnings"])])


def _facts(result: dict[str, Any]) -> str:
    """What was found in a document, as a list."""
    speakers = [f"{s['label']} {s['turns']}" for s in result["speakers"]]
    named = f"{', '.join(speakers[:6])}{' …' if len(speakers) > 6 else ''}"
    facts = [
        result["kind"],
        number(result["words"], "word"),
        f"{number(result['turns'], 'turn')} ({named})" if speakers else "",
        number(len(result["entries"]), "entry", "entries") if result["entries"] else "",
    ]
    return ", ".join(filter(None, facts))
