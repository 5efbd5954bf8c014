"""Commands that look and write out: documents, text, codes, codings, search, history, report,
check.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from liveable import reports
from liveable.cli.common import (
    AsJson,
    ProjectPath,
    app,
    print_json,
    reading,
    shown,
    terminal_progress,
)
from liveable.core.query import Query
from liveable.errors import Damaged
from liveable.reports import excerpts
from liveable.store import check as checking
from liveable.store import find, queries
from liveable.store import search as searching
from liveable.store.project import Session


@app.command("documents")
def documents_(path: ProjectPath, as_json: AsJson = False) -> None:
    """List the documents."""
    with reading(path) as project, project.reading() as session:
        folders = queries.folder_paths(session)
        rows = [
            {
                "uid": row.uid,
                "name": row.name,
                "kind": row.kind,
                "folder": "/".join(folders.get(row.folder or "", ())),
                "words": row.words,
                "read": row.read,
                "codings": row.codings,
            }
            for row in queries.documents(session)
        ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        name = "/".join(filter(None, (str(row["folder"]), str(row["name"]))))
        read = "read" if row["read"] else "    "
        counts = f"{row['words']:>8,} words {row['codings']:>5} codings"
        print(f"{counts}  {read}  {row['kind']:<11}  {name}")


@app.command()
def text(
    path: ProjectPath, document: Annotated[str, typer.Argument(help="By name or uid.")]
) -> None:
    """Print a document's text, exactly as positions count it."""
    with reading(path) as project, project.reading() as session:
        uid = find.document(session, document)
        body = queries.document_text(session, uid)
    sys.stdout.flush()
    sys.stdout.buffer.write(body.encode())


@app.command()
def codes(path: ProjectPath, as_json: AsJson = False) -> None:
    """List the codes in the order of the codebook."""
    with reading(path) as project, project.reading() as session:
        rows = queries.codes(session)
    if as_json:
        print_json(
            [
                {
                    "uid": row.uid,
                    "name": row.name,
                    "path": list(row.path),
                    "children": row.children,
                    "codings": row.codings,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        print(f"{row.codings:>6}  {'  ' * (len(row.path) - 1)}{row.name}")


@app.command()
def codings(
    path: ProjectPath,
    code: Annotated[list[str] | None, typer.Option(help="Only this code and those below.")] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only in this document.")] = None,
    coder: Annotated[list[str] | None, typer.Option(help="Only by this coder.")] = None,
    as_json: AsJson = False,
) -> None:
    """List codings with their words."""
    with reading(path) as project, project.reading() as session:
        tree = queries.code_tree(session)
        found = queries.excerpts(session, chosen(session, code, document, coder))
        memos = queries.coding_memos(session)
    rows: list[dict[str, Any]] = [
        {
            "uid": c.uid,
            "document": c.document,
            "document_name": c.document_name,
            "start": c.start,
            "end": c.stop,
            "text": words,
            "code": c.code,
            "path": list(tree.path[c.code]),
            "coder": c.coder_name,
            "created": c.created,
            "origin": c.origin,
            "memo": memos.get(c.uid, ""),
        }
        for c, words in found
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print(f"{row['uid']}  {row['coder']}  {'/'.join(row['path'])}")
        print(f"    {row['document_name']} {row['start']}:{row['end']}  “{shown(row['text'])}”")
        if row["memo"]:
            print(f"    memo: {shown(row['memo'])}")


def chosen(
    session: Session,
    code: list[str] | None,
    document: list[str] | None,
    coder: list[str] | None,
) -> Query:
    """The query for names given on the command line."""
    return Query(
        codes=_uids(find.code, session, code),
        documents=_uids(find.document, session, document),
        coders=_uids(find.coder, session, coder),
    )


def _uids(
    finder: Callable[[Session, str], str], session: Session, names: list[str] | None
) -> frozenset[str] | None:
    return frozenset(finder(session, name) for name in names) if names else None


@app.command()
def search(
    path: ProjectPath,
    query: Annotated[
        str, typer.Argument(help='Words; "a phrase"; begin*; -without; this OR that.')
    ],
    where: Annotated[
        Literal["texts", "notes"], typer.Option("--in", help="Texts, or memos and codes.")
    ] = "texts",
    as_json: AsJson = False,
) -> None:
    """Find words in the documents, case and accents aside."""
    with reading(path) as project, project.reading() as session:
        if where == "notes":
            notes = searching.search_notes(session, query)
            hits = []
        else:
            notes = []
            hits = searching.search(session, query)
    if where == "notes":
        _print_notes(notes, as_json)
        return
    if as_json:
        print_json(
            [
                {
                    "document": hit.document,
                    "document_name": hit.document_name,
                    "start": hit.start,
                    "end": hit.stop,
                    "text": hit.text,
                    "context": hit.context,
                }
                for hit in hits
            ]
        )
        return
    for hit in hits:
        print(f"{hit.document_name} {hit.start}:{hit.stop}  … {hit.context.strip()} …")
    if not hits:
        print("Not found.")


def _print_notes(notes: list[searching.NoteHit], as_json: bool) -> None:
    if as_json:
        print_json([{"kind": note.tbl, "uid": note.row, "text": note.text} for note in notes])
        return
    for note in notes:
        print(f"{note.tbl} {note.row}  {shown(note.text)}")
    if not notes:
        print("Not found.")


@app.command()
def history(path: ProjectPath, as_json: AsJson = False) -> None:
    """List everything that was done, oldest first."""
    with reading(path) as project, project.reading() as session:
        rows = list(reversed(queries.history(session)))
    if as_json:
        print_json(
            [
                {
                    "seq": row.seq,
                    "uid": row.uid,
                    "label": row.label,
                    "coder": row.coder_name or row.coder,
                    "at": row.at,
                    "undoes": row.undoes,
                    "tables": row.tables,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        touched = ", ".join(f"{n} {table}" for table, n in row.tables.items())
        at = row.at[:16].replace("T", " ")
        print(f"{row.seq:>6}  {at}  {row.coder_name or row.coder}: {row.label}  ({touched})")


@app.command()
def report(
    path: ProjectPath,
    target: Annotated[Path, typer.Argument(metavar="OUT", help="OUT.docx, .md or .csv.")],
    code: Annotated[list[str] | None, typer.Option(help="Only this code and those below.")] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only from this document.")] = None,
    coder: Annotated[list[str] | None, typer.Option(help="Only by this coder.")] = None,
    group_by: Annotated[
        Literal["code", "case", "document"], typer.Option(help="What the quotes stand under.")
    ] = "code",
    template: Annotated[
        str, typer.Option(help="How quotes are attributed: {case}, {document}, an attribute …")
    ] = excerpts.DEFAULT_TEMPLATE,
    codebook: Annotated[bool, typer.Option(help="Append the codes' definitions.")] = True,
) -> None:
    """Write the quotes under their codes, cases or documents, for Word, Markdown or a sheet."""
    reports.writer_for(target)  # a name no report can have is refused before the work is done
    with reading(path) as project, project.reading() as session:
        made = excerpts.gather(
            session,
            chosen(session, code, document, coder),
            group_by=group_by,
            template=template,
            codebook=codebook,
        )
    reports.write(made, target)
    print(f"{target}: {excerpts.quote_count(made)} quotes.")


@app.command()
def check(path: ProjectPath, as_json: AsJson = False) -> None:
    """Prove that the project is as it was written, or name what is not."""
    with reading(path, verify=False) as project:
        found = checking.check(project, terminal_progress())
    if as_json:
        print_json(found)
    else:
        withheld = f", {found.withheld} images withheld" if found.withheld else ""
        verdict = "sound" if found.sound else f"{len(found.faults)} faults"
        print(
            f"{path}: {found.operations} operations, {found.changes} changes{withheld}: {verdict}."
        )
    if not found.sound:
        raise Damaged("\n".join(found.faults))
