"""What an encoder makes of a project's passages: worked out once, kept, and learned from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from liveable.core.learning import Encoded, digest
from liveable.store import vectors
from liveable.store.project import Project
from liveable.suggest.encoder import encoder
from liveable.suggest.passages import passages
from liveable.suggest.suggester import Suggester
from tests.suggest import tiny
from tests.suggest.learning import material


def test_what_an_encoder_makes_is_kept_in_the_project(project: Project, tmp_path: Path) -> None:
    """Every passage is made once; who knows them all makes none again, and says the same."""
    folder = tiny.encoder_folder(tmp_path / "tiny")
    asked = replace(material(people=3), encoder=str(folder))
    known, keep = vectors.keeping(project)
    told = list[Encoded]()

    def both(made: Encoded) -> None:
        told.append(made)
        keep(made)

    with Suggester(known, both) as first:
        answer = first.next_to_read(asked)
    with project.reading() as session:
        there = vectors.kept(session)
    assert there is not None
    assert there.model == encoder(str(folder)).name
    sentences = {digest(text) for text in passages(asked.heard).texts}
    assert sentences <= there.found.keys()
    assert sum(name in sentences for one in told for name in one.found) == len(sentences)
    told.clear()
    with Suggester(known, both) as second:
        assert second.next_to_read(asked) == answer
        assert second.next_to_read(replace(asked, encoder=None)) != answer
    assert not any(name in sentences for one in told for name in one.found)
