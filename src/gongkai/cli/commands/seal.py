"""`gongkai seal make | status`: the key that seals certificates of the provident fund."""

import argparse
from pathlib import Path

from django.utils import timezone

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import AgencyUnknown, agency_named
from gongkai.cli.arguments import Parser
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database
from gongkai.cli.seal_making import make_seal
from gongkai.fund_services.operations.certificates.sealing import key_settings, key_state


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="操作", required=True)
    make = actions.add_parser(
        "make", help="生成自签名密钥（试用、演示；正式使用请用认证机构的证书）"
    )
    status = actions.add_parser("status", help="现在配置的密钥能不能用，有没有登记")
    for each in (make, status):
        each.add_argument("--agency", metavar="代码", help="机构代码；只有一个机关时可不写")


def run(options: argparse.Namespace) -> int:
    """Make a key, or tell how the configured one stands; return 0, 1 if it cannot be used.

    :raises Refused: if the organ is unknown, or there is a key already
    """
    insist_on_current_database()
    try:
        agency = agency_named(options.agency)
    except AgencyUnknown as unknown:
        raise Refused(str(unknown)) from unknown
    return _make(agency) if options.action == "make" else _status(agency)


def _make(agency: Agency) -> int:
    told = key_settings(agency)
    if not told["secret_file"]:
        raise Refused("该机关的密钥已由环境变量 GONGKAI_SEAL_KEY… 配置，没有生成新的。")
    make_seal(Path(told["place"]), Path(told["secret_file"]), agency.name, timezone.now())
    print(f"已生成 {told['place']}，口令在 {told['secret_file']}，都只有本用户可读。")
    print("请由公开工作机构负责人在管理端“证明—签章密钥”核对指纹并登记后使用。")
    return 0


def _status(agency: Agency) -> int:
    state = key_state(agency, timezone.now())
    if state.facts is not None:
        facts = state.facts
        print(f"指纹 {facts.fingerprint}")
        print(f"持有者 {facts.subject}{'（自签名）' if facts.is_self_signed else ''}")
        print(f"有效期 {facts.valid_from:%Y-%m-%d} 至 {facts.valid_until:%Y-%m-%d}")
        print("已登记" if state.row else "未登记，不能出具证明")
    if state.problem:
        print(state.problem)
    return 0 if state.row is not None and not state.problem else 1
