"""Laws: what is written reads back as the same codebook, whatever is in it."""

from __future__ import annotations

import csv
import io

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liveable.core.codebook import STATUSES, Codebook, CodeEntry, Cues, Respelling
from liveable.errors import FileRefused
from liveable.exchange import codebook_yaml
from liveable.exchange.codebook import read, to_csv, to_yaml

# Texts that formats trip over, beside whatever Hypothesis finds.
TRAPS = (
    "no", "Yes", "null", "~", "on", "2024-01-01", "1_000", "0x1F", "1e3", "12:30:45", ".inf", "<<",
    "=SUM(A1)", "'=1", "''+2", "-1", "@home", "\tx", "\rx", "'", "''", "# not a comment", "a #b",
    "key: value", "- dash", "? x", "| bar", "> fold", "%TAG", "&a", "*a", "!t", "[a, b]", "{a: b}",
    "ends with colon:", " leads", "trails ", "a\nb", "a\n\nb", "\na", "a\n", "a\r\nb", "a\rb",
    "two  spaces", "really? no", "why?", "a, b",
    "a | b", "a\\|b", "back\\slash", 'say "x"', "it’s ‘so’", "👩🏽‍🌾 emoji",
    "שלום עולם", "e\u0301", "\u2028", "\u2029x", "\x85", "\xa0", "\ufeff", "\ufffe", "\x7f",
    "\x1b[0m", "a\u3000b", "---", "...", "\"quoted\"", ",", ";", "word " * 40,
    "long\nlines " + "of words " * 30 + "end",
)  # fmt: skip
texts = st.one_of(
    st.just(""), st.sampled_from(TRAPS), st.text(max_size=30), st.text("ab \n", max_size=300)
)
said = texts.map(lambda text: text if text.strip() else f"{text}x")
words = st.lists(said, max_size=3).map(tuple)
cues = st.builds(Cues, phrases=words, lemmas=words, banned=words, misleading=words)
respellings = st.builds(Respelling, written=said, standard=said, after=words, before=words)
colours = st.one_of(st.none(), st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
law = settings(deadline=None, max_examples=50)


@st.composite
def trees(draw: st.DrawFn) -> tuple[CodeEntry, ...]:
    """Codes in tree order: each below one of the codes on the way from the last one to the top."""
    codes: list[CodeEntry] = []
    path: list[str] = []
    for short in draw(st.lists(said, unique=True, max_size=5)):
        path = path[: draw(st.integers(0, len(path)))]
        codes.append(draw(entries(short, path[-1] if path else None)))
        path.append(short)
    return tuple(codes)


def entries(short: str, parent: str | None) -> st.SearchStrategy[CodeEntry]:
    """Codes with these two and anything else."""
    return st.builds(
        CodeEntry,
        short=st.just(short),
        name=said,
        parent=st.just(parent),
        codable=st.booleans(),
        brief=texts,
        definition=texts,
        use_when=texts,
        not_when=texts,
        example=texts,
        colour=colours,
        status=st.sampled_from(STATUSES),
        cues=cues,
        note=texts,
    )


books = st.builds(
    Codebook,
    name=texts,
    codes=trees(),
    description=texts,
    language=st.one_of(st.none(), said),
    dialect=st.lists(respellings, max_size=2).map(tuple),
)
SAID = tuple(text for text in TRAPS if text.strip())
EVERY_TRAP = Codebook(
    "",
    tuple(CodeEntry(f"{n}", t, brief=t, cues=Cues(*[(t,)] * 4)) for n, t in enumerate(SAID)),
    dialect=tuple(Respelling(text, text, (text,), (text,)) for text in SAID),
)


@law
@given(books)
@example(EVERY_TRAP)
def test_yaml_reads_back_as_written(book: Codebook) -> None:
    """A codebook written as YAML reads back equal, in every field and in the order of its tree."""
    assert read(to_yaml(book).encode(), "x.yaml") == book


@law
@given(books)
@example(EVERY_TRAP)
def test_yaml_needs_no_c_library(book: Codebook) -> None:
    """Where PyYAML comes without its C parser, the same file gives the same codebook."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codebook_yaml, "_Loader", yaml.SafeLoader)
        assert read(to_yaml(book).encode(), "x.yaml") == book


@law
@given(books)
@example(EVERY_TRAP)
def test_yaml_means_the_same_to_others(book: Codebook) -> None:
    """A reader that guesses types finds texts where we wrote texts, and the flags as flags."""
    top = yaml.safe_load(to_yaml(book))
    codes = list(flat(top.get("codes", [])))
    assert [code["name"] for code in codes] == [code.name for code in book.codes]
    assert [code.get("brief", "") for code in codes] == [code.brief for code in book.codes]
    assert [code.get("codable", True) for code in codes] == [code.codable for code in book.codes]


def flat(codes: list[dict[str, object]]) -> list[dict[str, object]]:
    """The codes of a nested list in tree order."""
    found = []
    for code in codes:
        below = code.get("codes", [])
        assert isinstance(below, list)
        found += [code, *flat(below)]
    return found


@law
@given(books)
@example(EVERY_TRAP)
def test_csv_reads_back_the_same_codes(book: Codebook) -> None:
    """The codes of a codebook written as CSV read back equal."""
    assert read(to_csv(book).encode(), "x.csv").codes == book.codes


@law
@given(books)
@example(EVERY_TRAP)
def test_no_cell_begins_like_a_formula(book: Codebook) -> None:
    """No cell of the CSV begins with a sign that makes a spreadsheet calculate."""
    rows = csv.reader(io.StringIO(to_csv(book), newline=""))
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]


@law
@given(st.binary(max_size=200), st.sampled_from(["x.yaml", "x.csv", "x"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """Whatever the bytes, reading ends in a codebook or in one sentence, never in a traceback."""
    assert refusal(data, name).startswith((name, "read"))


@law
@given(books, st.data())
def test_a_damaged_file_is_read_or_refused(book: Codebook, data: st.DataObject) -> None:
    """A codebook with pieces cut out or doubled is read, or refused with line and fault."""
    text = to_yaml(book)
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    damaged = data.draw(st.sampled_from([text[:start] + text[stop:], text[:stop] + text[start:]]))
    assert refusal(damaged.encode(), "x.yaml").startswith(("x.yaml: line ", "read"))


def refusal(data: bytes, name: str) -> str:
    """The sentence by which a file is refused, or "read"."""
    try:
        read(data, name)
    except FileRefused as refused:
        return str(refused)
    return "read"
