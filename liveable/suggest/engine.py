"""Suggestions from the codes' cue phrases: plain values in, plain values out.

Runs in a worker. spaCy is imported when a pipeline is built, not before.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from liveable.core.codebook import Respelling
from liveable.core.progress import SILENT, Progress
from liveable.core.scripts import UNSPACED
from liveable.core.spans import Span, trimmed
from liveable.core.suggestion import CodeCues, Listened, Reason, Suggestion
from liveable.suggest.weigh import rarity, together

if TYPE_CHECKING:
    from spacy.language import Language

    from liveable.suggest.hits import Hit

MODEL = "cues/1"
SPANS = "liveable"

_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")
_UNSPACED = f"[{UNSPACED}\u3001-\u303f\uff01-\uff65]"  # with their punctuation
_COMMON_ENGLISH = re.compile(
    r"\b(?:the|and|to|of|a|i|it|you|that|was|in|is|we|they|she|he|my|but)\b", re.IGNORECASE
)


def pipeline(language: str | None) -> Language:
    """A pipeline that marks sentences and finds cues (none yet), for a language by its code
    ("en-GB").

    Where spaCy lacks the language, or needs another package for it, words are divided by white
    space and punctuation, and scripts without spaces character by character.
    """
    from spacy.util import compile_infix_regex

    from liveable.suggest.cues import CUES, SENTENCES

    nlp = _blank(language)
    infixes = [*(nlp.Defaults.infixes or ()), _UNSPACED]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.max_length = sys.maxsize  # the limit is there for parsers
    nlp.add_pipe(SENTENCES)
    nlp.add_pipe(CUES, config={"spans_key": SPANS, "english": nlp.lang == "en"})
    return nlp


def _blank(language: str | None) -> Language:
    import spacy
    from spacy.tokenizer import Tokenizer

    code = _LANGUAGE.match((language or "xx").lower())
    try:
        nlp = spacy.blank(code.group() if code else "xx")
    except ImportError:
        return spacy.blank("xx")
    return nlp if isinstance(nlp.tokenizer, Tokenizer) else spacy.blank("xx")


def suggest(
    texts: Sequence[Listened],
    cues: Sequence[CodeCues],
    *,
    dialect: Sequence[Respelling] = (),
    progress: Progress = SILENT,
) -> list[Suggestion]:
    """The passages in which a code's cue phrases are found, best first, then in order of the texts.

    A passage is a sentence inside one of ``Listened.parts``, or a run of neighbouring ones that
    hold a phrase of the same code. Its score puts its reasons together (see ``weigh``), each
    weighing less the more of all the sentences its cue is found in. The same texts and cues give
    the same suggestions.
    """
    parts: list[_Part] = []
    pipelines: dict[str, Language] = {}
    for text in progress.each(texts, len(texts), "Looking for cues"):
        language = text.language or guessed(text)
        if language not in pipelines:
            pipelines[language] = _listening(language, cues, dialect)
        parts += _heard(pipelines[language], text)
    rarities = _rarities(parts)
    found = [s for part in parts for s in _suggestions(part, rarities)]
    return sorted(found, key=lambda suggestion: -suggestion.score)


class _Part(NamedTuple):
    """One part of a document: where it begins, its passages with their codes and the cues found in
    them, in how many of its sentences each cue was found, and how many there are.
    """

    text: Listened
    offset: int
    passages: list[tuple[Span, str, list[Hit]]]
    heard: dict[str, int]
    sentences: int


def guessed(text: Listened) -> str:
    """The language of a text that does not say: English, unless enough of it sounds otherwise."""
    sample = text.text[:20_000]
    words, common = len(sample.split()), len(_COMMON_ENGLISH.findall(sample))
    return "en" if words < 30 or common >= words / 10 else "xx"


def _listening(language: str, cues: Sequence[CodeCues], dialect: Sequence[Respelling]) -> Language:
    from liveable.suggest.cues import CUES, CueFinder

    nlp = pipeline(language)
    finder = nlp.get_pipe(CUES)
    assert isinstance(finder, CueFinder)
    finder.look_for(cues, dialect)
    return nlp


def _heard(nlp: Language, text: Listened) -> Iterator[_Part]:
    spoken = ((part.of(text.text), part.start) for part in text.parts)
    for doc, offset in nlp.pipe(spoken, as_tuples=True):
        group = doc.spans[SPANS]
        attrs = group.attrs
        passages = [
            (Span(span.start_char, span.end_char), span.label_, hits)
            for span, hits in zip(group, attrs["reasons"], strict=True)
        ]
        yield _Part(text, offset, passages, attrs["heard"], attrs["sentences"])


def _rarities(parts: Sequence[_Part]) -> dict[str, float]:
    heard: Counter[str] = Counter()
    for part in parts:
        heard.update(part.heard)
    sentences = sum(part.sentences for part in parts)
    return {cue: rarity(fired, sentences) for cue, fired in heard.items()}


def _suggestions(part: _Part, rarities: dict[str, float]) -> Iterator[Suggestion]:
    text, offset = part.text.text, part.offset
    for (start, stop), code, hits in part.passages:
        span = trimmed(Span(start + offset, stop + offset), text)
        reasons = [_reason(hit, offset, text, rarities) for hit in hits]
        reasons.sort(key=lambda reason: (-reason.weight, reason.start))
        score = together(reason.weight for reason in reasons)
        yield Suggestion(part.text.document, span, code, score, "cue", tuple(reasons), MODEL)


def _reason(hit: Hit, offset: int, text: str, rarities: dict[str, float]) -> Reason:
    span = Span(hit.start + offset, hit.stop + offset)
    weight = hit.weight * rarities[hit.cue]
    return Reason(hit.kind, span.of(text), span.start, span.stop, weight)
