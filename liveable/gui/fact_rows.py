"""What the facts of a document are laid out with: rows filled again and again, titles, links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from liveable.gui.parts import M, button, label, rule, tip
from liveable.gui.words import tr
from liveable.store.corpus import Facts


@dataclass(frozen=True, slots=True)
class Row:
    """What was built for one speaker or attribute, what of it Tab goes to, and how it is filled."""

    whole: QWidget
    fields: tuple[QWidget, ...]
    fill: Callable[[Facts], None]


def title(text: str) -> tuple[QWidget, QWidget]:
    """A line, and what stands below it."""
    line, words = rule(), label(text, "cap")
    words.setContentsMargins(0, 4, 0, 0)
    return line, words


def grid() -> QGridLayout:
    """Names on the left, fields on the right."""
    made = QGridLayout()
    made.setHorizontalSpacing(M)
    made.setVerticalSpacing(4)
    made.setColumnStretch(1, 1)
    return made


def link() -> QPushButton:
    """A quiet button as wide as its words."""
    made = button("", link=True)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def say_case(to: QPushButton, of: str, case: str | None) -> None:
    """Let a link name the case of a document or speaker, cut short where it is long."""
    name = " ".join(case.split()) if case else tr("No case")
    metrics = to.fontMetrics()
    to.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, 18 * metrics.maxWidth() // 3)
                 .replace("&", "&&"))  # fmt: skip
    to.setToolTip(tip(name))
    to.setAccessibleName(tr("{label}: {case}", label=of, case=name))


def language_name(code: str) -> str:
    """A language's name by its code; the code itself where it has none here."""
    language = QLocale.codeToLanguage(code.partition("-")[0])
    if language == QLocale.Language.AnyLanguage:
        return code
    name = QLocale.languageToString(language)
    region = code.partition("-")[2]
    return f"{name} ({region})" if region else name
