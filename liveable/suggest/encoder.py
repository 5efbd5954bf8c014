"""A sentence encoder of the user's own: a folder with an ONNX graph, or the vectors of an installed
spaCy pipeline. Nothing is ever fetched from anywhere.

A folder is laid out as sentence encoders are published: ``tokenizer.json``, a graph (``model.onnx``
here or in ``onnx/``), and perhaps ``modules.json``, ``sentence_bert_config.json`` and the pooling's
``config.json``, which say how it is to be used. onnxruntime and tokenizers are imported when a
folder is opened, not before.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

from liveable.core.learning import Encoded, digest
from liveable.core.progress import SILENT, Progress
from liveable.errors import FileRefused, Refused
from liveable.suggest import pipelines
from liveable.suggest.arrays import Floats, unit
from liveable.suggest.wire import parts

Encode = Callable[[Sequence[str], Progress], Floats]
Pooling = Literal["mean", "cls", "max"]

THREADS = 2
BUDGET = 512  # tokens worked on at once: what fits a processor's own memory is fastest
# Rounds numbers by the largest of all that are worked on at once: where a graph does so, a text has
# to be alone, or its vector would depend on its company. It is no slower.
_ROUNDS_TOGETHER = "DynamicQuantize"
LOT = 2_048  # passages between which what was made is handed on
_MOST_BYTES = 1 << 30  # of a graph with what belongs to it
_MOST_WRITTEN = 64 << 20  # of a tokenizer or a configuration
_MOST_TOKENS = 512
_LETTERS = 64  # of a text for every token that can be heard; the rest is not looked at
_NEEDED = 'A sentence encoder needs two more packages: pip install "liveable[semantic]".'


@dataclass(frozen=True, slots=True)
class Encoder:
    """``name`` tells which it is, in all its settings. ``make`` turns texts into vectors: a row of
    length 1 for each text (of zeros, where it says nothing).
    """

    name: str
    make: Encode

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Floats:
        """The vectors of some texts (texts x width, float32); raises Refused where they cannot be
        made, and Cancelled.
        """
        return self.make(texts, progress)


def encoder(source: str) -> Encoder:
    """The encoder of a folder (or of one graph in it), or of an installed spaCy pipeline by its
    name. Raises Refused, in one sentence, where there is none that can be used.
    """
    path = Path(source)
    if path.exists() or len(path.parts) > 1:
        return _of_folder(path)
    if source in {pipeline.name for pipeline in pipelines.installed()}:
        return of_pipeline(source)
    raise Refused(f"There is no folder and no installed spaCy pipeline called ‘{source}’.")


def of_pipeline(name: str) -> Encoder:
    """The word vectors of an installed spaCy pipeline: a text's is the mean of its words'."""
    nlp = pipelines.words_of(name)

    def make(texts: Sequence[str], progress: Progress) -> Floats:
        rows = np.zeros((len(texts), nlp.vocab.vectors_length), np.float32)
        for number, text in enumerate(progress.each(texts, len(texts), "Comparing meanings")):
            rows[number] = nlp.make_doc(text).vector
        return unit(rows)

    return Encoder(f"{name} {nlp.meta['version']}", make)


def remembering(
    made_by: Encoder, known: dict[bytes, bytes], tell: Callable[[Encoded], object]
) -> Encoder:
    """The same encoder, that makes only what is not ``known`` yet (by ``learning.digest``), adds it
    there, and tells of it lot by lot.

    All vectors come in half precision, so that what is remembered is what was made.
    """

    def make(texts: Sequence[str], progress: Progress) -> Floats:
        names = [digest(text) for text in texts]
        lacking = {n: t for n, t in zip(names, texts, strict=True) if n not in known}
        todo = list(lacking.items())
        for first in range(0, len(todo), LOT):
            some = todo[first : first + LOT]
            lot = _within(progress, first, len(todo))
            rows = made_by.encode([text for _, text in some], lot).astype("<f2")
            new = {name: row.tobytes() for (name, _), row in zip(some, rows, strict=True)}
            known.update(new)
            tell(Encoded(made_by.name, new))
        rows = np.frombuffer(b"".join([known[name] for name in names]), "<f2")
        return rows.reshape(len(names), -1 if names else 0).astype(np.float32)

    return Encoder(made_by.name, make)


def _within(progress: Progress, first: int, total: int) -> Progress:
    """The progress of a part of a job, from ``first`` on."""
    return Progress(lambda done, _, note: progress.step(first + done, total, note))


# --- a folder
# -------------------------------------------------------------------------------------------------


class _Settings(NamedTuple):
    """How a graph is to be used: how many tokens it hears, how the vectors of a text's tokens are
    made one, and what is said before every text.
    """

    length: int
    pooling: Pooling
    prompt: str


def _of_folder(path: Path) -> Encoder:
    graph = path if path.suffix == ".onnx" else _graph_in(path)
    folder = graph.parent.parent if graph.parent.name == "onnx" else graph.parent
    try:
        import onnxruntime

        os.environ.setdefault("RAYON_NUM_THREADS", str(THREADS))  # the tokenizers' own threads
        from tokenizers import Tokenizer
    except ImportError as error:
        raise Refused(_NEEDED) from error
    inside = _inside(graph)
    files = [graph, *_beside(graph, (name for kind, name in inside if kind == "file"))]
    if sum(file.stat().st_size for file in files) > _MOST_BYTES:
        raise FileRefused(graph.name, "it is too large; an encoder of up to 1 GB can be used.")
    written = _read(folder / "tokenizer.json")
    settings = _settings(folder)
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # batches go side by side
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(
            str(graph), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime has a kind of its own for every fault
        raise FileRefused(graph.name, "it is not a graph that can be used.") from error
    try:
        tokenizer = Tokenizer.from_str(written.decode())
        blank = (tokenizer.padding or {}).get("pad_id", tokenizer.token_to_id("<pad>"))
        tokenizer.enable_truncation(settings.length)
        tokenizer.no_padding()
    except Exception as error:  # tokenizers raises bare ones
        raise FileRefused("tokenizer.json", "it is not a tokenizer that can be used.") from error
    alone = any(name.startswith(_ROUNDS_TOGETHER) for kind, name in inside if kind == "work")
    run = _Run(graph.name, session, tokenizer, settings, blank or 0, 0 if alone else BUDGET)
    run.prove()
    mark = hashlib.sha256(repr(settings).encode())
    for data in (written, *map(Path.read_bytes, files)):
        mark.update(hashlib.sha256(data).digest())
    return Encoder(f"{folder.resolve().name} {mark.hexdigest()[:12]}", run.encode)


def _graph_in(folder: Path) -> Path:
    """The graph of a folder: ``model.onnx`` or, where there is none, the first by name."""
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder}.")
    found = sorted((*folder.glob("*.onnx"), *folder.glob("onnx/*.onnx")))
    if found:
        return min(found, key=lambda path: path.name != "model.onnx")
    if (folder / "model.safetensors").exists():
        how = f'python -m liveable.suggest.onnx_graph "{folder}"'
        raise FileRefused(folder.name, f"it has weights but no ONNX graph; write one with {how}")
    raise FileRefused(folder.name, "it has no ONNX graph (a file ending in .onnx).")


def _inside(graph: Path) -> list[tuple[str, str]]:
    """What a graph says of itself (``_told_by``); raises FileRefused where it is no graph."""
    try:
        if graph.stat().st_size > _MOST_BYTES:
            raise FileRefused(graph.name, "it is too large; an encoder of up to 1 GB can be used.")
        return sorted(set(_told_by(memoryview(graph.read_bytes()), "model")))
    except OSError as error:
        raise FileRefused(graph.name, f"it cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise FileRefused(graph.name, "it is not a graph that can be used.") from error


def _beside(graph: Path, places: Iterable[str]) -> list[Path]:
    """The files in which a graph keeps numbers outside itself; raises FileRefused where it reaches
    for anything outside its folder.
    """
    home, found = graph.parent.resolve(), []
    for place in places:
        file = (home / place).resolve()
        if not file.is_relative_to(home) or not file.is_file():
            raise FileRefused(graph.name, "it wants a file that is not in its own folder.")
        found.append(file)
    return found


# What may hold a tensor or an operation, and under which number: onnx.proto of ONNX 1.16.
_HOLDS: Mapping[str, Mapping[int, str]] = {
    "model": {7: "graph", 20: "training", 25: "function"},
    "training": {1: "graph", 2: "graph"},
    "function": {7: "node", 11: "attribute"},
    "graph": {1: "node", 5: "tensor", 15: "sparse"},
    "node": {4: "work", 5: "attribute"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse"},
    "sparse": {1: "tensor", 2: "tensor"},
    "tensor": {13: "outside"},
}


def _told_by(data: memoryview, kind: str) -> Iterator[tuple[str, str]]:
    """Of a part of a graph, each "file" that a tensor is in, and each kind of "work" it does."""
    if kind == "work":
        yield kind, bytes(data).decode()
    elif kind == "outside":
        told = dict(parts(data))
        if bytes(told.get(1, b"")) == b"location":
            yield "file", bytes(told.get(2, b"")).decode()
    else:
        for number, part in parts(data):
            if within := _HOLDS[kind].get(number):
                yield from _told_by(part, within)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_WRITTEN:
            raise FileRefused(path.name, "it is too large.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileRefused(path.parent.name, f"it has no {path.name}.") from error
    except OSError as error:
        raise FileRefused(path.name, f"it cannot be read ({error.strerror}).") from error


def _settings(folder: Path) -> _Settings:
    """What the files of a folder say of its use; where they say nothing, what most encoders do."""
    lengths = (
        _told(folder / "sentence_bert_config.json").get("max_seq_length"),
        _told(folder / "tokenizer_config.json").get("model_max_length"),
        _told(folder / "config.json").get("max_position_embeddings"),
    )
    length = min((n for n in lengths if isinstance(n, int) and n > 2), default=_MOST_TOKENS)
    own = _told(folder / "config_sentence_transformers.json")
    prompts = own.get("prompts")
    prompt = prompts.get(own.get("default_prompt_name")) if isinstance(prompts, dict) else None
    how = _told(folder / _module(folder, "Pooling", "1_Pooling") / "config.json")
    named = {"mean_tokens": "mean", "cls_token": "cls", "max_tokens": "max"}
    chosen = [name for name, on in how.items() if name.startswith("pooling_mode_") and on is True]
    ways = [named.get(name.removeprefix("pooling_mode_")) for name in chosen] or ["mean"]
    if _module(folder, "Dense") or len(ways) != 1 or ways[0] is None:
        raise FileRefused(folder.name, "it makes its vectors in a way that is not known here.")
    pooling: Pooling = "cls" if ways[0] == "cls" else "max" if ways[0] == "max" else "mean"
    said = prompt if isinstance(prompt, str) else ""
    return _Settings(min(length, _MOST_TOKENS), pooling, said)


def _module(folder: Path, kind: str, otherwise: str = "") -> str:
    """The folder's folder with the settings of one kind of module."""
    listed = _told(folder / "modules.json", list)
    for module in listed if isinstance(listed, list) else ():
        if isinstance(module, dict) and str(module.get("type", "")).endswith(f".{kind}"):
            return Path(str(module.get("path", ""))).name or otherwise
    return otherwise


def _told(path: Path, kind: type = dict) -> Any:
    """What a configuration says; nothing, where it is not there."""
    if not path.is_file():
        return kind()
    try:
        found = json.loads(_read(path))
    except (ValueError, RecursionError) as error:
        raise FileRefused(path.name, "it is not JSON.") from error
    return found if isinstance(found, kind) else kind()


class _Run:
    """A graph at work."""

    def __init__(
        self, name: str, session: Any, tokenizer: Any, settings: _Settings, blank: int, budget: int
    ) -> None:
        self._name, self._session = name, session
        self._tokenizer, self._settings = tokenizer, settings
        self._blank, self._budget = blank, budget
        self._inputs = {i.name: "int32" in i.type for i in session.get_inputs()}
        known = {"input_ids", "attention_mask", "token_type_ids"}
        if not {"input_ids", "attention_mask"} <= self._inputs.keys() <= known:
            raise FileRefused(name, "it does not take texts as sentence encoders do.")
        outputs = [o.name for o in session.get_outputs()]
        whole = [o for o in outputs if o == "sentence_embedding"]
        self._output = (whole or outputs)[:1]

    def prove(self) -> None:
        """Raise FileRefused unless it makes vectors of one width, whatever the length of a text."""
        if self.vectors([[0, 0], [0]]).shape[1] != self.vectors([[0]]).shape[1]:
            raise self._not_vectors()

    def encode(self, texts: Sequence[str], progress: Progress) -> Floats:
        """The vectors of texts, those of like length together."""
        heard: list[list[int]] = []
        most, said = self._settings.length * _LETTERS, self._settings.prompt
        for first in progress.each(range(0, len(texts), LOT), -(-len(texts) // LOT), "Reading"):
            some = [said + text[:most] for text in texts[first : first + LOT]]
            heard += [one.ids for one in self._tokenizer.encode_batch(some)]
        lots = _batches([len(tokens) for tokens in heard], self._budget)
        found: Floats | None = None
        with ThreadPoolExecutor(THREADS, thread_name_prefix="encoder") as pool:
            work = pool.map(lambda lot: self.vectors([heard[row] for row in lot]), lots)
            try:
                each = progress.each(work, len(lots), "Comparing meanings")
                for rows, lot in zip(each, lots, strict=True):
                    if found is None:
                        found = np.zeros((len(texts), rows.shape[1]), np.float32)
                    found[lot] = rows
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return np.zeros((len(texts), 0), np.float32) if found is None else found

    def vectors(self, heard: Sequence[Sequence[int]]) -> Floats:
        """The vectors of texts by their tokens."""
        shape = (len(heard), max(map(len, heard)))
        ids, there = np.full(shape, self._blank, np.int64), np.zeros(shape, np.int64)
        for row, tokens in enumerate(heard):
            ids[row, : len(tokens)], there[row, : len(tokens)] = tokens, 1
        given = {"input_ids": ids, "attention_mask": there, "token_type_ids": np.zeros_like(ids)}
        asked = {
            name: given[name].astype(np.int32) if short else given[name]
            for name, short in self._inputs.items()
        }
        try:
            (found,) = self._session.run(self._output, asked)
        except Exception as error:  # onnxruntime has a kind of its own for every fault
            raise FileRefused(self._name, "the graph could not be worked out.") from error
        made = np.asarray(found, np.float32)
        if made.ndim == 3 and made.shape[:2] == shape:
            made = _pooled(made, there, self._settings.pooling)
        if made.ndim != 2 or len(made) != len(heard) or not np.isfinite(made).all():
            raise self._not_vectors()
        return unit(made)

    def _not_vectors(self) -> FileRefused:
        return FileRefused(self._name, "what the graph makes of texts is not vectors.")


def _batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """The texts that have tokens, by number, the longest first, as many together as the budget of
    tokens allows.
    """
    order = sorted((n for n, length in enumerate(lengths) if length), key=lambda n: -lengths[n])
    found: list[list[int]] = []
    for number in order:
        if found and lengths[found[-1][0]] * (len(found[-1]) + 1) <= budget:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _pooled(tokens: Floats, there: Any, how: Pooling) -> Floats:
    """One vector of those of a text's tokens (texts x tokens x width)."""
    if how == "cls":
        return tokens[:, 0]
    mask = there[:, :, None].astype(np.float32)
    if how == "max":
        return np.asarray(np.where(mask > 0, tokens, -np.inf).max(axis=1), np.float32)
    return np.asarray((tokens * mask).sum(axis=1) / mask.sum(axis=1), np.float32)
