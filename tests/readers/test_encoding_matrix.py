"""Every encoding that transcripts come in, over languages and formats of text: found without being
told, and taken at one's word.
"""

from __future__ import annotations

import codecs
import zlib

import pytest

from liveable.core.intake import first_lines
from liveable.readers import glimpse, read
from tests.readers.test_encodings import (
    ARABIC,
    CHINESE,
    ENGLISH,
    GERMAN,
    GREEK,
    HEBREW,
    JAPANESE,
    KOREAN,
    RUSSIAN,
    TAIWANESE,
)

FRENCH = (
    "Enquêtrice: Où habitiez-vous à l’époque ?\nHélène: À côté de la gare, c’était bruyant.\n" * 3
)
SPANISH = "Entrevistadora: ¿Cómo están los niños?\nMaría: Muy bien, señora, mañana empiezan.\n" * 3
ICELANDIC = "Spyrill: Hvað finnst þér?\nÞóra: Þau eru mjög góð og hjálpleg við mig alla daga.\n" * 3
POLISH = (
    "Badaczka: Proszę opowiedzieć.\nZofia: Są życzliwi, mogę na nich liczyć, łącznie z dziećmi.\n"
    * 3
)
CZECH = (
    "Tazatelka: Řekněte mi něco.\nJiří: Jsou to hodní lidé, vždycky nám pomůžou, když můžou.\n" * 3
)
HUNGARIAN = (
    "Kérdező: Milyenek a szomszédok?\nÖrs: Ők nagyon kedvesek, mindig segítenek, ha szükség.\n" * 3
)
TURKISH = (
    "Görüşmeci: Komşularınızı anlatır mısınız?\nAyşe: Çok iyi insanlar, hep yardım ederler.\n" * 3
)
LITHUANIAN = (
    "Tyrėja: Papasakokite apie kaimynus.\nOna: Jie labai geri žmonės, visada padeda, ačiū jiems.\n"
    * 3
)
UKRAINIAN = (
    "Дослідниця: Розкажіть про сусідів.\nМарія: Вони дуже добрі люди, завжди нам допомагають.\n" * 3
)
RUSSIAN_WORDS = (
    "Interviewer: What did she say?\nMaria: She said «очень хорошо», and we went on.\n" * 3
)
HEBREW_WORDS = (
    "Interviewer: Tell me.\nDana: She came in and said שלום לכולם, as one does, and left.\n" * 3
)
JAPANESE_WORDS = (
    "Interviewer: What is the word?\nTanaka: It is 近所の人 or something like it, I say.\n" * 3
)

UNICODE = {
    "utf-8": b"",
    "utf-8 with its mark": codecs.BOM_UTF8,
    "utf-16-le": b"",
    "utf-16-be": b"",
    "utf-32-le": b"",
    "utf-32-be": b"",
    "utf-16-le with its mark": codecs.BOM_UTF16_LE,
    "utf-16-be with its mark": codecs.BOM_UTF16_BE,
    "utf-32-le with its mark": codecs.BOM_UTF32_LE,
    "utf-32-be with its mark": codecs.BOM_UTF32_BE,
}
LEGACY = [
    *((GERMAN, name) for name in ("cp1252", "mac_roman", "cp850")),
    *((FRENCH, name) for name in ("cp1252", "mac_roman")),
    *((SPANISH, name) for name in ("cp1252", "iso8859_15", "mac_roman", "cp850")),
    *((ICELANDIC, name) for name in ("cp1252", "mac_roman")),
    *((text, name) for text in (POLISH, CZECH) for name in ("cp1250", "iso8859_2", "cp852")),
    *((HUNGARIAN, name) for name in ("cp1250", "cp852")),
    *((TURKISH, name) for name in ("cp1254", "iso8859_9")),
    (LITHUANIAN, "cp1257"),
    *((RUSSIAN, name) for name in ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic")),
    *((UKRAINIAN, name) for name in ("cp1251", "koi8_u")),
    *((GREEK, name) for name in ("cp1253", "iso8859_7")),
    *((HEBREW, name) for name in ("cp1255", "iso8859_8")),
    *((ARABIC, name) for name in ("cp1256", "iso8859_6")),
    *((JAPANESE, name) for name in ("cp932", "euc_jp", "iso2022_jp")),
    *((CHINESE, name) for name in ("gb18030", "gb2312")),
    *((TAIWANESE, name) for name in ("big5", "gb18030")),
    (KOREAN, "euc_kr"),
    (RUSSIAN_WORDS, "cp1251"),
    (HEBREW_WORDS, "cp1255"),
    (JAPANESE_WORDS, "cp932"),
]
FORMATS = ("txt", "md", "html", "csv", "vtt", "srt")


def written(text: str, format: str) -> str:
    """A conversation, set down in a format."""
    pairs = [line.replace("：", ": ").split(": ", 1) for line in text.splitlines() if line]
    if format == "html":
        said = "".join(f"<p>{who}: {words}</p>\n" for who, words in pairs)
        return f"<!doctype html><body>{said}</body>"
    if format == "csv":
        return "Speaker;Text\r\n" + "".join(f'"{who}";"{words}"\r\n' for who, words in pairs)
    if format in ("vtt", "srt"):
        mark = "." if format == "vtt" else ","
        cues = (
            f"{n}\n00:00:{n:02}{mark}000 --> 00:00:{n + 1:02}{mark}000\n{who}: {words}\n\n"
            for n, (who, words) in enumerate(pairs, 1)
        )
        return ("WEBVTT\n\n" if format == "vtt" else "") + "".join(cues)
    return "".join(f"{who}: {words}\n" for who, words in pairs)


def expect(text: str, format: str, data: bytes, encoding: str | None = None) -> None:
    """The words come out as they were, as the format they are in, and nothing is amiss."""
    found = read(data, f"talk.{format}", encoding=encoding)
    assert found.format == format
    whole = " ".join(found.text.split())
    for line in text.splitlines():
        words = line.replace("：", ": ").partition(": ")[2]
        assert " ".join(words.split()) in whole, (format, found.encoding)
    assert not [said for said in found.warnings if "encoding" in said or "not valid" in said]


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, RUSSIAN, HEBREW, JAPANESE, KOREAN])
@pytest.mark.parametrize("name", UNICODE)
def test_unicode_is_found_in_every_format(text: str, name: str) -> None:
    """With and without a byte order mark."""
    for format in FORMATS:
        data = UNICODE[name] + written(text, format).encode(name.split()[0])
        expect(text, format, data)
        expect(text, format, data, name.split()[0])


@pytest.mark.parametrize(("text", "encoding"), LEGACY)
def test_other_encodings_are_found_in_every_format(text: str, encoding: str) -> None:
    """By their letters; and read so when somebody says so."""
    text = text.encode(encoding, "ignore").decode(encoding)  # what it can hold
    for format in FORMATS:
        data = written(text, format).encode(encoding)
        expect(text, format, data)
        expect(text, format, data, encoding)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("encoding", ["cp1251", "utf-16-le", "koi8_r"])
def test_a_glimpse_shows_words_and_no_signs_of_form(format: str, encoding: str) -> None:
    """As they would be kept, before anybody has decided."""
    packed = zlib.compress(written(RUSSIAN * 60, format).encode(encoding))
    seen = glimpse(packed, f"talk.{format}", encoding)
    assert seen is not None
    assert first_lines(seen)[1] == ("Мария", "Они очень хорошие люди.")
    wrong = glimpse(packed, f"talk.{format}", "cp1252")
    assert wrong is None or "Мария" not in wrong.text


@pytest.mark.parametrize("format", FORMATS)
def test_what_one_says_goes_before_what_the_file_looks_like(format: str) -> None:
    """A wrong one too: nobody is contradicted."""
    data = written(POLISH, format).encode("cp1250")
    found = read(data, f"talk.{format}", encoding="cp1252")
    assert (found.format, found.encoding) == (format, "cp1252")
    assert "Proszê" in found.text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("We met at the café".encode("mac_roman"), "mac-roman"),
        (bytes(range(0xA1, 0xFF, 3)) + b" and so on", "cp1252"),
        ("Idę już.".encode("cp1250"), "cp1250"),
    ],
)
def test_a_doubtful_encoding_is_said(data: bytes, encoding: str) -> None:
    """Where few letters speak for it, or nothing fits."""
    found = read(b"It was so.\n" + data, "x.txt")
    assert found.encoding is not None
    assert codecs.lookup(found.encoding).name == encoding
    assert any("is a guess" in said for said in found.warnings)


def test_a_declaration_that_is_wrong_is_said() -> None:
    """The page is read as what it is."""
    page = "<html><head><meta charset=utf-8></head><p>Café – naïve, déjà vu</p>".encode("cp1252")
    found = read(page, "x.html")
    assert (found.encoding, found.text) == ("cp1252", "Café – naïve, déjà vu")
    assert found.warnings == ("It says that it is in utf-8, which it is not.",)
