"""`gongkai hotline import`: call records and platform tickets whose header is remembered."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import AgencyUnknown, agency_named, officers_of
from gongkai.cli.arguments import Parser
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database
from gongkai.hotline.operations.outside.import_files import receive_file
from gongkai.hotline.operations.outside.importing import remove_run, run_through
from gongkai.hotline.operations.outside.refusing import OutsideRefused

_LISTED = 50
_PIECE = 1 << 20
_KINDS = {"calls": "CALLS", "tickets": "TICKETS"}


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="操作")
    take = actions.add_parser("import", help="导入话务系统话单或者12345平台工单")
    take.add_argument("kind", choices=sorted(_KINDS), metavar="calls|tickets")
    take.add_argument("file", type=Path, metavar="文件")
    take.add_argument("--agency", metavar="机构代码", help="默认为默认机关")
    take.add_argument("--officer", default="", metavar="姓名", help="经办人的姓名或用户名")
    take.add_argument("--skip-faulty", action="store_true", help="跳过有错误的行")


def run(options: argparse.Namespace) -> int:
    """Take the file over and return the exit code: 1 for bad lines, 2 for a file or name."""
    insist_on_current_database()
    try:
        agency = agency_named(options.agency)
        return _taken(options, agency, _officer(options.officer, agency))
    except (AgencyUnknown, NotAllowed, OutsideRefused) as refused:
        raise Refused(str(refused)) from refused


def _taken(options: argparse.Namespace, agency: Agency, officer: Officer | None) -> int:
    now = {"on": timezone.localdate(), "at": timezone.now()}
    file = receive_file(
        agency=agency,
        kind=_KINDS[options.kind],
        name=options.file.name,
        content=_pieces(options.file),
        officer=officer,
        **now,
    )
    try:
        done = run_through(run=file, without_faulty=options.skip_faulty, officer=officer, **now)
    except BaseException:
        remove_run(run=file)
        raise
    if done.state == "IMPORTED":
        print("\n".join(_lines(done.result or {})))
        return 0
    message, result = done.message, done.result or {}
    is_new = done.state == "UNMAPPED"
    remove_run(run=file)
    if is_new:
        raise Refused(
            f"文件“{options.file.name}”的表头还没有设置对应关系，"
            "请先在后台“话单和工单导入”中上传一次并保存。"
        )
    if message:
        raise Refused(message)
    print("\n".join(_faults(result)))
    return 1


def _officer(name: str, agency: Agency) -> Officer | None:
    if not name:
        return None
    people = officers_of(agency).select_related("user")
    found = [each for each in people if name in (each.name, each.user.get_username())]
    if len(found) != 1:
        why = "有几名同名人员，请改用用户名" if found else "没有这名工作人员，请核对姓名或用户名"
        raise Refused(f"--officer：“{name}”：{why}。")
    return found[0]


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        raise OutsideRefused(
            f"无法读取文件“{path}”（{error.strerror}），请核对路径和权限。"
        ) from error


def _lines(result: dict[str, Any]) -> Iterator[str]:
    counts = result["counts"]
    names = {"made": "新登记", "joined": "并入坐席登记", "missed": "未接来电", "known": "已有",
             "changed": "有变化"}  # fmt: skip
    told = "，".join(f"{label}{counts[name]}" for name, label in names.items() if name in counts)
    yield f"读取{result['rows']}行：{told}，未导入{result['refused']}行。"
    for change in result["changes"][:_LISTED]:
        yield f"  第{change['line']}行 {change['number']}：{change['text']}"
    for hint in result["hints"][:_LISTED]:
        yield f"  {hint['text']}（{hint['count']}行）"


def _faults(result: dict[str, Any]) -> Iterator[str]:
    for fault in result["faults"][:_LISTED]:
        column = f"“{fault['column']}”" if fault["column"] else ""
        value = f"（{fault['value']}）" if fault["value"] else ""
        yield f"× 第{fault['line']}行{column}{value}：{fault['reason']}，{fault['remedy']}。"
    if result["fault_count"] > _LISTED:
        yield f"……另有{result['fault_count'] - _LISTED}处问题。"
    yield f"发现{result['fault_count']}处问题，未保存任何数据；请改正后重新导入。"
