"""Cues looked for in many documents at once. The words of a document are kept for the next time, so
that little is to be done again when one cue or one text was changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import chain
from typing import NamedTuple

import numpy as np

from liveable.core.codebook import Respelling
from liveable.core.progress import Progress
from liveable.core.spans import Span, trimmed
from liveable.core.suggestion import CodeCues, Listened, Reason, Suggestion
from liveable.suggest import pipelines
from liveable.suggest.engine import ENGLISH, MODEL, blank, guessed
from liveable.suggest.hits import Cue, Hit, Wanted, inflected, parted, runs, wanted
from liveable.suggest.pipelines import Reader
from liveable.suggest.spoken import Found, Names, Spoken, find, joined, spoken
from liveable.suggest.weigh import rarity, together

MOST = 4_000_000  # words that are kept, of the documents heard last


class _Kept(NamedTuple):
    """The words of a document, and all that they depend on."""

    of: tuple[Listened, bool, tuple[Respelling, ...], str]
    words: Spoken


_NAMES = Names()
_KEPT: dict[str, _Kept] = {}  # by document, the one heard last at the end


class _Passage(NamedTuple):
    """Where cues point in the document of a number."""

    document: int
    span: Span
    code: str
    reasons: list[Hit]


def suggested(
    texts: Sequence[Listened],
    cues: Sequence[CodeCues],
    dialect: Sequence[Respelling],
    progress: Progress,
    pipeline: str | None = None,
) -> list[Suggestion]:
    """As ``engine.suggest``."""
    telling = Progress(lambda *step: progress.step(0, len(texts), step[2]))
    trained = pipelines.found(pipeline, telling)
    groups: dict[str, dict[int, Spoken]] = {}
    for number, text in enumerate(progress.each(texts, len(texts), "Looking for cues")):
        language = _tongue(text.language or guessed(text)).code
        by = trained if trained is not None and trained.language == language else None
        words = _words(text, language == "en", tuple(dialect), by)
        groups.setdefault(language, {})[number] = words
    _forget()
    heard: Counter[str] = Counter()
    passages: list[_Passage] = []
    for language, group in groups.items():
        common, english = _tongue(language).common, language == "en"
        looked_for = wanted(cues, dialect, english, partial(_is_among, common))
        by_rule = english and (trained is None or trained.language != language)
        passages += _passages(texts, group, looked_for, by_rule, heard)
    sentences = sum(len(words) for group in groups.values() for words in group.values())
    rarities = {cue: rarity(fired, sentences) for cue, fired in heard.items()}
    passages.sort(key=lambda passage: passage[:3])
    found = [_suggestion(texts[passage.document], passage, rarities) for passage in passages]
    return sorted(found, key=lambda suggestion: -suggestion.score)


class _Tongue(NamedTuple):
    """A language as spaCy knows it: its code, and its common words, which say less."""

    code: str
    common: frozenset[str]


@lru_cache(maxsize=64)
def _tongue(language: str) -> _Tongue:
    if ENGLISH.match(language) and (common := _common_english()):
        return _Tongue("en", common)
    found = blank(language)
    return _Tongue(found.lang or "xx", frozenset(found.Defaults.stop_words))


def _is_among(common: frozenset[str], word: str) -> bool:
    return word.lower() in common


def _common_english() -> frozenset[str]:
    """The common words of spaCy's English, read from their file alone, for all of spaCy takes 50 MB
    and half a second to load; none if they are not where they used to be.
    """
    spacy = find_spec("spacy")
    folders = spacy.submodule_search_locations if spacy else None
    places = [f"{folder}/lang/en" for folder in folders or ()]
    there = PathFinder.find_spec("stop_words", places)
    if there is None or there.loader is None:
        return frozenset()
    read = module_from_spec(there)
    there.loader.exec_module(read)
    return frozenset(read.STOP_WORDS)


def _words(
    text: Listened, english: bool, dialect: tuple[Respelling, ...], by: Reader | None
) -> Spoken:
    """The words of a document: those that are kept, if they are of the same."""
    of = (text, english, dialect, by.name if by else "")
    kept = _KEPT.pop(text.document, None)
    if kept is None or kept.of != of:
        read = by.read if by else None
        words = spoken(text.text, text.parts, _NAMES, english=english, dialect=dialect, read=read)
        kept = _Kept(of, words)
    _KEPT[text.document] = kept
    return kept.words


def _forget() -> None:
    """Let go of the documents that were not heard for longest, where too much is kept."""
    words = sum(len(kept.words.ids) for kept in _KEPT.values())
    for document in list(_KEPT):
        if words <= MOST:
            return
        words -= len(_KEPT.pop(document).words.ids)


def _passages(
    texts: Sequence[Listened],
    group: Mapping[int, Spoken],
    looked_for: Mapping[Cue, Wanted],
    by_rule: bool,
    heard: Counter[str],
) -> list[_Passage]:
    """The passages that cues point at in documents of one language; counts in ``heard`` in how many
    sentences each cue is. ``by_rule``: lemmas stand for the forms that English makes of them.
    """
    within = joined(list(group.values()))
    number = np.repeat(list(group), [len(words) for words in group.values()])
    phrases = {cue: some for cue, (_, some) in looked_for.items() if cue.kind == "phrase"}
    lemmas = {
        cue: inflected(some) if by_rule else some
        for cue, (_, some) in looked_for.items()
        if cue.kind == "lemma"
    }
    in_words = find(within, phrases, _NAMES)
    in_lemmas = find(replace(within, ids=within.lemmas), lemmas, _NAMES)
    hits: dict[str, dict[int, list[Hit]]] = defaultdict(lambda: defaultdict(list))
    beside: list[tuple[Cue, Found]] = []
    for cue, found in chain(in_words, in_lemmas):
        heard[cue.name] += len(np.unique(within.row[found.first]))
        if cue.kind == "phrase":
            _add(hits, within, cue, looked_for[cue].codes, found)
        else:
            beside.append((cue, found))
    there = {code: np.array(sorted(rows), np.int32) for code, rows in hits.items()}
    for cue, found in beside:
        rows = within.row[found.first]
        for code in looked_for[cue].codes:
            if code in there:
                near = np.isin(rows, there[code])
                _add(hits, within, cue, (code,), Found(found.first[near], found.last[near]))

    def follows(before: int, after: int) -> bool:
        same = within.part[before] == within.part[after]
        text = texts[number[before]].text
        return bool(same) and not parted(text, within.begin[before], within.begin[after])

    return [
        _Passage(
            int(number[run.first]),
            Span(int(within.begin[run.first]), int(within.end[run.last])),
            run.code,
            run.reasons,
        )
        for run in runs(hits, follows)
    ]


def _add(
    hits: dict[str, dict[int, list[Hit]]],
    within: Spoken,
    cue: Cue,
    codes: Sequence[str],
    found: Found,
) -> None:
    rows = within.row[found.first].tolist()
    places = zip(within.start[found.first].tolist(), within.stop[found.last].tolist(), strict=True)
    for row, (start, stop) in zip(rows, places, strict=True):
        hit = Hit(cue.kind, cue.name, start, stop, cue.weight)
        for code in codes:
            hits[code][row].append(hit)


def _suggestion(text: Listened, passage: _Passage, rarities: Mapping[str, float]) -> Suggestion:
    span = trimmed(passage.span, text.text)
    reasons = [_reason(hit, text.text, rarities) for hit in passage.reasons]
    reasons.sort(key=lambda reason: (-reason.weight, reason.start))
    score = together(reason.weight for reason in reasons)
    return Suggestion(text.document, span, passage.code, score, "cue", tuple(reasons), MODEL)


def _reason(hit: Hit, text: str, rarities: Mapping[str, float]) -> Reason:
    words = text[hit.start : hit.stop]
    return Reason(hit.kind, words, hit.start, hit.stop, hit.weight * rarities[hit.cue])
