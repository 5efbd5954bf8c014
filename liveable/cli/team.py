"""Commands of teams: what was merged, and its report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from liveable.cli.common import AsJson, ProjectPath, app, path_of, print_json, reading
from liveable.core.moments import on_our_clock
from liveable.errors import NotFound
from liveable.reports import merge_report
from liveable.reports.wording import number
from liveable.store import merges as merging
from liveable.store.merges import Merge


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
            f"{number(len(report.decisions), 'conflict')} decided",
        )
        who = merge.by or "somebody"
        print(f"{n:>3}  {on_our_clock(merge.at)}  {who}: {report.copy}  ({', '.join(came)})")
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
    print(f"{target}: {report.copy}, {number(len(report.decisions), 'decision')}.")


def _oldest_first(path: Path) -> list[Merge]:
    with reading(path) as project, project.reading() as session:
        return merging.merges(session)[::-1]
