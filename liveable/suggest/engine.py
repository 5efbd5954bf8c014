"""Suggestions from the codes' cue phrases: plain values in, plain values out.

Runs in a worker. spaCy is imported when a pipeline is built, not before.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from liveable.core.codebook import Respelling
from liveable.core.progress import SILENT, Progress
from liveable.core.scripts import UNSPACED
from liveable.core.suggestion import CodeCues, Listened, Suggestion
from liveable.suggest import pipelines

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "cues/1"
SPANS = "liveable"

ENGLISH = re.compile(r"en(?![a-z])", re.IGNORECASE)  # as a text's language: "en", "en-GB"
_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")
_UNSPACED = f"[{UNSPACED}\u3001-\u303f\uff01-\uff65]"  # with their punctuation
_COMMON_ENGLISH = re.compile(
    r"\b(?:the|and|to|of|a|i|it|you|that|was|in|is|we|they|she|he|my|but)\b", re.IGNORECASE
)


def pipeline(language: str | None, trained: str | None = None) -> Language:
    """A pipeline that marks sentences and finds cues (none yet), for a language by its code
    ("en-GB").

    With the name of a ``trained`` one that is installed, that one's sentences and lemmas are used,
    whatever the language; raises Refused where it cannot be loaded. Where spaCy lacks the language,
    or needs another package for it, words are divided by white space and punctuation, and scripts
    without spaces character by character.
    """
    from spacy.util import compile_infix_regex

    from liveable.suggest.cues import CUES, SENTENCES

    if trained is not None:
        nlp = pipelines.load(trained)
        if not pipelines.divides(nlp):
            nlp.add_pipe(SENTENCES)
        nlp.add_pipe(CUES, config={"spans_key": SPANS, "english": nlp.lang == "en"})
        return nlp
    nlp = blank(language)
    infixes = [*(nlp.Defaults.infixes or ()), _UNSPACED]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.max_length = sys.maxsize  # the limit is there for parsers
    nlp.add_pipe(SENTENCES)
    nlp.add_pipe(CUES, config={"spans_key": SPANS, "english": nlp.lang == "en"})
    return nlp


def blank(language: str | None) -> Language:
    """What spaCy has for a language, with nothing added."""
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
    pipeline: str | None = None,
    progress: Progress = SILENT,
) -> list[Suggestion]:
    """The passages in which a code's cue phrases are found, best first, then in order of the texts.

    A passage is a sentence inside one of ``Listened.parts``, or a run of neighbouring ones that
    hold a phrase of the same code. Its score puts its reasons together (see ``weigh``), each
    weighing less the more of all the sentences its cue is found in. The same texts and cues give
    the same suggestions.

    Texts in the language of an installed spaCy ``pipeline`` are divided into its sentences, and
    lemmas are its own; where it cannot be loaded, that is told as a step, and they are found by
    rule.
    """
    from liveable.suggest.corpus import suggested

    return suggested(texts, cues, dialect, progress, pipeline)


def guessed(text: Listened) -> str:
    """The language of a text that does not say: English, unless enough of it sounds otherwise."""
    sample = text.text[:20_000]
    words, common = len(sample.split()), len(_COMMON_ENGLISH.findall(sample))
    return "en" if words < 30 or common >= words / 10 else "xx"
