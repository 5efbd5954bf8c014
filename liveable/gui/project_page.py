"""One open project: documents on the left, the text over the drawer, the codebook on the right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from liveable.core.spans import Span
from liveable.gui import places
from liveable.gui.actions import Actions
from liveable.gui.asides import Asides
from liveable.gui.case_table import CaseTable
from liveable.gui.code_card import CodeCard
from liveable.gui.codebook_tree import CodebookTree
from liveable.gui.coders_shown import CodersShown
from liveable.gui.coding import Coding
from liveable.gui.commands import Doers, Need, Where
from liveable.gui.copies_out import CopiesOut
from liveable.gui.corpus_tree import CorpusTree
from liveable.gui.document_facts import DocumentFacts
from liveable.gui.document_view import DocumentView
from liveable.gui.drawer import Drawer
from liveable.gui.excerpt_list import ExcerptList
from liveable.gui.history_list import HistoryList
from liveable.gui.import_dialog import begin_import
from liveable.gui.kept import Kept
from liveable.gui.laid_open import LaidOpen
from liveable.gui.memo_pane import MemoPane
from liveable.gui.merge_round import MergeRound
from liveable.gui.notices import Notices
from liveable.gui.only_where import OnlyWhere, WhereBar
from liveable.gui.parts import rule
from liveable.gui.report_dialog import ReportDialog
from liveable.gui.safety import Safety
from liveable.gui.search_list import SearchList
from liveable.gui.status import Status, standing
from liveable.gui.suggestion_queue import SuggestionQueue
from liveable.gui.suggestion_sight import SuggestionSight
from liveable.gui.text_editing import TextEditing
from liveable.gui.timeline import Timeline
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.store.history import Act, Changed
from liveable.store.project import SUFFIX
from liveable.store.trail import rows_touched

_LARGE = 500  # rows: an undo of more of them is done beside the window
_REMEMBER_EVERY = 60_000  # ms between times the places are noted


class ProjectPage(QWidget):
    """The panels of a project side by side, and their commands put together."""

    offers_changed = Signal()

    def __init__(
        self, work: Work, kept: Kept, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.work, self.kept = work, kept
        self._actions = actions
        self.corpus = CorpusTree(work)
        self.facts = DocumentFacts(work)
        self.view = DocumentView(work)
        self.coding = Coding(work, self.view)
        self.codebook = CodebookTree(work)
        self.card = CodeCard(work)
        self.suggestions = SuggestionQueue(work)
        self.excerpts = ExcerptList(work)
        self.search = SearchList(work)
        self.memos = MemoPane(work)
        self.cases = CaseTable(work)
        self.timeline = Timeline(work)
        self.history = HistoryList(work)
        self.copies = CopiesOut(work)
        self.status = Status(work.theme)
        # First the frame, from the outside to the inside: whatever is put into another widget is
        # styled anew with all that is in it.
        self._lay_out()
        for panel, name in (
            (self.suggestions, tr("Suggestions")),
            (self.excerpts, tr("Excerpts")),
            (self.search, tr("Search")),
            (self.memos, tr("Memos")),
            (self.cases, tr("Cases")),
            (self.timeline, tr("Timeline")),
            (self.history, tr("History")),
            (self.copies, tr("Copies out")),
        ):
            self.drawer.add(panel, name)
        self._offer_copies()
        self.merges = MergeRound(work, kept, actions, self)
        self.editing = TextEditing(work, actions, self.view.caret, self)
        self.asides = Asides(work, actions, self)
        self.above = LaidOpen(self.editing, self.merges, self.asides)
        self.notices = Notices(work, self.view)
        self.safety = Safety(work, kept, self)
        self._connect()
        self._undo: frozenset[Need] = frozenset()
        self._coders: frozenset[str] | None = None
        self._standing = standing(work)  # who they are in this file, and what file it is
        self._look_for_undo()
        self._turn_by_coder()  # as it was in the project before
        self._remembering = QTimer(self)
        self._remembering.timeout.connect(lambda: places.remember(self))
        self._remembering.start(_REMEMBER_EVERY)
        self.sight = SuggestionSight(self, actions)
        actions.do(self.doers(), self.places())
        places.bring_back(self)
        self.sight.follow()
        self._show_place()

    def _lay_out(self) -> None:
        upright, flat = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        self._across = across = _split(flat, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.where = WhereBar(self.work, self)
        box.addWidget(self.where)
        box.addWidget(across, 1)
        box.addWidget(rule())
        box.addWidget(self.status)
        left, middle, right = (_split(upright, across) for _ in range(3))
        self.drawer = Drawer(middle)
        _fill(left, (self.corpus, 540), (self.facts, 280))
        _fill(middle, (self.view, 530), (self.drawer, 290))
        _fill(right, (self.codebook, 440), (self.card, 380))
        _fill(across, (left, 260), (middle, 862), (right, 318))
        across.setStretchFactor(1, 1)
        for outer in (left, middle, right):
            outer.setStretchFactor(0, 1)
        self._splits = {"left": left, "middle": middle, "right": right, "across": across}
        kept = {name: s.restoreState(self.kept.place(name)) for name, s in self._splits.items()}
        self._sides = (260.0, 318.0)  # the widths of both at 100 %
        self._fitted = self.work.theme.zoom if kept["across"] else 100  # what they are made for
        self._unnoted = kept["across"]  # what was remembered is only known once it is laid out
        across.splitterMoved.connect(self._note_sides)

    def _connect(self) -> None:
        work = self.work
        for panel in (self.view, self.corpus, self.suggestions):
            panel.offers_changed.connect(self.offers_changed)
        self.above.changed.connect(self.offers_changed)
        self.above.offers_changed.connect(self.offers_changed)
        for heard in (work.document_shown, work.code_chosen, work.coding_chosen):
            heard.connect(self.offers_changed)
        work.changed.connect(self._look_for_undo)
        work.changed.connect(self._hear_of_coders)
        self.view.moved.connect(self._show_place)
        later = Qt.ConnectionType.QueuedConnection  # when the panels know what room they need
        work.theme.changed.connect(self._fit, later)
        self.notices.undo_wanted.connect(self.undo)
        work.tasks.started.connect(self.status.job.follow)
        self.facts.speakers_wanted.connect(self.put_speakers_right)
        self.corpus.files_dropped.connect(self.take_files)
        self.corpus.add_wanted.connect(lambda: begin_import(work, self.window()))
        self.corpus.menu_wanted.connect(lambda at: self._menu(at, "corpus", "document."))
        self.view.menu_wanted.connect(lambda at: self._menu(at, "text", "code."))
        self.codebook.menu_wanted.connect(lambda at: self._menu(at, "codes", "code."))
        self.copies.title_changed.connect(self._offer_copies)
        self.copies.command_wanted.connect(lambda name: self._actions.by_name[name].trigger())
        self.where.change_wanted.connect(self._ask_where)
        self.suggestions.command_wanted.connect(lambda name: self._actions.by_name[name].trigger())
        work.where_changed.connect(self.offers_changed)
        self.card.memo_wanted.connect(lambda code: self.write_memo(code=code))
        self.card.cues_wanted.connect(self.asides.show_cues)
        self.asides.settings_wanted.connect(lambda: self.sight.ask())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the sides grow and shrink with the text size; the middle keeps half the room."""
        zoom = self.work.theme.zoom
        if zoom == self._fitted or not self.isVisible():
            return
        if self._unnoted:
            self._note_sides()
        whole = sum(self._across.sizes())
        grown = min(zoom / 100, whole / 2 / sum(self._sides))
        left, right = (round(side * grown) for side in self._sides)
        self._across.setSizes([left, whole - left - right, right])
        self._fitted = zoom

    def _note_sides(self) -> None:
        left, _, right = self._across.sizes()
        self._sides = (left * 100 / self._fitted, right * 100 / self._fitted)
        self._unnoted = False

    def _offer_copies(self) -> None:
        """Who works alone has no copies out, and need not be told so."""
        self.drawer.offer(self.copies, bool(self.copies.model.copies))

    def _menu(self, at: QPoint, where: Where, prefix: str) -> None:
        self._actions.pop_up(where, prefix).popup(at)

    # --- commands

    def panels(self) -> tuple[Any, ...]:
        """Everything that offers commands."""
        return (
            self.corpus, self.view, self.coding, self.codebook, self.card, self.suggestions,
            self.excerpts, self.search, self.memos, self.cases, self.timeline, self.history,
            self.copies, self.merges, self.editing, self.safety, self.asides,
        )  # fmt: skip

    def doers(self) -> Doers:
        """What the panels do, each list brought to the front before it acts."""
        doers: Doers = {}
        for panel in self.panels():
            offered = panel.doers() if hasattr(panel, "doers") else {}
            for name, do in offered.items():
                doers[name] = self._in_front(panel, do) if self._is_listed(panel, name) else do
        return doers | {
            "project.undo": self.undo,
            "project.redo": self.redo,
            "document.speakers": self.put_speakers_right,
            "document.speaker_here": self.ask_who_speaks,
            "document.import": lambda: begin_import(self.work, self.window()),
            "report.write": self.write_report,
            "suggest.settings": self.sight.ask,
            "team.hand_out": self.hand_out,
            "suggest.similar": self._in_front(self.suggestions, self._ask_similar),
            "view.drawer": self._turn_drawer,
            "view.filter": self._turn_filter,
            "view.where": self._ask_where,
            "view.everything": lambda: self.work.only_where(()),
            "view.coders": self._choose_coders,
            "view.by_coder": self._turn_by_coder,
            "view.text": self.view.keys_at().setFocus,
            "find.all": self._search,
            "find.text": lambda: (self.editing.page or self.view).open_find(),
            "find.next": lambda: (self.editing.page or self.view).find_next(1),
            "find.previous": lambda: (self.editing.page or self.view).find_next(-1),
        }

    def _is_listed(self, panel: object, name: str) -> bool:
        judging = name in ("suggest.accept", "suggest.reject", "suggest.later")
        return panel in (
            self.suggestions, self.excerpts, self.search, self.memos, self.cases, self.timeline,
            self.history, self.copies,
        ) and not judging  # fmt: skip

    def _in_front(self, panel: QWidget, do: Any) -> Any:
        def brought() -> None:
            self.drawer.show_panel(panel)
            if panel is self.suggestions and not self.kept.place("roomy"):
                self.kept.remember(roomy=QByteArray(b"1"))  # from now on as people leave it
                self.drawer.give_room(self.work.theme.px(420))
            do()

        return brought

    def places(self) -> dict[Where, QWidget]:
        """Where the keys of each part are listened for."""
        return {
            "text": self.view.keys_at(),
            "codes": self.codebook.keys_at(),
            "corpus": self.corpus.keys_at(),
            "queue": self.suggestions.keys_at(),
        }

    def offers(self) -> frozenset[Need]:
        """What there is to work on now: nothing but what is laid open, while something is."""
        above = self.above.offers(self._undo)
        if above is not None:
            return above
        found: set[Need] = {"project"}
        if self.work.document:
            found.add("document")
        if self.work.code:
            found.add("code")
        if self.work.where:
            found.add("narrowed")
        for panel in (self.view, self.corpus, self.suggestions):
            found |= panel.offers()
        return frozenset(found | self._undo)

    def undo(self) -> None:
        """Take back one's own latest act, or decision of a merge; after that, say what it was."""
        if not self.above.undo():
            self._step("undo")

    def redo(self) -> None:
        """Do again what was last taken back."""
        if not self.above.redo():
            self._step("redo")

    def _step(self, way: str) -> None:
        self._flush()
        work = self.work
        undoing = way == "undo"
        step = work.project.undo if undoing else work.project.redo
        said = tr("Undone: {label}") if undoing else tr("Done again: {label}")

        def done(act: Act | None) -> None:
            if act is not None:
                work.say(said.format(label=act.label.removeprefix("Undo: ")))

        next_ = (work.project.next_undo if undoing else work.project.next_redo)(work.coder)
        if next_ is not None and work.look(rows_touched, next_.seq) > _LARGE:
            title = tr("Undoing") if undoing else tr("Doing again")
            work.act_large(title, lambda _progress: step(work.coder), done)
        else:
            done(work.act(lambda _project: step(work.coder)))

    def _look_for_undo(self) -> None:
        project, coder = self.work.project, self.work.coder
        found: set[Need] = set()
        if project.next_undo(coder):
            found.add("undo")
        if project.next_redo(coder):
            found.add("redo")
        if self._undo != found:
            self._undo = frozenset(found)
            self.offers_changed.emit()

    def _flush(self) -> None:
        """Keep what is being written: it is done before anything after it is."""
        self.memos.flush()
        self.card.flush()

    def take_files(self, files: list[Path]) -> None:
        """Bring in what was dropped: copies of this project to be merged, others as documents."""
        if copies := [path for path in files if path.suffix == SUFFIX]:
            self.merges.offer(copies)
        if others := [path for path in files if path not in copies]:
            begin_import(self.work, self.window(), others)

    def write_report(self) -> None:
        """Ask what goes into a report, and write it."""
        self._flush()
        dialog = ReportDialog(self.work, self.window())
        dialog.template_kept.connect(lambda template: self.kept.change(report_template=template))
        dialog.open()

    def put_speakers_right(self) -> None:
        """Show who speaks in the open document, and when its entries were written."""
        from liveable.gui.speakers_dialog import open_speakers

        open_speakers(self.work, self.window())

    def ask_who_speaks(self) -> None:
        """Ask whose the words are from the line at the caret on."""
        from liveable.gui.speaking_here import ask_who_speaks

        ask_who_speaks(self.work, self.window(), self.view.page.span().start)

    def hand_out(self) -> None:
        """Ask for whom copies are to be made, with what in them, and write them."""
        from liveable.gui.handout_dialog import HandOutDialog

        if not self.work.project.writable:
            self.work.say(tr("This project is open for reading only."), bad=True)
            return
        self._flush()
        HandOutDialog(self.work, self.window()).open()

    def write_memo(self, **target: str) -> None:
        """Open an empty memo on something."""
        self.drawer.show_panel(self.memos)
        self.memos.write_about(**target)

    def _search(self) -> None:
        span = self.view.selection()
        self.drawer.show_panel(self.search)
        if span is not None and span.stop - span.start < 200:
            self.search.suggest_query(self.view.body[span.start : span.stop], span)
        self.search.doers()["find.all"]()

    def _ask_similar(self) -> None:
        """Passages like what is selected, else the coding or the sentence at the caret; in the
        suggestions, like the one in hand.
        """
        if self.suggestions.isAncestorOf(self.focusWidget() or self):
            self.suggestions.ask_similar()
            return
        span, here = self.view.selection(), self.view.coding_here()
        if span is None and here is not None:
            span, code = Span(here.start, here.stop), here.code
        else:
            span, code = span or self.view.stretches.sentence(self.view.caret()), None
        if span is not None:
            self.suggestions.ask_like(self.work.document, span, code)

    def _turn_drawer(self) -> None:
        if self.drawer.isVisible():
            self.drawer.hide()
            self.view.keys_at().setFocus()
        else:
            self.drawer.show()
            if (panel := self.drawer.panel) is not None:
                panel.setFocus()

    def _turn_filter(self) -> None:
        work = self.work
        action = self._actions.by_name["view.filter"]
        shown = None
        if action.isChecked() and work.code:
            shown = frozenset(
                uid for uid, row in work.codes.items()
                if row.path[: len(work.codes[work.code].path)] == work.codes[work.code].path
            )  # fmt: skip
        self.view.hide_codes(shown)

    def _turn_by_coder(self) -> None:
        self.view.show_by_coder(self._actions.by_name["view.by_coder"].isChecked())

    def _choose_coders(self) -> None:
        CodersShown(self.work, self._coders, self._show_coders, self.window()).open()

    def _show_coders(self, shown: frozenset[str] | None) -> None:
        self._coders = shown
        self.view.hide_coders(shown)

    def _ask_where(self) -> None:
        OnlyWhere(self.work, self.window()).open()

    def _show_place(self) -> None:
        codes = [self.work.codes[c.code] for c in self.view.codings_here()]
        names = list(dict.fromkeys(row.name for row in codes))
        self.status.show_codes(names, codes[0].colour if codes else None)
        self.status.show_place([self.view.where(), *self._standing])

    def _hear_of_coders(self, changed: Changed) -> None:
        if changed.rows.keys() & {"coder", "alias"}:
            self._standing = standing(self.work)
            self._show_place()

    def close(self) -> bool:
        """Put everything away: memos saved, places remembered, the project folded."""
        self.above.close()
        self._flush()
        self._remembering.stop()
        self.safety.stop()
        places.remember(self)
        self.kept.remember(**{name: s.saveState() for name, s in self._splits.items()})
        self._actions.forget(self.doers())
        self.sight.leave()
        self.work.close()
        self.safety.keep_last()
        return super().close()


def _split(way: Qt.Orientation, parent: QWidget) -> QSplitter:
    """Room for parts side by side, divided by lines that can be moved."""
    split = QSplitter(way, parent)
    split.setHandleWidth(1)
    split.setChildrenCollapsible(False)
    return split


def _fill(split: QSplitter, *parts: tuple[QWidget, int]) -> None:
    """Put parts in, each with its usual size."""
    for index, (part, _) in enumerate(parts):
        split.insertWidget(index, part)
    split.setSizes([size for _, size in parts])
    for index in range(len(parts)):
        split.setStretchFactor(index, 0)
