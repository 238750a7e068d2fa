"""The title, the lead and the text of the six sections as a layout writes them."""

import re

from documents.readings.layouts import labels
from documents.readings.layouts.drawing import Paragraph, Role
from gongkai.rules.reports.editions import edition

_PART_OF_SECTION = {1: "overview", 5: "problems", 6: "other"}
_TABLE_OF_SECTION = {2: "proactive", 3: "requests", 4: "disputes"}
_SUBHEADING = re.compile(r"^[（(][一二三四五六七]+[）)].{1,20}$")


def title_lines(report, style):
    """Return the title, on one line or two."""
    title = f"{report.organ}{style.title_blank}{report.year}年政府信息公开工作年度报告"
    return [Paragraph(line, Role.TITLE) for line in title.split("\n")]


def lead_of(report, style):
    """Return the paragraph on the legal basis and the period."""
    text = (
        "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）规定编制本报告，"
        f"报告数据统计期限为{report.year}年1月1日至{report.year}年12月31日。"
        "如对本报告有疑问，请与本机关办公室联系（电话：0429-3100000）。"
    )
    return [Paragraph(labels.punctuated(text, style), Role.LEAD)]


def sections_of(report, layout):
    """Yield each section's heading and text, and the key of the table that follows, or ""."""
    form = edition(report.edition)
    for number, title in enumerate(form.section_titles, start=1):
        part = _PART_OF_SECTION.get(number)
        text = report.narrative[part] if part else ""
        if text is None:
            continue
        variants = form.section_title_variants.get(number, ())
        if variants and layout.labels.old_titles:
            title = variants[0]
        ordinal, rest = title[:2], title[2:]
        blank = " " if layout.labels.blanks else ""
        heading = Paragraph(rest, Role.HEADING, ordinal + blank)
        lines = [_line(line) for line in text.split("\n") if line.strip()]
        yield heading, lines, _TABLE_OF_SECTION.get(number, "")


def ending_of(report, layout):
    """Return what stands under section six: signature, source, editor."""
    lines = []
    if layout.signed:
        lines += [report.organ, f"{report.year + 1}年1月25日"]
    if layout.editors:
        lines += ["文章来源：办公室", "责任编辑：张三"]
    return [Paragraph(line, Role.ENDING) for line in lines]


def _line(text):
    role = Role.SUBHEADING if _SUBHEADING.match(text) else Role.TEXT
    return Paragraph(text.strip(), role)
