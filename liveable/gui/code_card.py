"""The card of the chosen code: read at rest, edited in place, kept as one act."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from liveable.gui.code_face import CodeFace
from liveable.gui.code_form import CodeForm
from liveable.gui.codebook_acts import called
from liveable.gui.commands import Doers
from liveable.gui.parts import Elided, M, S, button, label
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops import codebook
from liveable.store.history import Changed
from liveable.store.one_code import OneCode, one_code
from liveable.store.project import Project

_SAID = {
    "name": "name", "brief": "brief", "definition": "definition", "use_when": "‘use when’",
    "not_when": "‘not when’", "example": "example", "cues": "cues", "status": "status",
    "short": "short name", "key": "key", "colour": "colour", "codable": "kind",
}  # fmt: skip


class CodeCard(QWidget):
    """``memo_wanted`` carries the code on which memos are to be read or written, ``cues_wanted``
    the one that cue phrases are to be found for.

    While the fields are edited nothing is written; leaving them keeps all that was changed as one
    act. Whoever closes the project calls ``flush`` first.
    """

    memo_wanted = Signal(str)
    cues_wanted = Signal(str)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.editing = False
        self._code: OneCode | None = None
        self._back: QWidget | None = None
        self._saving = False
        self.face = CodeFace(work)
        self.setAccessibleName(tr("Code card"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "panel")
        self._lay_out()
        self.face.edit_wanted.connect(self.edit)
        self.face.memo_wanted.connect(self.memo_wanted)
        self.face.cues_wanted.connect(self.cues_wanted)
        work.code_chosen.connect(self._show_chosen)
        work.changed.connect(self._hear)
        work.choices_changed.connect(lambda: self._load(work.code))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        self._show_chosen(work.code)

    def _lay_out(self) -> None:
        self._nothing = label(tr("Choose a code to see what it means."), "quiet", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedLayout(self)
        self._areas: list[QScrollArea] = []
        self._put(self._nothing)
        self._put(self.face)

    def _put(self, page: QWidget) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setContentsMargins(16, M, M, M)
        area.setWidget(page)
        self._areas.append(area)
        self._pages.addWidget(area)

    @cached_property
    def form(self) -> CodeForm:
        """The fields, built when a code is first edited: a project opens sooner without them."""
        form, editing = CodeForm(self.work), QWidget()
        form.find_cues.clicked.connect(self._find_cues)
        column = QVBoxLayout(editing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self.keep = button(tr("Done"), link=True)
        self.keep.setAccessibleName(tr("Done: keep the changes"))
        self.keep.clicked.connect(self._leave)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(Elided(tr("Edit the code"), "head"), 1)
        head.addWidget(self.keep)
        head.addWidget(label("Esc", "key"))
        column.addLayout(head)
        column.addWidget(form)
        column.addStretch(1)
        self._put(editing)
        return form

    def _show_page(self, number: int) -> None:
        self._pages.setCurrentIndex(number)

    # --- showing

    def _show_chosen(self, uid: str) -> None:
        self.flush()
        self._load(uid)
        self._areas[1].verticalScrollBar().setValue(0)

    def _load(self, uid: str) -> None:
        row = self.work.codes.get(uid)
        self._code = self.work.look(one_code, uid, self.work.only) if row else None
        if self._code is None or row is None:
            self._show_page(0)
            return
        self.face.show_code(self._code, row)
        if not self.editing:
            self._show_page(1)

    def _hear(self, changed: Changed) -> None:
        if not self.work.code or not changed.rows.keys() & {"code", "coding", "memo", "document"}:
            return
        self._load(self.work.code)
        if self.editing and self._code is not None and not self._saving:
            self.form.rebase(self._code)

    # --- editing

    def edit(self, field: str = "definition") -> None:
        """Open the fields, with the caret in one of them."""
        if self._code is None:
            return
        if not self.editing:
            self._back = QApplication.focusWidget()
            self.form.show_code(self._code)
            self._show_page(2)
        self.form.go_to(field)
        # Only now: Qt may have led the focus out of the page that went, which is no leaving.
        self.editing = True
        self._areas[2].ensureWidgetVisible(self.form.field(field))

    def flush(self) -> None:
        """Keep what was changed, as one act, and show the card at rest."""
        if not self.editing or self._saving:
            return
        code, changes = self.form.code, self.form.changes()
        assert code is not None
        self._saving = True
        self.form.cues.stop()
        try:
            if changes:
                self._keep(code, changes)
        finally:
            self._saving = self.editing = False
        self._load(self.work.code)

    def _keep(self, code: OneCode, changes: dict[str, object]) -> None:
        work = self.work

        def act(**fields: object) -> bool:
            def edit(project: Project) -> bool:
                codebook.edit(project, code.uid, work.coder, **fields)
                return True

            return work.act(edit) is True

        kept = act(**changes)
        if not kept and "name" in changes:
            changes.pop("name")  # the name alone was refused: nothing else that was written goes
            kept = bool(changes) and act(**changes)
        if kept and code.uid in work.codes:
            fields = ", ".join(tr(_SAID[name]) for name in _SAID if name in changes)
            name = called(work.codes[code.uid])
            work.say(tr("Changed ‘{code}’: {fields}.", code=name, fields=fields), undo=True)

    def _find_cues(self) -> None:
        """Keep what was written first: among it may be cues."""
        self.flush()
        if self.work.code:
            self.cues_wanted.emit(self.work.code)

    def _leave(self) -> None:
        """Keep the changes and go back to where one came from."""
        back = self._back
        self.flush()
        if back is not None and back.isVisible():
            back.setFocus()
        else:
            self.face.edit.setFocus()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.editing and now is not None and not self._holds(now):
            self.flush()

    def _holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is part of the card, be it in a window of its own."""
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.editing and event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    # --- commands

    def doers(self) -> Doers:
        """What can be done with the card."""
        return {"code.edit": self.edit}
