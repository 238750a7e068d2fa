"""`gongkai officer`: registers a person with a login and his roles, or gives him a new password."""

import argparse
import secrets

from django.utils import timezone

from gongkai.agencies.operations import RegistrationRefused, add_officer, set_password
from gongkai.agencies.queries import AgencyUnknown, agency_named
from gongkai.cli.arguments import Parser
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="操作")
    add = actions.add_parser("add", help="登记一名工作人员")
    add.add_argument("--username", required=True, metavar="用户名")
    add.add_argument("--name", required=True, metavar="姓名")
    add.add_argument("--agency", metavar="机构代码", help="默认为默认机关")
    add.add_argument(
        "--department", default="", metavar="科室", help="所在内设机构，尚未登记的一并登记"
    )
    add.add_argument(
        "--role", action="append", default=[], metavar="角色",
        help="可多次：CLERK 经办人、REVIEWER 审核人、OFFICE_HEAD 公开工作机构负责人",
    )  # fmt: skip
    password = actions.add_parser("password", help="为忘记密码的人员换一个密码")
    password.add_argument("--username", required=True, metavar="用户名")


def run(options: argparse.Namespace) -> int:
    """Register the officer or change his password, print the password once, and return 0."""
    insist_on_current_database()
    password = secrets.token_urlsafe(12)
    try:
        if options.action == "add":
            officer = add_officer(
                agency=agency_named(options.agency),
                username=options.username,
                name=options.name,
                password=password,
                roles=options.role,
                on=timezone.localdate(),
                department=options.department,
            )
            print(f"已登记：{officer.name}（{officer.agency.short_name}）")
        else:
            set_password(username=options.username, password=password)
    except (RegistrationRefused, AgencyUnknown) as refused:
        raise Refused(str(refused)) from refused
    print(f"用户名 {options.username}  密码 {password}（仅显示一次，请登录后修改）")
    return 0
