"""Which encoding of one byte a character a text is in, told by the letters that come out.

A script of its own is known by its commonest letters. Among the encodings of Latin letters the
right one gives letters that one language has, in the case and place they belong: ``café``, where
another gives ``cafŽ`` or ``caf‚``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SAMPLE = 65536
# Letters that make up most of any text of the script, by the encodings it is written in, the
# commonest first.
_CYRILLIC = "оеаинтсрвлкмдпуяыьзбч"
_ARABIC = "الينمتوربهدعكسفةق"
_FREQUENT = {
    "cp1251": _CYRILLIC,
    "koi8_r": _CYRILLIC,
    "koi8_u": f"{_CYRILLIC}іїє",
    "iso8859_5": _CYRILLIC,
    "cp866": _CYRILLIC,
    "mac_cyrillic": _CYRILLIC,
    "cp1255": "יוהלאתברמשנםדקעחפ",
    "cp1253": "αοιετσνηρπκυλμάόί",
    "cp1256": _ARABIC,
    "iso8859_6": _ARABIC,
}
_ENOUGH = 0.62
_RARER = 0.01  # by how much a letter counts less than the one before it, for few words to be told
_WRONG = 2  # letters that a byte without a meaning outweighs
# The letters beyond ASCII of each language, by the encodings it is written in.
_WESTERN = (
    *("àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúü", "àáâãçéêíóôõúü", "àèéìíîòóùú", "æøåéèêòôó"),
    *("åäöéü", "áéíóúýðþæö", "áèéêëïóöü", "àçèéíïòóúü"),
)
_CENTRAL = (
    *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "äöüß",
)
_LATIN: dict[str, tuple[str, ...]] = {
    "cp1252": _WESTERN,
    "iso8859_15": _WESTERN,
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": ("çğıi̇öşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž"),
    "mac_roman": _WESTERN,
    "cp850": _WESTERN,
    "cp852": _CENTRAL,
}
_HIGH = re.compile("[^\x00-\x7f]")
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_SIGNS = "“”‘’„‚«»‹›–—…€£§°·•\u00a0\u00ad½¼¾²³×†"
_OPENING = "„‚«‹“¿¡"
_BETTER = 0.05  # by how much another encoding has to be better than the commonest
_FITTING = 0.8
_MANY = 6


class Told(NamedTuple):
    """The encoding that fits best, and whether that is beyond doubt."""

    encoding: str
    sure: bool


def in_words(data: bytes) -> bool:
    """Whether most bytes beyond ASCII stand together in words, as those of other scripts do."""
    sample = data[:SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    return 2 * sum(len(run) for run in _RUN.findall(sample)) > high


def script(data: bytes) -> str | None:
    """A script of its own in single bytes: most of its letters are the commonest."""
    sample = bytes(byte for byte in data[:SAMPLE] if byte > 0x7F)
    shares = {}
    for encoding, letters in _FREQUENT.items():
        text = sample.decode(encoding, "replace")
        right = sum((1 - rank * _RARER) * text.count(each) for rank, each in enumerate(letters))
        right -= _WRONG * text.count("\ufffd")
        shares[encoding] = right / max(1, len(text))
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] > _ENOUGH else None


def latin(data: bytes) -> Told:
    """The encoding in which Latin letters make the likeliest words: Windows-1252, if none does."""
    shares = {encoding: _share(data, encoding) for encoding in _LATIN}
    best = max(shares, key=shares.__getitem__)
    common = "cp1252"
    if shares[best] < max(_FITTING, shares[common] + _BETTER):
        return Told(common, shares[common] >= _FITTING)
    many = sum(byte > 0x7F for byte in data[:SAMPLE]) >= _MANY
    return Told(best, many)


def _share(data: bytes, encoding: str) -> float:
    """How much of what is not ASCII belongs where it stands, in the language that fits best."""
    text = data[:SAMPLE].decode(encoding, "replace")
    found = [match.start() for match in _HIGH.finditer(text)]
    signs, letters = 0, []
    for at in found:
        before, here, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
        if not here.isalpha():
            signs += _in_place(before, here, after)
        elif not (here.isupper() and before.islower()):
            letters.append(here.lower())
    fitting = (sum(map(language.__contains__, letters)) for language in _LATIN[encoding])
    return (signs + max(fitting)) / max(1, len(found))


def _in_place(before: str, sign: str, after: str) -> bool:
    if sign == "’":
        return True
    if sign in _OPENING:
        return not before.isalpha()
    return sign in _SIGNS and not (before.isalpha() and after.isalpha())
