"""Nobody but the city's office reaches what it received, at any address."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annual_reports import received as sent
from annual_reports.received import FINANCE, ODD_STOCK, WATER, WRONG_TOTAL, sent_report
from annual_reports.year import YEAR
from console.conftest import desk
from console.test_access import POSTED
from factories import AgencyFactory, OfficerFactory
from gongkai.annual_reports.models import (
    Collection,
    CollectionOrgan,
    ReceivedRemark,
    ReceivedReport,
    ReceivedReturn,
    ReceivedWaiver,
)
from gongkai.annual_reports.operations.judging import return_report
from gongkai.console.urls import urlpatterns

pytestmark = pytest.mark.django_db
ROUTES = [
    pattern
    for pattern in urlpatterns
    if str(pattern.pattern).startswith("submissions/")
    and not str(pattern.pattern).startswith("submissions/consolidation/")
    and pattern.name != "collections"
]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def city():
    return sent.city_officer()


@pytest.fixture
def returned(city, on, at):
    """Return a sent back report's sending, with everything the routes might name."""
    collection = sent.collection_of(city, on, at)
    report = sent.received(collection, city, on, at, sent_report(values=ODD_STOCK))
    return return_report(
        report=report, reason="表述有误", with_hints=False, officer=city, on=on, at=at
    )


def address(route, sending):
    keys = route.pattern.converters
    by_route = {
        "drop-organ": CollectionOrgan.objects.get(name=WATER).pk,
        "return-letter": sending.pk,
    }
    values = {"year": YEAR, "pk": by_route.get(route.name, sending.report_id)}
    return reverse(f"console:{route.name}", kwargs={key: values[key] for key in keys})


def ask(client, route, sending):
    organ = CollectionOrgan.objects.get(name=WATER)
    data = {"reason": "甲", "text": "甲", "organ": organ.pk, "due_on": "2024-03-01",
            "lines": "某局", "rule": "S2", "where": "x"}  # fmt: skip
    post = route.name in POSTED or route.name == "collection-organs"
    return (client.post if post else client.get)(address(route, sending), data)


def everything():
    models = (Collection, CollectionOrgan, ReceivedReport, ReceivedRemark, ReceivedReturn,
              ReceivedWaiver)  # fmt: skip
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_strangers_other_offices_and_other_roles_find_and_change_nothing(route, returned, city):
    before = everything()
    elsewhere = sent.city_officer("郑主管", AgencyFactory(name="丁市人民政府办公室"))
    beside = OfficerFactory(agency=city.agency, head=True)
    other = OfficerFactory(clerk=True)
    answer = ask(Client(), route, returned)
    assert answer.status_code == 302 and "/console/login/" in answer["Location"]
    for officer, status in ((elsewhere, 404), (other, 404), (beside, 403)):
        answer = ask(desk(officer), route, returned)
        assert answer.status_code == status
        assert FINANCE not in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_the_office_itself_gets_in(route, returned, city):
    assert ask(desk(city), route, returned).status_code in (200, 302)


def test_the_list_of_years_is_the_offices(returned, city):
    assert "2023年度" in desk(city).get("/console/submissions/").content.decode()
    elsewhere = sent.city_officer("郑主管", AgencyFactory(name="丁市人民政府办公室"))
    assert "2023年度" not in desk(elsewhere).get("/console/submissions/").content.decode()
    head = OfficerFactory(agency=city.agency, head=True)
    assert desk(head).get("/console/submissions/").status_code == 403


def test_only_the_office_has_the_entry_in_its_menu(city):
    head = OfficerFactory(agency=city.agency, head=True)
    assert "/console/submissions/" in desk(city).get("/console/audit/").content.decode()
    assert "/console/submissions/" not in desk(head).get("/console/audit/").content.decode()


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("name", "at_most"), [("years", 15), ("year", 18), ("report", 24)])
def test_more_rows_ask_no_more_queries(name, at_most, city, on, at):
    client = desk(city)
    first = sent.collection_of(city, on, at)
    report = sent.received(first, city, on, at, sent_report(values=WRONG_TOTAL))
    path = {
        "years": "/console/submissions/",
        "year": "/console/submissions/2023/",
        "report": f"/console/submissions/received/{report.pk}/",
    }[name]
    before = queries(client, path)
    for year in (2022, 2021, 2020):
        sent.collection_of(city, on, at, year=year)
    for licences in range(5):
        told = sent_report(WATER, values={**WRONG_TOTAL, "proactive.licences": licences})
        sent.received(first, city, on, at, told)
    assert queries(client, path) == before <= at_most
