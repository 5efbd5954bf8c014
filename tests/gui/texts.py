"""Documents for tests of the text: brought into the sample project and shown."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.gui.document_view import DocumentView
from liveable.gui.work import Work
from liveable.ops import codings, documents
from liveable.store import queries
from liveable.store.queries import CodingRow
from tests.conftest import original, transcript

TALK = "\n".join(
    (
        "INT: How was it?",
        "M07: 🧡 It's just not my place. You chap\u00a0the door.\u2028You hand it over.",
        "INT: And then?",
        "M07: זה לא המקום שלי. Away you go 👩‍👧 then. Cafe\u0301, café.",
        "",
        "M07: The end.",
    )
)


def shown(
    qtbot: QtBot, work: Work, text: str = TALK, size: tuple[int, int] = (900, 600)
) -> DocumentView:
    """A view with a document of this text open in it, on screen and listening to keys."""
    uid = add(work, "T01", text)
    view = DocumentView(work)
    qtbot.addWidget(view)
    view.resize(900, 600)
    with qtbot.waitExposed(view):
        view.show()
    work.show_document(uid)
    view.page.setFocus()
    return view


def add(work: Work, name: str, text: str) -> str:
    """Bring in a document in which INT asks and M07 answers."""
    said = transcript(text, ("INT", "interviewer"), ("M07", "participant"))
    file = original(f"{name}.txt", f"{name}{text}".encode())
    return documents.add(work.project, said, file, work.coder)


def codes(work: Work) -> list[str]:
    """Codes that can be coded with."""
    return [uid for uid, row in work.codes.items() if row.codable]


def code(work: Work, span: Span, number: int = 0, memo: str = "") -> str:
    """Code a span of the shown document; the coding's uid."""
    chosen = codes(work)[number]
    return codings.code_passage(work.project, work.document, span, chosen, work.coder, memo=memo)


def stored(work: Work) -> list[CodingRow]:
    """The codings of the shown document as the project has them."""
    return work.look(queries.codings, Query(documents=frozenset({work.document})))


def place(text: str, words: str) -> Span:
    """Where words are first found."""
    start = text.index(words)
    return Span(start, start + len(words))
