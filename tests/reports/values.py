"""Reports made of plain values, for what a writer makes of any words at all."""

from __future__ import annotations

from liveable.core.spans import Span
from liveable.reports.definitions import Definition
from liveable.reports.excerpts import Group, Quote, Remark, Report
from liveable.reports.grouping import Counts

ONE = Counts(quotes=1, codings=1, documents=1, cases=1, coders=1)


def one_quote(
    text: str,
    *,
    title: str = "Title",
    attribution: str = "P1, One, para 1",
    memo: str = "",
    code: tuple[str, ...] = ("Code",),
    about: str = "",
    definition: str = "",
) -> Report:
    """A report by code with one quote in it."""
    quote = Quote(
        text=text,
        attribution=attribution,
        code=code,
        document="One",
        case="P1",
        speaker="",
        paragraph=1,
        span=Span(0, len(text) or 1),
        coders=("Ana",),
        created="2026-03-05T10:00:00.000Z",
        origins=("hand",),
        memos=(Remark(memo, "Ana"),) if memo else (),
        star=False,
        facts=(),
    )
    return Report(
        title=title,
        group_by="code",
        as_of="2026-03-05T10:00:00.000Z",
        chosen=(("Codes", "all"),),
        groups=(Group(code, about, (quote,), ONE, ONE),),
        total=ONE,
        counts=((code, ONE),),
        attributes=(),
        codebook=(Definition(code, "", definition, (("Definition", definition),)),)
        if definition
        else (),
    )
