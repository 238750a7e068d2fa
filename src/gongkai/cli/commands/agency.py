"""`gongkai agency add`: registers an organ."""

import argparse

from django.db import transaction
from django.utils import timezone

from gongkai.agencies.operations import RegistrationRefused, add_agency
from gongkai.cli.arguments import Parser
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database
from gongkai.hotline.operations.topics.growing import begin_topics
from gongkai.publications.operations.columns import begin_columns


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", choices=["add"], metavar="操作", help="add 登记一个机关")
    parser.add_argument("--code", required=True, metavar="代码", help="英文字母、数字和连字符")
    parser.add_argument("--name", required=True, metavar="全称")
    parser.add_argument("--short-name", required=True, metavar="简称")
    parser.add_argument(
        "--kind",
        default="FUND_CENTRE",
        metavar="类别",
        help="默认 FUND_CENTRE（住房公积金管理中心）",
    )
    for name, label in (
        ("address", "地址"),
        ("postcode", "邮编"),
        ("phone", "电话"),
        ("email", "邮箱"),
        ("letter-word", "机关代字"),
        ("reconsideration-organ", "复议机关"),
        ("court", "管辖法院"),
    ):
        parser.add_argument(f"--{name}", default="", metavar=label)


def run(options: argparse.Namespace) -> int:
    """Register the organ with the columns and matters that it begins with, and return 0."""
    insist_on_current_database()
    try:
        with transaction.atomic():
            agency = add_agency(
                code=options.code,
                name=options.name,
                short_name=options.short_name,
                kind=options.kind,
                address=options.address,
                postcode=options.postcode,
                phone=options.phone,
                email=options.email,
                letter_word=options.letter_word,
                reconsideration_organ=options.reconsideration_organ,
                court=options.court,
            )
            begin_columns(agency=agency, at=timezone.now())
            begin_topics(agency=agency, at=timezone.now())
    except RegistrationRefused as refused:
        raise Refused(str(refused)) from refused
    print(f"已登记：{agency.name}（{agency.code}）")
    return 0
