"""Commands about suggestions: suggest, judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Annotated, Any

import typer

from liveable import settings
from liveable.cli.common import (
    AsJson,
    CoderName,
    Name,
    ProjectPath,
    WrongUsage,
    acting,
    app,
    myself,
    one_of,
    print_json,
    reading,
    shown,
    span_of,
    terminal_progress,
    writing,
)
from liveable.core.learned import CodeMeasure, Measured, Share, State
from liveable.core.learning import Encoded, Material
from liveable.core.spans import Span
from liveable.core.suggestion import VERDICTS, Suggestion
from liveable.core.suggestion import Verdict as Judgement
from liveable.errors import Refused
from liveable.ops import documents, learning, suggestions
from liveable.reports.wording import number
from liveable.store import find, queries, vectors
from liveable.store.project import Project, Session
from liveable.store.suggesting import choices


@app.command()
def suggest(
    path: ProjectPath,
    code: Annotated[list[str] | None, typer.Option(help="Only for this code.")] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only in this document.")] = None,
    top: Annotated[int | None, typer.Option(help="At most so many, best first.", min=1)] = None,
    later: Annotated[bool, typer.Option("--later", help="Also those put off.")] = False,
    measure: Annotated[
        bool, typer.Option("--measure", help="Say how good each code's suggestions are instead.")
    ] = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Point at passages a code may have missed, each with its reasons."""
    if measure and (document or top or later):
        raise WrongUsage("With --measure say --code, --coder or --json, or nothing.")
    with reading(path) as project:
        me = myself(project)
        with project.reading() as session:
            codes = [find.code(session, name) for name in code] if code else None
            texts = [find.document(session, name) for name in document] if document else None
            who = find.coder(session, coder) if coder is not None else me
        if measure:
            _measure(project, who, codes, as_json)
            return
        material = _material(project, who)
        found = _suggested(project, material, codes, texts)
        with project.reading() as session:
            found = suggestions.unjudged(session, found, who, later=later)[:top]
            rows = _described(session, found)
        if not rows and not as_json:
            print(_nothing(project, material, codes))
    if as_json:
        print_json(rows)
        return
    if rows:
        print(f"{'score':<6}code")
    for row in rows:
        learned = "  (learned)" if row["source"] == "learned" else ""
        because = ", ".join(f"“{reason['text']}”" for reason in row["reasons"][:_REASONS])
        print(f"{row['score']:.2f}  {'/'.join(row['path'])}{learned}")
        print(f"      {row['document_name']} {row['start']}:{row['end']}  “{shown(row['text'])}”")
        print(f"      because of {because}")


_REASONS = 4  # shown of each suggestion; --json has all
_LEARNED: dict[State, str] = {
    "ready": "nothing that was learned points at a passage not yet read or judged.",
    "too weak": "what was learned from codings is too weak to be shown (see suggest --measure).",
    "too few": "codings are too few to learn from or to measure by (see suggest --measure).",
}


def _nothing(project: Project, material: Material, codes: Sequence[str] | None) -> str:
    """Why nothing is suggested of some codes (None: all), by the best state one of them has."""
    found = _learner(project, material).measures(material, progress=terminal_progress())
    states = {one.state for one in found if codes is None or one.code in codes}
    learned = next((said for state, said in _LEARNED.items() if state in states), "")
    these = "this code" if codes is not None and len(codes) == 1 else "these codes"
    cued = any(one.cues.phrases for one in material.cued if codes is None or one.code in codes)
    cues = (
        f"no cue phrase of {these} stands in a passage not yet judged"
        if cued
        else f"{these} {'has' if these == 'this code' else 'have'} no cue phrases"
    )
    return f"Nothing to suggest: {cues}, and {learned or _LEARNED['too few']}"


def _suggested(
    project: Project,
    material: Material,
    codes: Sequence[str] | None,
    texts: Sequence[str] | None,
) -> list[Suggestion]:
    queue: list[Suggestion] = _learner(project, material).queue(
        material, codes, texts, progress=terminal_progress()
    )
    return queue


def _learner(project: Project, material: Material) -> ModuleType:
    """Who answers questions about a material; loaded when there is one, for it takes a while."""
    from liveable.suggest import learner

    if material.encoder or material.pipeline:
        known, keep = vectors.keeping(project)
        learner.know(known() or Encoded("", {}), keep=keep)
    return learner


def _material(project: Project, coder: str) -> Material:
    mine = settings.load()
    with project.reading() as session:
        if choices(session).off:
            raise Refused(
                "Suggestions are off in this project; they are switched on again in the window."
            )
        return learning.gather(
            session,
            coder,
            encoder=mine.sentence_encoder or None,
            pipeline=mine.spacy_pipeline or None,
        )


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


def _measure(project: Project, coder: str, codes: Sequence[str] | None, as_json: bool) -> None:
    """Say of each code how good its suggestions are, in the order of the codebook."""
    material = _material(project, coder)
    found = _learner(project, material).measures(material, progress=terminal_progress())
    with project.reading() as session:
        tree = queries.code_tree(session)
    by_code = {one.code: one for one in found if codes is None or one.code in codes}
    chosen = [by_code[code] for code in tree.order if code in by_code]
    if as_json:
        print_json([_measured(one, tree.path[one.code]) for one in chosen])
        return
    coded = [one for one in chosen if one.examples or codes is not None]
    if coded:
        print(f"{'codings':>7}  {'precision':<16}{'recall':<16}{'':<10}code")
    for one in coded:
        path = "/".join(tree.path[one.code])
        print(f"{one.examples:>7}  {_shares(one.measured)}{one.state:<10}{path}")
        for group in one.groups if codes is not None else ():
            print(f"{'':>7}  {_shares(group.measured)}{'':<10}{group.attribute}: {group.value}")
    if len(coded) < len(chosen):
        print(f"{number(len(chosen) - len(coded), 'code')} without codings.")
    print(*_explained(coded, material.threshold), sep="\n")


def _shares(measured: Measured | None) -> str:
    precision, recall = (measured.precision, measured.recall) if measured else (None, None)
    return f"{_share(precision):<16}{_share(recall):<16}"


def _share(share: Share | None) -> str:
    if share is None:
        return "–"
    return f"{share.value:4.0%} ({share.low:.0%}–{share.high:.0%})"


_STATES: dict[State, str] = {
    "ready": "what was learned is suggested, beside what cues point at",
    "too weak": "fewer than {:.0%} of what was learned would be right; only cues point at passages",
    "too few": "fewer than 10 codings, or all in one person's words or in text not marked as read, "
    "or fewer than 5 passages found in held-out text to tell by; only cues point at passages",
}


def _explained(found: Sequence[CodeMeasure], threshold: float) -> Iterator[str]:
    """What the states mean that are in the table."""
    there = {one.state for one in found}
    for state, meaning in _STATES.items():
        if state in there:
            yield f"{state}: {meaning.format(threshold)}"


def _measured(one: CodeMeasure, path: Sequence[str]) -> dict[str, Any]:
    return {
        "code": one.code,
        "path": list(path),
        "examples": one.examples,
        "state": one.state,
        **_figures(one.measured),
        "cutoff": None if one.cutoff is None else round(one.cutoff, 4),
        "definition": round(one.definition, 4),
        "model": one.model,
        "groups": [
            {"attribute": group.attribute, "value": group.value, **_figures(group.measured)}
            for group in one.groups
        ],
    }


def _figures(measured: Measured | None) -> dict[str, Any]:
    shares = ("precision", "recall", "f1")
    found: dict[str, Any] = {}
    for name in shares:
        share: Share | None = getattr(measured, name, None)
        found[name] = None if share is None else round(share.value, 4)
        found[f"{name}_interval"] = (
            None if share is None else [round(share.low, 4), round(share.high, 4)]
        )
    for name in ("right", "shown", "coded", "folds"):
        found[name] = getattr(measured, name, 0)
    return found


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
    place = span_of(span)
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
    material = _material(project, coder)
    found = [s for s in _suggested(project, material, [code], [document]) if s.span == place]
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
