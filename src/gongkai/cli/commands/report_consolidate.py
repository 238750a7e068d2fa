"""`gongkai report consolidate`: the reports of subordinate organs summed into a draft."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.cli.arguments import Parser
from gongkai.cli.many_files import each_done, report_files
from gongkai.cli.outcome import Refused
from gongkai.documents.consolidations.adjustments import read_adjustments
from gongkai.documents.consolidations.lists import ListUnreadable, expected_organs
from gongkai.documents.consolidations.plain_text import (
    difference_lines,
    remark_lines,
    summary_lines,
)
from gongkai.documents.consolidations.writing import format_of, write_consolidation
from gongkai.documents.readings.reading import Reading, read_report
from gongkai.documents.reports.writing import OutputFailed
from gongkai.rules.reports.consolidation import (
    Consolidation,
    NotConsolidated,
    Subordinate,
    consolidated,
)
from gongkai.rules.reports.consolidation_adjustments import AdjustmentRefused
from gongkai.rules.reports.consolidation_differences import (
    CellDifference,
    TypedReportDiffers,
    difference_to,
    organs_explaining_all,
)
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.organs import Attendance, attendance

UNNAMED = "〔汇总机关名称待填〕"


@dataclass(frozen=True)
class _Outcome:
    """What there is to tell: the sum, who is missing, differences to a typed report, files."""

    consolidation: Consolidation
    attendance: Attendance
    differences: Sequence[CellDifference]
    problems: Sequence[str]
    files: Sequence[Path]


def declare_consolidate(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="文件",
                        help="下级机关的报告，或者文件夹")  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="文件",
                        help=".html .docx .pdf .xlsx .json，或者文件夹（五种格式）")  # fmt: skip
    parser.add_argument("--organ", metavar="名称", help="汇总机关的名称")
    parser.add_argument("--expected", type=Path, metavar="名单.txt", help="应报机关，每行一个")
    parser.add_argument("--adjustments", type=Path, metavar="清单",
                        help="转办、共同被告的调减清单（.xlsx .csv .json）")  # fmt: skip
    parser.add_argument("--against", type=Path, metavar="报告", help="与已填写的汇总报告逐格核对")
    parser.add_argument("--allow-blank", action="store_true", help="有空白的格也写出已知部分的和")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def consolidate(options: argparse.Namespace) -> int:
    """
    Sum reports into a draft and return 0, or 1 where something is missing, blank or different.

    :raises Refused: with code 2 if the reports cannot be summed or the draft not be written
    :raises ReportFileUnreadable: if the typed report cannot be read
    """
    paths = report_files(options.files)
    _insist_on_other_output(paths, options.out)
    readings = _read(paths)
    if readings is None:
        return 2
    typed = read_report(options.against) if options.against else None
    organ = options.organ or (typed.report.organ if typed else "") or UNNAMED
    try:
        format_of(options.out)
        consolidation = _summed(organ, readings, options)
        expected = expected_organs(options.expected) if options.expected else ()
        differences = difference_to(consolidation, typed.report) if typed else ()
        present = attendance(expected, [one.organ for one in consolidation.members])
        problems = list(_problems(consolidation, present, allow_blank=options.allow_blank))
        files = write_consolidation(consolidation, options.out, allow_blank=options.allow_blank)
    except (
        NotConsolidated, AdjustmentRefused, ListUnreadable, TypedReportDiffers, OutputFailed,
    ) as refused:  # fmt: skip
        raise Refused(str(refused)) from refused
    outcome = _Outcome(consolidation, present, differences, problems, files)
    _tell(outcome, readings, options)
    return 1 if problems or differences else 0


def _read(paths: Sequence[Path]) -> dict[Path, Reading] | None:
    readings: dict[Path, Reading] = {}
    for done in each_done(read_report, paths):
        if done.result is None:
            print(done.refusal, file=sys.stderr)
        else:
            readings[done.path] = done.result
    if len(readings) == len(paths) and readings:
        return readings
    missing = len(paths) - len(readings)
    print(f"{missing}份报告不能读取，没有汇总；请改正后重新汇总。", file=sys.stderr)
    return None


def _summed(
    organ: str, readings: dict[Path, Reading], options: argparse.Namespace
) -> Consolidation:
    members = [Subordinate(reading.report, path.name) for path, reading in readings.items()]
    first = members[0].report
    adjustments = (
        read_adjustments(options.adjustments, edition(first.edition)) if options.adjustments else ()
    )
    return consolidated(organ, first.year, members, adjustments)


def _problems(
    consolidation: Consolidation, present: Attendance, *, allow_blank: bool
) -> Sequence[str]:
    broken = consolidation.broken_identities(allow_blank=allow_blank)
    unexplained = [each.finding.message for each in broken if not each.organs]
    if unexplained:
        raise NotConsolidated(
            f"汇总结果不符合勾稽关系，而各份报告都没有问题，没有输出：{unexplained[0]}"
        )
    lines = list(remark_lines(consolidation, present))
    for each in broken:
        lines.append(f"汇总结果：{each.finding.message}原因在{'、'.join(each.organs)}的报告。")
    return lines


def _tell(outcome: _Outcome, readings: dict[Path, Reading], options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(_as_json(outcome), ensure_ascii=False, indent=1))
    else:
        print("\n".join(summary_lines(outcome.consolidation)))
        if options.against:
            print("\n".join(difference_lines(outcome.consolidation, outcome.differences)))
        for path in outcome.files:
            print(f"已写入“{path}”。")
    for path, reading in readings.items():
        if reading.evidence.extra_rows:
            rows = "、".join(row.label for row in reading.evidence.extra_rows)
            print(f"“{path.name}”：规定格式以外的行没有计入：{rows}。", file=sys.stderr)
        if reading.evidence.by_ocr:
            print(f"“{path.name}”：由文字识别读出，请核对数字。", file=sys.stderr)
    for line in outcome.problems:
        print(line, file=sys.stderr)
    if outcome.consolidation.organ == UNNAMED:
        print("没有用 --organ 写明汇总机关，标题中的机关名称待填。", file=sys.stderr)


def _as_json(outcome: _Outcome) -> dict[str, object]:
    one = outcome.consolidation
    explaining = organs_explaining_all(one, outcome.differences)
    return {
        "organ": one.organ,
        "year": one.year,
        "edition": one.edition,
        "members": [{"organ": member.organ, "file": member.name} for member in one.members],
        "missing": list(outcome.attendance.missing),
        "unexpected": list(outcome.attendance.unexpected),
        "incomplete": [
            {"where": cell.path, "label": cell.label, "blank_in": list(cell.blank_in)}
            for cell in one.incomplete
        ],
        "adjustments": [each.to_json() for each in one.adjustments],
        "input_findings": [
            {"organ": member.organ, "file": member.name, **finding.to_json()}
            for member, finding in one.input_findings
        ],
        "differences": [each.to_json() for each in outcome.differences],
        "explaining_all": [each.text for each in explaining],
        "problems": list(outcome.problems),
        "files": [str(path) for path in outcome.files],
    }


def _insist_on_other_output(paths: Sequence[Path], out: Path) -> None:
    # A second run over "*.json" would sum the sum of the first.
    written = {out.resolve(), out.with_name(f"{out.stem}.contributors.json").resolve()}
    for path in paths:
        if path.resolve() in written:
            raise Refused(
                f"要汇总的文件中有上次汇总的输出“{path.name}”，会重复计算；"
                "请把它移出，或者输出到别的文件夹。"
            )
