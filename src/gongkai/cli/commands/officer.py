"""`gongkai officer add`: registers a person with a login and his roles."""

import argparse
import secrets

from django.utils import timezone

from gongkai.agencies.operations import RegistrationRefused, add_officer
from gongkai.agencies.queries import AgencyUnknown, agency_named
from gongkai.cli.arguments import Parser
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", choices=["add"], metavar="操作", help="add 登记一名工作人员")
    parser.add_argument("--username", required=True, metavar="用户名")
    parser.add_argument("--name", required=True, metavar="姓名")
    parser.add_argument("--agency", metavar="机构代码", help="默认为默认机关")
    parser.add_argument(
        "--role", action="append", default=[], metavar="角色",
        help="可多次：CLERK 经办人、REVIEWER 审核人、OFFICE_HEAD 公开工作机构负责人",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Register the officer, print his first password once, and return 0."""
    insist_on_current_database()
    password = secrets.token_urlsafe(12)
    try:
        officer = add_officer(
            agency=agency_named(options.agency),
            username=options.username,
            name=options.name,
            password=password,
            roles=options.role,
            on=timezone.localdate(),
        )
    except (RegistrationRefused, AgencyUnknown) as refused:
        raise Refused(str(refused)) from refused
    print(f"已登记：{officer.name}（{officer.agency.short_name}）")
    print(f"用户名 {options.username}  初始密码 {password}（仅显示一次，请登录后修改）")
    return 0
