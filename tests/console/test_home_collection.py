"""What the city's office sees first: how its newest collection stands and what waits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annual_reports.received import (
    FINANCE,
    NONE_SENT,
    ODD_STOCK,
    WATER,
    WRONG_TOTAL,
    city_officer,
    collection_of,
    received,
    sent_report,
)
from annual_reports.year import YEAR
from console.conftest import desk
from factories import OfficerFactory
from gongkai.annual_reports.operations.collecting import list_organs
from gongkai.annual_reports.operations.judging import return_report

HOME = "/console/"
ADDRESS = f"/console/submissions/{YEAR}/"


@pytest.fixture(autouse=True)
def files_stay_here(settings, tmp_path):
    """Keep received files in the test's own folder."""
    settings.GONGKAI_FILES = tmp_path


@pytest.fixture
def officer(db):
    return city_officer()


def page_of(officer):
    return desk(officer).get(HOME).content.decode()


def send_in(collection, officer, on, at, organ, values=()):
    told = sent_report(organ, values=values)
    return received(collection, officer, on, at, told, name=f"{organ}.json")


def test_statuses_are_counted_and_open_the_list(officer, on, at):
    collection = collection_of(officer, on, at)
    send_in(collection, officer, on, at, FINANCE, WRONG_TOTAL)
    page = page_of(officer)
    assert f"{YEAR}年度报告报送" in page and f"{collection.due_on:%Y-%m-%d}" in page
    for status, count in (("ERRORS", 1), ("MISSING", 2), ("ACCEPTED", 0)):
        shown = page.partition(f'href="{ADDRESS}?status={status}#organs"')[2].partition("</a>")[0]
        assert f'<span class="gk-band-value">{count}</span>' in shown


def test_what_waits_is_named_the_gravest_first(officer, on, at):
    collection = collection_of(officer, on, at)
    odd = send_in(collection, officer, on, at, FINANCE, ODD_STOCK)
    wrong = send_in(collection, officer, on, at, WATER, WRONG_TOTAL)
    to_judge, _, to_come = (
        page_of(officer).partition('id="home-to-judge"')[2].partition('id="home-to-come"')
    )
    assert (
        0
        < to_judge.find(f"/console/submissions/received/{wrong.pk}/")
        < to_judge.find(f"/console/submissions/received/{odd.pk}/")
    )
    assert "3项错误" in to_judge and "1项警告" in to_judge
    assert NONE_SENT in to_come and NONE_SENT not in to_judge
    return_report(report=wrong, reason="请改正。", with_hints=False, officer=officer, on=on, at=at)
    to_judge, _, to_come = (
        page_of(officer).partition('id="home-to-judge"')[2].partition('id="home-to-come"')
    )
    assert WATER not in to_judge and WATER in to_come


def test_many_organs_are_not_all_named(officer, on, at):
    collection_of(officer, on, at, organs=[f"丙市第{number:02}局" for number in range(12)])
    page = page_of(officer)
    assert "丙市第07局" in page and "丙市第08局" not in page and "另有4个单位" in page


def test_an_office_without_a_collection_is_shown_how_to_begin(officer):
    page = page_of(officer)
    assert "还没有报送任务" in page and 'href="/console/submissions/"' in page
    assert "先导入该年度的台账" not in page


def test_a_collection_without_organs_asks_for_the_list(officer, on, at):
    collection = collection_of(officer, on, at)
    collection.organs.all().delete()
    assert f'href="{ADDRESS}organs/"' in page_of(officer)


def test_others_see_nothing_of_it(officer, on, at):
    collection_of(officer, on, at)
    clerk = OfficerFactory(agency=officer.agency, name="钱经办", clerk=True)
    for other in (clerk, city_officer("吴主管", clerk_agency())):
        page = page_of(other)
        assert NONE_SENT not in page and f"{YEAR}年度报告报送" not in page


def clerk_agency():
    return OfficerFactory(name="郑外人").agency


def test_more_organs_and_reports_ask_no_more_queries(officer, on, at):
    collection = collection_of(officer, on, at)
    send_in(collection, officer, on, at, FINANCE, WRONG_TOTAL)
    client = desk(officer)
    before = queries(client)
    more = [f"丙市第{number}局" for number in range(5)]
    list_organs(collection=collection, lines=more, officer=officer, on=on, at=at)
    for organ in (WATER, *more):
        send_in(collection, officer, on, at, organ, WRONG_TOTAL)
    assert queries(client) == before <= 57


def queries(client):
    client.get(HOME)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(HOME).status_code == 200
    return len(captured)
