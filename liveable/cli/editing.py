"""The command that gives a document another text, and how an edited text is told of."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from liveable.cli.common import (
    AsJson,
    CoderName,
    ProjectPath,
    acting,
    app,
    path_of,
    print_json,
    reading,
    say,
    shown,
    writing,
)
from liveable.core.hunks import Hunk, counts, hunks
from liveable.core.text import canonical
from liveable.errors import FileRefused
from liveable.ops import texts
from liveable.ops.edition import NewVersion
from liveable.readers import encodings
from liveable.readers.body import Unreadable
from liveable.readers.one_file import read_bytes
from liveable.reports.wording import number
from liveable.store import find, queries
from liveable.store.project import Project

_SIGNS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


@app.command()
def edit(
    path: ProjectPath,
    document: Annotated[str, typer.Argument(help="By name or uid.")],
    file: Annotated[Path, typer.Argument(help="Its new text, a plain text file.", parser=path_of)],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")
    ] = False,
    encoding: Annotated[str | None, typer.Option(help="Read the file in this encoding.")] = None,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Give a document an edited text; its codings go where their words are."""
    with reading(path) as project, project.reading() as session:
        uid = find.document(session, document)
        old = queries.document_text(session, uid)
        new = _text(file, encoding, old)
        changed = hunks(old, new)
        done = texts.preview(session, uid, new)
        codings = doubtful(project, done)
    if not dry_run:
        with writing(path) as project:
            texts.new_version(project, uid, new, acting(project, coder))
    if as_json:
        print_json(_json(uid, changed, done, codings))
        return
    for hunk in changed:
        say(f"¶ {hunk.paragraph}: {_line(hunk)}")
    come, gone = counts(changed)
    said = "would be put in" if dry_run else "put in"
    say(f"{number(come, 'word')} {said}, {number(gone, 'word')} taken out.")
    for sentence in told(done, codings):
        say(f"  {sentence}")


def _text(file: Path, encoding: str | None, old: str) -> str:
    """The words of a file; the last line end that editors put is none of them."""
    try:
        text = canonical(encodings.decode(read_bytes(file), encoding).text)
    except Unreadable as unreadable:
        raise FileRefused(str(file), str(unreadable)) from unreadable
    return text.removesuffix("\n") if not old.endswith("\n") else text


def doubtful(project: Project, done: NewVersion) -> list[dict[str, Any]]:
    """The codings that cover other words by an edited text, with whose they are."""
    with project.reading() as session:
        uids = [told.coding for told in done.reworded]
        rows = {row.uid: row for row in queries.codings(session, among=uids)}
        names = {row.uid: row.name for row in queries.codes(session)} if rows else {}
    return [
        {
            "coding": told.coding,
            "document": rows[told.coding].document_name,
            "code": names[rows[told.coding].code],
            "coder": rows[told.coding].coder_name,
            "before": told.before,
            "after": told.after,
        }
        for told in done.reworded
    ]


def told(done: NewVersion, codings: list[dict[str, Any]]) -> list[str]:
    """What an edited text meant for what stood on the one before, in sentences."""
    said = [
        f"words changed under {each['code']} by {each['coder']}: “{shown(each['before'])}” is now "
        f"“{shown(each['after'])}”"
        for each in codings
    ]
    if done.same:
        said.append(f"over the same words as before: {number(done.same, 'coding')}")
    for count, one, many, what in (
        (done.new_turns, "turn", "turns", "new"),
        (done.turns, "turn", "turns", "gone"),
        (done.new_entries, "entry", "entries", "new"),
        (done.entries, "entry", "entries", "gone"),
    ):
        if count:
            said.append(f"{number(count, one, many)} {what}")
    said += [f"‘{old}’ is called ‘{new}’" for old, new in sorted(done.renamed.items())]
    return said


def _line(hunk: Hunk) -> str:
    text = "".join(_SIGNS[kind].format(text) for kind, text in hunk.stretches)
    before, after = hunk.cut
    whole = f"{'… ' if before else ''}{text.strip()}{' …' if after else ''}"
    return whole.replace("\n", "\n    ")


def _json(
    uid: str, changed: list[Hunk], done: NewVersion, codings: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "document": uid,
        "changes": [
            {
                "paragraph": hunk.paragraph,
                "start": hunk.new.start,
                "stop": hunk.new.stop,
                "pieces": [{"kind": kind, "text": text} for kind, text in hunk.stretches],
            }
            for hunk in changed
        ],
        "reanchored": done.same,
        "doubtful": codings,
        "renamed": done.renamed,
    }
