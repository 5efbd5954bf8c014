"""Words of the interface: every one goes through ``tr``, so that they can be translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str, **values: object) -> str:
    """A text of the interface in the user's language, its ``{names}`` filled in."""
    said = QCoreApplication.translate("Liveable", text)
    return said.format(**values) if values else said


def counted(number: int, one: str, many: str) -> str:
    """A number with its word: ``counted(2, "document", "documents")`` is "2 documents"."""
    return f"{number:,} {tr(one if number == 1 else many)}"
