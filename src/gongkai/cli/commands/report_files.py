"""`gongkai report parse | check | compare | consolidate | rules`: finished reports as files."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from gongkai.cli.arguments import Parser
from gongkai.cli.commands import report_check, report_parse
from gongkai.cli.commands.report_compare import compare, declare_compare
from gongkai.cli.commands.report_consolidate import consolidate, declare_consolidate
from gongkai.cli.outcome import Refused
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.rules.reports.checks import RULES_VERSION, all_checks

_ACTIONS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "parse": report_parse.parse,
    "check": report_check.check,
    "compare": compare,
    "consolidate": consolidate,
}


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    declare_actions(parser.add_subparsers(dest="action", required=True, metavar="操作"))


def declare_actions(actions: Any) -> None:
    """Declare the actions on files among a command's actions."""
    report_parse.declare(actions.add_parser("parse", help="读取已编制的报告"))
    report_check.declare(actions.add_parser("check", help="检查已编制的报告"))
    declare_compare(actions.add_parser("compare", help="比较两份报告"))
    declare_consolidate(actions.add_parser("consolidate", help="汇总下级机关的报告"))
    rules = actions.add_parser("rules", help="列出全部检查规则")
    rules.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Run the action and return its exit code.

    :raises Refused: with code 2 for a file that cannot be read
    """
    if options.action == "rules":
        return _rules(options)
    try:
        return _ACTIONS[options.action](options)
    except ReportFileUnreadable as refusal:
        raise Refused(str(refusal)) from refusal


def _rules(options: argparse.Namespace) -> int:
    checks = all_checks()
    if options.json:
        print(json.dumps([check.to_json() for check in checks], ensure_ascii=False, indent=1))
        return 0
    for check in checks:
        print(f"{check.id:<4} {check.severity.label}  {check.title}")
        print(f"     {check.compares}（{check.source}）")
    print(f"规则版本 {RULES_VERSION}，共{len(checks)}条。", file=sys.stderr)
    return 0
