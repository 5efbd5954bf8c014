"""Suggestions from cue phrases, plain values in and out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from math import prod
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core.codebook import Cues, Respelling
from liveable.core.progress import Cancelled, Progress
from liveable.core.shadow import Shadow, shadow
from liveable.core.spans import Span
from liveable.core.suggestion import CodeCues, Listened, Suggestion
from liveable.suggest import corpus
from liveable.suggest.engine import MODEL, blank, pipeline, suggest

SCOTS = (
    Respelling("didnae", "did not"),
    Respelling("messages", "shopping", after=("get", "got", "for", "the")),
    Respelling("wean", "child"),
)


def whole(text: str, document: str = "d", language: str | None = "en") -> Listened:
    return Listened(document, text, (Span(0, len(text)),), language)


def code(uid: str, *phrases: str, lemmas: Sequence[str] = ()) -> CodeCues:
    return CodeCues(uid, Cues(phrases, tuple(lemmas)))


def passages(text: str, *phrases: str, dialect: Sequence[Respelling] = ()) -> list[str]:
    """The words of the passages suggested for one code."""
    found = suggest([whole(text)], [code("c", *phrases)], dialect=dialect)
    return [s.span.of(text) for s in found]


def quoted(suggestion: Suggestion) -> list[str]:
    return [reason.text for reason in suggestion.reasons]


def test_a_phrase_suggests_its_sentence_with_the_words_as_written() -> None:
    """The span is the trimmed sentence; the reason quotes the document, with its exact place."""
    text = "It was cold.\n\n  She rang me on the Sunday, Out of\nthe Blue!  Then tea."
    [found] = suggest([whole(text)], [code("c", "out of the blue")])
    assert found.span.of(text) == "She rang me on the Sunday, Out of\nthe Blue!"
    [reason] = found.reasons
    assert (found.document, found.code, found.source, found.model) == ("d", "c", "cue", MODEL)
    assert (reason.kind, reason.text) == ("phrase", "Out of\nthe Blue")
    assert text[reason.start : reason.stop] == reason.text
    assert found.score == pytest.approx(reason.weight)
    assert 0 < found.score < 1


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("She didnae have to.", "didn't have to"),
        ("She didn’t have to.", "didnae have to"),
        ("She did not have to.", "didn't have to"),
        ("She didnt have\u00a0to.", "did not have to"),
        ("I got the messages in.", "got the shopping"),
        ("I got the shopping in.", "the messages"),
        ("He brought my messages.", "messages"),
        ("More than my jobs worth.", "more than my job's worth"),
        ("Its not a support group.", "it's not a support group"),
        ("The residents association met.", "residents' association"),
        ("We used the self service.", "self-service"),
        ("We sat in the wee café.", "the wee cafe"),
        ("Out, of the BLUE", "out of the blue"),
        ("I am no\u2028trouble", "i'm no trouble"),
    ],
)
def test_spelling_does_not_hide_a_cue(text: str, phrase: str) -> None:
    """Apostrophes, case, hyphens, spaces, accents and dialect may differ between cue and text."""
    assert passages(text, phrase, dialect=SCOTS)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The sun came out. Of the blue cars I liked one.", "out of the blue"),
        ("He was unkind.", "kind"),
        ("A list\n\nof things", "list of things"),
        ("Send me messages.", "shopping"),
    ],
)
def test_what_is_not_the_phrase_is_not_found(text: str, phrase: str) -> None:
    """A cue is whole words inside one sentence."""
    assert passages(text, phrase, dialect=SCOTS) == []


def test_negation_is_kept() -> None:
    """A negated cue is evidence like any other."""
    assert passages("Nobody asked her to.", "asked her")


@pytest.mark.parametrize(
    "before",
    [
        *("🙂 ", "👩\u200d👩\u200d👧 Aye. ", "e\u0301e\u0301\u0301 ", "\u2028\u2028 "),
        *("\u00a0", "שָׁלוֹם. ", "\u200f\ufeff", "ﬁ½…", "İ\u00ad "),
    ],
)
def test_positions_are_code_points_whatever_stands_before(before: str) -> None:
    """Emoji, combining marks, line separators and right-to-left text shift nothing."""
    text = f"{before}so she didn’t have to, did she"
    [found] = suggest([whole(text)], [code("c", "did not have to")])
    [reason] = found.reasons
    start = text.index("didn’t")
    assert (reason.start, reason.stop) == (start, start + len("didn’t have to"))
    assert reason.text == "didn’t have to"


def test_other_scripts() -> None:
    """Hebrew is found with and without points, Japanese without spaces, German with its accents."""
    assert passages("אמרתי לה שָׁלוֹם לך.", "שלום לך") == ["אמרתי לה שָׁלוֹם לך."]
    japanese = "昨日、図書館に行きました。雨でした。"
    for language in ("ja", None, "xx"):
        [found] = suggest([whole(japanese, language=language)], [code("c", "図書館")])
        assert found.span.of(japanese) == "昨日、図書館に行きました。"
    german = "Das war schon so. Das war schön so."
    [found] = suggest([whole(german, language="de")], [code("c", "war schön")])
    assert found.span.of(german) == "Das war schön so."


def test_a_text_that_does_not_say_its_language_is_listened_to() -> None:
    """Without a language, German is not taken for English, and English is."""
    german = "Wir haben uns auf dem Weg zur Schule oft gesehen. " * 6 + "Das war schon gut."
    english = "We were on the way to the school and she did not have to stop. " * 6
    assert suggest([whole(german, language=None)], [code("c", "schön")]) == []
    assert suggest([whole(english, language=None)], [code("c", "didn't have to stop")])


def test_only_the_parts_listened_to_are_suggested() -> None:
    """An interviewer's words are never suggested, nor words running from one part to another."""
    text = "Q: Was it out of the blue? A: It came out of the blue. Q: Out of the blue!"
    first, second, last = text.index("It came"), text.index("of the blue."), text.index(" Q: Out")
    apart = (Span(first, second), Span(second, last))
    assert suggest([Listened("d", text, apart, "en")], [code("c", "out of the blue")]) == []
    [found] = suggest([Listened("d", text, (Span(first, last),), "en")], [code("c", "the blue")])
    assert found.span == Span(first, last)


def test_neighbouring_sentences_are_one_run() -> None:
    """Sentences side by side that fire for a code are one passage, but not across a blank line."""
    text = "Nobody asked. Nobody asked him. He sat. Nobody asked.\n\nNobody asked her."
    found = sorted(suggest([whole(text)], [code("c", "nobody asked")]), key=lambda s: s.span)
    assert [s.span.of(text) for s in found] == [
        "Nobody asked. Nobody asked him.",
        "Nobody asked.",
        "Nobody asked her.",
    ]
    assert [reason.weight > 0 for reason in found[0].reasons] == [True, False]
    assert found[0].score == found[1].score


def test_runs_do_not_join_different_codes() -> None:
    """Each code has passages of its own, once each."""
    text = "She gave me a lift. Out of the blue."
    found = suggest([whole(text)], [code("a", "a lift", "gave me"), code("b", "out of the blue")])
    assert {(s.code, s.span.of(text)) for s in found} == {
        ("a", "She gave me a lift."),
        ("b", "Out of the blue."),
    }


def test_a_phrase_within_a_longer_one_is_no_second_reason() -> None:
    """Of cues found one inside the other the longer is the reason."""
    [found] = suggest([whole("It wasn't allowed.")], [code("c", "allowed", "not allowed")])
    assert quoted(found) == ["wasn't allowed"]


def test_a_lemma_never_suggests_alone() -> None:
    """A single lemma, however often, raises nothing; beside a phrase it adds a little."""
    text = "She listened and listens, listening. He listened to me, out of the blue."
    assert suggest([whole(text)], [code("c", lemmas=["listen"])]) == []
    [found] = suggest([whole(text)], [code("c", "out of the blue", lemmas=["listen"])])
    assert found.span.of(text) == "He listened to me, out of the blue."
    assert [(r.kind, r.text) for r in found.reasons] == [
        ("phrase", "out of the blue"),
        ("lemma", "listened"),
    ]
    [alone] = suggest([whole(text)], [code("c", "out of the blue")])
    assert 0 < found.score - alone.score < 0.1


def test_longer_and_rarer_phrases_come_first() -> None:
    """Order follows the length of the phrase, its words that carry meaning, and how rare it is."""
    text = (
        "I have to go.\n\nShe left soup on the doorstep.\n\nA spare key.\n\n"
        + "Aye right.\n\n" * 900
    )
    cues = [code("c", "have to", "left soup on the doorstep", "spare key", "aye right")]
    order = [quoted(s)[0] for s in suggest([whole(text)], cues)]
    assert order[:3] == ["left soup on the doorstep", "spare key", "have to"]
    assert set(order[3:]) == {"Aye right"}


def test_several_reasons_are_put_together() -> None:
    """The score is what all the reasons leave of doubt, and they come strongest first."""
    text = "Out of the blue she gave me a lift, without being asked."
    phrases = ("a lift", "out of the blue", "without being asked")
    [found] = suggest([whole(text)], [code("c", *phrases)])
    weights = [reason.weight for reason in found.reasons]
    assert len(weights) == 3
    assert weights == sorted(weights, reverse=True)
    assert found.score == pytest.approx(1 - prod(1 - w for w in weights))


def test_equal_scores_keep_the_order_of_the_texts() -> None:
    """Of equally good passages the one that is read first comes first."""
    texts = [whole("A spare key.\n\nNo. A spare key.", name) for name in "zab"]
    found = suggest(texts, [code("c", "spare key")])
    assert [(s.document, s.span.start) for s in found] == [
        *(("z", 0), ("z", 18), ("a", 0), ("a", 18), ("b", 0), ("b", 18))
    ]


@pytest.mark.parametrize(
    "phrase",
    [
        *("", " \u00a0\n", "?!", "...", "'", "-", "(", "a", "🙂", "\u0301", "\u200b", "\ud800"),
        *("(.*)", "[a-z]+\\b", "null", "{'a': 1}", "word " * 3000, "x" * 20_000),
    ],
)
def test_any_cue_is_looked_for_literally(phrase: str) -> None:
    """Odd cues do no harm, match nothing but themselves, and leave the others working."""
    written = phrase.replace("\ud800", "")
    text = f"So, out of the blue.\n\nIndeed {written} (or so [it] seems)."
    codes = [code("c", "out of the blue", phrase), code("d", lemmas=[phrase])]
    found = {s.span.of(text): quoted(s)[0] for s in suggest([whole(text)], codes)}
    assert found.pop("So, out of the blue.") == "out of the blue"
    words = re.compile(r"\w+|🙂")
    assert all(words.findall(quote) == words.findall(phrase) for quote in found.values())


def test_nothing_to_read_or_to_look_for() -> None:
    """No texts, empty ones, parts without words, no codes and codes without cues give nothing."""
    phrase = [code("c", "blue")]
    assert suggest([], phrase) == []
    assert suggest([whole("blue")], []) == []
    assert suggest([whole("blue")], [code("c"), CodeCues("d", Cues())]) == []
    empty = [whole(""), Listened("e", "blue", ()), Listened("f", "  \n ", (Span(0, 2), Span(3, 3)))]
    assert suggest(empty, phrase) == []


def test_progress_is_reported_and_can_stop_the_work() -> None:
    """Each document is a step; a cancelled job stops at the next one."""
    steps: list[int] = []

    def report(done: int, total: int, note: str) -> None:
        steps.append(done)
        if done == 2:
            progress.cancel()

    progress = Progress(report)
    with pytest.raises(Cancelled):
        suggest([whole("blue")] * 5, [code("c", "blue")], progress=progress)
    assert steps == [0, 1, 2]


WORDS = st.sampled_from(
    [
        *(
            "She",
            "didnae",
            "didn't",
            "did",
            "not",
            "have",
            "to",
            "the",
            "messages",
            "wean’s",
            "out",
        ),
        *(
            "of",
            "OF",
            "blue",
            "e\u0301té",
            "Out\u200b",
            "listened",
            "listening",
            "🙂",
            "שָׁלוֹם",
            "図書館",
        ),
        *(".", "?", ",", "…", "。", "“", "”", "\n", "\u2028", "\u00ad", "\u0301"),
    ]
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(TEXTS, min_size=1, max_size=3),
    st.lists(st.tuples(st.lists(PHRASES, max_size=3), st.lists(WORDS, max_size=2)), max_size=3),
    st.sampled_from(["en", "xx", "he", None]),
)
def test_reasons_are_words_of_the_passage(
    texts: list[str], cues: list[tuple[list[str], list[str]]], language: str | None
) -> None:
    """Whatever the texts and cues: reasons quote the document, lie in the passage, hold a phrase
    and make the score; and passages are trimmed.
    """
    listened = [whole(text, str(i), language) for i, text in enumerate(texts)]
    codes = [code(str(i), *phrases, lemmas=lemmas) for i, (phrases, lemmas) in enumerate(cues)]
    found = suggest(listened, codes, dialect=SCOTS)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert len({(s.document, s.span, s.code) for s in found}) == len(found)
    for suggestion in found:
        text, span = texts[int(suggestion.document)], suggestion.span
        assert span.of(text) == span.of(text).strip() != ""
        assert any(reason.kind == "phrase" for reason in suggestion.reasons)
        assert 0 < suggestion.score < 1
        assert suggestion.score == pytest.approx(1 - prod(1 - r.weight for r in suggestion.reasons))
        for reason in suggestion.reasons:
            assert span.contains(Span(reason.start, reason.stop))
            assert text[reason.start : reason.stop] == reason.text


def test_each_text_is_folded_once_and_cues_once_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work grows with the texts plus the cues, not with their product."""
    folded: list[str] = []

    def counted(text: str, *args: Any, **how: Any) -> Shadow:
        folded.append(text)
        return shadow(text, *args, **how)

    for place in ("hits", "spoken"):
        monkeypatch.setattr(f"liveable.suggest.{place}.shadow", counted)
    texts = [whole(f"Text {i}. She rang out of the blue.", str(i)) for i in range(40)]
    codes = [code(str(i), f"cue {i}", lemmas=[f"lemma{i}"]) for i in range(30)]
    suggest(texts, codes)
    assert sum(text.startswith("Text ") for text in folded) == len(texts)
    assert len(folded) - len(texts) <= 5 * 2 * len(codes)


def test_the_same_texts_give_the_same_suggestions() -> None:
    """Twice the same, in this process and in one that hashes strings differently."""
    program = (
        "from tests.suggest.test_engine import several\n"
        "print(*(f'{s.document} {s.span} {s.code} {s.score} {s.reasons}' for s in several()))"
    )
    outputs = set()
    for seed in "12":
        environment = os.environ | {"PYTHONHASHSEED": seed}
        run = [sys.executable, "-c", program]
        done = subprocess.run(run, check=True, capture_output=True, env=environment)
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert b"out of the blue" in outputs.pop()
    assert several() == several()


def several() -> list[Suggestion]:
    """Suggestions of several codes that share cues, in several texts."""
    text = "She gave me a lift out of the blue. I listened, and I had to talk, so I did."
    texts = [whole(text * 3, str(n)) for n in range(3)]
    phrases = ["gave me", "a lift", "me a lift", "out of the blue", "had to", "the blue", "had"]
    codes = [code(str(n), *phrases[n:], lemmas=["talk", "listen"]) for n in range(6)]
    return suggest(texts, codes)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        *(("en-GB", "en"), ("de_DE", "de"), ("he", "he"), (None, "xx"), ("", "xx"), ("ja", "xx")),
        *(("zh", "xx"), ("qq", "xx"), ("../../etc", "xx"), ("english", "xx")),
    ],
)
def test_every_language_has_a_pipeline(language: str | None, expected: str) -> None:
    """A language spaCy cannot handle by itself gets the pipeline for all languages."""
    nlp = pipeline(language)
    assert nlp.lang == expected
    assert [s.text for s in nlp("One. 二つ。Three").sents] == ["One.", "二つ。", "Three"]


def test_importing_the_package_does_not_import_spacy() -> None:
    """spaCy takes a second to import: only a worker that suggests pays for it."""
    program = "import sys, liveable.suggest.engine; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_cues_in_english_are_found_without_spacy() -> None:
    """It takes 50 MB, which what was learned from many passages needs."""
    program = (
        "import sys\nfrom tests.suggest.test_suggester import CUES, TEXTS\n"
        "from liveable.suggest.engine import suggest\n"
        "assert len(suggest(TEXTS, CUES)) == 3\n"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("language", ["en", "EN-gb", "eng", "fr", "zh", "und"])
def test_common_words_are_those_of_spacy(language: str) -> None:
    """Of a language that it lacks, none."""
    common, expected = corpus._tongue(language), blank(language)
    assert common.code == (expected.lang or "xx")
    assert common.common == expected.Defaults.stop_words
