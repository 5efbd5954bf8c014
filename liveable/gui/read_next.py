"""What to read next: where the learner learns most, what is new, and what is drawn by lot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from liveable.core.learned import NextReading, ToRead
from liveable.core.learning import Material
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.core.suggestion import Verdict
from liveable.gui import spot_words
from liveable.gui.row_model import Row
from liveable.gui.suggesting import Item, Placed, span_of
from liveable.gui.suggestion_card import Told
from liveable.gui.ways import Said, Way, shown
from liveable.gui.why_card import Line, share_of
from liveable.gui.words import counted, tr
from liveable.ops.documents import read_passage
from liveable.store import reading
from liveable.store.project import Project, Session
from liveable.suggest.suggester import Suggester

_HEADS = {
    "uncertain": "The learner learns most here",
    "new": "Unlike all you have read",
    "sample": "Drawn by lot",
}
_WHY = {
    "sample": "Drawn by lot: what you code in such passages tells how much suggestions miss",
    "uncertain": "As likely as not: what you say here teaches the learner most",
    "new": "Unlike all that was read so far: something new may be said here",
}


class ReadNext(Way[NextReading]):
    """A passage leaves once it was read: marked so, or coded."""

    kind = "next"
    title = "What to read next"

    def question(self) -> Callable[[Suggester, Material, Progress], NextReading]:
        """What to read."""

        def ask(suggester: Suggester, material: Material, progress: Progress) -> NextReading:
            return suggester.next_to_read(material, progress=progress)

        return ask

    def items(self, session: Session) -> Sequence[Item]:
        """What this person has not read since."""
        answer = self.answer
        if answer is None:
            return []
        wanted = sorted(answer.passages, key=lambda p: p.document)
        read: set[ToRead] = set()
        alone = reading.passages_read(session, [self.work.coder])
        for document, those in groupby(wanted, key=lambda p: p.document):
            facts = reading.facts(session, document, self.work.coder)
            up_to = facts.read_to if facts is not None else 0
            spans = [Span(0, up_to), *alone.get(document, ())]
            read |= {p for p in those if any(span.contains(p.span) for span in spans)}
        return self.placed(session, [p for p in answer.passages if p not in read])

    def group(self, item: Item) -> tuple[tuple[int, int], str]:
        """By why they are worth it."""
        about = item.about if isinstance(item, Placed) else None
        kind = about.kind if isinstance(about, ToRead) else "new"
        return (list(_HEADS).index(kind), 0), tr(_HEADS[kind])

    def row(self, item: Placed) -> Row:
        """Where it stands; the code it is about, where there is one."""
        about = item.about
        assert isinstance(about, ToRead)
        code = self.work.codes.get(about.code) if about.code else None
        look = self.work.theme.code(code.colour) if code is not None else None
        name = code.name if code is not None else ""
        return shown(item, name, tr(_HEADS[about.kind]), spot_words.where(item.spot), look=look)

    def told(self, item: Placed, body: str) -> Told:
        """Why it is worth reading."""
        about = item.about
        assert isinstance(about, ToRead)
        lines = [Line(tr("Why"), tr(_WHY[about.kind]))]
        if about.kind == "sample" and self.answer is not None:
            lines += [Line(tr("So far"), text) for text in self._estimates(self.answer)]
        return Told(
            body=body,
            span=about.span,
            code=about.code or "",
            head="" if about.code else spot_words.where(item.spot),
            remark=spot_words.where(item.spot) if about.code else tr(_HEADS[about.kind]),
            lines=tuple(lines),
            answers={
                "suggest.accept": tr("Read it in the text"),
                "suggest.read": tr("Mark as read"),
            },
        )

    def _estimates(self, answer: NextReading) -> list[str]:
        known = [e for e in answer.estimates if e.recall is not None][:3]
        return [
            tr("Suggestions of ‘{code}’ find {share}", code=self.name_of(e.code),
               share=share_of(e.recall))
            for e in known
            if e.recall is not None
        ]  # fmt: skip

    def judge(self, item: Placed, verdict: Verdict) -> bool:
        """Reading it is done in the text: nothing is answered here."""
        return False

    def read(self, item: Placed) -> bool:
        """Record that the passage was read, and what is not coded in it is not there."""

        def act(project: Project) -> bool:
            read_passage(project, item.about.document, span_of(item), self.work.coder)
            return True

        done = bool(self.work.act(act))
        if done:
            self.work.say(tr("Marked as read"), undo=True)
        return done

    def empty(self) -> Said:
        """Why there is nothing."""
        if self.looking:
            return Said(tr("Looking for passages…"))
        return Said(tr("Everything was read, or there is nothing to read yet."))

    def note(self) -> Said | None:
        """How far the sample has been read."""
        answer = self.answer
        if answer is None or not answer.drawn:
            return None
        drawn = counted(answer.drawn, "passage drawn by lot", "passages drawn by lot")
        read = f"{answer.read:,}"
        whole = tr("{read} of {drawn} read", read=read, drawn=drawn)
        short = tr("Random sample: {read} of {n} read", read=read, n=f"{answer.drawn:,}")
        return Said(short, whole=whole)
