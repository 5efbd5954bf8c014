"""What panels share: the codebook's counts follow every act, whatever thread it came from."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.gui.work import Work
from liveable.ops import codebook, codings, documents
from liveable.store import queries


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
