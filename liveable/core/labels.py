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

from liveable.core.transcript import Role

Shape = Literal["role", "code", "name", "weak"]

LONGEST = 100


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Who asks and who answers, by the words transcripts use. Single letters count only beside a
# partner.
_INTERVIEWER = _words(
    "interviewer int intv interv iver iv i q question moderator mod facilitator fac researcher "
    "interviewerin interviewers host chair assessor frage fragesteller pregunta entrevistador "
    "entrevistadora interlocutor interlocutora intervieweur intervieweuse enquêteur enquêtrice "
    "intervistatore intervistatrice onderzoeker badacz интервьюер מראיין מראיינת "
    "質問者 聞き手 インタビュアー 访谈者 訪談者 采访者 면담자"
)
_PARTICIPANT = _words(
    "participant part p respondent resp interviewee ivee a answer ans informant patient pt client "
    "service-user student teacher nurse carer parent mother father diarist befragte befragter "
    "antwort b entrevistado entrevistada respuesta enquêté enquêtée interviewé interviewée "
    "intervistato intervistata geïnterviewde respondente респондент מרואיין מרואיינת "
    "回答者 話し手 受访者 受訪者 참여자"
)
_SPEAKER = frozenset(
    ("speaker", "voice", "unknown", "unidentified", "male", "female", "man", "woman")
)
_ASKS_OR_ANSWERS = "r"  # Researcher beside P, Respondent beside I

_NOBODY = _words(
    "yes no yeah yep okay ok right well so but and because then now also anyway however actually "
    "basically again first second third finally lastly indeed meaning hello hi thanks sorry tele "
    "tel mob mobile note notes nb ps break date time place location venue duration length "
    "recording file filename title subject topic theme agenda item section chapter part appendix "
    "annex figure fig table box source sources reference references abstract summary keywords "
    "introduction background method methods results discussion conclusion conclusions aim aims "
    "objective objectives example phone fax email e-mail web website url http https www address "
    "page pages version status author authors editor publisher isbn doi copyright licence license "
    "contact contents transcript transcription transcriber transcribed project study interview "
    "interviews start end consent gender age sex occupation ethnicity pseudonym id name names "
    "code codes key legend warning important fyi todo task step music sound pause laughter "
    "silence interruption session present apologies attendees participants interviewees speakers "
    "comment comments observation observations memo fieldnote fieldnotes field attachment from to "
    "sent monday tuesday wednesday thursday friday saturday sunday january february march july "
    "august september october november december day week month year morning afternoon evening "
    "night breakfast lunch dinner datum ort dauer thema tagesordnungspunkt anlage kapitel "
    "abschnitt abbildung tabelle quelle beginn ende hinweis fecha lugar tema fuente nota lieu "
    "durée thème annexe data luogo"
)
_TITLES = _words(
    "mr mrs ms miss dr prof sir lord lady hon rev sr sra dra lic ing herr frau mme m st jr"
)
_PARTICLES = _words(
    "of the for and de del della di da do dos das la le les las los du des d l van von vom zu zum "
    "zur der den dem und für y e et en bin ibn al el ap arap ten ter af av to in on mit im"
)
_BRACKETED = re.compile(r"\s*[(\[（][^()\[\]（）]{0,80}[)\]）]")
_ASIDES = re.compile(r"[(\[（]([^()\[\]（）]{2,40})[)\]）]")
_TITLED = re.compile(r"(?:^|\()(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Hon|Rev|Frau|Herr)\b\.?\s*)+\w")
_BRACKETS = re.compile(r"[()\[\]（）]")
_CODE = re.compile(r"[A-ZÀ-Þ]{1,4}\.?(?:[ _-]?\d{1,4})?[a-z]?(?:[_-][A-Z]{0,3}\d{0,4})?\.?")
_SENTENCE = re.compile(r"[?!;…]|[\"“”«»„]|://|\\|[{}<>=]")
_STOPS = re.compile(r"(\w+)\.\s")
_GERSHAYIM = re.compile(r"(?<=[\u05d0-\u05ea])[\"״](?=[\u05d0-\u05ea])")
_NUMBERED = re.compile(r"(.*?\D)[ .#-]*(\d{1,4})[a-z]?")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def tidy(label: str) -> str:
    """The label as a person would write it: single spaces, no signs of emphasis, no colon."""
    return " ".join(label.split()).strip(" *_:：.-–—")


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
        first = part.split(" ")[0].rstrip(".:") if part else ""
        if part in _INTERVIEWER or (len(first) > 3 and first in _INTERVIEWER):
            return "interviewer"
        if part in _PARTICIPANT or (len(first) > 3 and first in _PARTICIPANT):
            return "participant"
    return None


def asks_or_answers(label: str) -> bool:
    """Whether the label is ``R``: the researcher, or the respondent."""
    return plain(label) == _ASKS_OR_ANSWERS


@lru_cache(maxsize=4096)
def shape(label: str) -> Shape | None:
    """What kind of label the words could be; None for what is no one's name."""
    label = tidy(label)
    if not label or len(label) > LONGEST or _SENTENCE.search(_GERSHAYIM.sub("", label)):
        return None
    bare = _BRACKETED.sub("", label).strip()
    if not bare or _BRACKETS.search(bare) or _nobody(bare) or _two_sentences(bare):
        return None
    if role(label) or asks_or_answers(label) or plain(label) in _SPEAKER:
        return "role"
    if _CODE.fullmatch(bare):
        return "code"
    if not _named(bare):
        return "weak"
    return "role" if _TITLED.search(label) else "name"


def _nobody(bare: str) -> bool:
    """Whether it begins like a heading or a field of a form: ``Date``, ``Agenda item 3``."""
    first = _WORD.search(bare)
    return first is not None and first.group().casefold() in _NOBODY


def is_field(label: str) -> bool:
    """Whether it names a field of a form, as at the head of many transcripts: ``Date``."""
    return _nobody(_BRACKETED.sub("", tidy(label)))


def _two_sentences(bare: str) -> bool:
    """Whether a full stop inside ends more than an abbreviation."""
    return any(len(word) > 4 and word.casefold() not in _TITLES for word in _STOPS.findall(bare))


def _named(bare: str) -> bool:
    """Whether its words are written as names are: capitals with particles between, or a script
    without capitals.
    """
    words = bare.replace(",", " ").replace("/", " ").split()
    if not 0 < len(words) < 10 or (words[0] in _PARTICLES and words[0].islower()):
        return False
    return all(_name_word(word) for word in words) and (bare.isascii() or _short_enough(bare))


def _name_word(word: str) -> bool:
    letter = next((char for char in word if char.isalnum()), "")
    if not letter or letter.isdigit() or letter.isupper() or letter.istitle():
        return True
    return word.casefold() in _PARTICLES or unicodedata.category(letter) == "Lo"


def _short_enough(bare: str) -> bool:
    """Without spaces between words a name has few signs; a sentence has more."""
    unspaced = sum(
        1 for char in bare if "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"
    )
    return unspaced <= 12 and (not _caseless(bare) or len(bare.split()) <= 6)


def _caseless(bare: str) -> bool:
    return any(unicodedata.category(char) == "Lo" for char in bare)
