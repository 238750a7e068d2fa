"""`gongkai fee`: the information processing fee for a number of items or pages."""

import argparse
import json
from datetime import datetime
from zoneinfo import ZoneInfo

from gongkai.cli.arguments import Parser, day, whole_number
from gongkai.cli.outcome import Refused
from gongkai.rules.fees import ImpossibleCount, TariffNotInForce, fee_by_item, fee_by_page


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--by", choices=["item", "page"], required=True, help="item 按件，page 按量"
    )
    parser.add_argument(
        "--count", type=whole_number, required=True, metavar="数量", help="件数或页数"
    )
    parser.add_argument("--on", type=day, metavar="日期", help="收费通知日期，默认今天")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Print the fee and its steps, and return 0."""
    on = options.on or datetime.now(ZoneInfo("Asia/Shanghai")).date()
    reckon = fee_by_item if options.by == "item" else fee_by_page
    try:
        fee = reckon(options.count, on)
    except (ImpossibleCount, TariffNotInForce) as refused:
        raise Refused(str(refused)) from refused
    if options.json:
        steps = [
            {
                "from": step.first,
                "to": step.last,
                "price": str(step.price),
                "amount": str(step.amount),
                "text": step.text,
                "article": step.article,
                "source": step.source,
            }
            for step in fee.steps
        ]
        print(json.dumps({"fee": str(fee.amount), "steps": steps}, ensure_ascii=False, indent=1))
    else:
        print(
            "\n".join([f"信息处理费：{fee.amount}元", *(f"  · {step.text}" for step in fee.steps)])
        )
    return 0
