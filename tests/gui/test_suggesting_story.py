"""What the manual promises of suggestions, by keyboard alone: thirty passages coded, ten judged,
cues banned and promoted, and a second reader.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QSplitter

from liveable.core.codebook import Cues
from liveable.core.learned import Doubt
from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.gui.pick import Picker
from liveable.gui.suggesting import Item, Placed, Waiting
from liveable.ops import codebook, documents
from liveable.ops.codebook import cues_of
from liveable.store import queries
from liveable.store.one_code import one_code
from liveable.store.project import open_project
from tests.conftest import ANN, original, transcript
from tests.gui.desk import Desk

STAIRS = (
    "I swept the stair on {day}.", "The landing was wet on {day}.",
    "On {day} he carried my bags up to the landing.", "We met on the stair on {day}.",
    "The banister on our stair came loose on {day}.",
)  # fmt: skip
TEA = (
    "She made a pot of tea on {day}.", "On {day} we had tea and a biscuit.",
    "He came in for tea on {day}.", "I put the kettle on for tea that {day}.",
    "There was tea and cake on {day}.",
)  # fmt: skip
OTHERS = (
    "The bus was late on {day}.", "I watched the football on {day}.", "It rained all {day}.",
    "My sister rang on {day}.", "I went to the dentist on {day}.", "The shop was shut on {day}.",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def said_by(person: int, rounds: int) -> str:
    """What a person says: each kind of sentence in turn, none of them twice."""
    said = []
    for n in range(rounds):
        day = DAYS[(n + person) % len(DAYS)]
        for kind in (STAIRS, OTHERS, TEA, OTHERS):
            said.append(kind[(n + person) % len(kind)].format(day=f"{day} {n + 1}"))
    return " ".join(said)


@pytest.fixture
def talk(desk: Desk, project_file: Path) -> Desk:
    """Three people to be read and one who is not, two codes, one of them with cues; open."""
    with open_project(project_file, ANN) as project:
        for n, name in enumerate(("Ada", "Bea", "Cal", "Dot")):
            text = f"{name}: {said_by(n, 9 if name == 'Dot' else 5)}"
            written = transcript(text, (name, "participant"))
            documents.add(project, written, original(f"{name}.txt", text.encode()), ANN.uid)
        codebook.create(project, "Stairs", ANN.uid, cues=Cues(("the landing",)))
        codebook.create(project, "Tea", ANN.uid, definition="A hot drink, offered or shared.")
    desk.open(project_file)
    return desk


def settle(desk: Desk) -> None:
    desk.until(lambda: not desk.work.tasks.running)


def items(desk: Desk) -> list[Item]:
    return desk.page.suggestions.list.rows.grouped.items()


def in_hand(desk: Desk) -> Item:
    item: Item | None = desk.page.suggestions.list.current()
    assert item is not None
    return item


def cues(desk: Desk, code: str) -> Cues:
    row = desk.work.look(one_code, desk.code(code))
    assert row is not None
    return cues_of(row.cues)


def code_all(desk: Desk, code: str, words: tuple[str, ...]) -> None:
    """Code every sentence of three people that has one of these words."""
    first = True
    for name in ("Ada", "Bea", "Cal"):
        desk.read(name)
        view = desk.page.view
        for sentence in _sentences(view.body):
            if any(word in sentence.of(view.body) for word in words):
                view.select(Span(sentence.start, sentence.start))
                desk.press("Return")
                if first:
                    desk.quick_code(code)
                    desk.until(lambda: desk.focus is desk.page.view.keys_at())
                    first = False
                else:
                    desk.press("R")


def _sentences(body: str) -> list[Span]:
    found, start = [], body.index(": ") + 2
    for piece in body[start:].split(". "):
        found.append(Span(start, start + len(piece)))
        start += len(piece) + 2
    return found


def test_suggestions_from_first_codings_to_a_second_reading(talk: Desk) -> None:
    """Thirty codings; ten verdicts; a cue banned, one promoted; what was missed, what was wrong."""
    desk = talk
    code_all(desk, "Stairs", ("stair", "landing"))
    code_all(desk, "Tea", ("tea",))
    assert len(desk.codings()) == 30
    _slip(desk)
    for name in ("Ada", "Bea", "Cal"):
        desk.read(name)
        desk.press("Ctrl+R")
    _ask(desk)
    _ban_and_promote(desk)
    _judge_ten(desk)
    _read_after(desk)


def _slip(desk: Desk) -> None:
    """One coding is forgotten, and one made where it does not belong."""
    desk.read("Ada")
    body, view = desk.page.view.body, desk.page.view
    tea = next(s for s in _sentences(body) if "tea" in s.of(body))
    view.select(Span(tea.start + 2, tea.start + 2))
    desk.press("Del")
    bus = next(s for s in _sentences(body) if "dentist" in s.of(body))
    view.select(Span(bus.start, bus.start))
    desk.press("Return", "R")
    assert len(desk.codings()) == 30


def _ask(desk: Desk) -> None:
    """What was learned points at the person nobody has read, and says why."""
    desk.press("Ctrl+Shift+G")
    desk.until(lambda: len(items(desk)) >= 12)
    settle(desk)
    first = in_hand(desk)
    assert isinstance(first, Waiting)
    assert first.suggestion.source == "learned"
    desk.until(lambda: "speaks for it" in _told(desk))
    assert "right in text held out" in _told(desk)


def _judge_ten(desk: Desk) -> None:
    """One is trimmed; those judged leave, and the rest stays as it was."""
    desk.page.suggestions.keys_at().setFocus()
    before = len(desk.codings())
    shown = [item.uid for item in items(desk)]
    desk.press("Return", "Return", "[", "Return", "Return", "Return", "Return", "X", "X", "X", "L")
    assert len(desk.codings()) == before + 6
    assert [item.uid for item in items(desk)] == [*shown[10:], shown[9]]
    with desk.work.project.reading() as session:
        origins = [
            c.origin for c in queries.codings(session, Query(origins=frozenset({"learned"})))
        ]
    assert len(origins) == 6


def _told(desk: Desk) -> str:
    """All that is said below the passage in hand."""
    told = desk.page.suggestions.card.told
    return " ".join(line.text for line in told.lines) if told is not None else ""


def _ban_and_promote(desk: Desk) -> None:
    """The rest stays where it is, and what is being read stays in hand."""
    cued = in_hand(desk)
    assert isinstance(cued, Waiting)
    assert "the landing" in [r.text.casefold() for r in cued.suggestion.reasons]
    before = [item.uid for item in items(desk)]
    desk.page.suggestions.keys_at().setFocus()
    desk.press("B")
    assert cues(desk, "Stairs").banned == ("the landing",)
    desk.press("P")
    desk.dialog(Picker)
    desk.letters("wet" if "wet" in cued.words else "bags")
    desk.press("Return")
    desk.until(lambda: len(cues(desk, "Stairs").phrases) == 1)
    settle(desk)
    after = [item.uid for item in items(desk)]
    assert after == [uid for uid in before if uid in after]
    assert in_hand(desk).uid == cued.uid


def _read_after(desk: Desk) -> None:
    """The forgotten passage is found, and the one that does not belong taken off."""
    desk.read("Ada")
    desk.press("Ctrl+D")
    desk.until(lambda: any(isinstance(item, Placed) for item in items(desk)))
    missed = [i for i in items(desk) if isinstance(i, Waiting) and "tea" in i.words]
    assert len(missed) == 1
    queue = desk.page.suggestions
    queue.list.go_to(missed[0].uid)
    before = len(desk.codings())
    desk.press("Return")
    assert len(desk.codings()) == before + 1
    wrong = next(i for i in items(desk) if isinstance(i, Placed) and "dentist" in i.words)
    assert isinstance(wrong.about, Doubt)
    queue.list.go_to(wrong.uid)
    desk.press("X")
    assert len(desk.codings()) == before
    settle(desk)
    assert not any("dentist" in item.words for item in items(desk))


def test_the_passage_itself_is_in_sight_in_lists_of_any_height(talk: Desk) -> None:
    """Asked for the first time, suggestions have room; how tall they are left then stays."""
    desk = talk
    desk.work.choose_code(desk.code("Stairs"))
    desk.press("Ctrl+G")
    settle(desk)
    drawer, card = desk.page.drawer, desk.page.suggestions.card
    tall = drawer.height()
    split = drawer.parentWidget()
    assert isinstance(split, QSplitter)
    assert tall > 0.5 * split.height()
    split.setSizes([2_000, 10])
    desk.press("Ctrl+G")
    settle(desk)
    assert drawer.height() < tall
    view, area = card.passage, card.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    top = view.mapTo(area.viewport(), QPoint(0, view.top())).y()
    assert 0 <= top <= area.viewport().height() - view.line()
    assert view.verticalScrollBar().maximum() == 0
