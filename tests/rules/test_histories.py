"""Histories that cannot be: each is refused, in words that say what to do."""

from datetime import date

import pytest

from gongkai.rules.calendars import published_calendar
from gongkai.rules.clock import Entry, Event, ImpossibleHistory, read_history, reply_due
from rules.histories import dated

CALENDAR = published_calendar()


IMPOSSIBLE = [
    # history, what is told
    ("", "没有“收到申请”的日期"),
    ("01-06 extended", "没有“收到申请”的日期"),
    ("01-05 received / 01-06 received", "“收到申请”（2026-01-06）重复登记"),
    ("01-05 received / 01-02 extended", "“延长答复期限”（2026-01-02）早于收到申请之日 2026-01-05"),
    ("01-05 received / 01-20 replied / 01-21 extended", "晚于作出答复之日 2026-01-20"),
    ("01-05 received / 01-06 replied / 01-07 replied", "“作出答复”（2026-01-07）重复登记"),
    ("01-05 received / 01-06 corrected", "“收到补正”（2026-01-06）之前没有“告知补正”"),
    (
        "01-05 received / 01-06 corrected / 01-07 correction_asked",
        "“收到补正”（2026-01-06）早于“告知补正”（2026-01-07）",
    ),
    (
        "01-05 received / 01-06 correction_asked / 01-07 corrected / 01-08 correction_asked",
        "“告知补正”（2026-01-08）重复登记：补正应当一次性告知",
    ),
    (
        "01-05 received / 01-06 correction_asked / 01-07 corrected / 01-08 corrected",
        "“收到补正”（2026-01-08）重复登记",
    ),
    ("01-05 received / 01-06 third_party_answered", "“收到第三方意见”（2026-01-06）之前没有相应"),
    ("01-05 received / 01-06 organ_answered:甲局", "“收到其他机关意见（甲局）”（2026-01-06）之前"),
    (
        "01-05 received / 01-06 third_party_consulted:甲 / 01-07 third_party_answered:乙",
        "（乙）”（2026-01-07）之前没有相应的征求意见",
    ),
    (
        "01-05 received / 01-06 organ_consulted / 01-07 third_party_answered",
        "“收到第三方意见”（2026-01-07）之前没有相应的征求意见",
    ),
    (
        "01-05 received / 01-06 third_party_answered:甲 / 01-07 third_party_consulted:甲",
        "（甲）”（2026-01-06）之前没有相应的征求意见",
    ),
    (
        "01-05 received / 01-06 organ_consulted:甲局 / 01-07 organ_consulted:甲局",
        "同一对象只征求一次意见",
    ),
    (
        "01-05 received / 01-06 organ_consulted / 01-06 organ_consulted",
        "“征求其他机关意见”（2026-01-06）重复登记",
    ),
    (
        "01-05 received / 01-06 organ_consulted / 01-07 organ_consulted / 01-08 organ_answered",
        "有2个未写明对象的征求意见在等待答复，无法判断是谁的意见",
    ),
    ("01-05 received / 01-06 extended / 01-07 extended", "答复期限只能延长一次"),
    ("01-05 received / 02-03 extended", "晚于原答复期限 2026-02-02"),
    (
        "01-05 received / 01-06 correction_asked / 01-12 corrected / 02-10 extended",
        "晚于原答复期限 2026-02-09",
    ),
    (
        "01-05 received / 01-06 organ_consulted / 01-09 organ_answered / 02-06 extended",
        "晚于原答复期限 2026-02-05",
    ),
    (
        "01-05 received / 01-06 correction_asked / 01-08 extended / 01-12 corrected",
        "在等待申请人补正期间，此时不计算答复期限，无需延长",
    ),
    ("01-05 received / 01-06 fee_noticed / 01-08 extended", "在等待申请人缴费期间"),
    ("01-05 received / 01-06 fee_paid", "“申请人缴费”（2026-01-06）之前没有“发出收费通知”"),
    ("01-05 received / 01-06 fee_noticed / 01-07 fee_noticed", "一件申请只发出一次收费通知"),
    ("01-05 received / 01-20 fee_noticed / 02-25 fee_paid", "晚于缴费期限 2026-02-24"),
    ("01-05 received / 01-12 delayed", "“确定延迟答复期限”（2026-01-12）没有写明延迟至哪一天"),
    ("01-05 received / 01-12 delayed>01-12", "该日不晚于确定之日"),
    ("01-05 received / 01-12 delayed>03-31 / 01-13 delayed>04-30", "延迟答复的期限只确定一次"),
    (
        "01-05 received / 01-07 correction_asked>01-07",
        "补正期限 2026-01-07 不晚于“告知补正”之日 2026-01-07",
    ),
]


@pytest.mark.parametrize("history, told", IMPOSSIBLE)
def test_a_history_that_cannot_be_is_refused(history, told):
    with pytest.raises(ImpossibleHistory) as refused:
        reply_due(dated(history), CALENDAR)
    assert told in str(refused.value)
    assert str(refused.value).endswith("。")


POSSIBLE = [
    "01-05 received / 02-02 extended",
    "01-05 received / 01-20 fee_noticed / 02-24 fee_paid",
    "01-05 received / 01-06 correction_asked / 01-06 extended / 01-06 corrected",
    "01-05 received / 01-06 organ_consulted / 01-08 organ_answered / 01-09 organ_consulted",
    "01-05 received / 01-05 correction_asked / 01-05 corrected / 01-05 replied",
    "01-05 received / 01-06 third_party_consulted / 01-29 replied / 02-02 third_party_answered",
]


@pytest.mark.parametrize("history", POSSIBLE)
def test_a_history_at_the_edge_of_the_possible_is_read(history):
    assert reply_due(dated(history), CALENDAR).steps


@pytest.mark.parametrize(
    "entry, told",
    [
        (Entry(date(2026, 1, 7), Event.EXTENDED, "", date(2026, 1, 8)), "不需要送达日期"),
        (
            Entry(date(2026, 1, 7), Event.ORGAN_CONSULTED, "甲局", date(2026, 1, 6)),
            "送达日期 2026-01-06 早于发出日期",
        ),
    ],
)
def test_a_day_of_delivery_must_fit(entry, told):
    with pytest.raises(ImpossibleHistory, match=told):
        read_history([Entry(date(2026, 1, 5), Event.RECEIVED), entry])


def test_nobody_answers_a_letter_before_it_came():
    history = [
        Entry(date(2026, 1, 5), Event.RECEIVED),
        Entry(date(2026, 1, 6), Event.ORGAN_CONSULTED, "甲局", date(2026, 1, 9)),
        Entry(date(2026, 1, 8), Event.ORGAN_ANSWERED, "甲局"),
    ]
    with pytest.raises(ImpossibleHistory, match="早于征求意见书的送达日期 2026-01-09"):
        read_history(history)


def test_unnamed_consultations_are_answered_in_the_order_they_were_sent():
    history = read_history(
        dated(
            "01-05 received / 01-06 third_party_consulted / 01-07 third_party_consulted"
            " / 01-08 third_party_answered / 01-09 third_party_answered"
        )
    )
    pairs = [(each.sent_on.day, each.answered_on.day) for each in history.consultations]
    assert pairs == [(6, 8), (7, 9)]


def test_named_consultations_are_paired_by_name():
    history = read_history(
        dated(
            "01-05 received / 01-06 organ_consulted:甲局 / 01-07 organ_consulted:乙局"
            " / 01-08 organ_answered:乙局"
        )
    )
    found = {each.subject: each.answered_on for each in history.consultations}
    assert found == {"甲局": None, "乙局": date(2026, 1, 8)}


@pytest.mark.parametrize("event", list(Event))
def test_every_event_has_an_official_term(event):
    assert event.label
    assert event.value == event.name
