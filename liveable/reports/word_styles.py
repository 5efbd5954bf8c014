"""How a report looks in Word: the page, and every style a writer restyles in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle

from liveable.reports.word_xml import field, rule

LANGUAGE = "en-GB"
TEXT_WIDTH = 9070  # between the margins, in twentieths of a point
_INK, _SOFT, _ACCENT = "23211D", "57524A", "1D4F80"
# Both have free twins of the same widths (Carlito, Caladea), so pages break alike everywhere.
_SANS, _SERIF = "Calibri", "Cambria"


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: sizes and distances in points, indent in centimetres."""

    size: float
    before: float = 0
    after: float = 0
    colour: str = _INK
    font: str = _SANS
    bold: bool = False
    indent: float = 0
    line: float = 1.1
    keeps_next: bool = False
    right: bool = False


_LOOKS = {
    "Normal": Look(10.5, after=6, line=1.15),
    "Title": Look(26, after=2, bold=True, line=1.0),
    "Subtitle": Look(13, after=10, colour=_SOFT, line=1.0),
    "Heading 1": Look(18, before=26, after=4, colour=_ACCENT, bold=True, keeps_next=True),
    "Heading 2": Look(14, before=20, after=3, bold=True, keeps_next=True),
    "Heading 3": Look(12, before=16, after=3, colour=_SOFT, bold=True, keeps_next=True),
    "Heading 4": Look(10.5, before=12, after=2, bold=True, keeps_next=True),
    "Chosen": Look(9.5, before=4, after=4, colour=_SOFT),
    "About": Look(10.5, after=2, colour=_SOFT, keeps_next=True),
    "Extent": Look(9.5, after=2, colour=_SOFT, keeps_next=True),
    "Quote": Look(11, before=13, after=4, font=_SERIF, indent=0.6, line=1.25),
    "Attribution": Look(9.5, after=2, colour=_SOFT, indent=0.6),
    "Details": Look(9, after=2, colour=_ACCENT, indent=0.6),
    "Coder's memo": Look(9.5, before=2, after=3, indent=1.2, line=1.15),
    "Definition": Look(10, after=3, line=1.15),
    "Table Text": Look(9.5, before=2, after=2, line=1.0),
    "Table Figure": Look(9.5, before=2, after=2, line=1.0, right=True),
    "footer": Look(8.5, colour=_SOFT, line=1.0),
}
_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="CountsTable">
  <w:name w:val="Counts Table"/>
  <w:basedOn w:val="TableNormal"/>
  <w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="E5E1D9"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/><w:bCs/></w:rPr>
    <w:tcPr><w:tcBorders>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/>
    </w:tcBorders></w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="lastRow">
    <w:rPr><w:b/><w:bCs/></w:rPr>
    <w:tcPr><w:tcBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/>
    </w:tcBorders></w:tcPr>
  </w:tblStylePr>
</w:style>"""


def apply(document: Document, footer: str) -> None:
    """Make a new document ours: A4, our styles and language, a footer with the page's number."""
    _page(document)
    for name, look in _LOOKS.items():
        _restyle(document, name, look)
    document.styles.element.append(parse_xml(_TABLE))
    _quote(document)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
    short = document.styles.add_style("Short Name", WD_STYLE_TYPE.CHARACTER)
    short.font.bold, short.font.size = False, Pt(9.5)
    short.font.color.rgb = RGBColor.from_string(_SOFT)
    _footer(document, footer)


def style_id(name: str) -> str:
    """The id under which paragraphs name a style of ours."""
    return name[0].upper() + name[1:].replace(" ", "").replace("'", "")


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.3)


def _restyle(document: Document, name: str, look: Look) -> None:
    style = _style(document, name)
    properties = style.element.get_or_add_rPr()
    style.element.remove(properties)  # what the template says of it: theme fonts, italics, blue
    if name in ("Title", "Subtitle"):
        style.element.remove(style.element.get_or_add_pPr())
    font, spacing = style.font, style.paragraph_format
    _set_font(style, look.font)
    _set_size(style, look.size)
    # A plain "not bold" would forbid a table's header to be bold.
    font.bold = font.cs_bold = look.bold or None
    font.color.rgb = RGBColor.from_string(look.colour)
    spacing.space_before, spacing.space_after = Pt(look.before), Pt(look.after)
    spacing.line_spacing, spacing.left_indent = look.line, Cm(look.indent)
    spacing.keep_with_next = look.keeps_next
    spacing.widow_control = True
    if look.right:
        spacing.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _style(document: Document, name: str) -> ParagraphStyle:
    """The template's style of that name, or a new one."""
    if name in document.styles:
        found = document.styles[name]
    else:
        found = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        found.element.set(qn("w:styleId"), style_id(name))
        found.quick_style = True
    assert isinstance(found, ParagraphStyle)
    return found


def _set_font(style: ParagraphStyle, name: str) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _set_size(style: ParagraphStyle, size: float) -> None:
    """The size for all scripts; python-docx sets that of Latin ones only."""
    style.font.size = Pt(size)
    latin: Any = style.element.get_or_add_rPr().find(qn("w:sz"))
    latin.addnext(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(2 * size)}"/>'))


def _quote(document: Document) -> None:
    """Quotes stand beside a rule, and no spelling is marked in them: they are as they were said."""
    style = _style(document, "Quote")
    properties: Any = style.element.get_or_add_pPr()
    border = parse_xml(f"<w:pBdr {nsdecls('w')}/>")
    rule(border, "left")
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc"
    )
    style.font.no_proof = True


def _footer(document: Document, words: str) -> None:
    """The title and, at the right, the page's number, which Word works out."""
    stops = _style(document, "footer").paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Twips(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{words}\t")
    field(paragraph._p, "PAGE")
