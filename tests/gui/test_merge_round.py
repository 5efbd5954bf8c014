"""Copies are taken in through the window: compared, decided, written, taken back, told of."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from liveable.core.spans import Span
from liveable.exchange.team.values import Decision
from liveable.gui.palette import Palette
from liveable.gui.pick import Picker
from liveable.gui.question import Question
from liveable.gui.tasks import Task
from liveable.gui.window import Window
from liveable.gui.work import Work
from liveable.ops import codebook, coders, codings
from liveable.store import backup, decided, queries
from liveable.store.one_code import one_code
from liveable.store.project import Project, create, open_project
from tests.conftest import ANN, BEN
from tests.gui.desk import Desk


@contextmanager
def as_ben(path: Path) -> Iterator[Project]:
    """A file open for Ben, who is one of its coders then."""
    with open_project(path, BEN) as opened:
        coders.present(opened, BEN)
        yield opened


Copied = Callable[..., Path]


@pytest.fixture
def copied(sample_file: Path, tmp_path: Path) -> Copied:
    """Makes a copy of the sample project in which Ben did something."""

    def make(name: str, *acts: Callable[[Project], object]) -> Path:
        path = tmp_path / f"{name}.liveable"
        shutil.copyfile(sample_file, path)
        if acts:
            with as_ben(path) as project:
                for act in acts:
                    act(project)
        return path

    return make


def passages(number: int, first: int = 0) -> Callable[[Project], object]:
    """Code so many passages, from a place of the first document on."""

    def act(project: Project) -> None:
        with project.reading() as session:
            document = queries.documents(session)[0].uid
            code = next(row.uid for row in queries.codes(session) if row.codable)
        spans = [
            codings.Passage(document, Span(n, n + 9), code) for n in range(first, first + number)
        ]
        codings.code_passages(project, spans, BEN.uid)

    return act


def worded(text: str, who: str = BEN.uid) -> Callable[[Project], object]:
    """Write the definition of Small civilities anew."""

    def act(project: Project) -> None:
        with project.reading() as session:
            rows = queries.codes(session)
        uid = next(row.uid for row in rows if row.path[-1] == "Small civilities")
        codebook.edit(project, uid, who, definition=text)

    return act


def definition(work: Work) -> str:
    """The definition of Small civilities."""
    uid = next(uid for uid, row in work.codes.items() if row.name == "Small civilities")
    found = work.look(one_code, uid)
    assert found is not None
    return found.definition


def said(desk: Desk) -> str:
    """What the notice over the project says."""
    return desk.page.notices.card.words.text()


def test_a_copy_is_merged_by_keys_and_taken_back(
    desk: Desk, sample_file: Path, copied: Copied
) -> None:
    """What both reworded is asked, the rest goes in; one undo brings back what there was."""
    copy = copied("Ben", passages(3), worded("Theirs"))
    desk.open(sample_file)
    worded("Ours", ANN.uid)(desk.work.project)
    before = len(desk.codings())
    desk.merge(copy)
    review = desk.review
    assert [c.kind for c in review.plan.conflicts] == ["edited-twice"]
    assert len(desk.codings()) == before
    desk.press("2", "Return", "Return")
    desk.until(lambda: desk.page.merges.page is None)
    assert desk.page.isVisible()
    assert not desk.window.reviewing
    assert len(desk.codings()) == before + 3
    assert definition(desk.work) == "Theirs"
    desk.until(lambda: "'s copy: 3 codings added" in said(desk))
    assert desk.page.notices.card.undo.isVisible()
    assert desk.page.notices.card.more.isVisible()
    notes = [snapshot.note for snapshot in backup.snapshots(sample_file)]
    assert any("before merging" in note for note in notes)
    desk.press("Ctrl+Z")
    desk.until(lambda: "Undone: Merge Ben" in said(desk))
    assert len(desk.codings()) == before
    assert definition(desk.work) == "Ours"


def test_a_large_merge_is_taken_back_beside_the_window(
    desk: Desk, sample_file: Path, copied: Copied
) -> None:
    """As it was written: in the writer's thread, with its progress in sight; so is the redo."""
    copy = copied("Ben", passages(700))
    desk.open(sample_file)
    before = len(desk.codings())
    titles: list[str] = []
    desk.work.tasks.started.connect(lambda task: titles.append(task.title))
    desk.merge(copy)
    desk.review.merge.setFocus()
    desk.press("Return")
    desk.until(lambda: desk.page.merges.page is None and desk.may("project.undo"))
    assert len(desk.codings()) == before + 700
    desk.press("Ctrl+Z")
    desk.until(lambda: len(desk.codings()) == before and desk.may("project.redo"))
    desk.press("Ctrl+Shift+Z")
    desk.until(lambda: len(desk.codings()) == before + 700)
    assert [title for title in titles if title in ("Undoing", "Doing again")] == [
        "Undoing",
        "Doing again",
    ]


def test_several_copies_come_one_after_the_other(
    desk: Desk, sample_file: Path, copied: Copied, tmp_path: Path
) -> None:
    """What cannot be read costs a sentence, what brings nothing new another, the rest goes on."""
    broken = tmp_path / "broken.liveable"
    broken.write_bytes(b"no project at all")
    copies = [copied("a", passages(1)), broken, copied("c"), copied("d", passages(2, 20))]
    desk.open(sample_file)
    before = len(desk.codings())
    desk.merge(*copies)
    first = desk.review
    assert "copy 1 of 4" in first.about.text()
    first.merge.setFocus()
    desk.press("Return")
    desk.until(lambda: desk.page.merges.page not in (None, first))
    second = desk.review
    assert "copy 4 of 4" in second.about.text()
    assert "broken.liveable" in second.notices.card.words.text()
    second.merge.setFocus()
    desk.press("Return")
    desk.until(lambda: not desk.page.merges.busy)
    lines = said(desk).split("\n")
    assert "Merged Ben's copy: 1 coding added" in lines[0]
    assert "Merged Ben's copy: 2 codings added" in lines[1]
    assert "brings nothing new" in lines[2]
    assert len(desk.codings()) == before + 3


def test_a_copy_without_news_shows_no_page(desk: Desk, sample_file: Path, copied: Copied) -> None:
    """Nor does the project itself, which is refused."""
    copy = copied("Ben")
    desk.open(sample_file)
    desk.merge(copy)
    desk.until(lambda: "brings nothing new" in said(desk))
    assert desk.page.merges.page is None
    desk.merge(sample_file)
    desk.until(lambda: "is the project that is open" in said(desk))
    assert not desk.page.merges.busy


def test_leaving_asks_where_something_was_decided(
    desk: Desk, sample_file: Path, copied: Copied
) -> None:
    """And does not where nothing was; nothing was written either way, and the decisions wait."""
    copy = copied("Ben", passages(1), worded("Theirs"))
    desk.open(sample_file)
    worded("Ours", ANN.uid)(desk.work.project)
    before = len(desk.codings())
    desk.merge(copy)
    assert desk.review
    desk.press("Escape")
    desk.until(lambda: desk.page.merges.page is None)
    desk.merge(copy)
    review = desk.review
    assert not review.conflicts.start_anew.isVisible()
    desk.press("1", "Return")
    review.take_focus()
    desk.press("Escape")
    question = desk.dialog(Question)
    assert "What you decided (1 decision) is kept" in question.accessibleDescription()
    gone = desk.closed(question)
    desk.press("Return")  # the one that changes nothing
    desk.until(gone)
    assert desk.page.merges.page is review
    assert len(review.decisions()) == 1
    desk.window.close()  # nor does the window close over it
    question = desk.dialog(Question)
    assert desk.window.isVisible()
    question.reject()
    review.take_focus()
    desk.press("Escape")
    desk.dialog(Question).yes.click()
    desk.until(lambda: desk.page.merges.page is None)
    assert len(desk.codings()) == before
    assert not desk.page.merges.busy
    desk.merge(copy)
    assert [decision.option for decision in desk.review.decisions().values()] == ["ours"]


def test_no_decision_is_lost_when_the_program_dies(
    desk: Desk, qtbot: QtBot, sample_file: Path, copied: Copied, tmp_path: Path
) -> None:
    """What lies on the disk the moment one was made has it; it is there when the copy is compared
    again, and goes when that is merged.
    """
    copy = copied("Ben", worded("Theirs"))
    desk.open(sample_file)
    worded("Ours", ANN.uid)(desk.work.project)
    desk.merge(copy)
    review = desk.review
    desk.press("3")
    review.decision.own.setPlainText("In my words")
    review.decision.why.setText("agreed in May")
    desk.press("Ctrl+Return")
    made = review.decisions()
    left = tmp_path / "left behind.liveable"
    for part in ("", "-wal", "-journal"):
        file = sample_file.with_name(sample_file.name + part)
        if file.exists():
            shutil.copyfile(file, left.with_name(left.name + part))
    window = Window(desk.window.kept, desk.work.theme)
    qtbot.addWidget(window)
    after = Desk(qtbot, window)
    after.open(left)
    after.merge(copy)
    review = after.review
    assert review.conflicts.before.isVisible()
    assert review.conflicts.before.text() == "1 decision from before is kept."
    assert review.decisions() == made
    assert list(made.values()) == [Decision("written", "In my words", "agreed in May")]
    assert review.merge.isEnabled()
    review.merge.setFocus()
    after.press("Return")
    after.until(lambda: after.page.merges.page is None)
    assert definition(after.work) == "In my words"
    after.press("Ctrl+Z")
    after.until(lambda: definition(after.work) == "Ours")
    after.merge(copy)
    assert after.review.decisions() == {}
    window.close()


def test_the_window_closes_when_one_says_so(desk: Desk, sample_file: Path, copied: Copied) -> None:
    """The decisions are there at the next comparison, as it was said."""
    copy = copied("Ben", worded("Theirs"))
    desk.open(sample_file)
    worded("Ours", ANN.uid)(desk.work.project)
    desk.merge(copy)
    planned = desk.review.plan
    desk.press("1", "Return")
    desk.window.close()
    desk.dialog(Question).yes.click()
    desk.until(lambda: not desk.window.isVisible())
    assert desk.window.work is None
    with open_project(sample_file, ANN) as project, project.reading() as session:
        (found,) = decided.kept(session, planned.copy.uid).values()
    assert found.option == "ours"


def test_the_project_stays_out_of_reach_while_a_merge_is_laid_open(
    desk: Desk, sample_file: Path, copied: Copied
) -> None:
    """Its commands are off, the palette knows commands alone; the menus stay."""
    copy = copied("Ben", passages(1), worded("Theirs"))
    desk.open(sample_file)
    worded("Ours", ANN.uid)(desk.work.project)
    actions = desk.window.actions_.by_name
    assert not actions["merge.next"].isEnabled()
    desk.merge(copy)
    assert desk.review
    assert actions["merge.next"].isEnabled()
    assert not any(actions[n].isEnabled() for n in ("project.undo", "code.new", "team.merge"))
    desk.press("Ctrl+K")
    palette = desk.dialog(Palette)
    desk.letters("civil")
    assert not palette.chooser.lines.items
    gone = desk.closed(palette)
    desk.press("Escape")
    desk.until(gone)
    desk.review.take_focus()
    desk.press("1", "Return")
    assert actions["project.undo"].isEnabled()
    desk.press("Ctrl+Z")
    assert desk.review.decisions() == {}
    assert definition(desk.work) == "Ours"
    desk.review.take_focus()
    desk.press("Escape")
    desk.until(lambda: actions["team.merge"].isEnabled())


def test_what_was_done_meanwhile_is_compared_again(
    desk: Desk, sample_file: Path, copied: Copied
) -> None:
    """An import that ends while one decides, for instance; what was decided stays so."""
    copy = copied("Ben", worded("Theirs"))
    desk.open(sample_file)
    worded("Ours", ANN.uid)(desk.work.project)
    desk.merge(copy)
    review = desk.review
    desk.press("2", "Return")
    before = review.plan
    codebook.create(desk.work.project, "Made meanwhile", ANN.uid)
    desk.until(lambda: review.plan is not before)
    assert len(review.decisions()) == 1
    review.merge.setFocus()
    desk.press("Return")
    desk.until(lambda: desk.page.merges.page is None)
    assert definition(desk.work) == "Theirs"


def test_a_merge_that_is_stopped_or_refused_leaves_all_as_it_was(
    desk: Desk, sample_file: Path, copied: Copied
) -> None:
    """The page is there again, and its decisions; nothing was written."""
    copy = copied("Ben", passages(3), worded("Theirs"))
    desk.open(sample_file)
    worded("Ours", ANN.uid)(desk.work.project)
    before = len(desk.codings())
    desk.merge(copy)
    review = desk.review
    desk.press("2", "Return")

    def stop(task: Task[object]) -> None:
        task.cancel()

    desk.work.tasks.started.connect(stop)
    desk.press("Return")
    assert not review.body.isEnabled()
    desk.until(review.body.isEnabled)
    desk.work.tasks.started.disconnect(stop)
    assert len(review.decisions()) == 1
    assert len(desk.codings()) == before
    with as_ben(copy) as project:
        passages(1, 50)(project)
    desk.press("Ctrl+M")
    desk.until(lambda: "compare again" in review.notices.card.words.text())
    assert review.body.isEnabled()
    assert len(desk.codings()) == before


def test_the_report_can_be_saved_at_once_and_later(
    desk: Desk, sample_file: Path, copied: Copied, tmp_path: Path
) -> None:
    """From the notice, and from a list of all merges."""
    desk.open(sample_file)
    desk.window.actions_.by_name["team.reports"].trigger()
    assert "No copy was merged" in said(desk)
    desk.merge(copied("Ben", passages(2)))
    desk.review.merge.setFocus()
    desk.press("Return")
    desk.until(lambda: desk.page.notices.card.more.isVisible())
    first, second = tmp_path / "first.md", tmp_path / "second.docx"
    desk.answer_files(first)
    desk.page.notices.card.more.click()
    desk.until(first.exists)
    assert "Ben" in first.read_text(encoding="utf-8")
    desk.window.actions_.by_name["team.reports"].trigger()
    assert desk.dialog(Picker)
    desk.answer_files(second)
    desk.press("Return")
    desk.until(second.exists)


def drop(widget: QWidget, *files: Path) -> None:
    """Drop files on a widget, from outside."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    none = Qt.KeyboardModifier.NoModifier
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), action, data, button, none)
    widget.dropEvent(event)


def test_a_copy_dropped_on_the_window_is_offered_to_be_merged(
    desk: Desk, sample_file: Path, copied: Copied
) -> None:
    """Or on the documents; nothing is written by that."""
    copy = copied("Ben", passages(1))
    desk.open(sample_file)
    for place in (desk.window, desk.page.corpus, desk.page.corpus.rows):
        drop(place, copy)
        assert desk.review.plan.copy.path == copy
        desk.press("Escape")
        desk.until(lambda: desk.page.merges.page is None)


def test_another_project_dropped_is_not_merged(
    desk: Desk, sample_file: Path, tmp_path: Path
) -> None:
    """It is said what could be done with it."""
    other = tmp_path / "other.liveable"
    create(other, "Other", BEN).close()
    desk.open(sample_file)
    drop(desk.window, other)
    desk.until(lambda: "other.liveable is another project" in said(desk))
    assert desk.page.merges.page is None
