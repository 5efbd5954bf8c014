"""What was learned from a project's codings, as plain values that come back from a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from liveable.core.spans import Span
from liveable.core.suggestion import Reason, Suggestion

State = Literal["too few", "too weak", "ready"]


class Share(NamedTuple):
    """A proportion of counted things, between 0 and 1, with its 95 % interval. Of what is measured
    on held-out text, that is where it is to be expected in as much text again of other people.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measured:
    """How good suggestions are on text that was held out: ``right`` of ``shown`` passages carried
    the code, of ``coded`` that do; None where there is nothing to divide by. ``folds`` is the
    number of participants (or documents) held out in turn.
    """

    right: int
    shown: int
    coded: int
    precision: Share | None
    recall: Share | None
    f1: Share | None
    folds: int


class Group(NamedTuple):
    """The same for the people with one value of an attribute ("Gender", "woman")."""

    attribute: str
    value: str
    measured: Measured


@dataclass(frozen=True, slots=True)
class CodeMeasure:
    """What is known of one code's suggestions before they are shown.

    "too few" are fewer than ten codings, or too few people's in text that was read and not merely
    coded, or fewer than five passages that would be shown in held-out text. ``examples`` is the
    number of its codings learned from; ``cutoff`` the probability from which passages are
    suggested, None unless the state is "ready"; ``definition`` how much of what is said still comes
    from the definition and the cues, between 0 and 1. A code that no cut-off would make good enough
    is measured with the one of largest F1, so that one can see how weak it is.
    """

    code: str
    examples: int
    state: State
    measured: Measured | None
    cutoff: float | None
    definition: float
    groups: tuple[Group, ...] = ()
    model: str = ""


class Near(NamedTuple):
    """A coded passage like the one asked about, most alike first; ``likeness`` up to 1."""

    document: str
    span: Span
    text: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage is suggested for a code.

    ``words`` are the words of the passage that weighed most, for and against (below 0), exact
    shares of the score, the strongest first; ``rest`` is what neighbours, speaker and the like
    added. ``carried`` is the share of the positive evidence that the first three words carry.
    ``definition`` is the part that comes from definition and cues, between 0 and 1.
    """

    words: tuple[Reason, ...]
    rest: float
    carried: float
    nearest: tuple[Near, ...]
    definition: float
    examples: int
    model: str


class Doubt(NamedTuple):
    """A coding that does not look like the others of its code; ``probability`` is what the learner,
    not having seen it, gives it.
    """

    document: str
    span: Span
    code: str
    probability: float
    reasons: tuple[Reason, ...]  # the words that speak against it, and for it


class SecondReading(NamedTuple):
    """What a second reader says after the first: what may be missed, which codings look doubtful,
    and the codes about which nothing can be said yet.
    """

    missed: tuple[Suggestion, ...]
    doubtful: tuple[Doubt, ...]
    silent: tuple[str, ...]


class Torn(NamedTuple):
    """A passage about which coders disagree, or for which the learner is torn.

    ``kind`` is "coders" (one coded it with the code, another read it and did not) or "model"
    (as likely as not, or two codes as likely as each other). ``codes`` are those in question with
    their probabilities; ``coders`` the uids for and against.
    """

    document: str
    span: Span
    kind: Literal["coders", "model"]
    codes: tuple[tuple[str, float], ...]
    coders: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


class Used(NamedTuple):
    """A word, and in how many early and late codings of a code it is."""

    word: str
    early: int
    late: int


class Drift(NamedTuple):
    """The early half of a code's codings against the late half, by when they were made.

    ``likeness`` is the mean likeness of the halves' passages as a share of that within each half
    (1: no drift); ``chance`` how often a random division is as unlike (a permutation test). With
    fewer than six codings both are 1 and nothing is shown.
    """

    code: str
    early: tuple[Near, ...]
    late: tuple[Near, ...]
    words: tuple[Used, ...]
    likeness: float
    chance: float


class ToRead(NamedTuple):
    """A passage worth reading next, and why: "uncertain" (the learner learns most from it), "new"
    (unlike all that was read), "sample" (drawn by lot, so that recall can be estimated).
    """

    document: str
    span: Span
    kind: Literal["uncertain", "new", "sample"]
    code: str | None
    weight: float


class Estimate(NamedTuple):
    """Recall of the suggestions of a code, estimated from the passages drawn by lot and read."""

    code: str
    coded: int  # of the drawn ones that were read
    recall: Share | None


class NextReading(NamedTuple):
    """What to read next, and what the sample says so far: ``read`` of ``drawn`` passages."""

    passages: tuple[ToRead, ...]
    read: int
    drawn: int
    estimates: tuple[Estimate, ...]


class Proposal(NamedTuple):
    """A phrase that tells a code's codings from the rest.

    It is in ``inside`` of the code's codings and in ``outside`` passages that were read and not so
    coded; ``unread`` are the passages it would point at that nobody has read. ``keyness`` orders
    proposals: log-likelihood (Dunning 1993), in nats.
    """

    phrase: str
    inside: int
    outside: int
    unread: int
    keyness: float
    examples: tuple[Near, ...]
