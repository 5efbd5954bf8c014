"""The forms of an English word by rule, for pipelines that know no lemmas.

It makes too many forms rather than too few ("visitting"): what nobody writes is never found.
"""

from __future__ import annotations

_FORMS = """
    be am is are was were been being; bear bore borne; begin began begun; break broke broken;
    bring brought; build built; burn burnt; buy bought; catch caught; child children; choose chose
    chosen; come came; do did done; draw drew drawn; drink drank drunk; drive drove driven; eat
    ate eaten; fall fell fallen; feel felt; fight fought; find found; fly flew flown; forget
    forgot forgotten; forgive forgave forgiven; get got gotten; give gave given; go went gone;
    grow grew grown; hang hung; have has had; hear heard; hide hid hidden; hold held; keep kept;
    know knew known; lead led; leave left; lend lent; lose lost; make made; man men; mean meant;
    meet met; mouse mice; pay paid; person people; ride rode ridden; ring rang rung; rise rose
    risen; run ran; say said; see saw seen; sell sold; send sent; show shown; sing sang sung; sit
    sat; sleep slept; speak spoke spoken; spend spent; stand stood; steal stole stolen; swim swam
    swum; take took taken; teach taught; tell told; think thought; throw threw thrown; understand
    understood; wear wore worn; win won; woman women; write wrote written
"""
_IRREGULAR = {verb: forms for verb, *forms in map(str.split, _FORMS.split(";"))}
_HISSING = ("s", "x", "z", "ch", "sh", "o")
_VOWELS = "aeiou"


def inflections(lemma: str) -> tuple[str, ...]:
    """The word (lower case) and its plural, third person, past and -ing forms; of several words the
    last changes.

    A word with anything but the letters a to z is left as it is.
    """
    head, space, word = lemma.rpartition(" ")
    if len(word) < 2 or not (word.isascii() and word.isalpha()):
        return (lemma,)
    forms = (word, *_IRREGULAR.get(word, ()), *_regular(word))
    return tuple(dict.fromkeys(f"{head}{space}{form}" for form in forms))


def _regular(word: str) -> tuple[str, ...]:
    stem, last = word[:-1], word[-1]
    if last == "e":
        ing = word if word.endswith(("ee", "oe", "ye")) else stem
        return f"{word}s", f"{word}d", f"{ing}ing", f"{stem[:-1]}ying" if stem[-1] == "i" else word
    if last == "y" and stem[-1] not in _VOWELS:
        return f"{stem}ies", f"{stem}ied", f"{word}ing"
    plural = f"{word}es" if word.endswith(_HISSING) else f"{word}s"
    forms = plural, f"{word}s", f"{word}ed", f"{word}ing"
    if last not in "wxyaeiou" and stem[-1] in _VOWELS:
        return *forms, f"{word}{last}ed", f"{word}{last}ing"
    return forms
