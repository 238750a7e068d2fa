"""What may happen to an application, who may do it, and what follows from it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from gongkai.rules.calendars import WorkingCalendar, published_calendar
from gongkai.rules.service_items import listed_items
from gongkai.rules.service_lifecycle import (
    ApplicationEntry,
    ApplicationEventKind,
    ApplicationEventNotAllowed,
    ApplicationState,
    Proposal,
    due_of,
    possible_kinds,
    standing_of,
)
from gongkai.rules.service_limits import (
    CorrectionEffect,
    DayCounting,
    OwnServiceLimits,
    limit_problems,
    service_limit,
    set_by_article,
)

K = ApplicationEventKind
HANDLER, REVIEWER = 1, 2
MONDAY = date(2024, 3, 4)


def story(*told, start=MONDAY):
    """Return entries from (days after the start, kind, more); filing comes first."""
    entries = [ApplicationEntry(start, K.FILED)]
    for after, kind, *more in told:
        values = dict(more[0]) if more else {}
        if kind in (K.APPROVED, K.REFUSED, K.PROPOSAL_RETURNED):
            values.setdefault("person", REVIEWER)
        elif kind in (K.ACCEPTED, K.PROPOSED, K.CORRECTION_ASKED, K.NOT_ACCEPTED):
            values.setdefault("person", HANDLER)
            values.setdefault("handler", HANDLER)
        entries.append(ApplicationEntry(start + timedelta(days=after), kind, **values))
    return entries


def grant(day=1):
    return ((day, K.PROPOSED, {"proposal": Proposal.GRANT}), (day, K.APPROVED))


WHOLE = (
    (0, K.ACCEPTED),
    *grant(),
    (1, K.SEND_BEGUN),
    (1, K.SENT, {"core_no": "HX1"}),
    (2, K.CORE_DONE, {"amount": Decimal("3600.00")}),
    (2, K.GRANTED, {"amount": Decimal("3600.00")}),
    (2, K.DELIVERED),
)


def test_a_whole_day_of_handling_ends_granted_with_its_sum():
    now = standing_of(story(*WHOLE))
    assert now.state is ApplicationState.GRANTED
    assert (now.decided_on, now.closed_on) == (MONDAY + timedelta(1), MONDAY + timedelta(2))
    assert (now.amount, now.core_no, now.days_taken) == (Decimal("3600.00"), "HX1", 1)
    assert possible_kinds(now) == {K.PAYMENT_NOTICED}


@pytest.mark.parametrize(
    ("told", "kind", "why"),
    [
        (((0, K.ACCEPTED),), K.APPROVED, "没有待复核"),
        (((0, K.ACCEPTED),), K.SEND_BEGUN, "复核同意后"),
        (((0, K.ACCEPTED), *grant()), K.CORRECTION_ASKED, "正在提交业务系统"),
        (((0, K.ACCEPTED), *grant(), (1, K.SEND_BEGUN)), K.WITHDRAWN, "不能撤回"),
        (((0, K.ACCEPTED), *grant(), (1, K.SEND_BEGUN)), K.SEND_BEGUN, "已开始提交"),
        (((0, K.ACCEPTED), (0, K.PROPOSED, {"proposal": Proposal.GRANT})), K.REFUSED, "准予办理"),
        (((0, K.WITHDRAWN),), K.ACCEPTED, "已撤回"),
        (WHOLE, K.REOPENED, "已办结"),
        (WHOLE, K.DELIVERED, "已于2024-03-06送达"),
    ],
)
def test_what_cannot_follow_is_refused_and_says_why(told, kind, why):
    with pytest.raises(ApplicationEventNotAllowed, match=why):
        standing_of(story(*told, (9, kind, {"person": REVIEWER})))


def test_a_correction_is_asked_for_once_only_before_or_after_acceptance():
    asked = (0, K.CORRECTION_ASKED, {"until": MONDAY + timedelta(14)})
    with pytest.raises(ApplicationEventNotAllowed, match="一次性告知"):
        standing_of(story(asked, (1, K.CORRECTED), asked))
    with pytest.raises(ApplicationEventNotAllowed, match="一次性告知"):
        again = (2, K.CORRECTION_ASKED, {"until": MONDAY + timedelta(14)})
        standing_of(story(asked, (1, K.CORRECTED), (1, K.ACCEPTED), again))


def test_a_correction_after_its_day_is_refused_and_lapses_only_after_it():
    asked = (0, K.CORRECTION_ASKED, {"until": MONDAY + timedelta(3)})
    with pytest.raises(ApplicationEventNotAllowed, match="已过"):
        standing_of(story(asked, (4, K.CORRECTED)))
    with pytest.raises(ApplicationEventNotAllowed, match="尚未届满"):
        standing_of(story(asked, (3, K.CORRECTION_LAPSED)))
    assert standing_of(story(asked, (4, K.CORRECTION_LAPSED))).state is ApplicationState.LAPSED


@pytest.mark.parametrize("kind", [K.APPROVED, K.PROPOSAL_RETURNED])
def test_nobody_reviews_what_he_had_a_hand_in(kind):
    proposed = (0, K.PROPOSED, {"proposal": Proposal.GRANT, "person": 7})
    for person in (HANDLER, 7, None):
        with pytest.raises(ApplicationEventNotAllowed, match="本人经办"):
            standing_of(story((0, K.ACCEPTED), proposed, (0, kind, {"person": person})))


def test_after_a_refusal_of_the_business_system_it_is_decided_and_sent_anew():
    refused = (*WHOLE[:4], (1, K.CORE_REFUSED))
    now = standing_of(story(*refused))
    assert (now.state, now.decided_on) == (ApplicationState.ACCEPTED, None)
    again = standing_of(story(*refused, *grant(2), (2, K.SEND_BEGUN), (2, K.SENT)))
    assert (again.rounds, again.core_refused) == (2, 1)


def test_a_mistaken_end_is_undone_by_a_counter_entry_and_the_days_run_on():
    refused = ((0, K.ACCEPTED), (1, K.PROPOSED, {"proposal": Proposal.REFUSE}), (1, K.REFUSED))
    ended = standing_of(story(*refused))
    now = standing_of(story(*refused, (3, K.REOPENED)))
    assert (ended.state, now.state) == (ApplicationState.REFUSED, ApplicationState.ACCEPTED)
    limit = service_limit("RENT_WITHDRAWAL", MONDAY)
    assert due_of(now, limit, published_calendar()).on == date(2024, 3, 7)


def day(told, code="RENT_WITHDRAWAL", own=(), start=MONDAY, calendar=None):
    now = standing_of(story(*told, start=start))
    return due_of(now, service_limit(code, start, own), calendar or published_calendar())


DUE = [
    # 第二十五条: three days from acceptance, which is day 0.
    ("RENT_WITHDRAWAL", MONDAY, ((0, K.ACCEPTED),), date(2024, 3, 7)),
    # The third day is a Sunday: it moves to the next working day.
    ("RENT_WITHDRAWAL", date(2024, 3, 7), ((0, K.ACCEPTED),), date(2024, 3, 11)),
    # Over the seven days of National Day, with a make-up Saturday after it.
    ("RENT_WITHDRAWAL", date(2024, 9, 29), ((0, K.ACCEPTED),), date(2024, 10, 8)),
    # 第二十六条: fifteen days.
    ("LOAN_APPLICATION", MONDAY, ((0, K.ACCEPTED),), date(2024, 3, 19)),
    # 第三十六条: five days from receipt, accepted or not.
    ("ACCOUNT_ENQUIRY", MONDAY, (), date(2024, 3, 11)),
    ("ACCOUNT_ENQUIRY", MONDAY, ((2, K.ACCEPTED),), date(2024, 3, 11)),
    # Until it is accepted: two working days.
    ("RENT_WITHDRAWAL", date(2024, 3, 8), (), date(2024, 3, 12)),
    # A correction before acceptance begins that promise anew.
    (
        "RENT_WITHDRAWAL",
        MONDAY,
        ((0, K.CORRECTION_ASKED, {"until": date(2024, 3, 18)}), (3, K.CORRECTED)),
        date(2024, 3, 11),
    ),
    # A correction of four days after acceptance: three days become seven.
    (
        "RENT_WITHDRAWAL",
        MONDAY,
        ((0, K.ACCEPTED), (1, K.CORRECTION_ASKED, {"until": date(2024, 3, 18)}), (5, K.CORRECTED)),
        date(2024, 3, 11),
    ),
]


@pytest.mark.parametrize(("code", "start", "told", "expected"), DUE)
def test_due_days(code, start, told, expected):
    due = day(told, code, start=start)
    assert due.on == expected
    assert due.steps[-1].to_on == expected and due.reason == due.steps[-1].text


def own(**changed):
    values = {
        "in_force_from": date(2024, 1, 1), "basis": "本中心规定", "accept_days": 1,
        "correct_days": 5, "days": 10, "counting": DayCounting.WORKING, "moves": True,
        "correction": CorrectionEffect.PAUSE, "items": {},
    }  # fmt: skip
    return OwnServiceLimits(**(values | changed))


CORRECTED = (
    (0, K.ACCEPTED),
    (1, K.CORRECTION_ASKED, {"until": date(2024, 3, 18)}),
    (7, K.CORRECTED),
)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, date(2024, 3, 13)),
        ({"correction": CorrectionEffect.RESTART}, date(2024, 3, 14)),
        ({"correction": CorrectionEffect.RUN}, date(2024, 3, 7)),
        ({"counting": DayCounting.CALENDAR}, date(2024, 3, 13)),
        ({"counting": DayCounting.CALENDAR, "correction": CorrectionEffect.RUN}, date(2024, 3, 7)),
    ],
)
def test_how_days_are_counted_is_the_centres_own_setting(changed, expected):
    assert day(CORRECTED, own=[own(**changed)]).on == expected


def test_while_the_applicant_corrects_there_is_no_day_of_ours_but_one_of_his():
    due = day(CORRECTED[:2])
    assert (due.on, due.lapses_on) == (None, date(2024, 3, 18))
    assert "等待申请人补正" in due.reason


def test_without_a_years_calendar_no_day_is_guessed():
    due = day(((0, K.ACCEPTED),), calendar=WorkingCalendar(()))
    assert due.on is None and "没有2024年的工作日日历" in due.reason


def test_a_promise_may_be_quicker_than_an_article_and_never_slower():
    quick, slow = own(items={"RENT_WITHDRAWAL": 1}), own(items={"RENT_WITHDRAWAL": 9})
    assert service_limit("RENT_WITHDRAWAL", MONDAY, [quick]).days == 1
    assert service_limit("RENT_WITHDRAWAL", MONDAY, [slow]).days == 3
    assert not limit_problems(quick)
    assert "第二十五条规定为3日" in limit_problems(slow)[0]


def test_every_withdrawal_and_loan_has_the_days_of_its_article():
    for item in listed_items():
        if item.group == "WITHDRAWAL":
            assert set_by_article(item.code) == (3, "第二十五条")
    assert set_by_article("LOAN_APPLICATION") == (15, "第二十六条")
    assert set_by_article("ACCOUNT_ENQUIRY") == (5, "第三十六条")
    assert not service_limit("WORKER_CHANGE", MONDAY).is_settled
