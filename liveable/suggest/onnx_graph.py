"""Writing the ONNX graph of a BERT-like sentence encoder from its weights, with NumPy alone:

    python -m liveable.suggest.onnx_graph FOLDER [--small]

FOLDER holds ``config.json`` and ``model.safetensors``, as sentence encoders are published; the
graph, ``model.onnx``, is put beside them. Its inputs are ``input_ids`` and ``attention_mask``
(batch x length, 64-bit integers), its output ``last_hidden_state`` (batch x length x width).
With ``--small``, ``model_int8.onnx``: the weights in 8 bits, each 32 of them with a scale of their
own, as are the numbers they are multiplied with, so that a passage's vector does not depend on
those it is worked out together with. It takes a quarter of the room, and no less time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liveable.errors import FileRefused, Refused
from liveable.suggest.arrays import Floats
from liveable.suggest.wire import Value, message
from liveable.suggest.wire import field as part

_OPSET, _IR = 17, 8
_FLOAT, _UINT8, _INT64 = 1, 2, 7  # types of tensors
_TYPES: Mapping[str, int] = {"<f4": _FLOAT, "|u1": _UINT8, "<i8": _INT64}
_BLOCK = 32  # weights that share a scale
_FAR = -1e4  # what is added to the weight of a place that is not there
_MOST_HEADER = 16 << 20


def write(folder: Path, *, small: bool = False) -> Path:
    """Write the graph of the encoder in a folder; returns where it is.

    Raises Refused where its files cannot be read, or make another kind of network than BERT.
    """
    config, weights = _config(folder), _weights(folder / "model.safetensors")
    path = folder / ("model_int8.onnx" if small else "model.onnx")
    try:
        path.write_bytes(graph(config, weights, small=small))
    except KeyError as error:
        raise FileRefused(folder.name, f"the weights lack {error.args[0]}.") from error
    except OSError as error:
        raise FileRefused(path.name, f"it cannot be written ({error.strerror}).") from error
    return path


def graph(
    config: Mapping[str, Any], weights: Mapping[str, Floats], *, small: bool = False
) -> bytes:
    """The ONNX graph of a BERT (Devlin et al. 2019) with absolute positions and exact GELU.

    ``weights`` are named as Hugging Face's BertModel names them; raises KeyError where one lacks.
    """
    net = _Network(weights, small)
    heads, width = int(config["num_attention_heads"]), int(config["hidden_size"])
    size, tiny = width // heads, float(config.get("layer_norm_eps", 1e-12))
    split, joined = net.ints(0, 0, heads, size), net.ints(0, 0, width)

    # Words and places. Everything is of the first kind of sentence.
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    words = net.rows(weights["embeddings.word_embeddings.weight"] + kind, "input_ids")
    length = net.add("Gather", net.add("Shape", "input_ids"), net.ints(1))
    place = net.put(weights["embeddings.position_embeddings.weight"])
    places = net.add("Slice", place, net.ints(0), length)
    x = net.normed(net.add("Add", words, places), "embeddings.LayerNorm", tiny)
    there = net.add("Unsqueeze", net.add("Cast", "attention_mask", to=_FLOAT), net.ints(1, 2))
    away = net.add("Mul", net.add("Sub", net.number(1.0), there), net.number(_FAR))

    for number in range(int(config["num_hidden_layers"])):
        layer = f"encoder.layer.{number}."

        def head(name: str, perm: tuple[int, ...], x: str = x, layer: str = layer) -> str:
            made = net.linear(x, f"{layer}attention.self.{name}")
            return net.add("Transpose", net.add("Reshape", made, split), perm=perm)

        asked, keys = head("query", (0, 2, 1, 3)), head("key", (0, 2, 3, 1))
        near = net.add("Mul", net.add("MatMul", asked, keys), net.number(size**-0.5))
        heeded = net.add("Softmax", net.add("Add", near, away), axis=-1)
        heard = net.add("MatMul", heeded, head("value", (0, 2, 1, 3)))
        heard = net.add("Reshape", net.add("Transpose", heard, perm=(0, 2, 1, 3)), joined)
        heard = net.linear(heard, f"{layer}attention.output.dense")
        x = net.normed(net.add("Add", x, heard), f"{layer}attention.output.LayerNorm", tiny)
        thought = net.gelu(net.linear(x, f"{layer}intermediate.dense"))
        thought = net.linear(thought, f"{layer}output.dense")
        x = net.normed(net.add("Add", x, thought), f"{layer}output.LayerNorm", tiny)
    net.add("Identity", x, output="last_hidden_state")
    return net.model(width)


@dataclass(slots=True)
class _Network:
    """A graph under way: its operations and the numbers in it, each under a name of its own."""

    weights: Mapping[str, Floats]
    small: bool
    nodes: list[bytes] = field(default_factory=list)
    tensors: list[bytes] = field(default_factory=list)

    def add(self, kind: str, *inputs: str, output: str = "", **settings: Any) -> str:
        """An operation; returns the name of what comes out of it."""
        output = output or f"{kind}{len(self.nodes)}"
        ours = ((7, "com.microsoft"),) if kind == "MatMulNBits" else ()
        told = ((5, _attribute(name, value)) for name, value in settings.items())
        self.nodes.append(
            message(*((1, name) for name in inputs), (2, output), (4, kind), *told, *ours)
        )
        return output

    def put(self, values: NDArray[Any]) -> str:
        """Numbers; returns their name."""
        name = f"tensor{len(self.tensors)}"
        dims = ((1, int(n)) for n in values.shape)
        kind, raw = _TYPES[values.dtype.str], np.ascontiguousarray(values).tobytes()
        self.tensors.append(message(*dims, (2, kind), (8, name), (9, raw)))
        return name

    def ints(self, *values: int) -> str:
        return self.put(np.array(values, np.int64))

    def number(self, value: float) -> str:
        return self.put(np.array(value, np.float32))

    def linear(self, x: str, name: str) -> str:
        weight = self.weights[f"{name}.weight"]
        made = self._in_8_bits(x, weight) if self.small else None
        made = made or self.add("MatMul", x, self.put(weight.T))
        return self.add("Add", made, self.put(self.weights[f"{name}.bias"]))

    def _in_8_bits(self, x: str, weight: Floats) -> str | None:
        """None where the weights cannot be divided into blocks."""
        rows, columns = weight.shape
        if columns % _BLOCK:
            return None
        blocks = weight.reshape(rows, -1, _BLOCK)
        scales = np.abs(blocks).max(axis=2) / np.float32(127)
        scales[scales == 0] = 1
        whole = np.round(blocks / scales[:, :, None]) + 128
        parts = (self.put(whole.astype(np.uint8)), self.put(scales))
        size = {"K": columns, "N": rows, "bits": 8, "block_size": _BLOCK, "accuracy_level": 4}
        return self.add("MatMulNBits", x, *parts, **size)

    def rows(self, table: Floats, at: str) -> str:
        """The rows of a table that ``at`` numbers."""
        if not self.small:
            return self.add("Gather", self.put(table), at)
        scales = np.abs(table).max(axis=1, keepdims=True) / np.float32(127) + np.float32(1e-12)
        whole = np.round(table / scales + 128).astype(np.uint8)
        found = self.add("Cast", self.add("Gather", self.put(whole), at), to=_FLOAT)
        found = self.add("Sub", found, self.number(128.0))
        return self.add("Mul", found, self.add("Gather", self.put(scales), at))

    def normed(self, x: str, name: str, tiny: float) -> str:
        parts = (self.put(self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.add("LayerNormalization", x, *parts, axis=-1, epsilon=tiny)

    def gelu(self, x: str) -> str:
        bent = self.add("Erf", self.add("Mul", x, self.number(0.5**0.5)))
        half = self.add("Mul", x, self.number(0.5))
        return self.add("Mul", half, self.add("Add", bent, self.number(1.0)))

    def model(self, width: int) -> bytes:
        """The whole of it, as a file."""
        asked = [
            (11, _named(n, _INT64, "batch", "length")) for n in ("input_ids", "attention_mask")
        ]
        told = (12, _named("last_hidden_state", _FLOAT, "batch", "length", width))
        made = message(
            *((1, node) for node in self.nodes),
            (2, "encoder"),
            *((5, tensor) for tensor in self.tensors),
            *asked,
            told,
        )
        sets = [message((1, ""), (2, _OPSET)), message((1, "com.microsoft"), (2, 1))]
        return message((1, _IR), (2, "liveable"), (7, made), *((8, each) for each in sets))


def _attribute(name: str, value: float | Sequence[int]) -> bytes:
    if isinstance(value, float):
        return message((1, name), (2, value), (20, 1))
    if isinstance(value, int):
        return message((1, name), (3, value), (20, 2))
    return message((1, name), *((8, each) for each in value), (20, 7))


def _named(name: str, kind: int, *dims: int | str) -> bytes:
    """What goes in or comes out, with its type and its dimensions (a name: any)."""
    fields: list[tuple[int, Value]] = [(1 if isinstance(dim, int) else 2, dim) for dim in dims]
    shape = b"".join(part(1, message(one)) for one in fields)
    return message((1, name), (2, part(1, message((1, kind), (2, shape)))))


# --- the files of an encoder
# -------------------------------------------------------------------------------------------------


def _config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    try:
        config = json.loads(path.read_bytes())
        kind, act = config["model_type"], config.get("hidden_act", "gelu")
        sizes = [config[n] for n in ("num_attention_heads", "hidden_size", "num_hidden_layers")]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise FileRefused(folder.name, "it has no config.json of an encoder.") from error
    place = config.get("position_embedding_type", "absolute")
    if (kind, act, place) != ("bert", "gelu", "absolute"):
        raise FileRefused(folder.name, "only graphs of BERT encoders can be written.")
    if not all(isinstance(n, int) and n > 0 for n in sizes) or sizes[1] % sizes[0]:
        raise FileRefused(folder.name, "the sizes in its config.json make no sense.")
    return dict(config)


def _weights(path: Path) -> dict[str, Floats]:
    """The floats in a file of safetensors, by their names without "bert."."""
    try:
        data = path.read_bytes()
        length = int.from_bytes(data[:8], "little")
        if length > min(_MOST_HEADER, len(data) - 8):
            raise ValueError
        head = json.loads(data[8 : 8 + length])
        head.pop("__metadata__", None)
        body = memoryview(data)[8 + length :]
        return {
            name.removeprefix("bert."): _floats(body[slice(*told["data_offsets"])], told)
            for name, told in head.items()
            if told["dtype"] in ("F32", "F16", "BF16")
        }
    except OSError as error:
        raise FileRefused(path.name, f"it cannot be read ({error.strerror}).") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FileRefused(path.name, "it does not hold the weights of a network.") from error


def _floats(raw: memoryview, told: Mapping[str, Any]) -> Floats:
    if told["dtype"] == "BF16":
        values = (np.frombuffer(raw, "<u2").astype("<u4") << 16).view("<f4")
    else:
        values = np.frombuffer(raw, "<f4" if told["dtype"] == "F32" else "<f2")
    return np.asarray(values, "<f4").reshape(told["shape"])


if __name__ == "__main__":
    try:
        print(write(Path(sys.argv[1]), small="--small" in sys.argv[2:]))
    except (Refused, IndexError) as error:
        sys.exit(str(error) if isinstance(error, Refused) else __doc__)
