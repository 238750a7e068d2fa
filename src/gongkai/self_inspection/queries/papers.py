"""An inspection as a document, from the result that was kept when it ended."""

from datetime import date

from gongkai.documents.notices.inspection_docx import InspectionLine, InspectionPaper
from gongkai.rules.site_inspection.catalogue import Section, rule_named
from gongkai.self_inspection.models import Inspection
from gongkai.self_inspection.queries.told import gaps_of
from gongkai.sites.queries.hosts import site_of_agency

INVENTED = "演示数据：本月的问题为虚构，不是对任何网站的检查结果。"
DEMONSTRATION = "演示数据：本机关和网站为虚构。"


def paper_of(inspection: Inspection) -> InspectionPaper:
    """Return what the document of an inspection that has ended says."""
    result = inspection.result
    lines = tuple(_line(line) for line in result["lines"])
    found = sum(result["counts"].values())
    return InspectionPaper(
        organ=inspection.agency.name,
        site=site_of_agency(inspection.agency).content.name,
        on=inspection.on,
        points=f"{inspection.points:g}",
        verdict=verdict_of(inspection),
        sections=tuple(
            (
                Section(key).label,
                told["findings"],
                f"{told['lost']}",
            )
            for key, told in result["sections"].items()
        ),
        lines=lines,
        left_out=max(found - len(lines), 0),
        mended=result["mended"],
        gaps=tuple(
            (gap.reason, "、".join(rule.label for rule in gap.rules)) for gap in gaps_of(inspection)
        ),
        opened=opened_text(inspection),
        remark=_remark(inspection),
    )


def verdict_of(inspection: Inspection) -> str:
    """Return in words what the points mean."""
    vetoes = [rule_named(key).label for key in inspection.result["vetoes"]]
    if vetoes:
        return f"触及单项否决：{'、'.join(vetoes)}"
    return "没有触及单项否决" if inspection.result["is_passed"] else "没有触及单项否决，低于60分"


def opened_text(inspection: Inspection) -> str:
    """Return in words how much of the site was opened."""
    opened = inspection.result["opened"]
    text = f"打开本站页面{opened['pages']}个、外部链接{opened['outward']}个"
    left_out = opened["left_out"]
    return f"{text}，另有{left_out}个没有打开" if left_out else text


def _line(line: dict[str, str]) -> InspectionLine:
    rule = rule_named(line["rule"])
    basis = f"{rule.source}（待核原文）" if rule.certainty else rule.source
    return InspectionLine(
        rule.section.label,
        rule.label,
        f"{line['place']} {line['where']}" if line["where"].startswith("/") else line["place"],
        line["message"],
        basis,
        date.fromisoformat(line["since"]),
        rule.remedy,
    )


def _remark(inspection: Inspection) -> str:
    if inspection.is_invented:
        return INVENTED
    return DEMONSTRATION if inspection.agency.is_demonstration else ""
