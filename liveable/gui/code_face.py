"""A code's card as it is read: what it means, when to use it, how it sounds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liveable.gui.code_form import STATUS_WORDS
from liveable.gui.flow import flowing
from liveable.gui.key_cap import KeyCap
from liveable.gui.parts import Part, Sign, button, label, row, tip
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.gui.written import Tags, Written
from liveable.ops.codebook import cues_of
from liveable.store.one_code import OneCode
from liveable.store.queries import CodeRow

_NARROW = 230  # logical pixels at 100 %
_ENOUGH = 3  # codings from which phrases are proposed for a code that has none
_SECTIONS: tuple[tuple[str, str, Part], ...] = (
    ("definition", "Definition", "body"),
    ("use_when", "Use when", "body"),
    ("not_when", "Not when", "body"),
    ("example", "Example", "reading"),
)


class CodeFace(QWidget):
    """``edit_wanted`` carries the field that was pressed; ``memo_wanted`` and ``cues_wanted`` the
    code's uid.
    """

    edit_wanted = Signal(str)
    memo_wanted = Signal(str)
    cues_wanted = Signal(str)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work
        self._uid = ""
        self._unsaid = False
        look = work.theme.code("#1b6491")
        self._sign = Sign(work.theme, look)
        self._name = Written("head", 1.2, most=4)
        self.edit = button(tr("Edit"), link=True)
        self.edit.setAccessibleName(tr("Edit the code card"))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit("definition"))
        self._place = Written("small", most=3)
        self._facts = Written("small")
        self._brief = Written("quiet")
        self._empty = Written("quiet")
        self._sections = {name: (label(tr(t), "cap"), Written(p)) for name, t, p in _SECTIONS}
        self._cues_head = label(tr("Cues"), "cap")
        self._cues = Tags(work.theme, tr("Cue phrases"))
        self._hint = Written("quiet")
        self.find_cues = button(tr("Find cue phrases"), link=True)
        self.find_cues.setAccessibleName(tr("Find cue phrases for this code"))
        self.find_cues.clicked.connect(lambda: self.cues_wanted.emit(self._uid))
        self._finding = flowing(self.find_cues, KeyCap(work.keys, "code.cues"))
        self.memos = button("", link=True)
        self.memos.clicked.connect(lambda: self.memo_wanted.emit(self._uid))
        self._lay_out()
        self._connect()
        work.theme.changed.connect(self._dress)
        work.keys.changed.connect(self._say_empty)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._top = top = QHBoxLayout()
        top.setSpacing(8)
        start = Qt.AlignmentFlag.AlignTop
        lead = QVBoxLayout()
        lead.setContentsMargins(0, 4, 0, 0)
        lead.addWidget(self._sign)
        top.addLayout(lead)
        top.setAlignment(lead, start)
        named = QVBoxLayout()
        named.setContentsMargins(0, 2, 0, 0)
        named.addWidget(self._name)
        top.addLayout(named, 1)
        self._editing = row(self.edit, KeyCap(self.work.keys, "code.edit"), None, space=4)
        top.addWidget(self._editing, 0, start)
        box.addLayout(top)
        self._column = box
        for words in (self._place, self._facts, self._brief, self._empty):
            box.addWidget(words)
        for head, words in self._sections.values():
            head.setContentsMargins(0, 8, 0, 0)
            box.addWidget(head)
            box.addWidget(words)
        self._cues_head.setContentsMargins(0, 8, 0, 2)
        box.addWidget(self._cues_head)
        box.addWidget(self._cues)
        box.addWidget(self._hint)
        box.addWidget(self._finding)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 8, 0, 0)
        foot.addWidget(self.memos)
        foot.addStretch(1)
        box.addLayout(foot)
        box.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow card, the name has its lines to itself, and Edit stands below it."""
        beside = self.width() >= self.work.theme.px(_NARROW)
        if beside != (self._top.indexOf(self._editing) >= 0):
            if beside:
                self._column.removeWidget(self._editing)
                self._top.addWidget(self._editing, 0, Qt.AlignmentFlag.AlignTop)
            else:
                self._top.removeWidget(self._editing)
                self._column.insertWidget(1, self._editing)

    def _connect(self) -> None:
        for name, (_head, section) in self._sections.items():
            section.clicked.connect(lambda name=name: self.edit_wanted.emit(name))
        self._name.clicked.connect(lambda: self.edit_wanted.emit("name"))
        self._brief.clicked.connect(lambda: self.edit_wanted.emit("brief"))
        self._empty.clicked.connect(lambda: self.edit_wanted.emit("definition"))
        self._cues.clicked.connect(lambda: self.edit_wanted.emit("phrases"))
        for words in (
            self._name,
            self._brief,
            self._cues,
            *(w for _, w in self._sections.values()),
        ):
            words.setCursor(Qt.CursorShape.IBeamCursor)

    def _dress(self) -> None:
        self._fit()
        known = self.work.codes.get(self._uid)
        if known is not None:
            self._sign.set_sign(self.work.theme.code(known.colour))

    def show_code(self, code: OneCode, known: CodeRow) -> None:
        """Show what a code says; what it does not say takes no room."""
        self._uid = code.uid
        self._sign.set_sign(self.work.theme.code(known.colour))
        self._name.show_text(code.name)
        self._name.setToolTip(tip(code.name))
        self._place.show_text(" / ".join(known.path[:-1]))
        self._facts.show_text(_facts(code, known))
        self._brief.show_text(code.brief)
        for name, (head, words) in self._sections.items():
            text = getattr(code, name)
            if name == "example" and text.strip():
                text = _quoted(text.strip())
            words.show_text(text)
            head.setVisible(bool(text.strip()))
        cues = cues_of(code.cues)
        self._cues.show_phrases(cues.phrases)
        self._cues_head.setVisible(bool(cues.phrases))
        self._offer_cues(known, bool(cues.phrases))
        self._unsaid = not any(
            (code.brief, code.definition, code.use_when, code.not_when, code.example)
        )
        self._say_empty()
        number = counted(code.memos, "memo", "memos") if code.memos else tr("Write a memo on it")
        self.memos.setText(number)
        self.memos.setAccessibleName(tr("{memos} on this code", memos=number) if code.memos
                                     else number)  # fmt: skip

    def _offer_cues(self, known: CodeRow, has: bool) -> None:
        """Phrases are worth looking for once there is something to find them in."""
        offered = known.codable and known.status != "retired" and not self.work.choices.off
        enough = known.codings >= _ENOUGH
        number = counted(known.codings, "coding", "codings")
        hint = tr("No cues yet. Its {n} may share phrases that find more.", n=number)
        self._hint.show_text(hint if offered and enough and not has else "")
        self._finding.setVisible(offered and (enough or has))

    def _say_empty(self) -> None:
        key = self.work.keys("code.edit")
        hint = tr("{key} writes its definition.", key=key) if key else ""
        said = f"{tr('Nothing is said about this code yet.')} {hint}".rstrip()
        self._empty.show_text(said if self._unsaid else "")


def _facts(code: OneCode, row: CodeRow) -> str:
    """Status, use and short name in one line."""
    status = tr(STATUS_WORDS.get(code.status, code.status))
    parts = [status, counted(row.codings, "coding", "codings")]
    if not code.codable:
        parts[1:] = [tr("only holds other codes")]
    if code.short:
        parts.append(code.short)
    if code.key:
        parts.append(tr("key {key}", key=code.key))
    return " · ".join(parts)


def _quoted(text: str) -> str:
    return text if text[0] in "“‘\"'«„" else f"“{text}”"
