"""The beginning of a report as lines to look at, before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from liveable.reports import sentences
from liveable.reports.excerpts import Group, Quote, Report
from liveable.reports.wording import lines, number, one_line, path_tail

Part = Literal["heading", "about", "extent", "quote", "attribution", "details", "memo", "more"]
_DEEPEST = 3
_LONGEST = 1200  # characters of a quote; the file has all of it


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph and what it is; ``level`` is that of a heading, from 1."""

    part: Part
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """The first quotes of a report as lines, how much there is, and one attribution."""

    lines: tuple[Line, ...]
    extent: str
    quotes: int
    example: str


def preview(report: Report, most: int = 20) -> Preview:
    """What the first ``most`` quotes look like."""
    example = next((quote.attribution for group in report.groups for quote in group.quotes), "")
    return Preview(tuple(_lines(report, most)), extent(report), report.total.quotes, example)


def extent(report: Report) -> str:
    """How much a report holds: "354 quotes under 61 codes, from 11 documents"."""
    total = report.total
    if not total.quotes:
        return "No quotes"
    codes = len({quote.code for group in report.groups for quote in group.quotes})
    quotes, documents = number(total.quotes, "quote"), number(total.documents, "document")
    return f"{quotes} under {number(codes, 'code')}, from {documents}"


def _lines(report: Report, most: int) -> Iterator[Line]:
    if not report.total.quotes:
        yield Line("more", sentences.NOTHING)
        return
    shown = 0
    for group in report.groups:
        if shown >= most:
            break
        yield from _head(group, report)
        for quote in group.quotes[: most - shown]:
            yield from _quote(quote, report)
        shown += len(group.quotes[: most - shown])
    if (left := report.total.quotes - shown) > 0:
        yield Line("more", f"and {number(left, 'more quote')}")


def _head(group: Group, report: Report) -> Iterator[Line]:
    level = min(len(group.path), _DEEPEST)
    yield Line("heading", one_line(path_tail(group.path, _DEEPEST)), level)
    for line in lines(group.about):
        yield Line("about", line)
    yield Line("extent", sentences.group_line(group, report))


def _quote(quote: Quote, report: Report) -> Iterator[Line]:
    left = _LONGEST
    for words in sentences.words(quote):
        yield Line("quote", words if len(words) <= left else f"{words[:left]}…")
        left -= len(words)
        if left <= 0:
            break
    if quote.attribution:
        yield Line("attribution", f"— {one_line(quote.attribution)}")
    if details := sentences.details(quote, report):
        yield Line("details", one_line(" · ".join(details)))
    for memo in quote.memos:
        yield Line("memo", f"{sentences.remark_head(memo.coder)}: {one_line(memo.text)}")
