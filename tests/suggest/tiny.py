"""Sentence encoders and spaCy pipelines small enough to be made in a test."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liveable.suggest import onnx_graph

Floats = NDArray[np.float32]
SAID = ["she", "rang", "me", "out", "of", "the", "blue", "he", "never", "asked"]
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *SAID]
CONFIG = {
    "model_type": "bert", "hidden_act": "gelu", "hidden_size": 32, "num_attention_heads": 4,
    "num_hidden_layers": 2, "intermediate_size": 64, "max_position_embeddings": 16,
    "layer_norm_eps": 1e-12, "vocab_size": len(WORDS),
}  # fmt: skip


def weights(seed: int = 7) -> dict[str, Floats]:
    """Random weights of a BERT of that size, named as they are published."""
    chance = np.random.default_rng(seed)
    wide, inner = 32, 64
    sizes = {
        "embeddings.word_embeddings.weight": (len(WORDS), wide),
        "embeddings.position_embeddings.weight": (16, wide),
        "embeddings.token_type_embeddings.weight": (2, wide),
        "embeddings.LayerNorm.weight": (wide,),
        "embeddings.LayerNorm.bias": (wide,),
    }
    for n in range(2):
        layer = f"encoder.layer.{n}."
        for name in ("query", "key", "value"):
            sizes |= _linear(f"{layer}attention.self.{name}", wide, wide)
        sizes |= _linear(f"{layer}attention.output.dense", wide, wide)
        sizes |= _linear(f"{layer}intermediate.dense", inner, wide)
        sizes |= _linear(f"{layer}output.dense", wide, inner)
        for name in ("attention.output", "output"):
            sizes |= dict.fromkeys(
                (f"{layer}{name}.LayerNorm.{p}" for p in ("weight", "bias")), (wide,)
            )
    return {n: chance.normal(0, 0.3, size).astype(np.float32) for n, size in sizes.items()}


def _linear(name: str, out: int, into: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (out, into), f"{name}.bias": (out,)}


def safetensors(tensors: Mapping[str, NDArray[Any]]) -> bytes:
    """Tensors of 32 bits as a file of safetensors."""
    head, at = {}, 0
    for name, values in tensors.items():
        offsets = [at, at := at + values.nbytes]
        head[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": offsets}
    written = json.dumps({"__metadata__": {"format": "pt"}, **head}).encode()
    body = b"".join(np.ascontiguousarray(values).tobytes() for values in tensors.values())
    return len(written).to_bytes(8, "little") + written + body


def encoder_folder(folder: Path, *, small: bool = False) -> Path:
    """A folder with a tiny encoder, its graph written from its weights."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(CONFIG))
    (folder / "model.safetensors").write_bytes(
        safetensors({f"bert.{name}": values for name, values in weights().items()})
    )
    vocabulary = {word: n for n, word in enumerate(WORDS)}
    made: Any = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    made.enable_padding(length=16, pad_id=0)  # as the published ones have it
    made.save(str(folder / "tokenizer.json"))
    onnx_graph.write(folder, small=small)
    return folder


def numbers(text: str) -> list[int]:
    """The tokens of a text in small letters without marks."""
    return [2, *(WORDS.index(word) for word in text.split()), 3]


def hidden(tokens: list[int]) -> Floats:
    """What the tiny BERT makes of tokens (tokens x width), worked out by NumPy."""
    w, tiny = weights(), 1e-12

    def normed(x: Floats, name: str) -> Floats:
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + tiny)
        return x * w[f"{name}.weight"] + w[f"{name}.bias"]

    def linear(x: Floats, name: str) -> Floats:
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    x = w["embeddings.word_embeddings.weight"][tokens]
    x = x + w["embeddings.position_embeddings.weight"][: len(tokens)]
    x = normed(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for n in range(2):
        layer = f"encoder.layer.{n}."
        q, k, v = (
            linear(x, f"{layer}attention.self.{name}").reshape(len(tokens), 4, 8).swapaxes(0, 1)
            for name in ("query", "key", "value")
        )
        near = np.exp(q @ k.swapaxes(1, 2) / np.sqrt(8))
        heard = (near / near.sum(-1, keepdims=True) @ v).swapaxes(0, 1).reshape(len(tokens), 32)
        x = normed(
            x + linear(heard, f"{layer}attention.output.dense"),
            f"{layer}attention.output.LayerNorm",
        )
        z = linear(x, f"{layer}intermediate.dense")
        z = z * 0.5 * (1 + _erf(z / np.sqrt(2)))
        x = normed(x + linear(z, f"{layer}output.dense"), f"{layer}output.LayerNorm")
    return np.asarray(x, np.float32)


def _erf(x: NDArray[Any]) -> NDArray[Any]:
    from scipy.special import erf

    return np.asarray(erf(x))


def pipeline_package(site: Path, name: str = "en_tiny_trained") -> str:
    """A package of a trained spaCy pipeline, as if pip had put it into ``site``; returns its name.

    Its sentences end at semicolons, "phoned" is a form of "ring", and it knows a few words.
    """
    import spacy
    from spacy.lookups import Lookups

    nlp = spacy.blank("en")
    nlp.meta.update(name=name.partition("_")[2], version="1.2.3")
    nlp.add_pipe("sentencizer", config={"punct_chars": [";"]})
    nlp.add_pipe("entity_ruler")
    lookups = Lookups()
    lookups.add_table("lemma_lookup", {"phoned": "ring"})
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"}).lookups = lookups  # type: ignore[attr-defined]
    for word, vector in {"rang": (3, 4), "phoned": (0, 2), "blue": (-1, 0)}.items():
        nlp.vocab.set_vector(word, np.array(vector, np.float32))  # type: ignore[arg-type]
    package = site / name
    package.mkdir()
    nlp.to_disk(package / f"{name}-1.2.3")
    shutil.copyfile(package / f"{name}-1.2.3/meta.json", package / "meta.json")
    _installed(
        package,
        "from pathlib import Path\nfrom spacy.util import load_model_from_init_py\n\n\n"
        "def load(**how):\n    return load_model_from_init_py(__file__, **how)\n",
    )
    return name


def broken_package(site: Path, name: str = "en_of_another_version") -> str:
    """A package that tells of its pipeline and cannot be loaded."""
    (site / name).mkdir(parents=True)
    meta = {"lang": "en", "name": "x", "version": "9", "components": ["tagger"], "vectors": {}}
    (site / name / "meta.json").write_text(json.dumps(meta))
    _installed(site / name, "def load(**how):\n    raise ValueError('E053')\n")
    return name


def _installed(package: Path, code: str) -> None:
    (package / "__init__.py").write_text(code)
    told = package.with_name(f"{package.name}-1.2.3.dist-info")
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package.name}\nVersion: 1.2.3\n")
    (told / "entry_points.txt").write_text(f"[spacy_models]\n{package.name} = {package.name}\n")
