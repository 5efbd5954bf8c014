"""What can be dragged: files into the window, a code onto a passage, a passage onto a code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDropEvent

from liveable.core.spans import Span

CODE = "application/x-liveable-code"
PASSAGE = "application/x-liveable-passage"


class Passage(NamedTuple):
    """A span of a document (by uid)."""

    document: str
    span: Span


def of_code(uid: str) -> QMimeData:
    """A code, to be dragged."""
    data = QMimeData()
    data.setData(CODE, uid.encode())
    return data


def of_passage(document: str, span: Span) -> QMimeData:
    """A passage, to be dragged."""
    data = QMimeData()
    words = {"document": document, "start": span.start, "stop": span.stop}
    data.setData(PASSAGE, json.dumps(words).encode())
    return data


def code(data: QMimeData) -> str:
    """The code that is dragged, "" for none."""
    return bytes(data.data(CODE).data()).decode("utf-8", "replace")


def passage(data: QMimeData) -> Passage | None:
    """The passage that is dragged, None for none."""
    if not data.hasFormat(PASSAGE):
        return None
    try:
        words = json.loads(bytes(data.data(PASSAGE).data()))
        return Passage(str(words["document"]), Span(int(words["start"]), int(words["stop"])))
    except (ValueError, KeyError, TypeError):
        return None


def files_in(event: QDropEvent) -> list[Path]:
    """The local files and folders that are dragged in from outside."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
