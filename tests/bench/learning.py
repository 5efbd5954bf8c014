"""From one more coding to a fresh queue: what a project learned comes round again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from liveable.core.codebook import Cues
from liveable.core.learning import Material
from liveable.core.spans import Span
from liveable.core.transcript import Speaker, Transcript, Turn
from liveable.ops import codebook, codings, documents, learning
from liveable.ops.codings import Passage
from liveable.store.project import Project, create
from liveable.suggest.suggester import Suggester
from tests.bench.corpora import ANN, Writer
from tests.bench.timing import Row
from tests.conftest import original

WORDS, SENTENCES = 14, 6  # of a sentence; of a turn
OWN = 8  # words that are a code's own, one or two of which are in a sentence it is in
ABOUT = 0.15  # of a participant's sentences that any code is in, the first codes most often
NOTICED = 0.9  # of those that are coded in what was read


def interviews(path: Path, texts: int, sentences: int, codes: int, read: int) -> Project:
    """A project of so many interviews of so many sentences, of which the first ``read`` are read
    and coded; what a sentence is about can be told from some of its words.
    """
    project = create(path, path.stem, ANN)
    writer = Writer(11)
    uids = [
        codebook.create(project, f"Code {c}", ANN.uid, cues=Cues((_own(c, 0), _own(c, 1))))
        for c in range(codes)
    ]
    for number in range(texts):
        transcript, about = _interview(writer, sentences, codes)
        file = original(f"M{number:03}.txt", transcript.text.encode())
        document = documents.add(project, transcript, file, ANN.uid)
        if number < read:
            passages = [
                Passage(document, span, uids[code])
                for span, code in about
                if writer.chance.random() < NOTICED
            ]
            codings.code_passages(project, passages, ANN.uid)
            documents.mark_read(project, document, ANN.uid)
    return project


def _own(code: int, number: int) -> str:
    return f"theme{'abcdefgh'[number]}{chr(97 + code // 26)}{chr(97 + code % 26)}"


def _interview(
    writer: Writer, sentences: int, codes: int
) -> tuple[Transcript, list[tuple[Span, int]]]:
    said = writer.turns(WORDS * sentences, WORDS)
    text, turns, about = "", list[Turn](), list[tuple[Span, int]]()
    for first in range(0, sentences, SENTENCES):
        label = ("Moira", "Interviewer")[len(turns) % 2]
        start = len(text)
        text += f"{label}: "
        speech = len(text)
        for sentence in said[first : first + SENTENCES]:
            code = min(int(writer.chance.expovariate(1 / 8)), codes - 1)
            begin = len(text)
            if label == "Moira" and writer.chance.random() < ABOUT:
                own = " ".join(_own(code, writer.chance.randrange(OWN)) for _ in range(2))
                sentence = f"{own} {sentence}"
                about.append((Span(begin, begin + len(sentence)), code))
            text += f"{sentence} "
        text = f"{text[:-1]}\n"
        turns.append(Turn(start, speech, len(text) - 1, label))
    half = len(turns) // 2
    speakers = (
        Speaker("Interviewer", half, "interviewer"),
        Speaker("Moira", len(turns) - half, "participant"),
    )
    made = Transcript(
        text=text.rstrip(),
        format="txt",
        kind="interview",
        encoding="utf-8",
        language="en",
        speakers=speakers,
        turns=tuple(turns),
    )
    return made, about


def learning_again(folder: Path) -> Iterator[Row]:
    """40 interviews of 500 sentences, 30 codes; half of them read."""
    with interviews(folder / "p.liveable", 40, 500, 30, 20) as project, Suggester() as suggester:
        yield from _rounds(project, suggester, 1.0)


def learning_at_large(folder: Path) -> Iterator[Row]:
    """200 interviews of 500 sentences, 30 codes; a tenth of them read."""
    with interviews(folder / "p.liveable", 200, 500, 30, 20) as project, Suggester() as suggester:
        yield from _rounds(project, suggester, None)


def _rounds(project: Project, suggester: Suggester, most: float | None) -> Iterator[Row]:
    def gather() -> Material:
        with project.reading() as session:
            return learning.gather(session, ANN.uid)

    start = time.perf_counter()
    material = gather()
    yield Row("what is learned from, gathered", time.perf_counter() - start, 0.3)
    start = time.perf_counter()
    found = suggester.queue(material)
    yield Row(f"the first queue, of {len(found)}", time.perf_counter() - start)
    start = time.perf_counter()
    found = suggester.queue(material)
    yield Row("the same queue again", time.perf_counter() - start)
    for suggestion in [s for s in found if s.source == "learned"][:3]:
        start = time.perf_counter()
        codings.code_passage(
            project, suggestion.document, suggestion.span, suggestion.code, ANN.uid
        )
        material = gather()
        found = suggester.queue(material)
        took = time.perf_counter() - start
        yield Row(f"from one coding to a fresh queue, of {len(found)}", took, most)
    start = time.perf_counter()
    suggester.measures(material)
    yield Row("how good the codes' suggestions are", time.perf_counter() - start)
    start = time.perf_counter()
    suggester.why(material, found[0])
    yield Row("why one is suggested", time.perf_counter() - start)
    process = suggester._worker
    assert process is not None
    peak = Path(f"/proc/{process.pid}/status").read_text().partition("VmHWM:")[2].split()[0]
    yield Row("peak memory of the process that learns", int(peak) / 1024, 600, "MB")
