"""The `gongkai` command: finds the sub-command and tells every refusal in one line."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import NamedTuple

from gongkai.cli.arguments import Parser
from gongkai.cli.outcome import Refused


class Command(NamedTuple):
    """A sub-command: the module that holds it, what it does, and whether it needs the records.

    `plain` names the actions that need none, and the module that holds them.
    """

    module: str
    title: str
    needs_records: bool
    plain: tuple[frozenset[str], str] = (frozenset(), "")


COMMANDS = {
    "setup": Command("setup", "建立或升级本文件夹中的系统", True),
    "demo": Command("demo", "装入演示年度、编制报告并启动服务", True),
    "serve": Command("serve", "启动服务", True),
    "publish": Command("publish", "发布到时、撤下到期的信息并推送", True),
    "follow": Command("follow", "生成有变化的网页文件，更新检索索引", True),
    "site": Command("site", "生成、导出和查看全部网页文件", True),
    "index": Command("index", "查看、重建、更新检索索引", True),
    "remind": Command("remind", "发出答复期限提醒", True),
    "deliver": Command("deliver", "推送到微信公众号等渠道", True),
    "agency": Command("agency", "登记机关", True),
    "officer": Command("officer", "登记工作人员", True),
    "inspect": Command("inspect", "自查网站", True),
    "ledger": Command("ledger", "台账模板与导入", True),
    "hotline": Command("hotline", "导入话单和12345平台工单", True),
    "report": Command(
        "report",
        "编制和解释年度报告，读取、检查、比较、汇总已编制的报告",
        True,
        (frozenset({"parse", "check", "compare", "consolidate", "rules"}), "report_files"),
    ),
    "website-report": Command("website_report", "编制政府网站工作年度报表", True),
    "deadline": Command("deadline", "推算答复期限", False),
    "fee": Command("fee", "计算信息处理费", False),
    "loan": Command("loan", "计算贷款的还款计划", False),
    "seal": Command("seal", "公积金证明的签章密钥", True),
    "backup": Command("backup", "备份数据库和文件", True),
    "restore": Command("restore", "由备份恢复", True),
    "audit": Command("audit", "核验审计记录", True),
    "doctor": Command("doctor", "检查本系统是否正常", True),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; bad input is one line on stderr and code 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except Refused as refused:
        print(refused.message, file=sys.stderr)
        return refused.code
    except KeyboardInterrupt:
        print("已中断，未保存任何半成品。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(given: list[str]) -> int:
    if not given or given[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0
    name, *rest = given
    if name not in COMMANDS:
        raise Refused(f"没有“{name}”这个命令；可用命令：{'、'.join(COMMANDS)}。")
    command = COMMANDS[name]
    actions, module = command.plain
    if rest and rest[0] in actions:
        command = Command(module, command.title, needs_records=False)
    if not command.needs_records:
        return _obey(name, command, rest)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings.base")
    if name in ("demo", "serve") and not os.environ.get("GONGKAI_BASE_URL"):
        # Canonical links, feeds and codes to scan must lead to where this machine answers.
        os.environ["GONGKAI_BASE_URL"] = f"http://localhost:{_port_in(rest)}"
    records = import_module("gongkai.cli.records")
    records.prepare()
    with records.telling_faults():
        return _obey(name, command, rest)


def _obey(name: str, command: Command, given: list[str]) -> int:
    module = import_module(f"gongkai.cli.commands.{command.module}")
    parser = Parser(prog=f"gongkai {name}", description=command.title)
    module.declare(parser)
    options = parser.parse_args(given)
    result: int = module.run(options)
    return result


def _overview() -> str:
    lines = [f"  {name:<10} {command.title}" for name, command in COMMANDS.items()]
    return "\n".join(
        [
            "公开 Gongkai：政府信息公开工作与年度报告",
            "",
            "用法：gongkai 命令 [参数]",
            "",
            *lines,
            "",
            "各命令的参数：gongkai 命令 --help",
        ]
    )


def _port_in(given: Sequence[str]) -> str:
    """Return the port among arguments, the usual one where none makes sense."""
    told = [each.partition("=")[2] for each in given if each.startswith("--port=")]
    told += [after for each, after in pairwise(given) if each == "--port"]
    return told[-1] if told and told[-1].isascii() and told[-1].isdigit() else "8000"


if __name__ == "__main__":
    sys.exit(main())
