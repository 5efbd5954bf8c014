"""What is learned from codings: what counts as known, and scores that hold what they promise."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from liveable.core.codebook import Cues
from liveable.core.learning import Example, Judged, Material
from liveable.core.spans import Span
from liveable.suggest import learn as learning
from liveable.suggest import ridge
from liveable.suggest.arrays import Floats, Ints
from liveable.suggest.features import Features
from liveable.suggest.learn import Learned, evidence, learn
from liveable.suggest.passages import passages, reading
from liveable.suggest.prior import phrases, prior
from tests.bench import suggest_method
from tests.suggest.learning import ANN, CODES, SAID, material


@pytest.fixture(scope="module")
def learned() -> Learned:
    """Six interviews, four of them read and coded."""
    return learn(material(6, 20))


def row_of(found: Learned, document: str, start: int) -> int:
    """The passage that begins there."""
    at = (found.passages.document == found.passages.documents.index(document)) & (
        found.passages.start == start
    )
    return int(np.flatnonzero(at)[0])


def test_what_is_learned_finds_what_was_not_read(learned: Learned) -> None:
    """In the two interviews not read, the best passages of each code are about it."""
    unread = learned.passages.offered & ~learned.passages.read
    signs = {
        "money": "bills wages debt rent",
        "help": "hand helped drove",
        "worry": "anxious worr fright",
    }
    for column, code in enumerate(CODES):
        best = sorted(np.flatnonzero(unread), key=lambda row: -learned.scores[row, column])[:3]
        for row in best:
            said = learned.passages.texts[row]
            assert any(sign in said for sign in signs[code.code].split()), (code.code, said)


def test_only_offered_passages_that_were_read_are_learned_from(learned: Learned) -> None:
    """The interviewer's questions are context, and what nobody has read is unknown."""
    known = learned.passages
    assert list(learned.rows) == list(np.flatnonzero(known.offered & known.read))
    assert learned.known.all()
    assert learned.labels.shape == (len(learned.rows), 3)
    assert learned.scores.dtype == learned.held.dtype == np.float32
    assert not np.isnan(learned.held).any()


def test_held_out_scores_are_those_of_learning_without_the_person(learned: Learned) -> None:
    """The closed form gives what really leaving a person out gives."""
    seen = evidence(learned.passages, learned.material)
    with_cues = np.array([bool(phrases(code)) for code in CODES])
    whose = learned.passages.person[learned.rows]
    raw = ridge.held_out(_fit(learned, seen, np.arange(len(seen.rows))), _members(whose))
    assert np.allclose(ridge.rivals(raw), learned.held, atol=1e-6)
    fading = ridge.faded(seen.labels, with_cues)
    for person in np.unique(whose):
        left, out = np.flatnonzero(whose != person), np.flatnonzero(whose == person)
        again = _fit(learned, seen, left, fading)
        scores = ridge.score(learned.features, learned.prior, ridge.model(learned.features, again))
        assert np.abs(scores[seen.rows[out]] - raw[out]).max() < 1e-5


def _fit(
    found: Learned, seen: learning.Evidence, rows: Ints, fading: Floats | None = None
) -> ridge.Fit:
    with_cues = np.array([bool(phrases(code)) for code in CODES])
    return ridge.fit(
        found.features,
        seen.rows[rows],
        seen.labels[rows],
        seen.known[rows],
        seen.noise[rows],
        found.prior,
        ridge.faded(seen.labels, with_cues) if fading is None else fading,
    )


def _members(groups: Ints) -> list[Ints]:
    return [np.flatnonzero(groups == one) for one in np.unique(groups)]


def test_one_person_is_held_out_by_document_and_one_document_not_at_all() -> None:
    """Where there is nobody else to learn from, nothing is said of how good it is."""
    found = material()
    alone = replace(
        found,
        heard=tuple(
            replace(h, stretches=tuple(s._replace(person="Ann") for s in h.stretches))
            for h in found.heard
        ),
    )
    by_document = learn(alone)
    assert list(by_document.groups) == list(by_document.passages.document[by_document.rows])
    assert not np.isnan(by_document.held).any()
    one = learn(replace(alone, heard=alone.heard[:1]))
    assert np.isnan(one.held).all()
    assert not np.isnan(one.scores).any()


def test_a_verdict_on_what_was_not_read_says_something_of_its_code_alone() -> None:
    """An accepted suggestion counts, with more noise; a rejected one is a known negative."""
    found = material()
    unread = found.heard[5]
    known = reading(passages(found.heard), found.heard)
    rows = np.flatnonzero((known.document == 5) & known.offered)[:3]
    spans = [known.span(int(row)) for row in rows]
    told = replace(
        found,
        examples=(*found.examples, Example(unread.document, spans[0], "help", ANN, suggested=True)),
        judged=(
            Judged(unread.document, spans[0], "help", ANN, True),
            Judged(unread.document, spans[1], "money", ANN, False),
            Judged(unread.document, spans[2], "money", "somebody else", False),
        ),
    )
    seen = evidence(known, told)
    accepted, rejected = (int(np.flatnonzero(seen.rows == row)[0]) for row in rows[:2])
    assert seen.labels[accepted].tolist() == [0, 1, 0]
    assert seen.known[accepted].tolist() == [False, True, False]
    assert seen.noise[accepted] == pytest.approx(2 * seen.noise[0])
    assert seen.labels[rejected].tolist() == [0, 0, 0]
    assert seen.known[rejected].tolist() == [True, False, False]
    assert rows[2] not in seen.rows
    before, after = learn(found), learn(told)
    assert after.version != before.version
    row = row_of(after, unread.document, spans[0].start)
    assert after.scores[row, 1] > before.scores[row, 1]


@pytest.mark.parametrize(("length", "coded"), [(0.6, True), (0.4, False)])
def test_a_coding_counts_from_half_of_the_sentence(length: float, coded: bool) -> None:
    """Half of the shorter of the two decides."""
    text = "One sentence that is long enough to be cut in two by anybody."
    found = material(2)
    one = replace(
        found.heard[0],
        text=text,
        stretches=(found.heard[0].stretches[1]._replace(span=Span(0, len(text))),),
        read=(Span(0, len(text)),),
    )
    other = len(text) * 3
    # The coding begins in this sentence and goes on for as long in what follows.
    span = Span(int(len(text) * (1 - length)), len(text) + other)
    longer = replace(
        one,
        text=text + " " * other,
        stretches=(one.stretches[0]._replace(span=Span(0, len(text))),),
    )
    seen = evidence(
        reading(passages([longer]), [longer]),
        Material((longer,), CODES, (Example(one.document, span, "help", ANN),), coders=(ANN,)),
    )
    assert bool(seen.labels.any()) is coded


def test_too_many_negatives_are_drawn_by_lot_and_stand_for_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every coded passage is kept; the lot is the same each time."""
    found = material(12, 30)
    whole = evidence(reading(passages(found.heard), found.heard), found)
    positives = whole.labels.any(axis=1).sum()
    monkeypatch.setattr(learning, "MOST", int(positives) + 20)
    known = reading(passages(found.heard), found.heard)
    seen, again = evidence(known, found), evidence(known, found)
    assert seen.labels.any(axis=1).sum() == positives
    assert len(seen.rows) == positives + 20
    assert seen.stands.sum() == pytest.approx(len(whole.rows))
    assert list(seen.rows) == list(again.rows)
    monkeypatch.setattr(learning, "MOST_TOLD", 5)
    newest = evidence(known, found)
    told = newest.rows[newest.labels.any(axis=1)]
    assert len(told) == 5
    assert newest.stands.sum() == pytest.approx(len(whole.rows))
    assert set(known.document[told]) == {9}  # the last of those that were read


def test_nothing_coded_nothing_read_and_nothing_there() -> None:
    """What is missing is no error: the codebook's word remains."""
    found = material()
    fresh = replace(found, examples=(), heard=tuple(replace(one, read=()) for one in found.heard))
    said = learn(fresh)
    assert len(said.rows) == 0
    assert np.allclose(said.scores, ridge.rivals(said.prior * said.model.beta), atol=1e-6)
    assert learn(replace(fresh, heard=())).scores.shape == (0, 3)
    assert learn(replace(found, codes=())).scores.shape[1] == 0
    one = replace(
        found.heard[0],
        text="Yes",
        stretches=(found.heard[0].stretches[1]._replace(span=Span(0, 3)),),
    )
    assert learn(replace(found, heard=(one,), examples=())).scores.shape == (1, 3)


def test_the_same_material_gives_the_same_and_other_orders_and_names_do_not_matter() -> None:
    """Nothing hangs on a set's name, on names of codes within, or on the order they come in."""
    found = material()
    first = learn(found)
    assert np.array_equal(first.scores, learn(found).scores)
    backwards = learn(replace(found, codes=found.codes[::-1]))
    assert np.allclose(first.scores, backwards.scores[:, ::-1], atol=1e-5)
    renamed = replace(
        found,
        heard=tuple(replace(one, document=f"other {one.document}") for one in found.heard),
        examples=tuple(e._replace(document=f"other {e.document}") for e in found.examples),
    )
    assert np.array_equal(first.scores, learn(renamed).scores)


def test_misleading_words_weigh_nothing_in_what_the_codebook_says() -> None:
    """A cue of misleading words alone is none, and others are read without them."""
    found = material()
    features = Features(passages(found.heard))
    help_ = CODES[1]
    without = replace(help_, cues=replace(help_.cues, misleading=("Hand",)))
    alone = replace(help_, cues=replace(help_.cues, phrases=("hand",), misleading=("hand",)))
    said = prior(features, (help_, without, alone))
    hands = [row for row, text in enumerate(features.passages.texts) if "a hand" in text]
    assert said[hands, 0].min() > said[hands, 1].min()
    assert phrases(alone) == ()
    assert np.allclose(prior(features, (help_, without, alone)), said)


def test_exchanged_names_of_codes_change_little_where_there_are_cues() -> None:
    """Names are words of the codebook like others; nothing is looked up by them."""
    found = material(8, 30, read=1)
    cues = (("pay the bills", "in debt"), ("gave me a hand", "drove me"), ("anxious", "worried"))
    codes = [replace(c, cues=Cues(some)) for c, some in zip(CODES, cues, strict=True)]
    names = [code.name for code in codes]
    exchanged = [
        replace(c, name=n) for c, n in zip(codes, (names[1], names[2], names[0]), strict=True)
    ]
    other = [replace(c, name=f"{number}") for number, c in enumerate(codes)]
    ways = [learn(replace(found, codes=tuple(some))) for some in (codes, exchanged, other)]
    best = [_right(way) for way in ways]
    assert min(best) > 0.8
    assert max(best) - min(best) < 0.1


def _right(found: Learned) -> float:
    """How many of the ten best unread passages of each code are about it, in the mean."""
    unread = np.flatnonzero(found.passages.offered & ~found.passages.read)
    right = []
    for column, code in enumerate(CODES):
        best = unread[np.argsort(-found.scores[unread, column], kind="stable")[:10]]
        said = [found.passages.texts[row] for row in best]
        right += [any(text.startswith(one) for one in SAID[code.code]) for text in said]
    return float(np.mean(right))


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the benchmark leaves its files open
def test_the_names_of_sets_and_codes_do_not_make_the_benchmark_better(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a real set: another name of the set, another order of the codes, exchanged names."""
    monkeypatch.syspath_prepend(shared / "suggest")
    bench = importlib.import_module("bench")
    corpus, labels, book = bench.load("pac")
    order, pool = bench.split(corpus, 0)
    codes = bench.eligible(corpus, labels, book, pool)
    names = [code["name"] for code in codes]
    read, coded = bench.read_until(corpus, labels, order, set(names), 50)
    unread = [row for row, line in enumerate(corpus) if line.doc in pool]
    there = np.array([[name in labels[row] for name in names] for row in unread])
    method = suggest_method.Liveable()
    method.prepare(corpus)

    def precision(new: list[str]) -> float:
        renamed = dict(zip(names, new, strict=True))
        for line in corpus:
            line.data = new[0]
        method.fit(
            read,
            [{renamed[code] for code in some} for some in coded],
            [{**code, "name": renamed[code["name"]]} for code in reversed(codes)],
        )
        scores = method.score([corpus[row] for row in unread])[:, ::-1]
        best = np.argsort(-scores, axis=0, kind="stable")[:20]
        return float(np.take_along_axis(there, best, 0).mean())

    as_it_is = precision(names)
    assert as_it_is > 0.6
    assert abs(precision([*names[1:], names[0]]) - as_it_is) < 0.05
