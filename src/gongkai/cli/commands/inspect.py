"""`gongkai inspect`: looks the site over by the rules that inspectors of websites apply."""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import AgencyUnknown, agency_named
from gongkai.cli.arguments import Parser
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database
from gongkai.rules.reports.findings import Severity
from gongkai.self_inspection.operations.beginning import InspectionRunning, begin_inspection
from gongkai.self_inspection.operations.recording import TakenOver
from gongkai.self_inspection.operations.running import run_inspection
from gongkai.self_inspection.queries.due import due_for_inspection
from gongkai.self_inspection.queries.progress import SILENT
from gongkai.self_inspection.queries.told import Gap, Told, gaps_of, told_findings


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--agency", metavar="代码", help="机构代码；只有一个机关或者有默认机关时可不写"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument(
        "--monthly", action="store_true", help="自查本月还没有自查过的各机关网站，供服务每小时调用"
    )
    parser.add_argument(
        "--quiet", action="store_true", help="与 --monthly 同用：没有到期的自查时不输出"
    )


def run(options: argparse.Namespace) -> int:
    """Inspect one organ's site and tell what was found; return 1 if an error is among it, else 0.

    With --monthly, inspect every site that is due and return 0.

    :raises Refused: if the organ is unknown, or its site is being inspected already
    """
    insist_on_current_database()
    at = timezone.now()
    if options.monthly:
        return _monthly(at, options.quiet)
    try:
        agency = agency_named(options.agency)
        inspection = _inspected(agency, "COMMAND", at)
    except AgencyUnknown as unknown:
        raise Refused(str(unknown)) from unknown
    except InspectionRunning as running:
        raise Refused(str(running), 1) from running
    except TakenOver:
        raise Refused("网站自查已由另一个进程接手，请稍后在控制台查看结果。", 1) from None
    findings, gaps = told_findings(inspection), gaps_of(inspection)
    if options.json:
        told = [found.to_json() for found in findings]
        told += [entry for gap in gaps for entry in gap.to_json()]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(inspection, findings, gaps)))
    return 1 if any(found.severity is Severity.ERROR for found in findings) else 0


def _monthly(at: datetime, quiet: bool) -> int:
    done = []
    for agency in due_for_inspection(timezone.localdate(at), at - SILENT):
        try:
            _inspected(agency, "MONTHLY", at)
        except (InspectionRunning, TakenOver):
            continue
        done.append(agency.short_name)
    if done or not quiet:
        print(f"已自查{len(done)}个网站{'：' if done else ''}{'、'.join(done)}。")
    return 0


def _inspected(agency: Agency, origin: str, at: datetime) -> Any:
    begun = begin_inspection(agency=agency, origin=origin, on=timezone.localdate(at), at=at)
    return run_inspection(inspection=begun, at=at)


def _lines(inspection: Any, findings: list[Told], gaps: list[Gap]) -> Iterator[str]:
    yield f"{inspection.agency.name}　{inspection.on}　自查参考分 {inspection.points}"
    for veto in dict.fromkeys(found.rule.label for found in findings if found.rule.key in
                              inspection.result["vetoes"]):  # fmt: skip
        yield f"单项否决：{veto}"
    for found in findings:
        rule = found.rule
        yield f"\n[{rule.effect.label}] {rule.label}　{found.place}　{found.where}"
        yield f"  {found.message}（{found.since}发现）"
        yield f"  怎么办：{rule.remedy}"
        mark = "（待核原文）" if rule.certainty else ""
        yield f"  依据：{rule.source}{mark}"
    if not findings:
        yield "\n没有发现问题。"
    if gaps:
        yield "\n未检查："
    for gap in gaps:
        yield f"  {gap.reason}：{'、'.join(rule.label for rule in gap.rules)}"
