"""A query in words: what a report says it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from liveable.core.codetree import CodeTree
from liveable.core.query import AttributeTest, Query
from liveable.reports.facts import Facts
from liveable.reports.wording import path_name, some
from liveable.store.queries import natural

_ORIGINS = {
    "hand": "by hand",
    "search": "from a search",
    "cue": "suggested by cues",
    "learned": "suggested by what was learned",
    "similar": "suggested as like another passage",
    "imported": "imported",
}


def in_words(query: Query, facts: Facts, tree: CodeTree) -> tuple[tuple[str, str], ...]:
    """What a query chooses, as labels and words: always the codes, documents and coders, the rest
    where it narrows.
    """
    documents = {uid: document.name for uid, document in facts.documents.items()}
    said = [
        ("Codes", _codes(query, tree)),
        ("Documents", _names(query.documents, documents)),
        ("Coders", _names(query.coders, facts.coders)),
    ]
    if query.cases is not None:
        said.append(("Cases", _names(query.cases, facts.cases)))
    if query.attributes:
        said.append(("Where", "; ".join(_test(test, facts) for test in query.attributes)))
    if query.origins is not None:
        origins = {origin: _ORIGINS.get(origin, origin) for origin in query.origins}
        said.append(("Coded", _names(query.origins, origins)))
    if query.text:
        said.append(("With the words", f"‘{query.text}’"))
    return tuple(said)


def _codes(query: Query, tree: CodeTree) -> str:
    if query.codes is None:
        return "all"
    names = [path_name(tree.path[uid]) for uid in tree.order if uid in query.codes]
    below = any(tree.children.get(uid) for uid in query.codes)
    with_them = " with the codes under it" if len(names) == 1 else " with the codes under them"
    return (some(names) or "none") + (with_them if below and query.subtree else "")


def _names(chosen: Iterable[str] | None, names: Mapping[str, str]) -> str:
    if chosen is None:
        return "all"
    return some(sorted((names[uid] for uid in chosen if uid in names), key=natural)) or "none"


def _test(test: AttributeTest, facts: Facts) -> str:
    name = facts.attributes.get(test.attribute, "an attribute that is gone")
    if test.test in ("set", "not set"):
        return f"{name} is {'known' if test.test == 'set' else 'not known'}"
    comparison = test.test if test.test in ("is", "is not", "contains") else f"is {test.test}"
    than = " than" if test.test in ("less", "more") else ""
    return f"{name} {comparison}{than} {test.value}"
