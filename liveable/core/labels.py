"""Whether a few words look like the name of someone speaking, before anything else is known.

A label is taken apart from its paragraph by its form (``core/openings.py``); here only its words
are looked at. ``role`` (``Interviewer``, ``Mr. Khamisi``) is believed on little evidence, ``code``
(``P07``) and ``name`` on more, ``weak`` only where the form itself leaves no doubt; None is never a
person.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from liveable.core.label_words import (
    ANSWER,
    CROWD,
    EVERYONE,
    INTERVIEWER,
    LITTLE,
    NOBODY,
    OFFICE,
    PARTICIPANT,
    PARTICLES,
    SPEAKER,
    TITLED,
    TITLES,
)
from liveable.core.transcript import Role

Shape = Literal["role", "code", "name", "weak"]

LONGEST = 100
_FIELD_LONGEST = _ROLE_LONGEST = 6  # words
_EITHER = "r"  # Researcher beside P, Respondent beside I
_BRACKETED = re.compile(r"\s*[(\[（][^()\[\]（）]{0,80}[)\]）]")
_ASIDES = re.compile(r"[(\[（]([^()\[\]（）]{2,40})[)\]）]")
_TITLED = re.compile(TITLED)
_BRACKETS = re.compile(r"[()\[\]（）]")
_CODE = re.compile(r"[A-ZÀ-Þ]{1,4}\.?(?:[ _-]?\d{1,4})?[a-z]?(?:[_-][A-Z]{0,3}\d{0,4})?\.?")
_SENTENCE = re.compile(r"[?!;…]|[a-z\d]\.[a-z]|[\"“”«»„]|://|\\|[{}<>=]")
_STOPS = re.compile(r"(\w+)\.\s")
_GERSHAYIM = re.compile(r"(?<=[\u05d0-\u05ea])[\"״](?=[\u05d0-\u05ea])")
_NUMBERED = re.compile(r"(.*?\D)[ .#-]*(\d{1,4})[a-z]?")
_WORD = re.compile(r"[^\W\d_]+")
_MADAM = re.compile(r"(?:Mme|M\.|Mr|Mrs|Ms|Madam|Frau|Herr)\s+(?:l[ae]\s+|l['’]|the\s+)?[^\W\d_]+")
_INITIALS = re.compile(r"[^\W\d_]{2,}\s[^\W\d_]\.\s?[^\W\d_]\.?")  # Ivanov I. I.
_ARTICLE = re.compile(r"(?:the|an?|de|het|der|die|el|la|le|il|lo|o)\s+")
_OFFICE = re.compile(OFFICE, re.IGNORECASE)
_CROWD = re.compile(CROWD, re.IGNORECASE)
PHONE = re.compile(r"\+\d[\d \u00a0\u2010\u2011()-]{6,20}")  # a stranger, in a messenger
_AROUND = " *_:：-–—·~\u200e\u200f\u202a\u202c\u2068\u2069"
_INITIAL = re.compile(r"[\s.][^\W\d_]\.$")  # "Frau M."
_DATE = re.compile(r"[\s\d.,](?:1[6-9]|20)\d\d$")  # May 2024
_ROMAN = re.compile(r"[IVXLC]+")


@lru_cache(maxsize=4096)
def tidy(label: str) -> str:
    """The label as a person would write it: single spaces, no signs of emphasis, no colon."""
    words = " ".join(label.split()).strip(_AROUND)
    return words if _INITIAL.search(words) else words.rstrip(" .")


@lru_cache(maxsize=4096)
def key(label: str) -> str:
    """Equal for the ways in which one speaker's label is written: spaces, case, final stop."""
    return tidy(label).casefold().replace("’", "'").rstrip(".")


def numbered(label: str) -> tuple[str, int] | None:
    """``("speaker", 2)`` for ``Speaker 2``: the key without its number; None without one."""
    found = _NUMBERED.fullmatch(key(label))
    return (found[1].strip(" .#-"), int(found[2])) if found else None


def plain(label: str) -> str:
    """The key without brackets, number and title: ``interviewer`` for ``Interviewer 2 (Jo)``."""
    bare = key(_BRACKETED.sub("", label))
    parts = numbered(bare)
    return parts[0] if parts else bare


def role(label: str) -> Role | None:
    """Whether the label's own words, or those in its brackets, say who asks and who answers; not
    for ``R``, which says both.
    """
    for part in (plain(label), *(plain(aside) for aside in _ASIDES.findall(label))):
        if _caseless(part):  # 受访者B
            part = part.rstrip("abcdefghijklmnopqrstuvwxyz ")
        words = part.split(" ")
        first = words[0].rstrip(".:") if len(words) <= _ROLE_LONGEST else ""
        if part in INTERVIEWER or (len(first) > 3 and first in INTERVIEWER):
            return "interviewer"
        if part in PARTICIPANT or (len(first) > 3 and first in PARTICIPANT):
            return "participant"
    return None


def asks_or_answers(label: str) -> bool:
    """Whether the label is ``R``: the researcher, or the respondent."""
    return plain(label) == _EITHER


def answers_or_speaks(stem: str) -> bool:
    """Whether these are the letters or words before people's numbers: ``P1``, ``Speaker 2``."""
    if stem in ANSWER:
        return False
    return stem in PARTICIPANT or stem in SPEAKER or (len(stem) < 3 and stem != "q")


@lru_cache(maxsize=4096)
def shape(label: str) -> Shape | None:
    """What kind of label the words could be; None for what is no one's name."""
    label = tidy(label)
    if (
        not label
        or len(label) > LONGEST
        or _SENTENCE.search(_GERSHAYIM.sub("", _BRACKETED.sub("", label)))
    ):
        return None
    bare = _BRACKETED.sub("", label).strip()
    if bare.casefold() in EVERYONE or PHONE.fullmatch(bare):
        return "code"
    if not bare or _BRACKETS.search(bare) or _nobody(bare) or _two_sentences(bare):
        return None
    if len(bare) == 1 and bare.islower():
        return "weak"
    if role(label) or asks_or_answers(label) or _office(bare) or _CROWD.fullmatch(bare):
        return "role"
    if _DATE.search(bare):
        return None
    if _CODE.fullmatch(bare):
        return "code"
    if not _named(_without_office(bare)):
        return "role" if _MADAM.fullmatch(bare) else "weak"
    return "role" if _TITLED.search(label) else "name"


def _nobody(bare: str) -> bool:
    """Whether it begins like a heading or a field of a form: ``Date``, ``Agenda item 3``."""
    first = _WORD.search(bare)
    little = bare.casefold() in LITTLE and not bare.isupper()
    return little or (first is not None and first.group().casefold() in NOBODY)


def is_shortened(label: str) -> bool:
    """Whether the stop behind it only shortens its last word: a title, an initial."""
    words = label.split()
    last = words[-1].casefold().rpartition(".")[2] if words else ""
    lone = (len(words) == 1 and last in ("q", "a")) or _INITIALS.fullmatch(label)
    return last in TITLES or (len(last) == 1 and not lone)


def stands_out(label: str) -> bool:
    """Whether it is written as no sentence begins: ``Q``, ``JB``, ``HAMLET``, ``Mr. Hall``, ``The
    CHAIRMAN``, ``Interviewer``.
    """
    bare = _BRACKETED.sub("", tidy(label)).strip()
    if bare[:1].islower():
        return False
    if _ROMAN.fullmatch(bare):
        return False
    if plain(bare) in ("q", "a") or _TITLED.search(bare) or _office(bare):
        return True
    if (len(bare) > 1 and role(bare)) or _INITIALS.fullmatch(bare):
        return True
    words = [word for word in _without_office(bare).split() if word.casefold() not in PARTICLES]
    return sum(map(str.isalpha, bare)) > 1 and all(map(str.isupper, words)) and words != []


def is_field(label: str) -> bool:
    """Whether it names a field of a form, as at the head of many transcripts: ``Date``."""
    bare = _BRACKETED.sub("", tidy(label))
    few = len(bare.split()) <= _FIELD_LONGEST and bare.casefold() not in EVERYONE
    return few and _nobody(bare)


def _office(bare: str) -> bool:
    """Whether it is an office, with an article or without: ``The President``, ``De voorzitter``."""
    return _ARTICLE.sub("", plain(bare)) in SPEAKER


def _without_office(bare: str) -> str:
    """The name alone, where an office stands behind a comma."""
    name, comma, rest = bare.partition(",")
    return name if comma and len(name.split()) > 1 and _OFFICE.search(rest) else bare


def _two_sentences(bare: str) -> bool:
    """Whether a full stop inside ends more than an abbreviation."""
    return any(len(word) > 4 and word.casefold() not in TITLES for word in _STOPS.findall(bare))


def _named(bare: str) -> bool:
    """Whether its words are written as names are: capitals with particles between, or a script
    without capitals.
    """
    words = bare.replace(",", " ").replace("/", " ").split()
    if not 0 < len(words) < 10 or (words[0] in PARTICLES and words[0].islower()):
        return False
    return all(_name_word(word) for word in words) and (bare.isascii() or _short_enough(bare))


def _name_word(word: str) -> bool:
    letter = next((char for char in word if char.isalnum()), "")
    if not letter or letter.isdigit() or letter.isupper() or letter.istitle():
        return True
    return word.casefold() in PARTICLES or unicodedata.category(letter) == "Lo"


def _short_enough(bare: str) -> bool:
    """Without spaces between words a name has few signs; a sentence has more."""
    unspaced = sum(
        1 for char in bare if "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"
    )
    return unspaced <= 12 and (not _caseless(bare) or len(bare.split()) <= 6)


def _caseless(bare: str) -> bool:
    return any(unicodedata.category(char) == "Lo" for char in bare)
