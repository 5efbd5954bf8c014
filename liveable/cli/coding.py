"""Commands that code: code, uncode, read."""

from __future__ import annotations

from typing import Annotated

import typer

from liveable.cli.common import (
    CoderName,
    Name,
    ProjectPath,
    WrongUsage,
    acting,
    app,
    shown,
    span_of,
    writing,
)
from liveable.core import quotes
from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.ops import codings, documents
from liveable.store import find, queries


@app.command()
def code(
    path: ProjectPath,
    document: Name,
    code: Annotated[str, typer.Argument(help="By name, Parent/Child or uid.")],
    quote: Annotated[str | None, typer.Option(help="The passage's own words.")] = None,
    span: Annotated[str | None, typer.Option(help="Its place, START:END in code points.")] = None,
    memo: Annotated[str, typer.Option(help="A note on this coding.")] = "",
    coder: CoderName = None,
) -> None:
    """Put a code on a passage."""
    if (quote is None) == (span is None):
        raise WrongUsage("Say either --quote TEXT or --span START:END.")
    place = None if span is None else span_of(span)
    with writing(path) as project:
        with project.reading() as session:
            document_uid = find.document(session, document)
            code_uid = find.code(session, code)
            body = queries.document_text(session, document_uid)
            name = documents.name_of(session, document_uid)
        place = place or _quoted(body, quote or "", name)
        who = acting(project, coder)
        uid = codings.code_passage(project, document_uid, place, code_uid, who, memo=memo)
    print(f"{uid}  {name} {place}  “{shown(place.of(body))}”")


def _quoted(body: str, quote: str, name: str) -> Span:
    found = quotes.find(body, quote)
    if not found:
        raise Refused(f"‘{name}’ does not say “{shown(quote)}”.")
    if len(found) > 1:
        places = [f"    --span {span}  … {_around(body, span)} …" for span in found[:_PLACES]]
        more = [f"    and {len(found) - _PLACES} more"] if len(found) > _PLACES else []
        said = f"‘{name}’ says “{shown(quote)}” {len(found)} times; say which with --span:"
        raise Refused("\n".join([said, *places, *more]))
    return found[0]


_PLACES = 8
_AROUND = 30  # characters on either side


def _around(body: str, span: Span) -> str:
    """A place with a few words before and after it, whole ones where there are any."""
    before = body[max(0, span.start - _AROUND) : span.start]
    after = body[span.stop : span.stop + _AROUND]
    before = before if span.start <= _AROUND else before.partition(" ")[2] or before
    after = after if span.stop + _AROUND >= len(body) else after.rpartition(" ")[0] or after
    return " ".join(f"{before}[{shown(span.of(body), 40)}]{after}".split())


@app.command()
def uncode(
    path: ProjectPath,
    coding: Annotated[str, typer.Argument(help="The coding's uid (`codings` lists them).")],
    coder: CoderName = None,
) -> None:
    """Take a code off a passage."""
    with writing(path) as project:
        codings.uncode(project, [coding], acting(project, coder))
    print(f"{coding}: removed.")


@app.command()
def read(
    path: ProjectPath,
    document: Name,
    take_off: Annotated[bool, typer.Option("--not", help="Take the mark off again.")] = False,
    coder: CoderName = None,
) -> None:
    """Mark a document as read to the end. `undo` passes the mark over; --not takes it off."""
    with writing(path) as project:
        with project.reading() as session:
            uid = find.document(session, document)
            name = documents.name_of(session, uid)
        documents.mark_read(project, uid, acting(project, coder), 0 if take_off else None)
    print(f"{name}: {'not read' if take_off else 'read'}.")
