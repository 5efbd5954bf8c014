"""Which of the labels at the heads of lines are speakers', by evidence.

A form of label is believed when several labels of that form come back, alternate and reach through
the text; then the rarer labels of the same form are believed too, if they look like names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from liveable.core import front_matter, labels, timestamps
from liveable.core.openings import Form, Opening

# How many turns a form needs before it is believed; a form that says less needs more.
_NEEDED: dict[Form, int] = {
    "timed": 3,
    "colon": 4,
    "dash": 6,
    "stop": 6,
    "tab": 6,
    "enclosed": 6,
    "quoted": 6,
    "bold": 6,
    "bare": 8,
}
_MARKED: tuple[Form, ...] = ("colon", "dash", "stop")
_FEW, _MANY = 12, 30
_SAMPLE = 1_000_000
_NICK_LONGEST = 20
_SPEECH = 1000  # characters of a turn that are looked at
_SPOKEN_LEAST = 0.02  # of the turns, in which someone asks or says "I"
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
# Someone asks, or says "I": what hardly any list or report does.
_SPOKEN = re.compile(
    r"[?？؟]|か。|吗|呢|我|私|僕|俺|저는|나는|\bI\b"
    r"|\bi (?:was|am|think|don|had|went|have|did|do|just|know|mean|can|would|said)\b"
    r"|\b(?:[Mm]y|[Mm]e|[Ii]ch|[Mm]ich|[Mm]ir|[Yy]o|[Jj]e|[Mm]oi|[Ii]o|[Ii]k|[Ee]u|[Jj]ag|[Jj]eg|[Яя]|[Мм]не|[Мм]еня|אני|أنا)\b"
)
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]$")
_STAGE = re.compile(
    r"cont\b|cont['’.]|laugh|whisper|interpretation from|spoke in|by (?:tele)?phone"
)

Groups = dict[str, list[Opening]]
Feature = Callable[[Opening], bool]


def believed(heads: list[Opening], text: str, end: int, sure: bool) -> list[Opening]:
    """The openings of the form that explains most of the text, each by a believed speaker."""
    header = front_matter.starts(heads, text)
    by_form: dict[Form, list[Opening]] = defaultdict(list)
    for head in heads:
        if head.start not in header:
            by_form[head.form].append(head)
    judged = {
        form: _judged(form, by_form[form], text, end, sure) for form in _NEEDED if by_form[form]
    }
    most = max(map(len, judged.values()), default=0)
    for form, found in judged.items():  # the plainest form first, unless another explains far more
        if found and len(found) * 2 >= most:
            return _with_other_forms(form, found, heads, header)
    return []


def _with_other_forms(
    form: Form, found: list[Opening], heads: list[Opening], header: set[int]
) -> list[Opening]:
    """Add the same speakers' labels written otherwise now and then, a time added, the colon
    missing; and speakers by office or title who are always written otherwise (``Q.`` and ``THE
    COURT:``).
    """
    known = {head.key for head in found}
    forms: set[Form] = {"colon", "timed"}
    if mostly(found, lambda head: head.alone):
        forms.add("bare")
    starts = {head.start for head in found} | header
    rest = [head for head in heads if head.start not in starts and head.start > found[0].start]
    marked = [other for other in _MARKED if other != form]
    habit = _Habit(found)
    often = Counter(h.key for h in rest if h.form in marked and _holds_office(h, habit))
    for head in rest:
        same = head.form in forms and head.key in known
        other = form in _MARKED and head.form in marked and often[head.key] > 1
        if head.start not in starts and (same or (other and _holds_office(head, habit))):
            found.append(head)
            starts.add(head.start)
    return sorted(found, key=lambda head: head.start)


def _holds_office(head: Opening, habit: _Habit) -> bool:
    """Whether a label of another form says an office or title, and stands as the believed do."""
    long = head.label.isupper() and len(head.label) > 4
    if not (head.shape == "role" or long) or not labels.stands_out(head.label):
        return False
    return habit.before in ("text", head.before) and habit.has(head, _is_indented)


def _judged(form: Form, heads: list[Opening], text: str, end: int, sure: bool) -> list[Opening]:
    """The openings of one form by believed speakers; none when the form is not believed."""
    groups: Groups = defaultdict(list)
    for head in _without_asides(heads):
        groups[head.key].append(head)
    _drop_enumerations(groups)
    timed = mostly(heads, is_timed)
    if form == "timed" and not forward(heads):
        return []
    core = {key for key, group in groups.items() if _comes_back(group, form, timed)}
    sure = sure or _nothing_else(heads, text)
    if sure:
        core |= {key for key, group in groups.items() if group[0].shape != "weak"}
    words = _Words(text)
    core -= {key for key in core if _common(key, groups[key], len(heads), words)}
    silent = _wordless(heads, text, end)
    core -= silent
    if form == "tab":
        core -= _column_heads(heads, groups, text)
    core |= _nicks(groups, core | silent, text)
    found = sorted((h for key in core for h in groups[key]), key=lambda head: head.start)
    if not found or not _convincing(found, form, end, timed or sure):
        return []
    if front_matter.is_form(found, text) or (form == "dash" and _goes_on(found, text)):
        return []
    if not speaks(found, text, end) or _is_numbered_list(found, text):
        return []
    habit = _Habit(found)
    rare: list[Opening] = []
    for key, group in groups.items():
        if key not in core and key not in silent and _fits(form, group, habit, words):
            rare.extend(group)
    if len(rare) > len(found):  # the headings of a report, of which a few come back
        return []
    return sorted([*found, *rare], key=lambda head: head.start)


def _without_asides(heads: list[Opening]) -> list[Opening]:
    """The same openings, the key of each without what is only said of this turn: ``Ann
    (laughing)``, where ``Ann`` speaks too, ``Mr. Lavrov (interpretation from Russian)``.
    """
    keys = {head.key for head in heads}
    found = []
    for head in heads:
        aside = _ASIDE.search(head.label)
        if aside and not labels.role(aside[1]):
            bare = labels.key(head.label[: aside.start()])
            passing = bare in keys and aside[1][:1].islower()
            if bare and (passing or _STAGE.match(aside[1].casefold())):
                head = replace(head, key=bare)
        found.append(head)
    return found


def _comes_back(group: list[Opening], form: Form, timed: bool) -> bool:
    shape, times = group[0].shape, len(group)
    if form == "bare" and not timed:
        return times > 2 and shape != "weak"
    return shape == "role" or (times > 1 and (shape != "weak" or (timed and is_timed(group[0]))))


def _nothing_else(heads: list[Opening], text: str) -> bool:
    """Whether each of a few lines is a labelled sentence, and one of the labels asks or answers."""
    if not 2 < len(heads) < _NEEDED["dash"] or heads[-1].index - heads[0].index + 1 > len(heads):
        return False
    sentences = front_matter.sentences(heads, text)
    roles = any(head.shape == "role" for head in heads)
    return roles and len({head.key for head in heads}) > 1 and sentences * 2 > len(heads)


def _nicks(groups: Groups, known: set[str], text: str) -> set[str]:
    """Labels in small letters that come back as often as speakers do (``moira:``, ``bert_99:``),
    and are no common words.
    """
    often = [group for key, group in groups.items() if len(group) > 2 or key in known]
    least = max(4, sum(map(len, often)) / 8)
    return {
        group[0].key
        for group in often
        if group[0].shape == "weak"
        and not group[0].listed
        and len(group) > least
        and len(group[0].label.split()) == 1
        and 1 < len(group[0].label) <= _NICK_LONGEST
        and text.count(group[0].label) < 1.5 * len(group)
    }


def _convincing(found: list[Opening], form: Form, end: int, trusted: bool) -> bool:
    """Whether the labels that come back are a conversation's: they are enough, stand close,
    alternate and reach through the text.
    """
    known = {head.key: head.shape == "role" for head in found}
    roles = sum(known.values())
    count, lines = len(found), found[-1].index - found[0].index + 1
    enough, density = _NEEDED[form], 0.0
    if trusted or roles > 1:
        enough, density = 2, 0.25 if count < enough else 0.0
    elif count < _FEW and not mostly(found, is_alone):
        density = 0.2
    if len(known) == 1:  # one label alone stands before most paragraphs
        enough, density = (max(3, enough), 0.2) if roles or trusted else (max(6, enough), 0.5)
    elif not roles and 6 * sum(a.key != b.key for a, b in pairwise(found)) < count - 1:
        return False
    reach = found[-1].stop - found[0].start
    return count >= enough and count >= density * lines and (reach * 4 >= end or count >= _MANY)


def _fits(form: Form, group: list[Opening], habit: _Habit, words: _Words) -> bool:
    """Whether a rarer label is written as the believed ones are, and could be a name."""
    head = group[0]
    if head.start < habit.start or (head.shape == "weak" and not is_timed(head)):
        return False
    strict = form in ("tab", "dash", "stop", "bare") or habit.always_apart
    if strict and not habit.sets_apart(head):
        return False
    return habit.has(head, *_FEATURES) and not _common(head.key, group, habit.count, words)


class _Habit:
    """How the believed labels of a text are written."""

    def __init__(self, found: Sequence[Opening]) -> None:
        self.start, self.count = found[0].start, len(found)
        self.before, times = Counter(head.before for head in found).most_common(1)[0]
        self._regular = self.before != "text" and times >= 0.8 * self.count
        self.always_apart = self._regular and times >= 0.97 * self.count >= _MANY
        self._share = {feature: sum(map(feature, found)) / self.count for feature in _FEATURES}

    def sets_apart(self, head: Opening) -> bool:
        """Whether the line before is of the kind that stands before the believed labels."""
        return self._regular and head.before == self.before

    def has(self, head: Opening, *features: Feature) -> bool:
        """Whether a label has what four in five of the believed have, and lacks what they lack."""
        return all(
            feature(head)
            if self._share[feature] > 0.8
            else self._share[feature] >= 0.05 or not feature(head)
            for feature in features
        )


def is_alone(head: Opening) -> bool:
    """Whether nothing stands after it on its line."""
    return head.alone


def is_timed(head: Opening) -> bool:
    """Whether a time stands with it, or above."""
    return head.time is not None or head.before == "time"


def _is_bold(head: Opening) -> bool:
    return head.bold


def _is_numbered(head: Opening) -> bool:
    return head.numbered


def _is_listed(head: Opening) -> bool:
    return head.listed


def _is_indented(head: Opening) -> bool:
    return head.indented


def _is_upper(head: Opening) -> bool:
    return head.label.isupper() and len(head.label) > 5


_FEATURES: tuple[Feature, ...] = (
    is_alone,
    _is_bold,
    _is_numbered,
    _is_indented,
    is_timed,
    _is_upper,
)


def mostly(heads: Sequence[Opening], feature: Feature) -> bool:
    """Whether four in five have it."""
    return sum(map(feature, heads)) >= 0.8 * len(heads) > 0


def forward(heads: list[Opening]) -> bool:
    """Whether the times of these lines run forward, as a recording does."""
    written = [timestamps.milliseconds(head.time) for head in heads if head.time]
    known = [value for value in written if value is not None]
    return sum(a <= b for a, b in pairwise(known)) >= 0.85 * (len(known) - 1)


def _is_numbered_list(found: list[Opening], text: str) -> bool:
    """Whether labels stand behind numbers, each always behind its own: ``1. Bins``, ``2. Garden``
    in every report of a meeting.
    """
    if not mostly(found, _is_numbered) or any(head.shape == "role" for head in found):
        return False
    numbers: dict[str, set[str]] = defaultdict(set)
    for head in found:
        number = _NUMBER.search(text, head.start, head.speech)
        numbers[head.key].add(number.group() if number else "")
    return len(found) > len(numbers) and all(len(own) == 1 for own in numbers.values())


def _wordless(heads: list[Opening], text: str, end: int) -> set[str]:
    """Labels that never have any words after them: ``Break: [15:23]``, ``Tele: 0141 496 0000``."""
    said: dict[str, bool] = defaultdict(bool)
    for head, stop in zip(heads, [*(head.start for head in heads[1:]), end], strict=True):
        said[head.key] |= (
            _LETTER.search(text, head.speech, min(stop, head.speech + 200)) is not None
        )
    return {key for key, words in said.items() if not words}


def speaks(found: list[Opening], text: str, end: int) -> bool:
    """Whether anyone asks anything or speaks of himself; where hardly anyone does, labels must say
    who asks, or have times. A list is no talk, and neither are headings in capitals.
    """
    if any(head.shape == "role" or head.time for head in found):
        return True
    if len({head.key for head in found}) == 1:
        return found[0].alone or front_matter.sentences(found, text) * 2 > len(found)
    if mostly(found, lambda head: head.listed):
        return False
    if mostly(found, lambda head: head.label.isupper() and _shouts(head, text)):
        return False
    if len(found) < _FEW and found[0].form in ("colon", "timed", "enclosed"):
        return True
    stops = [*(head.start for head in found[1:]), end]
    spoken = sum(
        _SPOKEN.search(text, head.speech, min(stop, head.speech + _SPEECH)) is not None
        for head, stop in zip(found, stops, strict=True)
    )
    return spoken >= max(1, len(found) * _SPOKEN_LEAST)


def _shouts(head: Opening, text: str) -> bool:
    return text[head.speech : head.speech + 40].strip().isupper()


def _goes_on(found: list[Opening], text: str) -> bool:
    """Whether what follows the labels goes on in small letters: ``Glasgow - where it rains``."""
    return sum(text[head.speech : head.speech + 1].islower() for head in found) * 2 > len(found)


def _column_heads(heads: list[Opening], groups: Groups, text: str) -> set[str]:
    """The label of a first line that only names the columns: ``Speaker | Text``."""
    first = heads[0]
    once = len(groups.get(first.key, ())) == 1
    sentence = len(front_matter.value(first, text).split()) > 3
    return {first.key} if once and not sentence else set()


def _drop_enumerations(groups: Groups) -> None:
    """Forget labels that only count upwards (``Question 1``, ``Question 2`` ...): they are
    headings, unless they name people and come back (``P1``, ``P2`` ... ``P1``).
    """
    series: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for key, group in groups.items():
        parts = labels.numbered(group[0].label)
        if parts:
            series[parts[0]].extend((head.start, parts[1], key) for head in group)
    for stem, entries in series.items():
        numbers = [number for _, number, _ in sorted(entries)]
        rising = sum(a < b for a, b in pairwise(numbers))
        people = labels.answers_or_speaks(stem) and len(numbers) >= 2 * len(set(numbers))
        if len(set(numbers)) > 2 and rising >= 0.8 * (len(numbers) - 1) and not people:
            for _, _, key in entries:
                groups.pop(key, None)


class _Words:
    """The words of a text (of its first million characters), gathered when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(_WORD.findall(self._text, 0, _SAMPLE))
        return word in self._words


def _common(key: str, group: list[Opening], total: int, words: _Words) -> bool:
    """Whether a label is a single word that the text also uses in lower case, and hardly comes
    back: ``Anyway:``.
    """
    rare = len(group) < max(3, 0.04 * total)
    return rare and group[0].shape == "name" and " " not in key and key in words
