"""The skeleton of the report: six headings, three tables, their labels letter by letter."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.checks.source_cells import absent_tables
from gongkai.rules.reports.checks.sources import FORMAT
from gongkai.rules.reports.editions import TEXT_SECTIONS, edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.sentences import plain
from gongkai.rules.reports.shape import Report

_LISTED = 10
_LAST_MARKS = "。.:;,"
_NUMBERED = re.compile(r"^([一二三四五六])[、.,]")
# What tells a section by its words where the heading is in words of its own; asked in this order.
_WORDS = (
    (6, re.compile(r"其他|其它")),
    (5, re.compile(r"问题|改进")),
    (4, re.compile(r"复议|诉讼")),
    (2, re.compile(r"主动公开")),
    (3, re.compile(r"申请")),
    (1, re.compile(r"总体|概述|概况|基本情况")),
)


class _Heading(NamedTuple):
    section: int
    is_official: bool
    text: str


def headings(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether the six headings are there, in order and letter by letter (L2)."""
    evidence = context.evidence
    if evidence is None or evidence.source_format == "json":
        return
    found = _recognised(report.edition, evidence.form.headings)
    titles = edition(report.edition).section_titles
    if not found:
        yield Fault(
            where="narrative",
            expected="、".join(f"“{title}”" for title in titles),
            message="没有找到六个部分的标题。",
            remedy="请按格式写出六个部分的标题，从“一、总体情况”到“六、其他需要报告的事项”。",
        )
        return
    for number in missing_sections(report, context):
        title = titles[number - 1]
        yield Fault(
            where=_where(report, number),
            expected=title,
            message=f"没有找到“{title}”这一标题。",
            remedy="请补上这一部分；没有内容的，也保留标题并写明没有。",
        )
    order = [heading.section for heading in found]
    if order != sorted(order):
        late = next(n for n, following in zip(order, order[1:], strict=False) if following < n)
        yield Fault(
            where=_where(report, late),
            expected="一、二、三、四、五、六",
            found="、".join("一二三四五六"[number - 1] for number in order),
            message="六个部分的次序与格式不同，现为第"
            f"{'、'.join('一二三四五六'[number - 1] for number in order)}部分。",
            remedy="请按格式规定的次序排列六个部分。",
            quote=next(heading.text for heading in found if heading.section == late),
        )
    for heading in found:
        if not heading.is_official:
            official = titles[heading.section - 1]
            yield Fault(
                where=_where(report, heading.section),
                expected=official,
                found=heading.text,
                message=f"标题写作“{heading.text}”，格式规定为“{official}”。",
                remedy="请按格式规定的文字书写标题。",
                quote=heading.text,
                severity=Severity.INFO,
            )


def missing_sections(report: Report, context: CheckContext) -> tuple[int, ...]:
    """Return the numbers, from 1, of the sections whose headings the source does not have."""
    evidence = context.evidence
    if evidence is None or evidence.source_format == "json":
        return ()
    given = {heading.section for heading in _recognised(report.edition, evidence.form.headings)}
    count = len(edition(report.edition).section_titles)
    return tuple(number for number in range(1, count + 1) if number not in given)


def labels(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for labels of the tables that differ from the official ones, once a table (L3)."""
    if context.evidence is None:
        return
    tables: dict[str, list[str]] = {}
    for label in context.evidence.form.labels:
        shown = f"“{' '.join(label.found.split())}”应为“{label.official}”"
        tables.setdefault(label.table, []).append(shown)
    form = edition(report.edition)
    for table, differing in tables.items():
        listed = "；".join(differing[:_LISTED])
        more = f"等{len(differing)}处" if len(differing) > _LISTED else ""
        yield Fault(
            where=form.table_path(table),
            expected="与格式逐字一致",
            found=f"{listed}{more}",
            message=f"“{form.table(table).caption}”有{len(differing)}处栏目名称与格式不完全一致："
            f"{listed}{more}。",
            remedy="请按格式逐字改正栏目名称；数字已按对应的栏目读取。",
        )


def tables(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether each of the three tables is there (L6)."""
    if context.evidence is None:
        return
    form = edition(report.edition)
    for key in absent_tables(report, context.evidence):
        yield Fault(
            where=form.table_path(key),
            expected="有这张统计表",
            found="没有",
            message=f"原件没有“{form.table(key).caption}”，这张表的数据未核对。",
            remedy="请补上这张统计表；表格以图片插入的，请改为可编辑的表格。",
        )


def _recognised(code: str, written: tuple[str, ...]) -> list[_Heading]:
    found: dict[int, _Heading] = {}
    for text in written:
        heading = _section_of(code, text)
        if heading is not None:
            found.setdefault(heading.section, heading)
    return list(found.values())


def _section_of(code: str, written: str) -> _Heading | None:
    text, shown = plain(written).rstrip(_LAST_MARKS), " ".join(written.split())
    known = _known_titles(code).get(text)
    if known is not None:
        section, is_official = known
        return _Heading(section, is_official, shown)
    body = _NUMBERED.sub("", text)
    for section, words in _WORDS:
        if words.search(body):
            return _Heading(section, False, shown)
    number = _NUMBERED.match(text)
    return _Heading("一二三四五六".index(number[1]) + 1, False, shown) if number else None


@cache
def _known_titles(code: str) -> dict[str, tuple[int, bool]]:
    form = edition(code)
    known = {
        plain(variant): (section, False)
        for section, variants in form.section_title_variants.items()
        for variant in variants
    }
    for section, title in enumerate(form.section_titles, start=1):
        known[plain(title)] = (section, True)
    return known


def _where(report: Report, section: int) -> str:
    for part, number in TEXT_SECTIONS.items():
        if number == section:
            return f"narrative.{part}"
    form = edition(report.edition)
    return next(form.table_path(table.key) for table in form.tables if table.section == section)


CHECKS = (
    Check(
        id="L2",
        title="六个部分的标题",
        severity=Severity.WARNING,
        compares="六个部分的标题齐全、次序与格式一致（文字不同的为提示）",
        source=FORMAT,
        waivable=True,
        look=headings,
    ),
    Check(
        id="L3",
        title="栏目名称逐字一致",
        severity=Severity.INFO,
        compares="三张表的行、列名称与格式逐字一致",
        source=FORMAT,
        waivable=True,
        look=labels,
    ),
    Check(
        id="L6",
        title="三张统计表齐全",
        severity=Severity.ERROR,
        compares="第二、三、四部分各有格式规定的统计表",
        source=f"条例第五十条；{FORMAT}",
        waivable=False,
        look=tables,
    ),
)
