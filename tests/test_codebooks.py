"""The ready-made codebooks are whole, consistent, and quiet where they should be."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from liveable import paths
from liveable.core.codebook import Codebook, CodeEntry
from liveable.core.shadow import shadow
from liveable.exchange.codebook import load_shipped, read, shipped, to_csv, to_yaml
from liveable.readers import read as read_document

NAMES = ("liveable_lives", "practice_of_kindness")
FIELDS = ("brief", "definition", "use_when", "not_when", "example", "note")
POINTER = re.compile("‘([^’]+)’")
BOOKS = pytest.mark.parametrize("name", NAMES)

Words = tuple[str, ...]


@cache
def book(name: str) -> Codebook:
    """A ready-made codebook, read once."""
    return load_shipped(name)


def leaves(codebook: Codebook) -> list[CodeEntry]:
    """The codes with none below them."""
    parents = {code.parent for code in codebook.codes}
    return [code for code in codebook.codes if code.short not in parents]


def words(text: str, codebook: Codebook | None = None, cue: bool = False) -> Words:
    """The words of the shadow in which cues are looked for."""
    seen = shadow(text, codebook.dialect if codebook else (), open_ends=cue)
    return tuple(seen.text[start:stop] for start, stop in seen.words())


SMALL = frozenset(
    words(
        "a an and at be did do for had have he her him i in is it me my of on or she so that the "
        "there they this to up was we were will with would you your"
    )
)


@cache
def forms(name: str) -> dict[Words, tuple[str, str]]:
    """Every way a phrase may stand in a text, with its code and the phrase as written."""
    return {
        words(phrase, book(name), cue): (code.short, phrase)
        for code in book(name).codes
        for phrase in code.cues.phrases
        for cue in (False, True)
    }


def fired(name: str, text: str) -> Counter[tuple[str, str]]:
    """How often each phrase of a codebook is found in a text."""
    known, found = forms(name), words(text, book(name))
    runs = (found[i : i + n] for n in {len(f) for f in known} for i in range(len(found) - n + 1))
    return Counter(known[run] for run in runs if run in known)


def test_there_are_two() -> None:
    """Both codebooks are found by the names the manual gives them."""
    assert shipped() == sorted(NAMES)


@BOOKS
def test_a_ready_made_codebook_is_as_the_program_would_write_it(name: str) -> None:
    """The file is valid without a warning, and writing what was read gives it back."""
    file = paths.codebooks() / f"{name}.yaml"
    assert book(name).warnings == ()
    assert to_yaml(book(name)) == file.read_text(encoding="utf-8")
    assert read(to_csv(book(name)).encode(), f"{name}.csv").codes == book(name).codes


@BOOKS
def test_every_code_says_what_it_is(name: str) -> None:
    """Each code has all its parts; a group or family needs no example of its own."""
    for code in book(name).codes:
        assert code.brief, code.short
        assert code.definition, code.short
        assert code.note, code.short
    for code in leaves(book(name)):
        assert [field for field in FIELDS if not getattr(code, field)] == [], code.short
        assert code.codable, code.short
        assert len(code.cues.phrases) >= 15, code.short
        assert len(code.cues.lemmas) >= 3, code.short


@BOOKS
def test_the_short_names_follow_the_tree(name: str) -> None:
    """A code's short name begins with its parent's, and families are heads with a colour."""
    for code in book(name).codes:
        if code.parent:
            assert code.short.rpartition(".")[0] == code.parent
            assert code.codable
            assert code.use_when, code.short
            assert code.not_when, code.short
        else:
            assert not code.codable
            assert code.colour


@BOOKS
def test_no_pointer_leads_nowhere(name: str) -> None:
    """What stands in single quotation marks is the name of another code of the book, and every
    leaf points to at least one.
    """
    names = {code.name for code in book(name).codes}
    assert len(names) == len(book(name).codes)
    for code in book(name).codes:
        pointers = POINTER.findall(f"{code.definition} {code.use_when} {code.not_when}")
        assert set(pointers) <= names - {code.name}, code.short
    assert [code.short for code in leaves(book(name)) if not POINTER.search(code.not_when)] == []


@BOOKS
def test_every_example_would_be_found(name: str) -> None:
    """The words of each example hold a phrase of its own code."""
    for code in leaves(book(name)):
        found = fired(name, code.example)
        assert code.short in {short for short, _ in found}, code.short


@BOOKS
def test_no_phrase_speaks_for_two_codes(name: str) -> None:
    """No phrase of one code is a phrase of another, or a part of one."""
    for form, (short, phrase) in forms(name).items():
        others = {other for other, _ in fired(name, phrase)} - {short}
        assert others == set(), f"{phrase} ({form}) is for {short} and {others}"


@BOOKS
def test_no_phrase_is_a_single_word(name: str) -> None:
    """A phrase raises a suggestion alone, so it is never one word, nor only small ones; "not" is
    none of these ("she didn't have to").
    """
    for form, (short, phrase) in forms(name).items():
        assert len(form) > 1, f"{short}: {phrase}"
        assert not SMALL.issuperset(form), f"{short}: {phrase}"


@BOOKS
def test_no_phrase_fires_everywhere_in_the_sample(name: str) -> None:
    """In the sample study's eleven documents, none of which was written for a phrase, each is
    heard seldom and most sentences are passed by.
    """
    sample = paths.resources() / "sample"
    files = [path for path in sample.iterdir() if path.suffix in (".docx", ".pdf", ".txt")]
    texts = [read_document(path.read_bytes(), path.name).text for path in files]
    total: Counter[tuple[str, str]] = sum((fired(name, text) for text in texts), Counter())
    assert max(total.values()) <= 4, total.most_common(3)
    assert sum(total.values()) < sum(len(text.split()) for text in texts) / 150


@BOOKS
def test_phrases_are_quiet_in_talk_about_other_things(name: str, shared: Path) -> None:
    """In parliaments, software and old diaries a phrase is heard once in 4,000 words at most."""
    kinds = ("changelog", "kenya", "ladybug", "pdpilot", "pepys", "serdif", "sheffield", "un")
    folder = shared / "corpus" / "dev" / "ref"
    files = [f for kind in kinds for f in sorted(folder.glob(f"{kind}*"))]
    chosen = [f for f in files if f.name.endswith(("pandoc.txt", "pdftotext.txt"))]
    texts = [f.read_text(encoding="utf-8", errors="replace") for f in chosen]
    total: Counter[tuple[str, str]] = sum((fired(name, text) for text in texts), Counter())
    assert sum(total.values()) < sum(len(text.split()) for text in texts) / 4_000
    assert max(total.values()) <= 6, total.most_common(3)


def test_the_kindness_codes_find_what_they_were_made_from(shared: Path) -> None:
    """In the published texts the codebook grew from, most of its codes are heard at least once."""
    texts = [f.read_text(encoding="utf-8") for f in sorted((shared / "seeds").glob("*.txt"))]
    heard = {short for text in texts for short, _ in fired("practice_of_kindness", text)}
    assert len(heard) > len(leaves(book("practice_of_kindness"))) * 0.7


@BOOKS
def test_nothing_is_copied_from_the_sources(name: str, shared: Path) -> None:
    """No six words in a row of any definition or example stand in the published texts."""
    texts = [f.read_text(encoding="utf-8") for f in sorted((shared / "seeds").glob("*.txt"))]
    published = {run for text in texts for run in sixes(words(text))}
    for code in book(name).codes:
        for field in FIELDS[:-1]:
            assert sixes(words(getattr(code, field))) & published == set(), (code.short, field)


def sixes(found: Words) -> set[Words]:
    """Every six words in a row."""
    return {found[i : i + 6] for i in range(len(found) - 5)}


def test_the_liveable_lives_codebook_has_its_shape() -> None:
    """Six families, seventeen groups, fifty-five codes; twenty-eight are the core; as its
    description says.
    """
    codebook = book("liveable_lives")
    depths = Counter(code.short.count(".") for code in codebook.codes)
    assert depths == {0: 6, 1: 17, 2: 55}
    assert sum(code.note.startswith("Core.") for code in codebook.codes) == 28


# Simulation of the three kinds of colour blindness in linear RGB: Machado, Oliveira and Fernandes,
# "A physiologically-based model for simulation of color vision deficiency" (2009), severity 1.
SIGHT = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
TO_XYZ = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0178, 0.1095, 0.8730))  # D65 = 1
Triple = tuple[float, float, float]


def times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    """A matrix by a column."""
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def lab(colour: str, sight: str) -> Triple:
    """The colour as it is seen, in CIE L*a*b*."""
    values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    seen = times(TO_XYZ, times(SIGHT[sight], (r, g, b)))
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in seen)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@BOOKS
@pytest.mark.parametrize("sight", SIGHT)
def test_families_are_told_apart_by_every_eye(name: str, sight: str) -> None:
    """Any two families' colours differ by far more than the eye needs (2.3), whoever looks."""
    colours = [code.colour for code in book(name).codes if code.colour]
    seen = [lab(colour, sight) for colour in colours]
    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 12
