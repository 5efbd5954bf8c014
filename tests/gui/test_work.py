"""What panels share: the codebook's counts follow every act, whatever thread it came from."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.gui.work import Work
from liveable.ops import codebook, codings, documents
from liveable.store import queries
from liveable.store.history import Changed


def _agree(work: Work) -> bool:
    return list(work.codes.values()) == work.look(queries.codes)


def test_counts_follow_every_act(qtbot: QtBot, work: Work) -> None:
    """Coding, marks of reading between, a new code, undo, and a deleted document."""
    assert _agree(work)
    document = work.look(queries.documents)[0].uid
    code = next(uid for uid, row in work.codes.items() if row.codable)
    codings.code_passage(work.project, document, Span(3, 9), code, work.coder)
    assert _agree(work)
    documents.mark_read(work.project, document, work.coder)
    codings.code_passage(work.project, document, Span(4, 9), code, work.coder)
    assert _agree(work)
    codebook.create(work.project, "A new one", work.coder, code)
    assert _agree(work)
    work.project.undo(work.coder)
    work.project.undo(work.coder)
    assert _agree(work)
    documents.delete(work.project, [document], work.coder)
    assert _agree(work)


def test_counts_follow_acts_of_the_writers_thread(qtbot: QtBot, work: Work) -> None:
    """Also where the main thread acts, and looks, before it hears of them."""
    assert _agree(work)
    document = work.look(queries.documents)[0].uid
    code = next(uid for uid, row in work.codes.items() if row.codable)

    def act(_progress: Progress) -> str:
        return codings.code_passage(work.project, document, Span(3, 9), code, work.coder)

    task = work.act_large("Coding", act, lambda _uid: None)
    with qtbot.waitSignal(task.ended):
        while not _is_there(work, document):
            pass
        codings.code_passage(work.project, document, Span(4, 9), code, work.coder)
    assert _agree(work)


def _is_there(work: Work, document: str) -> bool:
    """Whether the writer's coding is in the file."""
    return any(row.document == document and row.start == 3 for row in work.look(queries.codings))


def test_many_acts_of_the_writers_thread_are_told_together(qtbot: QtBot, work: Work) -> None:
    """The first at once, all before it is said that they are done; what the main thread does
    meanwhile is heard at once, too.
    """
    document = work.look(queries.documents)[0].uid
    code = next(uid for uid, row in work.codes.items() if row.codable)
    heard: list[Changed] = []
    work.changed.connect(heard.append)
    made: list[str] = []

    def act(_progress: Progress) -> list[str]:
        return [
            codings.code_passage(work.project, document, Span(at, at + 9), code, work.coder)
            for at in range(40)
        ]

    def done(found: list[str]) -> None:
        made.extend(found)
        told = frozenset().union(*(changed.rows["coding"] for changed in heard))
        assert told.issuperset(found)

    task = work.act_large("Coding", act, done)
    with qtbot.waitSignal(task.ended):
        qtbot.waitUntil(lambda: bool(heard))
        own = codings.code_passage(work.project, document, Span(50, 60), code, work.coder)
        assert own in heard[-1].rows["coding"]
        assert heard[-1].others == 0
    assert len(made) == 40
    assert len(heard) < 20
    assert sum(changed.others + 1 for changed in heard) == 41
    assert _agree(work)
