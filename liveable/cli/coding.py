"""Commands that code: code, uncode, read, suggest, judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from liveable.cli.common import (
    AsJson,
    CoderName,
    ProjectPath,
    WrongUsage,
    acting,
    app,
    myself,
    one_of,
    print_json,
    reading,
    shown,
    terminal_progress,
    writing,
)
from liveable.core import quotes, spans
from liveable.core.spans import Span
from liveable.core.suggestion import VERDICTS, Suggestion
from liveable.core.suggestion import Verdict as Judgement
from liveable.errors import Refused
from liveable.ops import codings, documents, suggestions
from liveable.ops.whole_codebook import dialect_of
from liveable.store import find, queries
from liveable.store.project import Project, Session
from liveable.suggest import engine

Name = Annotated[str, typer.Argument(help="By name or uid.")]


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
    place = None if span is None else _span(span)
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


def _span(written: str) -> Span:
    try:
        return spans.parse(written)
    except ValueError as error:
        raise WrongUsage(str(error)) from error


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


@app.command()
def suggest(
    path: ProjectPath,
    code: Annotated[list[str] | None, typer.Option(help="Only for this code.")] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only in this document.")] = None,
    top: Annotated[int | None, typer.Option(help="At most so many, best first.", min=1)] = None,
    later: Annotated[bool, typer.Option("--later", help="Also those put off.")] = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Point at passages a code may have missed, each with its reasons."""
    with reading(path) as project:
        me = myself(project)
        with project.reading() as session:
            codes = [find.code(session, name) for name in code] if code else None
            texts = [find.document(session, name) for name in document] if document else None
            who = find.coder(session, coder) if coder is not None else me
        found = _suggested(project, codes, texts)
        with project.reading() as session:
            found = suggestions.unjudged(session, found, who, later=later)[:top]
            rows = _described(session, found)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        because = ", ".join(f"“{reason['text']}”" for reason in row["reasons"])
        print(f"{row['score']:.2f}  {'/'.join(row['path'])}")
        print(f"      {row['document_name']} {row['start']}:{row['end']}  “{shown(row['text'])}”")
        print(f"      because of {because}")
    if not rows:
        print(
            "Nothing to suggest: no cue phrase of these codes stands in a passage not yet judged."
        )


def _suggested(
    project: Project, codes: Sequence[str] | None, texts: Sequence[str] | None
) -> list[Suggestion]:
    with project.reading() as session:
        heard = suggestions.listened(session, texts)
        cued = suggestions.cued_codes(session, codes)
        dialect = dialect_of(session)
    return engine.suggest(heard, cued, dialect=dialect, progress=terminal_progress())


def _described(session: Session, found: Sequence[Suggestion]) -> list[dict[str, Any]]:
    tree = queries.code_tree(session)
    bodies = {d: queries.document_text(session, d) for d in {s.document for s in found}}
    names = {d: documents.name_of(session, d) for d in bodies}
    return [
        {
            "document": s.document,
            "document_name": names[s.document],
            "start": s.span.start,
            "end": s.span.stop,
            "text": s.span.of(bodies[s.document]),
            "code": s.code,
            "path": list(tree.path[s.code]),
            "score": round(s.score, 4),
            "source": s.source,
            "reasons": [
                {"kind": r.kind, "text": r.text, "weight": round(r.weight, 4)} for r in s.reasons
            ],
        }
        for s in found
    ]


@app.command()
def judge(
    path: ProjectPath,
    document: Name,
    span: Annotated[str, typer.Argument(help="The suggestion's place, START:END.")],
    code: Annotated[str, typer.Argument(help="By name, Parent/Child or uid.")],
    verdict: Annotated[str, typer.Argument(help="accept, reject or later.")],
    coder: CoderName = None,
) -> None:
    """Accept, reject or put off a suggestion; an accepted one becomes a coding."""
    judgement = _verdict(verdict)
    place = _span(span)
    with writing(path) as project:
        with project.reading() as session:
            document_uid, code_uid = find.document(session, document), find.code(session, code)
        who = acting(project, coder)
        suggestions.judge(
            project, _open(project, document_uid, code_uid, place, who), judgement, who
        )
    print(f"{place}: {judgement}.")


def _open(project: Project, document: str, code: str, place: Span, coder: str) -> Suggestion:
    """The suggestion of a code at a place that this coder has not settled yet."""
    found = [s for s in _suggested(project, [code], [document]) if s.span == place]
    if not found:
        raise Refused(f"There is no suggestion of this code at {place} to judge.")
    with project.reading() as session:
        (said,) = suggestions.judged(session, found[:1], coder)
    if said not in (None, "later"):
        raise Refused(f"The suggestion of this code at {place} is {said} already.")
    return found[0]


def _verdict(name: str) -> Judgement:
    short = {"accept": "accepted", "reject": "rejected"}
    return one_of("verdict", short.get(name, name), VERDICTS)
