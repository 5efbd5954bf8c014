"""Who touched last, on our side, what two sides collide on: one look at the history for all."""

from __future__ import annotations

import json
from dataclasses import replace

from liveable.exchange.team.merging import Merging
from liveable.exchange.team.values import Side as Who


def say_who(m: Merging) -> None:
    """Say of each conflict who changed the thing last here, and when.

    What came here with an earlier merge is its coder's, not that of whoever merged.
    """
    rows = sorted({place[1] for place, _ in m.about.values() if place})
    if not rows:
        return
    sought = json.dumps(rows)
    last = m.ours.cursor.execute(
        'SELECT c."row", o.coder, o.at, o.label, o.kind FROM (SELECT "row", max(operation) AS seq '
        'FROM change WHERE "row" IN (SELECT value FROM json_each(?)) GROUP BY "row") c '
        "JOIN operation o ON o.seq = c.seq",
        (sought,),
    ).fetchall()
    merged = json.dumps([row for row, _, _, _, kind in last if kind == "merge"])
    brought = m.ours.cursor.execute(
        'SELECT c."row", o.coder, max(o.at), o.label FROM their_change c '
        "JOIN their_operation o ON o.uid = c.operation "
        'WHERE c."row" IN (SELECT value FROM json_each(?)) GROUP BY c."row"',
        (merged,),
    ).fetchall()
    found = {row: Who(m.names.name("coder", coder), at, label) for row, coder, at, label, _ in last}
    others = {
        row: Who(m.names.name("coder", coder), at, label) for row, coder, at, label in brought
    }
    for key, (place, _) in m.about.items():
        who = found.get(place[1]) if place else None
        if place is None or who is None:
            continue
        conflict = m.conflicts[key]
        if place[1] in others:
            who = others[place[1]]
            sentence = conflict.sentence.replace("You and ", f"{who.who} and ", 1)
            conflict = replace(conflict, sentence=sentence)
        m.conflicts[key] = replace(conflict, our_side=who)
