"""A suggestion as it stands in the list and on its card: plain values of what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from liveable.core.learned import Why
from liveable.core.spans import Span
from liveable.core.suggestion import Source
from liveable.gui import spot_words
from liveable.gui.passage import Weighed
from liveable.gui.row_model import Row
from liveable.gui.suggesting import Waiting
from liveable.gui.suggestion_card import Told
from liveable.gui.why_card import Line, cue_lines, like_lines, lines_of, listed, said_of
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.store import judged

_SOURCES: dict[Source, str] = {"learned": "learned", "cue": "cue", "similar": "alike"}
_ANSWERS = {"suggest.accept": "Accept", "suggest.reject": "Reject", "suggest.later": "Later"}
_MARKED = 0.2  # of the weight of the heaviest word: lighter ones would only unsettle the eye
_WORD_ACTS = ("suggest.mislead", "suggest.promote")
_CUE_ACTS = ("suggest.change_cue", "suggest.ban")


def tab_title(items: Sequence[object], outside: int) -> str:
    """The tab's name, with how many wait, and how many of them were put off; where conditions hold
    that leave some ``outside``, of how many.
    """
    later = sum(isinstance(item, Waiting) and item.later for item in items)
    first = len(items) - later
    counts = [f"{first:,}"] if first else []
    counts += [tr("{n} later", n=f"{later:,}")] if later else []
    if outside:
        all_ = f"{len(items) + outside:,}"
        counts = [tr("{n} of {all}", n=" + ".join(counts) or "0", all=all_)]
    return " ".join((tr("Suggestions"), " + ".join(counts))).strip()


def row_of(work: Work, item: Waiting, several: bool) -> Row:
    """How a suggestion looks in the list, and is read out; with its code where there are
    ``several``.
    """
    where, source = spot_words.where(item.spot), tr(_SOURCES[item.suggestion.source])
    code = work.codes.get(item.suggestion.code)
    name = code.name if code else ""
    reasons = "; ".join(line.text for line in cue_lines(item.suggestion.reasons))
    more = "; ".join(filter(None, (reasons, coded_already(item.others))))
    shown = several and code is not None
    mixed = item.later or bool(item.others)  # else the head over it says where it comes from
    return Row(
        words=item.words,
        said=f"{name}, {source}, {where}: {item.words}. {more}",
        facts=(*spot_words.after(name if shown else "", item.spot), *((source,) if mixed else ())),
        look=work.theme.code(code.colour) if shown and code else None,
    )


def told_of(
    work: Work,
    item: Waiting,
    span: Span,
    body: str,
    why: Why | None = None,
    places: Sequence[str] = (),
    like: str = "",
) -> Told:
    """All that is known of a suggestion, its ``span`` perhaps made to fit; ``places`` are where the
    nearest codings stand, ``like`` the words of the passage it is like.
    """
    s = item.suggestion
    record = work.look(judged.record, s.code, only=work.only)
    lines = [Line(tr("Already"), coded_already(item.others))] if item.others else []
    measure = work.learning.measures.get(s.code)
    learned = s.source != "similar" and (measure is None or measure.state == "ready")
    if s.source == "similar":
        lines += like_lines(s, record, like)
    else:
        lines += lines_of(s.reasons, why, record, measure, places, learned=learned)
    cued = any(reason.kind != "word" for reason in s.reasons)
    return Told(
        body=body,
        span=span,
        code=s.code,
        remark=said_of(record),
        marks=_marks(item, why, learned),
        lines=tuple(lines),
        acts=(*_WORD_ACTS[not learned :], *(_CUE_ACTS if cued else ()), "suggest.similar"),
        answers={command: tr(text) for command, text in _ANSWERS.items()},
        fits=True,
    )


def _marks(item: Waiting, why: Why | None, learned: bool) -> tuple[Weighed, ...]:
    """The words that weigh, and the cues, which show as strongly as the strongest; no words of
    what was not ``learned`` well enough to be shown.
    """
    reasons = item.suggestion.reasons
    words = why.words if why is not None and learned else ()
    if item.suggestion.source == "similar" or (learned and why is None):
        words = tuple(r for r in reasons if r.kind == "word")
    strongest = max((word.weight for word in words), default=0.0)
    heaviest = max((abs(word.weight) for word in words), default=0.0)
    cues = (r for r in reasons if r.kind != "word")
    return (
        *(
            Weighed(Span(r.start, r.stop), r.weight)
            for r in words
            if abs(r.weight) >= _MARKED * heaviest
        ),
        *(Weighed(Span(r.start, r.stop), max(strongest, 0.0) or r.weight) for r in cues),
    )


def coded_already(others: Sequence[str]) -> str:
    """Who else coded a suggestion's passage with its code, in a sentence; "" for nobody."""
    if not others:
        return ""
    text = tr("{who} has coded this with it already")
    return (text if len(others) == 1 else tr("{who} have coded this with it already")).format(
        who=listed(list(others))
    )
