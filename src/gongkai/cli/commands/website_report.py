"""`gongkai website-report build`: a year's 政府网站工作年度报表 from the records."""

import argparse
import sys
from pathlib import Path

from gongkai.agencies.queries import AgencyUnknown, agency_named
from gongkai.cli.arguments import Parser, year
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database
from gongkai.documents.reports.writing import OutputFailed
from gongkai.documents.website_forms.writing import write_form
from gongkai.website_reports.queries.compiling import compile_form, website_report_of
from gongkai.website_reports.queries.documents import draft_form, signed_form


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="操作")
    build = actions.add_parser("build", help="由记录和填报值编制网站年度报表")
    build.add_argument("year", type=year, metavar="年度")
    build.add_argument("--agency", metavar="机构代码", help="默认为默认机关")
    build.add_argument("--out", type=Path, required=True, metavar="文件夹", help="输出文件夹")


def run(options: argparse.Namespace) -> int:
    """Write the files, what was signed if it was; return 1 where the checks find errors."""
    insist_on_current_database()
    try:
        agency = agency_named(options.agency)
    except AgencyUnknown as refused:
        raise Refused(str(refused)) from refused
    report = website_report_of(agency, options.year)
    compiled = compile_form(agency, options.year)
    is_signed = report is not None and report.state in ("SIGNED", "PUBLISHED")
    document = signed_form(report.snapshot) if is_signed and report else draft_form(compiled)
    try:
        for path in write_form(document, options.out):
            print(path)
    except OutputFailed as failed:
        raise Refused(str(failed)) from failed
    if is_signed:
        return 0
    for finding in compiled.findings:
        print(f"[{finding.severity.label}] {finding.message}{finding.remedy}", file=sys.stderr)
    return 1 if compiled.errors else 0
