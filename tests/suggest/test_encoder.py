"""A sentence encoder of the user's own: what it makes of texts, and which folders are refused."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from liveable.core.learning import Encoded, digest
from liveable.core.progress import Cancelled, Progress
from liveable.errors import Refused
from liveable.suggest import encoder as encoders
from liveable.suggest import onnx_graph
from liveable.suggest.encoder import encoder, remembering
from liveable.suggest.wire import Value, message
from tests.suggest import tiny

TEXTS = ["she rang me out of the blue", "he never asked", "she", "he never asked she never asked"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny encoder; not to be changed."""
    return tiny.encoder_folder(tmp_path_factory.mktemp("encoders") / "tiny")


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(made, tmp_path / "tiny"))


def unit(rows: list[tiny.Floats]) -> tiny.Floats:
    found = np.array(rows)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def test_the_graph_makes_what_the_network_makes(made: Path) -> None:
    """Worked out by NumPy, whatever stands beside a text; rows are in the order of the texts."""
    found = encoder(str(made)).encode(TEXTS)
    wanted = unit([tiny.hidden(tiny.numbers(text)).mean(axis=0) for text in TEXTS])
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, wanted, atol=2e-6)
    assert encoder(str(made)).encode([]).shape[0] == 0


def test_a_small_graph_makes_nearly_the_same_alone_and_in_company(tmp_path: Path) -> None:
    folder = tiny.encoder_folder(tmp_path / "small", small=True)
    small = encoder(str(folder))
    found = small.encode(TEXTS)
    wanted = unit([tiny.hidden(tiny.numbers(text)).mean(axis=0) for text in TEXTS])
    assert np.einsum("ij,ij->i", found, wanted).min() > 0.995
    assert (small.encode(TEXTS[1:2]) == found[1:2]).all()
    assert len((folder / "model_int8.onnx").read_bytes()) > 0


def test_the_folder_says_how_its_graph_is_used(folder: Path) -> None:
    """The pooling, the longest text, what is said before each; another use has another name."""
    plain = encoder(str(folder)).name
    (folder / "modules.json").write_text(
        json.dumps([{"type": "sentence_transformers.models.Pooling", "path": "p"}])
    )
    (folder / "p").mkdir()
    (folder / "p/config.json").write_text('{"pooling_mode_cls_token": true}')
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 5}')
    (folder / "config_sentence_transformers.json").write_text(
        '{"prompts": {"query": "he "}, "default_prompt_name": "query"}'
    )
    used = encoder(str(folder))
    wanted = unit([tiny.hidden([2, *tiny.numbers("he never asked")[1:4], 3])[0]])
    np.testing.assert_allclose(used.encode(["never asked she"]), wanted, atol=2e-6)
    assert used.name != plain
    assert used.name.startswith("tiny ")


def test_a_graph_can_be_chosen_and_lie_in_a_folder_of_its_own(folder: Path) -> None:
    """As published: ``onnx/model.onnx`` beside others, the tokenizer above."""
    (folder / "onnx").mkdir()
    other = (folder / "model.onnx").rename(folder / "onnx/model.onnx")
    small = onnx_graph.write(folder, small=True).rename(folder / "onnx/a_small.onnx")
    assert encoder(str(folder)).name == encoder(str(other)).name != encoder(str(small)).name


def _no_graph(folder: Path) -> None:
    for path in folder.glob("model.*"):
        path.unlink()


def _outside(place: str) -> Callable[[Path], object]:
    tensor = message((8, "x"), (13, message((1, "location"), (2, place))), (14, 1))
    data = message((1, 8), (7, message((5, tensor))))
    return lambda folder: (folder / "model.onnx").write_bytes(data)


def _text(name: str, written: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(written)


def _large(folder: Path) -> None:
    os.truncate(folder / "model.onnx", (1 << 30) + 1)


def _linked(folder: Path) -> None:
    (folder / "weights").symlink_to("/etc/hostname")
    _outside("weights")(folder)


def _dense(folder: Path) -> None:
    (folder / "modules.json").write_text('[{"type": "a.Dense", "path": "2_Dense"}]')


def test_a_graph_that_rounds_by_its_largest_number_hears_texts_one_by_one(folder: Path) -> None:
    """Else "blue", whose numbers are large, would leave little of those of the others."""
    table = np.linspace(0.01, 1, len(tiny.WORDS) * 8, dtype=np.float32).reshape(-1, 8)
    table[tiny.WORDS.index("blue")] *= 100
    put = message((1, len(tiny.WORDS)), (1, 8), (2, 1), (8, "table"), (9, table.tobytes()))
    nodes = [
        message((1, "table"), (1, "input_ids"), (2, "x"), (4, "Gather")),
        message((1, "x"), (2, "q"), (2, "s"), (2, "z"), (4, "DynamicQuantizeLinear")),
        message((1, "q"), (1, "s"), (1, "z"), (2, "out"), (4, "DequantizeLinear")),
    ]
    works = ((1, node) for node in nodes)
    data = _model(*works, (2, "g"), (5, put), ins=("input_ids", "attention_mask"))
    (folder / "model.onnx").write_bytes(data)
    rounding = encoder(str(folder))
    together = rounding.encode(["blue", "she rang", "rang"])
    assert (together[1:] == [rounding.encode([text])[0] for text in ("she rang", "rang")]).all()


def _model(*inside: tuple[int, Value], ins: tuple[str, ...]) -> bytes:
    """A graph of whole numbers (batch x length) that come out, in the end, as floats."""

    def named(name: str, kind: int, *dims: str) -> bytes:
        shape = b"".join(message((1, message((2, dim)))) for dim in dims)
        return message((1, name), (2, message((1, message((1, kind), (2, shape))))))

    given = [(11, named(name, 7, "n", "m")) for name in ins]
    graph = message(*inside, *given, (12, named("out", 1, "n", "m", "w")))
    return message((1, 8), (7, graph), (8, message((1, ""), (2, 17))))


def _of_images(folder: Path) -> None:
    """A graph that passes on other things."""
    node = message((1, "pixels"), (2, "out"), (4, "Cast"), (5, message((1, "to"), (3, 1), (20, 2))))
    (folder / "model.onnx").write_bytes(_model((1, node), (2, "g"), ins=("pixels",)))


def _of_numbers(folder: Path) -> None:
    """A graph that takes texts, and makes one number of each token."""
    node = message(
        (1, "input_ids"), (2, "out"), (4, "Cast"), (5, message((1, "to"), (3, 1), (20, 2)))
    )
    data = _model((1, node), (2, "g"), ins=("input_ids", "attention_mask", "token_type_ids"))
    (folder / "model.onnx").write_bytes(data)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing there": (shutil.rmtree, "There is no folder"),
    "no graph": (_no_graph, "it has no ONNX graph (a file"),
    "weights only": (
        lambda f: (f / "model.onnx").unlink(),
        "python -m liveable.suggest.onnx_graph",
    ),
    "rubbish": (_text("model.onnx", "not a graph"), "model.onnx: it is not a graph that can be"),
    "an empty graph": (_text("model.onnx", ""), "model.onnx: it is not a graph that can be used."),
    "too large": (_large, "it is too large; an encoder of up to 1 GB can be used."),
    "files elsewhere": (_outside("../../etc/passwd"), "a file that is not in its own folder."),
    "an absolute place": (_outside("/etc/passwd"), "a file that is not in its own folder."),
    "a link": (_linked, "it wants a file that is not in its own folder."),
    "a file that lacks": (_outside("weights"), "it wants a file that is not in its own folder."),
    "no tokenizer": (lambda f: (f / "tokenizer.json").unlink(), "it has no tokenizer.json."),
    "a bad tokenizer": (_text("tokenizer.json", "{}"), "it is not a tokenizer that can be used."),
    "a bad setting": (_text("config.json", "{"), "config.json: it is not JSON."),
    "a deep setting": (_text("modules.json", "[" * 100_000), "modules.json: it is not JSON."),
    "another layer": (_dense, "it makes its vectors in a way that is not known here."),
    "numbers": (_of_numbers, "what the graph makes of texts is not vectors."),
    "images": (_of_images, "it does not take texts as sentence encoders do."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_used_is_refused_in_a_sentence(folder: Path, what: str) -> None:
    spoil, sentence = REFUSED[what]
    spoil(folder)
    with pytest.raises(Refused) as refused:
        encoder(str(folder))
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_name_of_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="no folder and no installed spaCy pipeline called ‘nobody’"):
        encoder("nobody")


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_what_is_lacking_is_named(
    made: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The packages are no part of the ordinary installation."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(Refused, match=r'pip install "liveable\[semantic\]"'):
        encoder(str(made))


def test_what_was_made_is_remembered(made: Path) -> None:
    """Only what is new is worked out, and told of; what is remembered is what was made."""
    plain, known, told = encoder(str(made)), dict[bytes, bytes](), list[Encoded]()
    asked = list[str]()

    def make(texts: object, progress: Progress) -> tiny.Floats:
        asked.extend(texts)  # type: ignore[arg-type]
        return plain.encode(texts, progress)  # type: ignore[arg-type]

    kept = remembering(encoders.Encoder(plain.name, make), known, told.append)
    first = kept.encode([*TEXTS, TEXTS[0]])
    again = kept.encode([TEXTS[2], "never"])
    assert asked == [*TEXTS, "never"]
    assert [sorted(one.found) for one in told] == [
        sorted(map(digest, TEXTS)), [digest("never")],
    ]  # fmt: skip
    assert {one.model for one in told} == {plain.name}
    assert (first[4] == first[0]).all()
    assert (again[0] == first[2]).all()
    assert len(known[digest("she")]) == 64  # 32 numbers of 16 bits
    np.testing.assert_allclose(first[:4], plain.encode(TEXTS), atol=1e-3)
    assert len(kept.encode([])) == 0


def test_encoding_says_how_far_it_is_and_can_be_stopped(made: Path) -> None:
    steps = list[tuple[int, int, str]]()
    encoder(str(made)).encode(TEXTS * 50, Progress(lambda *step: steps.append(step)))
    assert steps[-1][:2] == (steps[-1][1], steps[-1][1])
    assert {note for *_, note in steps} == {"Reading", "Comparing meanings"}
    stopping = Progress(lambda done, *_: stopping.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        encoder(str(made)).encode(TEXTS * 200, stopping)


WRONG: dict[str, tuple[dict[str, object], bytes | None, str]] = {
    "another network": ({"model_type": "gpt2"}, None, "only graphs of BERT encoders"),
    "sizes": ({"num_attention_heads": 5}, None, "sizes in its config.json make no sense"),
    "weights": ({}, b"\xff" * 64, "does not hold the weights of a network"),
    "a lack": ({}, tiny.safetensors({}), "the weights lack embeddings."),
}


@pytest.mark.parametrize("what", WRONG)
def test_only_the_graph_of_a_whole_bert_is_written(folder: Path, what: str) -> None:
    config, data, sentence = WRONG[what]
    (folder / "config.json").write_text(json.dumps(tiny.CONFIG | config))
    if data is not None:
        (folder / "model.safetensors").write_bytes(data)
    with pytest.raises(Refused, match=sentence):
        onnx_graph.write(folder)
