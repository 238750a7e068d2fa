"""The day of receipt by channel, and the plain limits in working days."""

from datetime import date

import pytest

from gongkai.rules.calendars import CalendarNotPublished, published_calendar
from gongkai.rules.clock import (
    Channel,
    ImpossibleReceipt,
    chinese_day,
    co_maker_opinion_by,
    correction_notice_by,
    fee_payment_by,
    publish_by,
    received_on,
    third_party_opinion_by,
)
from gongkai.rules.statutes import FigureNotInForce, StatuteNotInForce

CALENDAR = published_calendar()
ARRIVED, CONFIRMED = date(2026, 1, 9), date(2026, 1, 12)

# 第三十一条: channel, label, day of receipt before and after the confirmation
RECEIPTS = [
    ("IN_PERSON", "当面提交", ARRIVED, ARRIVED),
    ("MAIL_SIGNED", "邮寄（签收）", ARRIVED, ARRIVED),
    ("MAIL_PLAIN", "平常信函", None, CONFIRMED),
    ("ONLINE", "互联网渠道", None, CONFIRMED),
    ("FAX", "传真", None, CONFIRMED),
]


@pytest.mark.parametrize("code, label, unconfirmed, confirmed", RECEIPTS)
def test_the_day_of_receipt(code, label, unconfirmed, confirmed):
    channel = Channel(code)
    assert channel.label == label
    assert channel.needs_confirmation is (unconfirmed is None)
    assert received_on(channel, ARRIVED, None) == unconfirmed
    assert received_on(channel, ARRIVED, CONFIRMED) == confirmed


def test_every_channel_stands_in_the_table():
    assert {code for code, *_ in RECEIPTS} == set(Channel)


def test_nothing_is_confirmed_before_it_arrived():
    with pytest.raises(ImpossibleReceipt, match="2026-01-08 早于到达日期 2026-01-09"):
        received_on(Channel.ONLINE, ARRIVED, date(2026, 1, 8))


LIMITS = [
    # limit, starts on, ends on, article, words
    (publish_by, "2025-09-15", "2025-10-17", "第二十六条", "主动公开"),
    (publish_by, "2026-02-13", "2026-03-19", "第二十六条", "20个工作日"),
    (correction_notice_by, "2025-01-20", "2025-02-05", "第三十条", "一次性告知补正"),
    (correction_notice_by, "2026-09-18", "2026-09-29", "第三十条", "7个工作日"),
    (third_party_opinion_by, "2024-01-31", "2024-02-26", "第三十二条", "第三方提出意见"),
    (co_maker_opinion_by, "2024-09-13", "2024-10-11", "第三十四条", "15个工作日"),
    (fee_payment_by, "2024-12-31", "2025-02-05", "关于缴费期限的规定", "缴纳信息处理费"),
]


@pytest.mark.parametrize("limit, start, end, article, words", LIMITS)
def test_the_plain_limits(limit, start, end, article, words):
    found = limit(date.fromisoformat(start), CALENDAR)
    assert str(found.on) == end
    assert not found.provisional
    (step,) = found.steps
    assert (str(step.from_on), str(step.to_on)) == (start, end)
    assert step.article == article
    assert words in step.text
    assert chinese_day(found.on) in step.text


def test_a_limit_follows_the_statute_and_the_calendar():
    with pytest.raises(StatuteNotInForce):
        publish_by(date(2019, 5, 14), CALENDAR)
    with pytest.raises(FigureNotInForce):
        fee_payment_by(date(2020, 12, 31), CALENDAR)
    with pytest.raises(CalendarNotPublished):
        publish_by(date(2026, 12, 20), CALENDAR)


def test_days_are_written_as_in_letters():
    assert chinese_day(date(2025, 1, 5)) == "2025年1月5日"
