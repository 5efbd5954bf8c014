"""How good suggestions are, measured before they are shown."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.learned import CodeMeasure
from liveable.core.learning import Example
from liveable.core.spans import Span
from liveable.suggest import learn as learning
from liveable.suggest.arrays import Bools
from liveable.suggest.learn import Learned, learn
from liveable.suggest.measure import cutoffs, ground, measures, probabilities
from tests.suggest.invented import Invented, invent, name

ROWS = st.lists(
    st.tuples(st.integers(0, 12), st.booleans(), st.sampled_from([0, 1, 3]), st.integers(0, 3)),
    min_size=1,
    max_size=40,
)


@pytest.fixture(scope="module")
def corpus() -> Invented:
    return invent(3, documents=12, sentences=40, told=0.9, rate=0.15)


@pytest.fixture(scope="module")
def half(corpus: Invented) -> Learned:
    return learn(corpus.material(range(6)))


def truth(corpus: Invented) -> Bools:
    """Which sentences carry which code, in the order of the passages."""
    return np.array([[c in s for c in range(corpus.codes)] for d in corpus.carries for s in d])


@given(ROWS, st.sampled_from([0.0, 0.3, 0.5, 0.8]))
def test_a_cutoff_is_chosen_on_the_others_alone(
    rows: list[tuple[int, bool, int, int]], threshold: float
) -> None:
    """For each fold, the best F1 of all cut-offs that reach the threshold, without its rows."""
    scores, carry, weight, fold = (np.array(column) for column in zip(*rows, strict=True))
    found = cutoffs(scores.astype(np.float32), carry, weight.astype(np.float32), fold, threshold)
    assert len(found) == fold.max() + 2
    for number, cut in enumerate(found):
        there = fold != number
        best, chosen = 0.0, inf
        for score in sorted(set(scores[there & carry & (weight > 0)]), reverse=True):
            shown = weight[there & (scores >= score)].sum()
            right = weight[there & carry & (scores >= score)].sum()
            coded = weight[there & carry].sum()
            surely = (right + 0.5 - np.sqrt(right * (1 - right / shown) + 0.25)) / (shown + 1)
            f1 = 2 * right / (shown + coded)
            if surely >= threshold - 1e-12 and f1 > best + 1e-12:
                best, chosen = f1, score
        assert cut == chosen


def test_precision_agrees_with_the_other_half() -> None:
    """Half of the documents coded, over seeds: the precision found in the other half lies in the
    card's interval as often as is promised, and the card is right on average.
    """
    inside, said, found = [], [], []
    for seed in range(9):
        corpus = invent(seed, documents=20, sentences=25, codes=3, told=0.75, rate=0.15)
        learned = learn(corpus.material(range(10)))
        given, carries = probabilities(learned), truth(corpus)
        for column, code in enumerate(measures(learned)):
            assert (code.cutoff is None) == (code.state != "ready")
            if code.cutoff is None or code.measured is None or code.measured.precision is None:
                continue
            shown = ~learned.passages.read & (given[:, column] >= np.float32(code.cutoff))
            if shown.any():
                card, there = code.measured.precision, float(carries[shown, column].mean())
                assert card.value >= learned.material.threshold
                inside.append(card.low <= there <= card.high)
                said.append(card.value)
                found.append(there)
    assert len(inside) >= 20
    assert np.mean(inside) >= 0.9
    assert np.mean(said) == pytest.approx(np.mean(found), abs=0.05)


def test_a_weak_code_is_silent_and_says_how_weak(corpus: Invented) -> None:
    """A code laid on by lot is not shown, though its figures are."""
    material = corpus.material(range(6))
    lot = np.random.default_rng(0)
    by_lot = [
        Example(name(d), span, "code0", "isla")
        for d in range(6)
        for span in corpus.spans[d]
        if lot.random() < 0.15
    ]
    kept = [example for example in material.examples if example.code != "code0"]
    weak = measures(learn(replace(material, examples=(*by_lot, *kept))))[0]
    assert weak.state == "too weak"
    assert weak.cutoff is None
    assert weak.examples == len(by_lot)
    assert weak.measured
    assert weak.measured.recall is not None
    assert weak.measured.precision is None or weak.measured.precision.value < 0.5


def test_a_code_with_few_codings_or_of_one_person_is_silent(corpus: Invented) -> None:
    """Nine codings are too few, and so are any number of one person's."""
    material = corpus.material(range(6))
    of_code = [example for example in material.examples if example.code == "code0"]
    others = [example for example in material.examples if example.code != "code0"]
    of_one = [Example(name(0), span, "code0", "isla") for span in corpus.spans[0][:15]]
    for some in (of_code[:9], of_one):
        found = measures(learn(replace(material, examples=(*others, *some))))[0]
        assert (found.state, found.measured, found.cutoff) == ("too few", None, None)
        assert found.examples == len(some)
    nothing = measures(learn(corpus.material([])))
    assert [code.state for code in nothing] == ["too few"] * corpus.codes


def test_the_threshold_is_the_users(half: Learned) -> None:
    """The higher it is the fewer are ready, and what is ready keeps it."""
    ready = []
    for threshold in (0.3, 0.6, 0.9, 0.99):
        found = measures(replace(half, material=replace(half.material, threshold=threshold)))
        good = [code for code in found if code.state == "ready"]
        for code in good:
            assert code.measured
            assert code.measured.precision
            assert code.measured.precision.value >= threshold
        ready.append(len(good))
    assert ready == sorted(ready, reverse=True)
    assert ready[0] > ready[-1]


def test_what_is_shown_is_at_or_above_the_cutoff(half: Learned) -> None:
    """Counting held-out probabilities at the final cut-off gives about what the card counts."""
    given = probabilities(half)[half.rows]
    for column, code in enumerate(measures(half)):
        assert code.measured
        if code.cutoff is not None:
            shown = given[:, column] >= np.float32(code.cutoff)
            assert shown.sum() == pytest.approx(code.measured.shown, rel=0.5, abs=4)
            assert half.labels[shown, column].mean() >= half.material.threshold


def test_passages_left_out_are_stood_for(
    corpus: Invented, half: Learned, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where not all that was read can be learned from, counts are of all the same."""
    monkeypatch.setattr(learning, "MOST", 190)
    few = learn(half.material, features=half.features)
    assert len(few.rows) < len(half.rows)
    for column in range(corpus.codes):
        on = [ground(one).weights[:, column].sum() for one in (few, half)]
        assert on[0] == pytest.approx(on[1])
    for less, all_of_it in zip(measures(few), measures(half), strict=True):
        assert less.measured
        assert all_of_it.measured
        assert less.measured.coded == all_of_it.measured.coded
        assert less.measured.precision
        assert all_of_it.measured.precision
        assert less.measured.precision.low < all_of_it.measured.precision.value
        assert less.measured.precision.value == pytest.approx(
            all_of_it.measured.precision.value, abs=0.2
        )


def test_suggestions_accepted_amid_unread_text_do_not_count(
    corpus: Invented, half: Learned
) -> None:
    """Accepting what is suggested elsewhere makes a code no better than it was."""
    material = half.material
    accepted = [
        Example(name(d), span, "code1", "isla", suggested=True)
        for d in range(6, 9)
        for span, codes in zip(corpus.spans[d], corpus.carries[d], strict=True)
        if 1 in codes
    ]
    heard = tuple(
        replace(one, read=tuple(e.span for e in accepted if e.document == one.document))
        for one in material.heard[6:9]
    )
    more = replace(
        material,
        examples=(*material.examples, *accepted),
        heard=(*material.heard[:6], *heard, *material.heard[9:]),
    )
    before = measures(half)[1].measured
    after = measures(learn(more))[1].measured
    assert before
    assert after
    assert after.coded == before.coded


def test_text_that_was_coded_and_not_read_says_nothing_of_precision(corpus: Invented) -> None:
    """Where all that is known to be read is what was coded, what is like it is no proof that other
    text is; where it was read up to the last coding, it is.
    """
    material = corpus.material(range(6))
    coded = {
        heard.document: [e.span for e in material.examples if e.document == heard.document]
        for heard in material.heard
    }
    states = []
    for up_to in (False, True):
        heard = tuple(
            replace(
                one,
                read=(Span(0, max(coded[one.document]).stop),)
                if up_to and one.read
                else tuple(sorted(set(coded[one.document]))),
            )
            for one in material.heard
        )
        states.append([c.state for c in measures(learn(replace(material, heard=heard)))])
    assert states[0] == ["too few"] * corpus.codes
    assert "ready" in states[1]


def test_a_few_passages_found_make_no_code_ready(half: Learned) -> None:
    """All right, but four of them: too few, with what was counted; five are enough."""
    carries = np.flatnonzero(half.labels[:, 0] > 0)
    for many, state in ((4, "too few"), (5, "ready")):
        of = dict(zip(half.groups[carries].tolist(), carries.tolist(), strict=True))
        first = list(dict.fromkeys([*of.values(), *carries.tolist()]))[:many]
        held = half.held.copy()
        held[:, 0] = -half.labels[:, 0]
        held[first, 0] = 1
        found = measures(replace(half, held=held))[0]
        assert (found.state, found.cutoff is None) == (state, many < 5)
        assert found.measured
        assert (found.measured.right, found.measured.shown) == (many, many)


def test_groups_are_the_people_with_a_value(corpus: Invented, half: Learned) -> None:
    """They are counted as if there were no others, add up, and one that all are in is left out."""
    facts = {
        name(d): {"Gender": "woman" if d % 2 else "man", "Country": "Scotland", "Age": str(d // 5)}
        for d in range(12)
    }
    found = measures(replace(half, material=replace(half.material, attributes=facts)))
    for code, plain in zip(found, measures(half), strict=True):
        assert code.measured == plain.measured
        assert code.measured
        assert {(group.attribute, group.value) for group in code.groups} <= {
            ("Gender", "woman"),
            ("Gender", "man"),
            ("Age", "0"),
            ("Age", "1"),
        }
        gender = [group.measured for group in code.groups if group.attribute == "Gender"]
        assert sum(one.coded for one in gender) == code.measured.coded
        assert sum(one.shown for one in gender) == code.measured.shown
        assert [one.folds for one in gender] == [3, 3]
        assert all(group.measured.coded >= 5 for group in code.groups)


def test_much_comes_from_the_definition_at_first(corpus: Invented) -> None:
    """The share said by definition and cues is all of it at first, and falls with codings."""
    shares = [
        [code.definition for code in measures(learn(corpus.material(range(read))))]
        for read in (0, 1, 8)
    ]
    assert shares[0] == pytest.approx([1] * corpus.codes, abs=1e-4)
    assert np.mean(shares[1]) > np.mean(shares[2])
    assert all(0 <= share <= 1 for some in shares for share in some)


def test_the_same_again(half: Learned) -> None:
    """The same material has the same measures, learned anew."""
    again = learn(half.material)
    assert again is not half
    assert measures(again) == measures(half)
    assert np.array_equal(probabilities(again), probabilities(half))
    first: CodeMeasure = measures(half)[0]
    assert first.model == half.version
