"""Plain text and Markdown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liveable.core.text import canonical
from liveable.core.transcript import Mark
from liveable.readers.text import read_markdown, read_text


def marked(written: str) -> tuple[str, list[tuple[str, str, int]]]:
    """The text of some Markdown, and every mark's words, style and level."""
    body = read_markdown(written.encode())
    return body.text, [(body.text[m.start : m.stop], m.style, m.level) for m in body.marks]


def test_plain_text_is_taken_as_it_stands() -> None:
    """Signs of Markdown too; only newlines are made one kind."""
    body = read_text("# **Ann:**\r\n&amp; so\ron\u2028\n".encode())
    assert body.text == "# **Ann:**\n&amp; so\non\u2028\n"
    assert body.marks == ()


def test_signs_of_form_become_marks() -> None:
    """Bold, italic, both ways of writing them, one inside the other."""
    assert marked("**Ann:** so *very* __bold__ and _so_ **on _and_ on**") == (
        "Ann: so very bold and so on and on",
        [
            ("Ann:", "bold", 0),
            ("very", "italic", 0),
            ("bold", "bold", 0),
            ("so", "italic", 0),
            ("on and on", "bold", 0),
            ("and", "italic", 0),
        ],
    )


def test_headings_and_lists_are_marked() -> None:
    """Headings lose their signs, lists keep their bullets."""
    assert marked("# One #\n## Two\n- a\n  1. b\n#hash") == (
        "One\nTwo\n- a\n  1. b\n#hash",
        [("One", "heading", 1), ("Two", "heading", 2), ("- a", "list", 0), ("  1. b", "list", 1)],
    )


def test_escapes_and_entities_are_what_they_mean() -> None:
    """``\\[04:09\\]``, ``&#39;``; what is no entity stays."""
    assert marked(r"\[04:09\] it&#39;s &quot;so&quot; AT&T \\ 1 \* 2")[0] == (
        '[04:09] it\'s "so" AT&T \\ 1 * 2'
    )


def test_tags_of_form_are_taken_off() -> None:
    """Bold and italic are marked; what only looks like a tag stays."""
    assert marked('<u>Ann:</u> <b>so</b> <i>it</i> was<br/> <span class="x">there</span>') == (
        "Ann: so it was there",
        [("so", "bold", 0), ("it", "italic", 0)],
    )
    for written in ("1 <b and c> 2", "<anna> hello", "a < b", "<http://x.org>"):
        assert marked(written) == (written, [])


def test_other_stars_and_lines_stay() -> None:
    """Sums, rules, names with underscores, fenced code, links, an unclosed sign."""
    for written in ("2 * 3 * 4", "***", "snake_case_name", "[so](http://x.org)", "**open", "a*"):
        assert marked(written) == (written, [])
    assert marked("```\n**code**\n```\n**bold**")[0] == "```\n**code**\n```\nbold"


def test_very_long_markdown_is_read_as_plain_text() -> None:
    """And says so."""
    body = read_markdown(b"**bold** " * 250_000)
    assert body.text.startswith("**bold**")
    assert body.warnings == ("It is too long for Markdown and was read as plain text.",)


@given(st.text(st.sampled_from("*_#\\&;`- \nab39[]"), max_size=200))
def test_no_markdown_upsets_it(written: str) -> None:
    """Marks lie in the text, outer before inner, and no letter is lost."""
    body = read_markdown(written.encode())
    assert body.text == canonical(body.text)
    for mark in body.marks:
        assert 0 <= mark.start < mark.stop <= len(body.text)
    assert list(body.marks) == sorted(body.marks, key=lambda m: (m.start, -m.stop))
    letters = [char for char in written if char in "ab"]
    assert [char for char in body.text if char in "ab"] == letters


def test_marks_are_plain_values() -> None:
    """They can be compared."""
    assert read_markdown(b"**x**").marks == (Mark(0, 1, "bold"),)
