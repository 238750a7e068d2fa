"""Acting on a case: the loser of a race is told what happened; errors are corrected, not erased."""

from datetime import date

import pytest

from factories import CaseFactory, DepartmentFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.models import CaseEvent, Letter, SearchTask
from gongkai.casework.operations.acting import CaseChanged, CaseRefused, counter_enter
from gongkai.casework.operations.assigning import assign_case
from gongkai.casework.operations.noting import note_applicant_act
from gongkai.casework.operations.searching import answer_search, order_search
from gongkai.messages.queries import unread_notices
from gongkai.rules.clock import Entry, Event, ImpossibleHistory
from gongkai.rules.lifecycle import EventNotAllowed

RECEIVED = Entry(date(2024, 1, 2), Event.RECEIVED)
ASKED = Entry(date(2024, 1, 4), Event.CORRECTION_ASKED)


@pytest.fixture
def case(db):
    return CaseFactory(entries=(RECEIVED, ASKED))


@pytest.fixture
def clerk(case):
    return OfficerFactory(agency=case.agency, clerk=True, name="王经办")


@pytest.fixture
def acting(clerk, on, at):
    return {"officer": clerk, "on": on, "at": at}


def test_what_an_applicant_did_by_letter_is_entered(case, acting):
    note_applicant_act(request=case, version=0, event=Event.CORRECTED, done_on=date(2024, 1, 9),
                       note="来信补充了文号", **acting)  # fmt: skip
    case.refresh_from_db()
    assert (case.state, case.due_on, case.version) == ("IN_PROGRESS", date(2024, 2, 5), 1)
    assert case.history.get(event="CORRECTED").note == "来信补充了文号"


def test_a_correction_is_entered_once(case, acting):
    given = {"event": Event.CORRECTED, "done_on": date(2024, 1, 9), "note": "来信"}
    note_applicant_act(request=case, version=0, **given, **acting)
    with pytest.raises(EventNotAllowed):
        note_applicant_act(request=case, version=1, **given, **acting)


def test_another_way_of_delivery_is_a_change(case, acting):
    given = {"request": case, "event": Event.DELIVERY_CHANGED, "done_on": date(2024, 1, 9)}
    for form, delivery, named in (("", "MAIL", "未选择"), ("ELECTRONIC", "PORTAL", "没有变更")):
        with pytest.raises(CaseRefused, match=named):
            note_applicant_act(version=0, note="来电", form=form, delivery=delivery, **given,
                               **acting)  # fmt: skip
    note_applicant_act(version=0, note="来电", form="PAPER", delivery="MAIL", **given, **acting)
    case.refresh_from_db()
    assert (case.form, case.delivery) == ("PAPER", "MAIL")


def test_only_what_applicants_do_is_noted_and_in_their_words(case, acting):
    for event, note, named in (
        (Event.EXTENDED, "延期", "不由申请人办理"),
        (Event.CORRECTED, " ", "内容"),
    ):
        with pytest.raises(CaseRefused, match=named):
            note_applicant_act(request=case, version=0, event=event, done_on=date(2024, 1, 9),
                               note=note, **acting)  # fmt: skip
    assert case.history.count() == 2


def test_a_wrong_entry_stays_on_record_and_no_longer_counts(case, acting):
    note_applicant_act(request=case, version=0, event=Event.CORRECTED, done_on=date(2024, 1, 9),
                       note="来信", **acting)  # fmt: skip
    entry = case.history.get(event="CORRECTED")
    counter_enter(request=case, entry=entry, version=1, reason="是另一件的来信", **acting)
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("WAITING_CORRECTION", None)
    entry.refresh_from_db()
    assert entry.withdrawn_at is not None
    assert entry.counter_entry.reason == "是另一件的来信"
    with pytest.raises(CaseRefused, match="已经更正"):
        counter_enter(request=case, entry=entry, version=2, reason="再次", **acting)


def test_the_right_day_takes_the_wrong_ones_place(case, acting):
    note_applicant_act(request=case, version=0, event=Event.CORRECTED, done_on=date(2024, 1, 9),
                       note="来信", **acting)  # fmt: skip
    entry = case.history.get(event="CORRECTED")
    right = Entry(date(2024, 1, 8), Event.CORRECTED)
    counter_enter(request=case, entry=entry, version=1, reason="邮戳", instead=right, **acting)
    case.refresh_from_db()
    assert case.due_on == date(2024, 2, 4)
    assert case.history.filter(event="CORRECTED", withdrawn_at=None).get().on == right.on


def test_a_counter_entry_that_contradicts_the_rest_changes_nothing(case, acting):
    entry = case.history.get(event="RECEIVED")
    for instead, error in (
        (None, ImpossibleHistory),
        (Entry(date(2024, 1, 5), Event.RECEIVED), ImpossibleHistory),
        (Entry(date(2024, 1, 11), Event.RECEIVED), CaseRefused),
    ):
        with pytest.raises(error):
            counter_enter(request=case, entry=entry, version=0, reason="有误", instead=instead,
                          **acting)  # fmt: skip
    case.refresh_from_db()
    assert (case.version, case.received_on) == (0, RECEIVED.on)
    assert not CaseEvent.objects.exclude(withdrawn_at=None).exists()


def test_a_letter_falls_with_its_entry_and_only_the_head_can_do_that(case, acting, clerk, at):
    entry = case.history.get(event="CORRECTION_ASKED")
    letter = Letter.objects.create(request=case, kind="CORRECTION_NOTICE", title="补正告知书",
                                   body="…", addressee="赵小明", state="ISSUED", event=entry,
                                   number="丁公开补〔2024〕1号", drafter=clerk,
                                   drafted_at=at)  # fmt: skip
    with pytest.raises(NotAllowed, match="公开工作机构负责人"):
        counter_enter(request=case, entry=entry, version=0, reason="误发", **acting)
    acting["officer"] = OfficerFactory(agency=case.agency, head=True)
    counter_enter(request=case, entry=entry, version=0, reason="误发", **acting)
    letter.refresh_from_db()
    assert (letter.state, letter.number) == ("VOID", "丁公开补〔2024〕1号")
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("RECEIVED", date(2024, 1, 30))


def test_a_search_falls_with_its_entries_answer_first(case, acting):
    task = order_search(request=case, version=0, instructions="检索台账", due_on=date(2024, 1, 12),
                        department=DepartmentFactory(agency=case.agency), **acting)  # fmt: skip
    answer_search(task=task, version=1, result="NOT_FOUND", scope="全部", answer="", **acting)
    ordered = case.history.get(event="SEARCH_ORDERED")
    with pytest.raises(ImpossibleHistory):
        counter_enter(request=case, entry=ordered, version=2, reason="误交办", **acting)
    answered = case.history.get(event="SEARCH_ANSWERED")
    counter_enter(request=case, entry=answered, version=2, reason="误反馈", **acting)
    task.refresh_from_db()
    assert (task.result, task.answered_on) == ("", None)
    counter_enter(request=case, entry=ordered, version=3, reason="误交办", **acting)
    assert not SearchTask.objects.exists()


def test_cases_are_assigned_by_clerk_or_head_to_who_works_on_cases(case, acting, clerk):
    department = DepartmentFactory(agency=case.agency)
    handler = OfficerFactory(agency=case.agency, reviewer=True)
    given = {"request": case, "version": 0, "department": department, "handler": handler}
    for wrong, error in (
        ({"officer": handler}, NotAllowed),
        ({"handler": OfficerFactory(agency=case.agency)}, CaseRefused),
        ({"handler": OfficerFactory(clerk=True)}, CaseRefused),
        ({"department": DepartmentFactory()}, CaseRefused),
        ({"version": 5}, CaseChanged),
    ):
        with pytest.raises(error):
            assign_case(**given | acting | wrong)
    assign_case(**given, **acting)
    case.refresh_from_db()
    assert (case.department, case.handler, case.version) == (department, handler, 1)
    [notice] = unread_notices(handler)
    assert case.register_no in notice.text
