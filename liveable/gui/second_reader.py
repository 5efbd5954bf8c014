"""A second reader: after the first, what may be missed and which codings look doubtful."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from liveable.core.learned import Doubt, SecondReading
from liveable.core.learning import Material
from liveable.core.progress import Progress
from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.core.suggestion import Suggestion, Verdict
from liveable.gui import spot_words, suggesting
from liveable.gui.passage import Weighed
from liveable.gui.row_model import Row
from liveable.gui.suggesting import Item, Placed, Waiting
from liveable.gui.suggestion_card import Told
from liveable.gui.ways import Said, Way, shown
from liveable.gui.why_card import lines_of
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import codings
from liveable.store import judged, queries, reading
from liveable.store.history import Changed
from liveable.store.project import Session
from liveable.suggest.suggester import Suggester


class Reading(NamedTuple):
    """What a second reader says, of how many codes it was asked, and what cues point at."""

    said: SecondReading
    codes: int
    cued: tuple[Suggestion, ...] = ()


class SecondReader(Way[Reading]):
    """Speaks of the open document, once its coder has marked it as read; of all that they have
    read, while none is open.
    """

    kind = "second"
    title = "Second reader"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._of = ""  # the document that was asked about
        self._read: bool | None = None  # whether it is marked as read
        self._name = ""
        self._cued = 0  # passages that cues point at, where it cannot speak of any code
        self._kept: set[str] = set()  # codings that were looked at, and stay
        self._later: set[str] = set()
        work.document_shown.connect(self._turn)
        work.changed.connect(self._hear)
        self.open_now = False
        self.held = False  # another document is shown, but not to be worked in

    def open(self) -> None:
        """Show what is to be said of the document that is open now."""
        self.open_now = True
        if self.answer is None or self._of != self.work.document:
            self.ask()

    def leave(self) -> None:
        """Something else is shown."""
        self.open_now = False

    def _turn(self) -> None:
        if self.open_now and not self.held and (self._of or self.answer is None):
            self.ask()

    def _hear(self, changed: Changed) -> None:
        if self.open_now and "reading" in changed.rows and self._read is False:
            self.ask()

    def hindered(self) -> Said | None:
        """The coder codes first."""
        self._of = self.work.document
        if not self._of:
            self._read = None
            return None
        facts = self.work.look(reading.facts, self._of, self.work.coder)
        self._read = facts is not None and facts.read
        self._name = facts.name if facts is not None else ""
        if self._read:
            return None
        text = tr("You code first: once ‘{name}’ is marked as read, you see what may be missed "
                  "in it, and which codings look doubtful.", name=self._name)  # fmt: skip
        return Said(text, "document.read")

    def question(self) -> Callable[[Suggester, Material, Progress], Reading]:
        """What a second reader says of it."""
        document = self._of or None

        def ask(suggester: Suggester, material: Material, progress: Progress) -> Reading:
            said = suggester.second_reading(material, document, progress=progress)
            if len(said.silent) < len(material.codes):
                return Reading(said, len(material.codes))
            there = None if document is None else (document,)
            cued = suggester.queue(material, None, there, progress=progress)
            return Reading(said, len(material.codes), tuple(cued))

        return ask

    def items(self, session: Session) -> Sequence[Item]:
        """What waits to be judged, and the person's own codings that stay doubtful."""
        if self.answer is None:
            return []
        answer, cued = self.answer.said, self.answer.cued
        coder, only = self.work.coder, self.work.only
        self._cued = len(suggesting.waiting(session, cued, coder, only))
        missed = suggesting.waiting(session, answer.missed, coder, only)
        there = _own(session, coder, answer.doubtful)
        doubtful = [d for d in answer.doubtful if (d.document, d.span, d.code) in there]
        kept = [p for p in self.placed(session, doubtful) if p.uid not in self._kept]
        return [*missed, *kept]

    def group(self, item: Item) -> tuple[tuple[int, int], str]:
        """Missed ones first."""
        if isinstance(item, Waiting):
            return ((2, 0), tr("Later")) if item.later else ((0, 0), tr("May be missed"))
        if item.uid in self._later:
            return (2, 0), tr("Later")
        return (1, 0), tr("Look doubtful")

    def row(self, item: Placed) -> Row:
        """A coding that looks doubtful."""
        about = item.about
        assert isinstance(about, Doubt)
        code = self.work.codes.get(about.code)
        look = self.work.theme.code(code.colour) if code is not None else None
        place = spot_words.where(item.spot)
        return shown(item, self.name_of(about.code), tr("looks doubtful"), place, look=look)

    def told(self, item: Placed, body: str) -> Told:
        """Why a coding looks doubtful."""
        about = item.about
        assert isinstance(about, Doubt)
        record = self.work.look(judged.record, about.code, only=self.work.only)
        measure = self.work.learning.measures.get(about.code)
        share = f"{about.probability:.0%}"
        return Told(
            body=body,
            span=about.span,
            code=about.code,
            remark=tr("You coded this; from all the others, {share} likely", share=share),
            marks=tuple(Weighed(Span(r.start, r.stop), r.weight) for r in about.reasons),
            lines=tuple(lines_of(about.reasons, None, record, measure)),
            answers={
                "suggest.accept": tr("Keep it"),
                "suggest.reject": tr("Take the code off"),
                "suggest.later": tr("Later"),
            },
        )

    def judge(self, item: Placed, verdict: Verdict) -> bool:
        """Keep the coding, take it off, or put it at the end."""
        about, work = item.about, self.work
        assert isinstance(about, Doubt)
        if verdict == "accepted":
            self._kept.add(item.uid)  # nothing is written: the coding stands as it was
        elif verdict == "later":
            self._later.add(item.uid)
        else:
            mine = list(work.look(_own, work.coder, (about,)).values())
            if mine:
                work.act(codings.uncode, mine, work.coder)
                work.say(tr("Took ‘{code}’ off", code=self.name_of(about.code)), undo=True)
        return True

    def empty(self) -> Said:
        """Why there is nothing."""
        if (hindered := self.hindered()) is not None:
            return hindered
        if self.looking:
            return Said(tr("Reading after you…"))
        if self.answer is None:
            return Said(tr("A second reader tells what may be missed and what looks doubtful."))
        where = tr("in ‘{name}’", name=self._name) if self._of else tr("in what you have read")
        codes, silent = self.answer.codes, len(self.answer.said.silent)
        if silent >= codes:
            return self._unable(where)
        if silent:
            text = tr("Of the {n} of {all} codes that it can speak of, nothing looks missed or "
                      "doubtful {where}.", n=codes - silent, all=codes, where=where)  # fmt: skip
            return Said(text)
        return Said(tr("Nothing looks missed or doubtful {where}.", where=where))

    def _unable(self, where: str) -> Said:
        """That nothing was looked at, and what can be done instead."""
        text = tr("Nothing could be checked {where} yet: no code has codings enough, or codings "
                  "alike enough, to be read after.", where=where)  # fmt: skip
        if self._cued:
            number = counted(self._cued, "passage", "passages")
            more = (
                tr(
                    "Cue phrases point at {number} there: "
                    "Suggest ▸ Suggest passages in this document."
                )
                if self._of
                else tr("Cue phrases point at {number}: Suggest ▸ Suggest passages for all codes.")
            )
            command = "suggest.document" if self._of else "suggest.all"
            return Said(f"{text} {more.format(number=number)}", command)
        return Said(f"{text} {tr('How good each code is:')}", "suggest.measures")

    def note(self) -> Said | None:
        """Of which codes nothing can be said yet."""
        silent = len(self.answer.said.silent) if self.answer is not None else 0
        if not silent:
            return None
        codes = counted(silent, "code has", "codes have")
        text = tr("Silent about {codes}", codes=counted(silent, "code", "codes"))
        whole = tr("{codes} too few codings, or too weak ones, to be read after", codes=codes)
        return Said(text, "suggest.measures", whole)


def _own(session: Session, coder: str, doubts: Sequence[Doubt]) -> dict[tuple[str, Span, str], str]:
    """The person's own codings that some doubts are about, by place and code."""
    query = Query(
        codes=frozenset(d.code for d in doubts),
        documents=frozenset(d.document for d in doubts),
        coders=frozenset({coder}),
        subtree=False,
    )
    wanted = {(d.document, d.span, d.code) for d in doubts}
    rows = queries.codings(session, query) if doubts else []
    found = {(r.document, Span(r.start, r.stop), r.code): r.uid for r in rows}
    return {place: uid for place, uid in found.items() if place in wanted}
