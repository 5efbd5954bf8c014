"""What the suggester is given to read, which of its suggestions are still to be judged, and judging
them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.spans import Span
from liveable.core.suggestion import VERDICTS, Listened, Suggestion
from liveable.core.suggestion import Verdict as Judgement
from liveable.core.uid import mint
from liveable.errors import NotFound, Refused
from liveable.ops.codebook import label_of
from liveable.ops.codings import Passage, code_within
from liveable.ops.learning import heard
from liveable.store.history import now
from liveable.store.project import Project
from liveable.store.schema import Verdict


def listened(session: Session, documents: Sequence[str] | None = None) -> list[Listened]:
    """Documents as the suggester reads them: participants' words, without questions and labels.

    Where no turns were found, everything is a participant's.
    """
    return [each.listened for each in heard(session, documents)]


def unjudged(
    session: Session, suggestions: Sequence[Suggestion], coder: str, *, later: bool = False
) -> list[Suggestion]:
    """The suggestions this coder has neither coded already nor accepted, rejected or put off;
    ``later``: with those put off.

    A passage counts as coded where one of the coder's own codings with that code touches it.
    """
    open_ = {None, "later"} if later else {None}
    told = judged(session, suggestions, coder)
    return [s for s, said in zip(suggestions, told, strict=True) if said in open_]


def judged(
    session: Session, suggestions: Sequence[Suggestion], coder: str
) -> list[Judgement | Literal["coded"] | None]:
    """What this coder has made of each suggestion so far; None: nothing yet."""
    settled: dict[tuple[str, str], list[tuple[Span, Any]]] = {}
    codes = json.dumps(sorted({s.code for s in suggestions}))
    for row in session.execute(_SETTLED, {"coder": coder, "codes": codes}):
        span = Span(row.start, row.stop)
        settled.setdefault((row.document, row.code), []).append((span, row.verdict))
    found = []
    for s in suggestions:
        said = [v for span, v in settled.get((s.document, s.code), ()) if s.span.overlaps(span)]
        found.append(min(said, key=_WEIGHT.index, default=None))
    return found


_WEIGHT = ("accepted", "rejected", "coded", "later")  # which verdict counts where several are known
_SETTLED = text(
    "WITH asked(code) AS (SELECT value FROM json_each(:codes)) "
    "SELECT document, code, start, stop, 'coded' AS verdict FROM coding "
    "WHERE coder = :coder AND code IN asked UNION ALL "
    "SELECT document, code, start, stop, verdict FROM verdict "
    "WHERE coder = :coder AND code IN asked"
)


def judge(
    project: Project,
    suggestion: Suggestion,
    verdict: Judgement,
    coder: str,
    span: Span | None = None,
) -> str:
    """Record what a coder makes of a suggestion; accepting it codes its passage (or ``span``,
    trimmed).

    Returns the verdict's uid. The coding is marked for ever as having come from a suggestion.
    Raises Refused where the text was edited since.
    """
    if verdict not in VERDICTS:
        raise Refused(f"‘{verdict}’ is not a verdict; choose one of {', '.join(VERDICTS)}.")
    span = span or suggestion.span
    uid = mint()
    with project.reading() as session:
        name = label_of(session, suggestion.code)
        _expect_fitting(session, suggestion)
    with project.operation(_LABELS[verdict].format(name), coder) as session:
        coding = None
        if verdict == "accepted":
            passage = Passage(suggestion.document, span, suggestion.code)
            done = code_within(session, [passage], coder, suggestion.source)
            coding = done.codings[0] if done.codings else None
        session.add(_row(session, uid, suggestion, verdict, coder, coding))
    return uid


def _expect_fitting(session: Session, suggestion: Suggestion) -> None:
    body = session.execute(_TEXT, {"uid": suggestion.document}).scalar()
    if body is None:
        raise NotFound(f"There is no document {suggestion.document}.")
    if not suggestion.fits(body):
        raise Refused("The text was edited since this was suggested; look for suggestions again.")


_TEXT = text("SELECT body FROM text t JOIN document d ON d.text_sha = t.sha WHERE d.uid = :uid")
_LABELS: dict[Judgement, str] = {
    "accepted": "Accept ‘{}’ as suggested",
    "rejected": "Reject the suggestion of ‘{}’",
    "later": "Put off the suggestion of ‘{}’",
}


def _row(
    session: Session,
    uid: str,
    suggestion: Suggestion,
    verdict: Judgement,
    coder: str,
    coding: str | None,
) -> Verdict:
    sha = session.execute(
        text("SELECT text_sha FROM document WHERE uid = :uid"), {"uid": suggestion.document}
    ).scalar_one()
    reasons = [asdict(reason) for reason in suggestion.reasons]
    return Verdict(
        uid=uid,
        document=suggestion.document,
        text_sha=sha,
        start=suggestion.span.start,
        stop=suggestion.span.stop,
        code=suggestion.code,
        coder=coder,
        created=now(),
        source=suggestion.source,
        score=suggestion.score,
        reasons=json.dumps(reasons, ensure_ascii=False),
        model=suggestion.model,
        verdict=verdict,
        coding=coding,
    )
