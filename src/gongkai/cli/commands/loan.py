"""`gongkai loan`: the instalments of a loan, at a rate given or at the one of its day."""

import argparse
import json
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from gongkai.cli.arguments import Parser, day
from gongkai.cli.outcome import Refused
from gongkai.rules.fund import (
    CENTRE_DECIDES,
    HomeOrder,
    Mistyped,
    RateUnknown,
    RepaymentMethod,
    Schedule,
    loan_rate,
    loan_schedule,
    percent,
    yuan,
)
from gongkai.rules.fund.questions.fields import MOST_LOAN
from gongkai.rules.fund.typed import Reading

_MOST_YEARS = 30
_LEAST = Decimal(1)


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--principal", required=True, metavar="金额", help="贷款金额（元）")
    parser.add_argument("--years", required=True, metavar="年数", help="贷款年限，1至30")
    parser.add_argument("--rate", metavar="年利率", help="年利率（%%），不用公布的利率时填写")
    parser.add_argument(
        "--home", choices=["first", "second"], help="first 首套，second 第二套，用公布的利率"
    )
    parser.add_argument("--on", type=day, metavar="日期", help="放款日期，默认今天")
    parser.add_argument(
        "--method",
        choices=["annuity", "linear"],
        required=True,
        help="annuity 等额本息，linear 等额本金",
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Print the loan at one rate from first to last, and return 0."""
    on = options.on or datetime.now(ZoneInfo("Asia/Shanghai")).date()
    if options.rate is not None and options.home is not None:
        raise Refused("--rate 和 --home 只能选一个：填写年利率，或者按住房套数用公布的利率。")
    try:
        rate, schedule, source = _schedule(options, on)
    except Mistyped as mistyped:
        raise Refused(str(mistyped)) from mistyped
    except RateUnknown as unknown:
        raise Refused(str(unknown)) from unknown
    if options.json:
        told = {
            "rate": f"{rate:f}",
            "first_payment": str(schedule.first_payment),
            "last_payment": str(schedule.last_payment),
            "total_interest": str(schedule.total_interest),
            "payments": [str(row.payment) for row in schedule.rows],
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(_as_text(rate, schedule, source))
    return 0


def _schedule(options: argparse.Namespace, on: date) -> tuple[Decimal, Schedule, str]:
    typed = {"principal": options.principal, "years": options.years, "rate": options.rate or ""}
    reading = Reading(typed)
    principal = reading.amount("principal", "贷款金额", least=_LEAST, most=MOST_LOAN)
    years = reading.whole("years", "贷款年限", least=1, most=_MOST_YEARS, unit="年")
    given = options.rate is not None
    rate = reading.rate("rate", "年利率") if given else None
    reading.require_sound()
    assert principal is not None and years is not None
    source = "由您填写"
    if rate is None:
        home = HomeOrder(options.home.upper()) if options.home else HomeOrder.FIRST
        published = loan_rate(home, years * 12, on)
        rate, source = published.annual, f"{published.used.label}，{published.source}"
    schedule = loan_schedule(
        principal=principal,
        months=years * 12,
        rates=rate,
        method=RepaymentMethod(options.method.upper()),
        issued_on=on,
    )
    return rate, schedule, source


def _as_text(rate: Decimal, schedule: Schedule, source: str) -> str:
    lines = [
        f"贷款{yuan(schedule.principal)}，{schedule.months // 12}年，{schedule.method.label}",
        f"  · 年利率{percent(rate)}（{source}）",
        f"  · 首期{yuan(schedule.first_payment)}，末期{yuan(schedule.last_payment)}，"
        f"共{len(schedule.rows)}期",
        f"  · 利息合计{yuan(schedule.total_interest)}，本息合计{yuan(schedule.total_paid)}",
        CENTRE_DECIDES,
    ]
    return "\n".join(lines)
