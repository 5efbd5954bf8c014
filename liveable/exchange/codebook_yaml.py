"""Codebooks as YAML in the schema ``liveable-codebook/1`` (docs/codebook-format.md).

The file is read as a tree of nodes, never built into objects: every value is the text that stands
there (``no`` and ``2024-05-01`` stay words), and every fault has its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import TextWrapper

import yaml

from liveable.core.codebook import CUES, Codebook, CodeEntry, Cues, Respelling
from liveable.exchange.codebook_check import (
    DEEPEST,
    TEXTS,
    Draft,
    Faults,
    check_number,
    clipped,
    entries,
    refused,
    repeated_names,
)

SCHEMA = "liveable-codebook/1"
_TOP = ("schema", "name", "description", "language", "dialect", "codes")
_CODE = ("name", "short", "codable", *TEXTS[:-1], "colour", "status", "cues", "note", "codes")
_RESPELLING = ("written", "standard", "after", "before")
_DEEPEST_NODE = 2 * DEEPEST + 8
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_UNPRINTABLE = re.compile(
    r"[^\t\n -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BARE_COLOUR = re.compile(r":\s+#[0-9a-fA-F]{3,8}\b")

Fields = dict[str, yaml.Node]


def read_yaml(text: str, name: str) -> Codebook:
    """The codebook of a YAML file.

    Raises FileRefused naming lines and faults; the file's name serves where the codebook has none.
    """
    faults = Faults()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    root = _composed(text, name)
    codebook = _Reading(text.split("\n"), faults).codebook(root, name)
    faults.refuse(name)
    return codebook


def _composed(text: str, name: str) -> yaml.Node:
    """The file's one document as nodes, refused for what a codebook never needs."""
    if odd := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        raise refused(name, f"line {line}: holds the control character U+{ord(odd[0]):04X}")
    try:
        _plain(text, name)
        root = yaml.compose(text, _Loader)
    except yaml.YAMLError as error:
        raise refused(name, _said(error, text)) from None
    if root is None:
        raise refused(name, "line 1: the file holds no codebook")
    return root


def _plain(text: str, name: str) -> None:
    """Refuse aliases, anchors, tags, a second document and too deep nesting, before any tree."""
    depth = documents = 0
    for event in yaml.parse(text, _Loader):
        fault = None
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            fault = "a codebook has no anchors (&) or aliases (*); put such text in quotation marks"
        elif getattr(event, "tag", None):
            fault = "a codebook has no tags (!); put such text in quotation marks"
        elif documents > 1:
            fault = "a second document begins here; a file holds one codebook"
        elif depth > _DEEPEST_NODE:
            fault = f"nested too deep; codes go down at most {DEEPEST} levels"
        if fault:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise refused(name, f"line {line}: {fault}")


def _said(error: yaml.YAMLError, text: str) -> str:
    """The parser's complaint as a sentence with its line, in words for what goes wrong most."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return "is not YAML"
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    problem = error.problem or error.context or "this is not YAML"
    if re.match(r" *\t", written):
        problem = "a tab stands where YAML wants spaces"
    elif "mapping values are not allowed" in problem:
        problem = "a colon inside the text, or wrong indenting; put the text in quotation marks"
    elif "quoted scalar" in (error.context or "") and "end of stream" in problem:
        line = error.context_mark.line if error.context_mark else line
        problem = "a quotation mark is opened and never closed"
    elif error.context:
        problem = f"{problem} ({error.context})"
    return f"line {line + 1}: {problem}"


@dataclass(slots=True)
class _Reading:
    """One pass over the nodes of one file."""

    lines: list[str]
    faults: Faults

    def codebook(self, root: yaml.Node, file: str) -> Codebook:
        top = self.fields(root, _TOP, "a codebook")
        if isinstance(root, yaml.MappingNode):
            self.schema(top.get("schema"))
        drafts: list[Draft] = []
        self.codes(top.get("codes"), None, 1, drafts)
        check_number(drafts, file)
        codes = entries(drafts, self.faults)
        name = self.text(top["name"]) if "name" in top else re.sub(r"\.\w+$", "", file)
        return Codebook(
            name=name,
            codes=codes,
            description=self.text(top.get("description")),
            language=self.text(top.get("language")) or None,
            dialect=tuple(self.respellings(top.get("dialect"))),
            warnings=tuple(repeated_names(codes)),
        )

    def schema(self, node: yaml.Node | None) -> None:
        written = self.text(node)
        if node is None:
            self.faults.add(1, f"the line ‘schema: {SCHEMA}’ is missing")
        elif re.fullmatch(r"liveable-codebook/\d+", written) and written != SCHEMA:
            self.add(node, f"‘{written}’ is of a newer Liveable; this one reads {SCHEMA}")
        elif written != SCHEMA:
            self.add(node, f"the schema is {SCHEMA}, not ‘{clipped(written)}’")

    def codes(
        self, node: yaml.Node | None, parent: int | None, depth: int, drafts: list[Draft]
    ) -> None:
        """Add the codes of a list, and those below them, in tree order."""
        for item in self.items(node, "codes", "codes, each beginning with ‘- name:’"):
            found = self.fields(item, _CODE, "a code")
            if not isinstance(item, yaml.MappingNode):
                continue
            texts = {k: self.text(v) for k, v in found.items() if k not in ("cues", "codes")}
            lines = {k: _line(v) for k, v in found.items()}
            if "colour" in found:
                self.bare_colour(found["colour"], texts)
            drafts.append(Draft(_line(item), texts, lines, self.cues(found.get("cues")), parent))
            if depth < DEEPEST:
                self.codes(found.get("codes"), len(drafts) - 1, depth + 1, drafts)
            elif "codes" in found:
                self.add(found["codes"], f"codes go down at most {DEEPEST} levels")

    def bare_colour(self, node: yaml.Node, texts: dict[str, str]) -> None:
        """#2f6b9a without quotation marks is a comment, so that the colour would vanish."""
        if not texts["colour"] and _BARE_COLOUR.search(self.lines[_line(node) - 1]):
            self.add(node, 'a colour needs quotation marks ("#2f6b9a"); without, # is a comment')

    def cues(self, node: yaml.Node | None) -> Cues:
        found = self.fields(node, CUES, "cues") if _given(node) else {}
        return Cues(*(self.words(found.get(key), key) for key in CUES))

    def respellings(self, node: yaml.Node | None) -> Iterator[Respelling]:
        for item in self.items(node, "dialect", "respellings, each beginning with ‘- written:’"):
            found = self.fields(item, _RESPELLING, "a respelling")
            written, standard = self.text(found.get("written")), self.text(found.get("standard"))
            if not (written.strip() and standard.strip()):
                self.add(item, "a respelling needs both ‘written’ and ‘standard’")
            after, before = (self.words(found.get(key), key) for key in ("after", "before"))
            yield Respelling(written, standard, after, before)

    def words(self, node: yaml.Node | None, key: str) -> tuple[str, ...]:
        """A list of words or phrases, none of them blank."""
        items = self.items(node, key, "words or phrases, each beginning with a dash")
        texts = [(item, self.text(item)) for item in items]
        for item, text in texts:
            if not text.strip() and isinstance(item, yaml.ScalarNode):
                self.add(item, f"an empty line in ‘{key}’")
        return tuple(text for _, text in texts)

    def fields(self, node: yaml.Node | None, known: tuple[str, ...], what: str) -> Fields:
        """The values of a mapping by key; unknown, doubled and non-text keys are faults."""
        if not isinstance(node, yaml.MappingNode):
            if node is not None:
                self.add(
                    node, f"{what} is written as ‘key: value’ lines, beginning with {known[0]}"
                )
            return {}
        found: Fields = {}
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            if key not in known:
                hint = self.faults.meant(key, known)
                self.add(key_node, f"‘{clipped(key)}’ is not a field of {what}{hint}")
            elif key in found:
                self.add(key_node, f"‘{key}’ stands twice, first on line {_line(found[key])}")
            else:
                found[key] = value
        return found

    def items(self, node: yaml.Node | None, key: str, what: str) -> list[yaml.Node]:
        """The nodes of a list; a field left empty is an empty list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if _given(node):
            self.add(node, f"‘{key}’ is a list of {what}")
        return []

    def text(self, node: yaml.Node | None) -> str:
        """A value as the text that stands there; an empty one (or null) is the empty text."""
        if node is None or node.tag == _NULL:
            return ""
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self.add(node, "a single text is wanted here, not a list or further fields")
        return ""

    def add(self, node: yaml.Node | None, sentence: str) -> None:
        self.faults.add(_line(node) if node else 1, sentence)


def _given(node: yaml.Node | None) -> bool:
    return node is not None and node.tag != _NULL


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


# Texts a YAML reader would take for something else, or that a plain scalar cannot hold.
_WORDLIKE = re.compile(r"[^\W\d_][\w’',.;!?()/+”“‘…–-]*(?: [\w’'(/+“‘…–][\w’',.;!?()/+”“‘…–-]*)*")
_TAKEN = re.compile(r"(?i:y|n|yes|no|true|false|on|off|null)")
_MUST_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f-\x9f\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_WIDTH = 96
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def to_yaml(codebook: Codebook) -> str:
    """The codebook as a YAML file to be read and edited by people; reading it gives it back.

    Raises ValueError for codes that are not in tree order.
    """
    lines = [f"schema: {SCHEMA}", *_field("name", codebook.name, 0, always=True)]
    lines += _field("description", codebook.description, 0)
    lines += _field("language", codebook.language or "", 0)
    if codebook.dialect:
        lines += ["", "dialect:", *(_respelling(r) for r in codebook.dialect)]
    if codebook.codes:
        lines += ["", "codes:", *_codes(codebook.codes)]
    return "\n".join(lines) + "\n"


def _codes(codes: tuple[CodeEntry, ...]) -> Iterator[str]:
    """The lines of all codes; going up or down the tree is a matter of indenting only."""
    path: list[str] = []
    for number, code in enumerate(codes):
        down = bool(path) and code.parent == path[-1]
        while path and path[-1] != code.parent:
            path.pop()
        if code.parent is not None and not path:
            raise ValueError(f"{code.short!r} does not follow its parent {code.parent!r}")
        indent = 2 + 4 * len(path)
        if down:
            yield " " * (indent - 2) + "codes:"
        elif number:
            yield ""
        yield from _code(code, indent)
        path.append(code.short)


def _code(code: CodeEntry, indent: int) -> Iterator[str]:
    name, *more = _field("name", code.name, indent + 2, always=True)
    yield name[:indent] + "- " + name[indent + 2 :]
    yield from more
    texts = {key: getattr(code, key) for key in TEXTS}
    texts |= {"short": code.short, "colour": code.colour or ""}
    texts |= {"codable": "" if code.codable else "false"}
    texts |= {"status": "" if code.status == "draft" else code.status}
    for key in _CODE[1:-1]:
        if key == "cues":
            yield from _cues(code.cues, indent + 2)
        else:
            yield from _field(key, texts[key], indent + 2)


def _cues(cues: Cues, indent: int) -> Iterator[str]:
    if cues == Cues():
        return
    yield " " * indent + "cues:"
    for key in CUES:
        said = getattr(cues, key)
        if said and key in ("phrases", "banned"):
            yield f"{' ' * indent}  {key}:"
            yield from (f"{' ' * indent}    - {_inline(phrase)}" for phrase in said)
        elif said:
            yield f"{' ' * indent}  {key}: {_flow(said)}"


def _respelling(respelling: Respelling) -> str:
    parts = [f"written: {_inline(respelling.written, True)}"]
    parts += [f"standard: {_inline(respelling.standard, True)}"]
    for key in ("after", "before"):
        if words := getattr(respelling, key):
            parts.append(f"{key}: {_flow(words)}")
    return f"  - {{{', '.join(parts)}}}"


def _field(key: str, text: str, indent: int, always: bool = False) -> Iterator[str]:
    """The lines of one field: in place when short, folded when long and foldable, else quoted."""
    if not (text or always):
        return
    head = f"{' ' * indent}{key}: "
    fits = len(head) + len(text) <= _WIDTH and "\n" not in text
    if key == "codable":
        yield head + text
    elif fits or not _foldable(text):
        yield head + _inline(text)
    else:
        yield head + ">-"
        yield from _folded(text, " " * (indent + 2))


def _foldable(text: str) -> bool:
    """Whether a folded block gives exactly this text: single spaces between words, and line ends
    only inside.
    """
    plain = re.sub(r'[\n"\\]', "", text)
    return not (
        re.search(r"\A\n|\n\Z|^ | $|  ", text, re.M)
        or re.search(r"[^\S ]", plain)
        or _MUST_ESCAPE.search(plain)
    )


def _folded(text: str, margin: str) -> Iterator[str]:
    wrapper = TextWrapper(
        width=max(_WIDTH, len(margin) + 40),
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            yield ""  # one line end in the text is one blank line in the block
        yield from wrapper.wrap(paragraph)


def _inline(text: str, flow: bool = False) -> str:
    """The text on one line: bare where no reader could take it for anything else, else quoted."""
    bare = _WORDLIKE.fullmatch(text) and not _TAKEN.fullmatch(text)
    if bare and not (flow and re.search("[,?]", text)):
        return text
    return '"' + _MUST_ESCAPE.sub(lambda m: _escaped(m[0]), text) + '"'


def _flow(words: tuple[str, ...]) -> str:
    return f"[{', '.join(_inline(word, True) for word in words)}]"


def _escaped(character: str) -> str:
    known = _ESCAPES.get(character)
    return known or (
        f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"
    )
