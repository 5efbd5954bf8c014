"""Cue mining: phrases that tell a code's codings from the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from liveable.core.codebook import Cues
from liveable.core.learned import Proposal
from liveable.core.learning import Material
from liveable.core.spans import Span
from liveable.suggest.learn import learn
from liveable.suggest.mine import keyness, mine
from tests.suggest.learning import CODES, material


def proposed(found: Material, code: str, most: int = 30) -> list[Proposal]:
    """What is proposed for a code."""
    return mine(learn(found), code, most)


def told(found: Material, code: str, **cues: tuple[str, ...]) -> Material:
    """The same with other cues of a code."""
    codes = tuple(replace(c, cues=Cues(**cues)) if c.code == code else c for c in found.codes)
    return replace(found, codes=codes)


def early(found: Material, most: int = 3) -> Material:
    """The same with only the first codings of every code, and no more read than that."""
    examples = [
        one for code in CODES for one in [e for e in found.examples if e.code == code.code][:most]
    ]
    last = {
        e.document: max(x.span.stop for x in examples if x.document == e.document) for e in examples
    }
    heard = tuple(
        replace(h, read=(Span(0, last[h.document]),) if h.document in last else ())
        for h in found.heard
    )
    return replace(found, heard=heard, examples=tuple(examples))


@pytest.mark.parametrize(("a", "n", "b", "m"), [(10, 20, 5, 100), (1, 20, 50, 100), (3, 3, 0, 9)])
def test_keyness_is_dunnings_log_likelihood_ratio(a: int, n: int, b: int, m: int) -> None:
    """Half of -2 log λ of the two-by-two table, below 0 where the phrase is rarer inside."""
    table = np.array([[a, n - a], [b, m - b]])
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic / 2
    sign = 1 if a / n > b / m else -1
    found = keyness(np.array([a]), n, np.array([b]), m)
    assert found[0] == pytest.approx(sign * expected)


def test_a_few_codings_are_enough() -> None:
    """After three codings of a code the phrases proposed are from what it is about."""
    found = proposed(early(material(8, 20)), "worry")
    assert {one.phrase for one in found[:2]} == {"anxious all night", "worried about the winter"}


def test_counts_are_of_passages_that_hold_the_phrase() -> None:
    """Coded with it, read without it, and not yet read: each passage counted once."""
    found = learn(material())
    known = found.passages
    for one in mine(found, "help"):
        holds = [
            row
            for row, text in enumerate(known.texts)
            if known.offered[row] and f" {one.phrase.lower()} " in f" {text.lower().rstrip('.')} "
        ]
        read = [row for row in holds if known.read[row]]
        assert (one.inside + one.outside, one.unread) == (len(read), len(holds) - len(read)), one
        assert 1 <= len(one.examples) <= 3
        assert all(one.phrase in near.text for near in one.examples[:1])
        assert all(0 <= near.likeness <= 1.001 for near in one.examples)


def test_order_is_by_keyness_and_stays() -> None:
    """The best first, and the same for the same material."""
    found = proposed(material(), "money")
    assert [one.keyness for one in found] == sorted((one.keyness for one in found), reverse=True)
    assert found == proposed(material(), "money")


def test_what_is_a_cue_or_banned_is_not_proposed() -> None:
    """A cue, what holds it, a banned phrase in any form of its words, a word that misleads."""
    plain = told(material(), "help")
    phrases = [one.phrase for one in proposed(plain, "help")]
    cue, banned = phrases[0], phrases[1]
    after = [
        one.phrase
        for one in proposed(told(plain, "help", phrases=(cue,), banned=(banned,)), "help")
    ]
    assert not [phrase for phrase in after if cue in phrase or phrase == banned]
    misleading = [
        one.phrase for one in proposed(told(plain, "help", misleading=("clinic",)), "help")
    ]
    assert "clinic" in phrases
    assert "clinic" not in misleading


def test_phrases_that_say_the_same_are_proposed_once() -> None:
    """Of phrases with words in common that stand in the same passages, the best one alone."""
    found = [one.phrase for one in proposed(material(), "worry")]
    assert len([phrase for phrase in found if "anxious" in phrase]) == 1


def test_what_one_person_alone_says_is_not_proposed() -> None:
    """A name that stands in one person's words only tells nothing of other people."""
    plain = material()
    first = plain.heard[0]
    named = replace(first, text=first.text.replace("rent", "Lana"))
    assert "Lana is dear" in named.text
    alone = proposed(replace(plain, heard=(named, *plain.heard[1:])), "money")
    assert not [one for one in alone if "Lana" in one.phrase]
    everywhere = [replace(one, text=one.text.replace("rent", "Lana")) for one in plain.heard]
    found = proposed(replace(plain, heard=tuple(everywhere)), "money")
    assert [one for one in found if "Lana" in one.phrase]


def test_before_anything_is_coded_the_codebook_has_phrases_found() -> None:
    """What stands where the definition's words are; nothing where nothing is said."""
    new = material(read=0)
    assert not new.examples
    found = proposed(new, "worry", 4)
    assert found[0].phrase == "worried about the winter"
    assert "anxious all night" in [one.phrase for one in found]
    assert {one.inside for one in found} == {0}
    assert all(near.likeness == 0 for one in found for near in one.examples)
    assert proposed(replace(new, heard=()), "worry") == []


def test_in_what_is_read_to_the_end_only_codings_have_phrases() -> None:
    """A phrase that is in none of them is proposed only where something is unread."""
    done = material(6, 20, read=6)
    for code in CODES:
        found = proposed(done, code.code)
        assert found
        assert all(one.inside and not one.unread for one in found)
