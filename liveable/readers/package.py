"""Zipped office documents (Open Packaging Conventions, ECMA-376 part 2), opened as hostile input.

Only the parts asked for are unpacked, none larger than a document can be; XML is parsed without
DTD, entities or network, and relationships that lead out of the file are not followed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import NamedTuple

from lxml import etree

from liveable.readers.body import Unreadable

MAX_MEMBERS = 10_000
MAX_UNPACKED = 2_000_000_000
MAX_PART = 64_000_000
MAX_RATIO = 200
_RATIO_FROM = 8_000_000
MAX_TAGS = 4_000_000
MAX_TREE = 1_000_000  # tags of a part that is held in memory whole: half a million words
_DAMAGED = "is damaged: its zip archive cannot be unpacked; ask for the file again"
_ENTITIES = (
    "is unsafe: it holds orders to fetch or multiply text (XML entities), which no word processor "
    "writes"
)
_TOO_MANY = "has more parts than a document can have"
_TOO_DEEP = "is nested too deeply to be a document"


class Relation(NamedTuple):
    """What a part refers to: the last word of the relationship's type, and the part's name."""

    kind: str
    target: str


class Package:
    """The parts of one zipped document."""

    def __init__(self, data: bytes) -> None:
        """Check the archive's directory; raises Unreadable for a damaged archive or a zip bomb."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            raise Unreadable(_DAMAGED) from None
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise Unreadable(f"is no document: it packs more than {MAX_MEMBERS:,} files")
        if sum(member.file_size for member in members) > MAX_UNPACKED:
            raise Unreadable("is too large to unpack")
        self._members = {member.filename: member for member in members}

    def __contains__(self, part: str) -> bool:
        return part in self._members

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._members)

    def refuse_entities(self, part: str) -> None:
        """Raise Unreadable when an XML part declares entities or is too large."""
        refuse_entities(self.read(part))

    def read(self, part: str) -> bytes:
        """A part's bytes; raises Unreadable when it is damaged, packed suspiciously small, or
        missing.
        """
        member = self._members.get(part)
        if member is None:
            raise Unreadable(f"is incomplete: it lacks its part {part}")
        size, packed = member.file_size, max(1, member.compress_size)
        if size > MAX_PART:
            most = MAX_PART // 1_000_000
            raise Unreadable(f"unpacks to more than {most} MB; no transcript is that large")
        if size > _RATIO_FROM and size > packed * MAX_RATIO:
            said = f"unpacks to over {MAX_RATIO} times its size, as no transcript does"
            raise Unreadable(f"{said}; ask for the file again")
        try:
            return self._zip.read(member)
        except RuntimeError:
            raise Unreadable("is password-protected; save a copy without the password") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise Unreadable(_DAMAGED) from None

    def xml(self, part: str) -> etree._Element:
        """A part's root element; raises Unreadable for what is not plain, bounded XML."""
        return parse(self.read(part))

    def relations(self, part: str = "") -> dict[str, Relation]:
        """What a part (the package itself by default) refers to inside the file, by id."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return {}
        found = {}
        for relation in self.xml(rels):
            if relation.get("TargetMode") != "External":
                kind = posixpath.basename(relation.get("Type", ""))
                path = posixpath.join("/", folder, relation.get("Target", ""))
                target = posixpath.normpath(path).lstrip("/")
                found[relation.get("Id", "")] = Relation(kind, target)
        return found


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def refuse_entities(xml: bytes) -> None:
    """Raise Unreadable for XML that declares anything or has more tags than a document can have."""
    if xml.count(b"<") > MAX_TAGS:
        raise Unreadable(_TOO_MANY)
    if b"<!DOCTYPE" in xml or "<!DOCTYPE".encode("utf-16-le") in xml[:10_000]:
        raise Unreadable(_ENTITIES)


def parse(xml: bytes) -> etree._Element:
    """The root of an XML document that declares nothing; raises Unreadable."""
    refuse_entities(xml)
    if xml.count(b"<") > MAX_TREE:
        raise Unreadable(_TOO_MANY)
    try:
        root = etree.fromstring(xml, _parser())
    except etree.XMLSyntaxError as error:
        raise Unreadable(_TOO_DEEP if "depth" in str(error) else _broken(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(_ENTITIES)
    return root


def _broken(error: etree.XMLSyntaxError) -> str:
    line = f" (line {error.lineno})" if error.lineno else ""
    return f"is damaged: its XML breaks off or is not well formed{line}"
