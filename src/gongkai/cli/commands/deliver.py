"""`gongkai deliver`: takes what is due to the outlets; the service does it each hour."""

import argparse

from django.utils import timezone

from gongkai.cli.records import insist_on_current_database
from gongkai.messages.operations.carrying import carry_due
from gongkai.publications.operations.distribution.accounts import template_sender_of
from gongkai.publications.operations.distribution.counting import count_wechat
from gongkai.publications.operations.distribution.delivering import deliver_due


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--quiet", action="store_true", help="没有推送时不输出")


def run(options: argparse.Namespace) -> int:
    """Deliver and send what is due, fetch the daily numbers, tell how many, and return 0."""
    insist_on_current_database()
    at = timezone.now()
    tried = deliver_due(at=at)
    sent = carry_due(at=at, sender_of=template_sender_of)
    counted = count_wechat(at=at)
    if tried or sent or counted or not options.quiet:
        messages = f"、{sent}条消息" if sent else ""
        print(f"已处理{tried}项推送{messages}，取得{counted}日的公众号数据。")
    return 0
