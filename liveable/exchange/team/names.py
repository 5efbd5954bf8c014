"""What things are called when a merge speaks of them: paths of codes, quotes, whose and where."""

from __future__ import annotations

from collections.abc import Mapping

from liveable.core import codetree
from liveable.core.codetree import Branch
from liveable.exchange.team.sides import Side
from liveable.exchange.team.values import Row

_QUOTE = 60  # characters of a passage

FIELDS: Mapping[tuple[str, str], str] = {
    ("code", "name"): "name",
    ("code", "parent"): "place in the codebook",
    ("code", "brief"): "short description",
    ("code", "definition"): "definition",
    ("code", "use_when"): "“use when”",
    ("code", "not_when"): "“do not use when”",
    ("code", "example"): "example",
    ("code", "short"): "short name",
    ("code", "colour"): "colour",
    ("code", "key"): "key",
    ("code", "codable"): "use for coding",
    ("code", "status"): "status",
    ("coding", "document"): "passage",
    ("coding", "code"): "code",
    ("coding", "weight"): "weight",
    ("coding", "star"): "star",
    ("memo", "text"): "text",
    ("memo", "kind"): "kind",
    ("memo", "document"): "subject",
    ("document", "text_sha"): "text",
    ("document", "case"): "case",
    ("document", "folder"): "folder",
    ("speaker", "case"): "case",
}
TABLES: Mapping[str, str] = {
    "project": "the project",
    "coder": "coder",
    "folder": "folder",
    "case": "case",
    "document": "document",
    "speaker": "speaker",
    "turn": "turn",
    "entry": "diary entry",
    "reading": "reading mark",
    "passage_read": "passage read",
    "import_rule": "import rule",
    "attribute": "attribute",
    "value": "value",
    "code": "code",
    "coding": "coding",
    "memo": "memo",
    "memo_link": "memo link",
    "verdict": "verdict on a suggestion",
    "query": "saved query",
    "handout": "copy handed out",
}


def field_name(tbl: str, name: str) -> str:
    """What a column is called."""
    return FIELDS.get((tbl, name), name.replace("_", " "))


class Names:
    """What the rows of both sides are called; what ours has goes before what theirs has."""

    def __init__(self, ours: Side, theirs: Side) -> None:
        self._sides = (ours, theirs)
        self._bodies: dict[str, str] = {}
        self.drafts: dict[str, str] = {}  # texts that neither side has yet, by their hashes
        tables = ("code", "document", "case", "coder", "attribute", "folder")
        self.ours = {tbl: ours.all(tbl) for tbl in tables}
        self.theirs = {tbl: theirs.all(tbl) for tbl in tables}
        self._paths = [
            _paths(self.theirs["code"].values()),
            _paths(self.ours["code"].values()),
        ]

    def look_at(self, ours: Side, theirs: Side) -> None:
        """Look texts up on these sides from now on."""
        self._sides = (ours, theirs)

    def row(self, tbl: str, uid: str) -> Row | None:
        """A row of one of the small tables, of either side."""
        return self.ours[tbl].get(uid) or self.theirs[tbl].get(uid)

    def code(self, uid: str | None) -> str:
        """A code's path, written out."""
        for paths in reversed(self._paths):
            if uid and uid in paths:
                return " / ".join(paths[uid])
        return "a code that is gone" if uid else "the top of the codebook"

    def name(self, tbl: str, uid: str | None) -> str:
        """The name of a document, case, coder, attribute or folder."""
        row = self.row(tbl, uid) if uid else None
        return str(row["name"]) if row else ("one that is gone" if uid else "none")

    def quote(self, row: Row, most: int = _QUOTE) -> str:
        """The words of a coding (or verdict), shortened."""
        words = " ".join(self.words(row).split())
        return words if len(words) <= most else f"{words[: most - 1]}…"

    def words(self, row: Row) -> str:
        """The words of a coding (or verdict)."""
        return self.body(row["text_sha"])[row["start"] : row["stop"]]

    def body(self, sha: str) -> str:
        """A text of either side, or one that both together make."""
        if sha in self.drafts:
            return self.drafts[sha]
        if sha not in self._bodies:
            found = next((b for b in (s.body(sha) for s in self._sides) if b is not None), "")
            if len(self._bodies) > 8:  # texts come in runs of one document
                self._bodies.clear()
            self._bodies[sha] = found
        return self._bodies[sha]

    def of(self, tbl: str, row: Row) -> str:
        """What a row is called in a list of decisions."""
        if tbl == "code":
            return self.code(row["uid"])
        if tbl in ("coding", "verdict"):
            return f"{self.code(row['code'])} on “{self.quote(row)}”"
        if tbl == "memo":
            return f"Memo on {self._subject(row)}"
        if tbl == "value":
            whose = self.name("case", row["case"]) if row["case"] else None
            whose = whose or self.name("document", row["document"])
            return f"{self.name('attribute', row['attribute'])} of {whose}"
        if tbl in ("turn", "entry", "reading", "passage_read", "speaker"):
            what = row.get("label") or TABLES[tbl]
            return f"{what} in {self.name('document', row['document'])}"
        return str(row.get("name") or TABLES.get(tbl, tbl))

    def _subject(self, memo: Row) -> str:
        for column in ("document", "case"):
            if memo[column]:
                return self.name(column, memo[column])
        if memo["code"]:
            return self.code(memo["code"])
        coding = memo["coding"] and self._coding(memo["coding"])
        if coding:
            return f"“{self.quote(coding)}” ({self.code(coding['code'])})"
        return "a coding" if memo["coding"] else "the project"

    def _coding(self, uid: str) -> Row | None:
        found = (side.rows("coding", [uid]).get(uid) for side in self._sides)
        return next((row for row in found if row), None)

    def value(self, tbl: str, field: str, value: object) -> str | None:
        """A field's value as people read it."""
        if (tbl, field) == ("code", "parent"):
            return self.code(None if value is None else str(value))
        if value is None:
            return None
        if field in ("document", "case", "folder", "coder", "attribute"):
            return self.name(field, str(value))
        if field == "code":
            return self.code(str(value))
        if isinstance(value, bool) or field in ("star", "codable", "done"):
            return "yes" if value else "no"
        return str(value)


def _paths(codes: object) -> Mapping[str, tuple[str, ...]]:
    rows = list(codes)  # type: ignore[call-overload]
    return codetree.build(
        Branch(r["uid"], r["parent"], r["position"], r["name"]) for r in rows
    ).path
