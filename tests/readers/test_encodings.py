"""From bytes to text, down the ladder of encodings."""

from __future__ import annotations

import codecs
import zlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liveable.core.text import canonical
from liveable.readers.body import Unreadable
from liveable.readers.encodings import decode, glimpse

ENGLISH = "Interviewer: “Café” – naïve…\r\nMoira: It was £5, I’d say.\r\n" * 3
GERMAN = "Befragte: Größe, Fußgänger – „schön“.\nI: Überall?\n" * 3
RUSSIAN = "Интервьюер: Расскажите, пожалуйста, о соседях.\nМария: Они очень хорошие люди.\n" * 3
GREEK = "Ερώτηση: Πώς είναι οι γείτονές σας;\nΑπάντηση: Είναι πολύ καλοί άνθρωποι όλοι.\n" * 3
HEBREW = "מראיינת: ספרי לי על השכנים שלך.\nדנה: הם אנשים טובים מאוד ועוזרים לנו תמיד.\n" * 3
ARABIC = "سؤال: كيف حال الجيران في هذا الشارع؟\nجواب: هم ناس طيبون ويساعدوننا دائما.\n" * 3
JAPANESE = (
    "質問者：近所の人について話してください。\n田中：とても親切で、よく助けてくれます。\n" * 3
)
CHINESE = (
    "访谈者：请谈谈你的邻居。\n受访者：他们都很好，我们常常互相帮助，去年冬天还帮我买菜。\n" * 3
)
TAIWANESE = (
    "訪談者：請談談你的鄰居。\n受訪者：他們都很好，我們常常互相幫助，去年冬天還幫我買菜。\n" * 3
)
KOREAN = "면담자: 이웃에 대해 말씀해 주세요.\n참여자: 모두 친절하고 자주 도와주십니다.\n" * 3
EMOJI = "Moira: 👩‍👩‍👧‍👦 e\u0301 \u2028 \u202eevil\u202c\n"

WRITTEN = [
    (ENGLISH, "cp1252"),
    (GERMAN, "cp1252"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8_r"),
    (GREEK, "cp1253"),
    (HEBREW, "cp1255"),
    (ARABIC, "cp1256"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (CHINESE, "gb18030"),
    (TAIWANESE, "big5"),
    (KOREAN, "euc_kr"),
    *(
        (text, encoding)
        for text in (ENGLISH, GERMAN, RUSSIAN, HEBREW, ARABIC, JAPANESE, CHINESE)
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    ),
]


@pytest.mark.parametrize(("text", "encoding"), WRITTEN)
def test_the_encoding_is_found_without_being_told(text: str, encoding: str) -> None:
    """And the words come out as they went in, without a warning."""
    assert decode(text.encode(encoding)) == (canonical(text), encoding, ())


@pytest.mark.parametrize("text", [ENGLISH, EMOJI, JAPANESE, ""])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed_and_is_no_text(
    mark: bytes, encoding: str, text: str
) -> None:
    """In each of the five encodings that have one, also when one is asked for by name."""
    data = mark + text.encode(encoding)
    assert decode(data) == (canonical(text), encoding, ())
    assert decode(data, encoding) == (canonical(text), encoding, ())


def test_a_declared_encoding_is_believed_when_it_fits() -> None:
    """As editors write it in the first lines; a wrong one is passed over."""
    data = "# -*- coding: mac_roman -*-\nCafé – naïve\n".encode("mac_roman")
    assert decode(data).encoding == "mac-roman"
    assert decode("coding: utf-8\nCafé".encode("cp1252")).encoding == "cp1252"


def test_what_the_user_says_goes_before_all_signs() -> None:
    """Even where it is wrong; what does not fit is shown and counted."""
    assert decode("Größe".encode(), "cp1252").text == "GrÃ¶ÃŸe"
    found = decode("Größe".encode("cp1252"), "utf-8")
    assert found.text == "Gr\ufffd\ufffde"
    assert found.warnings == ("2 bytes not valid in utf-8 are each shown as \ufffd.",)


@pytest.mark.parametrize(
    "encoding", ["klingon", "rot13", "base64", "idna", "undefined", "a\0b", ""]
)
def test_what_is_no_encoding_of_text_is_refused(encoding: str) -> None:
    """In a sentence that names it."""
    with pytest.raises(Unreadable, match="is to be read as"):
        decode(b"words", encoding)


def test_a_few_broken_bytes_do_not_make_a_file_another() -> None:
    """UTF-8 stays UTF-8; each broken byte is one sign, and they are counted."""
    found = decode("Café\n".encode() * 20 + b"\xff\xfe\x80\xc3( broken\n")
    assert found.encoding == "utf-8"
    assert found.text == "Café\n" * 20 + "\ufffd\ufffd\ufffd\ufffd( broken\n"
    assert found.warnings == ("4 bytes not valid in utf-8 are each shown as \ufffd.",)


def test_signs_of_replacement_in_the_file_are_not_counted() -> None:
    """They were there."""
    assert decode("a \ufffd b".encode()).warnings == ()
    assert decode("é \ufffd".encode() + b"\xff").warnings == (
        "1 byte not valid in utf-8 is shown as \ufffd.",
    )


def test_halves_of_characters_are_joined_or_shown_as_broken() -> None:
    """As some databases write what is beyond U+FFFF, and as cut files have it."""
    found = decode(b"Moira: \xed\xa0\xbd\xed\xb8\x80 and \xed\xa0\x80 end")
    assert found.text == "Moira: 😀 and \ufffd end"
    cut = codecs.BOM_UTF16_LE + "lone ".encode("utf-16-le") + b"\x00\xd8" + "x".encode("utf-16-le")
    assert decode(cut).text == "lone \ufffdx"
    odd = codecs.BOM_UTF16_LE + "hi".encode("utf-16-le") + b"A"
    assert decode(odd).text == "hi\ufffd"
    assert decode(odd).warnings == ("1 character not valid in utf-16-le is shown as \ufffd.",)


def test_bytes_that_windows_leaves_open_are_shown_as_broken() -> None:
    """Five values mean nothing in Windows-1252."""
    found = decode(b"It\x92s fine \x81 \x8d here")
    assert (found.text, found.encoding) == ("It’s fine \ufffd \ufffd here", "cp1252")


def test_stray_zero_bytes_are_kept() -> None:
    """They do not make a text UTF-16, and are counted."""
    for text in ("INT: be\0fore\0 after\nP1: \0\0\0 ok\n", "hello \0 world, and more words"):
        zeros = text.count("\0")
        said = "1 zero byte, as a damaged file has them, was kept."
        if zeros > 1:
            said = f"{zeros} zero bytes, as a damaged file has them, were kept."
        assert decode(text.encode()) == (text, "utf-8", (said,))


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 9, b"\0" * 99, b"words \x01\x02\x03\x04 \x05"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    """Whatever they are."""
    with pytest.raises(Unreadable, match="is not text"):
        decode(data)


@given(st.text())
def test_unicode_comes_back_the_same(text: str) -> None:
    """In every Unicode encoding with its mark or by name."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        data = text.encode(encoding, "surrogatepass")
        assume(not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\0\0\xfe\xff")))
        assert decode(data, encoding).text == canonical(text)


@given(st.text(st.characters(codec="cp1252")))
def test_single_bytes_come_back_the_same(text: str) -> None:
    """When they are said to be Windows-1252."""
    assert decode(text.encode("cp1252"), "cp1252") == (canonical(text), "cp1252", ())


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))), st.binary(max_size=20))
def test_utf8_is_always_told(text: str, rest: bytes) -> None:
    """What is valid UTF-8 is nothing else, and what begins as such is not lost by broken bytes."""
    assert decode(text.encode()).text == canonical(text).removeprefix("\ufeff")
    found = decode(("Größe – “schön” " * 9 + text).encode() + rest, "utf-8")
    assert found.text.startswith(canonical("Größe – “schön” " * 9 + text))


@given(
    st.binary(max_size=400), st.sampled_from([None, "utf-8", "cp1252", "utf-16", "cp932", "utf-7"])
)
def test_any_bytes_are_read_or_refused(data: bytes, encoding: str | None) -> None:
    """And the text is canonical."""
    try:
        found = decode(data, encoding)
    except Unreadable:
        return
    assert found.text == canonical(found.text)


def test_a_glimpse_shows_the_first_lines_as_they_would_read() -> None:
    """At once, without reading the file; nothing where the encoding does not fit."""
    packed = zlib.compress("Größe\n\nnähe\n".encode("cp1252") + b"x\n" * 4)
    assert glimpse(packed, "cp1252") == "Größe\n\nnähe\nx\nx\nx\nx\n"
    assert glimpse(packed, "cp437").startswith("Gr÷▀e\n")
    assert glimpse(packed, "no such") == ""
    long = glimpse(zlib.compress("née\n".encode() * 5000), "utf-8")
    assert set(long.splitlines()) == {"née"}, "half a character at the cut"
    assert len(glimpse(zlib.compress(b"x" * 9000), "utf-8")) > 4000
