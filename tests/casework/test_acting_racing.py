"""Two officers act on one case at once: one wins, the other is told what was done."""

from datetime import UTC, date, datetime
from functools import partial

from audit.racing import race as race
from audit.racing import shared_database as shared_database
from factories import CaseFactory, DepartmentFactory, OfficerFactory
from gongkai.casework.models import CaseEvent, SearchTask
from gongkai.casework.operations.acting import CaseChanged
from gongkai.casework.operations.assigning import assign_case
from gongkai.casework.operations.noting import note_applicant_act
from gongkai.casework.operations.searching import answer_search, order_search
from gongkai.casework.operations.splitting import join_requests, split_request
from gongkai.rules.clock import Event

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)


def office():
    """Return a case and two clerks who look at it."""
    case = CaseFactory()
    clerks = OfficerFactory.create_batch(2, agency=case.agency, clerk=True)
    return case, clerks


def acting(officer):
    return {"officer": officer, "on": ON, "at": AT}


def told(results):
    """Return what losers read, and how many won."""
    losers = [str(result) for result in results if isinstance(result, CaseChanged)]
    assert len(losers) == sum(isinstance(result, Exception) for result in results)
    return losers, len(results) - len(losers)


def test_one_of_two_acts_and_the_other_reads_what_was_done(race):
    case, clerks = office()
    racers = [
        partial(note_applicant_act, request=case, version=0, event=Event.WITHDRAWAL_ASKED,
                done_on=ON, note="来信", **acting(clerk))
        for clerk in clerks
    ]  # fmt: skip
    losers, winners = told(race(*racers))
    assert winners == 1
    assert "登记“申请人请求撤回”" in losers[0] and "本次操作未保存" in losers[0]
    winner = CaseEvent.objects.get(request=case, event="WITHDRAWAL_ASKED").officer
    assert winner.name in losers[0]
    case.refresh_from_db()
    assert case.version == 1


def test_different_acts_on_what_both_saw_are_not_mixed(race):
    case, clerks = office()
    department = DepartmentFactory(agency=case.agency)
    losers, winners = told(race(
        partial(order_search, request=case, version=0, department=department,
                instructions="检索台账", due_on=ON, **acting(clerks[0])),
        partial(split_request, request=case, version=0, parts=["归集", "贷款"],
                **acting(clerks[1])),
        partial(assign_case, request=case, version=0, department=department, handler=clerks[0],
                **acting(clerks[0])),
    ))  # fmt: skip
    assert (winners, len(losers)) == (1, 2)
    case.refresh_from_db()
    assert case.version == 1
    assert (
        SearchTask.objects.count()
        + case.history.filter(event="SPLIT").count()
        + (case.handler is not None)
    ) == 1


def test_a_task_answered_by_two_at_once_has_one_answer(race):
    case, clerks = office()
    task = order_search(request=case, version=0, instructions="检索台账", due_on=ON,
                        department=DepartmentFactory(agency=case.agency),
                        **acting(clerks[0]))  # fmt: skip
    losers, winners = told(race(*[
        partial(answer_search, task=task, version=1, result="FOUND", scope="系统",
                answer=clerk.name, **acting(clerk))
        for clerk in clerks
    ]))  # fmt: skip
    assert (winners, len(losers)) == (1, 1)
    task.refresh_from_db()
    assert task.answer == task.answered_by.name
    assert case.history.filter(event="SEARCH_ANSWERED").count() == 1


def test_cases_joined_from_both_sides_at_once_do_not_wait_for_each_other(race):
    case, clerks = office()
    other = CaseFactory(agency=case.agency)
    losers, winners = told(race(
        partial(join_requests, request=case, version=0, others=[other], reason="同一信息",
                **acting(clerks[0])),
        partial(join_requests, request=other, version=0, others=[case], reason="同一信息",
                **acting(clerks[1])),
    ))  # fmt: skip
    assert (winners, len(losers)) == (1, 1)
    assert CaseEvent.objects.filter(event="JOINED").count() == 2
