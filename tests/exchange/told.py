"""What a project says, as lines that people can read: a merge is told by the lines it adds and
takes away.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from liveable.exchange.team.rows import SHAPES
from liveable.store import check
from liveable.store.project import Project, open_project
from liveable.store.schema import HISTORICAL
from tests.conftest import ANN

Rows = dict[str, dict[str, dict[str, Any]]]  # by table and uid
_WORDING = ("short", "brief", "definition", "use_when", "not_when", "example", "key")
_OUTSIDE = ("merged", "handout", "alias", "import_rule", "query")


def difference(before: Counter[str], after: Counter[str]) -> str:
    """The lines that went (-) and came (+), in alphabetical order."""
    gone, come = before - after, after - before
    return "\n".join(
        [f"- {line}" for line in sorted(gone.elements())]
        + [f"+ {line}" for line in sorted(come.elements())]
    )


def told(project: Project) -> Counter[str]:
    """All that a project says, a line for each thing, positions and times aside."""
    with project.reading() as session:
        cursor = session.connection().exec_driver_sql
        rows: Rows = {
            tbl: {
                row[0]: dict(zip(SHAPES[tbl].names, row, strict=True))
                for row in cursor(
                    f'SELECT {", ".join(map(_quoted, SHAPES[tbl].names))} FROM "{tbl}"'
                )
            }
            for tbl in HISTORICAL
        }
        texts = {sha: body for sha, body in cursor("SELECT sha, body FROM text")}
        marks = cursor("SELECT text_sha, start, stop, style FROM display").fetchall()
    teller = _Teller(rows, texts)
    lines = Counter(line for tbl in HISTORICAL if tbl not in _OUTSIDE
                    for row in rows[tbl].values() for line in teller.lines(tbl, row))  # fmt: skip
    used = {row["text_sha"] for row in rows["document"].values()}
    lines.update(
        f"“{texts[sha][start:stop]}” is {style}" for sha, start, stop, style in marks if sha in used
    )
    return lines


def brought(path: Path, merge: Callable[[], object]) -> str:
    """What came of a merge into a file, after which that must be sound."""
    with open_project(path, ANN) as project:
        lines = told(project)
    merge()
    with open_project(path, ANN) as project:
        assert check.check(project).faults == []
        return difference(lines, told(project))


def _quoted(name: str) -> str:
    return f'"{name}"'


class _Teller:
    def __init__(self, rows: Rows, texts: dict[str, str]) -> None:
        self.rows, self.texts = rows, texts

    def name(self, tbl: str, uid: str) -> str:
        return str(self.rows[tbl][uid]["name"])

    def path(self, uid: str) -> str:
        row = self.rows["code"][uid]
        return f"{self.path(row['parent'])}/{row['name']}" if row["parent"] else str(row["name"])

    def quote(self, row: dict[str, Any]) -> str:
        return f"“{self.texts[row['text_sha']][row['start'] : row['stop']]}”"

    def lines(self, tbl: str, row: dict[str, Any]) -> Iterator[str]:
        yield from getattr(self, f"_{tbl}")(row)

    def _project(self, row: dict[str, Any]) -> Iterator[str]:
        yield f"project {row['name']} {row['settings']}"

    def _coder(self, row: dict[str, Any]) -> Iterator[str]:
        yield f"coder {row['name']}"

    def _folder(self, row: dict[str, Any]) -> Iterator[str]:
        yield f"folder {row['name']}"

    def _case(self, row: dict[str, Any]) -> Iterator[str]:
        yield f"case {row['name']}"

    def _document(self, row: dict[str, Any]) -> Iterator[str]:
        yield f"document {row['name']}"
        for column, tbl in (("folder", "folder"), ("case", "case")):
            if row[column]:
                yield f"{column} of {row['name']}: {self.name(tbl, row[column])}"

    def _speaker(self, row: dict[str, Any]) -> Iterator[str]:
        who = f" is {self.name('case', row['case'])}" if row["case"] else ""
        yield f"{row['role']} {row['label']} of {self.name('document', row['document'])}{who}"

    def _turn(self, row: dict[str, Any]) -> Iterator[str]:
        document = self.rows["document"][row["document"]]
        words = self.texts[document["text_sha"]][row["speech"] : row["stop"]]
        label = self.rows["speaker"][row["speaker"]]["label"]
        yield f"{document['name']}, {label}: {words}"

    def _entry(self, row: dict[str, Any]) -> Iterator[str]:
        yield f"entry {row['label']} ({row['date']}) of {self.name('document', row['document'])}"

    def _reading(self, row: dict[str, Any]) -> Iterator[str]:
        how = "all of" if row["done"] else f"{row['up_to']} letters of"
        who, what = self.name("coder", row["coder"]), self.name("document", row["document"])
        yield f"{who} read {how} {what}"

    def _passage_read(self, row: dict[str, Any]) -> Iterator[str]:
        yield f"{self.name('coder', row['coder'])} read {self.quote(row)} by itself"

    def _attribute(self, row: dict[str, Any]) -> Iterator[str]:
        yield f"attribute {row['name']} ({row['type']})"

    def _value(self, row: dict[str, Any]) -> Iterator[str]:
        tbl = "case" if row["case"] else "document"
        whose = self.name(tbl, row[tbl])
        yield f"{self.name('attribute', row['attribute'])} of {whose}: {row['value']}"

    def _code(self, row: dict[str, Any]) -> Iterator[str]:
        path = self.path(row["uid"])
        yield f"code {path}" + (" (retired)" if row["status"] == "retired" else "")
        yield from (f"{path}, {field}: {row[field]}" for field in _WORDING if row[field])
        told = {"phrases": "cue", "banned": "banned"}
        for name, said in told.items():
            for phrase in json.loads(row["cues"]).get(name, ()):
                yield f"{path}, {said}: {phrase}"

    def _coding(self, row: dict[str, Any]) -> Iterator[str]:
        who = self.name("coder", row["coder"])
        more = ", star" if row["star"] else ""
        more += f", weight {row['weight']}" if row["weight"] is not None else ""
        more += f", {row['origin']}" if row["origin"] != "hand" else ""
        yield f"{self.quote(row)} is {self.path(row['code'])} ({who}){more}"

    def _memo(self, row: dict[str, Any]) -> Iterator[str]:
        kind = {"note": "memo", "merge": "kept"}.get(row["kind"], row["kind"])
        text = row["text"].replace(":\n", ": ").replace("\n", " | ")
        yield f"{kind} by {self.name('coder', row['coder'])} on {self._subject(row)}: {text}"

    def _subject(self, row: dict[str, Any]) -> str:
        if row["coding"]:
            return self.quote(self.rows["coding"][row["coding"]])
        if row["code"]:
            return self.path(row["code"])
        tbl = "document" if row["document"] else "case"
        return self.name(tbl, row[tbl]) if row[tbl] else "the project"

    def _memo_link(self, row: dict[str, Any]) -> Iterator[str]:
        kind = next(k for k in ("document", "code", "coding", "case", "other") if row[k])
        yield f"link to a {kind} from: {self.rows['memo'][row['memo']]['text']}"

    def _verdict(self, row: dict[str, Any]) -> Iterator[str]:
        accepted = " as a coding" if row["coding"] else ""
        body = self.texts[row["text_sha"]]
        reasons = [body[each["start"] : each["stop"]] for each in json.loads(row["reasons"])]
        yield (
            f"{self.name('coder', row['coder'])} {row['verdict']}{accepted}: {self.quote(row)} "
            f"as {self.path(row['code'])}, for “{' '.join(reasons)}”"
        )
