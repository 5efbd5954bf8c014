"""The cue phrases of one code, those it has and those proposed: plain values, no window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from liveable.core.codebook import Cues
from liveable.core.cues import same
from liveable.core.learned import Proposal
from liveable.core.learning import Material
from liveable.core.progress import SILENT, Progress
from liveable.core.spans import Span
from liveable.core.suggestion import CodeCues, Listened, Suggestion
from liveable.ops.codebook import cues_of
from liveable.store import judged, spots
from liveable.store.one_code import one_code
from liveable.store.project import Project, Session
from liveable.store.spots import Spot
from liveable.suggest.suggester import Suggester

Kind = Literal["proposed", "phrase", "lemma", "banned", "misleading"]
Known = Literal["coded", "otherwise", "unread"]
SHOWN = 3  # places of a phrase


class Place(NamedTuple):
    """A passage in which a phrase is found: the phrase's own words in it are ``marks``; whether it
    is ``coded`` with the code, was read and coded ``otherwise``, or not read yet.
    """

    document: str
    span: Span
    marks: tuple[Span, ...]
    known: Known
    spot: Spot


class Look(NamedTuple):
    """What is known of a phrase: how many passages coded with the code it is in (``inside``), how
    many others that were read (``outside``), how many ``unread`` ones it points at; how often
    suggestions by it were right, of those ``judged``; and some places where it is found.
    """

    inside: int
    outside: int
    unread: int
    right: int
    judged: int
    places: tuple[Place, ...]


class Mined(NamedTuple):
    """What came of mining a code: its number of codings, phrases proposed for it, best first, and
    what is known of these and of its cues, by ``core.cues.same``; whether only codings of one's own
    (``mine``) were learned from.
    """

    codings: int
    proposals: tuple[str, ...]
    looks: Mapping[str, Look]
    mine: bool = True


@dataclass(frozen=True, slots=True)
class CueRow:
    """One phrase of a code in a list; ``look`` is None while nothing is known of it."""

    kind: Kind
    phrase: str
    order: int
    look: Look | None

    @property
    def elsewhere(self) -> bool:
        """Whether it is proposed, but stands mostly in passages that were not so coded."""
        look = self.look
        return self.kind == "proposed" and look is not None and look.outside > 3 * look.inside

    @property
    def uid(self) -> str:
        """What names it in its list."""
        return f"{self.kind} {same(self.phrase)}"


def cues(session: Session, code: str) -> Cues:
    """The cues of a code; none, where it is gone."""
    found = one_code(session, code)
    return cues_of(found.cues) if found is not None else Cues()


def rows(cues: Cues, mined: Mined) -> list[CueRow]:
    """A code's phrases as they stand now: what is proposed and neither taken nor banned first."""
    taken = {same(one) for kept in (cues.phrases, cues.lemmas, cues.banned) for one in kept}
    taken |= {same(one) for one in cues.misleading}
    proposed = [one for one in mined.proposals if same(one) not in taken]
    groups: tuple[tuple[Kind, Sequence[str]], ...] = (
        ("proposed", proposed),
        ("phrase", cues.phrases),
        ("lemma", cues.lemmas),
        ("banned", cues.banned),
        ("misleading", cues.misleading),
    )
    return [
        CueRow(kind, one, n, mined.looks.get(same(one)))
        for kind, some in groups
        for n, one in enumerate(some)
    ]


def mine(
    project: Project, suggester: Suggester, material: Material, code: str, progress: Progress
) -> Mined:
    """Propose phrases for a code, and look at them and at the cues it has."""
    described = next((one for one in material.codes if one.code == code), None)
    if described is None:
        return Mined(0, (), {})
    own = [one for one in material.examples if one.code == code and one.coder in material.coders]
    proposals = suggester.mine(material, code, progress=progress) if own else []
    had = described.cues
    known = (*had.phrases, *had.lemmas, *had.banned, *had.misleading)
    looks = look(project, suggester, material, code, known, proposals, progress)
    mine = len(material.coders) == 1
    return Mined(len(own), tuple(one.phrase for one in proposals), looks, mine)


def look(
    project: Project,
    suggester: Suggester,
    material: Material,
    code: str,
    phrases: Sequence[str],
    proposals: Sequence[Proposal] = (),
    progress: Progress = SILENT,
) -> dict[str, Look]:
    """What is known of some phrases and proposals, by ``core.cues.same``."""
    every = list(dict.fromkeys([*phrases, *(one.phrase for one in proposals)]))
    if not every:
        return {}
    wanted = [CodeCues(one, Cues((one,))) for one in every]
    texts = [heard.listened for heard in material.heard]
    found = suggester.suggest(texts, wanted, dialect=material.dialect, progress=progress)
    with project.reading() as session:
        told = judged.by_phrase(session, code, _only(material))
    words = list(dict.fromkeys(word for verdict in told for word in verdict.words))
    said = [Listened(one, one, (Span(0, len(one)),)) for one in words]
    meant = suggester.suggest(said, wanted, dialect=material.dialect) if said else []
    meaning: dict[str, set[str]] = defaultdict(set)  # which cues such words of a passage are
    for one in meant:
        meaning[one.document].add(one.code)
    record: dict[str, list[bool]] = defaultdict(list)
    for verdict in told:
        for cue in sorted({cue for word in verdict.words for cue in meaning[word]}):
            record[cue].append(verdict.accepted)
    by_phrase: dict[str, list[Suggestion]] = defaultdict(list)
    for one in sorted(found, key=lambda s: (s.document, s.span)):
        by_phrase[one.code].append(one)
    known = _Known(material, code)
    drafts = {one: known.look(by_phrase[one], record[one]) for one in every}
    for new in proposals:
        drafts[new.phrase] = known.proposal(new, by_phrase[new.phrase], drafts[new.phrase])
    with project.reading() as session:
        return _placed(session, drafts)


def _only(material: Material) -> str | None:
    return material.coders[0] if len(material.coders) == 1 else None


class _Known:
    """What is known of passages: which are coded with one code, and which were read."""

    def __init__(self, material: Material, code: str) -> None:
        self._coded: dict[str, list[Span]] = defaultdict(list)
        for one in material.examples:
            if one.code == code and one.coder in material.coders:
                self._coded[one.document].append(one.span)
        self._read = {heard.document: heard.read for heard in material.heard}

    def of(self, document: str, span: Span) -> Known:
        """What is known of a passage."""
        if any(span.overlaps(one) for one in self._coded[document]):
            return "coded"
        read = any(span.overlaps(one) for one in self._read.get(document, ()))
        return "otherwise" if read else "unread"

    def look(self, found: Iterable[Suggestion], record: Sequence[bool]) -> Look:
        """What is known of a phrase by where it was found and what was made of it."""
        places: dict[Known, list[Place]] = {"coded": [], "unread": [], "otherwise": []}
        for one in found:
            known = self.of(one.document, one.span)
            marks = tuple(Span(reason.start, reason.stop) for reason in one.reasons)
            places[known].append(Place(one.document, one.span, marks, known, _NOWHERE))
        shown = [*places["coded"][:2], *places["unread"], *places["otherwise"]][:SHOWN]
        return Look(
            len(places["coded"]),
            len(places["otherwise"]),
            len(places["unread"]),
            sum(record),
            len(record),
            tuple(shown),
        )

    def proposal(self, one: Proposal, found: Sequence[Suggestion], draft: Look) -> Look:
        """The same for a proposal, which brings numbers and examples of its own."""
        reasons = [(s.document, Span(r.start, r.stop)) for s in found for r in s.reasons]
        places = []
        for near in one.examples[:SHOWN]:
            marks = tuple(
                mark for document, mark in reasons
                if document == near.document and near.span.overlaps(mark)
            )  # fmt: skip
            known = self.of(near.document, near.span)
            places.append(Place(near.document, near.span, marks, known, _NOWHERE))
        places += [other for other in draft.places if not _among(other, places)]
        return draft._replace(
            inside=one.inside,
            outside=one.outside,
            unread=one.unread,
            places=tuple(places[:SHOWN]),
        )


def _among(one: Place, some: Iterable[Place]) -> bool:
    return any(one.document == p.document and one.span.overlaps(p.span) for p in some)


_NOWHERE = Spot("", 0)


def _placed(session: Session, looks: Mapping[str, Look]) -> dict[str, Look]:
    """The same with what their places are called."""
    every = [(p.document, p.span.start) for look in looks.values() for p in look.places]
    named = spots.spots(session, every)
    placed = {}
    for phrase, look in looks.items():
        places = tuple(
            p._replace(spot=named[p.document, p.span.start])
            for p in look.places
            if (p.document, p.span.start) in named
        )
        placed[same(phrase)] = look._replace(places=places)
    return placed
