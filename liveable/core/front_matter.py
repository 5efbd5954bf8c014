"""The form at the head of a transcript: who was there, when and where; it is no one's turn."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from liveable.core import labels
from liveable.core.openings import Opening

_LINES = 30
_FEW = 6  # turns
_VALUE_LONGEST = 120
_NAME_LONGEST = 6  # words
_UNSPACED = 25  # signs that make a sentence where words are not divided


def starts(heads: list[Opening], text: str) -> set[int]:
    """Where the lines of such a form begin: ``Date: ...``, ``Interviewer: JB``.

    They stand together near the top and hold no sentence, among fields that are no one's name; or
    they say who is who before the talk begins (``JB: Jo Blair``).
    """
    often = Counter(head.key for head in heads)
    top = [head for head in heads if head.index < _LINES and head.form in ("colon", "field")]
    dropped: set[int] = set()
    for run in _runs(top, often, text):
        fields = [n for n, head in enumerate(run) if head.form == "field"]
        last = fields[-1] + 1 if fields else 0
        named = []
        for head in run[last:]:
            if not names_someone(head, text):
                break
            named.append(head)
        different = len({head.key for head in named}) == len(named)
        enough = last or len(named) > 1 or all(often[head.key] == 1 for head in named)
        if different and enough and any(_introduces(head, text) for head in named):
            last += len(named)
        dropped.update(head.start for head in run[:last])
    return dropped


def _runs(top: list[Opening], often: Counter[str], text: str) -> list[list[Opening]]:
    """The lines that follow one another, hold no sentence and come back a few times at most."""
    runs: list[list[Opening]] = [[]]
    for head in top:
        if runs[-1] and head.index > runs[-1][-1].index + 1:
            runs.append([])
        speaks = head.alone and often[head.key] > _FEW
        if head.form == "colon" and (speaks or is_sentence(value(head, text))):
            runs.append([])
        else:
            runs[-1].append(head)
    return runs


def _introduces(head: Opening, text: str) -> bool:
    """Whether a line says who someone is: by role, or initials and the name they stand for."""
    if head.shape == "role":
        return True
    name = value(head, text).split()
    return head.label.replace(".", "") == "".join(word[0] for word in name)


def value(head: Opening, text: str) -> str:
    """What stands after a label on its line; of a long line, the beginning."""
    return text[head.speech : min(head.stop, head.speech + _VALUE_LONGEST)]


def is_sentence(words: str) -> bool:
    """Whether this is more than the value of a field."""
    return (
        len(words) == _VALUE_LONGEST
        or len(words.split()) > 8
        or (len(words) > _UNSPACED and " " not in words.strip())
        or words.rstrip().endswith(tuple(".?!…。？！"))
    )


def sentences(heads: list[Opening], text: str) -> int:
    """Behind how many labels more stands on their lines than the value of a field."""
    return sum(is_sentence(value(head, text)) for head in heads if not head.alone)


def names_someone(head: Opening, text: str) -> bool:
    """Whether what stands after a label is itself a name or code: ``Participant: P07``."""
    name = value(head, text).strip()
    short = bool(name) and len(name.split()) <= _NAME_LONGEST and not is_sentence(name)
    return short and labels.shape(name) not in (None, "weak")


def is_form(believed: list[Opening], text: str) -> bool:
    """Whether labels and what follows them are a form, filled in once or again and again: names
    alone, or three labels and more that always come in the same order and hold no sentence.
    """
    if sum(names_someone(head, text) for head in believed) > 0.6 * len(believed):
        return True
    said = sentences(believed, text)
    if len(believed) < _FEW and not any(head.alone or head.time for head in believed):
        return said * 2 < len(believed)
    if any(head.shape == "role" or head.time for head in believed):
        return False
    order = [key for key, _ in groupby(believed, key=lambda head: head.key)]
    cycle = len(set(order))
    cyclic = cycle > 2 and len(order) >= 2 * cycle and order[cycle:] == order[:-cycle]
    below = sum(is_sentence(_below(head, text)) for head in believed if head.alone)
    return cyclic and (said + below) * 2 < len(believed)


def _below(head: Opening, text: str) -> str:
    """The words below a line that holds nothing but a label; of a long line, the beginning."""
    words = text[head.stop : head.stop + 2 * _VALUE_LONGEST].lstrip()
    return words.partition("\n")[0][:_VALUE_LONGEST]
