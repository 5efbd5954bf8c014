"""Which language a text is in: by its script, or in Latin letters by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 10_000
_ENOUGH = 20  # letters of a script, or little words, below which nothing is said

# Where a script's letters lie, and the language it nearly always means here.
_SCRIPTS = (
    ("he", "\u05d0", "\u05ea"),
    ("ar", "\u0620", "\u06ff"),
    ("ru", "\u0400", "\u04ff"),
    ("el", "\u0370", "\u03ff"),
    ("ko", "\uac00", "\ud7a3"),
    ("kana", "\u3041", "\u30ff"),
    ("han", "\u4e00", "\u9fff"),
    ("th", "\u0e01", "\u0e5b"),
    ("hi", "\u0900", "\u097f"),
    ("ka", "\u10a0", "\u10ff"),
    ("hy", "\u0530", "\u058f"),
)
_RANGES = {name: re.compile(f"[{first}-{last}]") for name, first, last in _SCRIPTS}
_UKRAINIAN = re.compile("[іїєґ]")
_PERSIAN = re.compile("[پچژگ]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")

# Words that a text of the language cannot do without and that few others share.
_WORDS_OF = {
    "en": "the and of to that it was you is for they have with this what my are but not i he she",
    "de": "der die und das ist nicht ich ein eine zu den mit sich auf auch wir es wie dass aber",
    "fr": "le la les et des une est que qui dans pas pour je vous nous il elle mais avec sur ça",
    "es": "el los las y en un una es lo su con pero más muy yo está del al hay porque cuando eso",
    "it": "il che di è un una non per sono si ma gli del della nel anche come questo perché ho mi",
    "nl": "de het een en van ik dat is niet op te zijn voor met maar ook wij je was er aan hebben",
    "pt": "os as um uma não em com mas do da dos das no na ao é eu muito foi isso você já ela pela "
    "para minha",
    "pl": "i w nie na to się z że do jest jak ale tak co po już mnie przez czy był od bo o",
    "sv": "och att det är jag som en på den inte av har med för var till ett så vi men han hon",
    "da": "og at det er jeg som en på den ikke af har med for var til et så vi men han mig hvad",
    "nb": "og at det er jeg som en på den ikke av har med for var til et så vi men han meg hva",
    "fi": "ja on ei se että oli niin mutta kun minä hän olen ovat myös sitten nyt vain jos mitä",
    "cs": "je se na že to by jsem jsme ale tak jak co když už není jako nebo byl bylo jsou pro",
    "tr": "bir ve bu için çok ama de da ben ne var daha gibi mi sonra diye kadar değil şey",
    "hu": "az és hogy nem egy is meg volt ez csak de van már mert még ha nagyon vagy azt én",
    "ro": "și nu să în că la este sunt cu pe am mai din dar care ce fost era foarte acum",
}
_RELATED = {"sv", "da", "nb"}
_LITTLE_WORDS = {language: frozenset(words.split()) for language, words in _WORDS_OF.items()}


def guess(text: str) -> str | None:
    """The language's ISO 639-1 code; None when the text is short or nothing stands out."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return _of_words(sample)
    letters = {name: len(pattern.findall(sample)) for name, pattern in _RANGES.items()}
    latin = len(_LATIN.findall(sample))
    script = max(letters, key=letters.__getitem__)
    japanese = letters["kana"] + letters["han"]
    if letters["kana"] * 4 > letters["han"] and japanese > max(_ENOUGH, latin):
        return "ja"
    if letters[script] >= _ENOUGH and letters[script] > latin:
        return _of_script(script, sample)
    return _of_words(sample)


def _of_script(script: str, sample: str) -> str:
    if script == "han":
        return "zh"
    if script == "ru" and len(_UKRAINIAN.findall(sample)) * 60 > len(sample):
        return "uk"
    if script == "ar" and len(_PERSIAN.findall(sample)) * 60 > len(sample):
        return "fa"
    return "ja" if script == "kana" else script


def _of_words(sample: str) -> str | None:
    """The language whose little words are common, half as many again as those of any other but its
    nearest relatives.
    """
    words = Counter(_WORD.findall(sample.lower()))
    shares = sorted(
        (
            (sum(words[word] for word in little), language)
            for language, little in _LITTLE_WORDS.items()
        ),
        reverse=True,
    )
    most, language = shares[0]
    others = (share for share, other in shares[1:] if {language, other} - _RELATED)
    second = next(others, 0)
    enough = most >= max(3, words.total() * 0.1) and words.total() >= _ENOUGH
    return language if enough and most * 2 >= second * 3 else None
