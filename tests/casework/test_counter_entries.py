"""Counter-entries take along what their entry made, and cannot do what only a letter can."""

from datetime import date

import pytest

from casework.office import NOW, ON, RECEIVED, drafted, issued, new_case, new_office
from casework.standing import faults_of_cases
from factories import DepartmentFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.models import SearchTask
from gongkai.casework.operations.acting import CaseRefused, counter_enter
from gongkai.casework.operations.consulting import (
    judge_opinion,
    plan_consultation,
    record_opinion,
    record_silence,
)
from gongkai.casework.operations.paying import record_payment
from gongkai.casework.operations.searching import answer_search, order_search
from gongkai.casework.operations.serving import serve_at_counter
from gongkai.casework.operations.splitting import join_requests
from gongkai.rules.clock import Entry, Event, ImpossibleHistory

pytestmark = pytest.mark.django_db
PAGES = {"method": "BY_PAGE", "quantity": "57", "payment": "到本机关服务大厅缴纳"}


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return new_office()


def correct(case, event, officer, instead=None, **which):
    """Put a counter-entry beside the standing entry of a kind."""
    case.refresh_from_db()
    entry = case.history.get(event=event, withdrawn_at=None, **which)
    return counter_enter(
        request=case, version=case.version, entry=entry, reason="登记有误", instead=instead,
        officer=officer, **NOW,
    )  # fmt: skip


def by(case, officer, **given):
    case.refresh_from_db()
    return {"version": case.version, "officer": officer, **NOW, **given}


def whole():
    assert faults_of_cases() == []


def test_the_right_entry_is_of_the_same_kind(office):
    case = new_case(office, Entry(ON, Event.WITHDRAWAL_ASKED))
    with pytest.raises(CaseRefused, match="应仍为“申请人请求撤回”"):
        correct(case, "WITHDRAWAL_ASKED", office.clerk, Entry(ON, Event.EXTENDED))
    whole()


def test_an_arrival_moves_with_its_day_and_is_not_taken_back(office):
    case = new_case(office, Entry(RECEIVED, Event.ARRIVED))
    with pytest.raises(CaseRefused, match="只能更正日期"):
        correct(case, "ARRIVED", office.clerk)
    earlier = date(2024, 1, 30)
    assert (
        correct(case, "ARRIVED", office.clerk, Entry(earlier, Event.ARRIVED)).arrived_on == earlier
    )
    whole()


def test_the_day_to_correct_goes_with_its_notice(office):
    terms = {"items": "请写明年份", "until": "2024-02-26"}
    case = issued(
        office, drafted(office, new_case(office), "CORRECTION_NOTICE", terms=terms)
    ).request
    assert correct(case, "CORRECTION_ASKED", office.head).correction_until is None
    whole()


def test_a_payment_is_never_moved_before_its_notice(office):
    case = issued(office, drafted(office, new_case(office), "FEE_NOTICE", terms=PAGES)).request
    record_payment(request=case, paid_on=ON, **by(case, office.clerk))
    with pytest.raises(ImpossibleHistory):
        correct(case, "FEE_PAID", office.clerk, Entry(RECEIVED, Event.FEE_PAID))
    whole()


def test_an_order_that_was_answered_stands_until_its_answer_is_corrected(office):
    case, tasks = new_case(office), []
    for name in ("归集科", "贷款科"):
        department = DepartmentFactory(agency=office.agency, name=name)
        tasks.append(order_search(request=case, department=department, instructions="检索台账",
                                  due_on=ON, **by(case, office.clerk)))  # fmt: skip
    answer_search(task=tasks[0], result="NOT_FOUND", scope="系统", answer="",
                  **by(case, office.clerk))  # fmt: skip
    with pytest.raises(ImpossibleHistory, match="归集科已于2024-02-05反馈"):
        correct(case, "SEARCH_ORDERED", office.clerk, subject="归集科")
    whole()
    correct(case, "SEARCH_ANSWERED", office.clerk)
    correct(case, "SEARCH_ORDERED", office.clerk, subject="归集科")
    assert [task.department.name for task in SearchTask.objects.all()] == ["贷款科"]
    whole()


def test_what_was_judged_of_silence_is_not_judged_of_the_opinion_that_came(office):
    case = new_case(office)
    asked = plan_consultation(
        request=case, kind="THIRD_PARTY", label="第三方甲", name="某公司", contact="",
        asked_about="合同价格", **by(case, office.clerk),
    )  # fmt: skip
    issued(office, drafted(office, case, "THIRD_PARTY_CONSULTATION", consultation=asked))
    late = {"on": date(2024, 3, 4)}
    record_silence(consultation=asked, **by(case, office.clerk, **late))
    judge_opinion(
        consultation=asked, is_reasonable=False, judgement="不涉及商业秘密", overrides=False,
        override_reason="", **by(case, office.clerk, **late),
    )  # fmt: skip
    row = record_opinion(
        consultation=asked, opinion="REFUSES", opinion_text="商业秘密", answered_on=late["on"],
        **by(case, office.clerk, **late),
    )  # fmt: skip
    assert (row.opinion, row.is_reasonable, row.judgement, row.judged_by) == (
        "REFUSES", None, "", None)  # fmt: skip
    whole()


def test_an_asking_that_never_was_leaves_no_silence(office):
    case = new_case(office)
    asked = plan_consultation(
        request=case, kind="CO_MAKER", label="共同机关", name="某局", contact="",
        asked_about="合同价格", **by(case, office.clerk),
    )  # fmt: skip
    issued(office, drafted(office, case, "CO_MAKER_CONSULTATION", consultation=asked))
    record_silence(consultation=asked, **by(case, office.clerk, on=date(2024, 3, 4)))
    correct(case, "ORGAN_CONSULTED", office.head)
    asked.refresh_from_db()
    assert (asked.opinion, asked.sent_on) == ("", None)
    whole()


def test_a_case_closed_with_another_is_opened_by_the_head_alone(office):
    case, other = new_case(office), new_case(office, register_no="joined")
    join_requests(request=case, others=[other], reason="同一信息", **by(case, office.clerk))
    terms = {"how": "登录本机关网站下载", "closes": [other.pk]}
    issued(office, drafted(office, case, terms=terms))
    with pytest.raises(NotAllowed):
        correct(other, "REPLIED", office.clerk)
    with pytest.raises(CaseRefused, match="以文书的成文日期为准"):
        correct(other, "REPLIED", office.clerk, Entry(RECEIVED, Event.REPLIED))
    assert correct(other, "REPLIED", office.head).outcome == ""
    case.refresh_from_db()
    assert case.outcome == "DISCLOSED"
    whole()


def test_a_notice_that_was_served_is_taken_back_after_its_service(office):
    letter = issued(office, drafted(office, new_case(office), "FEE_NOTICE", terms=PAGES))
    case = letter.request
    serve_at_counter(letter=letter, served_on=ON, recipient="赵小明", **by(case, office.clerk))
    with pytest.raises(ImpossibleHistory, match="送达"):
        correct(case, "FEE_NOTICED", office.head)
    whole()
