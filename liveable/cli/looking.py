"""Commands that look and write out: documents, text, codes, codings, search, history, report,
timeline, check.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from typer.core import TyperCommand

from liveable import reports
from liveable.cli import conditions
from liveable.cli.common import (
    AsJson,
    ProjectPath,
    app,
    one_of,
    path_of,
    print_json,
    reading,
    shown,
    terminal_progress,
)
from liveable.cli.conditions import Where
from liveable.core.moments import on_our_clock
from liveable.core.query import Query
from liveable.core.text import word_count
from liveable.core.timeline import Line
from liveable.errors import Damaged, Refused
from liveable.reports import excerpts
from liveable.reports.grouping import GroupBy
from liveable.reports.wording import acts_by, number
from liveable.store import check as checking
from liveable.store import find, merges, queries, timeline
from liveable.store import search as searching
from liveable.store.inside import inside
from liveable.store.merges import Brought
from liveable.store.project import Session


@app.command("documents")
def documents_(path: ProjectPath, where: Where = None, as_json: AsJson = False) -> None:
    """List the documents."""
    with reading(path) as project, project.reading() as session:
        asked = conditions.tests(session, where)
        within = inside(session, asked).documents if asked else None
        folders = queries.folder_paths(session)
        rows: list[dict[str, Any]] = [
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
            if within is None or row.uid in within
        ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        name = "/".join(filter(None, (str(row["folder"]), str(row["name"]))))
        read = "read" if row["read"] else "    "
        counts = f"{number(row['words'], 'word'):>13} {number(row['codings'], 'coding'):>13}"
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
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """List codings with their words."""
    with reading(path) as project, project.reading() as session:
        tree = queries.code_tree(session)
        found = queries.excerpts(session, chosen(session, code, document, coder, where))
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
    where: list[str] | None = None,
) -> Query:
    """The query for names and conditions given on the command line."""
    return Query(
        codes=_uids(find.code, session, code),
        documents=_uids(find.document, session, document),
        coders=_uids(find.coder, session, coder),
        attributes=conditions.tests(session, where),
    )


def _uids(
    finder: Callable[[Session, str], str], session: Session, names: list[str] | None
) -> frozenset[str] | None:
    return frozenset(finder(session, name) for name in names) if names else None


class _Search(TyperCommand):
    """Takes a query that begins with - for a query."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put what is no option of ours behind the mark after which nothing is one."""
        ours = {name: p for p in self.get_params(ctx) for name in p.opts}
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            option = ours.get(arg.partition("=")[0]) if arg.startswith("-") else None
            if arg == "--":
                words += rest
            elif option is None:
                words.append(arg)
            else:
                takes = "=" not in arg and not getattr(option, "is_flag", False)
                options += [arg, *([next(rest, "")] if takes else [])]
        return super().parse_args(ctx, [*options, "--", *words])


@app.command(cls=_Search)
def search(
    path: ProjectPath,
    query: Annotated[
        str, typer.Argument(help='Words; "a phrase"; begin*; -without; this OR that.')
    ],
    place: Annotated[
        str, typer.Option("--in", help="texts, or notes: memos and the codebook.")
    ] = "texts",
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """Find words in the documents, case and accents aside."""
    one_of("place to search", place, ("texts", "notes"))
    if searching.understand(query) is None:
        raise Refused(
            f"There is nothing to look for in ‘{query}’; write a word that is to be found."
        )
    with reading(path) as project, project.reading() as session:
        asked = conditions.tests(session, where)
        within = inside(session, asked) if asked else None
        if place == "notes":
            notes = searching.search_notes(session, query, within=within)
            hits = []
        else:
            notes = []
            hits = searching.search(session, query, within=within)
    if place == "notes":
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
        brought = merges.brought(session)
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
                    **({"merged": _plainly(brought[row.uid])} if row.uid in brought else {}),
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        touched = ", ".join(f"{n} {table}" for table, n in row.tables.items())
        who = row.coder_name or row.coder
        whose = f" · {acts_by(brought[row.uid])}" if row.uid in brought else ""
        print(f"{row.seq:>6}  {on_our_clock(row.at)}  {who}: {row.label}{whose}  ({touched})")


def _plainly(brought: tuple[Brought, ...]) -> list[dict[str, Any]]:
    return [one._asdict() for one in brought]


@app.command()
def report(
    path: ProjectPath,
    target: Annotated[
        Path, typer.Argument(metavar="OUT", help="OUT.docx, .md or .csv.", parser=path_of)
    ],
    code: Annotated[list[str] | None, typer.Option(help="Only this code and those below.")] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only from this document.")] = None,
    coder: Annotated[list[str] | None, typer.Option(help="Only by this coder.")] = None,
    where: Where = None,
    group_by: Annotated[
        str, typer.Option(help="What the quotes stand under: code, case or document.")
    ] = "code",
    template: Annotated[
        str, typer.Option(help="How quotes are attributed: {case}, {document}, an attribute …")
    ] = excerpts.DEFAULT_TEMPLATE,
    codebook: Annotated[bool, typer.Option(help="Append the codes' definitions.")] = True,
) -> None:
    """Write the quotes under their codes, cases or documents, for Word, Markdown or a sheet."""
    grouping: GroupBy = one_of("grouping", group_by, get_args(GroupBy))
    reports.writer_for(target)  # a name no report can have is refused before the work is done
    with reading(path) as project, project.reading() as session:
        made = excerpts.gather(
            session,
            chosen(session, code, document, coder, where),
            group_by=grouping,
            template=template,
            codebook=codebook,
        )
    reports.write(made, target)
    print(f"{target}: {number(excerpts.quote_count(made), 'quote')}.")


@app.command("timeline")
def timeline_(
    path: ProjectPath,
    case: Annotated[list[str] | None, typer.Option(help="Only of this case.")] = None,
    as_json: AsJson = False,
) -> None:
    """List diary entries and documents by their dates, with the days between and the codes."""
    with reading(path) as project, project.reading() as session:
        chosen_cases = _uids(find.case, session, case)
        lines = timeline.lines(session)
        if chosen_cases is not None:
            lines = [line for line in lines if line.is_case and line.uid in chosen_cases]
        names = {row.uid: row.name for row in queries.codes(session)}
        found = [(line, list(_dated(session, line, names))) for line in lines]
    if as_json:
        print_json([row for _, rows in found for row in rows])
        return
    for line, rows in found:
        print(line.name)
        for row in rows:
            print(_said(row))
    if not found:
        print("Nothing here has a place in time: there are no documents.")


def _said(row: dict[str, Any]) -> str:
    """One entry or document in a line, and its codes in another."""
    when = row["date"] or "no date"
    if row["precision"] == "week":
        when = f"week of {when}"
    gap = f"{number(row['gap_days'], 'day')} between" if row["gap_days"] else ""
    what = ": ".join(filter(None, (row["document"], row["label"])))
    line = f"  {when:<18} {gap:<16} {number(row['words'], 'word'):>12}  {what}"
    codes = [f"{c['name']} ({c['codings']})" for c in row["codes"]]
    return f"{line}\n{' ' * 38}{', '.join(codes)}" if codes else line


def _dated(session: Session, line: Line, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of one line. The same text is fetched once for entries that follow each other."""
    sha, body = None, ""
    for piece, gap in zip_longest(line.pieces, line.gaps):
        if piece.text_sha != sha:
            sha, body = piece.text_sha, queries.text_body(session, piece.text_sha)
        yield {
            "case": line.name if line.is_case else None,
            "document": piece.name,
            "document_uid": piece.document,
            "kind": piece.kind,
            "label": piece.label,
            "date": piece.date,
            "precision": piece.precision,
            "start": piece.start,
            "end": piece.stop,
            "words": word_count(body[piece.start : piece.stop]),
            "gap_days": gap,
            "codes": [
                {"uid": code, "name": names[code], "codings": n} for code, n in piece.codes.items()
            ],
        }


@app.command()
def check(path: ProjectPath, as_json: AsJson = False) -> None:
    """Prove that the project is as it was written, or name what is not."""
    with reading(path, verify=False) as project:
        found = checking.check(project, terminal_progress())
    if as_json:
        print_json(found)
    else:
        withheld = f", {number(found.withheld, 'image')} withheld" if found.withheld else ""
        theirs = f", {number(found.theirs, 'act')} of merged copies" if found.theirs else ""
        verdict = "sound" if found.sound else number(len(found.faults), "fault")
        counted = f"{number(found.operations, 'operation')}, {number(found.changes, 'change')}"
        print(f"{path}: {counted}{withheld}{theirs}: {verdict}.")
    if not found.sound:
        raise Damaged("\n".join(found.faults))
