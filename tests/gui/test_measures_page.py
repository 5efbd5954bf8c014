"""How good suggestions are, code by code: in order, in words, for groups, and what it leads to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from liveable.core.codebook import Cues
from liveable.core.learned import CodeMeasure, Drift, Estimate, Group, Measured, Near, Share, Used
from liveable.core.learning import Heard, Material, Stretch
from liveable.core.spans import Span
from liveable.gui.cue_page import CuePage
from liveable.gui.drift_page import DriftPage, in_words, marked
from liveable.gui.measure_card import facts, groups_in_words, held_said, state_said, whose
from liveable.gui.measure_rows import ORDERS, Measure, grouped
from liveable.gui.measures_page import MeasuresPage
from liveable.gui.suggestion_settings import SuggestionSettings
from liveable.gui.work import Work
from liveable.ops import codebook, suggesting
from liveable.ops import learning as learning_of
from liveable.store import queries
from liveable.store.judged import Record
from liveable.store.suggesting import Choices
from liveable.suggest.suggester import Suggester
from tests.gui.desk import Desk
from tests.gui.hands import asking

CODES = ("Not overstepping", "Kindness missing", "Practical help")
GOOD, POOR = Share(0.82, 0.7, 0.9), Share(0.31, 0.2, 0.45)


def held(precision: Share, recall: Share, coded: int = 40) -> Measured:
    return Measured(30, 37, coded, precision, recall, Share(0.6, 0.5, 0.7), 8)


def uid_of(work: Work, name: str) -> str:
    return next(uid for uid, row in work.codes.items() if row.name == name)


def measured(work: Work) -> dict[str, CodeMeasure]:
    """One code of each state."""
    ready, weak, few = (uid_of(work, name) for name in CODES)
    groups = (
        Group("Gender", "woman", held(GOOD, GOOD)),
        Group("Gender", "man", held(POOR, GOOD, 9)),
        Group("Area", "Maryhill", held(GOOD, GOOD)),
    )
    return {
        few: CodeMeasure(few, 7, "too few", None, None, 1.0),
        weak: CodeMeasure(weak, 12, "too weak", held(POOR, GOOD), None, 0.5),
        ready: CodeMeasure(ready, 19, "ready", held(GOOD, POOR), 0.4, 0.25, groups, "ridge/1-0"),
    }


def learn(work: Work, known: dict[str, CodeMeasure]) -> None:
    """Let these measures be what was learned."""
    learning = work.learning
    learning.measures, learning.material = known, work.look(learning_of.gather, work.coder)
    learning._known_to = learning._changes


def laid_open(desk: Desk) -> MeasuresPage:
    """The page, as after codes of each state were measured."""
    learn(desk.work, measured(desk.work))
    desk.press("Ctrl+Shift+H")
    page = desk.page.asides.page
    assert isinstance(page, MeasuresPage)
    return page


def names(page: MeasuresPage) -> list[str]:
    items: list[Measure] = page.list.rows.grouped.items()
    return [one.code.name for one in items]


def test_codes_are_in_the_order_asked_for_and_said_in_words(sample: Desk) -> None:
    """By state first; filtered by letters of their paths; each row says its numbers."""
    page = laid_open(sample)
    assert names(page) == ["Not overstepping", "Kindness missing", "Practical help"]
    assert "3 codes: 1 ready, 1 too weak, 1 with too little to go by" in page.about.text()
    said = page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Ready · 19 codings" in said
    assert "precision 82 %, between 70 and 90 %" in said
    assert page.card.name.text() == "Not overstepping"
    for number, order in enumerate(ORDERS):
        page.order.setCurrentIndex(number)
        page.order.activated.emit(number)
        assert len(names(page)) == 3, order
    current: Measure | None = page.list.current()
    assert current is not None
    assert current.code.name == "Not overstepping"
    sample.until(page.list.hasFocus)
    sample.press("/")
    sample.letters("kindness\n")
    assert names(page) == ["Kindness missing"]
    state = page.card.state.text()
    assert state.startswith("Too weak: of what it would show, 31 % carry")
    assert state.endswith("Only its cue phrases suggest passages.")
    work = sample.work
    codebook.edit(work.project, sample.code("Kindness missing"), work.coder, cues=Cues())
    assert page.card.state.text().endswith("it has no cue phrases: find some.")
    page.filter.clear()
    page.list.go_to(sample.code("Practical help"))
    assert not page.card.held.isVisible()
    page.grab()
    # From the page to what the project says of suggestions; switched off, the page goes.
    page.settings.click()
    dialog = sample.dialog(SuggestionSettings)
    dialog.reject()
    suggesting.choose(sample.work.project, Choices(off=True), sample.work.coder)
    sample.until(lambda: not sample.window.reviewing)


def test_groups_are_compared_for_the_attribute_chosen(qtbot: QtBot, work: Work) -> None:
    """A group for which it fares worse than chance explains is named."""
    learn(work, measured(work))
    page = MeasuresPage(work)
    qtbot.addWidget(page)
    page.list.go_to(uid_of(work, "Not overstepping"))
    card = page.card
    assert [card.attribute.itemText(n) for n in range(card.attribute.count())] == ["Gender", "Area"]
    assert "Precision is lower for ‘man’ than for ‘woman’" in card.groups_said.text()
    card.attribute.setCurrentIndex(1)
    card.attribute.activated.emit(1)
    assert "no two groups" in card.groups_said.text()


def test_a_code_leads_to_its_cues_and_back_and_to_its_queue(
    sample: Desk, suggester: Suggester
) -> None:
    """The page over the page is gone back from; a queue is shown in the project."""
    with asking(sample, suggester):
        page = laid_open(sample)
        work = sample.work
        page.list.go_to(sample.code("Kindness missing"))
        sample.until(page.list.hasFocus)
        sample.press("Ctrl+Shift+C")
        over = sample.page.asides.page
        assert isinstance(over, CuePage)
        assert work.code == over.code == sample.code("Kindness missing")
        sample.until(lambda: not work.tasks.running)
        sample.press("Escape")
        assert sample.page.asides.page is page
        sample.until(page.list.hasFocus)
        sample.press("Return")
        assert not sample.window.reviewing
        assert sample.page.drawer.panel is sample.page.suggestions
        assert work.learning.asked is not None
        assert work.learning.asked.name == "Kindness missing"
        sample.page.asides.come_back()
        assert sample.page.asides.page is page
        sample.press("Escape")
        assert not sample.window.reviewing


def test_three_hundred_codes_and_none(qtbot: QtBot, work: Work) -> None:
    """Only what is in sight is pictured; where nothing was measured it is said."""
    learn(work, {})
    page = MeasuresPage(work)
    qtbot.addWidget(page)
    assert page.about.text() == "Nothing was measured yet."
    row = next(iter(work.codes.values()))
    for number in range(300):
        uid = f"{number:03}"
        work.codes[uid] = row._replace(uid=uid, name=f"A code of some length, number {number}")
        work.learning.measures[uid] = CodeMeasure(uid, 3, "too few", None, None, 1.0)
    work.learning.learned.emit()
    assert len(names(page)) == 300
    page.grab()
    assert len(page.list.rows._made) < 100


def test_what_is_measured_is_put_into_plain_words() -> None:
    """States, counts, acceptance, what comes from the definition, and the sample drawn by lot."""
    few = CodeMeasure("c", 7, "too few", None, None, 1.0)
    weak = CodeMeasure("c", 12, "too weak", None, None, 0.5)
    assert state_said(few, 0.5).startswith("Too few codings: 7 of 10.")
    assert "nothing it could be sure of" in state_said(weak, 0.5)
    ready = CodeMeasure("c", 19, "ready", held(GOOD, POOR), 0.4, 0.2)
    assert state_said(ready, 0.5) == "Ready: what is learned from its codings is shown."
    assert "not certain yet: 70 to 90 %" in state_said(ready, 0.75)
    said = held_said(held(GOOD, POOR))
    assert said.startswith("8 participants were held out")
    assert held_said(held(GOOD, GOOD), "documents").startswith("8 documents were held out")
    assert "Right: 30 of 37 passages that would be shown. Found: 30 of 40 passages" in said
    unsure = CodeMeasure("c", 12, "too few", None, None, 1.0)
    assert "too few passages of held-out text" in state_said(unsure, 0.5)
    told = facts(weak, Record(9, 12, 12, 4), Estimate("c", 6, Share(0.4, 0.2, 0.6)))
    assert told[0] == "Suggestions so far: right 9 of 12 times so far."
    assert told[1].startswith("Over its 20 best passages, 50 % of the score comes from its def")
    assert told[1].endswith("the rest was learned from your 12 codings.")
    assert "everybody's 12" in facts(weak, Record(9, 12, 12, 4), None, mine=False)[1]
    assert "40 %, between 20 and 60 % of all that carry it are found" in told[2]
    alike = (Group("G", "a", held(GOOD, GOOD)), Group("G", "b", held(GOOD, GOOD)))
    assert "surer than chance" in groups_in_words(alike)


def test_it_is_known_whose_words_were_held_out() -> None:
    """People's where there are cases, documents' where there are none, and both."""

    def heard(document: str, person: str, *, offered: bool = True) -> Heard:
        span = Span(0, 4)
        return Heard(document, "Aye.", (Stretch(span, None, person, offered),), (span,))

    alone, hers = heard("d", "d"), heard("e", "Moira")
    assert whose(Material((hers, heard("f", "f", offered=False)), ())) == "people"
    assert whose(Material((alone,), ())) == "documents"
    assert whose(Material((alone, hers), ())) == "both"


def test_what_is_hardly_known_comes_after_what_is_known_well(work: Work) -> None:
    """By the lower end of the interval of precision; last what has none."""
    codes = list(work.codes.values())[:3]
    shares = (Share(0.8, 0.1, 0.95), None, Share(0.6, 0.5, 0.7))
    some = [
        Measure(code, at, CodeMeasure(code.uid, 20, "ready", measure, 0.4, 0.2))
        for at, (code, share) in enumerate(zip(codes, shares, strict=True))
        for measure in [Measured(3, 4, 5, share, GOOD, None, 8)]
    ]
    found = grouped(some, "precision", "").items()
    assert [one.place for one in found] == [2, 0, 1]


def a_drift(work: Work, chance: float) -> Drift:
    document = work.look(queries.documents)[0].uid
    body = work.look(queries.document_text, document)
    spans = [Span(at, body.index(".", at) + 1) for at in (10, 300)]
    early, late = (Near(document, span, span.of(body), 0.9) for span in spans)
    word = next(one for one in late.text.split() if one.isalpha())
    words = (Used(word, 0, 4), Used("never", 3, 0))
    return Drift("c", (early,), (late,), words, 0.62, chance)


def test_early_and_late_uses_are_laid_beside_each_other(qtbot: QtBot, work: Work) -> None:
    """A word gone to is marked where it stands; a passage leads to its text."""
    page = DriftPage(work, uid_of(work, "Not overstepping"))
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.drift is not None, timeout=15_000)
    assert page.found.text().startswith("Too few of your codings")  # for they are others'
    drift = a_drift(work, 0.003)
    page.show_drift(drift, work.look(learning_of.gather, work.coder))
    assert page.found.text().startswith("Signs of drift. ")
    early, late = page.passages
    assert (len(early), len(late)) == (1, 1)
    word, passage = drift.words[0].word, drift.late[0].text
    page.list.go_to(word)
    text = late[0].words
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index(passage) + passage.index(word) + 1)
    assert cursor.charFormat().fontUnderline()
    for width in (600, 1300):
        page.resize(width, 700)
        page.grab()
    with qtbot.waitSignal(page.place_wanted) as wanted:
        early[0].go.click()
    assert wanted.args == [drift.early[0].document, drift.early[0].span]


def test_a_permutation_test_is_said_in_plain_words() -> None:
    """How surely it is drift, and where there is too little to say."""
    near = (Near("d", Span(0, 4), "Here", 1.0),)
    drift = Drift("c", near, near, (), 0.9, 0.4)
    assert in_words(drift).startswith("No sign of drift. Early and late passages are 90 % as alike")
    assert "so unlike in 4 of 10 random divisions." in in_words(drift)
    assert in_words(drift._replace(chance=0.04)).startswith("Signs of drift. ")
    assert "in 1 of 25 random divisions" in in_words(drift._replace(chance=0.04))
    assert "fewer than 1 of 100" in in_words(drift._replace(chance=0.001))
    assert in_words(drift._replace(early=(), late=())).startswith("Too few")
    assert marked("The door, doors. DOOR", Span(0, 21), "door") == (Span(4, 8), Span(17, 21))
