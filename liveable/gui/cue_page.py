"""The cue phrases of a code laid open: those its codings propose, those it has, those it is not to
have.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget

from liveable.core.codebook import Cues
from liveable.core.cues import among, promote, same
from liveable.core.cues import ban as banned
from liveable.core.grouped import Grouped
from liveable.core.learning import Material
from liveable.core.progress import Progress
from liveable.gui import mining
from liveable.gui.aside import Aside
from liveable.gui.codebook_acts import called
from liveable.gui.commands import Doers, Need
from liveable.gui.cue_card import CueCard, numbers
from liveable.gui.cue_field import CueField, short
from liveable.gui.mining import CueRow, Kind, Look, Mined
from liveable.gui.parts import L, announce, column, label, rule
from liveable.gui.row_list import RowList
from liveable.gui.row_model import Row
from liveable.gui.row_paint import Anatomy
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import codebook
from liveable.ops import cues as acts
from liveable.store import queries
from liveable.store.history import Changed
from liveable.store.project import Project
from liveable.suggest.suggester import Suggester

Act = Callable[[Project, str, str, str], None]  # on a phrase of a code, by a coder
_GROUPS: tuple[tuple[Kind, str], ...] = (
    ("proposed", "Proposed"),
    ("phrase", "Cue phrases of this code"),
    ("lemma", "Single words that lend weight"),
    ("banned", "Banned"),
    ("misleading", "Misleading words"),
)
_ORDER = {kind: at for at, (kind, _) in enumerate(_GROUPS)}


class CuePage(Aside):
    """What is done here is done at once, each an act of its own."""

    def __init__(self, work: Work, code: str, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.code = code
        self.mined = Mined(0, (), {})
        self._ticked: set[str] = set()
        self._state: Literal["looking", "answered", "stopped"] = "looking"
        self._bodies: dict[str, str] = {}
        anatomy = Anatomy(size="excerpt", reading=True, above=True)
        self.list = RowList(work.theme, tr("Phrases"), anatomy, many=True)
        self.card = CueCard(work, self.doers(), self._body)
        self.field = CueField(work)
        self.promise.setText(tr("Each is done at once; undo takes it back. Space marks several."))
        self._beside = QStackedWidget()
        self._beside.addWidget(column(_what_cues_are(), None, edges=(28, L, 24, L)))
        self._beside.addWidget(self.card)
        right = column(self._beside, self.card.answers, space=0)
        self.lay_out(column(self.field, rule(), self.list, space=0), right, over=self._beside)
        self._connect()
        self._name()
        self.refresh()
        self.mine()

    def _connect(self) -> None:
        work = self.work
        self.list.moved.connect(self._moved)
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(lambda _row: self.take())
        self.field.written.connect(self._keep_written)
        self.field.left.connect(self.take_focus)
        self.card.place_wanted.connect(lambda p: self.place_wanted.emit(p.document, p.span))
        work.changed.connect(self._hear)
        work.learning.failed.connect(self._stopped)
        work.keys.changed.connect(self._say_why_empty)
        work.theme.changed.connect(self._name)

    def _name(self) -> None:
        code = self.work.codes.get(self.code)
        if code is not None:
            title = tr("Cue phrases for ‘{code}’", code=called(code))
            self.show_head(title, self.work.theme.code(code.colour))

    # --- what the window asks

    def doers(self) -> Doers:
        """The commands of the page."""
        return {
            "cues.take": self.take,
            "cues.ban": self.ban,
            "cues.change": self.change,
            "cues.write": self.write,
            "cues.next_place": lambda: self.card.turn(1),
            "cues.previous_place": lambda: self.card.turn(-1),
            "cues.show": lambda: self.card.show_place(),
        }

    def offers(self) -> frozenset[Need]:
        """What there is to do."""
        return frozenset({"cues"})

    def keys_at(self) -> QWidget:
        """Where letters alone are heard."""
        return self.list

    def take_focus(self) -> None:
        """Put the keys into the list, or where it is empty into the field."""
        if self.list.rows.grouped.count:
            self.list.setFocus()
            if self.list.current() is None:
                self.list.go_first()
        else:
            self.field.setFocus()

    # --- looking

    def mine(self) -> None:
        """Look for phrases that tell the code's codings from the rest."""
        project, code = self.work.project, self.code

        def ask(suggester: Suggester, material: Material, progress: Progress) -> Mined:
            return mining.mine(project, suggester, material, code, progress)

        self._state = "looking"
        self._say_why_empty()
        self.work.learning.question("mine", ask, self._came, title=tr("Looking for phrases"))

    def _came(self, mined: Mined) -> None:
        first = self._state == "looking" and not self.mined.proposals
        self.mined, self._state = mined, "answered"
        self._bodies.clear()
        self.refresh()
        if first:
            self.list.go_first()
            if self.isAncestorOf(_focused()) and not self.field.busy:
                self.take_focus()

    def _stopped(self) -> None:
        if self._state == "looking":
            self._state = "stopped"
            self._say_why_empty()

    def _hear(self, changed: Changed) -> None:
        tables = changed.rows.keys()
        if self.code not in self.work.codes:
            if tables & {"code"}:
                self.left.emit()
            return
        if tables & {"coding", "document", "turn", "speaker", "project"}:
            self.mine()
        if tables & {"code", "verdict"}:
            self._name()
            self.refresh()

    def refresh(self) -> None:
        """Show the phrases as they stand now."""
        cues = self.work.look(mining.cues, self.code)
        found = mining.rows(cues, self.mined)
        self._ticked &= {each.uid for each in found}
        at, was = self.list.current(), self.list.rows.grouped.items()
        self.list.show_items(Grouped(found, _uid, _group, _place), _uid, self._row)
        if found and self.list.current() is None:
            self.list.go_first()
        elif at is not None and was:
            self._moved(self.list.current())
        if not found:
            self._moved(None)
        unknown = [each.phrase for each in found if each.look is None]
        if unknown and self._state == "answered":
            self._look_at(unknown)
        self._say_why_empty()

    def _look_at(self, phrases: list[str]) -> None:
        project, code = self.work.project, self.code

        def ask(suggester: Suggester, material: Material, progress: Progress) -> dict[str, Look]:
            return mining.look(project, suggester, material, code, phrases, (), progress)

        def done(found: dict[str, Look]) -> None:
            if found:
                self.mined = self.mined._replace(looks={**self.mined.looks, **found})
                self.refresh()

        self.work.learning.question("cues", ask, done, fresh=False)

    def _say_why_empty(self) -> None:
        number = self.mined.codings
        if self._state == "looking":
            said, about = tr("Looking for phrases…"), tr("Looking for phrases…")
        elif self._state == "stopped":
            said = about = tr("The search for phrases was stopped.")
        elif not number and self._others:
            coded = counted(self._others, "coding is", "codings are")
            said = tr("Its {n} by others. Phrases are proposed from your own, unless everybody's "
                      "teach (Suggest ▸ Suggestions…). Or write one:", n=coded)  # fmt: skip
            about = tr("Its {n} by others, and only yours are learned from: code some passages, "
                       "or write phrases.", n=coded)  # fmt: skip
        elif not number:
            said = tr("Code some passages with this code, and the phrases that tell them from the "
                      "rest are proposed here. Or write one of your own:")  # fmt: skip
            about = tr("Nothing is coded with it yet, so nothing can be proposed: code some "
                       "passages, or write phrases.")  # fmt: skip
        elif not self.mined.proposals:
            said = about = tr("No phrase tells {n} from the rest yet. Code some more passages, or "
                              "write phrases.", n=self._codings)  # fmt: skip
        else:
            said = about = tr("Phrases that tell {n} from what else was read, the most telling "
                              "first. A cue finds passages at once, before anything is learned.",
                              n=self._codings)  # fmt: skip
        self.about.setText(about)
        self.list.say_empty(said, self.work.keys("cues.write") if self._state == "answered" else "")

    @property
    def _codings(self) -> str:
        """How many codings were learned from, and whose they are."""
        n = counted(self.mined.codings, "coding", "codings")
        return tr("your {n}", n=n) if self.mined.mine else tr("everybody's {n}", n=n)

    @property
    def _others(self) -> int:
        """How many codings there are with the code, where none is learned from."""
        return self.work.codes[self.code].codings if self.code in self.work.codes else 0

    def _row(self, cue: CueRow) -> Row:
        said = [f"{number} {what}" for number, what in numbers(cue)]
        return Row(
            words=cue.phrase,
            said=", ".join([cue.phrase, *said]),
            facts=_facts(cue),
            ticked=cue.uid in self._ticked if self._ticked else None,
        )

    def _body(self, document: str) -> str:
        if document not in self._bodies:
            self._bodies[document] = self.work.look(queries.document_text, document)
        return self._bodies[document]

    def _moved(self, cue: CueRow | None) -> None:
        self._beside.setCurrentIndex(0 if cue is None else 1)
        self.card.answers.setVisible(cue is not None)
        if cue is not None:
            self.card.show_row(cue, len(self._ticked))

    def _tick(self, some: list[CueRow]) -> None:
        uids = {each.uid for each in some}
        self._ticked = self._ticked - uids if uids <= self._ticked else self._ticked | uids
        self.list.rows.renew_all()
        self._moved(self.list.current())

    # --- doing

    def _marked(self) -> list[CueRow]:
        return [each for each in self.list.rows.grouped.items() if each.uid in self._ticked]

    def take(self) -> None:
        """Make the phrase gone to a cue, or let one that was banned be one again; all that are
        marked as one act.
        """
        cue: CueRow | None = self.list.current()
        if marked := self._marked():
            self._together(promote, tr("{n} are cues now", n=_phrases(marked)))
        elif cue is None:
            return
        elif cue.kind == "phrase":
            self.change()
        elif cue.kind == "banned":
            self._do(cue, acts.unban, tr("‘{cue}’ may be proposed and taken again"))
        elif cue.kind == "misleading":
            self._do(cue, acts.unmislead, tr("‘{cue}’ weighs again"))
        else:
            self._do(cue, acts.promote, tr("‘{cue}’ is a cue of ‘{code}’"))

    def ban(self) -> None:
        """Let the phrase gone to be no cue, and not be proposed; all that are marked as one act."""
        cue: CueRow | None = self.list.current()
        if marked := self._marked():
            self._together(banned, tr("{n} are banned", n=_phrases(marked)))
        elif cue is not None and cue.kind in ("proposed", "phrase", "lemma"):
            self._do(cue, acts.ban_cue, tr("‘{cue}’ is banned for ‘{code}’"))
        elif cue is not None:
            announce(self, tr("It is no cue already."))

    def _do(self, cue: CueRow, act: Act, said: str) -> None:
        work, code, following = self.work, self.code, self._after(cue)

        def done(project: Project) -> bool:
            act(project, code, cue.phrase, work.coder)
            return True

        if work.act(done):
            self.list.go_to(following)
            self._said(said, cue.phrase)

    def _said(self, said: str, phrase: str) -> None:
        name = self.work.codes[self.code]
        self.work.say(said.format(cue=short(phrase), code=called(name)), undo=True)

    def _together(self, change: Callable[[Cues, str], Cues], said: str) -> None:
        work, code, cues = self.work, self.code, self.work.look(mining.cues, self.code)
        for cue in self._marked():
            cues = change(cues, cue.phrase)
        self._ticked.clear()

        def done(project: Project) -> bool:
            codebook.edit(project, code, work.coder, cues=cues)
            return True

        if work.act(done):
            work.say(said, undo=True)

    def _after(self, cue: CueRow) -> str:
        """The next in the list, or the one before the last."""
        items = self.list.rows.grouped.items()
        at = next(n for n, each in enumerate(items) if each.uid == cue.uid)
        beside = items[at + 1 : at + 2] or items[max(at - 1, 0) : at]
        return beside[0].uid if beside else ""

    # --- writing

    def write(self) -> None:
        """Write a phrase of one's own."""
        self.field.begin()

    def change(self) -> None:
        """Let the phrase gone to be changed, and then taken."""
        cue: CueRow | None = self.list.current()
        if cue is not None and cue.kind in ("proposed", "phrase", "lemma"):
            self.field.begin(cue.phrase, "" if cue.kind == "proposed" else cue.phrase)

    def _keep_written(self, phrase: str, old: str) -> None:
        work, code = self.work, self.code

        def act(project: Project) -> bool:
            if old:
                acts.change_cue(project, code, old, phrase, work.coder)
            else:
                acts.promote(project, code, phrase, work.coder)
            return True

        if work.act(act):
            self._said(tr("‘{cue}’ is a cue of ‘{code}’"), phrase)
            self.field.leave()
            cues = work.look(mining.cues, code)
            kind = "phrase" if among(phrase, cues.phrases) else "lemma"
            self.list.go_to(f"{kind} {same(phrase)}")

    def escape(self) -> None:
        if self.field.busy:
            self.field.leave()
        else:
            super().escape()

    def stop(self) -> None:
        self.field.counts.stop()
        for kind in ("mine", "cues"):
            self.work.learning.forget(kind)


def _what_cues_are() -> QLabel:
    return label(tr(
        "A cue phrase is what people say where the code fits, such as “keep myself to myself”. "
        "Whatever its case and apostrophes, and in the spellings of the project's dialect, it is "
        "looked for in what participants say, and each place is suggested for you to judge. "
        "Phrases of two to four words point more surely than single words."
    ), "quiet", wrap=True)  # fmt: skip


def _focused() -> QWidget:
    return QApplication.focusWidget() or QWidget()


def _uid(cue: CueRow) -> str:
    return cue.uid


def _group(cue: CueRow) -> tuple[int, str]:
    if cue.elsewhere:  # below all: they would point at much that is not meant
        return len(_GROUPS), tr("Proposed, but mostly elsewhere")
    at = _ORDER[cue.kind]
    return at, tr(_GROUPS[at][1])


def _place(cue: CueRow) -> int:
    return cue.order


def _facts(cue: CueRow) -> tuple[str, ...]:
    """The numbers of a phrase in short, for its row."""
    look = cue.look
    if look is None:
        return ("",)
    right = tr("right {n} of {all}", n=f"{look.right:,}", all=f"{look.judged:,}")
    return (
        *((right,) if look.judged else ()),
        tr("{n} coded", n=f"{look.inside:,}"),
        tr("{n} other", n=f"{look.outside:,}"),
        tr("{n} unread", n=f"{look.unread:,}"),
    )


def _phrases(cues: list[CueRow]) -> str:
    return counted(len(cues), "phrase", "phrases")
