"""Page, styles and small XML parts of an official document in Word, after GB/T 9704."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FANGSONG, KAITI, HEITI, SONGTI = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
TITLE_FACE = "方正小标宋简体"
BODY_SIZE, TITLE_SIZE, TABLE_SIZE = 16, 22, 9
LINE_PITCH = 28.95

BODY_STYLE, SIGNATURE_STYLE, NOTE_STYLE = "公文正文", "公文署名", "公文标注"
MARK_STYLE, TABLE_STYLE = "页眉标注", "报表文字"
_BLACK = RGBColor(0, 0, 0)
_AFTER_BORDERS = ("w:shd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
_AFTER_SNAP = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


def set_page(section: Any) -> None:
    """Set A4 with the margins of GB/T 9704 5.1: 37, 35, 28 and 26 mm."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(22), Mm(22)
    grid = section._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(20 * LINE_PITCH)))


def define_styles(document: Any) -> None:
    """Define the styles of title, headings, text, signature, notes and table text."""
    styles = document.styles
    normal = styles["Normal"]
    _set_face(normal, FANGSONG, BODY_SIZE)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    _set_exact_pitch(normal)
    languages = OxmlElement("w:lang")
    languages.set(qn("w:val"), "en-US")
    languages.set(qn("w:eastAsia"), "zh-CN")
    normal.element.get_or_add_rPr().append(languages)

    title = styles["Title"]
    _set_face(title, TITLE_FACE, TITLE_SIZE)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _drop(title.element.pPr, "w:pBdr", "w:contextualSpacing")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(0), Pt(LINE_PITCH)
    title.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    title.paragraph_format.line_spacing = Pt(35)

    for name, face in (("Heading 1", HEITI), ("Heading 2", KAITI)):
        heading = styles[name]
        _set_face(heading, face, BODY_SIZE)
        heading.font.bold = False
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
        heading.paragraph_format.keep_with_next = True
        _set_exact_pitch(heading)
        _indent_two_characters(heading)

    body = _new_style(styles, BODY_STYLE)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _indent_two_characters(body)
    signature = _new_style(styles, SIGNATURE_STYLE)
    signature.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signature.paragraph_format.right_indent = Pt(2 * BODY_SIZE)
    signature.paragraph_format.keep_together = True
    for name in (NOTE_STYLE, MARK_STYLE):
        mark = _new_style(styles, name)
        _set_face(mark, HEITI, 12)
        mark.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        mark.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    _draw_box(styles[NOTE_STYLE])
    table = _new_style(styles, TABLE_STYLE)
    _set_face(table, SONGTI, TABLE_SIZE)
    table.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    for name in ("Title", "Footer", NOTE_STYLE, MARK_STYLE, TABLE_STYLE):
        _take_off_grid(styles[name])


def add_page_number(paragraph: Any) -> None:
    """Put “— 1 —” with a live page field into `paragraph` (GB/T 9704 7.5, 4号宋体)."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    for text, field in (("— ", None), ("", "begin"), ("PAGE", None), ("", "end"), (" —", None)):
        run = paragraph.add_run("" if text == "PAGE" else text)
        set_run_face(run, SONGTI, 14)
        if field is not None:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), field)
            run._r.append(mark)
        elif text == "PAGE":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = " PAGE "
            run._r.append(instruction)


def set_run_face(run: Any, face: str, size: float) -> None:
    """Set a run's typeface, for Chinese and Latin text, and its size in points."""
    run.font.size = Pt(size)
    run.font.name = face
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), face)


def _new_style(styles: Any, name: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.quick_style = True
    return style


def _set_face(style: Any, face: str, size: float) -> None:
    style.font.name, style.font.size = face, Pt(size)
    style.font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), face)
    fonts.set(qn("w:cs"), face)
    _drop(style.element.rPr, "w:spacing", "w:kern", "w:i", "w:iCs", "w:szCs", "w:b", "w:bCs")


def _draw_box(style: Any) -> None:
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "6"), ("color", "auto")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, *_AFTER_BORDERS)


def _take_off_grid(style: Any) -> None:
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().insert_element_before(snap, *_AFTER_SNAP)


def _set_exact_pitch(style: Any) -> None:
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(LINE_PITCH)


def _indent_two_characters(style: Any) -> None:
    style.paragraph_format.first_line_indent = Pt(2 * BODY_SIZE)
    # Word measures in characters when this is given, and keeps two of them at any size.
    style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")


def _drop(parent: Any, *names: str) -> None:
    for name in names:
        for element in parent.findall(qn(name)):
            parent.remove(element)
