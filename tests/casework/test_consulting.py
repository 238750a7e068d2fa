"""Opinions asked of others: silence means one thing for a third party, another for a co-maker."""

from datetime import date

import pytest

from factories import CaseFactory, OfficerFactory
from gongkai.agencies.models import CalendarYear
from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.models import Consultation
from gongkai.casework.operations.acting import CaseChanged, CaseRefused, counter_enter
from gongkai.casework.operations.consulting import (
    judge_opinion,
    plan_consultation,
    record_opinion,
    record_silence,
)
from gongkai.casework.operations.history import restamp
from gongkai.rules.clock import Entry, Event

SENT = date(2024, 1, 4)
ASKED = (
    Entry(date(2024, 1, 2), Event.RECEIVED),
    Entry(SENT, Event.THIRD_PARTY_CONSULTED, "第三方甲", SENT),
    Entry(SENT, Event.ORGAN_CONSULTED, "市财政局", SENT),
)


@pytest.fixture
def case(db):
    return CaseFactory(entries=ASKED)


@pytest.fixture
def acting(case, on, at):
    return {"officer": OfficerFactory(agency=case.agency, clerk=True), "on": on, "at": at}


@pytest.fixture
def third_party(case):
    return Consultation.objects.create(request=case, kind="THIRD_PARTY", label="第三方甲",
                                       name="某公司", asked_about="合同价款", sent_on=SENT,
                                       reached_on=SENT)  # fmt: skip


@pytest.fixture
def co_maker(case):
    return Consultation.objects.create(request=case, kind="CO_MAKER", label="市财政局",
                                       name="市财政局", asked_about="联合发文", sent_on=SENT,
                                       reached_on=SENT)  # fmt: skip


def test_an_opinion_ends_the_pause(case, third_party, co_maker, acting):
    for row, version, event in (
        (third_party, 0, "THIRD_PARTY_ANSWERED"),
        (co_maker, 1, "ORGAN_ANSWERED"),
    ):
        record_opinion(consultation=row, version=version, opinion="AGREES", opinion_text="",
                       answered_on=date(2024, 1, 9), **acting)  # fmt: skip
        entry = case.history.get(event=event)
        assert (entry.subject, entry.on) == (row.label, date(2024, 1, 9))
    case.refresh_from_db()
    # Three working days, from the 5th to the 9th, are not counted.
    assert (case.state, case.due_on) == ("IN_PROGRESS", date(2024, 2, 2))
    assert not case.is_provisional


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"opinion": ""}, "意见：未选择"),
        ({"opinion": "SILENT"}, "意见：未选择"),
        ({"opinion": "REFUSES", "opinion_text": " "}, "意见内容"),
        ({"answered_on": date(2024, 1, 11)}, "晚于今天"),
    ],
)
def test_a_bad_opinion_is_refused(given, named, case, third_party, acting):
    usual = {"opinion": "AGREES", "opinion_text": "", "answered_on": date(2024, 1, 9)}
    with pytest.raises(CaseRefused, match=named):
        record_opinion(consultation=third_party, version=0, **usual | given, **acting)
    third_party.refresh_from_db()
    assert third_party.opinion == ""
    assert case.history.count() == 3


def test_nobody_answers_before_he_was_asked(case, acting):
    planned = plan_consultation(request=case, version=0, kind="THIRD_PARTY", label="第三方乙",
                                name="另一公司", contact="", asked_about="合同",
                                **acting)  # fmt: skip
    given = {"opinion": "AGREES", "opinion_text": "", "answered_on": date(2024, 1, 9)}
    with pytest.raises(CaseRefused, match="尚未向第三方乙发出"):
        record_opinion(consultation=planned, version=1, **given, **acting)


def test_silence_is_noted_only_after_the_last_day(third_party, co_maker, acting):
    # Fifteen working days from 4 January end on the 25th.
    for row in (third_party, co_maker):
        acting["on"] = date(2024, 1, 25)
        with pytest.raises(CaseRefused, match="2024-01-25"):
            record_silence(consultation=row, version=0, **acting)
    acting["on"] = date(2024, 1, 26)
    record_silence(consultation=third_party, version=0, **acting)
    record_silence(consultation=co_maker, version=1, **acting)
    for row in (third_party, co_maker):
        row.refresh_from_db()
        assert (row.opinion, row.due_on) == ("SILENT", date(2024, 1, 25))


def test_silence_of_a_third_party_is_judged_and_a_co_makers_is_not(third_party, co_maker, acting):
    acting["on"] = date(2024, 1, 26)
    given = {"is_reasonable": None, "judgement": "不涉及商业秘密", "overrides": False,
             "override_reason": ""}  # fmt: skip
    record_silence(consultation=third_party, version=0, **acting)
    judge_opinion(consultation=third_party, version=1, **given, **acting)
    third_party.refresh_from_db()
    assert (third_party.is_reasonable, third_party.judged_by) == (None, acting["officer"])
    record_silence(consultation=co_maker, version=2, **acting)
    with pytest.raises(CaseRefused, match="视为同意"):
        judge_opinion(consultation=co_maker, version=3, **given, **acting)


JUDGED = {"is_reasonable": True, "judgement": "涉及商业秘密", "overrides": False,
          "override_reason": ""}  # fmt: skip


@pytest.fixture
def refused(third_party, acting):
    return record_opinion(consultation=third_party, version=0, opinion="REFUSES",
                          opinion_text="涉及商业秘密", answered_on=date(2024, 1, 9),
                          **acting)  # fmt: skip


def test_public_interest_overrides_with_a_reason(refused, acting):
    given = JUDGED | {"overrides": True, "override_reason": "不公开将危及资金安全"}
    judge_opinion(consultation=refused, version=1, **given, **acting)
    refused.refresh_from_db()
    assert (refused.overrides, refused.override_reason) == (True, "不公开将危及资金安全")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"is_reasonable": None}, "理由是否成立"),
        ({"judgement": ""}, "认定说明"),
        ({"overrides": True}, "决定公开的理由"),
        ({"overrides": True, "override_reason": "重大", "is_reasonable": False}, "只在"),
    ],
)
def test_a_bad_judgement_is_refused(given, named, refused, acting):
    with pytest.raises(CaseRefused, match=named):
        judge_opinion(consultation=refused, version=1, **JUDGED | given, **acting)
    refused.refresh_from_db()
    assert refused.judged_by is None


def test_agreement_needs_no_judgement(third_party, acting):
    record_opinion(consultation=third_party, version=0, opinion="AGREES", opinion_text="",
                   answered_on=date(2024, 1, 9), **acting)  # fmt: skip
    with pytest.raises(CaseRefused, match="不需要认定"):
        judge_opinion(consultation=third_party, version=1, **JUDGED, **acting)


def test_an_opinion_is_entered_once_and_taken_back_by_counter_entry(case, refused, acting):
    given = {"opinion": "AGREES", "opinion_text": "", "answered_on": date(2024, 1, 9)}
    with pytest.raises(CaseRefused, match="更正登记"):
        record_opinion(consultation=refused, version=1, **given, **acting)
    judge_opinion(consultation=refused, version=1, **JUDGED, **acting)
    entry = case.history.get(event="THIRD_PARTY_ANSWERED")
    counter_enter(request=case, entry=entry, version=2, reason="登记错了", **acting)
    refused.refresh_from_db()
    assert (refused.opinion, refused.answered_on, refused.judged_by) == ("", None, None)
    case.refresh_from_db()
    assert case.state == "CONSULTING"


@pytest.mark.parametrize("field", ["label", "name", "asked_about"])
def test_whom_to_ask_about_what_is_said_in_full(field, case, acting):
    given = {"kind": "THIRD_PARTY", "label": "第三方乙", "name": "某人", "contact": "",
             "asked_about": "合同"}  # fmt: skip
    with pytest.raises(CaseRefused, match="未填写"):
        plan_consultation(request=case, version=0, **given | {field: " "}, **acting)
    plan_consultation(request=case, version=0, **given, **acting)
    with pytest.raises(CaseRefused, match="称谓"):
        plan_consultation(request=case, version=1, **given, **acting)


def test_only_the_clerk_enters_opinions_and_never_on_an_older_case(case, third_party, acting):
    given = {"opinion": "AGREES", "opinion_text": "", "answered_on": date(2024, 1, 9)}
    acting["officer"] = OfficerFactory(agency=case.agency, reviewer=True)
    with pytest.raises(NotAllowed):
        record_opinion(consultation=third_party, version=0, **given, **acting)
    acting["officer"] = OfficerFactory(agency=case.agency, clerk=True)
    with pytest.raises(CaseChanged):
        record_opinion(consultation=third_party, version=7, **given, **acting)


def test_a_last_day_that_no_calendar_tells_is_told_once_there_is_one(case, co_maker, acting, at):
    co_maker.sent_on = co_maker.reached_on = date(2026, 12, 20)
    co_maker.save()
    late = {**acting, "on": date(2026, 12, 31)}
    with pytest.raises(CaseRefused, match="尚无工作日日历的年份.*请先在“工作日日历”中录入"):
        record_silence(consultation=co_maker, version=0, **late)
    CalendarYear.objects.create(
        year=2027,
        notice="通知",
        holidays=[f"2027-{day}" for day in ("01-01", "05-01", "10-01", "10-02", "10-03")],
        make_up_days=[],
        entered_at=at,
    )
    restamp(agency=case.agency, cause="增加2027年工作日历", at=at)
    co_maker.refresh_from_db()
    assert co_maker.due_on == date(2027, 1, 11)
