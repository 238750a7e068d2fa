"""Searches in the organ's own departments: several, each with its own day, each answered once."""

from datetime import date

import pytest

from factories import CaseFactory, DepartmentFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.models import SearchTask
from gongkai.casework.operations.acting import CaseChanged, CaseRefused
from gongkai.casework.operations.searching import answer_search, order_search
from gongkai.casework.queries.searches import (
    SearchUnknown,
    find_search,
    open_searches_of,
    searches_for,
)
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.messages.queries import unread_notices
from gongkai.rules.clock import Entry, Event
from gongkai.rules.lifecycle import EventNotAllowed


@pytest.fixture
def case(db):
    return CaseFactory()


@pytest.fixture
def clerk(case):
    return OfficerFactory(agency=case.agency, clerk=True)


@pytest.fixture
def archive(case):
    return DepartmentFactory(agency=case.agency, name="档案科")


@pytest.fixture
def searcher(case, archive):
    return OfficerFactory(agency=case.agency, department=archive)


@pytest.fixture
def order(case, clerk, archive, on, at):
    """Return a function that orders a search."""

    def run(**given):
        case.refresh_from_db()
        usual = {"request": case, "version": case.version, "department": archive,
                 "instructions": "检索2023年归集台账", "due_on": date(2024, 1, 17),
                 "officer": clerk, "on": on, "at": at}  # fmt: skip
        return order_search(**usual | given)

    return run


@pytest.fixture
def answer(on, at):
    """Return a function that answers a search."""

    def run(task, officer, **given):
        task.request.refresh_from_db()
        usual = {"version": task.request.version, "result": "FOUND", "scope": "归档系统，按年度",
                 "answer": "有2023年台账", "officer": officer, "on": on, "at": at}  # fmt: skip
        return answer_search(task=task, **usual | given)

    return run


def test_each_department_has_its_own_day_and_is_told(case, order, searcher):
    other = DepartmentFactory(agency=case.agency, name="信贷科")
    lender = OfficerFactory(agency=case.agency, department=other)
    order()
    order(department=other, due_on=date(2024, 1, 12))
    assert list(SearchTask.objects.order_by("pk").values_list("department__name", "due_on")) == [
        ("档案科", date(2024, 1, 17)),
        ("信贷科", date(2024, 1, 12)),
    ]
    entries = case.history.filter(event="SEARCH_ORDERED").order_by("pk")
    assert list(entries.values_list("subject", "note")) == [
        ("档案科", "检索2023年归集台账"),
        ("信贷科", "检索2023年归集台账"),
    ]
    for officer in (searcher, lender):
        [notice] = unread_notices(officer)
        assert case.register_no in notice.text
    case.refresh_from_db()
    assert case.state == "IN_PROGRESS"


def test_an_officer_of_the_department_answers_though_he_is_no_clerk(case, order, answer, searcher):
    task = answer(order(), searcher)
    assert (task.result, task.answered_by, task.scope) == ("FOUND", searcher, "归档系统，按年度")
    entry = case.history.get(event="SEARCH_ANSWERED")
    assert (entry.subject, entry.officer) == ("档案科", searcher)
    [notice] = unread_notices(task.ordered_by)
    assert "档案科已反馈" in notice.text


def test_the_clerk_may_answer_for_a_department(order, answer, clerk):
    assert answer(order(), clerk).answered_by == clerk


def test_others_may_not_answer(case, order, answer):
    task = order()
    for officer in (
        OfficerFactory(agency=case.agency),
        OfficerFactory(agency=case.agency, department=DepartmentFactory(agency=case.agency)),
        OfficerFactory(agency=case.agency, reviewer=True),
        OfficerFactory(clerk=True),
    ):
        with pytest.raises(NotAllowed):
            answer(task, officer)
    task.refresh_from_db()
    assert task.answered_on is None
    assert case.history.count() == 2


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"instructions": " "}, "检索要求"),
        ({"due_on": date(2024, 1, 9)}, "早于今天"),
        ({"due_on": date(2024, 3, 1)}, "晚于本案答复期限"),
    ],
)
def test_a_bad_order_names_the_field_and_leaves_nothing(given, named, case, order):
    with pytest.raises(CaseRefused, match=named):
        order(**given)
    assert not SearchTask.objects.exists()
    case.refresh_from_db()
    assert (case.version, case.history.count()) == (0, 1)


def test_another_organs_department_is_refused(order):
    with pytest.raises(CaseRefused, match="不是本机关"):
        order(department=DepartmentFactory())


def test_a_department_still_searching_is_not_asked_again(order):
    order()
    with pytest.raises(CaseRefused, match="未反馈"):
        order()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"result": "PERHAPS"}, "检索结果"),
        ({"scope": ""}, "检索范围和方法"),
        ({"answer": ""}, "反馈意见"),
    ],
)
def test_a_bad_answer_names_the_field(given, named, order, answer, searcher):
    with pytest.raises(CaseRefused, match=named):
        answer(order(), searcher, **given)
    assert SearchTask.objects.get().answered_on is None


def test_nothing_found_needs_no_words_but_the_scope(order, answer, searcher):
    assert answer(order(), searcher, result="NOT_FOUND", answer="").result == "NOT_FOUND"


def test_a_search_is_answered_once(order, answer, searcher):
    task = answer(order(), searcher)
    with pytest.raises(CaseRefused, match="不能重复反馈"):
        answer(task, searcher)


def test_who_saw_an_older_case_is_told_what_happened(case, order):
    order()
    with pytest.raises(CaseChanged, match="登记“交办检索”"):
        order(version=0)


def test_a_closed_case_takes_no_search(order, case, on):
    closed = CaseFactory(
        agency=case.agency,
        outcome="DISCLOSED",
        entries=(Entry(date(2024, 1, 2), Event.RECEIVED), Entry(on, Event.REPLIED)),
    )
    with pytest.raises(EventNotAllowed):
        order(request=closed, version=0)


def test_officers_see_their_departments_tasks_open_ones_first(case, order, answer, searcher, on):
    done = answer(order(), searcher)
    waits = order(due_on=date(2024, 1, 25))
    assert list(searches_for(searcher)) == [waits, done]
    assert open_searches_of(searcher) == 1
    for officer in (OfficerFactory(agency=case.agency), OfficerFactory(clerk=True)):
        assert not searches_for(officer)
        assert open_searches_of(officer) == 0
        with pytest.raises(SearchUnknown):
            find_search(officer, waits.pk, on)
    assert find_search(searcher, waits.pk, on) == waits


def test_what_a_department_found_goes_into_the_case(order, answer, searcher, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    task = answer(order(), searcher, found=[("台账.txt", "一月".encode())])
    [file] = task.request.files.all()
    assert (file.kind, file.name, file.officer) == ("SOURCE", "台账.txt", searcher)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"found": [("台账.pdf", b"no such thing")]}, AttachmentRefused),
        ({"found": [("台账.txt", b"a")], "result": "NOT_FOUND"}, CaseRefused),
    ],
)
def test_a_file_that_cannot_be_leaves_no_answer(order, answer, searcher, given, error):
    task = order()
    with pytest.raises(error, match="台账|检索到的文件"):
        answer(task, searcher, **given)
    task.refresh_from_db()
    assert task.answered_on is None
    assert not task.request.files.exists()
