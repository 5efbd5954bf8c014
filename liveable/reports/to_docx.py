"""A report as a Word document: headings by the codebook, quotes and attributions in styles of their
own, a table of counts, the codebook as an appendix.
"""

from __future__ import annotations

from datetime import datetime

from liveable.reports import sentences, word_file
from liveable.reports.definitions import Definition
from liveable.reports.excerpts import Group, Quote, Report
from liveable.reports.grouping import Counts
from liveable.reports.word_styles import TEXT_WIDTH, style_id
from liveable.reports.word_xml import Body, Row, Run
from liveable.reports.wording import lines, one_line, path_tail

_DEEPEST = 3  # headings for groups; the appendix, under a heading of its own, has one more
_FIGURES = (880, 980, 1180, 880, 880)  # the widths of the columns of figures
_SHORT = 1200  # characters: a third of a page


def write(report: Report) -> bytes:
    """The file's bytes; the same report gives the same bytes."""
    made = datetime.fromisoformat(report.as_of)
    document = word_file.begun(one_line(report.title), sentences.subtitle(report), made)
    body = Body(document.element.body.sectPr)
    _front(body, report)
    for group in report.groups:
        _group(body, group, report)
    if report.counts:
        _counts(body, report)
    if report.codebook:
        _appendix(body, report.codebook)
    word_file.own_up(body)
    return word_file.packed(document)


def _add(body: Body, style: str, *runs: Run | str, new_page: bool = False) -> None:
    body.paragraph(style_id(style), *runs, new_page=new_page)


def _front(body: Body, report: Report) -> None:
    _add(body, "Title", one_line(report.title))
    _add(body, "Subtitle", sentences.subtitle(report))
    _add(body, "Normal", sentences.summary(report))
    _add(body, "Chosen", sentences.choice(report))


def _group(body: Body, group: Group, report: Report) -> None:
    level = min(len(group.path), _DEEPEST)
    _add(body, f"Heading {level}", one_line(path_tail(group.path, _DEEPEST)))
    for line in lines(group.about):
        _add(body, "About", line)
    _add(body, "Extent", sentences.group_line(group, report))
    for quote in group.quotes:
        _quote(body, quote, report)


def _quote(body: Body, quote: Quote, report: Report) -> None:
    _words(body, sentences.words(quote))
    details = sentences.details(quote, report)
    if quote.attribution:
        more = bool(details or quote.memos)
        body.paragraph("Attribution", f"— {one_line(quote.attribution)}", stays=more)
    if details:
        body.paragraph("Details", one_line(" · ".join(details)), stays=bool(quote.memos))
    for memo in quote.memos:
        _labelled(body, "Coder's memo", sentences.remark_head(memo.coder), memo.text)


def _words(body: Body, words: list[str]) -> None:
    """A quote's paragraphs, kept on one page with its attribution where they are few enough."""
    is_short = sum(map(len, words)) <= _SHORT
    last = len(words) - 1
    for place, line in enumerate(words):
        stays = is_short or (place == last and len(line) <= _SHORT)
        body.paragraph("Quote", line, follows=place > 0, stays=stays)


def _labelled(body: Body, style: str, label: str, text: str) -> None:
    first, *rest = lines(text) or [""]
    _add(body, style, Run(f"{label}: ", "Strong"), first)
    for line in rest:
        _add(body, style, line)


def _counts(body: Body, report: Report) -> None:
    _add(body, "Heading 1", "Counts by code")
    rows = [
        Row((one_line(path[-1]), *_figures(counts)), len(path) - 1)
        for path, counts in report.counts
    ]
    total = Row(("All", *_figures(report.total)))
    widths = (TEXT_WIDTH - sum(_FIGURES), *_FIGURES)
    body.table("CountsTable", widths, [Row(sentences.COLUMNS), *rows, total])
    _add(body, "Chosen", sentences.FIGURES)


def _figures(counts: Counts) -> tuple[str, ...]:
    return tuple(f"{figure:,}" for figure in sentences.figures(counts))


def _appendix(body: Body, codebook: tuple[Definition, ...]) -> None:
    _add(body, "Heading 1", "Codebook", new_page=True)
    for definition in codebook:
        level = min(len(definition.path), _DEEPEST)
        name = one_line(path_tail(definition.path, _DEEPEST))
        short = [Run(f"  {one_line(definition.short)}", "ShortName")] if definition.short else []
        _add(body, f"Heading {level + 1}", name, *short)
        for label, words in definition.parts:
            _labelled(body, "Definition", label, words)
