"""Web pages (HTML, XHTML), old and new, as the words a browser shows.

Kept: headings, paragraphs, line breaks, lists, preformatted text, the cells of a table row on one
line, notes where they stand (their numbers in brackets), the base text of ruby. A title that is
not said again on the page comes first.

Left out, and counted in the warnings where words are lost: hidden elements, menus, form fields,
comments and deletions as word processors write them, pictures, recordings, readings of ruby.
Scripts, styles and what is shown without scripts are no words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from liveable.core.transcript import Mark
from liveable.readers.body import Body, Unreadable
from liveable.readers.encodings import decode
from liveable.readers.html_elements import (
    ALIKE,
    BLOCKS,
    COUNTED,
    FORMATTING,
    HEADINGS,
    KEPT,
    LISTS,
    RAW,
    RUBY,
    TABLE,
    VOID,
    are_notes,
    changed,
    muted,
)
from liveable.readers.html_page import Page
from liveable.readers.html_styles import Css, Styles
from liveable.readers.html_tokens import attributes, tokens
from liveable.readers.pen import PLAIN, Look

MAX_BYTES = 12_000_000  # without the pictures in it
MAX_TAGS = 500_000
_DEEPEST = 200
_MOST_INLINE = 24
_TOP = 1000  # characters in which a title may be said again
_OPEN = Look()
_SAMPLE = 500_000  # bytes by which a language is told
_EMBEDDED = re.compile(rb"data:[\w/+.-]{1,80}(?:;[\w=-]{1,40}){0,3};base64,[A-Za-z0-9+/=]+")
_MARKUP = re.compile(rb"<[^<>]*>")
_WORD = re.compile(r"\w+")
_UNSEEN = re.compile("^\ufeff|[\x00-\x08\x0b\x0e-\x1f\x7f]")  # no browser shows them
_COMMENT_ID = re.compile(r"cmnt\d+")


@dataclass(slots=True, eq=False)
class _Mute:
    """Words that are left out, and what they are counted as when there are any."""

    kind: str
    met: bool = False


@dataclass(slots=True, eq=False)
class _Block:
    """A block that is open, with what it hands on to those inside it."""

    tag: str
    look: Look = PLAIN
    heading: int = 0
    lists: int = 0
    listed: int = -1
    pre: bool = False
    notes: bool = False
    mute: _Mute | None = None
    start: int = 0
    written: bool = False  # it is a row or cell the page has begun


@dataclass(slots=True, eq=False)
class _Inline:
    """An element in the line that is open, ``depth`` blocks deep; ``note`` says where the number of
    a note may have begun.
    """

    tag: str
    look: Look
    depth: int
    mute: _Mute | None = None
    note: tuple[int, int] | None = None


def read_html(data: bytes, encoding: str | None = None) -> Body:
    """A page's words; raises Unreadable for one that is larger than any transcript."""
    data = _EMBEDDED.sub(b"", data)
    if len(data) > MAX_BYTES:
        raise Unreadable(f"is a web page of more than {MAX_BYTES // 1_000_000} MB")
    if data.count(b"<") > MAX_TAGS:
        raise Unreadable("has more parts than a document can have")
    found = decode(data, encoding, _MARKUP.sub(b"", data[:_SAMPLE]))
    page = _UNSEEN.sub("", found.text)
    reader = _Reader()
    reader.go(page)
    said = found.warnings
    if reader.hidden > reader.page.draft.length:  # a transcript that a click unfolds
        reader = _Reader(shy=False)
        reader.go(page)
        said = (*said, "Most of the page was hidden; that was kept.")
    body = reader.body()
    return replace(body, encoding=found.encoding, warnings=(*said, *body.warnings))


class _Reader:
    """What is open at a place of the page, and the text so far."""

    def __init__(self, *, shy: bool = True) -> None:
        self.shy = shy  # hidden elements stay hidden
        self.hidden = 0  # letters in them
        self.page = Page()
        self.styles = Styles()
        self.title = ""
        self.blocks = [_Block("")]
        self.tags = [""]  # of the blocks
        self.tables: list[int] = []  # which of the blocks are tables
        self.inline: list[_Inline] = []
        self.mutes: list[_Mute] = []
        self.too_deep = 0
        self.raw = ""  # the element whose content comes next, if it is no HTML
        self.fresh = False  # preformatted text begins
        self.notes_from: int | None = None
        self.raised = -1  # where raised letters last began

    def go(self, page: str) -> None:
        """Read all of a page."""
        for kind, name, text in tokens(page):
            if kind == "words":
                self.words(text)
            elif kind == "start":
                self.start(name, attributes(text) if text else {})
            else:
                self.end(name)

    # --- words

    def words(self, text: str) -> None:
        """Words, unless they are left out."""
        raw, self.raw = self.raw, ""
        if raw and raw not in KEPT:
            self._unshown(raw, text)
            return
        top = self.blocks[-1]
        blank = not text or text.isspace()
        if self.mutes:
            mute = self.mutes[0]
            if not blank and not mute.met:
                mute.met = True
                self.page.counts[mute.kind] += bool(mute.kind)
            if mute.kind == "hidden":
                self.hidden += len(text.strip())
            return
        if blank and top.tag in ("table", "tr"):
            return
        if not blank and not top.notes:
            self.notes_from = None
        if top.pre:
            if self.fresh and text.startswith("\n"):
                text = text[1:]
            self.page.kept(text)
        else:
            self.page.words(text)
        self.fresh = False

    def _unshown(self, tag: str, text: str) -> None:
        if tag == "style":
            self.styles.read(text)
        elif tag == "title" and not self.title and not self.mutes:
            self.title = " ".join(text.split())

    # --- tags

    def start(self, tag: str, says: dict[str, str]) -> None:
        """An element begins."""
        self.raw = tag if tag in RAW else ""
        if tag in COUNTED and not self.mutes:
            self.page.counts[COUNTED[tag]] += 1
        if tag == "br":
            if not self.mutes:
                self.page.break_in_line()
        elif tag == "hr" or tag in ("html", "body", "head"):
            self._end_line()
        elif tag in VOID or (self.raw and tag not in KEPT):
            return
        else:
            if tag == "ins" and changed(says):
                self.page.counts["insertion"] += not self.mutes
            css = self.styles.of(tag, says)
            kind = muted(tag, says, hidden=css.hidden)
            if kind == "hidden" and not self.shy:
                kind = None
            mute = None if kind is None else _Mute(kind)
            if tag in TABLE:
                self._start_in_table(tag, css, mute)
            elif tag in BLOCKS:
                self._start_block(tag, says, css, mute)
            else:
                self._start_inline(tag, says, css, mute)

    def end(self, tag: str) -> None:
        """An element ends, or an end tag stands where none should."""
        self.raw = ""
        if tag == "br":
            self.start("br", {})
        elif tag in TABLE:
            self._end_in_table(tag)
        elif tag in BLOCKS:
            self._end_block(tag)
        elif tag in ("html", "body", "head"):
            self._end_line()
        else:
            self._end_inline(tag)

    # --- blocks

    def _end_line(self) -> None:
        if not self.mutes:
            top = self.blocks[-1]
            self.page.end_block(top.heading, top.listed)

    def _start_block(self, tag: str, says: dict[str, str], css: Css, mute: _Mute | None) -> None:
        if mute is None:
            self._end_line()
        if self.blocks[-1].tag == "p":
            self._pop()
        if self.blocks[-1].tag in ALIKE.get(tag, ()):
            self._pop()
        top = self.blocks[-1]
        block = _Block(
            tag,
            css.look.over(top.look),
            HEADINGS.get(tag, top.heading),
            top.lists + (tag in LISTS),
            max(0, top.lists - 1) if tag == "li" else top.listed,
            top.pre or css.pre or tag in KEPT,
            top.notes,
            mute,
        )
        if "MsoListParagraph" in says.get("class", ""):
            block.listed = max(0, block.listed)
        if block.heading and not self.mutes and mute is None:
            self.page.widen()
        if says and not top.notes and are_notes(says):
            block.notes = True
            if self.notes_from is None:
                self.notes_from = self.page.draft.length
        self.fresh = tag in KEPT
        self._push(block)

    def _push(self, block: _Block) -> bool:
        """Open a block; returns whether there is room."""
        if len(self.blocks) > _DEEPEST:
            self.too_deep += 1
            return False
        block.start = self.page.draft.length
        self.blocks.append(block)
        self.tags.append(block.tag)
        if block.mute is not None:
            self.mutes.append(block.mute)
        self._look()
        return True

    def _pop(self) -> None:
        """Close the innermost block, and what was opened in its lines."""
        self._end_line()
        block = self.blocks.pop()
        self.tags.pop()
        if block.mute is not None:
            self.mutes.remove(block.mute)
        if block.tag == "table":
            self.tables.pop()
        if block.written:
            if block.tag == "tr":
                self.page.end_row()
            else:
                self.page.end_cell()
        if self.inline:
            self._drop(lambda one: one.depth <= len(self.blocks) or one.tag in FORMATTING)
        self._look()

    def _end_block(self, tag: str) -> None:
        if self.too_deep:
            self.too_deep -= 1
            self._end_line()
            return
        first = self.tables[-1] + 1 if self.tables else 1
        while first < len(self.tags) and self.tags[first] in TABLE:
            first += 1
        if tag not in self.tags[first:]:
            self._end_line()
            return
        while self.blocks[-1].tag != tag:
            self._pop()
        self._pop()

    # --- tables

    def _start_in_table(self, tag: str, css: Css, mute: _Mute | None) -> None:
        if tag == "table":
            if mute is None:
                self._end_line()
            if self.blocks[-1].tag == "p":
                self._pop()
            if not self.mutes and mute is None:
                self.page.widen()
            if self._push(self._inside(tag, css, mute)):
                self.tables.append(len(self.blocks) - 1)
            return
        if not self.tables or self.too_deep:
            self._end_line()
            return
        table = self.tables[-1]
        if tag in ("td", "th"):
            if self.tags[table + 1 : table + 2] != ["tr"]:
                self._start_in_table("tr", Css(), None)
            self._close(table + 2)
        else:
            self._close(table + 1)
            if tag != "tr":
                return
        row = self.blocks[-1]
        if not self._push(self._inside(tag, css, mute)) or self.mutes:
            return
        if tag == "tr":
            self.page.begin_row()
        elif row.written:
            self.page.begin_cell()
        else:  # a row that was left out to its first cells
            return
        self.blocks[-1].written = True

    def _inside(self, tag: str, css: Css, mute: _Mute | None) -> _Block:
        top = self.blocks[-1]
        return _Block(tag, css.look.over(top.look), pre=top.pre, notes=top.notes, mute=mute)

    def _close(self, left: int) -> None:
        """Close all blocks but the outermost so many."""
        while len(self.blocks) > left:
            self._pop()

    def _end_in_table(self, tag: str) -> None:
        if self.too_deep and tag == "table":
            self.too_deep -= 1
        if not self.tables or self.too_deep:
            self._end_line()
        elif tag == "table":
            self._close(self.tables[-1])
        elif tag in ("td", "th"):
            self._close(self.tables[-1] + 2)
        else:
            self._close(self.tables[-1] + 1)

    # --- in the line

    def _start_inline(self, tag: str, says: dict[str, str], css: Css, mute: _Mute | None) -> None:
        if tag in RUBY:
            self._drop(lambda one: one.tag not in RUBY)
        if tag == "q" and not self.mutes:
            self.page.words("“")
        if tag == "sup":
            self.raised = self.page.draft.length
        element = _Inline(tag, css.look, len(self.blocks), mute)
        if tag == "a" and says:
            if _COMMENT_ID.fullmatch(says.get("id", "")):
                self._comment()
            element.note = self._note(says)
        if len(self.inline) >= _MOST_INLINE:
            idle = (
                n for n, one in enumerate(self.inline) if one.mute is None and not any(one.look)
            )
            at = next(idle, None)
            if at is None:
                return
            del self.inline[at]
        self.inline.append(element)
        if mute is not None:
            self.mutes.append(mute)
        self._look()

    def _end_inline(self, tag: str) -> None:
        if tag == "q" and not self.mutes:
            self.page.words("”")
        for at in range(len(self.inline) - 1, -1, -1):
            if self.inline[at].tag == tag:
                break
        else:
            return
        element = self.inline[at]
        above = self.inline[at + 1 :]
        kept = [] if tag not in FORMATTING else above
        for one in (element, *(one for one in above if one not in kept)):
            if one.mute is not None:
                self.mutes.remove(one.mute)
        self.inline[at:] = kept
        self._look()
        if element.note is not None and not self.mutes:
            own = self.blocks[-1].notes and element.note[1] == self.page.line
            if own or self.raised >= element.note[1]:
                self.page.mark_note(*element.note, own=own)

    def _drop(self, keep: Callable[[_Inline], bool]) -> None:
        """End what is open in the line and not to be kept."""
        for one in self.inline:
            if one.mute is not None and not keep(one):
                self.mutes.remove(one.mute)
        self.inline = [one for one in self.inline if keep(one)]

    def _look(self) -> None:
        """Work out how words look here."""
        look = self.blocks[-1].look
        for one in self.inline:
            if one.look != _OPEN:
                look = one.look.over(look)
        self.page.now = look

    # --- notes and comments

    def _note(self, says: dict[str, str]) -> tuple[int, int] | None:
        """Where the number of a note may begin: with a link within the page."""
        draft = self.page.draft
        if not says.get("href", "").startswith("#"):
            return None
        return len(draft.pieces), draft.length

    def _comment(self) -> None:
        """A comment below the text begins, as a document saved from the web may have it: what it
        stands in is left out.
        """
        around = self.blocks[-2:]
        block = around[0] if around[-1].tag == "p" and around[0].tag == "div" else around[-1]
        if block.tag and block.mute is None and block.start == self.page.draft.length:
            self.page.counts["comment"] += 1
            block.mute = _Mute("")
            self.mutes.append(block.mute)

    # --- the end

    def body(self) -> Body:
        """What was read."""
        self._close(1)
        self._end_line()
        page = self.page
        page.draft.strip("\n")
        text, marks = page.draft.text(), page.draft.sorted_marks()
        end = min(len(text) if self.notes_from is None else self.notes_from, len(text))
        title = self.title
        if self._says_more(title, text, marks):
            text, by = f"{title}\n{text}", len(title) + 1
            moved = (replace(mark, start=mark.start + by, stop=mark.stop + by) for mark in marks)
            marks, end = (Mark(0, len(title), "heading", 1), *moved), end + by
        return Body(text, marks, None, page.warnings(), end)

    def _says_more(self, title: str, text: str, marks: tuple[Mark, ...]) -> bool:
        """Whether the page's title is more than a name for its tab: it is of several words, the
        page does not begin with it, and no heading says half of it.
        """
        words = _WORD.findall(title.casefold())
        if len(words) < 2 or not text:
            return False
        top = _WORD.findall(text[:_TOP].casefold())
        if f" {' '.join(words)} " in f" {' '.join(top)} ":
            return False
        headings = (text[mark.start : mark.stop] for mark in marks if mark.style == "heading")
        own = set(words)
        common = (len(own.intersection(_WORD.findall(said.casefold()))) for said in headings)
        return 2 * max(common, default=0) < len(own)
