"""Passages about which coders disagree, or for which the learner is torn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from liveable.core.learned import Torn
from liveable.core.learning import Material
from liveable.core.progress import Progress
from liveable.core.query import Query
from liveable.core.suggestion import Suggestion, Verdict
from liveable.gui import spot_words
from liveable.gui.row_model import Row
from liveable.gui.suggesting import Item, Placed
from liveable.gui.suggestion_card import Told
from liveable.gui.ways import Said, Way, shown
from liveable.gui.why_card import Line, listed
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import codings, suggestions
from liveable.store import queries, reading
from liveable.store.project import Session
from liveable.suggest.suggester import Suggester


class TornList(Way[tuple[Torn, ...]]):
    """Where coders disagree, a person may follow the others; where the learner is torn, they tell
    it what is right.
    """

    kind = "torn"
    title = "Torn"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._left: set[str] = set()  # where coders disagree, and it is to stay so
        self._later: set[str] = set()
        self._unread = 0  # disagreements in documents that this person has still to code

    def question(self) -> Callable[[Suggester, Material, Progress], tuple[Torn, ...]]:
        """Where anybody is torn."""

        def ask(suggester: Suggester, material: Material, progress: Progress) -> tuple[Torn, ...]:
            return tuple(suggester.torn(material, progress=progress))

        return ask

    def items(self, session: Session) -> Sequence[Item]:
        """Those of which this person has not said anything since. Others' disagreements are not
        shown in a document of which this person has neither read nor coded anything.
        """
        begun = self._begun(session)
        known = [t for t in self.answer or () if t.kind == "model" or t.document in begun]
        self._unread = len(self.answer or ()) - len(known)
        found = known
        asked = [self._suggestion(torn) for torn in found]
        told = suggestions.judged(session, asked, self.work.coder)
        me = self.work.coder

        def stays(torn: Torn, said: str | None) -> bool:
            if torn.kind == "model":
                return said is None
            return (said in ("coded", "accepted")) == (me in torn.coders[0])

        still = [torn for torn, said in zip(found, told, strict=True) if stays(torn, said)]
        return [item for item in self.placed(session, still) if item.uid not in self._left]

    def _begun(self, session: Session) -> frozenset[str]:
        """The documents of which this person has read or coded anything."""
        me = self.work.coder
        alone = reading.passages_read(session, [me])
        coded = {r.document for r in queries.codings(session, Query(coders=frozenset({me})))}

        def read(document: str) -> bool:
            facts = reading.facts(session, document, me)
            return facts is not None and (facts.read or facts.read_to > 0)

        there = {torn.document for torn in self.answer or ()}
        return frozenset(d for d in there if d in coded or d in alone or read(d))

    def group(self, item: Item) -> tuple[tuple[int, int], str]:
        """People before machines, and last what was put off."""
        if item.uid in self._later:
            return (2, 0), tr("Later")
        about = item.about if isinstance(item, Placed) else None
        if isinstance(about, Torn) and about.kind == "coders":
            return (0, 0), tr("Coders disagree")
        return (1, 0), tr("The model is torn")

    def row(self, item: Placed) -> Row:
        """The code in question, or both."""
        about = item.about
        assert isinstance(about, Torn)
        names = tr(" or ").join(self.name_of(code) for code, _ in about.codes[:2])
        code = self.work.codes.get(about.codes[0][0])
        look = self.work.theme.code(code.colour) if code is not None else None
        why = tr("coders disagree") if about.kind == "coders" else tr("the model is torn")
        return shown(item, names, why, spot_words.where(item.spot), look=look)

    def told(self, item: Placed, body: str) -> Told:
        """Who says what, or how likely each code is."""
        about, me = item.about, self.work.coder
        assert isinstance(about, Torn)
        code = about.codes[0][0]
        if about.kind == "coders":
            for_, against = about.coders
            lines = [Line(tr("For"), self._names(for_)), Line(tr("Against"), self._names(against))]
            mine = me in for_
            return Told(
                body=body,
                span=about.span,
                code=code,
                remark=tr("Read by all of these, and coded with it by some"),
                lines=tuple(lines),
                answers={
                    "suggest.accept": tr("Keep it") if mine else tr("Code it as well"),
                    "suggest.reject": tr("Take my code off") if mine else tr("Leave it"),
                    "suggest.later": tr("Later"),
                },
            )
        said = [f"{self.name_of(c)}, {p:.0%}" for c, p in about.codes]
        return Told(
            body=body,
            span=about.span,
            code=code,
            remark=tr("What is right here teaches the learner most"),
            lines=(Line(tr("Likely"), tr("; ").join(said)),),
            answers={
                "suggest.accept": tr("Code it"),
                "suggest.reject": tr("Not this code"),
                "suggest.later": tr("Later"),
            },
        )

    def judge(self, item: Placed, verdict: Verdict) -> bool:
        """Code it, take the code off, or say that it is not there."""
        about, work = item.about, self.work
        assert isinstance(about, Torn)
        name = self.name_of(about.codes[0][0])
        if about.kind == "model":
            done = work.act(suggestions.judge, self._suggestion(about), verdict, work.coder)
            said = {
                "accepted": tr("Coded ‘{code}’"),
                "rejected": tr("Rejected for ‘{code}’"),
                "later": tr("Put off"),
            }[verdict]
            if done is not None:
                work.say(said.format(code=name), undo=True)
            return done is not None
        mine = work.coder in about.coders[0]
        if verdict == "later":
            self._later.add(item.uid)
            return True
        if (verdict == "accepted") == mine:  # nothing is written: the codings stand as they did
            self._left.add(item.uid)
            text = tr("‘{code}’ stays as it is; you are not asked again while the project is open")
            work.say(text.format(code=name))
            return True
        if verdict == "accepted":
            code = about.codes[0][0]
            made = work.act(codings.code_passage, about.document, about.span, code, work.coder)
            if made is not None:
                work.say(tr("Coded ‘{code}’", code=name), undo=True)
            return made is not None
        if uids := work.look(self._mine, about):
            work.act(codings.uncode, uids, work.coder)
            work.say(tr("Took ‘{code}’ off", code=name), undo=True)
            return True
        return False

    def _mine(self, session: Session, about: Torn) -> list[str]:
        query = Query(
            codes=frozenset({about.codes[0][0]}),
            documents=frozenset({about.document}),
            coders=frozenset({self.work.coder}),
            subtree=False,
        )
        rows = queries.codings(session, query)
        return [r.uid for r in rows if r.start < about.span.stop and about.span.start < r.stop]

    def _names(self, coders: Sequence[str]) -> str:
        faces = self.work.faces
        return listed([faces[uid].name if uid in faces else tr("somebody") for uid in coders])

    def _suggestion(self, torn: Torn) -> Suggestion:
        """As what the first code of it is judged."""
        code, probability = torn.codes[0]
        measure = self.work.learning.measures.get(code)
        model = measure.model if measure is not None else ""
        return Suggestion(torn.document, torn.span, code, probability, "learned", (), model)

    def empty(self) -> Said:
        """Why there is nothing."""
        if self.looking:
            return Said(tr("Looking for passages…"))
        if self._unread:
            n = counted(self._unread, "passage", "passages")
            return Said(tr("You code first: coders disagree about {n} of documents of which you "
                           "have read and coded nothing.", n=n))  # fmt: skip
        if self._left:
            return Said(tr("You have looked at all of them."))
        return Said(tr("Nobody is torn: where several coders read the same, they agree, and the "
                       "learner is sure of what it knows."))  # fmt: skip
