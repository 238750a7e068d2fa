"""The month's self-inspection of the website (网站自查情况) as a document to file and send on."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.documents.characters import writable
from gongkai.documents.reports import docx_package, docx_styles

_SECTION_HEADERS, _SECTION_WIDTHS = ("部分", "问题数", "参考扣分"), (66, 45, 45)
_FINDING_HEADERS = ("序号", "位置", "问题", "依据", "发现日期")
_FINDING_WIDTHS = (11, 34, 52, 31, 28)


@dataclass(frozen=True)
class InspectionLine:
    """One finding of the document; `basis` is the source, marked where it is to be verified.

    `remedy` says how it is mended.
    """

    section: str
    rule: str
    place: str
    message: str
    basis: str
    since: date
    remedy: str = ""


@dataclass(frozen=True)
class InspectionPaper:
    """All that the document says; `sections` are label, findings and points lost of each part."""

    organ: str
    site: str
    on: date
    points: str
    verdict: str
    sections: Sequence[tuple[str, int, str]]
    lines: Sequence[InspectionLine]
    left_out: int
    mended: int
    gaps: Sequence[tuple[str, str]]
    opened: str
    remark: str = ""


def render_inspection_docx(paper: InspectionPaper) -> bytes:
    """Return the document as DOCX on A4, the same bytes for the same content."""
    word = docx.Document()
    docx_package.clean_template(word)
    docx_package.set_chinese_settings(word)
    docx_styles.set_page(word.sections[0])
    docx_styles.define_styles(word)
    docx_package.name_substitutes(word)
    title = f"{paper.on.year}年{paper.on.month}月网站自查情况"
    docx_package.set_properties(
        word, title=title, organ=paper.organ, remarks=paper.remark, dated=paper.on
    )
    docx_styles.add_page_number(word.sections[0].footer.paragraphs[0])
    word.add_paragraph(title, style="Title")
    for text in _opening(paper):
        word.add_paragraph(text, style=docx_styles.BODY_STYLE)
    word.add_paragraph("一、各部分情况", style="Heading 1")
    rows = [(label, f"{count}个", f"{lost}分") for label, count, lost in paper.sections]
    _table(word, "各部分情况", _SECTION_HEADERS, _SECTION_WIDTHS, rows, centred=(1, 2))
    word.add_paragraph("二、发现的问题", style="Heading 1")
    _write_findings(word, paper)
    word.add_paragraph("三、没有检查的内容", style="Heading 1")
    for reason, rules in paper.gaps or [("没有", "")]:
        text = f"{reason}（涉及：{rules}）。" if rules else f"{reason}。"
        word.add_paragraph(_line(text), style=docx_styles.BODY_STYLE)
    _write_end(word, paper.organ, paper.on)
    buffer = io.BytesIO()
    word.save(buffer)
    return docx_package.repacked(buffer.getvalue())


def _opening(paper: InspectionPaper) -> list[str]:
    on = paper.on
    lines = [
        f"{on.year}年{on.month}月{on.day}日，对{_line(paper.site)}进行了自查。{paper.opened}。"
        f"自查参考分{paper.points}分，{paper.verdict}。本月整改{paper.mended}个问题。",
        "自查参考分由程序按检查指标计算，只供本单位改进网站时参考，不代替主管部门的检查结果；"
        "标注“待核原文”的分值和期限，应以指标原文为准。",
    ]
    return [paper.remark, *lines] if paper.remark else lines


def _write_findings(word: Any, paper: InspectionPaper) -> None:
    if not paper.lines:
        word.add_paragraph("没有发现问题。", style=docx_styles.BODY_STYLE)
        return
    number = 0
    for section in dict.fromkeys(line.section for line in paper.lines):
        word.add_paragraph(section, style="Heading 2")
        rows = []
        for line in paper.lines:
            if line.section == section:
                number += 1
                rows.append(
                    (
                        str(number),
                        line.place,
                        _told(line),
                        line.basis,
                        line.since.isoformat(),
                    )
                )
        _table(word, section, _FINDING_HEADERS, _FINDING_WIDTHS, rows, centred=(0, 4))
    if paper.left_out:
        text = f"另有{paper.left_out}个问题没有逐一列出，见系统中的自查结果。"
        word.add_paragraph(text, style=docx_styles.BODY_STYLE)


def _told(line: InspectionLine) -> str:
    message = line.message.rstrip("。")
    remedy = f"整改办法：{line.remedy.rstrip('。')}。" if line.remedy else ""
    return f"{line.rule}：{message}。{remedy}"


def _table(
    word: Any,
    name: str,
    headers: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
    *,
    centred: Sequence[int],
) -> None:
    table = word.add_table(rows=1 + len(rows), cols=len(headers), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), name)
    table._tbl.tblPr.find(qn("w:tblLook")).addnext(caption)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, texts in zip(table.rows, [headers, *rows], strict=True):
        properties = row._tr.get_or_add_trPr()
        properties.insert(0, OxmlElement("w:cantSplit"))
        if texts is headers:
            properties.append(OxmlElement("w:tblHeader"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(widths[place])
            paragraph = cell.paragraphs[0]
            paragraph.style = docx_styles.TABLE_STYLE
            if texts is headers or place in centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(_line(text))
            run.font.size, run.font.bold = Pt(10.5), texts is headers
            paragraph.paragraph_format.space_before = Pt(2)
            paragraph.paragraph_format.space_after = Pt(2)


def _write_end(word: Any, organ: str, on: date) -> None:
    word.add_paragraph(style=docx_styles.TABLE_STYLE)
    for text in (_line(organ), f"{on.year}年{on.month}月{on.day}日"):
        paragraph = word.add_paragraph(text, style=docx_styles.SIGNATURE_STYLE)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _line(text: str) -> str:
    return " ".join(writable(text).split())
