"""The shadow of a text: the form in which cues are looked for, and the way back to the words.

In the shadow case, quotes, dashes, spaces and ways of writing one character are folded,
contractions are opened ("didn't", "didnt" and "did not" meet) and dialect forms respelled. The
stored text is never touched: every stretch of the shadow leads back to a span of it that holds
whole words where words were respelled, and whole characters everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from liveable.core.codebook import Respelling
from liveable.core.scripts import UNSPACED
from liveable.core.spans import Span

_Edit = tuple[int, int, str]  # start, stop, what stands there instead


class _Piece(NamedTuple):
    """A rewritten stretch: ``[start, stop)`` now, ``[before, until)`` before; atomic both ways."""

    start: int
    stop: int
    before: int
    until: int


_ORIGIN = _Piece(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Shadow:
    """A shadow text and, layer by layer, the stretches in which it is not the original one for one.

    A text that needs no folding is its own shadow, and every span leads to itself.
    """

    text: str
    layers: tuple[tuple[_Piece, ...], ...] = ()

    def span(self, start: int, stop: int) -> Span:
        """The code points of the original text behind ``[start, stop)`` of the shadow.

        Raises ValueError unless 0 <= start < stop <= len(text).
        """
        if not 0 <= start < stop <= len(self.text):
            raise ValueError(f"{start}:{stop} is not a stretch of the shadow")
        for layer in reversed(self.layers):
            first, last = _piece(layer, start), _piece(layer, stop - 1)
            start = first.before if start < first.stop else start - first.stop + first.until
            stop = last.until if stop <= last.stop else stop - last.stop + last.until
        return Span(start, stop)

    def words(self) -> list[tuple[int, int]]:
        """Where the shadow's words stand in it, punctuation left out.

        Symbols, and the characters of scripts written without spaces, are words of their own.
        """
        return [m.span() for m in _WORD.finditer(self.text)]


def _piece(layer: tuple[_Piece, ...], position: int) -> _Piece:
    found = bisect_right(layer, position, key=_start)
    return layer[found - 1] if found else _ORIGIN


def _start(piece: _Piece) -> int:
    return piece.start


def shadow(
    text: str,
    dialect: Sequence[Respelling] = (),
    *,
    english: bool = True,
    open_ends: bool = False,
) -> Shadow:
    """The shadow of a text, with a dialect's respellings by whole word.

    ``english`` also folds what is mere spelling in English: accents ("café") and contractions; in
    other languages they tell words apart. ``open_ends`` is for a cue, whose neighbours are unknown:
    a respelling that depends on a neighbour beyond its ends is then made.
    """
    folded, characters = _rewritten(*_folded(text, english))
    respelt = _respelt(folded, _speech(tuple(dialect), english), open_ends)
    final, words = _rewritten(folded, respelt)
    return Shadow(final, tuple(layer for layer in (characters, words) if layer))


def _rewritten(text: str, edits: Iterable[_Edit]) -> tuple[str, tuple[_Piece, ...]]:
    """The text with the edits made (in order, apart from one another), and where they stand."""
    parts: list[str] = []
    pieces: list[_Piece] = []
    done = shift = 0
    for start, stop, new in edits:
        parts += text[done:start], new
        pieces.append(_Piece(start + shift, start + shift + len(new), start, stop))
        shift += len(new) - (stop - start)
        done = stop
    parts.append(text[done:])
    return "".join(parts), tuple(pieces)


# Characters. Most become one other character in place; the rest, and every letter with marks of its
# own, are rewritten as pieces.

_SPACES = dict.fromkeys([*range(0x00, 0x21), 0x7F, 0x85, 0x2028, 0x2029], " ")
_APOSTROPHES = dict.fromkeys(map(ord, "`´‘’‚‛ʹʻʼʽˈ′‵＇❛❜"), "'")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»″‶〝〞〟＂❝❞"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−⸺⸻﹘﹣－־"), "-")
_SIGNS = _SPACES | _APOSTROPHES | _QUOTES | _DASHES

# Emoji skin tones, the vowels and ends of decomposed Hangul, half-width kana voicing.
_MODIFIERS = re.compile("[\U0001f3fb-\U0001f3ff\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f]")
# Pointing that Hebrew and Arabic are mostly written without, the Arabic stretcher, skin tones and
# the choice between text and picture of a sign.
_OPTIONAL = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u0652\u0670"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff\u034f]"
)
_LATIN_ACCENTS = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_ZERO_WIDTH_JOINER = "\u200d"


def _folded(text: str, english: bool) -> tuple[str, Iterable[_Edit]]:
    """The text folded one for one, and the edits still to be made in it."""
    if text.isascii():
        return text.lower().translate(_SIGNS), ()
    found = set(text)
    folds = {c: _fold(c, english) for c in found}
    single = {ord(c): new for c, new in folds.items() if len(new) == 1}
    joins = frozenset(c for c in found if _joins(c))
    others = frozenset(c for c, new in folds.items() if len(new) != 1) - joins
    edits = _clusters(text, joins, others, english) if joins or others else ()
    return text.translate(single), edits


def _clusters(
    text: str, joins: frozenset[str], others: frozenset[str], english: bool
) -> Iterator[_Edit]:
    for match in _cluster(joins, others).finditer(text):
        yield match.start(), match.end(), _fold(match.group(), english)


@lru_cache(maxsize=256)
def _cluster(joins: frozenset[str], others: frozenset[str]) -> re.Pattern[str]:
    """A character with all that is written on it, or one that is folded to several."""
    alone = _any(others)
    if not joins:
        return re.compile(alone)
    join = _any(joins)
    base = f"(?!{join}).{join}+(?:(?<={_ZERO_WIDTH_JOINER})(?!{join})\\S{join}*)*"
    stray = f"{join}+"
    return re.compile("|".join([base, stray, *([alone] if others else [])]), re.DOTALL)


def _any(characters: frozenset[str]) -> str:
    return f"[{re.escape(''.join(sorted(characters)))}]"


@lru_cache(maxsize=1 << 15)
def _fold(characters: str, english: bool) -> str:
    """One character with its marks, folded; empty where there is nothing but the invisible."""
    decomposed = unicodedata.normalize("NFKD", characters.translate(_SIGNS)).casefold()
    kept = "".join(filter(_seen, _OPTIONAL.sub("", decomposed)))
    composed = unicodedata.normalize("NFKC", kept)
    if english:
        bare = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", composed))
        composed = unicodedata.normalize("NFKC", bare)
    return " " if composed.isspace() else composed


def _seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cf", "Cs")


@lru_cache(maxsize=1 << 15)
def _joins(character: str) -> bool:
    """Whether it belongs to the character before it: a mark, a modifier, or nothing to be seen."""
    kind = unicodedata.category(character)
    return kind[0] == "M" or kind == "Cf" or bool(_MODIFIERS.match(character))


# Words. A word ends at white space and punctuation, here as ranges: ASCII, Latin-1, Hebrew, Arabic,
# Devanagari and its like, Ethiopic, Khmer, general, Tibetan-free CJK and its wide forms.

_PUNCTUATION = (
    r"\s!-/:-@\[-`{-~\u00a1\u00a7\u00a8\u00ab\u00ad\u00af\u00b4\u00b6-\u00b8\u00bb\u00bf"
    r"\u037e\u0387\u055a-\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4"
    r"\u0964\u0965\u1361-\u1368\u17d4-\u17da\u2010-\u2027\u2030-\u205e\u3001-\u3003\u3008-\u3011"
    r"\u3014-\u301f\u3030\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_SYMBOLS = r"\u20a0-\u20cf\u2100-\u2bff\U0001f000-\U0001faff"
_WORD = re.compile(
    f"[{UNSPACED}{_SYMBOLS}]|[^{_PUNCTUATION}{UNSPACED}{_SYMBOLS}]+",
)

_IRREGULAR = {"": "", "ca": "can", "wo": "will", "sha": "shall"}
_ENDINGS = {"ll": "will", "re": "are", "ve": "have", "m": "am"}
_BEFORE_IS = re.compile("he|she|it|th(?:at|ere|is)|here|what|where|who|how|when")
# Contractions that are told apart without their apostrophe ("ill" and "were" are not).
_AUXILIARIES = "did does do is was were would could should has have had are must need might"
_UNMARKED = {f"{word}nt": f"{word} not" for word in _AUXILIARIES.split()} | {
    "cannot": "can not", "cant": "can not", "wont": "will not", "im": "i am", "ive": "i have",
    "youre": "you are", "youve": "you have", "youll": "you will", "theyre": "they are",
    "theyve": "they have", "theyll": "they will", "weve": "we have", "hes": "he is",
    "shes": "she is", "thats": "that is", "theres": "there is", "whats": "what is",
}  # fmt: skip


class _Choice(NamedTuple):
    """A standard form, and the neighbours it asks for on either side (None: none)."""

    standard: str
    after: re.Pattern[str] | None
    before: re.Pattern[str] | None


class _Speech(NamedTuple):
    word: re.Pattern[str]
    choices: dict[str, tuple[_Choice, ...]]
    english: bool


@lru_cache(maxsize=16)
def _speech(dialect: tuple[Respelling, ...], english: bool) -> _Speech:
    """The respellings by the word they are for, themselves folded, in the order they were given."""
    choices: dict[str, tuple[_Choice, ...]] = {}
    for respelling in dialect:
        if written := _plain(respelling.written, english):
            standard = shadow(respelling.standard, english=english).text
            after = _neighbours(respelling.after, r"(?<!\w)(?:{})\s+\Z", english)
            before = _neighbours(respelling.before, r"\s+(?:{})(?!\w)", english)
            choice = _Choice(standard, after, before)
            choices[written] = (*choices.get(written, ()), choice)
    several = sorted((w for w in choices if not _SPOKEN.fullmatch(w)), key=len, reverse=True)
    first = "".join(rf"(?<!\w){re.escape(w)}(?!\w)|" for w in several)
    if english:
        choices = {w: (_Choice(s, None, None),) for w, s in _UNMARKED.items()} | choices
    return _Speech(re.compile(first + _SPOKEN.pattern), choices, english)


# A word as it is spoken: with the apostrophes inside it, and "n't" where it stands alone.
_SPOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def _plain(words: str, english: bool) -> str:
    return _rewritten(*_folded(words, english))[0].strip()


def _neighbours(words: Sequence[str], form: str, english: bool) -> re.Pattern[str] | None:
    plain = [_plain(word, english) for word in words]
    alternatives = "|".join(re.escape(word) for word in plain if word)
    return re.compile(form.replace("{}", alternatives)) if alternatives else None


def _respelt(text: str, speech: _Speech, open_ends: bool) -> Iterator[_Edit]:
    choices, english = speech.choices, speech.english
    for match in speech.word.finditer(text):
        word = match.group()
        new = None
        if word in choices:
            new = _chosen(choices[word], text, match, open_ends)
        if new is None and english and "'" in word:
            new = _opened(word)
        if new is not None and new != word:
            yield match.start(), match.end(), new


def _chosen(
    choices: tuple[_Choice, ...], text: str, word: re.Match[str], open_ends: bool
) -> str | None:
    """The first standard form whose neighbours are there, or that asks for none."""
    left = text[max(0, word.start() - _REACH) : word.start()]
    right = text[word.end() : word.end() + _REACH]
    for standard, after, before in choices:
        if not (after or before):
            return standard
        if after and (after.search(left) or (open_ends and not left.strip())):
            return standard
        if before and (before.match(right) or (open_ends and not right.strip())):
            return standard
    return None


_REACH = 100  # code points in which a neighbouring word is looked for


def _opened(word: str) -> str | None:
    """A contraction written out; None where it is none, or may stand for several ("she'd")."""
    if word.endswith("n't"):
        stem = word[:-3]
        return f"{_IRREGULAR.get(stem, stem)} not"
    stem, _, ending = word.rpartition("'")
    if ending in _ENDINGS:
        return f"{_opened(stem) or stem} {_ENDINGS[ending]}"
    if ending == "s" and _BEFORE_IS.fullmatch(stem):
        return f"{stem} is"
    return "let us" if word == "let's" else None
