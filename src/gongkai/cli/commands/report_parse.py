"""`gongkai report parse`: what a finished report says, as report JSON."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gongkai.cli.arguments import Parser
from gongkai.cli.many_files import each_done, report_files
from gongkai.cli.outcome import Refused
from gongkai.documents.readings.reading import Reading, read_report
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.evidence import CellKind
from gongkai.rules.reports.evidence_json import evidence_json
from gongkai.rules.reports.places import place_label

_SHOWN = 5
_WRITTEN = (CellKind.NOT_A_NUMBER, CellKind.NO_UNIT)


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="文件",
                        help=".html .docx .pdf .xlsx .txt .json，或者文件夹")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="以 JSON 输出报告数据")
    parser.add_argument(
        "--evidence", action="store_true", help="连同每一格的原文和位置输出（JSON）"
    )
    parser.add_argument("--out", type=Path, metavar="文件夹", help="每份报告写成一个 JSON 文件")


def parse(options: argparse.Namespace) -> int:
    """
    Read one report and print it, or many into a folder; return 2 if one could not be read.

    :raises Refused: if several files are given and no folder, or it cannot be written
    :raises ReportFileUnreadable: if the only file cannot be read
    """
    paths = report_files(options.files)
    if options.out:
        return _into_folder(paths, options)
    if len(paths) != 1:
        raise Refused(f"一次输出一份报告，现有{len(paths)}个文件；读取多份请用 --out 指定文件夹。")
    reading = read_report(paths[0])
    if options.json or options.evidence:
        print(_written(reading, options))
    else:
        print("\n".join(_lines(reading)))
    for remark in remarks(reading):
        print(remark, file=sys.stderr)
    return 0


def remarks(reading: Reading) -> Iterator[str]:
    """Yield what a reader of the figures alone would miss: cells without a number, extra lines."""
    form = edition(reading.report.edition)
    by_kind: dict[CellKind, list[str]] = {}
    for path, cell in reading.evidence.cells.items():
        if cell.kind is not CellKind.NUMBER:
            shown = place_label(path, form)
            by_kind.setdefault(cell.kind, []).append(
                f"{shown}“{cell.text}”" if cell.kind in _WRITTEN else shown
            )
    for kind, places in by_kind.items():
        more = f"等{len(places)}格" if len(places) > _SHOWN else ""
        yield f"{kind.label}：{'；'.join(places[:_SHOWN])}{more}"
    for row in reading.evidence.extra_rows:
        yield f"规定格式以外的行（未计入）：{row.place}“{row.label}”{'、'.join(row.texts)}"


def _into_folder(paths: list[Path], options: argparse.Namespace) -> int:
    names = Counter(path.stem for path in paths)
    twice = [stem for stem, count in names.items() if count > 1]
    if twice:
        raise Refused(f"有几个文件的主名都是“{twice[0]}”，输出会互相覆盖；请改名后重试。")
    code = 0
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for done in each_done(read_report, paths):
            if done.result is None:
                print(done.refusal, file=sys.stderr)
                code = 2
                continue
            target = options.out / f"{done.path.stem}.json"
            passing = target.with_suffix(".json.part")
            passing.write_text(f"{_written(done.result, options)}\n", encoding="utf-8")
            passing.replace(target)
    except OSError as error:
        raise Refused(
            f"无法写入文件夹“{options.out}”（{error.strerror}），请检查权限和磁盘空间。", 1
        ) from error
    return code


def _written(reading: Reading, options: argparse.Namespace) -> str:
    content: object = reading.report.to_json()
    if options.evidence:
        content = {"report": content, "evidence": evidence_json(reading.evidence)}
    return json.dumps(content, ensure_ascii=False, indent=1)


def _lines(reading: Reading) -> Iterator[str]:
    report, evidence = reading.report, reading.evidence
    form = edition(report.edition)
    kinds = Counter(cell.kind for cell in evidence.cells.values())
    yield f"{report.organ or '（未写明机关）'}　{report.year}年度　{form.code}版格式"
    yield "　".join(f"{kind.label}{kinds[kind]}格" for kind in CellKind if kinds[kind])
    for table in form.tables:
        yield f"\n{table.caption}"
        for path, figure in form.figures.items():
            if path.startswith(f"{form.table_path(table.key)}."):
                cell = evidence.cells[path]
                shown = cell.text if cell.kind is CellKind.NUMBER else f"（{cell.kind.label}）"
                if shown != "0":
                    yield f"  {figure.label}：{shown}"
    yield "\n（为0的数据项没有列出；完整数据用 --json 输出。）"
