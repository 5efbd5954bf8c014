"""The acts that came with a merge, each as its coder did it in the copy: to read, not to undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from liveable.core.grouped import Grouped
from liveable.gui.dialog import Dialog
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy
from liveable.gui.words import counted, full_day, tr
from liveable.gui.work import Work
from liveable.store import merges
from liveable.store.merges import Brought, TheirAct
from liveable.store.trail import TrailRow


class MergeActs(Dialog):
    """Who did what, and when, in the copy that an operation took in; latest first."""

    def __init__(self, work: Work, merge: TrailRow, parent: QWidget | None = None) -> None:
        super().__init__(work.theme, merge.label, whose(merge.merged), tr("Close"), parent)
        self.work = work
        self.list = RowList(work.theme, tr("Acts in the copy"), Anatomy(lead=148))
        self.list.setMinimumHeight(work.theme.px(200))
        self.body.addWidget(self.list, 1)
        self.cancel.hide()
        self.wanted.connect(self.accept)
        self.fit(760, 640)
        self.list.setFocus()
        self._gone = False
        work.glance(lambda _progress: self._read(merge.uid), self._show)

    def _read(self, merge: str) -> Grouped[TheirAct]:
        only = self.work.only
        acts = self.work.look(merges.their_acts, merge)
        shown = [act for act in acts if only in (None, act.coder)]
        place = {act.uid: number for number, act in enumerate(shown)}
        return Grouped(shown, lambda act: act.uid, _day, lambda act: place[act.uid])

    def _show(self, acts: Grouped[TheirAct]) -> None:
        if not self._gone:
            self.list.show_items(acts, lambda act: act.uid, _row)
            self.list.say_empty(tr("No act came with this merge."))
            self.list.go_first()

    def done(self, result: int) -> None:
        self._gone = True
        super().done(result)


def whose(brought: Sequence[Brought]) -> str:
    """How many acts are whose: "34 acts by Ana, 2 by Ben"."""
    said: list[str] = []
    for coder, acts in brought:
        count = f"{acts:,}" if said else counted(acts, "act", "acts")
        said.append(tr("{acts} by {coder}", acts=count, coder=coder or tr("somebody")))
    return ", ".join(said)


def _day(act: TheirAct) -> tuple[int, str]:
    at = _local(act.at)
    return -at.toordinal(), full_day(at)


def _row(act: TheirAct) -> Row:
    at, who = _local(act.at), act.name or tr("somebody")
    said = ", ".join((act.label, who, f"{full_day(at)} {at:%H:%M}"))
    return Row(words=act.label, said=said, lead=f"{at:%H:%M} · {who}")


def _local(at: str) -> datetime:
    try:
        return datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError, OSError):  # what a copy says is not for us to trust
        return datetime(1970, 1, 1).astimezone()
