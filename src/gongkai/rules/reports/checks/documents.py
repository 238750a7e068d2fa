"""规章 and 行政规范性文件: who may make them, and how their stock moves."""

import re
from collections.abc import Iterator

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.checks.years import last_year
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import Report

_KINDS = ("regulations", "normative_documents")
_NATIONAL = re.compile(r"^(国家|国务院|中国|中华人民共和国|全国)")
_LOWER_GOVERNMENT = re.compile(r"(?<!自治)[县旗区镇乡]人民政府$|自治[县旗]人民政府$|街道办事处$")
_LOCAL_BODY = re.compile(
    r"^.+[省市县区州旗].*(厅|局|中心|委员会|办公室|管委会|大队|支队|站|所|院|校)$"
)
_GOVERNMENT_OFFICE = re.compile(r"(?<=人民政府)办公[室厅]$")
_REGULATION_MAKER = re.compile(r"(省|自治区|自治州)人民政府$")


def may_make_regulations(organ: str) -> bool | None:
    """
    Tell from an organ's name if it may make 规章; None where the name does not decide.

    A city's government may or may not, depending on its rank, and so may a national body.
    Source: 立法法（2023年修正）第九十一条、第九十三条.
    """
    # A government's office publishes the government's own report under its name.
    name = _GOVERNMENT_OFFICE.sub("", organ.strip())
    if _REGULATION_MAKER.search(name):
        return True
    if _NATIONAL.search(name):
        return None
    if _LOWER_GOVERNMENT.search(name) or _LOCAL_BODY.search(name):
        return False
    return None


def regulations_without_power(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for 规章 reported by a body that may not make them (R1)."""
    allowed = context.may_make_regulations
    if allowed is None:
        allowed = may_make_regulations(report.organ)
    if allowed is not False:
        return
    for path, figure in edition(report.edition).figures.items():
        # The trial edition also counts 规章 that others made and this body published.
        if path not in _MADE_HERE:
            continue
        value = report.value(path)
        if value is not None and value > 0:
            yield Fault(
                where=path,
                expected="0",
                found=str(value),
                message=f"“{figure.label}”为{value}，但本机关无权制定规章，应当为0。",
                remedy="请填0；所填如为行政规范性文件，请移到“行政规范性文件”一行。",
            )


_MADE_HERE = {
    "proactive.regulations.made",
    "proactive.regulations.repealed",
    "proactive.regulations.in_force",
    "proactive_2019.regulations.made",
}


def stock(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for 现行有效 = 上年现行有效 + 制发 − 废止 (S1)."""
    previous = last_year(report, context)
    if previous is None or {report.edition, previous.edition} != {"2021"}:
        return
    for kind in _KINDS:
        figures = report.counts(_movement(kind))
        stocked = previous.counts([f"proactive.{kind}.in_force"])
        if figures is None or stocked is None:
            continue
        made, repealed, in_force = figures
        expected = stocked[0] + made - repealed
        if expected != in_force:
            yield Fault(
                where=f"proactive.{kind}.in_force",
                expected=str(expected),
                found=str(in_force),
                message=f"{_label(report, kind)}：上年现行有效{stocked[0]}＋本年制发{made}－"
                f"本年废止{repealed}＝{expected}，与现行有效{in_force}不等，"
                f"相差{abs(expected - in_force)}。",
                remedy="请与司法行政主管部门核对；因清理、失效或者机构调整造成的，"
                "请在第六部分说明。",
            )


def stock_floor(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look for 现行有效 ≥ 制发 − 废止, as last year's stock was not below zero (S2)."""
    if report.edition != "2021":
        return
    for kind in _KINDS:
        figures = report.counts(_movement(kind))
        if figures is None:
            continue
        made, repealed, in_force = figures
        floor = made - repealed
        if in_force < floor:
            yield Fault(
                where=f"proactive.{kind}.in_force",
                expected=f"不小于{floor}",
                found=str(in_force),
                message=f"{_label(report, kind)}：现行有效{in_force}，少于本年制发{made}－"
                f"本年废止{repealed}＝{floor}，相差{floor - in_force}。",
                remedy="请核对制发、废止和现行有效件数；当年制发当年失效的，请在第六部分说明。",
            )


def _movement(kind: str) -> list[str]:
    return [f"proactive.{kind}.{name}" for name in ("made", "repealed", "in_force")]


def _label(report: Report, kind: str) -> str:
    return edition(report.edition).figures[f"proactive.{kind}.made"].row_label


CHECKS = (
    Check(
        id="R1",
        title="有权制定规章",
        severity=Severity.ERROR,
        compares="无权制定规章的机关，规章一行应当为0；未设定权限的按机关名称判断，"
        "名称不能判断的不查",
        source="立法法（2023年修正）第九十一条、第九十三条",
        waivable=False,
        look=regulations_without_power,
    ),
    Check(
        id="S1",
        title="现行有效件数连续",
        severity=Severity.WARNING,
        compares="规章、行政规范性文件：现行有效＝上年现行有效＋本年制发－本年废止",
        source="各地公开年报的通行做法；武政办发〔2025〕54号（地方通知）",
        waivable=True,
        look=stock,
    ),
    Check(
        id="S2",
        title="现行有效件数不少于净增",
        severity=Severity.WARNING,
        compares="规章、行政规范性文件：现行有效≥本年制发－本年废止",
        source="由上年现行有效件数不小于0推出",
        waivable=True,
        look=stock_floor,
    ),
)
