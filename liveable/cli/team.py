"""Commands of teams: copies handed out, what was merged, and its report."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from liveable.cli.common import (
    AsJson,
    ProjectPath,
    acting,
    app,
    path_of,
    person,
    print_json,
    reading,
    terminal_progress,
    writing,
)
from liveable.core.moments import on_our_clock
from liveable.errors import NotFound
from liveable.exchange import handout
from liveable.exchange.handout import HandedOut
from liveable.ops import coders
from liveable.reports import merge_report
from liveable.reports.wording import joined, number, some
from liveable.store import copies as copying
from liveable.store import find, queries
from liveable.store import merges as merging
from liveable.store.copies import CopyOut
from liveable.store.merges import Merge


@app.command()
def copy(
    path: ProjectPath,
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The copy's file.", parser=path_of)],
    coder: Annotated[str, typer.Option(help="Whom it is for, by name.")],
    document: Annotated[list[str] | None, typer.Option(help="Only this document.")] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Without what the other coders coded and noted.")
    ] = False,
) -> None:
    """Hand out a copy of the project to a coder, to be merged when it comes back."""
    with writing(path) as project:
        handout.expect_place(project, target)
        with project.reading() as session:
            chosen = [find.document(session, name) for name in document] if document else None
        me, theirs = acting(project, None), coders.named(project, coder, person())
        made = handout.hand_out(
            project,
            target,
            theirs,
            me,
            documents=chosen,
            blind=blind,
            progress=terminal_progress(),
        )
        with project.reading() as session:
            name = queries.coder_name(session, theirs)
    print(f"{target}: a copy for {name} with {number(made.documents, 'document')}{_without(made)}.")


def _without(made: HandedOut) -> str:
    """What people would miss in a copy."""
    kinds = ("document", "coding", "memo")
    said = [number(made.left_out[kind], kind) for kind in kinds if kind in made.left_out]
    return f"; left out: {joined(said)}" if said else ""


@app.command()
def copies(path: ProjectPath, as_json: AsJson = False) -> None:
    """List the copies that were handed out: to whom, what is in them, and how far they are."""
    with reading(path) as project, project.reading() as session:
        found = copying.copies_out(session)
    if as_json:
        print_json([_as_json(out) for out in found])
        return
    for out in found:
        back = f"merged {on_our_clock(out.returned)}" if out.returned else "not merged yet"
        told = (
            out.file,
            ("blind, " if out.blind else "") + (some(out.names) if out.documents else "everything"),
            f"{out.documents_done} of {number(out.documents_total, 'document')} read",
            back,
        )
        print(f"{on_our_clock(out.at)}  {out.coder_name}: {'; '.join(told)}")
    if not found:
        print(f"{path}: no copy was handed out yet.")


def _as_json(out: CopyOut) -> dict[str, object]:
    fields = asdict(out)
    del fields["names"]
    return fields


@app.command()
def merges(path: ProjectPath, as_json: AsJson = False) -> None:
    """List the copies that were merged, oldest first."""
    found = _oldest_first(path)
    if as_json:
        print_json([_plain(n, merge) for n, merge in enumerate(found, 1)])
        return
    for n, merge in enumerate(found, 1):
        report = merge.report
        came = (
            number(report.acts, "act"),
            f"{number(report.added.get('coding', 0), 'coding')} added",
            *[f"{number(n, 'coding')} deleted" for n in [report.deleted.get("coding", 0)] if n],
            f"{number(len(report.decisions), 'conflict')} decided",
        )
        who = merge.by or "somebody"
        print(f"{n:>3}  {on_our_clock(merge.at)}  {who}: {report.whose}  ({', '.join(came)})")
    if not found:
        print(f"{path}: nothing was merged yet.")


def _plain(n: int, merge: Merge) -> dict[str, object]:
    report = merge.report
    return {
        "merge": n,
        "operation": merge.operation,
        "seq": merge.seq,
        "at": merge.at,
        "by": merge.by,
        "copy": report.copy,
        "acts": report.acts,
        "codings": report.added.get("coding", 0),
        "codings_deleted": report.deleted.get("coding", 0),
        "conflicts": len(report.decisions),
    }


@app.command("merge-report")
def merge_report_(
    path: ProjectPath,
    target: Annotated[
        Path, typer.Argument(metavar="OUT", help="OUT.docx, .md or .csv.", parser=path_of)
    ],
    merge: Annotated[
        int | None, typer.Option(help="By its number in `merges`; without, the latest.")
    ] = None,
) -> None:
    """Write the report of a merge: what came from whom, and what was decided."""
    merge_report.writer_for(target)
    found = _oldest_first(path)
    if not found:
        raise NotFound(f"{path}: nothing was merged yet.")
    if merge is not None and not 1 <= merge <= len(found):
        raise NotFound(f"There is no merge {merge}; `merges` lists {number(len(found), 'merge')}.")
    report = found[-1 if merge is None else merge - 1].report
    merge_report.write(report, target)
    print(f"{target}: {report.whose}, {number(len(report.decisions), 'decision')}.")


def _oldest_first(path: Path) -> list[Merge]:
    with reading(path) as project, project.reading() as session:
        return merging.merges(session)[::-1]
