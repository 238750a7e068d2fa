"""The day a reply is due: the rule book's vectors, and one table for every rule of the clock."""

from datetime import date

import pytest

from gongkai.rules.calendars import CalendarNotPublished, published_calendar
from gongkai.rules.clock import Entry, Event, UnknownFeeMode, reply_due
from gongkai.rules.statutes import FigureNotInForce, StatuteNotInForce, statute_in_force
from rules.histories import dated

CALENDAR = published_calendar()

# received, +7, +15, +20, +40 working days
VECTORS = """
2024-01-31 2024-02-08 2024-02-26 2024-03-04 2024-04-01
2024-09-13 2024-09-25 2024-10-11 2024-10-17 2024-11-14
2024-12-31 2025-01-10 2025-01-22 2025-02-05 2025-03-04
2025-01-20 2025-02-05 2025-02-14 2025-02-21 2025-03-21
2025-04-28 2025-05-12 2025-05-22 2025-05-29 2025-06-27
2025-09-15 2025-09-24 2025-10-11 2025-10-17 2025-11-14
2025-12-25 2026-01-06 2026-01-16 2026-01-23 2026-02-27
2026-02-13 2026-03-02 2026-03-12 2026-03-19 2026-04-17
2026-04-30 2026-05-13 2026-05-25 2026-06-01 2026-06-30
2026-09-18 2026-09-29 2026-10-15 2026-10-22 2026-11-19
"""
ROWS = [[date.fromisoformat(day) for day in row.split()] for row in VECTORS.strip().split("\n")]


def due(text, **options):
    return reply_due(dated(text), CALENDAR, **options)


@pytest.mark.parametrize("received, in_7, in_15, in_20, in_40", ROWS)
def test_the_vectors_of_the_rule_book(received, in_7, in_15, in_20, in_40):
    ends = [CALENDAR.add_working_days(received, count) for count in (7, 15, 20, 40)]
    assert ends == [in_7, in_15, in_20, in_40]
    history = [Entry(received, Event.RECEIVED)]
    assert reply_due(history, CALENDAR).on == in_20
    assert reply_due([*history, Entry(in_20, Event.EXTENDED)], CALENDAR).on == in_40


# A request received on 5 January 2026 is due on 2 February; extended, on 6 March.
# The calendar: 15 to 23 February off; the Saturdays 14 and 28 February worked.
CASES = [
    # why, history, due
    ("第三十三条：收到次日起20个工作日", "01-05 received", "2026-02-02"),
    ("第三十三条：延长20个工作日", "01-05 received / 01-30 extended", "2026-03-06"),
    ("延长可在期限最后一日", "01-05 received / 02-02 extended", "2026-03-06"),
    (
        "第三十条：收到补正之日起重新计算",
        "01-05 received / 01-07 correction_asked / 01-12 corrected",
        "2026-02-09",
    ),
    (
        "补正后的期限可以延长",
        "01-05 received / 01-07 correction_asked / 01-12 corrected / 02-09 extended",
        "2026-03-13",
    ),
    (
        "第三十三条第三款：征求第三方意见的3个工作日不计入",
        "01-05 received / 01-06 third_party_consulted / 01-09 third_party_answered",
        "2026-02-05",
    ),
    (
        "当日答复不扣除时间",
        "01-05 received / 01-06 third_party_consulted / 01-06 third_party_answered",
        "2026-02-02",
    ),
    (
        "时间重叠的只扣除一次：1月6日至13日共5个工作日",
        "01-05 received / 01-06 third_party_consulted / 01-08 organ_consulted"
        " / 01-09 third_party_answered / 01-13 organ_answered",
        "2026-02-09",
    ),
    (
        "一段包含另一段",
        "01-05 received / 01-06 third_party_consulted / 01-08 organ_consulted"
        " / 01-09 organ_answered / 01-13 third_party_answered",
        "2026-02-09",
    ),
    (
        "不重叠的相加：3日加2日",
        "01-05 received / 01-06 third_party_consulted / 01-09 third_party_answered"
        " / 01-12 organ_consulted / 01-14 organ_answered",
        "2026-02-09",
    ),
    (
        "第三十二条：第三方逾期答复，只扣除15个工作日",
        "01-05 received / 01-06 third_party_consulted / 03-20 third_party_answered",
        "2026-02-28",
    ),
    (
        "期限最后一日（第15个工作日）的答复仍按时",
        "01-05 received / 01-06 third_party_consulted / 01-27 third_party_answered",
        "2026-02-28",
    ),
    (
        "次日的答复已逾期，不再多扣除一日",
        "01-05 received / 01-06 third_party_consulted / 01-28 third_party_answered",
        "2026-02-28",
    ),
    (
        "第三十四条：其他机关逾期答复，只扣除15个工作日",
        "01-05 received / 01-06 organ_consulted / 03-20 organ_answered",
        "2026-02-28",
    ),
    (
        "补正前的征求意见不影响重新计算的期限",
        "01-05 received / 01-06 organ_consulted / 01-08 organ_answered"
        " / 01-09 correction_asked / 01-12 corrected",
        "2026-02-09",
    ),
    (
        "征求意见跨越补正，只扣除补正之后的部分",
        "01-05 received / 01-06 organ_consulted / 01-09 correction_asked"
        " / 01-12 corrected / 01-14 organ_answered",
        "2026-02-11",
    ),
    (
        "延长加征求意见",
        "01-05 received / 01-06 organ_consulted / 01-09 organ_answered / 02-05 extended",
        "2026-03-11",
    ),
    (
        "缴费次日起重新计算",
        "01-05 received / 01-20 fee_noticed / 01-22 fee_paid",
        "2026-02-26",
    ),
    (
        "延长随重新计算的期限一并计算",
        "01-05 received / 01-06 extended / 01-20 fee_noticed / 01-22 fee_paid",
        "2026-03-25",
    ),
    ("答复不改变期限", "01-05 received / 01-20 replied", "2026-02-02"),
    (
        "期限届满当日发出的征求意见不再扣除",
        "01-05 received / 02-02 organ_consulted / 02-06 organ_answered",
        "2026-02-02",
    ),
    (
        "第三十五条：以确定的延迟期限为准",
        "01-05 received / 01-06 reasons_asked / 01-08 reasons_given / 01-12 delayed>04-30",
        "2026-04-30",
    ),
    (
        "延迟期限取代延长",
        "01-05 received / 01-06 extended / 01-12 delayed>04-30",
        "2026-04-30",
    ),
    (
        "延迟期限不早于答复期限：补正之后重新计算的期限更晚，以后者为准",
        "01-05 received / 01-06 delayed>02-03 / 01-07 correction_asked / 01-12 corrected",
        "2026-02-09",
    ),
    ("延迟至更早的一日没有意义", "01-05 received / 01-12 delayed>01-30", "2026-02-02"),
]


@pytest.mark.parametrize("why, history, on", CASES)
def test_the_rules_of_the_clock(why, history, on):
    found = due(history)
    assert str(found.on) == on, why
    assert found.reason == ""
    assert not found.provisional
    assert found.steps[-1].to_on == found.on


def test_a_pause_only_leaves_out_the_time_of_waiting_for_the_fee():
    history = "01-05 received / 01-20 fee_noticed / 01-22 fee_paid"
    assert str(due(history, fee_mode="pause").on) == "2026-02-04"
    assert due(history, fee_mode="restart") == due(history)
    with pytest.raises(UnknownFeeMode, match="“stop”无效"):
        due(history, fee_mode="stop")


# Nobody has answered yet: the longest the law allows, marked as provisional.
OPEN = [
    ("01-05 received / 01-06 third_party_consulted", "2026-02-28", "暂按最长期限"),
    ("01-05 received / 01-06 organ_consulted", "2026-02-28", "逾期未答复的视为同意公开"),
    (
        "01-05 received / 01-06 third_party_consulted:甲 / 01-06 third_party_consulted:乙"
        " / 01-08 third_party_answered:甲",
        "2026-02-28",
        "征求乙意见，尚未答复",
    ),
]


@pytest.mark.parametrize("history, on, told", OPEN)
def test_an_open_consultation_gives_a_provisional_day(history, on, told):
    found = due(history)
    assert (str(found.on), found.provisional) == (on, True)
    assert any(told in step.text for step in found.steps)


@pytest.mark.parametrize(
    "history, silence, article",
    [
        ("01-05 received / 01-06 third_party_consulted", "由本机关依法决定是否公开", "第三十二条"),
        ("01-05 received / 01-06 organ_consulted", "视为同意公开", "第三十四条"),
    ],
)
def test_silence_beyond_the_limit_settles_the_day(history, silence, article):
    # 15 working days from 6 January end on 27 January.
    assert due(history, as_of=date(2026, 1, 27)).provisional
    found = due(history, as_of=date(2026, 1, 28))
    assert (str(found.on), found.provisional) == ("2026-02-28", False)
    told = [step for step in found.steps if silence in step.text and "期满未答复" in step.text]
    assert [step.article for step in told] == [article]


def test_a_consultation_before_the_restart_leaves_nothing_provisional():
    history = "01-05 received / 01-06 organ_consulted / 02-27 correction_asked / 03-02 corrected"
    assert not due(history).provisional


def test_an_addressee_has_its_whole_limit_from_the_day_the_letter_reached_it():
    received = Entry(date(2026, 1, 5), Event.RECEIVED)
    sent = Entry(date(2026, 1, 6), Event.ORGAN_CONSULTED, "甲局", date(2026, 1, 9))
    found = reply_due([received, sent], CALENDAR)
    assert found.steps[1].to_on == CALENDAR.add_working_days(date(2026, 1, 9), 15)
    assert str(found.on) == "2026-03-04"


def test_a_delay_is_a_step_of_the_chain_and_settles_the_day():
    history = "01-05 received / 01-06 organ_consulted / 01-12 delayed>04-30"
    found = due(history)
    assert (str(found.on), found.provisional) == ("2026-04-30", False)
    assert found.steps[-2].to_on == date(2026, 2, 28)
    assert (found.steps[-1].from_on, found.steps[-1].article) == (date(2026, 1, 12), "第三十五条")
    assert "应在2026年4月30日前（含当日）答复" in found.steps[-1].text


def test_a_delay_overtaken_by_a_limit_that_starts_anew_says_so():
    found = due("01-05 received / 01-06 delayed>02-03 / 01-07 correction_asked / 01-12 corrected")
    told = [step.text for step in found.steps if step.article == "第三十五条"]
    assert len(told) == 1
    assert "（2026年2月3日），该日不晚于答复期限" in told[0]


# No day is due while the applicant has to act; the reason says for what.
NONE = [
    ("01-05 received / 01-07 correction_asked", {}, "等待申请人补正", None),
    ("01-05 received / 01-07 correction_asked / 02-20 replied", {}, "申请人未补正，已于", None),
    (
        "01-05 received / 01-07 correction_asked>01-30",
        {},
        "等待申请人补正（2026年1月7日告知，期限至2026年1月30日）",
        "2026-01-30",
    ),
    ("01-05 received / 01-20 fee_noticed", {}, "等待申请人缴纳信息处理费", "2026-02-24"),
    (
        "01-05 received / 01-20 fee_noticed",
        {"as_of": date(2026, 2, 24)},
        "等待申请人缴纳信息处理费（期限至2026年2月24日）",
        "2026-02-24",
    ),
    (
        "01-05 received / 01-20 fee_noticed",
        {"as_of": date(2026, 2, 25)},
        "逾期未缴纳信息处理费（期限至2026年2月24日），视为放弃申请",
        "2026-02-24",
    ),
    ("01-05 received / 01-20 fee_noticed / 02-26 replied", {}, "申请人未缴费", "2026-02-24"),
    (
        "01-05 received / 01-07 correction_asked / 01-07 fee_noticed",
        {},
        "等待申请人补正",
        None,
    ),
]


@pytest.mark.parametrize("history, options, reason, lapses_on", NONE)
def test_why_no_day_is_due(history, options, reason, lapses_on):
    found = due(history, **options)
    assert found.on is None
    assert reason in found.reason
    assert (found.lapses_on and str(found.lapses_on)) == lapses_on
    assert found.steps, "the steps so far are shown all the same"


# What was done too late is told in its step; the clock runs on.
LATE = [
    ("01-05 received / 01-14 correction_asked / 01-20 corrected", None),
    ("01-05 received / 01-15 correction_asked / 01-20 corrected", "已超过收到申请之日起7个工作日"),
    ("01-05 received / 02-02 fee_noticed / 02-04 fee_paid", None),
    ("01-05 received / 02-03 fee_noticed / 02-04 fee_paid", "已超过处理期限（2026年2月2日）"),
    ("01-05 received / 01-20 extended / 02-27 fee_noticed / 02-28 fee_paid", None),
    ("01-05 received / 02-02 organ_consulted / 02-06 organ_answered", "发出时答复期限已届满"),
]


@pytest.mark.parametrize("history, told", LATE)
def test_a_step_taken_too_late_is_marked(history, told):
    late = [step.text for step in due(history).steps if step.late]
    assert [told in text for text in late] == ([True] if told else [])


def test_every_step_names_article_and_source_in_order_of_days():
    found = due(
        "01-05 received / 01-07 correction_asked / 01-12 corrected / 01-13 organ_consulted:甲局"
        " / 01-15 organ_answered:甲局 / 01-16 extended / 01-19 fee_noticed / 01-21 fee_paid"
    )
    assert all(step.article and step.source.startswith("《") for step in found.steps)
    days = [step.from_on for step in found.steps[:-1]]
    assert days == sorted(days)
    assert [step.article for step in found.steps] == [
        "第三十一条",
        "第三十条",
        "第三十条",
        "第三十四条",
        "第三十三条第二款",
        "关于缴费期限的规定",
        "关于缴费期限的规定",
        "第三十三条第二款",
    ]
    assert "40个工作日（20个工作日，延长20个工作日）" in found.steps[-1].text


def test_a_day_beyond_the_published_calendars_is_refused():
    with pytest.raises(CalendarNotPublished, match="2027年"):
        due("12-10 received")


def test_a_correction_asked_in_december_is_shown_without_next_years_calendar():
    assert "等待申请人补正" in due("12-28 received / 12-29 correction_asked").reason


def test_the_statute_is_the_one_in_force_on_the_day_of_receipt():
    with pytest.raises(StatuteNotInForce):
        reply_due([Entry(date(2019, 5, 14), Event.RECEIVED)], CALENDAR)
    received = Entry(date(2026, 1, 5), Event.RECEIVED)
    assert reply_due([received], CALENDAR, statute_in_force(received.on)).on == date(2026, 2, 2)


def test_no_fee_is_noticed_before_its_measure():
    history = [
        Entry(date(2020, 12, 1), Event.RECEIVED),
        Entry(date(2020, 12, 9), Event.FEE_NOTICED),
    ]
    with pytest.raises(FigureNotInForce, match="信息处理费缴费期限"):
        reply_due(history, CALENDAR)
