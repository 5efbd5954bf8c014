"""Material on its way into the process that learns, which keeps the documents it was sent: each
crosses once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import NamedTuple

from liveable.core.learning import Heard, Material
from liveable.core.spans import Span


class Sent(NamedTuple):
    """``material`` without its documents; their names in order, what is read of each, and those of
    them that are not over there yet.
    """

    material: Material
    names: tuple[str, ...]
    read: tuple[tuple[Span, ...], ...]
    new: Mapping[str, Heard]


def packed(material: Material, there: Collection[str]) -> Sent:
    """What is to be sent where the documents of these names are held already."""
    named = {_name(heard): heard for heard in material.heard}
    new = {name: heard for name, heard in named.items() if name not in there}
    read = tuple(heard.read for heard in material.heard)
    return Sent(replace(material, heard=()), tuple(named), read, new)


def unpacked(sent: Sent, held: dict[str, Heard]) -> Material:
    """The material as it was; from then on its documents are held, and no others.

    A document that did not change is the same object as before, but for what is read of it.
    """
    held.update(sent.new)
    for name in held.keys() - set(sent.names):
        del held[name]
    heard = [
        replace(held[name], read=read) for name, read in zip(sent.names, sent.read, strict=True)
    ]
    return replace(sent.material, heard=tuple(heard))


def _name(heard: Heard) -> str:
    """A document's name by all that is heard of it, read or not."""
    said = json.dumps([heard.document, heard.language, heard.stretches])
    found = blake2b(said.encode(), digest_size=16)
    found.update(heard.text.encode("utf-8", "surrogatepass"))
    return found.hexdigest()
