"""A hundred thousand applications slow no list down: each finds its rows by an index."""

import os
from datetime import date, timedelta

import pytest
from django.db import connection

from gongkai.agencies.queries import working_calendar
from gongkai.fund_services.models import Application
from gongkai.fund_services.queries.applications.listing import (
    SCOPES,
    ApplicationDesk,
    ApplicationsWanted,
    listed_applications,
    scope_counts,
)
from gongkai.fund_services.queries.applications.office import office_figures

MANY = int(os.environ.get("GONGKAI_TEST_MANY", "4000"))
OPEN = 400


@pytest.fixture
def many(centre, filed):
    """Return a centre with years of closed applications and some hundred open ones."""
    first = date(2020, 1, 1)
    states = ("FILED", "CORRECTING", "ACCEPTED", "SENT")
    rows = []
    for number in range(MANY):
        day = first + timedelta(days=number * 1500 // MANY)
        is_open = number >= MANY - OPEN
        rows.append(
            Application(
                agency=centre.agency, item_id=filed.item_id, form_id=filed.form_id,
                receipt_no=f"BJ-{number:07}", token=f"多{number}", account=centre.account,
                account_no=f"{2200000000 + number}", applicant_name="甲", fields="{}",
                filed_at=centre.at - timedelta(days=(centre.on - day).days),
                state=states[number % 4] if is_open else ("GRANTED", "REFUSED")[number % 2],
                handler=centre.handler if number % 3 else None, accepted_on=day,
                due_on=day + timedelta(days=3), decided_on=None if is_open else day,
                closed_on=None if is_open else day, days_taken=None if is_open else number % 5,
                delivered_on=None if is_open else day, opinion=number % 6 or None,
            )
        )  # fmt: skip
    Application.objects.bulk_create(rows, batch_size=2000)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE fund_services_application")
    return centre


def plan(rows):
    return rows.explain()


def is_read_whole(told):
    """Tell whether a plan reads the whole table; one of a few rows may."""
    return any(
        words in line and "fund_services_application" in line and "INDEX" not in line
        for line in told.splitlines()
        for words in ("SCAN", "Seq Scan")
    )


def test_no_list_reads_the_whole_table(many):
    place = ApplicationDesk(many.agency, many.handler, many.on, working_calendar())
    wanted = [(scope, ApplicationsWanted()) for scope in SCOPES]
    # A whole number is found by its own index, in whatever list.
    wanted += [("all", ApplicationsWanted(text=text)) for text in ("BJ-0000777", "2200000123")]
    for scope, told in wanted:
        rows = listed_applications(place, scope, told)
        found = plan(rows[:50])
        assert not is_read_whole(found), (scope, found)
        assert rows.count() == 1 or not told.text


def test_the_figures_of_a_year_read_no_row(many):
    figures = office_figures(many.agency, date(2023, 1, 1), date(2023, 12, 31), many.on)
    place = ApplicationDesk(many.agency, many.handler, many.on, working_calendar())
    assert scope_counts(place)["mine"] > 0 and figures.total.closed > 0
