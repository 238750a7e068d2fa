"""The number of queries of a list does not grow with what is in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annual_reports.year import YEAR
from console.conftest import desk
from factories import ItemFactory, OfficerFactory
from gongkai.agencies.models import CalendarYear
from gongkai.annual_reports.models import AnnualReport
from gongkai.audit.operations import record
from gongkai.messages.operations import notify
from gongkai.publications.models import Column
from gongkai.review.operations import open_round


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def more_of_everything(office, at, count, first):
    people = OfficerFactory.create_batch(count, agency=office.agency)
    column = Column.objects.get(agency=office.agency, code="news")
    ItemFactory.create_batch(15 * count, column=column)
    for number, person in enumerate(people, start=first):
        round = open_round(agency=office.agency, subject=f"甲{number}", content_hash="0" * 64,
                           drafter=person, stages=["审核", "签发"], at=at)  # fmt: skip
        AnnualReport.objects.create(agency=office.agency, year=2030 + number, round=round,
                                    state="IN_REVIEW", published_by=person)  # fmt: skip
        CalendarYear.objects.create(year=2031 + number, notice="通知", make_up_days=[],
                                    holidays=fixed(2031 + number), entered_by=person,
                                    entered_at=at)  # fmt: skip
        record(action=f"test.{number}", subject="甲", at=at, agency=office.agency, officer=person)
        notify(officers=[office.reviewer], text="甲", subject=f"甲{number}", at=at)


def fixed(year):
    days = ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")
    return [f"{year}-{day}" for day in days]


@pytest.mark.parametrize(
    ("path", "at_most"),
    [
        (f"/console/?year={YEAR}", 56),
        ("/console/annual-reports/", 14),
        (f"/console/annual-reports/{YEAR}/", 37),
        (f"/console/annual-reports/{YEAR}/figures/", 37),
        (f"/console/annual-reports/{YEAR}/figures/site.total/", 14),
        (f"/console/annual-reports/{YEAR}/checks/", 38),
        (f"/console/annual-reports/{YEAR}/narrative/", 41),
        ("/console/calendars/", 14),
        ("/console/audit/", 15),
    ],
)
def test_more_rows_ask_no_more_queries(path, at_most, office, opened, at):
    client = desk(office.reviewer)
    more_of_everything(office, at, count=1, first=0)
    before = queries(client, path)
    more_of_everything(office, at, count=5, first=1)
    assert queries(client, path) == before <= at_most
