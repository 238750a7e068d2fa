"""`gongkai ledger`: the template for Excel ledgers, and their import."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone
from tqdm import tqdm

from gongkai.agencies.queries import AgencyUnknown, agency_named
from gongkai.cli.arguments import Parser
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database
from gongkai.ledgers.operations import ImportResult, import_ledger, write_template
from gongkai.ledgers.operations.templates import TemplateNotWritten
from gongkai.ledgers.queries.reading import LedgerUnreadable

_LISTED = 50


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="操作")
    template = actions.add_parser("template", help="生成台账模板")
    template.add_argument("file", type=Path, metavar="文件.xlsx")
    template.add_argument("--agency", metavar="机构代码", help="默认为默认机关")
    take = actions.add_parser("import", help="导入台账")
    take.add_argument("file", type=Path, metavar="文件")
    take.add_argument("--agency", metavar="机构代码", help="默认为默认机关")
    take.add_argument("--dry-run", action="store_true", help="只检查，不保存")
    take.add_argument("--update", action="store_true", help="更正已登记而内容不同的记录")
    take.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Run the action and return its exit code: 1 for bad rows, 2 for an unreadable file."""
    insist_on_current_database()
    try:
        if options.action == "template":
            return _template(options)
        return _import(options)
    except (AgencyUnknown, LedgerUnreadable, TemplateNotWritten) as refused:
        raise Refused(str(refused)) from refused


def _template(options: argparse.Namespace) -> int:
    print(write_template(path=options.file, agency=agency_named(options.agency)))
    return 0


def _import(options: argparse.Namespace) -> int:
    with _progress_bar() as progress:
        result = import_ledger(
            path=options.file,
            agency=agency_named(options.agency),
            officer=None,
            on=timezone.localdate(),
            at=timezone.now(),
            dry_run=options.dry_run,
            update=options.update,
            progress=progress,
        )
    if options.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(result)))
    return 0 if result.is_good else 1


def _lines(result: ImportResult) -> Iterator[str]:
    for kind, counts in result.to_json()["counts"].items():
        if not counts["read"]:
            continue
        yield (
            f"{counts['sheet']}（{kind}）：读取{counts['read']}行，新增{counts['new']}，"
            f"已有{counts['unchanged']}，更正{counts['updated']}"
        )
    for name, reason in result.ignored_sheets.items():
        yield f"未导入的工作表“{name}”：{reason}"
    for name in result.stored.columns_created:
        yield f"新建栏目：{name}"
    for bad in result.faults.listed[:_LISTED]:
        yield f"× {bad}"
    if result.faults.count > _LISTED:
        yield f"……另有{result.faults.count - _LISTED}处问题，用 --json 查看。"
    if not result.is_good:
        yield f"发现{result.faults.count}处问题，未保存任何数据；请在 Excel 中改正后重新导入。"
    elif not any(result.read.values()):
        yield "台账中没有任何数据行，未保存任何数据。"
    elif result.dry_run:
        yield "检查通过，未保存（--dry-run）。"
    else:
        yield "导入完成。"


@contextmanager
def _progress_bar() -> Iterator[Callable[[int, int], None]]:
    with tqdm(desc="导入", unit="行", ncols=78, leave=False, file=sys.stderr, disable=None) as bar:

        def show(done: int, total: int) -> None:
            # Reading and storing a row are a step each.
            bar.total = total // 2
            bar.update(done // 2 - bar.n)

        yield show
