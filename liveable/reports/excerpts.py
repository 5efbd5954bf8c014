"""Coded passages gathered for a report: grouped, attributed and counted, as plain values that the
writers (to_docx, to_markdown, to_csv) put on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from liveable.core.query import EVERYTHING, Query
from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.reports import attribution, chosen, definitions, grouping
from liveable.reports.attribution import DEFAULT_TEMPLATE, Template
from liveable.reports.definitions import Definition
from liveable.reports.facts import Facts
from liveable.reports.grouping import GROUPINGS, Counts, GroupBy, Outline, Passage, Sources, tally
from liveable.reports.wording import joined, path_name
from liveable.store import queries

__all__ = [
    "DEFAULT_TEMPLATE", "Group", "GroupBy", "Quote", "Report", "gather", "quote_count", "quotes",
]  # fmt: skip


_BY_WHOM = ", coded by {coder}"


@dataclass(frozen=True, slots=True)
class Remark:
    """A coder's memo on a passage."""

    text: str
    coder: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage under one code, by however many coders.

    ``text`` is exactly what the document says there. ``code`` is the code's path, ``facts`` are the
    values of ``Report.attributes``, ``created`` is the time of the earliest of its codings.
    """

    text: str
    attribution: str
    code: tuple[str, ...]
    document: str
    case: str
    speaker: str
    paragraph: int
    span: Span
    coders: tuple[str, ...]
    created: str
    origins: tuple[str, ...]
    memos: tuple[Remark, ...]
    star: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Quotes under a heading; ``path`` is the code's, or the case's or document's name alone.

    ``about`` is a code's brief definition, or what is known of the case or document. ``counts`` are
    of its own quotes, ``within`` of these and all under the codes below it.
    """

    path: tuple[str, ...]
    about: str
    quotes: tuple[Quote, ...]
    counts: Counts
    within: Counts


@dataclass(frozen=True, slots=True)
class Report:
    """Quotes in groups, with what was chosen (as labels and words), counts and definitions.

    ``counts`` has each code that is quoted and the codes above it, by path, with all below counted
    in. ``as_of`` is the time of the project's last operation.
    """

    title: str
    group_by: GroupBy
    as_of: str
    chosen: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    total: Counts
    counts: tuple[tuple[tuple[str, ...], Counts], ...]
    attributes: tuple[str, ...]
    codebook: tuple[Definition, ...]


def gather(
    session: Session,
    query: Query = EVERYTHING,
    *,
    group_by: GroupBy = "code",
    template: str = DEFAULT_TEMPLATE,
    codebook: bool = True,
    only: str | None = None,
) -> Report:
    """The report of the codings a query chooses; with ``codebook`` their codes' definitions too,
    with ``only`` the codings and memos of that coder alone.

    Groups are in order of the codebook, or of the names of cases or documents; within them quotes
    are in order of document and place. Where several people coded, the usual template says who.
    Raises Refused for a template that cannot be filled.
    """
    facts, tree, query = Facts(session, only), queries.code_tree(session), query.of_one(only)
    passages = grouping.gathered(queries.excerpts(session, query), tree)
    total = tally(passages)
    if template == DEFAULT_TEMPLATE and total.coders > 1:
        template += _BY_WHOM
    said = attribution.parse(template, FIELDS, facts.attributes.values())
    book = definitions.all_of(session, tree)
    sources = Sources(facts, tree, book)
    outlines = GROUPINGS[_known(group_by)](passages, sources)
    by_code = grouping.by_code(passages, sources)
    return Report(
        title=facts.project,
        group_by=group_by,
        as_of=facts.as_of,
        chosen=chosen.in_words(query, facts, tree),
        groups=tuple(_group(outline, facts, said) for outline in outlines),
        total=total,
        counts=tuple((outline.path, tally(outline.within)) for outline in by_code),
        attributes=tuple(facts.attributes.values()),
        codebook=definitions.in_scope(book, query, tree) if codebook else (),
    )


def quotes(
    session: Session, codings: Iterable[str], template: str = DEFAULT_TEMPLATE
) -> list[Quote]:
    """The quotes of these codings (uids), in order of document and place, each attributed."""
    facts, tree = Facts(session), queries.code_tree(session)
    said = attribution.parse(template, FIELDS, facts.attributes.values())
    passages = grouping.gathered(queries.excerpts(session, EVERYTHING, codings), tree)
    return [_quote(passage, facts, said) for passage in passages]


def quote_count(report: Report) -> int:
    """How many quotes a report holds."""
    return report.total.quotes


def _known(group_by: GroupBy) -> GroupBy:
    if group_by not in GROUPINGS:
        raise Refused(
            f"Quotes are grouped by {joined(list(GROUPINGS), 'or')}, not by ‘{group_by}’."
        )
    return group_by


def _group(outline: Outline, facts: Facts, said: Template) -> Group:
    return Group(
        path=outline.path,
        about=outline.about,
        quotes=tuple(_quote(passage, facts, said) for passage in outline.own),
        counts=tally(outline.own),
        within=tally(outline.within),
    )


def _quote(passage: Passage, facts: Facts, said: Template) -> Quote:
    first, codings = passage.first, passage.codings
    return Quote(
        text=passage.text,
        attribution=said.fill(lambda name: _fact(name, facts, passage)),
        code=passage.path,
        document=first.document_name,
        case=facts.cases.get(first.case or "", ""),
        speaker=first.speaker or "",
        paragraph=first.paragraph,
        span=Span(first.start, first.stop),
        coders=_coders(facts, passage),
        created=first.created,
        origins=tuple(dict.fromkeys(c.origin for c in codings)),
        memos=tuple(
            Remark(words, facts.coders.get(coder, ""))
            for c in codings
            for words, coder in facts.memos.get(c.uid, ())
        ),
        star=any(c.star for c in codings),
        facts=tuple(facts.of(first).values()),
    )


def _coders(facts: Facts, passage: Passage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(facts.coders[c.coder] for c in passage.codings))


def _fact(name: str, facts: Facts, passage: Passage) -> str:
    built_in = FIELDS.get(name)
    return built_in(facts, passage) if built_in else facts.known(name, passage.first)


def _entry(facts: Facts, passage: Passage) -> str:
    entry = facts.entry(passage.first)
    return entry.label if entry else ""


def _date(facts: Facts, passage: Passage) -> str:
    entry = facts.entry(passage.first)
    return (entry.date if entry else "") or facts.documents[passage.first.document].date


FIELDS: dict[str, Callable[[Facts, Passage], str]] = {
    "case": lambda facts, p: facts.cases.get(p.first.case or "", ""),
    "document": lambda facts, p: p.first.document_name,
    "paragraph": lambda facts, p: str(p.first.paragraph or ""),
    "speaker": lambda facts, p: p.first.speaker or "",
    "timestamp": lambda facts, p: facts.timestamp(p.first),
    "entry": _entry,
    "date": _date,
    "coder": lambda facts, p: joined(_coders(facts, p)),
    "code": lambda facts, p: path_name(p.path),
    "kind": lambda facts, p: facts.documents[p.first.document].kind,
    "folder": lambda facts, p: facts.documents[p.first.document].folder,
}
