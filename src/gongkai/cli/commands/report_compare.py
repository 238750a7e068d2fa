"""`gongkai report compare`: two finished reports side by side."""

import argparse
import json
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from gongkai.cli.arguments import Parser
from gongkai.cli.outcome import Refused
from gongkai.documents.comparisons.plain_text import comparison_lines
from gongkai.documents.comparisons.workbook import render_comparison_xlsx
from gongkai.documents.readings.reading import read_report
from gongkai.rules.reports.comparison import compared


def declare_compare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("a", type=Path, metavar="文件A", help="例如上年的报告")
    parser.add_argument("b", type=Path, metavar="文件B", help="例如本年的报告")
    parser.add_argument("--all", action="store_true", help="相同的数据和文字也列出")
    parser.add_argument("--out", type=Path, metavar="文件.xlsx", help="写成 Excel 对照表")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def compare(options: argparse.Namespace) -> int:
    """
    Compare two reports and return 0 for equal figures, 1 if at least one differs.

    :raises Refused: with code 2 if the workbook cannot be written
    :raises ReportFileUnreadable: if one of the files cannot be read as a report
    """
    if options.out is not None and options.out.suffix.lower() != ".xlsx":
        raise Refused(f"对照表只能写成 .xlsx 文件，不能写成“{options.out.name}”。")
    a, b = read_report(options.a), read_report(options.b)
    comparison = compared(a.report, b.report, evidence_a=a.evidence, evidence_b=b.evidence)
    if options.out is not None:
        _write(options.out, render_comparison_xlsx(comparison))
    if options.json:
        print(json.dumps(comparison.to_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(comparison_lines(comparison, every=options.all)))
    if options.out is not None:
        print(f"已写入“{options.out}”。", file=sys.stderr)
    return 0 if comparison.is_equal else 1


def _write(path: Path, content: bytes) -> None:
    passing = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.new")
    try:
        passing.write_bytes(content)
        os.replace(passing, path)
    except OSError as failure:
        raise Refused(
            f"无法写入“{path}”（{failure.strerror}），请关闭已打开的文件、检查路径和权限后重试。"
        ) from failure
    finally:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
