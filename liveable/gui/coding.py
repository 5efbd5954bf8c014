"""Coding by keyboard: what the commands on a passage and on the coding at the caret do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Concatenate, Literal, ParamSpec, Protocol

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from liveable.core.nudge import Edge, name_of, nudged_in_speech
from liveable.core.spans import Span
from liveable.core.stretches import Stretches
from liveable.gui.commands import Doers
from liveable.gui.pick import can_code, pick_code
from liveable.gui.quick_code import QuickCode
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops import codings
from liveable.ops.new_code import code_as_new
from liveable.store import code_use
from liveable.store.code_use import OneCoding
from liveable.store.project import Project
from liveable.store.queries import CodingRow

P = ParamSpec("P")
_LINE = 34  # pixels from the bottom of a line of text to its top, with some air
_SHOWN = 28  # characters of the words at an edge


class Passages(Protocol):
    """What coding needs of the view of a text."""

    stretches: Stretches

    @property
    def body(self) -> str:
        """The text, by code points."""

    def selection(self) -> Span | None:
        """What is selected."""

    def caret(self) -> int:
        """Where the caret is."""

    def select(self, span: Span) -> None:
        """Select a span; an empty one puts the caret there."""

    def coding_here(self) -> CodingRow | None:
        """The active coding at the caret."""

    def place_below(self, span: Span) -> QPoint:
        """The point of the screen under a span's last line."""

    def keys_at(self) -> QWidget:
        """The widget that has the text's keys."""

    def doers(self) -> Doers:
        """What the view can be told to do."""


class Coding(QObject):
    """Codes the passage selected in a view, and changes the codings at its caret."""

    def __init__(self, work: Work, view: Passages) -> None:
        super().__init__(work)
        self._work, self._view = work, view
        self.quick_code = QuickCode(work, view.keys_at())
        self.quick_code.chosen.connect(self._quickly)
        self.quick_code.made.connect(self._make)
        self.quick_code.closed.connect(self._back)
        self._passage = ("", Span(0, 0))  # what the popup codes: a document's span
        self._last = ""
        if not work.recent:
            work.find_recent()

    def doers(self) -> Doers:
        """Coding, and all that is done to a coding, by the names of ``commands.py``."""
        numbers = {f"code.recent{n}": partial(self.recent, n) for n in range(1, 10)}
        edges: dict[str, tuple[Edge, Literal[-1, 1]]] = {
            "code.start_left": ("start", -1),
            "code.start_right": ("start", 1),
            "code.stop_left": ("stop", -1),
            "code.stop_right": ("stop", 1),
        }
        return {
            "code.quick": self.quick,
            "code.again": self.again,
            "code.in_vivo": self.in_vivo,
            **numbers,
            "code.remove": self.remove,
            "code.recode": self.recode,
            "code.star": self.star,
            **{name: partial(self.nudge, *edge) for name, edge in edges.items()},
        }

    # --- coding a passage

    def quick(self, typed: str = "") -> None:
        """Open the popup for what is selected, else for the sentence at the caret."""
        if self._view.selection() is None:
            self._view.doers()["find.sentence"]()
        span = self._selected()
        if span is None:
            return
        work, view = self._work, self._view
        self._passage = work.document, span
        here = work.look(code_use.codes_on, work.document, span, work.coder)
        first_line = view.place_below(Span(span.start, span.start + 1))
        top = first_line.y() - work.theme.px(_LINE)
        self.quick_code.open_at(view.place_below(span), top, here, typed)

    def again(self) -> None:
        """Code the selection with the code used last."""
        for uid in (self._last, *self._work.recent):
            code = self._work.codes.get(uid)
            if code is not None and can_code(code):
                self._code_selected(uid)
                return
        self._work.say(tr("Nothing has been coded yet."))

    def recent(self, number: int) -> None:
        """Code the selection with the code of a digit: its own, or by last use.

        The numbers stay as they are: they would be of no use if they moved under one's fingers.
        """
        digit = str(number)
        code = next((uid for uid, key in self._work.digits.items() if key == digit), None)
        if code is None:
            self._work.say(tr("There is no recent code {number} yet.", number=number))
        else:
            self._code_selected(code, renumber=False)

    def in_vivo(self) -> None:
        """Make a code named by the selected words, and code them with it, as one act."""
        span = self._selected()
        if span is None:
            return
        self._passage = self._work.document, span
        name = name_of(span.of(self._view.body))
        if not name:
            self._work.say(tr("There are no words here to name a code by."), bad=True)
            return
        for code in self._work.codes.values():
            if code.parent is None and code.name.casefold() == name.casefold():
                self._code(code.uid)
                return
        self._make(name, "")

    def _selected(self) -> Span | None:
        span = self._view.selection() if self._work.document else None
        if span is None:
            self._work.say(tr("Select a passage first."))
        return span

    def _code_selected(self, code: str, *, renumber: bool = True) -> None:
        span = self._selected()
        if span is not None:
            self._passage = self._work.document, span
            self._code(code, renumber=renumber)

    def _quickly(self, code: str, stay: bool) -> None:
        if self._code(code) and stay:
            self.quick_code.coded(code)

    def _code(self, code: str, *, renumber: bool = True) -> bool:
        work = self._work
        made = work.act(codings.code_passage, *self._passage, code, work.coder)
        if made is None:
            return False
        self._coded(made, code, renumber)
        work.say(tr("Coded “{name}”", name=self._name(code)), undo=True)
        return True

    def _make(self, name: str, parent: str, stay: bool = False) -> None:
        work = self._work
        made = work.act(code_as_new, *self._passage, name, work.coder, parent or None)
        if made is None:
            return
        self._coded(made.coding, made.code)
        work.say(tr("Coded “{name}”, a new code", name=self._name(made.code)), undo=True)
        if stay:
            self.quick_code.coded(made.code)

    def _coded(self, coding: str, code: str, renumber: bool = True) -> None:
        self._last = code
        if renumber:
            self._work.used(code)
        self._work.choose_coding(coding)

    def _back(self, by_hand: bool) -> None:
        if by_hand:
            self._view.keys_at().setFocus()

    # --- changing the coding at the caret

    def remove(self) -> None:
        """Take the coding at the caret off."""
        if coding := self._here():
            said = tr("Removed {coding}", coding=self._of(coding))
            self._change(said, codings.uncode, [coding.uid], self._work.coder)

    def recode(self) -> None:
        """Ask for another code for the coding at the caret."""
        coding = self._here()
        if coding is None:
            return

        def done(code: str) -> None:
            said = tr("Changed {coding} to “{name}”", coding=whose, name=self._name(code))
            if self._change(said, codings.recode, [coding.uid], code, self._work.coder):
                self._work.used(code)

        whose = self._of(coding)
        pick_code(
            self._work,
            self._view.keys_at().window(),
            tr("Change {coding} to", coding=whose),
            done,
            without=frozenset({coding.code}),
            usable=True,
        )

    def star(self) -> None:
        """Give the coding at the caret a star, or take it off."""
        if coding := self._here():
            text = tr("Took the star off {coding}") if coding.star else tr("Starred {coding}")
            said = text.format(coding=self._of(coding))
            self._change(said, codings.star, [coding.uid], not coding.star, self._work.coder)

    def nudge(self, edge: Edge, step: Literal[-1, 1]) -> None:
        """Move an edge of the coding at the caret by a word; who speaks is no word."""
        coding = self._here()
        if coding is None:
            return
        turn = self._view.stretches.turn
        span = nudged_in_speech(self._view.body, coding.span, edge, step, turn)
        if span is None:
            self._work.say(tr("There is no word to step over."))
            return
        words = " ".join(span.of(self._view.body).split())
        whose = self._of(coding)
        if edge == "start":
            head = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
            said = tr("{coding} starts at “{words}”", coding=whose, words=head)
        else:
            tail = words if len(words) <= _SHOWN else f"…{words[-_SHOWN:].lstrip()}"
            said = tr("{coding} ends at “{words}”", coding=whose, words=tail)
        if self._change(said, codings.resize, coding.uid, span, self._work.coder):
            self._follow(coding.uid, span, edge)

    def _follow(self, coding: str, span: Span, edge: Edge) -> None:
        """Keep a coding the active one, and the caret at it, so that the next step is its too."""
        self._work.choose_coding(coding)
        if not span.start <= self._view.caret() <= span.stop:
            place = span.start if edge == "start" else span.stop
            self._view.select(Span(place, place))

    def _here(self) -> OneCoding | None:
        """The active coding, as it is now."""
        row = self._view.coding_here()
        found = self._work.look(code_use.one_coding, row.uid) if row else None
        if found is None:
            self._work.say(tr("There is no coding at the caret."))
        return found

    def _of(self, coding: OneCoding) -> str:
        """A coding by its code, and its coder where that is somebody else."""
        name = self._name(coding.code)
        if coding.coder == self._work.coder:
            return tr("“{name}”", name=name)
        return tr("{coder}’s “{name}”", coder=coding.coder_name, name=name)

    def _name(self, code: str) -> str:
        row = self._work.codes.get(code)
        return row.name if row else ""

    def _change(
        self,
        said: str,
        act: Callable[Concatenate[Project, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Do an act and say so; says whether it was done."""

        def done(project: Project) -> bool:
            act(project, *args, **kwargs)
            return True

        if not self._work.act(done):
            return False
        self._work.say(said, undo=True)
        return True
