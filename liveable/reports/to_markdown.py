"""A report as GitHub-flavoured Markdown: headings, quotes as block quotes, a table of counts.

Whatever Markdown or HTML would take for a sign is escaped, so that the words of a transcript come
out as they are (CommonMark 0.31.2, §2.4 and §2.5; GitHub Flavored Markdown Spec 0.29, §4.10 and
§6.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from liveable.reports import sentences
from liveable.reports.definitions import Definition
from liveable.reports.excerpts import Group, Quote, Report
from liveable.reports.wording import lines, one_line, path_name, path_tail

_DEEPEST = 6
# Signs wherever they stand, and what would become a link by itself.
_SIGN = re.compile(r"[\\`*_\[\]<>#|~&$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
# What makes a list or a heading of a line that begins with it.
_OPENING = re.compile(r"\A(?=[-+=])|\A\d{1,9}(?=[.)](?:\s|\Z))")
_EDGE = re.compile(r"\A[ \t]+|[ \t]+\Z")


def write(report: Report) -> str:
    """The text of the file."""
    return "\n\n".join(_blocks(report)) + "\n"


def escaped(text: str) -> str:
    """One line of plain text as Markdown that shows exactly that."""
    signs = _OPENING.sub(r"\g<0>\\", _SIGN.sub(r"\\\g<0>", text))
    return _EDGE.sub(lambda space: "".join(f"&#{ord(c)};" for c in space.group()), signs)


def _blocks(report: Report) -> Iterator[str]:
    yield heading(1, report.title)
    yield f"{sentences.subtitle(report)}. {escaped(sentences.summary(report))}"
    yield escaped(sentences.choice(report))
    for group in report.groups:
        yield from _group(group, report)
    if report.counts:
        yield heading(2, "Counts by code")
        yield _table(report)
        yield sentences.FIGURES
    if report.codebook:
        yield heading(2, "Codebook")
        for definition in report.codebook:
            yield from _definition(definition)


def heading(level: int, text: str) -> str:
    """A heading of one line."""
    return f"{'#' * level} {escaped(one_line(text))}"


def _group(group: Group, report: Report) -> Iterator[str]:
    level = min(len(group.path) + 1, _DEEPEST)
    yield heading(level, path_tail(group.path, _DEEPEST - 1))
    yield from _paragraphs(group.about)
    yield f"*{escaped(sentences.group_line(group, report))}*"
    for quote in group.quotes:
        yield from _quote(quote, report)


def _quote(quote: Quote, report: Report) -> Iterator[str]:
    words = list(map(escaped, sentences.words(quote)))
    beneath = filter(None, (quote.attribution, *sentences.details(quote, report)))
    if said := " · ".join(escaped(one_line(each)) for each in beneath):
        words.append(f"— {said}")
    yield "\n>\n".join(f"> {line}" for line in words)
    for memo in quote.memos:
        yield from _labelled(sentences.remark_head(memo.coder), memo.text, "*")


def _definition(definition: Definition) -> Iterator[str]:
    level = min(len(definition.path) + 2, _DEEPEST)
    name = path_tail(definition.path, _DEEPEST - 2)
    yield heading(level, f"{name} ({definition.short})" if definition.short else name)
    for label, words in definition.parts:
        yield from _labelled(label, words, "**")


def _labelled(label: str, text: str, mark: str) -> Iterator[str]:
    first, *rest = _paragraphs(text) or [""]
    yield f"{mark}{escaped(one_line(label))}:{mark} {first}"
    yield from rest


def _paragraphs(text: str) -> list[str]:
    return list(map(escaped, lines(text)))


def _table(report: Report) -> str:
    rows = [(path_name(path), *sentences.figures(counts)) for path, counts in report.counts]
    everything = ("All", *sentences.figures(report.total))
    ruler = ("---", *["---:"] * (len(sentences.COLUMNS) - 1))
    body = (map(escaped, map(one_line, map(str, cells))) for cells in (*rows, everything))
    return "\n".join(map(row, (sentences.COLUMNS, ruler, *body)))


def row(cells: Iterable[str]) -> str:
    """A table's row of cells that are Markdown already."""
    return f"| {' | '.join(cells)} |"
