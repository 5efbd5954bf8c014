"""Where a person was in a project: document, caret, code and list, found again next time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

from liveable.core.spans import Span
from liveable.store import queries

if TYPE_CHECKING:
    from liveable.gui.project_page import ProjectPage

_PREFIX = "at "


def remember(page: ProjectPage) -> None:
    """Keep where the person is now; what was kept of projects no longer recent goes."""
    work, kept = page.work, page.kept
    here = {
        "document": work.document,
        "caret": page.view.caret(),
        "code": work.code,
        "list": page.drawer.bar.currentIndex(),
        "drawer": page.drawer.isVisibleTo(page),
    }
    recent = {_PREFIX + path for path in kept.now.recent}
    kept.forget(lambda name: name.startswith(_PREFIX) and name not in recent)
    kept.remember(**{_name(page): QByteArray(json.dumps(here).encode())})


def bring_back(page: ProjectPage) -> None:
    """Go where the person was; what is no longer there is passed over."""
    work = page.work
    try:
        was = json.loads(bytes(page.kept.place(_name(page)).data()) or b"{}")
        document, caret, code = was.get("document"), int(was.get("caret", 0)), was.get("code")
        tab, drawer = int(was.get("list", 0)), bool(was.get("drawer", True))
    except (ValueError, TypeError, AttributeError):
        return
    page.drawer.bar.setCurrentIndex(tab)
    page.drawer.setVisible(drawer)
    if code in work.codes:
        work.choose_code(code)
    if document and work.look(queries.any_documents, str(document)):
        work.show_document(document)
        if 0 <= caret <= len(page.view.body):
            page.view.select(Span(caret, caret))
            work.revealed.emit(document, Span(caret, caret))


def _name(page: ProjectPage) -> str:
    return _PREFIX + str(page.work.project.path.absolute())
