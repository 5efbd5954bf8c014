"""Markdown: the words come out as they are, whatever signs are in them."""

from __future__ import annotations

import dataclasses
import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.query import Query
from liveable.reports import to_markdown
from liveable.reports.excerpts import gather
from liveable.reports.to_markdown import escaped
from tests.reports.study import Study
from tests.reports.values import one_quote

GOLDEN = """\
# The stair

Quotes by code. 3 quotes from 2 documents and 2 cases, in 4 codings by 2 coders.

Codes: Help with the codes under it · Documents: all · Coders: all · Project as of 5 March 2026

## Help

Help nobody could demand.

*3 quotes from 2 documents and 2 cases, in the codes under it*

### Practical help

A task done for someone.

*3 quotes from 2 documents and 2 cases*

> Danny, across the landing. He has my spare key.
>
> — P10, man, Interview 10, para 2, coded by Ana and Ben

*Memo by Ana:* A key is trust.

Ask about it.

> He has my spare key.
>
> — P10, man, Interview 10, para 2, coded by Ben

> I made soup for the stair.
>
> They ate it standing up.
>
> — Moira, woman, Millbrae, Moira diary, para 6, coded by Ana · starred

## Counts by code

| Code | Quotes | Codings | Documents | Cases | Coders |
| --- | ---: | ---: | ---: | ---: | ---: |
| Help | 3 | 4 | 2 | 2 | 2 |
| Help › Practical help | 3 | 4 | 2 | 2 | 2 |
| All | 3 | 4 | 2 | 2 | 2 |

The figures of a code count in the codes under it.

## Codebook

### Help

**In brief:** Help nobody could demand.

#### Practical help (HELP.PRAC)

**In brief:** A task done for someone.

**Definition:** Hands on.

Time given.

**Use when:** Lifts, keys, soup.

**Not when:** Advice alone.

**Example:** She took my parcel in.

#### Listening
"""


def test_a_small_report(stair: Study) -> None:
    """The whole of a small report, as it is written."""
    with stair.project.reading() as session:
        found = gather(session, Query(codes=frozenset([stair.codes["Help"]])))
    assert to_markdown.write(dataclasses.replace(found, as_of="2026-03-05T10:00:00.000Z")) == GOLDEN


def test_by_document_names_the_code(stair: Study) -> None:
    """Where the heading does not say the code, the line beneath a quote does."""
    with stair.project.reading() as session:
        written = to_markdown.write(gather(session, group_by="document"))
    assert "> — P9, woman, Interview 2, para 1, coded by Ana · Home" in written


def test_nothing_to_quote(stair: Study) -> None:
    """An empty report says that it is."""
    with stair.project.reading() as session:
        written = to_markdown.write(gather(session, Query(codes=frozenset())))
    assert "No coded passage fits what was chosen" in written
    assert ">" not in written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("a *b* _c_ `d` ~e~", r"a \*b\* \_c\_ \`d\` \~e\~"),
        ("# no heading", r"\# no heading"),
        ("[x](http://y) | z", r"\[x\](http\://y) \| z"),
        ("- no list", r"\- no list"),
        ("+ no list", r"\+ no list"),
        ("=====", r"\====="),
        ("1. no list", r"1\. no list"),
        ("12) no list", r"12\) no list"),
        ("3", "3"),
        ("3.5 miles", "3.5 miles"),
        ("&amp; $x$ \\", r"\&amp; \$x\$ \\"),
        ("www.example.org", r"www\.example.org"),
        ("    no code", "&#32;&#32;&#32;&#32;no code"),
        ("\tno code  ", "&#9;no code&#32;&#32;"),
        ("Rab: aye - well.", "Rab: aye - well."),
    ],
)
def test_signs_are_escaped(text: str, written: str) -> None:
    """What Markdown or HTML would read as a sign is escaped, and ordinary speech is left alone."""
    assert escaped(text) == written


def unescaped(markdown: str) -> str:
    """What a reader of Markdown sees: escapes and references resolved, in one pass."""
    return re.sub(
        r"\\([!-/:-@\[-`{-~])|(&#\d+;)",
        lambda m: m[1] or html.unescape(m[2]),
        markdown,
    )


_speech = st.text(
    st.one_of(st.sampled_from("*_`#|[]<>&-+.)1= \t\\~$:/w!"), st.characters(categories=["L"]))
)


@given(_speech)
def test_escaping_is_exact_and_leaves_no_sign(text: str) -> None:
    """Unescaped, a line is what it was; before, no sign in it stands without its escape."""
    written = escaped(text)
    assert unescaped(written) == text
    bare = re.sub(r"\\[!-/:-@\[-`{-~]|&#\d+;", "", written)
    assert not re.search(r"[\\`*_\[\]<>#|~&$]|://|www\.", bare, re.IGNORECASE)
    assert not re.match(r"[-+= \t]|\d{1,9}[.)](\s|$)", written)


@given(st.lists(_speech, min_size=1, max_size=5).map("\n".join), st.sampled_from(["", "P1, One"]))
def test_quote_is_one_block_and_comes_back(text: str, attribution: str) -> None:
    """However many paragraphs, a quote is one block quote with exactly the quote's lines."""
    written = to_markdown.write(one_quote(text, attribution=attribution))
    lines = written.split("\n")
    first = lines.index("*1 quote from 1 document and 1 case*") + 2
    last = lines.index("## Counts by code") - 1
    block = lines[first:last]
    assert all(line.startswith(">") for line in block)
    said = [unescaped(line[2:]) for line in block if line != ">"]
    beneath = [f"— {attribution}"] if attribution else []
    assert said == ([line for line in text.split("\n") if line.strip()] or ["(blank)"]) + beneath


@given(_speech.filter(str.strip))
def test_names_are_escaped_too(name: str) -> None:
    """Titles, codes, definitions, memos and attributions are words like any other."""
    written = to_markdown.write(
        one_quote(
            "Said.", title=name, attribution=name, memo=name, code=(name,), about=name,
            definition=name,
        )
    )  # fmt: skip
    assert not re.search(r"(?<!\\)<|(?<!\\)&(?!#\d+;)", written.replace("\\\\", ""))
    table = next(line for line in written.split("\n") if line.endswith("| 1 | 1 | 1 | 1 | 1 |"))
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", table)) == 7


def test_line_breaks_in_names_do_not_end_a_heading() -> None:
    """A name with a line break stays in its heading and in its row."""
    written = to_markdown.write(one_quote("Said.", title="A\n# B", code=("C\r\nD",)))
    assert "# A \\# B\n" in written
    assert "## C D\n" in written
    assert "| C D | 1 |" in written
