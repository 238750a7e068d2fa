"""`gongkai report build | explain`: a year's report from the records, and its figures explained."""

import argparse
import json
import sys
from pathlib import Path

from gongkai.agencies.queries import AgencyUnknown, agency_named, licensed_fonts
from gongkai.annual_reports.figures.catalogue import FigureUnknown
from gongkai.annual_reports.queries.building import BuiltReport, built_report
from gongkai.annual_reports.queries.compiling import NothingToReport
from gongkai.annual_reports.queries.explaining import Explanation, explain
from gongkai.cli.arguments import Parser, year
from gongkai.cli.commands.report_files import declare_actions
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database
from gongkai.documents.reports.writing import FORMATS, OutputFailed, write_report

_SHOWN = 20


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="操作")
    build = actions.add_parser("build", help="由记录编制年度报告")
    build.add_argument("year", type=year, metavar="年度")
    build.add_argument("--agency", metavar="机构代码", help="默认为默认机关")
    build.add_argument("--out", type=Path, required=True, metavar="文件夹", help="输出文件夹")
    why = actions.add_parser("explain", help="说明一个数值的口径和记录")
    why.add_argument("year", type=year, metavar="年度")
    why.add_argument("--figure", required=True, metavar="数值", help="例如 calls.total")
    why.add_argument("--agency", metavar="机构代码", help="默认为默认机关")
    why.add_argument("--all", action="store_true", help="列出全部记录")
    why.add_argument("--json", action="store_true", help="以 JSON 输出")
    declare_actions(actions)


def run(options: argparse.Namespace) -> int:
    """Run the action and return its exit code."""
    insist_on_current_database()
    try:
        return _build(options) if options.action == "build" else _explain(options)
    except (AgencyUnknown, NothingToReport, FigureUnknown) as refused:
        raise Refused(str(refused)) from refused
    except OutputFailed as failed:
        raise Refused(str(failed)) from failed


def _build(options: argparse.Namespace) -> int:
    built = built_report(agency_named(options.agency), options.year)
    paths = write_report(built.document, options.out, FORMATS, licensed_fonts())
    for path in paths:
        print(path)
    for line in _remarks(built):
        print(line, file=sys.stderr)
    return 1 if built.blocking else 0


def _remarks(built: BuiltReport) -> list[str]:
    lines = [f"[{one.finding.severity.label}] {one.finding.message}" for one in built.open_findings]
    if built.differs_from_signed:
        lines.append(
            "记录在签发后有变动，本次输出与签发稿不一致，已标为草稿；差异见工作台“存档与差异”。"
        )
    return lines


def _explain(options: argparse.Namespace) -> int:
    found = explain(agency_named(options.agency), options.year, options.figure)
    if options.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
        return 0
    figure = found.figure
    value = "无记录" if found.value is None else f"{found.value}{figure.unit}"
    print(f"{figure.label}（{figure.path}）：{value}")
    print(f"口径：{figure.definition}")
    print(f"依据：{figure.source}")
    if found.denominator:
        print(f"分母：{found.denominator.label} {found.denominator_value}{found.denominator.unit}")
        print(f"比值：{found.ratio or '分母为0，无法计算'}")
    total = found.count
    print(f"记录：{total}条，来源“{figure.family.title}”")
    for record in found.records(0, None if options.all else _SHOWN):
        amount = "" if record.amount is None else f"  {record.amount}"
        print(f"  {record.register_no}  {record.on.isoformat()}  {record.text}{amount}")
    if total > _SHOWN and not options.all:
        print(f"  ……其余{total - _SHOWN}条用 --all 列出")
    return 0


def _as_json(found: Explanation) -> dict[str, object]:
    figure = found.figure
    return {
        "figure": figure.path,
        "label": figure.label,
        "definition": figure.definition,
        "source": figure.source,
        "unit": figure.unit,
        "value": found.value,
        "out_of": found.denominator.path if found.denominator else None,
        "out_of_value": found.denominator_value,
        "ratio": found.ratio,
        "count": found.count,
        "records": [
            {
                "register_no": record.register_no,
                "on": record.on.isoformat(),
                "text": record.text,
                "amount": None if record.amount is None else str(record.amount),
            }
            for record in found.records()
        ],
    }
