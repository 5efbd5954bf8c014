"""From lines to paragraphs: where one ends, and how its lines are joined.

A line begins a paragraph when the space above it is wider than usual, when it is set in or out as
paragraphs of this document are, when the first word would still have fitted on the line above, when
it begins with a label that begins paragraphs elsewhere, or when it is a heading by its size.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from liveable.core import labels
from liveable.core.transcript import Mark
from liveable.readers.body import Draft
from liveable.readers.pdf_lines import Line

# A label with its colon, its tab, or a time and nothing more.
_LABEL = re.compile(
    r"([^\W\d_][^:\t]{0,60}?)(?::(?=\s|$)|(\t|[ \t]+[\[(]?\d{1,3}:\d\d(?::\d\d)?[\])]?$))"
)
_TIMED_CELL = re.compile(r"[\[(]?\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?\t")
_ENDED = (".", "!", "?", ":", "…", "”", '"', "’", ")", "]", "。", "？", "！", "»")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LONGEST_WORD = 80
_LAST_PART = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_AND = frozenset(("und", "oder", "bis", "and", "or", "to", "et", "ou"))  # "Wirtschafts- und"
# First halves of compounds that keep their hyphen when nothing else tells.
_FIRST_HALVES = (
    "self non well semi co ex half cross quasi long short high low year mid anti post pre multi "
    "inter all part full one two three four five six ten face day open so"
)
# Second halves that do so too.
_SECOND_HALVES = (
    "based related oriented specific like wide led making term free being sector level class "
    "scale old year building sharing keeping loving"
)
_PREFIXES, _SUFFIXES = frozenset(_FIRST_HALVES.split()), frozenset(_SECOND_HALVES.split())


class Margins(NamedTuple):
    """Where the lines of a column begin and where they could end, and how far apart they are.

    ``filled`` says that lines are broken at the right margin; else each is as long as its words.
    """

    left: float
    right: float
    leading: float
    filled: bool


class _Layout:
    """How this document sets its paragraphs, learnt from all of its lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.margins = _margins(lines)
        self.body_size = _commonest(round(line.size, 1) for line in lines for _ in line.text[::8])
        starts: Counter[int] = Counter()
        goes_on: Counter[int] = Counter()
        for above, line in pairwise(lines):
            if _flows(above, line):
                continue
            indent = self.indent(line)
            (starts if self.gap(above, line) or self.fits(above, line) else goes_on)[indent] += 1
        self.start = starts.most_common(1)[0][0] if starts else 0
        self.goes_on = goes_on.most_common(1)[0][0] if goes_on else 0
        self.known = self._known_labels(lines)

    def margin(self, line: Line) -> Margins:
        """The margins of the line's column."""
        return self.margins[line.page, line.column]

    def indent(self, line: Line) -> int:
        """How far the line is set in, in half sizes."""
        return round((line.x0 - self.margin(line).left) / max(1.0, line.size) * 2)

    def gap(self, above: Line, line: Line) -> bool:
        """Whether there is more than the usual space between the two."""
        usual = max(self.margin(line).leading, 0.9 * max(above.size, line.size))
        return above.y - line.y > 1.3 * usual

    def fits(self, above: Line, line: Line) -> bool:
        """Whether the line's first word would still have fitted on the line above."""
        margin = self.margin(above)
        letter = (line.x1 - line.x0) / max(1, len(line.text))
        first = line.text.split(None, 1)[0]
        room = margin.right - above.x1 - 0.4 * above.size
        goes_on = first[0].islower() and not above.text.endswith(_ENDED)
        if goes_on and (not margin.filled or room < 0.3 * (margin.right - margin.left)):
            return False
        return not margin.filled or room > letter * (len(first) + 1)

    def begins(self, above: Line, line: Line) -> bool:
        """Whether a paragraph begins with the line."""
        if self.labelled(above, line) or abs(above.size - line.size) > 0.12 * max(
            above.size, line.size
        ):
            return True
        if _all_bold(above) != _all_bold(line) and not (above.bold and line.bold):
            return True
        flows = _flows(above, line)
        if flows and line.text[0].islower() and not above.text.endswith(_ENDED):
            return False
        if not flows and self.gap(above, line):
            return True
        return self._set_in_or_out(above, line, flows) or self.fits(above, line)

    def _set_in_or_out(self, above: Line, line: Line, flows: bool) -> bool:
        here, before = self.indent(line), self.indent(above)
        if self.start < self.goes_on:  # first lines stand out
            return here <= self.start < before or (here <= self.start and flows)
        if here == before and not above.text.endswith(_ENDED):
            return False
        if self.start > self.goes_on:  # first lines are set in
            return here >= self.start - 1 > self.goes_on - 1 and here > self.goes_on
        return not flows and abs(here - before) >= 2

    def labelled(self, above: Line, line: Line) -> bool:
        """Whether the line begins with a label, bold or known to begin paragraphs, or a time in a
        cell of its own.
        """
        found = _LABEL.match(line.text)
        if found is None:
            return _TIMED_CELL.match(line.text) is not None
        bold = bool(line.bold) and line.bold[0][0] == 0 and line.bold[0][1] >= len(found[1])
        if bold and above.bold and above.bold[-1][1] >= len(above.text):
            return False  # a bold label that began on the line above
        if bold or labels.key(found[1]) in self.known:
            return True
        shape = labels.shape(found[1])
        if shape in (None, "weak"):
            return False
        set_off = found[2] is not None or _LABEL.match(above.text) is not None
        return set_off or (shape == "role" and above.text.endswith(_ENDED))

    def _known_labels(self, lines: Sequence[Line]) -> set[str]:
        counts: Counter[str] = Counter()
        for above, line in pairwise(lines):
            found = _LABEL.match(line.text)
            if found and labels.shape(found[1]) not in (None, "weak"):
                sure = not _flows(above, line) and (
                    self.gap(above, line)
                    or self.fits(above, line)
                    or self.indent(line) != self.goes_on
                )
                counts[labels.key(found[1])] += sure
        return {key for key, count in counts.items() if count > 1}


def _margins(lines: Sequence[Line]) -> dict[tuple[int, int], Margins]:
    """Margins by page and column; a column of few lines takes those of its like on all pages."""
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    alike: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.column].append(line)
        alike[line.column].append(line)
    common = {column: _margin(group) for column, group in alike.items()}
    return {
        place: _margin(group)._replace(filled=common[place[1]].filled)
        if len(group) >= 10
        else common[place[1]]
        for place, group in columns.items()
    }


def _margin(lines: Sequence[Line]) -> Margins:
    left = _commonest(round(line.x0) for line in lines)
    ends = sorted(line.x1 for line in lines)
    right = ends[-2] if len(ends) > 9 else ends[-1]
    steps = [
        a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 5 * a.size
    ]
    leading = _commonest(round(step * 2) for step in steps) / 2 if steps else 0.0
    nearly = sum(end > left + 0.85 * (right - left) for end in ends)
    return Margins(left, right, leading, nearly * 4 >= len(ends))


def _commonest(values: Iterable[float]) -> float:
    return Counter(values).most_common(1)[0][0]


def _flows(above: Line, line: Line) -> bool:
    """Whether the text goes over to another column or page between the two lines."""
    return above.page != line.page or line.y > above.y


def _all_bold(line: Line) -> bool:
    return sum(stop - start for start, stop in line.bold) >= 0.9 * len(line.text)


class _Words:
    """The words of a document as its lines show them whole: as they stand, and with case folded."""

    def __init__(self, lines: Sequence[Line]) -> None:
        found: list[str] = []
        divided = False
        for line in lines:
            last = _last_part(line.text)
            words = _WORD.findall(line.text[: -len(last) - 1] if last else line.text)
            found.extend(words[1:] if divided else words)
            divided = last is not None
        self.written = frozenset(found)
        self.folded = Counter(word.casefold() for word in found)


def write(lines: Sequence[Line]) -> Draft:
    """The paragraphs of a document, one a line of text, with its bold stretches and headings
    marked.
    """
    draft = Draft()
    if not lines:
        return draft
    layout, words = _Layout(lines), _Words(lines)
    start = 0
    above: Line | None = None
    for line in lines:
        if above is None or layout.begins(above, line):
            if above is not None:
                _end(draft, start, above, layout)
                draft.write("\n")
            start = draft.length
        else:
            _join(draft, above.text, line.text, words)
        for bold in line.bold:
            draft.marks.append(Mark(draft.length + bold[0], draft.length + bold[1], "bold"))
        draft.write(line.text)
        above = line
    _end(draft, start, lines[-1], layout)
    return draft


def write_notes(draft: Draft, notes: Sequence[Sequence[Line]], lines: Sequence[Line]) -> None:
    """Add footnotes, a paragraph each; ``lines`` are all of the document, whose words tell how
    those divided at a line's end are written.
    """
    words = _Words(lines) if notes else None
    for note in notes:
        draft.write("\n")
        for number, line in enumerate(note):
            if number and words:
                _join(draft, note[number - 1].text, line.text, words)
            for bold in line.bold:
                draft.marks.append(Mark(draft.length + bold[0], draft.length + bold[1], "bold"))
            draft.write(line.text)


def _end(draft: Draft, start: int, line: Line, layout: _Layout) -> None:
    """Mark a paragraph that is set larger than the body as a heading."""
    ratio = line.size / layout.body_size
    if ratio > 1.12:
        draft.mark("heading", start, 1 if ratio > 1.6 else 2 if ratio > 1.3 else 3)


def _join(draft: Draft, above: str, line: str, words: _Words) -> None:
    """Make one text of two lines: a space between, or a hyphen kept or taken away."""
    last, first = _last_part(above), _FIRST_PART.match(line)
    if above.endswith("\u00ad"):
        draft.shorten(1)
    elif last and first:
        if first[0].casefold() in _AND:
            draft.write(" ")
        elif not _keeps_hyphen(above, last, first[0], words):
            draft.shorten(1)
    elif not (_unspaced(above[-1]) and _unspaced(line[0])) and not above.endswith((" ", "—")):
        draft.write(" ")


def _keeps_hyphen(above: str, last: str, first: str, words: _Words) -> bool:
    """Whether a hyphen at a line's end belongs to the word: by how the text writes it elsewhere,
    then by whether its parts are words by themselves.
    """
    earlier = re.search(r"[\w-]*$", above[-_LONGEST_WORD : -len(last) - 1])
    whole = f"{earlier[0] if earlier else ''}{last}{first}".casefold()
    compound = whole[: len(whole) - len(first)] + "-" + first.casefold()
    if words.folded[whole] != words.folded[compound]:
        return words.folded[compound] > words.folded[whole]
    if first[0].isupper() and not last.isupper():
        return True
    if first in _SUFFIXES:
        return True
    if first not in words.written:
        return False
    known = last in words.written and len(last) > 2 < len(first)
    return known or last.casefold() in _PREFIXES or bool(earlier and earlier[0])


def _last_part(text: str) -> str | None:
    """The half word before the hyphen at a line's end."""
    found = _LAST_PART.search(text[-_LONGEST_WORD:])
    return found[1] if found else None


def _unspaced(char: str) -> bool:
    """Whether the character is of a script written without spaces."""
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
