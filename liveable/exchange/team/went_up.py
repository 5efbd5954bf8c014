"""Codes that one side let go up in another while the other side went on with them."""

from __future__ import annotations

from collections.abc import Iterator

from liveable.exchange.team.merging import Merging
from liveable.exchange.team.sides import NO_UNDONE_MERGE
from liveable.store.history import CHANGES

_USERS = ("coding", "memo", "memo_link", "verdict")
_NOTED = "merged code"  # the kind of memo that keeps the wording of a code that went up
# Where the act that deleted a code put what referred to it; else where it noted its wording.
_INTO = f"""
WITH done AS (SELECT tbl, "before", "after" FROM change WHERE {CHANGES})
SELECT "into" FROM (
    SELECT 1 AS rank, json_extract("after", '$.code') AS "into" FROM done
    WHERE tbl IN {_USERS} AND json_extract("before", '$.code') = ?
    UNION ALL
    SELECT 2, json_extract("after", '$.parent') FROM done
    WHERE tbl = 'code' AND json_extract("before", '$.parent') = ?
    UNION ALL
    SELECT 3, json_extract("after", '$.code') FROM done
    WHERE tbl = 'memo' AND "before" IS NULL AND json_extract("after", '$.kind') = '{_NOTED}'
        AND (SELECT count(*) FROM done WHERE tbl = 'code' AND "after" IS NULL) = 1
) WHERE "into" IS NOT NULL AND "into" <> ? ORDER BY rank LIMIT 1
"""
_DELETED = (
    'SELECT operation FROM change WHERE tbl = \'code\' AND "row" = ? AND "after" IS NULL '
    f"AND {NO_UNDONE_MERGE} ORDER BY seq DESC LIMIT 1"
)


def here(m: Merging, code: str) -> str | None:
    """The code of ours into which a code was merged here, perhaps by way of others."""
    seen: set[str] = set()
    while code not in m.names.ours["code"]:
        seen.add(code)
        act = m.ours.one(_DELETED, code)
        found = m.ours.one(_INTO, act[0], code, code, code) if act else None
        if found is None or found[0] in seen:
            return None
        code = str(found[0])
    return code


def there(m: Merging, code: str) -> str | None:
    """The code into which the copy merged a code, as it is called here."""
    seq = m.gone[("code", code)].seq
    into = next(_into(m, code, seq), None)
    kept = m.kept("code", into) if into else None
    return kept if kept in m.names.ours["code"] or kept in m.new.get("code", {}) else None


def _into(m: Merging, code: str, seq: int) -> Iterator[str]:
    for tbl, column in (*((user, "code") for user in _USERS), ("code", "parent")):
        for x in m.touched.get(tbl, {}).values():
            if x.seq == seq and x.base and x.theirs and x.base[column] == code:
                to = x.theirs[column]
                if to is not None and to != code:
                    yield to
    if sum(1 for (tbl, _), x in m.gone.items() if tbl == "code" and x.seq == seq) == 1:
        for x in m.touched.get("memo", {}).values():
            if x.seq == seq and x.base is None and x.theirs and x.theirs["kind"] == _NOTED:
                yield x.theirs["code"]
