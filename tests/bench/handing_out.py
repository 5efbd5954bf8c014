"""What handing out costs: copies of a project of 1,000 documents with 100,000 codings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from liveable.exchange.handout import hand_out
from liveable.ops import coders
from liveable.store import copies, queries
from liveable.store.project import Person
from tests.bench import corpora
from tests.bench.corpora import ANN
from tests.bench.timing import Row, median, timed

BEN = Person("00000000-0000-7000-8000-00000000000b", "Ben")


def hand_out_copies(folder: Path) -> Iterator[Row]:
    """Whole, blind, and of half the documents; then the list of what is out."""
    project = corpora.project(folder / "p.liveable", 1_000, 8_000, 100_000)
    coders.present(project, BEN)
    with project.reading() as session:
        half = [row.uid for row in queries.documents(session)[::2]]
    kinds: dict[str, dict[str, Any]] = {
        "whole": {},
        "blind": {"blind": True},
        "of half the documents": {"documents": half},
        "of half the documents, blind": {"documents": half, "blind": True},
    }
    for number, (kind, how) in enumerate(kinds.items()):
        target = folder / f"copy{number}.liveable"
        seconds = timed(partial(hand_out, project, target, BEN.uid, ANN.uid, **how))
        yield Row(f"hand out a copy of 100,000 codings: {kind}", seconds, 5)

    def listed() -> None:
        with project.reading() as session:
            assert len(copies.copies_out(session)) == len(kinds)

    yield Row("list the copies out of it", median(listed, 5), 0.5)
    project.close()
