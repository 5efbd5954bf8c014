"""How good the suggestions of each code are, laid open: a list to go through, and beside it what
was measured of the code gone to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from liveable.core.learned import Estimate, NextReading
from liveable.core.learning import THRESHOLD, Material
from liveable.core.progress import Progress
from liveable.gui import mining
from liveable.gui.aside import Aside
from liveable.gui.combo import Combo
from liveable.gui.commands import Doers
from liveable.gui.filter_field import FilterField
from liveable.gui.measure_card import Around, MeasureCard, whose
from liveable.gui.measure_rows import ORDERS, Measure, MeasureDelegate, Order, grouped, picture
from liveable.gui.parts import L, M, S, button, column, label, row, rule
from liveable.gui.row_list import RowList
from liveable.gui.row_paint import Anatomy
from liveable.gui.share_bar import percent
from liveable.gui.two_rows import TwoRows
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store import judged, reading
from liveable.store.history import Changed
from liveable.suggest.suggester import Suggester


class MeasuresPage(Aside):
    """``command_wanted`` carries the name of a command on the code gone to, which is chosen then;
    ``settings_wanted`` asks for what the project says of suggestions.
    """

    command_wanted = Signal(str)
    settings_wanted = Signal()
    SIDE, BESIDE = 560, 1000

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.measures: list[Measure] = []
        self.estimates: dict[str, Estimate] = {}
        self.shown: Measure | None = None
        self._around = Around(THRESHOLD)
        self.filter = FilterField(work.theme, tr("Filter codes"), "/")
        self.order = Combo()
        self.order.setAccessibleName(tr("Order"))
        self.order.addItems([tr(ORDERS[order]) for order in get_args(Order)])
        self.settings = button(tr("Settings…"), link=True)
        self.settings.setAccessibleDescription(tr("From which precision on something is shown"))
        self.list = RowList(work.theme, tr("Codes"), Anatomy(), drawn=MeasureDelegate)
        doers = self.doers()
        self.card = MeasureCard(work, doers)
        self._beside = QStackedWidget()
        self._nothing = label("", "quiet", wrap=True)
        self._beside.addWidget(column(self._nothing, None, edges=(28, L, 24, L)))
        self._beside.addWidget(self.card)
        bar = TwoRows(
            work.theme, self.filter, row(self.order, self.settings, None), 420, (M, S, M, S)
        )
        self.lay_out(column(bar, rule(), self.list, space=0), self._beside)
        self.show_head(tr("How good suggestions are"))
        self._connect()
        self.refresh()
        work.learning.begin()
        self._ask_estimates()

    def _connect(self) -> None:
        work = self.work
        self.filter.textChanged.connect(self.refresh)
        self.filter.down.connect(self.take_focus)
        self.filter.entered.connect(self.take_focus)
        self.filter.left.connect(self.take_focus)
        self.order.activated.connect(self.refresh)
        self.settings.clicked.connect(self.settings_wanted)
        self.list.moved.connect(self._moved)
        self.list.opened.connect(lambda _one: self._do("suggest.code"))
        work.learning.learned.connect(self.refresh)
        work.learning.learned.connect(self._ask_estimates)
        work.learning.failed.connect(self._say)
        work.changed.connect(self._hear)
        work.theme.changed.connect(self._dress)
        around = Qt.ShortcutContext.WidgetWithChildrenShortcut
        slash = QShortcut(QKeySequence("/"), self.list, context=around)
        slash.activated.connect(self._filter)
        self._keys = {name: QShortcut(self) for name in self.doers()}
        for name, do in self.doers().items():
            self._keys[name].setContext(around)
            self._keys[name].activated.connect(do)
        work.keys.changed.connect(self._take_keys)
        self._take_keys()

    def _take_keys(self) -> None:
        """The commands' own keys speak of the code gone to here, not of the one chosen."""
        for name, keys in self._keys.items():
            keys.setKeys(self.work.keys.sequences(name))

    # --- what the window asks

    def doers(self) -> Doers:
        """The commands on the code gone to."""

        def of(name: str) -> Callable[[], object]:
            return lambda: self._do(name)

        return {name: of(name) for name in ("suggest.code", "code.cues", "suggest.drift")}

    def _do(self, name: str) -> None:
        one: Measure | None = self.list.current()
        if one is not None:
            self.work.choose_code(one.code.uid)
            self.command_wanted.emit(name)

    def _filter(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def keys_at(self) -> RowList:
        """Where letters alone are heard."""
        return self.list

    def take_focus(self) -> None:
        self.list.setFocus()
        if self.list.current() is None:
            self.list.go_first()

    # --- what is shown

    def refresh(self) -> None:
        """Show what is known now, in the order chosen."""
        work, known = self.work, self.work.learning.measures
        self.measures = [
            Measure(code, at, known[uid])
            for at, (uid, code) in enumerate(work.codes.items())
            if uid in known
        ]
        material = work.learning.material
        self._around = Around(THRESHOLD)
        if material is not None:
            alone = material.coders == (work.coder,)
            self._around = Around(material.threshold, whose(material), alone)
        order = get_args(Order)[self.order.currentIndex()]
        found = grouped(self.measures, cast("Order", order), self.filter.text())
        look = picture(self._around.least, work.theme.code)
        had = self.list.rows.grouped.count
        self.list.show_items(found, _uid, look)
        self._say()
        if self.list.current() is None:
            at = work.code if not had and work.code in found else ""
            if at:
                self.list.go_to(at)
            else:
                self.list.go_first()
        else:
            self._moved(self.list.current())

    def _say(self) -> None:
        ready = sum(one.measure.state == "ready" for one in self.measures)
        few = sum(one.measure.state == "too few" for one in self.measures)
        least = percent(self._around.least)
        if not self.measures:
            busy = self.work.learning.busy
            about = tr("Learning from what was coded…") if busy else tr("Nothing was measured yet.")
            self.list.say_empty(about)
            self._nothing.setText("" if busy else tr("Code some passages, and come back."))
        else:
            about = tr(
                "{all}: {ready} ready, {weak} too weak, {few} with too little to go by. Learned "
                "suggestions of a code are shown once at least {least} of them are right in text "
                "held out.",
                all=counted(len(self.measures), "code", "codes"),
                ready=f"{ready:,}",
                weak=f"{len(self.measures) - ready - few:,}",
                few=f"{few:,}",
                least=least,
            )
            self.list.say_empty(tr("No code has these letters."))
            self._nothing.setText("")
        self.about.setText(about)
        self.promise.setText(self._besides())

    def _besides(self) -> str:
        """What else is to be known of all these numbers."""
        work = self.work
        if not self.measures:
            return ""
        if work.learning.stale:
            return tr("Something was coded since; it is measured again when you pause.")
        mine = sum(one.measure.examples for one in self.measures)
        if not work.choices.shared and sum(one.code.codings for one in self.measures) > mine:
            return tr("Only your own codings teach, as the project is set.")
        return ""

    def _moved(self, one: Measure | None) -> None:
        self._beside.setCurrentIndex(0 if one is None else 1)
        self.shown = one
        if one is not None:
            record = self.work.look(judged.record, one.code.uid, only=self.work.only)
            has = self.work.look(mining.cues, one.code.uid)
            around = replace(self._around, cued=bool(has.phrases or has.lemmas))
            self.card.show_measure(one, around, record, self.estimates.get(one.code.uid))

    def _dress(self) -> None:
        self.list.rows.renew_all()
        if self.shown is not None:
            self._moved(self.shown)

    def _hear(self, changed: Changed) -> None:
        if changed.rows.keys() & {"code", "verdict", "coding"}:
            self.refresh()

    # --- the sample drawn by lot

    def _ask_estimates(self) -> None:
        """Ask what the passages drawn by lot say, where any passage was read by itself."""
        work = self.work

        def ask(suggester: Suggester, material: Material, progress: Progress) -> NextReading:
            return suggester.next_to_read(material, progress=progress)

        singly = work.look(reading.passages_read, [work.coder])
        if work.learning.measures and singly:
            work.learning.question("estimates", ask, self._take_estimates, fresh=False)

    def _take_estimates(self, found: NextReading) -> None:
        self.estimates = {one.code: one for one in found.estimates}
        if self.shown is not None:
            self._moved(self.shown)

    def stop(self) -> None:
        self.work.learning.forget("estimates")


def _uid(one: Measure) -> str:
    return one.code.uid
