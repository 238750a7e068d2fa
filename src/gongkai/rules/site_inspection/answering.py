"""Whether people who write are answered: 国办秘函〔2019〕19号 (互动回应差, 留言公开)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.rules.site_inspection.faults import Fault
from gongkai.rules.site_inspection.limits import Limits


class MessageFact(NamedTuple):
    """A message that nobody has answered yet: by what it is known, and when it came."""

    key: int
    number: str
    received_on: date


class FaultReportFact(NamedTuple):
    """A report of an error on the site (我为政府网站找错) that nobody has settled yet.

    `due_on` is None where the calendar that it needs is not published.
    """

    key: int
    number: str
    received_on: date
    due_on: date | None


def message_faults(waiting: Iterable[MessageFact], on: date, limits: Limits) -> Iterator[Fault]:
    """Yield the messages of the last year that wait longer than three months: 互动回应差 (2)."""
    days = limits.of("MESSAGES_LATE", "days")
    since = on - timedelta(days=limits.of("MESSAGES_LATE", "within_days"))
    for message in waiting:
        age = (on - message.received_on).days
        if message.received_on >= since and age > days:
            yield Fault(
                "MESSAGES_LATE",
                f"留言{message.number}",
                f"留言{message.number}",
                f"{message.received_on}收到的留言已有{age}天没有答复。",
                f"message:{message.key}",
                f"{age}天",
                f"{days}天内答复",
            )


def answer_faults(
    last_published_on: date | None, on: date, limits: Limits, where: str
) -> Iterator[Fault]:
    """Yield a fault if no answer was made public for two months: 留言公开."""
    days = limits.of("ANSWERS_UNPUBLISHED", "days")
    if last_published_on is not None and last_published_on + timedelta(days=days) >= on:
        return
    told = last_published_on.isoformat() if last_published_on else "从未公开"
    yield Fault(
        "ANSWERS_UNPUBLISHED",
        where,
        "留言选登",
        f"已超过{days}天没有公开留言答复，最近一次：{told}。",
        found=told,
        expected=f"{days}天内公开过答复",
    )


def channel_faults(status: int, where: str) -> Iterator[Fault]:
    """Yield a fault if the page on which people write does not open: 互动回应差 (1).

    :param status: of the answer to a request for it
    """
    if status != 200:
        yield Fault(
            "NO_CHANNEL",
            where,
            "咨询投诉建议",
            f"咨询投诉建议页面打不开（状态码{status}）。",
            found=str(status),
            expected="200",
        )


def fault_report_faults(waiting: Iterable[FaultReportFact], on: date) -> Iterator[Fault]:
    """Yield the reports of errors that were not settled in time: 找错留言."""
    for report in waiting:
        if report.due_on is not None and report.due_on < on:
            yield Fault(
                "FAULT_REPORT_LATE",
                f"找错{report.number}",
                f"找错留言{report.number}",
                f"{report.received_on}收到的找错留言应于{report.due_on}前办结，至今没有办结。",
                f"fault:{report.key}",
                f"{(on - report.due_on).days}天",
                f"{report.due_on}前办结",
            )
