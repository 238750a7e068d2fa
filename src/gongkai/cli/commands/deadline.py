"""`gongkai deadline`: when a reply is due, and the steps that lead to the day."""

import argparse
import json
from datetime import date

from gongkai.cli.arguments import Parser, day
from gongkai.cli.outcome import Refused
from gongkai.rules.calendars import CalendarNotPublished, published_calendar
from gongkai.rules.clock import Due, Entry, Event, ImpossibleHistory, reply_due
from gongkai.rules.statutes import FigureNotInForce, StatuteNotInForce

# A delay sets its last day itself, and the receipt is an argument of its own.
_KINDS = {
    event.value.lower(): event
    for event in Event
    if event.moves_clock and event not in (Event.RECEIVED, Event.DELAYED, Event.REPLIED)
}


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--received", type=day, required=True, metavar="日期", help="收到申请之日")
    parser.add_argument(
        "--event", type=_event, action="append", default=[], metavar="事项=日期[@对象]",
        help="办理中发生的事项，可多次；几方同时征求意见时以@区分对象：" + "、".join(_KINDS),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Print the day and its steps, and return 0."""
    entries = [Entry(options.received, Event.RECEIVED), *options.event]
    try:
        due = reply_due(entries, published_calendar())
    except CalendarNotPublished as refused:
        raise Refused(
            f"没有{refused.year}年的工作日日历，无法推算；本命令只用随软件发布的日历，"
            "请待国务院办公厅公布该年放假安排后升级，或在工作台录入后查看办件的期限。"
        ) from refused
    except (ImpossibleHistory, StatuteNotInForce, FigureNotInForce) as refused:
        raise Refused(str(refused)) from refused
    print(
        json.dumps(_as_json(due), ensure_ascii=False, indent=1) if options.json else _as_text(due)
    )
    return 0


def _event(text: str) -> Entry:
    kind, _, rest = text.partition("=")
    when, _, subject = rest.partition("@")
    if kind not in _KINDS or not when:
        raise argparse.ArgumentTypeError(
            f"事项“{text}”无法识别，请写成 事项=日期，事项可用：{'、'.join(_KINDS)}"
        )
    on: date = day(when)
    return Entry(on, _KINDS[kind], subject)


def _as_json(due: Due) -> dict[str, object]:
    return {
        "due": due.on.isoformat() if due.on else None,
        "reason": due.reason,
        "provisional": due.provisional,
        "steps": [
            {
                "from": step.from_on.isoformat(),
                "to": step.to_on.isoformat() if step.to_on else None,
                "text": step.text,
                "article": step.article,
                "source": step.source,
                "late": step.late,
            }
            for step in due.steps
        ],
    }


def _as_text(due: Due) -> str:
    head = f"答复期限：{due.on.isoformat()}" if due.on else f"暂无答复期限：{due.reason}"
    if due.on and due.provisional:
        head += f"（暂定：{due.reason}）"
    return "\n".join([head, *(f"  · {step.text}（{step.article}）" for step in due.steps)])
