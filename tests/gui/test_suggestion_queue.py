"""Asking for suggestions and judging them by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from liveable.core.codebook import Cues
from liveable.core.learned import Torn
from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.core.stretches import Stretches
from liveable.gui.suggesting import Placed, Waiting
from liveable.gui.suggestion_queue import SuggestionQueue
from liveable.gui.work import Work
from liveable.ops import codebook, coders, codings, cues, documents
from liveable.store import queries, reading
from liveable.suggest.suggester import Suggester
from tests.conftest import BEN
from tests.gui.hands import shown

Key = Qt.Key
CTRL_G = (Key.Key_G, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def code(work: Work) -> str:
    """A code whose phrases are found several times."""
    made = codebook.create(work.project, "Stairs", work.coder, cues=Cues(("the stair", "a cup")))
    work.choose_code(made)
    return made


@pytest.fixture
def queue(qtbot: QtBot, work: Work, code: str) -> Iterator[SuggestionQueue]:
    """The queue with the suggestions of that code in it."""
    panel = SuggestionQueue(work)
    window = shown(qtbot, work, panel, keys="queue")
    qtbot.keyClick(window, *CTRL_G)
    qtbot.waitUntil(lambda: len(panel.list.rows.grouped) > 3, timeout=20_000)
    yield panel
    window.close()


def waiting(queue: SuggestionQueue) -> list[Waiting]:
    return queue.list.rows.grouped.items()


def in_hand(queue: SuggestionQueue) -> Waiting:
    item: Waiting | None = queue.list.current()
    assert item is not None
    return item


def settled(qtbot: QtBot, work: Work) -> None:
    qtbot.waitUntil(lambda: not work.tasks.running)


def coded(work: Work, code: str) -> list[tuple[str, Span, str]]:
    rows = work.look(queries.codings, Query(codes=frozenset({code})))
    return [(r.document, Span(r.start, r.stop), r.origin) for r in rows]


def test_nothing_is_suggested_before_somebody_asks(qtbot: QtBot, work: Work) -> None:
    """The empty queue names the key, offers nothing, and has started no process."""
    work.suggester = Suggester()  # not the one that other tests may have asked
    panel = SuggestionQueue(work)
    shown(qtbot, work, panel, keys="queue")
    assert (panel.title(), panel.offers()) == ("Suggestions", frozenset())
    assert "Ctrl+G" in panel.list.accessibleDescription()
    qtbot.keyClick(panel.list, Key.Key_Return)
    assert not work.tasks.running
    assert work.suggester._worker is None


def test_asking_shows_what_was_found_with_its_reasons(
    queue: SuggestionQueue, work: Work, code: str
) -> None:
    """The first is in hand, its matched words marked, said to a screen reader with the why."""
    first = in_hand(queue)
    assert queue.title() == f"Suggestions {len(waiting(queue))}"
    assert queue.offers() == {"suggestion"}
    assert first.suggestion.code == code
    index = queue.list.currentIndex()
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert all(part in said for part in ("Stairs", first.spot.document_name, first.words))
    assert "phrases" in said
    text = queue.card.passage.toPlainText()
    body = work.look(queries.document_text, first.suggestion.document)
    assert first.suggestion.span.of(body) in text
    reason = first.suggestion.reasons[0]
    cursor = queue.card.passage.textCursor()
    cursor.setPosition(text.index(reason.text) + 1)
    assert cursor.charFormat().fontUnderline()


def test_moving_shows_the_passage_in_the_text_and_keeps_the_keys(
    qtbot: QtBot, queue: SuggestionQueue, work: Work
) -> None:
    """Down goes to the next one; the text follows, the focus does not."""
    with qtbot.waitSignal(work.revealed) as heard:
        qtbot.keyClick(queue.list, Key.Key_Down)
    item = in_hand(queue)
    assert heard.args == [item.suggestion.document, item.suggestion.span]
    assert queue.list.hasFocus()
    assert item == waiting(queue)[1]


def test_accepting_codes_the_passage_and_goes_on(
    qtbot: QtBot, queue: SuggestionQueue, work: Work, code: str
) -> None:
    """Enter codes; undo takes the coding back and puts the suggestion where it was."""
    before = waiting(queue)
    qtbot.keyClick(queue.list, Key.Key_Return)
    s = before[0].suggestion
    assert coded(work, code) == [(s.document, s.span, "cue")]
    assert waiting(queue) == before[1:]
    assert in_hand(queue) == before[1]
    settled(qtbot, work)
    assert waiting(queue) == before[1:]
    assert "Right 1 of 1 time" in queue.card.record.text()
    work.project.undo(work.coder)
    qtbot.waitUntil(lambda: waiting(queue) == before)
    assert coded(work, code) == []


def test_rejecting_and_putting_off(qtbot: QtBot, queue: SuggestionQueue, work: Work) -> None:
    """X settles one; L sends one to the end, where it can still be judged."""
    before = waiting(queue)
    qtbot.keyClick(queue.list, Key.Key_X)
    assert waiting(queue) == before[1:]
    qtbot.keyClick(queue.list, Key.Key_L)
    settled(qtbot, work)
    assert [item.uid for item in waiting(queue)] == [i.uid for i in (*before[2:], before[1])]
    assert waiting(queue)[-1].later
    assert queue.title() == f"Suggestions {len(before) - 2} + 1 later"
    heads = [queue.list.rows.index(row).data() for row in queue.list.rows.grouped.heads()]
    assert heads[-1] == "Later, 1 row"
    qtbot.keyClick(queue.list, Key.Key_End)
    qtbot.keyClick(queue.list, Key.Key_X)
    settled(qtbot, work)
    assert len(waiting(queue)) == len(before) - 2


def test_the_span_is_fitted_before_it_is_accepted(
    qtbot: QtBot, queue: SuggestionQueue, work: Work, code: str
) -> None:
    """[ and ] move the end, { and } the beginning, a word at a time; the coding has the result."""
    s = in_hand(queue).suggestion
    body = work.look(queries.document_text, s.document)
    words = s.span.of(body).split()
    qtbot.keyClick(queue.list, Key.Key_BracketLeft)
    qtbot.keyClick(queue.list, Key.Key_BracketLeft)
    qtbot.keyClick(queue.list, Key.Key_BraceRight, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(queue.list, Key.Key_Return)
    ((_, span, _),) = coded(work, code)
    assert span.of(body).split() == words[1:-2]


def test_a_longer_span_takes_words_in_on_both_sides(
    qtbot: QtBot, queue: SuggestionQueue, work: Work, code: str
) -> None:
    """The caps beside 'Fit the span' do the same by mouse, with Shift at the beginning."""
    while _speech(work, in_hand(queue)).start == in_hand(queue).suggestion.span.start:
        qtbot.keyClick(queue.list, Key.Key_Down)  # nobody says anything before it
    s = in_hand(queue).suggestion
    longer = queue.card.findChild(QPushButton, "suggest.longer")
    assert isinstance(longer, QPushButton)
    qtbot.mouseClick(longer, Qt.MouseButton.LeftButton)
    qtbot.keyClick(queue.list, Key.Key_BraceLeft, Qt.KeyboardModifier.ShiftModifier)
    accept = queue.card.findChild(QPushButton, "suggest.accept")
    qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
    ((_, span, _),) = coded(work, code)
    assert span.contains(s.span)
    assert span.start < s.span.start
    assert s.span.stop < span.stop


def test_coding_by_hand_takes_the_suggestion_out(
    qtbot: QtBot, queue: SuggestionQueue, work: Work, code: str
) -> None:
    """What is coded already waits no longer; the one in hand stays in hand."""
    first, second = waiting(queue)[:2]
    s = second.suggestion
    codings.code_passage(work.project, s.document, s.span, code, work.coder)
    qtbot.waitUntil(lambda: second not in waiting(queue))
    assert in_hand(queue) == first


def test_what_another_coded_is_offered_last_and_named(
    qtbot: QtBot, queue: SuggestionQueue, work: Work, code: str
) -> None:
    """Coding twice is welcome, but one is told who was there before."""
    first, second = waiting(queue)[:2]
    s = first.suggestion
    coders.present(work.project, BEN)
    codings.code_passage(work.project, s.document, s.span, code, BEN.uid)
    qtbot.waitUntil(lambda: waiting(queue)[-1].uid == first.uid)
    assert queue.title() == f"Suggestions {len(waiting(queue))}"
    assert in_hand(queue).uid == first.uid
    told = [label.text() for label in queue.card.findChildren(QLabel)]
    assert "Ben has coded this with it already" in told
    said = queue.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Ben has coded this with it already" in said
    queue.list.go_to(second.uid)
    told = [label.text() for label in queue.card.findChildren(QLabel)]
    assert not any("already" in text for text in told)


def test_judging_all_says_so(qtbot: QtBot, queue: SuggestionQueue, work: Work) -> None:
    """At the end nothing is offered and the queue says that all is done."""
    for _ in waiting(queue):
        qtbot.keyClick(queue.list, Key.Key_X)
    settled(qtbot, work)
    assert (waiting(queue), queue.offers(), queue.title()) == ([], frozenset(), "Suggestions")
    assert "All judged" in queue.list.accessibleDescription()


def test_a_code_without_phrases_says_why_nothing_comes(qtbot: QtBot, work: Work) -> None:
    """Asking for it names the code and the key to its card; so does a phrase nobody says."""
    panel = SuggestionQueue(work)
    window = shown(qtbot, work, panel, keys="queue")
    document = work.look(queries.documents)[0].uid
    for name, phrases, said in (
        ("Bare", (), "Write some on its card"),
        ("Mute", ("xyzzy",), "Nothing"),
        ("Used", (), "Find cue phrases in its codings"),
    ):
        code = codebook.create(work.project, name, work.coder, cues=Cues(phrases))
        if name == "Used":
            codings.code_passage(work.project, document, Span(0, 40), code, work.coder)
        work.choose_code(code)
        qtbot.keyClick(window, *CTRL_G)
        settled(qtbot, work)
        qtbot.waitUntil(lambda said=said: said in panel.list.accessibleDescription())  # type: ignore[misc]
        assert "cues alone" not in panel.note.accessibleName()


def test_asking_can_be_cancelled(qtbot: QtBot, work: Work, code: str) -> None:
    """Then it is as if nobody had asked."""
    panel = SuggestionQueue(work)
    window = shown(qtbot, work, panel, keys="queue")
    work.tasks.started.connect(lambda task: task.cancel())
    qtbot.keyClick(window, *CTRL_G)
    settled(qtbot, work)
    assert waiting(panel) == []
    assert "before you ask" in panel.list.accessibleDescription()


def test_asking_for_all_names_each_code(qtbot: QtBot, work: Work) -> None:
    """Suggestions of many codes each say whose they are."""
    panel = SuggestionQueue(work)
    window = shown(qtbot, work, panel, keys="queue")
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Key.Key_G, shift)
    qtbot.waitUntil(lambda: bool(waiting(panel)), timeout=20_000)
    for item in waiting(panel):
        row = panel.list.rows.grouped.row(item.uid)
        assert row is not None
        picture = panel.list.rows.picture(row)
        assert work.codes[item.suggestion.code].name in picture.facts[0]  # type: ignore[union-attr]


def test_a_span_never_takes_in_who_speaks(queue: SuggestionQueue, work: Work) -> None:
    """However often a word is added, the passage stays within what its speaker said."""
    item = in_hand(queue)
    for _ in range(300):
        queue.doers()["suggest.start_left"]()
        queue.doers()["suggest.longer"]()
    assert queue._span(item) == _speech(work, item)


def _speech(work: Work, item: Waiting) -> Span:
    """What is said in the turn a suggestion is in."""
    document = work.look(reading.opened, item.suggestion.document)
    assert document is not None
    turn = Stretches(document.lines, document.turns).turn(item.suggestion.span.start)
    assert turn is not None
    words = document.lines.text[turn.speech : turn.stop].rstrip()
    return Span(turn.speech, turn.speech + len(words))


def test_what_is_found_since_waits_until_it_is_asked_for(
    qtbot: QtBot, queue: SuggestionQueue, work: Work, code: str
) -> None:
    """The list stays as it is, a line says how many there are, N lists them; the one in hand stays
    in hand.
    """
    qtbot.keyClick(queue.list, Key.Key_Down)
    before, reading_ = waiting(queue), in_hand(queue)
    work.learning._pause.setInterval(1)
    with qtbot.waitSignal(work.learning.learned, timeout=20_000):
        cues.promote(work.project, code, "the door", work.coder)
    settled(qtbot, work)
    assert waiting(queue) == before
    assert queue.new.isVisible()
    assert "new suggestion" in queue.new.accessibleName()
    qtbot.keyClick(queue.list, Key.Key_N)
    settled(qtbot, work)
    assert len(waiting(queue)) > len(before)
    assert in_hand(queue).suggestion.span.overlaps(reading_.suggestion.span)
    assert not queue.new.isVisible()


def test_a_banned_cue_takes_its_suggestions_along(
    qtbot: QtBot, queue: SuggestionQueue, work: Work, code: str
) -> None:
    """All but the one that is being read; the others stay in their order."""
    before = waiting(queue)
    first = in_hand(queue)
    banned = first.suggestion.reasons[0].text
    with qtbot.waitSignal(work.learning.learned, timeout=20_000):
        qtbot.keyClick(queue.list, Key.Key_B)
    settled(qtbot, work)
    alone = {w.uid for w in before if {r.text.casefold() for r in w.suggestion.reasons} == {banned}}
    assert len(alone) > 1
    assert in_hand(queue).uid == first.uid
    assert [w.uid for w in waiting(queue)] == [
        w.uid for w in before if w.uid not in alone or w.uid == first.uid
    ]


def test_too_few_codings_are_said_and_lead_to_the_measures(
    qtbot: QtBot, queue: SuggestionQueue
) -> None:
    """Nothing learned is shown, and why not is one step away."""
    assert {w.suggestion.source for w in waiting(queue)} == {"cue"}
    assert "too few codings" in queue.note.accessibleName()
    with qtbot.waitSignal(queue.command_wanted) as heard:
        queue.note.click()
    assert heard.args == ["suggest.measures"]


def test_a_second_reader_speaks_after_the_first(
    qtbot: QtBot, queue: SuggestionQueue, work: Work
) -> None:
    """Not before the open document is marked as read; and what waited to be judged still waits."""
    before = waiting(queue)
    document = work.look(queries.documents)[0]
    work.show_document(document.uid)
    queue.doers()["suggest.second"]()
    settled(qtbot, work)
    said = queue.list.accessibleDescription()
    assert "You code first" in said
    assert document.name in said
    assert queue.offers() == frozenset()
    documents.mark_read(work.project, document.uid, work.coder)
    qtbot.waitUntil(lambda: "Nothing could be checked" in queue.list.accessibleDescription())
    assert "Cue phrases point at" in queue.list.accessibleDescription()
    settled(qtbot, work)
    queue.doers()["suggest.queue"]()
    settled(qtbot, work)
    assert waiting(queue) == before


def test_what_to_read_next_leaves_once_it_is_read(
    qtbot: QtBot, queue: SuggestionQueue, work: Work
) -> None:
    """R marks the passage as read; undo brings it back."""
    queue.doers()["suggest.next"]()
    qtbot.waitUntil(lambda: bool(waiting(queue)), timeout=20_000)
    settled(qtbot, work)
    before = [item.uid for item in waiting(queue)]
    item = queue.list.current()
    assert isinstance(item, Placed)
    qtbot.keyClick(queue.list, Key.Key_R)
    settled(qtbot, work)
    assert [item.uid for item in waiting(queue)] == before[1:]
    with work.project.reading() as session:
        (read,) = reading.passages_read(session, [work.coder]).values()
    assert read == [item.about.span]
    work.project.undo(work.coder)
    qtbot.waitUntil(lambda: [item.uid for item in waiting(queue)] == before)


def test_who_follows_another_coder_is_torn_no_more(
    qtbot: QtBot, queue: SuggestionQueue, work: Work, code: str
) -> None:
    """Who has read nothing there codes first. Return codes it as well, and it leaves; undo brings
    it back; L puts it off; X leaves it uncoded, without writing anything.
    """
    document, span = work.look(queries.documents)[0].uid, Span(0, 9)
    coders.present(work.project, BEN)
    codings.code_passage(work.project, document, span, code, BEN.uid)
    queue.torn.answer = (
        Torn(document, span, "coders", ((code, 0.5),), ((BEN.uid,), (work.coder,))),
    )
    queue.doers()["suggest.torn"]()
    qtbot.waitUntil(lambda: "You code first" in queue.list.accessibleDescription())
    assert waiting(queue) == []
    documents.mark_read(work.project, document, work.coder)
    qtbot.waitUntil(lambda: bool(waiting(queue)))
    told = queue.card.told
    assert told is not None
    assert [(line.kind, line.text) for line in told.lines] == [("For", "Ben"), ("Against", "Ann")]
    qtbot.keyClick(queue.list, Key.Key_Return)
    settled(qtbot, work)
    assert waiting(queue) == []
    assert [by for *_, by in coded(work, code)] == ["hand", "hand"]
    work.project.undo(work.coder)
    qtbot.waitUntil(lambda: len(waiting(queue)) == 1)
    qtbot.keyClick(queue.list, Key.Key_L)
    settled(qtbot, work)
    assert [queue.way.group(item)[1] for item in waiting(queue)] == ["Later"]
    qtbot.keyClick(queue.list, Key.Key_X)
    settled(qtbot, work)
    assert waiting(queue) == []
    assert [by for *_, by in coded(work, code)] == ["hand"]
    assert "looked at all" in queue.list.accessibleDescription()


def test_a_passage_like_another_says_how_and_of_which(
    qtbot: QtBot, queue: SuggestionQueue, work: Work
) -> None:
    """The list and the card name the passage; nothing is said that was not learned for it."""
    chosen = in_hand(queue)
    queue.ask_like(chosen.suggestion.document, chosen.suggestion.span, chosen.suggestion.code)
    qtbot.waitUntil(lambda: bool(waiting(queue)), timeout=20_000)
    settled(qtbot, work)
    words = " ".join(chosen.words.split())[:30]
    assert words in queue.way.group(in_hand(queue))[1]
    told = queue.card.told
    assert told is not None
    assert told.lines[0].kind == "Likeness"
    assert words in told.lines[0].text
    assert "Tried" not in {line.kind for line in told.lines}
    assert "suggest.mislead" not in told.acts


def test_a_code_not_ready_shows_its_cue_and_no_learned_words(
    qtbot: QtBot, queue: SuggestionQueue, work: Work
) -> None:
    """Where the model is silent its words are silent too, and M has no word to speak of."""
    uid = in_hand(queue).uid
    qtbot.waitUntil(lambda: queue.whys.of(uid) is not None, timeout=20_000)
    told = queue.card.told
    assert told is not None
    kinds = [line.kind for line in told.lines]
    assert kinds[0] == "Cue"
    assert not {"Words", "Against"} & set(kinds)
    assert "suggest.mislead" not in told.acts
    assert {"suggest.promote", "suggest.ban"} <= set(told.acts)


def test_what_cannot_be_likened_says_why(qtbot: QtBot, queue: SuggestionQueue, work: Work) -> None:
    """The sentence of a refusal stands where the list would be."""
    queue.ask_like(in_hand(queue).suggestion.document, in_hand(queue).suggestion.span)
    qtbot.waitUntil(lambda: bool(queue.alike.refused), timeout=20_000)
    assert queue.list.accessibleDescription() == queue.alike.refused
    assert waiting(queue) == []
