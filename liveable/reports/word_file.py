"""The Word file around what a report writes: its styles, what it says of itself, its bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from liveable.reports import word_styles
from liveable.reports.word_styles import LANGUAGE
from liveable.reports.word_xml import Body, held
from liveable.reports.wording import number

_LONGEST = 255  # characters of a core property, in python-docx


def begun(title: str, subject: str, made: datetime) -> Document:
    """A new document in our styles that says its title, its subject and its day, and no name."""
    document = docx.Document()
    word_styles.apply(document, held(title))
    about = document.core_properties
    about.title, about.subject = held(title)[:_LONGEST], held(subject)[:_LONGEST]
    about.language = LANGUAGE
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = made
    package = document.part.package
    for key, related in list(package.rels.items()):
        if related.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]  # of the template's empty page
    return document


def own_up(body: Body) -> None:
    """Say at the end how many characters Word cannot hold, where there were any."""
    if body.replaced:
        characters = number(body.replaced, "character")
        body.paragraph("Chosen", f"{characters} that Word cannot hold: shown as \ufffd.")


def packed(document: Document) -> bytes:
    """The document as a zip without the time of its making."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
