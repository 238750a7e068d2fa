"""A consolidation as lines of plain text, for whoever answers for the sum."""

from collections.abc import Iterator, Sequence

from gongkai.documents.columns import in_columns, one_line
from gongkai.rules.reports.consolidation import Consolidation
from gongkai.rules.reports.consolidation_differences import (
    Candidate,
    CellDifference,
    organs_explaining_all,
)
from gongkai.rules.reports.organs import Attendance
from gongkai.rules.reports.shape import Value
from gongkai.rules.reports.values import signed_text, value_text

_NAMED = 3


def summary_lines(consolidation: Consolidation) -> Iterator[str]:
    """Yield what was summed, by which rule of counting, and what was adjusted."""
    one = consolidation
    yield (
        f"{one_line(one.organ)} {one.year}年度（{one.edition}版）："
        f"汇总{len(one.members)}个机关的报告，"
        f"{len(one.cells) - len(one.incomplete)}格完整，{len(one.incomplete)}格不完整。"
    )
    for number, each in enumerate(one.adjustments, start=1):
        label = one.cells[each.path].label
        yield (
            f"调减{number}（{each.kind.label}）：{one_line(each.organ)} "
            f"{label} 减{each.number}，{one_line(each.reason)}"
        )
    yield "文字部分不作汇总，请另行撰写；输出为未签发的草稿。"


def remark_lines(consolidation: Consolidation, present: Attendance) -> Iterator[str]:
    """Yield, one a line, what makes the sum doubtful: who is missing, what is blank or wrong."""
    for name in present.missing:
        yield f"缺少“{one_line(name)}”的报告。"
    for name in present.unexpected:
        yield f"“{one_line(name)}”不在应报机关名单中，已计入汇总，请核对名单。"
    for name, other in present.perhaps:
        yield (
            f"名单中的“{one_line(name)}”与报告的“{one_line(other)}”可能是同一机关，"
            "请统一名称后重新汇总。"
        )
    if consolidation.counts_itself:
        yield (
            f"“{one_line(consolidation.organ)}”自己的报告也在其中；"
            "它如果是汇总报告，请移出，否则会重复计算。"
        )
    for member, cells in consolidation.blanks_by_member():
        labels = "；".join(cell.label for cell in cells[:_NAMED])
        more = f"等{len(cells)}格" if len(cells) > _NAMED else ""
        yield f"“{member.name}”（{one_line(member.organ)}）没有填写数字：{labels}{more}。"
    for member, finding in consolidation.input_findings:
        yield f"“{member.name}”（{one_line(member.organ)}）：{finding.message}"


def difference_lines(
    consolidation: Consolidation, differences: Sequence[CellDifference]
) -> Iterator[str]:
    """Yield where a typed report differs from the sum, with possible reasons, never asserted."""
    if not differences:
        yield "与已填写的汇总报告逐格一致。"
        return
    yield f"与已填写的汇总报告有{len(differences)}格不同："
    rows = [("数据项", "填写", "汇总", "差额")]
    rows += [
        (each.label, _shown(each.typed), _shown(each.known), signed_text(each.difference))
        for each in differences
    ]
    table = in_columns(rows, right={1, 2, 3})
    yield next(table)
    for line, each in zip(table, differences, strict=True):
        yield line
        yield from _reasons(each)
    for candidate in organs_explaining_all(consolidation, differences):
        yield candidate.text


def _reasons(difference: CellDifference) -> Iterator[str]:
    """Yield the possible reasons, those of one kind after the first few as a number."""
    kinds: dict[str, list[Candidate]] = {}
    for each in difference.candidates:
        kinds.setdefault(each.kind, []).append(each)
    for candidates in kinds.values():
        for each in candidates[:_NAMED]:
            yield f"    {one_line(each.text)}"
        if len(candidates) > _NAMED:
            yield f"    另有{len(candidates) - _NAMED}个单位的数也与差额相等。"


def _shown(value: Value) -> str:
    return "空白" if value is None else value_text(value)
