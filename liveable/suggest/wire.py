"""The wire format of Protocol Buffers, as far as an ONNX graph is written in it and looked through:
varints, numbers of 32 bits, and everything else with its length before it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TypeAlias

Value: TypeAlias = int | float | str | bytes
_LENGTHS = {1: 8, 5: 4}  # bytes of the kinds that are not varints and do not tell their length
_MOST = 10  # bytes of a varint


def field(number: int, value: Value) -> bytes:
    """One field of a message: an int as a varint, a float in 32 bits, text in UTF-8."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value & (1 << 64) - 1)
    if isinstance(value, float):
        return _varint(number << 3 | 5) + struct.pack("<f", value)
    data = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def message(*fields: tuple[int, Value]) -> bytes:
    """Fields, by their numbers, one after another."""
    return b"".join(field(number, value) for number, value in fields)


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def parts(data: memoryview) -> Iterator[tuple[int, memoryview]]:
    """The fields of a message that have a length (texts, messages), with their numbers; raises
    ValueError where it is no message.
    """
    at = 0
    while at < len(data):
        tag, at = _read(data, at)
        number, kind = tag >> 3, tag & 7
        if kind == 0:
            _, at = _read(data, at)
            continue
        if kind == 2:
            length, at = _read(data, at)
        elif kind in _LENGTHS:
            length = _LENGTHS[kind]
        else:
            raise ValueError(f"no such kind of field: {kind}")
        if at + length > len(data):
            raise ValueError("a field goes on beyond the end")
        if kind == 2:
            yield number, data[at : at + length]
        at += length


def _read(data: memoryview, at: int) -> tuple[int, int]:
    found = 0
    for n, byte in enumerate(data[at : at + _MOST]):
        found |= (byte & 0x7F) << 7 * n
        if byte < 0x80:
            return found, at + n + 1
    raise ValueError("a number without an end")
