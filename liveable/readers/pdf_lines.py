"""From pieces to lines in reading order: rows, running heads and feet, columns.

Everything is told from where letters stand; a page says nothing of lines, columns or paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from liveable.readers.pdf_text import Piece

_SPACE = 0.11  # of the size: a gap this wide divides words
_TAB = 2.2  # a gap this wide is a tab
_ROW = 0.45  # heights closer than this are one row
_MOST_ABOVE = 50
_EDGE = 3  # rows at the top and at the bottom of a page that may be running heads or feet
_COLUMN_ROWS = 4
_MOST_ROWS = 1_000
_NUMBERED_LEAST = 8  # lines
_NUMBERED_LINE = re.compile(r"(\d{1,2}) +(?=\S)")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|p\.|s\.|página|pagina)?\s*(\d{1,4})(?:\s*(?:/|of|von|de|di|sur)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Row:
    """What stands at one height of a page, from left to right."""

    y: float
    size: float
    pieces: list[Piece]

    def text(self) -> str:
        """The words of the whole row."""
        return _joined(self.pieces)[0]


@dataclass(slots=True)
class Line:
    """A line of running text: its place, its words, which stretches of them are bold.

    ``column`` is 0 across the page, 1 and 2 for the left and the right of two, 3 and 4 for those of
    the left one, and so on.
    """

    page: int
    column: int
    x0: float
    x1: float
    y: float
    size: float
    text: str
    bold: list[tuple[int, int]] = field(default_factory=list)


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """The rows of a page from top to bottom."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x0)):
        row = rows[-1] if rows else None
        if row is None or not _beside(piece, row):
            rows.append(Row(piece.y, piece.size, [piece]))
        else:
            row.pieces.append(piece)
            if piece.size > row.size:
                row.y, row.size = piece.y, piece.size
    for row in rows:
        row.pieces.sort(key=lambda piece: piece.x0)
    return rows


def _beside(piece: Piece, row: Row) -> bool:
    """Whether a piece stands on the row's height, and not under what is there already."""
    if row.y - piece.y > _ROW * max(row.size, piece.size):
        return False
    slack = 0.4 * min(row.size, piece.size)
    return not any(
        other.y - piece.y > 0.2 * piece.size
        and piece.x0 < other.x1 - slack
        and other.x0 < piece.x1 - slack
        for other in row.pieces[:_MOST_ABOVE]  # the highest come first
    )


def _joined(pieces: Sequence[Piece]) -> tuple[str, list[tuple[int, int]]]:
    """The words of pieces side by side and where they are bold; one printed twice counts once."""
    text = ""
    bold: list[tuple[int, int]] = []
    last: Piece | None = None
    for piece in pieces:
        if last is not None:
            if piece.text == last.text and abs(piece.x0 - last.x0) < 0.2 * piece.size:
                continue
            gap = (piece.x0 - last.x1) / max(piece.size, last.size, 1e-9)
            if not text.endswith(" "):
                text += "\t" if gap > _TAB else " " if gap > _SPACE else ""
        if piece.bold:
            bold.append((len(text), len(text) + len(piece.text)))
        text += piece.text
        last = piece
    return text, bold


def heads_and_feet(pages: Sequence[list[Row]]) -> int:
    """Take the running heads, feet and page numbers off the pages; returns how many rows they were.

    A row near the edge goes when the same words, whatever their numbers, stand at the same height
    of a third of the pages (three at least) and hardly ever elsewhere, or when it is a number that
    rises from page to page.
    """
    within = Counter(_alike(row) for rows in pages for row in rows[_EDGE:-_EDGE])
    removed = 0
    for top in (True, False):
        for _ in range(_EDGE):
            gone = _running(pages, top, within)
            for number in gone:
                del pages[number][0 if top else -1]
            removed += len(gone)
            if not gone:
                break
    return removed


def _alike(row: Row) -> str:
    """Equal for rows of the same words, whatever their numbers."""
    return _DIGITS.sub("#", row.text().casefold())


def _running(pages: Sequence[list[Row]], top: bool, within: Counter[str]) -> set[int]:
    """The pages whose outermost row is a running head or foot."""
    edges = {n: rows[0 if top else -1] for n, rows in enumerate(pages) if len(rows) > 1}
    groups: dict[str, list[int]] = defaultdict(list)
    numbers: dict[int, int] = {}
    for page, row in edges.items():
        groups[_alike(row)].append(page)
        text = row.text()
        found = _PAGE_NUMBER.fullmatch(text) or _at_end(text)
        if found:
            numbers[page] = int(found[1])
    gone: set[int] = set()
    for words, same in groups.items():
        heights = Counter(round(edges[page].y / 6) for page in same)
        often = len(same) >= 3 and len(same) * 3 >= len(pages)
        level = heights.most_common(1)[0][1] * 2 >= len(same)
        if often and level and within[words] * 3 <= len(same):
            gone.update(same)
    return gone | _counting(numbers, len(pages))


def _at_end(text: str) -> re.Match[str] | None:
    """A number at either end of a short head: ``March 31, 1998 DEBATES 10``."""
    return re.fullmatch(r".{3,80}\s(\d{1,4})", text) or re.fullmatch(r"(\d{1,4})\s.{3,80}", text)


def _counting(numbers: dict[int, int], pages: int) -> set[int]:
    """The pages whose number is theirs plus what most others add."""
    offsets = Counter(number - page for page, number in numbers.items())
    if not offsets:
        return set()
    offset, count = offsets.most_common(1)[0]
    if count < 2 or count * 5 < pages * 2:
        return set()
    return {page for page, number in numbers.items() if number - page == offset}


def margin_numbers(pages: Sequence[list[Row]]) -> int:
    """Take numbers in the left margin off the pages, of paragraphs or of lines; returns how many
    they were.
    """
    for rows in pages:
        _set_numbers_apart(rows)
    lefts: Counter[int] = Counter()
    firsts: list[tuple[Row, Piece]] = []
    for row in chain.from_iterable(pages):
        words = row.pieces
        if words[0].text.isdecimal():
            firsts.append((row, words[0]))
            words = words[1:]
        if words:
            lefts[round(words[0].x0)] += 1
    if not lefts or len(firsts) < 5:
        return 0
    left = lefts.most_common(1)[0][0]
    margin = [(row, piece) for row, piece in firsts if piece.x1 <= left - 1 and len(piece.text) < 5]
    numbers = [int(piece.text) for _, piece in margin]
    rising = sum(a <= b for a, b in pairwise(numbers))
    if len(margin) < 5 or rising < 0.85 * (len(numbers) - 1):
        return 0
    for row, piece in margin:
        row.pieces.remove(piece)
    for rows in pages:
        rows[:] = [row for row in rows if row.pieces]
    return len(margin)


def _set_numbers_apart(rows: Sequence[Row]) -> None:
    """Make pieces of their own of the numbers of lines that were typed with the words, as in
    records of courts: nearly every row begins with one, each the next.
    """
    found = [(row, _NUMBERED_LINE.match(row.pieces[0].text)) for row in rows]
    numbered = [(row, match) for row, match in found if match]
    numbers = [int(match[1]) for _, match in numbered]
    steps = sum(b == a + 1 for a, b in pairwise(numbers))
    if len(numbers) < _NUMBERED_LEAST or steps < 0.9 * (len(numbers) - 1):
        return
    if len(numbers) < 0.8 * len(rows):
        return
    for row, match in numbered:
        piece = row.pieces[0]
        letter = (piece.x1 - piece.x0) / len(piece.text)
        number = piece._replace(x1=piece.x0 + letter * match.end(1), text=match[1])
        rest = piece._replace(x0=piece.x0 + letter * match.end(), text=piece.text[match.end() :])
        row.pieces[:1] = [number, rest]


def lines_of(rows: Sequence[Row], page: int, column: int = 0) -> Iterator[Line]:
    """The lines of a page in reading order; columns are read one after the other between the lines
    that go across them, and may hold narrower columns themselves.
    """
    gutter = _gutter(rows)
    if gutter is None:
        yield from (_line(row.pieces, page, column) for row in rows)
        return
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        if any(piece.x0 < gutter < piece.x1 for piece in row.pieces):
            yield from lines_of(left, page, 2 * column + 1)
            yield from lines_of(right, page, 2 * column + 2)
            left, right = [], []
            yield _line(row.pieces, page, column)
            continue
        for side, pieces in (
            (left, [piece for piece in row.pieces if piece.x1 <= gutter]),
            (right, [piece for piece in row.pieces if piece.x1 > gutter]),
        ):
            if pieces:
                side.append(Row(row.y, row.size, pieces))
    yield from lines_of(left, page, 2 * column + 1)
    yield from lines_of(right, page, 2 * column + 2)


def _line(pieces: Sequence[Piece], page: int, column: int) -> Line:
    text, bold = _joined(pieces)
    largest = max(pieces, key=lambda piece: (piece.size, piece.x1 - piece.x0))
    x1 = max(piece.x1 for piece in pieces)
    return Line(page, column, pieces[0].x0, x1, largest.y, largest.size, text, bold)


def _gutter(rows: Sequence[Row]) -> float | None:
    """The middle of the white stripe between two columns; None when there is one column.

    On both sides of it stand rows of text, over much of the same height, and no more rows cross it
    than headings and a full-width paragraph would.
    """
    if not 2 * _COLUMN_ROWS <= len(rows) <= _MOST_ROWS:
        return None
    left = min(row.pieces[0].x0 for row in rows)
    right = max(piece.x1 for row in rows for piece in row.pieces)
    width = right - left
    count = min(300, int(0.4 * width))
    places = [left + 0.3 * width + 0.4 * width * n / count for n in range(count)]
    scores = [_white(rows, place) for place in places]
    most = max((score for score in scores if score is not None), default=None)
    if most is None:
        return None
    best: list[float] = []
    run: list[float] = []
    for place, score in zip(places, scores, strict=True):
        run = [*run, place] if score == most else []
        best = max(best, run, key=len)
    return sum(best) / len(best)


def _white(rows: Sequence[Row], place: float) -> int | None:
    """How many more rows stand on the emptier side of this place, where both sides are written on,
    than go across it; None when it is no gutter: too few stand there, or one side has but the heads
    of what is on the other, as in a table.
    """
    crossing = 0
    left: list[int] = []
    right: list[int] = []
    for number, row in enumerate(rows):
        if any(piece.x0 < place < piece.x1 for piece in row.pieces):
            crossing += 1
            continue
        if row.pieces[0].x1 <= place:
            left.append(number)
        if row.pieces[-1].x0 >= place:
            right.append(number)
    if not left or not right:
        return None
    first, last = max(left[0], right[0]), min(left[-1], right[-1])
    counts = [sum(first <= number <= last for number in side) for side in (left, right)]
    beside = min(counts)
    if beside < _COLUMN_ROWS or beside * 2 < crossing or beside * 2 < max(counts):
        return None
    return beside - crossing
