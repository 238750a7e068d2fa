"""`gongkai report check`: what the rules find in a finished report."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gongkai.cli.arguments import Parser
from gongkai.cli.many_files import Done, each_done, report_files
from gongkai.cli.outcome import Refused
from gongkai.documents.readings.reading import read_report
from gongkai.rules.reports.checks import RULES_VERSION, CheckContext, run_checks
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.places import place_label
from gongkai.rules.reports.shape import Report


class Checked(NamedTuple):
    """A report that was read, and what was found in it."""

    report: Report
    findings: list[Finding]

    @property
    def has_errors(self) -> bool:
        """Test if one of the findings is an error."""
        return any(found.severity is Severity.ERROR for found in self.findings)


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="文件",
                        help=".html .docx .pdf .xlsx .txt .json，或者文件夹")  # fmt: skip
    parser.add_argument("--previous", type=Path, metavar="文件", help="同一机关上一年度的报告")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def check(options: argparse.Namespace) -> int:
    """
    Check one report, or many; return 0 without errors, 1 with one, 2 if one could not be read.

    :raises Refused: if last year's report is given for several reports
    :raises ReportFileUnreadable: if the only file, or last year's report, cannot be read
    """
    paths = report_files(options.files)
    if options.previous and len(paths) != 1:
        raise Refused("--previous 只能与一份报告同时使用；多份报告请逐份检查。")
    if len(paths) == 1:
        previous = read_report(options.previous).report if options.previous else None
        checked = checked_file(paths[0], previous)
        if options.json:
            print(_json([found.to_json() for found in checked.findings]))
        else:
            print("\n".join(_lines(checked)))
        return 1 if checked.has_errors else 0
    return _many(paths, options)


def checked_file(path: Path, previous: Report | None = None) -> Checked:
    """
    Return a report and what all rules find in it.

    :raises ReportFileUnreadable: if the file cannot be read
    """
    reading = read_report(path)
    context = CheckContext(previous=previous, evidence=reading.evidence)
    return Checked(reading.report, run_checks(reading.report, context))


def _many(paths: list[Path], options: argparse.Namespace) -> int:
    outcomes = list(each_done(checked_file, paths))
    if options.json:
        print(_json([_entry(done) for done in outcomes]))
    else:
        for done in outcomes:
            print(_line(done))
    unreadable = [done for done in outcomes if done.result is None]
    for done in unreadable:
        print(done.refusal, file=sys.stderr)
    if unreadable:
        return 2
    return 1 if any(done.result and done.result.has_errors for done in outcomes) else 0


def _entry(done: Done[Checked]) -> dict[str, object]:
    if done.result is None:
        return {"file": str(done.path), "unreadable": done.refusal}
    return {
        "file": str(done.path),
        "organ": done.result.report.organ,
        "year": done.result.report.year,
        "findings": [found.to_json() for found in done.result.findings],
    }


def _line(done: Done[Checked]) -> str:
    if done.result is None:
        return f"无法读取　{done.path.name}"
    report = done.result.report
    return f"{_counted(done.result.findings)}　{report.organ}　{report.year}　{done.path.name}"


def _counted(findings: list[Finding]) -> str:
    counts = [
        f"{severity.label}{sum(found.severity is severity for found in findings)}"
        for severity in Severity
    ]
    return " ".join(counts)


def _lines(checked: Checked) -> Iterator[str]:
    report = checked.report
    form = edition(report.edition)
    yield f"{report.organ or '（未写明机关）'}　{report.year}年度　{form.code}版格式"
    yield f"{_counted(checked.findings)}　规则版本 {RULES_VERSION}"
    for found in checked.findings:
        yield f"\n[{found.severity.label}] {found.rule}　{place_label(found.where, form)}"
        yield f"  {found.message}"
        if found.quote:
            yield f"  原文：“{' '.join(found.quote.split())}”"
        if found.remedy:
            yield f"  建议：{found.remedy}"
        yield f"  依据：{found.source}"
    if not checked.findings:
        yield "\n没有发现问题。"


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)
