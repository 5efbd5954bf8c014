"""Counting the places of cue phrases."""

from __future__ import annotations

from liveable.core.codebook import Cues, Respelling
from liveable.core.spans import Span
from liveable.core.suggestion import CodeCues, Listened
from liveable.suggest import engine
from liveable.suggest.places import places

BODY = (
    "It is not my place. It’s no' my place. Then we talked of the weather for a while. "
    "They said it was not my place to ask.\n\nMy place is small."
)
TEXT = Listened("d", BODY, (Span(0, len(BODY)),), "en")
DIALECT = (Respelling("no'", "not"),)


def test_a_phrase_has_as_many_places_as_it_makes_suggestions() -> None:
    """Each by itself, whatever the others find; a phrase without words has none."""
    phrases = ["not my place", "my place", "weather", "nowhere", "…", "my place"]
    found = places([TEXT], phrases, dialect=DIALECT)
    assert list(found) == ["not my place", "my place", "weather", "nowhere", "…"]
    for phrase in found:
        cues = [CodeCues("c", Cues((phrase,)))]
        assert found[phrase] == len(engine.suggest([TEXT], cues, dialect=DIALECT))
    assert found["weather"] == 1
    assert found["not my place"] == 2
    assert found["my place"] == 3
    assert found["nowhere"] == found["…"] == 0


def test_what_is_not_listened_to_is_not_counted() -> None:
    """An interviewer's words are no place."""
    asked = Listened("d", BODY, (Span(0, 19),), "en")
    assert places([asked], ["my place"]) == {"my place": 1}
