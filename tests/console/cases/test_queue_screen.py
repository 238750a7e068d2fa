"""The queue on screen: counts, colours and words, filters that keep each other, few questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from console.conftest import desk
from factories import CaseFactory, DepartmentFactory, OfficerFactory
from gongkai.casework.models import SearchTask
from gongkai.casework.queries import queue
from gongkai.rules.clock import Entry, Event

QUEUE = "/console/requests/"


def shown(client, query=""):
    return client.get(f"{QUEUE}{query}").content.decode()


def test_each_case_has_its_words_and_its_colour(bureau):
    page = shown(desk(bureau.clerk))
    assert "is-error" in page and "已逾期" in page and "2024年1月30日到期" in page
    assert "赵**" in page and "赵小明" not in page


def test_filters_keep_each_other_and_nonsense_shows_all(bureau):
    client = desk(bureau.clerk)
    page = shown(client, "?mine=on&level=OVERDUE&q=SQ2024")
    assert "没有符合条件的案件" in page
    assert 'href="?mine=on&amp;q=SQ2024&amp;level=OVERDUE"' in page
    assert bureau.case.register_no in shown(client, "?level=OVERDUE&q=SQ2024")
    page = shown(client, "?handler=x&state=NONE")
    assert bureau.case.register_no in page and "筛选条件无效" in page
    assert client.get(f"{QUEUE}?after=x").status_code == 404
    assert bureau.case.register_no not in shown(client, "?scope=closed")


def test_the_next_page_goes_on_where_this_one_ends(bureau, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    CaseFactory.create_batch(2, agency=bureau.agency)
    client = desk(bureau.clerk)
    page = shown(client)
    assert f'href="?after=2024-01-30.{bureau.case.pk + 1}"' in page
    page = shown(client, f"?after=2024-01-30.{bureau.case.pk + 1}")
    assert page.count('class="is-due"') == 1 and "首页" in page and "下一页" not in page


def test_another_organs_officers_and_numbers_are_no_choice(bureau):
    page = shown(desk(bureau.outsider))
    for ours in (bureau.archive.name, bureau.clerk.name, bureau.case.register_no):
        assert ours not in page


def test_home_tells_what_waits_and_leads_there(bureau):
    page = desk(bureau.clerk).get("/console/").content.decode()
    assert "依申请公开待办" in page and f"{QUEUE}?level=OVERDUE" in page
    SearchTask.objects.create(request=bureau.case, department=bureau.archive, instructions="检索",
                              due_on=timezone.localdate(), ordered_by=bureau.clerk,
                              ordered_on=timezone.localdate())  # fmt: skip
    page = desk(bureau.searcher).get("/console/").content.decode()
    assert "本科室待检索" in page and "?level=" not in page
    assert "依申请公开待办" not in desk(bureau.bystander).get("/console/").content.decode()


@pytest.mark.parametrize("query", ["", "?level=OVERDUE", "?scope=closed", "?q=SQ", "?mine=on"])
def test_more_cases_ask_no_more_questions(query, bureau):
    client = desk(bureau.clerk)
    before = questions(client, query)
    for number in range(8):
        officer = OfficerFactory(agency=bureau.agency, clerk=True)
        department = DepartmentFactory(agency=bureau.agency)
        day = timezone.localdate() - timedelta(days=number)
        CaseFactory(agency=bureau.agency, handler=officer, department=department,
                    entries=(Entry(day, Event.RECEIVED),))  # fmt: skip
    assert questions(client, query) == before
    assert before <= 22


def questions(client, query):
    client.get(f"{QUEUE}{query}")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{QUEUE}{query}").status_code == 200
    return len(captured)
