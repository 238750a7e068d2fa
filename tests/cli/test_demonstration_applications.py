"""The demonstration's business applied for online: some in each state, once, all of this year."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from fund_services import core_people as people
from fund_services.centre import make_centre
from fund_services.signing_in import an_account, an_agent
from gongkai.cli.demonstration.applications import handle_applications
from gongkai.fund_services.models import Application
from gongkai.fund_services.queries.applications.office import office_figures

pytestmark = pytest.mark.django_db
PARTS = (people.BORROWER, people.SETTLED, people.TWO_LOANS, people.SMALL_AGENT)


@pytest.fixture
def loaded(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"

    def load(on):
        centre = make_centre()
        people.fill_core(on)
        for part in PARTS:
            account = an_account(centre.agency, people.person(part))
            if part == people.SMALL_AGENT:
                an_agent(account, employer_no=people.SMALL_EMPLOYER, is_manager=True)
        officers = {"SERVICE_HANDLER": centre.handler, "SERVICE_REVIEWER": centre.reviewer}
        at = datetime(on.year, on.month, on.day, 6, tzinfo=UTC)
        for _ in range(2):
            handle_applications(centre.agency, officers, on=on, at=at)
        return centre.agency, Application.objects.all()

    return load


def test_each_has_come_as_far_as_it_is_told(loaded):
    on = date(2026, 11, 25)
    agency, rows = loaded(on)
    assert Counter(rows.values_list("state", flat=True)) == {
        "GRANTED": 3, "REFUSED": 1, "CORRECTING": 1, "ACCEPTED": 2, "SENT": 1, "FILED": 1,
    }  # fmt: skip
    figures = office_figures(agency, date(2026, 1, 1), on, on)
    assert figures.total.closed == 4 and figures.total.satisfaction.denominator == 3
    assert {each.name for each in figures.items if each.closed} == {
        "租赁住房提取", "个人信息变更", "个人账户封存",
    }  # fmt: skip


@pytest.mark.parametrize("on", [date(2026, 1, 2), date(2026, 12, 30)])
def test_nothing_is_filed_in_another_year_or_after_the_day_of_loading(loaded, on):
    _, rows = loaded(on)
    assert rows.count() == 9
    assert all(date(on.year, 1, 1) <= row.filed_at.date() <= on for row in rows)
