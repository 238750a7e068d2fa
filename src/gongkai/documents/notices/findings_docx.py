"""The letter that sends a report back to its organ: the reason, and every finding in a table."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.documents.characters import writable
from gongkai.documents.reports import docx_package, docx_styles
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.findings import Finding
from gongkai.rules.reports.places import place_label

_HEADERS = ("序号", "位置", "问题", "原文", "应为", "依据", "建议")
_WIDTHS = (12, 40, 62, 34, 28, 36, 45)
_CENTRED = (0,)


def render_findings_docx(
    organ: str,
    year: int,
    findings: Sequence[Finding],
    office: str,
    on: date,
    *,
    reason: str = "",
    edition_code: str = "2021",
) -> bytes:
    """
    Return the letter as DOCX on A4 across, the same bytes for the same content.

    `office` signs on the day `on`; `edition_code` names the format whose labels are used.
    """
    word = docx.Document()
    docx_package.clean_template(word)
    docx_package.set_chinese_settings(word)
    docx_styles.set_page(word.sections[0])
    _turn(word.sections[0])
    docx_styles.define_styles(word)
    docx_package.name_substitutes(word)
    title = f"关于{year}年政府信息公开工作年度报告的退回意见"
    docx_package.set_properties(word, title=title, organ=office, remarks=organ, dated=on)
    docx_styles.add_page_number(word.sections[0].footer.paragraphs[0])
    word.add_paragraph(title, style="Title")
    addressed = word.add_paragraph(f"{_line(organ)}：", style=docx_styles.BODY_STYLE)
    addressed.paragraph_format.first_line_indent = Pt(0)
    addressed._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "0")
    for text in _opening(year, findings, reason):
        paragraph = word.add_paragraph(text, style=docx_styles.BODY_STYLE)
    paragraph.paragraph_format.space_after = Pt(8)
    if findings:
        _write_table(word, findings, edition_code)
    _write_end(word, office, on)
    buffer = io.BytesIO()
    word.save(buffer)
    return docx_package.repacked(buffer.getvalue())


def _opening(year: int, findings: Sequence[Finding], reason: str) -> list[str]:
    found = f"审核发现{len(findings)}处问题，列表如下" if findings else "经审核"
    lines = [
        f"你单位报送的{year}年政府信息公开工作年度报告收悉。{found}，现予退回，"
        "请核对、改正后重新报送。"
    ]
    if _line(reason):
        lines.append(f"退回理由：{_line(reason).rstrip('。')}。")
    return lines


def _write_table(word: Any, findings: Sequence[Finding], edition_code: str) -> None:
    table = word.add_table(rows=1 + len(findings), cols=len(_HEADERS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), "审核发现的问题")
    table._tbl.tblPr.find(qn("w:tblLook")).addnext(caption)
    form = edition(edition_code)
    lines: list[tuple[str, ...]] = [_HEADERS]
    lines += [
        _texts(number, one, place_label(one.where, form)) for number, one in enumerate(findings, 1)
    ]
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    for row, texts in zip(table.rows, lines, strict=True):
        properties = row._tr.get_or_add_trPr()
        properties.insert(0, OxmlElement("w:cantSplit"))
        if texts is _HEADERS:
            properties.append(OxmlElement("w:tblHeader"))
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(_WIDTHS[column])
            paragraph = cell.paragraphs[0]
            paragraph.style = docx_styles.TABLE_STYLE
            if texts is _HEADERS or column in _CENTRED:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(text)
            run.font.size, run.font.bold = Pt(10.5), texts is _HEADERS
            paragraph.paragraph_format.space_before = Pt(2)
            paragraph.paragraph_format.space_after = Pt(2)


def _texts(number: int, finding: Finding, place: str) -> tuple[str, ...]:
    quoted = finding.quote if finding.quote else finding.found
    return (
        str(number),
        _line(place),
        _line(finding.message),
        _line(quoted) or "（空白）",
        _line(finding.expected) or "—",
        _line(finding.source),
        _line(finding.remedy) or "—",
    )


def _write_end(word: Any, office: str, on: date) -> None:
    word.add_paragraph(style=docx_styles.TABLE_STYLE)
    for text in (_line(office), f"{on.year}年{on.month}月{on.day}日"):
        paragraph = word.add_paragraph(text, style=docx_styles.SIGNATURE_STYLE)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.paragraph_format.keep_with_next = text != f"{on.year}年{on.month}月{on.day}日"


def _turn(section: Any) -> None:
    # The margins of GB/T 9704 stay with the edges of the paper.
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    section.left_margin, section.right_margin = Mm(20), Mm(20)
    section.footer_distance = Mm(12)


def _line(text: str) -> str:
    return " ".join(writable(text).split())
