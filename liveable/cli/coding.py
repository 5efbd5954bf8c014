"""Commands that code: code, uncode, read, suggest, judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from liveable.cli.common import (
    AsJson,
    CoderName,
    ProjectPath,
    acting,
    app,
    person,
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
        raise typer.BadParameter("say either --quote TEXT or --span START:END")
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
        raise typer.BadParameter(str(error)) from error


def _quoted(body: str, quote: str, name: str) -> Span:
    found = quotes.find(body, quote)
    if not found:
        raise Refused(f"‘{name}’ does not say “{shown(quote)}”.")
    if len(found) > 1:
        places = ", ".join(map(str, found[:5]))
        raise Refused(
            f"‘{name}’ says “{shown(quote)}” {len(found)} times ({places}); say which with --span."
        )
    return found[0]


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
def read(path: ProjectPath, document: Name, coder: CoderName = None) -> None:
    """Mark a document as read to the end."""
    with writing(path) as project:
        with project.reading() as session:
            uid = find.document(session, document)
            name = documents.name_of(session, uid)
        documents.mark_read(project, uid, acting(project, coder))
    print(f"{name}: read.")


@app.command()
def suggest(
    path: ProjectPath,
    code: Annotated[list[str] | None, typer.Option(help="Only for this code.")] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only in this document.")] = None,
    top: Annotated[int | None, typer.Option(help="At most so many, best first.", min=1)] = None,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Point at passages a code may have missed, each with its reasons."""
    with reading(path) as project:
        with project.reading() as session:
            codes = [find.code(session, name) for name in code] if code else None
            texts = [find.document(session, name) for name in document] if document else None
            who = find.coder(session, coder) if coder else person().uid
        found = _suggested(project, codes, texts, who)[:top]
        with project.reading() as session:
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
    project: Project, codes: Sequence[str] | None, texts: Sequence[str] | None, coder: str
) -> list[Suggestion]:
    with project.reading() as session:
        heard = suggestions.listened(session, texts)
        cued = suggestions.cued_codes(session, codes)
        dialect = dialect_of(session)
    found = engine.suggest(heard, cued, dialect=dialect, progress=terminal_progress())
    with project.reading() as session:
        return suggestions.unjudged(session, found, coder)


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
    verdict: Annotated[str, typer.Argument(help=f"{', '.join(VERDICTS)}.")],
    coder: CoderName = None,
) -> None:
    """Accept, reject or put off a suggestion; an accepted one becomes a coding."""
    judgement = _verdict(verdict)
    place = _span(span)
    with writing(path) as project:
        with project.reading() as session:
            document_uid, code_uid = find.document(session, document), find.code(session, code)
        who = acting(project, coder)
        found = _suggested(project, [code_uid], [document_uid], who)
        suggestion = next((s for s in found if s.span == place), None)
        if suggestion is None:
            raise Refused(f"There is no suggestion of this code at {place} to judge.")
        suggestions.judge(project, suggestion, judgement, who)
    print(f"{place}: {judgement}.")


def _verdict(name: str) -> Judgement:
    for verdict in VERDICTS:
        if verdict == name:
            return verdict
    raise typer.BadParameter(f"there is no verdict {name!r}; choose one of {', '.join(VERDICTS)}")
