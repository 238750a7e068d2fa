"""What applicants do in their own cases: once, in time or told so, and never over others' work."""

from datetime import date, timedelta

import pytest

from casework.asking import AT, NOTE, NOW, ON, filed, received
from factories import AgencyFactory, OfficerFactory
from gongkai.casework.models import CaseEvent
from gongkai.casework.operations.acting import CaseChanged, CaseRefused, enter
from gongkai.casework.operations.answering import (
    accept_fee,
    answer_correction,
    ask_withdrawal,
    change_delivery,
    dispute_fee,
    give_reasons,
)
from gongkai.casework.operations.filing import ApplicationRefused
from gongkai.casework.operations.keeping import content_of
from gongkai.messages.queries import unread_notices
from gongkai.rules.clock import Entry, Event
from gongkai.rules.lifecycle import EventNotAllowed

pytestmark = pytest.mark.django_db
LATER = {"on": date(2024, 1, 15), "at": AT + timedelta(days=5)}
UNTIL = date(2024, 1, 18)
LATE = {"on": date(2024, 1, 19), "at": AT + timedelta(days=9)}


@pytest.fixture
def agency(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    return AgencyFactory()


@pytest.fixture
def clerk(agency):
    return OfficerFactory(agency=agency, clerk=True)


@pytest.fixture
def asked(agency, clerk):
    """Return a function that gives a received case to which a letter has just gone out."""

    def run(event, letter):
        case = received(agency, clerk)
        enter(case, Entry(ON, event), officer=clerk, by_letter=letter, **NOW)
        case.correction_until = UNTIL if event is Event.CORRECTION_ASKED else None
        case.save()
        return case

    return run


def test_a_correction_in_time_restarts_the_limit_and_counts_once(asked, clerk):
    case = asked(Event.CORRECTION_ASKED, "CORRECTION_NOTICE")
    answered = answer_correction(request=case, version=case.version, text="指2022年的年报",
                                 attachments=[NOTE], **LATER)  # fmt: skip
    assert not answered.is_late
    assert (answered.request.state, answered.request.due_on) == ("IN_PROGRESS", date(2024, 2, 9))
    texts = [
        content_of(file).decode() for file in case.files.filter(kind="CORRECTION").order_by("pk")
    ]
    assert texts == ["指2022年的年报", "身份证复印件"]
    assert "已提交补正" in unread_notices(clerk).first().text
    for version in (answered.request.version, None):
        with pytest.raises(EventNotAllowed):
            answer_correction(request=case, version=version, text="再补一次", **LATER)
    assert CaseEvent.objects.filter(event="CORRECTED").count() == 1
    assert case.files.filter(kind="CORRECTION").count() == 2


def test_a_late_correction_is_kept_and_left_to_the_officer(asked, clerk):
    case = asked(Event.CORRECTION_ASKED, "CORRECTION_NOTICE")
    answered = answer_correction(request=case, version=case.version, text="来晚了", **LATE)
    assert answered.is_late and answered.request.state == "WAITING_CORRECTION"
    assert not CaseEvent.objects.filter(event="CORRECTED").exists()
    assert "逾期提交补正" in unread_notices(clerk).first().text
    with pytest.raises(CaseRefused, match="不能重复提交"):
        answer_correction(request=case, version=None, text="再来", **LATE)
    enter(answered.request, Entry(LATE["on"], Event.CORRECTED), officer=clerk, **LATE)


def test_a_correction_nobody_asked_for_and_an_empty_one_are_refused(agency, clerk, asked):
    case = received(agency, clerk)
    with pytest.raises(EventNotAllowed):
        answer_correction(request=case, version=None, text="多余的补正", **LATER)
    assert not case.files.exists()
    with pytest.raises(CaseRefused, match="补正内容"):
        answer_correction(request=case, version=None, text="  ", **LATER)


def test_who_acts_on_an_older_version_is_told_and_nothing_is_kept(asked, clerk):
    case = asked(Event.CORRECTION_ASKED, "CORRECTION_NOTICE")
    with pytest.raises(CaseChanged):
        answer_correction(request=case, version=case.version - 1, text="x", **LATER)
    case.refresh_from_db()
    assert case.state == "WAITING_CORRECTION" and not case.files.exists()


def test_reasons_are_given_once_and_stand_sealed(asked):
    case = asked(Event.REASONS_ASKED, "REASONS_REQUEST")
    assert case.state == "WAITING_REASONS"
    with pytest.raises(CaseRefused, match="理由"):
        give_reasons(request=case, version=None, text="", **LATER)
    told = give_reasons(request=case, version=case.version, text="课题研究需要", **LATER)
    assert told.state == "IN_PROGRESS"
    assert "课题" not in CaseEvent.objects.get(event="REASONS_GIVEN").note
    with pytest.raises(EventNotAllowed):
        give_reasons(request=case, version=None, text="再说一次", **LATER)


def test_a_fee_is_accepted_or_disputed(asked, clerk):
    case = asked(Event.FEE_NOTICED, "FEE_NOTICE")
    with pytest.raises(CaseRefused, match="异议理由"):
        dispute_fee(request=case, version=None, text=" ", **LATER)
    disputed = dispute_fee(request=case, version=case.version, text="页数算错了", **LATER)
    assert disputed.state == "WAITING_FEE"
    with pytest.raises(EventNotAllowed):
        dispute_fee(request=case, version=None, text="再次异议", **LATER)
    accepted = accept_fee(request=case, version=disputed.version, **LATER)
    assert accepted.state == "WAITING_FEE"
    with pytest.raises(CaseRefused, match="已表示同意"):
        accept_fee(request=case, version=None, **LATER)


def test_no_fee_no_acceptance(agency, clerk):
    with pytest.raises(CaseRefused, match="没有等待缴纳"):
        accept_fee(request=received(agency, clerk), version=None, **LATER)


def test_withdrawing_is_asked_once_and_left_to_the_office(agency, clerk):
    case = received(agency, clerk)
    asked = ask_withdrawal(request=case, version=case.version, text="已经从别处得到", **LATER)
    assert (asked.state, asked.closed_on) == ("RECEIVED", None)
    with pytest.raises(EventNotAllowed):
        ask_withdrawal(request=case, version=None, **LATER)
    early = filed(agency).request
    assert ask_withdrawal(request=early, version=1, **NOW).state == "AWAITING_CONFIRMATION"


def test_another_form_of_delivery_is_asked_for(agency, clerk):
    case = received(agency, clerk)
    changed = change_delivery(request=case, version=case.version, form="PAPER", delivery="MAIL",
                              address="某某路2号", **LATER)  # fmt: skip
    changed.refresh_from_db()
    assert (changed.form, changed.delivery, changed.address) == ("PAPER", "MAIL", "某某路2号")
    note = CaseEvent.objects.get(event="DELIVERY_CHANGED").note
    assert note == "电子文件、网上下载 变更为 纸质、邮寄"
    with pytest.raises(CaseRefused, match="没有变化"):
        change_delivery(request=case, version=None, form="PAPER", delivery="MAIL", **LATER)
    with pytest.raises(ApplicationRefused, match="不符"):
        change_delivery(request=case, version=None, form="PAPER", delivery="PORTAL", **LATER)
    with pytest.raises(ApplicationRefused, match="电子邮箱"):
        change_delivery(request=case, version=None, form="ELECTRONIC", delivery="EMAIL", **LATER)
