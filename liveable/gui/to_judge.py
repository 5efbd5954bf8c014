"""Suggestions to be judged: what was found when somebody asked, and what was found since."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from liveable.core.learned import CodeMeasure, State
from liveable.core.learning import Material
from liveable.core.progress import Progress
from liveable.core.spans import Span
from liveable.core.suggestion import Source, Suggestion
from liveable.gui import suggesting
from liveable.gui.learning import Asked
from liveable.gui.suggesting import Item, Waiting, uid_of
from liveable.gui.ways import Said, Way
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store import queries
from liveable.store.project import Session
from liveable.suggest.suggester import Suggester

SOURCES: dict[Source, str] = {
    "learned": "Learned from your codings",
    "cue": "Cue phrases",
    "similar": "Like a passage you chose",
}
Found = tuple[Suggestion, ...]
_QUOTED = 80  # characters of a passage that others are like


class ToJudge(Way[Found]):
    """What is listed stays as it is while it is read: what was found since waits until it is asked
    for.
    """

    kind = "queue"
    title = "Suggestions"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.asked: Asked | None = None
        self._since: Found | None = None
        self._new = 0  # of these, how many are listed nowhere yet
        self._pruning = False
        self._count: object = None
        self.in_hand = ""  # what is being read, which leaves for no other reason than an answer

    # --- asking

    def open(self) -> None:
        """What was asked for stays: nothing is suggested before somebody asks."""

    def ask_for(self, asked: Asked) -> None:
        """Ask for passages."""
        self.asked, self.answer, self.looking = asked, None, True
        self._forget_new()
        self.work.learning.ask(asked)
        self.changed.emit()

    def look_again(self) -> None:
        """Somebody has said something about the words of a code: what is suggested by them alone
        leaves the list; the rest stays where it is.
        """
        self._pruning = True
        self.work.learning.renew()

    def _forget_new(self) -> None:
        self._since, self._new, self._count, self._pruning = None, 0, None, False

    def _stop(self, sentence: str = "") -> None:
        if self.looking:
            self.asked = None
        super()._stop(sentence)

    def _outdate(self) -> None:
        learning = self.work.learning
        if learning.asked is not self.asked or self.asked is None:
            return
        if self.looking:
            self.looking, self.answer = False, learning.queue
            self.changed.emit()
        elif self.answer is not None:
            self._take_since(learning.queue)

    def _take_since(self, since: Found) -> None:
        if self._pruning:
            self._pruning = False
            self.answer = _pruned(self.answer or (), since, self.in_hand)
            self.changed.emit()
        work, listed, token = self.work, self.answer or (), object()
        self._count = token

        def job(_progress: Progress) -> int:
            open_ = work.look(suggesting.waiting, since, work.coder, work.only)
            touched = _touching(listed)
            return sum(not w.later and not touched(w.suggestion) for w in open_)

        def done(new: int) -> None:
            if token is self._count:
                self._since, self._new = since, new
                self.changed.emit()

        work.glance(job, done)

    # --- what is listed

    def items(self, session: Session) -> Sequence[Item]:
        """Those that wait for this person."""
        return suggesting.waiting(session, self.answer or (), self.work.coder, self.work.only)

    @property
    def several(self) -> bool:
        """Whether there are suggestions of more than one code."""
        return len({s.code for s in self.answer or ()}) > 1

    def group(self, item: Item) -> tuple[tuple[int, int], str]:
        """By where they come from; what others coded comes after, and last what was put off."""
        assert isinstance(item, Waiting)
        source = item.suggestion.source
        if item.later:
            return (2, 0), tr("Later")
        if item.others:
            return (1, 0), tr("Coded by somebody else already")
        return (0, list(SOURCES).index(source)), tr(SOURCES[source])

    def new(self) -> Said | None:
        """How many wait to be listed."""
        if not self._new:
            return None
        new = counted(self._new, "new suggestion", "new suggestions")
        return Said(tr("{new}: show them", new=new), "suggest.new")

    def show_new(self) -> None:
        """List what was found last."""
        if self._since is not None:
            self.answer = self._since
            self._forget_new()
            self.changed.emit()

    # --- words

    def empty(self) -> Said:
        """Why there is nothing to judge."""
        asked, found = self.asked, self.answer
        if self.looking:
            return Said(tr("Looking for passages…"))
        if asked is None or found is None:
            text = tr("Nothing is suggested before you ask. Choose a code and press")
            return Said(text, "suggest.code")
        if found:
            number = counted(len(found), "suggestion", "suggestions")
            return Said(tr("All judged: {number} and none left.", number=number))
        if self._cued():
            return Said(
                tr("Nothing found: no cue phrase stands in what participants said, and nothing "
                   "learned is sure enough.")
                if any(m.state == "ready" for m in self._measures())
                else tr("Nothing found: no cue phrase stands in what participants said.")
            )  # fmt: skip
        if any(m.state == "ready" for m in self._measures()):
            return Said(tr("Nothing that you have not read is like what you coded."))
        return self._uncued(asked)

    def _uncued(self, asked: Asked) -> Said:
        """That there are no cues, and where some come from: the codings there are, or a person."""
        coded = any(m.examples for m in self._measures())
        weak = any(m.state == "too weak" for m in self._measures())
        if not coded:
            text = (
                tr("‘{code}’ has no cue phrases. Write some on its card:", code=asked.name)
                if asked.codes is not None
                else tr("No code has cue phrases yet. Write some on a code's card:")
            )
            return Said(text, "code.edit")
        learned = (
            tr("what was learned from its codings is too weak yet")
            if weak
            else tr("its codings are too few yet to learn from")
        )
        text = (
            tr("‘{code}’ has no cue phrases, and {learned}. Find cue phrases in its codings:",
               code=asked.name, learned=learned)
            if asked.codes is not None
            else tr("No code has cue phrases, and what was learned is too little or too weak yet. "
                    "Choose a code and find cue phrases in its codings:")
        )  # fmt: skip
        return Said(text, "code.cues")

    def _cued(self) -> frozenset[str]:
        """The codes asked for that have cues."""
        material, asked = self.work.learning.material, self.asked
        if material is None or asked is None:
            return frozenset()
        return frozenset(
            described.code
            for described in material.codes
            if (described.cues.phrases or described.cues.lemmas)
            and (asked.codes is None or described.code in asked.codes)
        )

    def _measures(self) -> list[CodeMeasure]:
        codes = self.asked.codes if self.asked is not None else None
        measures = self.work.learning.measures
        return [m for code, m in measures.items() if codes is None or code in codes]

    def note(self) -> Said | None:
        """Which codes nothing is learned of yet: of these only the cues speak, if there are any."""
        if self.answer is None:
            return None
        states: Counter[State] = Counter(m.state for m in self._measures())
        few, weak = states["too few"], states["too weak"]
        if not (few or weak):
            return None
        if few + weak == 1 and sum(states.values()) == 1:
            why = tr("Too few codings") if few else tr("Too weak")
            whole = (
                tr("This code has too few codings to learn from")
                if few
                else tr("What is learned of this code is too weak")
            )
            cued = bool(self._cued())
            text = tr("{why}: cues alone", why=why) if cued else tr("{why}, no cues", why=why)
            after = tr("its cues are used") if cued else tr("it has no cues either")
            whole = f"{whole}: {after}"
        else:
            behind = {m.code for m in self._measures() if m.state != "ready"}
            cued_, mute = len(behind & self._cued()), len(behind - self._cued())
            parts = [tr("{n} by cues alone", n=f"{cued_:,}")] if cued_ else []
            parts += [tr("{n} silent", n=f"{mute:,}")] if mute else []
            text = tr("Codes: {parts}", parts=", ".join(parts))
            said = [tr("{codes} too few codings to learn from", codes=_have(few))] if few else []
            said += [tr("{codes} too weak", codes=_are(weak))] if weak else []
            rest = [tr("the cues of {n} are used", n=f"{cued_:,}")] if cued_ else []
            rest += [tr("{n} without cues are silent", n=f"{mute:,}")] if mute else []
            whole = f"{', '.join(said)}: {', '.join(rest)}"
        return Said(text, "suggest.measures", whole)

    def question(self) -> Callable[[Suggester, Material, Progress], Found]:
        """Asked by way of ``ask_for``."""
        raise NotImplementedError


class Alike(ToJudge):
    """Passages like one that somebody chose."""

    kind = "similar"
    title = "Like one passage"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._of: tuple[str, Span, str | None] | None = None
        self.quote = ""  # how the passage begins

    def group(self, item: Item) -> tuple[tuple[int, int], str]:
        """As others, but under the words of the passage that they are like."""
        key, name = super().group(item)
        return (key, tr("Like “{words}”", words=self.quote)) if key[0] == 0 else (key, name)

    def ask_like(self, document: str, span: Span, code: str | None = None) -> None:
        """Ask for passages like this one, as suggestions of a code (None: the one it has, or
        a ready code that was learned).
        """
        self._of, self.answer = (document, span, code), None
        words = " ".join(span.of(self.work.look(queries.document_text, document)).split())
        self.quote = words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…"
        self.ask()

    def question(self) -> Callable[[Suggester, Material, Progress], Found]:
        """What is like the passage."""
        assert self._of is not None
        document, span, code = self._of

        def ask(suggester: Suggester, material: Material, progress: Progress) -> Found:
            return tuple(suggester.similar(material, document, span, code, progress=progress))

        return ask

    def look_again(self) -> None:
        """Its words may weigh otherwise now."""
        if self._of is not None:
            self.ask()

    def hindered(self) -> Said | None:
        """A passage has to be chosen."""
        if self._of is None:
            text = tr("Choose a passage in the text, or a suggestion, and press")
            return Said(text, "suggest.similar")
        return None

    def empty(self) -> Said:
        """Why there is nothing."""
        if (hindered := self.hindered()) is not None:
            return hindered
        if self.looking:
            return Said(tr("Looking for passages…"))
        if self.answer:
            number = counted(len(self.answer), "passage", "passages")
            return Said(tr("All judged: {number} and none left.", number=number))
        if self.refused:
            return Said(self.refused)
        return Said(tr("No passage is like “{words}”.", words=self.quote))

    def note(self) -> Said | None:
        """Nothing."""
        return None

    def _outdate(self) -> None:
        """What is alike does not change by what is coded."""

    def _stop(self, sentence: str = "") -> None:
        Way._stop(self, sentence)


def _have(number: int) -> str:
    return counted(number, "code has", "codes have")


def _are(number: int) -> str:
    return counted(number, "code is", "codes are")


def _touching(listed: Sequence[Suggestion]) -> Callable[[Suggestion], bool]:
    """Whether a suggestion meets one of some for its code."""
    there: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for s in listed:
        there[s.document, s.code].append(s.span)
    return lambda s: any(s.span.overlaps(span) for span in there.get((s.document, s.code), ()))


def _pruned(listed: Found, since: Found, kept: str) -> Found:
    """What is listed, in the same order and as it is suggested now, without what is not any more;
    one is ``kept`` all the same.
    """
    now = {uid_of(s): s for s in since}
    still = _touching(since)
    return tuple(now.get(uid_of(s), s) for s in listed if still(s) or uid_of(s) == kept)
