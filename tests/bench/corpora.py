"""Made-up corpora of the sizes the figures are given for."""

from __future__ import annotations

import hashlib
import random
import zlib
from pathlib import Path

import docx

from liveable.core.spans import Span
from liveable.core.transcript import Original, Speaker, Transcript, Turn
from liveable.ops import codebook, codings, documents
from liveable.ops.codings import Passage
from liveable.store.project import Person, Project, create

ANN = Person("00000000-0000-7000-8000-00000000000a", "Ann")
_LETTERS = "etaoinshrdlucmfwypvbgk"
_COMMON = [
    "the",
    "and",
    "to",
    "of",
    "a",
    "I",
    "it",
    "that",
    "was",
    "you",
    "in",
    "they",
    "is",
    "for",
    "on",
    "with",
    "but",
    "not",
    "we",
    "he",
    "she",
    "have",
    "at",
]


class Writer:
    """Writes interviews of made-up words, common ones common, with a chance of its own."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        rare = random.Random(1)
        words = ["".join(rare.choices(_LETTERS, k=rare.randint(3, 10))) for _ in range(20_000)]
        self._words = [*_COMMON, *words]
        weights = [1 / (rank + 2) for rank in range(len(self._words))]
        total = 0.0
        self._cumulative = [total := total + w for w in weights]

    def turns(self, words: int, each: int = 100) -> list[str]:
        """Turns of about ``each`` words, together ``words``."""
        drawn = self.chance.choices(self._words, cum_weights=self._cumulative, k=words)
        return [f"{' '.join(drawn[i : i + each])}." for i in range(0, words, each)]

    def interview(self, words: int) -> Transcript:
        """A transcript as a reader would hand it on."""
        lines, turns, start = [], [], 0
        for number, words_said in enumerate(self.turns(words)):
            label = ("Interviewer", "Moira")[number % 2]
            line = f"{label}: {words_said}"
            turns.append(Turn(start, start + len(label) + 2, start + len(line), label))
            lines.append(line)
            start += len(line) + 1
        half = len(turns) // 2
        return Transcript(
            text="\n".join(lines),
            format="txt",
            kind="interview",
            encoding="utf-8",
            language="en",
            speakers=(
                Speaker("Interviewer", len(turns) - half, "interviewer"),
                Speaker("Moira", half, "participant"),
            ),
            turns=tuple(turns),
        )


def project(path: Path, texts: int, words: int, coded: int, codes: int = 200) -> Project:
    """A project of ``texts`` documents of ``words`` words with ``coded`` codings in all, open."""
    made = create(path, path.stem, ANN)
    writer = Writer(7)
    uids = [codebook.create(made, f"Code {i}", ANN.uid) for i in range(codes)]
    for number in range(texts):
        transcript = writer.interview(words)
        data = transcript.text.encode()
        original = Original(
            f"M{number:04}.txt", hashlib.sha256(data).hexdigest(), len(data), zlib.compress(data, 1)
        )
        document = documents.add(made, transcript, original, ANN.uid)
        share = coded // texts
        passages = [passage(writer, document, len(transcript.text), uids) for _ in range(share)]
        codings.code_passages(made, passages, ANN.uid)
    return made


def passage(writer: Writer, document: str, length: int, codes: list[str]) -> Passage:
    """A passage anywhere in a document, the first codes more often than the last."""
    start = writer.chance.randrange(length - 600)
    rank = min(int(writer.chance.paretovariate(0.6)) - 1, len(codes) - 1)
    return Passage(document, Span(start, start + writer.chance.randint(60, 500)), codes[rank])


def docx_files(folder: Path, count: int, words: int) -> list[Path]:
    """Interviews in Word files, each turn a paragraph with a bold label."""
    folder.mkdir()
    paths = []
    for number in range(count):
        writer = Writer(number)
        document = docx.Document()
        for turn, said in enumerate(writer.turns(words)):
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{('Interviewer', 'Moira')[turn % 2]}: ").bold = True
            paragraph.add_run(said)
        paths.append(folder / f"M{number:03}.docx")
        document.save(str(paths[-1]))
    return paths


def pdf_files(folder: Path, count: int, pages: int, lines: int = 46) -> list[Path]:
    """Interviews in born-digital PDF files: running head, page number, one column of Helvetica."""
    folder.mkdir()
    paths = []
    for number in range(count):
        writer = Writer(number)
        words = " ".join(
            f"{('Interviewer', 'Moira')[i % 2]}: {said}"
            for i, said in enumerate(writer.turns(pages * lines * 11))
        ).split()
        rows = [" ".join(words[i : i + 11]) for i in range(0, len(words), 11)]
        paths.append(folder / f"P{number:03}.pdf")
        paths[-1].write_bytes(
            _pdf([rows[i : i + lines] for i in range(0, len(rows), lines)][:pages])
        )
    return paths


def _pdf(pages: list[list[str]]) -> bytes:
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages, 1):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = (
            "BT /F1 9 Tf 50 810 Td (Everyday help: interview) Tj ET "
            f"BT /F1 10 Tf 50 780 Td 15 TL {shown} ET BT /F1 9 Tf 290 30 Td ({number}) Tj ET"
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Contents {len(objects) + 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
