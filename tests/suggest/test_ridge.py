"""The regression, checked against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import TruncatedSVD
from sklearn.kernel_ridge import KernelRidge

from liveable.suggest import ridge
from liveable.suggest.features import TOPICS
from liveable.suggest.learn import Learned, learn
from tests.suggest.learning import material


@pytest.fixture(scope="module")
def learned() -> Learned:
    """What is learned from a small material."""
    return learn(material())


def test_it_is_a_kernel_ridge_about_the_codebooks_word(learned: Learned) -> None:
    """For each code the regression of what is left of the labels when the fading word of the
    codebook is taken off, with that word itself as one more feature.
    """
    features, rows = learned.features, learned.rows
    with_cues = np.array([bool(code.cues.phrases) for code in learned.material.codes])
    fading = ridge.faded(learned.labels, with_cues)
    whole = ridge.gram(features, np.arange(len(learned.passages), dtype=np.int32))
    whole = np.tril(whole) + np.tril(whole, -1).T
    ours = ridge.score(features, learned.prior, learned.model)
    for code, mean in enumerate(fading):
        word = learned.prior[:, code]
        kernel = whole + ridge.TAU * np.outer(word, word)
        theirs = KernelRidge(kernel="precomputed", alpha=learned.noise)
        theirs.fit(kernel[np.ix_(rows, rows)], learned.labels[:, code] - mean * word[rows])
        expected = mean * word + theirs.predict(kernel[:, rows])
        assert ours[:, code] == pytest.approx(expected, abs=1e-4)


def test_topics_keep_as_much_of_the_words_as_scikit_learns(learned: Learned) -> None:
    """Whose analysis is exact here; ours is by random projection."""
    features = learned.features
    topics = features.topics
    assert topics is not None
    words = features.word_rows
    exact = TruncatedSVD(min(TOPICS, len(topics.axes)), algorithm="arpack", random_state=0)
    kept = np.linalg.norm(words[:, topics.columns] @ topics.axes.T)
    assert kept == pytest.approx(np.linalg.norm(exact.fit_transform(words)), rel=0.01)
